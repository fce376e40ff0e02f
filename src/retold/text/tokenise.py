"""Words with their place in the text. Linear: what is more than plain letters is read by one expression that never backtracks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
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
    """The words of a text, in order. `norm[i]` is the folded form of text[starts[i]:ends[i]] (code points).

    What only `words` tells: `places` are the indexes of those that somebody seeks, `kinds` the bits of who does (see `seek`);
    `known` are the different words, and the parts of those with an inner full stop or apostrophe.
    """

    norm: list[str]
    starts: list[int]
    ends: list[int]
    places: list[int] = []
    kinds: list[int] = []
    known: frozenset[str] = frozenset()

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


# A piece of a text between two spaces → for each of its words the folded form, where it begins and ends, and the bits of those
# who seek it (see `seek`).
_Read = tuple[tuple[str, int, int, int], ...]
_BITS: Final[list[int]] = []  # those given so far
_NUMBERS: Final[list[int]] = []  # of them those of who seeks numbers as well
_SOUGHT: Final[dict[str, _Read]] = {}  # what is told of a word that somebody seeks


def seek(wanted: Iterable[str], numbers: bool = False) -> int:
    """A new bit, which each of the folded words `wanted` has in `Words.kinds`, and numbers if they are. A word with inner full
    stops or apostrophes has it where one of its parts is wanted."""
    bit = 1 << len(_BITS)
    _BITS.append(bit)
    for word in wanted:
        _SOUGHT[word] = ((word, 0, len(word), _bits(word) | bit),)
    if numbers:
        _NUMBERS.append(bit)
    _ODD.clear()
    _kept.cache_clear()
    return bit


def _bits(word: str) -> int:
    """The bits of those who seek a word, or a part of one."""
    return _SOUGHT[word][0][3] if word in _SOUGHT else 0


def _read(piece: str) -> tuple[_Read, set[str]]:
    """The words of a piece that is not ASCII letters alone; and these words and the parts of them."""
    found = []
    known: set[str] = set()
    for match in (_ASCII_WORD if piece.isascii() else _WORD).finditer(piece):
        norm = _fold(match.group())
        parts = norm.replace("'", ".").split(".")
        bits = sum(_NUMBERS) if norm[0].isnumeric() else 0
        for part in parts:
            bits |= _bits(part.lower())
        found.append((norm, *match.span(), bits))
        known.update(parts, (norm,))
    return tuple(found), known


_ODD: Final = Kept(_read)
# ASCII letters are small, and a space stands for whatever is no digit, nor may be inside a word or a number.
_PLAIN = bytes(range(128)).lower().translate(
    bytes(at if at > 127 or chr(at).isalnum() or chr(at) in "'.," else 32 for at in range(256))
) + bytes(range(128, 256))


def _plain(text: str) -> str:
    """A text, place by place, with nothing but spaces and small letters where it is ASCII, but for what `_read` looks at."""
    plain = fold_marks(text).encode("utf-8", "surrogatepass").translate(_PLAIN).decode("utf-8", "surrogatepass")
    return plain.replace(". ", "  ").replace(", ", "  ").replace(" '", "  ").replace("' ", "  ")


def words(text: str, start: int = 0, end: int | None = None) -> Words:
    """The words of text[start:end]; offsets are into the whole `text`.

    >>> words("“Kyiv’s 11,500”").norm
    ['kyiv', '11500']
    """
    plain = _plain(text[start:end])
    pieces = plain.split(" ")
    known = set(pieces)
    odd = set(filterfalse(str.isalpha, known))
    if not plain.isascii():
        odd.update(filterfalse(str.isascii, known))
    told = {piece: _SOUGHT[piece] for piece in filter(_SOUGHT.__contains__, known)}
    known -= odd
    for piece in odd:
        told[piece], parts = _ODD[piece] if len(piece) <= _KEPT else _read(piece)
        known.update(parts)
    norm: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    places: list[int] = []
    kinds: list[int] = []
    at = start
    for piece in pieces:
        if piece not in told:
            norm.append(piece)
            starts.append(at)
            at += len(piece)
            ends.append(at)
            at += 1
        else:
            for form, first, last, bits in told[piece]:
                if bits:
                    places.append(len(norm))
                    kinds.append(bits)
                norm.append(form)
                starts.append(at + first)
                ends.append(at + last)
            at += len(piece) + 1
    return Words(norm, starts, ends, places, kinds, frozenset(known))


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
    return words_of(text).known


def part(whole: Words, text: str, start: int, end: int) -> Words:
    """The same as `words(text, start, end)`, cut out of the words of the whole `text`."""
    first, last = bisect_left(whole.starts, start), bisect_left(whole.starts, end)
    if (first and whole.ends[first - 1] > start) or (last and whole.ends[last - 1] > end):
        return words(text, start, end)  # a word stands across the border
    return Words(whole.norm[first:last], whole.starts[first:last], whole.ends[first:last])
