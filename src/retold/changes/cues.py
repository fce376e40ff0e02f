"""Small words that turn a statement: finding them on both sides, and telling which have no counterpart.

A *cue* is reported only where the other side has none for it; an *absorber* is never reported, but may stand in for a cue in a
rewording ("refused" for "did not agree"). A cue with no counterpart counts as lost only where the words that it governs are
still there: a cue that went away together with its clause is part of an omission, and a cue that other words replaced together
with the word that it governs is told in those ("did not work" / "was broken"): whether they say the same, no table can tell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from retold.changes.context import Context, Side
from retold.changes.denial import clause
from retold.collation.kin import same_sense
from retold.records.article import Span
from retold.records.comparison import Change, ChangeKind
from retold.text.lemma import lemma

LONGEST = 60  # characters of a stretch that may answer for the word a cue governs
REACH = 3  # words behind a cue in whose place an absorber may stand
MOST = 16_384  # words that a table keeps
PHRASE = 5  # words of a phrase that takes the place of one that a cue governs
STEM = 5  # letters that words of one stem share
CLOSE = 0.45  # similarity of linked sentences from which other words may stand in the place of one that a cue governs
BESIDE = 10  # words behind a cue in which the word may stand that an absorber holds
ELSEWISE = 4  # words of a predicate that another one takes the place of
DENIED, TOLD = 8, 2  # words, and telling ones, behind a cue among which is what it denies
GOVERNED = 4  # words behind a cue (or before it) in which the word it governs is looked for


class Cue(msgspec.Struct, frozen=True):
    """A cue at [start, end); `first` and `last` are word indexes on its side; `absorbs` cues are never reported.

    `turned` is the word index of another cue that it turns round ("not impossible"), -1 for none; a `strong` absorber may stand
    in for a cue anywhere in the link. One that `ends` a thing ("no longer") is not answered by one that says it `lasts`.
    """

    start: int
    end: int
    first: int
    last: int
    absorbs: bool = False
    strong: bool = False
    turned: int = -1
    ends: bool = False
    lasts: bool = False


class Told(dict[str, bool]):
    """Folded English word → whether it may be a cue, filled as words are asked for: all but a few are none."""

    def __init__(self, tells: Callable[[str], bool]) -> None:
        self.tells = tells

    def __missing__(self, word: str) -> bool:
        if len(self) >= MOST:
            self.clear()
        self[word] = told = self.tells(word)
        return told


Finder = Callable[[Side, int, int], list[Cue]]


def cue_changes(context: Context, kind: ChangeKind, find: Finder) -> tuple[list[Change], list[Change]]:
    """A change of `kind` for each cue found by `find` that has no counterpart in its link.

    Apart from them those whose cue other words replaced together with the word that it governs: these may say the same.
    """
    found: list[Change] = []
    replaced: list[Change] = []
    for index, link in enumerate(context.links):
        if not link.a or not link.b or link.kind == "verbatim":
            continue
        cues_a = [cue for one in link.a for cue in find(context.a, one.start, one.end)]
        cues_b = [cue for one in link.b for cue in find(context.b, one.start, one.end)]
        if not cues_a and not cues_b:
            continue
        lost, gained = _unmatched(context, kind, cues_a, cues_b)
        for cue in lost:
            place = _governed(context, index, cue, "a")
            if place is not None:
                kept = replaced if _replaced(context, index, cue, "a") else found
                kept.append(_change(context, kind, "lost", (context.a.span(cue.start, cue.end),), place))
        for cue in gained:
            place = _governed(context, index, cue, "b")
            if place is not None:
                kept = replaced if _replaced(context, index, cue, "b") else found
                kept.append(_change(context, kind, "gained", place, (context.b.span(cue.start, cue.end),)))
    for change in found:
        context.a.claim(*(change.a if change.detail == "lost" else ()))
        context.b.claim(*(change.b if change.detail == "gained" else ()))
    return found, replaced


def _change(context: Context, kind: ChangeKind, detail: str, a: tuple[Span, ...], b: tuple[Span, ...]) -> Change:
    return Change(kind=kind, detail=detail, a=a, b=b, within=context.within(a, b))


def _unmatched(
    context: Context, kind: ChangeKind, cues_a: Sequence[Cue], cues_b: Sequence[Cue]
) -> tuple[list[Cue], list[Cue]]:
    """The cues of both sides that nothing answers.

    Cues are matched by place, then by the words around them, then by order: a negation that moved within its sentence is still
    there. An absorber stands in
    for a cue only by place: it must answer the cue or one of the words right behind it.
    """
    left, right = list(cues_a), list(cues_b)
    _match_by_place(context, left, right, reach=0, cues=True)
    if _only_absorbers(left, right):
        return [], []
    _match_akin(context, left, right)
    ones, others = [cue for cue in left if not cue.absorbs], [cue for cue in right if not cue.absorbs]
    if kind == "hedge" and len(ones) == len(others) == 1:  # one doubt each: no other word need stand in for it
        return [], []
    if kind == "negation" and len(ones) == len(others):
        _match_by_company(context, left, right, _denied)
    _match_by_place(context, left, right, reach=0)
    if _only_absorbers(left, right):
        return [], []
    if len(ones) != len(others):
        _match_by_company(context, left, right)
    ones = [cue for cue in left if not cue.absorbs]
    others = [cue for cue in right if not cue.absorbs]
    for cue, other in zip(ones, others, strict=False):
        left.remove(cue)
        right.remove(other)
    _match_by_place(context, left, right, reach=REACH)
    if kind == "negation":
        _match_moved(context, left, right)
    _match_strong(context.a, left, context.b, right)
    _match_strong(context.b, right, context.a, left)
    return _reported(left), _reported(right)


def _match_by_company(
    context: Context, left: list[Cue], right: list[Cue], company: Callable[[Side, Cue], set[str]] | None = None
) -> None:
    """Take out the pairs of cues that stand among the same words: "did not keep any accounts" / "kept no accounts"."""
    company = company or _company
    ones, others = [cue for cue in left if not cue.absorbs], [cue for cue in right if not cue.absorbs]
    near = [(len(company(context.a, x) & company(context.b, y)), x, y) for x in ones for y in others]
    for count, cue, other in sorted(near, key=lambda entry: -entry[0]):
        if count and cue in left and other in right:
            left.remove(cue)
            right.remove(other)


def _company(side: Side, cue: Cue) -> set[str]:
    """The forms of the telling words around a cue."""
    near = range(max(cue.first - 2, 0), min(cue.last + 1 + GOVERNED, len(side.words)))
    return {side.forms[k] for k in near if not side.light[k] and not cue.first <= k <= cue.last}


def _match_moved(context: Context, left: list[Cue], right: list[Cue]) -> None:
    """Take out the cues that went with what they deny, no words in their place, and the absorbers of words that came in elsewhere:
    "could not afford the rise" / "the rise was beyond its means"."""
    for side, cues, there, others in (("a", left, "b", right), ("b", right, "a", left)):
        here = context.a if side == "a" else context.b
        for cue in [cue for cue in cues if not cue.absorbs]:
            denied = here.words.ends[min(cue.last + 1, len(here.words) - 1)]
            if not _bare(context, side, cue.start, denied):
                continue
            other = next((one for one in others if one.absorbs and _bare(context, there, one.start, one.end)), None)
            if other is not None:
                cues.remove(cue)
                others.remove(other)


def _bare(context: Context, side: str, start: int, end: int) -> bool:
    """Whether a stretch of words has nothing in its place on the other side."""
    return any(
        not same and one[0] <= start and end <= one[1] and other[0] >= other[1]
        for one, other, same in context.runs(side, start, end)
    )


def _denied(side: Side, cue: Cue) -> set[str]:
    """The forms of the first telling words behind a cue, in its clause: what is denied is among them."""
    near = clause(side, range(cue.last + 1, min(cue.last + 1 + DENIED, len(side.words))))
    joint = next((k for k in near if side.words.norm[k] in _JOINS), near.stop)
    return {side.forms[k] for k in [k for k in range(near.start, joint) if not side.light[k]][:TOLD]}


def _only_absorbers(left: Sequence[Cue], right: Sequence[Cue]) -> bool:
    """Whether nothing is left that could be reported."""
    return not [cue for cue in (*left, *right) if not cue.absorbs]


def _match_akin(context: Context, left: list[Cue], right: list[Cue]) -> None:
    """Take out the absorbers of one stem or sense ("failed" / "failure", "remain" / "stay"): each says what the other does."""
    for cue in [cue for cue in left if cue.absorbs]:
        akin = [one for one in right if one.absorbs and _of_one_stem(context, cue, one)]
        if akin:
            places = context.answer(cue.start, cue.end, edits=False) if len(akin) > 1 else ()
            other = next((one for one in akin if _touches(places, one)), akin[0])
            left.remove(cue)
            right.remove(other)


def _of_one_stem(context: Context, cue: Cue, other: Cue) -> bool:
    one, word = context.a.words.norm[cue.last], context.b.words.norm[other.last]
    if _akin(one, word) or same_sense(lemma(one, context.a.language), lemma(word, context.b.language)):
        return True
    short, long = sorted((lemma(one, context.a.language), lemma(word, context.b.language)), key=len)
    return len(short) > 3 and long.startswith(short)


def _match_strong(here: Side, cues: list[Cue], there: Side, others: list[Cue]) -> None:
    """Take out the cues for which a strong absorber is left on the other side, wherever it stands; of several the one beside
    which a word of that absorber's stem stands ("harmed" / "unharmed")."""
    for other in [other for other in others if other.strong]:
        left = [cue for cue in cues if not cue.absorbs]
        if left:
            word = there.words.norm[other.last].removeprefix("un")[:STEM]
            near = (
                cue
                for cue in left
                if any(one.startswith(word) for one in here.words.norm[cue.last + 1 : cue.last + 1 + BESIDE])
            )
            cues.remove(next(near, left[0]))
            others.remove(other)


