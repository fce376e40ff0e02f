"""The order in which a reader should look at changes.

The weight of a change is that of its kind, most telling first (DESIGN's order), moved within its step by how much of it there is
and by where it stands: a change within a quotation weighs more than the same change outside, a whole sentence more than a phrase.
A variant of a name has the lowest weight of all.
"""

from __future__ import annotations

from typing import get_args

import msgspec

from retold.changes.context import Context
from retold.records.comparison import Change, ChangeKind

# One step of 0.06 a kind, so that a nudge inside the step never lets a lesser kind overtake a greater one.
_ORDER: tuple[ChangeKind, ...] = get_args(ChangeKind)  # most telling first, as the record lists them
STEP = 0.06
BASE = {kind: 1.0 - STEP * (index + 1) for index, kind in enumerate(_ORDER)}
VARIANT = 0.01
LONG = 30  # words at which a change has its full nudge


def ranked(context: Context, changes: list[Change]) -> tuple[Change, ...]:
    """The changes with their weights, heaviest first, ties in order of the text."""
    index_a, index_b = context.a.places.index, context.b.places.index
    weighted = [msgspec.structs.replace(change, weight=_weight(change, index_a, index_b)) for change in changes]
    return tuple(
        sorted(
            weighted,
            key=lambda change: (-change.weight, [one.start for one in change.a], [one.start for one in change.b]),
        )
    )


def _weight(change: Change, index_a: list[int], index_b: list[int]) -> float:
    """The weight of a change; the words of each side are counted by the table of their places."""
    if change.detail == "variant":
        return VARIANT
    count_a = sum([index_a[one.end] - index_a[one.start] for one in change.a])
    count_b = sum([index_b[one.end] - index_b[one.start] for one in change.b])
    size = min(max(count_a, count_b), LONG) / LONG
    inside = 0.5 if change.within is not None else 0.0
    return round(BASE[change.kind] + STEP * 0.9 * (0.5 * size + inside), 4)
