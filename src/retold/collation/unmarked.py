"""How much two texts agree, word by word, before either is marked: for the many candidates that an archive offers.

A collation needs sentences, quotations and names, some 30 ms for a pair; this needs only the words, as numbers, and a fifth of a
millisecond. Words are aligned by their longest common subsequence, what is left over on both sides a second time, so that a
passage that was moved counts, too. On 475 generated and 189 real pairs the score lies within 0.1 of that of the collation for
retellings; independent articles on one event, which share names and set phrases anywhere, come out higher (0.4 instead of 0.2).

Very long texts are thinned by the hash of their words, the same words on both sides, until `LARGEST` is kept: an alignment
takes memory in proportion to the product of both lengths.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

import msgspec

from retold.collation.literal import literal_runs

LARGEST = 1 << 24  # pairs of words in an alignment: 4,096 by 4,096, two megabytes
ROUNDS = 2


class Bare(msgspec.Struct, frozen=True):
    """The words of a text as numbers, and the squared idf of each. Hidden words (notices) are negative, all different."""

    words: Sequence[int]
    weights: Sequence[float]

    def total(self) -> float:
        """What all words weigh."""
        return sum(self.weights)


class Agreement(msgspec.Struct, frozen=True):
    """What two texts have in common: `score` the share of the lighter one's weight that is aligned, `first` in one order;
    `kept` and `copied` the shares of the words of a and of b that are aligned."""

    score: float
    first: float
    kept: float
    copied: float


def thinned(a: Bare, b: Bare) -> tuple[Bare, Bare]:
    """Both texts, thinned by the same rule until they can be aligned."""
    step = 1
    one, other = a, b
    while len(one.words) * len(other.words) > LARGEST:
        step *= 2
        one, other = _every(a, step), _every(b, step)
    return one, other


def _every(text: Bare, step: int) -> Bare:
    chosen = [place for place, word in enumerate(text.words) if (word * 0x9E3779B1 >> 8) % step == 0]
    return Bare([text.words[place] for place in chosen], [text.weights[place] for place in chosen])


def agreement(a: Bare, b: Bare) -> Agreement:
    """Align two texts (`thinned`)."""
    from rapidfuzz.distance import LCSseq

    lighter = min(a.total(), b.total())
    words_a, weights, words_b = list(a.words), list(a.weights), list(b.words)
    weighed = first = 0.0
    count = 0
    for nth in range(ROUNDS):
        sums = [0.0, *accumulate(weights)]
        left_a: list[int] = []
        left_weights: list[float] = []
        left_b: list[int] = []
        at_a = at_b = 0
        for block in LCSseq.editops(words_a, words_b).as_matching_blocks():
            here, there, size = block.a, block.b, block.size
            weighed += sums[here + size] - sums[here]
            count += size
            left_a += words_a[at_a:here]
            left_weights += weights[at_a:here]
            left_b += words_b[at_b:there]
            at_a, at_b = here + size, there + size
        first = weighed if nth == 0 else first
        both = {*left_a}.intersection(left_b)
        if not both:
            break
        weights = [weight for weight, word in zip(left_weights, left_a, strict=True) if word in both]
        words_a = [word for word in left_a if word in both]
        words_b = [word for word in left_b if word in both]
    return Agreement(
        score=_share(weighed, lighter),
        first=_share(first, lighter),
        kept=_share(count, len(a.words)),
        copied=_share(count, len(b.words)),
    )


def shared_in_order(a: Bare, b: Bare, telling: float) -> tuple[float, float]:
    """The share of the lighter text's weight in words that both have, anywhere; and of the telling ones (`telling` or more)
    among these the share that stands in the same order."""
    from rapidfuzz.distance import LCSseq

    weight = {**dict(zip(a.words, a.weights, strict=True)), **dict(zip(b.words, b.weights, strict=True))}
    both = Counter(a.words) & Counter(b.words)
    shared = sum(count * weight[word] for word, count in both.items())
    tell = {word: count for word, count in both.items() if weight[word] > telling}
    row_a, row_b = ([word for word in side.words if word in tell] for side in (a, b))
    kept = sum(
        weight[word]
        for block in LCSseq.editops(row_a, row_b).as_matching_blocks()
        for word in row_a[block.a : block.a + block.size]
    )
    return (
        _share(shared, min(a.total(), b.total())),
        _share(kept, sum(count * weight[word] for word, count in tell.items())),
    )


def literal(a: Bare, b: Bare) -> tuple[int, int]:
    """How many words stand in runs that both have to the letter, and the length of the longest run."""
    runs = literal_runs(a.words, b.words)
    return sum(run.length for run in runs), max((run.length for run in runs), default=0)


def _share(part: float, whole: float) -> float:
    return min(part / whole, 1.0) if whole else 0.0
