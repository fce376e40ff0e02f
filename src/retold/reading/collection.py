"""A collection of articles: JSON lines, CSV, Parquet, or a folder of text and HTML files.

    for item in read_collection("articles.jsonl"): ...

Items come one at a time, so a collection may be larger than memory. What gives no article comes as `Rejected`, with its place
and the reason, and the rest goes on. JSON lines and CSV may be compressed with gzip.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
import stat
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

import msgspec

from retold.errors import InputError, MissingExtraError, RetoldError
from retold.reading.fields import Fields, article_of
from retold.reading.sniff import binary_kind
from retold.reading.source import DEFAULT_LIMITS, Limits
from retold.records.article import Article
from retold.records.collection import Rejected

Item = Article | Rejected

_LINES = (".jsonl", ".ndjson", ".jsonlines")
_TABLES = (".csv", ".tsv")
_PAGES = (".txt", ".text", ".html", ".htm", ".xhtml", ".shtml", ".json")
_PARQUET = (".parquet", ".pq")
_SHOWN = 200  # characters of a bad line that are kept
_HEAD = 1 << 16
_GZIP = b"\x1f\x8b"
_PARQUET_MAGIC = b"PAR1"


def read_collection(
    source: str | os.PathLike[str], mapping: Mapping[str, str] | None = None, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Item]:
    """The articles in a file or folder, and what was rejected among them.

    Args:
        source: a file of JSON lines (`-` is standard input), a JSON list, a CSV or Parquet file, or a folder, searched in
            depth. The content decides over the end of the name.
        mapping: names of fields by what they are to an article, such as {"text": "body", "outlet": "feed"}.
        limits: the longest item that is read.

    Raises:
        InputError: the source as a whole cannot be used: it is missing, may not be read, or is of a kind that holds no articles.
        MissingExtraError: a Parquet file without the `parquet` extra.
    """
    fields = Fields(mapping or {})
    name = os.fspath(source)
    if name == "-":
        import sys

        yield from _lines(sys.stdin.buffer, "standard input", fields, limits)
        return
    try:
        folder = stat.S_ISDIR(os.stat(name).st_mode)
    except FileNotFoundError:
        raise InputError(name, "missing", "no such file or folder", "Check the name.") from None
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from None
    if folder:
        yield from _folder(Path(name), fields, limits)
    else:
        yield from _file(name, fields, limits)


def _file(name: str, fields: Fields, limits: Limits) -> Iterator[Item]:
    try:
        with open(name, "rb") as opened:
            head = opened.read(_HEAD)
            opened.seek(0)
            if head.startswith(_PARQUET_MAGIC):
                yield from _parquet(opened, name, fields, limits)
            elif head.startswith(_GZIP):
                with gzip.open(opened) as unpacked:
                    yield from _unpacked(cast(BinaryIO, unpacked), name, fields, limits)
            else:
                yield from _by_content(opened, head, name, fields, limits)
    except OSError as error:
        raise _unreadable(name, error) from None


def _unpacked(opened: BinaryIO, name: str, fields: Fields, limits: Limits) -> Iterator[Item]:
    buffered = io.BufferedReader(cast(io.RawIOBase, opened), _HEAD)
    try:
        yield from _by_content(buffered, buffered.peek(_HEAD), name.removesuffix(".gz"), fields, limits)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield Rejected(where=name, reason="truncated", says=f"the compressed file is broken here ({error})")


def _by_content(opened: IO[bytes], head: bytes, name: str, fields: Fields, limits: Limits) -> Iterator[Item]:
    if known := binary_kind(head):
        raise InputError(name, "binary", f"is {known.what}, not a collection of articles", known.next_step)
    if not head.strip():
        raise InputError(name, "empty", "is empty", "Give a file with one article a line.")
    end = Path(name).suffix.lower()
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if first == b"{" and end not in _TABLES:
        yield from _lines(opened, name, fields, limits)
    elif first == b"[" and end not in _TABLES:
        yield from _list(opened, name, fields, limits)
    elif end in _TABLES:
        yield from _table(opened, head, name, fields, limits)
    elif end in _LINES:
        yield from _lines(opened, name, fields, limits)
    else:
        raise InputError(
            name,
            "kind",
            "holds neither JSON lines nor CSV",
            "Give a .jsonl or .csv file, or the folder with the texts; 'retold compare' takes two single texts.",
        )


def _lines(opened: IO[bytes], name: str, fields: Fields, limits: Limits) -> Iterator[Item]:
    """JSON lines. A line that is too long is passed over without being held."""
    decoder = msgspec.json.Decoder()
    number = 0
    while line := opened.readline(limits.bytes + 1):
        number += 1
        where = f"{name}:{number}"
        if len(line) > limits.bytes and not line.endswith(b"\n"):
            while rest := opened.readline(_HEAD):
                if rest.endswith(b"\n"):
                    break
            yield Rejected(where=where, reason="too-large", says=f"is longer than {limits.bytes // 1_000_000} MB")
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        try:
            raw = decoder.decode(line)
        except RecursionError:
            yield _rejected(where, "json", "is nested too deeply", line)
            continue
        except (msgspec.DecodeError, UnicodeError) as error:
            says = str(error).replace("JSON is malformed: ", "")
            yield _rejected(where, "json", f"is broken JSON: {says}", line)
            continue
        yield _item(raw, where, fields, line)


def _list(opened: IO[bytes], name: str, fields: Fields, limits: Limits) -> Iterator[Item]:
    """A JSON list of articles; it is read whole, so it has the limit of one item."""
    data = opened.read(limits.bytes + 1)
    if len(data) > limits.bytes:
        raise InputError(
            name, "too-large", f"is a JSON list of more than {limits.bytes // 1_000_000} MB", "Give it as JSON lines."
        )
    try:
        listed = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=list[Any])
    except RecursionError:
        raise InputError(name, "json", "is nested too deeply", "Give it as JSON lines.") from None
    except (msgspec.DecodeError, UnicodeError) as error:
        raise InputError(name, "json", f"is broken JSON: {error}", "Give it as JSON lines.") from None
    for number, raw in enumerate(listed, 1):
        yield _item(raw, f"{name}:{number}", fields, b"")


def _table(opened: IO[bytes], head: bytes, name: str, fields: Fields, limits: Limits) -> Iterator[Item]:
    """CSV with a header, parted by commas, semicolons or tabs."""
    header = head.split(b"\n", 1)[0]
    delimiter = max(",;\t", key=lambda mark: header.count(mark.encode()))
    previous = csv.field_size_limit(limits.bytes)
    try:
        text = io.TextIOWrapper(cast(BinaryIO, opened), encoding="utf-8-sig", errors="surrogateescape", newline="")
        rows = csv.DictReader(text, delimiter=delimiter, restkey="")
        if not fields.text_in(rows.fieldnames or ()):
            listed = ", ".join(rows.fieldnames or ())[:200]
            raise InputError(
                name, "field", f"has no text column (columns: {listed})", "Name it with --map text=COLUMN."
            )
        while True:
            where = f"{name}:{rows.line_num + 1}"
            try:
                row = next(rows)
            except StopIteration:
                break
            except csv.Error as error:
                reason = "too-large" if "limit" in str(error) else "csv"
                yield Rejected(where=where, reason=reason, says=f"is a broken row: {error}")
                continue
            if any(isinstance(cell, str) and not cell.isascii() and _broken(cell) for cell in row.values()):
                yield Rejected(where=where, reason="encoding", says="is not UTF-8")
                continue
            yield _item({key: cell for key, cell in row.items() if key and cell}, where, fields, b"")
        text.detach()
    finally:
        csv.field_size_limit(previous)


def _broken(cell: str) -> bool:
    return any("\udc80" <= letter <= "\udcff" for letter in cell)


def _parquet(opened: BinaryIO, name: str, fields: Fields, limits: Limits) -> Iterator[Item]:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        raise MissingExtraError("Reading Parquet", "parquet") from None
    number = 0
    try:
        for batch in parquet.ParquetFile(opened).iter_batches(batch_size=256):
            for raw in batch.to_pylist():
                number += 1
                yield _item(raw, f"{name}:{number}", fields, b"")
    except (ArrowException, OSError, ValueError) as error:
        if not number:
            raise InputError(name, "parquet", f"is a broken Parquet file ({error})", "Write it again.") from None
        yield Rejected(where=f"{name}:{number + 1}", reason="truncated", says=f"the file is broken from here ({error})")


def _folder(folder: Path, fields: Fields, limits: Limits) -> Iterator[Item]:
    """Every text, HTML and collection file below a folder, in order of their names."""
    from retold.reading import read_with_notes

    failed: list[OSError] = []
    for path, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            full = Path(path) / name
            shown = str(full)
            end = Path(name.removesuffix(".gz")).suffix.lower()
            if name.startswith("."):
                continue
            try:
                if end in (*_LINES, *_TABLES, *_PARQUET):
                    yield from _file(shown, fields, limits)
                elif end in _PAGES:
                    article = read_with_notes(shown, limits).article
                    where = full.relative_to(folder).as_posix()
                    # A file is known by its name, so that the same text in two files is two articles.
                    yield msgspec.structs.replace(article, id=where)
                else:
                    yield Rejected(where=shown, reason="kind", says="is neither text nor HTML nor a collection")
            except (RetoldError, OSError) as error:
                yield Rejected(where=shown, reason=getattr(error, "reason", "unreadable"), says=_plain(error, shown))
    for problem in failed:
        yield Rejected(where=str(problem.filename), reason="permission", says=f"cannot be read ({problem.strerror})")


def _item(raw: object, where: str, fields: Fields, line: bytes) -> Item:
    try:
        return article_of(raw, where, fields)
    except InputError as error:
        return _rejected(where, error.reason, _plain(error, where), line)


def _plain(error: Exception, where: str) -> str:
    return str(getattr(error, "what", error)).removeprefix(f"{where}: ")


def _rejected(where: str, reason: str, says: str, line: bytes) -> Rejected:
    return Rejected(where=where, reason=reason, says=says, line=line[:_SHOWN].decode("utf-8", "replace").rstrip("\n"))


def _unreadable(name: str, error: Exception) -> InputError:
    if isinstance(error, PermissionError):
        return InputError(name, "permission", "may not be read", "Ask for permission to read it, or copy it.")
    why = getattr(error, "strerror", None) or str(error)
    return InputError(name, "unreadable", f"cannot be read ({why})", "Check the name and the disk.")
