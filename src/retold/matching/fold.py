"""What each code point means to matching: part of a word (and folded to what), a digit, a mark to skip, or a separator.

One table of 65,536 entries covers the basic plane; the kernel decides the rest by range. Folding is lower case without
accents, so that composed and decomposed letters, and Cyrillic й and и, give the same word. It is coarser than
`text.tokenise` on purpose: matching only has to find candidates.
"""

from __future__ import annotations

import sys
import unicodedata
from functools import lru_cache

import numpy as np
import numpy.typing as npt

SEPARATOR = 0
LETTER = 1
DIGIT = 2
SKIPPED = 3  # combining accents, soft hyphens, joiners: neither part a word nor belong to it
APOSTROPHE = 4
IDEOGRAPH = 5  # scripts written without spaces: overlapping pairs of characters stand for words
COMMA = 6  # between two digits it groups thousands
CLASS_SHIFT = 24

_APOSTROPHES = "'’‘ʼ＇`´"
_SKIPPED = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
# Thai to Tibetan, Myanmar, Khmer, kana and the Chinese characters (Hangul is written with spaces).
_UNSPACED = ((0x0E00, 0x0FFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))


def _entry(code: int) -> int:
    """The entry of a code point that is in none of the ranges below."""
    if 0x0300 <= code <= 0x036F:
        return SKIPPED << CLASS_SHIFT
    letter = chr(code)
    kind = unicodedata.category(letter)
    if kind == "Nd":
        return DIGIT << CLASS_SHIFT | ord(str(unicodedata.decimal(letter)))
    if kind[0] not in "LMN" or 0xD800 <= code <= 0xDFFF:
        return SEPARATOR
    folded = letter.casefold()[0]
    return LETTER << CLASS_SHIFT | ord(unicodedata.normalize("NFD", folded)[0])


_HANGUL = (0xAC00, 0xD7A3)  # syllables: a letter is the first of the two or three that NFD parts it into
_PRIVATE = (0xD800, 0xF8FF)  # surrogates and private use: separators


@lru_cache(maxsize=1)
def table() -> npt.NDArray[np.uint32]:
    """65,536 entries: the class in the top byte, the folded code point below."""
    made = np.zeros(0x10000, dtype=np.uint32)
    looked_at = np.ones(0x10000, dtype=np.bool_)
    for low, high in _UNSPACED:  # by the range where one rule holds for all of it: a third of the time
        made[low : high + 1] = (IDEOGRAPH << CLASS_SHIFT) | np.arange(low, high + 1, dtype=np.uint32)
        looked_at[low : high + 1] = False
    low, high = _HANGUL
    made[low : high + 1] = (LETTER << CLASS_SHIFT) | (0x1100 + np.arange(high + 1 - low, dtype=np.uint32) // 588)
    looked_at[low : high + 1] = False
    looked_at[_PRIVATE[0] : _PRIVATE[1] + 1] = False
    codes = np.flatnonzero(looked_at)
    made[codes] = np.fromiter(map(_entry, codes.tolist()), dtype=np.uint32, count=len(codes))
    for letter in _APOSTROPHES:
        made[ord(letter)] = APOSTROPHE << CLASS_SHIFT
    for letter in _SKIPPED:
        made[ord(letter)] = SKIPPED << CLASS_SHIFT
    made[ord(",")] = COMMA << CLASS_SHIFT
    made.setflags(write=False)
    assert sys.maxunicode >> CLASS_SHIFT == 0
    return made
