"""Figures and days that one telling works out from what the other prints: "nine of 14 ferries" / "five ferries sailed".

How it works
1. A figure that stands on one side alone is *derived* where it is the sum or the difference of two of its kind in the linked
   sentences, one of which at least the other side has too, or of such a figure and the one it is added to ("two more").
2. A length of time is derived where two printed times, or one and the day of telling, lie so far apart: "in 2034, four years
   earlier than planned" / "in 2034 instead of 2038".
3. "Every six months" and "twice a year" are one rate, "2:09:14" and "2 hours, 9 minutes and 14 seconds" one run.
4. A year or a day is derived where the other side counts to it from one that is printed: "the year before", "a day later".
5. What is derived adds no fact, so it is not told. A figure that *took the place* of another is never asked about.

Known exceptions: a new figure that happens to be a sum is not told as a figure; the words that came with it are.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from retold.changes.amounts import CARDINALS, is_fraction
from retold.changes.context import Context, Side
from retold.changes.worded import MULTIPLES
from retold.collation.kin import same_sense
from retold.marking.clock_words import face
from retold.marking.lexicon import MONTHS
from retold.marking.numerals import words_value
from retold.records.article import Span
from retold.records.marks import Bound, DateMark, Figure
from retold.text.tokenise import words

REACH = 30  # characters behind a number in which what it is a rate of stands
MOST = 12  # figures of a link that are added up
_YEAR = 365.25
_HOUR = 1.0 / 24
_MINUTE = _HOUR / 60
_DAYS = {
    "year": _YEAR,
    "month": _YEAR / 12,
    "week": 7.0,
    "day": 1.0,
    "hour": _HOUR,
    "minute": _MINUTE,
    "decade": 10 * _YEAR,
}
_LOOSE = {"year": 0.7, "month": 0.6, "week": 0.2, "day": 0.1, "hour": 0.1, "minute": 0.1, "decade": 0.1}  # of a unit
_PRINTED = re.compile(r"(\d{1,2})[:.]([0-5]\d)\b")
_HANDS = re.compile(r"\d{1,2}\.[0-5]\d|(?:[01]\d|2[0-3])[0-5]\d")
_REST = frozenset(
    "except bar survive remain rest left spare escape intact unhurt unharmed safe stay below short not never no without fail miss "
    "lack refuse lose against other others else elsewhere opponent rival opposition remainder leave keep retain".split()
)
_BEING = re.compile(r"(?:\s[\w’'-]+){0,5}?\s(?:is|are|was|were)\s")
_BARE_HOUR = re.compile(
    rf"\b(?:at|by|until|till|from|since|before|after|around)\s(?P<hour>1[0-2]|[1-9]|{'|'.join(CARDINALS[1:13])})(?![\w%-]|[.,:]\d|\s(?!(?:on|and|or|but|when|as|before|after|with|every|each|this|that)\b)[a-z])",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:.!?—\n](?!\d)")
_PART_OF = re.compile(r"(?:\s?%|\spercent|\sper\scent)?\sof\s(?:[a-z]{2,5}\s)?(?P<noun>[a-z]{3,20})\b")
_LESS = re.compile(r"(?:\s?%|\spercent|\sper\scent)?\s(?:less|fewer|lower|smaller|shorter|lighter|down)\b")
_YET = re.compile(r"\b(?:yet|still)\sto\s(?!come\b)")  # "have yet to return": have not
_MORE = frozenset("more fewer less other".split())
_RATES = {"minute": ("hour", 60), "hour": ("day", 24), "day": ("week", 7), "week": ("year", 52), "month": ("year", 12)}
RUN = 14  # characters to either side of a month in which the other end of a run of months stands
_MONTHS = "|".join(name.title() for name in MONTHS)
RUN_OF_MONTHS = re.compile(rf"\b({_MONTHS})(?:\s?[-–—]\s?|\s(?:to|and|through|until)\s)({_MONTHS})\b")
_RUN = re.compile(r"\b\d{1,2}:\d\d(?::\d\d)?\b")
_LATE = re.compile(r"\s(?:late|early|ahead|behind)\b")  # counted from another day than that of telling
_BESIDE_DAYS = {"day": frozenset({"day", "morning", "afternoon", "evening", "night"})}
_ONE_STEP = re.compile(
    r"\b(?:by\s(?:an?|one)\s(?P<by>hour|day|week|month)|(?:an?|one)\s(?P<off>hour|day|week|month)\s(?:later|earlier|sooner))\b"
)
_BESIDE = frozenset("before earlier previous prior preceding after later next following since".split())


_NEAR: dict[Bound, Bound] = {"at least": "over", "at most": "under", "over": "over", "under": "under", "about": "about"}
_MIRRORED: dict[Bound | None, Bound] = {"at least": "under", "over": "under", "at most": "over", "under": "over"}


def derived(context: Context, figure: Figure, link: int, here: Side, other: Side) -> bool:
    """Whether a figure that only `here` has can be worked out from what the linked sentences print."""
    if figure.ordinal or figure.high is not None or figure.bound not in (None, "about"):
        return False
    sentences = context.links[link].a, context.links[link].b
    there, own = sentences if other is context.a else sentences[::-1]
    if figure.unit == "month" and any(_so_many_months(figure, other.text, one) for one in there):
        return True
    if figure.unit in _DAYS and _apart(context, figure, [(other, there), (here, own)]):
        return True
    known = [one for one in figures_in(other, there) if _addable(figure, one)][:MOST]
    mine = [one for one in figures_in(here, own) if one is not figure and _addable(figure, one)][:MOST]
    values = [one.value for one in known]
    told = [word for one in there for word in other.norms(one.start, one.end)]
    if any(told[k] == "one" and told[k + 1] in _MORE for k in range(len(told) - 1)):
        values.append(1.0)  # "one fewer than before"
    multiples = [MULTIPLES[word] for word in told if word in MULTIPLES]
    if any(figure.value * many == one.value for many in multiples for one in [*known, *mine]):
        return True  # "doubled to 18" / "from nine to 18"
    every = [*values, *(one.value for one in mine)]
    return any(
        figure.value in (first + second, abs(first - second))
        for k, first in enumerate(values)
        for m, second in enumerate(every)
        if k != m
    )


def by_a_multiple(context: Context, figure: Figure, link: int, here: Side, other: Side) -> bool:
    """Whether a bare number is what a multiple of the other side makes of a figure of both, which has the unit: "seven hours,
    twice as long as planned" / "seven hours instead of three and a half"."""
    if (
        figure.unit is not None
        or figure.counts is not None
        or figure.ordinal
        or figure.bound
        or figure.high is not None
    ):
        return False
    sentences = context.links[link].a, context.links[link].b
    there, own = sentences if other is context.a else sentences[::-1]
    told = [word for one in there for word in other.norms(one.start, one.end)]
    multiples = [MULTIPLES[word] for word in told if word in MULTIPLES]
    if not multiples:
        return False
    sides = [{(one.value, one.unit) for one in figures_in(*side)} for side in ((other, there), (here, own))]
    return any(figure.value * many == value for many in multiples for value, _ in sides[0] & sides[1])


