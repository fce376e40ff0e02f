"""Who is said to have said it: attributions lost, gained or given to somebody else.

How it works
1. Only sentences that answer one another are looked at; an attribution that went with its sentence is part of an omission.
2. *Lost*: the cue and the voice have no counterpart, and the linked sentences hold no cue of speech at all outside quotation
   marks, while what was said is still there. So an attribution that the marking stage missed never shows as lost.
3. *Replaced*: both sides state a voice, and the two are not the same: by their names, or, where one has none, by what they are
   ("fishermen" / "the weather service", `callings`). A quotation's own voice is reported with the quotation.
4. A pronoun that became a name is as a rule the same person. It is *replaced* only where the name is that of somebody else than
   the pronoun's, is not named within `NEAR` characters before the pronoun, and the pronoun's own person is in both tellings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from retold.changes.anonymity import spoken_for, went_on_record
from retold.changes.callings import by_origin, of_another_kind, office_of_another
from retold.changes.context import Context, Side
from retold.marking.attribution_words import ACCOUNTS
from retold.records.article import Span
from retold.records.comparison import Change
from retold.records.marks import Attribution
from retold.text.lemma import lemma
from retold.text.names import compare_names
from retold.text.tokenise import words

# Words that say that somebody said something, in any of their forms. Deliberately wider than the lexicon that finds
# attributions: here a hit only keeps a loss from being claimed.
_CUES = frozenset(
    "say tell state add announce report confirm claim accord cite quote note explain argue warn stress emphasize "
    "emphasise insist declare comment describe deny admit acknowledge allege assert write tweet post reveal disclose "
    "reply respond recall suggest estimate predict believe think show indicate find conclude urge call voice "
    "statement accuse maintain reiterate underline underscore speak retort joke vow demand complain concede boast "
    "point mention inform testify remark observe put release hear blame attribute "
    "spokesman spokeswoman spokesperson source official plead".split()
)
# The cues of statements: only these can be missed. Who "hopes" or "expects" has stated nothing that could lose its voice.
_STATEMENTS = frozenset(
    "say tell state add announce report confirm claim accord cite quote note explain argue warn stress emphasize emphasise insist "
    "declare comment deny admit acknowledge allege assert write tweet post reveal disclose reply respond recall maintain reiterate "
    "inform testify remark observe put show find indicate accuse statement".split()
)
_SAYINGS = frozenset(
    "account explanation denial description version telling testimony claim admission assertion allegation accusation insistence "
    "contention argument complaint warning announcement reply answer response comment statement declaration confirmation "
    "acknowledgement promise pledge prediction suggestion view opinion estimate estimation reckoning calculation count word words "
    "recollection memory evidence criticism verdict assessment judgment judgement impression summary".split()
)  # nouns of saying
_TELLING = _STATEMENTS | ACCOUNTS
_RESULTS = frozenset(
    "finding findings conclusion conclusions result results estimate estimates analysis calculation calculations forecast "
    "forecasts".split()
)
_OWNERS = frozenset("his her their its my our whose own".split())
OWNED = 3  # words before a noun of saying in which its owner stands: "by her own account", "his only public comment"
_PARTICLES = frozenset("to of in on by as for with from at the a an its his her their that out".split())
_NOBODY = frozenset({"nobody", "no one", "no-one", "none", "neither", "nothing"})
_REPORTS = frozenset({"report", "reports", "rumours", "rumors", "media"})
_REPORTEDLY = frozenset({"reportedly", "reported", "rumoured", "rumored"})
SHORT = 3  # words of a phrase that answers one word
NEAR = 400  # code points before a pronoun in which its person is named
ON = 3  # sentences about "him" or "her" over which the name before them still counts
_PRONOUNS = frozenset({"he", "she"})
_REFERS = frozenset({"who", "he", "she", "it", "they"})
_SUBJECTS = (["he"], ["she"], ["it"], ["they"])
_ANY_PRONOUN = re.compile(r"\b[Ss]?[Hh]e\b")
CLOSE = 0.5  # similarity of linked sentences from which other words, or another voice, may stand for those of the other side
_SAME = 0.4  # the same in sentences that share less than `CLOSE`, in the same words
_ANSWERED = 0.34  # least share of the content's words that must stand on the other side


def attribution_changes(context: Context) -> list[Change]:
    """Attributions lost, gained or replaced in linked sentences."""
    found: list[Change] = []
    found += _replaced(context)
    found += _on_record(context)
    found += _pronoun_replaced(context, "a")
    found += _pronoun_replaced(context, "b")
    if context.english:
        found += _missing(context, "a")
        found += _missing(context, "b")
    return found


def _missing(context: Context, side: str) -> list[Change]:
    here, other = (context.a, "b") if side == "a" else (context.b, "a")
    found = []
    for attribution in here.marked.attributions:
        if attribution.cue is None or attribution.voice is None or attribution.voice.text.casefold() in _NOBODY:
            continue
        if attribution.via and "cite" not in here.lemmas(attribution.cue.start, attribution.cue.end):
            continue
        link = context.link_at(side, attribution.cue.start)
        if link is None or context.links[link].kind in ("dropped", "added", "verbatim"):
            continue
        if _TELLING.isdisjoint(here.lemmas(attribution.cue.start, attribution.cue.end)):
            continue
        if _answered(context, attribution.cue, side):
            continue
        cited = _cited(here, attribution)
        spans = cited or _joined(here, attribution)
        if any(here.claimed.touches(one.start, one.end) for one in spans):
            continue
        if speaks_anew(context, getattr(context.links[link], other), other, spans):
            continue
        if cited:
            if _answered(context, attribution.content[0], side):
                continue
        elif not _lost(context, attribution, link, side):
            continue
        here.claim(*spans)
        for one in spans:
            for gone, answers, same in context.runs(side, one.start, one.end):
                if not same and answers[0] == answers[1]:
                    here.unvoiced.add(*gone)
        answer = () if cited else _content_answer(context, attribution, side)
        a, b = (spans, answer) if side == "a" else (answer, spans)
        found.append(Change(kind="attribution", detail="lost" if side == "a" else "gained", a=a, b=b))
    return found


def _cited(side: Side, attribution: Attribution) -> tuple[Span, ...]:
    """ "citing" and whom it cites, right behind it; empty for other attributions."""
    cue = attribution.cue
    if cue is None or "cite" not in side.lemmas(cue.start, cue.end) or not attribution.content:
        return ()
    source = attribution.content[0]
    return (side.span(cue.start, source.end),) if 0 < source.start - cue.end <= 1 else ()


def _lost(context: Context, attribution: Attribution, link: int, side: str) -> bool:
    """Whether a voice is gone from the other side, and what it said is still there and given to nobody."""
    here = context.a if side == "a" else context.b
    assert attribution.cue is not None
    assert attribution.voice is not None
    if _answered(context, attribution.voice, side) and not _subject_again(context, attribution, side):
        return False
    if doers_of(context, attribution.voice, side) or _noun_kept(context, attribution, side):
        return False
    if _hearsay(context, link, attribution, side) or _in_quotations(context, attribution, side):
        return False  # told with the quotation whose marks went or came
    found_guilty = any("guilty" in here.norms(one.start, one.end)[:8] for one in attribution.content)
    if found_guilty and "find" in here.lemmas(attribution.cue.start, attribution.cue.end):
        return False  # a verdict is a ruling, and no statement: "the jury found him guilty"
    if attribution.kind == "direct" or _still_attributed(context, attribution, link, side):
        return False
    return _still_said(context, attribution, side, context.links[link].similarity >= CLOSE)


def _still_attributed(context: Context, attribution: Attribution, link: int, side: str) -> bool:
    """Whether a voice with a cue of its own says these words on the other side: "he said a vote was due" / "a vote was due, he
    said"."""
    there, other = (context.b, "b") if side == "a" else (context.a, "a")
    answers = [place for one in attribution.content for place in context.answer(one.start, one.end, side=side)]
    inside = [there.words.starts[k] for place in answers for k in there.words_in(*place)]
    pronoun = attribution.voice is not None and attribution.voice.text.casefold() in _REFERS  # to whoever speaks there
    return any(
        told.cue is not None
        and not told.via  # a relay ("the Post reports, citing the Wire") is told as a credit
        and (most := sum(any(one.start <= at < one.end for one in told.content) for at in inside))
        and (2 * most > len(inside) or same_voice(told, attribution))
        and (
            not context.answer(told.cue.start, told.cue.end, edits=False, side=other)
            or (told.voice_name and same_voice(told, attribution))
            or pronoun
        )
        for told in context.voiced[other].get(link, ())
    )


