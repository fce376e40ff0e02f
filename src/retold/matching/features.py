"""Word hashes to features: pairs of rare words that stand near each other.

Observations
1. A reworded copy keeps its rare words (names, figures, content words) longer than its runs of words. If a share p of the
   words is changed, a pair of words survives with (1 - p)², a run of five with (1 - p)^5: at p = 0.7 that is 0.09 to 0.002.
2. A pair of neighbouring *rare* words is nearly as rare as a run of five words, so it meets few strangers.
3. A cut by document frequency alone takes every word of a much-copied story: in a collection of 2,500 with a story of 300
   copies each of its words stands in 12 % of the articles. So a word also counts as rare if it is among the rarest
   `OWN_SHARE` of its own text.

How it works: the *anchors* of a text are its words at or below `RARE_SHARE` of the articles, or among the rarest `OWN_SHARE`
of its own words. A feature is an ordered pair of anchors at most `REACH` anchors apart, hashed to 64 bits; of these, one in
`sampling` is kept, chosen by the hash, so that a feature is kept in all texts or in none, and a sampling of 8 keeps a subset
of what 4 keeps.

Known exceptions: a text of which every word is changed for a synonym has no feature in common with its source.

| constant | value | from |
|---|---|---|
| RARE_SHARE | 1 % | the research runs; 0.5–2 % give the same recall |
| OWN_SHARE | 40 % | without it a 300-copy story keeps 0.3 % of its copies connected, with it all |
| REACH | 3 anchors | 4 adds 4 points on 65-word human paraphrases at 1.3 times the features |
| SAMPLING | 4 | benchmarks/matching.py; 8 loses 2 points at 70 % of words changed |
"""

from __future__ import annotations

import msgspec
import numpy as np
import numpy.typing as npt

from retold.matching.compiled import kernel
from retold.matching.rarity import SLOTS, Levels, level_of
from retold.matching.tokens import Batch, Offsets, Tokens

RARE_SHARE = 0.01
OWN_SHARE = 0.4
REACH = 3
SAMPLING = 4
BUCKETS = 64  # ranges of the hash; the unit of the exchange

_PACKED_FROM = np.uint64(26)  # bits 26–57 of a hash are packed beside the article, 58–63 are the bucket
_FIRST = np.uint64(0x9E3779B97F4A7C15)
_SECOND = np.uint64(0xC2B2AE3D27D4EB4F)
_THIRD = np.uint64(0xD6E8FEB86659FD93)


class Postings(msgspec.Struct, frozen=True):
    """Features of some texts, by bucket: `packed[starts[k]:starts[k + 1]]` are those of bucket k.

    The bucket is the top six bits of the feature's hash; a packed entry holds the next 32 bits above the number of the
    article (32 bits), so that sorting it sorts by feature, then by article. `own[i]` is the number of features of text i.
    """

    packed: npt.NDArray[np.uint64]
    starts: Offsets
    own: npt.NDArray[np.uint32]


def features(batch: Batch, levels: Levels, articles: npt.NDArray[np.int64], *, sampling: int = SAMPLING) -> Postings:
    """The sampled features of the texts of a batch.

    `articles[i]` is the number text i is to be known by (its rank, earliest first), or -1 to leave it out. `sampling` is a
    power of two.
    """
    if sampling < 1 or sampling & (sampling - 1):
        raise ValueError(f"sampling must be a power of two, not {sampling}")
    hashes, owners, _, own = _made(batch.tokens, batch.offsets, levels, articles, sampling, placed=False)
    packed = np.empty(len(hashes), dtype=np.uint64)
    starts = np.zeros(BUCKETS + 1, dtype=np.int64)
    _partition(hashes, owners, packed, starts)
    return Postings(packed, starts, own)


class Placed(msgspec.Struct, frozen=True):
    """Features with their places: `keys` as in `join.Runs.frequent`, the `texts` they are of (ascending), and the
    words `places[k, 0]` and `places[k, 1]` (numbers in that text) that make the feature, in order of the second."""

    keys: npt.NDArray[np.int64]
    texts: npt.NDArray[np.uint32]
    places: npt.NDArray[np.int32]


def placed(tokens: Tokens, offsets: Offsets, levels: Levels, *, sampling: int = SAMPLING) -> Placed:
    """The sampled features of some texts, and where they stand."""
    every = np.arange(len(offsets) - 1)
    hashes, owners, places, _ = _made(tokens, offsets, levels, every, sampling, placed=True)
    return Placed((hashes >> _PACKED_FROM).astype(np.int64), owners, places)


