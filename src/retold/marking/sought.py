"""Where the words stand that finders look for: each word of an article is judged once for all finders together.

A finder says what it seeks when its module is loaded, and is then told the few places to look at more closely.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from itertools import compress, filterfalse
from operator import itemgetter

from retold.text.tokenise import vocabulary, words_of

_MOST = 65_536  # words whose finders are kept
_LONGEST = 200_000  # code points: what stands in longer texts is not kept
_SOUGHT: set[str] = set()  # the words that somebody seeks
_WORDS: dict[str, int] = {}  # a word or part of one → the bits of the finders that seek it
_NUMBERS = [0]  # the bits of the finders that seek numbers
_JUDGED: dict[
    str, int
] = {}  # a folded word of a text → the bits of the finders that seek it; emptied when it grows too large


class Sought:
    """The words that one finder looks at: folded words, numbers.

    A word with inner full stops or apostrophes is looked at where one of its parts is.
    """

    _made = 0

    def __init__(self, words: Iterable[str], numbers: bool = False) -> None:
        self._bit = 1 << Sought._made
        Sought._made += 1
        for word in words:
            _WORDS[word] = _WORDS.get(word, 0) | self._bit
        _SOUGHT.update(_WORDS)
        if numbers:
            _NUMBERS[0] |= self._bit
        _JUDGED.clear()
        _kept.cache_clear()

    def among(self, text: str, start: int, end: int) -> list[int]:
        """The indexes in `words_of(text)` of those that begin in text[start:end], in order."""
        kinds, places = (_kept if len(text) <= _LONGEST else _found)(text)
        starts = words_of(text).starts
        first, last = bisect_left(places, bisect_left(starts, start)), bisect_left(places, bisect_left(starts, end))
        return list(compress(places[first:last], map(self._bit.__and__, kinds[first:last])))


def _found(text: str) -> tuple[list[int], list[int]]:
    """The words that somebody seeks: who does, and their indexes."""
    norm = words_of(text).norm
    if not norm:
        return [], []
    if len(_JUDGED) >= _MOST:
        _JUDGED.clear()
    new = vocabulary(text).difference(_JUDGED)
    _JUDGED.update(dict.fromkeys(new, 0))  # most words, which nobody seeks
    for word in new & _SOUGHT:
        _JUDGED[word] = _WORDS[word]
    for word in filterfalse(str.isalpha, new):
        _JUDGED[word] = _judged(word)
    # The first word again: of a single one, `itemgetter` would tell no tuple.
    kinds = itemgetter(*norm, norm[0])(_JUDGED)[:-1]
    return list(filter(None, kinds)), list(compress(range(len(kinds)), kinds))


def _judged(word: str) -> int:
    """The bits of the finders that seek a word that is not letters alone."""
    found = _NUMBERS[0] if word[:1].isnumeric() else 0
    for part in word.lower().replace("'", ".").split("."):
        found |= _WORDS.get(part, 0)
    return found


_kept = lru_cache(maxsize=8)(_found)
