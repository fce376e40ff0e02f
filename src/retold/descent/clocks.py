"""When an article was published, as far as its clocks tell, with the error that each kind of clock makes.

1. A clock bounds the true time of publication; it rarely is that time. *Published* gives it; *modified* and *fetched*
   only say "not later than"; the day in a *URL* is the day of publication in some zone; the day in a *dateline* is
   "not earlier than", because a copy keeps the dateline of its source.
2. A time without a zone may be off by 14 hours either way; a day is 24 hours wide, and its zone is unknown too.
3. A clock before 1990 (a default of some program) or after `now` (see `present`) is noted and not used.
4. Where bounds contradict one another, what the page says of itself (*published*) is kept, and that is noted.

The result is an interval. Two articles are ordered only where their intervals do not overlap: a lag is never guessed.

| number | why |
|---|---|
| 14 h | the largest offset from UTC in use |
| 1990 | no page is older; 1970-01-01 and 1980-01-01 are the usual defaults |
"""

from __future__ import annotations

import math
import re
import time
from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from retold.records.article import Article, Clock, ClockKind, Precision

HOUR = 3600.0
DAY = 24 * HOUR
_ZONE = 14 * HOUR
_WIDTH = {"second": 1.0, "minute": 60.0, "hour": HOUR, "day": DAY}
_OLDEST = datetime(1990, 1, 1, tzinfo=UTC).timestamp()
_SLACK = DAY  # a clock a day ahead is a zone, not a future
_DIGITS_URL = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|\d{4,6}/|$)")


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The true time of publication lies in [low, high] (seconds since 1970, UTC; ±inf where open).

    `low_kind` and `high_kind` are the clocks that set the bounds; `notes` are codes of what was wrong ("clock-future",
    "clock-ancient", "clock-unreadable", "clock-no-zone", "clocks-contradict").
    """

    low: float = -math.inf
    high: float = math.inf
    low_kind: ClockKind | None = None
    high_kind: ClockKind | None = None
    notes: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether any clock bounds it."""
        return self.low_kind is not None or self.high_kind is not None

    @property
    def middle(self) -> float | None:
        """The middle of the interval, its only bound where it has one, or None."""
        if self.low_kind is None and self.high_kind is None:
            return None
        if math.isinf(self.low):
            return self.high
        return self.low if math.isinf(self.high) else (self.low + self.high) / 2


def moment(at: str, precision: Precision = "second") -> tuple[float, float, bool] | None:
    """(earliest, latest, zone known) of an ISO 8601 time, day, month or year; None where it cannot be read."""
    text = at.strip()
    parts = text.split("-")
    try:
        if len(text) == 4 and text.isdigit():
            year = int(text)
            return _days(datetime(year, 1, 1, tzinfo=UTC), datetime(year, 12, 31, tzinfo=UTC))
        if len(text) == 7 and len(parts) == 2:
            year, month = int(parts[0]), int(parts[1])
            last = monthrange(year, month)[1]
            return _days(datetime(year, month, 1, tzinfo=UTC), datetime(year, month, last, tzinfo=UTC))
        read = datetime.fromisoformat(text)
        if len(text) <= 10 or precision in ("day", "month", "year"):
            day = read.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=UTC)
            return _days(day, day)
        zoned = read.tzinfo is not None
        start = (read if zoned else read.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError, IndexError):
        return None
    width = _WIDTH.get(precision, 1.0)
    return (start, start + width, True) if zoned else (start - _ZONE, start + width + _ZONE, False)


def _days(first: datetime, last: datetime) -> tuple[float, float, bool]:
    return first.timestamp() - _ZONE, last.timestamp() + DAY + _ZONE, False


def url_day(url: str) -> str | None:
    """The day that stands in a URL's path ("/2024/08/28/", "/20240828-"), ISO, or None."""
    found = _DIGITS_URL.search(url[:2000])
    return "-".join(found.groups()) if found else None


def clocks_of(article: Article) -> tuple[Clock, ...]:
    """Every clock of an article: those given, `published`, and the day in its URL."""
    found = list(article.clocks)
    if article.published and not any(clock.kind == "published" for clock in found):
        found.append(Clock("published", article.published))
    if article.url and not any(clock.kind == "url" for clock in found):
        day = url_day(article.url)
        if day:
            found.append(Clock("url", day, "day"))
    return tuple(found)


def present(articles: Iterable[Article]) -> float:
    """The time after which a clock of these articles is wrong: now, or never where all clocks stand after it.

    Where every article is of the future, the computer's own clock is in doubt, not they.
    """
    now = time.time()
    for article in articles:
        for clock in clocks_of(article):
            span = None if clock.kind == "version" else moment(clock.at, clock.precision)
            if span is not None and span[1] >= _OLDEST and span[0] <= now + _SLACK:
                return now
    return math.inf


def read(article: Article, now: float = math.inf) -> Reading:
    """When `article` was published, from all its clocks. A clock after `now` (seconds since 1970) is not used."""
    latest = now + _SLACK
    notes: list[str] = []
    bounds: dict[ClockKind, tuple[float, float]] = {}
    for clock in clocks_of(article):
        if clock.kind == "version":
            continue
        span = moment(clock.at, clock.precision)
        if span is None:
            notes.append("clock-unreadable")
        elif span[1] < _OLDEST:
            notes.append("clock-ancient")
        elif span[0] > latest:
            notes.append("clock-future")
        else:
            if not span[2] and span[1] - span[0] < 2 * _ZONE + DAY:
                notes.append("clock-no-zone")
            old = bounds.get(clock.kind)
            bounds[clock.kind] = (min(old[0], span[0]), min(old[1], span[1])) if old else (span[0], span[1])
    return _combine(bounds, notes)


def _combine(bounds: dict[ClockKind, tuple[float, float]], notes: list[str]) -> Reading:
    low, high = -math.inf, math.inf
    low_kind: ClockKind | None = None
    high_kind: ClockKind | None = None
    exact: tuple[ClockKind, ...] = ("published", "url")
    for kind in exact:
        if kind in bounds:
            low_kind = high_kind = kind
            low, high = bounds[kind]
            break
    for kind in ("url", "modified", "fetched"):
        span = bounds.get(kind)
        if span and span[1] < high:
            if span[1] < low:
                notes.append("clocks-contradict")
                continue
            high, high_kind = span[1], kind
    span = bounds.get("dateline")
    if span and span[0] > low:
        if span[0] > high:
            notes.append("clocks-contradict")
        else:
            low, low_kind = span[0], "dateline"
    return Reading(low=low, high=high, low_kind=low_kind, high_kind=high_kind, notes=tuple(dict.fromkeys(notes)))