def completes(context: Context, one: Figure, other: Figure) -> bool:
    """Whether two figures make up a whole that both sides have: "38 of 41 were unhurt" / "three of 41 were hurt".

    Not where the sentences are the same but for them: there, one took the place of the other.
    """
    if (
        one.span.start in context.slots
        or one.ordinal
        or other.ordinal
        or one.high is not None
        or other.high is not None
    ):
        return False
    if _MIRRORED.get(one.bound, one.bound) != (other.bound and _NEAR[other.bound]):
        return False  # "fewer than 2 percent" leave more than 98, and never fewer
    shares = [figure.value / 100 if figure.unit == "percent" else figure.value for figure in (one, other)]
    if {one.unit, other.unit} == {"percent", None} and is_fraction(one if one.unit is None else other):
        return math.isclose(sum(shares), 1.0, abs_tol=0.007) and turned(context, one, other)
    halves = one.value == other.value == (50.0 if one.unit == "percent" else 0.5) and one.bound != other.bound
    if one.unit != other.unit or (one.value == other.value and not halves):
        return False
    total = one.value + other.value
    if (one.unit == "percent" and total == 100) or math.isclose(total, 1.0):
        return turned(context, one, other)
    link = context.link_at("a", one.span.start)
    if link is None or link != context.link_at("b", other.span.start):
        return False
    sides = (context.a, context.links[link].a), (context.b, context.links[link].b)
    whole = all(any(figure.value == total and not figure.ordinal for figure in figures_in(*side)) for side in sides)
    return whole and turned(context, one, other)


