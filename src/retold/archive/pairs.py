"""Related pairs in the archive: sealed, and found again by either of their articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence

import msgspec

from retold.archive.articles import marks, parts
from retold.archive.doubt import doubt
from retold.archive.sealed import Damaged, pack, unpack
from retold.records.comparison import RelationKind
from retold.records.story import Measures, Pair
from retold.related import Looked
from retold.stories import pair_of

RELATED: tuple[RelationKind, ...] = ("identical", "retelling", "shares-passage")


class Related(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a pair: what was found out (by number), the ids of the two, and how strongly matching proposed it."""

    looked: Looked
    one: str
    other: str
    strength: float = 0.0

    @property
    def pair(self) -> Pair:
        """The pair as it is shown."""
        return pair_of(self.looked, {self.looked.a: self.one, self.looked.b: self.other})

    @property
    def measures(self) -> Measures | None:
        """What the second kept of the first."""
        return self.looked.measures


def put_pair(db: sqlite3.Connection, related: Related) -> None:
    """Put a related pair in, in place of what was known of the two."""
    a, b = related.looked.a, related.looked.b
    drop_pair(db, a, b)
    asks, much = doubt(related.looked, _answered(db, related.one, related.other))
    db.execute(
        "INSERT INTO pairs (a, b, kind, data, asks, doubt) VALUES (?, ?, ?, ?, ?, ?)",
        (a, b, related.looked.kind, packed(related), asks, much),
    )


def _answered(db: sqlite3.Connection, one: str, other: str) -> dict[str, str]:
    """What people said last of the relation and the direction of two articles."""
    rows = db.execute(
        "SELECT about, verdict, value FROM reviews WHERE about IN ('pair', 'direction') AND one = ? AND other = ? ORDER BY number",
        sorted((one, other)),
    )
    return {about: f"{verdict}:{value}" if verdict == "correct" else verdict for about, verdict, value in rows}


def settle(db: sqlite3.Connection, one: str, other: str) -> None:
    """Somebody has answered a question about two articles: the pair asks what is left to ask, if anything."""
    numbers = [number for (number,) in db.execute("SELECT number FROM articles WHERE id IN (?, ?)", (one, other))]
    for a, b in (numbers, numbers[::-1]) if len(numbers) == 2 else ():
        row = db.execute("SELECT data FROM pairs WHERE a = ? AND b = ?", (a, b)).fetchone()
        if row:
            left = doubt(pair_from(a, b, row[0]).looked, _answered(db, one, other))
            db.execute("UPDATE pairs SET asks = ?, doubt = ? WHERE a = ? AND b = ?", (*left, a, b))


def packed(related: Related) -> bytes:
    """The pair as a sealed blob."""
    return pack(_key(related.looked.a, related.looked.b), related)


def drop_pair(db: sqlite3.Connection, a: int, b: int) -> None:
    """Take out what is known of two articles as a pair, whichever is the source."""
    for table in ("pairs", "changes", "comparisons"):
        db.execute(f"DELETE FROM {table} WHERE (a = ? AND b = ?) OR (a = ? AND b = ?)", (a, b, b, a))


def pair_from(a: int, b: int, blob: bytes) -> Related:
    """A stored pair.

    Raises:
        Damaged: it is not what was stored.
    """
    related = unpack(_key(a, b), blob, Related)
    if (related.looked.a, related.looked.b) != (a, b):
        raise Damaged(_key(a, b))
    return related


def _key(a: int, b: int) -> str:
    return f"the pair of articles number {a} and {b}"


def pairs_of(
    db: sqlite3.Connection, numbers: Collection[int], kinds: Sequence[str] = RELATED
) -> dict[tuple[int, int], Related]:
    """All pairs of these kinds that have at least one of the articles in them, by (source, retelling)."""
    found: dict[tuple[int, int], Related] = {}
    for part in parts(sorted(numbers)):
        for side in ("a", "b"):
            for a, b, data in db.execute(
                f"SELECT a, b, data FROM pairs WHERE {side} IN ({marks(part)}) AND kind IN ({marks(kinds)})",
                (*part, *kinds),
            ):
                if (a, b) not in found:
                    found[a, b] = pair_from(a, b, data)
    return found


def known_pairs(db: sqlite3.Connection, wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Looked]:
    """Those of the wanted pairs that are stored, by (lower, higher number)."""
    asked = {(min(pair), max(pair)) for pair in wanted}
    found = pairs_of(db, {low for low, _ in asked}) if asked else {}
    return {
        (min(pair), max(pair)): related.looked for pair, related in found.items() if (min(pair), max(pair)) in asked
    }


def best_measures(pairs: Iterable[Related], apart: Collection[tuple[int, int]]) -> dict[int, Measures]:
    """For each retelling what it kept of the telling that it took most from."""
    best: dict[int, Measures] = {}
    listed = sorted(pairs, key=lambda one: (one.one, one.other))
    for related in listed:
        number, known = related.looked.b, related.measures
        if known is None or (related.looked.a, number) in apart:
            continue
        if number not in best or known.copied > best[number].copied:
            best[number] = known
    return best
