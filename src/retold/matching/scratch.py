"""Arrays that outgrow memory: kept in memory up to a limit, then in one unnamed temporary file.

The file has no name from the start, so nothing is left behind however the process ends. It is read with ordinary reads, not
mapped, so that what is on disk does not count as memory of the process.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt


class Scratch:
    """Numbered arrays: `put` gives a number, `get` the array. `limit` is in bytes."""

    def __init__(self, limit: int, folder: Path | None = None) -> None:
        self.limit = limit
        self.held = 0
        self.spilled = 0
        self._folder = folder
        self._file: io.BufferedRandom | None = None
        self._kept: list[npt.NDArray[Any] | tuple[int, int, np.dtype[Any]]] = []

    def __len__(self) -> int:
        return len(self._kept)

    def put(self, array: npt.NDArray[Any]) -> int:
        """Keep a one-dimensional array; gives its number."""
        if self.held + array.nbytes <= self.limit:
            self.held += array.nbytes
            self._kept.append(array)
        else:
            file = self._open()
            place = file.seek(0, 2)
            file.write(np.ascontiguousarray(array).data)
            self.spilled += array.nbytes
            self._kept.append((place, len(array), array.dtype))
        return len(self._kept) - 1

    def get(self, number: int, first: int = 0, last: int | None = None) -> npt.NDArray[Any]:
        """The elements first to last of an array, read back from disk where it was spilled."""
        kept = self._kept[number]
        if isinstance(kept, np.ndarray):
            return kept[first:last]
        place, length, kind = kept
        last = length if last is None else min(last, length)
        file = self._open()
        file.seek(place + first * kind.itemsize)
        read = np.empty(max(0, last - first), dtype=kind)  # writable: kernels compile once for all arrays of a kind
        file.readinto(read.data)
        return read

    def close(self) -> None:
        """Let go of everything."""
        self._kept.clear()
        self.held = 0
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self) -> io.BufferedRandom:
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="retold-", dir=self._folder)  # noqa: SIM115  closed by close()
        return self._file
