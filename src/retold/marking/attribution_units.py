"""The tokens that attribution works on: sentences with every quotation folded into one token.

A sentence splitter parts quotations at their inner sentences; here they are joined again, so that "“A. B. C,” she said." is one
unit of four tokens. One regular expression, linear.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate, compress, pairwise
from operator import not_
from typing import Any

from retold.marking.attribution_words import CUED
from retold.marking.sentences import paragraphs
from retold.records.article import Span
from retold.records.marks import Quotation
from retold.text.tokenise import words_of

# One set in front of the alternatives makes the search three times as fast; each looks back at what the set took.
_TOKEN = re.compile(
    r"([^\s_](?:(?<=[a-uw-z])[^\W_]*(?:['.&/-][^\W_]+)*"
    r"|(?<=[A-Z])\.(?:[A-Z]\.){0,3}"
    r"|(?<=[MDSRGLCJPHAv])(?:(?<=M)(?:rs?|s|aj)|(?<=[DJ])r|(?<=S)(?:ens?|gt|r|t)|(?<=R)(?:eps?|ev)|(?<=G)(?:ov|en)|(?<=L)t"
    r"|(?<=C)(?:ol|apt)|(?<=P)(?:rof|res)|(?<=H)on|(?<=A)dm|(?<=v)s)\."
    r"|(?<=\d)\d*(?:[.,:]\d+)*%?|(?<=\w)[^\W_]*(?:['.&/-][^\W_]+)*|))"
)
_UNREAD, _UNREAD_END = re.compile(r"[\s_]++"), re.compile(r"(?<![\s_])[\s_]++\Z")
_MOST, _KEPT = 32_768, 64  # printed pieces whose tokens are kept, and the longest of them
_ANSWER = re.compile(
    r"\b(?:said|says|asked|asks|wrote|writes|added|adds|told|tells|tweeted|replied|shouted|wondered|continued)\b"
)
_SHORTENED = 5  # letters of the longest short form that ends in a full stop, with that ("Capt.")
_JOINED = re.compile(r"[^\W\d_]++(?:['-][^\W\d_]++){1,20}+")  # "must-pass", "law's"
_LONGEST = 200  # tokens; the longest sentence of PolNeAR's open part has 94, its quotations folded
Q = "\0"  # the token that stands for a quotation


class Unit:
    """One sentence, or several joined by a quotation, as parallel lists over its tokens.

    `low` is the lower-case form with plain apostrophes, `Q` for a quotation; `ends` are code points; `upper` tells
    a capital first letter; `quotation` is an index or -1, `quoting` whether there is any. `paragraph` numbers the paragraph,
    `initial` marks its first unit. `text` is the whole article's, with plain apostrophes; the unit is text[start:end]. Where not
    `telling`, it holds no cue and no quotation: the tokens of most such units are never asked for, so only `read` reads them.
    """

    __slots__ = (
        *("start", "end", "text", "paragraph", "initial", "telling"),
        *("low", "upper", "quotation", "quoting", "title", "_told", "_ends"),
    )

    def __init__(self, text: str, start: int, end: int, paragraph: int, initial: bool) -> None:
        self.low: list[str] = []
        self.upper: list[bool] = []
        self._told: list[Any] = []
        self._ends: list[int] = []
        self.quotation: list[int] = []
        self.quoting = False
        self.title = False
        self.text = text
        self.start, self.end = start, end
        self.paragraph = paragraph
        self.initial = initial
        self.telling = True

    def read(self, quotations: tuple[Quotation, ...] = (), at: int = 0) -> Unit:
        """The unit with its tokens; `at` is the first of the `quotations` that may lie in it."""
        if self.low:
            return self
        text, here, end = self.text, self.start, self.end
        told = self._told
        folded: list[int] = []
        last = 0  # the end of the token before
        while at < len(quotations) and quotations[at].span.start < end:
            span = quotations[at].span
            if span.end > here:
                _add(told, text, here, span.start, last)
                last = sum(told[::4])
                folded += [-1] * (len(told) // 4 - len(folded))
                folded.append(at)
                told += (span.end - last, span.end - span.start, Q, False)
                last = span.end
                here = last + text.startswith(("'", '"'), last)
            at += 1
        _add(told, text, here, end, last)
        self.low = told[2::4]
        self.upper = told[3::4]
        self.quotation = folded + [-1] * (len(self.low) - len(folded))
        self.quoting = bool(folded)
        self.title = self.paragraph < 0 or _headline(self)
        return self

    def start_of(self, token: int) -> int:
        """Where a token begins: few are asked for."""
        return self.ends[token] - int(self._told[4 * token + 1])

    @property
    def ends(self) -> list[int]:
        """Where each token ends."""
        if not self._ends:
            self._ends = list(accumulate(self._told[::4]))
        return self._ends

    def __len__(self) -> int:
        return len(self.low)

    def loud(self, stop: int) -> bool:
        """Whether the words before token `stop` are all in capitals, as speakers are in a transcript."""
        start, end = self.start_of(0), self.ends[stop - 1]
        return end - start > 1 and self.text[start:end].isupper()

    def only_quotations(self) -> bool:
        """Whether nothing but quotations and punctuation stands in the unit."""
        return self.quoting and all(word == Q or not word[0].isalnum() for word in self.low)


def units(
    text: str, sentences: tuple[Span, ...], quotations: tuple[Quotation, ...], title: Span | None = None
) -> list[Unit]:
    """The units of an article in order, the title's first where there is one."""
    plain = text.replace("’", "'").replace("ʼ", "'").replace(Q, "\ufffd").replace("\xa0", " ")
    out: list[Unit] = []
    if title is not None and title.end > title.start:
        out += _bounded(Unit(plain, title.start, title.end, -1, True).read(quotations))
    if not sentences:
        return out
    cues = _may_be_cues(text, plain)
    starts = [first for first, _ in paragraphs(text, 0, len(text))]
    at = k = 0
    last_paragraph = -2
    for start, end in _joined(plain, sentences, quotations):
        while at < len(quotations) and quotations[at].span.end <= start:
            at += 1
        while cues[k] < start:
            k += 1
        if plain[start] == "_" and _UNREAD.fullmatch(plain, start, end):
            continue  # a line to write on
        paragraph = bisect_right(starts, start) - 1
        unit = Unit(plain, start, end, paragraph, paragraph != last_paragraph)
        unit.telling = cues[k] < end or (at < len(quotations) and quotations[at].span.start < end)
        last_paragraph = paragraph
        if unit.telling or end - start > _LONGEST:
            out += _bounded(unit.read(quotations, at))
        else:
            out.append(unit)
    return out


