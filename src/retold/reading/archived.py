"""From a record of a web archive to the page in it: the HTTP answer taken apart, as a browser would, within bounds.

Kept are answers with status 200 whose type is HTML or plain text, and the text that an archive was converted to (WET files).
What headers say is not always so, because some archives keep pages as they were sent and some as they were unpacked: a body
said to be compressed or chunked that is not is taken as it is.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, BinaryIO, Final, Literal, NamedTuple
from urllib.parse import urlsplit

from retold.errors import InputError
from retold.reading.compressed import Codec
from retold.reading.decode import decode
from retold.reading.fields import clock_of, moment
from retold.reading.inflate import KNOWN, Inflater
from retold.reading.single import page_job
from retold.reading.slots import Run, Slot, rejected
from retold.reading.warc import Record, records
from retold.records.article import Article
from retold.records.collection import Rejected

_STATUS: Final = re.compile(rb"HTTP/\d(?:\.\d)? {1,3}(\d{3})\b")
_HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
_CHUNK: Final = re.compile(rb"[ \t]{0,9}([0-9a-fA-F]{1,8})[ \t]{0,9}(?:;[^\r\n]{0,200})?\r?\n")
_CHARSET: Final = re.compile(r"""(?i)charset\s{0,9}=\s{0,9}["']?([\w.:-]{2,40})""")
_HTML: Final = ("text/html", "application/xhtml+xml")
_LOOKS_HTML: Final = re.compile(
    rb"(?is)\A\s{0,200}(?:<!--.{0,500}?-->\s{0,200})?<(?:!doctype\s{1,9}html|html|head|body)\b"
)
_CODINGS: Final = 3  # content codings one upon the other; more is no page

NOT_OK = "status is not 200"
NOT_TEXT = "neither HTML nor text"
NO_PAGE = "not from the web"
ROBOTS = "robots.txt"


class ArchivedPage(NamedTuple):
    """A page out of an archive: its bytes as a file would hold them, what they are, and the encoding its answer states."""

    data: bytes
    kind: Literal["html", "text"]
    charset: str | None


def pages(raw: BinaryIO, codec: Codec | None, name: str, run: Run) -> Iterator[Slot]:
    """The pages in a web archive in order, every damage, and a count of the records that hold no page.

    An article is known by the archive's name and the place in it, has the time of fetching as a clock, and the address that
    was fetched.
    """
    for record in records(raw, codec, name, run.limits.bytes):
        if isinstance(record, Rejected):
            yield record
            continue
        try:
            page = page_in(record, run.limits.bytes)
            if isinstance(page, str):
                run.skipped[page] += 1
                continue
            text, _ = decode(page.data, record.where, page.charset)
            if not text.strip():
                raise InputError(record.where, "empty", "is an empty page")
            known = _known(record, name)
            if page.kind == "html":
                yield page_job(text, page.data, record.where, run, known, record.url)
            else:
                yield Article(text=text, raw_sha256=run.raw(page.data), **known)
        except InputError as error:
            yield rejected(record.where, error)


def _known(record: Record, name: str) -> dict[str, Any]:
    """What the archive knows of an article: where it lies, and when it was fetched from where."""
    # The archive's own name, not the folder it lies in: the same archive read twice has the same articles.
    known: dict[str, Any] = {"id": PurePath(name).name + record.where.removeprefix(name)}
    if record.url:
        known["url"] = record.url
    if at := moment(record.at):
        known["clocks"] = (clock_of("fetched", at),)
    return known


def page_in(record: Record, limit: int) -> ArchivedPage | str:
    """The page in a record, or why there is none and none was expected: the reason it is counted under.

    Raises:
        InputError: there should be a page, but `reason` "too-large" or "encoding".
    """
    if record.kind in {"response", "resource", "conversion"}:
        if not record.content_type.startswith("application/http") and record.kind != "response":
            return _page(record, record.block, record.content_type, "", limit)
        return _answer(record, limit)
    return f"record of kind {record.kind if re.fullmatch('[a-z]{3,20}', record.kind) else 'unknown'}"


def _answer(record: Record, limit: int) -> ArchivedPage | str:
    status = _STATUS.match(record.block)
    if status is None:
        # an ARC of long ago may hold the body alone; other things (DNS answers) are no pages
        return _page(record, record.block, "", "", limit) if _LOOKS_HTML.match(record.block) else NOT_TEXT
    if status.group(1) != b"200":
        return NOT_OK
    end = _HEAD_END.search(record.block)
    if end is None:
        return NOT_TEXT
    fields = _fields(record.block[: end.start()])
    body = record.block[end.end() :]
    media = fields.get("content-type", "")
    if not _wanted(media) and not (not media.strip() and _LOOKS_HTML.match(body)):
        return NOT_TEXT
    if record.size <= len(record.block) and "chunked" in fields.get("transfer-encoding", "").lower():
        body = _unchunked(body)
    return _page(record, body, media, fields.get("content-encoding", ""), limit)


