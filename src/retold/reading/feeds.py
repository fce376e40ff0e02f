"""Feeds: RSS, Atom and JSON Feed become a list of entries, in a process of their own.

feedparser reads RSS and Atom, also when they are broken, and it gets bytes in a stream: given a string or plain bytes it
would open what they name. It is not proof against every input (it raises on some, and its patterns and XML's entities can be
made to run for minutes), so it runs in `workers`, entities are refused before it sees them, and what it raises becomes an
`InputError` that names the feed. Its HTML is never shown: titles become plain text, and content goes the way of pages.
"""

from __future__ import annotations

import codecs
import io
import re
from calendar import timegm
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from retold.errors import InputError
from retold.reading.decode import wide_encoding
from retold.reading.fields import moment
from retold.reading.source import DEFAULT_LIMITS, Limits

SECONDS: Final = 10.0  # of CPU for one feed; the largest of real ones take less than one
_MOST: Final = 10_000  # entries of one feed
_LONGEST: Final = {"url": 8_000, "title": 1_000, "author": 500, "content": 2_000_000}  # characters
_MOST_CONTENT: Final = 30_000_000  # characters of all contents
_HEAD: Final = 1 << 16
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ROOT = re.compile(r"<([A-Za-z_][\w.-]{0,40}(?::[\w.-]{1,40})?)")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BLANKS = re.compile(r"\s+")
_CLEAN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What a feed or sitemap says of one page.

    Attributes:
        url: the page, as the feed spells it, or an empty string.
        published, updated: ISO 8601, or a date; what is not understood is left out.
        outlet: who published it, where the feed says so of this entry.
        content: the text that the feed itself has, as HTML or plain text.
        html: whether `content` is HTML.
    """

    url: str = ""
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    author: str | None = None
    outlet: str | None = None
    language: str | None = None
    content: str = ""
    html: bool = False


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """The entries of a feed in its own order. `left_out` is how many there were beyond the limit."""

    title: str | None = None
    language: str | None = None
    entries: tuple[Entry, ...] = ()
    left_out: int = 0


class Request(msgspec.Struct, frozen=True, array_like=True):
    """What the child is asked: the bytes, where they come from, and the encoding that HTTP named."""

    content: bytes
    url: str
    charset: str | None = None


def read_feed(content: bytes, url: str, limits: Limits = DEFAULT_LIMITS, charset: str | None = None) -> Feed:
    """The entries of the feed in `content`, which was found at `url`.

    Raises:
        InputError: `reason` is "feed" where it is none or too broken to read, "dtd" where it declares entities, "killed" where it
            took too much time or memory.
    """
    from retold.reading.workers import shared

    answer = shared(limits).ask("feed", msgspec.msgpack.encode(Request(content, url, charset)), url, seconds=SECONDS)
    return msgspec.msgpack.decode(answer, type=Feed)


def root_name(content: bytes) -> str:
    """The name of the first element of XML or HTML, in lower case and without its namespace; "" where there is none.

    UTF-16 and UTF-32 are read by leaving out their zero bytes, which is enough for this.
    """
    head = content[:_HEAD].replace(b"\0", b"").decode("latin-1")
    place = 0
    while True:
        place = head.find("<", place)
        if place < 0:
            return ""
        if head.startswith("<!--", place):
            place = head.find("-->", place)
        elif head.startswith("<?", place):
            place = head.find("?>", place)
        elif head.startswith("<!", place):
            inner, plain = head.find("[", place), head.find(">", place)
            place = head.find("]", inner) if 0 <= inner < plain else plain
        else:
            found = _ROOT.match(head, place)
            return found.group(1).rpartition(":")[2].lower() if found else ""
        if place < 0:
            return ""


def has_entities(content: bytes) -> bool:
    """Whether a document declares entities or has a DTD of its own before its first element."""
    head = content[: 16 * _HEAD].replace(b"\0", b"")
    start = re.search(rb"<[A-Za-z_]", head)
    head = head[: start.start()] if start else head
    return b"<!ENTITY" in head.upper() or (b"<!DOCTYPE" in head.upper() and b"[" in head)


def answer(payload: bytes) -> bytes:
    """The child's side of `read_feed`."""
    request = msgspec.msgpack.decode(payload, type=Request)
    first = request.content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    feed = json_feed(request.content) if first == b"{" else xml_feed(request.content, request.url, request.charset)
    return msgspec.msgpack.encode(feed)


def json_feed(content: bytes) -> Feed:
    """The entries of a JSON Feed (version 1 or 1.1). Fields of a wrong kind are left out.

    Raises:
        InputError: `reason` is "feed".
    """
    try:
        raw = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise _no_feed(f"is broken JSON ({str(error)[:100]})") from None
    items = raw.get("items") if isinstance(raw, dict) else None
    if not isinstance(items, list):
        raise _no_feed("is JSON, but no JSON Feed (it has no items)")
    language = _text(raw.get("language"))
    entries = _bounded(_json_entry(item, language) for item in items[:_MOST] if isinstance(item, dict))
    return Feed(title=_line(raw.get("title")), language=language, entries=entries, left_out=max(0, len(items) - _MOST))


