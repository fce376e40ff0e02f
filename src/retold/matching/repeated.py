"""Text that an outlet prints under everything: found by what it leaves alone, hidden from the scores.

Observations
1. A notice printed under 5,000 articles shares many features among them, and so does a story with 300 copies. Frequency
   alone cannot tell them apart; a cut by frequency loses the story.
2. In a copy of a much-copied story the common features lie all over the text, thinned by the changes. In an article with a
   notice they stand in one or two solid blocks, and the rest of the article has none.
3. Copies of one story with own paragraphs around it look like 2 as well, but they come from many outlets. A notice that is
   frequent enough to matter stands many times in each of its outlets.

How it works: features of more than `CAP` articles, and those of `join.FREQUENT` or more that come from one outlet or few, are
*common*. In each article that has any, the sampled features are read in order of the text: where the common ones change
places with the others far less often than chance would, they stand in blocks. A common feature that in most of its
articles stands in blocks, with enough of the article left outside of them (the `BLOCK_SHARE`s) that it shares with nobody, is
part of a notice: it weighs nothing, and the words it spans are hidden from the scores and handed on, so that marking can
call them furniture.

Known exceptions: a dispatch that more than 64 outlets each print inside a longer article of their own, in a collection that
does not name the outlets, looks like a notice. What is hidden is counted and reported, so it can be seen.

| constant | value | from |
|---|---|---|
| BLOCK_SHARE | 0.6 | planted notices of 150 words cover 20–45 % of an article, verbatim copies 90 % and more |
| BLOCK_SHARE_ONE | 0.9 | the same where one outlet prints it: captions of 40 words stand over notices of 115 |
| BLOCK_SHARE_MANY | 0.45 | the same where ever new outlets print it: a dispatch inside longer articles is more than that of most |
| MIXED | 0.4 | changes of place against chance: planted notices at most 0.2, copies with half the words changed 0.7–1.1 |
| MOST | 0.6 | of the articles that have a feature |
| ONE_OUTLET | 0.9 | of the articles that have a feature |
| EACH_OUTLET | 3 articles | of each of its outlets on average: then it is as good as one outlet's |
| SHARED_OUTSIDE | 0.5 | of the features outside of the blocks are shared, too: versions of one story, no notice |
| NEW_OUTLETS | 0.5 | distinct outlets to articles from which it is syndication, not a notice |
| BRIDGE | 12 words | sampling leaves holes in a block |
| EDGE | 8 words | … and at its ends: a notice of 150 words left 22 to share |
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from retold.matching.compiled import kernel
from retold.matching.features import Placed, placed
from retold.matching.join import CAP, Runs
from retold.matching.rarity import Levels
from retold.matching.tokens import Offsets, Tokens

BLOCK_SHARE = 0.6
BLOCK_SHARE_ONE = 0.9
BLOCK_SHARE_MANY = 0.45
MIXED = 0.4
MOST = 0.6
ONE_OUTLET = 0.9
EACH_OUTLET = 3
SHARED_OUTSIDE = 0.5
NEW_OUTLETS = 0.5
BRIDGE = 12
EDGE = 8
AT_ONCE = 4096  # articles

Hidden = dict[int, npt.NDArray[np.int64]]
Gather = Callable[[npt.NDArray[np.int64]], tuple[Tokens, Offsets]]
_NUMBER = np.uint32((1 << 31) - 1)
_MANY, _FEW, _ONE = 1, 2, 3
_LIMITS = np.array([0.0, BLOCK_SHARE_MANY, BLOCK_SHARE, BLOCK_SHARE_ONE], dtype=np.float32)


def hide(
    found: Runs,
    own: npt.NDArray[np.uint32],
    outlets: npt.NDArray[np.int64],
    gather: Gather,
    levels: Levels,
    sampling: int,
) -> Hidden:
    """Set the weight of the features of notices to 0 in `found`; gives, by article number, the runs of words they span.

    `own[i]` is the number of features of article i, `outlets[i]` the outlet that printed it (-1
    unknown); `gather` gives the words of articles by number.
    """
    kind = _common(found.owners, found.frequent, outlets)
    common, limits = found.frequent[kind > 0], _LIMITS[kind[kind > 0]]
    if not len(common):
        return {}
    share = np.ones(len(outlets), dtype=np.float32)
    shared = np.bincount(found.owners & _NUMBER, minlength=len(outlets))
    for wanted, features, hits in _placed(_owners(found, common), np.sort(common[:, 0]), gather, levels, sampling):
        blocks = np.ones(len(wanted), dtype=np.float32)
        _blocks(features.texts, hits, blocks)
        common_here = np.bincount(features.texts[hits], minlength=len(wanted))
        outside = np.maximum(own[wanted].astype(np.int64) - common_here, 1)
        blocks[shared[wanted] - common_here > SHARED_OUTSIDE * outside] = 1.0
        share[wanted] = blocks
    notice = [
        (share[found.owners[at : at + size] & _NUMBER] <= limit).mean() >= MOST
        for (_, at, size), limit in zip(common, limits, strict=True)
    ]
    common = common[np.array(notice)]
    if not len(common):
        return {}
    for _, at, size in common:
        found.weights[at : at + size] = 0
    return spans(_owners(found, common), np.sort(common[:, 0]), gather, levels, sampling)


def _owners(found: Runs, common: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The articles that have any of these features."""
    parts = [found.owners[at : at + size] & _NUMBER for _, at, size in common]
    return np.unique(np.concatenate(parts)).astype(np.int64)


