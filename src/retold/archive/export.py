"""`Archive.export`: everything taken out again, as JSON lines or Parquet: articles, pairs, stories, changes, reviews.

A file is written under another name and renamed when it is whole. Rows come in order of the articles' ids, so the same archive
gives the same files; the rows of one file are of one moment.

| file | a row |
|---|---|
| articles | an article as it was given, with its text; `story` |
| pairs | two related articles, the source first where that is decided, with relation, score, measures |
| stories | a story's row as in lists, with the ids of its tellings and the ids that lead to it |
| changes | one change of a retelling: pair, kind, detail, weight, and the words on both sides with their places |
| reviews | what people said of the machine's answers |
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec

from retold.archive.articles import articles_of, parts
from retold.archive.database import Database
from retold.archive.listing import row_from
from retold.archive.looking import changes_key, changes_texts
from retold.archive.pairs import pairs_of
from retold.archive.reviews import all_reviews
from retold.archive.sealed import text_bytes, unpack, whole
from retold.errors import MissingExtraError, OptionError, OutputError
from retold.records.comparison import Differences

Row = dict[str, Any]
_ROWS = 2000  # of a Parquet row group


def export(database: Database, folder: Path, form: Literal["jsonl", "parquet"]) -> dict[str, int]:
    """Write everything to a folder; see `Archive.export`."""
    if form not in ("jsonl", "parquet"):
        raise OptionError("form", form, "is neither jsonl nor parquet")
    write = _lines if form == "jsonl" else _parquet()
    counted = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(str(folder), error) from None
    for name, rows in (
        ("articles", _articles), ("pairs", _pairs), ("stories", _stories), ("changes", _changes), ("reviews", _reviews),
    ):  # fmt: skip
        target = folder / f"{name}.{form}"
        with database.reading() as db:
            try:
                counted[name] = write(target, rows(db))
            except OSError as error:
                raise _refused(str(target), error) from None
    return counted


def _refused(name: str, error: OSError) -> OutputError:
    why = error.strerror or str(error)
    return OutputError(name, f"cannot be written ({why})", "Choose another folder, or make room.")


def _lines(target: Path, rows: Iterator[Row]) -> int:
    count = 0
    part = target.with_name(target.name + ".part")
    with open(part, "wb") as file:
        for row in rows:
            try:
                line = msgspec.json.encode(row)
            except UnicodeEncodeError:
                line = msgspec.json.encode(whole(msgspec.to_builtins(row)))
            file.write(line + b"\n")
            count += 1
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, target)
    return count


def _parquet() -> Callable[[Path, Iterator[Row]], int]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise MissingExtraError("Writing Parquet", "parquet") from None

    def write(target: Path, rows: Iterator[Row]) -> int:
        """Nested values are JSON text, so that every file of a name has the same columns."""
        count = 0
        name = target.name.removesuffix(".parquet")
        schema = pyarrow.schema([(column, getattr(pyarrow, kind)()) for column, kind in _COLUMNS[name].items()])
        part = target.with_name(target.name + ".part")
        with parquet.ParquetWriter(part, schema) as writer:
            held: list[Row] = []
            for row in rows:
                held.append({column: _flat(row.get(column)) for column in _COLUMNS[name]})
                count += 1
                if len(held) == _ROWS:
                    writer.write_table(pyarrow.Table.from_pylist(held, schema=schema))
                    held = []
            writer.write_table(pyarrow.Table.from_pylist(held, schema=schema))
        os.replace(part, target)
        return count

    return write


def _columns(strings: str, numbers: str = "", reals: str = "") -> dict[str, str]:
    return (
        dict.fromkeys(strings.split(), "string")
        | dict.fromkeys(numbers.split(), "int64")
        | dict.fromkeys(reals.split(), "float64")
    )


_COLUMNS = {
    "articles": _columns(
        "id text title outlet agency byline dateline language section url canonical_url published clocks version "
        "evolved_from infosource ednote credits raw_sha256 story"
    ),
    "pairs": _columns("a b relation direction passages measures", "", "score probability"),
    "stories": _columns(
        "id title outlets agencies first last flags summary articles formerly",
        "tellings measured credited quotations quotations_verbatim quotations_altered figures figures_changed",
        "kept",
    ),
    "changes": _columns("source_id retelling_id kind detail source retelling", "within", "weight"),
    "reviews": _columns("about one other place verdict value note name at machine", "number superseded"),
}


def _flat(value: Any) -> Any:
    if value is None or isinstance(value, (int, float)):
        return value
    if isinstance(value, str):
        return whole(value)
    return msgspec.json.encode(whole(msgspec.to_builtins(value))).decode()


def _articles(db: sqlite3.Connection) -> Iterator[Row]:
    listed = db.execute(
        "SELECT a.number, s.id FROM articles a LEFT JOIN stories s ON s.number = a.story AND s.tellings > 1 ORDER BY a.id"
    ).fetchall()
    story = dict(listed)
    for part in parts([number for number, _ in listed]):
        numbers = [int(number) for number in part]
        found = articles_of(db, numbers)
        for number in numbers:
            yield {**msgspec.structs.asdict(found[number]), "story": story[number]}


def _pairs(db: sqlite3.Connection) -> Iterator[Row]:
    query = "SELECT x.number FROM articles x WHERE x.number IN (SELECT a FROM pairs) ORDER BY x.id"
    for part in parts([number for (number,) in db.execute(query)]):
        sources = {int(number) for number in part}
        found = [one for pair, one in pairs_of(db, sources).items() if pair[0] in sources]
        for one in sorted(found, key=lambda one: (one.one, one.other)):
            pair = one.pair
            yield {**msgspec.structs.asdict(pair), "relation": pair.relation, "measures": one.measures}


def _stories(db: sqlite3.Connection) -> Iterator[Row]:
    for number, id, data in db.execute(
        "SELECT number, id, data FROM stories WHERE tellings > 1 ORDER BY id"
    ).fetchall():
        ids = [one for (one,) in db.execute("SELECT id FROM articles WHERE story = ? ORDER BY id", (number,))]
        former = [one for (one,) in db.execute("SELECT id FROM redirects WHERE story = ? ORDER BY id", (number,))]
        yield {**msgspec.structs.asdict(row_from(id, data)), "articles": ids, "formerly": former}


def _changes(db: sqlite3.Connection) -> Iterator[Row]:
    query = "SELECT c.a, c.b, x.id, y.id, c.data FROM changes c JOIN articles x ON x.number = c.a JOIN articles y ON y.number = c.b"
    for a, b, one, other, data in db.execute(query + " ORDER BY x.id, y.id"):
        articles = articles_of(db, (a, b))
        texts = changes_texts(text_bytes(articles[a].text), text_bytes(articles[b].text))
        for change in unpack(changes_key((a, b)), data, Differences, *texts).changes:
            yield {
                "source_id": one, "retelling_id": other, "kind": change.kind, "detail": change.detail,
                "weight": change.weight, "within": change.within, "source": change.a, "retelling": change.b,
            }  # fmt: skip


def _reviews(db: sqlite3.Connection) -> Iterator[Row]:
    for one in all_reviews(db):
        row = msgspec.structs.asdict(one)
        yield {**{name: row[name] for name in _COLUMNS["reviews"]}, "superseded": int(one.superseded)}
