"""The tokens that attribution works on: sentences with every quotation folded into one token.

A sentence splitter parts quotations at their inner sentences; here they are joined again, so that "“A. B. C,” she said." is one
unit of four tokens. One regular expression, linear.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from retold.marking.sentences import paragraphs
from retold.records.article import Span
from retold.records.marks import Quotation

_TOKEN = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Sgt|Capt|Rev|Jr|Sr|St|Prof|Hon|Pres|Adm|Maj|vs)\.|(?:[A-Z]\.){1,4}"
    r"|\d+(?:[.,:]\d+)*%?|[^\W_]+(?:['.&/-][^\W_]+)*|[^\w\s]"
)
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
        return self.starts[stop - 1] - self.starts[0] > 1 and self.text[self.starts[0] : self.ends[stop - 1]].isupper()

    def only_quotations(self) -> bool:
        """Whether nothing but quotations and punctuation stands in the unit."""
        return Q in self.low and all(word == Q or not word[0].isalnum() for word in self.low)


def units(
    text: str, sentences: tuple[Span, ...], quotations: tuple[Quotation, ...], title: Span | None = None
) -> list[Unit]:
    """The units of an article in order, the title's first where there is one."""
    plain = text.replace("’", "'").replace("ʼ", "'")
    lower = plain.lower()
    if len(lower) != len(plain):  # a few capitals have a lower case of two code points
        lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in plain)
    out: list[Unit] = []
    if title is not None and title.end > title.start:
        out.extend(_bounded(_fill(Unit(-1, True, True), (plain, lower), title.start, title.end, quotations, 0)))
    if not sentences:
        return out
    starts = [first for first, _ in paragraphs(text, 0, len(text))]
    at = 0
    last_paragraph = -2
    for start, end in _joined(plain, sentences, quotations):
        while at < len(quotations) and quotations[at].span.end <= start:
            at += 1
        paragraph = bisect_right(starts, start) - 1
        unit = _fill(Unit(paragraph, paragraph != last_paragraph), (plain, lower), start, end, quotations, at)
        if len(unit):
            unit.title = _headline(unit)
            last_paragraph = paragraph
            out.extend(_bounded(unit))
    return out


def _bounded(unit: Unit) -> list[Unit]:
    """The unit in pieces of at most `_LONGEST` tokens, so that no text makes the rules inside a sentence slow."""
    if len(unit) <= _LONGEST:
        return [unit]
    out = []
    for at in range(0, len(unit), _LONGEST):
        piece = Unit(unit.paragraph, unit.initial and at == 0, unit.title)
        piece.text = unit.text
        for name in ("low", "starts", "ends", "upper", "quotation"):
            setattr(piece, name, getattr(unit, name)[at : at + _LONGEST])
        out.append(piece)
    return out


def _headline(unit: Unit) -> bool:
    """Whether nearly every longer word has a capital: a headline or heading inside the text."""
    if not unit.initial or len(unit) > 30:
        return False
    longer = [unit.upper[k] for k, word in enumerate(unit.low) if len(word) > 3 and word[0].isalpha()]
    return len(longer) >= 4 and sum(longer) >= 0.8 * len(longer)


def _joined(text: str, sentences: tuple[Span, ...], quotations: tuple[Quotation, ...]) -> list[tuple[int, int]]:
    """Sentences as (start, end), those joined whose border lies inside a quotation or between a question and "he asked"."""
    out: list[list[int]] = []
    at = 0
    for sentence in sentences:
        while at < len(quotations) and quotations[at].span.end <= sentence.start:
            at += 1
        inside = at < len(quotations) and quotations[at].span.start < sentence.start
        ends_before = at > 0 and bool(out) and not text[quotations[at - 1].span.end : sentence.start].strip(" .")
        if out and (inside or (ends_before and _answers(text, quotations[at - 1], sentence, out[-1][1]))):
            out[-1][1] = sentence.end
        else:
            out.append([sentence.start, sentence.end])
    return [(start, end) for start, end in out]


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


def _fill(unit: Unit, text: tuple[str, str], start: int, end: int, quotations: tuple[Quotation, ...], at: int) -> Unit:
    """Add the tokens of [start, end); `text` is the plain text and its lower case, `at` the first quotation that may lie in it."""
    plain, lower = text
    unit.text = plain
    low, starts, ends, upper, listed = unit.low, unit.starts, unit.ends, unit.upper, unit.quotation
    here = start
    while True:
        while at < len(quotations) and quotations[at].span.end <= here:
            at += 1
        stop = end
        quoted = at < len(quotations) and quotations[at].span.start < end
        if quoted:
            stop = max(here, quotations[at].span.start)
        spans = [match.span() for match in _TOKEN.finditer(plain, here, stop)]
        low += [lower[s:e] for s, e in spans]
        upper += [plain[s] != lower[s] for s, _ in spans]
        starts += [s for s, _ in spans]
        ends += [e for _, e in spans]
        listed += [-1] * len(spans)
        if not quoted:
            return unit
        span = quotations[at].span
        low.append(Q)
        upper.append(False)
        starts.append(span.start)
        ends.append(span.end)
        listed.append(at)
        here = span.end
        at += 1
