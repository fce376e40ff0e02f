"""The timeline of a story: a dot for each telling on one axis of time. Geometry only, in percent of the width."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import msgspec

from retold.records.story import Telling

_LEFT, _RIGHT = 2.0, 98.0  # percent
_BIN = 1.4  # percent: tellings nearer than this stand above one another
_STEP, _TALL = 11, 12  # pixels between them; how many are piled before they overlap
_SINGLE = 80  # tellings up to which each is a dot of its own; more are drawn as bars
_STEPS = (  # seconds between two labels
    60, 300, 900, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 86400, 2 * 86400, 7 * 86400, 30 * 86400, 91 * 86400, 365 * 86400,
)  # fmt: skip
_LABELS = 9


class Dot(msgspec.Struct, frozen=True):
    """A telling: its place (percent, pixels), and what it is."""

    x: str
    y: int
    telling: Telling
    first: bool


class Label(msgspec.Struct, frozen=True):
    """A time on the axis."""

    x: str
    text: str
    anchor: str


class Bar(msgspec.Struct, frozen=True):
    """How many tellings fall into a part of the axis: its place (percent, pixels), and what it says."""

    x: str
    width: str
    height: int
    says: str


class Timeline(msgspec.Struct, frozen=True):
    """All dots and labels; `base` is the height of the axis, `untimed` counts tellings without a time. Of very many tellings
    there are bars in place of dots."""

    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]
    base: int
    height: int
    untimed: int
    span: str
    bars: tuple[Bar, ...] = ()
    count: int = 0


def at_of(published: str | None) -> float | None:
    """Seconds since 1970 of an ISO time or date; without a zone it is read as UTC. None where it is none."""
    if not published:
        return None
    try:
        found = datetime.fromisoformat(published)
    except ValueError:
        return None
    try:
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (OverflowError, OSError):
        return None


def timeline(tellings: Sequence[Telling]) -> Timeline | None:
    """The timeline, or None where fewer than two tellings have times that differ."""
    timed = [(at, one) for one in tellings if (at := at_of(one.published)) is not None]
    timed.sort(key=lambda item: (item[0], item[1].id))
    if len(timed) < 2 or timed[0][0] == timed[-1][0]:
        return None
    low, high = timed[0][0], timed[-1][0]
    scale = (_RIGHT - _LEFT) / (high - low)
    if len(timed) > _SINGLE:
        base = 14 + _STEP * _TALL
        bars = tuple(_bars([at for at, _ in timed], scale))
        labels = tuple(_labels(low, high, scale))
        return Timeline((), labels, base, base + 26, len(tellings) - len(timed), duration(high - low), bars, len(timed))
    piles: Counter[int] = Counter()
    places = []
    for at, one in timed:
        x = _LEFT + (at - low) * scale
        pile = int(x / _BIN)
        places.append((x, piles[pile] % _TALL, one))
        piles[pile] += 1
    base = 14 + _STEP * min(_TALL, max(piles.values()))
    dots = tuple(Dot(f"{x:.2f}%", base - 10 - _STEP * up, one, n == 0) for n, (x, up, one) in enumerate(places))
    return Timeline(
        dots,
        tuple(_labels(low, high, scale)),
        base,
        base + 26,
        len(tellings) - len(timed),
        duration(high - low),
        count=len(timed),
    )


def _bars(times: Sequence[float], scale: float) -> Iterator[Bar]:
    """Tellings as bars, each as wide as a dot would be."""
    counts = Counter(int((at - times[0]) * scale / _BIN) for at in times)
    most = max(counts.values())
    for place, count in sorted(counts.items()):
        begin, end = (times[0] + part * _BIN / scale for part in (place, place + 1))
        first, last = (f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M}" for at in (begin, min(end, times[-1])))
        says = f"{count} {'telling' if count == 1 else 'tellings'}, {first} to {last}"
        height = max(2, round(_STEP * _TALL * count / most))
        yield Bar(f"{_LEFT + place * _BIN:.2f}%", f"{_BIN * 0.85:.2f}%", height, says)


def _labels(low: float, high: float, scale: float) -> list[Label]:
    step = next(
        (step for step in _STEPS if (high - low) / step <= _LABELS), 365 * 86400 * math.ceil((high - low) / 2e8)
    )
    labels = []
    at = math.ceil(low / step) * step
    while at <= high:
        x = _LEFT + (at - low) * scale
        moment = datetime.fromtimestamp(at, UTC)
        midnight = at % 86400 == 0
        text = f"{moment:%Y-%m-%d}" if step >= 86400 else f"{moment:%d %b}" if midnight else f"{moment:%H:%M}"
        labels.append(Label(f"{x:.2f}%", text, "start" if x < 5 else "end" if x > 95 else "middle"))
        at += step
    return labels


def duration(seconds: float) -> str:
    """A span of time in words, to one unit: "3 hours"."""
    for size, word in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= 1.5 * size or (size == 60 and seconds >= size):
            number = round(seconds / size)
            return f"{number} {word}{'s' if number != 1 else ''}"
    return f"{round(seconds)} seconds"
