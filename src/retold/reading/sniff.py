"""What an input is: a known binary format, an HTML page, a JSON article, or text."""

from __future__ import annotations

import os
import re
from typing import Literal, NamedTuple

from retold.reading.decode import wide_encoding

Kind = Literal["html", "json", "text"]


class Binary(NamedTuple):
    """A binary format in words, and what to do with it."""

    what: str
    next_step: str


_SAVE_AS_TEXT = "Save it as text or as HTML and give that file."
_MAGIC = (
    (b"%PDF-", Binary("a PDF file", "Save its text (for example: pdftotext file.pdf file.txt) and give that file.")),
    (b"PK\x03\x04", Binary("a ZIP, Word or OpenDocument file", _SAVE_AS_TEXT)),
    (b"\xd0\xcf\x11\xe0", Binary("an old Word or Excel file", _SAVE_AS_TEXT)),
    (b"{\\rtf", Binary("an RTF file", _SAVE_AS_TEXT)),
    (b"\x1f\x8b", Binary("a gzip file", "Unpack it (gunzip) and give the file inside.")),
    (b"BZh", Binary("a bzip2 file", "Unpack it (bunzip2) and give the file inside.")),
    (b"\xfd7zXZ", Binary("an xz file", "Unpack it (unxz) and give the file inside.")),
    (b"\x89PNG", Binary("an image", _SAVE_AS_TEXT)),
    (b"\xff\xd8\xff", Binary("an image", _SAVE_AS_TEXT)),
    (b"GIF8", Binary("an image", _SAVE_AS_TEXT)),
    (b"SQLite format 3\0", Binary("a database", _SAVE_AS_TEXT)),
)
_BOM_WITH_NULS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
_SOME_BINARY = Binary("a binary file", _SAVE_AS_TEXT)
_HEAD = 8192
_CONTROL_SHARE = 0.05  # of the first bytes; text has tabs, line ends and form feeds only
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27})
_STARTS_HTML = re.compile(
    r"(?is)\A\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s{1,9}html|html|head|body|article|meta|title|p|div|h1)\b"
)
_STARTS_JSON = re.compile(r'\A\s*\{\s*(?:"|\})')
_HTML_ENDS = (".html", ".htm", ".xhtml", ".shtml")
_JSON_ENDS = (".json", ".jsonl", ".ndjson")


def binary_kind(data: bytes) -> Binary | None:
    """The binary format of `data`, or None where it may be text. UTF-16 and UTF-32 are text."""
    for magic, known in _MAGIC:
        if data.startswith(magic):
            return known
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
