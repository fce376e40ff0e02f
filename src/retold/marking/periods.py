"""Quarters, halves of years, feast days, and days told by their place in a month.

Observations
1. "the second quarter", "Q3 2030" and "the first half of 2031" are parts of a year. Without a printed year they stay unresolved:
   a firm's year and a match have quarters too. A half needs its year; most halves without one are sport.
2. "the last Monday of October", "the third of October" and "the last day of October" are days, "the first week of October" is a
   stretch of a month, which no ISO date names.
3. Feast days are dates with a name. Those with a weekday in them must not be read as that weekday. Before a noun with a
   capital ("the Good Friday Agreement", "the Christmas Day Massacre") they are part of a name.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Final

from retold.marking.lexicon import MONTHS, WEEKDAYS
from retold.marking.sought import Sought
from retold.records.article import span
from retold.records.marks import DateMark
from retold.text.tokenise import norms_of, notice, noticed, start_before

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_YEAR = r"(?:19|20)\d\d(?![\d%]|,\d|\.\d)"
_WHICH = r"(?:(?:this|last|next)\syear|the\s(?:year|decade|century))"
_NTH = r"(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ll]ast|[Ff]inal|1st|2nd|3rd|4th)"
_EDGE = r"(?:(?:[Tt]he\s)?(?:start|beginning|middle|end|close)\sof\s)?"
_PERIOD = re.compile(
    rf"""
    (?<!\w){_EDGE}(?:
      (?:[Tt]he\s)?(?P<nth>{_NTH})[\s-](?:fiscal\s)?quarter(?![\w-]|-?final|s?\sof\s(?:a|an|its|the\s(?!year)))
        (?:\s(?:of\s)?(?:(?P<nthyear>{_YEAR})|(?P<nthwhich>{_WHICH})))?
    | (?P<q>Q[1-4]|[1-4]Q|H[12]|[12]H)(?:[\s-](?:of\s)?(?P<qyear>{_YEAR}))?
    | (?:[Tt]he\s)?(?P<half>first|second|1st|2nd|latter|last)\shalf\sof\s
        (?:(?P<halfyear>{_YEAR})|(?P<halfwhich>{_WHICH})|(?P<halfmonth>{_MONTH}(?:,?\s{_YEAR})?))
    | (?:[Tt]he\s)?(?P<place>{_NTH}|second[\s-]last)\s
        (?P<unit>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|week|weekend|weekday|day|days|full\sweek)\s(?:of|in)\s
        (?:(?P<placemonth>{_MONTH})(?:,?\s(?:of\s)?(?P<placeyear>{_YEAR}))?
          |(?:the|each|every|this|next|last)\s(?:month|year))
    )(?!\w)
    """,
    re.VERBOSE,
)
_TENS: Final = {"twenty": 20, "thirty": 30}
_DAYS: Final = {
    word: day
    for day, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
        "sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
} | {"thirtieth": 30, "last": 31, "final": 31}
_UNITS: Final = frozenset(list(_DAYS)[:9])
_DAY_OF = re.compile(
    rf"(?:\sday)?\s(?:of|in)\s(?P<month>{_MONTH})(?:,?\s(?P<year>{_YEAR})|\s(?P<which>last|next|this)\syear)?(?!\w)"
)
_NAMED: Final[dict[str, tuple[int, int] | int]] = {
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "boxing day": (12, 26),
    "valentine's day": (2, 14),
    "independence day": (0, 0),  # of which country
    "all saints' day": (11, 1),
    "ash wednesday": -46,  # days from Easter Sunday
    "shrove tuesday": -47,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "holy saturday": -1,
    "easter sunday": 0,
    "easter monday": 1,
    "easter day": 0,
    "ascension day": 39,
    "whit sunday": 49,
    "whit monday": 50,
}
_FEAST = re.compile(
    r"(?:(?:Christmas|Boxing|Valentine['’]s|Independence|Ascension|Easter|All\sSaints['’]|New\sYear['’]?s)\s(?:Day|Eve)"
    r"|Ash Wednesday|Shrove\sTuesday|(?:Palm|Easter|Whit) Sunday|Maundy\sThursday|Good Friday|Holy Saturday"
    r"|(?:Easter|Whit) Monday)\Z"
)
_BARE_FEAST = re.compile(
    r"(?<=\s)(?:Easter|Christmas|Ramadan|Pentecost|Whitsun|Passover|Hanukkah|Diwali|Thanksgiving|Halloween|Lent|Advent|Midsummer)"
    r"(?![\w-]|['’]|\s(?:of\s)?[A-Z])"
)
_AT_FEAST = re.compile(
    r"\b(?:[Bb]y|[Bb]efore|[Aa]head\sof|[Pp]rior\sto|[Uu]p\sto|[Cc]ome|[Ff]rom|between|[Uu]ntil|[Tt]ill|[Aa]fter|[Ss]ince|[Aa]t|[Oo]ver|[Ff]or|[Ll]ast|[Nn]ext|[Tt]his|[Dd]uring|[Aa]round)\s\Z"
)
_FEASTS: Final = notice(
    "easter christmas ramadan pentecost whitsun passover hanukkah diwali thanksgiving halloween lent advent midsummer".split()
)
_FEAST_YEAR = re.compile(rf"(?:,\s|\s(?:of\s)?)?({_YEAR})")
_NAME_AFTER = re.compile(
    r"['’]?s?\s(?!GMT|UTC|January|February|March|April|May|June|July|August|September|October|November|December)[A-Z]"
)
# Where one of the above may stand: what comes after is looked at from at most `_LEAD` before.
_CODE = re.compile(r"(?<![\w’'-])(?:Q[1-4]|[1-4]Q|H[12]|[12]H)\b")
_PLACED: Final = frozenset("day days week weekend weekday".split()) | frozenset(WEEKDAYS)
_PARTING: Final = Sought({"quarter", "half", "q", "h", *_PLACED})
# The last word of a feast day, and the words that stand before it.
_FEAST_WORDS: Final = {
    **dict.fromkeys(
        ("day", "eve"), frozenset("christmas boxing valentine independence ascension easter saints year years".split())
    ),
    "wednesday": frozenset({"ash"}),
    "tuesday": frozenset({"shrove"}),
    "thursday": frozenset({"maundy"}),
    "friday": frozenset({"good"}),
    "saturday": frozenset({"holy"}),
    "sunday": frozenset({"palm", "easter", "whit"}),
    "monday": frozenset({"easter", "whit"}),
}
_CLOSING: Final = Sought(_FEAST_WORDS)
_DAY_WORDS: Final = Sought(_DAYS)
_FEAST_REACH: Final = 14  # code points before the last word of a feast day in which its name begins
_COUNTED = re.compile(rf"(?:{_NTH}|latter)[\s-]")  # stands before all of them but the codes
_COUNTED_REACH: Final = 24
_LEAD: Final = 60
_FREE_BEFORE = re.compile(
    r"\b(?:[Ii]n|[Ff]or|[Oo]f|[Ff]rom|[Ss]ince|[Bb]y|[Dd]uring|to|[Aa]fter|[Bb]efore|[Uu]ntil|the|last|next|this|its|and|late|early)\s\Z"
)
_LEFT = re.compile(r"\w")


def periods(
    text: str, start: int, end: int, near: Callable[[list[dt.date], int], str | None], today: dt.date | None
) -> list[DateMark]:
    """Quarters, halves, placed days and feast days in text[start:end], none overlapping, in order.

    `near` picks from days the one nearest to the story's own date, `today`, for a place in the text; ISO 8601.
    """
    found: list[DateMark] = []
    at = start
    for first, last, coded in _signs(text, start, end):
        if first < at or not (coded or _COUNTED.search(text, max(start, first - _COUNTED_REACH), first)):
            continue
        for match in _PERIOD.finditer(text, max(at, start, first - _LEAD), min(end, last + _LEAD)):
            if match.start() > last:
                break
            if match.end() < last or _LEFT.match(text[match.start() - 1 : match.start()]):
                continue
            mark = _period(text, match, today, start)
            if mark is not None:
                found.append(mark)
                at = mark.span.end
            break
    found.extend(_numbered(text, start, end, near, today))
    found.extend(mark for match in _feasts(text, start, end) if (mark := _feast(text, match, near, today)))
    if not _FEASTS.isdisjoint(noticed(text)):
        taken = [mark.span for mark in found]
        for match in _BARE_FEAST.finditer(text, start, end):
            place = span(text, *match.span())
            free = all(one.end <= place.start or place.end <= one.start for one in taken)
            if free and _AT_FEAST.search(text, max(start, place.start - 10), place.start):
                found.append(DateMark(span=place, resolved=None, precision="day"))
    if len(found) > 1:
        found.sort(key=lambda mark: mark.span.start)
    return found


def _numbered(
    text: str, start: int, end: int, near: Callable[[list[dt.date], int], str | None], today: dt.date | None
) -> Iterator[DateMark]:
    """The days told by the number of the day in words: "the twenty-third of May", "the last day of March"."""
    norm = norms_of(text)
    for place in _DAY_WORDS.among(text, start, end):
        k, at, stop = place
        word = norm[k]
        match = _DAY_OF.match(text, stop, end)
        if match is None or (word in ("last", "final") and " day " not in match.group()):
            continue
        tens = _TENS.get(norm[k - 1], 0) if k and word in _UNITS else 0
        begin = start_before(text, place, 1) if tens else at
        month, number = MONTHS[match["month"].lower()], tens + _DAYS[word]
        if text[max(begin - 4, start) : begin].lower() == "the ":
            begin -= 4
        elif " day " not in match.group():
            continue  # "third of September" is of a month in a headline, and a share elsewhere
        day = span(text, begin, match.end())
        printed = _which_year(match["year"], match["which"] and f"{match['which']} year", today)
        years = [int(printed)] if printed else [today.year + shift for shift in (-1, 0, 1)] if today else []
        days = [one for year in years if (one := _day(year, month, number)) is not None]
        resolved = days[0].isoformat() if printed and days else near(days, begin) if days else None
        yield DateMark(span=day, resolved=resolved, precision="day")


def _day(year: int, month: int, number: int) -> dt.date | None:
    """A day of a month, 31 the last of any; None where there is no such day."""
    last = (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month, min(number, last)) if number <= last or number == 31 else None


def _feasts(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The places that a feast day is named in: looked for where its last word stands behind one that may stand before it."""
    norm = norms_of(text)
    for k, at, _ in _CLOSING.among(text, start, end):
        before = _FEAST_WORDS.get(norm[k])  # "of the U.S.Good Friday" lacks a space
        if before and norm[k - 1].replace("'", ".").rpartition(".")[2] in before:
            match = _FEAST.search(text, max(start, at - _FEAST_REACH), min(at + len(norm[k]), end))
            if match is not None:
                yield match


