"""The look-up index of an archive: which articles share features with a text, without reading more than a few pages of it.

How it works: articles are indexed by the features that matching finds copies by (`matching.features`), one in eight of them, in
immutable sorted segments (`lookup_segment`) made by the word frequencies of one epoch (`lookup_epoch`). A look-up probes each
segment for each feature of the text and adds up how rare the shared ones are; it gives candidates, never a relation. A join
(`lookup_join`) does the same for many new articles at once.

The archive registers files in its own transaction and hands their names in; here nothing is ever changed in place. An article
that was removed stays in its segment until that is merged, and is left out of every answer meanwhile.

A feature that very many articles have counts for the first `CAP` of them only: it never vanishes, but one text that stands a
hundred thousand times costs no more than one that stands 64 times.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import numpy.typing as npt

from retold.archive.lookup_epoch import Epoch, make_epoch, read_epoch, write_epoch
from retold.archive.lookup_file import FileInfo, IndexDamagedError, SegmentGoneError, digest, sweep
from retold.archive.lookup_segment import New, Prepared, Segment, merge, merge_plan, order_key, prepare, write_segment
from retold.matching import probe
from retold.matching.features import placed
from retold.matching.join import CAP, UNIT
from retold.matching.match import LEAST_WORDS
from retold.matching.rarity import PRIOR
from retold.matching.tokens import Batch, tokenise_one

if TYPE_CHECKING:
    from retold.archive.lookup_join import Joined

__all__ = [
    "Candidate",
    "Epoch",
    "FileInfo",
    "IndexDamagedError",
    "Lookup",
    "New",
    "Prepared",
    "Query",
    "SegmentGoneError",
    "check",
    "make_epoch",
    "merge",
    "merge_plan",
    "order_key",
    "prepare",
    "read_epoch",
    "sweep",
    "write_epoch",
    "write_segment",
]

SPARE = 16  # candidates more than asked for, to make up for removed ones

Ints = npt.NDArray[np.int64]
Progress = Callable[[str, int, int], None]


class Candidate(msgspec.Struct, frozen=True):
    """An article that shares features with the text asked for: its number, and what they weigh, in nats."""

    number: int
    weight: float


class Query(msgspec.Struct, frozen=True):
    """A text as the index sees it: its words, and its features in order."""

    batch: Batch
    keys: Ints


class Lookup:
    """The index as it was when its files were listed. Immutable, so any number of threads may ask it."""

    def __init__(self, folder: Path, segments: Sequence[FileInfo], epoch: Epoch, removed: Collection[int] = ()) -> None:
        """Map the `segments` that are of this epoch; nothing is read yet.

        Raises:
            SegmentGoneError: a file is not there; list the segments again and try once more.
            IndexDamagedError: a file is not what it should be.
        """
        self.folder, self.epoch = Path(folder), epoch
        parts = [Segment(self.folder, info) for info in segments if info.epoch == epoch.number]
        self.segments = sorted(parts, key=lambda part: int(part.numbers[0]) if len(part) else 0)
        self.removed = np.array(sorted(removed), dtype=np.uint32)
        gone = sum(int(part.places(self.removed)[1].sum()) for part in self.segments) if len(self.removed) else 0
        self.articles = sum(map(len, self.segments)) - gone
        # Where a segment's numbers have no gap, whether it has one is told by its first and last.
        ends = [(int(part.numbers[0]), int(part.numbers[-1])) if len(part) else (1, 0) for part in self.segments]
        self._whole = len(self.removed) == 0 and all(
            last - first + 1 == len(part) for (first, last), part in zip(ends, self.segments, strict=True)
        )
        self._ends = ends
        listed = [part.notices for part in self.segments if len(part.notices)]
        self.notices: Ints = np.unique(np.concatenate(listed)) if listed else np.zeros(0, np.int64)

    def __enter__(self) -> Lookup:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self.segments = []

    def query(self, text: str) -> Query:
        """The words and features of a text."""
        batch = tokenise_one(text)
        if len(batch.tokens) < LEAST_WORDS:
            return Query(batch, np.zeros(0, np.int64))
        keys = placed(batch.tokens, batch.offsets, self.epoch.levels, sampling=self.epoch.sampling).keys
        keys.sort()
        return Query(batch, keys)

    def candidates(self, text: str | Query, limit: int = 16) -> list[Candidate]:
        """The articles that share most with a text, most first. Of a text of a few words, those with the same words."""
        asked = self.query(text) if isinstance(text, str) else text
        if len(asked.batch.tokens) < LEAST_WORDS:
            return [Candidate(number, 1.0) for number in self.identical(asked)[:limit]]
        segments, keys = self.segments, asked.keys
        if not segments or not len(keys):
            return []
        found = np.empty((len(segments), len(keys), 2), dtype=np.int64)
        for nth, part in enumerate(segments):
            probe.find(part.starts, part.postings, part.bits, keys, found[nth])
        weights, most = probe.weights_of(found, keys, self.notices, max(1, self.articles) + PRIOR)
        room = 64
        while room < 2 * most:
            room <<= 1
        numbers, sums = np.empty(room, np.uint32), np.zeros(room, np.uint32)
        left = np.full(len(keys), CAP, dtype=np.int64)
        for nth, part in enumerate(segments):
            probe.weigh(part.postings, found[nth], weights, left, numbers, sums)
        best, heavy = np.empty(limit + SPARE, np.uint32), np.empty(limit + SPARE, np.uint32)
        count = probe.heaviest(numbers, sums, best, heavy)
        listed = zip(best[:count].tolist(), heavy[:count].tolist(), strict=True)
        if self._whole:
            found_there = [one for one in listed if any(first <= one[0] <= last for first, last in self._ends)]
        else:
            found_there = [one for one, stays in zip(listed, self.there(best[:count]).tolist(), strict=True) if stays]
        return [Candidate(number, weight / UNIT) for number, weight in found_there[:limit]]

    def identical(self, text: str | Query) -> list[int]:
        """The articles that have the same words in the same order, lowest number first."""
        asked = self.query(text) if isinstance(text, str) else text
        found = np.array(
            [number for part in self.segments for _, number in part.same(asked.batch.identity)], dtype=np.uint32
        )
        return sorted(found[self.there(found)].tolist())

    def join(
        self, prepared: Prepared, texts: Callable[[Sequence[int]], Sequence[str]], progress: Progress | None = None
    ) -> Joined:
        """The candidate pairs that hold at least one of some new articles; `texts` gives texts of the archive by number."""
        from retold.archive.lookup_join import join_new

        return join_new(self, prepared, texts, progress)

    def are_notices(self, keys: Ints) -> npt.NDArray[np.bool_]:
        """Which features are known to be of notices."""
        return among(keys, self.notices)

    def there(self, numbers: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
        """Which of some articles the index really has, removed ones aside."""
        known = np.zeros(len(numbers), dtype=np.bool_)
        for part in self.segments:
            known |= part.places(numbers)[1]
        return known & ~among(numbers, self.removed) if len(self.removed) else known


def among(values: npt.NDArray[np.integer], known: npt.NDArray[np.integer]) -> npt.NDArray[np.bool_]:
    """Which values are in `known`, which is sorted."""
    if not len(known):
        return np.zeros(len(values), dtype=np.bool_)
    found: npt.NDArray[np.bool_] = known[np.minimum(np.searchsorted(known, values), len(known) - 1)] == values
    return found


def check(folder: Path, infos: Iterable[FileInfo]) -> list[tuple[str, str]]:
    """Every file of the index read and held against its SHA-256: (name, what is wrong with it)."""
    found = [(info.name, digest(folder, info)) for info in infos]
    return [(name, problem) for name, problem in found if problem]
