"""A segment: the sorted features of some articles, and what a join has to know of each. Written once, merged, never changed.

| array | holds |
|---|---|
| numbers | the numbers of its articles, ascending (uint32) |
| own | how many features each has |
| outlets, orders | the number of its outlet (-1 unknown), its place in the order of time |
| identity, by | a hash of all its words; the places of the articles in order of that |
| notices | features of notices (`matching.repeated`) found when these articles came |
| starts, postings | the directory, and (low part of the key, article number) sorted (`matching.probe`) |
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from retold.archive.lookup_epoch import Epoch
from retold.archive.lookup_file import FileInfo, IndexDamagedError, Mapped, Writer
from retold.matching import probe
from retold.matching.features import BUCKETS, features
from retold.matching.match import BATCH_BYTES, LEAST_WORDS
from retold.matching.tokens import tokenise

FANOUT = 4  # so many segments of one size become one: a look-up meets at most three of each
MOST_ARTICLES = 40_000_000  # of a segment; its directory counts in 32 bits
_BELOW = probe.KEY_BITS - 6  # bits of the key below the bucket
_COLUMNS = (("own", "u4"), ("outlets", "i4"), ("orders", "i8"), ("identity", "i8"))

Ints = npt.NDArray[np.int64]


class New(msgspec.Struct, frozen=True):
    """An article for the index: the number it is known by, its text, its place in the order of time (`order_key`), the number
    of its outlet (-1 where unknown)."""

    number: int
    text: str
    order: int = 0
    outlet: int = -1


class Prepared(msgspec.Struct, frozen=True):
    """New articles as arrays, numbers ascending. `buckets` are sorted postings by hash range; `tokens` their words, `texts`
    what they were made of."""

    epoch: int
    numbers: npt.NDArray[np.uint32]
    own: npt.NDArray[np.uint32]
    outlets: npt.NDArray[np.int32]
    orders: Ints
    identity: Ints
    words: Ints
    buckets: list[npt.NDArray[np.uint64]]
    tokens: npt.NDArray[np.uint32]
    offsets: Ints
    texts: list[str]

    def __len__(self) -> int:
        return len(self.numbers)

    def column(self, name: str) -> npt.NDArray[np.int64]:
        """A column of the table of articles."""
        found: npt.NDArray[np.int64] = getattr(self, name)
        return found


def order_key(published: str | None, id: str) -> int:
    """A whole number that sorts as (published, id) does: the earlier the smaller, no date last.

    Of the time the seconds count, then a hash of the id: fixed for an article, whatever else there is.
    """
    import zlib

    digits = "".join(character for character in (published or "")[:25] if character.isdecimal() and character.isascii())
    time = int(digits[:14].ljust(14, "0")) if digits else 10**14
    return time << 16 | zlib.crc32(id.encode("utf-8", "surrogatepass")) & 0xFFFF


def prepare(new: Sequence[New], epoch: Epoch) -> Prepared:
    """The words and features of new articles. Linear; about 40 µs an article."""
    listed = sorted(new, key=lambda one: one.number)
    numbers = np.array([one.number for one in listed], dtype=np.uint32)
    tokens, lengths, identity, own = [np.zeros(0, np.uint32)], [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], []
    parts: list[list[npt.NDArray[np.uint64]]] = [[] for _ in range(BUCKETS)]
    first = 0
    for texts in _by_size(one.text for one in listed):
        batch = tokenise(texts)
        count = np.diff(batch.offsets)
        known = np.where(count >= LEAST_WORDS, numbers[first : first + len(texts)].astype(np.int64), -1)
        made = features(batch, epoch.levels, known, sampling=epoch.sampling)
        for bucket in range(BUCKETS):
            parts[bucket].append(made.packed[made.starts[bucket] : made.starts[bucket + 1]])
        tokens.append(batch.tokens)
        lengths.append(count)
        identity.append(batch.identity)
        own.append(made.own)
        first += len(texts)
    words = np.concatenate(lengths)
    return Prepared(
        epoch=epoch.number,
        numbers=numbers,
        own=np.concatenate(own) if own else np.zeros(0, np.uint32),
        outlets=np.array([one.outlet for one in listed], dtype=np.int32),
        orders=np.array([one.order for one in listed], dtype=np.int64),
        identity=np.concatenate(identity),
        words=words,
        buckets=[np.unique(np.concatenate(part)) if part else np.zeros(0, np.uint64) for part in parts],
        tokens=np.concatenate(tokens),
        offsets=np.concatenate((np.zeros(1, np.int64), np.cumsum(words))),
        texts=[one.text for one in listed],
    )


def _by_size(texts: Iterable[str]) -> Iterator[list[str]]:
    """Texts in batches that fit the processor's cache."""
    some: list[str] = []
    size = 0
    for text in texts:
        some.append(text)
        size += len(text)
        if size >= BATCH_BYTES:
            yield some
            some, size = [], 0
    if some:
        yield some