def _reported(left: list[Cue]) -> list[Cue]:
    """The cues that are no absorbers, without those that cancel out: both of "not impossible" are gone, so nothing is turned."""
    firsts = {cue.first for cue in left}
    cancelled = {place for cue in left if cue.turned in firsts for place in (cue.first, cue.turned)}
    return [cue for cue in left if not cue.absorbs and cue.first not in cancelled]


def _match_by_place(context: Context, left: list[Cue], right: list[Cue], reach: int, cues: bool = False) -> None:
    """Take out the pairs in which one cue answers the other, or a word up to `reach` words behind it; all, or `cues` only."""
    if not right:
        return
    backs: dict[int, list[tuple[int, int]]] = {}
    for cue in [cue for cue in left if not (cues and cue.absorbs)]:
        places = context.answer(cue.start, _behind(context.a, cue, reach))
        for other in right:
            if (cues and other.absorbs) or (cue.ends and other.lasts) or (cue.lasts and other.ends):
                continue
            found = _touches(places, other)
            if not found:
                if other.last not in backs:
                    backs[other.last] = context.answer(other.start, _behind(context.b, other, reach), side="b")
                found = _touches(backs[other.last], cue)
            if found:
                left.remove(cue)
                right.remove(other)
                break


def _behind(side: Side, cue: Cue, reach: int) -> int:
    """Where the last of so many words behind a cue ends, "able" not counted."""
    k, stop = cue.last, len(side.words) - 1
    while reach and k < stop:
        k += 1
        reach -= side.words.norm[k] not in _HELPERS
    return side.words.ends[k]


