"""A number told with a part or without it, a list that is counted, and a rate told for another length of time.

How it works
1. "1,450 euros, including 250 in tax" and "1,200 euros plus 250 in tax" are one fact. The larger number is the smaller and the
   part together, the part stands on both sides or is one that is named ("and a driver" / "including the driver"), and each side
   says how it counts: the one *includes* the part, the other *adds* or *leaves out* the part.
2. "Two sisters, Eda and Lis Morn" counts the names that follow, so it may go where both sides name as many.
3. "250,000 a month" and "3 million a year" are one rate; so are "every half hour" and "two an hour".

Known exceptions: a list of names is counted by its commas and its "and"; what is listed is not asked.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from retold.changes.context import Context, Side
from retold.changes.derived import figures_in
from retold.records.article import Span
from retold.records.marks import Figure

LISTED = 6  # names that a reader counts at a glance
REACH = 30  # code points behind a number in which what it is a rate of stands
_INCLUDES = frozenset("including include includes included among counting whom inclusive total altogether".split())
_ADDS = frozenset(
    "plus other others another besides without excluding excluded exclude excludes extra additional along alongside apart aside "
    "before accompanied joined top fellow more and".split()
)
_ONE_ADDED = re.compile(
    r"\b(?:and|plus|with|besides|not\scounting|excluding|apart\sfrom|as\swell\sas)\s(?:an?|one|the|its|his|her|their)\s[a-z]"
)
_AND_A = re.compile(
    r"[^.,;:!?\n]{1,40}?\s(?:and|plus)\s(?:an?|one|the|its|his|her|their)\s(?P<noun>[a-z]{3,20})\b(?!\s[a-z]+(?:ed|ing)\b)"
)
_INCLUDING = re.compile(
    r"[^.;:!?\n]{1,60}?\b(?:including|among\sthem|counting)\s(?:an?|one|the|its|his|her|their)\s(?P<noun>[a-z]{3,20})\b"
)
_TIMES = re.compile(r"\stimes\b|-?fold\b")
_TWICE = re.compile(r"\b(?:twice|double|thrice|treble|triple)\b", re.IGNORECASE)
_LEAVES_OUT = re.compile(r"\b(?:without|not(?=\s(?:counting|including)))\b", re.IGNORECASE)
_AND_OTHERS = re.compile(r"\band\s\Z")
_OTHERS = re.compile(r"\s(?:\w+\s)?(?:others?|more|fellow|further|additional)\b")
_OF_THEM = re.compile(r"\bof\s(?:them|which|these|those)\b")
_NAME = r"(?:(?<!\w)[A-Z][\w'’.-]{0,30}+(?:\s(?:(?:of|de|van|von|al|el|la|the)\s)?[A-Z][\w'’.-]{0,30}+){0,4})"
_LIST = re.compile(rf"{_NAME}(?:,\s{_NAME}){{0,{LISTED}}},?\sand\s{_NAME}")
_RATE = re.compile(
    r"[^,.;:]{0,30}?\b(?:(?:an?|per|each|every)\s(?P<unit>second|minute|hour|day|week|month|quarter|year)\b|(?P<adverb>hourly|daily|weekly|"
    r"monthly|quarterly|yearly|annually))"
)
_EACH = re.compile(r"\b(?:[Ee]very|[Ee]ach|[Pp]er)\s(?P<unit>second|minute|hour|day|week|month|quarter|year)\s\Z")
_EVERY = re.compile(r"\bevery\s(?:(?P<half>half(?:\san)?[\s-]hour)|(?:quarter\s(?:of\san\s)?hour))\b")
_EACH_HAS = re.compile(r"[^.,;:!?\d]{0,40}?\b(?:each|apiece|per|every|on\saverage)\b")
_ON_AVERAGE = re.compile(r"\b(?:each|average|averaging)\b[^.,;:!?\d]{0,20}?\Z")
_ADVERBS = {"daily": "day", "annually": "year"}
_FITS = {
    ("second", "minute"): 60,
    ("minute", "hour"): 60,
    ("hour", "day"): 24,
    ("day", "week"): 7,
    ("week", "year"): 52,
    ("month", "year"): 12,
    ("quarter", "year"): 4,
    ("day", "year"): 365,
}


def retold_whole(context: Context, one: Figure | None, other: Figure | None) -> bool:
    """Whether two figures, or the one that stands alone, say what the other side says in another of these ways."""
    if one is not None and other is not None:
        if one.span.start in context.slots:
            return False
        if with_or_without(context, one, other) or multiplied(context, one, other):
            return True
    told = [(side, figure) for side, figure in (("a", one), ("b", other)) if figure is not None]
    return all(same_rate(context, figure, side) for side, figure in told) or (
        len(told) == 1 and counts_the_named(context, told[0][1], told[0][0])
    )


def with_or_without(context: Context, one: Figure, other: Figure) -> bool:
    """Whether one of two numbers includes a part that the other leaves out, and each side says so."""
    link = context.link_at("a", one.span.start)
    if link is None or link != context.link_at("b", other.span.start) or one.unit != other.unit:
        return False
    if one.ordinal or other.ordinal or one.high is not None or other.high is not None or one.bound != other.bound:
        return False
    a, b = (context.a, context.links[link].a), (context.b, context.links[link].b)
    (small, (without, left)), (large, (within, right)) = sorted(((one, a), (other, b)), key=lambda told: told[0].value)
    part = large.value - small.value
    if not _includes(within, right) or part <= 0:
        return False
    sides = ((without, left, small), (within, right, large))
    if all(any(_is_part(mark, mate, part) for mark in figures_in(side, told)) for side, told, mate in sides):
        for sentence in left:
            for word in _LEAVES_OUT.finditer(without.text, sentence.start, sentence.end):
                without.claim(without.span(*word.span()))  # told with the number, and no negation of its own
        return _adds(without, left)
    return part == 1.0 and (
        any(
            _ONE_ADDED.search(without.text, small.span.end, sentence.end)
            for sentence in left
            if sentence.end > small.span.end
        )
        or (
            _AND_OTHERS.search(without.text, max(small.span.start - 5, 0), small.span.start) is not None
            and _OTHERS.match(without.text, small.span.end) is not None
        )
    )


def part_shifted(context: Context, one: Figure | None, other: Figure | None) -> bool:
    """Whether one number is told without a part and with it: "31 passengers and a driver" / "31 people, including the driver"."""
    if one is None or other is None or one.value != other.value or one.ordinal or other.ordinal:
        return False
    for (side, without), (there, within) in (
        ((context.a, one), (context.b, other)),
        ((context.b, other), (context.a, one)),
    ):
        part = _AND_A.match(side.text, without.span.end)
        named = _INCLUDING.match(there.text, within.span.end) if part else None
        if part and named and part["noun"] == named["noun"]:
            return True
    return False


def multiplied(context: Context, one: Figure, other: Figure) -> bool:
    """Whether one of two amounts is so many times the other, and both sides say so: "three times the permitted 2 tonnes" / "6
    tonnes, three times what is permitted". The smaller stands behind the words, the larger before them."""
    link = context.link_at("a", one.span.start)
    if link is None or link != context.link_at("b", other.span.start) or one.unit != other.unit or not one.value:
        return False
    a, b = (context.a, context.links[link].a), (context.b, context.links[link].b)
    (small, below), (large, above) = sorted(((one, a), (other, b)), key=lambda told: told[0].value)
    if small.ordinal or large.ordinal or not small.value or small.value == large.value:
        return False
    return any(
        math.isclose(times * small.value, large.value, rel_tol=1e-6) and end <= small.span.start
        for times, _, end in _times(*below)
    ) and any(
        math.isclose(times * small.value, large.value, rel_tol=1e-6) and large.span.end <= start
        for times, start, _ in _times(*above)
    )


