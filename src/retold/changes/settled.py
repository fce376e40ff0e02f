"""One truth about each figure: its pair says what the changes say.

Figures are paired before the changes are known. A change may tell two that were paired with nothing as one that became the other,
or one that was kept as told for another length of time ("$410 a month" / "$410 a year"); the pairs follow.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec.structs import replace

from retold.records.article import Span
from retold.records.comparison import Change, FigurePair


def settled(pairs: Sequence[FigurePair], changes: Sequence[Change]) -> list[FigurePair]:
    """The pairs, brought in line with the changes of figures that show words on either side."""
    left = sorted((pair.a[0].start, k) for k, pair in enumerate(pairs) if pair.a)
    right = sorted((pair.b[0].start, k) for k, pair in enumerate(pairs) if pair.b)
    found: list[FigurePair | None] = list(pairs)
    for change in changes:
        if change.kind != "figure" or not change.a or not change.b:
            continue
        x, y = _held(left, change.a[0]), _held(right, change.b[0])
        if x is None or y is None:
            continue
        one, other = found[x], found[y]
        if x == y and one is not None and one.status == "kept":
            found[x] = replace(one, status="changed")
        elif x != y and one is not None and other is not None and (one.status, other.status) == ("dropped", "added"):
            found[x] = replace(one, b=other.b, voice_b=other.voice_b, status="changed")
            found[y] = None
    return [pair for pair in found if pair is not None]


def _held(places: Sequence[tuple[int, int]], span: Span) -> int | None:
    """The index of the one pair whose figure begins in a span; None where there is none, or more than one."""
    held = places[bisect_left(places, (span.start, -1)) : bisect_left(places, (span.end, -1))]
    return held[0][1] if len(held) == 1 else None
