"""The SQLite file of an archive: connections, transactions, and what its errors mean to a user.

1. One file in WAL mode: many processes read while one writes. `synchronous=FULL`: a commit is on the disk before anything is
   acknowledged, also when the power fails. It costs one sync a transaction, of which there are one or two a second.
2. A write transaction is `BEGIN IMMEDIATE`, so it waits for others at its start (10 s), never in the middle.
3. A reader sees one state of the archive for as long as it reads.
4. No error of SQLite reaches the caller: each becomes an `ArchiveError` with a next step.
5. In a folder that may not be written the file is opened as it is, without a WAL; where there is one with something in it,
   the archive cannot be read there.
6. What reads uses connections that refuse to write (`query_only`), so that no reader changes the file by mistake.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from retold.archive import schema
from retold.archive.memory import Memory
from retold.archive.sealed import Damaged
from retold.errors import ArchiveError

FILE = "archive.sqlite"
INDEX = "index"
WAIT = 10.0  # seconds a write waits for another one
_KEPT = 8  # idle connections
_DOCTOR = "Run `retold doctor {}`; if the disk is failing, take the archive from a backup."


class Database:
    """The connections to one archive. Thread-safe: each use takes a connection of its own."""

    def __init__(self, folder: Path, *, create: bool = False, readonly: bool = False, keep: bool = True) -> None:
        self.folder = folder
        self.file = folder / FILE
        self.name = str(folder)
        self.readonly = readonly
        self._query = "mode=ro" if readonly else "mode=rw"
        self.memory: Memory | None = None if keep else Memory()  # in place of storing what was made for an answer
        self._idle: dict[bool, list[sqlite3.Connection]] = {
            False: [],
            True: [],
        }  # those that read, those that may write
        self._all: set[sqlite3.Connection] = set()
        self._lock = threading.Lock()
        self._closed = False
        self.longest = 0.0  # seconds that the longest write transaction so far has held the others up
        self.held: Any = None  # what a reader keeps open from one question to the next (see `index.shared`)
        self._check(create)
        try:
            self._open(create)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close all connections that are not in use."""
        with self._lock:
            self._closed = True
            self.held = None
            idle, self._idle = self._idle, {False: [], True: []}
        for db in (*idle[False], *idle[True]):
            self._drop(db)

    @property
    def keeps(self) -> bool:
        """Whether what was made for an answer is stored."""
        return not self.readonly and self.memory is None

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection in a read transaction: everything read through it is of one moment."""
        with self.errors(), self._connection(writes=False) as db:
            db.execute("BEGIN")
            try:
                yield db
            finally:
                if db.in_transaction:
                    db.execute("ROLLBACK")

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection in a write transaction, committed at the end, undone by an error. Compute outside of it."""
        if self.readonly:
            raise self.refused()
        with self.errors(), self._connection() as db:
            db.execute("BEGIN IMMEDIATE")
            begun = time.monotonic()
            try:
                yield db
                db.execute("COMMIT")
                self.longest = max(self.longest, time.monotonic() - begun)
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    if db.in_transaction:
                        db.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def bare(self) -> Iterator[sqlite3.Connection]:
        """A connection outside of any transaction, for checkpoints and the like."""
        with self.errors(), self._connection() as db:
            yield db

    @contextlib.contextmanager
    def errors(self) -> Iterator[None]:
        """Turns what SQLite and the seals raise into an `ArchiveError`."""
        try:
            yield
        except sqlite3.Error as error:
            raise self._meaning(error) from None
        except Damaged as damaged:
            raise self.damaged(damaged.what) from None
        except OSError as error:
            if error.errno in (28, 27, 122):  # no space, file too large, quota
                raise self._full() from None
            why = error.strerror or str(error)
            raise ArchiveError(self.name, "unreadable", f"cannot be used ({why})", "Check the disk.") from None

    def damaged(self, what: str) -> ArchiveError:
        """The error for stored data that are not what was stored."""
        return ArchiveError(self.name, "damaged", f"{what} is damaged", _DOCTOR.format(self.name))

    def refused(self) -> ArchiveError:
        """The error for a write to an archive that is only read."""
        says = "cannot be written: it is read-only"
        return ArchiveError(
            self.name, "readonly", says, "Check who owns the folder, or copy it to a place of your own."
        )

    @contextlib.contextmanager
    def _connection(self, *, writes: bool = True) -> Iterator[sqlite3.Connection]:
        with self._lock:
            if self._closed:
                raise ArchiveError(self.name, "closed", "this archive has been closed", "Open it again.")
            db = self._idle[writes].pop() if self._idle[writes] else None
        if db is None:
            db = self._connect(writes)
        try:
            yield db
        except BaseException:
            self._drop(db)  # its state is unknown
            raise
        with self._lock:
            keep = not self._closed and len(self._idle[writes]) < _KEPT
            if keep:
                self._idle[writes].append(db)
        if not keep:
            self._drop(db)

    def _connect(self, writes: bool) -> sqlite3.Connection:
        address = f"file:{quote(os.path.abspath(self.file))}?{self._query}"
        db = sqlite3.connect(address, timeout=WAIT, isolation_level=None, check_same_thread=False, uri=True)
        self._all.add(db)
        db.execute(f"PRAGMA busy_timeout = {int(WAIT * 1000)}")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA secure_delete = ON")  # what is removed is overwritten
        db.execute("PRAGMA temp_store = MEMORY")
        db.execute("PRAGMA cache_size = -16000")
        db.execute("PRAGMA trusted_schema = OFF")
        if not writes:
            db.execute("PRAGMA query_only = ON")
        return db

    def _drop(self, db: sqlite3.Connection) -> None:
        self._all.discard(db)
        with contextlib.suppress(sqlite3.Error):
            db.close()

    def _check(self, create: bool) -> None:
        """That the folder is an archive, or may become one."""
        try:
            there = self.file.stat().st_size
        except NotADirectoryError:
            there = None
        except FileNotFoundError:
            there = None
        except OSError as error:
            why = error.strerror or str(error)
            raise ArchiveError(self.name, "unreadable", f"cannot be opened ({why})", "Check who owns it.") from None
        add = f"To begin one: retold add {self.name} articles.jsonl"
        if there is not None:
            if there == 0 and not create:
                raise ArchiveError(self.name, "half", "this archive was begun and never finished", add)
            return
        if self.folder.exists() and not self.folder.is_dir():
            says = "is a file; an archive is a folder"
            raise ArchiveError(self.name, "not-an-archive", says, "Name the folder, or another one.")
        held = sorted(os.listdir(self.folder)) if self.folder.exists() else []
        if INDEX in held or f"{FILE}-wal" in held:
            says = f"half of an archive: {FILE} is missing"
            raise ArchiveError(self.name, "half", says, "Copy the whole folder again.")
        if held:
            says = f"is not an archive (a folder that holds {held[0][:60]!r})"
            raise ArchiveError(self.name, "not-an-archive", says, "Name an archive, or a folder that is not there yet.")
        if not create:
            raise ArchiveError(self.name, "missing", "there is no archive here", add)

    def _open(self, create: bool) -> None:
        if create and not self.readonly:
            with self.errors():
                self.folder.mkdir(parents=True, exist_ok=True)
                (self.folder / INDEX).mkdir(exist_ok=True)
                if not self.file.exists():
                    self.file.touch()
        if not self.readonly and not os.access(self.folder, os.W_OK):
            self.readonly, self._query = True, "mode=ro"
        with self.errors():
            if self.readonly and not os.access(self.folder, os.W_OK):
                wal = Path(f"{self.file}-wal")
                if not wal.exists() or wal.stat().st_size == 0:
                    self._query = "mode=ro&immutable=1"
            self._short()
            with self._connection() as db:
                self._version(db, create)
                if not self.readonly:
                    db.execute("PRAGMA journal_mode = WAL")
                    schema.migrate(db)

    def _short(self) -> None:
        """That the file is as long as it says: a copy that was cut off is named as such."""
        with open(self.file, "rb") as file:
            head = file.read(100)
        if head and not head.startswith(b"SQLite format 3\0"):
            what = "is not the database of an archive"
            raise ArchiveError(self.name, "damaged", f"{FILE} {what}", "Take the archive from a backup.")
        if Path(f"{self.file}-wal").exists() or len(head) < 100:
            return
        page = int.from_bytes(head[16:18], "big") or 1
        size = (65536 if page == 1 else page) * int.from_bytes(head[28:32], "big")
        if size > self.file.stat().st_size:
            says = f"half of an archive: {FILE} is shorter than it says"
            raise ArchiveError(self.name, "half", says, "Copy the whole folder again, or take it from a backup.")

    def _version(self, db: sqlite3.Connection, create: bool) -> None:
        application = db.execute("PRAGMA application_id").fetchone()[0]
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if application == 0 and version == 0 and not db.execute("SELECT 1 FROM sqlite_schema").fetchone():
            if not create or self.readonly:
                add = f"To begin one: retold add {self.name} articles.jsonl"
                raise ArchiveError(self.name, "half", "this archive was begun and never finished", add)
            db.execute("PRAGMA journal_mode = WAL")
            schema.create(db)
            return
        if application != schema.APPLICATION:
            says = f"is not an archive ({FILE} belongs to another program)"
            raise ArchiveError(self.name, "not-an-archive", says, "Name another folder.")
        if version > schema.VERSION:
            says = f"was written by a newer Retold (tables of version {version}, this one knows {schema.VERSION})"
            raise ArchiveError(self.name, "newer", says, "Upgrade: pip install --upgrade retold")
        if version < schema.VERSION and self.readonly:
            says = f"was written by an older Retold (tables of version {version}) and must be brought up to date"
            raise ArchiveError(self.name, "older", says, "Open it once where it may be written.")

    def _full(self) -> ArchiveError:
        says = "the disk is full; what was acknowledged is safe"
        return ArchiveError(self.name, "full", says, "Make room, then run the same command again.")

    def _meaning(self, error: sqlite3.Error) -> ArchiveError:
        """What an error of SQLite means to the user."""
        code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            return self._full()
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            says = f"another program has been writing to it for more than {WAIT:.0f} s"
            return ArchiveError(self.name, "busy", says, "Try again in a moment.")
        if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
            return self.refused()
        if code == sqlite3.SQLITE_IOERR:
            says = "the disk cannot be written or read (it is full, or it fails); what was acknowledged is safe"
            return ArchiveError(
                self.name, "disk", says, "Make room or check the disk, then run the same command again."
            )
        if code == sqlite3.SQLITE_CANTOPEN:
            return ArchiveError(self.name, "unreadable", "its database cannot be opened", "Check who owns the folder.")
        return ArchiveError(self.name, "damaged", f"its database is damaged ({error})"[:300], _DOCTOR.format(self.name))
