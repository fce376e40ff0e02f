"""What every kind of change needs to look up: where the words of one side stand on the other, and what is already said."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from retold.records.article import Span, span
from retold.records.comparison import Collation, Link, QuotationPair, Run
from retold.records.marks import Marked
from retold.text.lemma import lemma
from retold.text.tokenise import Words, words

Range = tuple[int, int]


class Ranges:
    """Half-open ranges, sorted and merged; answers in O(log n)."""

    def __init__(self, ranges: Iterable[Range] = ()) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted(ranges):
            if self.ends and start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], end)
            else:
                self.starts.append(start)
                self.ends.append(end)

    def add(self, start: int, end: int) -> None:
        """Add [start, end), joining what it touches."""
        first = bisect_left(self.ends, start)
        last = bisect_right(self.starts, end)
        if first < last:
            start, end = min(start, self.starts[first]), max(end, self.ends[last - 1])
        self.starts[first:last] = [start]
        self.ends[first:last] = [end]

    def holds(self, start: int, end: int) -> bool:
        """Whether [start, end) lies wholly inside."""
        at = bisect_right(self.starts, start) - 1
        return at >= 0 and end <= self.ends[at]

    def touches(self, start: int, end: int) -> bool:
        """Whether any of [start, end) lies inside."""
        at = bisect_left(self.starts, end) - 1
        return at >= 0 and self.ends[at] > start


class Side:
    """One article of the pair: its text, words and claimed ranges."""

    def __init__(self, marked: Marked, language: str) -> None:
        self.marked = marked
        self.text = marked.article.text
        self.words: Words = words(self.text)
        self.language = language
        self.claimed = Ranges()
        self.quoted = Ranges((quotation.span.start, quotation.span.end) for quotation in marked.quotations)
        self._lemmas: dict[int, str] = {}

    def words_in(self, start: int, end: int) -> range:
        """Indexes of the words that lie in [start, end)."""
        return range(bisect_left(self.words.starts, start), bisect_left(self.words.starts, end))

    def norms(self, start: int, end: int) -> list[str]:
        """The folded words in [start, end)."""
        found = self.words_in(start, end)
        return self.words.norm[found.start : found.stop]

    def lemmas(self, start: int, end: int) -> list[str]:
        """The dictionary forms of the words in [start, end)."""
        return [lemma(word, self.language) for word in self.norms(start, end)]

    def span(self, start: int, end: int) -> Span:
        """The span [start, end) of this side's text."""
        return span(self.text, start, end)

    def claim(self, *spans: Span) -> None:
        """Say that a change has been reported for these words, so that no lesser kind repeats it."""
        for one in spans:
            if one.start < one.end:
                self.claimed.add(one.start, one.end)


class Context:
    """Two sides, their collation, and the way from one to the other."""

    def __init__(self, a: Marked, b: Marked, collation: Collation) -> None:
        language = a.article.language or b.article.language or "en"
        self.a, self.b = Side(a, language), Side(b, language)
        self.english = language == "en"
        self.collation = collation
        self.links: Sequence[Link] = collation.links
        self.quotations: list[QuotationPair] = []
        self.runs: dict[int, list[tuple[Run, bool]]] = defaultdict(list)
        for run in collation.matches:
            self.runs[run.link].append((run, True))
        for run in collation.stretches:
            self.runs[run.link].append((run, False))
        self._starts_a, self._at_a = self._places([link.a for link in self.links])
        self._starts_b, self._at_b = self._places([link.b for link in self.links])

    @staticmethod
    def _places(sides: Sequence[Sequence[Span]]) -> tuple[list[Range], list[int]]:
        placed = sorted(((one.start, one.end), k) for k, spans in enumerate(sides) for one in spans)
        return [place for place, _ in placed], [k for _, k in placed]

    def link_at(self, side: str, position: int) -> int | None:
        """The index of the link whose sentence on side "a" or "b" holds `position`, or None (title, furniture …)."""
        places, links = (self._starts_a, self._at_a) if side == "a" else (self._starts_b, self._at_b)
        at = bisect_right(places, (position, 1 << 60)) - 1
        return links[at] if at >= 0 and position < places[at][1] else None

    def links_over(self, side: str, start: int, end: int) -> list[int]:
        """The links of all sentences on one side that [start, end) touches, in order, each once."""
        places, links = (self._starts_a, self._at_a) if side == "a" else (self._starts_b, self._at_b)
        at = max(bisect_right(places, (start, 1 << 60)) - 1, 0)
        found: list[int] = []
        while at < len(places) and places[at][0] < end:
            if places[at][1] > start and links[at] not in found:
                found.append(links[at])
            at += 1
        return found

    def answer(
        self, start: int, end: int, *, edits: bool = True, side: str = "a", longest: int = 1 << 60
    ) -> list[Range]:
        """The ranges of the other side that answer [start, end) of `side`, in its order.

        Matched words answer word by word; with `edits`, a stretch that differs answers as a whole, unless
        either side of it has more than `longest` characters.
        """
        found: list[Range] = []
        for link in self.links_over(side, start, end):
            for run, same in self.runs[link]:
                x0, x1, y0, y1 = (
                    (run.a_start, run.a_end, run.b_start, run.b_end)
                    if side == "a"
                    else (run.b_start, run.b_end, run.a_start, run.a_end)
                )
                if x1 <= start or x0 >= end:
                    continue
                if same:
                    found += self._word_by_word((x0, x1), (y0, y1), (start, end), side)
                elif edits and y0 < y1 and x1 - x0 <= longest and y1 - y0 <= longest:
                    found.append((y0, y1))
        return sorted(found)

    def _word_by_word(self, one: Range, other: Range, wanted: Range, side: str) -> list[Range]:
        here, there = (self.a, self.b) if side == "a" else (self.b, self.a)
        left, right = here.words_in(*one), there.words_in(*other)
        if wanted[0] <= one[0] and one[1] <= wanted[1]:
            return [other]
        inside = [
            (there.words.starts[j], there.words.ends[j])
            for i, j in zip(left, right, strict=False)
            if here.words.starts[i] < wanted[1] and here.words.ends[i] > wanted[0]
        ]
        return [(inside[0][0], inside[-1][1])] if inside else []

    def within(self, a: Sequence[Span], b: Sequence[Span]) -> int | None:
        """The index of the quotation pair in which spans of both sides lie (of the one side that has spans)."""
        for k, pair in enumerate(self.quotations):
            holds_a = all(any(q.start <= one.start and one.end <= q.end for q in pair.a) for one in a)
            holds_b = all(any(q.start <= one.start and one.end <= q.end for q in pair.b) for one in b)
            if (a or b) and (holds_a or not a) and (holds_b or not b) and pair.status != "paraphrased":
                return k
        return None
