"""What reading a collection shares: the settings of one run, and pages that wait for a child process while reading goes on."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import msgspec

from retold.errors import InputError, OutputError, RetoldError
from retold.reading.fields import Fields
from retold.reading.html import html_article, html_articles
from retold.reading.source import Limits
from retold.reading.workers import shared
from retold.records.article import Article
from retold.records.collection import Rejected
from retold.records.comparison import Note

Item = Article | Rejected
_Page = tuple[str, str, str | None]
_MANY = 512  # finished items that may wait behind one page
_SHOWN = 200  # characters of a bad line that are kept


class Job(msgspec.Struct, frozen=True):
    """A page that a child process has still to read; `finish` adds to its article what is known from elsewhere."""

    name: str
    text: str
    size: int
    url: str | None
    finish: Callable[[Article], Article]


Slot = Article | Rejected | Job


class Run:
    """One reading of a collection.

    Attributes:
        fields: which field of a row or object is what.
        limits: what one item may cost.
        skipped: counts what was passed over on purpose, by reason.
        most: how many pages of a site are read, if somebody says.
    """

    def __init__(
        self,
        fields: Fields,
        limits: Limits,
        skipped: Counter[str],
        keep_raw: Path | None,
        most: int | None = None,
    ) -> None:
        self.fields, self.limits, self.skipped, self.most = fields, limits, skipped, most
        self._keep = keep_raw

    def ask(self, task: str, payload: bytes, name: str, seconds: float | None = None) -> bytes:
        """What a child process answers; `seconds` is the CPU time that it may take, if less than the limits allow."""
        return shared(self.limits).ask(task, payload, name, seconds)

    def text_of(self, markup: str, name: str) -> str:
        """The text of markup that holds nothing but an article."""
        return self.ask("fragment", markup.encode("utf-8", "replace"), name).decode("utf-8")

    def raw(self, data: bytes) -> str:
        """The SHA-256 of a page's or file's bytes; these are kept under it where that was asked for.

        Raises:
            OutputError: they cannot be written.
        """
        name = hashlib.sha256(data).hexdigest()
        if self._keep is not None:
            path = self._keep / name
            try:
                self._keep.mkdir(parents=True, exist_ok=True)
                if not path.exists():
                    part = path.with_suffix(".part")
                    part.write_bytes(data)
                    part.replace(path)
            except OSError as error:
                why = error.strerror or str(error)
                raise OutputError(str(path), f"cannot be written ({why})", "Choose another folder.") from None
        return name


def finished(slots: Iterator[Slot], limits: Limits) -> Iterator[Item]:
    """The items in order, pages read by all child processes meanwhile. What `slots` raises comes after all that came before."""
    failure: RetoldError | None = None
    ended = False
    while not ended and failure is None:
        waiting: deque[Slot] = deque()

        def pages(waiting: deque[Slot] = waiting) -> Iterator[_Page]:
            nonlocal ended, failure
            try:
                while len(waiting) < _MANY:
                    slot = next(slots, None)
                    if slot is None:
                        ended = True
                        return
                    waiting.append(slot)
                    if isinstance(slot, Job):
                        yield slot.name, slot.text, slot.url
            except RetoldError as error:
                failure = error

        first = next(slots, None) if failure is None else None
        if first is None:
            break
        if not isinstance(first, Job):
            yield first
            continue
        waiting.append(first)
        for _, answer in html_articles(chain([(first.name, first.text, first.url)], pages()), shared(limits)):
            while not isinstance(waiting[0], Job):
                yield waiting.popleft()  # type: ignore[misc]
            yield _done(waiting.popleft(), answer)  # type: ignore[arg-type]
        yield from waiting  # type: ignore[misc]
    if failure is not None:
        raise failure


def _done(job: Job, answer: tuple[Article, tuple[Note, ...]] | InputError) -> Item:
    return rejected(job.name, answer) if isinstance(answer, InputError) else job.finish(answer[0])


def now(slot: Article | Job, limits: Limits) -> tuple[Article, tuple[Note, ...]]:
    """The article of one slot at once, and what its reader should know.

    Raises:
        InputError: there is none.
    """
    if not isinstance(slot, Job):
        return slot, ()
    article, notes = html_article(b" " * slot.size, slot.text, slot.name, limits, slot.url)
    return slot.finish(article), notes


def rejected(where: str, error: Exception, line: bytes = b"") -> Rejected:
    """A reject for what was raised; `line` is what stood there."""
    says = str(getattr(error, "what", error))
    source = getattr(error, "source", "")
    for name in (source, where):
        says = says.removeprefix(f"{name}: ")
    shown = line[:_SHOWN].decode("utf-8", "replace").rstrip("\n")
    return Rejected(where=where, reason=getattr(error, "reason", "unreadable"), says=says, line=shown)
