"""Stories in lists, and articles found by their words.

A list is sorted by a column of the stories table and paged by the place it has come to (the value and the number of its last
story), so a page costs the same however far down it is, and stories that come in meanwhile shift nothing.
"""

from __future__ import annotations

import base64
import re
import sqlite3
from typing import Literal

import msgspec

from retold.archive.articles import as_telling, kept_of
from retold.archive.families import Summary, summary_key
from retold.archive.sealed import unpack
from retold.errors import OptionError
from retold.installed import version
from retold.records.archive import Flag, StoryPage, StoryRow
from retold.records.story import Telling

Order = Literal["newest", "most-tellings", "most-altered"]

_COLUMNS = {"newest": "last", "most-tellings": "tellings", "most-altered": "altered"}
_FLAGS = {"altered-quotations": "altered > 0", "changed-figures": "changed > 0", "uncredited": "uncredited > 0"}
_MOST = 1000  # stories or tellings a page
_TERMS = 32
RANKED = 5000  # articles that a search puts in order: some 15 ms
_WORD = re.compile(r'"[^"]{1,400}"|[^\s"]{1,200}')


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What stories are asked for: see `Archive.stories`."""

    since: str | None = None
    until: str | None = None
    outlets: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    query: str = ""
    min_tellings: int = 2
    order: Order = "newest"
    after: str | None = None
    limit: int = 50


def stories(db: sqlite3.Connection, asked: Asked) -> StoryPage:
    """One page of the stories asked for."""
    if asked.order not in _COLUMNS:
        raise OptionError("order", asked.order, f"is none of {', '.join(_COLUMNS)}")
    column = _COLUMNS[asked.order]
    where, values = _where(db, asked)
    total = db.execute(f"SELECT count(*) FROM stories WHERE {where}", values).fetchone()[0]
    if asked.after is not None:
        place, number = _place(asked.after, "after")
        where += f" AND ({column}, number) < (?, ?)"
        values = [*values, place if column == "last" else _whole(place), number]
    limit = max(1, min(asked.limit, _MOST))
    found = db.execute(
        f"SELECT {column}, number, id, data FROM stories WHERE {where} ORDER BY {column} DESC, number DESC LIMIT ?",
        (*values, limit + 1),
    ).fetchall()
    more = _cursor(found[limit - 1][0], found[limit - 1][1]) if len(found) > limit else None
    return StoryPage(
        retold=version("retold"), stories=tuple(row_from(*row[2:]) for row in found[:limit]), total=total, next=more
    )


def row_from(id: str, data: bytes) -> StoryRow:
    """The row of a story, as it was stored."""
    return unpack(summary_key(id), data, Summary).row


def _where(db: sqlite3.Connection, asked: Asked) -> tuple[str, list[str | int]]:
    parts = ["tellings >= ?"]
    values: list[str | int] = [max(1, asked.min_tellings)]
    if asked.since:
        parts.append("last >= ?")
        values.append(asked.since)
    if asked.until:  # a day ends with its last second
        parts.append("first <> '' AND first <= ?")
        values.append(asked.until + ("T99" if len(asked.until) <= 10 else ""))
    for flag in asked.flags:
        if flag not in _FLAGS:
            raise OptionError("flags", flag, f"is none of {', '.join(_FLAGS)}")
        parts.append(_FLAGS[flag])
    for name, wanted in (("outlet", asked.outlets), ("agency", asked.agencies)):
        if wanted:
            marks = ",".join("?" * len(wanted))
            parts.append(f"number IN (SELECT story FROM articles WHERE {name} IN ({marks}))")
            values += wanted
    if asked.query.strip():
        expression = fts(asked.query)
        if not expression:
            return "0", []
        if _common(db, expression):  # from the articles of stories to the words, else from the words to the articles
            parts.append(
                "number IN (SELECT story FROM articles INDEXED BY articles_story WHERE story IS NOT NULL "
                "AND number IN (SELECT rowid FROM search WHERE search MATCH ?))"
            )
        else:
            parts.append(
                "number IN (SELECT articles.story FROM search CROSS JOIN articles ON articles.number = search.rowid "
                "WHERE search MATCH ?)"
            )
        values.append(expression)
    return " AND ".join(parts), values


def fts(query: str) -> str:
    """Any text as an expression for full-text search: all its words, "runs of words" as they stand. Nothing in it is syntax."""
    terms = []
    for part in _WORD.findall(query[:4000]):
        words = part.strip('"').replace('"', " ").replace("\0", " ")
        words = words.encode("utf-8", "replace").decode()
        if any(map(str.isalnum, words)):
            terms.append(f'"{words}"')
    return " ".join(terms[:_TERMS])


def search(db: sqlite3.Connection, query: str, limit: int, after: str | None) -> tuple[Telling, ...]:
    """Articles with all the words of a query, best first; a word in the title counts more. Of words that more than `RANKED`
    articles have, none of them tells more than another: the newest come first."""
    expression = fts(query)
    if not expression:
        return ()
    first = 0 if after is None else int(_whole(_place(after, "after")[0]))
    by = "rowid DESC" if _common(db, expression) else "bm25(search, 4.0, 1.0), rowid"
    found = [
        number
        for (number,) in db.execute(
            f"SELECT rowid FROM search WHERE search MATCH ? ORDER BY {by} LIMIT ? OFFSET ?",
            (expression, max(1, min(limit, _MOST)), first),
        )
    ]
    kept = kept_of(db, found)
    return tuple(as_telling(kept[number]) for number in found if number in kept)


def _common(db: sqlite3.Connection, expression: str) -> bool:
    """Whether more than `RANKED` articles have these words."""
    query = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
    return bool(db.execute(query, (expression, RANKED + 1)).fetchone()[0] > RANKED)


def after_search(shown: int) -> str:
    """The cursor behind so many results of a search."""
    return _cursor(str(shown), 0)


def counts(db: sqlite3.Connection, column: Literal["outlet", "agency"]) -> tuple[tuple[str, int], ...]:
    """The outlets or agencies with their number of articles, most first."""
    return tuple(
        db.execute("SELECT name, articles FROM names WHERE kind = ? ORDER BY articles DESC, name", (column,)).fetchall()
    )


def _cursor(value: object, number: int) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode([str(value), number])).decode().rstrip("=")


def _place(cursor: str, option: str) -> tuple[str, int]:
    try:
        data = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        value, number = msgspec.json.decode(data, type=tuple[str, int])
    except (ValueError, msgspec.DecodeError):
        raise OptionError(option, cursor[:60], "is no cursor of this list", "Take `next` of the page before.") from None
    return value, max(-1, min(number, 1 << 60))


def _whole(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 18 else 0