def _times(side: Side, sentences: Sequence[Span]) -> list[tuple[float, int, int]]:
    """The multiples that some sentences tell, and where."""
    found = []
    for one in sentences:
        for mark in figures_in(side, (one,)):
            if mark.unit is None and (match := _TIMES.match(side.text, mark.span.end)):
                found.append((mark.value, mark.span.start, match.end()))
        for match in _TWICE.finditer(side.text, one.start, one.end):
            found.append((3.0 if match.group().lower() in ("thrice", "treble", "triple") else 2.0, *match.span()))
    return found


def _is_part(mark: Figure, mate: Figure, part: float) -> bool:
    return mark is not mate and mark.unit == mate.unit and math.isclose(mark.value, part, rel_tol=1e-9)


def _includes(side: Side, sentences: Sequence[Span]) -> bool:
    return any(
        not _INCLUDES.isdisjoint(side.norms(one.start, one.end)) or _OF_THEM.search(side.text, one.start, one.end)
        for one in sentences
    )


def _adds(side: Side, sentences: Sequence[Span]) -> bool:
    return any(not _ADDS.isdisjoint(side.norms(one.start, one.end)) for one in sentences) and not _includes(
        side, sentences
    )


def counts_the_named(context: Context, figure: Figure, side: str) -> bool:
    """Whether a number that stands alone counts names that both sides list: "three villages, Holm, Vik and Sund"."""
    link = context.link_at(side, figure.span.start)
    if link is None or figure.unit or figure.ordinal or figure.bound or figure.high is not None:
        return False
    if not 2 <= figure.value <= LISTED:
        return False
    both = (context.a, context.links[link].a), (context.b, context.links[link].b)
    return all(any(figure.value in _lists(here.text, one) for one in sentences) for here, sentences in both)


