"""Two articles of the archive side by side: the stored document, or one made of stored marks and then stored, where that may be."""

from __future__ import annotations

import msgspec

from retold.archive.articles import articles_of, removals
from retold.archive.database import Database
from retold.archive.looking import changes_texts
from retold.archive.marking import marked_numbers
from retold.archive.sealed import Damaged, pack, text_bytes, unpack
from retold.compare import compare_marked
from retold.errors import ArchiveError
from retold.installed import version
from retold.records.article import Article
from retold.records.comparison import Comparison


def comparison(database: Database, one: int, other: int) -> Comparison:
    """The comparison of two articles, by number; `given` are their places in the arguments."""
    low, high = sorted((one, other))
    with database.reading() as db:
        articles = articles_of(db, (low, high))
        gone = removals(db)
        known = made = database.memory.get(("comparison", low, high), gone) if database.memory else None
        query = "SELECT data FROM comparisons WHERE a = ? AND b = ? AND version = ?"
        row = None if made else db.execute(query, (low, high, version("retold"))).fetchone()
    if len(articles) < len({low, high}):
        raise _gone(database)
    given = (articles[low], articles[high])
    if row:
        made = _stored(row[0], low, high, given)
    if made is None:
        marked = marked_numbers(database, (low, high))
        if len(marked) < len({low, high}):
            raise _gone(database)
        made = compare_marked(marked[low], marked[high])
        if database.keeps and one != other:
            _keep(database, low, high, made, given)
    if database.memory is not None and known is None:
        database.memory.put(("comparison", low, high), made, gone)
    return made if one == low else _turned(made)


def _gone(database: Database) -> ArchiveError:
    return ArchiveError(database.name, "changed", "one of the articles was removed just now", "Try again.")


def _key(low: int, high: int) -> str:
    return f"the comparison of articles number {low} and {high}"


def _stored(data: bytes, low: int, high: int, given: tuple[Article, Article]) -> Comparison | None:
    texts = changes_texts(text_bytes(given[0].text), text_bytes(given[1].text))
    try:
        bare = unpack(_key(low, high), data, Comparison, *texts)
    except Damaged:
        return None  # made again
    return msgspec.structs.replace(
        bare,
        source=msgspec.structs.replace(bare.source, text=given[bare.source.given].text),
        retelling=msgspec.structs.replace(bare.retelling, text=given[bare.retelling.given].text),
    )


def _keep(database: Database, low: int, high: int, made: Comparison, given: tuple[Article, Article]) -> None:
    texts = changes_texts(text_bytes(given[0].text), text_bytes(given[1].text))
    bare = msgspec.structs.replace(
        made,
        source=msgspec.structs.replace(made.source, text=""),
        retelling=msgspec.structs.replace(made.retelling, text=""),
    )
    data = pack(_key(low, high), bare, *texts)
    with database.writing() as db:
        if db.execute("SELECT count(*) FROM articles WHERE number IN (?, ?)", (low, high)).fetchone()[0] == 2:
            db.execute(
                "INSERT OR REPLACE INTO comparisons (a, b, version, data) VALUES (?, ?, ?, ?)",
                (low, high, version("retold"), data),
            )


def _turned(made: Comparison) -> Comparison:
    """The same document for swapped arguments: only the places (`given`, `favours`, `in`) name an argument."""
    evidence = tuple(
        msgspec.structs.replace(
            one,
            favours=1 - one.favours,
            spans=tuple(msgspec.structs.replace(place, in_=1 - place.in_) for place in one.spans),
        )
        for one in made.direction.evidence
    )
    return msgspec.structs.replace(
        made,
        source=msgspec.structs.replace(made.source, given=1 - made.source.given),
        retelling=msgspec.structs.replace(made.retelling, given=1 - made.retelling.given),
        direction=msgspec.structs.replace(made.direction, evidence=evidence),
    )
