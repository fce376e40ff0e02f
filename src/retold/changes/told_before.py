"""What a sentence takes from the ones before it: "twice that sum", "the rest", "of the 58", "two days later", "Thursday's vote".

How it works
1. A word that points back stands for a number or a day of an earlier sentence, which both sides have. Where one side prints the
   word and the other what it comes to, neither says more.
2. "That sum" and "as much again" are the nearest amounts before; a multiple or a share of one of them may be printed instead.
3. "The rest", "the others" are what is left of a number told before when another told before is taken away: "the other 73".
4. "Of the 58", "the 58 runners": a number that an earlier sentence of both sides prints is no news.
5. "Two days later" counts from a day in one of the last sentences.
6. "Thursday's vote": a day before a thing tells which it is, not when it was, where the other side prints that day elsewhere.

Known exceptions: a new number that by chance is a difference of two numbers told before is not told behind "the other".

| threshold | value | from |
|---|---|---|
| MOST | 12 | numbers told before, one or two of which are taken away from a third |
| KNOWN | 100 | numbers before a sentence that a definite number may repeat: those of any article but a table |
| SENTENCES | 3 | sentences before in which an amount or a day may stand that a word points back to |
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from itertools import combinations
from operator import attrgetter

from msgspec.structs import replace

from retold.changes.amounts import is_fraction
from retold.changes.context import Context, Side
from retold.changes.derived import figures_in
from retold.changes.worded import MULTIPLES
from retold.records.article import Span
from retold.records.comparison import DatePair
from retold.records.marks import DateMark, Figure

SENTENCES = 3
MOST = 12
KNOWN = 100
_THAT = re.compile(
    r"\b(?:(?:that|this|the\ssame|those)\s(?:sum|amount|figure|number|total|price|cost|level|size|length|distance|time|much|many)|"
    r"as\smuch\sagain|as\smany\sagain|(?:twice|thrice|double|treble|triple|half|times)\s(?:(?:of\s)?that|as\s(?:much|many|high|long|large|big|far))(?=[\s.,;:!?)]*(?:\Z|[\n.,;:!?)])))\b",
    re.IGNORECASE,
)
_REST = frozenset("rest remainder remaining others other".split())
_THE_REST = re.compile(r"\b(?:other|remaining|rest,?)\s\Z")
_DEFINITE = re.compile(r"\b(?:the|these|those|all|all\sthe)\s\Z", re.IGNORECASE)
_LATER = re.compile(
    r"\s(?:minutes?|hours?|days?|weeks?|months?|years?)\s(?:later|afterwards|after(?!\s[a-z])|earlier|before(?!\s[a-z])|on)\b"
)
_WHOSE = re.compile(r"['’]s\b")
_DAYS = {"day": 1, "week": 7}
_start = attrgetter("start")
_place = attrgetter("span.start")


def points_back(context: Context, figure: Figure, side: str) -> bool:
    """Whether a figure that stands alone is what words of the other side point back to, or is told in an earlier sentence."""
    link = context.link_at(side, figure.span.start)
    if link is None or figure.ordinal or figure.high is not None:
        return False
    here, there = (context.a, context.b) if side == "a" else (context.b, context.a)
    others = context.links[link].b if side == "a" else context.links[link].a
    if not others:
        return False
    earlier = _before(there, others[0].start)
    if any(_THAT.search(one.text) for one in others) and _of_that(figure, there, earlier, others):
        return True
    lead = here.text[max(figure.span.start - 12, 0) : figure.span.start]
    known = [one for one in _figures_before(there, others[0].start) if _alike(one, figure)]
    if _THE_REST.search(lead) and any(not _REST.isdisjoint(there.norms(one.start, one.end)) for one in others):
        if figure.unit == "percent" and any(one.value == 100 - figure.value for one in known):
            return True
        parts = [*known[-MOST:], *(one for one in figures_in(there, others) if _alike(one, figure))]
        gone = {two.value for two in parts} | {two.value + three.value for two, three in combinations(parts, 2)}
        return any(one.value - figure.value in gone for one in known)
    return (
        figure.bound is None and _DEFINITE.search(lead) is not None and any(one.value == figure.value for one in known)
    )


def _of_a_kind(one: Figure, other: Figure) -> bool:
    """The same, or of a number whose unit is told before: "paid 3 million euros … offered 1.5 million"."""
    bare = other.unit is None and other.counts is None and one.unit is not None
    return _alike(one, replace(other, unit=one.unit) if bare else other)


def _alike(one: Figure, other: Figure) -> bool:
    return one.unit == other.unit and not one.ordinal and one.high is None and one.counts != "age"


def _before(side: Side, start: int) -> list[Span]:
    """The last sentences before a place."""
    at = bisect_left(side.marked.sentences, start, key=_start)
    return list(side.marked.sentences[max(at - SENTENCES, 0) : at])


def _figures_before(side: Side, start: int) -> Sequence[Figure]:
    """The last figures before a place."""
    at = bisect_left(side.marked.figures, start, key=_place)
    return side.marked.figures[max(at - KNOWN, 0) : at]


def _of_that(figure: Figure, there: Side, earlier: Sequence[Span], sentences: Sequence[Span]) -> bool:
    """Whether a figure is a multiple or a share, told in some sentences, of an amount of the ones before."""
    told = {word for one in sentences for word in there.norms(one.start, one.end)}
    times = [MULTIPLES[word] for word in told if word in MULTIPLES] + [0.5] * ("half" in told)
    times += [one.value for one in figures_in(there, sentences) if one.unit is None]
    known = [one.value for one in figures_in(there, earlier) if _of_a_kind(one, figure)]
    return any(math.isclose(many * value, figure.value, rel_tol=1e-6) for many in (*times, 1.0) for value in known)


def share_of_that(context: Context, one: Figure | None, other: Figure | None) -> bool:
    """Whether a share is one of an amount told before, and the number it answers what it comes to: "half that number" / "150"."""
    if one is None or other is None or one.bound != other.bound:
        return False
    for side, here, share, number in (("a", context.a, one, other), ("b", context.b, other, one)):
        part = share.value / 100 if share.unit == "percent" else share.value
        link = context.link_at(side, share.span.start)
        if link is None or not (is_fraction(share) or share.unit == "percent") or is_fraction(number):
            continue
        own = context.links[link].a if side == "a" else context.links[link].b
        if own and any(_THAT.search(sentence.text) for sentence in own):
            known = [mark for mark in figures_in(here, _before(here, own[0].start)) if _of_a_kind(mark, number)]
            return any(math.isclose(part * mark.value, number.value, rel_tol=1e-6) for mark in known)
    return False


def multiple_of_that(context: Context, one: Figure | None, other: Figure | None) -> bool:
    """Whether a multiple is one of an amount told before, and the number it answers what it comes to: "ten times as much"."""
    if one is None or other is None or one.bound != other.bound:
        return False
    for side, here, times, number in (("a", context.a, one, other), ("b", context.b, other, one)):
        link = context.link_at(side, times.span.start)
        if link is None or times.unit is not None or not here.text.startswith(" times as ", times.span.end):
            continue
        own = context.links[link].a if side == "a" else context.links[link].b
        if own and any(_THAT.search(sentence.text) for sentence in own):
            known = [mark for mark in figures_in(here, _before(here, own[0].start)) if _of_a_kind(mark, number)]
            return any(math.isclose(times.value * mark.value, number.value, rel_tol=1e-6) for mark in known)
    return False


def counts_from_before(context: Context, figure: Figure, side: str) -> bool:
    """Whether "two days later" is told as a date by the other side: counted from a day of an earlier sentence."""
    link = context.link_at(side, figure.span.start)
    here, there = (context.a, context.b) if side == "a" else (context.b, context.a)
    if link is None or figure.unit not in _DAYS or not _LATER.match(here.text, figure.span.end):
        return False
    own, others = context.links[link].a, context.links[link].b
    if side == "b":
        own, others = others, own
    return any(_days_apart(here, own, mark, figure) for mark in _days(there, others))


def a_day_counted_to(context: Context, mark: DateMark, side: str) -> bool:
    """Whether a day is one that the other side counts to from a day of an earlier sentence."""
    link = context.link_at(side, mark.span.start)
    if link is None or mark.precision != "day" or not mark.resolved:
        return False
    there = context.b if side == "a" else context.a
    others = context.links[link].b if side == "a" else context.links[link].a
    return any(
        figure.unit in _DAYS and _LATER.match(there.text, figure.span.end) and _days_apart(there, others, mark, figure)
        for figure in figures_in(there, others)
    )


def _days(side: Side, sentences: Sequence[Span]) -> list[DateMark]:
    return [
        mark
        for mark in side.marked.dates
        if mark.precision == "day"
        and mark.resolved
        and any(one.start <= mark.span.start < one.end for one in sentences)
    ]


def _days_apart(side: Side, sentences: Sequence[Span], mark: DateMark, figure: Figure) -> bool:
    """Whether a day lies as many days as a figure says from one of the sentences before."""
    if not sentences:
        return False
    count = figure.value * _DAYS[figure.unit or ""]
    day = date.fromisoformat(mark.resolved or "")
    return any(
        abs((day - date.fromisoformat(one.resolved or "")).days) == count
        for one in _days(side, _before(side, sentences[0].start))
    )


def names_a_thing(context: Context, pair: DatePair, mark: DateMark) -> bool:
    """Whether a day that stands alone tells which thing is meant ("Thursday's vote"), and the other side has that day too."""
    here, there = (context.a, context.b) if pair.a else (context.b, context.a)
    if mark.precision != "day" or not _WHOSE.match(here.text, mark.span.end):
        return False
    return any(one.resolved == mark.resolved and one.precision == "day" for one in there.marked.dates)
