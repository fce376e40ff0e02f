"""Many articles: from files of every kind that holds some, folders, archives of the web, feeds and standard input.

    for item in read_collection("crawl.warc.gz"): ...

Items come one at a time, so a collection may be larger than memory. What gives no article comes as `Rejected`, with its place
and the reason, and the rest goes on; what was never meant to be an article (the requests in a web archive) is counted. The
content decides what a file is, not its name, and every kind may be compressed with gzip, zstd, xz or bzip2.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

import msgspec

from retold.errors import InputError, RetoldError
from retold.reading.archived import pages
from retold.reading.compressed import PIECE, DamagedError, codec_of, plain_name, unpacked_file
from retold.reading.fields import Fields
from retold.reading.lines import behind, json_lines, json_list, json_object
from retold.reading.meta import META, meta_of
from retold.reading.single import single
from retold.reading.slots import Item, Run, Slot, finished, rejected
from retold.reading.sniff import SEVERAL, Shape, shape_of
from retold.reading.source import DEFAULT_LIMITS, Limits, is_web
from retold.reading.tables import csv_rows, looks_like_table, parquet_rows
from retold.reading.warc import is_archive
from retold.records.article import Article
from retold.records.collection import Rejected

_HEAD = 1 << 16
_LAYERS = 2  # a file compressed more often than that is a trap
_BY_NAME = frozenset((".txt", ".text", ".html", ".htm", ".xhtml", ".shtml", ".json", ".eml"))
_BY_CONTENT = frozenset(
    ("archive", "feed", "html", "json", "lines", "list", "mail", "newsml", "parquet", "pdf", "table")
)
_FEED_TEXT = 400  # characters of an entry that are an article, and no teaser


def read_collection(
    source: str | os.PathLike[str],
    mapping: Mapping[str, str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
    *,
    skipped: Counter[str] | None = None,
    keep_raw: Path | None = None,
    most: int | None = None,
) -> Iterator[Item]:
    """The articles in a file, a folder or at a web address, and what was rejected among them, in order.

    Args:
        source: a file (`-` is standard input) of JSON lines, a JSON list, CSV, Parquet, WARC, ARC, ninjs, NewsML-G2, a saved
            feed, or one article; a folder, searched in depth, with such files; an address with a feed, a sitemap or a page.
        mapping: names of fields by what they are to an article, such as {"text": "body", "outlet": "source.name"}.
        limits: what one item may cost.
        skipped: counts what was passed over on purpose, by reason.
        keep_raw: a folder where the bytes of each page and file are kept, named by their SHA-256.
        most: how many pages of a feed or sitemap on the web are read; the others are counted as skipped. 200 if it is None.

    Raises:
        InputError: the source as a whole cannot be used: it is missing, may not be read, or is of a kind that holds no articles.
        MissingExtraError: a file that needs an extra: Parquet, PDF.
        OutputError: `keep_raw` cannot be written.
    """
    run = Run(Fields(mapping or {}), limits, Counter() if skipped is None else skipped, keep_raw, most)
    yield from finished(_source(os.fspath(source), run), limits)


def read_stream(opened: IO[bytes], name: str, limits: Limits = DEFAULT_LIMITS) -> Iterator[Item]:
    """As `read_collection`, of an open file; `name` is what messages call it."""
    run = Run(Fields({}), limits, Counter(), None)
    yield from finished(_stream(opened, name, "", run), limits)


def _source(name: str, run: Run) -> Iterator[Slot]:
    if name == "-":
        import sys

        if sys.stdin is None or sys.stdin.closed:
            raise InputError("standard input", "missing", "is closed", "Give a file, or pipe one in.")
        yield from _stream(sys.stdin.buffer, "standard input", "", run)
    elif is_web(name):
        yield from _site(name, run)
    else:
        try:
            folder = stat.S_ISDIR(os.stat(name).st_mode)
        except FileNotFoundError:
            raise InputError(name, "missing", "no such file or folder", "Check the name.") from None
        except (OSError, ValueError) as error:
            raise _unreadable(name, error) from None
        yield from _folder(Path(name), run) if folder else _file(name, name, run)


def _site(url: str, run: Run) -> Iterator[Slot]:
    from retold.reading.site import MOST, read_site

    yield from read_site(url, run.limits, most=run.most or MOST, skipped=run.skipped)


def _file(
    name: str, known_as: str, run: Run, known: dict[str, Any] | None = None, listed: bool = False
) -> Iterator[Slot]:
    try:
        with open(name, "rb") as opened:
            yield from _stream(opened, name, known_as, run, known=known, listed=listed)
    except OSError as error:
        raise _unreadable(name, error) from None


def _stream(
    opened: IO[bytes],
    name: str,
    known_as: str,
    run: Run,
    *,
    known: dict[str, Any] | None = None,
    listed: bool = False,
    layers: int = 0,
) -> Iterator[Slot]:
    """What a file holds.

    Args:
        opened: the file; it is only read onwards, except Parquet.
        name: what messages call it.
        known_as: the id of the article, if it holds only one without an id; "" for one made of what it says.
        run: the settings.
        known: fields that are known of this one article from elsewhere.
        listed: the file was found in a folder, nobody asked for it by name: a text must be named like one.
        layers: how often it was compressed.
    """
    head = _first(opened)
    if not head.strip():
        raise InputError(name, "empty", "is empty", "Give a file with articles.")
    if codec := codec_of(head):
        try:
            inner = codec.new().decode(head, PIECE)
        except Exception:  # broken from the start: what reads it says so
            inner = b""
        if is_archive(inner):
            yield from pages(behind(head, opened), codec, name, run)
            return
        if layers == _LAYERS:
            raise InputError(
                name, "bomb", f"is compressed more than {_LAYERS} times", "Unpack it and give what is inside."
            )
        inside = unpacked_file(cast(BinaryIO, behind(head, opened)), codec)
        given = False
        try:
            for slot in _stream(
                inside, plain_name(name), plain_name(known_as), run, known=known, listed=listed, layers=layers + 1
            ):
                given = True
                yield slot
        except DamagedError as damage:
            reason = "truncated" if damage.reason == "damaged" and given else damage.reason
            if not given:
                raise InputError(name, reason, damage.says, "Get the file again.") from None
            yield Rejected(where=name, reason=reason, says=damage.says)
        return
    shape = _shape(head, name, run)
    if listed and not _expected(shape, name):
        raise InputError(name, "kind", "is neither text nor HTML nor a collection", "")
    if shape in SEVERAL or (shape == "json" and not known):
        yield from _several(shape, opened, head, name, known_as, run)
        return
    data = head + opened.read(max(0, run.limits.bytes + 1 - len(head)))
    if len(data) > run.limits.bytes:
        raise InputError(
            name, "too-large", f"is larger than {run.limits.bytes // 1_000_000} MB", "Give one article a file."
        )
    slot, _ = single(data, name, shape, run, known, known_as=known_as)
    yield slot


def _shape(head: bytes, name: str, run: Run) -> Shape:
    shape = shape_of(head, name)
    if shape == "text" and Path(name).suffix.lower() not in _BY_NAME and looks_like_table(head, run):
        return "table"
    return shape


def _expected(shape: Shape, name: str) -> bool:
    return shape in _BY_CONTENT or (
        shape in {"text", "html", "binary", "xml"} and Path(name).suffix.lower() in _BY_NAME
    )


def _several(shape: Shape, opened: IO[bytes], head: bytes, name: str, known_as: str, run: Run) -> Iterator[Slot]:
    """The articles of a file that may hold many."""
    if shape == "parquet":
        with tempfile.TemporaryFile(prefix="retold-") as held:
            if not opened.seekable():
                held.write(head)
                while piece := opened.read(1 << 20):
                    held.write(piece)
            file = opened if opened.seekable() else held
            file.seek(0)
            yield from parquet_rows(file, name, run)
        return
    file = behind(head, opened)
    if shape == "archive":
        yield from pages(file, None, name, run)
    elif shape == "lines":
        yield from json_lines(file, name, run)
    elif shape == "list":
        yield from json_list(file, name, run)
    elif shape == "json":
        yield from json_object(file, name, known_as, run)
    elif shape == "table":
        yield from csv_rows(file, head, name, run)
    else:
        data = file.read(run.limits.bytes + 1)
        if len(data) > run.limits.bytes:
            raise InputError(
                name, "too-large", f"is larger than {run.limits.bytes // 1_000_000} MB", "Give it in parts."
            )
        yield from _newsml(data, name, run) if shape == "newsml" else _feed(data, name, run)


def _newsml(data: bytes, name: str, run: Run) -> Iterator[Slot]:
    from retold.reading.newsml import Item as NewsItem
    from retold.reading.newsml import newsml_article

    raw = run.raw(data)
    for number, news in enumerate(msgspec.msgpack.decode(run.ask("newsml", data, name), type=list[NewsItem]), 1):
        where = f"{name}:{number}"
        try:
            found = newsml_article(news, where)
        except InputError as error:
            yield rejected(where, error)
            continue
        if isinstance(found, str):
            run.skipped[found] += 1
        else:
            yield msgspec.structs.replace(found, raw_sha256=raw)


def _feed(data: bytes, name: str, run: Run) -> Iterator[Slot]:
    """The entries of a saved feed that hold a whole text; the others only name a page, and are counted."""
    from retold.reading.feeds import Feed, Request
    from retold.reading.site import merged

    answer = run.ask("feed", msgspec.msgpack.encode(Request(data, "")), name)
    feed = msgspec.msgpack.decode(answer, type=Feed)
    for number, entry in enumerate(feed.entries, 1):
        where = f"{name}:{number}"
        try:
            text = run.text_of(entry.content, where) if entry.html else entry.content
        except InputError as error:
            yield rejected(where, error)
            continue
        if len(text) < _FEED_TEXT:
            run.skipped["feed entry without its text"] += 1
            continue
        web = entry.url if is_web(entry.url) else None
        article = merged(Article(text=text, url=web), entry, feed.title)
        yield msgspec.structs.replace(article, id=web or where)
    if feed.left_out:
        yield Rejected(where=name, reason="too-large", says=f"{feed.left_out:,} more entries were not read")


def _folder(folder: Path, run: Run) -> Iterator[Slot]:
    """Every file below a folder that may hold articles, in order of their names; what `meta.json` knows of its neighbours."""
    failed: list[OSError] = []
    for path, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        known: dict[str, dict[str, Any]] = {}
        if META in names:
            try:
                known = meta_of(Path(path, META))
            except InputError as error:
                yield rejected(str(Path(path, META)), error)
        for name in sorted(names):
            full = Path(path, name)
            if name.startswith(".") or name == META:
                continue
            # A file is known by its name, so that the same text in two files is two articles.
            known_as = full.relative_to(folder).as_posix()
            try:
                if not full.is_file():
                    raise InputError(str(full), "kind", "is no file", "")
                yield from _file(str(full), known_as, run, known.get(name), listed=True)
            except (RetoldError, OSError) as error:
                yield rejected(str(full), error)
    for problem in failed:
        yield Rejected(where=str(problem.filename), reason="permission", says=f"cannot be read ({problem.strerror})")


def _first(opened: IO[bytes]) -> bytes:
    """The first bytes of a file, as many as are looked at; a pipe gives them in pieces."""
    pieces: list[bytes] = []
    size = 0
    while size < _HEAD and (piece := opened.read(_HEAD - size)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _unreadable(name: str, error: Exception) -> InputError:
    if isinstance(error, PermissionError):
        return InputError(name, "permission", "may not be read", "Ask for permission to read it, or copy it.")
    why = getattr(error, "strerror", None) or str(error)
    return InputError(name, "unreadable", f"cannot be read ({why})", "Check the name and the disk.")