def _touches(places: Sequence[tuple[int, int]], cue: Cue) -> bool:
    return any(start < cue.end and cue.start < end for start, end in places)


def _replaced(context: Context, link: int, cue: Cue, side: str) -> bool:
    """Whether one stretch holds both a cue and the word it governs, and the other side has words of its own for them.

    Not so where one of these says the same as the word that it governs, or a modal verb stands before both ("would not close" /
    "would shut"): an infinitive answers an infinitive, and those that say "not" by themselves are absorbers.
    """
    here, there = (context.a, context.b) if side == "a" else (context.b, context.a)
    head = _head(context, link, cue, side)
    if head is None:
        return False
    if _predicate_replaced(context, cue, head, side) or _predicate_moved(context, link, cue, head, side):
        return True
    if _stands_loose(context, link, head, side):
        return False
    start, end = min(cue.start, here.words.starts[head]), max(cue.end, here.words.ends[head])
    for one, other, same in context.runs(side, start, end):
        if same or not (one[0] <= start and end <= one[1] and other[0] < other[1]):
            continue
        answers = there.words_in(*other)
        near = [j for j in range(head, min(head + GOVERNED, here.words_in(*one).stop)) if _tells(here.words.norm[j])]
        if any(alike(here, j, there, k) for j in near for k in answers):
            return False
        before = here.words_in(*one).start - 1, answers.start - 1
        modal = min(before) >= 0 and here.words.norm[before[0]] == there.words.norm[before[1]] in MODAL
        return not (modal and cue.first == before[0] + 1)
    return False


