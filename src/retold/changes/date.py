"""Dates: kept, changed, dropped or added, compared by what they resolve to where that is known.

*Rounded* means told with more or less precision, or in a way that may be the same day ("yesterday", "Tuesday") where the
story's own date is unknown; only the former is a change.

Seasons and parts of the day are no dates, but one that takes the place of another is a change of date: "next spring" / "next
autumn", "on Monday morning" / "on Monday night". Evening and night shade into one another and are told apart by nobody.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from retold.changes.amounts import CARDINALS
from retold.changes.context import Context, Side
from retold.changes.cues import Told
from retold.changes.derived import (
    RUN,
    RUN_OF_MONTHS,
    bare_hours,
    counted_to,
    figures_in,
    shown,
    single_steps,
    told_by_hands,
)
from retold.changes.moments import a_moment_counted_to, so_many_months
from retold.changes.pairing import pair_marks
from retold.changes.told_before import a_day_counted_to, names_a_thing
from retold.changes.worded import century_told
from retold.changes.years import TWELVES, another_year, of_the_same_period, told_with_its_month, years_apart
from retold.marking.dates import story_day
from retold.marking.lexicon import MONTHS
from retold.records.article import Span
from retold.records.comparison import Change, DatePair, FigureStatus
from retold.records.marks import DateMark
from retold.text.tokenise import vocabulary, words

_MONTHS = {"quarter": {"three", "months"}, "half": {"six", "months"}}
_SEASONS = {word: word for word in ("spring", "summer", "autumn", "winter")} | {"fall": "autumn"}
_DAY_PARTS = {
    "morning": "morning",
    "dawn": "morning",
    "afternoon": "afternoon",
    "lunchtime": "afternoon",
    "evening": "night",
    "night": "night",
    "overnight": "night",
}
_TIMES = frozenset({*_SEASONS, *_DAY_PARTS})
_TOLD = Told(_TIMES.__contains__)
_DAY = frozenset(_DAY_PARTS.values())
RANGE = 10  # characters before and after a day in which the other end of a range stands: "from 3 to 10 July"
SHORT = 3  # words of a phrase in which one time answers another
_WEEKEND = frozenset({"saturday", "sunday"})
_YEAR_BEFORE = (["last", "year"], ["previous", "year"], ["the", "previous", "year"])
_PERIODS = frozenset("quarter period month months half week weekend time stage day season point".split())
_EARLIER = frozenset("earlier before ago previous prior preceding".split())
_DECADES = dict(
    zip(
        "1920 1930 1940 1950 1960 1970 1980 1990".split(),
        "twenties thirties forties fifties sixties seventies eighties nineties".split(),
        strict=True,
    )
)
_AGO = frozenset({"ago", "earlier", "before"})
_LONG = frozenset({"year", "years", "decade"})
_MONTHS_TO = re.compile(r"\bmonths (?:to|through|until|ended|ending)(?: in)? \Z")
_LIMIT = re.compile(
    r"\b(?:by|until|till|to|through|before|end(?:ed|s|ing)|expir(?:es?|ed|ing)|due|no later than)\s(?:at\s|on\s)?\Z",
    re.IGNORECASE,
)
_PARTS_OF_YEAR = frozenset({"quarter", "half", "months"})
_HUNDREDS = re.compile(r"\b(\d\d)00s\Z")
_COUNTED = {"minute": 1.0, "hour": 60.0, "day": 1440.0, "week": 10_080.0, "month": 43_830.0}
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_NTH = re.compile(r"\A(\d+)(?:st|nd|rd|th)\Z")
_IN_FULL = {
    short: name
    for name in (
        "january february march april june july august september october november december "
        "monday tuesday wednesday thursday friday saturday sunday"
    ).split()
    for short in ((name[:3], name[:4], name[:5]) if name.endswith("day") else (name[:3], name[:4]))
}
_SMALL = frozenset("a the of in on every each".split())
_PLACED = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|final|\d(?:st|nd|rd|th))\s\w+\s(?:of|in)\s", re.IGNORECASE
)  # "the last Saturday of April"
_YEAR_TOLD = re.compile(r"\d{4}|\b(?:last(?!\sday\sof)|next|this|today|to|yester)")
_CAPITAL = re.compile(r"[A-Z]")
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Weds?|Thur?s?|Fri|Sat|Sun)\.")
_PARTS = {"early": 1, "start": 1, "beginning": 1, "mid": 2, "middle": 2, "late": 3, "end": 3}
_CALENDAR = frozenset("year month week decade century season summer winter spring autumn".split())
_RELATIVE = frozenset("today yesterday tomorrow tonight last this next ago earlier later week month year now".split())


def pair_dates(context: Context) -> list[DatePair]:
    """Every date of either body in exactly one pair, in order of side a, added ones last."""
    today = story_day(context.a.marked.article.published or context.b.marked.article.published)

    def same(one: DateMark, other: DateMark) -> bool:
        return _same(one, other, today)

    pairs = pair_marks(context, context.a.marked.dates, context.b.marked.dates, same, _alike)
    return [_pair(one, other, today) for one, other in pairs]


def date_changes(context: Context, pairs: list[DatePair]) -> list[Change]:
    """One change for each date that was not kept, except those lost or gained with their whole sentence."""
    found = []
    for pair in pairs:
        context.a.claim(*pair.a)
        context.b.claim(*pair.b)
        if pair.status == "kept":
            continue
        if pair.status == "rounded" and not _coarser(context, pair) and not another_year(context, pair):
            continue
        side, spans = ("a", pair.a) if pair.a else ("b", pair.b)
        link = context.link_at(side, spans[0].start)
        if pair.status in ("dropped", "added") and (link is None or context.links[link].kind in ("dropped", "added")):
            continue
        here = context.a if pair.a else context.b
        if pair.status in ("dropped", "added") and (
            here.unvoiced.touches(spans[0].start, spans[0].end) or here.timed.touches(spans[0].start, spans[0].end)
        ):
            continue  # went with the attribution it stands in ("its clerk reported on Tuesday"), or has been told
        if pair.status in ("dropped", "added") and link is not None and _told_otherwise(context, pair, side, link):
            continue
        if pair.status != "rounded" and _ends_a_period(context, pair):
            continue
        if pair.a and pair.b and _last_of_month(context, pair):
            continue
        if pair.status == "changed" and (_each_reckoned(context, pair) or _both_named(context, pair)):
            continue
        found.append(Change(kind="date", detail=pair.status, a=pair.a, b=pair.b, within=context.within(pair.a, pair.b)))
    return [*found, *_other_parts(context), *_other_times(context)]


def _both_named(context: Context, pair: DatePair) -> bool:
    """Whether two quarters or halves each stand on the other side too, there without the noun: "from 7 percent in the third"."""
    one, other = _words_of_part(pair.a), _words_of_part(pair.b)
    if not one or not other or one == other:
        return False
    link = context.link_at("a", pair.a[0].start)
    if link is None or link != context.link_at("b", pair.b[0].start):
        return False
    sides = (context.a, context.links[link].a), (context.b, context.links[link].b)
    return all(
        {one, other} <= {word for span in spans for word in side.norms(span.start, span.end)} for side, spans in sides
    )


def _last_of_month(context: Context, pair: DatePair) -> bool:
    """Whether one of two dates is a limit at the end of a month, the other its last day: "by the end of May" / "by 31 May".

    Or the start of a year and its first day.
    """
    one = next(mark for mark in context.a.marked.dates if mark.span == pair.a[0])
    other = next(mark for mark in context.b.marked.dates if mark.span == pair.b[0])
    for coarse, day in ((one, other), (other, one)):
        if (
            coarse.precision == "year"
            and _part(coarse) == _PARTS["start"]
            and day.resolved == f"{coarse.resolved}-01-01"
        ):
            return True  # "from 1 January 2032" / "at the start of 2032"
    for side, month, day in ((context.a, one, other), (context.b, other, one)):
        if month.precision != "month" or day.precision != "day" or _part(month) != _PARTS["end"] or not day.resolved:
            continue
        if not _LIMIT.search(side.text, max(month.span.start - 16, 0), month.span.start):
            continue
        following = dt.date.fromisoformat(day.resolved) + dt.timedelta(days=1)
        named = next((MONTHS[word] for word in _words(month) if word in MONTHS), 0)
        return following.day == 1 and named == int(day.resolved[5:7])
    return False


def _words_of_part(spans: Sequence[Span]) -> str:
    """The ordinal of "the third quarter"."""
    told = words(spans[0].text).norm if spans else []
    return next((word for word, noun in pairwise(told) if noun in ("quarter", "half")), "")


def _other_times(context: Context) -> list[Change]:
    """Seasons and parts of the day that took the place of others."""
    if not context.english or any(_TIMES.isdisjoint(vocabulary(side.text)) for side in (context.a, context.b)):
        return []
    found = []
    for run, _, _ in context.stretches:
        a = _time_of(context.a, run.a_start, run.a_end)
        b = _time_of(context.b, run.b_start, run.b_end) if a is not None else None
        if a is None or b is None:
            continue
        (one, says), (other, answers) = a, b
        if says == answers or (says in _DAY) != (answers in _DAY):
            continue
        found.append(
            Change(kind="date", detail="changed", a=(one,), b=(other,), within=context.within((one,), (other,)))
        )
        context.a.claim(one)
        context.b.claim(other)
    return found


def _other_parts(context: Context) -> list[Change]:
    """Parts of a period that no date covers, in the place of others: "by the end of the year" / "by the middle of the year"."""
    if not context.english:
        return []
    found = []
    for _, words_a, words_b in context.stretches:
        if max(len(words_a), len(words_b)) > SHORT:
            continue
        a, b = _part_of_period(context.a, words_a), _part_of_period(context.b, words_b)
        if a is None or b is None or _PARTS[a.text.casefold()] == _PARTS[b.text.casefold()]:
            continue
        found.append(Change(kind="date", detail="changed", a=(a,), b=(b,), within=context.within((a,), (b,))))
        context.a.claim(a)
        context.b.claim(b)
    return found


def _part_of_period(side: Side, inside: range) -> Span | None:
    """The word of a short phrase that names a part of the period behind it ("the end of the month"), if one does."""
    for k in inside:
        word = side.words.norm[k]
        if word not in _PARTS or side.claimed.touches(side.words.starts[k], side.words.ends[k]):
            continue
        behind = side.words.norm[k + 1 : k + 4]
        period = next((one for one in behind if one not in _SMALL and one not in ("this", "next", "last")), None)
        if period in _CALENDAR and (behind[0] == "of" or word in ("early", "mid", "late")):
            return side.span(side.words.starts[k], side.words.ends[k])
    return None


def _time_of(side: Side, start: int, end: int) -> tuple[Span, str] | None:
    """The one season or part of a day in a short phrase, and which it is."""
    told = side.listed(start, end, _TOLD)
    if not told or len(side.words_in(start, end)) > SHORT:
        return None
    for k in told:
        says = _SEASONS.get(side.words.norm[k]) or _DAY_PARTS.get(side.words.norm[k])
        place = side.words.starts[k], side.words.ends[k]
        if says and not side.claimed.touches(*place):
            return side.span(*place), says
    return None


def _told_otherwise(context: Context, pair: DatePair, side: str, link: int) -> bool:
    """Whether the other side tells a date in words that are no date.

    "the first quarter" / "the first three months", "in the same quarter last year" / "a year earlier", "on Saturday and Sunday" /
    "at the weekend", "in 2028" / "three years ago", "on 1 January" / "at the start of the year". "The same quarter" alone,
    in a comparison, is that of the year before.
    """
    here, there = words((pair.a or pair.b)[0].text).norm, context.b if side == "a" else context.a
    if here in (["today"], ["tonight"]):
        return True  # the day of telling, which a dateline gives as well
    sentences = context.links[link].b if side == "a" else context.links[link].a
    told = [word for one in sentences for word in there.norms(one.start, one.end)]
    known = set(told)
    if any(part in here and count <= known for part, count in _MONTHS.items()):
        return True
    if here[-1] in _WEEKEND and "weekend" in known:
        return True
    if (here[-1].isdecimal() or here[-1].endswith("day")) and here[-1] + "s" in known:
        return True
    if here[-1] == "s" and _DECADES.get(here[-2]) in known:
        return True
    if pair.resolved and (_spelled(context, pair.resolved, told) or _current(context, pair.resolved, told)):
        return True
    mark = _alone(context, pair)
    own = context.a if pair.a else context.b
    if _of_a_run(own, mark) and any(not _PARTS_OF_YEAR.isdisjoint(there.norms(s.start, s.end)) for s in sentences):
        return True  # "in the April-June period" / "in the second quarter"
    if here[-1] in _PARTS_OF_YEAR and any(RUN_OF_MONTHS.search(there.text, s.start, s.end) for s in sentences):
        return True
    if (century := _century_of(mark)) and any(century_told(there.text, s) == century for s in sentences):
        return True
    if (
        a_day_counted_to(context, mark, side)
        or names_a_thing(context, pair, mark)
        or a_moment_counted_to(context, mark, side)
    ):
        return True
    if here == [(pair.resolved or "")[:4]] and here[0] in known:
        return True  # the same number, not read as a year: "dated the wood to 1320"
    if any(told_by_hands(mark, word) for word in known if word[0].isdecimal()) or any(
        shown(mark) == (hour, 0) for s in sentences for _, hour in bare_hours(there.text, s.start, s.end)
    ):
        return True  # "half past seven" / "at 7.30"
    if told_with_its_month(mark, there, sentences):
        return True
    if len(here) == 1 and here[0] in known and (here[0] in _WEEKDAYS or here[0] in MONTHS or here[0] in TWELVES):
        return True  # "Friday 13 June" / "June 13, a Friday", "sales in April" / "April sales"
    if (
        here in (["noon"], ["midday"])
        and "morning" in known
        and own.norms(max(mark.span.start - 8, 0), mark.span.start) == ["before"]
    ):
        return True  # "before noon on Tuesday" / "on Tuesday morning"
    if here[0] == "last" and ("past", here[-1]) in pairwise(told):
        return True  # "over the last month" / "in the past month"
    if len(here) == 1 and here[0].isdecimal() and years_apart(int(here[0]), there, sentences):
        return True
    if pair.resolved and _reckoned(context, pair, there, sentences):
        return True
    if pair.resolved and _ends_a_range(there, sentences, pair.resolved):
        return True
    if here not in _YEAR_BEFORE:
        return False
    after_same = {told[k + 1] for k in range(len(told) - 1) if told[k] == "same"}
    if any(told[k : k + 3] == ["on", "the", "year"] for k in range(len(told) - 2)):
        return True
    return bool(after_same & _PERIODS) or ("year" in known and bool(known & _EARLIER))


def _spelled(context: Context, resolved: str, told: list[str]) -> bool:
    """Whether words tell a year or New Year's Day that `resolved` (ISO 8601) stands for."""
    if resolved.endswith("-01-01") or (resolved.endswith("-01") and len(resolved) == 7):
        return "year" in told and not {"start", "beginning", "turn"}.isdisjoint(told)
    if resolved.endswith("-12-31"):  # "by Dec. 31" / "by the end of the year"
        return "year" in told and not {"end", "close"}.isdisjoint(told)
    return len(resolved) == 4 and years_ago(context, int(resolved), told)


