"""What an input is, by its first bytes and, where these leave it open, by the end of its name."""

from __future__ import annotations

import os
import re
from typing import Final, Literal, NamedTuple

from retold.reading.decode import wide_encoding
from retold.reading.feeds import root_name
from retold.reading.mail import looks_like_mail
from retold.reading.warc import is_archive

Kind = Literal["html", "json", "text"]
Shape = Literal[
    "archive",
    "binary",
    "feed",
    "html",
    "json",
    "list",
    "lines",
    "mail",
    "newsml",
    "parquet",
    "pdf",
    "table",
    "text",
    "xml",
]
"""What bytes that are not compressed hold. "json" begins with a brace: one object, or one a line."""

SEVERAL: Final = frozenset(("archive", "feed", "list", "lines", "newsml", "parquet", "table"))
"""Shapes that may hold several articles; "json" may, too."""


class Binary(NamedTuple):
    """A binary format in words, and what to do with it."""

    what: str
    next_step: str


_SAVE_AS_TEXT = "Save it as text or as HTML and give that file."
_MAGIC = (
    (b"PK\x03\x04", Binary("a ZIP, Word or OpenDocument file", _SAVE_AS_TEXT)),
    (b"\xd0\xcf\x11\xe0", Binary("an old Word or Excel file", _SAVE_AS_TEXT)),
    (b"{\\rtf", Binary("an RTF file", _SAVE_AS_TEXT)),
    (b"\x04\x22\x4d\x18", Binary("an lz4 file", "Unpack it (unlz4) and give the file inside.")),
    (b"\x1f\x8b", Binary("a gzip file of an unknown kind", "Unpack it (gunzip) and give the file inside.")),
    (b"\x89PNG", Binary("an image", _SAVE_AS_TEXT)),
    (b"\xff\xd8\xff", Binary("an image", _SAVE_AS_TEXT)),
    (b"GIF8", Binary("an image", _SAVE_AS_TEXT)),
    (b"SQLite format 3\0", Binary("a database", _SAVE_AS_TEXT)),
)
_BOM_WITH_NULS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
_SOME_BINARY = Binary("a binary file", _SAVE_AS_TEXT)
_TAR = Binary("a tar file", "Unpack it (tar xf) and give the folder.")
_HEAD = 8192
_CONTROL_SHARE = 0.05  # of the first bytes; text has tabs, line ends and form feeds only
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27})
_STARTS_HTML = re.compile(
    r"(?is)\A\s*+(?:<\?xml[^>]{0,200}>\s*+)?(?>(?:<!--.{0,2000}?-->\s*+){0,5})<(?:!doctype\s{1,9}html|html|head|body|article|meta|title|p|div|h1)\b"
)
_STARTS_JSON = re.compile(r'\A\s*\{\s*(?:"|\})')
_HTML_ENDS = (".html", ".htm", ".xhtml", ".shtml")
_JSON_ENDS = (".json", ".jsonl", ".ndjson")
_LINES_ENDS = (".jsonl", ".ndjson", ".jsonlines")
_TABLE_ENDS = (".csv", ".tsv")
_TEXT_ENDS = (".txt", ".text", ".md")
_NEWSML = frozenset(("newsmessage", "newsitem", "packageitem"))
_FEED = frozenset(("rss", "feed", "rdf", "channel"))
_JSON_FEED = re.compile(rb'"version"\s{0,9}:\s{0,9}"https?:\\?/\\?/jsonfeed\.org\\?/')


def shape_of(head: bytes, name: str) -> Shape:
    """What bytes that begin with `head` are; `name` is that of the input, without the end of its compression."""
    end = os.path.splitext(name)[1].lower()
    if head.startswith(b"PAR1"):
        return "parquet"
    if is_archive(head):
        return "archive"
    if head.lstrip(b"\r\n \t\xef\xbb\xbf").startswith(b"%PDF-"):
        return "pdf"
    if binary_kind(head):
        return "binary"
    first = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1]
    if first in {b"{", b"["} and end not in (*_TABLE_ENDS, *_TEXT_ENDS):
        if first == b"[":
            return "list"
        return "feed" if _JSON_FEED.search(head[:_HEAD]) else "json"
    if first == b"<":
        return _markup(head, end)
    if end in _LINES_ENDS:
        return "lines"
    if end in _TABLE_ENDS:
        return "table"
    if end == ".json":
        return "json"
    if end in _HTML_ENDS:
        return "html"
    return "mail" if end == ".eml" or looks_like_mail(head) else "text"


def _markup(head: bytes, end: str) -> Shape:
    root = root_name(head)
    if root in _NEWSML:
        return "newsml"
    if root in _FEED:
        return "feed"
    if (
        end in _HTML_ENDS
        or root == "html"
        or _STARTS_HTML.match(head[:_HEAD].replace(b"\0", b"").decode("latin-1").lstrip("ï»¿ÿþ"))
    ):
        return "html"
    if end in _TEXT_ENDS:
        return "text"
    return (
        "xml"
        if head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<?xml") or end == ".xml"
        else "text"
    )


def binary_kind(data: bytes) -> Binary | None:
    """The binary format of `data`, or None where it may be text. UTF-16 and UTF-32 are text."""
    for magic, known in _MAGIC:
        if data.startswith(magic):
            return known
    if data[257:262] == b"ustar":
        return _TAR
    head = data[:_HEAD]
    if head.startswith(_BOM_WITH_NULS) or wide_encoding(data):
        return None
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return _SOME_BINARY if b"\0" in head or controls > _CONTROL_SHARE * len(head) else None


def kind_of(name: str, text: str) -> Kind:
    """Whether `text`, read from `name`, is an HTML page, a JSON article or plain text.

    A name that ends in .json is JSON, one in .html is HTML; otherwise the beginning of the text decides, so that a page
    saved as .txt is still a page. A text that merely begins with a brace is text where its name ends in .txt.
    """
    end = os.path.splitext(name)[1].lower()
    if end in _JSON_ENDS:
        return "json"
    if end in _HTML_ENDS or _STARTS_HTML.match(text):
        return "html"
    return "json" if end != ".txt" and _STARTS_JSON.match(text) else "text"
