"""Quotations that no cue in their sentence gives to anyone: whose are they?

In order, the first that applies (each rule's precision is printed by `benchmarks/attribution.py --rules`):

0. *same*, *signed*, *headed*: a cue earlier in the sentence, a name behind a dash, a name alone before a colon.
1. *awaited*: the sentence before ends in a cue with a colon ("He put it so:").
2. *continued*: the quotation goes on from, or into, the paragraph beside it.
3. *paragraph*: a voice was quoted earlier in the same paragraph; one that was only reported counts where none was quoted.
4. *subject*: the sentence's own subject, where it can speak, no form of "be" links both, and the quotation is long or begins like a
   sentence ("Hill thundered: “…”").
5. *partial*: a few words in mid-sentence are the sentence's subject's, where that is a name or a pronoun that can speak.
6. *ahead*, *behind*: the next sentence of the paragraph quotes a voice; else the subject of the sentence before.
7. *before*: the paragraph holds nothing but a whole sentence or more in marks that is printed once only (a short one is a heading,
   one printed twice a passage pulled out), and the paragraph before ends with a voice.

What is left is nobody's: no guess is made across more than one paragraph.
"""

from __future__ import annotations

import msgspec

from retold.marking import attribution_subjects as subjects
from retold.marking.attribution_found import Found
from retold.marking.attribution_order import opening_subject
from retold.marking.attribution_subjects import Subject
from retold.marking.attribution_units import Q, Unit
from retold.marking.attribution_words import BE, CONJUNCTIONS, VERBS
from retold.records.marks import Quotation

_DASHES = frozenset("—–―-")
_THINGS = frozenset("it this that these those whose there which it's".split())
_OWNERS = frozenset("his her their its our my your".split())
_WHOLE = (
    6  # words: a shorter paragraph of its own is as often a heading (the same part: 48 % right before, see --rules)
)
_PULLED = 60  # code points of a quotation that are looked for elsewhere
_PULLED_FROM = 10_000  # code points on either side
_NOTHING: list[Found] = []
_LONG = 5  # words: shorter quotations without a cue are as often scare quotes (PolNeAR, the part not held back)


class Floating(msgspec.Struct, gc=False):
    """A quotation (by index) given to a voice that stands elsewhere: a subject in unit `unit`."""

    quotation: int
    unit: int
    subject: Subject
    rule: str


def give(
    listed: list[Unit],
    found: dict[int, list[Found]],
    quotations: tuple[Quotation, ...],
    taken: set[int],
    quoting: set[int],
) -> list[Floating]:
    """The floating quotations among those not `taken`, with the voice that each is given to.

    `found` holds by its number what is attributed in a unit, `quoting` the numbers of those in which it is quoted.
    """
    out: list[Floating] = []
    free = len(quotations) - len(taken)
    last: tuple[int, Subject] | None = None  # the last voice quoted: unit, subject
    awaited: tuple[int, Subject] | None = None
    continuing: tuple[int, Subject] | None = None
    for number, unit in enumerate(listed):
        if not free:
            break
        if not unit.telling or unit.paragraph < 0:
            continue
        here = found.get(number, _NOTHING)
        colon = unit.low[-1] == ":"
        if not (here or colon or unit.quoted):
            continue
        for place, index in unit.quoted.items():
            if index in taken:
                continue
            free -= 1
            chosen = _choose(listed, found, number, place, quotations[index], last, awaited, continuing, quoting)
            if chosen is not None:
                out.append(Floating(index, chosen[0], chosen[1], chosen[2]))
                last = chosen[0], chosen[1]
                awaited = None
                quoting.add(chosen[0])
            continuing = last if quotations[index].continues and chosen is not None else None
        awaited = None
        voices = here  # those that are quoted, if any is
        if len(here) > 1 and unit.quoted and number in quoting:
            voices = [one for one in here if unit.quotes(one.content)] or here
        for one in here:
            if one.subject is None:
                continue
            if one in voices and (one.subject.how != "relative" or last is None):
                last = number, one.subject
            if colon or one.awaits:
                awaited = number, one.subject
        if colon and awaited is None:
            subject = opening_subject(unit, len(unit.low))
            if subject is not None:
                awaited = number, subject
        for index in unit.quoted.values():
            if quotations[index].continues and last is not None and continuing is None:
                continuing = last
    return out


