"""Compressed answers unpacked piece by piece, so that a small answer cannot become a large one unseen."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, Final

_PIECE: Final = 1 << 18  # bytes that come out at a time
_GZIP: Final = b"\x1f\x8b"
KNOWN: Final = frozenset(("gzip", "x-gzip", "deflate"))
"""The codings that are asked for and understood."""


class Inflater:
    """Unpacks one gzip or deflate stream; members that follow one another are read as one.

    Raises (from `feed`):
        zlib.error: the stream is broken.
    """

    def __init__(self, coding: str) -> None:
        self._deflate = coding == "deflate"
        self._zlib: Any = zlib.decompressobj(47)  # gzip or zlib, whichever it is
        self._begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What `data` unpacks to, in pieces. What stands after the end of the stream is left out."""
        piece = b""
        while data or len(piece) == _PIECE:  # a full piece: the library may hold more without new data
            if self._zlib.eof:
                data = self._zlib.unused_data[:2] + data
                if len(data) < 2 or not data.startswith(_GZIP):
                    return
                self._zlib = zlib.decompressobj(47)
            try:
                piece = self._zlib.decompress(data, _PIECE)
            except zlib.error:
                if self._begun or not self._deflate:
                    raise
                self._zlib = zlib.decompressobj(-15)  # deflate without its header, as some servers send it
                piece = self._zlib.decompress(data, _PIECE)
            self._begun = True
            yield piece
            data = self._zlib.unconsumed_tail
            if self._zlib.eof:
                data, piece = self._zlib.unused_data, b""
                if data.startswith(_GZIP):
                    self._zlib = zlib.decompressobj(47)
                else:
                    return

    @property
    def complete(self) -> bool:
        """Whether the stream came to its end, or never began."""
        return not self._begun or bool(self._zlib.eof)
