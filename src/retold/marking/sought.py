"""Where the words stand that finders look for: each word of an article is judged once for all finders together.

A finder says what it seeks when its module is loaded, and is then told the few places to look at more closely.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from operator import itemgetter
from typing import Final

from retold.text.tokenise import Place, seek, sought

_START: Final = itemgetter(1)


class Sought:
    """The words that one finder looks at: folded words, numbers.

    A word with inner full stops or apostrophes is looked at where one of its parts is.
    """

    def __init__(self, words: Iterable[str], numbers: bool = False) -> None:
        self._number = seek(words, numbers)

    def among(self, text: str, start: int, end: int) -> list[Place]:
        """Those that begin in text[start:end], in order: the index of each in `norms_of(text)`, where it begins and where it ends.
        Do not change the list."""
        places = sought(text, self._number)
        if not places or (start <= places[0][1] and places[-1][1] < end):
            return places
        return places[bisect_left(places, start, key=_START) : bisect_left(places, end, key=_START)]