def _current(context: Context, resolved: str, told: Sequence[str]) -> bool:
    """Whether words name the month or the year of telling, which `resolved` is: "the end of the month" / "the end of March"."""
    published = context.a.marked.article.published or context.b.marked.article.published or ""
    unit = {7: "month", 4: "year"}.get(len(resolved))
    if unit is None or not published.startswith(resolved):
        return False
    return any(told[k] == unit and told[k - 1] in ("the", "this", "current") for k in range(1, len(told)))


def _alone(context: Context, pair: DatePair) -> DateMark:
    """The mark of a date that stands alone."""
    marks = context.a.marked.dates if pair.a else context.b.marked.dates
    return next(one for one in marks if one.span == (pair.a or pair.b)[0])


def _reckoned(context: Context, pair: DatePair, there: Side, sentences: Sequence[Span]) -> bool:
    """Whether the other side counts to a date: "in 2029" / "the year before", "since 2017" / "for 14 years"."""
    if counted_to(_alone(context, pair), there, sentences) or _later(pair.resolved or "", there, sentences):
        return True
    if len(pair.resolved or "") != 4:
        return False
    published = context.a.marked.article.published or context.b.marked.article.published or ""
    anchors = [int(published[:4])] if published[:4].isdecimal() else []
    anchors += [
        int(one.resolved[:4])
        for one in there.marked.dates
        if one.resolved and one.resolved[:4].isdecimal() and any(s.start <= one.span.start < s.end for s in sentences)
    ]
    counts = [
        figure.value
        for figure in there.marked.figures
        if figure.unit == "year" and any(s.start <= figure.span.start < s.end for s in sentences)
    ]
    return any(abs(abs(anchor - int(pair.resolved or "0")) - count) == 0 for anchor in anchors for count in counts)