def still_attributed(context: Context, link: int, phrase: Span, side: str) -> bool:
    """Whether what a phrase attributes is attributed on the other side too, in other words or in another place."""
    voices = context.voiced[side].get(link, ())
    return any(
        one.cue is not None
        and phrase.start <= one.cue.start < phrase.end
        and _still_attributed(context, one, link, side)
        for one in voices
    )


def _answered(context: Context, place: Span, side: str) -> bool:
    """Whether the words of a cue or a voice stand on the other side: half of them, particles ("to" of "according to") aside."""
    here = context.a if side == "a" else context.b
    telling = [k for k in here.words_in(place.start, place.end) if here.words.norm[k] not in _PARTICLES]
    kept = sum(bool(context.answer(here.words.starts[k], here.words.ends[k], edits=False, side=side)) for k in telling)
    return 2 * kept >= max(len(telling), 1)


def _subject_again(context: Context, attribution: Attribution, side: str) -> bool:
    """Whether a voice is still there only as the subject of what it said: "the council insists it did not hide" / "the council did
    not hide"."""
    here = context.a if side == "a" else context.b
    assert attribution.voice is not None
    assert attribution.cue is not None
    if attribution.voice.start > attribution.cue.start or not attribution.content:
        return False
    inside = here.words_in(attribution.content[0].start, attribution.content[0].end)
    first = inside.start + (here.words.norm[inside.start : inside.start + 1] == ["that"])
    if here.words.norm[first : first + 1] not in _SUBJECTS or first + 1 >= inside.stop:
        return False
    kept = [
        bool(context.answer(here.words.starts[k], here.words.ends[k], edits=False, side=side))
        for k in (first, first + 1)
    ]
    return kept == [False, True]


