"""Articles that came in are laid beside what is there: candidates, a look at each pair, stories brought up to date.

    pending articles ─▶ joined to the index ─▶ pairs looked at ─▶ marks, pairs, changes stored ─▶ stories, index, done

1. What takes time is computed outside of transactions; results are written in parcels, each of well under a second.
2. An article is *pending* until its pairs, its stories and its place in the index are written, the last of them in one
   transaction with the end of its being pending. Whoever is interrupted leaves pending articles, and the next `add` or
   `doctor` does them; pairs that were written already are not looked at again.
3. One process at a time does this (`relating` holds a lock on a file); others may add, read, remove and review meanwhile. What
   was removed meanwhile is left out when results are written.
4. When all is done the trees of large stories are drawn (`telling.grow`), outside of any transaction and without the lock.
5. Which pairs of a large story are looked at is `stories.wanted_pairs`: with 300 tellings in it, a new one is laid beside the
   nearest few and the one that all others stand beside, not beside 300.
"""

from __future__ import annotations

import contextlib
import fcntl
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from retold.archive import index
from retold.archive.articles import Kept, articles_of, complete, kept_of, marks, order, parts, removals, texts_of
from retold.archive.clearing import CLEARING, clear
from retold.archive.database import Database
from retold.archive.families import carry_out, regroup, units
from retold.archive.looking import Known, Parcel, Seen, look_at_parcel
from retold.archive.pairs import RELATED, Related, known_pairs, pairs_of, put_pair
from retold.archive.parcels import SHORT, emptied, version, written
from retold.archive.sealed import pack, text_bytes, unpack
from retold.archive.telling import grow, undrawn
from retold.archive.voices import put_marks
from retold.errors import ArchiveError
from retold.related import CHUNK, Looked, Spans, on_processes
from retold.stories import ROUNDS, Groups, wanted_pairs

if TYPE_CHECKING:
    from retold.archive.lookup import FileInfo, New
    from retold.archive.lookup_join import Joined

Progress = Callable[[str, int, int], None]

COPY = 2.0  # the strength of a pair of identical articles; others have their share of common words, 1 at most
HOPS = 3  # a story hangs together through a few articles that many stand beside: three steps see nearly all of it
BATCH = 4000  # articles joined at a time
LETTERS = 24_000_000  # … or so many characters
LOCK = "writing.lock"


class Done(msgspec.Struct):
    """What relating has done: how many articles, pairs found, stories begun or grown, pairs that could not be looked at.

    `together` is there while everything is built anew: what hangs together by the pairs found so far, and nothing else.
    """

    articles: int = 0
    pairs: int = 0
    stories: int = 0
    failed: Counter[str] = msgspec.field(default_factory=Counter)
    together: Groups | None = None


@contextlib.contextmanager
def alone(database: Database, tell: Progress, patience: float | None = None) -> Iterator[None]:
    """Hold the lock of those who relate articles; wait for whoever holds it, for `patience` seconds if that is given.

    Raises:
        ArchiveError: it was held for longer.
    """
    with database.errors():
        file = open(database.folder / LOCK, "ab")  # noqa: SIM115  closed below
    try:
        begun = time.monotonic()
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if patience is not None and time.monotonic() - begun > patience:
                    says = "another program is relating articles in it"
                    raise ArchiveError(database.name, "busy", says, "Try again when it is done.") from None
                tell("wait", int(time.monotonic() - begun), 0)
                time.sleep(0.05)
        yield
    finally:
        file.close()


def relate_pending(database: Database, tell: Progress, processes: int = 1) -> Done:
    """Relate all pending articles, in batches of the earliest first."""
    done = Done()
    with database.reading() as db:
        waiting = [] if database.keeps else undrawn(db)  # a request of the pages draws what it has changed
    while True:
        with alone(database, tell):
            done.together = _building(database, done.together)
            batch, left = _pending(database)
            if batch:
                with database.errors():
                    _relate(database, batch, tell, processes, done)
            if len(batch) == left:
                if done.together is not None:
                    _built(database, done)
                if batch:
                    index.tidy(database)
                break
    grow(database, tell, but=waiting)
    return done


def _building(database: Database, known: Groups | None) -> Groups | None:
    """While everything is built anew, what hangs together by now: carried on, or read where that was interrupted."""
    with database.reading() as db:
        state = db.execute("SELECT value FROM meta WHERE name = 'building'").fetchone()
    if state is None:
        return None
    if state[0] == CLEARING:
        clear(database)
    with database.reading() as db:
        if known is not None:
            return known
        groups = Groups()
        for a, b in db.execute("SELECT a, b FROM pairs WHERE kind IN ('identical', 'retelling')"):
            groups.join(a, b)
        return groups