def predicate(side: Side, figure: Figure) -> Span:
    """What is told of a part of a whole: the words behind it in its clause."""
    behind = side.words_in(figure.span.end, figure.span.end + 2 * REACH)
    cut = _CLAUSE.search(side.text, figure.span.end, figure.span.end + 2 * REACH)
    end = cut.start() if cut else side.words.ends[behind.stop - 1] if behind else figure.span.end
    return side.span(figure.span.end, end)


def same_whole(context: Context, one: Figure, other: Figure) -> bool:
    """Whether two figures make up a whole that both sides have, and yet stand among the same words: one replaced the other."""
    link = context.link_at("a", one.span.start)
    if link is None or one.unit != other.unit:
        return False
    total = one.value + other.value
    sides = (context.a, context.links[link].a), (context.b, context.links[link].b)
    whole = all(any(figure.value == total for figure in figures_in(*side)) for side in sides)
    if one.unit is not None:  # a sum or a measure has no parts with names of their own
        return whole and _rest_told(context.a, one) == _rest_told(context.b, other)
    return whole and not turned(context, one, other)


def turned(context: Context, one: Figure, other: Figure) -> bool:
    """Whether the words right behind two figures have nothing in common, as the parts of a whole have names of their own."""
    if _rest_told(context.a, one) != _rest_told(context.b, other):
        return True
    heads = [_called(side, figure) for side, figure in ((context.a, one), (context.b, other))]
    if None not in heads and not same_sense(heads[0] or "", heads[1] or ""):
        return True  # "six of the 15 were men" / "nine of the 15 were women"
    if _denied_by_prefix(context, one, other):
        return True  # "250 of 1,000 went unsold" / "750 of 1,000 were sold"
    first, second = (
        {
            word
            for word in side.lemmas(start, start + len(side.text[start : start + REACH].split(".")[0]))
            if len(word) > 4 and word != "percent"
        }
        for side, start in ((context.a, one.span.end), (context.b, other.span.end))
    )
    whole = [_PART_OF.match(side.text, figure.span.end) for side, figure in ((context.a, one), (context.b, other))]
    whole_alike = whole[0] and whole[1] and whole[0]["noun"] == whole[1]["noun"]
    if (
        whole[0] and whole_alike and words_value(whole[0]["noun"]) is None
    ):  # "of flights were cancelled" / "of flights flew"
        told = set(context.a.lemmas(*whole[0].span("noun")))
        first, second = first - told, second - told
    return bool(first and second) and first.isdisjoint(second)


def _denied_by_prefix(context: Context, one: Figure, other: Figure) -> bool:
    """Whether the clause behind one of two figures holds a word that the other's holds with "un" before it."""
    told = []
    for side, figure in ((context.a, one), (context.b, other)):
        behind = _CLAUSE.split(side.text[figure.span.end : figure.span.end + 2 * REACH])[0]
        told.append(set(side.norms(figure.span.end, figure.span.end + len(behind))))
    return any(
        "un" + word in theirs and "un" + word not in mine and word not in theirs
        for mine, theirs in (told, told[::-1])
        for word in mine
        if len(word) > 3
    )


