"""Many texts to candidate pairs: the stages of matching chained on one machine.

    tokenise ─▶ identical texts ─▶ rarity of words ─▶ features ─▶ exchange by hash range ─▶ runs ─▶ pairs ─▶ scores

Each stage is a pure function on flat arrays (`tokens`, `rarity`, `features`, `join`, `score`, `components`); here they are
run on two threads (compiled code holds no interpreter lock) with what does not fit in memory on disk. A bigger engine runs
the same functions with its own exchange.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from retold.matching import features as featuring
from retold.matching import join, rarity, repeated, score
from retold.matching.scratch import Scratch
from retold.matching.tokens import Batch, tokenise

BATCH_BYTES = 1 << 20  # of text tokenised at a time: what the processor's cache holds
LEAST_WORDS = 8  # a shorter text is compared by its hash only
MEMORY = 1 << 30  # bytes of tokens, and again of features, before they go to disk
SCORED_AT_ONCE = 1 << 14  # pairs

Numbers = npt.NDArray[np.int64]
Progress = Callable[[str, int, int], None]
T = TypeVar("T")
R = TypeVar("R")


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What may be chosen: one in `sampling` features is kept; `memory` bytes before disk; `folder` for what spills.
    `prune=False` gives every candidate, also those that the scores rule out."""

    sampling: int = featuring.SAMPLING
    memory: int = MEMORY
    folder: Path | None = None
    threads: int = max(1, min(2, os.cpu_count() or 1))
    prune: bool = True


class Pairs(msgspec.Struct, frozen=True, kw_only=True):
    """Candidate pairs, `a` the earlier by rank, in order of (rank of a, rank of b). Numbers are places in the input.

    `weight` is the summed rarity of the features both have, in nats; the next four are those of `score.Scores`.
    Identical texts are not among the pairs: `original[i]` is the earliest text with the words of text i (i itself where
    there is none earlier). `hidden[i]` are the runs of words (first, last + 1) of text i that stand under many unlike articles.
    """

    a: Numbers
    b: Numbers
    weight: npt.NDArray[np.float32]
    containment: npt.NDArray[np.float32]
    run: npt.NDArray[np.float32]
    share: npt.NDArray[np.float32]
    spans: npt.NDArray[np.int32]
    original: Numbers
    words: Numbers
    hidden: dict[int, npt.NDArray[np.int64]]
    considered: int
    spilled: int


