"""What was made for an answer, kept in memory for the next one, up to a number of bytes; what was used longest ago goes first.

The pages read an archive without writing to it, so trees, comparisons and marks that are not stored would be made again for every
request. A record is taken as `TIMES` times the bytes of its MessagePack, which is what its objects take (measured: 4.9 for a story
of 300 tellings, 5.4 for a comparison of two articles of 600 words). Whenever an article is removed all is forgotten: its words
must not live on here.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

import msgspec

MOST = 96 << 20  # bytes
TIMES = 6

_encoder = msgspec.msgpack.Encoder()


class Memory:
    """Records by key. Thread-safe; `removed` is how many articles were ever removed from the archive."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.bytes = 0
        self._held: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._removed = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable, removed: int) -> Any:
        """The record, or None."""
        with self._lock:
            self._forget(removed)
            found = self._held.get(key)
            if found is None:
                return None
            self._held.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, record: msgspec.Struct, removed: int) -> None:
        """Keep a record that was made when so many articles had been removed."""
        try:
            size = TIMES * len(_encoder.encode(record))
        except UnicodeEncodeError:  # a lone surrogate: rare enough to be made again
            return
        if size > self.most // 2:
            return
        with self._lock:
            if removed < self._removed:
                return
            self._forget(removed)
            self.bytes += size - self._held.pop(key, (None, 0))[1]
            self._held[key] = (record, size)
            while self.bytes > self.most:
                self.bytes -= self._held.popitem(last=False)[1][1]

    def _forget(self, removed: int) -> None:
        if removed != self._removed:
            self._held.clear()
            self.bytes, self._removed = 0, removed