def _may_be_cues(text: str, plain: str) -> list[int]:
    """Where the words stand that may be cues, and colons, in order; and one place behind the text."""
    words = words_of(text)
    places = list(compress(words.starts, map(CUED.__contains__, words.norm)))
    at = plain.find(":")
    while at >= 0:
        places.append(at)
        at = plain.find(":", at + 1)
    places.append(len(plain))
    places.sort()
    return places


def _bounded(unit: Unit) -> list[Unit]:
    """The unit in pieces of at most `_LONGEST` tokens, so that no text makes the rules inside a sentence slow."""
    if len(unit.low) <= _LONGEST:
        return [unit]
    out = []
    for at in range(0, len(unit.low), _LONGEST):
        start, end = unit.start_of(at), unit.ends[at : at + _LONGEST][-1]
        piece = Unit(unit.text, start, end, unit.paragraph, unit.initial and at == 0)
        piece._told, piece._ends = unit._told[4 * at : 4 * (at + _LONGEST)], unit.ends[at : at + _LONGEST]
        for name in ("low", "upper", "quotation"):
            setattr(piece, name, getattr(unit, name)[at : at + _LONGEST])
        piece.quoting = Q in piece.low
        piece.title = unit.title
        out.append(piece)
    return out


def _headline(unit: Unit) -> bool:
    """Whether nearly every longer word has a capital: a headline or heading inside the text."""
    if not unit.initial or len(unit.low) > 30:
        return False
    capitals = sum(unit.upper)
    if capitals < 4:
        return False
    small = 0
    for word in compress(unit.low, map(not_, unit.upper)):
        if len(word) > 3 and word[0].isalpha():
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


# What a text prints between two spaces → for each of its tokens, one after the other: how many code points it and what lies
# before it take (the space included), how many it takes, its lower-case form, whether it has a capital in front. Empty where no
# token ends the piece. Most pieces of an article have been seen in others. Emptied when it grows too large; long pieces are not
# kept. (A plain dictionary: one that makes what it misses is slower to ask.)
_PIECES: dict[str, _Piece] = {}


def _piece(printed: str) -> _Piece:
    """What `_PIECES` tells of a piece, read where it is new."""
    found = _PIECES.get(printed)
    if found is not None:
        return found
    size = len(printed)
    low = printed.lower()
    if printed.isalpha():
        found = (size + 1, size, low, printed[0] != low[0])  # "iPhone" has no capital in front
    elif printed[:-1].isalpha() and (
        printed[-1] in ",:;?!)" or (printed[-1] == "." and (size > _SHORTENED or printed[0] == low[0] != "v"))
    ):
        found = (size, size - 1, low[:-1], printed[0] != low[0], 1, 1, printed[-1], False)
    elif _JOINED.fullmatch(printed):
        found = (size + 1, size, low, printed[0] != low[0])
    else:
        found = _tokens(printed)
    if size <= _KEPT:
        if len(_PIECES) >= _MOST:
            _PIECES.clear()
        _PIECES[printed] = found
    return found


def _tokens(printed: str) -> _Piece:
    read = _TOKEN.split(printed)
    if len(read) == 1 or read[-1]:
        return ()
    found: list[int | str | bool] = []
    for gap, word in zip(read[::2], read[1::2], strict=False):
        low = word.lower()
        found += (len(gap) + len(word), len(word), low, word[0] != low[0])
    return (len(read[0]) + len(read[1]) + 1, *found[1:])


def _facts(stretch: str) -> list[Any]:
    """What `_PIECES` tells of the tokens of a stretch, one after the other."""
    told: list[Any] = []
    printed = stretch.split(" ")
    known = _PIECES.get
    for one in printed:
        tokens = known(one) or _piece(one)
        if not tokens:
            return _joined_facts(printed)
        told += tokens
    return told


def _joined_facts(printed: list[str]) -> list[Any]:
    """The same, where a piece that holds no token, or ends in none, belongs to the piece behind it."""
    told: list[Any] = []
    before: list[str] = []
    for one in printed:
        before.append(one)
        if _piece(one):
            told += _piece(" ".join(before))
            before.clear()
    rest = _UNREAD_END.sub("", " ".join(before))
    return told + list(_piece(rest)) if rest else told


def _add(told: list[Any], text: str, start: int, end: int, last: int) -> None:
    """Add the tokens of text[start:end] to what is told; `last` is where the token before ends."""
    stretch = text[start:end]
    kept = stretch.lstrip()
    start += len(stretch) - len(kept)
    if kept and (more := _facts(kept.rstrip())):
        more[0] += start - 1 - last  # the first counts a space in front of it
        told += more