def _lists(text: str, sentence: Span) -> set[int]:
    """How many names the lists of a sentence hold."""
    return {
        len(re.split(r",\sand\s|,\s|\sand\s", match.group()))
        for match in _LIST.finditer(text, sentence.start, sentence.end)
    }


def same_rate(context: Context, figure: Figure, side: str) -> bool:
    """Whether the other side tells a number for another length of time: "250,000 a month" / "3 million a year"."""
    link = context.link_at(side, figure.span.start)
    if link is None or figure.ordinal or figure.high is not None:
        return False
    here, there = (context.a, context.b) if side == "a" else (context.b, context.a)
    others = context.links[link].b if side == "a" else context.links[link].a
    unit = rate_of(here, figure)
    if unit is None:
        return False
    if unit == "hour" and any(
        figure.value == (2 if match["half"] else 4)
        for one in others
        for match in _EVERY.finditer(there.text, one.start, one.end)
    ):
        return True
    return any(
        other.unit == figure.unit
        and other.high is None
        and (size := _size(unit, rate_of(there, other))) is not None
        and math.isclose(figure.value, other.value * size, rel_tol=1e-6)
        for other in figures_in(there, others)
    )


def rate_of(side: Side, figure: Figure) -> str | None:
    """The length of time that a number is told for: "80 barrels a day", "every month 80"."""
    match = _RATE.match(side.text, figure.span.end, figure.span.end + REACH) or _EACH.search(
        side.text, max(figure.span.start - 16, 0), figure.span.start
    )
    if match is None:
        return None
    adverb = match.groupdict().get("adverb")
    return _ADVERBS.get(adverb, adverb.removesuffix("ly")) if adverb else match["unit"].lower()


def _size(unit: str, other: str | None) -> float | None:
    """How many of a length of time go into another, None where that is no fixed number."""
    if other is None or unit == other:
        return None
    if (other, unit) in _FITS:
        return float(_FITS[other, unit])
    return 1.0 / _FITS[unit, other] if (unit, other) in _FITS else None


def one_each(context: Context, one: Figure, other: Figure) -> bool:
    """Whether one of two amounts is what each has of the other: "1.8 million on 24 clinics" / "75,000 on each of 24 clinics"."""
    return (_one_has(context.a, one)) != (_one_has(context.b, other))


def _one_has(side: Side, figure: Figure) -> bool:
    """Whether an amount is told of each of several, or on average."""
    return (
        _EACH_HAS.match(side.text, figure.span.end, figure.span.end + 2 * REACH) is not None
        or _ON_AVERAGE.search(side.text, max(figure.span.start - REACH, 0), figure.span.start) is not None
    )