def _each_reckoned(context: Context, pair: DatePair) -> bool:
    """Whether each of two days belongs to a range of the other side: "a two-day fair from 8 June" / "on 8 and 9 June"."""
    found, days = [], set[str]()
    for here, there, spans, side in ((context.a, context.b, pair.a, "a"), (context.b, context.a, pair.b, "b")):
        mark = next(one for one in here.marked.dates if one.span == spans[0])
        link = context.link_at(side, spans[0].start)
        if link is None or not mark.resolved:
            return False
        sentences = context.links[link].b if side == "a" else context.links[link].a
        days.add(mark.resolved[8:])
        if any(other.resolved == mark.resolved for other in there.marked.dates if _inside(other, sentences)):
            return False
        ends = _ends_a_range(there, sentences, mark.resolved)
        found.append((ends, ends or _later(mark.resolved, there, sentences)))
    return len(days) == 2 and any(ends for ends, _ in found) and all(told for _, told in found)


def _inside(mark: DateMark, sentences: Sequence[Span]) -> bool:
    return any(one.start <= mark.span.start < one.end for one in sentences)


def _of_a_run(side: Side, mark: DateMark) -> bool:
    """Whether a month is an end of a run of months: "April-June"."""
    return any(
        run.start() <= mark.span.start < run.end()
        for run in RUN_OF_MONTHS.finditer(side.text, max(mark.span.start - RUN, 0), mark.span.end + RUN)
    )


