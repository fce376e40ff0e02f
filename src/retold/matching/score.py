"""How much two texts share, in numbers: the cheap look at every candidate pair before it is marked and collated.

Two measures, both by the background table only (never by what else was read), so that they agree with the relation that
`collation` decides later:

`containment`: the words that both have, weighted by the square of how telling they are, as a share of what the lighter text
has. Squares, because a hundred common words prove less than three rare ones.

`run`: the weight of the best stretch in which rare words follow each other in both texts in the same order. It finds sixty
words of one article inside another, where containment is low. A step from one shared rare word to the next costs
`GAP_COST` for each word skipped on the longer side; the best predecessor is sought among the last `LOOK_BACK` shared words,
so the cost is linear. It is the local alignment of Smith and Waterman (1981) on the shared rare words alone.

The numbers prune; they name no relation. Thresholds are set below those of the relation, so that pruning loses nothing.

| constant | value | from |
|---|---|---|
| RARE_IDF | 3.0 | a word in fewer than 5 % of articles; common words line up by chance |
| GAP_COST | 0.5 | a rare word weighs 5–13, and one word in two or three is rare |
| LOOK_BACK | 16 | 8 breaks runs at words that occur several times |
| LEAST_RUN | 50 | independent articles on one event reach 47; 70 % of words changed gives 185, 60 words of another article 80 |
| LEAST_SHARE | 0.4 | of all rare words of the lighter text: a text of 40 words cannot make a run of 50 |
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
GAP_COST = 0.5
LOOK_BACK = 16
LEAST_RUN = 50.0
LEAST_SHARE = 0.4
OCCURRENCES = 2  # of one word that are looked at on side a
IN_STEP = 6  # words
UNIT = 16  # runs are summed in sixteenths of a nat
GAP_UNITS = int(GAP_COST * UNIT)

Idf = npt.NDArray[np.float32]


class Scores(msgspec.Struct, frozen=True):
    """Per pair: containment (0–1), the weight of the best common run, and its ends.

    `spans[k]` is (first, last + 1) on side a, then on side b, in words of that text; empty where there is no run.
    """

    containment: npt.NDArray[np.float32]
    run: npt.NDArray[np.float32]
    spans: npt.NDArray[np.int32]


@lru_cache(maxsize=4)
def idf_table(languages: tuple[str, ...] = ("en",)) -> Idf:
    """How telling the word in each slot is, in nats, by the background tables of these languages (the least of them)."""
    shares = background_shares(languages[0])
    for language in languages[1:]:
        shares = np.maximum(shares, background_shares(language))
    made: Idf = -np.log(shares)
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
    """Score the pairs (a[k], b[k]), which index texts of `tokens` and `offsets`; fastest where pairs are ordered by a.

    Words where `hidden` is true (one entry a token) count for nothing: text that stands under many articles.
    """
    if hidden is None:
        hidden = np.zeros(0, dtype=np.bool_)
    longest = int(np.diff(offsets).max(initial=1))
    containment = np.empty(len(a), dtype=np.float32)
    run = np.empty(len(a), dtype=np.float32)
    spans = np.zeros((len(a), 4), dtype=np.int32)
    totals = np.full(len(offsets) - 1, -1.0, dtype=np.float32)
    _score(tokens, offsets, a, b, idf, hidden, longest, totals, containment, run, spans)
    return Scores(containment, run, spans)


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
    """Put the words of one text in an open-addressed table: `heads` is the place of a word's first occurrence + 1."""
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
def _total(keys: Tokens, heads: npt.NDArray[np.int32], idf: Idf) -> float:
    total = 0.0
    for slot in range(len(keys)):
        if heads[slot] != 0:
            weight = idf[keys[slot] & np.uint32(SLOTS - 1)]
            total += weight * weight
    return total


