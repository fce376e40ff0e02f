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
| EVEN_OF | 0.025 | of a small share, of itself: "one in 20" and "5 percent", not one in 21 |
| MOST | 16 | amounts of a link that are reckoned with |
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations, product
from typing import NamedTuple

from retold.changes.amounts import CARDINALS, COINS, SIZES, counts_alike, is_fraction, metres_or_millions, told_in_words
from retold.changes.context import Context, Side
from retold.changes.derived import completes, ends, figures_in, same_whole, turned
from retold.changes.moves import is_step, way_of
from retold.changes.ranks import next_in_line, next_to_come
from retold.changes.wholes import one_each
from retold.changes.worded import MULTIPLES
from retold.marking.measures import MONEY
from retold.marking.numerals import fraction_value
from retold.records.article import Span
from retold.records.marks import Figure

CLOSE = 0.005
EVEN = 0.007
EVEN_OF = 0.025
MOST = 16

ANY = "any"
SHARE = "share"
PERCENT = "percent"
TIMES = "times"
SUM = "sum"
_WHATEVER = ", whatever the unit"
_HEAT = frozenset({"degree", "°C", "°F"})
_SHARES = {"percent": 0.01, "percentage point": 0.01, "basis point": 0.0001}
_POINTS = frozenset({"point", "points"})
_RATE = frozenset("each apiece every per either both daily weekly monthly yearly annually hourly average".split())
_UNITS = frozenset("second minute hour day week month year metre meter kilometre kilometer mile head person".split())
_TIMES = re.compile(r"[\s-](?:times|fold)\b")
_PAIR = re.compile(r"\A(?P<part>\w+) out of (?P<whole>[\w,]+)\Z", re.IGNORECASE)
_ONE = re.compile(
    r"\b(?:and\s(?:one|an?)\s[a-z]|[Oo]ne\sof\s|one\s(?:more|fewer|less|other)\b|one\s\w{3,15}(?:ed|ing)?\s|"
    r"(?:[Oo]nly|[Jj]ust|but|except|bar|than)\sone\b|one\s(?:did|was|has|had|is)\b)|\A(?:An?|One)\s[\w\s-]{3,30}?\sand\s"
)  # "a child and two men", "all but one"
_FRACTION = re.compile(
    r"\b(?:an?|one|two|three|four|five|seven|nine)[\s-](?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?\b",
    re.IGNORECASE,
)
_PARTS_OF_TIME = "minute|hour|day|week|month|year|decade"
_ONE_UNIT = re.compile(
    rf"\b(?:(?:an?|one)\s({_PARTS_OF_TIME})\s(?:later|earlier|before|after|more|less|longer|shorter|sooner)\b|({_PARTS_OF_TIME})-long\b)",
    re.IGNORECASE,
)
_LARGER = frozenset({"minute", "hour", "day", "week", "year"})
_BELOW = frozenset({"second", "minute", "hour", "day", "month"})
_JOINED = re.compile(r"[\s-](?:minutes?|mins?|hours?|hrs?|days?|weeks?|years?)(?:\sand|,)?\s")
_SINGLE = re.compile(r"\b(?:an?|one)\s(minute|hour|day|week|year)\sand\s\Z")
_OF_THEM = re.compile(r"\s(?:\w+\s)?(?:of\s(?:them|whom|which|the|its|their|these|those)|were|was|are)\b")
_ONE_OF = re.compile(r"\b[Oo]ne\sof\s")
_AMONG = re.compile(r"\b(?:among\s(?:them|whom)|including|of\swhom)\s\Z")
_REST = frozenset("rest remaining remainder other others final balance".split())
_OF = re.compile(r"(?:\s?%|\s?percent|\sper\scent)?\sof\s")
_BY_STEP = re.compile(r"\bby\s(?:[a-z]{2,9}\s){0,2}\Z")
_OF_MORE = re.compile(r"\sof\s(?:[a-z]{2,6}\s){0,2}[^\w\s]?\d")  # "300 of its 1,000 tonnes"
_EVERY = re.compile(
    r"\b(?:[Oo]f|in|out\sof|[Ff]or|from|on)\s(?:every|each)\s|\sout\sof\s|\s(?:in\sa|per|in\severy|a)\s(?=hundred\b|thousand\b|1,?000?\b)"
)
_STEP = frozenset(
    "more fewer less another other further additional extra above below by short than older younger higher lower longer shorter "
    "earlier later ahead behind off remaining rest".split()
)