def _stands_loose(context: Context, link: int, head: int, side: str) -> bool:
    """Whether a word stands over there too, too light to be found where it moved to: "did not see it" / "it was seen"."""
    here, there, other = (context.a, context.b, "b") if side == "a" else (context.b, context.a, "a")
    return any(
        there.forms[k] == here.forms[head]
        and not context.answer(there.words.starts[k], there.words.ends[k], edits=False, side=other)
        for one in getattr(context.links[link], other)
        for k in there.words_in(one.start, one.end)
    )


def _predicate_moved(context: Context, link: int, cue: Cue, head: int, side: str) -> bool:
    """Whether a cue went with its word, nothing in their place and that word nowhere else, and other words came in elsewhere.

    "The witness did not know the man" / "The man was a stranger to the witness".
    """
    here, there, other = (context.a, context.b, "b") if side == "a" else (context.b, context.a, "a")
    start, end = cue.start, here.words.ends[head]
    if here.forms[head] in _DOUBTS or not _bare(context, side, start, end):
        return False
    theirs = [k for one in getattr(context.links[link], other) for k in there.words_in(one.start, one.end)]
    if any(alike(here, head, there, k) for k in theirs):
        return False
    return any(not there.light[k] and _bare(context, other, there.words.starts[k], there.words.ends[k]) for k in theirs)


def _predicate_replaced(context: Context, cue: Cue, head: int, side: str) -> bool:
    """Whether nothing but "be" stands between a cue and its word, for which the other side has one other word.

    "has not been used" / "has been empty".
    """
    here, there = (context.a, context.b) if side == "a" else (context.b, context.a)
    between = here.words.norm[cue.last + 1 : head]
    if not between or not _BE.issuperset(between):
        return False
    place = here.words.starts[head], here.words.ends[head]
    modal = here.words.norm[cue.first - 1] if cue.first else ""
    for one, other, same in context.runs(side, *place):
        found = there.words_in(*other)
        if modal in MODAL and found and there.words.norm[found.start - 1 : found.start] == [modal]:
            return False  # "may not be exhibited" / "may go on display"
        if not same and 0 < len(found) <= ELSEWISE and len(here.words_in(*one)) <= ELSEWISE:
            return not any(alike(here, head, there, k) for k in found)
    return False


def alike(here: Side, k: int, there: Side, j: int) -> bool:
    """Whether two words are forms of one or say the same."""
    one, other = here.words.norm[k], there.words.norm[j]
    return _akin(one, other) or same_sense(lemma(one, here.language), lemma(other, there.language))


def _akin(one: str, other: str) -> bool:
    """Whether two words may be forms of one: intends / intention, shake / shook."""
    if one[:STEM] == other[:STEM] and min(len(one), len(other)) >= STEM:
        return True
    return len(one) > 3 and one.translate(_VOWELS) == other.translate(_VOWELS)


