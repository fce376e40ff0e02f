"""One fact told from its other end: "more than double the limit" / "the limit is less than half", "five without" / "first in six".

How it works
1. "A is more than ten times B" and "B is less than a tenth of A" are one: the share is one by the multiple, the bounds are mirrored
   ("at least" / "at most"), and what the multiple is of stands before the share. Where more of it stands behind the share, the
   sentence was not turned ("A is more than double B" / "A is less than half of B") and says something else.
2. "A run of five matches without a win" and "the first win in six" are one: the last of the greater number ends the run.
3. "With ten men" and "a man short" are one, of a team of eleven, or of 15, seven or five.
4. "In the 12th minute and seven minutes later" and "in the 12th and 19th" are one.
5. A share that is lost and a share that is saved of one whole are never one where the number is the same, but for one half:
   "60% were lost" / "60% survived".

Known exceptions: what a multiple is of must be told in the same words; which sport a team plays is not asked.

| threshold | value | from |
|---|---|---|
| REACH | 60 | code points beside a multiple or a share in which what it is of is told |
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Final

from retold.changes.amounts import is_fraction
from retold.changes.context import Context, Side
from retold.changes.derived import figures_in
from retold.changes.worded import MULTIPLES
from retold.records.article import Span
from retold.records.marks import Bound, Figure

REACH: Final = 60
CLOSE: Final = 0.01
_MIRRORED: dict[Bound | None, str] = {
    None: "",
    "about": "about",
    "over": "below",
    "at least": "below",
    "under": "above",
    "at most": "above",
}
_NEAR: dict[Bound | None, str] = {
    None: "",
    "about": "about",
    "over": "above",
    "at least": "above",
    "under": "below",
    "at most": "below",
}
_MULTIPLE = re.compile(
    rf"\b(?:(?P<over>(?:more|greater|higher)\sthan|over|at\sleast)\s|(?P<under>less\sthan|under|at\smost|up\sto)\s|"
    r"(?P<about>about|nearly|almost|around|roughly|some|close\sto)\s)?"
    rf"(?P<word>{'|'.join(word for word, value in MULTIPLES.items() if value > 1 and ' ' not in word and '-' not in word)})\b",
    re.IGNORECASE,
)
_TIMES = re.compile(r"(?:\stimes\b|-?fold\b)")
_STOP = re.compile(r"[;:!?—\n]|[,.](?!\d)")
_FIRST = re.compile(
    r"\bfirst\s(?:[\w'’-]{2,20}\s){1,4}?(?:in|for|of|from|out\sof|after)\s(?:their|its|his|her|the|last|past|these\s){0,2}\s?\Z"
)
_LATER = re.compile(
    r"\s(?:minutes?|laps?|overs?|rounds?|games?|days?|weeks?|years?)\s(?:later|on|after\sthat|afterwards)\b"
)
_NTH = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\b")
_NONE = frozenset("without no not never winless goalless failed failing lost losing none".split())
_PLAYER = frozenset("man player woman skater".split())
_SHORT = frozenset("short down light fewer less".split())
_PLAYERS = frozenset("men players women skaters".split())
_GONE = frozenset("lose die perish destroy kill ruin wreck drown sink spoil wither succumb".split())
_SAVED = frozenset("survive spare escape save intact alive unhurt unharmed unscathed undamaged".split())
_TURNS = frozenset("not never no without nobody none nothing only fail neither nor less fewer".split())


def told_from_the_end(context: Context, one: Figure | None, other: Figure | None) -> bool:
    """Whether two figures, or one that stands alone, are told by the other side from the other end."""
    if one is not None and other is not None:
        return (
            _ends_a_run(context, one, other)
            or _ranked_later(context, one, other)
            or all(_inverse(context, figure, side) for side, figure in (("a", one), ("b", other)))
        )
    side, figure = ("a", one) if one is not None else ("b", other)
    return figure is not None and (
        _inverse(context, figure, side) or _man_short(context, figure, side) or _counts_to_a_rank(context, figure, side)
    )


def other_fate(context: Context, one: Figure | None, other: Figure | None) -> bool:
    """Whether one share of a whole is told as lost and as saved: "60% were lost" / "60% survived"."""
    if one is None or other is None or one.value != other.value or one.unit != other.unit:
        return False
    if not (is_fraction(one) or one.unit == "percent") or one.value in (0.5, 50.0):
        return False
    fates = [_fate(context.a, one), _fate(context.b, other)]
    return 0 not in fates and fates[0] != fates[1]


def _fate(side: Side, figure: Figure) -> int:
    """Whether the clause of a share tells that it is lost (-1) or saved (1); 0 where it tells both, neither or a negation."""
    start, end = _clause(side, figure.span.start, figure.span.end)
    forms = set(side.lemmas(start, end))
    told = forms | set(side.norms(start, end))
    if not told.isdisjoint(_TURNS) or any(word.endswith("n't") for word in told):
        return 0
    gone, saved = not told.isdisjoint(_GONE), not told.isdisjoint(_SAVED)
    return 0 if gone == saved else 1 if saved else -1


def _clause(side: Side, start: int, end: int) -> tuple[int, int]:
    """The clause around a place, REACH code points to either side at most."""
    low, high = max(start - REACH, 0), min(end + REACH, len(side.text))
    cuts = [match.end() for match in _STOP.finditer(side.text, low, start)]
    cut = _STOP.search(side.text, end, high)
    return (cuts[-1] if cuts else low), (cut.start() if cut else high)


def _inverse(context: Context, figure: Figure, side: str) -> bool:
    """Whether the other side tells a share by its multiple, or a multiple by its share, what they are of changing places."""
    link = context.link_at(side, figure.span.start)
    if link is None or figure.ordinal or figure.high is not None or not figure.value:
        return False
    here, there = (context.a, context.b) if side == "a" else (context.b, context.a)
    own, others = context.links[link].a, context.links[link].b
    if side == "b":
        own, others = others, own
    if is_fraction(figure) or (figure.unit == "percent" and 0 < figure.value < 100):
        return any(_turned(there, multiple, here, figure) for multiple in _multiples(there, others))
    return any(
        _turned(here, multiple, there, share)
        for multiple in _multiples(here, own)
        if multiple[1] == figure.span.start
        for share in figures_in(there, others)
    )


_Multiple = tuple[float, int, int, str]  # its value, where it stands, and its bound


def _multiples(side: Side, sentences: Sequence[Span]) -> Iterator[_Multiple]:
    """The multiples that some sentences tell in figures and in words."""
    for figure in figures_in(side, sentences):
        if figure.unit is None and figure.value > 1 and (match := _TIMES.match(side.text, figure.span.end)):
            yield figure.value, figure.span.start, match.end(), _NEAR[figure.bound]
    for one in sentences:
        for match in _MULTIPLE.finditer(side.text, one.start, one.end):
            bound = "above" if match["over"] else "below" if match["under"] else "about" if match["about"] else ""
            yield MULTIPLES[match["word"].lower()], *match.span("word"), bound


def _turned(side: Side, multiple: _Multiple, there: Side, share: Figure) -> bool:
    """Whether a share is one by a multiple, its bound the mirrored one, and what the multiple is of told before the share."""
    value, start, end, bound = multiple
    part = share.value / 100 if share.unit == "percent" else share.value
    if share.ordinal or not math.isclose(value * part, 1.0, rel_tol=CLOSE) or _MIRRORED[share.bound] != bound:
        return False
    of = _content(side, end, _clause(side, start, end)[1])
    first, last = _clause(there, share.span.start, share.span.end)
    begin = share.bound_span.start if share.bound_span is not None else share.span.start
    before = _content(there, first, min(begin, share.span.start))
    behind = _content(there, share.span.end, last)
    return len(of & before) > len(of & behind)


def _content(side: Side, start: int, end: int) -> set[str]:
    """The dictionary forms of the words of a stretch that carry meaning."""
    return {side.forms[k] for k in side.words_in(start, max(start, end)) if not side.light[k]}


def _ends_a_run(context: Context, one: Figure, other: Figure) -> bool:
    """Whether a run of so many ends with the first of one more: "five matches without a win" / "their first win in six"."""
    if abs(one.value - other.value) != 1 or one.unit != other.unit or one.ordinal or other.ordinal:
        return False
    if one.bound != other.bound or one.high is not None or other.high is not None:
        return False
    (run, shorter), (side, longer) = sorted(((context.a, one), (context.b, other)), key=lambda told: told[1].value)
    first = _FIRST.search(side.text, max(longer.span.start - REACH, 0), longer.span.start)
    inside = run.words_in(*_clause(run, shorter.span.start, shorter.span.end))
    nones = [k for k in inside if run.words.norm[k] in _NONE]
    if first is None or not nones:
        return False
    for k in nones:
        run.claim(run.span(run.words.starts[k], run.words.ends[k]))  # told with the run, and no negation of its own
    return True


def _ranked_later(context: Context, one: Figure, other: Figure) -> bool:
    """Whether a rank is counted to from one that both sides have: "in the 12th minute and seven minutes later" / "the 19th"."""
    if one.ordinal == other.ordinal:
        return False
    (here, rank, own), (there, count, others) = ((context.a, one, "a"), (context.b, other, "b"))[
        :: 1 if one.ordinal else -1
    ]
    links = context.link_at(own, rank.span.start), context.link_at(others, count.span.start)
    if links[0] is None or links[0] != links[1] or not _LATER.match(there.text, count.span.end):
        return False
    link = context.links[links[0]]
    sides = (here, link.a if own == "a" else link.b), (there, link.a if others == "a" else link.b)
    known = [{mark.value for mark in figures_in(*side) if mark.ordinal} for side in sides]
    return any(first + count.value == rank.value for first in known[0] & known[1])


def _counts_to_a_rank(context: Context, figure: Figure, side: str) -> bool:
    """Whether a number that stands alone counts from one rank to another, which the other side prints: the same."""
    link = context.link_at(side, figure.span.start)
    here, there = (context.a, context.b) if side == "a" else (context.b, context.a)
    if link is None or figure.ordinal or not _LATER.match(here.text, figure.span.end):
        return False
    own, others = context.links[link].a, context.links[link].b
    if side == "b":
        own, others = others, own
    known = {mark.value for mark in figures_in(here, own) if mark.ordinal}
    theirs = {float(match[1]) for one in others for match in _NTH.finditer(there.text, one.start, one.end)}
    theirs |= {mark.value for mark in figures_in(there, others) if mark.ordinal}
    return any(first + figure.value in theirs for first in known & theirs)


def _man_short(context: Context, figure: Figure, side: str) -> bool:
    """Whether a team's number is told by who is missing: "with ten men" / "a man short"."""
    link = context.link_at(side, figure.span.start)
    if link is None or figure.counts is None or _PLAYERS.isdisjoint(figure.counts.split()):
        return False
    there, others = (context.b, context.links[link].b) if side == "a" else (context.a, context.links[link].a)
    if figure.value not in (
        10,
        14,
        6,
        4,
    ):  # one short of the teams of football, rugby, handball or water polo, basketball
        return False
    told = [word for one in others for word in there.norms(one.start, one.end)]
    return any(
        told[k] in ("a", "one") and told[k + 1] in _PLAYER and told[k + 2] in _SHORT for k in range(len(told) - 2)
    )
