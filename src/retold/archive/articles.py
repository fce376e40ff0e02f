"""Articles and their texts in the archive: putting them in once, and reading them back as they were.

A text is stored once under its SHA-256, and every reader computes that hash again: a text that is not what was stored is
named as damaged, never shown. The rest of an article is a sealed record; `found` is the article as its marks complete it (an
agency in the dateline), kept beside what was given, which is never replaced.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from retold.archive.sealed import Damaged, pack, text_bytes, text_hash, unpack, whole
from retold.records.article import Article
from retold.records.marks import Marked
from retold.records.story import Measures, Telling

_LEVEL = 6  # half of the bytes for 0.2 ms an article; level 1 gives 6 % more bytes for 0.14 ms
_MANY = 400  # numbers asked for in one statement

Fate = Literal["added", "revised", "known", "id of another article"]


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of an article beside its text: `article` as given (without the text), the hash of the text, its words."""

    article: Article
    hash: bytes
    words: int
    found: Article | None = None

    @property
    def shown(self) -> Article:
        """The article as lists show it: completed by its marks, if it has been marked."""
        if self.found is None:
            return self.article
        return msgspec.structs.replace(self.found, published=self.article.published)


class Ready(msgspec.Struct, frozen=True):
    """An article made ready to be put in: everything that takes time is done."""

    kept: Kept
    text: str
    data: bytes


def ready(article: Article, words: int) -> Ready:
    """Make an article (with an id) ready to be put in."""
    data = text_bytes(article.text)
    bare = msgspec.structs.replace(article, text="")
    try:
        msgspec.msgpack.encode(bare)
    except UnicodeEncodeError:
        bare = msgspec.convert(whole(msgspec.to_builtins(bare)), Article)
    kept = Kept(article=bare, hash=text_hash(data), words=words)
    return Ready(kept, article.text, zlib.compress(data, _LEVEL))


def put(db: sqlite3.Connection, one: Ready) -> Fate:
    """Put an article in, unless it is there."""
    article = one.kept.article
    row = db.execute("SELECT number, record FROM articles WHERE id = ?", (article.id,)).fetchone()
    if row:
        return "known" if record_from(article.id, row[1]).hash == one.kept.hash else "id of another article"
    fate: Fate = "added"
    if article.url and db.execute("SELECT 1 FROM articles WHERE url = ? LIMIT 1", (article.url,)).fetchone():
        fate = "revised"
    text = db.execute("SELECT number FROM texts WHERE hash = ?", (one.kept.hash,)).fetchone()
    if text is None:
        text = (db.execute("INSERT INTO texts (hash, data) VALUES (?, ?)", (one.kept.hash, one.data)).lastrowid,)
    if article.outlet is not None:
        db.execute("INSERT OR IGNORE INTO outlets (name) VALUES (?)", (article.outlet,))
    number = db.execute(
        "INSERT INTO articles (id, text, url, outlet, agency, published, record) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (article.id, text[0], article.url, article.outlet, article.agency, article.published, _record(one.kept)),
    ).lastrowid
    db.execute("INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)", (number, *searched(article, one.text)))
    return fate


def searched(article: Article, text: str) -> tuple[str, str]:
    """What the full-text search is given of an article: its title and text. Removing needs the very same."""
    return (article.title or "").replace("\0", " "), text.encode("utf-8", "replace").decode().replace("\0", " ")


def complete(db: sqlite3.Connection, number: int, found: Article) -> None:
    """Keep what the marks tell of an article beside what was given."""
    row = db.execute("SELECT id, record FROM articles WHERE number = ?", (number,)).fetchone()
    if row is None:
        return
    kept = msgspec.structs.replace(record_from(*row), found=msgspec.structs.replace(found, text=""))
    db.execute(
        "UPDATE articles SET record = ?, outlet = ?, agency = ? WHERE number = ?",
        (_record(kept), kept.shown.outlet, kept.shown.agency, number),
    )


def _record(kept: Kept) -> bytes:
    return pack(f"the record of article {kept.article.id}", kept)


