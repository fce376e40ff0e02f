"""The year of a date, told beside it or away from it: "in April next year" / "next year, in April", "in May this year".

How it works
1. A year that stands alone is told by the other side where a month or a day of that year, its year printed, is.
2. "This year" behind a month is no part of its mark; there, it tells that the month is not that of "May next year".
3. A year is told, too, by another and the years that lie between: "two decades before 2023".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retold.changes.context import Context, Side
from retold.changes.derived import figures_in
from retold.records.article import Span
from retold.records.comparison import DatePair
from retold.records.marks import DateMark

_OTHER_YEAR = re.compile(r"\b(?:last|next)\syear\Z")
_YEAR = re.compile(r"\d{4}|\b(?:last|next)\syear\b")
_SAME_PERIOD = re.compile(
    r"\b(?:same|corresponding|equivalent)\s(?:period|months?|quarter|half|weeks?|days?|time|stage|season|point)\s(?:(?:of|in|to)\s)?\Z"
)
TWELVES = frozenset({"noon", "midnight", "midday"})
_THIS_YEAR = re.compile(r"\s(?:of\s)?this\syear\b")


def told_with_its_month(mark: DateMark, there: Side, sentences: Sequence[Span]) -> bool:
    """Whether a year stands on the other side in a date of a month or a day: "next year, in April" / "in April next year"."""
    return mark.precision == "year" and any(
        one.precision in ("month", "day")
        and (one.resolved or "").startswith(f"{mark.resolved}-")
        and _YEAR.search(one.span.text)
        for one in there.marked.dates
        if any(sentence.start <= one.span.start < sentence.end for sentence in sentences)
    )


def another_year(context: Context, pair: DatePair) -> bool:
    """Whether two dates differ by the year that stands behind one of them: "in May next year" / "in May this year"."""
    if not pair.a or not pair.b:
        return False
    for (_, told), (side, bare) in (
        ((context.a, pair.a[0]), (context.b, pair.b[0])),
        ((context.b, pair.b[0]), (context.a, pair.a[0])),
    ):
        if _OTHER_YEAR.search(told.text) and _THIS_YEAR.match(side.text, bare.end):
            return True
    return False


def years_apart(year: int, there: Side, sentences: Sequence[Span]) -> bool:
    """Whether another year and a stretch of years tell a year: "in 2003" / "two decades before … 2023"."""
    told = [word for one in sentences for word in there.norms(one.start, one.end)]
    spans = [
        one.value * (10 if one.unit == "decade" else 1)
        for one in figures_in(there, sentences)
        if one.unit in ("year", "decade")
    ]
    known = [int(word) for word in told if len(word) == 4 and word.isdecimal()]
    return any(abs(other - year) == span for other in known for span in spans)


def of_the_same_period(side: Side, mark: DateMark) -> bool:
    """Whether a year tells of which a period named before is the same: "in the same period of 2024"."""
    return _SAME_PERIOD.search(side.text, max(mark.span.start - 40, 0), mark.span.start) is not None
