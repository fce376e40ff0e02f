"""How much two texts share, in numbers: the cheap look at every candidate pair before it is marked and collated.

Two measures, both by the background table only (never by what else was read), so that they agree with the relation that
`collation` decides later:

`containment`: the words that both have, weighted by the square of how telling they are, as a share of what the lighter text
has. Squares, because a hundred common words prove less than three rare ones.

`run`: the weight of the best stretch in which rare words follow each other in both texts in the same order. It finds sixty
words of one article inside another, where containment is low. A step from one shared rare word to the next costs
`GAP_COST` for each word skipped on the longer side, and `SHIFT_COST` for each word more on one side than on the other; the
best predecessor is sought among the last `LOOK_BACK` shared words, so the cost is linear. It is the local alignment of
Smith and Waterman (1981) on the shared rare words alone.

The numbers prune; they name no relation. Thresholds are set below those of the relation, so that pruning loses nothing.

| constant | value | from |
|---|---|---|
| RARE_IDF | 3.0 | a word in fewer than 5 % of articles; common words line up by chance |
| GAP_COST | 0.125 | between two rare words of one passage stand one or two common ones, the same on both sides |
| SHIFT_COST | 0.5 | insertions and deletions; chance agreements are out of step |
| LOOK_BACK | 16 | 8 breaks runs at words that occur several times |
| OCCURRENCES | 4 | of a word on the longer side; 2 loses 3 % of the briefs |
| LEAST_RUN | 45 | independent articles on one event: median 37; 70 % of words changed ≥ 238, 60 words in another ≥ 97 |
| SHORT_RUN | 20 | with LEAST_SHARE; two names in a row weigh 20 |
| LEAST_SHARE | 0.4 | of all rare words of the lighter text: a text of 40 words cannot make a run of 45 |
"""

from __future__ import annotations

from functools import lru_cache

import msgspec
import numpy as np
import numpy.typing as npt

from retold.matching.compiled import kernel
from retold.matching.rarity import SLOTS, background_shares
from retold.matching.tokens import Offsets, Tokens

RARE_IDF = 3.0
GAP_COST = 0.125
SHIFT_COST = 0.5
LOOK_BACK = 16
LEAST_RUN = 45.0
SHORT_RUN = 20.0
LEAST_SHARE = 0.4
OCCURRENCES = 4
IN_STEP = 6  # words
UNIT = 16  # runs are summed in sixteenths of a nat
RARE_UNITS = int(RARE_IDF * UNIT)
GAP_UNITS = int(GAP_COST * UNIT)
SHIFT_UNITS = int(SHIFT_COST * UNIT)
FARTHEST = 1 << 20  # words skipped; more cost no more
HEAVIEST = 1 << 25  # units; two million nats

Idf = npt.NDArray[np.uint8]


class Scores(msgspec.Struct, frozen=True):
    """Per pair: containment (0–1), the weight of the best common run in nats, its share of the rare words of the lighter text.

    `spans[k]` is (first, last + 1) of the run on side a, then on side b, in words of that text; all 0 where there is none.
    """

    containment: npt.NDArray[np.float32]
    run: npt.NDArray[np.float32]
    share: npt.NDArray[np.float32]
    spans: npt.NDArray[np.int32]

    def worthy(self) -> npt.NDArray[np.bool_]:
        """Which pairs are worth marking: a long common run, or a short one that is much of a short text."""
        return (self.run >= LEAST_RUN) | ((self.run >= SHORT_RUN) & (self.share >= LEAST_SHARE))


@lru_cache(maxsize=4)
def idf_table(languages: tuple[str, ...] = ("en",)) -> Idf:
    """How telling the word in each slot is, in sixteenths of a nat, by the background tables of these languages (the least
    of them). A byte each: the table stays in the processor's cache, where one of numbers would not."""
    shares = background_shares(languages[0])
    for language in languages[1:]:
        shares = np.maximum(shares, background_shares(language))
    made: Idf = np.clip(-np.log(shares) * UNIT, 0, 255).astype(np.uint8)
    made.setflags(write=False)
    return made