def _signs(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """The words that a part of a year may stand by, in order: where each begins and ends, and whether it is a code ("Q3")."""
    norm = norms_of(text)
    for k, at, stop in _PARTING.among(text, start, end):
        word = norm[k]
        following = norm[k + 1] if k + 1 < len(norm) else ""
        if word in ("q", "h"):
            code = _CODE.search(text, max(start, at - 1), min(end, at + 2))
            if code is not None:
                yield *code.span(), True
        elif word in _PLACED or word == "half":
            if following == "of" or (following == "in" and word != "half"):
                yield at, stop + 3, False
        else:
            first = text.find("quarter", at, stop)
            if first >= 0:
                yield first, first + len("quarter"), False


def _period(text: str, match: re.Match[str], today: dt.date | None, start: int) -> DateMark | None:
    place = span(text, *match.span())
    if match["q"]:
        if not match["qyear"] and not (_FREE_BEFORE.search(text, max(start, match.start() - 12), match.start())):
            return None
        part = match["q"] if match["q"][0] in "QH" else match["q"][::-1]
        return DateMark(span=place, resolved=f"{match['qyear']}-{part}" if match["qyear"] else None, precision="month")
    if match["nth"]:
        year = _which_year(match["nthyear"], match["nthwhich"], today)
        number = _number(match["nth"], 4)
        if place.text[:4].lower() == "the " and "-quarter" in place.text:
            place = span(
                text, place.start + 4, place.end
            )  # "the third-quarter results": the article is that of the results
        return DateMark(span=place, resolved=f"{year}-Q{number}" if year and number <= 4 else None, precision="month")
    if match["half"]:
        year = _which_year(match["halfyear"], match["halfwhich"], today)
        return DateMark(
            span=place, resolved=f"{year}-H{_number(match['half'], 2)}" if year else None, precision="month"
        )
    return DateMark(
        span=place,
        resolved=_placed(match),
        precision="month" if match["unit"].startswith(("week", "full", "days")) else "day",
    )


def _which_year(printed: str | None, which: str | None, today: dt.date | None) -> str | None:
    if printed or not which or not today or which.endswith(("decade", "century")):
        return printed
    return f"{today.year + {'last': -1, 'next': 1}.get(which.split()[0], 0):04d}"


def _number(word: str, last: int) -> int:
    listed = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5}
    return listed.get(word.lower(), last)


