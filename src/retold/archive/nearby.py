"""What an article has to do with others of its story, without making the story's tree: from the stored pairs."""

from __future__ import annotations

import sqlite3

from retold.archive.articles import as_telling, kept_of, marks, numbers_of, parts
from retold.archive.pairs import Related, best_measures, pairs_of
from retold.records.archive import Nearby

MOST = 1000


def nearby(db: sqlite3.Connection, id: str, limit: int) -> Nearby:
    """The story of an article, and the articles of it that were laid beside this one, the closest first."""
    number = numbers_of(db, [id]).get(id)
    row = db.execute(
        "SELECT stories.number, stories.id, stories.tellings FROM articles JOIN stories ON stories.number = articles.story "
        "WHERE articles.number = ? AND stories.tellings > 1",
        (number,),
    ).fetchone()
    if number is None or row is None:
        return Nearby()
    found = [(pair[0] + pair[1] - number, one) for pair, one in pairs_of(db, [number]).items()]
    inside = _inside(db, [other for other, _ in found], row[0])
    listed = sorted((one for one in found if one[0] in inside), key=_closest)[: max(0, min(limit, MOST))]
    kept = kept_of(db, [other for other, _ in listed])
    measured = best_measures([one for _, one in listed], ())
    return Nearby(
        story=row[1],
        tellings=row[2],
        others=tuple(as_telling(kept[other], measured.get(other)) for other, _ in listed if other in kept),
        pairs=tuple(one.pair for other, one in listed if other in kept),
    )


def _closest(item: tuple[int, Related]) -> tuple[float, int]:
    return (-item[1].looked.score, item[0])


def _inside(db: sqlite3.Connection, numbers: list[int], story: int) -> set[int]:
    found: set[int] = set()
    for part in parts(numbers):
        query = f"SELECT number FROM articles WHERE story = ? AND number IN ({marks(part)})"
        found.update(number for (number,) in db.execute(query, (story, *part)))
    return found
