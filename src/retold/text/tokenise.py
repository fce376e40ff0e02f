"""Words with their place in the text. Linear: what is more than plain letters is read by one expression that never backtracks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Set
from itertools import filterfalse
from typing import Final, TypeVar

import msgspec

from retold.text.kept import OfTexts
from retold.text.normalise import fold_marks

# A number keeps its thousands separators and decimals together (11,500); a word keeps inner apostrophes (don't) and
# inner full stops of abbreviations and names (U.S., News.Az). A hyphen parts words, so "federal-scale" meets "federal".
# One set in front of the alternatives, and a plain set where the text is ASCII: the search is two and three times as fast.
_WORD = re.compile(r"[^\W_](?:(?<=\d)\d*(?:[.,]\d+)*|[^\W\d_]*(?:['.][^\W\d_]+)*)")
_ASCII_WORD = re.compile(r"[A-Za-z0-9](?:(?<=[A-Za-z])[A-Za-z]*(?:['.][A-Za-z]+)*|[0-9]*(?:[.,][0-9]+)*)")
_Made = TypeVar("_Made")
_MOST = 65_536  # words of which something is kept, a table
_HELD = 1 << 24  # code points of texts of whose pieces something is kept
_NEAR = 80  # code points in which a few words stand; to find out where all words stand takes far longer
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


def _fold(word: str) -> str:
    """The form under which two printings of a word count as the same: case, marks, thousands separators, possessive s."""
    if word[0].isdigit():
        return word.replace(",", "") if _GROUPED.match(word) else word
    word = word.casefold()
    return word[:-2] if word.endswith("'s") else word


# A word that somebody seeks: the how manieth of the words of the text it is, and where it begins and ends.
Place = tuple[int, int, int]
# A word of a piece: its folded form, where it begins and ends in the piece, and the numbers of those who seek it (see `seek`).
_Read = tuple[tuple[str, int, int, tuple[int, ...]], ...]
# What is told of a piece of a text, which stands between two spaces: the piece with these spaces where somebody seeks it, or
# nothing; its length; who seeks it; its folded form; the words to note: where it is noticed, this, and what an odd one is made of;
# and, where it is not one word, its words.
_Told = tuple[str, int, tuple[int, ...], str, frozenset[str], _Read | None]


class _Pieces:
    """What is told of the pieces of texts, made once for each piece, and who seeks what."""

    def __init__(self) -> None:
        self.seekers = 0
        self._wanted: dict[str, tuple[int, ...]] = {}
        self._noticed: set[str] = set()
        self._numbers: set[int] = set()  # those who seek numbers as well
        self._told: dict[str, _Told] = {}
        self._plain: set[str] = set()  # pieces of which nothing is told: one word as it stands that nobody seeks
        self._held = 0  # code points of the texts that the pieces are of

    def seek(self, wanted: Iterable[str], numbers: bool) -> int:
        """Note what a new seeker seeks; the number of that seeker."""
        self.seekers += 1
        for word in wanted:
            self._wanted[word] = (*self._wanted.get(word, ()), self.seekers - 1)
        if numbers:
            self._numbers.add(self.seekers - 1)
        self._clear()
        return self.seekers - 1

    def notice(self, words: Iterable[str]) -> None:
        """Note words of which somebody asks whether they are there."""
        self._noticed.update(words)
        self._clear()

    def _clear(self) -> None:
        self._told, self._plain, self._held = {}, set(), 0
        for word in filter(str.isascii, filter(str.isalpha, {*self._wanted, *self._noticed})):
            who = self._wanted.get(word, ())
            known = frozenset({word} if word in self._noticed else ())
            self._told[word] = f" {word} " if who else "", len(word), who, word, known, None

    def telling(self, pieces: list[str], size: int) -> Iterator[tuple[int, _Told]]:
        """The index of each piece of a text with `size` code points of which there is something to tell, and what that is."""
        told, plain = self._told, self._plain
        if len(plain) > _MOST or len(told) > _MOST or self._held > _HELD:
            self._clear()
            told, plain = self._told, self._plain
        self._held += size
        known = told.get
        rest = iter(pieces)
        left = rest.__length_hint__  # type: ignore[attr-defined]  # counting takes as long as looking
        last = len(pieces) - 1
        for piece in filterfalse(plain.__contains__, rest):
            one = known(piece)
            if one is None:
                one = None if piece.isalpha() and piece.isascii() else self._tell(piece)
                if one is None:
                    plain.add(piece)
                    continue
                told[piece] = one
            yield last - left(), one

    def _tell(self, piece: str) -> _Told | None:
        """What is told of a piece that is not ASCII letters alone."""
        if piece.isascii() and (piece.isdecimal() or (piece.endswith("'s") and piece[:-2].isalpha())):
            found = [(piece, 0, len(piece))]  # most of them
        else:
            pattern = _ASCII_WORD if piece.isascii() else _WORD
            found = [(match.group(), *match.span()) for match in pattern.finditer(piece)]
        read = []
        known = {piece}
        for word, first, last in found:
            norm = _fold(word)
            parts = norm.replace("'", ".").split(".")
            seekers = self._numbers.copy() if norm[0].isnumeric() else set()
            for part in parts:
                seekers.update(self._wanted.get(part.lower(), ()))
            read.append((norm, first, last, tuple(seekers)))
            known.update(parts, (norm,))
        printed = f" {piece} " if any(one[3] for one in read) else ""
        if found != [(piece, 0, len(piece))]:
            return printed, len(piece), (), "", frozenset(known), tuple(read)
        if known == {piece} and not printed and piece not in self._noticed:
            return None
        return printed, len(piece), read[0][3], read[0][0], frozenset(known), None


_PIECES: Final = _Pieces()


def seek(wanted: Iterable[str], numbers: bool = False) -> int:
    """A new number, under which `sought` lists each of the folded words `wanted`, and numbers if they are. A word with inner full
    stops or apostrophes is listed where one of its parts is wanted."""
    _seen.forget()
    return _PIECES.seek(wanted, numbers)


def notice(words: Iterable[str]) -> frozenset[str]:
    """These folded words; `noticed` tells from now on which of them a text has."""
    _seen.forget()
    listed = frozenset(words)
    _PIECES.notice(listed)
    return listed


# ASCII letters are small, and a space stands for whatever is no digit, nor may be inside a word or a number.
_PLAIN = bytes(range(128)).lower().translate(
    bytes(at if at > 127 or chr(at).isalnum() or chr(at) in "'.," else 32 for at in range(256))
) + bytes(range(128, 256))
_LINE_BREAKS: Final = "\x85\u2028\u2029"  # beyond ASCII


def _plain(text: str) -> str:
    """A text with folded marks, place by place, with nothing but spaces and small letters where it is ASCII, but for what `_tell`
    looks at."""
    plain = text.encode("utf-8", "surrogatepass").translate(_PLAIN).decode("utf-8", "surrogatepass")
    if not plain.isascii():
        for sign in filter(plain.__contains__, _LINE_BREAKS):
            plain = plain.replace(sign, " ")
    return plain.replace(". ", "  ").replace(", ", "  ")


class _Glance(msgspec.Struct, frozen=True, gc=False):
    """The folded words of a text; those that each seeker seeks; the noticed words that it has, and what odd ones are made of; the
    pieces that are not one word, each with the how manieth it is and its words; the text with folded marks, and as `_plain` has
    it."""

    norm: list[str]
    sought: list[list[Place]]
    noticed: Set[str]
    cut: list[tuple[int, _Read]]
    folded: str
    plain: str


def _glance(text: str) -> _Glance:
    """The words of a text at a glance. Where a word stands is found out for those alone that somebody seeks: to count through all
    of them takes as long as the rest."""
    folded = fold_marks(text)
    plain = _plain(folded)
    pieces = plain.split()
    sought: list[list[Place]] = [[] for _ in range(_PIECES.seekers)]
    noticed: set[str] = set()
    cut: list[tuple[int, _Read]] = []
    find = f" {plain} ".find  # places in it, where a space stands, are those in the text behind that space
    at = -1
    more = 0  # words than pieces so far
    for k, (printed, size, seekers, form, known, read) in _PIECES.telling(pieces, len(text)):
        if printed:
            at = find(printed, at + 1)
            for seeker in seekers:
                sought[seeker].append((k + more, at, at + size))
        if known:
            noticed |= known
            if read is None:
                pieces[k] = form
                continue
            cut.append((k, read))
            for number, (_, first, last, who) in enumerate(read, k + more):
                for seeker in who:
                    sought[seeker].append((number, at + first, at + last))
            more += len(read) - 1
    norm = _spliced(pieces, ((k, [word[0] for word in read]) for k, read in cut)) if cut else pieces
    return _Glance(norm, sought, noticed, cut, folded, plain)


def _spliced(listed: list[_Made], others: Iterable[tuple[int, list[_Made]]]) -> list[_Made]:
    """A list with others in the place of some of its items."""
    spliced: list[_Made] = []
    done = 0
    for k, other in others:
        spliced += listed[done:k]
        spliced += other
        done = k + 1
    return spliced + listed[done:]


def words(text: str, start: int = 0, end: int | None = None) -> Words:
    """The words of text[start:end]; offsets are into the whole `text`.

    >>> words("“Kyiv’s 11,500”").norm
    ['kyiv', '11500']
    """
    return _placed(_glance(text[start:end]), start)


def _placed(seen: _Glance, start: int) -> Words:
    """The words with their places in a text that begins at `start`."""
    starts: list[int] = []
    ends: list[int] = []
    at = start
    for size in map(len, seen.plain.split(" ")):
        if size:
            starts.append(at)
            at += size
            ends.append(at)
        at += 1
    if seen.cut:
        ends = _spliced(ends, ((k, [starts[k] + last for _, _, last, _ in read]) for k, read in seen.cut))
        starts = _spliced(starts, ((k, [starts[k] + first for _, first, _, _ in read]) for k, read in seen.cut))
    return Words(seen.norm, starts, ends)


def words_of(text: str) -> Words:
    """The words of a whole article. Many ask for them, so those of the last few are kept: do not change them."""
    return _kept(text)


_seen: Final = OfTexts(_glance)
_kept: Final = OfTexts(lambda text: _placed(_seen(text), 0))


def norms_of(text: str) -> list[str]:
    """The folded words of a whole article, as `words_of` has them; at a third of the cost where nobody asks for all places."""
    return _seen(text).norm


def folded(text: str) -> str:
    """A whole article as `fold_marks` has it, which is read for its words anyway."""
    return _seen(text).folded


def sought(text: str, seeker: int) -> list[Place]:
    """The words of a whole article that the seeker with this number seeks, in order. Do not change them."""
    return _seen(text).sought[seeker]


def start_before(text: str, place: Place, back: int) -> int:
    """Where the word of a whole article begins that stands so many words before the word at `place`."""
    starts = words(text, max(0, place[1] - _NEAR), place[1]).starts
    return starts[-back] if len(starts) > back else words_of(text).starts[place[0] - back]


def noticed(text: str) -> Set[str]:
    """The words of a whole article that somebody notices, in the folded form, and others; a word with an inner full stop or
    apostrophe counts with its parts. So a finder can tell at once that none of its words is there."""
    return _seen(text).noticed


def vocabulary(text: str) -> Set[str]:
    """The folded words of a whole article, the parts of those with an inner full stop or apostrophe, and some as they are printed.
    Kept for the last few articles.

    >>> sorted(vocabulary("Anna.Fox hadn't"))
    ['anna', 'anna.fox', 'fox', 'hadn', "hadn't", 't']
    """
    return _vocabulary(text)


_vocabulary: Final = OfTexts(lambda text: {*norms_of(text), *noticed(text)})


def part(whole: Words, text: str, start: int, end: int) -> Words:
    """The same as `words(text, start, end)`, cut out of the words of the whole `text`."""
    first, last = bisect_left(whole.starts, start), bisect_left(whole.starts, end)
    if (first and whole.ends[first - 1] > start) or (last and whole.ends[last - 1] > end):
        return words(text, start, end)  # a word stands across the border
    return Words(whole.norm[first:last], whole.starts[first:last], whole.ends[first:last])