_ADDING = frozenset("add adds added adding".split())


def tells_a_step(side: Side, figure: Figure) -> bool:
    """Whether a figure tells how far two others lie apart, by the words beside it: "two years younger", "another 200"."""
    at = side.words_in(figure.span.start, figure.span.end)
    near = side.words.norm[max(at.start - 2, 0) : at.start] + side.words.norm[at.stop : at.stop + 2]
    behind = side.words.norm[at.stop : at.stop + 4]
    added = "added" in behind and "been" not in near[:2]  # "200 million might be added to the 300 million"
    return (
        added or not _STEP.isdisjoint(near) or not _ADDING.isdisjoint(side.words.norm[max(at.start - 2, 0) : at.start])
    )


def _only_of_the_rest(context: Context, one: Figure, other: Figure, link: int) -> bool:
    """Whether a number is what a share leaves of a whole, and both are told of the same part.

    "The Greens hold 18 of the 45 seats" / "hold three fifths of the 45 seats"; but "other parties hold three fifths".
    """
    a, b = context.links[link].a, context.links[link].b
    if _tells_rest(context.a, a, context.b, b):
        return False
    for (side, share), number in (((context.a, one), other), ((context.b, other), one)):
        part = share.value / 100 if share.unit == "percent" else share.value
        if not (is_fraction(share) or share.unit == "percent") or is_fraction(number) or number.unit is not None:
            continue
        if not 0 < part < 1 or part == 0.5 or _told(side, share) != "part":
            continue
        wholes = [
            mark.value
            for here, told in ((context.a, a), (context.b, b))
            for mark in figures_in(here, told)
            if mark.unit is None
        ]
        rest = any(_exact((1 - part) * whole, number.value) for whole in wholes)
        return (
            rest
            and not any(_near(part * whole, number.value, False) for whole in wholes)
            and not turned(context, one, other)
        )
    return False


def _multiplies(side: Side, figure: Figure) -> bool:
    """Whether a figure is a multiple: "four times"."""
    return _TIMES.match(side.text, figure.span.end, figure.span.end + 8) is not None


def replaced(context: Context, one: Figure, other: Figure) -> bool:
    """Whether two figures stand between the same words: "nearly half of the patients" / "nearly a fifth of the patients"."""
    around = []
    for side, figure in ((context.a, one), (context.b, other)):
        at = side.words_in(figure.span.start, figure.span.end)
        norm = side.words.norm
        around.append((norm[max(at.start - 1, 0) : at.start], norm[at.stop : at.stop + 1]))
    return around[0] == around[1]


class Amount(NamedTuple):
    """A value of some kind; of a share, how it is told: as a part ("half of"), a multiple, or a step up or down ("by half")."""

    kind: str
    value: float
    told: str = ""


def amounts_of(figure: Figure, side: Side) -> Iterator[Amount]:
    """What a figure may amount to: nothing where it is a rank or a range."""
    if figure.ordinal or figure.high is not None:
        return
    value, unit = figure.value, figure.unit
    if unit in _SHARES:
        yield Amount(SHARE, value * _SHARES[unit], _told(side, figure))
        yield Amount(PERCENT, value * _SHARES[unit])
        yield Amount("points", value * 100 * _SHARES[unit])
    elif is_fraction(figure) or _TIMES.match(side.text, figure.span.end, figure.span.end + 8):
        yield Amount(SHARE, value, _told(side, figure) if value < 1 else "")
        if value > 1:
            yield Amount(TIMES, value)
    elif unit is None and figure.counts in _POINTS:
        yield Amount("points", value)
        yield Amount("", value)
    elif unit in COINS:
        yield Amount(SUM, value / 100)
        yield Amount("", value / 100)  # of a currency that is no unit: "1.62 crowns"
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
    elif figure.counts is None or _OF_MORE.match(side.text, figure.span.end):
        yield Amount(ANY, value)
    else:
        yield Amount("", value)
    other = metres_or_millions(figure)
    if other is not None:
        yield Amount("m", other) if unit is None else Amount(ANY, other)