def mask(articles: npt.NDArray[np.int64], offsets: Offsets, hidden: Hidden) -> npt.NDArray[np.bool_] | None:
    """True for each hidden word of the gathered `articles`, or None where there is none."""
    if not hidden:
        return None
    made = np.zeros(int(offsets[-1]), dtype=np.bool_)
    for place, article in enumerate(articles):
        for first, last in hidden.get(int(article), ()):
            made[offsets[place] + first : offsets[place] + last] = True
    return made


def _placed(
    inside: npt.NDArray[np.int64], keys: npt.NDArray[np.int64], gather: Gather, levels: Levels, sampling: int
) -> Iterator[tuple[npt.NDArray[np.int64], Placed, npt.NDArray[np.bool_]]]:
    """The features of the articles `inside`, some articles at a time, and which of the features are among `keys`."""
    table = _table_of(keys)
    for first in range(0, len(inside), AT_ONCE):
        wanted = inside[first : first + AT_ONCE]
        found = placed(*gather(wanted), levels, sampling=sampling)
        hits = np.empty(len(found.keys), dtype=np.bool_)
        _among(table, found.keys, hits)
        yield wanted, found, hits


def spans(
    inside: npt.NDArray[np.int64], keys: npt.NDArray[np.int64], gather: Gather, levels: Levels, sampling: int
) -> Hidden:
    """Where the features of notices stand: runs of words, holes up to `BRIDGE` words closed."""
    hidden: Hidden = {}
    for wanted, found, hits in _placed(inside, keys, gather, levels, sampling):
        texts = found.texts[hits]
        places = found.places[hits]
        begins = np.searchsorted(texts, np.arange(len(wanted) + 1))
        lengths = np.diff(gather(wanted)[1])
        for text, article in enumerate(wanted):
            here = places[begins[text] : begins[text + 1]]
            if not len(here):
                continue
            here = here[np.argsort(here[:, 0], kind="stable")]
            reached = np.maximum.accumulate(here[:, 1]) + 1
            new = np.concatenate(([True], here[1:, 0] > reached[:-1] + BRIDGE))
            lasts = np.append(np.flatnonzero(new)[1:] - 1, len(here) - 1)
            ends = np.minimum(reached[lasts] + EDGE, lengths[text])
            hidden[int(article)] = np.column_stack((np.maximum(here[new, 0] - EDGE, 0), ends)).astype(np.int64)
    return hidden


def _table_of(keys: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """An open-addressed set of keys, -1 where empty."""
    size = 64
    while size < 4 * len(keys):
        size <<= 1
    table = np.full(size, -1, dtype=np.int64)
    _insert(keys, table)
    return table


@kernel
def _insert(keys: npt.NDArray[np.int64], table: npt.NDArray[np.int64]) -> None:
    for key in keys:
        slot = key & (len(table) - 1)
        while table[slot] >= 0:
            slot = (slot + 1) & (len(table) - 1)
        table[slot] = key


@kernel
def _among(table: npt.NDArray[np.int64], keys: npt.NDArray[np.int64], hits: npt.NDArray[np.bool_]) -> None:
    """Which keys are in the set."""
    for at in range(len(keys)):
        slot = keys[at] & (len(table) - 1)
        hits[at] = False
        while table[slot] >= 0:
            if table[slot] == keys[at]:
                hits[at] = True
                break
            slot = (slot + 1) & (len(table) - 1)


@kernel
def _blocks(texts: npt.NDArray[np.uint32], hits: npt.NDArray[np.bool_], shares: npt.NDArray[np.float32]) -> None:
    """The share of its features that a text has in common, where they stand in a few solid blocks; 1 where they do not."""
    at = 0
    while at < len(texts):
        text = texts[at]
        began = at
        count = 0
        changes = 0
        while at < len(texts) and texts[at] == text:
            count += hits[at]
            changes += at > began and hits[at] != hits[at - 1]
            at += 1
        total = at - began
        if changes <= MIXED * (2.0 * count * (total - count) / total):
            shares[text] = count / total


@kernel
def _common(
    owners: npt.NDArray[np.uint32], frequent: npt.NDArray[np.int64], outlets: npt.NDArray[np.int64]
) -> npt.NDArray[np.int8]:
    """Which frequent features may belong to a notice, by how many articles and outlets have them: 0, or a place in `_LIMITS`."""
    kind = np.zeros(len(frequent), dtype=np.int8)
    for row in range(len(frequent)):
        first = frequent[row, 1]
        size = frequent[row, 2]
        known = np.empty(size, dtype=np.int64)
        count = 0
        for at in range(first, first + size):
            outlet = outlets[owners[at] & _NUMBER]
            if outlet >= 0:
                known[count] = outlet
                count += 1
        distinct = 0
        most = 0
        same = 0
        known = np.sort(known[:count])
        for at in range(count):
            same = same + 1 if at and known[at] == known[at - 1] else 1
            distinct += same == 1
            most = max(most, same)
        if most >= ONE_OUTLET * size or (count >= ONE_OUTLET * size and count >= EACH_OUTLET * distinct):
            kind[row] = _ONE
        elif size > CAP:
            kind[row] = _FEW if count < size / 2 or distinct < NEW_OUTLETS * count else _MANY
    return kind