def _built(database: Database, done: Done) -> None:
    """The end of building anew: all stories at once."""
    done.stories += told_again(database, None)
    emptied(database, "documents", "story")
    with database.writing() as db:
        db.execute("DELETE FROM meta WHERE name = 'building'")
    done.together = None


def _pending(database: Database) -> tuple[list[int], int]:
    """The next batch of pending articles, earliest first, and how many there are in all."""
    with database.reading() as db:
        listed = [
            (published is None, published or "", id, number)
            for number, id, published in db.execute("SELECT number, id, published FROM articles WHERE pending = 1")
        ]
        listed.sort()
        batch: list[int] = []
        size = 0
        for *_, number in listed[:BATCH]:
            row = db.execute(
                "SELECT length(data) FROM texts WHERE number = (SELECT text FROM articles WHERE number = ?)", (number,)
            ).fetchone()
            size += 3 * (row[0] if row else 0)
            if batch and size > LETTERS:
                break
            batch.append(number)
    return batch, len(listed)


def _relate(database: Database, batch: list[int], tell: Progress, processes: int, done: Done) -> None:
    """Relate one batch."""
    from retold.archive.lookup import prepare, write_segment

    found = index.opened(database)
    if found is None:
        index.begin_epoch(database)
        found = index.opened(database)
        assert found is not None
    lookup, _ = found
    with lookup:
        tell("index", 0, len(batch))
        with database.reading() as db:
            kept = kept_of(db, batch)
            new = _new(db, batch, kept)
        prepared = prepare(new, lookup.epoch)
        joined = lookup.join(prepared, lambda numbers: _texts(database, numbers), tell)
        relater = _Relater(database, joined, kept, tell, processes, done)
        relater.hide()
        relater.look()
        info = write_segment(index.folder(database), prepared, notices=joined.notices)
    relater.finish(batch, info)
    done.articles += len(batch)


def _new(db: sqlite3.Connection, batch: Sequence[int], kept: dict[int, Kept]) -> list[New]:
    from retold.archive.lookup import New, order_key

    outlets = dict(db.execute("SELECT name, number FROM outlets"))
    texts = texts_of(db, batch)
    return [
        New(
            number=number,
            text=texts[number].decode("utf-8", "surrogatepass"),
            order=order_key(kept[number].article.published, kept[number].article.id),
            outlet=outlets.get(kept[number].article.outlet, -1),
        )
        for number in sorted(kept)
    ]


def _texts(database: Database, numbers: Sequence[int]) -> list[str]:
    """Texts of the archive in the order asked for; an empty one for an article that is gone."""
    listed = [int(number) for number in numbers]
    with database.reading() as db:
        found = texts_of(db, listed)
    return [found.get(number, b"").decode("utf-8", "surrogatepass") for number in listed]


