"""What the texts of a family share, as sets of bits: one row a text, one column a feature that two texts or more have.

Features are runs of three words, and single words. With them, for any two texts: how much of one stands in the other, and
how much of what it shares with the family does not ("elsewhere").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_POPCOUNT = np.array([bin(value).count("1") for value in range(256)], dtype=np.uint8)
_BLOCK = 4_000_000  # bytes compared at a time


class Shared(msgspec.Struct, frozen=True):
    """Features of n texts: `bits` of those that two or more have, `pair_bits` of those that just two have.

    `totals` counts every feature of a text, `shared` those that another text has too.
    """

    bits: NDArray[np.uint8]
    pair_bits: NDArray[np.uint8]
    totals: NDArray[np.int64]
    shared: NDArray[np.int64]

    def common(
        self, first: NDArray[np.int64], second: NDArray[np.int64], *, pair_only: bool = False
    ) -> NDArray[np.int64]:
        """How many features the texts first[i] and second[i] have in common."""
        bits = self.pair_bits if pair_only else self.bits
        out = np.zeros(len(first), dtype=np.int64)
        step = max(1, _BLOCK // max(1, bits.shape[1]))
        for start in range(0, len(first), step):
            part = slice(start, start + step)
            out[part] = _POPCOUNT[bits[first[part]] & bits[second[part]]].sum(axis=1, dtype=np.int64)
        return out

    def common_with(self, row: NDArray[np.uint8]) -> NDArray[np.int64]:
        """How many of the features set in `row` each text has."""
        at = np.nonzero(row)[0]
        counts: NDArray[np.int64] = _POPCOUNT[self.bits[:, at] & row[at]].sum(axis=1, dtype=np.int64)
        return counts


def shared_features(texts: Sequence[Sequence[str]], size: int) -> Shared:
    """The runs of `size` words of each text, as `Shared`. A text shorter than that is one feature of its own."""
    ids: dict[str, int] = {}
    rows, columns = [], []
    totals = np.zeros(len(texts), dtype=np.int64)
    for row, tokens in enumerate(texts):
        numbers = np.array([ids.setdefault(token, len(ids)) for token in tokens], dtype=np.uint64)
        keys = np.unique(_runs(numbers, size))
        totals[row] = max(1, len(keys))
        rows.append(np.full(len(keys), row))
        columns.append(keys)
    flat_rows, flat = np.concatenate(rows), np.concatenate(columns)
    _, inverse, counts = np.unique(flat, return_inverse=True, return_counts=True)
    held = counts[inverse] >= 2
    bits = _pack(flat_rows[held], inverse[held], len(texts))
    two = counts[inverse] == 2
    return Shared(
        bits=bits,
        pair_bits=_pack(flat_rows[two], inverse[two], len(texts)),
        totals=totals,
        shared=np.bincount(flat_rows[held], minlength=len(texts)),
    )


def _runs(numbers: NDArray[np.uint64], size: int) -> NDArray[np.uint64]:
    """One number for each run of `size` words (a mixing of theirs, modulo 2**64)."""
    if len(numbers) < size:
        size = max(1, len(numbers))
    out = np.zeros(len(numbers) - size + 1, dtype=np.uint64)
    for offset in range(size):
        part = numbers[offset : len(numbers) - size + 1 + offset]
        out = (out ^ (part + np.uint64(0x9E3779B9))) * np.uint64(0x100000001B3)
        out ^= out >> np.uint64(29)
    return out


def _pack(rows: NDArray[np.int64], columns: NDArray[np.int64], count: int) -> NDArray[np.uint8]:
    """A row of bits for each text; columns are numbered anew, without gaps."""
    kept, columns = np.unique(columns, return_inverse=True)
    width = max(1, -(-len(kept) // 8))
    bits = np.zeros((count, width), dtype=np.uint8)
    np.bitwise_or.at(bits, (rows, columns >> 3), (1 << (columns & 7)).astype(np.uint8))
    return bits


def nearest(shared: Shared, most: int) -> NDArray[np.bool_]:
    """Which texts are candidate parents: for each column c, the `most` rows p that are most alike (Dice) to c.

    Counted on a sample of the columns, so that 2,000 texts cost one product of matrices.
    """
    width = shared.bits.shape[1]
    step = max(1, width // 512)
    sample = np.unpackbits(shared.bits[:, ::step], axis=1).astype(np.float32)
    sizes = sample.sum(axis=1)
    counts = sample @ sample.T / np.maximum(1, sizes[:, None] + sizes[None, :])
    np.fill_diagonal(counts, -1)
    allowed = np.zeros(counts.shape, dtype=bool)
    best = np.argsort(-counts, axis=0, kind="stable")[:most]
    allowed[best, np.arange(counts.shape[1])[None, :]] = True
    return allowed
