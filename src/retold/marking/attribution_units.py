"""The tokens that attribution works on: sentences with every quotation folded into one token.

A sentence splitter parts quotations at their inner sentences; here they are joined again, so that "“A. B. C,” she said." is one
unit of four tokens. One regular expression, linear.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate, chain, compress, pairwise
from operator import sub
from typing import Any

from retold.marking.sentences import paragraphs
from retold.records.article import Span
from retold.records.marks import Quotation

# One set in front of the alternatives makes the search three times as fast; each looks back at what the set took.
_TOKEN = re.compile(
    r"([^\s_](?:(?<=[a-uw-z])[^\W_]*(?:['.&/-][^\W_]+)*"
    r"|(?<=[A-Z])\.(?:[A-Z]\.){0,3}"
    r"|(?<=[MDSRGLCJPHAv])(?:(?<=M)(?:rs?|s|aj)|(?<=[DJ])r|(?<=S)(?:ens?|gt|r|t)|(?<=R)(?:eps?|ev)|(?<=G)(?:ov|en)|(?<=L)t"
    r"|(?<=C)(?:ol|apt)|(?<=P)(?:rof|res)|(?<=H)on|(?<=A)dm|(?<=v)s)\."
    r"|(?<=\d)\d*(?:[.,:]\d+)*%?|(?<=\w)[^\W_]*(?:['.&/-][^\W_]+)*|))"
)
_UNREAD = re.compile(r"[\s_]+\Z")
_MOST, _KEPT = 32_768, 64  # printed pieces whose tokens are kept, and the longest of them
_ANSWER = re.compile(
    r"\b(?:said|says|asked|asks|wrote|writes|added|adds|told|tells|tweeted|replied|shouted|wondered|continued)\b"
)
_LONGEST = 200  # tokens; the longest sentence of PolNeAR's open part has 94, its quotations folded
Q = "\0"  # the token that stands for a quotation


class Unit:
    """One sentence, or several joined by a quotation, as parallel lists over its tokens.

    `low` is the lower-case form with plain apostrophes, `Q` for a quotation; `starts` and `ends` are code points; `upper` tells
    a capital first letter; `quotation` is an index or -1; `paragraph` numbers the paragraph, `initial` marks its first unit.
    """

    __slots__ = ("ends", "initial", "low", "paragraph", "quotation", "starts", "text", "title", "upper")

    def __init__(self, paragraph: int, initial: bool, title: bool = False) -> None:
        self.low: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.upper: list[bool] = []
        self.quotation: list[int] = []
        self.paragraph = paragraph
        self.initial = initial
        self.title = title
        self.text = ""  # the whole article's, with plain apostrophes

    def __len__(self) -> int:
        return len(self.low)

    def loud(self, stop: int) -> bool:
        """Whether the words before token `stop` are all in capitals, as speakers are in a transcript."""
        return self.ends[stop - 1] - self.starts[0] > 1 and self.text[self.starts[0] : self.ends[stop - 1]].isupper()

    def only_quotations(self) -> bool:
        """Whether nothing but quotations and punctuation stands in the unit."""
        return Q in self.low and all(word == Q or not word[0].isalnum() for word in self.low)


def units(
    text: str, sentences: tuple[Span, ...], quotations: tuple[Quotation, ...], title: Span | None = None
) -> list[Unit]:
    """The units of an article in order, the title's first where there is one."""
    plain = text.replace("’", "'").replace("ʼ", "'").replace(Q, "\ufffd")
    out: list[Unit] = []
    if title is not None and title.end > title.start:
        tokens = _Tokens(plain, title.start, title.end)
        out.extend(_bounded(_fill(Unit(-1, True, True), tokens, title.start, title.end, quotations, 0)))
    if not sentences:
        return out
    tokens = _Tokens(plain, sentences[0].start, sentences[-1].end)
    starts = [first for first, _ in paragraphs(text, 0, len(text))]
    at = 0
    last_paragraph = -2
    for start, end in _joined(plain, sentences, quotations):
        while at < len(quotations) and quotations[at].span.end <= start:
            at += 1
        paragraph = bisect_right(starts, start) - 1
        unit = _fill(Unit(paragraph, paragraph != last_paragraph), tokens, start, end, quotations, at)
        if len(unit.low):
            unit.title = _headline(unit)
            last_paragraph = paragraph
            out.extend(_bounded(unit))
    return out