def _choose(
    listed: list[Unit],
    found: dict[int, list[Found]],
    number: int,
    place: int,
    quotation: Quotation,
    last: tuple[int, Subject] | None,
    awaited: tuple[int, Subject] | None,
    continuing: tuple[int, Subject] | None,
    quoted: set[int],
) -> tuple[int, Subject, str] | None:
    unit = listed[number]
    alone = unit.only_quotations()
    words = quotation.inner.text.count(" ") + 1
    earlier = [
        one for one in found.get(number, _NOTHING) if one.subject is not None and one.cue[1] < place and one.form != "a"
    ]
    if earlier and quotation.speech == "speech":
        main = next((one for one in earlier if not one.shared), earlier[-1])
        assert main.subject is not None
        return number, main.subject, "same"
    signed = _signature(listed, number, place)
    if signed is not None:
        return (*signed, "signed")
    if awaited is not None and place == 0 and number - awaited[0] == 1:
        return (*awaited, "awaited")
    if continuing is not None and place == 0 and unit.initial:
        return (*continuing, "continued")
    same = last is not None and listed[last[0]].paragraph == unit.paragraph
    if same and last is not None and (alone or place == 0) and quotation.speech == "speech":
        return (*last, "paragraph")
    headed = _headed(unit, place) if not alone else None
    if headed is not None:
        return number, headed, "headed"
    if not alone and quotation.speech == "speech" and (words >= _LONG or place == 0 or unit.low[place - 1] == ":"):
        subject = opening_subject(unit, len(unit.low) if place == 0 else place)
        if subject is not None and _may_say(unit, subject, place):
            return number, subject, "subject"
        if same and last is not None:
            return (*last, "paragraph-late")
    if quotation.speech == "scare" and words > 1 and place and quotation.inner.text[0].islower():
        partial = _partial(unit, place)
        if partial is not None:
            return number, partial, "partial"
    if alone and quotation.speech == "speech":
        ahead = _ahead(listed, found, number)
        if ahead is not None:
            return (*ahead, "ahead")
        if number and listed[number - 1].paragraph == unit.paragraph:
            told = listed[number - 1].read()
            subject = opening_subject(told, len(told.low))
            if subject is not None and subjects.speaks(told, subject) and told.low[subject.first] not in _THINGS:
                return number - 1, subject, "behind"
        if (
            words >= _WHOLE
            and last is not None
            and last[0] in quoted
            and unit.paragraph - listed[last[0]].paragraph == 1
            and not _printed_twice(unit, quotation)
        ):
            return (*last, "before")
    return None


def _partial(unit: Unit, place: int) -> Subject | None:
    """The sentence's subject where it may be the voice of a few quoted words inside it ("Hill ran on a “clean start” for all")."""
    before = unit.low[place - 1]
    if before in CONJUNCTIONS or before in _OWNERS or before.endswith("'s"):
        return None
    subject = opening_subject(unit, place)
    if subject is None or not _may_say(unit, subject, place):
        return None
    named = subject.how == "pronoun" or any(unit.upper[subject.first : subject.last + 1])
    return subject if named else None


def _headed(unit: Unit, place: int) -> Subject | None:
    """A name alone before a colon inside a sentence ("… in the state - Ada Lund: “…”")."""
    low, upper = unit.low, unit.upper
    if place < 2 or low[place - 1] != ":":
        return None
    first = place - 1
    while first > 0 and place - first < 8 and (upper[first - 1] or low[first - 1] in (".", "of", "&")):
        first -= 1
    if first == place - 1 or not upper[first] or low[place - 2] in VERBS:
        return None
    if first > 0 and low[first - 1][0].isalnum() and low[first - 1] != Q:
        return None
    return Subject(first, place - 2, "phrase")


def _may_say(unit: Unit, subject: Subject, place: int) -> bool:
    """Whether the sentence's subject may be the voice of a quotation that no cue gives to anyone.

    Not a thing, and not where a form of "be" links both ("Hill was the founder of “…”").
    """
    low = unit.low
    if not subjects.speaks(unit, subject) or low[subject.first] in _THINGS:
        return False
    if place and low[place - 1] == ":":
        return True
    return place == 0 or not any(low[k] in BE for k in range(subject.last + 1, place))


def _printed_twice(unit: Unit, quotation: Quotation) -> bool:
    """Whether the words of the quotation stand in the article once more: a passage pulled out, whoever said it."""
    words = quotation.inner.text.strip(" ,.")[:_PULLED].replace("’", "'")
    here = quotation.inner.start
    first, last = max(0, here - _PULLED_FROM), min(here + _PULLED_FROM, len(unit.text))
    at = unit.text.find(words, first, last)
    return at != -1 and unit.text.find(words, at + 1, last) != -1


def _signature(listed: list[Unit], number: int, place: int) -> tuple[int, Subject] | None:
    """The name behind a dash that signs a quotation: "“…” — Ada Lund", in the same line or the next."""
    unit = listed[number]
    at = place + 1
    if at >= len(unit.low) and number + 1 < len(listed):
        number, unit, at = number + 1, listed[number + 1], 0
        if unit.text[unit.start] not in _DASHES:
            return None
        unit.read()
    if at >= len(unit.low) or unit.low[at] not in _DASHES:
        return None
    while at < len(unit.low) and unit.low[at] in _DASHES:
        at += 1
    if at >= len(unit.low) or not unit.upper[at]:
        return None
    subject = subjects.behind(unit, at, len(unit.low))
    if subject is None or subject.how == "pronoun" or subject.last - subject.first > 5:
        return None
    rest = unit.low[subject.last + 1 : subject.last + 2]
    return (number, subject) if not rest or rest[0] in (".", ",", "(", Q) else None


def _ahead(listed: list[Unit], found: dict[int, list[Found]], number: int) -> tuple[int, Subject] | None:
    for k in range(number + 1, min(number + 3, len(listed))):
        if listed[k].paragraph != listed[number].paragraph:
            return None
        for one in found.get(k, _NOTHING):
            if one.subject is not None and listed[k].quotes(one.content):
                return k, one.subject
    return None
