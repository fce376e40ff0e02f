"""The archive as a whole, for benchmarks/archive.py: database and index together, and what the order of adding changes."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from retold.archive import Archive, looking, relating
from retold.archive.database import FILE, INDEX
from retold.generate.collection import Recipe, collection

SEED = 51
ADDED = 1_000
ASKED = 300
KINDS = ("identical", "iid-30", "iid-50", "iid-70", "uneven-50", "excerpt")
ORDERS = (0, 1, 2)  # as published, and two shuffles
STEP = 100  # articles an `add`

Pairs = set[tuple[str, str]]


def store(articles: int, folder: Path, reindex: bool) -> dict[str, Any]:
    """Fill an archive, add a thousand articles of which 100 are copies, ask it, and build it anew if that is wanted."""
    target = folder / f"store-{articles}"
    copies = ADDED // 10
    recipe = Recipe(
        articles=articles + 2 * copies + ADDED + ASKED, pairs=1 + copies // len(KINDS), kinds=KINDS, stories=()
    )
    made = list(collection(recipe, SEED))
    new = [article for article, planted in made if planted][:copies]
    plain = [article for article, planted in made if not planted]
    unrelated, fresh, first = plain[-ASKED:], plain[-ASKED - ADDED + copies : -ASKED], plain[:articles]
    del made
    row: dict[str, Any] = {"articles": articles}
    with Archive(target, create=True) as archive, _looks() as looks:
        row["fill_ms"] = _cpu(lambda: archive.add(iter(first))) * 1e3 / articles
        row["fill_longest_s"] = archive._database.longest
        row |= _sizes(target, articles)
        archive._database.longest = looks.spent = 0.0
        given = [*fresh, *new]
        random.Random(SEED).shuffle(given)
        row["add_s"] = _cpu(lambda: archive.add(given))
        row["add_looks_s"], row["add_longest_s"] = looks.spent, archive._database.longest
        asked = [msgspec.structs.replace(one, id="") for one in (*new, *first[: ASKED - copies])]
        row["find_ms"], found = _each(archive.find, asked)
        row["find_none_ms"], none = _each(archive.find, unrelated)
        row["found"] = statistics.mean(bool(one.matches) for one in found)
        row["found_none"] = statistics.mean(bool(one.matches) for one in none)
        row["stories_ms"], pages = _each(lambda order: archive.stories(order=order), ["newest", "most-tellings"] * 5)
        row["stories_bytes"] = len(msgspec.json.encode(pages[0]))
        if reindex:
            archive._database.longest = 0.0
            row["reindex_s"] = _cpu(lambda: archive.doctor(reindex=True))
            row["reindex_longest_s"] = archive._database.longest
    return row


def orders(articles: int) -> dict[str, Any]:
    """The same articles added in three orders, a hundred at a time: pairs before and after a re-index."""
    recipe = Recipe(articles=articles, pairs=max(2, articles // 100), stories=(40,))
    given = [article for article, _ in collection(recipe, SEED)]
    shares, ends = [], []
    for seed in ORDERS:
        shuffled = given[:]
        if seed:
            random.Random(seed).shuffle(shuffled)
        with tempfile.TemporaryDirectory() as temporary, Archive(Path(temporary) / "news", create=True) as archive:
            for first in range(0, articles, STEP):
                archive.add(shuffled[first : first + STEP])
            before, _ = _content(archive)
            archive.doctor(reindex=True)
            ends.append(_content(archive))
            shares.append(len(before & ends[-1][0]) / len(ends[-1][0]))
    same = all(one == ends[0] for one in ends)
    return {"articles": articles, "shares": shares, "pairs": len(ends[0][0]), "stories": len(ends[0][1]), "same": same}


def _content(archive: Archive) -> tuple[Pairs, set[frozenset[str]]]:
    with archive._database.reading() as db:
        pairs = db.execute(
            "SELECT min(x.id, y.id), max(x.id, y.id) FROM pairs JOIN articles x ON x.number = a JOIN articles y ON y.number = b"
        ).fetchall()
        told: dict[int, set[str]] = {}
        for story, id in db.execute("SELECT story, id FROM articles WHERE story IS NOT NULL"):
            told.setdefault(story, set()).add(id)
    return set(pairs), {frozenset(ids) for ids in told.values()}


class _looks:  # noqa: N801  used as a function
    """Adds up the CPU of marking and collating while it is entered."""

    def __enter__(self) -> _looks:
        self.spent, self.plain = 0.0, looking.look_at_parcel

        def look(parcel: Any) -> Any:
            began = time.process_time()
            seen = self.plain(parcel)
            self.spent += time.process_time() - began
            return seen

        setattr(relating, "look_at_parcel", look)  # noqa: B010  it only imports the name
        return self

    def __exit__(self, *_: object) -> None:
        setattr(relating, "look_at_parcel", self.plain)  # noqa: B010


def _cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _each(ask: Callable[[Any], Any], given: list[Any]) -> tuple[float, list[Any]]:
    """Median CPU in milliseconds, and the answers."""
    for one in given[:5]:
        ask(one)
    answers: list[Any] = []
    spent = []
    for one in given:
        began = time.process_time()
        answers.append(ask(one))
        spent.append((time.process_time() - began) * 1e3)
    return statistics.median(spent), answers


def _sizes(target: Path, articles: int) -> dict[str, float]:
    files = {path: path.stat().st_size for path in target.rglob("*") if path.is_file()}
    index = sum(size for path, size in files.items() if path.parent.name == INDEX)
    database = sum(size for path, size in files.items() if path.name.startswith(FILE))
    return {"index_bytes": index / articles, "database_bytes": database / articles}


def lines(result: dict[str, Any]) -> Iterator[str]:
    """The figures as text."""
    if row := result.get("store"):
        yield f"\nthe whole archive, {row['articles']:,} generated articles"
        yield (
            f"filling it: {row['fill_ms']:.2f} CPU ms an article, longest write transaction {row['fill_longest_s']:.2f} s; "
            f"database {row['database_bytes']:.0f} bytes an article, index {row['index_bytes']:.0f}"
        )
        yield (
            f"adding {ADDED:,}, {ADDED // 10} of them copies: {row['add_s']:.1f} CPU s, of that {row['add_looks_s']:.1f} marking "
            f"and collating; longest write transaction {row['add_longest_s']:.2f} s (floor 1)"
        )
        yield (
            f"find: {row['find_ms']:.1f} CPU ms (median; {row['found']:.3f} found), unrelated articles {row['find_none_ms']:.1f} "
            f"ms ({row['found_none']:.4f} found); a page of stories {row['stories_ms']:.1f} ms, {row['stories_bytes']:,} bytes"
        )
        if "reindex_s" in row:
            yield f"doctor --reindex: {row['reindex_s']:.0f} CPU s, longest write transaction {row['reindex_longest_s']:.2f} s"
    if row := result.get("orders"):
        shares = ", ".join(f"{share:.4f}" for share in row["shares"])
        yield (
            f"\n{row['articles']:,} articles in {len(row['shares'])} orders, {STEP} an add: share of the pairs found before "
            f"a re-index {shares} (floor 0.99); after it {row['pairs']} pairs and {row['stories']} stories, "
            + ("the same for every order" if row["same"] else "NOT the same for every order")
        )
