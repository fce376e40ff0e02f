"""What is known of one published text."""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec


class Span(msgspec.Struct, frozen=True, gc=False):
    """A run of characters in one article's text.

    `start` and `end` are Unicode code points into `Article.text`, end exclusive; `text` is that slice.
    """

    start: int
    end: int
    text: str


def span(text: str, start: int, end: int) -> Span:
    """The span [start, end) of `text`, in code points."""
    return Span(start, end, text[start:end])


ClockKind = Literal["published", "modified", "fetched", "url", "dateline", "version"]
Precision = Literal["second", "minute", "hour", "day", "month", "year"]


class Clock(msgspec.Struct, frozen=True, gc=False):
    """A time that something said of the article; `kind` says what, so that its error can be modelled."""

    kind: ClockKind
    at: str
    precision: Precision = "second"


class Article(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One published text with what is known of it.

    Only `text` is required. `published` is the best known time, ISO 8601 with zone, or a date. An article without an
    `id` gets one with `identified()`: the hash of (outlet, URL, published, text).
    """

    id: str = ""
    text: str
    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    dateline: str | None = None
    language: str | None = None
    section: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    published: str | None = None
    clocks: tuple[Clock, ...] = ()
    version: str | None = None
    evolved_from: str | None = None
    infosource: str | None = None
    ednote: str | None = None
    credits: tuple[str, ...] = ()
    raw_sha256: str | None = None

    def identified(self) -> Article:
        """This article with an id: its own, else the hash of (outlet, URL, published, text)."""
        if self.id:
            return self
        key = "\x1f".join((self.outlet or "", self.url or "", self.published or "", self.text))
        return msgspec.structs.replace(self, id=hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24])
