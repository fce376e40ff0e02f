"""Words with their place in the text. One regular expression, linear, no backtracking."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

import msgspec

from retold.text.normalise import fold_marks

# A number keeps its thousands separators and decimals together (11,500); a word keeps inner apostrophes (don't) and
# inner full stops of abbreviations and names (U.S., News.Az). A hyphen parts words, so "federal-scale" meets "federal".
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['.][^\W\d_]+)*|[^\W_]")
_LONGEST = 200_000  # code points: the words of longer texts are not kept
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z")


class Words(msgspec.Struct, frozen=True, gc=False):
    """The words of a text, in order. `norm[i]` is the folded form of text[starts[i]:ends[i]] (code points)."""

    norm: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.norm)


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """The form under which two printings of a word count as the same: case, marks, thousands separators, possessive s."""
    if word[0].isdigit():
        return word.replace(",", "") if _GROUPED.match(word) else word
    word = word.casefold()
    return word[:-2] if word.endswith("'s") else word


def words(text: str, start: int = 0, end: int | None = None) -> Words:
    """The words of text[start:end]; offsets are into the whole `text`.

    >>> words("“Kyiv’s 11,500”").norm
    ['kyiv', '11500']
    """
    folded = fold_marks(text[start:end])
    found = _WORD.findall(folded)
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for word in found:  # every letter and digit is in some word, so the next place that holds it is its own
        at = folded.index(word, at)
        starts.append(at + start)
        at += len(word)
        ends.append(at + start)
    return Words(list(map(fold_word, found)), starts, ends)


def words_of(text: str) -> Words:
    """The words of a whole article. Every stage asks for them, so those of the last few are kept: do not change them."""
    return _kept(text) if len(text) <= _LONGEST else words(text)


@lru_cache(maxsize=8)
def _kept(text: str) -> Words:
    return words(text)


def part(whole: Words, text: str, start: int, end: int) -> Words:
    """The same as `words(text, start, end)`, cut out of the words of the whole `text`."""
    first, last = bisect_left(whole.starts, start), bisect_left(whole.starts, end)
    if (first and whole.ends[first - 1] > start) or (last and whole.ends[last - 1] > end):
        return words(text, start, end)  # a word stands across the border
    return Words(whole.norm[first:last], whole.starts[first:last], whole.ends[first:last])