def _page(record: Record, body: bytes, media: str, codings: str, limit: int) -> ArchivedPage | str:
    if media and not _wanted(media):
        return NOT_TEXT
    address = _address(record.url)
    if address is None:
        return NO_PAGE
    if address.endswith("/robots.txt"):
        return ROBOTS
    if record.size > len(record.block):
        raise InputError(record.where, "too-large", f"has {record.size:,} bytes, more than {limit // 1_000_000} MB")
    for coding in reversed([name.strip().lower() for name in codings.split(",") if name.strip()][-_CODINGS:]):
        body = _decoded(body, coding, record.where, limit)
    charset = _CHARSET.search(media)
    html = media.lower().startswith(_HTML) or bool(_LOOKS_HTML.match(body[:4096]))
    return ArchivedPage(body, "html" if html else "text", charset.group(1) if charset else None)


def _address(url: str) -> str | None:
    """The path of a web address; None for others, such as a crawler's notes to itself. No address at all may be a page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.path if parts.scheme.lower() in {"http", "https", ""} else None


def _wanted(media: str) -> bool:
    return media.strip().lower().startswith((*_HTML, "text/plain"))


def _decoded(body: bytes, coding: str, where: str, limit: int) -> bytes:
    """`body` without one content coding; as it is where it has none, whatever was said."""
    if coding in {"identity", "none", "utf-8"} or not body:
        return body
    if coding in KNOWN:
        inflater = Inflater(coding)
        held = bytearray()
        try:
            for piece in inflater.feed(body):
                held += piece
                if len(held) > limit:
                    raise _too_large(where, limit)
        except zlib.error:
            # what was unpacked in the archive already is no gzip; what breaks half way is damaged
            if held or body.startswith(b"\x1f\x8b"):
                raise InputError(where, "encoding", f"its {coding} coding is broken") from None
            return body
        return bytes(held)
    if coding == "br":
        return _brotli(body, where, limit)
    if coding == "zstd":
        return _zstd(body, where, limit)
    raise InputError(where, "encoding", f"has the content coding {coding[:20]!r}, which is not known")


def _brotli(body: bytes, where: str, limit: int) -> bytes:
    import brotli

    decoder = brotli.Decompressor()
    held = bytearray()
    data = body
    try:
        while not decoder.is_finished():
            piece = decoder.process(data, output_buffer_limit=1 << 18)
            held += piece
            if len(held) > limit:
                raise _too_large(where, limit)
            if not piece and decoder.can_accept_more_data():
                break
            data = b""
    except brotli.error:
        if _LOOKS_HTML.match(body):
            return body
        raise InputError(where, "encoding", "its br coding is broken") from None
    return bytes(held)


def _zstd(body: bytes, where: str, limit: int) -> bytes:
    import io

    from retold.reading.compressed import CODECS, DamagedError, Unpacked

    codec = next(codec for codec in CODECS if codec.name == "zstd")
    if not body.startswith(codec.magic):
        return body
    source, held = Unpacked(io.BytesIO(body), codec), bytearray()
    try:
        while piece := source.read():
            held += piece
            if len(held) > limit:
                raise _too_large(where, limit)
    except DamagedError as damage:
        raise InputError(where, "encoding", f"its zstd coding is broken ({damage.says})") from None
    return bytes(held)


def _unchunked(body: bytes) -> bytes:
    """`body` without the lengths of its chunks; as it is where it has none. Where a length is wrong the rest is kept as it is."""
    pieces: list[bytes] = []
    at = 0
    while found := _CHUNK.match(body, at):
        length = int(found.group(1), 16)
        if not length:
            return b"".join(pieces)
        pieces.append(body[found.end() : found.end() + length])
        at = found.end() + length
        at += 2 if body.startswith(b"\r\n", at) else 1 if body.startswith(b"\n", at) else 0
    if not pieces:
        return body
    pieces.append(body[at:])
    return b"".join(pieces)


def _fields(head: bytes) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in head.decode("latin-1").split("\n")[1:200]:
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields


def _too_large(where: str, limit: int) -> InputError:
    return InputError(where, "too-large", f"unpacks to more than {limit // 1_000_000} MB")
