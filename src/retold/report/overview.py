"""The overview: both texts as two bars, sentence by sentence, with bands between what answers to what.

Geometry only, in a box of 1000 × 100 that the page stretches; each part links to its row. Long texts are thinned out.
"""

from __future__ import annotations

import msgspec

from retold.report.drawing import size_of
from retold.report.view import SIDES, Side, View, is_variant

WIDTH, BAR, GAP = 1000.0, 14.0, 46.0
HEIGHT = 2 * BAR + GAP
_MOST = 400  # sentences drawn; beyond that the bars are a grey blur anyway
_LEAST = 1.2  # width of the narrowest part that can still be seen


class Box(msgspec.Struct, frozen=True):
    """A sentence on its bar; `row` is the number of its row on the page."""

    x: float
    y: float
    width: float
    kind: str
    row: int


class Band(msgspec.Struct, frozen=True):
    """What joins a sentence of one bar to its answer on the other: the points of a polygon."""

    points: str
    kind: str
    moved: bool
    row: int


class Tick(msgspec.Struct, frozen=True):
    """The place of a change on its bar."""

    x: float
    y: float
    kind: str
    change: int
    side: Side
    size: str = "z1"


class Overview(msgspec.Struct, frozen=True):
    """All parts, to be drawn in this order: bands, boxes, ticks."""

    bands: tuple[Band, ...]
    boxes: tuple[Box, ...]
    ticks: tuple[Tick, ...]


def overview(view: View) -> Overview:
    """The geometry of the overview."""
    texts = view.texts()
    scale = {side: WIDTH / max(1, len(texts[side])) for side in SIDES}
    top: dict[Side, float] = {"source": 0.0, "retelling": BAR + GAP}
    bands, boxes = [], []
    for number, row in enumerate(view.rows):
        if row.link is None or number >= _MOST:
            continue
        link = view.comparison.links[row.link]
        ends: dict[Side, tuple[float, float]] = {}
        for side in SIDES:
            spans = getattr(link, side)
            for span in spans:
                x, width = span.start * scale[side], max(_LEAST, (span.end - span.start) * scale[side] - 0.8)
                boxes.append(Box(round(x, 1), top[side], round(width, 1), row.kind, number))
            if spans:
                ends[side] = (spans[0].start * scale[side], spans[-1].end * scale[side])
        if len(ends) == 2:
            (a, b), (c, d) = ends["source"], ends["retelling"]
            low, high = BAR, BAR + GAP
            bands.append(
                Band(f"{a:.1f},{low} {b:.1f},{low} {d:.1f},{high} {c:.1f},{high}", row.kind, row.moved, number)
            )
    ticks: list[Tick] = []
    for index, change in enumerate(view.comparison.changes):
        if is_variant(change) or len(ticks) >= 3 * _MOST or change.kind in {"quotation", "move"}:
            continue
        for side in SIDES:
            spans = getattr(change, side)
            if spans:
                ticks.append(
                    Tick(
                        round(spans[0].start * scale[side], 1), top[side], change.kind, index + 1, side, size_of(change)
                    )
                )
    return Overview(tuple(bands), tuple(boxes), tuple(ticks))
