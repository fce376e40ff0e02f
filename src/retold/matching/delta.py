"""New articles joined to old ones: the pairs that hold at least one new article, and what their shared features weigh.

The same rule as `join` for a whole collection: every two articles that share a feature are paired, of a feature that more than
`CAP` articles have each new one is paired with the earliest and with its `WINDOW` neighbours in the order of time. Pairs of old
articles were looked at when the later of them came.

A feature in eight is indexed, where `join` compares one in four, so fewer shared ones must be enough:

| constant | value | from |
|---|---|---|
| ENOUGH | 1.6 | features that nobody else has: at 70 % of words changed two of an eighth are left in 97 of 100 copies |
| ENOUGH_SHARE | 0.2 | as in `join` |
| BY_LENGTH | 0.01 | as in `join` |
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from retold.matching.compiled import kernel
from retold.matching.join import CAP, UNIT, WINDOW
from retold.matching.rarity import PRIOR

ENOUGH = 1.6
ENOUGH_SHARE = 0.2
BY_LENGTH = 0.01

Ints = npt.NDArray[np.int64]


def pairs(
    owners: npt.NDArray[np.uint32],
    begins: Ints,
    weights: npt.NDArray[np.uint32],
    new: npt.NDArray[np.bool_],
    own: npt.NDArray[np.uint32],
    articles: int,
) -> tuple[Ints, Ints, Ints]:
    """The pairs (a < b, at least one of them new) and the weight of what they share, in sixteenths of a nat.

    Articles are known by rank, earliest first. `owners[begins[k]:begins[k + 1]]`, ascending, are those that have feature k, of
    weight `weights[k]` (0: it counts for nothing). `own[i]` is the number of features of article i; `articles` are in the archive.
    """
    count = len(new)
    starts = np.zeros(count + 1, dtype=np.int64)
    places = np.empty(len(owners), dtype=np.int64)
    feature = np.repeat(np.arange(len(weights)), np.diff(begins))
    _by_owner(owners, new, starts, places)
    each = UNIT * float(np.log((articles + PRIOR) / 2))
    counters, touched = np.zeros(count, np.uint32), np.empty(count, np.int64)
    room = 1 << 14
    first = 0
    parts = [np.zeros((0, 3), np.int64)]
    while first < count:
        rows = np.empty((room, 3), dtype=np.int64)
        first, made = _pairs(
            owners, begins, weights, feature, new, own, starts, places, each, first, counters, touched, rows
        )  # fmt: skip
        if made == 0 and first < count:
            room = count + 1
        parts.append(rows[:made])
    found = np.concatenate(parts)
    return found[:, 0], found[:, 1], found[:, 2]


@kernel
def _by_owner(owners: npt.NDArray[np.uint32], new: npt.NDArray[np.bool_], starts: Ints, places: Ints) -> None:
    """For each new article, where its postings stand."""
    for owner in owners:
        if new[owner]:
            starts[np.int64(owner) + 1] += 1
    for article in range(len(starts) - 1):
        starts[article + 1] += starts[article]
    nexts = starts.copy()
    for place in range(len(owners)):
        owner = owners[place]
        if new[owner]:
            places[nexts[owner]] = place
            nexts[owner] += 1


@kernel
def _pairs(
    owners: npt.NDArray[np.uint32],
    begins: Ints,
    weights: npt.NDArray[np.uint32],
    feature: Ints,
    new: npt.NDArray[np.bool_],
    own: npt.NDArray[np.uint32],
    starts: Ints,
    places: Ints,
    each: float,
    first: int,
    counters: npt.NDArray[np.uint32],
    touched: Ints,
    rows: Ints,
) -> tuple[int, int]:
    """Fill rows (a, b, weight) for the new articles from `first` on; gives the first one not done and the number of rows."""
    count = 0
    for article in range(first, len(new)):
        partners = 0
        for at in range(starts[article], starts[article + 1]):
            place = places[at]
            which = feature[place]
            weight = weights[which]
            if weight == 0:
                continue
            begin, end = begins[which], begins[which + 1]
            low, high = begin, end
            if end - begin > CAP and place != begin:
                low, high = max(begin, place - WINDOW), min(end, place + WINDOW + 1)
            for other in range(low - 1, high):
                where = begin if other < low else other  # the earliest, too
                if (other < low and low == begin) or where == place:
                    continue
                partner = np.int64(owners[where])
                if new[partner] and partner < article:
                    continue  # looked at with the earlier of the two
                if counters[partner] == 0:
                    touched[partners] = partner
                    partners += 1
                counters[partner] += weight
        fits = count + partners <= len(rows)
        for at in range(partners):
            partner = touched[at]
            if fits:
                lighter = float(min(own[article], own[partner]))
                middle = BY_LENGTH * np.sqrt(float(own[article]) * float(own[partner]))
                floor = min(max(ENOUGH, middle), ENOUGH_SHARE * lighter) * each
                if counters[partner] >= floor:
                    rows[count, 0] = min(article, partner)
                    rows[count, 1] = max(article, partner)
                    rows[count, 2] = counters[partner]
                    count += 1
            counters[partner] = 0
        if not fits:
            return article, count
    return len(new), count
