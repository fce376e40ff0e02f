"""Figures: the numbers that a story tells, with bound, unit and what they count.

Observations
1. A number is a figure unless it is a date, a time of day, a telephone number, a list number, an address, or part of a name
   ("Boeing 737", "Channel 4", "G7"). Which it is can be read from the word before and the one after.
2. Its bound ("more than", "nearly", "or more") stands right beside it and is a fact of its own: 200 people and up to 200 people are
   two statements. "nearly" and "almost" count as *about*: retellings swap the three freely.
3. Vague numbers ("dozens", "hundreds of", "several") are words, not figures: they have no value that could be changed.
4. "one" is a figure before a person, a unit or a sum, or after "only" and bounds, and else a pronoun. "first" is never a
   figure, "second" only after an article and before a noun: both are swapped for other words more often than they count.
5. A range is one figure with two ends ("10-15", "between 10 and 15"). After a word of change ("rose from 10 to 15") the two
   ends are two figures, and so are scores and votes ("3-1", "52 to 48"), where the first is larger or the
   sentence speaks of winning.
6. Round brackets are brackets. "(1.36 billion euros)" is not negative.
7. "10-year-old", "aged 45" and ", 45," after a name are ages, which count "age".

How it works: one pass over words and digits; at each that may begin a number, anchored patterns read the number
(`number_reading`), what stands before and what stands after (`measures`). Nothing reaches farther than 80
characters, so time is linear.

Known exceptions: jersey numbers and house numbers without a street word are taken for figures; "5m" is five metres only before a
word of length or a race; feet and inches ("6-foot-2") keep the feet alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from retold.marking.lexicon import FUNCTION
from retold.marking.measures import (
    DURATIONS,
    LENGTHS,
    MONEY,
    Measure,
    bound_after,
    bound_before,
    counted,
    symbol_before,
    unit_after,
)
from retold.marking.number_reading import ONE_OF, Number, beginnings, read_number
from retold.records.article import Span, span
from retold.records.marks import DateMark, Figure, Name

DECIMAL_COMMA: Final = frozenset("de fr es it pt pl ru uk nl cs sk sv da nb nn no fi tr ro hu".split())
LATEST: Final = 2999  # a year; a range that begins with one and ends with a larger number is none
OLDEST: Final = 115  # years; a larger number between commas after a name is no age

_YEAR_OLD = re.compile(r"[\s-](?:year|yr)s?[\s-]olds?\b|[\s-]months?[\s-]olds?\b|\syears?\sof\sage\b")
_BENEATH = re.compile(
    r"\b(?:buried|trapped|crushed|pinned|hidden|submerged|entombed|sealed|covered|living|lives?|lived|lying|lies|lay|sits?|stands?|found)\s\Z"
)
_AGED = re.compile(r"\b(?:aged?|ages|aged between|age of|at age)\s\Z")
_AGED_ENDS: Final = ("age", "aged", "ages", "between", "of")
_RANGES_ON = re.compile(r"\s?[-–—/]|\s(?:to|and|or|through)\s")
_COMMAS = re.compile(r",\s\Z")


def figures(
    text: str,
    sentences: tuple[Span, ...],
    dates: Sequence[DateMark] = (),
    names: Sequence[Name] = (),
    language: str | None = None,
) -> tuple[Figure, ...]:
    """The figures in the sentences, in order, none overlapping; none inside a date or a name.

    `language` tells whether a lone "1.234" is a thousand and more (comma for decimals) or a decimal.
    """
    places = beginnings(text, sentences[0].start, sentences[-1].end) if sentences else []
    if not places:
        return ()
    comma = (language or "en") in DECIMAL_COMMA
    found: list[Figure] = []
    date_starts, name_starts = [date.span.start for date in dates], [name.span.start for name in names]
    following = iter(sentences)
    at = stop = 0
    modelled = -1  # where the last number ends that was part of the name of a thing
    for begin in places:
        while stop <= begin[0]:
            sentence = next(following)
            at, stop = sentence.start, sentence.end
        if begin[0] < at:
            continue  # read already, or between two sentences
        date = bisect_right(date_starts, begin[0]) - 1
        if date >= 0 and begin[0] < dates[date].span.end and not _RANGES_ON.match(text, dates[date].span.end):
            at = dates[date].span.end
            continue
        reads, at = read_number(text, sentence, begin, comma)
        if date >= 0 and begin[0] < dates[date].span.end and len(reads) == 1 and (reads[0].high or 0) > LATEST:
            at = dates[date].span.end  # "from 680 million in 2021 to 494 million": no range, so the second is read anew
        for number in reads:
            if not _inside(dates, date_starts, number) and not _inside(names, name_starts, number):
                figure = _figure(text, sentence, number)
                if figure.unit is None and figure.counts is None and figure.bound is None and not figure.ordinal:
                    modelled = number.end if _of_model(text, number, modelled) else -1
                    if modelled >= 0:
                        continue
                found.append(figure)
    return tuple(found)


def _of_model(text: str, number: Number, before: int) -> bool:
    """Whether a number that counts nothing is part of the name of a thing: it stands behind a word with capitals inside
    ("CosyPro 200"), or is joined to such a number, which ends at `before` ("CosyPro 200 and 400")."""
    if before >= 0 and text[before : number.start] in (" and ", " or ", ", ", "/"):
        return True
    word = text[max(0, number.start - 24) : number.start - 1].rpartition(" ")[2]
    return text[number.start - 1 : number.start] == " " and _MODEL.fullmatch(word) is not None


def _inside(marks: Sequence[DateMark] | Sequence[Name], starts: list[int], number: Number) -> bool:
    """Whether a number shares a place with one of the marks, which stand in order and apart and begin at `starts`."""
    index = bisect_right(starts, number.start)
    return (index > 0 and number.start < marks[index - 1].span.end) or (
        index < len(starts) and starts[index] < number.end
    )


# --- around the number -----------------------------------------------------------------------------------------------------


def _figure(text: str, sentence: Span, number: Number) -> Figure:
    low, high = sentence.start, sentence.end
    where = span(text, number.start, number.end)
    if number.kind == "ordinal":
        counts = counted(text, number.end, high, singular=True) if text[number.end : number.end + 1] == " " else None
        return Figure(
            span=where, value=number.value, ordinal=True, counts=counts.text if counts else None, counts_span=counts
        )
    currency, begin = symbol_before(text, low, number.start)
    bound = bound_before(text, low, begin) or bound_after(text, number.end, high)
    unit = unit_after(text, number.end, high)
    if unit is None and bound is not None and bound[1].start >= number.end:  # "30 or more pounds"
        unit = unit_after(text, bound[1].end, high)
    if unit is None and number.kind == "count" and (more := _DESCRIBED.match(text, number.end, high)):
        unit = unit_after(text, more.end(), high) if more[1] not in FUNCTION or more[1] in _MORE else None
        unit = unit if unit and unit.unit in DURATIONS else None
    if unit is None and number.kind == "fraction" and (of := _OF_A.match(text, number.end, high)):
        unit = unit_after(text, of.end(), high)
        unit = unit if unit and unit.unit not in MONEY else None
    age = _age(text, sentence, number)
    if age is not None:
        bound = bound or bound_after(text, age.end, high)
        return Figure(
            span=where,
            value=number.value,
            high=number.high,
            bound=bound and bound[0],
            bound_span=bound and bound[1],
            unit="month" if "month" in age.text else "year",
            counts="age",
            counts_span=age,
        )
    if (
        bound
        and unit
        and unit.unit in DURATIONS
        and bound[1].text.lower() == "over"
        and not text.startswith(" ago", unit.end)
    ):
        bound = None  # "over ten years" is during them
    if (
        bound
        and unit
        and unit.unit in DURATIONS
        and _COMPARED.match(bound[1].text)
        and _AGO.match(text, unit.end, high)
    ):
        bound = None  # "seven points lower than four years ago"
    if (
        bound
        and unit
        and not currency
        and bound[1].text.lower() == "under"
        and _BENEATH.search(text, low, bound[1].start)
    ):
        bound = None  # "buried under 40 tonnes of rubble" tells where
    if unit is not None and not currency:
        wide = _WIDE.match(text, unit.end, high)
        bound = bound or bound_after(text, wide.end() if wide else unit.end, high)
    counts = _counts(text, number, currency, unit, high)
    if counts is not None and bound is None:
        bound = bound_after(text, counts.end, high)  # "nine people or more"
    below = unit is not None and unit.unit in _DEGREES and _BELOW_ZERO.match(text, unit.end, high) is not None
    return Figure(
        span=where,
        value=-number.value if below else number.value,
        high=number.high,
        bound=bound[0] if bound else None,
        bound_span=bound[1] if bound else None,
        unit=number.unit or currency or (unit.unit if unit else None),
        counts=counts.text if counts else None,
        counts_span=counts,
    )


def _counts(text: str, number: Number, currency: str | None, unit: Measure | None, high: int) -> Span | None:
    name = currency or (unit.unit if unit else None)
    if name in MONEY:
        return counted(text, unit.end if unit and not currency else number.end, high, money=True)
    if name in {"percent", "percentage point", "basis point"} or number.kind == "fraction":
        if number.kind == "fraction" and (one_of := ONE_OF.match(text, number.start, number.end)):
            return span(text, *one_of.span("noun"))
        return counted(
            text,
            unit.end if unit else number.end,
            high,
            need_of=number.kind != "fraction" or " " not in text[number.start : number.end],
        )
    if name in DURATIONS or name in LENGTHS:
        return None
    if name is not None and unit is not None:
        return counted(text, unit.end, high, need_of=True)
    if text[number.end : number.end + 1] == "-":
        hyphened = _HYPHENED.match(text, number.end, high)
        if hyphened is not None and hyphened[1] not in {"plus", "to", "and", "or", "by"}:
            return span(text, hyphened.start(1), hyphened.end(1))
    end = number.end
    after = bound_after(text, end, high)
    if after is not None:
        end = after[1].end
    return counted(text, end, high, singular=number.value == 1.0 and number.high is None)


def _age(text: str, sentence: Span, number: Number) -> Span | None:
    """The words that make a number an age, None where it is none; the number itself for ", 45," after a name."""
    old = _YEAR_OLD.match(text, number.end, sentence.end)
    if old is not None:
        return span(text, old.start() + 1, old.end())
    if not 0 < number.value <= OLDEST:
        return None
    low = max(sentence.start, number.start - 16)
    aged = _AGED.search(text, low, number.start) if text[low : number.start - 1].endswith(_AGED_ENDS) else None
    if aged is not None:
        return span(text, aged.start(), aged.end() - 1)
    closed = (
        number.end < len(text)
        and text[number.end] in ",;).—"
        and (text[number.end] != "." or number.end + 1 >= sentence.end)
    )
    if (
        closed
        and number.high is None
        and text[number.start : number.end].isdigit()
        and _COMMAS.search(text, max(sentence.start, number.start - 2), number.start)
    ):
        name = _NAME_BEFORE.search(text, max(sentence.start, number.start - 40), number.start)
        if name is not None and name.group(1)[0].isupper():
            return span(text, number.start, number.end)
    return None


# "CosyPro", "iPhone", no "McLeod"
_MODEL = re.compile(r"(?!(?:Ma?c|D[eiu]|L[ae]|Fitz|V[ao]n)[A-Z])[^\W\d_]?[a-z]+[A-Z][^\W\d_]*")
_DEGREES: Final = frozenset({"degree", "°C", "°F"})
_BELOW_ZERO = re.compile(r"\s(?:of\sfrost\b|below\s(?:zero|freezing)\b)")  # "18 degrees below zero" is -18
_MORE: Final = frozenset("more additional full straight consecutive long whole further other".split())
_DESCRIBED = re.compile(r"\s([a-z]{3,16})(?=\s)")  # "five rainless weeks"
_COMPARED = re.compile(r"(?:lower|higher|larger|smaller|older|younger|fewer)\sthan", re.IGNORECASE)
_AGO = re.compile(r"\s(?:ago|earlier|before)\b")
_WIDE = re.compile(r"\s(?:deep|long|wide|high|tall|thick|broad|old|away|apart|across)\b")  # "40 metres deep at most"
_OF_A = re.compile(r"\s(?:of\s)?an?(?=\s)")  # "half an hour", "three quarters of a mile"
_HYPHENED = re.compile(r"-([^\W\d_]+)")
_NAME_BEFORE = re.compile(r"([A-Z][\w.’'-]{0,40}+\s[^\W\d_][\w.’'-]{0,40}+|[A-Z][\w’'-]{1,40}+),\s\Z")
