"""Articles that are read once and asked for later by number: in memory while they are few, then in a temporary file."""

from __future__ import annotations

import io
import tempfile
from array import array
from pathlib import Path

import msgspec

from retold.records.article import Article

MEMORY = 256_000_000  # bytes of text before articles go to disk


class Spool:
    """Keeps articles by number. The temporary file has no name, so nothing is left behind."""

    def __init__(self, memory: int = MEMORY, folder: Path | None = None) -> None:
        self._memory = memory
        self._folder = folder
        self._kept: list[Article] = []
        self._held = 0
        self._places = array("q")
        self._file: io.BufferedRandom | None = None
        self._encoder = msgspec.msgpack.Encoder()
        self._decoder = msgspec.msgpack.Decoder(Article)

    def __len__(self) -> int:
        return len(self._kept) + max(0, len(self._places) - 1)

    def put(self, article: Article) -> None:
        """Keep an article; its number is how many were kept before it."""
        if self._file is None and self._held <= self._memory:
            self._kept.append(article)
            self._held += len(article.text)
            return
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="retold-", dir=self._folder)  # noqa: SIM115  closed by close()
            self._places.append(0)
        data = self._encoder.encode(article)
        self._file.seek(self._places[-1])
        self._file.write(data)
        self._places.append(self._places[-1] + len(data))

    def get(self, number: int) -> Article:
        """The article with this number."""
        if number < len(self._kept):
            return self._kept[number]
        if self._file is None:
            raise IndexError(number)
        place = number - len(self._kept)
        start, end = self._places[place], self._places[place + 1]
        self._file.seek(start)
        return self._decoder.decode(self._file.read(end - start))

    def close(self) -> None:
        """Let go of everything."""
        self._kept.clear()
        if self._file is not None:
            self._file.close()
            self._file = None
