"""Lengths of time between two moments or days: "from 2 a.m. on Monday to 2 a.m. on Wednesday" / "48 hours from 2 a.m. on Monday".

How it works
1. A time of day and the day right beside it are a *moment*. Two of them lie some hours apart, up to whole weeks: a weekday is
   that of any week.
2. A number of hours is told by two moments of the other side that lie so far apart; a moment by another of the other side and the
   hours between.
3. Days whose years may be guesses lie so many months apart, the last day counted or not.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from retold.changes.context import Context, Side
from retold.changes.derived import figures_in
from retold.records.article import Span
from retold.records.marks import DateMark, Figure

WEEK = 10_080.0  # minutes
_BESIDE = re.compile(r",?\s(?:(?:on|of|this|last|next)\s)?")


def hours_between(context: Context, one: Figure | None, other: Figure | None) -> bool:
    """Whether a number of hours that stands alone lies between two moments of the other side."""
    if one is not None and other is not None:
        return False
    figure, side = (one, "a") if one is not None else (other, "b")
    link = context.link_at(side, figure.span.start) if figure is not None else None
    if figure is None or link is None or figure.unit != "hour" or figure.high is not None or figure.bound is not None:
        return False
    there, others = (context.b, context.links[link].b) if side == "a" else (context.a, context.links[link].a)
    found = [at for at, _ in _moments(there, others)]
    return any(_apart(first, second, figure) for k, first in enumerate(found) for second in found[k + 1 :])


def a_moment_counted_to(context: Context, mark: DateMark, side: str) -> bool:
    """Whether a date that stands alone is part of a moment so many hours from one of the other side as that tells."""
    link = context.link_at(side, mark.span.start)
    if link is None:
        return False
    a, b = (context.a, context.links[link].a), (context.b, context.links[link].b)
    (here, own), (there, others) = (a, b) if side == "a" else (b, a)
    counts = [one for one in figures_in(there, others) if one.unit == "hour" and one.high is None]
    if not counts:
        return False
    theirs = [at for at, _ in _moments(there, others)]
    return any(
        mark in marks and any(_apart(at, known, count) for known in theirs for count in counts)
        for at, marks in _moments(here, own)
    )


def _apart(one: float, other: float, figure: Figure) -> bool:
    return (
        figure.value > 0 and (one - other - 60 * figure.value) % WEEK * ((other - one - 60 * figure.value) % WEEK) == 0
    )


def _moments(side: Side, sentences: Sequence[Span]) -> Iterator[tuple[float, tuple[DateMark, DateMark]]]:
    """The moments that some sentences tell, in minutes, each with its two marks."""
    marks = [
        mark
        for mark in side.marked.dates
        if mark.resolved and any(one.start <= mark.span.start < one.end for one in sentences)
    ]
    for first, second in pairwise(marks):
        if not _BESIDE.fullmatch(side.text, first.span.end, second.span.start):
            continue
        for clock, day in ((first, second), (second, first)):
            time, date = clock.resolved or "", day.resolved or ""
            if time[2:3] == ":" and len(time) == 5 and day.precision == "day" and len(date) == 10:
                minutes = 60.0 * int(time[:2]) + int(time[3:])
                yield 1440.0 * dt.date.fromisoformat(date).toordinal() + minutes, (clock, day)


def so_many_months(one: str, other: str, count: float) -> bool:
    """Whether so many months lie between two days of the calendar, whose years may be guesses; the last may be counted."""
    pairs = ((one, other), (_day_after(one), other), (one, _day_after(other)))
    return any((apart := _months_apart(*pair)) is not None and count in (apart, (-apart) % 12) for pair in pairs)


def _day_after(day: str) -> str:
    """The next day: "from 1 May to 31 July" are three months."""
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()


def _months_apart(one: str, other: str) -> int | None:
    """How many whole months lie between two days of the calendar, None where that is no whole number of them."""
    if one[8:] != other[8:]:
        return None
    return abs(12 * (int(one[:4]) - int(other[:4])) + int(one[5:7]) - int(other[5:7]))