def score(
    tokens: Tokens,
    offsets: Offsets,
    a: npt.NDArray[np.int64],
    b: npt.NDArray[np.int64],
    idf: Idf,
    hidden: npt.NDArray[np.bool_] | None = None,
) -> Scores:
    """Score the pairs (a[k], b[k]), which index texts of `tokens` and `offsets`.

    Words where `hidden` is true (one entry a token) count for nothing: text that stands under many articles.
    """
    if hidden is None:
        hidden = np.zeros(0, dtype=np.bool_)
    lengths = np.diff(offsets)
    # The table is made of the longer text and kept for all its pairs; looking up costs what the shorter one is long.
    swapped = lengths[a] < lengths[b]
    table, looked_up = np.where(swapped, b, a), np.where(swapped, a, b)
    order = np.argsort(table, kind="stable")
    numbers = np.zeros((len(a), 3), dtype=np.float32)
    spans = np.zeros((len(a), 4), dtype=np.int32)
    _score(tokens, offsets, table[order], looked_up[order], idf, hidden, int(lengths.max(initial=1)), numbers, spans)
    back = np.empty(len(a), dtype=np.int64)
    back[order] = np.arange(len(a))
    spans = spans[back]
    spans[swapped] = spans[swapped][:, [2, 3, 0, 1]]
    numbers = numbers[back]
    return Scores(numbers[:, 0], numbers[:, 1], numbers[:, 2], spans)


@kernel
def _score(
    tokens: Tokens,
    offsets: Offsets,
    a: npt.NDArray[np.int64],
    b: npt.NDArray[np.int64],
    idf: Idf,
    hidden: npt.NDArray[np.bool_],
    longest: int,
    numbers: npt.NDArray[np.float32],
    spans: npt.NDArray[np.int32],
) -> None:
    """Fill numbers (containment, run, share of the run) and spans."""
    size = _size(longest)
    all_keys = np.empty(size, dtype=np.uint32)
    all_heads = np.zeros(size, dtype=np.int32)
    seen = np.full(size, -1, dtype=np.int64)
    following = np.empty(longest + 1, dtype=np.int32)
    other_keys, other_heads, skipped = np.empty_like(all_keys), np.zeros_like(all_heads), np.empty_like(following)
    shared = np.empty((3, 2 * longest + 64), dtype=np.int32)
    value = np.empty(shared.shape[1], dtype=np.int32)
    start = np.empty(shared.shape[1], dtype=np.int64)
    squares = np.zeros(len(offsets) - 1, dtype=np.int64)
    rare = np.full(len(offsets) - 1, -1, dtype=np.int64)
    current = np.int64(-1)
    for pair in range(len(a)):
        left, right = a[pair], b[pair]
        if rare[right] < 0:
            size = _size(offsets[right + 1] - offsets[right])
            _fill(tokens, offsets[right], offsets[right + 1], hidden, other_keys[:size], other_heads[:size], skipped)
            squares[right], rare[right] = _heft(other_keys[:size], other_heads[:size], idf)
        size = _size(offsets[left + 1] - offsets[left])
        if left != current:
            current = left
            _fill(tokens, offsets[left], offsets[left + 1], hidden, all_keys[:size], all_heads[:size], following)
            squares[left], rare[left] = _heft(all_keys[:size], all_heads[:size], idf)
        weight, found = _shared(
            tokens, offsets[right], offsets[right + 1], hidden, idf, pair, all_keys[:size], all_heads[:size], following,
            seen, shared,
        )  # fmt: skip
        lighter = min(squares[left], squares[right])
        numbers[pair, 0] = min(1.0, weight / lighter) if lighter > 0 else 0.0
        if not found:
            continue
        last = _best_run(shared, found, value, start)
        first = start[last]
        numbers[pair, 1] = value[last] / UNIT
        numbers[pair, 2] = min(1.0, value[last] / min(rare[left], rare[right]))
        spans[pair, 0] = shared[0, first]
        spans[pair, 1] = shared[0, last] + 1
        spans[pair, 2] = shared[1, first]
        spans[pair, 3] = shared[1, last] + 1


@kernel
def _size(words: int) -> int:
    """Slots of the table for a text of so many words."""
    size = 64
    while size < 2 * words:
        size <<= 1
    return size


@kernel
def _fill(
    tokens: Tokens,
    first: int,
    last: int,
    hidden: npt.NDArray[np.bool_],
    keys: Tokens,
    heads: npt.NDArray[np.int32],
    following: npt.NDArray[np.int32],
) -> None:
    """Put the words of one text in an open-addressed table: `heads` is the place of a word's first occurrence + 1, and
    `following` of each occurrence the place of the next + 1."""
    heads[:] = 0
    mask = len(keys) - 1
    for at in range(last - 1, first - 1, -1):
        if len(hidden) and hidden[at]:
            continue
        token = tokens[at]
        slot = np.int64(token) & mask
        while heads[slot] != 0 and keys[slot] != token:
            slot = (slot + 1) & mask
        keys[slot] = token
        following[at - first] = heads[slot]
        heads[slot] = at - first + 1