def _hearsay(context: Context, link: int, attribution: Attribution, side: str) -> bool:
    """Whether the voice is but "reports", and the other side says "reportedly"."""
    here = context.a if side == "a" else context.b
    assert attribution.voice is not None
    if not _REPORTS.intersection(here.norms(attribution.voice.start, attribution.voice.end)[-1:]):
        return False
    return hearsay_elsewhere(context, link, side)


def hearsay_elsewhere(context: Context, link: int, side: str) -> bool:
    """Whether the other side of a link says "reportedly"."""
    there = context.b if side == "a" else context.a
    theirs = getattr(context.links[link], "b" if side == "a" else "a")
    return any(not _REPORTEDLY.isdisjoint(there.norms(one.start, one.end)) for one in theirs)


def _in_quotations(context: Context, attribution: Attribution, side: str) -> bool:
    """Whether most of what is said is a quotation on the other side."""
    there = context.b if side == "a" else context.a
    words = [
        k
        for one in attribution.content
        for place in context.answer(one.start, one.end, side=side)
        for k in there.words_in(*place)
    ]
    return 2 * sum(there.quoted.touches(there.words.starts[k], there.words.ends[k]) for k in words) > len(words)


def is_cue(word: str) -> bool:
    """Whether a dictionary form says that somebody says something."""
    return word in _CUES


def _joined(side: Side, attribution: Attribution) -> tuple[Span, ...]:
    """Cue and voice as one span where nothing but a few letters stands between them."""
    assert attribution.cue is not None
    assert attribution.voice is not None
    first, last = sorted((attribution.cue, attribution.voice), key=lambda one: one.start)
    if last.start - first.end <= 12 and not side.quoted.touches(first.end, last.start):
        return (side.span(first.start, max(first.end, last.end)),)
    return (first, last)


def speaks_anew(context: Context, sentences: Sequence[Span], side: str, gone: Sequence[Span] = ()) -> bool:
    """Whether any word of these sentences, outside quotation marks, says that somebody speaks and is new on this side.

    A cue that both sides have cannot have taken the place of the one that is `gone`, nor one that another word answers
    ("expected" / "predicted")."""
    here = context.a if side == "a" else context.b
    for sentence in sentences:
        for k in here.words_in(sentence.start, sentence.end):
            start, end = here.words.starts[k], here.words.ends[k]
            if (
                (lemma(here.words.norm[k], here.language) in _CUES or says_whose(here, k))
                and here.words.norm[k] != "blame"  # "was to blame" is no statement
                and not here.quoted.touches(start, end)
                and not context.answer(start, end, edits=False, side=side)
                and not _answers_other(context, (start, end), side, gone)
                and not any(credit.span.start <= start < credit.span.end for credit in here.marked.credits)
            ):
                return True
    return False


