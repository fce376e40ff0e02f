"""Making one item of evidence."""

from __future__ import annotations

from retold.records.article import Span
from retold.records.comparison import Cue, Evidence, EvidenceSpan


def item(cue: Cue, favours: int, weight: float, says: str, *spans: tuple[int, Span | None]) -> Evidence:
    """Evidence that article `favours` (0 or 1) is the source; spans are (article, place or None)."""
    places = tuple(
        EvidenceSpan(in_=side, start=span.start, end=span.end, text=span.text)
        for side, span in spans
        if span is not None
    )
    return Evidence(cue=cue, favours=favours, weight=round(weight, 4), says=says, spans=places)