def _bounded(unit: Unit) -> list[Unit]:
    """The unit in pieces of at most `_LONGEST` tokens, so that no text makes the rules inside a sentence slow."""
    if len(unit.low) <= _LONGEST:
        return [unit]
    out = []
    for at in range(0, len(unit.low), _LONGEST):
        piece = Unit(unit.paragraph, unit.initial and at == 0, unit.title)
        piece.text = unit.text
        for name in ("low", "starts", "ends", "upper", "quotation"):
            setattr(piece, name, getattr(unit, name)[at : at + _LONGEST])
        out.append(piece)
    return out


def _headline(unit: Unit) -> bool:
    """Whether nearly every longer word has a capital: a headline or heading inside the text."""
    if not unit.initial or len(unit.low) > 30:
        return False
    capitals = unit.upper.count(True)
    if capitals < 4:
        return False
    small = 0
    for word, capital in zip(unit.low, unit.upper, strict=True):
        if not capital and len(word) > 3 and word[0].isalpha():
            small += 1
            if small * 4 > capitals:
                return False
    loud = sum(len(word) > 3 and word[0].isalpha() for word in compress(unit.low, unit.upper))
    return loud >= 4 and small * 4 <= loud


def _joined(text: str, sentences: tuple[Span, ...], quotations: tuple[Quotation, ...]) -> list[tuple[int, int]]:
    """Sentences as (start, end), those joined whose border lies inside a quotation or between a question and "he asked"."""
    if not quotations:
        return [(sentence.start, sentence.end) for sentence in sentences]
    starts = [sentence.start for sentence in sentences]
    joins: set[int] = set()  # the sentences that belong to the one before
    for number, quotation in enumerate(quotations):
        end = quotation.span.end
        k = bisect_left(starts, end)
        joins.update(range(bisect_right(starts, quotation.span.start), k))
        if k == len(starts) or (number + 1 < len(quotations) and quotations[number + 1].span.start < starts[k]):
            continue
        while 0 < k < len(starts) and not text[end : starts[k]].strip(" ."):
            if _answers(text, quotation, sentences[k], sentences[k - 1].end):
                joins.add(k)
            k += 1
    joins.discard(0)
    first = [k for k in range(len(starts)) if k not in joins] if joins else range(len(starts))
    return [(starts[k], sentences[after - 1].end) for k, after in pairwise([*first, len(starts)])]


def _answers(text: str, quotation: Quotation, sentence: Span, before: int) -> bool:
    """Whether the sentence is what follows a quotation inside one: 'he asked.' after "Why?"."""
    if "\n" in text[before : sentence.start]:
        return False
    head = sentence.text[:80]
    if head[:1].islower():
        return True
    if not quotation.inner.text.rstrip().endswith(("?", "!", ",", "...", "…", "-", "—")):
        return False
    return _ANSWER.search(sentence.text, 0, 240) is not None


_Piece = tuple[int | str | bool, ...]


