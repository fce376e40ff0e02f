"""The way from a place in a text to the word that stands there."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, repeat
from operator import sub

from retold.text.tokenise import words_of


class Places:
    """Where the words of a text begin, looked up in a table of every place in it.

    `index` is that table: of each place in the text, and of its end, the index of the first word that begins there or behind.
    """

    __slots__ = ("_starts", "index")

    def __init__(self, text: str) -> None:
        self._starts = starts = words_of(text).starts
        # The word k is the first one for the places from behind the start of the word before it.
        steps = map(sub, [*starts, len(text)], [-1, *starts])
        self.index: list[int] = list(chain.from_iterable(map(repeat, range(len(starts) + 1), steps)))

    def at(self, start: int) -> int:
        """The index of the first word that begins at `start` or behind it."""
        return self.index[start] if start < len(self.index) else len(self._starts)

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of the words that begin in [start, end), which may reach beyond the text."""
        index = self.index
        try:
            return index[start], index[end]
        except IndexError:
            return self.at(start), self.at(end)

    def begins(self, start: int) -> int | None:
        """The index of the word that begins at `start`, if one does."""
        k = self.at(start)
        return k if k < len(self._starts) and self._starts[k] == start else None


@lru_cache(maxsize=8)
def places_of(text: str) -> Places:
    """The places of the words of an article; kept for the last few articles, as `words_of` keeps the words."""
    return Places(text)