class Segment:
    """A segment on disk, mapped."""

    def __init__(self, folder: Path, info: FileInfo) -> None:
        mapped = Mapped(folder, info.name)
        arrays = mapped.arrays
        self.info = info
        try:
            self.bits = int(mapped.meta["bits"])
            self.numbers: npt.NDArray[np.uint32] = arrays["numbers"]
            self.by: npt.NDArray[np.uint32] = arrays["by"]
            self.notices: Ints = arrays["notices"]
            self.starts: npt.NDArray[np.uint32] = arrays["starts"]
            self.postings: npt.NDArray[np.uint64] = arrays["postings"]
            self._columns = {name: arrays[name] for name, _ in _COLUMNS}
            whole = len(self.starts) == (1 << self.bits) + 1 and self.bits >= probe.LEAST_BITS
        except (KeyError, TypeError, ValueError):
            whole = False
        if not whole:
            raise IndexDamagedError(str(folder.parent), info.name, "lacks a part")

    def __len__(self) -> int:
        return len(self.numbers)

    def column(self, name: str) -> npt.NDArray[np.int64]:
        """A column of the table of articles."""
        return self._columns[name]

    def places(self, numbers: npt.NDArray[np.integer]) -> tuple[Ints, npt.NDArray[np.bool_]]:
        """The places of some articles in the table, and which of them are in it."""
        if not len(self.numbers):
            return np.zeros(len(numbers), np.int64), np.zeros(len(numbers), np.bool_)
        at = np.minimum(np.searchsorted(self.numbers, numbers), len(self.numbers) - 1)
        return at, self.numbers[at] == numbers

    def find(self, keys: Ints) -> probe.Found:
        """Where the postings of some keys begin, and how many they are."""
        found = np.empty((len(keys), 2), dtype=np.int64)
        probe.find(self.starts, self.postings, self.bits, keys, found)
        return found

    def same(self, identity: Ints) -> Iterator[tuple[int, int]]:
        """The articles with one of these identities: (place in `identity`, number)."""
        found = np.empty((len(identity), 2), dtype=np.int64)
        probe.same(self._columns["identity"], self.by, identity, found)
        for k in np.flatnonzero(found[:, 1]):
            for place in self.by[found[k, 0] : found[k, 0] + found[k, 1]]:
                if place < len(self.numbers):
                    yield int(k), int(self.numbers[place])

    def bucket(self, number: int) -> npt.NDArray[np.uint64]:
        """The postings of one range of the hash."""
        step = 1 << (self.bits - 6)
        first, last = int(self.starts[number * step]), int(self.starts[(number + 1) * step])
        return self.postings[first : max(first, last)]


def write_segment(folder: Path, prepared: Prepared, notices: Ints | None = None) -> FileInfo:
    """Write new articles as a segment. The file is whole and synced; the archive has yet to register it."""
    return _write(folder, prepared.epoch, [prepared], iter(prepared.buckets), sum(map(len, prepared.buckets)), notices)


