"""Who is said to have said what: the attributions of an article, from its sentences, quotations and names.

The parts: `attribution_units` (sentences with their quotations folded), `attribution_clauses` (cues inside a sentence),
`attribution_floating` (quotations without a cue), `identity` (who is meant), `voices` (what kind of voice). English only: in
other languages quotations are paired and nothing is said of their voices.

A relay is told from a voice here: a medium that reports what another voice says goes into that attribution's `via`, and so does
what is cited for it ("…, the Daily reports, citing an agency"); where there is no other voice, what is cited is the voice.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from operator import itemgetter
from typing import Literal

import msgspec

from retold.marking import attribution_subjects as subjects
from retold.marking.attribution_clauses import find_in_unit
from retold.marking.attribution_floating import Floating, give
from retold.marking.attribution_found import Found
from retold.marking.attribution_subjects import Subject
from retold.marking.attribution_units import Unit, units
from retold.marking.attribution_words import ENGLISH
from retold.marking.identity import REACH, Cast
from retold.marking.voices import voice_type
from retold.records.article import Span
from retold.records.marks import Attribution, Basis, Name, Quotation, VoiceType
from retold.text.language import letter_words
from retold.text.tokenise import norms_of

_ENGLISH_SHARE = 0.12  # of the words; English news has 0.3 and more, other languages of Europe at most 0.05
_FEW_WORDS = 25  # shorter texts are not judged by their share of English words
_NEXT_TO = 7  # code points between a quotation and its cue or voice: ", that "
_SAMPLE = 4000  # code points that the language is judged by
_GLANCE, _PLAIN_SHARE = 100, 0.2  # words of which so large a share leaves no doubt
_POINTING = frozenset("the his her".split())
_RELAYING = frozenset("report say write cite according quote announce".split())

_UNIT = itemgetter(0)

Resolved = tuple[str | None, Basis, VoiceType | None]


def find_attributions(
    text: str,
    sentences: tuple[Span, ...],
    quotations: tuple[Quotation, ...],
    names: tuple[Name, ...] = (),
    title: Span | None = None,
    english: bool = False,
) -> tuple[tuple[Attribution, ...], tuple[Quotation, ...]]:
    """The attributions of an article, in order of their first character, and its quotations with `attribution` set.

    Sentences tile the body, `title` is the title's span; offsets are code points into `text`. A quotation that someone is said
    to have said is "speech", whatever its length. In a text that is not English nothing is attributed; `english` tells that the
    words of this one have been seen to be.
    """
    if not (english or looks_english(text)):
        return (), quotations
    made = [one for one, _ in explained(text, sentences, quotations, names, title)]
    return tuple(made), _given(quotations, made)


def explained(
    text: str,
    sentences: tuple[Span, ...],
    quotations: tuple[Quotation, ...],
    names: tuple[Name, ...] = (),
    title: Span | None = None,
) -> list[tuple[Attribution, tuple[str, str]]]:
    """As `find_attributions`, each attribution with the rule that made it: (the cue's dictionary form, its form).

    For a floating quotation the rule is ("", the name of the rule in `attribution_floating`).
    """
    listed = units(text, sentences, quotations, title)
    found = _cued(listed)
    taken: set[int] = set()
    quoting: set[int] = set()  # the units in which a voice is quoted
    for number, here in found.items():
        quoted = listed[number].quoted.items()
        for one in here:
            for token, index in quoted:
                for first, stop in one.content:
                    if first <= token < stop:
                        taken.add(index)
                        quoting.add(number)
            for n, _, _ in one.more:
                taken.update(listed[n].quoted.values())
    floating = give(listed, found, quotations, taken, quoting)
    who = _identified(text, names, listed, found, floating)
    made = [
        (_attribution(text, listed, number, one, who), (one.lemma, one.form))
        for number, here in found.items()
        for one in here
        if one.subject is not None and one.content
    ]
    made += [(_floating(text, listed, one, quotations, who), ("", one.rule)) for one in floating]
    made.sort(key=lambda row: (row[0].content[0].start, row[0].content[-1].end))
    return made


def _cued(listed: list[Unit]) -> dict[int, list[Found]]:
    """What the cues of the units attribute, by the number of the unit, in order.

    A speaker's turn in a transcript runs to the end of its paragraph: what follows is that voice's, and no other's.
    """
    found: dict[int, list[Found]] = {}
    turn: Found | None = None
    speaking = -1  # the paragraph of the last turn
    for number, unit in enumerate(listed):
        if turn is not None and unit.paragraph == speaking:
            turn.more.append((number, 0, len(unit.read())))
            continue
        here = find_in_unit(unit) if unit.telling else []
        if len(here) > 1 or (here and here[0].lemma == "cite"):
            here = _relayed(unit, here)
        if not here:
            continue
        if here[0].form == "h" and not unit.title:
            here = here[:1]
            turn, speaking = here[0], unit.paragraph
        found[number] = here
    return found


def looks_english(text: str) -> bool:
    """Whether the text may be English: enough of its words are frequent English ones, or there are too few to tell."""
    listed = norms_of(text)[:_GLANCE]
    enough = len(listed) >= _FEW_WORDS and sum(map(ENGLISH.__contains__, listed)) >= _PLAIN_SHARE * len(listed)
    return enough or _english(text[:_SAMPLE])


def _english(text: str) -> bool:
    sample = letter_words(text)
    return len(sample) < _FEW_WORDS or sum(map(ENGLISH.__contains__, sample)) >= _ENGLISH_SHARE * len(sample)


def _words(unit: Unit, subject: Subject) -> list[str]:
    return unit.low[subject.first : subject.last + 1]


def _is_medium(unit: Unit, subject: Subject) -> bool:
    words = _words(unit, subject)
    if not any(unit.upper[subject.first : subject.last + 1]):
        return False
    return (
        voice_type(
            words, " ".join(w for w in words if w not in ("the", "a")), unit.upper[subject.first : subject.last + 1]
        )
        == "medium"
    )


def _relayed(unit: Unit, found: list[Found]) -> list[Found]:
    """Reporters of what another voice says, and what they cite, moved into that voice's relay chain."""
    relays = [
        one
        for one in found
        if one.subject is not None
        and one.before
        and one.form != "v"
        and one.lemma in _RELAYING
        and _is_medium(unit, one.subject)
    ]
    found = [
        one if one.otherwise is None or relays or (one.subject and _is_medium(unit, one.subject)) else one.otherwise
        for one in found
    ]
    found = [one for one in found if one.subject is not None]
    cited = [one for one in found if one.form == "v"]
    if not relays and not cited:
        return found
    speakers = [
        one
        for one in found
        if one not in relays
        and one not in cited
        and not one.shared
        and any(one.cue[0] < relay.cue[0] for relay in relays + cited)
    ]
    chain = [(one.subject.first, one.subject.last) for one in relays + cited if one.subject is not None]
    if speakers:
        for one in speakers:
            one.via = chain
        return [one for one in found if one not in relays and one not in cited]
    if relays and cited:
        voice = cited[-1]
        voice.via = [
            pair for pair in chain if voice.subject is None or pair != (voice.subject.first, voice.subject.last)
        ]
        voice.content = relays[0].content
        return [one for one in found if one not in relays and (one not in cited or one is voice)]
    return found


def _identified(
    text: str, names: tuple[Name, ...], listed: list[Unit], found: dict[int, list[Found]], floating: list[Floating]
) -> dict[tuple[int, int], Resolved]:
    """What every voice resolves to, by (unit, first token), walking the article in order.

    The subjects of sentences are looked at only where a pronoun or a role that follows may stand for them.
    """
    voices = [(number, one.subject) for number, here in found.items() for one in here if one.subject]
    if floating:
        voices += [(one.unit, one.subject) for one in floating]
        voices.sort(key=_UNIT)
    before: set[int] = set()
    for number, subject in voices:
        if subject.how != "phrase" or listed[number].low[subject.first] in _POINTING:
            before.update(range(number - REACH, number + 1))
    cast = Cast(text, names, listed, before)
    who: dict[tuple[int, int], Resolved] = {}
    for number, subject in voices:
        if (number, subject.first) not in who:
            who[number, subject.first] = cast.resolve(number, listed[number], subject)
    return who


def _attribution(
    text: str, listed: list[Unit], number: int, one: Found, who: dict[tuple[int, int], Resolved]
) -> Attribution:
    assert one.subject is not None
    unit, subject = listed[number], one.subject
    name, basis, kind = who[number, subject.first]
    content = [unit.span(text, a, b) for a, b in one.content]
    if one.more:
        content += [listed[n].span(text, a, b) for n, a, b in one.more]
    via = [*one.via, *_recipient(unit, one)] if one.lemma == "tell" else one.via
    return Attribution(
        kind=_kind(unit, one.content) if unit.quoted else "indirect",
        content=tuple(content),
        cue=unit.span(text, one.cue[0], one.cue[1] + 1),
        voice=unit.span(text, subject.first, subject.last + 1),
        voice_name=name,
        voice_type=kind,
        basis=basis,
        via=tuple([unit.span(text, a, b + 1) for a, b in via]) if via else (),
    )


def _recipient(unit: Unit, one: Found) -> Iterable[tuple[int, int]]:
    """The medium that was told ("Hill told the Daily Lamp")."""
    if one.cue[1] + 1 >= len(unit.low):
        return ()
    heard = subjects.behind(unit, one.cue[1] + 1, len(unit.low))
    if heard is None or heard.how == "pronoun" or not _is_medium(unit, heard):
        return ()
    first = heard.first + (unit.low[heard.first] == "the")
    return ((first, heard.last),)


def _kind(unit: Unit, content: list[tuple[int, int]]) -> Literal["direct", "indirect", "mixed"]:
    if not unit.quotes(content):
        return "indirect"
    for first, stop in content:
        for word in unit.low[first:stop]:
            if word[0].isalnum() and word not in ("and", "but", "that"):
                return "mixed"
    return "direct"


def _floating(
    text: str,
    listed: list[Unit],
    one: Floating,
    quotations: tuple[Quotation, ...],
    who: dict[tuple[int, int], Resolved],
) -> Attribution:
    name, basis, kind = who[one.unit, one.subject.first]
    start = quotations[one.quotation].span.start
    led = (
        one.rule in ("subject", "headed") and text[max(0, start - 2) : start].strip() == ":"
    )  # "Hill was brief: “No.”"
    return Attribution(
        kind="direct",
        content=(quotations[one.quotation].span,),
        voice=listed[one.unit].span(text, one.subject.first, one.subject.last + 1),
        voice_name=name,
        voice_type=kind,
        basis="none" if not name else basis if led else "inferred",
    )


def _given(quotations: tuple[Quotation, ...], made: list[Attribution]) -> tuple[Quotation, ...]:
    """`quotations` with the index of the attribution that each belongs to.

    Of several that hold it, one whose cue stands next to it; else the outermost: "Hill said Stone called it “a hoax”" quotes Hill.
    """
    if not made:
        return quotations
    ordered = [quotation.span.start for quotation in quotations]
    holding: dict[int, list[int]] = {}  # a quotation → the attributions that hold it
    for index, one in enumerate(made):
        for part in one.content:
            at = bisect_left(ordered, part.start)
            while at < len(ordered) and ordered[at] < part.end:
                holding.setdefault(at, []).append(index)
                at += 1
    given = list(quotations)
    for at, holders in holding.items():
        quotation = quotations[at]
        given[at] = msgspec.structs.replace(
            quotation,
            attribution=holders[0] if len(holders) == 1 else _closest(quotation.span, holders, made),
            speech=quotation.speech if quotation.speech == "title" else "speech",
        )
    return tuple(given)


def _closest(quotation: Span, holders: list[int], made: list[Attribution]) -> int:
    """Of the attributions that hold a quotation, the one it is given to."""
    best: tuple[bool, int, int] | None = None
    for index in holders:
        size = sum([part.end - part.start for part in made[index].content])
        rank = (not _next_to(made[index], quotation), -size, index)
        if best is None or rank < best:
            best = rank
    assert best is not None
    return best[2]


def _next_to(one: Attribution, quotation: Span) -> bool:
    """Whether nothing but a few characters (a comma, a space, "that") parts the quotation from the cue or the voice."""
    start, end = quotation.start, quotation.end
    for edge in (one.cue, one.voice):
        if edge is not None and (0 <= start - edge.end <= _NEXT_TO or 0 <= edge.start - end <= _NEXT_TO):
            return True
    return False
