"""What opens a sentence with a capital and is a word, no name: the article prints it in lower case, or the dictionary knows it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from retold.records.article import Span

LOWER_WORD: Final = re.compile(r"(?<![\w’'])[a-zß-öø-ÿа-яё][a-zß-öø-ÿа-яё-]*")
_LOWER: Final = frozenset(re.findall("[a-zß-öø-ÿа-яё-]", "".join(map(chr, range(0x500)))))
_LONG: Final = 100  # code points: longer stretches between two spaces are read with the whole text
_MOST_ASKED: Final = 200  # words looked for one by one in one text: keeps the time linear
# Names that the dictionary also knows as words, and that open sentences as names far more often.
DICTIONARY_NAMES: Final = frozenset(
    "london paris berlin apple google china turkey jordan chad georgia phoenix amazon facebook twitter trump "
    "pence rubio kiev kyiv cruz bush "
    "jack frank tory".split()
)


class LowerWords:
    """The words that the sentences print in lower case. Few are ever asked for, so each is looked for by itself."""

    def __init__(self, text: str, sentences: tuple[Span, ...]) -> None:
        self._text = text
        self._start, self._end = (sentences[0].start, sentences[-1].end) if sentences else (0, 0)
        self._asked: dict[str, bool] = {}
        self._joined = 0  # hyphens met before a word
        self._all: frozenset[str] | None = None

    def __contains__(self, word: str) -> bool:
        known = self._asked.get(word)
        if known is None:
            known = self._asked[word] = self._printed(word)
        return known

    def _printed(self, word: str) -> bool:
        if self._all is None and len(self._asked) < _MOST_ASKED:
            text, at = self._text, self._text.find(word, self._start, self._end)
            while at >= 0:
                stop, before = at + len(word), text[at - 1] if at else " "
                if before == "-":  # whether a word begins here, the whole stretch tells
                    first = text.rfind(" ", max(0, at - _LONG), at)
                    self._joined += 1
                    if first < self._start or self._joined > _MOST_ASKED:
                        break
                    here = next((one for one in LOWER_WORD.finditer(text, first, self._end) if one.end() > at), None)
                    if here is not None and here.group() == word:
                        return True
                elif not (before.isalnum() or before in "_’'") and (stop >= self._end or text[stop] not in _LOWER):
                    return LOWER_WORD.fullmatch(word) is not None
                at = text.find(word, at + 1, self._end)
            else:
                return False
        if self._all is None:
            self._all = frozenset(LOWER_WORD.findall(self._text, self._start, self._end))
        return word in self._all


@lru_cache(maxsize=16384)
def is_word(lower: str, language: str) -> bool:
    """Whether a lower-case word is one of the dictionary, and not there only as a name."""
    import simplemma

    try:
        found = simplemma.lemmatize(lower.capitalize(), lang=language)
    except ValueError:
        return False
    if found != found.lower():
        return language == "de" and lower not in DICTIONARY_NAMES and _frequent(lower)
    return bool(simplemma.is_known(lower, lang=language))


def _frequent(lower: str) -> bool:
    from retold.text.background import idf

    return idf(lower, "de") < 9.0