def record_from(id: str, blob: bytes) -> Kept:
    """A stored record; raises `Damaged` where it is not what was stored."""
    kept = unpack(f"the record of article {id}", blob, Kept)
    if kept.article.id != id:
        raise Damaged(f"the record of article {id}")
    return kept


def numbers_of(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, int]:
    """The numbers of those ids that are there."""
    found: dict[str, int] = {}
    for part in parts(list(ids)):
        found.update(db.execute(f"SELECT id, number FROM articles WHERE id IN ({marks(part)})", part))
    return found


def kept_of(db: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, Kept]:
    """What is kept of articles beside their texts, by number; those that are gone are left out."""
    found = {}
    for part in parts(list(numbers)):
        for number, id, record in db.execute(
            f"SELECT number, id, record FROM articles WHERE number IN ({marks(part)})", part
        ):
            found[number] = record_from(id, record)
    return found


def texts_of(db: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, bytes]:
    """The texts of articles as bytes (see `sealed.text_bytes`), each held against its hash; those gone are left out."""
    found = {}
    for part in parts(list(numbers)):
        for number, id, hash, data in db.execute(
            "SELECT articles.number, articles.id, texts.hash, texts.data FROM articles "
            "LEFT JOIN texts ON texts.number = articles.text "
            f"WHERE articles.number IN ({marks(part)})",
            part,
        ):
            found[number] = inflated(f"the text of article {id}", hash, data)
    return found


def inflated(what: str, hash: bytes, data: bytes) -> bytes:
    """A stored text.

    Raises:
        Damaged: it is not the text that was stored.
    """
    try:
        text = zlib.decompress(data)
    except (zlib.error, TypeError):
        raise Damaged(what) from None
    if text_hash(text) != hash:
        raise Damaged(what)
    return text


def articles_of(db: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, Article]:
    """Articles as they were given, by number; those that are gone are left out.

    Raises:
        Damaged: a record or text is not what was stored, or the two do not belong together.
    """
    listed = list(numbers)
    texts = texts_of(db, listed)
    found = {}
    for number, kept in kept_of(db, listed).items():
        if text_hash(texts[number]) != kept.hash:
            raise Damaged(f"the text of article {kept.article.id}")
        found[number] = msgspec.structs.replace(kept.article, text=texts[number].decode("utf-8", "surrogatepass"))
    return found


def marked_key(id: str) -> str:
    """The key under which the marks of an article are sealed."""
    return f"the marks of article {id}"


def pack_marks(marked: Marked, text: bytes) -> bytes:
    """The marks of an article as bytes; the text itself is not among them."""
    bare = msgspec.structs.replace(marked, article=msgspec.structs.replace(marked.article, text=""))
    return pack(marked_key(marked.article.id), bare, text)


def unpack_marks(id: str, blob: bytes, text: bytes) -> Marked:
    """The marks of an article.

    Raises:
        Damaged: they are not what was stored for this text.
    """
    marked = unpack(marked_key(id), blob, Marked, text)
    article = msgspec.structs.replace(marked.article, text=text.decode("utf-8", "surrogatepass"))
    return msgspec.structs.replace(marked, article=article)


def order(kept: Kept) -> tuple[bool, str, str]:
    """Sorts articles: the earliest first, without a date last."""
    return (kept.article.published is None, kept.article.published or "", kept.article.id)


def as_telling(kept: Kept, measures: Measures | None = None) -> Telling:
    """An article as a telling of a story."""
    return Telling.of(kept.shown, kept.words, measures)


def parts(values: Sequence[int] | Sequence[str]) -> Iterator[list[int | str]]:
    """The values in parcels that one statement can take."""
    for first in range(0, len(values), _MANY):
        yield list(values[first : first + _MANY])


def marks(values: Sequence[object]) -> str:
    """Question marks for so many values."""
    return ",".join("?" * len(values))


def removals(db: sqlite3.Connection) -> int:
    """How many articles were ever removed: changes whenever one is."""
    return int(db.execute("SELECT count(*) FROM removed").fetchone()[0])