def _called(side: Side, figure: Figure) -> str | None:
    """What a part of a whole is said to be: the word behind "are" or "were"."""
    match = _BEING.match(side.text, figure.span.end, figure.span.end + 2 * REACH)
    behind = side.words_in(match.end() - 1, match.end() + REACH) if match else range(0)
    return next((side.forms[k] for k in behind if not side.light[k]), None)


def _rest_told(side: Side, figure: Figure) -> frozenset[str]:
    """The words close to a figure that say what is left, or missing, of a whole: "only two survived", "40% below"."""
    low, high = max(figure.span.start - REACH, 0), figure.span.end + 2 * REACH
    before = _CLAUSE.split(side.text[low : figure.span.start])[-1]
    behind = _CLAUSE.split(side.text[figure.span.end : high])[0]
    last = side.norms(figure.span.start - len(before), figure.span.start)
    near = frozenset({"only"} if last[-1:] in (["only"], ["just"]) or last[-2:] == ["all", "but"] else ())
    if _YET.search(behind):
        near |= {"not"}
    if last[-1:] == ["to"] and ("from" in last or behind.lstrip().startswith("from ")):
        near |= {"left"}  # "from 24 to 15" / "did away with nine of the 24"
    if _LESS.match(behind):
        near |= {"less"}  # "10 percent less than in 2024" / "nine tenths of the total of 2024"
    return near | _REST.intersection(side.lemmas(figure.span.start - len(before), figure.span.end + len(behind)))


def _addable(one: Figure, other: Figure) -> bool:
    """Whether two figures can be added: numbers of one unit, none of them a rank, a range or an age."""
    plain = not other.ordinal and other.high is None and other.counts != "age" and one.counts != "age"
    return plain and one.unit == other.unit and not 0 < other.value < 1


def figures_in(side: Side, sentences: Sequence[Span]) -> Iterator[Figure]:
    """The figures of some sentences."""
    every = side.marked.figures
    for one in sentences:
        at = bisect_left(every, one.start, key=_start)
        while at < len(every) and every[at].span.start < one.end:
            yield every[at]
            at += 1


def ends(side: Side, figure: Figure) -> tuple[Figure, ...]:
    """A figure, or both ends of what moved from one to the other though it reads as a range: "taking it from 11 to 16 marks"."""
    if figure.high is None:
        return (figure,)
    if figure.bound is not None or side.norms(max(figure.span.start - 8, 0), figure.span.start)[-1:] != ["from"]:
        return ()
    return replace(figure, high=None), replace(figure, value=figure.high, high=None)


def _start(figure: Figure) -> int:
    return figure.span.start


def _dates(side: Side, sentences: Sequence[Span]) -> Iterator[DateMark]:
    for mark in side.marked.dates:
        if mark.resolved and any(one.start <= mark.span.start < one.end for one in sentences):
            yield mark


def _apart(context: Context, figure: Figure, sides: Sequence[tuple[Side, Sequence[Span]]]) -> bool:
    """Whether two times of the linked sentences, or one and the day of telling, lie as far apart as a figure says."""
    published = context.a.marked.article.published or context.b.marked.article.published or ""
    marks = {mark.resolved or "" for side, sentences in sides for mark in _dates(side, sentences)}
    length = _DAYS[figure.unit or ""]
    loose = _LOOSE[figure.unit or ""] * length
    clocks = sorted(place for mark in marks if (place := _clock(mark)) is not None)
    days = sorted(place for mark in marks if (place := _day(mark)) is not None)
    told = _day(published[:10])
    if (
        figure.unit == "hour" and figure.value >= 24 and figure.value % 24 == 0 and clocks
    ):  # "48 hours from noon on Monday"
        exact_days = [float(place) for mark in marks if len(mark) == 10 and (place := _day(mark)) is not None]
        if any(last - first == figure.value / 24 for first in exact_days for last in exact_days):
            return True
    if figure.unit in ("hour", "minute"):
        return any(abs((last - first) % 1.0 - figure.value * length) < loose for first in clocks for last in clocks)
    if told is not None and not any(
        _LATE.search(side.text, figure.span.start, figure.span.end + REACH) for side, _ in sides
    ):
        days.append(told)
    exact = any(len(mark) == 10 for mark in marks)
    if figure.unit in ("day", "week") and not exact:
        return False
    whole = (
        length if figure.unit in ("day", "month") else 0.0
    )  # "the five days from 3 to 7 March" are counted with both ends
    return any(
        abs(abs(last - first) + more - figure.value * length) < loose
        for k, first in enumerate(days)
        for last in days[k + 1 :]
        for more in (0.0, whole)
    )


