"""A rank told by how many stand before it: "the third largest city" / "only two cities are larger", "his fourth book".

How it works: an ordinal before a superlative ranks something; so does a small number that only so many others exceed, which is
one less. The number must stand behind "only", "just" or their like and before a comparative or a verb of exceeding, or be told
to do better outright: "came 23rd" / "22 did better".
"""

from __future__ import annotations

import re

from retold.changes.amounts import CARDINALS
from retold.changes.context import Context, Side
from retold.changes.worded import place_told
from retold.marking.numerals import digits_value, words_value
from retold.records.article import Span
from retold.records.marks import Figure

_ONLY = re.compile(
    r"\b(?:only|just|no\smore\sthan)\s(?P<many>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\b[^.;:]{0,60}?"
    r"\b(?:[a-z]{2,12}er|more|exceeds?|exceeded|ahead|above|outranks?|surpass(?:es|ed)?|tops?)\b",
    re.IGNORECASE,
)
_BETTER = re.compile(
    rf"\b(?P<many>\d{{1,3}}|{'|'.join(CARDINALS[1:])})\s(?:(?!(?:was|were|had|have|has|is|are)\s)[a-z]{{3,14}}\s){{0,2}}"
    r"(?:(?:had\s|have\s|has\s)?(?:did|do|does|done|fared?|fares|scor(?:ed?|es)|perform(?:ed|s)?|rank(?:ed|s)?|rated?|finish(?:ed|es)?|c[ao]me|"
    r"comes|placed|were|was|are|is|stood|stands?|lay|lies?)\s(?:better|higher|ahead|above|faster|stronger)|beat|surpass(?:ed)?|outranked?)\b",
    re.IGNORECASE,
)  # "22 did better"
_PLACE = re.compile(
    r"\b(?:c[ao]m(?:es?|ing)|finish(?:ed|es|ing)?|rank(?:ed|s|ing)?|placed|placing|stood|stands?|lay|lies?|ended(?:\sup)?|was|is|in|be)\s(?:home\s|in\s)?\Z"
)
BESIDE = 60  # code points before a number in which the superlative or the comparative stands
_MOST_OF = re.compile(
    r"\b(?:[a-z]{2,12}est|most|least|best|worst|first|last|top|bottom)\b[^.;:!?]{0,40}?\b(?:of|among|out\sof|in)\s(?:all\s|the\s|its\s|their\s){0,2}\Z"
)
_THAN_OTHERS = re.compile(
    r"\b(?:[a-z]{2,12}er|more|less|fewer|better|worse|ahead|above|below|behind|beat|beats|beating)\b[^.;:!?]{0,50}?\Z"
)
_OTHERS = re.compile(r"\s(?:other|others|rivals|remaining)\b")
_EARLIER = frozenset("before earlier previous previously predecessors preceded".split())
_SO_FAR = frozenset("before already previous previously earlier others preceded followed".split())
_SUPERLATIVE = re.compile(r"[\s-](?:[a-z]{2,12}est|most|least|best|worst)\b")


def ranked_by_others(figure: Figure, here: Side, there: Side, sentence: Span) -> bool:
    """Whether a sentence of the other side tells a rank by how many stand before it, or such a number by the rank."""
    if figure.ordinal:
        return _is_rank(here, figure) and any(many + 1 == figure.value for _, many in _told(there.text, sentence))
    own = next((one for one in here.marked.sentences if one.start <= figure.span.start < one.end), None)
    if own is None or not any(place == figure.span.start for place, _ in _told(here.text, own)):
        return False
    if place_told(there.text, sentence) == figure.value + 1:
        return True
    return any(
        mark.ordinal
        and mark.value == figure.value + 1
        and sentence.start <= mark.span.start < sentence.end
        and _is_rank(there, mark)
        for mark in there.marked.figures
    )


def placed_otherwise(figure: Figure, here: Side, there: Side, sentence: Span) -> bool:
    """Whether so many stand before what the other side puts in the place of that number: "came fifth" / "five beat her"."""
    if figure.ordinal or place_told(there.text, sentence) != figure.value:
        return False
    own = next((one for one in here.marked.sentences if one.start <= figure.span.start < one.end), None)
    return own is not None and any(place == figure.span.start for place, _ in _told(here.text, own))