def _json_entry(item: Mapping[str, Any], language: str | None) -> Entry:
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    names = [name for author in authors or () if isinstance(author, dict) and (name := _line(author.get("name")))]
    html, text = _text(item.get("content_html")), _text(item.get("content_text"))
    return Entry(
        url=_link(_text(item.get("url")) or _text(item.get("external_url")) or ""),
        title=_line(item.get("title")),
        published=moment(item.get("date_published")),
        updated=moment(item.get("date_modified")),
        author=", ".join(names)[: _LONGEST["author"]] or None,
        language=_text(item.get("language")) or language,
        content=_cut(html or text or "", "content"),
        html=bool(html),
    )


def xml_feed(content: bytes, url: str, charset: str | None = None) -> Feed:
    """The entries of an RSS or Atom feed, as far as they can be read.

    Raises:
        InputError: `reason` is "feed" or "dtd".
    """
    if has_entities(content):
        raise InputError("feed", "dtd", "declares entities of its own, which no feed needs", "Ask who runs the feed.")
    parsed = _parsed(content, url, charset)
    entries = list(dict.get(parsed, "entries") or ())
    about = dict.get(parsed, "feed") or {}
    if not entries and not dict.get(parsed, "version"):
        raise _no_feed("is no feed that can be read")
    language = _text(dict.get(about, "language"))
    found = _bounded(_xml_entry(entry, language) for entry in entries[:_MOST])
    return Feed(
        title=_title(about, "title"),
        language=language,
        entries=found,
        left_out=max(0, len(entries) - _MOST),
    )


def _parsed(content: bytes, url: str, charset: str | None) -> Any:
    """What feedparser makes of it. Where it fails, once more as clean UTF-8."""
    import feedparser

    headers = {"content-location": url, "content-type": "application/xml"}
    if named := _sure_encoding(content) or charset:
        headers["content-type"] = f"application/xml; charset={named}"
    try:
        return feedparser.parse(
            io.BytesIO(content), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except MemoryError:
        raise
    except Exception as first:
        text = _CLEAN.sub("", content.decode(named or "utf-8", "ignore").encode("utf-8", "ignore").decode())
        headers["content-type"] = "application/xml; charset=utf-8"
        try:
            return feedparser.parse(
                io.BytesIO(text.encode()), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
            )
        except MemoryError:
            raise
        except Exception:
            raise _no_feed(f"is too broken to read ({type(first).__name__}: {str(first)[:80]})") from None


def _sure_encoding(content: bytes) -> str | None:
    """The encoding that the bytes themselves show: a mark, zero bytes, or valid UTF-8. Headers and declarations are often wrong."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    if wide := wide_encoding(content):
        return wide
    if content.isascii():
        return None  # it may be one of those that hide other letters in ASCII
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _xml_entry(entry: Any, language: str | None) -> Entry:
    source = dict.get(entry, "source")
    contents = [
        (_text(dict.get(one, "value")) or "", dict.get(one, "type") != "text/plain")
        for one in dict.get(entry, "content") or ()
        if isinstance(one, dict)
    ]
    detail = dict.get(entry, "summary_detail")
    kind = dict.get(detail, "type") if isinstance(detail, dict) else ""
    contents.append((_text(dict.get(entry, "summary")) or "", kind != "text/plain"))
    content, html = max(contents, key=lambda one: len(one[0]))
    return Entry(
        url=_link(_text(dict.get(entry, "link")) or ""),
        title=_title(entry, "title"),
        published=_moment(entry, "published"),
        updated=_moment(entry, "updated"),
        author=_cut(_line(dict.get(entry, "author")) or "", "author") or None,
        outlet=_title(source, "title") if isinstance(source, dict) else None,
        language=language,
        content=_cut(content, "content"),
        html=html,
    )


def _moment(entry: Any, name: str) -> str | None:
    """A time as it is written, with its zone; where that is not understood, feedparser's reading, which is in UTC."""
    if said := moment(dict.get(entry, name)):
        return said
    parsed = dict.get(entry, f"{name}_parsed")
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC).isoformat() if parsed else None
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def _title(entry: Any, name: str) -> str | None:
    """A title as plain text: tags go, character references become what they stand for."""
    from html import unescape

    text = _text(dict.get(entry, name)) or ""
    detail = dict.get(entry, f"{name}_detail")
    if not isinstance(detail, dict) or dict.get(detail, "type") != "text/plain":
        text = unescape(_TAG.sub("", text[: 8 * _LONGEST["title"]]))
    return _line(text)


def _bounded(entries: Iterator[Entry]) -> tuple[Entry, ...]:
    """The entries; once their contents are too many, without contents."""
    kept: list[Entry] = []
    held = 0
    for entry in entries:
        held += len(entry.content)
        kept.append(entry if held <= _MOST_CONTENT else msgspec.structs.replace(entry, content=""))
    return tuple(kept)


def _text(value: object) -> str | None:
    """A value as text that can be written; None where it is no text or blank."""
    if not isinstance(value, str):
        return None
    return _CLEAN.sub("", value).strip() or None


def _line(value: object) -> str | None:
    text = _text(value)
    return _cut(_BLANKS.sub(" ", text[: 8 * _LONGEST["title"]]), "title") if text else None


def _link(value: str) -> str:
    """An address as it stands; one that is longer than any page's is none."""
    return value if len(value) <= _LONGEST["url"] else ""


def _cut(value: str, what: str) -> str:
    return value[: _LONGEST[what]]


def _no_feed(says: str) -> InputError:
    return InputError("feed", "feed", says, "Open it in a browser to see what it is.")
