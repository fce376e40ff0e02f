"""A change of an amount told by two of its three parts: where it began, how far it went, where it ended.

How it works
1. "Rose from 8 to 11 cents" and "rose by three cents to 11" are one fact. Each side prints two of the three parts, the third
   follows. So a figure that the other side has not is told there where the parts close: a step lies between two places that the
   other side prints, one of which this side prints too; a place lies one printed step away from another, and both sides print
   one of these: the place, or the step, where the words say that it began at the one place and ended at the other.
2. A *step* is told by the words beside it: "by three cents", "lost 0.80", "a rise of 3", "a £3,000 cut", "15 pence higher",
   "23 places". A place is any other figure. Two steps, or two places, never answer one another.
3. Words of rising and falling beside the step, and "to" or "from" before the place that both have, say on which side of it the
   other place must lie: "fell by 3 to 11" began at 14, never at 8. Ranks run the other way round and are not asked.
4. "Down to 60 percent of" is "down by 40 percent". "Fell by 60" and "fell to 60" are two facts, though the number is one.
5. Units must agree; a bare number takes the unit of its mate, cents are a hundredth of a sum, points are those of a percentage.
6. A step alone may also lie between the place it is told with and one that the other telling prints in another sentence with
   the same unit: who has read of a duty of 35 percent knows that one of 15 is 20 points lower.

Known exceptions: a new step that by chance is the distance between two figures of the other side is not told.

| threshold | value | from |
|---|---|---|
| BEFORE | 5 | words before a figure in which the verb or noun of a step stands: "a cut in spending of £3,000" |
| BEHIND | 3 | words behind it: "three cents a litre more" |
| MOST | 16 | places and steps of a link that are tried |
| AROUND | 40 | figures before and after a sentence in which the other end of a step may stand |
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import permutations
from operator import attrgetter
from typing import NamedTuple

from msgspec.structs import replace

from retold.changes.amounts import COINS, SIZES, heads
from retold.changes.context import Context, Side
from retold.changes.derived import ends, figures_in
from retold.changes.elliptic import with_unit
from retold.marking.measures import MONEY, unit_after
from retold.marking.numerals import ordinal_value
from retold.records.article import Span
from retold.records.marks import Bound, Figure

BEFORE = 5
BEHIND = 3
MOST = 16
AROUND = 40

# Verbs, nouns and comparatives of change on a scale, upwards and downwards. Dictionary forms.
_UP = frozenset(
    "rise raise increase grow growth climb jump gain surge soar swell leap advance add boost lift hike widen lengthen expand up "
    "put higher more extra dear dearer rocket spike tick accelerate appreciate improve large larger long longer old older "
    "big bigger wide wider warm warmer hot hotter heavy heavier expensive above beyond high".split()
)
_DOWN = frozenset(
    "fall drop decline decrease sink slip shrink lose loss cut reduce reduction slash trim lower shed dip slide tumble plunge "
    "plummet ease narrow shorten shave knock slim weaken contract dwindle recede down less fewer cheap cheaper small smaller short "
    "shorter young younger cold colder light lighter below off low".split()
)
_MOVES = _UP | _DOWN | frozenset("move change shift swing slump go".split())
_PLACES = frozenset("place places spot spots position positions rung rungs slot slots rank ranks".split())
_SKIPPED = frozenset(
    "a an the about around roughly nearly almost some just only further another additional as much many up to of than more less at "
    "least most over under in by on their its his her".split()
)
_LIGHT = frozenset("a an the about around roughly nearly almost some just only".split())
_OF_WHAT = re.compile(r"(?:\s?%|\s?percent|\sper\scent)?\sof\s")
_BY_ONE = re.compile(r"\b(?:by|up|down|fell|rose|lost|gained)\s(?P<one>an?)(?=\s[a-z])")
_FROM_PLACE = re.compile(r"\s(?:from|to)\s[^\w\s]?\d")  # "raised by eight from 29"
_ANY_SIZE = ", whatever the unit"
_ENDS = frozenset("to from and but of who which that was were is are has have had be will would".split())  # of a phrase
_COMPARATIVES = frozenset(
    "higher lower longer shorter older younger larger smaller bigger wider narrower warmer colder hotter cooler heavier lighter "
    "dearer cheaper fewer less faster slower quicker taller deeper shallower stronger "
    "weaker better worse richer poorer".split()
)
_ADDED = frozenset("more extra".split())
_SHARES = {"percent": 1.0, "percentage point": 1.0, "basis point": 0.01}
_NEAR: dict[Bound, str] = {"over": "above", "at least": "above", "under": "below", "at most": "below", "about": "about"}
_CLAUSE = re.compile(r"[;:.!?—\n]")
_PHRASE = re.compile(r"[,;:.!?()—\n]")
_RANK = re.compile(r"\b\d{1,4}(?:st|nd|rd|th)\b")


_place = attrgetter("span.start")


class _Part(NamedTuple):
    """A part of a change: its values by kind (None: of any), and which way a step goes (1, -1, 0 unknown)."""

    figure: Figure | None
    sizes: tuple[tuple[str | None, float], ...]
    way: int


def moved(context: Context, one: Figure | None, other: Figure | None) -> bool:
    """Whether each of two figures, or the one that stands alone, is a part of a change that the other side tells by the rest."""
    if one is not None and other is not None and one.span.start in context.slots:
        return False
    told = [(side, figure) for side, figure in (("a", one), ("b", other)) if figure is not None]
    return all(in_a_move(context, figure, side) or _told_as_rank(context, figure, side) for side, figure in told)


def _told_as_rank(context: Context, figure: Figure, side: str) -> bool:
    """Whether a rank stands on the other side where it is no figure: "in 121st place" / "ending 121st"."""
    link = context.link_at(side, figure.span.start)
    if link is None or not figure.ordinal:
        return False
    there, sentences = (context.b, context.links[link].b) if side == "a" else (context.a, context.links[link].a)
    return any(figure.value == rank for one in sentences for rank in _ranks(there, one))


def _ranks(side: Side, sentence: Span) -> Iterator[float]:
    """The ranks that a sentence prints in digits, whether they are figures or not."""
    for match in _RANK.finditer(side.text, sentence.start, sentence.end):
        yield ordinal_value(match.group()) or 0.0


def turned_round(context: Context, one: Figure | None, other: Figure | None) -> bool:
    """Whether two figures would be parts of one change, did it not go the other way: "fell from 9 to 7" / "rose by 2 to 7"."""
    if one is None or other is None:
        return False
    return any(
        in_a_move(context, figure, side, rightly=False) and not in_a_move(context, figure, side)
        for side, figure in (("a", one), ("b", other))
    )


def to_or_by(context: Context, one: Figure | None, other: Figure | None) -> bool:
    """Whether one of two shares is what is left of a whole, the other what it fell by: "to 60 percent of" / "by 40 percent"."""
    if one is None or other is None:
        return False
    shares = [figure.value / 100 if figure.unit == "percent" else figure.value for figure in (one, other)]
    if any(figure.unit != "percent" and not 0 < figure.value < 1 for figure in (one, other)) or not _bounded(
        one, other
    ):
        return False
    for (side, left, share), (there, step, part) in permutations(
        ((context.a, one, shares[0]), (context.b, other, shares[1]))
    ):
        if _next(side, left) == "to" and _OF_WHAT.match(side.text, left.span.end) and is_step(there, step):
            way = way_of(there, step)
            return (way <= 0 and math.isclose(share + part, 1.0)) or (way >= 0 and math.isclose(share - part, 1.0))
    return False


def other_part(context: Context, one: Figure | None, other: Figure | None) -> bool:
    """Whether two figures of one value are told of other parts of a change: "fell by 60" / "fell to 60", "from 8" / "by 8"."""
    if one is None or other is None:
        return False
    words = {_next(context.a, one), _next(context.b, other)}
    if "by" not in words or words.isdisjoint(("to", "from")):
        return False
    return all(
        any(form in _MOVES for _, form in _before(side, figure))
        for side, figure in ((context.a, one), (context.b, other))
    )


def _role(side: Side, figure: Figure | None) -> str:
    """Whether words say that a change begins at a place ("1,200 of its 7,000") or ends there ("to 5,800")."""
    before = [word for word, _ in _before(side, figure)][:2] if figure is not None else []
    if before[:1] in (["to"], ["leaving"], ["left"]):
        return "end"
    return "start" if "of" in before or "from" in before else ""


def _next(side: Side, figure: Figure) -> str:
    """The word before a figure and its bound, adverbs and articles left out."""
    return next((word for word, _ in _before(side, figure) if word not in _LIGHT), "")


def in_a_move(context: Context, figure: Figure, side: str, rightly: bool = True) -> bool:
    """Whether a figure of `side` is told on the other side by the other parts of a change; `rightly`: and the ways agree."""
    link = context.link_at(side, figure.span.start)
    if link is None or figure.high is not None or figure.counts == "age":
        return False
    a, b = context.links[link].a, context.links[link].b
    here, own = (context.a, a) if side == "a" else (context.b, b)
    there, others = (context.b, b) if side == "a" else (context.a, a)
    mine = _Part(figure, tuple(_sizes(with_unit(here, figure))), 0)
    places, steps = _parts(here, own)
    their_places, their_steps = _parts(there, others)
    if is_step(here, figure):
        step = mine._replace(way=way_of(here, figure))
        mates = [one for one in places if one.figure is not figure]
        far = figure.unit or _FROM_PLACE.match(here.text, figure.span.end)
        starts = [*their_places, *(_elsewhere(there, figure, others) if far else ())]
        return _spanned(here, step if rightly else mine, mates, their_places, starts)
    return any(
        _apart(mine, end, one) and _bounded(figure, one.figure) and (not rightly or _lies(there, one, end, mine))
        for one in their_steps
        for end in their_places
        if end.figure is not one.figure
        and (
            _known(end, places)
            or (_known(one, steps) and {_role(here, figure), _role(there, end.figure)} == {"start", "end"})
        )
    )


def is_step(side: Side, figure: Figure) -> bool:
    """Whether a figure tells how far something moved, by the words beside it."""
    if figure.ordinal:
        return False
    if not _PLACES.isdisjoint((figure.counts or "").split()):
        return True
    before, behind = _before(side, figure), _behind(side, figure)
    for k, (word, form) in enumerate(before):
        if (
            word in ("to", "from", "at")
            or word[0].isdigit()
            or (word not in _SKIPPED and form not in _MOVES and k >= 2)
        ):
            break
        if word in ("by", "up", "down") or (form in _MOVES and word not in ("more", "less", "below", "above", "over")):
            return True
    if any(word in _COMPARATIVES for word, _ in behind):
        return True
    nouns = behind[: 1 + (figure.unit is not None or side.text[figure.span.end : figure.span.end + 1] == "-")]
    if any(form in _MOVES and word not in _ADDED for word, form in nouns):
        return True  # "a 3,000-mark rise", but not "two favoured a cut"
    added = any(word in _ADDED for word, _ in behind)
    return added and (figure.unit is not None or "than" in {word for word, _ in behind})  # "five more" are others


def _before(side: Side, figure: Figure) -> list[tuple[str, str]]:
    """The words before a figure in its clause, nearest first, without those of its bound: folded and dictionary forms."""
    start = min(figure.span.start, figure.bound_span.start if figure.bound_span is not None else figure.span.start)
    stop = side.words_in(start, figure.span.end).start
    low = side.words.starts[max(stop - BEFORE, 0)]
    cut = [match.end() for match in _CLAUSE.finditer(side.text, low, start)]
    first = side.words_in(cut[-1], start).start if cut else max(stop - BEFORE, 0)
    return [(side.words.norm[k], side.forms[k]) for k in range(stop - 1, first - 1, -1)]


def _behind(side: Side, figure: Figure) -> list[tuple[str, str]]:
    """The words behind a figure up to the next figure or the end of the clause."""
    first = side.words_in(figure.span.start, figure.span.end).stop
    end = side.words.ends[min(first + BEHIND, len(side.words) - 1)] if first < len(side.words) else figure.span.end
    cut = _PHRASE.search(side.text, figure.span.end, end)
    stop = side.words_in(figure.span.end, cut.start() if cut else end).stop
    found = []
    for k in range(first, stop):
        if side.words.norm[k] in _ENDS or side.figured.touches(side.words.starts[k], side.words.ends[k]):
            break
        found.append((side.words.norm[k], side.forms[k]))
    return found


def way_of(side: Side, figure: Figure) -> int:
    """Whether the words beside a step say that it goes up (1) or down (-1); 0 where they do not, or say both."""
    forms = {form for _, form in [*_before(side, figure), *_behind(side, figure)]} | {
        word for word, _ in [*_before(side, figure), *_behind(side, figure)]
    }
    up, down = not forms.isdisjoint(_UP), not forms.isdisjoint(_DOWN)
    return 0 if up == down else 1 if up else -1


def _parts(side: Side, sentences: Sequence[Span]) -> tuple[list[_Part], list[_Part]]:
    """The places and the steps that some sentences tell; ranks are places in words, too ("ending 121st")."""
    places: list[_Part] = []
    steps: list[_Part] = []
    for figure in figures_in(side, sentences):
        if figure.counts == "age":
            continue
        for one in ends(side, figure):
            step = figure.high is None and is_step(side, figure)
            part = _Part(one, tuple(_sizes(with_unit(side, one))), way_of(side, one) if step else 0)
            (steps if step else places).append(part)
    for sentence in sentences:
        steps += _single_steps(side, sentence)
        places += [_Part(None, (("rank", rank),), 0) for rank in _ranks(side, sentence)]
    return places[:MOST], steps[:MOST]


def _single_steps(side: Side, sentence: Span) -> Iterator[_Part]:
    """The steps of one that a sentence tells by an article: "goes up by a percentage point", "a degree higher"."""
    for match in _BY_ONE.finditer(side.text, sentence.start, sentence.end):
        unit = unit_after(side.text, match.end("one"), sentence.end)
        points = side.norms(match.end("one"), match.end("one") + 8)[:1] == ["point"]
        if unit is not None or points:
            name = unit.unit if unit is not None else "percentage point"
            where = side.span(match.start("one"), match.end("one"))
            told = Figure(span=where, value=1.0, unit=name)
            yield _Part(None, tuple(_sizes(told)), way_of(side, told))


def _sizes(figure: Figure) -> Iterator[tuple[str | None, float]]:
    unit, value = figure.unit, figure.value
    counts = (figure.counts or "").split()
    if figure.ordinal or not _PLACES.isdisjoint(counts):
        yield "rank", value
    elif unit in COINS:
        yield "sum", value / 100
        yield unit, value
    elif unit in MONEY or unit == "pound":
        yield "sum", value
    elif unit in _SHARES or (unit is None and counts in (["point"], ["points"])):
        yield "percent", value * _SHARES.get(unit or "", 1.0)
    elif unit in SIZES:
        yield f"{SIZES[unit][0]}{_ANY_SIZE}", value * SIZES[unit][1]
        yield unit, value
    else:
        yield unit, value


def _elsewhere(side: Side, step: Figure, sentences: Sequence[Span]) -> list[_Part]:
    """The figures of other sentences of a side that may be the other end of a step, by their unit."""
    kinds = {kind for kind, _ in _sizes(step)}
    near = [(one.start, one.end) for one in sentences]
    at = bisect_left(side.marked.figures, sentences[0].start, key=_place) if sentences else 0
    return [
        _Part(replace(figure, bound=None), tuple(_sizes(figure)), 0)  # "at least 41 … raised by five from 36"
        for figure in side.marked.figures[max(at - AROUND, 0) : at + AROUND]
        if (figure.unit is not None) == (step.unit is not None)
        and figure.high is None
        and not figure.ordinal
        and figure.counts != "age"
        and not any(start <= figure.span.start < end for start, end in near)
        and any(kind in kinds for kind, _ in _sizes(figure))
    ]


def _spanned(here: Side, step: _Part, mates: Sequence[_Part], theirs: Sequence[_Part], starts: Sequence[_Part]) -> bool:
    """Whether a step lies between a place that both sides have and another of the other side."""
    return any(
        _apart(start, end, step) and _bounded(step.figure, start.figure) and _lies(here, step, own, start)
        for end in theirs
        for own in mates
        if _equal(own, end)
        for start in starts
        if start.figure is not end.figure
    )


def _matched(one: _Part, other: _Part) -> Iterator[tuple[str | None, float, float]]:
    """The kinds that two parts may share, and their values in these."""
    for kind, value in one.sizes:
        for known, size in other.sizes:
            if _kin(kind, known):
                yield kind or known, value, size


def _kin(kind: str | None, known: str | None) -> bool:
    """Whether two kinds may be one: a bare number takes any unit that is printed, but for ranks."""
    if kind == known:
        return True
    named = kind or known or ""
    return None in (kind, known) and named != "rank" and not named.endswith(_ANY_SIZE)


def _known(part: _Part, parts: Sequence[_Part]) -> bool:
    return any(_equal(part, known) for known in parts)


def _equal(one: _Part, other: _Part) -> bool:
    return any(math.isclose(value, size, rel_tol=1e-9) for _, value, size in _matched(one, other))


def _apart(one: _Part, other: _Part, step: _Part) -> bool:
    """Whether two places lie one step apart, and count no other things."""
    if any(_strange(step.figure, place.figure) for place in (one, other)):
        return False
    for shared, value, size in _matched(one, other):
        for kind, length in step.sizes:
            if _kin(kind, shared) and length > 0 and math.isclose(abs(value - size), length, rel_tol=1e-6):
                return True
    return False


def _strange(one: Figure | None, other: Figure | None) -> bool:
    """Whether two bare numbers count different things: "nine people", "two villages"."""
    if one is None or other is None or one.unit or other.unit or one.ordinal or other.ordinal:
        return False
    if not one.counts or not other.counts or not _PLACES.isdisjoint((one.counts or "").split()):
        return False
    return heads(one.counts, "en").isdisjoint(heads(other.counts, "en"))


def _lies(side: Side, step: _Part, end: _Part, start: _Part) -> bool:
    """Whether a place lies where the words of a step put it, seen from the place that is printed with it."""
    if step.way == 0 or end.figure is None or start.figure is None or end.figure.ordinal:
        return True
    before = [
        word
        for word, _ in _before(side, end.figure)
        if word not in ("a", "about", "just", "around", "nearly", "the", "only")
    ]
    if before[:1] == ["to"]:
        way = step.way
    elif before[:1] == ["from"]:
        way = -step.way
    else:
        return True
    return any((value - size) * way > 0 for _, value, size in _matched(end, start))


def _bounded(one: Figure | None, other: Figure | None) -> bool:
    """Whether two parts of a change are bounded alike."""
    bounds = [_NEAR[figure.bound] if figure is not None and figure.bound else None for figure in (one, other)]
    return bounds[0] == bounds[1]
