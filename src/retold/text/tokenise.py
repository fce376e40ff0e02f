"""Words with their place in the text. One regular expression, linear, no backtracking."""

from __future__ import annotations

import re

import msgspec

from retold.text.normalise import fold_marks

# A number keeps its thousands separators and decimals together (11,500); a word keeps inner apostrophes (don't) and
# inner full stops of abbreviations and names (U.S., News.Az). A hyphen parts words, so "federal-scale" meets "federal".
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['.][^\W\d_]+)*|[^\W_]")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z")


class Words(msgspec.Struct, frozen=True, gc=False):
    """The words of a text, in order. `norm[i]` is the folded form of text[starts[i]:ends[i]] (code points)."""

    norm: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.norm)


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
    norm: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _WORD.finditer(folded):
        norm.append(fold_word(match.group()))
        first, last = match.span()
        starts.append(first + start)
        ends.append(last + start)
    return Words(norm, starts, ends)
