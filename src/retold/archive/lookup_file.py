"""One kind of file for the look-up index: a header that says what follows, then arrays. Written once, then only mapped.

    bytes 0–7      magic
    bytes 8–15     length of the header text (uint32), its CRC-32 (uint32)
    bytes 16–      the header, JSON: version, meta, and of each array its name, kind, length and place
    …              the arrays, each at a multiple of 64

A file is written under a temporary name, synced, renamed, and its folder synced: under its name it is whole. Opening one holds
the header against its checksum and the length of the file against the header; the SHA-256 of the whole is the archive's to
keep, and `digest` computes it again.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import struct
import zlib
from collections.abc import Callable, Sequence
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, Literal

import msgspec
import numpy as np
import numpy.typing as npt

from retold.errors import ArchiveError

MAGIC = b"RETOLDIX"
VERSION = 1
HEADER = 4096  # bytes before the first array
_ALIGN = 64

Array = npt.NDArray[Any]
Kind = Literal["segment", "epoch"]


class IndexDamagedError(ArchiveError):
    """A file of the look-up index is missing, cut or not what it should be.

    Attributes:
        name: the name of the file.
    """

    def __init__(self, folder: str, name: str, says: str, reason: str = "damaged") -> None:
        super().__init__(folder, reason, f"its look-up index is damaged: {name} {says}", _MEND.format(folder))
        self.name = name


class SegmentGoneError(IndexDamagedError):
    """A file of the look-up index is not there: merged into another by now, or lost."""

    def __init__(self, folder: str, name: str) -> None:
        super().__init__(folder, name, "is not there")


_MEND = "Rebuild it with: retold doctor {} --reindex"


class FileInfo(msgspec.Struct, frozen=True):
    """What the archive keeps of a file of the index. `articles` of an epoch are those that were counted."""

    name: str
    kind: Kind
    epoch: int
    articles: int
    bytes: int
    sha256: str


class Mapped:
    """A file of the index, mapped; `meta` from its header, arrays by name."""

    def __init__(self, folder: Path, name: str) -> None:
        try:
            with open(folder / name, "rb") as file:
                size = os.fstat(file.fileno()).st_size
                data = mmap(file.fileno(), 0, access=ACCESS_READ) if size else b""
        except FileNotFoundError:
            raise SegmentGoneError(str(folder.parent), name) from None
        except OSError as error:
            raise IndexDamagedError(str(folder.parent), name, f"cannot be read ({error.strerror})") from None
        try:
            header = _header(data[:HEADER])
            if header["bytes"] != size:
                raise ValueError(f"has {size:,} bytes instead of {header['bytes']:,}")
            self.meta: dict[str, Any] = header["meta"]
            self.arrays: dict[str, Array] = {
                one["name"]: np.frombuffer(data, one["kind"], one["length"], one["at"]) for one in header["arrays"]
            }
        except ValueError as error:
            raise IndexDamagedError(str(folder.parent), name, str(error)) from None


def _header(data: bytes) -> dict[str, Any]:
    if len(data) < HEADER or data[:8] != MAGIC:
        raise ValueError("is no file of a look-up index")
    length, checksum = struct.unpack("<II", data[8:16])
    text = data[16 : 16 + length]
    if zlib.crc32(text) != checksum:
        raise ValueError("has a damaged header")
    header: dict[str, Any] = json.loads(text)
    if header["version"] > VERSION:
        raise ValueError(f"was written by a newer Retold (index version {header['version']})")
    return header


class Writer:
    """Writes a file of the index: `put` arrays (or `stream` one), then `finish`. As a context it removes what is unfinished."""

    def __init__(self, folder: Path, kind: Kind, epoch: int) -> None:
        self.folder, self.kind, self.epoch = folder, kind, epoch
        self.name = f"{kind}-{epoch:06d}-{secrets.token_hex(6)}.rix"
        self._target = folder / f"{self.name}.tmp"
        self._file = open(self._target, "w+b")  # noqa: SIM115  closed by finish or __exit__
        self._arrays: list[dict[str, Any]] = []
        self._at = HEADER
        self._done = False

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        if not self._done:
            self._target.unlink(missing_ok=True)

    def put(self, name: str, array: Array) -> None:
        """Write one array."""
        with self.stream(name, array.dtype) as write:
            write(array)

    def stream(self, name: str, kind: Any) -> _Stream:
        """A context that gives a function: each array handed to it is appended to the array `name`."""
        self._at += -self._at % _ALIGN
        self._file.seek(self._at)
        return _Stream(self, name, np.dtype(kind).newbyteorder("<"))

    def append(self, array: Array) -> None:
        """Bytes of the array that is being written."""
        self._file.write(np.ascontiguousarray(array).data)

    def close_array(self, name: str, kind: np.dtype[Any], length: int) -> None:
        """Note the array that has been written."""
        self._arrays.append({"name": name, "kind": kind.str, "length": length, "at": self._at})
        self._at += length * kind.itemsize

    def finish(self, articles: int, meta: dict[str, Any]) -> FileInfo:
        """Write the header, sync everything, give the file its name."""
        file = self._file
        file.flush()
        file.truncate(max(self._at, HEADER))
        size = max(self._at, HEADER)
        header = {"version": VERSION, "bytes": size, "meta": meta, "arrays": self._arrays}
        text = json.dumps(header, separators=(",", ":")).encode()
        if len(text) + 16 > HEADER:
            raise ValueError("the header is too long")
        file.seek(0)
        file.write((MAGIC + struct.pack("<II", len(text), zlib.crc32(text)) + text).ljust(HEADER, b"\0"))
        file.flush()
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
        file.close()
        os.replace(self._target, self.folder / self.name)
        self._done = True
        sync_folder(self.folder)
        return FileInfo(self.name, self.kind, self.epoch, articles, size, sha256)


class _Stream:
    def __init__(self, writer: Writer, name: str, kind: np.dtype[Any]) -> None:
        self.writer, self.name, self.kind, self.length = writer, name, kind, 0

    def __enter__(self) -> Callable[[Array], None]:
        return self._write

    def _write(self, array: Array) -> None:
        self.writer.append(array.astype(self.kind, copy=False))
        self.length += len(array)

    def __exit__(self, *_: object) -> None:
        self.writer.close_array(self.name, self.kind, self.length)


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def digest(folder: Path, info: FileInfo) -> str:
    """What is wrong with a file, in words; empty where it is as it was written."""
    try:
        with open(folder / info.name, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size != info.bytes:
                return f"has {size:,} bytes instead of {info.bytes:,}"
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return "is not there"
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    return "" if found == info.sha256 else "is not as it was written"


def sweep(folder: Path, registered: Sequence[str], older: float = 3600.0, now: float | None = None) -> tuple[str, ...]:
    """Remove files of an index that no archive knows of and that are older than `older` seconds; gives their names."""
    import time

    known = set(registered)
    gone = []
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".rix", ".tmp") or path.name in known:
            continue
        try:
            if (time.time() if now is None else now) - path.stat().st_mtime >= older:
                path.unlink()
                gone.append(path.name)
        except FileNotFoundError:
            continue
    return tuple(gone)