def _century_of(mark: DateMark) -> int | None:
    """The century that "the 1800s" name."""
    match = _HUNDREDS.search(mark.span.text)
    return int(match[1]) + 1 if match else None


def _later(resolved: str, there: Side, sentences: Sequence[Span]) -> bool:
    """Whether a time or a day is one that the other side tells, so many hours or days earlier or later: "two hours later"."""
    counts = [
        (one.value, one.unit or "") for one in figures_in(there, sentences) if one.unit in _COUNTED and one.high is None
    ]
    counts += [(1.0, unit) for one in sentences for unit in single_steps(there.text, one)]
    marks = [
        one.resolved
        for one in there.marked.dates
        if one.resolved
        and len(one.resolved) == len(resolved)
        and any(s.start <= one.span.start < s.end for s in sentences)
    ]
    if not counts or not marks or len(resolved) not in (5, 10):
        return False
    if len(resolved) == 10 and any(
        so_many_months(resolved, mark, value) for mark in marks for value, unit in counts if unit == "month"
    ):
        return True
    place = _minutes(resolved)
    return any(
        abs((place - _minutes(mark)) % _cycle(resolved)) in (lag, (-lag) % _cycle(resolved))
        for mark in marks
        for value, unit in counts
        for long in [_COUNTED[unit]]
        for lag in {value * long, (value - (unit == "day")) * long}  # both ends counted, or not
        if lag
    )