class _Pieces(dict[str, _Piece]):
    """What a text prints between two spaces → for each of its tokens, one after the other: how many code points it and what lies
    before it take (the space included), how many it takes, its lower-case form, whether it has a capital in front.

    Empty where no token ends the piece. Most pieces of an article have been seen in others. Emptied when it grows too large; long
    pieces are not kept.
    """

    def __missing__(self, printed: str) -> _Piece:
        if len(self) >= _MOST:
            self.clear()
        found = self._read(printed)
        if len(printed) <= _KEPT:
            self[printed] = found
        return found

    def _read(self, printed: str) -> _Piece:
        word = printed.removesuffix(",")
        if word.isalpha():
            low = word.lower()
            alone = (len(word) + 1, len(word), low, word[0] != low[0])  # "iPhone" has no capital in front
            return alone if word == printed else (*alone, 1, 1, ",", False)
        read = _TOKEN.split(printed)
        if len(read) == 1 or read[-1]:
            return ()
        found: list[int | str | bool] = []
        for gap, word in zip(read[::2], read[1::2], strict=False):
            low = word.lower()
            found += (len(gap) + len(word), len(word), low, word[0] != low[0])
        return (len(read[0]) + len(read[1]) + 1, *found[1:])


_PIECES = _Pieces()


def _pieces(plain: str, start: int, end: int) -> list[_Piece]:
    """The tokens of plain[start:end], piece by piece; what holds none, or ends in none, belongs to the piece behind it."""
    printed = plain[start:end].split(" ")
    found = list(map(_PIECES.__getitem__, printed))
    if all(found):
        return found
    joined, before = [], []
    for one, tokens in zip(printed, found, strict=True):
        before.append(one)
        if tokens:
            joined.append(" ".join(before))
            before.clear()
    if rest := _UNREAD.sub("", " ".join(before)):
        joined.append(rest)
    return list(map(_PIECES.__getitem__, joined))


class _Tokens:
    """All tokens of a stretch of text, made in one pass; `plain` is the text with plain apostrophes."""

    __slots__ = ("ends", "low", "plain", "starts", "upper")

    def __init__(self, plain: str, start: int, end: int) -> None:
        told: list[Any] = list(chain.from_iterable(_pieces(plain, start, end)))
        self.plain = plain
        if told:
            told[0] += start - 1
        self.ends: list[int] = list(accumulate(told[::4]))
        self.starts: list[int] = list(map(sub, self.ends, told[1::4]))
        self.low: list[str] = told[2::4]
        self.upper: list[bool] = told[3::4]

    def within(self, start: int, end: int) -> tuple[_Tokens, int, int]:
        """Where the tokens of [start, end) stand, as a half-open range; where one crosses a border, they are read anew."""
        first, stop = bisect_left(self.starts, start), bisect_left(self.starts, end)
        if (stop > first and self.ends[stop - 1] > end) or (first and self.ends[first - 1] > start):
            anew = _Tokens(self.plain, start, end)
            return anew, 0, len(anew.starts)
        return self, first, stop


def _fill(unit: Unit, tokens: _Tokens, start: int, end: int, quotations: tuple[Quotation, ...], at: int) -> Unit:
    """Add the tokens of [start, end), where `at` is the first quotation that may lie in it."""
    unit.text = tokens.plain
    if at == len(quotations) or quotations[at].span.start >= end:  # most sentences hold none
        tokens, first, last = tokens.within(start, end)
        unit.low, unit.upper = tokens.low[first:last], tokens.upper[first:last]
        unit.starts, unit.ends = tokens.starts[first:last], tokens.ends[first:last]
        unit.quotation = [-1] * (last - first)
        return unit
    here = start
    while at < len(quotations) and quotations[at].span.start < end:
        span = quotations[at].span
        if span.end > here:
            _add(unit, tokens, here, max(here, span.start))
            unit.low.append(Q)
            unit.upper.append(False)
            unit.starts.append(span.start)
            unit.ends.append(span.end)
            unit.quotation.append(at)
            here = span.end + (tokens.plain[span.end : span.end + 1] in ("'", '"'))
        at += 1
    _add(unit, tokens, here, end)
    return unit


def _add(unit: Unit, tokens: _Tokens, start: int, end: int) -> None:
    tokens, first, last = tokens.within(start, end)
    unit.low += tokens.low[first:last]
    unit.upper += tokens.upper[first:last]
    unit.starts += tokens.starts[first:last]
    unit.ends += tokens.ends[first:last]
    unit.quotation += [-1] * (last - first)
