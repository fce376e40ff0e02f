"""The table of figures and dates, as both reports show it."""

from __future__ import annotations

import msgspec

from retold.records.article import Span
from retold.records.comparison import DatePair, FigurePair
from retold.report.view import SIDES, View


class FigureRow(msgspec.Struct, frozen=True):
    """A figure or date as it stands in either text ("—" where it does not), and whose it is."""

    status: str
    source: str
    retelling: str
    whose: str


def figure_rows(view: View) -> list[FigureRow]:
    """All figures, then all dates: those that changed first, else in the order of the document."""
    pairs: list[FigurePair | DatePair] = [*view.comparison.figures, *view.comparison.dates]
    rows = [_row(view, pair) for pair in pairs]
    return sorted(rows, key=lambda row: row.status == "kept")


def _row(view: View, pair: FigurePair | DatePair) -> FigureRow:
    texts = view.texts()
    cells = []
    for side in SIDES:
        spans: tuple[Span, ...] = getattr(pair, side)
        unit = pair.unit if isinstance(pair, FigurePair) else None
        cells.append(" / ".join(span.text + _unit(texts[side], span, unit) for span in spans) or "—")
    whose = ""
    if isinstance(pair, FigurePair):
        at = 0 if pair.a else 1  # bound and what is counted are those of the source where it has the figure
        what = f" {pair.counts}" if pair.counts and not pair.unit else ""
        cells[at] = f"{f'{pair.bound} ' if pair.bound else ''}{cells[at]}{what}"
        voices = [voice for voice in (pair.voice_a, pair.voice_b) if voice]
        whose = " → ".join(dict.fromkeys(voices))
    return FigureRow(pair.status, cells[0], cells[1], whose)


def _unit(text: str, span: Span, unit: str | None) -> str:
    """The unit as printed after a figure ("knots" for "knot"), else as normalised; a currency sign stands before."""
    if not unit:
        return ""
    after = text[span.end : span.end + 30].split("\n", maxsplit=1)[0]
    word = after.lstrip(" -").split(" ")[0].strip(".,;:()”\"'")
    if after[:1] in {"%", "-"} or word[:2].lower() == unit[:2].lower():
        gap = "" if after[:1] == "%" else after[: 1 if after[:1] in " -\u00a0" else 0] or " "
        return f"{gap}{word}"
    return f" {unit}"
