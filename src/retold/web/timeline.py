"""The timeline of a story: a dot for each telling on one axis of time. Geometry only, in percent of the width."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from retold.records.story import Telling

_LEFT, _RIGHT = 2.0, 98.0  # percent
_BIN = 1.4  # percent: tellings nearer than this stand above one another
_STEP, _TALL = 11, 12  # pixels between them; how many are piled before they overlap
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


class Timeline(msgspec.Struct, frozen=True):
    """All dots and labels; `base` is the height of the axis, `untimed` counts tellings without a time."""

    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]
    base: int
    height: int
    untimed: int
    span: str


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
        dots, tuple(_labels(low, high, scale)), base, base + 26, len(tellings) - len(timed), duration(high - low)
    )


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