def _minutes(resolved: str) -> float:
    """A time of day or a day of the calendar in minutes."""
    if len(resolved) == 5:
        return 60.0 * int(resolved[:2]) + int(resolved[3:])
    return 1440.0 * dt.date.fromisoformat(resolved).toordinal()


def _cycle(resolved: str) -> float:
    return 1440.0 if len(resolved) == 5 else 1e12


def _ends_a_range(there: Side, sentences: Sequence[Span], resolved: str) -> bool:
    """Whether a day is an end of a range whose month is printed once on the other side: "from 3 to 10 July", "July 3-10"."""
    if len(resolved) != 10:
        return False
    day = str(int(resolved[8:]))
    for mark in there.marked.dates:
        if mark.precision != "day" or not mark.resolved or mark.resolved[5:7] != resolved[5:7]:
            continue
        if any(one.start <= mark.span.start < one.end for one in sentences):
            near = there.norms(max(mark.span.start - RANGE, 0), mark.span.end + RANGE)
            if day in near:
                return True
    return False


def years_ago(context: Context, year: int, told: Sequence[str]) -> bool:
    """Whether words tell a year by how long ago it was; any length of time does where the day of telling is not known."""
    published = context.a.marked.article.published or context.b.marked.article.published
    ago = int(published[:4]) - year if published else 0
    wanted = {str(ago), CARDINALS[ago]} if 0 < ago < len(CARDINALS) else {str(ago)}
    if ago == 10:
        wanted.add("decade")
    for k in range(1, len(told)):
        if told[k] in _AGO and told[k - 1] in _LONG:
            near = set(told[max(k - 3, 0) : k])
            if not published or wanted & near:
                return True
    return False


