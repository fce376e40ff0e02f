"""The look-up index as the archive owns it: which files it has, opening them, registering new ones, clearing old ones away.

A file is whole and synced before a transaction registers it; one that no row names is a leftover of an interrupted run. Where
another process has merged files between our listing them and opening them, they are listed again, once.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from retold.archive.database import INDEX, Database

if TYPE_CHECKING:
    from retold.archive.lookup import Epoch, FileInfo, Lookup


def files(db: sqlite3.Connection) -> list[FileInfo]:
    """The registered files."""
    from retold.archive.lookup import FileInfo

    return [
        FileInfo(name=name, kind=kind, epoch=epoch, articles=articles, bytes=size, sha256=sha256)
        for name, kind, epoch, articles, size, sha256 in db.execute(
            "SELECT name, kind, epoch, articles, bytes, sha256 FROM segments ORDER BY name"
        )
    ]


def register(db: sqlite3.Connection, info: FileInfo) -> None:
    """Name a file of the index, in the caller's transaction."""
    db.execute(
        "INSERT INTO segments (name, kind, epoch, articles, bytes, sha256) VALUES (?, ?, ?, ?, ?, ?)",
        (info.name, info.kind, info.epoch, info.articles, info.bytes, info.sha256),
    )


def folder(database: Database) -> Path:
    """Where the files lie."""
    return database.folder / INDEX


def opened(database: Database) -> tuple[Lookup, list[FileInfo]] | None:
    """The index as it is now, and its files; None where nothing has been indexed yet.

    Raises:
        ArchiveError: a file is missing or damaged.
    """
    from retold.archive.lookup import Lookup, SegmentGoneError, read_epoch

    for again in (True, False):
        with database.reading() as db:
            listed = files(db)
            removed = [number for (number,) in db.execute("SELECT number FROM removed")]
        epochs = [info for info in listed if info.kind == "epoch"]
        if not epochs:
            return None
        newest = max(epochs, key=lambda info: info.epoch)
        segments = [info for info in listed if info.kind == "segment" and info.epoch == newest.epoch]
        try:
            return Lookup(folder(database), segments, read_epoch(folder(database), newest), removed), listed
        except SegmentGoneError:
            if not again:
                raise
    return None


def shared(database: Database) -> Lookup | None:
    """The index as it is now, kept open for the next who asks; not to be closed."""
    with database.reading() as db:
        names = [name for (name,) in db.execute("SELECT name FROM segments ORDER BY name")]
        key = repr((names, db.execute("SELECT count(*) FROM removed").fetchone()))
    held: tuple[str, Lookup] | None = database.held
    if held is not None and held[0] == key:
        return held[1]
    found = opened(database)
    if found is None:
        return None
    database.held = (key, found[0])
    return found[0]


def begin_epoch(database: Database) -> None:
    """Count the words of what the archive holds, as the first epoch."""
    from retold.archive.lookup import make_epoch, write_epoch

    with database.reading() as db:
        count = db.execute("SELECT count(*) FROM texts").fetchone()[0]
        epoch: Epoch = make_epoch(1, all_texts(db), count)
    with database.errors():
        info = write_epoch(folder(database), epoch)
    with database.writing() as db:
        register(db, info)


def all_texts(db: sqlite3.Connection) -> Iterator[str]:
    """Every text once.

    Raises:
        Damaged: one is not what was stored.
    """
    from retold.archive.articles import inflated

    for number, hash, data in db.execute("SELECT number, hash, data FROM texts ORDER BY number"):
        yield inflated(f"the text number {number}", hash, data).decode("utf-8", "surrogatepass")


def tidy(database: Database) -> None:
    """Merge small files where that is worth it, and clear away what no row names. Only under the lock of writers."""
    from retold.archive.lookup import merge, merge_plan, sweep

    with database.reading() as db:
        listed = files(db)
        removed = [number for (number,) in db.execute("SELECT number FROM removed")]
    for group in merge_plan([info for info in listed if info.kind == "segment"]):
        with database.errors():
            info = merge(folder(database), group, removed)
        replace(database, group, info)
    _without(database, removed)
    with database.reading() as db:
        names = [info.name for info in files(db)]
    with contextlib.suppress(OSError):
        sweep(folder(database), names)


def _without(database: Database, removed: list[int]) -> None:
    """Write segments anew that still have hashes of removed articles."""
    if not removed:
        return
    import numpy as np

    from retold.archive.lookup import merge
    from retold.archive.lookup_segment import Segment

    numbers = np.array(removed, np.uint32)
    with database.reading() as db:
        listed = [info for info in files(db) if info.kind == "segment"]
    for info in listed:
        if Segment(folder(database), info).places(numbers)[1].any():
            with database.errors():
                without = merge(folder(database), (info,), removed)
            replace(database, (info,), without)


def sweep_all(database: Database) -> None:
    """Clear away every file that no row names. Only under the lock of writers."""
    from retold.archive.lookup import sweep

    with database.reading() as db:
        names = [info.name for info in files(db)]
    with contextlib.suppress(OSError):
        sweep(folder(database), names, older=0.0)


def replace(database: Database, group: tuple[FileInfo, ...], info: FileInfo) -> None:
    """Register a file in place of those that it was made of, and remove them."""
    with database.writing() as db:
        for old in group:
            db.execute("DELETE FROM segments WHERE name = ?", (old.name,))
        register(db, info)
    for old in group:
        with contextlib.suppress(OSError):
            (folder(database) / old.name).unlink()