class _Relater:
    """The work on one batch."""

    def __init__(
        self, database: Database, joined: Joined, kept: dict[int, Kept], tell: Progress, processes: int, done: Done
    ) -> None:
        self.database, self.joined, self.tell, self.processes, self.done = database, joined, tell, processes, done
        self.new = set(kept)
        self.candidates = list(zip(joined.a.tolist(), joined.b.tolist(), strict=True))
        self.strength = joined.share.tolist()
        self.touched: set[int] = set()
        self._copies()
        self._displaced()
        self.proposed = {
            (min(pair), max(pair)): much for pair, much in zip(self.candidates, self.strength, strict=True)
        }

    def _copies(self) -> None:
        """Copies of a text stand beside their original. Of those that are the same to the letter only one is looked at."""
        self.same: dict[tuple[int, int], list[int]] = {}  # (original, copy looked at) → further copies with its text
        involved = {*self.joined.original, *self.joined.original.values()}
        with self.database.reading() as db:
            kept = kept_of(db, involved)
        first: dict[tuple[int, bytes], int] = {}
        there = [pair for pair in self.joined.original.items() if pair[0] in kept and pair[1] in kept]
        for copy, original in sorted(there, key=lambda pair: order(kept[pair[0]])):
            chosen = first.setdefault((original, kept[copy].hash), copy)
            if chosen == copy:
                self.candidates.append((original, copy))
                self.strength.append(COPY)
                self.same[original, copy] = []
            else:
                self.same[original, chosen].append(copy)

    def _displaced(self) -> None:
        """Where an old text turns out to be a copy of a new, earlier article, what is beside the old one is laid beside that."""
        place = self.joined.original
        self.moved = {old: first for old, first in place.items() if old not in self.new and first in self.new}
        with self.database.reading() as db:
            found = pairs_of(db, self.moved)
        there = {(min(pair), max(pair)) for pair in self.candidates}
        for (a, b), one in found.items():
            pair = (self.moved.get(a, a), self.moved.get(b, b))
            key = (min(pair), max(pair))
            if pair[0] != pair[1] and place.get(pair[1], pair[1]) != place.get(pair[0], pair[0]) and key not in there:
                there.add(key)
                self.candidates.append(pair)
                self.strength.append(one.strength)

    def hide(self) -> None:
        """Keep where in these articles text stands that many unlike articles have too."""
        listed = [
            (number, pack(_hidden_key(number), spans)) for number, spans in sorted(self.joined.hidden.items()) if spans
        ]
        insert = "INSERT OR REPLACE INTO hidden (article, data) VALUES (?, ?)"
        written(self.database, listed, lambda db, item: db.execute(insert, item))

    def look(self) -> None:
        """Look at the candidate pairs, in rounds."""
        with self.database.reading() as db:
            stories = self._stories(db)
            looked = known_pairs(db, self.candidates)
            standing = self._standing(db, stories)
            kept = kept_of(db, {one for pair in (*self.candidates, *standing) for one in pair})
        self.touched |= {one for pair in looked for one in pair}
        # By rank, not by number: which pairs are looked at must not hang on the order in which articles came.
        listed = sorted(kept, key=lambda number: order(kept[number]))
        rank = {number: place for place, number in enumerate(listed)}
        there = [
            (pair, much) for pair, much in zip(self.candidates, self.strength, strict=True) if rank.keys() >= set(pair)
        ]
        ranked = [(min(rank[a], rank[b]), max(rank[a], rank[b])) for (a, b), _ in there]
        old = {rank[number]: story for number, story in stories.items() if number in rank}
        held = [
            (min(rank[a], rank[b]), max(rank[a], rank[b]), much)
            for (a, b), much in standing.items()
            if a in rank and b in rank and self.moved.keys().isdisjoint((a, b))
        ]
        for _ in range(ROUNDS):
            by_rank = {(rank[a], rank[b]): one for (a, b), one in looked.items()}
            by_rank = {(min(pair), max(pair)): one for pair, one in by_rank.items()}
            chosen = wanted_pairs(ranked, [much for _, much in there], by_rank, old, held)
            wanted = [(listed[a], listed[b]) for a, b in chosen]
            if not wanted:
                break
            done = 0
            self.tell("collate", 0, len(wanted))
            for seen in on_processes(look_at_parcel, self._parcels(wanted), len(wanted), self.processes):
                for one in seen.looked:
                    looked[min(one.a, one.b), max(one.a, one.b)] = one
                    if one.failed:
                        self.done.failed[one.failed] += 1
                self._keep(seen)
                done += len(seen.looked)
                self.tell("collate", done, len(wanted))

    def _stories(self, db: sqlite3.Connection) -> dict[int, int]:
        """The story of each old article among the candidates; one without a story is one of its own."""
        if (together := self.done.together) is not None:
            return {one: -together.of(one) for pair in self.candidates for one in pair if one not in self.new}
        old = {one for pair in self.candidates for one in pair} - self.new
        found = dict.fromkeys(old, 0)
        for part in parts(sorted(old)):
            found.update(db.execute(f"SELECT number, story FROM articles WHERE number IN ({marks(part)})", part))
        return {number: story or -number for number, story in found.items()}

    def _standing(self, db: sqlite3.Connection, old: Collection[int]) -> dict[tuple[int, int], float]:
        """The pairs that hold the stories of old articles together, with their strength: those of the articles themselves,
        and of what these pairs lead to, `HOPS` times."""
        found: dict[tuple[int, int], float] = {}
        done: set[int] = set()
        new = set(old)
        for _ in range(HOPS):
            done |= new
            pairs = pairs_of(db, new, ("identical", "retelling"))
            found |= {pair: one.strength for pair, one in pairs.items() if self.new.isdisjoint(pair)}
            new = {one for pair in found for one in pair} - done
        return found

    def _parcels(self, wanted: Sequence[tuple[int, int]]) -> Iterator[Parcel]:
        for first in range(0, len(wanted), CHUNK):
            chunk = list(wanted[first : first + CHUNK])
            numbers = sorted({number for pair in chunk for number in pair})
            with self.database.reading() as db:
                known = known_of(db, numbers)
            there = [pair for pair in chunk if pair[0] in known and pair[1] in known]
            yield Parcel(there, known)

    def _keep(self, seen: Seen) -> None:
        """Write down what was found out about a parcel of pairs."""
        related = [one for one in seen.looked if one.kind in RELATED and not one.failed]
        extra = [looked for one in related for looked in self._further(one)]
        with self.database.reading() as db:
            kept = kept_of(db, {number for one in (*related, *extra) for number in (one.a, one.b)})
        made = version()

        def keep_marks(db: sqlite3.Connection, item: tuple[int, bytes]) -> None:
            number, data = item
            if db.execute("SELECT 1 FROM articles WHERE number = ?", (number,)).fetchone():
                put_marks(db, number, seen.found[number].id, made, data, seen.voices[number])
                complete(db, number, seen.found[number])

        def put(db: sqlite3.Connection, one: Looked) -> None:
            if one.a not in kept or one.b not in kept or not _both(db, one.a, one.b):
                return
            self.done.pairs += 1
            ids = kept[one.a].article.id, kept[one.b].article.id
            much = self.proposed.get((min(one.a, one.b), max(one.a, one.b)), COPY)
            put_pair(db, Related(looked=one, one=ids[0], other=ids[1], strength=much))
            self.touched |= {one.a, one.b}
            if self.done.together is not None and one.kind != "shares-passage":
                self.done.together.join(one.a, one.b)
            if (one.a, one.b) in seen.changes:
                insert = "INSERT OR REPLACE INTO changes (a, b, data) VALUES (?, ?, ?)"
                db.execute(insert, (one.a, one.b, seen.changes[one.a, one.b]))

        items: list[tuple[Callable[..., None], object]] = [(keep_marks, item) for item in seen.marks.items()]
        # The further copies first: a pair that is there is not looked at again, so nothing may be missing behind it.
        items += [(put, one) for one in (*extra, *related)]
        written(self.database, items, lambda db, item: item[0](db, item[1]))

    def _further(self, one: Looked) -> Iterator[Looked]:
        """The same finding for copies that have the same text to the letter; which of them came first is not asked."""
        original, copy = (one.a, one.b) if (one.a, one.b) in self.same else (one.b, one.a)
        for further in self.same.get((original, copy), ()):
            looked = Looked(a=original, b=further, kind=one.kind, score=one.score, wider=one.wider)
            if one.kind == "identical":
                looked = msgspec.structs.replace(looked, measures=one.measures)
            yield looked

    def finish(self, batch: Sequence[int], info: FileInfo) -> None:
        """The stories, a few at a time; then the index and the end of pending, in one transaction."""
        self.tell("stories", 0, len(batch))
        if self.done.together is None:
            self.done.stories += told_again(self.database, self.touched)
        with self.database.writing() as db:
            index.register(db, info)
            for part in parts(list(batch)):
                db.execute(f"UPDATE articles SET pending = 0 WHERE number IN ({marks(part)})", part)


