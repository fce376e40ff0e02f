"""An article with its marks: quotations, figures, dates, names, and who says what, each with an id that its ledger links to."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from retold.records.article import Span
from retold.records.ledger import Ledger
from retold.report.drawing import Cell, Markup, Segment
from retold.web.contexts import ArticleContext

LONGEST = 400_000  # characters of a text that are drawn; the JSON holds all of it


def marked_text(found: ArticleContext) -> Cell:
    """The text with all its marks, the longest outermost."""
    text = found.ledger.article.text[:LONGEST]
    marks = [(span, mark) for span, mark in _marks(found) if span.start < min(span.end, len(text))]
    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for number, (span, _) in enumerate(marks):
        begins.setdefault(span.start, []).append(number)
        ends.setdefault(min(span.end, len(text)), []).append(number)
    lengths = [span.end - span.start for span, _ in marks]
    active: set[int] = set()
    segments = []
    for low, high in pairwise(sorted({0, len(text), *begins, *ends})):
        active.difference_update(ends.get(low, ()))
        active.update(begins.get(low, ()))
        around = sorted(active, key=lambda number: (-lengths[number], number))
        segments.append(Segment(text[low:high], tuple(marks[number][1] for number in around)))
    return Cell(tuple(segments))


def _marks(found: ArticleContext) -> Iterable[tuple[Span, Markup]]:
    ledger: Ledger = found.ledger
    for number, quotation in enumerate(ledger.quotations, start=1):
        kind = "quotation" if quotation.speech == "speech" else "quotation other"
        yield quotation.span, Markup("span", kind, f"q{number}", key=f"q{number}")
    for number, figure in enumerate(ledger.figures, start=1):
        yield figure.span, Markup("span", "m-figure", f"f{number}", key=f"f{number}")
    for number, date in enumerate(ledger.dates, start=1):
        yield date.span, Markup("span", "m-date", f"d{number}", key=f"d{number}")
    for number, name in enumerate(found.names, start=1):
        yield name.span, Markup("span", "m-name", key=f"n{number}")
    for number, one in enumerate(ledger.attributions, start=1):
        for place, span in enumerate(one.content):
            id = f"a{number}" if place == 0 else ""
            yield span, Markup("span", "said", id, key=f"a{number}.{place}")
        if one.cue is not None:
            yield one.cue, Markup("span", "m-cue", key=f"a{number}c")
        if one.voice is not None:
            yield one.voice, Markup("span", "m-voice", key=f"a{number}v")
    for number, piece in enumerate(found.furniture, start=1):
        yield piece.span, Markup("span", "m-furniture", key=f"u{number}")
