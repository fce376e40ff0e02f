"""The tokens that attribution works on: sentences with every quotation folded into one token.

A sentence splitter parts quotations at their inner sentences; here they are joined again, so that "“A. B. C,” she said." is one
unit of four tokens. One regular expression, linear.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate, compress
from operator import ne

from retold.marking.sentences import paragraphs
from retold.records.article import Span
from retold.records.marks import Quotation
from retold.text.normalise import fold_marks

# One set in front of the alternatives makes the search three times as fast; each looks back at what the set took. Most words begin
# with a small letter, which no abbreviation but "vs." does, so these come first; a set of ASCII letters is faster than "any letter".
def _pattern(word: str, digit: str) -> re.Pattern[str]:
    rest = rf"{word}*(?:['.&/-]{word}+(?:['.&/-]{word}+)*|)"
    return re.compile(
        rf"([^\s_](?:(?<=[a-uw-z]){rest}"
        r"|(?<=[A-Z])\.(?:[A-Z]\.){0,3}"
        r"|(?<=[MDSRGLCJPHAv])(?:(?<=M)(?:rs?|s|aj)|(?<=[DJ])r|(?<=S)(?:ens?|gt|r|t)|(?<=R)(?:eps?|ev)|(?<=G)(?:ov|en)|(?<=L)t"
        r"|(?<=C)(?:ol|apt)|(?<=P)(?:rof|res)|(?<=H)on|(?<=A)dm|(?<=v)s)\."
        rf"|(?<={digit}){digit}*(?:[.,:]{digit}+)*%?|(?<={word}){rest}|))"
    )


_TOKEN, _ASCII_TOKEN = _pattern(r"[^\W_]", r"\d"), _pattern("[A-Za-z0-9]", "[0-9]")
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
    token = _ASCII_TOKEN if fold_marks(plain).isascii() else _TOKEN
    out: list[Unit] = []
    if title is not None and title.end > title.start:
        tokens = _Tokens(plain, title.start, title.end, token)
        out.extend(_bounded(_fill(Unit(-1, True, True), tokens, title.start, title.end, quotations, 0)))
    if not sentences:
        return out
    tokens = _Tokens(plain, sentences[0].start, sentences[-1].end, token)
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
    if not unit.initial or len(unit.low) > 30 or unit.upper.count(True) < 4:
        return False
    loud = sum(len(word) > 3 and word[0].isalpha() for word in compress(unit.low, unit.upper))
    return loud >= 4 and loud >= 0.8 * sum(len(word) > 3 and word[0].isalpha() for word in unit.low)


def _joined(text: str, sentences: tuple[Span, ...], quotations: tuple[Quotation, ...]) -> list[tuple[int, int]]:
    """Sentences as (start, end), those joined whose border lies inside a quotation or between a question and "he asked"."""
    out: list[list[int]] = []
    at = 0
    for sentence in sentences:
        while at < len(quotations) and quotations[at].span.end <= sentence.start:
            at += 1
        inside = at < len(quotations) and quotations[at].span.start < sentence.start
        if out and (inside or (at > 0 and _answers(text, quotations[at - 1], sentence, out[-1][1]))):
            out[-1][1] = sentence.end
        else:
            out.append([sentence.start, sentence.end])
    return [(start, end) for start, end in out]


def _answers(text: str, quotation: Quotation, sentence: Span, before: int) -> bool:
    """Whether the sentence is what follows a quotation inside one: 'he asked.' after "Why?"."""
    end = quotation.span.end
    if text[end : min(end + 2, sentence.start)].strip(" .") or text[end : sentence.start].strip(" ."):
        return False  # words stand between them
    if "\n" in text[before : sentence.start]:
        return False
    head = sentence.text[:80]
    if head[:1].islower():
        return True
    if not quotation.inner.text.rstrip().endswith(("?", "!", ",", "...", "…", "-", "—")):
        return False
    return _ANSWER.search(sentence.text, 0, 240) is not None


class _Tokens:
    """All tokens of a stretch of text, made in one pass; `plain` is the text with plain apostrophes."""

    __slots__ = ("ends", "low", "plain", "starts", "token", "upper")

    def __init__(self, plain: str, start: int, end: int, token: re.Pattern[str]) -> None:
        pieces = token.split(plain[start:end])  # what lies between two tokens, a token, and so on by turns
        places = list(accumulate(map(len, pieces), initial=start))
        self.plain, self.token = plain, token
        self.starts, self.ends = places[1:-1:2], places[2::2]
        words = pieces[1::2]
        self.low = list(map(str.lower, words))
        self.upper = list(map(ne, words, self.low))
        for k in [k for k, changed in enumerate(self.upper) if changed]:
            self.upper[k] = words[k][0] != self.low[k][0]  # "iPhone" has no capital in front

    def between(self, start: int, end: int) -> tuple[int, int] | None:
        """The tokens in [start, end) as a half-open range; None where one crosses a border."""
        first, stop = bisect_left(self.starts, start), bisect_left(self.starts, end)
        if (stop > first and self.ends[stop - 1] > end) or (first and self.ends[first - 1] > start):
            return None
        return first, stop


def _fill(unit: Unit, tokens: _Tokens, start: int, end: int, quotations: tuple[Quotation, ...], at: int) -> Unit:
    """Add the tokens of [start, end), where `at` is the first quotation that may lie in it."""
    unit.text = tokens.plain
    here = start
    while True:
        while at < len(quotations) and quotations[at].span.end <= here:
            at += 1
        stop = end
        quoted = at < len(quotations) and quotations[at].span.start < end
        if quoted:
            stop = max(here, quotations[at].span.start)
        some = tokens
        part = tokens.between(here, stop)
        if part is None:
            some = _Tokens(tokens.plain, here, stop, tokens.token)
            part = 0, len(some.starts)
        first, last = part
        unit.low += some.low[first:last]
        unit.upper += some.upper[first:last]
        unit.starts += some.starts[first:last]
        unit.ends += some.ends[first:last]
        unit.quotation += [-1] * (last - first)
        if not quoted:
            return unit
        span = quotations[at].span
        unit.low.append(Q)
        unit.upper.append(False)
        unit.starts.append(span.start)
        unit.ends.append(span.end)
        unit.quotation.append(at)
        here = span.end + (tokens.plain[span.end : span.end + 1] in ("'", '"'))
        at += 1