def _told(side: Side, figure: Figure) -> str:
    """How a share is told."""
    if not is_step(side, figure) or (
        _OF.match(side.text, figure.span.end)
        and not _BY_STEP.search(side.text, max(figure.span.start - 24, 0), figure.span.start)
    ):
        return "part"  # "lost 8 percent of its members"
    return ("step", "up", "down")[way_of(side, figure)]


def _known(side: Side, sentences: Sequence[Span]) -> list[Amount]:
    """The amounts that some sentences tell, in figures and in words."""
    found: list[Amount] = []
    for figure in figures_in(side, sentences):
        for end in ends(side, figure):
            found += amounts_of(end, side)
        found += _parts(figure)
    told = {word for one in sentences for word in side.norms(one.start, one.end)}
    found += [Amount(SHARE, MULTIPLES[word], "multiple") for word in told if word in MULTIPLES]
    if "half" in told and not any(one.value == 0.5 for one in figures_in(side, sentences)):
        found.append(Amount(SHARE, 0.5))
    found += [amount for one in sentences for amount in _in_words(side, one)]
    if any(_ONE.search(one.text) for one in sentences):
        found.append(Amount("", 1.0))
    return found[:MOST]


def _in_words(side: Side, sentence: Span) -> Iterator[Amount]:
    """The shares and the times that a sentence tells in words that are no figures: "a third are women", "an hour later"."""
    for match in _FRACTION.finditer(side.text, sentence.start, sentence.end):
        value = fraction_value(match.group().lower())
        if value:  # a figure or not: "of whom a third are" may be read as a rank
            yield Amount(SHARE, value)
    for match in _ONE_UNIT.finditer(side.text, sentence.start, sentence.end):
        family, size = SIZES[(match[1] or match[2]).lower()]
        yield Amount(family + _WHATEVER, size)
    for _, _, total in _compounds(side, sentence):
        yield total


def _compounds(side: Side, sentence: Span) -> Iterator[tuple[int, int, Amount]]:
    """Lengths of time told in two units, where they stand and what they amount to: "two hours and 40 minutes"."""
    inside = list(figures_in(side, (sentence,)))
    for k, one in enumerate(inside):
        if one.unit not in _BELOW or one.high is not None:
            continue
        family, size = SIZES[one.unit]
        before = inside[k - 1] if k else None
        longer = before.unit if before is not None and before.unit in _LARGER else None
        if (
            before is not None
            and longer is not None
            and SIZES[longer][0] == family
            and _JOINED.fullmatch(side.text, before.span.end, one.span.start)
        ):
            total = before.value * SIZES[longer][1] + one.value * size
            yield before.span.start, one.span.end, Amount(family + _WHATEVER, total)
            continue
        single = _SINGLE.search(side.text, max(one.span.start - 20, sentence.start), one.span.start)
        if single is not None and SIZES[single[1]][0] == family:
            total = SIZES[single[1]][1] + one.value * size
            yield single.start(), one.span.end, Amount(family + _WHATEVER, total)


def _begun(side: Side, sentences: Sequence[Span]) -> list[Amount]:
    """Where the amounts of some sentences began, by the steps told with them: "450,000 francs, 300,000 more than last year"."""
    inside = [figure for figure in figures_in(side, sentences) if not figure.ordinal and figure.high is None][:MOST]
    found = []
    for step in inside:
        if not is_step(side, step):
            continue
        way = way_of(side, step)
        for end in inside:
            for by, to in product(amounts_of(step, side), amounts_of(end, side)):
                if end is step or not _kin(by, to) or to.kind in (SHARE, PERCENT, TIMES, "points"):
                    continue
                found += [Amount(to.kind, to.value - sign * by.value) for sign in (1, -1) if way in (0, sign)]
    return [one for one in found if one.value > 0][:MOST]


def told_in_two_units(figure: Figure, here: Side, own: Sequence[Span], there: Side, others: Sequence[Span]) -> bool:
    """Whether a length of time, or a part of one, is told in other units by the other side: "80 minutes" / "an hour and 20"."""
    known = [amount for one in others for mark in figures_in(there, (one,)) for amount in amounts_of(mark, there)]
    for one in own:
        for start, end, total in _compounds(here, one):
            if start <= figure.span.start < end:
                return any(amount.kind == total.kind and _exact(amount.value, total.value) for amount in known)
    wanted = [amount for amount in amounts_of(figure, here) if amount.kind.endswith(_WHATEVER)]
    totals = [total for one in others for _, _, total in _compounds(there, one)]
    return any(one.kind == two.kind and _exact(one.value, two.value) for one in wanted for two in totals)


