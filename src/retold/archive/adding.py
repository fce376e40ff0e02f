"""`Archive.add`: articles are stored, then said to be stored, then related.

Articles are written in transactions of well under a second; only after the commit are they counted and reported. What is known
is left alone. Every `ROUND` articles, and at the end, what came in is related to everything (`relating`): so of a long input
the first ones can be looked at before the last ones are read.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import msgspec

from retold.archive.articles import Fate, Ready, put, ready
from retold.archive.database import Database
from retold.archive.parcels import SHORT
from retold.archive.relating import Progress, relate_pending
from retold.installed import version
from retold.marking.furniture import no_article
from retold.records.archive import Added
from retold.records.article import Article
from retold.records.collection import Rejected
from retold.records.comparison import Note

CHUNK = 200  # articles made ready at a time
CHARACTERS = 2_000_000
ROUND = 20_000
NAMED = 5
TAKEN: Fate = "id of another article"


class Adding(msgspec.Struct):
    """What has become of the input so far."""

    read: int = 0
    fates: Counter[str] = msgspec.field(default_factory=Counter)
    skipped: Counter[str] = msgspec.field(default_factory=Counter)
    failed: Counter[str] = msgspec.field(default_factory=Counter)
    taken: list[str] = msgspec.field(default_factory=list)
    waiting: int = 0
    stored: int = 0


def add(
    database: Database, articles: Iterable[Article | str | Rejected], progress: Progress | None, processes: int
) -> Added:
    """Add articles; see `Archive.add`."""
    tell = progress or (lambda stage, done, total: None)
    if database.readonly:
        raise database.refused()
    state = Adding()
    chunk: list[Article] = []
    size = 0
    pairs = stories = 0
    failed: Counter[str] = Counter()
    run = _begun(database)
    for given in articles:
        state.read += 1
        if isinstance(given, Rejected):
            state.failed[given.reason] += 1
            continue
        article = (Article(text=given) if isinstance(given, str) else given).identified()
        if reason := no_article(article.text):
            state.skipped[reason] += 1
            continue
        chunk.append(article)
        size += len(article.text)
        if len(chunk) >= CHUNK or size > CHARACTERS:
            _store(database, chunk, state, tell)
            chunk, size = [], 0
            if state.waiting >= ROUND:
                done = relate_pending(database, tell, processes)
                pairs, stories, state.waiting = pairs + done.pairs, stories + done.stories, 0
                failed.update(done.failed)
    _store(database, chunk, state, tell)
    done = relate_pending(database, tell, processes)
    failed.update(done.failed)
    added = _added(database, state, pairs + done.pairs, stories + done.stories, failed)
    _ended(database, run, added)
    return added


def _store(database: Database, chunk: Sequence[Article], state: Adding, tell: Progress) -> None:
    """Write a parcel of articles, in as many short transactions as it takes; then count them."""
    if not chunk:
        return
    from retold.matching.tokens import tokenise

    offsets = tokenise([article.text for article in chunk]).offsets.tolist()
    made = [ready(article, end - start) for article, start, end in zip(chunk, offsets[:-1], offsets[1:], strict=True)]
    place = 0
    while place < len(made):
        place += _write(database, made[place:], state)
        tell("store", state.stored, 0)


def _write(database: Database, made: Sequence[Ready], state: Adding) -> int:
    fates: list[tuple[Fate, str]] = []
    with database.writing() as db:
        begun = time.monotonic()
        for one in made:
            fates.append((put(db, one), one.kept.article.id))
            if time.monotonic() - begun > SHORT:
                break
    for fate, id in fates:  # the commit is done: only now do they count
        state.fates[fate] += 1
        if fate == TAKEN:
            state.failed[fate] += 1
            state.taken.append(id) if len(state.taken) < NAMED else None
    state.waiting += sum(fate in ("added", "revised") for fate, _ in fates)
    state.stored += len(fates)
    return len(fates)


def _added(database: Database, state: Adding, pairs: int, stories: int, failed: Counter[str]) -> Added:
    with database.reading() as db:
        total = db.execute("SELECT count(*) FROM articles").fetchone()[0]
    return Added(
        retold=version("retold"),
        read=state.read,
        added=state.fates["added"] + state.fates["revised"],
        known=state.fates["known"],
        revised=state.fates["revised"],
        skipped=dict(sorted(state.skipped.items())),
        failed=state.failed.total(),
        failed_by=dict(sorted(state.failed.items())),
        pairs=pairs,
        stories=stories,
        articles=total,
        notes=tuple(_notes(database, state, failed, total)),
    )


def _notes(database: Database, state: Adding, failed: Counter[str], total: int) -> list[Note]:
    notes = []
    if state.taken:
        more = state.failed[TAKEN] - len(state.taken)
        named = ", ".join(one[:60] for one in state.taken) + (f" and {more} more" if more > 0 else "")
        notes.append(
            Note(
                "id-taken",
                f"There already with another text, and left as it is: {named}. "
                "Give a new version an id of its own, or remove the old one first.",
            )
        )
    for reason, number in sorted(failed.items()):
        notes.append(Note("not-compared", f"{number} pairs could not be compared: {reason}."))
    if stale(database, total):
        says = f"The archive has grown fourfold since its words were counted: retold doctor {database.name} --reindex"
        notes.append(Note("reindex", says + " finds more."))
    return notes


def stale(database: Database, total: int) -> bool:
    """Whether the archive has outgrown the word frequencies that its index is made by."""
    from retold.archive.index import opened

    found = opened(database)
    if found is None:
        return False
    with found[0] as lookup:
        return lookup.epoch.stale(total)


def now() -> str:
    """The time, to the second, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _begun(database: Database) -> int:
    with database.writing() as db:
        number = db.execute(
            "INSERT INTO runs (what, retold, begun) VALUES ('add', ?, ?)", (version("retold"), now())
        ).lastrowid
    assert number is not None
    return number


def _ended(database: Database, run: int, added: Added) -> None:
    counts = msgspec.json.encode(
        {name: getattr(added, name) for name in ("read", "added", "known", "revised", "skipped", "failed_by")}
    ).decode()
    with database.writing() as db:
        db.execute("UPDATE runs SET ended = ?, counts = ? WHERE number = ?", (now(), counts, run))
