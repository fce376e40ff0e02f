"""Words with their place in the text. One regular expression, linear, no backtracking."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import lru_cache
from itertools import filterfalse
from typing import Final, TypeVar

import msgspec

from retold.text.normalise import fold_marks

# A number keeps its thousands separators and decimals together (11,500); a word keeps inner apostrophes (don't) and
# inner full stops of abbreviations and names (U.S., News.Az). A hyphen parts words, so "federal-scale" meets "federal".
# One set in front of the alternatives, and a plain set where the text is ASCII: the search is two and three times as fast.
_WORD = re.compile(r"[^\W_](?:(?<=\d)\d*(?:[.,]\d+)*|[^\W\d_]*(?:['.][^\W\d_]+)*)")
_ASCII_WORD = re.compile(r"[A-Za-z0-9](?:(?<=[A-Za-z])[A-Za-z]*(?:['.][A-Za-z]+)*|[0-9]*(?:[.,][0-9]+)*)")
_Made = TypeVar("_Made")
_MOST = 65_536  # words of which something is kept, a table
_KEPT = 64  # code points: longer pieces of a text are read anew
_LONGEST = 500_000  # code points: the words of longer texts are not kept
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})++(?:\.\d++)?\Z")


class Words(msgspec.Struct, frozen=True, gc=False):
    """The words of a text, in order. `norm[i]` is the folded form of text[starts[i]:ends[i]] (code points)."""

    norm: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.norm)


class Kept(dict[str, _Made]):
    """What `make` tells of a word, asked once for each word; emptied when it grows too large."""

    def __init__(self, make: Callable[[str], _Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> _Made:
        if len(self) >= _MOST:
            self.clear()
        self[word] = made = self._make(word)
        return made


def fold_word(word: str) -> str:
    """The form under which two printings of a word count as the same: case, marks, thousands separators, possessive s."""
    return _FOLDED[word]


def _fold(word: str) -> str:
    if word[0].isdigit():
        return word.replace(",", "") if _GROUPED.match(word) else word
    word = word.casefold()
    return word[:-2] if word.endswith("'s") else word


_FOLDED = Kept(_fold)


_BEFORE: Final = "\"'([$"  # what often stands before a word, and is no part of it
_BEHIND: Final = ".,;:?!)]\"'"

# A piece of a text between two spaces that is one word with marks behind it: the folded word and how many code points it takes.
# Of any other piece "", 0, and of each of its words the folded form and where it begins and ends.
_Piece = tuple[str, int, tuple[tuple[str, int, int], ...]]
_PIECES: Final[dict[str, _Piece]] = {}  # most pieces of an article have been seen in others


def _read(printed: str) -> _Piece:
    """What a piece holds; kept unless it is long. The table is emptied when it grows too large."""
    bare = printed.rstrip(_BEHIND)
    found: _Piece
    if bare.isalpha():
        found = _PIECES.get(bare) or (bare.casefold(), len(bare), ())
    elif (inner := bare.lstrip(_BEFORE)).isalpha():
        found = "", 0, ((inner.casefold(), len(bare) - len(inner), len(bare)),)
    else:
        matches = (_ASCII_WORD if printed.isascii() else _WORD).finditer(printed)
        found = "", 0, tuple([(_fold(match.group()), *match.span()) for match in matches])
    if len(printed) <= _KEPT:
        if len(_PIECES) >= _MOST:
            _PIECES.clear()
        _PIECES[printed] = found
    return found


def words(text: str, start: int = 0, end: int | None = None) -> Words:
    """The words of text[start:end]; offsets are into the whole `text`.

    >>> words("“Kyiv’s 11,500”").norm
    ['kyiv', '11500']
    """
    norm: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at, known = start, _PIECES.get
    for printed in fold_marks(text[start:end]).replace("\n", " ").split(" "):
        form, size, parts = known(printed) or _read(printed)
        if form:
            norm.append(form)
            starts.append(at)
            ends.append(at + size)
        else:
            for form, first, last in parts:
                norm.append(form)
                starts.append(at + first)
                ends.append(at + last)
        at += len(printed) + 1
    return Words(norm, starts, ends)


def words_of(text: str) -> Words:
    """The words of a whole article. Every stage asks for them, so those of the last few are kept: do not change them."""
    return _kept(text) if len(text) <= _LONGEST else words(text)


@lru_cache(maxsize=8)
def _kept(text: str) -> Words:
    return words(text)


def vocabulary(text: str) -> frozenset[str]:
    """The folded words of a whole article, and the parts of those with an inner full stop or apostrophe: so that a finder can
    tell at once that none of its words is there. Kept for the last few articles, as `words_of`.

    >>> sorted(vocabulary("Anna.Fox hadn't"))
    ['anna', 'anna.fox', 'fox', 'hadn', "hadn't", 't']
    """
    return _vocabulary(text) if len(text) <= _LONGEST else _vocabulary.__wrapped__(text)


@lru_cache(maxsize=8)
def _vocabulary(text: str) -> frozenset[str]:
    listed = frozenset(words_of(text).norm)
    return listed.union(*[word.replace("'", ".").split(".") for word in filterfalse(str.isalnum, listed)])


def part(whole: Words, text: str, start: int, end: int) -> Words:
    """The same as `words(text, start, end)`, cut out of the words of the whole `text`."""
    first, last = bisect_left(whole.starts, start), bisect_left(whole.starts, end)
    if (first and whole.ends[first - 1] > start) or (last and whole.ends[last - 1] > end):
        return words(text, start, end)  # a word stands across the border
    return Words(whole.norm[first:last], whole.starts[first:last], whole.ends[first:last])
