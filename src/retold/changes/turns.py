"""A negation told by another construction: which of those that seem lost or gained the other side holds in its own way.

How it works: one side denies with a plain word, the other has none in its place, but
1. *last*: "has not been inspected since May" / "the last inspection was in May".
2. *since*, *-est*: "no new case for a month" / "a month since the last case"; "not been so low for years" / "the lowest for
   years".
3. *first*: "had never been seen there before" / "was seen there for the first time".
4. *all*: a negation of number gives way to all, both, every, and what is told of them to other words: "no beds were left" /
   "every bed was taken". Where the telling words stay ("neither driver was drunk" / "both drivers were drunk") it is lost.
5. *only*: "does not treat children" / "treats adults only"; "not … unless", "not … until" / "only if", "only after". The words
   that "only" picks out must be new, or the negation have an exception.
6. *than*: "is not as deep as" / "is shallower than".
7. *by meaning*: what is told of things that are none ("no trains will run") is gone, and the other side has a word that denies
   by what it means ("trains will be cancelled").
8. *scope*: the verb denied stands behind a word that denies it: "could not land" / "prevented it from landing".
9. *or*: "did not eat or drink" / "did not eat and did not drink": a negation reaches over "or".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from retold.changes.context import Context, Side
from retold.collation.kin import same_sense
from retold.records.article import Span
from retold.records.comparison import Change
from retold.text.background import listed
from retold.text.lemma import lemma

_IN_TIME = frozenset("since before never previously ever yet until again earlier".split())
_TIMES = frozenset(
    "year month week night day summer winter spring autumn fall season quarter decade century weekend minute hour "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december one two three four five six seven eight nine ten few but".split()
)
_LENGTHS = frozenset("year month week day night decade century hour minute season generation time".split())
_NUMBER = frozenset("no none neither nobody nothing nowhere never not".split())  # "not" in "not one", "not a single"
_ONE = frozenset("one a any all every single".split())
_EMPTY = frozenset("empty deserted vacant bare uninhabited unoccupied unmanned abandoned".split())
_OF_A_NOUN = frozenset({"no", "neither", "not"})
_ALL = frozenset(
    "all both every each everyone everybody everything always everywhere whole entire entirely completely fully wholly "
    "totally altogether".split()
)
_EXCEPTIONS = frozenset("unless until except before without till but".split())
_OVER = frozenset("or nor and".split())
_THIN = frozenset(
    "the a an and but that for with from has have had was were been being be are is will would its his her their our this "
    "these those any who which what when where there it they he she to of in on at by as than then did does do not no said "
    "say says could can may might one or nor neither both".split()
)
_DEGREE = frozenset("this so such as".split())
_EXTREMES = frozenset("best worst most least record highest lowest".split())
_ARTICLES = frozenset("a an the any all".split())
_TO_THE_VERB = frozenset(
    "from to of against in by out".split()
)  # behind a word that denies: "prevented it from landing"
_THEM = frozenset("them us those these it".split())
_LETS = frozenset("let allow permit admit".split())
_KEEPS = frozenset("stop prevent bar ban block keep forbid prohibit refuse deny turn".split())
_SCOPE = 8  # words behind a word that denies in which its verb stands
_AUXILIARY = frozenset(
    "will would can could may might must shall should has have had is are was were do does did".split()
)
_NEAR = 4  # words from "not" to "as … as"
_FOCUS = 2  # words beside "only" that it picks out


def told_otherwise(
    context: Context, change: Change, link: int | None, by_meaning: Callable[[Side, Span], list[Span]]
) -> bool:
    """Whether the side without the negation says the same by one of the constructions above.

    `by_meaning` finds the words of a sentence that deny by what they mean.
    """
    if link is None:
        return False
    lost = change.detail == "lost"
    here, there = (context.a, context.b) if lost else (context.b, context.a)
    cue = (change.a if lost else change.b)[0]
    one, other = ("a", "b") if lost else ("b", "a")
    sentence = _around(getattr(context.links[link], one), cue.start)
    theirs = getattr(context.links[link], other)
    if sentence is None or not theirs:
        return False
    inside = here.words_in(sentence.start, sentence.end)
    words = here.words.norm[inside.start : inside.stop]
    at = here.words_in(cue.start, cue.end)
    answer = [word for span in theirs for word in there.norms(span.start, span.end)]
    new = set(answer).difference(words)
    behind = range(at.stop, inside.stop)
    behind_it = here.norms(here.words.starts[at.start], sentence.end)
    told = set(behind_it)
    if ("since" in told or "ago" in new) and "last" in new and _last(answer):
        return True
    timed = _for_a_time(behind_it)
    if "first" in new and (timed or not _IN_TIME.isdisjoint(told)):
        return True
    if "since" in new and timed:  # "no cases for a month" / "it is a month since the last case"
        return True
    if not _DEGREE.isdisjoint(told) and (timed or "since" in told) and any(map(_superlative, new)):
        return True
    if "than" in new and _compares(words):
        return True
    cue_word = words[at.start - inside.start]
    following = words[at.stop - inside.start :][:1]
    number = cue_word in _NUMBER and (cue_word != "not" or not _ONE.isdisjoint(following))
    denying = [place for span in theirs for place in by_meaning(there, span) if not _same_at(context, other, place)]
    if denying and (_in_scope(context, one, there, denying, behind) or _not_let(here, there, behind, denying)):
        return True
    if number and not predicate_kept(context, one, behind, cue_word in _OF_A_NOUN):
        if denying or not new.isdisjoint(_ALL):
            return True
    elif number and not new.isdisjoint(_EMPTY):
        return True
    if "only" in new and _picks_out(context, one, there, theirs, behind, not told.isdisjoint(_EXCEPTIONS)):
        return True
    return _reached(context, one, there, theirs, behind)


def _around(spans: Sequence[Span], start: int) -> Span | None:
    return next((span for span in spans if span.start <= start < span.end), None)


def _last(words: Sequence[str]) -> bool:
    """Whether "last" tells the last time of something and no date ("last year")."""
    return any(word == "last" and lemma(after) not in _TIMES for word, after in pairwise(words))


def _telling(side: Side, places: Iterable[int]) -> list[int]:
    return [k for k in places if side.words.norm[k] not in _THIN]


def predicate_kept(context: Context, side: str, places: range, noun: bool) -> bool:
    """Whether what is told of the thing denied (the `noun` at the head of `places`) stands on the other side in some form."""
    here, there = (context.a, context.b) if side == "a" else (context.b, context.a)
    clause = _clause(here, places)
    if here.words.norm[clause.start : clause.start + 1] == ["of"]:  # "none of the nine candidates": the subject
        head = next((k for k in clause[1:6] if here.words.norm[k] in _THEM or here.words.norm[k].endswith("s")), None)
        clause, noun = range(clause.start if head is None else head + 1, clause.stop), noun and head is None
    first = next((k for k in clause if here.words.norm[k] in ("and", "but")), clause.stop)
    verb = next((k for k in range(clause.start, first) if here.words.norm[k] in _AUXILIARY), clause.start)
    for k in _telling(here, range(verb, clause.stop))[noun and verb == clause.start :]:
        if here.words.norm[k - 1] == "of" or here.words.norm[k - 2] == "of":
            continue
        place = here.words.starts[k], here.words.ends[k]
        if context.answer(*place, edits=False, side=side):
            return True
        word = lemma(here.words.norm[k], here.language)
        for start, end in context.answer(*place, side=side):
            if any(same_sense(word, answer) for answer in there.lemmas(start, end)):
                return True
        if not here.words.norm[k].endswith("ly"):
            return False
    return True


def _compares(words: Sequence[str]) -> bool:
    """Whether "not as fast as" stands among the words."""
    return any(
        word == "not" and "as" in words[k + 1 : k + 1 + _NEAR] and words[k + 1 : k + 3 + _NEAR].count("as") > 1
        for k, word in enumerate(words)
    )


def _clause(side: Side, places: range) -> range:
    """The words up to the next comma, colon or the like."""
    for k in places[:-1]:
        if any(mark in side.text[side.words.ends[k] : side.words.starts[k + 1]] for mark in ",;:.–—"):
            return range(places.start, k + 1)
    return places


def _picks_out(
    context: Context, side: str, there: Side, theirs: Sequence[Span], behind: range, exception: bool
) -> bool:
    """Whether "only" over there picks out new words, where words behind the negation are gone; or an exception is named."""
    here = context.a if side == "a" else context.b
    if exception:
        return True
    other = "b" if side == "a" else "a"
    gone = [k for k in _telling(here, _clause(here, behind)) if not _same(context, side, here, k)]
    if not gone:
        return False
    for span in theirs:
        inside = there.words_in(span.start, span.end)
        for k in inside:
            if there.words.norm[k] != "only" or k == inside.start:
                continue
            ends = k + 1 == inside.stop or there.text[there.words.ends[k] : there.words.ends[k] + 1] in ".,;:"
            focus = range(max(k - _FOCUS, inside.start), k) if ends else range(k + 1, min(k + 1 + _FOCUS, inside.stop))
            picked = [j for j in _telling(there, focus) if not there.words.norm[j][0].isdigit()]
            if picked and not _same(context, other, there, picked[-1] if ends else picked[0]):
                return True
    return False


def _same_at(context: Context, side: str, place: Span) -> bool:
    return bool(context.answer(place.start, place.end, edits=False, side=side))


def _same(context: Context, side: str, here: Side, k: int) -> bool:
    return bool(context.answer(here.words.starts[k], here.words.ends[k], edits=False, side=side))


def _for_a_time(words: Sequence[str]) -> bool:
    """Whether a stretch of time is told: "for a month", "in 40 years"."""
    return any(
        word in ("for", "in") and any(lemma(after) in _LENGTHS for after in words[k + 1 : k + 4])
        for k, word in enumerate(words)
    )


def _superlative(word: str) -> bool:
    return word in _EXTREMES or (word.endswith("est") and len(word) > 5 and not listed(word[:-1] + "ed"))


def _in_scope(context: Context, side: str, there: Side, denying: Sequence[Span], behind: range) -> bool:
    """Whether the word denied stands over there behind one that denies it: "could not land" / "prevented it from landing"."""
    here = context.a if side == "a" else context.b
    telling = _telling(here, behind[:4])
    if not telling:
        return False
    for start, end in context.answer(
        here.words.starts[telling[0]], here.words.ends[telling[0]], edits=False, side=side
    ):
        at = there.words_in(start, end).start
        before = at - 1
        while before > 0 and there.words.norm[before] in _ARTICLES:
            before -= 1
        for span in denying:
            denies = there.words_in(span.start, span.end).start
            if before == denies:  # "rejected an early election": its object
                return True
            if before >= 0 and there.words.norm[before] in _TO_THE_VERB and 0 < at - denies <= _SCOPE:
                return True
    return False


def _not_let(here: Side, there: Side, behind: range, denying: Sequence[Span]) -> bool:
    """Whether somebody was not let, and over there kept from it: "did not let them in" / "stopped them from entering"."""
    verb = next(iter(_telling(here, behind[:2])), None)
    if verb is None or lemma(here.words.norm[verb]) not in _LETS:
        return False
    return any(there.lemmas(span.start, span.end)[0] in _KEEPS for span in denying)


def _reached(context: Context, side: str, there: Side, theirs: Sequence[Span], behind: range) -> bool:
    """Whether the first telling word behind the negation stands over there behind another negation and "or"."""
    here = context.a if side == "a" else context.b
    telling = _telling(here, behind[:4])
    if not telling:
        return False
    for start, _ in context.answer(here.words.starts[telling[0]], here.words.ends[telling[0]], edits=False, side=side):
        span = _around(theirs, start)
        if span is None:
            continue
        before = there.norms(span.start, start)
        for k, word in enumerate(before):
            if (word in _NUMBER or word == "without" or word.endswith("n't")) and {"or", "nor"} & {
                *before[k + 1 :][-3:]
            }:
                return True
    return False
