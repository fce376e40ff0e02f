"""The words of invented articles: ordinary words by their frequency, made-up names, figures.

Word numbers run through three ranges: ordinary words (from the background table, in order of frequency), names, figures. What
a number means is the same for every seed, so an article is an array of numbers until it is printed.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec
import numpy as np
import numpy.typing as npt

from retold.text import background

NAMES = 20_000
FIGURES = 5_000

_HEADS = "Ar Bel Cor Dar El Fen Gor Hal Ister Jor Kal Lor Mar Nev Or Pel Quin Ras Sol Tar Ul Vel Wen Yar Zol".split()
_MIDDLES = "a e i o u an en in on un ar er ir or ur al el il ol ul".split()
_TAILS = "ba da dra ga ka la ma na ra sta ta va vik ton mont dor mar nik rov lin bek sen ris tan gard holm".split()
_COUNTED = "people homes votes jobs vehicles schools patients tonnes hectares seats".split()


class Lexicon(msgspec.Struct, frozen=True):
    """`words[i]` is how word i is printed; ordinary words are those below `names`, figures those from `figures` on.

    `cumulated` are the summed probabilities of the ordinary words; `content` the numbers of those that are rare enough to be
    what an article is about.
    """

    words: npt.NDArray[np.object_]
    names: int
    figures: int
    cumulated: npt.NDArray[np.float64]
    content: npt.NDArray[np.int32]

    def ordinary(self, random: np.random.Generator, count: int) -> npt.NDArray[np.int32]:
        """`count` ordinary words drawn by frequency."""
        return np.searchsorted(self.cumulated, random.random(count), side="right").astype(np.int32)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon, made once."""
    words: list[str] = []
    chances: list[float] = []
    for weight, listed in background.lines("en"):
        chosen = [word for word in listed.split(" ") if word.isascii() and word.isalpha() and word != "i"]
        words += chosen
        # -log of the share of articles → share of articles → about the share of words
        chances += [-np.log1p(-min(np.exp(-weight), 1 - 1e-12)) / background.ARTICLE_WORDS] * len(chosen)
    cumulated = np.cumsum(chances)
    ordinary = len(words)
    content = np.flatnonzero(np.array(chances) < 2e-5).astype(np.int32)
    listed_names = [_name(number) for number in range(NAMES)]
    numbers = [_figure(number) for number in range(FIGURES)]
    return Lexicon(
        np.array(words + listed_names + numbers, dtype=object),
        ordinary,
        ordinary + NAMES,
        cumulated / cumulated[-1],
        content,
    )


def _word(number: int) -> str:
    head, rest = number % len(_HEADS), number // len(_HEADS)
    middle, rest = rest % len(_MIDDLES), rest // len(_MIDDLES)
    tail, rest = rest % len(_TAILS), rest // len(_TAILS)
    more = _MIDDLES[rest % len(_MIDDLES)] + _TAILS[rest // len(_MIDDLES) % len(_TAILS)] if rest else ""
    return _HEADS[head] + _MIDDLES[middle] + more + _TAILS[tail]


def _name(number: int) -> str:
    """A made-up name; every third has two words."""
    return _word(number) if number % 3 else f"{_word(number * 7 + 11)} {_word(number)}"


def _figure(number: int) -> str:
    """A figure with what it counts."""
    value = 2 + number * 37 if number % 2 else 3 + number
    return f"{value:,} {_COUNTED[number % len(_COUNTED)]}"