def says_whose(side: Side, k: int) -> bool:
    """Whether a word is a noun of saying that somebody owns: "by her own account", "his denial", "the firm's version of events".

    Every verb of saying has its noun (explain, explanation); only with an owner does it give words to somebody.
    """
    if side.forms[k] not in _SAYINGS and side.words.norm[k] not in _SAYINGS:
        return False
    owners = side.words.norm[max(k - OWNED, 0) : k]
    return any(word in _OWNERS or word.endswith(("'s", "s'", "’s", "s’")) for word in owners)


def _noun_kept(context: Context, attribution: Attribution, side: str) -> bool:
    """Whether what is cited is a result that both sides name: "a first finding is that" / "according to an initial finding"."""
    here = context.a if side == "a" else context.b
    assert attribution.voice is not None
    inside = here.words_in(attribution.voice.start, attribution.voice.end)
    near = range(max(inside.stop - 1, 0), min(inside.stop + 1, len(here.words)))
    return any(
        here.words.norm[k] in _RESULTS
        and context.answer(here.words.starts[k], here.words.ends[k], edits=False, side=side)
        for k in near
    )


def doers_of(context: Context, voice: Span, side: str) -> bool:
    """Whether a voice is nobody but the doers of what the other side tells in the passive: "are forecast" / "forecasters say"."""
    here, there = (context.a, context.b) if side == "a" else (context.b, context.a)
    doers = here.norms(voice.start, voice.end)
    link = context.link_at(side, voice.start)
    if len(doers) != 1 or not doers[0].endswith("ers") or link is None:
        return False
    theirs = context.links[link].b if side == "a" else context.links[link].a
    return any(
        doers[0].startswith(word) and len(word) > 5 for one in theirs for word in there.lemmas(one.start, one.end)
    )


def _answers_other(context: Context, cue: tuple[int, int], side: str, gone: Sequence[Span]) -> bool:
    """Whether a short phrase of the other side, none of what is `gone`, answers the cue with a word of its own."""
    here, there = (context.a, context.b) if side == "a" else (context.b, context.a)
    for one, other, same in context.runs(side, *cue):
        if same or not gone or any(other[0] < span.end and span.start < other[1] for span in gone):
            continue
        if max(len(here.words_in(*one)), len(there.words_in(*other))) > SHORT:
            continue
        if any(len(word) > 3 and word not in _PARTICLES for word in there.norms(*other)):
            return True
    return False


def _still_said(context: Context, attribution: Attribution, side: str, close: bool) -> bool:
    """Whether enough of what was said is on the other side: in the same words, or, in `close` sentences, in any."""
    here, there = (context.a, context.b) if side == "a" else (context.b, context.a)
    total = sum(len(here.words_in(one.start, one.end)) for one in attribution.content)
    kept = sum(
        len(there.words_in(start, end))
        for one in attribution.content
        for start, end in context.answer(one.start, one.end, edits=close, side=side)
    )
    return total > 0 and kept >= (_ANSWERED if close else _SAME) * total


def _content_answer(context: Context, attribution: Attribution, side: str) -> tuple[Span, ...]:
    there = context.b if side == "a" else context.a
    places = [place for one in attribution.content for place in context.answer(one.start, one.end, side=side)]
    if not places:
        return ()
    return (there.span(min(start for start, _ in places), max(end for _, end in places)),)


def _replaced(context: Context) -> list[Change]:
    """Voices that differ, both stated, over content that answers one another; neither stands on the other side at all."""
    found = []
    stated_b = _stated(context, "b")
    for one, link in _stated(context, "a"):
        if context.links[link].similarity < CLOSE:
            continue
        for k, (other, at) in enumerate(stated_b):
            if at != link or same_voice(one, other):
                continue
            if not _same_content(context, one, other) or _reordered(one, other):
                continue
            if not (by_name(one) and by_name(other)) and not of_another_kind(context, one, other):
                continue
            assert one.voice is not None
            assert other.voice is not None
            a, b = (one.voice,), (other.voice,)
            if not context.a.claimed.touches(one.voice.start, one.voice.end):  # else told with its quotation
                found.append(Change(kind="attribution", detail="replaced", a=a, b=b, within=context.within(a, b)))
            context.a.claim(*a)
            context.b.claim(*b)
            context.a.replaced.add(a[0].start, a[0].end)
            context.b.replaced.add(b[0].start, b[0].end)
            del stated_b[k]
            break
    return found


