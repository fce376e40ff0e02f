"""What is left: phrases reworded, left out or put in, words that changed places, and whole sentences dropped, added or moved.

Words that a more telling kind has reported are not repeated. Only words with meaning of their own make a change: articles,
prepositions and the like that differ are grammar.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from retold.changes.attribution import CLOSE, doers_of, hearsay_elsewhere, is_cue, speaks_anew, still_attributed
from retold.changes.context import Context, Side
from retold.collation.line import is_light
from retold.records.article import Span
from retold.records.comparison import Change

_OPENS = frozenset("accord cite quote say".split())  # "according to", "citing", "said the harbour office"
_QUANTITIES = frozenset("all most many some few several every half".split())
# What may, must, will be, or has been; a shift of tense in reported speech stays in its class. A form of "be" or "have" tells
# something of its own only in the place of "will".
_MODALS = {
    **dict.fromkeys("may might can could".split(), "possible"),
    **dict.fromkeys(("should", "ought"), "due"),
    "must": "required",
    **dict.fromkeys("will would shall".split(), "coming"),
    **dict.fromkeys("had has have was were did".split(), "past"),
}
_PRONOUNS = frozenset("he she it they we i you who him her them us his its their our this that these those".split())
SHORT = 3  # words of a stretch in which one small word answers another
ARTICLE = 8  # code points from a comma to the phrase behind it
SUBJECT = 5  # words of it up to its verb
_WHERE = frozenset(
    "in on at to during last yesterday today tonight earlier later late early".split()
)  # ", it reports in …"
_INTRODUCES = frozenset("that say warn add report confirm announce claim believe".split())  # what was said follows
_PLAIN = frozenset("accord say tell add".split())
_SPEAKERS = frozenset("spokesman spokeswoman spokesperson source official statement".split())  # nouns among the cues
_BE = frozenset({"is", "was", "has", "had"})
_BEEN = frozenset("is are was were be been being".split())
_RELATIVE = (" which", " who", " that")
CLAUSE = (2, 10)  # words of a clause that only names a voice


def sentence_changes(context: Context) -> list[Change]:
    """Whole sentences dropped, added or moved."""
    found = []
    for link in context.links:
        if link.kind == "dropped":
            found.append(Change(kind="omission", detail="sentence", a=link.a, within=context.within(link.a, ())))
            context.a.claim(*link.a)
        elif link.kind == "added":
            found.append(Change(kind="addition", detail="sentence", b=link.b, within=context.within((), link.b)))
            context.b.claim(*link.b)
        elif link.moved:
            found.append(Change(kind="move", detail="sentence", a=link.a, b=link.b))
    return found


def wording_changes(context: Context) -> list[Change]:
    """Phrases inside linked sentences that no other kind has reported."""
    found = []
    for run, words_a, words_b in context.edits:
        a = _unclaimed(context.a, words_a)
        b = _unclaimed(context.b, words_b)
        if a is None and b is None:
            continue
        if (
            run.a_start < run.a_end and run.b_start < run.b_end
        ):  # small words answer a word with meaning: "with" / "carrying"
            a = a or _free(context.a, run.a_start, run.a_end)
            b = b or _free(context.b, run.b_start, run.b_end)
        spans_a, spans_b = ((a,) if a else ()), ((b,) if b else ())
        within = context.within(spans_a, spans_b)
        alone = a or b
        if a and b:
            found += _reworded(context, run.link, a, b)
        elif run.a_start < run.a_end and run.b_start < run.b_end:
            continue  # the other half of the phrase is reported by a more telling kind
        elif _only_cues(context.a if a else context.b, alone):  # "he said", without what was said
            continue
        elif (
            context.links[run.link].similarity >= CLOSE
            and alone
            and _names_a_voice(context.a if a else context.b, alone)
            and not _voiced_anew(context, run.link, "b" if a else "a", spans_a or spans_b)
            and not _still(context, run.link, alone, "a" if a else "b")
        ):
            detail = "lost" if a else "gained"
            found.append(Change(kind="attribution", detail=detail, a=spans_a, b=spans_b, within=within))
        elif a:
            found.append(Change(kind="omission", detail="phrase", a=spans_a, within=within))
        else:
            found.append(Change(kind="addition", detail="phrase", b=spans_b, within=within))
    return _uncrossed(context, found)


def _uncrossed(context: Context, found: list[Change]) -> list[Change]:
    """The changes, where a word of speech stood for another word and that for a word of speech: the two others answer one another.

    "According to the mayor, inhabitants left" / "Residents left, the mayor said" has one rewording, and it is not of "according".
    """
    crossed: dict[int | None, tuple[list[Change], list[Change]]] = {}
    for one in found:
        if one.kind == "wording" and one.within is None and one.a and one.b:
            cues = _speech(context.a, one.a[0]), _speech(context.b, one.b[0])
            if cues[0] != cues[1]:
                crossed.setdefault(context.link_at("a", one.a[0].start), ([], []))[cues[1]].append(one)
    for left, right in crossed.values():
        if len(left) == len(right) == 1:
            a, b = right[0].a, left[0].b
            whole = Change(kind="wording", a=a, b=b, within=context.within(a, b))
            found = [whole if one is right[0] else one for one in found if one is not left[0]]
    return found


def exchange_changes(context: Context) -> list[Change]:
    """Words that changed places among the same words: "the firm sued the bank" / "the bank sued the firm". English only."""
    found = []
    for pair in context.exchanged if context.english else ():
        a = tuple(context.a.span(context.a.words.starts[one.a], context.a.words.ends[one.a_end - 1]) for one in pair)
        b = tuple(context.b.span(context.b.words.starts[one.b], context.b.words.ends[one.b_end - 1]) for one in pair)
        if any(
            side.told.touches(one.start, one.end) or side.claimed.touches(one.start, one.end)
            for side, spans in ((context.a, a), (context.b, b))
            for one in spans
        ):
            continue  # a name, a figure or a date is told as one replaced by another
        found.append(Change(kind="wording", detail="exchanged", a=a, b=b, within=context.within(a, b)))
        context.a.claim(*a)
        context.b.claim(*b)
    return found


def quantity_changes(context: Context) -> list[Change]:
    """Small words that carry the fact and were replaced: all / many, may / must, had / will."""
    found = []
    for _, words_a, words_b in context.stretches:
        detail = "quantity"
        a = _quantity(context.a, words_a)
        b = _quantity(context.b, words_b) if a is not None else None
        if a is None or b is None:
            detail = "modality"
            a, b = _modals(context, words_a, words_b)
        if a is None or b is None or a.text.casefold() == b.text.casefold():
            continue
        found.append(Change(kind="wording", detail=detail, a=(a,), b=(b,), within=context.within((a,), (b,))))
        context.a.claim(a)
        context.b.claim(b)
    return found


def _modals(context: Context, in_a: range, in_b: range) -> tuple[Span | None, Span | None]:
    """The small words of two short stretches, one each, that tell otherwise whether something may, must or will be, or has been."""
    one, other = _modal(context.a, in_a), _modal(context.b, in_b)
    if not context.english or one is None or other is None:
        return None, None
    (a, here), (b, there) = one, other
    if here == there or ("past" in (here, there) and "coming" not in (here, there)):
        return None, None
    return a, b


def _modal(side: Side, inside: range) -> tuple[Span, str] | None:
    """The first word of a short stretch and what it tells of the verb behind it; None where it is another or has been told."""
    if not 0 < len(inside) <= SHORT or "to" in side.words.norm[inside.start : inside.stop + 1]:
        return None  # "were to close" is as much as "would"
    tells = _MODALS.get(side.words.norm[inside.start])
    place = side.words.starts[inside.start], side.words.ends[inside.start]
    if tells is None or side.claimed.touches(side.words.starts[inside.start], side.words.ends[inside.stop - 1]):
        return None
    return side.span(*place), tells


def _quantity(side: Side, inside: range) -> Span | None:
    """The one small word of a short stretch that says how many or how surely; None where there is none."""
    if not 0 < len(inside) <= SHORT:
        return None
    for k in inside:
        if side.words.norm[k] in _QUANTITIES:
            place = side.words.starts[k], side.words.ends[k]
            if not side.claimed.touches(*place):
                return side.span(*place)
    return None


def _reworded(context: Context, link: int, a: Span, b: Span) -> list[Change]:
    """A rewording, and beside it the clause at its end that names a voice, where only one side has that."""
    found = []
    close = context.links[link].similarity >= CLOSE
    tail_a, tail_b = (_tail(context.a, a), _tail(context.b, b)) if close else (None, None)
    if tail_a and _still(context, link, tail_a, "a"):
        tail_a = None
    if tail_b and _still(context, link, tail_b, "b"):
        tail_b = None
    if (tail_a is None) != (tail_b is None):
        tail = (tail_a,) if tail_a else ()
        other = (tail_b,) if tail_b else ()
        detail = "lost" if tail_a else "gained"
        found.append(Change(kind="attribution", detail=detail, a=tail, b=other, within=context.within(tail, other)))
        context.a.claim(*tail)
        context.b.claim(*other)
        head_a = _unclaimed(context.a, context.a.words_in(a.start, tail_a.start if tail_a else a.end))
        head_b = _unclaimed(context.b, context.b.words_in(b.start, tail_b.start if tail_b else b.end))
        if head_a is None or head_b is None:
            return found
        a, b = head_a, head_b
    if context.a.norms(a.start, a.end) == context.b.norms(b.start, b.end):
        return found  # "in Varda, the schools" / "Schools in Varda"
    return [*found, Change(kind="wording", a=(a,), b=(b,), within=context.within((a,), (b,)))]


def _still(context: Context, link: int, phrase: Span, side: str) -> bool:
    """Whether the other side attributes the same in other words, or says "reportedly" for "according to reports"."""
    if phrase.text.lower().rstrip(" ,").endswith("reports") and hearsay_elsewhere(context, link, side):
        return True
    here = context.a if side == "a" else context.b
    first = here.words_in(phrase.start, phrase.end).start
    if doers_of(context, here.span(here.words.starts[first], here.words.ends[first]), side):
        return True
    return still_attributed(context, link, phrase, side)


def _tail(side: Side, phrase: Span) -> Span | None:
    comma = side.text.rfind(", ", max(phrase.start - ARTICLE, 0), phrase.end)
    if comma < 0:
        return None
    before = side.words_in(comma, phrase.start)  # a phrase has lost the article at its edge: ", its" accounts show
    if False in side.light[before.start : before.stop]:
        return None
    clause = side.span(comma + 2, phrase.end)
    return clause if _names_a_voice(side, clause) else None


def _voiced_anew(context: Context, link: int, side: str, gone: Sequence[Span]) -> bool:
    return speaks_anew(context, getattr(context.links[link], side), side, gone)


def _only_cues(side: Side, phrase: Span | None) -> bool:
    """Whether a phrase holds no word with meaning but such as say that somebody spoke."""
    telling = (
        [word for word in side.lemmas(phrase.start, phrase.end) if not is_light(word, side.language)] if phrase else []
    )
    return all(is_cue(word) for word in telling)


def _speech(side: Side, phrase: Span) -> bool:
    """Whether a phrase is but a plain word of speech: "according", "said"."""
    return all(word in _PLAIN for word in side.lemmas(phrase.start, phrase.end) if not is_light(word, side.language))


def _names_a_voice(side: Side, phrase: Span | None) -> bool:
    """Whether a phrase is a clause that only says who says so: ", its accounts show", "according to two people, ", "police say"."""
    if phrase is None or side.quoted.touches(phrase.start, phrase.end):
        return False
    words = side.lemmas(phrase.start, phrase.end)
    if not CLAUSE[0] <= len(words) <= CLAUSE[1]:
        return False
    if (words[0] == "it" and words[1] in _BE) or side.words.norm[
        side.words_in(phrase.start, phrase.end).start
    ] in _BEEN:
        return False  # "it is alleged", "were found to be unmarked" name nobody
    before, after = side.text[: phrase.start].rstrip(), side.text[phrase.end : phrase.end + 1]
    if before[-1:] == "," and after in (".", ",", ";"):
        told = any(_says(word) and after in _WHERE for word, after in pairwise(words[1 : SUBJECT + 1]))
        return told or (_says(words[-1]) and words[-2] != "to") or words[0] in _OPENS
    if before.endswith(_RELATIVE) and len(words) <= SUBJECT:
        return is_cue(words[-1])
    opens = not before or before[-1] in '.?!:”"\n'
    return (
        opens
        and (after == "," or words[-1] in _INTRODUCES)
        and (words[0] in _OPENS or is_cue(words[-2]) or is_cue(words[-1]))
    )


def _says(word: str) -> bool:
    """Whether a dictionary form is a verb of saying: "Ada Brun, the guild's spokeswoman," only says who she is."""
    return word not in _SPEAKERS and is_cue(word)


def _free(side: Side, start: int, end: int) -> Span | None:
    """The whole stretch, if nobody has reported any of it and it is no mere pronoun for what the other side names."""
    if all(word in _PRONOUNS for word in side.norms(start, end)):
        return None
    return None if side.claimed.touches(start, end) else side.span(start, end)


def _unclaimed(side: Side, inside: range) -> Span | None:
    """The stretch of words that nobody has reported; None where there is none that carries meaning."""
    if False not in side.light[inside.start : inside.stop]:
        return None
    starts, ends = side.words.starts, side.words.ends
    if not side.claimed.touches(starts[inside.start], ends[inside.stop - 1]):
        return side.span(starts[inside.start], ends[inside.stop - 1])
    free = [k for k in inside if not side.claimed.touches(starts[k], ends[k])]
    if all(side.light[k] for k in free):
        return None
    # The longest unbroken stretch: what was claimed in the middle parts the phrase.
    stretches: list[list[int]] = []
    for k in free:
        if stretches and stretches[-1][-1] == k - 1:
            stretches[-1].append(k)
        else:
            stretches.append([k])
    best = max(stretches, key=len)
    if all(side.light[k] for k in best):
        return None
    return side.span(starts[best[0]], ends[best[-1]])
