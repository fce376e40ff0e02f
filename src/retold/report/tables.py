"""The table of figures and dates, as both reports show it."""

from __future__ import annotations

import re

import msgspec

from retold.records.article import Span
from retold.records.comparison import DatePair, FigurePair
from retold.report.view import SIDES, View

_WORDS = 2  # shown on either side of a figure: enough for its bound ("more than") and for what it counts
OWN = "the article's own"
_WINDOW = 48  # code points in which those words are looked for
_STOP = re.compile(r"[\n!?;:“”\"()]|[.,](?!\d)")


class FigureRow(msgspec.Struct, frozen=True):
    """A figure or date as it stands in either text with the words next to it ("—" where it is missing), and whose it is.

    `number` counts figures, then dates, from 1, as they stand in the document.
    """

    status: str
    source: str
    retelling: str
    whose: str
    number: int = 0


def figure_rows(view: View) -> list[FigureRow]:
    """All figures, then all dates: those that changed first, else in the order of the document."""
    pairs: list[FigurePair | DatePair] = [*view.comparison.figures, *view.comparison.dates]
    texts = view.texts()
    rows = []
    for number, pair in enumerate(pairs, start=1):
        cells = []
        for side in SIDES:
            spans: tuple[Span, ...] = getattr(pair, side)
            cells.append(" / ".join(as_printed(texts[side], span) for span in spans) or "—")
        rows.append(FigureRow(pair.status, cells[0], cells[1], _whose(pair), number))
    return sorted(rows, key=lambda row: row.status == "kept")


def as_printed(text: str, span: Span) -> str:
    """The span with the words next to it, as far as they stand in its sentence."""
    before = _STOP.split(text[max(0, span.start - _WINDOW) : span.start])[-1]
    after = _STOP.split(text[span.end : span.end + _WINDOW])[0]
    left, right = before.split(), after.split()
    if len(before) == _WINDOW:
        left = left[1:]  # perhaps cut
    if len(after) == _WINDOW:
        right = right[:-1]
    shown = " ".join(left[-_WORDS:]) + (" " if left and before[-1:].isspace() else "") + span.text
    return shown + (" " if right and after[:1].isspace() else "") + " ".join(right[:_WORDS])


def _whose(pair: FigurePair | DatePair) -> str:
    """Who gives a figure: one voice where both texts say so, else whose it is in the source and whose in the retelling."""
    if not isinstance(pair, FigurePair) or not (pair.voice_a or pair.voice_b):
        return ""
    if not (pair.a and pair.b) and not (pair.voice_a and pair.voice_b):
        return pair.voice_a or pair.voice_b or ""
    source, retelling = pair.voice_a or OWN, pair.voice_b or OWN
    if source == retelling:
        return source
    return f"{source} → {retelling}" if pair.status == "reattributed" else f"{source} / {retelling}"