def _on_record(context: Context) -> list[Change]:
    """Voices without a name that gave way to a person or a body, persons who gave way to who speaks for them, and who goes on
    ("adding that") to somebody else, or the other way round, even where the words of one voice stand on the other side."""
    found = []
    for link, voices in context.voiced["a"].items():
        if context.links[link].kind == "verbatim" or context.links[link].similarity < CLOSE:
            continue
        for one in voices:
            for other in context.voiced["b"].get(link, ()):
                if one.voice is None or other.voice is None:
                    continue
                a, b = (one.voice,), (other.voice,)
                told = context.a.claimed.touches(a[0].start, a[0].end) or context.b.claimed.touches(
                    b[0].start, b[0].end
                )
                if told or not _same_content(context, one, other):
                    continue
                if not (
                    went_on_record(context, one, other)
                    or spoken_for(one, other)
                    or _taken_over(context, one, other, link)
                ):
                    continue
                found.append(Change(kind="attribution", detail="replaced", a=a, b=b, within=context.within(a, b)))
                context.a.claim(*a)
                context.b.claim(*b)
                context.a.replaced.add(a[0].start, a[0].end)
                context.b.replaced.add(b[0].start, b[0].end)
    return found


def _taken_over(context: Context, one: Attribution, other: Attribution, link: int) -> bool:
    """Whether what somebody goes on to say is another's on the other side: "Ada Brun called it late, adding that …" / "Ada Brun
    called it late. According to the mayor, …". Both are named, or the other is known by an office that a third person holds."""
    for on, new, side, there in ((one, other, "a", "b"), (other, one, "b", "a")):
        goes_on = any(mark is not on and mark.voice == on.voice for mark in context.voiced[side].get(link, ()))
        if not goes_on or not on.voice_name or on.cue is None or new.voice is None or same_voice(on, new):
            continue
        if _answered(context, on.cue, side):
            continue  # still said in the same words: "and is demanding a ransom, the Post reported"
        if _whole_answer(context, new.voice, there):
            continue
        if by_name(new) or office_of_another(context, on.voice_name, new.voice):
            return True
    return False


def same_voice(one: Attribution, other: Attribution) -> bool:
    """Whether two voices are one: by their names, by their words, or one named inside the other ("director Ada Brun").

    The name that the marking stage took from a long description may be that of a body ("Harbour Office director Ada Brun"), so
    the words themselves are asked as well.
    """
    if one.voice_name and other.voice_name and compare_names(one.voice_name, other.voice_name) != "other":
        return True
    if one.voice is None or other.voice is None:
        return False
    left, right = words(one.voice.text).norm, words(other.voice.text).norm
    if left == right:
        return True
    for name, told in ((one.voice_name, right), (other.voice_name, left)):
        wanted = words(name or "").norm
        if len(wanted) > 1 and any(told[k : k + len(wanted)] == wanted for k in range(len(told))):
            return True
    return False


def _reordered(one: Attribution, other: Attribution) -> bool:
    """Whether two voices are the same words in another order: "Harvia and Marovia"."""
    if one.voice is None or other.voice is None:
        return False
    return sorted(words(one.voice.text).norm) == sorted(words(other.voice.text).norm)


def _pronoun_replaced(context: Context, side: str) -> list[Change]:
    """Pronouns of one side whose words the other gives to somebody that the pronoun cannot mean."""
    here, there = (context.a, context.b) if side == "a" else (context.b, context.a)
    named = "b" if side == "a" else "a"
    found: list[Change] = []
    pronouns = [
        one
        for one in here.marked.attributions
        if one.voice is not None and one.voice_name and one.voice.text.casefold() in _PRONOUNS
    ]
    if not pronouns:
        return found
    for other, at in _stated(context, named):
        assert other.voice is not None
        if not by_name(other) or there.claimed.touches(other.voice.start, other.voice.end):
            continue
        for one in pronouns:
            assert one.voice is not None
            both = (one, other) if side == "a" else (other, one)
            if (
                at == _link(context, one, side)
                and context.links[at].similarity >= CLOSE
                and _same_content(context, *both)
                and somebody_else(here, there, one, other)
            ):
                a, b = (one.voice,), (other.voice,)
                there.claim(*b)
                a, b = (a, b) if side == "a" else (b, a)
                found.append(Change(kind="attribution", detail="replaced", a=a, b=b, within=context.within(a, b)))
                break
    return found


