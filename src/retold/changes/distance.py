"""How long ago, or how far ahead: "last year" / "two years ago", where one side counts what the other side names.

How it works
1. Neither "last spring" nor "two years ago" is a day of the calendar, so both are turned into the stretch of days before (or
   after) the telling that they may mean. Two stretches that do not meet are two times, and a change of date.
2. A counted distance is a figure as well. Where it answers a named one it is told here and is no figure that came or went.
3. Told in one unit, the name is one of it: two years ago is not last year, whatever the month.
4. Only where each side has one such phrase in linked sentences that the other has not: of two, nobody can tell which is which.
5. Where the day of telling is unknown, "last year" may be any day of the year and a half before.

| threshold | value | from |
|---|---|---|
| LOOSE | 0.25 | of a unit, to either side of a counted distance: "two weeks ago" is not last week, "a year ago" may be 14 months |
"""

from __future__ import annotations

import datetime as dt
import re

from retold.changes.amounts import CARDINALS
from retold.changes.context import Context, Side
from retold.marking.dates import story_day
from retold.records.article import Span
from retold.records.comparison import Change
from retold.text.tokenise import vocabulary

LOOSE = 0.25
Stretch = tuple[float, float]  # days from the telling, those before it below nought

_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.25, "decade": 3652.5}
_PARTS = "spring|summer|autumn|fall|winter|season|term"
_NAMED = re.compile(rf"\b(?P<which>last|next)\s(?P<unit>week|month|year|{_PARTS})\b(?!['’]?s?-)", re.IGNORECASE)
_NUMBER = rf"\d{{1,2}}|an?|{'|'.join(CARDINALS[1:])}"
_PLURAL = rf"day|week|month|year|decade|{_PARTS}"
_COUNTED = re.compile(
    rf"\b(?P<number>{_NUMBER})\s(?P<unit>{_PLURAL})s?\s(?P<way>ago|earlier|from\snow)\b"
    rf"|\bin\s(?P<number2>{_NUMBER})\s(?P<unit2>{_PLURAL})s?(?P<time>['’]\stime)?(?!\w)",
    re.IGNORECASE,
)
_SIGNS = (("last", frozenset({"ago", "earlier"})), ("next", frozenset({"in", "now"})))
_WHICH = frozenset(sign for sign, _ in _SIGNS)
_WAYS = frozenset({"ago", "earlier", "in", "now"})
_TOLD = _WHICH | _WAYS


def distance_changes(context: Context) -> list[Change]:
    """Times told by a name on one side and by a count on the other, where the two cannot be one."""
    found: list[Change] = []
    if not context.english:
        return found
    known = [vocabulary(side.text) for side in (context.a, context.b)]
    if not any(
        sign in one and not answers.isdisjoint(other) for one, other in (known, known[::-1]) for sign, answers in _SIGNS
    ):
        return found
    told_a, told_b = context.links_with(_TOLD, "a"), context.links_with(_TOLD, "b")
    likely = [
        {
            index
            for index in told_a.keys() & told_b.keys()
            if not (_WHICH.isdisjoint(one[index]) or _WAYS.isdisjoint(other[index]))
        }
        for one, other in ((told_a, told_b), (told_b, told_a))
    ]
    for index in sorted(likely[0] | likely[1]):
        link = context.links[index]
        if link.kind == "verbatim":
            continue
        for named, counted, turned in ((context.a, context.b, False), (context.b, context.a, True)):
            if index not in likely[turned]:
                continue
            names, counts = (link.b, link.a) if turned else (link.a, link.b)
            one = _only(named, counted, names, counts, _NAMED)
            other = _only(counted, named, counts, names, _COUNTED) if one is not None else None
            if one is None or other is None:
                continue
            here, there = named.span(*one.span()), counted.span(*other.span())
            named.timed.add(here.start, here.end)
            counted.timed.add(there.start, there.end)
            if _one_time(one, other, story_day(named.marked.article.published)):
                continue
            a, b = ((there,), (here,)) if turned else ((here,), (there,))
            found.append(Change(kind="date", detail="changed", a=a, b=b, within=context.within(a, b)))
            context.a.claim(*a)
            context.b.claim(*b)
    return found


def _only(
    here: Side, there: Side, sentences: tuple[Span, ...], others: tuple[Span, ...], told: re.Pattern[str]
) -> re.Match[str] | None:
    """The one phrase of some sentences that the others have not, None where there is none or more than one."""
    found = [match for one in sentences for match in told.finditer(here.text, one.start, one.end)]
    if not found:
        return None
    known = {match.group().casefold() for one in others for match in told.finditer(there.text, one.start, one.end)}
    found = [
        match for match in found if match.group().casefold() not in known and not here.claimed.touches(*match.span())
    ]
    return found[0] if len(found) == 1 and len(known) == 0 else None


def _one_time(named: re.Match[str], counted: re.Match[str], today: dt.date | None) -> bool:
    """Whether the two may be one: "last year" is one year ago and not two, and perhaps ten months."""
    unit = (counted["unit"] or counted["unit2"]).lower()
    if unit == named["unit"].lower():
        return _count(counted) == 1
    one, other = _named(named, today), _counted(counted)
    return one[0] < other[1] and other[0] < one[1]


def _named(match: re.Match[str], today: dt.date | None) -> Stretch:
    """The days that "last year" or "next spring" may mean."""
    unit, ahead = match["unit"].lower(), match["which"].lower() == "next"
    days = _DAYS.get(unit)
    if days is None:  # a part of a year: anything up to a year and a quarter away
        near, far = 0.0, 1.25 * _DAYS["year"]
    elif today is None:
        near, far = 0.0, 1.5 * days
    elif ahead:
        near = days - _into(unit, today)
        far = near + days
    else:
        near = _into(unit, today)
        far = near + days
    return (near, far) if ahead else (-far, -near)


def _into(unit: str, today: dt.date) -> float:
    """How many days of its week, month or year have gone before a day."""
    if unit == "week":
        return float(today.weekday())
    return float(today.day if unit == "month" else today.timetuple().tm_yday)


def _counted(match: re.Match[str]) -> Stretch:
    """The days that "two years ago" or "in three weeks" may mean."""
    unit, count = (match["unit"] or match["unit2"]).lower(), _count(match)
    days = _DAYS.get(unit, _DAYS["year"])
    low, high = (count - LOOSE) * days, (count + LOOSE) * days
    ahead = match["unit2"] is not None or match["way"].lower().startswith("from")
    return (low, high) if ahead else (-high, -low)


def _count(match: re.Match[str]) -> int:
    number = (match["number"] or match["number2"]).lower()
    return int(number) if number.isdecimal() else CARDINALS.index(number) if number in CARDINALS else 1
