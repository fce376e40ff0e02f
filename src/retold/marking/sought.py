"""Where the words stand that finders look for: each word of an article is judged once for all finders together.

A finder says what it seeks when its module is loaded, and is then told the few places to look at more closely.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from itertools import compress, count, filterfalse
from operator import itemgetter

from retold.text.tokenise import vocabulary, words_of

_MOST = 65_536  # words whose finders are kept
_LONGEST = 200_000  # code points: what stands in longer texts is not kept
_SOUGHT: set[str] = set()  # the words that somebody seeks
_WORDS: dict[str, tuple[int, ...]] = {}  # a word or part of one → the numbers of the finders that seek it
_NUMBERS: list[int] = []  # the finders that seek numbers
# A folded word of a text → the numbers of the finders that seek it; emptied when it grows too large.
_JUDGED: dict[str, tuple[int, ...]] = {}


class Sought:
    """The words that one finder looks at: folded words, numbers.

    A word with inner full stops or apostrophes is looked at where one of its parts is.
    """

    _made = 0

    def __init__(self, words: Iterable[str], numbers: bool = False) -> None:
        self._number = Sought._made
        Sought._made += 1
        for word in words:
            _WORDS[word] = (*_WORDS.get(word, ()), self._number)
        _SOUGHT.update(_WORDS)
        if numbers:
            _NUMBERS.append(self._number)
        _JUDGED.clear()
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
    norm = words_of(text).norm
    if not norm:
        return places
    if len(_JUDGED) >= _MOST:
        _JUDGED.clear()
    new = vocabulary(text).difference(_JUDGED)
    _JUDGED.update(dict.fromkeys(new, ()))  # most words, which nobody seeks
    for word in new & _SOUGHT:
        _JUDGED[word] = _WORDS[word]
    for word in filterfalse(str.isalpha, new):
        _JUDGED[word] = _judged(word)
    # The first word again: of a single one, `itemgetter` would tell no tuple.
    kinds = itemgetter(*norm, norm[0])(_JUDGED)[:-1]
    for k in compress(count(), kinds):
        for finder in kinds[k]:
            places[finder].append(k)
    return places


def _judged(word: str) -> tuple[int, ...]:
    """The finders that seek a word that is not letters alone."""
    found = set(_NUMBERS) if word[:1].isnumeric() else set()
    for part in word.lower().replace("'", ".").split("."):
        found.update(_WORDS.get(part, ()))
    return tuple(found)


_kept = lru_cache(maxsize=8)(_found)
