"""Features to pairs: which articles share features, and how much that weighs.

How it works: the postings of one bucket (`features.Postings`) are sorted, and features that only one article has are dropped.
What is left is walked article by article: for each of its features, the later articles that have it too are added up in one
row of counters. No list of all pairs is ever made; a pair is written only when its weight passes the threshold.

A feature that more than `CAP` articles have links each of them to the earliest one (and to the next `WINDOW`), instead of
being dropped: a story with 300 copies stays whole, at linear cost, and its star already points at the likely source. A pair
that holds the earliest article of a story gets the full weight of what the two share, whatever the cap.

The weight of a shared feature is log((articles + PRIOR) / number of articles that have it), in sixteenths, so that sums are
whole numbers and the same in any order.

| constant | value | from |
|---|---|---|
| CAP | 64 articles | 32 and 64 find the same planted copies; above 100 boilerplate costs more than it finds |
| FREQUENT | 5 articles | from here on a feature may be text that is printed under everything (`repeated`) |
| WINDOW | 3 articles | keeps chains of copies of copies together when the earliest of a feature changes |
| ENOUGH | 2.5 | features that nobody else has; of 4,695 real articles 3.0 loses 2 % of what has a run, 2.0 finds 1 % more |
| ENOUGH_SHARE | 0.2 | of the lighter text's own features: a text of 60 words has few |
| BY_LENGTH | 0.01 | of the geometric mean of both texts' features: long texts share some by chance; halves the candidates |
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from retold.matching.compiled import kernel
from retold.matching.rarity import PRIOR

CAP = 64
WINDOW = 3
FREQUENT = 5
ENOUGH = 2.5
ENOUGH_SHARE = 0.2
BY_LENGTH = 0.01
UNIT = 16  # weights are in sixteenths of a nat

_START = np.uint32(1 << 31)  # marks the first posting of a feature
_NUMBER = np.uint32((1 << 31) - 1)

Packed = npt.NDArray[np.uint64]


class Runs(msgspec.Struct, frozen=True):
    """The features that at least two articles share, ready to be walked.

    `owners` are the article numbers, feature by feature, ascending within one; the top bit marks the first of a feature.
    `weights` is the weight of the feature, in sixteenths, beside each posting. Of the features that `FREQUENT` or more have,
    `frequent` gives a row each: the bucket and the packed part of the hash (bucket << 32 | key), where its postings begin,
    and how many they are.
    """

    owners: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.uint8]
    frequent: npt.NDArray[np.int64]


def runs(packed: Packed, articles: int, bucket: int = 0) -> Runs:
    """The shared features of one bucket. `packed` is overwritten; `articles` is the number of articles read."""
    kept = packed[: _drop_single(packed, _slots_for(len(packed)))]
    kept.sort()
    owners = np.empty(len(kept), dtype=np.uint32)
    weights = np.empty(len(kept), dtype=np.uint8)
    frequent = np.empty((len(kept) // FREQUENT + 1, 3), dtype=np.int64)
    count, often = _mark_runs(kept, owners, weights, frequent, bucket, float(articles) + PRIOR)
    return Runs(owners[:count].copy(), weights[:count].copy(), frequent[:often].copy())


def joined(parts: Sequence[Runs]) -> Runs:
    """Several buckets as one."""
    shift = 0
    moved = []
    for part in parts:
        moved.append(part.frequent + np.array([0, shift, 0]))
        shift += len(part.owners)
    if not moved:
        return Runs(np.zeros(0, np.uint32), np.zeros(0, np.uint8), np.zeros((0, 3), np.int64))
    return Runs(
        np.concatenate([part.owners for part in parts]),
        np.concatenate([part.weights for part in parts]),
        np.concatenate(moved),
    )


def emit(
    found: Runs, own: npt.NDArray[np.uint32], articles: int, *, partial: bool = False
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """The pairs of articles (a < b) and the weight of what they share, in sixteenths.

    `own[i]` is the number of features of article i. A pair must share `ENOUGH` features that nobody else has, or as much in
    commoner ones; fewer where one text is short, more where both are long. With `partial` every pair is given, for where
    `found` is one bucket of several whose weights are still to be added up (`summed`).
    """
    starts, places = index(found, articles)
    return emit_rows(found, starts, places, own, articles, 0, articles, partial=partial)


def index(found: Runs, articles: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint32]]:
    """For each article, where its postings stand: `places[starts[i]:starts[i + 1]]`."""
    starts = np.zeros(articles + 1, dtype=np.int64)
    places = np.empty(len(found.owners), dtype=np.uint32)
    _index(found.owners, starts, places)
    return starts, places


def emit_rows(
    found: Runs,
    starts: npt.NDArray[np.int64],
    places: npt.NDArray[np.uint32],
    own: npt.NDArray[np.uint32],
    articles: int,
    first: int,
    last: int,
    *,
    partial: bool = False,
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """`emit` for the articles first to last only: rows can be shared out among threads."""
    common = int(UNIT * np.log((articles + PRIOR) / CAP))  # a feature of this weight or less is above the cap
    each = UNIT * np.log((articles + PRIOR) / 2)
    counters = np.zeros(articles, dtype=np.uint32)
    touched = np.empty(articles, dtype=np.uint32)
    parts = []
    room = 1 << 16
    while first < last:
        rows = np.empty((room, 3), dtype=np.uint32)
        first, count = _emit(
            found.owners,
            found.weights,
            starts,
            places,
            own,
            first,
            last,
            partial,
            each,
            common,
            counters,
            touched,
            rows,
        )
        if count == 0 and first < last:
            room = articles + 1  # one article has more partners than there was room for
            continue
        parts.append(rows[:count])
    if not parts:
        return tuple(np.zeros(0, np.uint32) for _ in range(3))  # type: ignore[return-value]
    joined = np.concatenate(parts)
    return joined[:, 0], joined[:, 1], joined[:, 2]


def _slots_for(postings: int) -> npt.NDArray[np.uint8]:
    """A table of counters with eight slots or more for each posting, small enough for the cache where possible."""
    size = 1 << 12
    while size < postings * 8 and size < 1 << 26:
        size <<= 1
    return np.zeros(size, dtype=np.uint8)


@kernel
def _drop_single(packed: Packed, counts: npt.NDArray[np.uint8]) -> int:
    """Move the postings whose feature may be shared to the front; gives their number."""
    shift = np.uint64(64)
    size = len(counts)
    while size > 1:
        size >>= 1
        shift -= np.uint64(1)
    for entry in packed:
        slot = entry >> shift
        if counts[slot] < 2:
            counts[slot] += np.uint8(1)
    kept = 0
    for entry in packed:
        if counts[entry >> shift] > 1:
            packed[kept] = entry
            kept += 1
    return kept


@kernel
def _mark_runs(
    packed: Packed,
    owners: npt.NDArray[np.uint32],
    weights: npt.NDArray[np.uint8],
    frequent: npt.NDArray[np.int64],
    bucket: int,
    articles: float,
) -> tuple[int, int]:
    """Fill owners, weights and frequent from sorted postings, each article once a feature; gives how many of each."""
    count = 0
    often = 0
    at = 0
    while at < len(packed):
        key = packed[at] >> np.uint64(32)
        began = count
        while at < len(packed) and packed[at] >> np.uint64(32) == key:
            owner = np.uint32(packed[at] & np.uint64(0xFFFFFFFF))
            if count == began or owners[count - 1] & _NUMBER != owner:
                owners[count] = owner | _START if count == began else owner
                count += 1
            at += 1
        size = count - began
        if size < 2:
            count = began
            continue
        weight = np.uint8(max(1.0, min(255.0, UNIT * np.log(articles / size))))
        for place in range(began, count):
            weights[place] = weight
        if size >= FREQUENT:
            frequent[often, 0] = np.int64(key) | (bucket << 32)
            frequent[often, 1] = began
            frequent[often, 2] = size
            often += 1
    return count, often


@kernel
def _index(owners: npt.NDArray[np.uint32], starts: npt.NDArray[np.int64], places: npt.NDArray[np.uint32]) -> None:
    for entry in owners:
        starts[np.int64(entry & _NUMBER) + 1] += 1
    for article in range(len(starts) - 1):
        starts[article + 1] += starts[article]
    nexts = starts.copy()
    for place in range(len(owners)):
        owner = np.int64(owners[place] & _NUMBER)
        places[nexts[owner]] = place
        nexts[owner] += 1


@kernel
def _emit(
    owners: npt.NDArray[np.uint32],
    weights: npt.NDArray[np.uint8],
    starts: npt.NDArray[np.int64],
    places: npt.NDArray[np.uint32],
    own: npt.NDArray[np.uint32],
    first: int,
    last: int,
    partial: bool,
    each: float,
    common: int,
    counters: npt.NDArray[np.uint32],
    touched: npt.NDArray[np.uint32],
    rows: npt.NDArray[np.uint32],
) -> tuple[int, int]:
    """Fill rows (a, b, weight) for a in first..last; gives the first article not done and the number of rows."""
    count = 0
    total = len(owners)
    for article in range(first, last):
        partners = 0
        for at in range(starts[article], starts[article + 1]):
            place = np.int64(places[at])
            weight = np.uint32(weights[place])
            if weight == 0:  # text that is printed under everything
                continue
            reach = total
            if weight <= common and owners[place] & _START == 0:
                reach = place + WINDOW + 1  # type: ignore[assignment]
            other = place + 1
            while other < total and other < reach and owners[other] & _START == 0:
                partner = owners[other]
                if counters[partner] == 0:
                    touched[partners] = partner
                    partners += 1
                counters[partner] += weight
                other += 1
        fits = count + partners <= len(rows)
        for at in range(partners):
            partner = touched[at]
            if fits:
                lighter = float(min(own[article], own[partner]))
                middle = BY_LENGTH * np.sqrt(float(own[article]) * float(own[partner]))
                floor = min(max(ENOUGH, middle), ENOUGH_SHARE * lighter) * each
                if partial:
                    floor = 1.0
                if counters[partner] >= floor:
                    rows[count, 0] = article
                    rows[count, 1] = partner
                    rows[count, 2] = counters[partner]
                    count += 1
            counters[partner] = 0
        if not fits:
            return article, count
    return last, count