def _head(context: Context, link: int, cue: Cue, side: str) -> int | None:
    """The first telling word behind a cue in its sentence, adverbs aside; None where there is none within reach."""
    here = context.a if side == "a" else context.b
    sentence = next(one for one in getattr(context.links[link], side) if one.start <= cue.start < one.end)
    stop = min(cue.last + 1 + GOVERNED, here.words_in(sentence.start, sentence.end).stop)
    for k in range(cue.last + 1, stop):
        word = here.words.norm[k]
        if _tells(word) and word not in _AFTER_NO and not word.endswith("ly"):
            if here.forms[k] in _RAISING and here.words.norm[k + 1 : k + 2] == ["to"]:  # "does not seem to work"
                stop = min(k + 2 + GOVERNED, here.words_in(sentence.start, sentence.end).stop)
                return next((j for j in range(k + 2, stop) if _tells(here.words.norm[j])), k)
            return k
    return next((k for k in range(cue.last + 1, stop) if here.words.norm[k] in _SAYS), None)


def _governed(context: Context, link: int, cue: Cue, side: str) -> tuple[Span, ...] | None:
    """The words of the other side that answer what the cue governs; None where they are gone too.

    A cue governs the telling words behind it, or, where none is near, those before it ("he could not"). One of them must be
    there still, or have a short phrase in its place; of sentences that share little, the first must be there still.
    """
    here, there = (context.a, context.b) if side == "a" else (context.b, context.a)
    sentence = next(one for one in getattr(context.links[link], side) if one.start <= cue.start < one.end)
    inside = here.words_in(sentence.start, sentence.end)
    after = list(range(cue.last + 1, min(cue.last + 1 + GOVERNED, inside.stop)))
    before = list(range(max(cue.first - 2, inside.start), cue.first))[::-1]
    own = (cue.start, cue.end)
    direct = context.answer(*own, side=side, longest=LONGEST)
    zone = here.quoted.touches(*own)  # what a cue governs stands on its side of the quotation marks
    after, before = (
        [k for k in near if here.quoted.touches(here.words.starts[k], here.words.ends[k]) == zone]
        for near in (after, before)
    )
    telling = [k for k in after if _tells(here.words.norm[k]) and here.words.norm[k] not in _AFTER_NO] or [
        k for k in before if _tells(here.words.norm[k])
    ]
    close = context.links[link].similarity >= CLOSE
    if not close:
        telling = telling[:1]
    for k in telling or [*after, *before]:
        places = _answers(context, k, side, close)
        if places:
            start, end = places[0]
            for more_start, more_end in direct:
                if abs(more_start - end) <= 2 or abs(start - more_end) <= 2:
                    start, end = min(start, more_start), max(end, more_end)
            return (there.span(start, end),)
    return (there.span(*direct[0]),) if direct and not telling else None


def _tells(word: str) -> bool:
    return len(word) > 2 and word not in _THIN


def _answers(context: Context, k: int, side: str, close: bool) -> list[tuple[int, int]]:
    """Where a word stands on the other side: the same word, or, in `close` sentences, a short phrase in its place."""
    here, there = (context.a, context.b) if side == "a" else (context.b, context.a)
    place = here.words.starts[k], here.words.ends[k]
    found = []
    for one, other, same in context.runs(side, *place):
        if same:
            found += context.answer(*place, edits=False, side=side)
        elif close and other[0] < other[1] and max(len(here.words_in(*one)), len(there.words_in(*other))) <= PHRASE:
            found.append(other)
    return found


_JOINS = frozenset("and but that what whom who whether how where why which if".split())
MODAL = frozenset("will would can could may might must shall should did do does".split())
_DOUBTS = frozenset(
    "allege assume believe think say suspect presume rumour report suppose understand fear expect".split()
)
_SAYS = frozenset({"told"})  # a verb, where no other word with meaning is near: "have not been told"
_HELPERS = frozenset({"able"})
_BE = frozenset("be been being".split())
_VOWELS = {ord(vowel): None for vowel in "aeiou"}
_RAISING = frozenset("seem appear tend happen look".split())
_AFTER_NO = frozenset(
    "one two three four five longer more any yet once again ever".split()
)  # belong to the negation before them
_THIN = frozenset(
    "the and but that for with from has have had was were been being are will would its his her their our this these "
    "those any who which what when where said say says told".split()
)
