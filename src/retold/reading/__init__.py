"""Bytes from outside become an `Article`: text, pages, JSON, agency items, e-mails, PDF, web addresses, standard input.

    article = retold.read("dispatch.txt")

Nothing is lost or guessed silently: `read_with_notes` says what had to be guessed, and what cannot be read raises an
`InputError` that names the input, the reason and the next step. Many articles come in through `retold.reading.collection`.
"""

from __future__ import annotations

import os

import msgspec

from retold.errors import InputError
from retold.reading.source import DEFAULT_LIMITS, Limits, fetch_bytes, is_web, shown
from retold.records.article import Article
from retold.records.comparison import Note

__all__ = ["Limits", "Read", "read", "read_bytes", "read_with_notes"]

_COUNTED = 1000  # articles of a collection that are counted to say how many there are


class Read(msgspec.Struct, frozen=True):
    """An article and what its reader should know of how it was read."""

    article: Article
    notes: tuple[Note, ...] = ()


def read(source: str | os.PathLike[str]) -> Article:
    """The article in a file, at a web address, or on standard input where `source` is `-`.

    The kind is found by content and by the end of the name: HTML gives the extracted text with its metadata, a JSON
    object, a ninjs or NewsML-G2 item, an e-mail or a PDF file its article; anything else is the decoded text, unchanged.
    A file that may hold many articles, such as JSON lines or a web archive, is read if it holds one. All may be compressed.

    Raises:
        InputError: the input is missing, a folder, empty, binary, too large, broken, without text, or holds many articles.
        MissingExtraError: the input is a PDF or Parquet file, and the extra for it is not installed.
    """
    return read_with_notes(source).article


def read_with_notes(source: str | os.PathLike[str], limits: Limits = DEFAULT_LIMITS) -> Read:
    """As `read`, with the notes that a guess leaves behind (an encoding, fields that are not known)."""
    name = os.fspath(source)
    if is_web(name):
        from retold.reading.fetch import fetch, with_fetch

        fetched = fetch(name, limits)
        found = read_bytes(fetched.content, fetched.url, limits, charset=fetched.charset)
        article = msgspec.structs.replace(found.article, id="")  # named anew once everything is known of it
        return Read(with_fetch(article, fetched).identified(), (*fetched.notes, *found.notes))
    return read_bytes(fetch_bytes(name, limits), name=shown(name), limits=limits)


def read_bytes(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS, *, charset: str | None = None) -> Read:
    """As `read_with_notes`, of bytes already at hand.

    Args:
        data: the bytes, compressed or not.
        name: what messages call them.
        limits: the largest input, and what a page may cost.
        charset: the encoding that came with the bytes from outside, such as an HTTP header.
    """
    from collections import Counter

    from retold.reading.fields import Fields
    from retold.reading.single import single
    from retold.reading.slots import Run, now
    from retold.reading.sniff import SEVERAL, shape_of

    if len(data) > limits.bytes:
        raise _too_large(name, limits)
    packed = data
    data, plain = _unpacked(data, name, limits)
    if not data.strip():
        raise InputError(name, "empty", "is empty", "Give a file with the text of an article.")
    shape = shape_of(data, plain)
    if shape in SEVERAL:
        return Read(_only_one(packed, name, limits))  # an archive tells damage by its members
    run = Run(Fields({}), limits, Counter(), None)
    try:
        slot, notes = single(data, name, shape, run, charset=charset)
        article, more = now(slot, limits)
        return Read(article, (*notes, *more))
    except InputError as error:
        if error.reason == "many":
            return Read(_only_one(data, name, limits))
        raise


def _unpacked(data: bytes, name: str, limits: Limits) -> tuple[bytes, str]:
    """The bytes without compression, and the name without the end that says so."""
    from io import BytesIO

    from retold.reading.compressed import DamagedError, codec_of, plain_name, unpacked_file

    plain = name
    for _ in range(2):
        if (codec := codec_of(data)) is None:
            break
        try:
            data = unpacked_file(BytesIO(data), codec).read(limits.bytes + 1)
        except DamagedError as damage:
            raise InputError(name, damage.reason, damage.says, "Get the file again.") from None
        if len(data) > limits.bytes:
            raise _too_large(name, limits)
        plain = plain_name(plain)
    else:
        if codec_of(data) is not None:
            raise InputError(name, "bomb", "is compressed more than twice", "Unpack it and give what is inside.")
    return data, plain


def _only_one(data: bytes, name: str, limits: Limits) -> Article:
    """The article in a collection that has only one.

    Raises:
        InputError: `reason` is "many" where it has more, else why it has none.
    """
    from io import BytesIO

    from retold.reading.collection import read_stream

    found: Article | None = None
    number = 0
    refused: InputError | None = None
    for item in read_stream(BytesIO(data), name, limits):
        if isinstance(item, Article):
            number += 1
            found = found or item
            if number > _COUNTED:
                break
        else:
            refused = refused or InputError(item.where, item.reason, item.says, "Mend that place and try again.")
    if number > 1:
        many = f"more than {_COUNTED:,}" if number > _COUNTED else f"{number:,}"
        raise InputError(name, "many", f"holds {many} articles, not one", f"Use: retold trace {name}")
    if found is None:
        raise refused or InputError(name, "empty", "holds no article", "Give a file with the text of an article.")
    return found


def _too_large(name: str, limits: Limits) -> InputError:
    return InputError(
        name, "too-large", f"is larger than {limits.bytes // 1_000_000} MB", "Give one article at a time."
    )