def told_again(database: Database, touched: set[int] | None) -> int:
    """Find the stories of these articles (None: of all) again and write them down; returns how many were begun or changed.

    Stories that exchange tellings are written in one transaction, so a reader sees each whole. Where an article was removed
    since the plan was made, another plan is made.
    """
    done: set[int] = set()
    changed = 0
    while True:
        with database.reading() as db:
            stamp = removals(db)
            left = {n for n in _there(db, touched) if n not in done}
            plans = units(regroup(db, left)) if left else []
        place = 0
        while place < len(plans):
            with database.writing() as db:
                if removals(db) != stamp:
                    break
                begun = time.monotonic()
                while place < len(plans) and time.monotonic() - begun < SHORT:
                    changed += carry_out(db, plans[place])
                    place += 1
            done |= {one for plan in plans[:place] for family, _ in plan.families for one in family.members}
        if place == len(plans):
            return changed


def _there(db: sqlite3.Connection, touched: set[int] | None) -> Iterator[int]:
    if touched is None:
        yield from [number for (number,) in db.execute("SELECT number FROM articles")]
        return
    for part in parts(sorted(touched)):
        yield from [n for (n,) in db.execute(f"SELECT number FROM articles WHERE number IN ({marks(part)})", part)]


def _both(db: sqlite3.Connection, a: int, b: int) -> bool:
    return bool(db.execute("SELECT count(*) = 2 FROM articles WHERE number IN (?, ?)", (a, b)).fetchone()[0])


def _hidden_key(number: int) -> str:
    return f"the furniture of article number {number}"


def known_of(db: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Known]:
    """Articles with what is stored of them for a look; those that are gone are left out."""
    found = {}
    made = version()
    stored: dict[int, bytes] = {}
    hidden: dict[int, Spans] = {}
    for part in parts(list(numbers)):
        stored.update(
            db.execute(
                f"SELECT article, data FROM marks WHERE version = ? AND article IN ({marks(part)})", (made, *part)
            )
        )
        for number, data in db.execute(f"SELECT article, data FROM hidden WHERE article IN ({marks(part)})", part):
            hidden[number] = unpack(_hidden_key(number), data, Spans)
    for number, article in articles_of(db, numbers).items():
        found[number] = Known(article, text_bytes(article.text), hidden.get(number, ()), stored.get(number))
    return found