@kernel
def _heft(keys: Tokens, heads: npt.NDArray[np.int32], idf: Idf) -> tuple[int, int]:
    """Over the distinct words of a table: the sum of squared weights, and the sum of the weights of the rare ones."""
    squares = 0
    rare = 0
    for slot in range(len(keys)):
        if heads[slot] != 0:
            weight = np.int64(idf[keys[slot] & np.uint32(SLOTS - 1)])
            squares += weight * weight  # type: ignore[assignment]
            if weight >= RARE_UNITS:
                rare += weight  # type: ignore[assignment]
    return squares, rare


@kernel
def _shared(
    tokens: Tokens,
    first: int,
    last: int,
    hidden: npt.NDArray[np.bool_],
    idf: Idf,
    stamp: int,
    keys: Tokens,
    heads: npt.NDArray[np.int32],
    following: npt.NDArray[np.int32],
    seen: npt.NDArray[np.int64],
    shared: npt.NDArray[np.int32],
) -> tuple[int, int]:
    """Look the words of one text up in the table of another.

    Gives the summed squared weight of the distinct words that both have, and the number of columns of `shared`: (place in the
    other, place in this, weight in sixteenths) of the rare ones, in order of this text.
    """
    mask = len(keys) - 1
    squares = 0
    found = 0
    for at in range(first, last):
        if len(hidden) and hidden[at]:
            continue
        token = tokens[at]
        slot = np.int64(token) & mask
        while heads[slot] != 0 and keys[slot] != token:
            slot = (slot + 1) & mask
        if heads[slot] == 0:
            continue
        weight = np.int64(idf[token & np.uint32(SLOTS - 1)])
        if seen[slot] != stamp:
            seen[slot] = stamp
            squares += weight * weight  # type: ignore[assignment]
        if weight < RARE_UNITS:
            continue
        place = np.int64(heads[slot])
        for _ in range(OCCURRENCES):
            if place == 0 or found >= shared.shape[1]:
                break
            shared[0, found] = place - 1
            shared[1, found] = at - first
            shared[2, found] = weight
            found += 1
            place = np.int64(following[place - 1])
    return squares, found


@kernel
def _best_run(
    shared: npt.NDArray[np.int32], found: int, value: npt.NDArray[np.int32], start: npt.NDArray[np.int64]
) -> int:
    """Chain shared words; fills the value and first link of the best chain that ends in each, gives the best end.

    The inner loop has neither branches nor 64-bit numbers, so that it is compiled to vector instructions: a candidate is its
    value times 32 plus its place in the window, and the greatest is taken (of equals the nearest). Values and steps are
    capped so that this fits in 32 bits; the caps lie beyond a million words.
    """
    lefts, rights, gains = shared[0], shared[1], shared[2]
    none, one, far = np.int32(0), np.int32(1), np.int32(FARTHEST)
    best = 0
    for here in range(found):
        left, right = lefts[here], rights[here]
        oldest = max(0, here - LOOK_BACK)
        if here > 0:  # the shared word just before goes on in step: no need to look further back
            step = left - lefts[here - 1]
            if none < step <= np.int32(IN_STEP) and right - rights[here - 1] == step:
                oldest = here - 1
        top = none
        for place in range(here - oldest):
            back = np.uint64(oldest + place)
            skipped_left = min(np.int32(left - lefts[back] - one), far)
            skipped_right = min(np.int32(right - rights[back] - one), far)
            shift = np.int32(SHIFT_UNITS) * np.int32(abs(np.int32(skipped_left - skipped_right)))
            cost = np.int32(shift + np.int32(GAP_UNITS) * max(skipped_left, skipped_right))
            candidate = np.int32((np.int32(value[back] - cost) << np.int32(5)) + np.int32(place))
            top = max(top, candidate if min(skipped_left, skipped_right) >= none else none)
        gained = np.int32(top >> np.int32(5))
        start[here] = start[oldest + (top & 31)] if gained > 0 else here
        value[here] = min(np.int32(gained + gains[here]), np.int32(HEAVIEST))
        if value[here] > value[best]:
            best = here
    return best
