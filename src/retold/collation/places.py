"""The way from a place in a text to the word that stands there."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from retold.text.tokenise import words_of


class Places:
    """Where the words of a text begin and end. Nearly every place that is asked for is one of these; others are searched."""

    __slots__ = ("_first", "_last", "_starts")

    def __init__(self, text: str) -> None:
        found = words_of(text)
        self._starts = found.starts
        self._first = dict(zip(found.starts, range(len(found)), strict=True))
        self._last = dict(zip(found.ends, range(1, len(found) + 1), strict=True))

    def at(self, start: int) -> int:
        """The index of the first word that begins at `start` or behind it."""
        found = self._first.get(start)
        return bisect_left(self._starts, start) if found is None else found

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of the words that begin in [start, end)."""
        first, last = self._first.get(start), self._last.get(end)
        return (
            bisect_left(self._starts, start) if first is None else first,
            bisect_left(self._starts, end) if last is None else last,
        )

    def begins(self, start: int) -> int | None:
        """The index of the word that begins at `start`, if one does."""
        return self._first.get(start)


@lru_cache(maxsize=8)
def places_of(text: str) -> Places:
    """The places of the words of an article; kept for the last few articles, as `words_of` keeps the words."""
    return Places(text)