def somebody_else(here: Side, there: Side, one: Attribution, other: Attribution) -> bool:
    """Whether the named voice of `other` cannot be the person of the pronoun `one`, who is in both tellings."""
    assert one.voice is not None
    person, name = one.voice_name or "", other.voice_name or ""
    if compare_names(person, name) != "other":
        return False
    nearest = _nearest_person(here, one.voice.start, person if one.voice_type == "person" else "")
    if nearest is not None:
        others = [mark.span.text for mark in there.marked.names]
        return all(compare_names(mention, name) == "other" for mention in nearest) and any(
            compare_names(mention, known) != "other" for mention in nearest for known in others
        )
    start = one.voice.start
    near = [mark.span.text for mark in here.marked.names if start - NEAR <= mark.span.start < start]
    if any(compare_names(mark, name) != "other" for mark in near):
        return False
    return any(compare_names(mark.span.text, person) != "other" for mark in there.marked.names)


def _nearest_person(here: Side, start: int, person: str) -> list[str] | None:
    """The names in the sentence before that of a pronoun at `start`, and in its own before it, where a person is among them whom
    the pronoun can mean: one who speaks somewhere, or `person`, whom it was read as. Sentences whose subject is "he" or "she"
    go on about the same. None where a pronoun goes before the names, or no person is named."""
    sentences = here.marked.sentences
    index = bisect_right(sentences, start, key=lambda sentence: sentence.start) - 1
    while index > 0 and any(q.span.start < sentences[index].start < q.span.end for q in here.marked.quotations):
        index -= 1  # a quotation of several sentences
    own = sentences[index].start
    for _ in range(ON):
        if index < 1 or "\n" in here.text[sentences[index - 1].start : own].rstrip():
            return None
        low = sentences[index - 1].start
        spans = [mark.span for mark in here.marked.names if low <= mark.span.start < start]
        spans = [one for one in spans if not here.quoted.holds(one.start, one.end)]
        if not spans and _ANY_PRONOUN.match(here.text, low):
            index -= 1
            continue
        break
    if not spans or _ANY_PRONOUN.search(here.text, low, spans[0].start):
        return None
    people = [
        one.voice_name
        for one in here.marked.attributions
        if one.voice_type == "person" and one.basis == "stated" and one.voice_name
    ]
    people += [person] if person else []
    if any(compare_names(span.text, known) != "other" for span in spans for known in people):
        return [span.text for span in spans]
    return None


def _whole_answer(context: Context, voice: Span, side: str) -> bool:
    """Whether every word of a voice stands on the other side too."""
    here, there = (context.a, context.b) if side == "a" else (context.b, context.a)
    places = context.answer(voice.start, voice.end, edits=False, side=side)
    return sum(len(there.words_in(*place)) for place in places) >= len(here.words_in(voice.start, voice.end))


def _stated(context: Context, side: str) -> list[tuple[Attribution, int]]:
    """The attributions of linked sentences whose voice stands there and has no counterpart among the words of the other side."""
    here = context.a if side == "a" else context.b
    found = []
    for one in here.marked.attributions:
        link = _link(context, one, side)
        if link is None or one.voice is None:
            continue
        if not _whole_answer(context, one.voice, side):
            found.append((one, link))
    return found


def by_name(voice: Attribution) -> bool:
    """Whether a voice is named where it speaks, and not only told by where somebody is from."""
    return voice.basis == "stated" and bool(voice.voice_name) and not by_origin(voice)


def _link(context: Context, attribution: Attribution, side: str) -> int | None:
    place = attribution.cue or attribution.voice
    return context.link_at(side, place.start) if place is not None else None


def _same_content(context: Context, one: Attribution, other: Attribution) -> bool:
    return any(
        start < span.end and span.start < end
        for content in one.content
        for start, end in context.answer(content.start, content.end)
        for span in other.content
    )
