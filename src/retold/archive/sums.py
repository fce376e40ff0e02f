"""Figures that would take a look at every row, kept as the rows come and go: articles by name, retellings by outlet.

1. Triggers add and take away, in the transaction that changes the rows; so a reader never sees a sum that is not that of the
   rows beside it. Shares are whole numbers (see `outlets`), so taking one out leaves no remainder.
2. `names`: how many articles have an outlet, an agency, or an agency and no outlet (*direct*). `totals`: of each outlet what it
   retells of others, what others retell of it, and its own told again.
3. `counted` counts afresh what the triggers keep: for an archive of before, and for `doctor`.

| side | sums over the retellings |
|---|---|
| 0 | that this outlet made of others' articles |
| 1 | that others made of its articles |
| 2 | that it made of its own |
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

FROM, BY, OWN = 0, 1, 2
SUMS = ("told", "kept", "quotations", "altered", "figures", "changed", "credited", "decided", "timed")
NAMES = ("outlet", "agency", "direct")

_COLUMNS = ", ".join(SUMS)
_OF = {
    "outlet": ("outlet", "{0}outlet IS NOT NULL"),
    "agency": ("agency", "{0}agency IS NOT NULL"),
    "direct": ("agency", "{0}outlet IS NULL AND {0}agency IS NOT NULL"),
}
_SIDES = (("outlet", FROM, "{0}own = 0"), ("source", BY, "{0}own = 0"), ("outlet", OWN, "{0}own <> 0"))


def _name_in(kind: str) -> str:
    column, when = _OF[kind]
    return (
        f"INSERT INTO names SELECT '{kind}', NEW.{column}, 1 WHERE {when.format('NEW.')} "
        "ON CONFLICT (kind, name) DO UPDATE SET articles = articles + 1;"
    )


def _name_out(kind: str) -> str:
    column, when = _OF[kind]
    this = f"kind = '{kind}' AND name = OLD.{column} AND {when.format('OLD.')}"
    return f"UPDATE names SET articles = articles - 1 WHERE {this}; DELETE FROM names WHERE {this} AND articles = 0;"


def _values(row: str) -> str:
    return ", ".join(
        "1" if one == "told" else f"{row}delay IS NOT NULL" if one == "timed" else row + one for one in SUMS
    )


def _total_in(column: str, side: int, when: str) -> str:
    more = ", ".join(f"{one} = {one} + excluded.{one}" for one in SUMS)
    return (
        f"INSERT INTO totals SELECT NEW.{column}, {side}, {_values('NEW.')} WHERE {when.format('NEW.')} "
        f"ON CONFLICT (name, side) DO UPDATE SET {more};"
    )


def _total_out(column: str, side: int, when: str) -> str:
    this = f"name = OLD.{column} AND side = {side} AND {when.format('OLD.')}"
    less = ", ".join(f"{one} = {one} - ({value})" for one, value in zip(SUMS, _values("OLD.").split(", "), strict=True))
    return f"UPDATE totals SET {less} WHERE {this}; DELETE FROM totals WHERE {this} AND told = 0;"


_NAMES_IN, _NAMES_OUT = " ".join(map(_name_in, NAMES)), " ".join(map(_name_out, NAMES))

STATEMENTS = (
    "CREATE TABLE names (kind TEXT NOT NULL, name TEXT NOT NULL COLLATE NOCASE, articles INTEGER NOT NULL, "
    "PRIMARY KEY (kind, name)) WITHOUT ROWID",
    f"CREATE TRIGGER named_in AFTER INSERT ON articles BEGIN {_NAMES_IN} END",
    f"CREATE TRIGGER named_out AFTER DELETE ON articles BEGIN {_NAMES_OUT} END",
    f"CREATE TRIGGER named_anew AFTER UPDATE OF outlet, agency ON articles "
    f"WHEN OLD.outlet IS NOT NEW.outlet OR OLD.agency IS NOT NEW.agency BEGIN {_NAMES_OUT} {_NAMES_IN} END",
    "CREATE TABLE totals (name TEXT NOT NULL COLLATE NOCASE, side INTEGER NOT NULL, "
    + ", ".join(f"{one} INTEGER NOT NULL" for one in SUMS)
    + ", PRIMARY KEY (name, side)) WITHOUT ROWID",
    f"CREATE TRIGGER total_in AFTER INSERT ON retellings BEGIN {' '.join(_total_in(*one) for one in _SIDES)} END",
    f"CREATE TRIGGER total_out AFTER DELETE ON retellings BEGIN {' '.join(_total_out(*one) for one in _SIDES)} END",
    "CREATE INDEX flows_told ON flows (told DESC, source, outlet)",
)


def counted(db: sqlite3.Connection) -> Iterator[tuple[str, str, set[tuple[str | int, ...]]]]:
    """What the sums should be, counted afresh: (table, columns, rows), names folded."""
    rows: set[tuple[str | int, ...]] = set()
    for kind, (column, when) in _OF.items():
        query = f"SELECT '{kind}', lower({column}), count(*) FROM articles WHERE {when.format('')} GROUP BY {column}"
        rows |= set(db.execute(query))
    yield "names", "kind, lower(name), articles", rows
    sums = ", ".join(
        "count(*)" if one == "told" else "count(delay)" if one == "timed" else f"sum({one})" for one in SUMS
    )
    totals: set[tuple[str | int, ...]] = set()
    for column, side, when in _SIDES:
        query = f"SELECT lower({column}), {side}, {sums} FROM retellings WHERE {when.format('')} GROUP BY {column}"
        totals |= set(db.execute(query))
    yield "totals", f"lower(name), side, {_COLUMNS}", totals
    flows = set(db.execute(f"SELECT lower(source), lower(outlet), {sums} FROM retellings GROUP BY source, outlet"))
    yield "flows", f"lower(source), lower(outlet), {_COLUMNS}", flows


def wrong(db: sqlite3.Connection) -> list[str]:
    """The tables whose sums are not those of the rows."""
    return [table for table, columns, rows in counted(db) if set(db.execute(f"SELECT {columns} FROM {table}")) != rows]


def recount(db: sqlite3.Connection) -> None:
    """Make all sums anew, in the caller's transaction."""
    for table in ("names", "totals", "flows"):
        db.execute(f"DELETE FROM {table}")
    for kind, (column, when) in _OF.items():
        db.execute(
            f"INSERT INTO names SELECT '{kind}', {column}, count(*) FROM articles WHERE {when.format('')} GROUP BY {column}"
        )
    sums = ", ".join(
        "count(*)" if one == "told" else "count(delay)" if one == "timed" else f"sum({one})" for one in SUMS
    )
    for column, side, when in _SIDES:
        db.execute(
            f"INSERT INTO totals SELECT {column}, {side}, {sums} FROM retellings WHERE {when.format('')} GROUP BY {column}"
        )
    db.execute(
        f"INSERT INTO flows (source, outlet, own, {_COLUMNS}) "
        f"SELECT source, outlet, max(own), {sums} FROM retellings GROUP BY source, outlet"
    )