def merge(folder: Path, group: Sequence[FileInfo], removed: Iterable[int] = ()) -> FileInfo:
    """Several segments as one, without the articles in `removed`. The postings pass through memory a range at a time."""
    parts = [Segment(folder, info) for info in group]
    gone = _flags(removed, max((int(part.numbers[-1]) for part in parts if len(part)), default=0))
    notices = np.unique(np.concatenate([part.notices for part in parts]))

    def buckets() -> Iterator[npt.NDArray[np.uint64]]:
        for number in range(BUCKETS):
            merged = np.concatenate([part.bucket(number) for part in parts])
            if gone is not None:
                merged = merged[~_are(merged & np.uint64(0xFFFFFFFF), gone)]
            merged.sort()
            yield merged

    kept = [_Kept(part, gone) for part in parts]
    return _write(folder, group[0].epoch, kept, buckets(), sum(len(part.postings) for part in parts), notices)


class _Kept:
    """The table of a segment without the removed articles."""

    def __init__(self, part: Segment, gone: npt.NDArray[np.bool_] | None) -> None:
        stays = np.ones(len(part), np.bool_) if gone is None else ~_are(part.numbers, gone)
        self.numbers = part.numbers[stays]
        self._columns = {name: part.column(name)[stays] for name, _ in _COLUMNS}

    def column(self, name: str) -> npt.NDArray[np.int64]:
        return self._columns[name]


def _flags(removed: Iterable[int], highest: int) -> npt.NDArray[np.bool_] | None:
    listed = np.fromiter((number for number in removed if number <= highest), dtype=np.int64)
    if not len(listed):
        return None
    flags = np.zeros(highest + 1, dtype=np.bool_)
    flags[listed] = True
    return flags


def _are(numbers: npt.NDArray[np.integer], flags: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    return flags[np.minimum(numbers.astype(np.int64), len(flags) - 1)]


def _write(
    folder: Path,
    epoch: int,
    tables: Sequence[Prepared | _Kept],
    buckets: Iterator[npt.NDArray[np.uint64]],
    most: int,
    notices: Ints | None,
) -> FileInfo:
    """Write a segment from tables of articles and sorted postings, `most` of them at most."""
    numbers = np.concatenate([table.numbers for table in tables])
    order = np.argsort(numbers, kind="stable")
    bits = probe.directory_bits(most)
    starts = np.zeros((1 << bits) + 1, dtype=np.int64)
    with Writer(folder, "segment", epoch) as writer:
        writer.put("numbers", numbers[order])
        for name, kind in _COLUMNS:
            column = np.concatenate([table.column(name) for table in tables])[order].astype(kind)
            writer.put(name, column)
            if name == "identity":
                writer.put("by", np.argsort(column, kind="stable").astype(np.uint32))
        writer.put("notices", np.zeros(0, np.int64) if notices is None else np.asarray(notices, np.int64))
        step = 1 << (bits - 6)
        with writer.stream("postings", "u8") as write:
            for number, postings in enumerate(buckets):
                write(postings)
                homes = (postings >> np.uint64(32 + _BELOW - (bits - 6))).astype(np.int64)
                starts[number * step + 1 : (number + 1) * step + 1] = np.bincount(homes, minlength=step)
        np.cumsum(starts, out=starts)
        writer.put("starts", starts.astype(np.uint32))
        return writer.finish(len(numbers), {"bits": bits})


def merge_plan(segments: Sequence[FileInfo]) -> list[tuple[FileInfo, ...]]:
    """Which segments to merge now, so that few are left: as soon as `FANOUT` are of one size (within a factor `FANOUT`)."""
    plan = []
    for epoch in {info.epoch for info in segments}:
        tiers: dict[int, list[FileInfo]] = {}
        for info in segments:
            if info.epoch == epoch and info.kind == "segment":
                tiers.setdefault(_tier(info.articles), []).append(info)
        carried: list[FileInfo] = []  # what becomes one segment of the tier that is looked at
        for tier in range(max(tiers, default=0) + 2):
            here = tiers.get(tier, [])
            together = [*carried, *here]
            if len(here) + bool(carried) >= FANOUT and sum(one.articles for one in together) <= MOST_ARTICLES:
                carried = together
                continue
            if carried:
                plan.append(tuple(carried))
            carried = []
    return plan


def _tier(articles: int) -> int:
    """0 below 256 articles, 1 below 1,024, and so on."""
    tier = 0
    while articles >= 256 * FANOUT**tier:
        tier += 1
    return tier