def _of_every(figure: Figure, here: Side, own: Sequence[Span], known: Sequence[Amount]) -> bool:
    """Whether a figure and another beside it are a share that the other side tells: "of every ten, seven" / "70 percent"."""
    if figure.unit is not None or figure.ordinal or not any(_EVERY.search(one.text) for one in own):
        return False
    shares = [one.value for one in known if one.kind == SHARE]
    just_one = figure.value > 1 and any(_ONE.search(one.text) for one in own)  # "of every nine just one"
    if just_one and any(_near(1 / figure.value, share, True) for share in shares):
        return True
    for one in own:
        for mate in figures_in(here, (one,)):
            if mate is not figure and mate.unit is None and mate.value and figure.value and mate.value != figure.value:
                low, high = sorted((mate.value, figure.value))
                if any(_near(low / high, share, True) for share in shares):
                    return True
    return False


def _of_the_others(figure: Figure, here: Side, there: Side, sentences: Sequence[Span]) -> bool:
    """Whether a figure counts those before one that the other side ranks: "preceded by four others" / "the fifth"."""
    return any(
        next_to_come(there, mark, figure) if figure.ordinal else next_to_come(here, figure, mark)
        for one in sentences
        for mark in figures_in(there, (one,))
        if mark.ordinal != figure.ordinal
    )


def _parts(figure: Figure) -> Iterator[Amount]:
    """The two numbers of a printed ratio: "six out of 30"."""
    match = _PAIR.match(figure.span.text) if is_fraction(figure) else None
    for printed in match.groups() if match else ():
        word = printed.lower().replace(",", "")
        if word.isdecimal():
            yield Amount("", float(word))
        elif word in CARDINALS:
            yield Amount("", float(CARDINALS.index(word)))


def follows(
    figure: Figure, here: Side, own: Sequence[Span], there: Side, sentences: Sequence[Span], alone: bool = False
) -> bool:
    """Whether one step from the amounts of some sentences of the other side gives what a figure amounts to.

    `alone`: it has taken the place of no other, so it may also be the rest of a whole ("the other 20 percent").
    """
    wanted = list(amounts_of(figure, here))
    known = _known(there, sentences) if wanted else []
    if alone and _of_the_others(figure, here, there, sentences):
        return True
    words = [amount.value for one in sentences for amount in _in_words(there, one) if amount.kind == SHARE]
    if alone and any(one.kind == SHARE and _near(one.value, share, True) for one in wanted for share in words):
        return True  # "a third belongs to the church" / "one acre in three belongs to the church"
    printed = [part.value for mark in figures_in(there, sentences) for part in _parts(mark)]
    if figure.unit is None and not figure.ordinal and figure.value in printed:
        return True  # "two … of five" / "two out of five"
    if _of_every(figure, here, own, known):
        return True
    rate = _rated(there, sentences) or _rated(here, own)
    if alone and any(_rest(one, known) for one in wanted):
        beside = [amount for mark in figures_in(here, own) if mark is not figure for amount in amounts_of(mark, here)]
        if _tells_rest(here, own, there, sentences) or any(_rest(one, beside) for one in wanted):
            return True  # "the other 20 percent"; "70 percent stand empty, only 30 percent are let"
    if any(one.kind == TIMES for one in wanted):  # "three times as many" is no 300 percent more
        wanted = [one for one in wanted if one.kind == TIMES]
        known = [one for one in known if one.kind != TIMES]
        known += _begun(there, sentences)
        if any(_near(wanted[0].value, first.value / second.value, True) for first, second in _alike(known)):
            return True
    elif any(one.kind == SHARE and one.told in ("up", "down", "step") for one in wanted):
        known += _begun(there, sentences)  # "a quarter more than last year" / "20 more than last year"
    return any(_given(one, known, rate) for one in wanted) or (bool(known) and _ratio_given(figure, known))


