"""Two that changed places in one sentence: "the firm sued the bank" / "the bank sued the firm".

How it works
1. A *place* is what stands between two words that answer one another on either side: "the … sued". Places are looked at only in
   sentences in which words that answer one another crossed; a place is held by one word, or by one name, figure or date.
2. Two are exchanged where each holds the other's place and the words between the places stayed between them. Who did what to whom
   is then told the other way round: a reordering without a change of sense moves the words between, too.
3. Not so in a list ("nurses and doctors"), where nothing with meaning stands between ("the winner is the mayor"), or with a verb
   that says the same from either end ("the mayor met the bishop").
4. Two exchanges that interleave are whole clauses that changed places: "Brun scored 5 and Lind 3" / "Lind scored 3 and Brun 5".

| threshold | value | from |
|---|---|---|
| REACH | 4 | words of a place: the longest names |
| MOST | 24 | places of a link that are tried with one another |
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from retold.changes.context import Context, Side
    from retold.records.comparison import Run

REACH = 4
MOST = 24

_ARTICLES = frozenset({"a", "an", "the"})
SIGNS = frozenset("percent pct per cent".split())  # for which the other side may print a sign that is no word
_JOINS = frozenset("and or nor & plus".split())
_LEADS = frozenset("from to into onto than before after by for against under over above below behind".split())
_MUTUAL = frozenset(
    "meet marry wed resemble equal match border face play draw tie collide clash talk speak discuss negotiate agree disagree "
    "differ compete cooperate alternate share near opposite beside alongside versus together like unlike similar different "
    "separate divorce merge coincide correspond quarrel argue debate".split()
)


class Place(NamedTuple):
    """A place: word indexes of what holds it on side a and on side b, ends not included."""

    a: int
    a_end: int
    b: int
    b_end: int


def crossed_places(context: Context) -> list[list[Place]]:
    """The places of each link in which words that answer one another crossed, in order."""
    runs: dict[int, list[Run]] = {}
    for run in context.collation.matches:
        runs.setdefault(run.link, []).append(run)
    found: list[list[Place]] = []
    for matches in runs.values():
        matches.sort(key=lambda run: run.a_start)
        if any(one.b_start > other.b_start for one, other in pairwise(matches)):
            places = list(_places(context, matches))
            if places:
                found.append(places[:MOST])
    return found


def clauses_swapped(told: Sequence[str], answers: Sequence[str]) -> bool:
    """Whether of marks in one order two pairs that changed places interleave: "Brun 5, Lind 3" / "Lind 3, Brun 5"."""
    swapped = [
        (i, j)
        for i, j in combinations(range(min(len(told), MOST)), 2)
        if told[i] == answers[j] != told[j] == answers[i]
    ]
    return any(i < k < j < last or k < i < last < j for (i, j), (k, last) in combinations(swapped, 2))


def exchanges(context: Context, places: Sequence[Place]) -> list[tuple[Place, Place]]:
    """The pairs of places of a link whose holders changed places."""
    found = [pair for pair in combinations(places, 2) if _exchanged(context, *pair)]
    return [pair for pair in found if not with_its_clause(context, places, pair)]


def with_its_clause(context: Context, places: Sequence[Place], pair: tuple[Place, Place]) -> bool:
    """Whether another two of the `places` changed places in the same way, one in either clause: the clauses did."""
    others = (other for other in combinations(places, 2) if other != pair and changed_places(context, *other))
    return any(_interleave(pair, other) for other in others)


def _places(context: Context, matches: Sequence[Run]) -> Iterator[Place]:
    """The places between words that answer one another, and at either end of sentences of one."""
    a, b = context.a, context.b
    answers: dict[int, int] = {}
    for run, (before, behind) in zip(matches, _around(matches), strict=True):
        first, second = a.places.index[run.a_start], b.places.index[run.b_start]
        moved = run.b_start < before or run.b_start > behind
        skipped = moved and _article(
            a, first
        )  # "the dog" that took the place of "the postman": "the" stands there still
        answers.update((first + k, second + k) for k in range(skipped, a.places.index[run.a_end] - first))
    link = context.links[matches[0].link]
    starts = a.places.index[link.a[0].start], b.places.index[link.b[0].start]
    ends = a.places.index[link.a[-1].end], b.places.index[link.b[-1].end]
    answers[starts[0] - 1], answers[ends[0]] = starts[1] - 1, ends[1]  # both begin and end there
    for k, j in sorted(answers.items()):
        if answers.get(k + 1) == j + 1:
            continue
        article = k + 1 not in answers and _article(a, k + 1) and _article(b, j + 1)  # "an engineer" / "a manager"
        first, begin = (k + 2, j + 2) if article else (k + 1, j + 1)
        for end in range(first + 1, first + 1 + REACH):
            stop = answers.get(end)
            if stop is not None and begin < stop <= begin + REACH:
                place = Place(first, _without_unit(a, first, end), begin, _without_unit(b, begin, stop))
                if _unit(a, first, place.a_end) and _unit(b, begin, place.b_end):
                    yield place
                    break


def _without_unit(side: Side, first: int, stop: int) -> int:
    """Where a place ends that a figure holds, without "percent", for which the other side may print a sign."""
    while stop - first > 1 and side.words.norm[stop - 1] in SIGNS:
        stop -= 1
    return stop


def _around(matches: Sequence[Run]) -> Iterator[tuple[int, int]]:
    """For each match, the last place over there of those before it, and the first of those behind it."""
    starts = [run.b_start for run in matches]
    before = [-1, *accumulate(starts, max)]
    behind = [*[*accumulate(starts[::-1], min)][-2::-1], 1 << 60]
    return zip(before, behind, strict=False)


def _article(side: Side, k: int) -> bool:
    return k < len(side.words) and side.words.norm[k] in _ARTICLES


def _unit(side: Side, first: int, stop: int) -> bool:
    """Whether some words are one word with meaning, or one name, figure or date."""
    if stop - first == 1:
        return not side.light[first]
    start, end = side.words.starts[first], side.words.ends[stop - 1]
    for marks in (side.marked.names, side.marked.figures, side.marked.dates):
        at = bisect_left(marks, start, key=lambda mark: mark.span.start)
        if at < len(marks) and (marks[at].span.start, marks[at].span.end) == (start, end):
            return True
    return False


def _same(context: Context, a: range, b: range) -> bool:
    """Whether some words of either side are of the same forms."""
    return context.a.forms[a.start : a.stop] == context.b.forms[b.start : b.stop]


def changed_places(context: Context, one: Place, other: Place) -> bool:
    """Whether two places hold each other's words."""
    return (
        _same(context, range(one.a, one.a_end), range(other.b, other.b_end))
        and _same(context, range(other.a, other.a_end), range(one.b, one.b_end))
        and not _same(context, range(one.a, one.a_end), range(one.b, one.b_end))
    )


