"""Where the words stand that finders look for: each word of an article is judged once for all finders together.

A finder says what it seeks when its module is loaded, and is then told the few places to look at more closely.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from itertools import compress

from retold.text.tokenise import vocabulary, words_of

_MOST = 65_536  # words whose finders are kept
_LONGEST = 200_000  # code points: what stands in longer texts is not kept
_WORDS: dict[str, int] = {}  # a word or part of one → the bits of the finders that seek it
_PREFIXES: list[tuple[tuple[str, ...], int]] = []
_NUMBERS = [0]  # the bits of the finders that seek numbers


class _Seekers(dict[str, int]):
    """Folded word → the bits of the finders that seek it, filled as words are asked for; emptied when it grows too large."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST:
            self.clear()
        if word.isalpha():
            found = _WORDS.get(word, 0)
        else:
            found = _NUMBERS[0] if word[0].isdecimal() else 0
            for part in word.lower().replace("'", ".").split("."):
                found |= _WORDS.get(part, 0)
        for prefixes, bit in _PREFIXES:
            if word.startswith(prefixes):
                found |= bit
        self[word] = found
        return found


_SEEKERS = _Seekers()


class Sought:
    """The words that one finder looks at: folded words, words that begin in certain ways, numbers.

    A word with inner full stops or apostrophes is looked at where one of its parts is.
    """

    _made = 0

    def __init__(self, words: Iterable[str], prefixes: tuple[str, ...] = (), numbers: bool = False) -> None:
        self._bit = 1 << Sought._made
        Sought._made += 1
        for word in words:
            _WORDS[word] = _WORDS.get(word, 0) | self._bit
        if prefixes:
            _PREFIXES.append((prefixes, self._bit))
        if numbers:
            _NUMBERS[0] |= self._bit
        _SEEKERS.clear()
        _kept.cache_clear()

    def among(self, text: str, start: int, end: int) -> list[int]:
        """The indexes in `words_of(text)` of those that begin in text[start:end], in order."""
        kinds, places, starts = (_kept if len(text) <= _LONGEST else _judged)(text)
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        return list(compress(places[first:last], map(self._bit.__and__, kinds[first:last])))


def _judged(text: str) -> tuple[list[int], list[int], list[int]]:
    """The words that somebody seeks: who does, their indexes and their places."""
    whole = words_of(text)
    norm, starts = whole.norm, whole.starts
    sought = {word for word in vocabulary(text) if _SEEKERS[word]}  # few, and asked of each word only once
    places = [k for k, word in enumerate(norm) if word in sought]
    return [_SEEKERS[norm[k]] for k in places], places, [starts[k] for k in places]


_kept = lru_cache(maxsize=8)(_judged)