def _placed(match: re.Match[str]) -> str | None:
    """The day of "the last Monday of October 2030"; None without a printed month and year."""
    weekday = WEEKDAYS.get(match["unit"].lower())
    if weekday is None or not match["placemonth"] or not match["placeyear"] or match["place"].startswith("second-"):
        return None
    year, month = int(match["placeyear"]), MONTHS[match["placemonth"].lower()]
    first = dt.date(year, month, 1)
    days = [first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * week) for week in range(5)]
    days = [one for one in days if one.month == month]
    index = _number(match["place"], len(days)) - 1
    return days[index].isoformat() if index < len(days) else None


def _feast(
    text: str, match: re.Match[str], near: Callable[[list[dt.date], int], str | None], today: dt.date | None
) -> DateMark | None:
    if _LEFT.match(text[match.start() - 1 : match.start()]) or _LEFT.match(text[match.end() : match.end() + 1]):
        return None
    if _NAME_AFTER.match(text, match.end()):
        return None
    known = _NAMED.get(re.sub(r"\s", " ", match.group()).replace("’", "'").lower().replace("years ", "year's "))
    if known is None:
        return None  # "Easter Eve"
    year = _FEAST_YEAR.match(text, match.end())
    place = span(text, match.start(), year.end() if year else match.end())
    if known == (0, 0):
        return DateMark(span=place, resolved=None, precision="day")
    if year:
        return DateMark(span=place, resolved=_in_year(known, int(year[1])).isoformat(), precision="day")
    days = [_in_year(known, today.year + shift) for shift in (-1, 0, 1)] if today else []
    return DateMark(span=place, resolved=near(days, match.start()) if days else None, precision="day")


def _in_year(known: tuple[int, int] | int, year: int) -> dt.date:
    """The day of a feast: a month and a day, or so many days from Easter Sunday."""
    if isinstance(known, int):
        return easter(year) + dt.timedelta(days=known)
    return dt.date(year, *known)


def easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar, after the anonymous rule printed in Nature, 20 April 1876."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, rest = divmod(h + k - 7 * m + 114, 31)
    return dt.date(year, month, rest + 1)
