"""When a page was published and changed, as clocks with their precision.

1. The page's own data come first, the article's before the page's: JSON-LD, OpenGraph, other meta tags, elements marked as the
   date. A time is kept with its zone; a time without a zone says the day only, as its hour may be anywhere.
2. Then the day that is printed right beside the heading, in a short line of its own. Other meta tags are often the day
   of the last upload, and a `<time>` may belong to another story in a side bar: one counts only where it is alone.
3. The day in an address (/2024/03/01/) is the day on which the page was made; it is a clock of its own kind.
4. Where all that is missing, htmldate reads the page's text. It gives a day, and the wrong one more often.

Times before 1990 and more than two days ahead are mistakes and are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final

from retold.reading.page_days import printed_day
from retold.reading.page_head import Head
from retold.records.article import Clock

EARLIEST: Final = 1990
_PUBLISHED: Final = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "article.published", "sailthru.date", "cxenseparse:recs:publishtime", "publishdate", "publish-date", "publish_date",
    "publication_date", "published_time", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created",
    "dcterms.date", "dc.date", "article.created", "citation_publication_date", "pubdate", "originalpublicationdate",
    "cdateformatted", "date", "created", "article_date_original", "creation_date", "datecreated",
)  # fmt: skip
_MODIFIED: Final = (
    "article:modified_time", "og:updated_time", "datemodified", "article.updated", "dcterms.modified", "dc.date.modified",
    "last-modified", "lastmod", "lastmodified", "revised", "article:modified",
)  # fmt: skip
_PUBLISHING: Final = ("pubdate", "publish", "entry-date", "created")
_ISO: Final = re.compile(
    r"\A(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T _]{1,3}(\d{1,2}):(\d{2})(?::(\d{2})(?:[.:,]\d{1,9})?)?"
    r"\s{0,2}(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}\b)?)?",
    re.I,
)
_DAY_FIRST: Final = re.compile(r"\A(\d{1,2})\.\s?(\d{1,2})\.(\d{4})(?:\D|\Z)")
_IN_URL: Final = re.compile(r"/(20[0-4]\d|199\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/-]|\D|\Z)")
_IN_URL_APART: Final = re.compile(r"/(20[0-4]\d|199\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-])")


def clocks(head: Head, tree: Any, url: str | None) -> tuple[str | None, tuple[Clock, ...]]:
    """The best time of publication (ISO 8601 with zone, or a day) and all the clocks of the page.

    `tree` is the page as parsed, for htmldate; None where that is not to be asked. `url` is the page's address, where known.
    """
    found: list[Clock] = []
    in_url = _day_in(url)
    published = _first(_published(head))
    if published is None and in_url is None and tree is not None:
        published = _guessed(tree, url)
    if published:
        found.append(_clock("published", published))
    modified = _first(_modified(head))
    if modified:
        found.append(_clock("modified", modified))
    if in_url:
        found.append(Clock("url", in_url, "day"))
    return published or in_url, tuple(found)


def stated(value: str) -> str | None:
    """A time as pages write it in ISO 8601: with a zone where one is given, else the day; None where it is none.

    >>> stated("2024-03-01 9:05:00.25 +0100"), stated("2024-03-01T09:05"), stated("soon")
    ('2024-03-01T09:05:00+01:00', '2024-03-01', None)
    """
    value = value.strip()[:60]
    if match := _ISO.match(value):
        return _iso(*match.groups())
    if match := _DAY_FIRST.match(value):
        return _iso(match[3], match[2], match[1], None, None, None, None)
    if day := printed_day(value):
        return _sane_day(date.fromisoformat(day))
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _sane(at) if at.tzinfo else _sane_day(at.date())


def _iso(
    year: str, month: str, day: str, hour: str | None, minute: str | None, second: str | None, zone: str | None
) -> str | None:
    try:
        on = date(int(year), int(month), int(day))
        if hour is None or minute is None or zone is None:
            return _sane_day(on)
        zone = zone.upper()
        offset = "+00:00" if zone in ("Z", "UTC", "GMT") else zone if len(zone) != 3 else zone + ":00"
        return _sane(datetime.fromisoformat(f"{on.isoformat()}T{int(hour):02}:{minute}:{second or '00'}{offset}"))
    except ValueError:
        return None


def _sane(at: datetime) -> str | None:
    try:
        ahead = at > datetime.now(UTC) + timedelta(days=2)
    except OverflowError:
        return None
    return None if ahead or at.year < EARLIEST else at.isoformat()


def _sane_day(on: date) -> str | None:
    return None if on > date.today() + timedelta(days=2) or on.year < EARLIEST else on.isoformat()


def _published(head: Head) -> Iterator[str]:
    if value := head.linked.text("datePublished"):
        yield value
    yield from _meta(head, _PUBLISHED[:1])
    marked = [value for kind, value in head.times if "datepublished" in kind]
    yield from sorted(
        marked, key=lambda value: not _ISO.match(value)
    )  # what is meant for machines before what is printed
    language = head.language[:2].lower()
    for piece in head.beside:
        if day := printed_day(piece, language):
            yield day
            break
    if value := head.linked.text("dateCreated", "uploadDate"):
        yield value
    if value := head.linked.loose.get("datePublished"):
        yield value
    yield from _meta(head, _PUBLISHED[1:])
    listed = [value for kind, value in head.times if any(word in kind for word in _PUBLISHING)]
    if len(listed) == 1:  # several are a list of other stories
        yield listed[0]
    elif len(head.times) == 1 and not any(word in head.times[0][0] for word in ("updat", "modif")):
        yield head.times[0][1]


def _modified(head: Head) -> Iterator[str]:
    if value := head.linked.text("dateModified"):
        yield value
    yield from _meta(head, _MODIFIED)
    for kind, value in head.times:
        if "datemodified" in kind or "updated" in kind:
            yield value
    if value := head.linked.loose.get("dateModified"):
        yield value


def _meta(head: Head, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield from head.meta.get(name, ())


def _first(values: Iterator[str]) -> str | None:
    """The first that is a time; a day gives way to a later one that states the same day with its hour and zone."""
    best: str | None = None
    for count, value in enumerate(values):
        if count > 60:
            break
        at = stated(value)
        if at is None:
            continue
        if best is None:
            best = at
        elif len(best) == 10 and len(at) > 10 and at.startswith(best):
            return at
        if len(best) > 10:
            return best
    return best


def _day_in(url: str | None) -> str | None:
    if not url:
        return None
    match = _IN_URL.search(url[:600]) or _IN_URL_APART.search(url[:600])
    return _iso(match[1], f"{int(match[2]):02}", f"{int(match[3]):02}", None, None, None, None) if match else None


def _guessed(tree: Any, url: str | None) -> str | None:
    from htmldate import find_date

    try:
        day = find_date(tree, original_date=True, extensive_search=False, url=url)
    except Exception:  # it reads whatever a page prints, and fails on some of it in ways of its own
        return None
    return stated(day) if day else None


def _clock(kind: Any, at: str) -> Clock:
    if len(at) == 10:
        return Clock(kind, at, "day")
    return Clock(kind, at, "second" if at[17:19] != "00" else "minute")