class Matcher:
    """Takes texts with `add`, then gives the candidate pairs among them with `pairs`."""

    def __init__(self, settings: Settings | None = None, progress: Progress | None = None) -> None:
        self.settings = settings or Settings()
        self._progress = progress or (lambda stage, done, total: None)
        self._tokens = Scratch(self.settings.memory, self.settings.folder)
        self._offsets: list[npt.NDArray[np.int64]] = []
        self._identity: list[npt.NDArray[np.int64]] = []
        self._waiting: list[str] = []
        self._size = 0
        self._count = 0
        self._done = 0
        self._pool = ThreadPoolExecutor(self.settings.threads)
        self._running: list[Future[Batch]] = []

    def __len__(self) -> int:
        return self._count

    def add(self, texts: Iterable[str]) -> None:
        """Read some texts. They are tokenised in batches and not kept."""
        for text in texts:
            self._waiting.append(text)
            self._size += len(text)
            self._count += 1
            if self._size >= BATCH_BYTES:
                self._flush()

    def pairs(
        self, rank: Sequence[int] | Numbers | None = None, outlets: Sequence[int] | Numbers | None = None
    ) -> Pairs:
        """The candidate pairs among all texts read.

        `rank` orders the texts, earliest first (default: as they came); the answer depends on the ranks and not on the order
        of arrival. `outlets` are numbers of the outlets that published them, -1 where unknown: text that one outlet prints
        under many of its articles counts for nothing.
        """
        self._flush(wait=True)
        ranks = np.arange(self._count) if rank is None else np.asarray(rank, dtype=np.int64)
        identity = np.concatenate(self._identity) if self._identity else np.zeros(0, np.int64)
        words = np.concatenate([np.diff(part) for part in self._offsets]) if self._offsets else np.zeros(0, np.int64)
        original = _originals(identity, ranks)
        single = np.flatnonzero((original == np.arange(self._count)) & (words >= LEAST_WORDS))
        order = single[np.argsort(ranks[single], kind="stable")]  # order[number] = place in the input
        numbers = np.full(self._count, -1, dtype=np.int64)
        numbers[order] = np.arange(len(order))
        counted = self._frequencies(identity, numbers)
        levels = counted.levels()
        own = np.zeros(len(order), dtype=np.uint32)
        exchange = self._features(numbers, levels, own)
        found = self._runs(exchange, len(order))
        published_by = np.full(len(order), -1, np.int64) if outlets is None else np.asarray(outlets, np.int64)[order]
        hidden = repeated.hide(
            found, own, published_by, lambda wanted: self._gather(order[wanted]), levels, self.settings.sampling
        )
        a, b, weight = self._emit(found, own)
        scored = self._score(order, a, b, score.idf_table(counted.languages()), hidden)
        keep = scored.worthy() if self.settings.prune else np.ones(len(a), dtype=np.bool_)
        return Pairs(
            a=order[a[keep]],
            b=order[b[keep]],
            weight=(weight[keep] / join.UNIT).astype(np.float32),
            containment=scored.containment[keep],
            run=scored.run[keep],
            share=scored.share[keep],
            spans=scored.spans[keep],
            original=original,
            words=words,
            hidden={int(order[number]): spans for number, spans in hidden.items()},
            considered=len(a),
            spilled=self._tokens.spilled + exchange.spilled,
        )

    def close(self) -> None:
        """Let go of the memory, the temporary file and the threads."""
        self._tokens.close()
        self._pool.shutdown(cancel_futures=True)

    def _flush(self, *, wait: bool = False) -> None:
        """Tokenise what is waiting; unless told to wait, the last batches run on while the caller reads."""
        batch, self._waiting, self._size = self._waiting, [], 0
        if batch:
            self._running.append(self._pool.submit(tokenise, batch))
        while len(self._running) > (0 if wait else self.settings.threads):
            self._keep(self._running.pop(0).result())

    def _keep(self, batch: Batch) -> None:
        self._tokens.put(batch.tokens)
        self._offsets.append(batch.offsets)
        self._identity.append(batch.identity)
        self._done += len(batch)
        self._progress("words", self._done, self._count)

    def _batches(self) -> Iterator[tuple[int, Batch]]:
        """The batches again, each with the place of its first text."""
        first = 0
        for number, (offsets, identity) in enumerate(zip(self._offsets, self._identity, strict=True)):
            yield first, Batch(self._tokens.get(number), offsets, identity)
            first += len(identity)

    def _frequencies(self, identity: Numbers, numbers: Numbers) -> rarity.Frequencies:
        """Document frequencies of the distinct texts, or of a sample of them that is chosen by their hash."""
        counted = rarity.Frequencies()
        single = max(1, int((numbers >= 0).sum()))
        chosen = (numbers >= 0) & rarity.sampled(identity, rarity.SAMPLE / single)
        languages = rarity.LANGUAGE_SAMPLE / single
        for first, batch in self._batches():
            counted.add(batch, chosen[first : first + len(batch)], languages)
            self._progress("frequencies", first + len(batch), self._count)
        return counted

    def _features(self, numbers: Numbers, levels: rarity.Levels, own: npt.NDArray[np.uint32]) -> Scratch:
        """The features of all texts, one array for each batch and bucket (`batch * BUCKETS + bucket`)."""
        exchange = Scratch(self.settings.memory, self.settings.folder)

        def made(given: tuple[int, Batch]) -> tuple[npt.NDArray[np.int64], featuring.Postings]:
            first, batch = given
            known = numbers[first : first + len(batch)]
            return known, featuring.features(batch, levels, known, sampling=self.settings.sampling)

        done = 0
        for known, postings in _in_order(self._pool, made, self._batches(), self.settings.threads):
            own[known[known >= 0]] = postings.own[known >= 0]
            for bucket in range(featuring.BUCKETS):
                exchange.put(postings.packed[postings.starts[bucket] : postings.starts[bucket + 1]])
            done += len(known)
            self._progress("features", done, self._count)
        return exchange

    def _runs(self, exchange: Scratch, articles: int) -> join.Runs:
        """The features that several texts share, of all buckets."""

        def found(given: tuple[int, npt.NDArray[np.uint64]]) -> join.Runs:
            return join.runs(given[1], articles, given[0])

        def buckets() -> Iterator[tuple[int, npt.NDArray[np.uint64]]]:
            for bucket in range(featuring.BUCKETS):
                parts = [exchange.get(number) for number in range(bucket, len(exchange), featuring.BUCKETS)]
                yield bucket, np.concatenate(parts) if parts else np.zeros(0, np.uint64)

        made = []
        for part in _in_order(self._pool, found, buckets(), self.settings.threads):
            made.append(part)
            self._progress("shared features", len(made), featuring.BUCKETS)
        exchange.close()
        return join.joined(made)

    def _emit(self, found: join.Runs, own: npt.NDArray[np.uint32]) -> tuple[Numbers, Numbers, Numbers]:
        """Candidate pairs, by article number."""
        articles = len(own)
        starts, places = join.index(found, articles)
        step = max(1, min(20_000, articles // (4 * self.settings.threads) + 1))

        def rows(first: int) -> tuple[npt.NDArray[np.uint32], ...]:
            return join.emit_rows(found, starts, places, own, articles, first, min(articles, first + step))

        parts = []
        for part in _in_order(self._pool, rows, range(0, articles, step), self.settings.threads):
            parts.append(part)
            self._progress("pairs", min(articles, len(parts) * step), articles)
        if not parts:
            return tuple(np.zeros(0, np.int64) for _ in range(3))  # type: ignore[return-value]
        a, b, weight = (np.concatenate(column).astype(np.int64) for column in zip(*parts, strict=True))
        by_a_then_b = np.argsort(a << 32 | b)
        return a[by_a_then_b], b[by_a_then_b], weight[by_a_then_b]

    def _gather(self, places: Numbers) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
        """The words of some texts, in the order asked for, with their offsets."""
        firsts = np.cumsum([0, *map(len, self._identity)])
        batches = np.searchsorted(firsts, places, side="right") - 1
        parts: list[npt.NDArray[np.uint32]] = [np.zeros(0, np.uint32)] * len(places)
        for number in np.unique(batches):
            wanted = np.flatnonzero(batches == number)
            offsets = self._offsets[number]
            inner = places[wanted] - firsts[number]
            whole = self._tokens.get(int(number)) if len(wanted) > len(offsets) // 20 else None
            for index, text in zip(wanted, inner, strict=True):
                low, high = int(offsets[text]), int(offsets[text + 1])
                parts[index] = self._tokens.get(int(number), low, high) if whole is None else whole[low:high]
        starts = np.concatenate((np.zeros(1, np.int64), np.cumsum([len(part) for part in parts], dtype=np.int64)))
        return np.concatenate(parts) if parts else np.zeros(0, np.uint32), starts

    def _score(self, order: Numbers, a: Numbers, b: Numbers, idf: score.Idf, hidden: repeated.Hidden) -> score.Scores:
        """Scores of the candidate pairs."""

        def scored(first: int) -> score.Scores:
            chunk = slice(first, first + SCORED_AT_ONCE)
            articles, local = np.unique(np.concatenate((a[chunk], b[chunk])), return_inverse=True)
            tokens, offsets = self._gather(order[articles])
            half = len(local) // 2
            mask = repeated.mask(articles, offsets, hidden)
            return score.score(tokens, offsets, local[:half], local[half:], idf, mask)

        parts = []
        for part in _in_order(self._pool, scored, range(0, len(a), SCORED_AT_ONCE), self.settings.threads):
            parts.append(part)
            self._progress("scores", min(len(a), len(parts) * SCORED_AT_ONCE), len(a))
        if not parts:
            none = np.zeros(0, np.float32)
            return score.Scores(none, none, none, np.zeros((0, 4), np.int32))
        columns = (np.concatenate(column) for column in zip(*map(msgspec.structs.astuple, parts), strict=True))
        return score.Scores(*columns)


def _originals(identity: Numbers, ranks: Numbers) -> Numbers:
    """For each text the place of the earliest text with the same words."""
    order = np.lexsort((ranks, identity))
    original = np.arange(len(identity))
    if len(order):
        begins = np.concatenate(([True], np.diff(identity[order]) != 0))
        original[order] = order[np.flatnonzero(begins)[np.cumsum(begins) - 1]]
    return original


def _in_order(pool: ThreadPoolExecutor, function: Callable[[T], R], given: Iterable[T], threads: int) -> Iterator[R]:
    """`function` over `given` on the pool, results in order, never more than `threads` + 1 under way."""
    running: list[Future[R]] = []
    for item in given:
        running.append(pool.submit(function, item))
        if len(running) > threads:
            yield running.pop(0).result()
    for future in running:
        yield future.result()