def _ratio_given(figure: Figure, known: Sequence[Amount]) -> bool:
    """Whether both numbers of a printed ratio stand on the other side: "six out of 30" / "6 of the 30"."""
    parts = list(_parts(figure))
    return len(parts) == 2 and all(any(_kin(part, one) and part.value == one.value for one in known) for part in parts)


def _tells_rest(here: Side, own: Sequence[Span], there: Side, others: Sequence[Span]) -> bool:
    """Whether either side speaks of the rest of something."""
    return any(
        not _REST.isdisjoint(side.norms(one.start, one.end))
        for side, told in ((here, own), (there, others))
        for one in told
    )


def _rest(wanted: Amount, known: Sequence[Amount]) -> bool:
    return wanted.kind == SHARE and any(
        one.kind == SHARE and 0 < one.value < 1 and _exact(one.value + wanted.value, 1.0) for one in known
    )


def _rated(side: Side, sentences: Sequence[Span]) -> bool:
    """Whether some sentences tell a rate: "each", "apiece", "12 a day"."""
    for one in sentences:
        told = side.norms(one.start, one.end)
        if not _RATE.isdisjoint(told):
            return True
        if any(
            told[k - 1] in ("a", "an") and (told[k] in _UNITS or told[k - 2 : k - 1] == ["to"])
            for k in range(2, len(told))
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
    """Whether two values are one but for rounding; what comes out even is not rounded."""
    if share:
        return abs(one - other) <= min(EVEN, EVEN_OF * max(one, other))
    return _exact(one, other) or (not _exact(other, round(other)) and math.isclose(one, other, rel_tol=CLOSE))


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
    shares = [one for one in known if one.kind == SHARE and one.value > 0]
    amounts = [one for one in known if one.kind not in (SHARE, PERCENT, TIMES, "points")]
    if wanted.kind == SHARE:
        return _shared(wanted, known)
    if wanted.kind == "points":
        return False
    if wanted.kind in (PERCENT, TIMES):  # "1.5 times" / "50 percent more"
        more, times = (value, None) if wanted.kind == PERCENT else (None, value)
        return any(
            _near((more or 0) + 1, one.value, True) and one.kind == TIMES
            if times is None
            else _near(one.value + 1, times, True) and one.kind == PERCENT
            for one in known
        )
    for share in shares:
        for one in amounts:
            if not _kin(one, wanted):
                continue
            if max(one.value, value) >= 10 and any(
                _near(value, part, False) for part in _of(share.value, one.value, share.told)
            ):
                return True
            if (wanted.kind == one.kind == SUM or value % 1) and any(
                _exact(value, part) for part in _of(share.value, one.value, share.told)
            ):
                return True
    if rate and any(
        min(first.value, second.value) > 1 and _exact(value * second.value, first.value)
        for first, second in permutations(amounts, 2)
        if _kin(first, wanted)
    ):
        return True
    if rate and value >= 20:
        return any(
            _exact(first.value * second.value, value) and min(first.value, second.value) > 1
            for first, second in combinations(amounts, 2)
            if _kin(first, wanted) or _kin(second, wanted)
        )
    return False


def _of(share: float, whole: float, told: str) -> Iterator[float]:
    """What a share may make of an amount: the share, the amount it is of, and what is left or comes of it."""
    yield share * whole
    yield whole / share
    if share < 1 and told != "multiple":
        if told != "up":
            yield (1 - share) * whole
            yield whole / (1 - share)
        if told not in ("down", "part"):
            yield (1 + share) * whole
            yield whole / (1 + share)


def _shared(wanted: Amount, known: Sequence[Amount]) -> bool:
    """Whether a share or a multiple is what one amount is of another, or by how much they differ."""
    for first, second in _alike(known):
        ratio = first.value / second.value
        parts = [
            *([ratio - 1] if wanted.told not in ("down", "part") else ()),
            *([1 - ratio] if wanted.told != "up" else ()),
            *([ratio] if wanted.told not in ("up", "down") else ()),
        ]
        if any(_near(wanted.value, part, True) for part in parts) and ratio != 1:
            return True
    return False


def _alike(known: Sequence[Amount]) -> Iterator[tuple[Amount, Amount]]:
    """Any two amounts of one kind."""
    for first, second in permutations(
        [one for one in known if one.value > 0 and one.kind not in (PERCENT, TIMES, "points")], 2
    ):
        if first.kind == second.kind or ANY in (first.kind, second.kind):
            yield first, second


def parted_alike(context: Context, one: Figure, other: Figure, link: int) -> bool:
    """Whether what two figures differ by is told on both sides, and on both or on neither as a part: "four of the seven"."""
    part = abs(one.value - other.value)
    sides = (context.a, context.links[link].a), (context.b, context.links[link].b)
    told = []
    for side, sentences in sides:
        parts = [figure for figure in figures_in(side, sentences) if figure.value == part]
        if not parts and not (part == 1.0 and any(_ONE.search(sentence.text) for sentence in sentences)):
            return False
        told.append(
            any(_OF_THEM.match(side.text, figure.span.end) for figure in parts)
            or any(_AMONG.search(side.text, max(figure.span.start - 16, 0), figure.span.start) for figure in parts)
            or (part == 1.0 and any(_ONE_OF.search(sentence.text) for sentence in sentences))
        )
    return told[0] == told[1]


def range_ends(context: Context, one: Figure | None, other: Figure | None) -> bool:
    """Whether figures are the ends of a range of the other side: "the youngest 20, the oldest 24" / "aged between 20 and 24"."""
    told = [(side, figure) for side, figure in (("a", one), ("b", other)) if figure is not None]
    if len(told) == 2 and told[0][1].high == told[1][1].high:
        return False
    return all(_at_an_end(context, side, figure) for side, figure in told)


def _at_an_end(context: Context, side: str, figure: Figure) -> bool:
    link = context.link_at(side, figure.span.start)
    if link is None:
        return False
    sentences = context.links[link].a, context.links[link].b
    here, there = (context.a, context.b) if side == "a" else (context.b, context.a)
    own, others = sentences if side == "a" else sentences[::-1]
    if figure.high is not None:
        return {figure.value, figure.high} <= {one.value for one in figures_in(there, others) if one.high is None}
    mine = {one.value for one in figures_in(here, own) if one.high is None}
    return any(
        one.high is not None and figure.value in (one.value, one.high) and {one.value, one.high} <= mine
        for one in figures_in(there, others)
    )


def answers(context: Context, side: str, link: int) -> tuple[Span, ...]:
    """The sentences of the other side that answer a link's on `side`."""
    return context.links[link].b if side == "a" else context.links[link].a


def implied(context: Context, one: Figure | None, other: Figure | None) -> bool:
    """Whether each of two figures follows from the other side, so that neither telling says more than the other."""
    if one is None or other is None or one.span.start in context.slots or one.value == other.value:
        return False
    language = context.a.language
    share = is_fraction(one) or is_fraction(other)
    link = context.link_at("a", one.span.start)
    if link is not None and link == context.link_at("b", other.span.start):
        a, b = context.links[link].a, context.links[link].b
        if told_in_two_units(one, context.a, a, context.b, b) and told_in_two_units(other, context.b, b, context.a, a):
            return True
    if replaced(context, one, other):
        return False
    if one.ordinal != other.ordinal:
        return next_in_line(context, one, other)
    if completes(context, one, other):
        return True
    if link is not None and _only_of_the_rest(context, one, other, link):
        return False
    if one.unit == other.unit and not share:
        counted = one.counts is not None and other.counts is not None
        if counts_alike(one, other, language) and not one_each(context, one, other):
            return False
        if _multiplies(context.a, one) != _multiplies(context.b, other) or one_each(context, one, other):
            pass  # "four times what was asked" / "20,000 was asked": no versions of one number
        elif tells_a_step(context.a, one) == tells_a_step(context.b, other) and (
            not counted or link is None or parted_alike(context, one, other, link)
        ):
            return False
    sides = ("a", context.a, context.b, one), ("b", context.b, context.a, other)
    for side, here, there, figure in sides:
        link = context.link_at(side, figure.span.start)
        if link is None:
            return False
        own, sentences = answers(context, "b" if side == "a" else "a", link), answers(context, side, link)
        if not follows(figure, here, own, there, sentences) and not (
            (figure.unit or (figure.value <= 2 and one.counts and other.counts))
            and any(told_in_words(figure, there.lemmas(place.start, place.end)) for place in sentences)
        ):
            return False
    return not same_whole(context, one, other) or tells_a_step(context.a, one) != tells_a_step(context.b, other)
