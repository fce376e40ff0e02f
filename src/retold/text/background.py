"""How telling a word is: idf from a small background table that ships with Retold.

The relation of two texts depends on those two texts and this table only, never on what else was read. The table is made by
`tools/make_background.py` from the word lists of `wordfreq`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

ARTICLE_WORDS = 400  # the length of a typical article: turns the share of words into a share of articles
UNSEEN_ZIPF = 1.5  # a word that is in no list: rarer than the rarest listed (about 2 in the English list)
NUMBER_ZIPF = 3.0  # a number of three digits or more; one- and two-digit numbers are commoner
SMALL_NUMBER_ZIPF = 4.5
_MOST = 65_536  # words whose weight is kept, a language


@lru_cache(maxsize=8)
def _table(language: str) -> dict[str, float]:
    folder = resources.files("retold.text") / "data"
    path = folder / f"{language}.txt"
    if not path.is_file():
        path = folder / "en.txt"
    table: dict[str, float] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        zipf, _, listed = line.partition("\t")
        weight = _idf(int(zipf) / 10)
        for word in listed.split(" "):
            table.setdefault(word, weight)
    return table


def _idf(zipf: float) -> float:
    share_of_words = 10 ** (zipf - 9)
    return -math.log(-math.expm1(ARTICLE_WORDS * math.log1p(-share_of_words)))


_UNSEEN = _idf(UNSEEN_ZIPF)
_NUMBER = _idf(NUMBER_ZIPF)
_SMALL_NUMBER = _idf(SMALL_NUMBER_ZIPF)


@lru_cache(maxsize=8)
def lines(language: str) -> tuple[tuple[float, str], ...]:
    """The table of `language` as it is stored: (idf, words parted by spaces), most frequent first; empty where none ships."""
    path = resources.files("retold.text") / "data" / f"{language}.txt"
    if not path.is_file():
        return ()
    rows = (line.partition("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return tuple((_idf(int(zipf) / 10), listed) for zipf, _, listed in rows)


class _Weights(dict[str, float]):
    """Folded word → idf in one language, filled as words are asked for; emptied when it grows too large."""

    def __init__(self, language: str) -> None:
        self.table = _table(language)

    def __missing__(self, word: str) -> float:
        if len(self) >= _MOST:
            self.clear()
        self[word] = weight = self._weigh(word)
        return weight

    def _weigh(self, word: str) -> float:
        found = self.table.get(word)
        if found is not None:
            return found
        if word[0].isdigit():
            return _NUMBER if len(word) > 2 else _SMALL_NUMBER
        if "'" in word:
            return self.table.get(word.partition("'")[0], _UNSEEN)
        return _UNSEEN


_weights = lru_cache(maxsize=32)(_Weights)


def idf(word: str, language: str = "en") -> float:
    """The inverse document frequency of a folded word, in nats: near 0 for "the", 13 for a word in no list.

    It is -log of the share of 400-word articles that hold the word. A language without a table uses the English one.
    """
    return _weights(language)[word]


def idfs(words: Iterable[str], language: str = "en") -> list[float]:
    """`idf` of many folded words."""
    return list(map(_weights(language).__getitem__, words))


def listed(word: str, language: str = "en") -> bool:
    """Whether a folded word stands in the background table of `language` (the English one where there is none)."""
    return word in _table(language)
