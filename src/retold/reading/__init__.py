"""Bytes from outside become an `Article`: text files, HTML files, a JSON article, standard input.

    article = retold.read("dispatch.txt")

Nothing is lost or guessed silently: `read_with_notes` says what had to be guessed, and what cannot be read raises an
`InputError` that names the input, the reason and the next step.
"""

from __future__ import annotations

import hashlib
import os

import msgspec

from retold.errors import InputError
from retold.reading.decode import decode
from retold.reading.source import DEFAULT_LIMITS, Limits, fetch_bytes, shown
from retold.records.article import Article
from retold.records.comparison import Note

__all__ = ["Limits", "Read", "read", "read_bytes", "read_with_notes"]


class Read(msgspec.Struct, frozen=True):
    """An article and what its reader should know of how it was read."""

    article: Article
    notes: tuple[Note, ...] = ()


def read(source: str | os.PathLike[str]) -> Article:
    """The article in a file, or on standard input where `source` is `-`.

    The kind is found by content and by the end of the name: HTML gives the extracted text with its metadata, a JSON
    object with a `text` field gives that article, anything else is the decoded text, unchanged.

    Raises:
        InputError: the input is missing, a folder, empty, binary, too large, broken, or without text.
    """
    return read_with_notes(source).article


def read_with_notes(source: str | os.PathLike[str], limits: Limits = DEFAULT_LIMITS) -> Read:
    """As `read`, with the notes that a guess leaves behind (an encoding, fields that are not known)."""
    name = os.fspath(source)
    return read_bytes(fetch_bytes(name, limits), name=shown(name), limits=limits)


def read_bytes(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Read:
    """As `read_with_notes`, of bytes already at hand; `name` is what messages call them."""
    from retold.reading.sniff import binary_kind, kind_of

    if len(data) > limits.bytes:
        raise InputError(
            name, "too-large", f"is larger than {limits.bytes // 1_000_000} MB", "Give one article at a time."
        )
    if not data.strip():
        raise InputError(name, "empty", "is empty", "Give a file with the text of an article.")
    if known := binary_kind(data):
        raise InputError(name, "binary", f"is {known.what}, not text", known.next_step)
    text, notes = decode(data, name)
    if not text.strip():
        raise InputError(name, "empty", "holds nothing but blanks", "Give a file with the text of an article.")
    kind = kind_of(name, text)
    if kind == "json":
        from retold.reading.json_article import json_article

        article, more = json_article(text, name)
        notes = (*notes, *more)
    elif kind == "html":
        from retold.reading.html import html_article

        article, more = html_article(data, text, name, limits)
        notes = (*notes, *more)
    else:
        article = Article(text=text)
    if article.raw_sha256 is None:
        article = msgspec.structs.replace(article, raw_sha256=hashlib.sha256(data).hexdigest())
    return Read(article.identified(), notes)
