"""Where the words stand that finders look for: each word of an article is judged once for all finders together.

A finder says what it seeks when its module is loaded, and is then told the few places to look at more closely.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

from retold.text.tokenise import seek, words_of

_LONGEST = 200_000  # code points: what stands in longer texts is not kept


class Sought:
    """The words that one finder looks at: folded words, numbers.

    A word with inner full stops or apostrophes is looked at where one of its parts is.
    """

    _made = 0

    def __init__(self, words: Iterable[str], numbers: bool = False) -> None:
        self._number = seek(words, numbers).bit_length() - 1
        Sought._made = self._number + 1
        _kept.cache_clear()

    def among(self, text: str, start: int, end: int) -> list[int]:
        """The indexes in `words_of(text)` of those that begin in text[start:end], in order."""
        places = (_kept if len(text) <= _LONGEST else _found)(text)[self._number]
        if not places:
            return []
        starts = words_of(text).starts
        return places[bisect_left(places, bisect_left(starts, start)) : bisect_left(places, bisect_left(starts, end))]


def _found(text: str) -> list[list[int]]:
    """For each finder, the indexes of the words that it seeks."""
    places: list[list[int]] = [[] for _ in range(Sought._made)]
    whole = words_of(text)
    for k, bits in zip(whole.places, whole.kinds, strict=True):
        for finder in _finders(bits):
            places[finder].append(k)
    return places


@lru_cache(maxsize=4096)
def _finders(bits: int) -> tuple[int, ...]:
    """The numbers of the finders that have these bits."""
    return tuple(number for number in range(bits.bit_length()) if bits >> number & 1)


_kept = lru_cache(maxsize=8)(_found)