def _ends_a_period(context: Context, pair: DatePair) -> bool:
    """Whether a date ends a part of a year that the other side names: "the three months to June" / "the second quarter"."""
    for side, other, spans in ((context.a, "b", pair.a), (context.b, "a", pair.b)):
        here = "b" if other == "a" else "a"
        link = context.link_at(here, spans[0].start) if spans else None
        if link is None or not _MONTHS_TO.search(side.text, max(spans[0].start - 24, 0), spans[0].start):
            continue
        there = context.a if other == "a" else context.b
        sentences = context.links[link].a if other == "a" else context.links[link].b
        if any(not _MONTHS.keys().isdisjoint(there.norms(one.start, one.end)) for one in sentences):
            return True
    return False


def _coarser(context: Context, pair: DatePair) -> bool:
    """Whether one of the two dates is known to be told with less precision than the other."""
    one = next(mark for mark in context.a.marked.dates if mark.span == pair.a[0])
    other = next(mark for mark in context.b.marked.dates if mark.span == pair.b[0])
    if of_the_same_period(context.a, one) or of_the_same_period(context.b, other):
        return False
    return one.precision != other.precision and not (_relative(one) or _relative(other))


def _pair(one: DateMark | None, other: DateMark | None, today: dt.date | None) -> DatePair:
    known = one or other
    assert known is not None
    return DatePair(
        a=(one.span,) if one else (),
        b=(other.span,) if other else (),
        text=known.span.text,
        resolved=known.resolved or (other.resolved if other else None),
        precision=known.precision,
        status=_status(one, other, today),
    )


