"""Amounts and times told by words that are no figures: "doubled" / "tripled", "in her thirties", "the twelfth century", "hundreds".

How it works
1. Some classes of words have a value of their own: multiples ("twofold", "tripled"), groups ("a trio"), plurals of scale words
   ("dozens", "tens of thousands"), decades of a life or a century and centuries ("thirties", "the sixties", "12th-century"), and
   weeks and seasons told from the day of telling ("this spring", "last week").
2. In linked sentences the values of one class that both sides have, in words or as a figure, answer one another. Where each side
   is left with one value, and these differ, the one became the other.
3. What a number is told for ("80 barrels a day" / "80 barrels a week") is such a word too, where the number is the same. So is a
   length of time with no number before it that stands in the place of another: "once a day" / "once a week".
4. Where only one side has such a word, nothing is said here: what it stands for may be a figure of the other side ("the pair").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from retold.changes.context import Context, Side
from retold.marking.numerals import ordinal_value
from retold.records.article import Span
from retold.records.comparison import Change, ChangeKind

_TIMES = dict(zip("two three four five six seven eight nine ten".split(), range(2, 11), strict=True))
MULTIPLES: dict[str, float] = {
    **dict.fromkeys("halve halves halved halving".split(), 0.5),
    **dict.fromkeys("double doubles doubled doubling twofold twice".split(), 2.0),
    **dict.fromkeys("triple triples tripled tripling treble trebles trebled trebling threefold thrice".split(), 3.0),
    **dict.fromkeys("quadruple quadruples quadrupled quadrupling fourfold".split(), 4.0),
    **dict.fromkeys("quintuple quintupled fivefold".split(), 5.0),
    **dict.fromkeys(("hat-trick", "hat trick", "hat-tricks"), 3.0),
    "brace": 2.0,
    "by half": 0.5,  # or half as much again: never double
    **{f"{word}fold": float(value) for word, value in _TIMES.items() if value > 5},
}
GROUPS: dict[str, float] = {
    **dict.fromkeys("pair duo twosome twins".split(), 2.0),
    **dict.fromkeys("trio threesome triplets".split(), 3.0),
    **dict.fromkeys("quartet foursome".split(), 4.0),
    "quintet": 5.0,
    "sextet": 6.0,
}
_SCALES = {"dozens": 1.0, "scores": 1.0, "hundreds": 2.0, "thousands": 3.0, "millions": 6.0, "billions": 9.0}
_DECADES = dict(
    zip(
        "twenties thirties forties fifties sixties seventies eighties nineties".split(), range(20, 100, 10), strict=True
    )
)

_MULTIPLE = re.compile(rf"\b(?:{'|'.join(MULTIPLES)})\b", re.IGNORECASE)
_GROUP = re.compile(rf"\b(?:{'|'.join(GROUPS)})\b", re.IGNORECASE)
_SCALE = re.compile(
    r"\b(?:(?P<times>tens|hundreds)\sof\s(?=thousands|millions|billions))?(?P<scale>dozens|scores|hundreds|thousands|millions|billions)"
    r"(?=\s(?:of|more)\b)",
    re.IGNORECASE,
)
_NTH = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth"
).split()
_PLACE = re.compile(
    r"\b(?:finish(?:ed|es|ing)?|c[ao]m(?:es?|ing)|rank(?:ed|s)?|placed|lies?|lay|stands?|stood|ended(?:\sup)?)\s"
    rf"(?P<nth>{'|'.join(_NTH)}|\d{{1,2}}(?:st|nd|rd|th))\b(?!\s(?:time|day|week|month|year))",
    re.IGNORECASE,
)
_TEN_YEARS = rf"(?:early\s|mid-?\s?|late\s)?(?P<decade>{'|'.join(_DECADES)}|[2-9]0s)\b"
_AGE = re.compile(rf"\b(?:his|her|their)\s{_TEN_YEARS}", re.IGNORECASE)
_YEARS = re.compile(rf"\bthe\s{_TEN_YEARS}", re.IGNORECASE)
_SEASONS = "spring summer autumn fall winter season term week weekend".split()
_WHICH = re.compile(rf"\b(?P<which>this|last|next)\s(?P<unit>{'|'.join(_SEASONS)})\b(?!['’]?s?-)", re.IGNORECASE)
_CENTURY = re.compile(
    r"\b(?P<nth>\d{1,2}(?:st|nd|rd|th)|[a-z]{5,12}(?:-[a-z]{5,7})?)[\s-](?:century|centuries)\b|\b(?P<hundred>1\d|20)00s\b",
    re.IGNORECASE,
)


def _decade(match: re.Match[str]) -> float:
    word = match["decade"].lower()
    return float(_DECADES.get(word) or word[:2])


def _century(match: re.Match[str]) -> float | None:
    if match["hundred"]:
        return float(match["hundred"]) + 1
    nth = match["nth"].lower()
    return ordinal_value(nth) if nth[0].isdigit() or nth.endswith(("th", "first", "second", "third")) else None


def century_told(text: str, sentence: Span) -> float | None:
    """The century that a sentence names."""
    match = _CENTURY.search(text, sentence.start, sentence.end)
    return _century(match) if match else None


def place_told(text: str, sentence: Span) -> float | None:
    """The place that a sentence says something came in: "finished third"."""
    match = _PLACE.search(text, sentence.start, sentence.end)
    return ordinal_value(match["nth"]) if match else None


def _which(match: re.Match[str]) -> float:
    unit = match["unit"].lower().replace("fall", "autumn")
    return 100.0 * ("this", "last", "next").index(match["which"].lower()) + _SEASONS.index(unit)


def _scale(match: re.Match[str]) -> float:
    return _SCALES[match["scale"].lower()] + {"tens": 1, "hundreds": 2}.get((match["times"] or "").lower(), 0)


_PER = re.compile(
    r"(?<!\bthan)(?<!\bfor)(?<!\bin)(?<!\bwithin)(?<!\bafter)(?<!\bover)(?<!\bof)(?<!\bby)(?<!\bon)(?<!\bhalf)(?<!\bnearly)(?<!\babout)"
    r"(?<!\bbefore)(?<!,)\s(?:an?|per|each|every)\s(?P<unit>second|minute|hour|day|week|month|quarter|year)\b"
    r"(?!\s(?:ago|later|earlier|before|after|long|of|on|from|and)\b)",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\b(?:every|each)\s(?P<unit>second|minute|hour|day|week|month|quarter|year)\s", re.IGNORECASE)
PER_REACH = 40  # characters before "a day" in which the number stands that is told for it
_PER_SIGNS = frozenset("second minute hour day week month quarter year".split())
_LENGTHS = frozenset("second minute hour day week fortnight month year decade century".split())
_BEFORE_IT = 4  # words before such a length that must be the same
_DETERMINED = {"an": "a", **{word: word for word in "a any each every per one".split()}}


class _Class(NamedTuple):
    """One class of such words: what it is a change of, how a word is found, its value, and the words that tell of one."""

    kind: ChangeKind
    found: re.Pattern[str]
    value: Callable[[re.Match[str]], float | None]
    signs: frozenset[str]


_TENS = frozenset({*_DECADES, *(f"{tens}0" for tens in range(2, 10))})  # "40s" is two words
_RANKS = frozenset({*_NTH, *(f"{k}{end}" for k in range(1, 100) for end in ("", "st", "nd", "rd", "th"))})
_CLASSES = (
    _Class("figure", _MULTIPLE, lambda match: MULTIPLES[match.group().lower()], frozenset({*MULTIPLES, "hat", "half"})),
    _Class("figure", _GROUP, lambda match: GROUPS[match.group().lower()], frozenset(GROUPS)),
    _Class("figure", _SCALE, _scale, frozenset(_SCALES)),
    _Class("figure", _AGE, _decade, _TENS),
    _Class("figure", _PLACE, lambda match: ordinal_value(match["nth"]), _RANKS),
    _Class("date", _YEARS, _decade, _TENS),
    _Class("date", _WHICH, _which, frozenset(_SEASONS)),
    _Class("date", _CENTURY, _century, frozenset({"century", "centuries", *(f"{one}00" for one in range(10, 21))})),
)
_SIGNS = frozenset().union(_PER_SIGNS, *(one.signs for one in _CLASSES))


def worded_changes(context: Context) -> list[Change]:
    """Words with a value of their own that became others of their class."""
    found: list[Change] = []
    if not context.english:
        return found
    told_a, told_b = context.links_with(_SIGNS, "a"), context.links_with(_SIGNS, "b")
    both = [index for index in sorted(told_a.keys() & told_b.keys()) if context.links[index].kind != "verbatim"]
    for one in _CLASSES:
        for index in both:
            if one.signs.isdisjoint(told_a[index]) or one.signs.isdisjoint(told_b[index]):
                continue
            link = context.links[index]
            change = _changed(context, one, link.a, link.b)
            if change is not None:
                found.append(change)
    for index in both:
        if not _PER_SIGNS.isdisjoint(told_a[index]) and not _PER_SIGNS.isdisjoint(told_b[index]):
            found += _rates_changed(context, context.links[index].a, context.links[index].b)
    return [*found, *_lengths_changed(context)]


def _rates_changed(context: Context, a: tuple[Span, ...], b: tuple[Span, ...]) -> list[Change]:
    """One number told for one length of time that is told for another: "80 barrels a day" / "80 barrels a week"."""
    rates = _rates(context.a, a), _rates(context.b, b)
    found = []
    for value in rates[0].keys() & rates[1].keys():
        (one, here), (other, there) = rates[0][value], rates[1][value]
        if one != other and not any(value != known and rates[0][known][0] == other for known in rates[0]):
            context.a.claim(here)
            context.b.claim(there)
            within = context.within((here,), (there,))
            found.append(Change(kind="figure", detail="unit", a=(here,), b=(there,), within=within))
    return found


def _rates(side: Side, sentences: tuple[Span, ...]) -> dict[float, tuple[str, Span]]:
    """What the numbers of some sentences are told for, and where."""
    found: dict[float, tuple[str, Span]] = {}
    for sentence in sentences:
        for match in _EVERY.finditer(side.text, sentence.start, sentence.end):
            behind = next((one for one in side.marked.figures if one.span.start == match.end()), None)
            if behind is not None:
                place = side.span(match.start(), behind.span.end)
                found.setdefault(behind.value, (match["unit"].lower(), place))
        for match in _PER.finditer(side.text, sentence.start, sentence.end):
            before = [
                one
                for one in side.marked.figures
                if sentence.start <= one.span.start < match.start() and match.start() - one.span.end <= PER_REACH
            ]
            if before and not side.claimed.touches(*match.span("unit")):
                place = side.span(before[-1].span.start, match.end("unit"))
                found.setdefault(before[-1].value, (match["unit"].lower(), place))
    return found


def _lengths_changed(context: Context) -> list[Change]:
    """One length of time in the place of another where neither has a number: "in any year" / "in any month"."""
    found = []
    for _, words_a, words_b in context.edits:
        if not len(words_a) == len(words_b) == 1:
            continue
        (a, i), (b, j) = (context.a, words_a.start), (context.b, words_b.start)
        if a.words.norm[i] not in _LENGTHS or b.words.norm[j] not in _LENGTHS or not i or not j:
            continue
        one, other = (_DETERMINED.get(side.words.norm[k - 1]) for side, k in ((a, i), (b, j)))
        here, there = a.span(a.words.starts[i], a.words.ends[i]), b.span(b.words.starts[j], b.words.ends[j])
        if one is None or one != other or not _alike_around(context, i, j):
            continue
        if a.told.touches(here.start, here.end) or b.told.touches(there.start, there.end):
            continue
        if a.claimed.touches(here.start, here.end) or b.claimed.touches(there.start, there.end):
            continue
        a.claim(here)
        b.claim(there)
        within = context.within((here,), (there,))
        found.append(Change(kind="figure", detail="unit", a=(here,), b=(there,), within=within))
    return found


def _alike_around(context: Context, i: int, j: int) -> bool:
    """Whether the same words stand before two words and behind them, and no figure: "500 tonnes a day" may be "3,500 a week"."""
    for here, there, k, n in ((context.a, context.b, i, j), (context.b, context.a, j, i)):
        first = max(k - _BEFORE_IT, 0)
        if here.figured.touches(here.words.starts[first], here.words.starts[k]):
            return False
        if here.words.norm[first : k - 1] != there.words.norm[max(n - _BEFORE_IT, 0) : n - 1]:
            return False
        if here.words.norm[k + 1 : k + 2] != there.words.norm[n + 1 : n + 2]:
            return False
    return True


def _changed(context: Context, one: _Class, a: tuple[Span, ...], b: tuple[Span, ...]) -> Change | None:
    told_a, told_b = _told(context.a, one, a), _told(context.b, one, b)
    if not told_a or not told_b:
        return None
    left = {
        value: place for value, place in told_a.items() if value not in told_b and not _figured(context.b, value, b)
    }
    right = {
        value: place for value, place in told_b.items() if value not in told_a and not _figured(context.a, value, a)
    }
    if len(left) != 1 or len(right) != 1:
        return None
    here, there = context.a.span(*next(iter(left.values()))), context.b.span(*next(iter(right.values())))
    context.a.claim(here)
    context.b.claim(there)
    detail = "changed" if one.kind == "date" else "number"
    return Change(kind=one.kind, detail=detail, a=(here,), b=(there,), within=context.within((here,), (there,)))


def _told(side: Side, one: _Class, sentences: tuple[Span, ...]) -> dict[float, tuple[int, int]]:
    """The values of one class in some sentences, each with the first place of it that no change has been told of."""
    found: dict[float, tuple[int, int]] = {}
    for sentence in sentences:
        for match in one.found.finditer(side.text, sentence.start, sentence.end):
            value = one.value(match)
            if value is not None and not side.claimed.touches(*match.span()):
                found.setdefault(value, match.span())
    return found


def _figured(side: Side, value: float, sentences: tuple[Span, ...]) -> bool:
    """Whether a figure of some sentences has a value, be it as a multiple told in percent ("rose by 100 percent")."""
    return any(
        figure.value in (value, 100 * (value - 1))
        for sentence in sentences
        for figure in side.marked.figures
        if sentence.start <= figure.span.start < sentence.end
    )
