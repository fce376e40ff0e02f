"""Batches of texts to check: read from a file that was sent, checked one after the other in the background, kept for an hour.

A batch is in memory only. Its id is a long random word, so it can be read by those who were given the address. One batch runs
at a time, the others wait; what is over `WAITING` is refused.
"""

from __future__ import annotations

import os
import secrets
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from retold.errors import InputError, RetoldError
from retold.records.archive import Found
from retold.records.article import Article
from retold.records.collection import Rejected
from retold.web.limits import TEXT

KEPT = 3600.0  # seconds
WAITING = 8  # batches that wait or run
MOST_ROWS = 20_000
COLUMNS = (
    "row", "id", "title", "matches", "relation", "score", "copied", "kept", "match_id", "match_title", "match_outlet",
    "match_published", "match_url", "story", "problem",
)  # fmt: skip

Row = tuple[str | int | float | None, ...]


class Batch(msgspec.Struct, kw_only=True, eq=False):
    """One batch: how far it is, and its rows so far."""

    id: str
    name: str
    state: Literal["waiting", "running", "done", "stopped"] = "waiting"
    read: int = 0
    found: int = 0
    failed: int = 0
    says: str = ""
    rows: list[Row] = []
    ended: float = 0.0


class Batches:
    """The batches of one server. Thread-safe."""

    def __init__(self) -> None:
        self._batches: dict[str, Batch] = {}
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        self._closed = threading.Event()

    def get(self, id: str) -> Batch | None:
        """The batch with this id, None where there is none (any more)."""
        with self._lock:
            self._forget()
            return self._batches.get(id)

    def start(self, name: str, items: Iterator[Article | Rejected], check: Callable[[Article], Found]) -> Batch | None:
        """Begin a batch over `items`; None where too many wait already."""
        with self._lock:
            self._forget()
            if sum(one.state in ("waiting", "running") for one in self._batches.values()) >= WAITING:
                return None
            batch = Batch(id=secrets.token_urlsafe(18), name=name)
            self._batches[batch.id] = batch
        threading.Thread(target=self._run, args=(batch, items, check), daemon=True).start()
        return batch

    def close(self) -> None:
        """Stop what runs, at the next row."""
        self._closed.set()

    def _forget(self) -> None:
        now = time.monotonic()
        for id, batch in list(self._batches.items()):
            if batch.ended and now - batch.ended > KEPT:
                del self._batches[id]

    def _run(self, batch: Batch, items: Iterator[Article | Rejected], check: Callable[[Article], Found]) -> None:
        with self._turn:
            batch.state = "running"
            try:
                for item in items:
                    if self._closed.is_set():
                        batch.state, batch.says = "stopped", "The server was ended."
                        break
                    if batch.read >= MOST_ROWS:
                        batch.state, batch.says = (
                            "stopped",
                            f"A batch has {MOST_ROWS:,} rows at most; the rest was not checked.",
                        )
                        break
                    batch.read += 1
                    batch.rows.append(self._row(batch, item, check))
                else:
                    batch.state = "done"
            except RetoldError as error:
                batch.state, batch.says = "stopped", str(error)
            except Exception as error:  # the thread has no other way to tell
                batch.state, batch.says = "stopped", f"Something went wrong ({type(error).__name__})."
            finally:
                batch.ended = time.monotonic()

    def _row(self, batch: Batch, item: Article | Rejected, check: Callable[[Article], Found]) -> Row:
        nothing: Row = (None,) * 11
        if isinstance(item, Article) and len(item.text) > TEXT:
            item = Rejected(
                where=item.id,
                reason="too-long",
                says=f"has more than {TEXT:,} characters; check it with `retold find`",
            )
        if isinstance(item, Rejected):
            batch.failed += 1
            return (batch.read, item.where, None, 0, *nothing[:10], item.says)
        try:
            found = check(item)
        except RetoldError as error:
            batch.failed += 1
            return (batch.read, item.id, item.title, 0, *nothing[:10], str(error))
        if not found.matches:
            return (batch.read, item.id, item.title, 0, *nothing)
        batch.found += 1
        best = found.matches[0]
        told = best.telling
        return (
            batch.read, item.id, item.title, len(found.matches), best.relation, best.score, best.copied, best.kept, told.id,
            told.title, told.outlet, told.published, told.url, best.story, None,
        )  # fmt: skip


def rows_of(data: bytes, name: str) -> Iterator[Article | Rejected]:
    """The articles in a file of CSV or JSON lines that was sent.

    Raises:
        InputError: it is neither, or has no text column.
    """
    from retold.reading.collection import read_collection

    end = os.path.splitext(name)[1].lower()
    with tempfile.NamedTemporaryFile(suffix=end if end in (".csv", ".tsv", ".jsonl") else ".csv") as held:
        held.write(data)
        held.flush()
        items = read_collection(held.name)
        while True:
            try:
                item = next(items)
            except StopIteration:
                return
            except InputError as error:
                step = "Name the column 'text'." if error.reason == "field" else error.next_step
                raise InputError(name, error.reason, error.what.partition(": ")[2], step) from None
            if isinstance(item, Rejected):
                yield msgspec.structs.replace(item, where=item.where.replace(held.name, name))
            else:
                yield msgspec.structs.replace(item, id=item.id.replace(held.name, name))