def _made(
    tokens: Tokens, offsets: Offsets, levels: Levels, articles: npt.NDArray[np.int64], sampling: int, *, placed: bool
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint32], npt.NDArray[np.int32], npt.NDArray[np.uint32]]:
    """Hashes, owners, places and the number of features of each text."""
    if sampling < 1 or sampling & (sampling - 1):
        raise ValueError(f"sampling must be a power of two, not {sampling}")
    room = int(len(tokens) * REACH / sampling * 0.7) + 4096
    while True:
        hashes = np.empty(room, dtype=np.uint64)
        owners = np.empty(room, dtype=np.uint32)
        places = np.empty((room if placed else 0, 2), dtype=np.int32)
        own = np.zeros(len(offsets) - 1, dtype=np.uint32)
        skip = np.uint64(sampling - 1)
        made = _features(tokens, offsets, levels, articles, level_of(RARE_SHARE), skip, hashes, owners, places, own)
        if made <= room:
            return hashes[:made], owners[:made], places[:made], own
        room = made  # the texts have more rare words than is usual


@kernel
def _features(
    tokens: Tokens,
    offsets: Offsets,
    levels: Levels,
    articles: npt.NDArray[np.int64],
    rare: int,
    skip: np.uint64,
    hashes: npt.NDArray[np.uint64],
    owners: npt.NDArray[np.uint32],
    places: npt.NDArray[np.int32],
    own: npt.NDArray[np.uint32],
) -> int:
    """Fill hashes and owners up to their length; gives the number of features there are."""
    made = 0
    longest = np.diff(offsets).max()
    counts = np.zeros(256, dtype=np.int64)
    rarities = np.empty(longest, dtype=np.uint8)
    anchors = np.empty(longest + 1, dtype=np.uint32)
    stands = np.empty(longest + 1, dtype=np.int32)
    for text in range(len(offsets) - 1):
        if articles[text] < 0:
            continue
        first = offsets[text]
        length = offsets[text + 1] - first
        counts[:] = 0
        for at in range(length):
            level = levels[tokens[first + at] & np.uint32(SLOTS - 1)]
            rarities[at] = level
            counts[level] += 1
        floor = rare
        above = counts[rare:].sum()
        wanted = np.int64(length * OWN_SHARE) + 1
        while floor > 0 and above < wanted:
            floor -= 1
            above += counts[floor]
        # No branches where chance decides: what is not wanted is written, too, and written over by the next.
        count = 0
        for at in range(length):
            anchors[count] = tokens[first + at]
            stands[count] = at
            count += rarities[at] >= floor
        began = made
        owner = np.uint32(articles[text])
        for here in range(1, count):
            second = np.uint64(anchors[here]) * _SECOND
            for back in range(here - 1, max(0, here - REACH) - 1, -1):
                mixed = np.uint64(anchors[back]) * _FIRST + second
                if made < len(hashes):
                    hashed = (mixed ^ (mixed >> np.uint64(29))) * _THIRD
                    hashes[made] = hashed ^ (hashed >> np.uint64(32))
                    owners[made] = owner
                    if len(places):
                        places[made, 0] = stands[back]
                        places[made, 1] = stands[here]
                made += ((mixed >> np.uint64(40)) & skip == 0) & (anchors[back] != anchors[here])
        own[text] = made - began
    return made


@kernel
def _partition(
    hashes: npt.NDArray[np.uint64],
    owners: npt.NDArray[np.uint32],
    packed: npt.NDArray[np.uint64],
    starts: Offsets,
) -> None:
    """Order features by bucket (a counting sort), packing the hash below the bucket's bits with the owner."""
    places = np.zeros(BUCKETS + 1, dtype=np.int64)
    for mixed in hashes:
        places[np.int64(mixed >> np.uint64(58)) + 1] += 1
    for bucket in range(BUCKETS):
        places[bucket + 1] += places[bucket]
    starts[:] = places
    for at in range(len(hashes)):
        mixed = hashes[at]
        home = np.int64(mixed >> np.uint64(58))
        key = (mixed >> _PACKED_FROM) & np.uint64(0xFFFFFFFF)
        packed[places[home]] = (key << np.uint64(32)) | np.uint64(owners[at])
        places[home] += 1
