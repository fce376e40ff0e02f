"""How rare a word is, on a scale that makes sense for five articles and for five million.

The share of articles that hold a word is estimated from the collection and from the background table together:

    share = (articles that hold it + PRIOR × background share) / (articles + PRIOR)

so that a handful of articles is judged by the background, a large collection by itself. In five articles that tell one
story every word of the story is frequent; the background still knows which of them are rare. A large collection is counted
on a sample that is chosen by the hash of the text: the same articles whatever the order they came in.

Shares are kept as *levels*: eighths of an octave below 1, in one byte, in a table of 2^20 slots indexed by the low bits of
the word hash (1 MB, stays in the processor's cache). Two words in one slot count as one; both being rare does no harm, and
a rare word shares its slot with a frequent one about once in 200.

| constant | value | from |
|---|---|---|
| PRIOR | 1,000 articles | below about 300 articles the background decides, above 3,000 the collection |
| SAMPLE | 20,000 articles | levels move by < 1 octave for words seen in 5 of them; the cost does not grow with the collection |
| LANGUAGE_SAMPLE | 2,000 articles | of which the first 100 words are looked at |
| TOP_WORDS | 150 | the languages of the background tables are told apart by their 150 most frequent words |
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from retold.matching.compiled import kernel
from retold.matching.tokens import Batch, Offsets, Tokens, tokenise
from retold.text import background

SLOTS = 1 << 20
PRIOR = 1000.0
SAMPLE = 20_000
LANGUAGE_SAMPLE = 2_000
TOP_WORDS = 150
LEVELS_PER_OCTAVE = 8
LANGUAGES = ("en", "de", "es", "fr", "it", "pl", "pt", "ru")

Levels = npt.NDArray[np.uint8]
Table = npt.NDArray[np.float32]
_MASK = np.uint32(SLOTS - 1)


class Frequencies:
    """Counts of articles by word slot; `add` batches, then `levels`."""

    def __init__(self) -> None:
        self._table = np.zeros((SLOTS, 2), dtype=np.uint32)  # the last article that held the word, and how many did
        self._shares = np.zeros(len(LANGUAGES), dtype=np.int64)
        self.articles = 0

    def add(self, batch: Batch, chosen: npt.NDArray[np.bool_], language_share: float = 1.0) -> None:
        """Count the words of the chosen articles of a batch, each word once an article.

        The languages are told from `language_share` of the chosen ones.
        """
        self.articles = int(_count(batch.tokens, batch.offsets, chosen, self._table, self.articles))
        asked = chosen & sampled(batch.identity, language_share)
        _languages(batch.tokens, batch.offsets, asked, _marks(), self._shares)

    def languages(self) -> tuple[str, ...]:
        """The languages of the background tables that at least one text in twenty is in."""
        total = max(1, int(self._shares.sum()))
        found = tuple(name for name, count in zip(LANGUAGES, self._shares, strict=True) if count >= total / 20)
        return found or ("en",)

    def levels(self) -> Levels:
        """The level of every slot: 0 for a word in every article, 8 more for each halving of its share."""
        total = max(1, int(self._shares.sum()))
        prior = np.zeros(SLOTS, dtype=np.float32)
        for number, language in enumerate(LANGUAGES):
            if self._shares[number]:
                prior += np.float32(PRIOR * self._shares[number] / total) * background_shares(language)
        levels = np.empty(SLOTS, dtype=np.uint8)
        _levels(self._table, prior, _floor(), np.float32(self.articles + PRIOR), levels)
        return levels


def sampled(identity: npt.NDArray[np.int64], share: float) -> npt.NDArray[np.bool_]:
    """A share of the texts, chosen by their hash: the same ones in any order."""
    if share >= 1:
        return np.ones(len(identity), dtype=np.bool_)
    chosen: npt.NDArray[np.bool_] = identity.astype(np.float64) < (2 * share - 1) * 2.0**63
    return chosen


def level_of(share: float) -> int:
    """The level of a word that stands in this share of the articles."""
    return int(min(255.0, -LEVELS_PER_OCTAVE * np.log2(share)))


@lru_cache(maxsize=16)
def background_shares(language: str) -> Table:
    """For every slot, the share of 400-word articles that hold its word, by the background table of `language`."""
    shares = np.full(SLOTS, _floor() / PRIOR, dtype=np.float32)
    for weight, words in reversed(background.lines(language)):
        shares[tokenise([words]).tokens & _MASK] = np.exp(-weight)
    shares.setflags(write=False)
    return shares


def _floor() -> np.float32:
    """PRIOR times the share of a word that is in no list."""
    return np.float32(PRIOR * np.exp(-background.idf("\x00")))


@lru_cache(maxsize=1)
def _marks() -> npt.NDArray[np.uint16]:
    """For every slot, a bit for each language in which its word is one of the most frequent."""
    marks = np.zeros(SLOTS, dtype=np.uint16)
    for number, language in enumerate(LANGUAGES):
        frequent: list[str] = []
        for _, words in background.lines(language):
            frequent += words.split(" ")
            if len(frequent) >= TOP_WORDS:
                break
        marks[np.unique(tokenise([" ".join(frequent[:TOP_WORDS])]).tokens & _MASK)] |= np.uint16(1 << number)
    return marks


@kernel
def _count(
    tokens: Tokens, offsets: Offsets, chosen: npt.NDArray[np.bool_], table: npt.NDArray[np.uint32], articles: int
) -> int:
    for text in range(len(offsets) - 1):
        if not chosen[text]:
            continue
        articles += 1
        for at in range(offsets[text], offsets[text + 1]):
            slot = tokens[at] & np.uint32(SLOTS - 1)
            if table[slot, 0] != articles:
                table[slot, 0] = articles
                table[slot, 1] += np.uint32(1)
    return articles


@kernel
def _levels(
    table: npt.NDArray[np.uint32], prior: Table, floor: np.float32, articles: np.float32, levels: Levels
) -> None:
    for slot in range(SLOTS):
        share = (np.float32(table[slot, 1]) + max(prior[slot], floor)) / articles
        levels[slot] = np.uint8(max(0.0, min(255.0, -LEVELS_PER_OCTAVE * np.log2(share))))


@kernel
def _languages(
    tokens: Tokens,
    offsets: Offsets,
    chosen: npt.NDArray[np.bool_],
    marks: npt.NDArray[np.uint16],
    shares: npt.NDArray[np.int64],
) -> None:
    """Add one to the share of the language whose frequent words cover the first 100 words of a chosen text best."""
    hits = np.zeros(len(shares), dtype=np.int64)
    for text in range(len(offsets) - 1):
        if not chosen[text]:
            continue
        hits[:] = 0
        for at in range(offsets[text], min(offsets[text + 1], offsets[text] + 100)):
            mark = marks[tokens[at] & np.uint32(SLOTS - 1)]
            number = 0
            while mark != 0:
                hits[number] += np.int64(mark & np.uint16(1))
                mark >>= np.uint16(1)
                number += 1
        shares[np.argmax(hits)] += 1