@kernel
def _score(
    tokens: Tokens,
    offsets: Offsets,
    a: npt.NDArray[np.int64],
    b: npt.NDArray[np.int64],
    idf: Idf,
    hidden: npt.NDArray[np.bool_],
    longest: int,
    totals: npt.NDArray[np.float32],
    containment: npt.NDArray[np.float32],
    run: npt.NDArray[np.float32],
    spans: npt.NDArray[np.int32],
) -> None:
    size = 64
    while size < 2 * longest:
        size <<= 1
    all_keys = np.empty(size, dtype=np.uint32)
    all_heads = np.zeros(size, dtype=np.int32)
    seen = np.full(size, -1, dtype=np.int64)
    following = np.empty(longest + 1, dtype=np.int32)
    room = 2 * longest + 64
    left = np.empty(room, dtype=np.int32)
    right = np.empty(room, dtype=np.int32)
    value = np.empty(room, dtype=np.int32)
    start = np.empty(room, dtype=np.int64)
    for text in range(len(offsets) - 1):  # what each text of a pair has in all
        small = 64
        while small < 2 * (offsets[text + 1] - offsets[text]):
            small <<= 1
        _fill(tokens, offsets[text], offsets[text + 1], hidden, all_keys[:small], all_heads[:small], following)
        totals[text] = _total(all_keys[:small], all_heads[:small], idf)
    current = np.int64(-1)
    small = 64
    for pair in range(len(a)):
        if a[pair] != current:
            current = a[pair]
            small = 64
            while small < 2 * (offsets[current + 1] - offsets[current]):
                small <<= 1
            _fill(tokens, offsets[current], offsets[current + 1], hidden, all_keys[:small], all_heads[:small], following)
        keys = all_keys[:small]
        heads = all_heads[:small]
        mask = small - 1
        begin = offsets[b[pair]]
        end = offsets[b[pair] + 1]
        shared = 0.0
        found = np.int64(0)
        best = np.int32(0)
        last = 0
        for at in range(begin, end):
            if len(hidden) and hidden[at]:
                continue
            token = tokens[at]
            slot = np.int64(token) & mask
            while heads[slot] != 0 and keys[slot] != token:
                slot = (slot + 1) & mask
            if heads[slot] == 0:
                continue
            weight = idf[token & np.uint32(SLOTS - 1)]
            if seen[slot] != pair:
                seen[slot] = pair
                shared += weight * weight
            if weight < RARE_IDF:
                continue
            gain = np.int32(weight * UNIT)
            place = np.int64(heads[slot])
            here_right = np.int64(at - begin)
            oldest = found - LOOK_BACK if found > LOOK_BACK else np.int64(0)
            known = found
            for _ in range(OCCURRENCES):
                if place == 0 or found >= room:
                    break
                here_left = place - 1
                gained = gain
                origin = found
                begin_at = oldest
                if known > 0:  # the shared word just before goes on in step: no need to look further back
                    step_left = here_left - left[known - 1]
                    if 0 < step_left <= IN_STEP and here_right - right[known - 1] == step_left:
                        begin_at = known - 1
                for back in range(begin_at, known):
                    step_left = here_left - left[back]
                    step = max(step_left, here_right - right[back]) - 1
                    chained = value[back] + gain - GAP_UNITS * step
                    if chained > gained and step_left > 0:
                        gained = np.int32(chained)
                        origin = back
                left[found] = here_left
                right[found] = here_right
                value[found] = gained
                start[found] = found if origin == found else start[origin]
                if gained > best:
                    best = gained
                    last = found
                found += 1
                place = np.int64(following[here_left])
        if best > 0:
            spans[pair, 0] = left[start[last]]
            spans[pair, 1] = left[last] + 1
            spans[pair, 2] = right[start[last]]
            spans[pair, 3] = right[last] + 1
        lighter = min(totals[a[pair]], totals[b[pair]])
        containment[pair] = min(1.0, shared / lighter) if lighter > 0 else 0.0
        run[pair] = best / UNIT