def _so_many_months(figure: Figure, text: str, sentence: Span) -> bool:
    """Whether a sentence names a run of as many months: "the first nine months" / "between January and September"."""
    return any(
        (MONTHS[run[2].lower()] - MONTHS[run[1].lower()]) % 12 + 1 == figure.value
        for run in RUN_OF_MONTHS.finditer(text, sentence.start, sentence.end)
    )


def _clock(resolved: str) -> float | None:
    """The part of a day that a time stands for."""
    if resolved[2:3] != ":" or not resolved[:2].isdecimal():
        return None
    return (int(resolved[:2]) + int(resolved[3:5]) / 60) / 24


def _day(resolved: str) -> float | None:
    """The number of the day, the middle of the month or the middle of the year that an ISO date stands for."""
    parts = resolved.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts[0]) != 4:
        return None
    year, month, day = (int(part) for part in [*parts, "7" if len(parts) == 1 else "15", "15"][:3])
    try:
        return float(dt.date(year, month, day).toordinal())
    except ValueError:
        return None


def single_steps(text: str, sentence: Span) -> Iterator[str]:
    """The units of time of which a sentence tells a step of one: "put back by a week", "a day earlier"."""
    for match in _ONE_STEP.finditer(text, sentence.start, sentence.end):
        yield match["by"] or match["off"]