def _interleave(pair: tuple[Place, Place], other: tuple[Place, Place]) -> bool:
    (first, last), (begin, end) = pair, other
    return first.a < begin.a < last.a < end.a or begin.a < first.a < end.a < last.a


def _exchanged(context: Context, one: Place, other: Place) -> bool:
    """Whether two places hold each other's words, the words between them are the same, and tell of the two differently."""
    if one.b_end > other.b or not changed_places(context, one, other):
        return False
    a = context.a
    between, answers = range(one.a_end, other.a), range(one.b_end, other.b)
    if not between or not answers:
        return False
    kept = _kept_between(context, "a", between, answers)
    if kept is None or _kept_between(context, "b", answers, between) is None:
        return False
    telling = [k for k in kept if not a.light[k] or a.words.norm[k] in _LEADS]
    if not telling or any(a.forms[k] in _MUTUAL and not a.words.norm[k].endswith("ing") for k in telling):
        return False  # but "before the meeting" joins nobody
    return not _listed(a, one.a_end, other.a)


def _kept_between(context: Context, side: str, between: range, answers: range) -> list[int] | None:
    """The words of a stretch that stand in another of the other side; None where one of them stands elsewhere there."""
    here, there = (context.a, context.b) if side == "a" else (context.b, context.a)
    starts, ends = here.words.starts, here.words.ends
    low, high = there.words.starts[answers.start], there.words.ends[answers.stop - 1]
    kept = []
    for k in between:
        if here.words.norm[k] in _ARTICLES:  # which may be found beside either of the two
            continue
        for start, end in context.answer(starts[k], ends[k], edits=False, side=side):
            if start < low or end > high:
                return None
            kept.append(k)
    return kept


def _listed(side: Side, first: int, last: int) -> bool:
    """Whether a list goes on from the word before `first` to the one at `last`: "nurses, doctors and porters"."""
    norm, text = side.words.norm, side.text
    gap = text[side.words.ends[first - 1] : side.words.starts[first]]
    before = last - 1 - (norm[last - 1] in _ARTICLES)
    goes_on = "," in gap or "/" in gap or norm[first] in _JOINS
    return goes_on and (norm[before] in _JOINS or "," in text[side.words.ends[before] : side.words.starts[before + 1]])
