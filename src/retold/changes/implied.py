"""Figures that follow from the figures of the other telling: "half of 400 jobs" / "200 of 400", "142 and six crew" / "148 aboard".

How it works
1. Each figure of some linked sentences is read as an amount of some kind: a count, a share, a sum, a length of time, a heat, or
   some other measure. A number without a unit or a noun may be of any kind ("from 24 to 18 percent"), cents are a part of a sum.
2. A figure *follows* where one step of reckoning gives it from the amounts of the other side alone:
   - the sum or the difference of two, or the sum of all (three or four);
   - a share of an amount ("a third of 60"), what such a share is of, or what is left or comes of it ("up 10 percent to 55");
   - what share or multiple one is of another, or by how much greater or less;
   - one amount times another, where a word tells a rate ("each", "apiece", "a day");
   - one of a printed ratio ("six out of 30").
3. Words may be the share ("halved", "twice that") and the number ("one of them", "and a child").
4. Where a figure has become another, both must follow, each from the other side, so that neither telling says more. Two that
   count the same things never do: there, one took the place of the other.

Known exceptions: a change that happens to be what the other figures of both sides give is not told. It must hit exactly that.

| threshold | value | from |
|---|---|---|
| CLOSE | 0.005 | of an amount: "a third of 1,000" / "333", "38 percent of 1,210" / "460" |
| EVEN | 0.007 | of a share: "66 percent" / "two thirds" |
| MOST | 10 | figures of a link that are reckoned with |
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from typing import NamedTuple

from retold.changes.amounts import CARDINALS, SIZES, is_fraction, metres_or_millions
from retold.changes.context import Context, Side
from retold.changes.worded import MULTIPLES
from retold.marking.measures import MONEY
from retold.records.article import Span
from retold.records.marks import Figure

CLOSE = 0.005
EVEN = 0.007
MOST = 10

ANY = "any"
SHARE = "share"
SUM = "sum"
_WHATEVER = ", whatever the unit"
_HEAT = frozenset({"degree", "°C", "°F"})
_SHARES = {"percent": 0.01, "percentage point": 0.01, "basis point": 0.0001}
_POINTS = frozenset({"point", "points"})
_RATE = frozenset("each apiece every per either both daily weekly monthly yearly annually hourly".split())
_UNITS = frozenset("second minute hour day week month year metre meter kilometre kilometer mile head person".split())
_HALF = frozenset("half halve halves halved halving".split())
_TIMES = re.compile(r"[\s-](?:times|fold)\b")
_PAIR = re.compile(r"\A(?P<part>\w+) (?:out of|in|in every|of every) (?P<whole>[\w,]+)\Z", re.IGNORECASE)
_ONE = re.compile(
    r"\b(?:and\s(?:one|an?)\s[a-z]|[Oo]ne\sof\s|one\s(?:more|fewer|less|other)\b|one\s\w{3,15}(?:ed|ing)?\s|"
    r"(?:[Oo]nly|[Jj]ust|but|except|bar|than)\sone\b|one\s(?:did|was|has|had|is)\b)|\A(?:An?|One)\s[\w\s-]{3,30}?\sand\s"
)  # "a child and two men", "all but one"
_SO_FAR = frozenset("before already previous previously earlier".split())
_STEP = frozenset(
    "more fewer less another other further additional extra above below by short than older younger higher lower longer shorter "
    "earlier later ahead behind off remaining rest".split()
)


def tells_a_step(side: Side, figure: Figure) -> bool:
    """Whether a figure tells how far two others lie apart, by the words beside it: "two years younger", "another 200"."""
    at = side.words_in(figure.span.start, figure.span.end)
    near = side.words.norm[max(at.start - 2, 0) : at.start] + side.words.norm[at.stop : at.stop + 3]
    return not _STEP.isdisjoint(near)


def replaced(context: Context, one: Figure, other: Figure) -> bool:
    """Whether two figures stand between the same words: "nearly half of the patients" / "nearly a fifth of the patients"."""
    around = []
    for side, figure in ((context.a, one), (context.b, other)):
        at = side.words_in(figure.span.start, figure.span.end)
        norm = side.words.norm
        around.append((norm[max(at.start - 1, 0) : at.start], norm[at.stop : at.stop + 1]))
    return around[0] == around[1]


def next_in_line(context: Context, one: Figure, other: Figure) -> bool:
    """Whether a rank comes right behind a number of earlier ones: "its 17th president" / "16 presidents before her"."""
    ranked, number, side = (one, other, context.b) if one.ordinal else (other, one, context.a)
    if number.value + 1 != ranked.value:
        return False
    at = side.words_in(number.span.start, number.span.end)
    return not _SO_FAR.isdisjoint(side.words.norm[max(at.start - 5, 0) : at.stop + 6])


class Amount(NamedTuple):
    """A value of some kind."""

    kind: str
    value: float


def amounts_of(figure: Figure, side: Side) -> Iterator[Amount]:
    """What a figure may amount to: nothing where it is a rank or a range."""
    if figure.ordinal or figure.high is not None:
        return
    value, unit = figure.value, figure.unit
    if unit in _SHARES:
        yield Amount(SHARE, value * _SHARES[unit])
    elif is_fraction(figure) or _TIMES.match(side.text, figure.span.end, figure.span.end + 8):
        yield Amount(SHARE, value)
    elif unit is None and figure.counts in _POINTS:
        yield Amount(SHARE, value / 100)
        yield Amount("", value)
    elif unit == "cent":
        yield Amount(SUM, value / 100)
    elif unit in MONEY or unit == "pound":
        yield Amount(SUM, value)
    elif unit in _HEAT:
        yield Amount("heat", value)
    elif unit in SIZES:
        family, size = SIZES[unit]
        yield Amount(family + _WHATEVER, value * size)
        yield Amount(unit, value)
    elif unit is not None:
        yield Amount(unit, value)
    elif figure.counts is None:
        yield Amount(ANY, value)
        yield Amount(SHARE, value / 100)
    else:
        yield Amount("", value)
    other = metres_or_millions(figure)
    if other is not None:
        yield Amount("m", other) if unit is None else Amount(ANY, other)


def _known(side: Side, sentences: Sequence[Span]) -> list[Amount]:
    """The amounts that some sentences tell, in figures and in words."""
    found: list[Amount] = []
    for sentence in sentences:
        for figure in side.marked.figures:
            if sentence.start <= figure.span.start < sentence.end:
                found += amounts_of(figure, side)
                found += _parts(figure)
    told = {word for one in sentences for word in side.norms(one.start, one.end)}
    found += [Amount(SHARE, MULTIPLES[word]) for word in told if word in MULTIPLES]
    if told & _HALF and not any(one == (SHARE, 0.5) for one in found):
        found.append(Amount(SHARE, 0.5))
    if any(_ONE.search(one.text) for one in sentences):
        found.append(Amount("", 1.0))
    return found[:MOST]


def _parts(figure: Figure) -> Iterator[Amount]:
    """The two numbers of a printed ratio: "six out of 30"."""
    match = _PAIR.match(figure.span.text) if is_fraction(figure) else None
    for printed in match.groups() if match else ():
        word = printed.lower().replace(",", "")
        if word.isdecimal():
            yield Amount("", float(word))
        elif word in CARDINALS:
            yield Amount("", float(CARDINALS.index(word)))


def follows(figure: Figure, here: Side, there: Side, sentences: Sequence[Span], alone: bool = False) -> bool:
    """Whether one step from the amounts of some sentences of the other side gives what a figure amounts to.

    `alone`: it has taken the place of no other, so it may also be the rest of a whole ("the other 20 percent").
    """
    if figure.bound in ("over", "under"):
        return False
    wanted = list(amounts_of(figure, here))
    known = _known(there, sentences) if wanted else []
    rate = _rated(there, sentences)
    if alone and any(_rest(one, known) for one in wanted):
        return True
    return any(_given(one, known, rate) for one in wanted) or (bool(known) and _ratio_given(figure, known))


def _ratio_given(figure: Figure, known: Sequence[Amount]) -> bool:
    """Whether both numbers of a printed ratio stand on the other side: "six out of 30" / "6 of the 30"."""
    parts = list(_parts(figure))
    return len(parts) == 2 and all(any(_kin(part, one) and part.value == one.value for one in known) for part in parts)


def _rest(wanted: Amount, known: Sequence[Amount]) -> bool:
    return wanted.kind == SHARE and any(
        one.kind == SHARE and 0 < one.value < 1 and _exact(one.value + wanted.value, 1.0) for one in known
    )


def _rated(side: Side, sentences: Sequence[Span]) -> bool:
    """Whether some sentences tell a rate: "each", "apiece", "12 a day"."""
    for one in sentences:
        told = side.norms(one.start, one.end)
        if not _RATE.isdisjoint(told) or any(
            told[k - 1] in ("a", "an", "to") and (told[k] in _UNITS or told[k - 1] == "to") for k in range(1, len(told))
        ):
            return True
    return False


def _kin(one: Amount, other: Amount) -> bool:
    """Whether two amounts can be of one kind."""
    kinds = one.kind, other.kind
    return one.kind == other.kind or (
        ANY in kinds and SHARE not in kinds and not any(kind.endswith(_WHATEVER) for kind in kinds)
    )


def _near(one: float, other: float, share: bool) -> bool:
    return abs(one - other) <= EVEN if share else math.isclose(one, other, rel_tol=CLOSE)


def _exact(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-9)


def _given(wanted: Amount, known: Sequence[Amount], rate: bool) -> bool:
    """Whether one step from some amounts gives another."""
    alike = [one.value for one in known if _kin(one, wanted)]
    value = wanted.value
    for first, second in combinations(alike, 2):
        if value > 0 and (_exact(first + second, value) or _exact(abs(first - second), value)):
            return True
    if 3 <= len(alike) <= 4 and _exact(sum(alike), value):
        return True
    shares = [one.value for one in known if one.kind == SHARE and one.value > 0]
    amounts = [one for one in known if one.kind != SHARE]
    if wanted.kind == SHARE:
        return _shared(value, known)
    for share in shares:
        for one in amounts:
            if one.value and _kin(one, wanted) and any(_near(value, part, False) for part in _of(share, one.value)):
                return True
    if rate and value >= 20:
        return any(
            _exact(first.value * second.value, value) and min(first.value, second.value) > 1
            for first, second in combinations(amounts, 2)
            if _kin(first, wanted) or _kin(second, wanted)
        )
    return False


def _of(share: float, whole: float) -> Iterator[float]:
    """What a share may make of an amount: the share, the amount it is of, and what is left or comes of it."""
    yield share * whole
    yield whole / share
    if share < 1:
        yield (1 - share) * whole
        yield (1 + share) * whole


def _shared(value: float, known: Sequence[Amount]) -> bool:
    """Whether a share or a multiple is what one amount is of another, or by how much they differ."""
    for first, second in permutations([one for one in known if one.value > 0], 2):
        if first.kind == second.kind or ANY in (first.kind, second.kind):
            ratio = first.value / second.value
            if any(_near(value, part, True) for part in (ratio, ratio - 1, 1 - ratio)) and ratio != 1:
                return True
    return False
