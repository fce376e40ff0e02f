"""Dates: kept, changed, dropped or added, compared by what they resolve to where that is known.

*Rounded* means told with more or less precision, or in a way that may be the same day ("yesterday", "Tuesday") where the
story's own date is unknown; only the former is a change.

Seasons and parts of the day are no dates, but one that takes the place of another is a change of date: "next spring" / "next
autumn", "on Monday morning" / "on Monday night". Evening and night shade into one another and are told apart by nobody.
"""

from __future__ import annotations

from collections import Counter

from retold.changes.context import Context, Side
from retold.changes.cues import Told
from retold.changes.pairing import pair_marks
from retold.records.article import Span
from retold.records.comparison import Change, DatePair, FigureStatus
from retold.records.marks import DateMark
from retold.text.tokenise import vocabulary, words

_MONTHS = {"quarter": {"three", "months"}, "half": {"six", "months"}}
_SEASONS = {word: word for word in ("spring", "summer", "autumn", "winter")} | {"fall": "autumn"}
_DAY_PARTS = {
    "morning": "morning",
    "dawn": "morning",
    "afternoon": "afternoon",
    "evening": "night",
    "night": "night",
    "overnight": "night",
}
_TIMES = frozenset({*_SEASONS, *_DAY_PARTS})
_TOLD = Told(_TIMES.__contains__)
_DAY = frozenset(_DAY_PARTS.values())
SHORT = 3  # words of a phrase in which one time answers another
_PARTS = {"early": 1, "start": 1, "beginning": 1, "mid": 2, "middle": 2, "late": 3, "end": 3}
_RELATIVE = frozenset("today yesterday tomorrow tonight last this next ago earlier later week month year now".split())


def pair_dates(context: Context) -> list[DatePair]:
    """Every date of either body in exactly one pair, in order of side a, added ones last."""
    pairs = pair_marks(context, context.a.marked.dates, context.b.marked.dates, _same, _alike)
    return [_pair(one, other) for one, other in pairs]


def date_changes(context: Context, pairs: list[DatePair]) -> list[Change]:
    """One change for each date that was not kept, except those lost or gained with their whole sentence."""
    found = []
    for pair in pairs:
        context.a.claim(*pair.a)
        context.b.claim(*pair.b)
        if pair.status == "kept" or (pair.status == "rounded" and not _coarser(context, pair)):
            continue
        side, spans = ("a", pair.a) if pair.a else ("b", pair.b)
        link = context.link_at(side, spans[0].start)
        if pair.status in ("dropped", "added") and (link is None or context.links[link].kind in ("dropped", "added")):
            continue
        here = context.a if pair.a else context.b
        if pair.status in ("dropped", "added") and here.unvoiced.touches(spans[0].start, spans[0].end):
            continue  # went with the attribution it stands in: "its clerk reported on Tuesday"
        if (
            pair.status in ("dropped", "added")
            and link is not None
            and _told_in_months(context, spans[0].text, side, link)
        ):
            continue
        found.append(Change(kind="date", detail=pair.status, a=pair.a, b=pair.b, within=context.within(pair.a, pair.b)))
    return [*found, *_other_times(context)]


def _other_times(context: Context) -> list[Change]:
    """Seasons and parts of the day that took the place of others."""
    if not context.english or any(_TIMES.isdisjoint(vocabulary(side.text)) for side in (context.a, context.b)):
        return []
    found = []
    for run in context.collation.stretches:
        a, b = _time_of(context.a, run.a_start, run.a_end), _time_of(context.b, run.b_start, run.b_end)
        if a is None or b is None:
            continue
        (one, says), (other, answers) = a, b
        if says == answers or (says in _DAY) != (answers in _DAY):
            continue
        found.append(
            Change(kind="date", detail="changed", a=(one,), b=(other,), within=context.within((one,), (other,)))
        )
        context.a.claim(one)
        context.b.claim(other)
    return found


def _time_of(side: Side, start: int, end: int) -> tuple[Span, str] | None:
    """The one season or part of a day in a short phrase, and which it is."""
    told = side.listed(start, end, _TOLD)
    if not told or len(side.words_in(start, end)) > SHORT:
        return None
    for k in told:
        says = _SEASONS.get(side.words.norm[k]) or _DAY_PARTS.get(side.words.norm[k])
        place = side.words.starts[k], side.words.ends[k]
        if says and not side.claimed.touches(*place):
            return side.span(*place), says
    return None


def _told_in_months(context: Context, text: str, side: str, link: int) -> bool:
    """Whether the other side tells a part of a year by its months: "the first quarter" / "the first three months"."""
    here, there = words(text).norm, context.b if side == "a" else context.a
    sentences = context.links[link].b if side == "a" else context.links[link].a
    told = {word for one in sentences for word in there.norms(one.start, one.end)}
    return any(part in here and count <= told for part, count in _MONTHS.items())


def _coarser(context: Context, pair: DatePair) -> bool:
    """Whether one of the two dates is known to be told with less precision than the other."""
    one = next(mark for mark in context.a.marked.dates if mark.span == pair.a[0])
    other = next(mark for mark in context.b.marked.dates if mark.span == pair.b[0])
    return one.precision != other.precision and not (_relative(one) or _relative(other))


def _pair(one: DateMark | None, other: DateMark | None) -> DatePair:
    known = one or other
    assert known is not None
    return DatePair(
        a=(one.span,) if one else (),
        b=(other.span,) if other else (),
        text=known.span.text,
        resolved=known.resolved or (other.resolved if other else None),
        precision=known.precision,
        status=_status(one, other),
    )


def _status(one: DateMark | None, other: DateMark | None) -> FigureStatus:
    if other is None:
        return "dropped"
    if one is None:
        return "added"
    if _same(one, other):
        return "kept"
    printed = sorted((words(one.span.text).norm, words(other.span.text).norm), key=len)
    if not Counter(printed[0]) - Counter(printed[1]):
        return "rounded"
    parts = _part(one), _part(other)
    if None not in parts and parts[0] != parts[1]:
        return "changed"
    if one.resolved and other.resolved:
        short, long = sorted((one.resolved, other.resolved), key=len)
        return "rounded" if long.startswith(short) else "changed"
    # "yesterday" and "Tuesday" may be one day: where the story's own date is unknown, only like is compared with like.
    return "changed" if _relative(one) == _relative(other) else "rounded"


def _relative(mark: DateMark) -> bool:
    """Whether a date is told from the day of telling rather than by name or number."""
    return any(word in _RELATIVE for word in words(mark.span.text).norm)


def _same(one: DateMark, other: DateMark) -> bool:
    if one.resolved is not None and one.resolved == other.resolved:
        parts = _part(one), _part(other)
        return None in parts or parts[0] == parts[1]  # "early March" is not "late March"
    return one.span.text == other.span.text or words(one.span.text).norm == words(other.span.text).norm


def _part(mark: DateMark) -> int | None:
    """Which part of a month or year a date names, if it names one."""
    return next((_PARTS[word] for word in words(mark.span.text).norm if word in _PARTS), None)


def _alike(one: DateMark, other: DateMark) -> bool:
    return one.precision == other.precision
