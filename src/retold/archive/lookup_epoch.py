"""An epoch: the frequencies of words by which the features of an archive are chosen, frozen.

Which words of a text are rare depends on what else there is. Were that counted anew with every article, old features and new
ones would no longer meet; so it is counted once, kept with a number, and every segment says which epoch it was made by. An
epoch is *stale* when the archive has grown `GROWTH`fold since: then `retold doctor --reindex` begins a new one.

Frequencies are shares, estimated with the background table (`matching.rarity`): an epoch of a handful of articles is as good
as one of a thousand, one of 20,000 as good as one of a million, but for words that were not in the news then.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import msgspec
import numpy as np

from retold.archive.lookup_file import FileInfo, IndexDamagedError, Mapped, Writer
from retold.matching import rarity
from retold.matching.tokens import HASH_VERSION, tokenise

GROWTH = 4
SAMPLING = 8  # one feature in so many is indexed, a subset of what a self-join compares
_AT_ONCE = 500


class Epoch(msgspec.Struct, frozen=True):
    """Word levels (`rarity.Levels`) under a number; of how many `articles` they were made, and the languages of those."""

    number: int
    articles: int
    languages: tuple[str, ...]
    levels: rarity.Levels
    sampling: int = SAMPLING

    def stale(self, articles: int) -> bool:
        """Whether an archive of so many articles has outgrown it."""
        return articles + rarity.PRIOR > GROWTH * (self.articles + rarity.PRIOR)


def make_epoch(number: int, texts: Iterable[str], count: int | None = None, *, sampling: int = SAMPLING) -> Epoch:
    """Count the words of some texts; of more than 20,000 (`count`, else counted here) those that their hash chooses.

    The same texts give the same epoch in any order; identical ones count once.
    """
    if count is None:
        texts = list(texts)
        count = len(texts)
    counted = rarity.Frequencies()
    share = rarity.SAMPLE / max(1, count)
    seen: set[int] = set()
    stream = iter(texts)
    while some := list(islice(stream, _AT_ONCE)):
        batch = tokenise(some)
        chosen = rarity.sampled(batch.identity, share)
        for place in np.flatnonzero(chosen):
            identity = int(batch.identity[place])
            if identity in seen:
                chosen[place] = False
            seen.add(identity)
        counted.add(batch, chosen, rarity.LANGUAGE_SAMPLE / max(1, count) / min(1.0, share))
    return Epoch(number, count, counted.languages(), counted.levels(), sampling)


def write_epoch(folder: Path, epoch: Epoch) -> FileInfo:
    """Write an epoch to a file of its own."""
    with Writer(folder, "epoch", epoch.number) as writer:
        writer.put("levels", epoch.levels)
        meta = {
            "number": epoch.number, "articles": epoch.articles, "languages": list(epoch.languages),
            "sampling": epoch.sampling, "hash": HASH_VERSION,
        }  # fmt: skip
        return writer.finish(epoch.articles, meta)


def read_epoch(folder: Path, info: FileInfo) -> Epoch:
    """An epoch, mapped. A file that is missing or damaged raises `IndexDamagedError`."""
    mapped = Mapped(folder, info.name)
    levels = mapped.arrays.get("levels")
    if levels is None or len(levels) != rarity.SLOTS or mapped.meta.get("hash") != HASH_VERSION:
        raise IndexDamagedError(str(folder.parent), info.name, "was made by another version of the hash")
    meta = mapped.meta
    return Epoch(meta["number"], meta["articles"], tuple(meta["languages"]), levels, meta["sampling"])