def ranks_of_others(context: Context, one: Figure | None, other: Figure | None) -> bool:
    """The same of two figures that were taken for versions of one."""
    if one is None or other is None or one.ordinal == other.ordinal:
        return False
    link = context.link_at("a", one.span.start)
    if link is None or link != context.link_at("b", other.span.start):
        return False
    a, b = context.links[link].a, context.links[link].b
    return any(ranked_by_others(one, context.a, context.b, sentence) for sentence in b) and any(
        ranked_by_others(other, context.b, context.a, sentence) for sentence in a
    )


def of_the_others(context: Context, one: Figure | None, other: Figure | None) -> bool:
    """Whether the first of so many is compared with the others, one less: "the lowest of the 14" / "lower than the other 13"."""
    return one is not None and other is not None and _in_rows(context, one, other, 1)


def as_many_others(context: Context, one: Figure | None, other: Figure | None) -> bool:
    """Whether the first of so many is compared with as many others, so one of two numbers is wrong."""
    return one is not None and other is not None and _in_rows(context, one, other, 0)


def _in_rows(context: Context, one: Figure, other: Figure, less: int) -> bool:
    """Whether one of two numbers is the row that a superlative is of, the other, so many less, the rest of a row."""
    if one.ordinal or other.ordinal or one.unit != other.unit or one.high is not None or other.high is not None:
        return False
    return any(
        every.value == others.value + less
        and _MOST_OF.search(side.text, max(every.span.start - BESIDE, 0), every.span.start)
        and _THAN_OTHERS.search(there.text, max(others.span.start - BESIDE, 0), others.span.start)
        and (there.text.endswith("other ", 0, others.span.start) or _OTHERS.match(there.text, others.span.end))
        for side, every, there, others in (
            (context.a, one, context.b, other),
            (context.b, other, context.a, one),
        )
    )


def misranked(context: Context, one: Figure | None, other: Figure | None) -> bool:
    """Whether a rank and a number of one value cannot be one fact: "the third largest" / "only three are larger"."""
    if one is None or other is None or one.ordinal == other.ordinal:
        return False
    (side, rank), (there, number) = ((context.a, one), (context.b, other))[:: 1 if one.ordinal else -1]
    own = next((s for s in there.marked.sentences if s.start <= number.span.start < s.end), None)
    at = there.words_in(number.span.start, number.span.end)
    if not _EARLIER.isdisjoint(there.words.norm[max(at.start - 5, 0) : at.stop + 6]):
        return True  # "his fifth book" / "five books before"
    return (
        _is_rank(side, rank)
        and own is not None
        and any(place == number.span.start for place, _ in _told(there.text, own))
    )


def _is_rank(side: Side, figure: Figure) -> bool:
    """Whether an ordinal is a place among others: "the third largest", "came third"."""
    if _SUPERLATIVE.match(side.text, figure.span.end):
        return True
    return _PLACE.search(side.text, max(figure.span.start - 12, 0), figure.span.start) is not None


def _told(text: str, sentence: Span) -> list[tuple[int, float]]:
    """Where a sentence says how many exceed something, and how many."""
    found = []
    matches = [match for told in (_ONLY, _BETTER) for match in told.finditer(text, sentence.start, sentence.end)]
    for match in matches:
        printed = match["many"].lower()
        value = digits_value(printed) if printed.isdecimal() else words_value(printed)
        if value is not None:
            found.append((match.start("many"), value))
    return found


def next_in_line(context: Context, one: Figure, other: Figure) -> bool:
    """Whether a rank comes right behind a number of earlier ones: "its 17th president" / "16 presidents before her"."""
    ranked, number, side = (one, other, context.b) if one.ordinal else (other, one, context.a)
    if number.value + 1 != ranked.value:
        return False
    return next_to_come(side, number, ranked)


def next_to_come(side: Side, number: Figure, ranked: Figure) -> bool:
    """Whether a number counts those before the one that is ranked."""
    at = side.words_in(number.span.start, number.span.end)
    near = side.words.norm[max(at.start - 5, 0) : at.stop + 6]
    return not number.ordinal and number.value + 1 == ranked.value and not _SO_FAR.isdisjoint(near)
