"""JSON that holds many articles: one object a line, a list, or one object over many lines."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, Any

import msgspec

from retold.errors import InputError
from retold.reading.fields import article_of
from retold.reading.ninjs import is_ninjs, ninjs_article
from retold.reading.slots import Item, Run, rejected
from retold.records.article import Article
from retold.records.collection import Rejected

_PIECE = 1 << 16


def json_lines(opened: IO[bytes], name: str, run: Run) -> Iterator[Item]:
    """One JSON object a line. A line that is too long is passed over without being held."""
    decoder = msgspec.json.Decoder()
    most = run.limits.bytes
    number = 0
    while line := opened.readline(most + 1):
        number += 1
        where = f"{name}:{number}"
        if len(line) > most and not line.endswith(b"\n"):
            while rest := opened.readline(_PIECE):
                if rest.endswith(b"\n"):
                    break
            yield Rejected(where=where, reason="too-large", says=f"is longer than {most // 1_000_000} MB")
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        try:
            raw = decoder.decode(line)
        except RecursionError:
            yield rejected(where, InputError(where, "json", "is nested too deeply"), line)
            continue
        except (msgspec.DecodeError, UnicodeError) as error:
            says = str(error).replace("JSON is malformed: ", "")
            yield rejected(where, InputError(where, "json", f"is broken JSON: {says}"), line)
            continue
        yield from item(raw, where, run, line)


def json_object(opened: IO[bytes], name: str, known_as: str, run: Run) -> Iterator[Item]:
    """JSON that begins with an object: one object, or one a line. `known_as` is the id of a single one without an id."""
    most = run.limits.bytes
    data = opened.readline(most + 1)
    rest = opened.read(_PIECE) if _is_json(data) else b""
    if rest.strip():
        yield from json_lines(behind(data + rest, opened), name, run)
        return
    if not _is_json(data):
        data += opened.read(max(0, most + 1 - len(data)))
        if len(data) > most or not _is_json(data):
            yield from json_lines(behind(data, opened), name, run)
            return
    for found in item(msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf")), name, run, data):
        unnamed = isinstance(found, Article) and found.id == name and known_as
        yield msgspec.structs.replace(found, id=known_as) if unnamed else found


def json_list(opened: IO[bytes], name: str, run: Run) -> Iterator[Item]:
    """A JSON list of articles; it is read whole, so it has the limit of one item.

    Raises:
        InputError: `reason` is "too-large" or "json".
    """
    data = opened.read(run.limits.bytes + 1)
    if len(data) > run.limits.bytes:
        raise InputError(
            name,
            "too-large",
            f"is a JSON list of more than {run.limits.bytes // 1_000_000} MB",
            "Give it as JSON lines.",
        )
    try:
        listed = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=list[Any])
    except RecursionError:
        raise InputError(name, "json", "is nested too deeply", "Give it as JSON lines.") from None
    except (msgspec.DecodeError, UnicodeError) as error:
        raise InputError(name, "json", f"is broken JSON: {error}", "Give it as JSON lines.") from None
    for number, raw in enumerate(listed, 1):
        yield from item(raw, f"{name}:{number}", run, b"")


def item(raw: object, where: str, run: Run, line: bytes) -> Iterator[Item]:
    """The article in one JSON value, a reject, or nothing where it was passed over and counted."""
    try:
        if is_ninjs(raw):
            assert isinstance(raw, dict)
            found = ninjs_article(raw, where, run.text_of)
            if isinstance(found, str):
                run.skipped[found] += 1
            else:
                yield found
        else:
            yield article_of(raw, where, run.fields)
    except InputError as error:
        yield rejected(where, error, line)


def _is_json(data: bytes) -> bool:
    try:
        msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return False
    return True


class _Chained(io.RawIOBase):
    """Bytes that were read already, then the rest of their file."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = len(buffer)
        if self._head:
            piece, self._head = self._head[:size], self._head[size:]
        else:
            read = getattr(self._rest, "read1", self._rest.read)
            piece = read(size) or b""
        buffer[: len(piece)] = piece
        return len(piece)


def behind(head: bytes, rest: IO[bytes]) -> io.BufferedReader:
    """A file that gives `head`, then what `rest` still has."""
    return io.BufferedReader(_Chained(head, rest), _PIECE)
