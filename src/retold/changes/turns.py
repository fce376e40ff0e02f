"""A negation told by another construction: which of those that seem lost or gained the other side holds in its own way.

How it works: one side denies with a plain word, the other has none in its place, but
1. *last*: "has not been inspected since May" / "the last inspection was in May".
2. *since*, *-est*, *away*: "no new case for a month" / "a month since the last case"; "not been so low for years" / "the lowest
   for years"; "not for a decade" / "a decade away". "No longer any" / "the last one".
3. *first*: "had never been seen there before" / "was seen there for the first time".
4. *all*: a negation of number gives way to all, both, every, and what is told of them to other words: "no beds were left" /
   "every bed was taken". Where the telling words stay ("neither driver was drunk" / "both drivers were drunk") it is lost.
5. *only*: "does not treat children" / "treats adults only"; "not … unless", "not … until" / "only if", "only after". The words
   that "only" picks out must be new, or the negation have an exception.
6. *than*: "is not as deep as" / "is shallower than".
7. *by meaning*: what is told of things that are none ("no trains will run") is gone, and the other side has a word that denies
   by what it means ("trains will be cancelled").
8. *scope*: the verb denied stands behind a word that denies it: "could not land" / "prevented it from landing"; any verb that
   keeps somebody off it will do (`kept_from`).
   *escaped*: "neither was seriously hurt" / "escaped serious injury"; *prefix*: "not properly" / "improperly".
   *given up*: "no longer has a majority" / "has lost its majority".
9. *but one*: "not any apart from one visit", "nobody else" / "only one visit", "the only one".
    *all but*: "runs every day except Sunday" / "does not run on Sundays"; *for want of*: "cannot open for lack of snow" / "there
    is not enough snow to open"; *raised*: "does not expect prices to rise" / "expects
    them to stay where they are".
10. *each*: "had not had a day off" / "had worked every day", by another verb.
11. *manner*: "was not taken lightly" / "was taken in all seriousness": what is denied is how it was done.
12. *contrary*: what is denied is gone, and its contrary stands over there: "posed no danger" / "was safe"; or all are free
    to do what nobody must: "need not register" / "registering is voluntary".
13. *but for*: "if he had not begged" / "but for his begging", *unless*: "if it is not paid" / "unless it is paid"; "not those
    who have not paid" / "only those who have paid"; *more than*: "cannot afford it" / "it is more than they can afford".
14. *or*: "did not eat or drink" / "did not eat and did not drink": a negation reaches over "or".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from retold.changes.context import Context, Side
from retold.changes.contraries import contrary
from retold.changes.degrees import LENGTHS, for_a_time, superlative, told_by_degree
from retold.changes.denial import MARKS, Denial, around, clause, denial, same, telling
from retold.changes.kept_from import kept_from
from retold.collation.kin import same_sense
from retold.records.article import Span
from retold.records.comparison import Change
from retold.text.lemma import lemma

_IN_TIME = frozenset("since before never previously ever yet until again earlier".split())
_TIMES = frozenset(
    "year month week night day summer winter spring autumn fall season quarter decade century weekend minute hour "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december one two three four five six seven eight nine ten few but".split()
)
_NUMBER = frozenset("no none neither nobody nothing nowhere never not".split())  # "not" in "not one", "not a single"
_ONE = frozenset("one a any all every single".split())
_ALONE = frozenset("only sole solely lone alone single".split())
_BESIDES = frozenset(
    "else other others outside besides apart except excepting save barring aside beyond elsewhere".split()
)
_MUST = frozenset(
    "need require must have oblige obliged compulsory mandatory obligatory necessary bind binding".split()
)
_FREELY = frozenset("voluntary voluntarily optional choose choice discretion free freely willing".split())
_IF = frozenset({"if", "should", "provided"})
_IF_FAR = 6  # words from "if" to the negation: "if the two sides cannot agree"
_CAN = frozenset({"can", "could", "cannot"})
_LEFT_OUT = frozenset("except excluding excepting bar barring save".split())
_EVERY = frozenset("all every any everything everyone everybody everywhere daily whole entire anyone anything".split())
_RAISING = frozenset("expect think believe plan intend want hope likely mean wish seem appear".split())
_STAYS = frozenset("stay remain keep hold continue avoid leave without".split())
_ANY = frozenset("any anyone anybody anything anywhere".split())
_DESCRIBES = tuple(
    "ly ed able ible al ive ient ant ar ate ite ct ous ing ful tain".split()
)  # ends of adjectives, adverbs
_NO_ADVERBS = frozenset("apply comply fly imply multiply rally rely reply supply tally family".split())
_ESCAPES = frozenset("escape avoid evade elude dodge spare".split())
_WANT = frozenset("want lack shortage dearth".split())
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non-")
_NOT_ONE = frozenset({"one", "a", "single"})
_BINDS = frozenset("in by at on from to for of with near under".split())
_HAVING = frozenset("have hold own possess keep command enjoy control".split())
_WHERE = frozenset("in at on with among part a an the".split())
_GOES = frozenset("leave depart quit exit vacate desert resign retire move emigrate flee".split())
_LOSES = frozenset("lose forfeit surrender shed relinquish cede sell drop abandon".split())
_MANNERS = frozenset(
    "well far long fast soon easily lightly readily willingly gladly happily kindly warmly cheaply quietly peacefully smoothly "
    "quickly swiftly idly blindly cleanly evenly deeply highly".split()
)  # what is praised or blamed by its opposite: "not lightly", "not cheaply"
_WANTING = frozenset({"without", "minus", "lack", "lacks", "lacked", "lacking"})
_AWAY = frozenset({"away", "off"})
_NO_MORE = frozenset("longer more anymore left remaining further again".split())
_JOINS = 6  # words from "or" to a word that the negation before it reaches: "without lights and, for two hours, heat"
_OBJECT = 4  # words from a negation to the one thing that it denies: "did not take a day off"
_EMPTY = frozenset("empty deserted vacant bare uninhabited unoccupied unmanned abandoned".split())
_OF_A_NOUN = frozenset({"no", "neither", "not"})
_ALL = frozenset(
    "all both every each everyone everybody everything always everywhere whole entire entirely completely fully wholly "
    "totally altogether".split()
)
_EXCEPTIONS = frozenset("unless until except before without till but".split())
_DEGREE = frozenset("this so such as".split())
_ARTICLES = frozenset("a an the any all".split())
_TO_THE_VERB = frozenset(
    "from to of against in by out".split()
)  # behind a word that denies: "prevented it from landing"
_RAISES = frozenset(
    "expected likely allowed permitted said thought believed reported supposed known due set able going understood bound".split()
)
_THEM = frozenset("them us those these it".split())
_LETS = frozenset("let allow permit admit".split())
_KEEPS = frozenset("stop prevent bar ban block keep forbid prohibit refuse deny turn".split())
_SUBORDINATE = frozenset("that whether if because when after before as".split())
_CLAUSE = 3  # words behind a negation from which another clause may begin: "no club said that"
_OF_ALL = 12  # words from "all" to the word that denies something of them
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
    one = denial(context, change, link)
    if one is None:
        return False
    new, told, behind = one.new, set(one.told), one.behind
    if _in_time(one, told) or told_by_degree(one) or _before_it(one):
        return True
    if "than" in new and _compares(one.words):
        return True
    cue_word = one.words[one.at.start - one.inside.start]
    following = one.told[len(one.at) :][:1]
    number = cue_word in _NUMBER and (cue_word != "not" or not _ONE.isdisjoint(following))
    if _by_contrary(one) or _free_to(one) or _in_condition(one) or _more_than_can(one):
        return True
    if _given_up(one) or _but_one(one, number) or _left_out(one) or _each(one) or _manner(one) or _not_raised(one):
        return True
    if number and _escaped(one):
        return True
    other = "b" if one.side == "a" else "a"
    denying = [
        place
        for span in one.theirs
        for place in by_meaning(one.there, span)
        if not context.answer(place.start, place.end, edits=False, side=other)
    ]
    if denying and (_in_scope(one, denying) or _not_let(one.here, one.there, behind, denying)):
        return True
    if kept_from(context, one.side, behind):
        return True
    if number and not new.isdisjoint(_ALL) and any(_of_all(one, span) for span in denying):
        return True
    if number and not predicate_kept(context, one.side, behind, cue_word in _OF_A_NOUN):
        if denying or not new.isdisjoint(_ALL):
            return True
    elif number and not new.isdisjoint(_EMPTY):
        return True
    if "only" in new and _picks_out(one, not told.isdisjoint(_EXCEPTIONS)):
        return True
    return _reached(one)


def _of_all(one: Denial, span: Span) -> bool:
    """Whether a word that denies tells of all, in one clause with "all" or "both": "both phones are switched off"."""
    at = one.there.words_in(span.start, span.end).start
    for k in range(at - 1, max(at - 1 - _OF_ALL, -1), -1):
        if any(mark in one.there.text[one.there.words.ends[k] : one.there.words.starts[k + 1]] for mark in MARKS):
            return False
        if one.there.words.norm[k] in _ALL:
            return True
    return False


def _by_contrary(one: Denial) -> bool:
    """Whether what is denied has gone and its contrary stands over there: "posed no danger to" / "is safe from"."""
    new = {lemma(word, one.there.language) for word in one.new}
    reach = clause(one.here, one.behind)[:_SCOPE]
    stop = next((k for k in reach if one.here.words.norm[k] in ("and", "but")), reach.stop)
    for k in telling(one.here, range(reach.start, stop)):
        word = one.here.forms[k]
        if word == "time" and one.here.words.norm[k - 1] in ("on", "in"):
            word = "punctual"
        if not one.same(k) and any(contrary(word, other) for other in new):
            return True
        told = one.here.words.norm[k]
        if told.endswith(_DESCRIBES) and any(f"{prefix}{told}" in one.new for prefix in _PREFIXES):
            return True  # "not properly" / "improperly", but not "come" / "income"
    return False


def _free_to(one: Denial) -> bool:
    """Whether nobody must is told as something that all are free to do: "need not register" / "registering is voluntary"."""
    near = one.here.forms[max(one.at.start - 1, one.inside.start) : min(one.at.stop + _NEAR, one.inside.stop)]
    return not _MUST.isdisjoint(near) and not _FREELY.isdisjoint(one.new)


def _in_condition(one: Denial) -> bool:
    """Whether a condition denied is told by "but for", and one under a denial by "only": "not those who have not paid"."""
    before = one.words[: one.at.start - one.inside.start]
    if not {"if", "had"}.isdisjoint(before[-_SCOPE:]) and ("but", "for") in pairwise(one.answer):
        return True
    if not _IF.isdisjoint(before[-_IF_FAR:]) and "unless" in one.new:
        return True
    if one.told[0] == "without" and ("but", "for") in pairwise(one.answer):
        return True
    want = any(word in _WANT and after == "of" for word, after in pairwise(one.told))
    if want and not {"enough", "too", "sufficient"}.isdisjoint(
        one.new
    ):  # "cannot open for want of" / "not enough to open"
        return True
    denies = [word for word in one.words if word in ("not", "no", "never") or word.endswith("n't")]
    there = [word for word in one.answer if word in _NUMBER or word.endswith("n't")]
    return len(denies) > 1 and not there and "only" in one.new


def _more_than_can(one: Denial) -> bool:
    """Whether what somebody cannot do is told as more than one can: "cannot afford it" / "it is more than they can afford"."""
    if _CAN.isdisjoint(one.words[max(one.at.start - one.inside.start - 1, 0) :][:2]):
        return False
    return any(
        pair == ("more", "than") and not _CAN.isdisjoint(one.answer[k : k + _SCOPE])
        for k, pair in enumerate(pairwise(one.answer))
    )


def _but_one(one: Denial, number: bool) -> bool:
    """Whether nothing else is told by "only" or "sole" over there: "apart from one visit, not any" / "only one visit"."""
    if one.new.isdisjoint(_ALONE):
        return False
    if {"one", "two"} <= {*one.told} and "only" in one.new:  # "has not found one of the two" / "has found only one"
        return True
    left_out = not _BESIDES.isdisjoint(one.words)
    return left_out and (number or not _ANY.isdisjoint(one.told))


def _given_up(one: Denial) -> bool:
    """Whether what is no longer had is told as lost over there: "no longer has a seat" / "has lost its seat"."""
    if one.told[:2] != ["no", "longer"] and "more" not in one.told and "anymore" not in one.told:
        return False
    if one.told[2:3] and one.told[2] in _WHERE and not _GOES.isdisjoint(map(lemma, one.new)):
        return True  # "is no longer in the country" / "has left the country"
    had = next((k for k in one.behind[: _OBJECT + 1] if one.here.forms[k] in _HAVING), None)
    if had is None:
        return False
    for k in telling(one.here, range(had + 1, min(had + 1 + _OBJECT, one.inside.stop))):
        for at in one.places(k):
            if not _LOSES.isdisjoint(one.there.forms[max(at - _OBJECT, 0) : at]):
                return True
    return False


def _left_out(one: Denial) -> bool:
    """Whether all but the thing denied is told over there: "does not run on Sundays" / "runs every day except Sunday"."""
    there = one.there
    if _LEFT_OUT.isdisjoint(one.new) and "but" not in one.new:
        return False
    if (
        one.at.start > one.inside.start and one.here.words.norm[one.at.start - 1] == "but"
    ):  # "everything but not travel"
        return True
    for span in one.theirs:
        norm = there.norms(span.start, span.end)
        at = next((k for k, word in enumerate(norm) if word in _LEFT_OUT or _all_but(norm, k)), None)
        if at is not None and not _EVERY.isdisjoint(norm[max(at - _JOINS, 0) : at]):
            first = there.words_in(span.start, span.end).start + at + 1
            what = telling(there, range(first, min(first + _OBJECT, len(there.words))))
            other = "b" if one.side == "a" else "a"
            if any(same(one.context, other, there, k) for k in what):
                return True
    return False


def _all_but(norm: Sequence[str], k: int) -> bool:
    """Whether "but" leaves something out of a whole: "all the brothers but the eldest"."""
    return norm[k] == "but" and not _ALL.isdisjoint(norm[max(k - _NEAR, 0) : k])


def _not_raised(one: Denial) -> bool:
    """Whether the denial has moved to what is expected or wanted: "does not expect it to rise" / "expects it to stay low"."""
    heads = telling(one.here, one.behind[:_OBJECT])[:1]
    if not heads or one.here.forms[heads[0]] not in _RAISING or not one.same(heads[0]):
        return False
    to = next(
        (k for k in range(heads[0] + 1, min(heads[0] + _SCOPE, one.inside.stop - 1)) if one.here.words.norm[k] == "to"),
        None,
    )
    if to is None or one.same(to + 1):
        return False
    place = one.here.words.starts[to + 1], one.here.words.ends[to + 1]
    return any(
        not _STAYS.isdisjoint(one.there.lemmas(start, end)) for start, end in one.context.answer(*place, side=one.side)
    )


def _each(one: Denial) -> bool:
    """Whether what is not done on one is told of each over there, by another verb: "not a day off" / "worked every day"."""
    for k in one.behind[1 : _OBJECT + 1]:
        noun = one.behind[k + 1 - one.at.stop :][:1]
        verbs = range(one.at.stop, k)
        if one.here.words.norm[k] in _ONE and telling(one.here, noun) and not any(map(one.same, verbs)):
            word = one.here.forms[k + 1]
            for span in one.theirs:
                forms = one.there.lemmas(span.start, span.end)
                if any(form == word and not _ALL.isdisjoint(forms[max(j - 2, 0) : j]) for j, form in enumerate(forms)):
                    return True
    return False


def _manner(one: Denial) -> bool:
    """Whether the negation is one of manner, told by other words over there: "not taken lightly" / "taken in all seriousness"."""
    verb = next(iter(telling(one.here, one.behind[:_OBJECT])), None)
    if verb is None or verb + 1 >= one.inside.stop or not one.same(verb):
        return False
    word = one.here.words.norm[verb + 1]
    if word not in _MANNERS or one.same(verb + 1):
        return False
    place = one.here.words.starts[verb + 1], one.here.words.ends[verb + 1]
    theirs = one.context.answer(*place, side=one.side)
    return any(telling(one.there, one.there.words_in(*found)) for found in theirs)


def _in_time(one: Denial, told: set[str]) -> bool:
    """Whether the other side tells the last, the first or the most extreme time of what has not been since, or before."""
    new, timed = one.new, for_a_time(one.told)
    ago = timed and not new.isdisjoint(("ago", "earlier", "before", "previously"))
    if ("since" in told or "ago" in new or ago) and "last" in new and _last(one.answer):
        return True
    if "ever" in new and not _DEGREE.isdisjoint(one.told[:_NEAR]):  # "never so full" / "fuller than ever"
        return True
    if timed and any(after in _AWAY and lemma(word) in LENGTHS for word, after in pairwise(one.answer)):
        return True  # "may not come for a decade" / "may be a decade away"
    if (
        "last" in new and not told.isdisjoint(_NO_MORE) and _last(one.answer)
    ):  # "no longer has any" / "sold its last one"
        return True
    if "first" in new and (timed or not _IN_TIME.isdisjoint(told)):
        return True
    if "since" in new and timed:  # "no cases for a month" / "it is a month since the last case"
        return True
    return not _DEGREE.isdisjoint(told) and (timed or "since" in told) and any(map(superlative, new))


def _before_it(one: Denial) -> bool:
    """Whether what was done without something is told as done before it: "without landing" / "before it could land"."""
    if one.told[0] != "without" or "before" not in one.new or not one.behind:
        return False
    verb = one.behind.start
    forms = {one.here.forms[verb], one.here.words.norm[verb].removesuffix("ing")}
    for span in one.theirs:
        norm = one.there.lemmas(span.start, span.end)
        for k, word in enumerate(norm):
            if word == "before" and not forms.isdisjoint(norm[k + 1 : k + 2 + _NEAR]):
                return True
    return False


def _last(words: Sequence[str]) -> bool:
    """Whether "last" tells the last time of something and no date ("last year")."""
    return any(word == "last" and lemma(after) not in _TIMES for word, after in pairwise(words))


def predicate_kept(context: Context, side: str, places: range, noun: bool) -> bool:
    """Whether what is told of the thing denied (the `noun` at the head of `places`) stands on the other side in some form."""
    here, there = (context.a, context.b) if side == "a" else (context.b, context.a)
    told, head = _beyond_a_parenthesis(here, places), None
    noun = noun and told.start == places.start
    while len(told) > 1 and here.words.norm[told.start] in _NOT_ONE:  # "not a single one of the nine"
        told = told[1:]
    if here.words.norm[told.start : told.start + 1] == ["of"]:  # "none of the nine candidates": the subject
        head = next((k for k in told[1:6] if here.words.norm[k] in _THEM or here.words.norm[k].endswith("s")), None)
        told, noun = range(told.start if head is None else head + 1, told.stop), noun and head is None
    first = next((k for k in told if here.words.norm[k] in ("and", "but")), told.stop)
    first = next((k for k in told[_CLAUSE:] if k < first and here.words.norm[k] in _SUBORDINATE), first)
    verb = next((k for k in range(told.start, first) if here.words.norm[k] in _AUXILIARY), None)
    if verb is None:
        verb = told.start if head is None else _main_verb(here, range(told.start, first))
    for k in telling(here, range(verb, told.stop))[noun and verb == told.start :]:
        if here.words.norm[k - 1] == "of" or here.words.norm[k - 2] == "of":
            continue
        if here.words.norm[k] in _RAISES and here.words.norm[k + 1 : k + 2] == ["to"]:  # "none is expected to fly"
            continue
        place = here.words.starts[k], here.words.ends[k]
        adverb = here.words.norm[k].endswith("ly") and here.forms[k] not in _NO_ADVERBS
        if adverb and k + 1 in told:  # "none was seriously hurt": the next word tells
            continue
        if context.answer(*place, edits=False, side=side):
            return True
        word = lemma(here.words.norm[k], here.language)
        for start, end in context.answer(*place, side=side):
            if any(same_sense(word, answer) for answer in there.lemmas(start, end)):
                return True
        if not adverb:
            return False
    return True


def _beyond_a_parenthesis(side: Side, places: range) -> range:
    """The clause of a negation, or the one behind commas that part its subject from its verb: "no car, not even a cab, may"."""
    first = clause(side, places)
    if first.stop == places.stop or not _AUXILIARY.isdisjoint(side.words.norm[first.start : first.stop]):
        return first
    aside = clause(side, range(first.stop, places.stop))
    rest = clause(side, range(aside.stop, places.stop))
    return rest if rest and side.words.norm[rest.start] in _AUXILIARY else first


def _main_verb(side: Side, places: range) -> int:
    """Where the verb stands behind a subject that may have a participle: "(villages) supplied by it reported"."""
    words = side.words.norm[places.start : places.start + 2]
    if len(words) < 2 or not words[0].endswith(("ed", "wn", "en", "t")) or words[1] not in _BINDS:
        return places.start
    return next((k for k in places[2:] if side.words.norm[k].endswith("ed")), places.start)


def _compares(words: Sequence[str]) -> bool:
    """Whether "not as fast as" stands among the words."""
    return any(
        word == "not" and "as" in words[k + 1 : k + 1 + _NEAR] and words[k + 1 : k + 3 + _NEAR].count("as") > 1
        for k, word in enumerate(words)
    )


def _picks_out(one: Denial, exception: bool) -> bool:
    """Whether "only" over there picks out new words, where words behind the negation are gone; or an exception is named."""
    if exception:
        return True
    here, there, other = one.here, one.there, "b" if one.side == "a" else "a"
    if all(map(one.same, telling(here, clause(here, one.behind)))):
        return False
    for span in one.theirs:
        inside = there.words_in(span.start, span.end)
        for k in inside:
            if there.words.norm[k] != "only" or k == inside.start:
                continue
            ends = k + 1 == inside.stop or there.text[there.words.ends[k] : there.words.ends[k] + 1] in ".,;:"
            focus = range(max(k - _FOCUS, inside.start), k) if ends else range(k + 1, min(k + 1 + _FOCUS, inside.stop))
            picked = [j for j in telling(there, focus) if not there.words.norm[j][0].isdigit()]
            if picked and not same(one.context, other, there, picked[-1] if ends else picked[0]):
                return True
    return False


def _in_scope(one: Denial, denying: Sequence[Span]) -> bool:
    """Whether the word denied stands over there behind one that denies it: "could not land" / "prevented it from landing"."""
    there = one.there
    for head in telling(one.here, one.behind[:4])[:1]:
        for at in one.places(head):
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


def _escaped(one: Denial) -> bool:
    """Whether what befell none of some is told as escaped over there: "neither was seriously hurt" / "escaped serious injury"."""
    return not _ESCAPES.isdisjoint(map(lemma, one.new)) and escapes(one.here, one.behind, one.there, one.theirs)


def escapes(here: Side, behind: range, there: Side, spans: Sequence[Span]) -> bool:
    """Whether some sentences over there tell of an escape from what the words `behind` a negation tell, in some form."""
    told = {here.forms[k] for k in telling(here, clause(here, behind))}
    for span in spans:
        inside = there.words_in(span.start, span.end)
        for k in inside:
            if there.forms[k] in _ESCAPES:
                objects = telling(there, range(k + 1, min(k + 1 + _NEAR, inside.stop)))
                if any(same_sense(word, there.forms[j]) for j in objects for word in told):
                    return True
    return False


def _not_let(here: Side, there: Side, behind: range, denying: Sequence[Span]) -> bool:
    """Whether somebody was not let, and over there kept from it: "did not let them in" / "stopped them from entering"."""
    verb = next(iter(telling(here, behind[:2])), None)
    if verb is None or lemma(here.words.norm[verb]) not in _LETS:
        return False
    return any(there.lemmas(span.start, span.end)[0] in _KEEPS for span in denying)


def _reached(one: Denial) -> bool:
    """Whether the first telling word behind the negation stands over there behind another negation and "or"."""
    for head in telling(one.here, one.behind[:4])[:1]:
        for k in one.places(head):
            span = around(one.theirs, one.there.words.starts[k])
            if span is None:
                continue
            before = one.there.norms(span.start, one.there.words.starts[k])
            for j, word in enumerate(before):
                if not (word in _NUMBER or word in _WANTING or word.endswith("n't")):
                    continue
                over = {"or", "nor", "and"} if word in _WANTING else {"or", "nor"}
                joint = next((at for at in range(len(before) - 1, j, -1) if before[at] in over), j)
                if joint > max(j, len(before) - _JOINS - 1) and _AUXILIARY.isdisjoint(before[joint + 1 :]):
                    return True
    return False