def _status(one: DateMark | None, other: DateMark | None, today: dt.date | None) -> FigureStatus:
    if other is None:
        return "dropped"
    if one is None:
        return "added"
    if _same(one, other, today):
        return "kept"
    printed = sorted((_words(one), _words(other)), key=len)
    if not Counter(printed[0]) - Counter(printed[1]):
        return "rounded"
    parts = _part(one), _part(other)
    if None not in parts and parts[0] != parts[1]:
        return "changed"
    if one.resolved and other.resolved:
        short, long = sorted((one.resolved, other.resolved), key=len)
        return "rounded" if long.startswith(short) else "changed"
    # "yesterday" and "Tuesday" may be one day: where the story's own date is unknown, only like is compared with like.
    return "changed" if _relative(one) == _relative(other) else "rounded"


def _words(mark: DateMark) -> list[str]:
    return _norms(mark.span.text)


@lru_cache(maxsize=4096)
def _norms(text: str) -> list[str]:
    """The folded words of a date: each is asked for many times, so do not change them."""
    return words(text).norm


def _relative(mark: DateMark) -> bool:
    """Whether a date is told from the day of telling rather than by name or number."""
    return _PLACED.search(mark.span.text) is None and any(word in _RELATIVE for word in _words(mark))


def _same(one: DateMark, other: DateMark, today: dt.date | None) -> bool:
    if one.resolved is not None and one.resolved == other.resolved:
        parts = _part(one), _part(other)
        return None in parts or parts[0] == parts[1]  # "early March" is not "late March"
    if (one.resolved is None) != (other.resolved is None) and _one_clock(one, other):
        return True
    if told_by_hands(one, other.span.text) or told_by_hands(other, one.span.text):
        return True  # "by 5 p.m." / "by 1700", read as a year
    if _guessed_apart(one, other, today):
        return True
    return one.span.text == other.span.text or _plain(one) == _plain(other)


def _plain(mark: DateMark) -> list[str]:
    """The words of a date in any order and form, but for small ones: "the first Saturday of April" / "in April", "Nov. 28"."""
    return sorted([_IN_FULL.get(word, _NTH.sub(r"\1", word)) for word in _words(mark) if word not in _SMALL])


def _yearless(printed: str) -> bool:
    """Whether a date names a month or a feast and nothing that tells the year."""
    return _YEAR_TOLD.search(printed) is None and _CAPITAL.search(printed) is not None


def _guessed_apart(one: DateMark, other: DateMark, today: dt.date | None) -> bool:
    """Whether two dates differ only in what is not printed: the year of "10 July", the week of "Thursday"."""
    if not one.resolved or not other.resolved or one.precision != other.precision:
        return False
    days = [_WEEKDAY.fullmatch(mark.span.text) is not None for mark in (one, other)]
    if not any(days):
        yearless = _yearless(one.span.text) and _yearless(other.span.text)
        return yearless and one.resolved[4:] == other.resolved[4:] and _part(one) == _part(other)
    if today is None or all(days) or one.precision != "day":
        return False
    first, second = dt.date.fromisoformat(one.resolved), dt.date.fromisoformat(other.resolved)
    return abs((first - second).days) == 7 and max(abs((first - today).days), abs((second - today).days)) <= 7


def _one_clock(one: DateMark, other: DateMark) -> bool:
    """Whether a time that leaves the half of the day open shows the same hands as one that does not: "half past six" / "18:30"."""
    told, known = (one, other) if one.resolved is None else (other, one)
    if known.resolved is None or known.resolved[2:3] != ":":
        return False
    return shown(told) == (int(known.resolved[:2]) % 12, int(known.resolved[3:5]))


def _part(mark: DateMark) -> int | None:
    """Which part of a month or year a date names, if it names one."""
    return next((_PARTS[word] for word in _words(mark) if word in _PARTS), None)


def _alike(one: DateMark, other: DateMark) -> bool:
    return one.precision == other.precision