def bare_hours(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The places and the hands of bare numbers that may be hours: "at 12", "until ten"."""
    for match in _BARE_HOUR.finditer(text, max(start, 0), end):
        printed = match["hour"].lower()
        yield match.start("hour"), (CARDINALS.index(printed) if printed.isalpha() else int(printed)) % 12


def as_a_clock(figure: Figure, here: Side, there: Side, sentence: Span) -> bool:
    """Whether a sentence tells the hour that a number with a full stop stands for: "at 7.30" / "at half past seven"."""
    if figure.unit is not None:
        return False
    if any(place == figure.span.start for place, _ in bare_hours(here.text, figure.span.start - 12, figure.span.end)):
        return any(
            sentence.start <= mark.span.start < sentence.end and shown(mark) == (figure.value % 12, 0)
            for mark in there.marked.dates
        )
    if not _HANDS.fullmatch(figure.span.text):
        return False
    return any(
        sentence.start <= mark.span.start < sentence.end and told_by_hands(mark, figure.span.text)
        for mark in there.marked.dates
    )


def as_a_rate(figure: Figure, here: Side, there: Side, sentence: Span) -> bool:
    """Whether a sentence tells how often in other units: "every six months" / "twice a year", "20 minutes" / "three an hour"."""
    if figure.ordinal or figure.high is not None:
        return False
    told = there.norms(sentence.start, sentence.end)
    if figure.unit in _RATES:
        longer, many = _RATES[figure.unit]
        before = here.norms(max(figure.span.start - 8, 0), figure.span.start)
        return (
            before[-1:] == ["every"] and many % figure.value == 0 and _so_often(told, int(many / figure.value), longer)
        )
    own = here.norms(figure.span.start, figure.span.end + REACH)
    return any(
        other.unit in _RATES
        and sentence.start <= other.span.start < sentence.end
        and there.norms(max(other.span.start - 8, 0), other.span.start)[-1:] == ["every"]
        and other.value * figure.value == _RATES[other.unit][1]
        and _so_often(own, int(figure.value), _RATES[other.unit][0])
        for other in there.marked.figures
    )


def _so_often(told: Sequence[str], times: int, unit: str) -> bool:
    """Whether words say "… times a …": a number, and within a few words its unit."""
    number = {str(times), *CARDINALS[times : times + 1], *(("twice",) if times == 2 else ())}
    return any(
        told[k] == unit
        and told[k - 1] in ("a", "an", "per", "each", "every")
        and not number.isdisjoint(told[max(k - 5, 0) : k])
        for k in range(1, len(told))
    )


def as_a_run(figure: Figure, there: Side, sentence: Span) -> bool:
    """Whether a sentence prints a length of time as clocks do: "2 hours, 9 minutes and 14 seconds" / "2:09:14"."""
    if figure.unit not in ("hour", "minute", "second"):
        return False
    runs = _RUN.findall(there.text, sentence.start, sentence.end)
    return any(figure.value in map(float, run.split(":")) for run in runs)


def told_by_hands(mark: DateMark, printed: str) -> bool:
    """Whether digits tell the time of day of a mark: "7.30" its hands, "1930" its half of the day, too, where that is known."""
    hour, _, minute = printed.partition(".")
    if not (hour + minute).isdecimal():
        return False
    if not minute:
        if len(printed) != 4:
            return False
        if (mark.resolved or "")[2:3] == ":":
            return mark.resolved == f"{printed[:2]}:{printed[2:]}"
        hour, minute = printed[:2], printed[2:]
    return shown(mark) == (int(hour) % 12, int(minute))


def shown(mark: DateMark) -> tuple[int, int] | None:
    """What the hands of a clock show at a time of day, None where a date is no time of day."""
    resolved = mark.resolved or ""
    if resolved[2:3] == ":":
        return int(resolved[:2]) % 12, int(resolved[3:5])
    printed = _PRINTED.match(mark.span.text)
    if printed is not None:
        return int(printed[1]) % 12, int(printed[2])
    known = face(mark.span.text)
    if known is not None:
        return known.hour, known.minute
    told = words(mark.span.text).norm
    hour = next((k for k, name in enumerate(CARDINALS[:13]) if name in told or str(k) in told), None)
    if hour is None or not any(word.endswith("clock") for word in told):
        return None
    return hour % 12, 0


def counted_to(mark: DateMark, side: Side, sentences: Sequence[Span]) -> bool:
    """Whether some sentences count to a year or a day from the one next to it: "the year before", "a day after that"."""
    resolved = mark.resolved or ""
    unit = {4: "year", 7: "month", 10: "day", 5: "hour"}.get(len(resolved))
    place = _day(resolved) if unit != "hour" else _clock(resolved)
    if unit is None or place is None:
        return False
    told = [word for one in sentences for word in side.norms(one.start, one.end)]
    names = _BESIDE_DAYS.get(unit, frozenset({unit}))
    if not any(told[k] in names and not _BESIDE.isdisjoint(told[max(k - 1, 0) : k + 2]) for k in range(len(told))):
        return False
    near = 1.6 * _DAYS[unit]
    return any(
        (other.precision == mark.precision or unit == "hour")
        and (at := _day(other.resolved or "") if unit != "hour" else _clock(other.resolved or "")) is not None
        and (unit != "hour" or abs(abs(at - place) - _HOUR) < 1e-6)
        and (0 < abs(at - place) < near or (unit == "month" and _neighbours(other.resolved or "", resolved)))
        for other in _dates(side, sentences)
    )


def _neighbours(one: str, other: str) -> bool:
    """Whether two months, of whatever year, follow one another: a month is often printed without its year."""
    return (int(one[5:7]) - int(other[5:7])) % 12 in (1, 11)
