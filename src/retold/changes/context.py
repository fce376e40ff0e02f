"""What every kind of change needs to look up: where the words of one side stand on the other, and what is already said."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, compress
from operator import not_, or_

from retold.changes.exchanged import Place, clauses_swapped, crossed_places, exchanges
from retold.collation.line import forms_of, lights
from retold.collation.places import places_of
from retold.records.article import Span, span
from retold.records.comparison import Collation, Link, QuotationPair, Run
from retold.records.marks import Attribution, Marked
from retold.text.background import idfs
from retold.text.tokenise import Words, words_of

Range = tuple[int, int]
_INSIDE = re.compile("[.,']")  # marks that a word may have inside
CLAUSE = 60  # characters from the comma behind a voice to a mark that describes it


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
        self.words: Words = words_of(self.text)
        self.places = places_of(self.text)
        self._index = self.places.index
        self.language = language
        self.claimed = Ranges()
        self.replaced = Ranges()  # voices that the other side replaced
        self.unvoiced = Ranges()  # words that went with an attribution that is lost
        self.timed = Ranges()  # "two years ago" where the other side has "last year": told as a date
        self.quoted = Ranges([(quotation.span.start, quotation.span.end) for quotation in marked.quotations])
        self._listed: dict[int, tuple[list[int], list[int]]] = {}
        self._marks = {name.span.start: ("[name]", name.span.end) for name in marked.names}
        self._marks.update((figure.span.start, ("[figure]", figure.span.end)) for figure in marked.figures)
        self._places = sorted(self._marks)

    def words_in(self, start: int, end: int) -> range:
        """Indexes of the words that lie in [start, end)."""
        index = self._index
        try:
            return range(index[start], index[end])
        except IndexError:
            return range(self.places.at(start), self.places.at(end))

    def listed(self, start: int, end: int, known: Mapping[str, bool]) -> list[int]:
        """Indexes of the words in [start, end) that `known` says yes to; each table is asked once for the whole article."""
        found = self._listed.get(id(known))
        if found is None:
            every = list(compress(range(len(self.words)), map(known.__getitem__, self.words.norm)))
            self._listed[id(known)] = found = every, [self.words.starts[k] for k in every]
        every, starts = found
        return every[bisect_left(starts, start) : bisect_left(starts, end)] if every else every

    def norms(self, start: int, end: int) -> list[str]:
        """The folded words in [start, end)."""
        first, last = self.places.within(start, end)
        return self.words.norm[first:last]

    def lemmas(self, start: int, end: int) -> list[str]:
        """The dictionary forms of the words in [start, end)."""
        first, last = self.places.within(start, end)
        return self.forms[first:last]

    def holding(self, known: frozenset[str]) -> Iterator[int]:
        """Indexes of the words that are among `known`, or have a mark inside and so perhaps a part that is ("Anna.Fox")."""
        norm = self.words.norm
        told = map(or_, map(known.__contains__, norm), map(not_, map(str.isalnum, norm)))
        return compress(range(len(norm)), told)

    @cached_property
    def figured(self) -> Ranges:
        """Where figures stand."""
        return Ranges([(figure.span.start, figure.span.end) for figure in self.marked.figures])

    @cached_property
    def told(self) -> Ranges:
        """Where figures, dates and names stand."""
        marked = self.marked
        spans = [one.span for one in marked.figures]
        spans += [one.span for one in marked.dates]
        spans += [one.span for one in marked.names]
        return Ranges([(one.start, one.end) for one in spans])

    @cached_property
    def forms(self) -> list[str]:
        """The dictionary form of each word."""
        return forms_of(self.text, self.language)

    @cached_property
    def light(self) -> list[bool]:
        """Of each word, whether it carries grammar rather than meaning."""
        return lights(self.forms, () if self.language == "en" else idfs(self.forms, self.language), self.language)

    @cached_property
    def numbered(self) -> list[bool]:
        """Of each word, whether it begins with a digit."""
        return [word[0].isdigit() for word in self.words.norm]

    def marked_in(self, sentence: Span) -> bool:
        """Whether a name or a figure begins in a sentence."""
        at = bisect_left(self._places, sentence.start)
        return at < len(self._places) and self._places[at] < sentence.end

    def mark_at(self, start: int) -> str:
        """The folded text of the name or figure that begins at `start`."""
        return self.text[start : self._marks[start][1]].casefold()

    def frame(self, sentence: Span) -> tuple[list[str], list[int]]:
        """The words of a sentence, each name and each figure as one slot; and where those begin."""
        at, stop = self.places.within(sentence.start, sentence.end)
        end = -1
        found: list[str] = []
        slots: list[int] = []
        low, high = bisect_left(self._places, sentence.start), bisect_left(self._places, sentence.end)
        for place in self._places[low:high]:
            k = self.places.begins(place)
            if k is None or place < end:
                continue
            found += self.words.norm[at:k]
            slot, end = self._marks[place]
            found.append(slot)
            slots.append(place)
            at = bisect_left(self.words.starts, end, k)
        found += self.words.norm[at:stop]
        return found, slots

    def behind_a_voice(self, start: int) -> bool:
        """Whether `start` lies in the words behind a replaced voice that tell who it is: "said Ada Brun, 42, mayor of Kessel"."""
        comma = start
        for _ in range(2):
            comma = self.text.rfind(",", max(start - CLAUSE, 0), comma)
            if comma <= 0 or any(mark in self.text[comma:start] for mark in '.;:?!\n"”“'):
                return False
            if self.replaced.touches(comma - 1, comma):
                return True
        return False

    def span(self, start: int, end: int) -> Span:
        """The span [start, end) of this side's text."""
        return span(self.text, start, end)

    def claim(self, *spans: Span) -> None:
        """Say that a change has been reported for these words, so that no lesser kind repeats it."""
        for one in spans:
            if one.start < one.end:
                self.claimed.add(one.start, one.end)


class _Runs:
    """The runs of a collation in the order of one side, found by place: start and end here and there, whether they agree."""

    def __init__(self, runs: list[tuple[int, int, int, int, bool]]) -> None:
        self.runs = sorted(runs)
        self.starts = [run[0] for run in self.runs]
        self.ends = [run[1] for run in self.runs]

    def over(self, start: int, end: int) -> list[tuple[int, int, int, int, bool]]:
        """The runs that [start, end) touches. Runs of one side do not overlap, so their ends are in order too."""
        return self.runs[bisect_right(self.ends, start) : bisect_left(self.starts, end)]


class _Holders:
    """Which quotation pairs hold a span of one side; pairs whose marks are gone hold nothing."""

    def __init__(self, pairs: Sequence[QuotationPair], side: str) -> None:
        spans = [(pair.a if side == "a" else pair.b) for pair in pairs]
        self.places = sorted(
            [
                (one.start, one.end, k)
                for k, pair in enumerate(pairs)
                if pair.status != "paraphrased"
                for one in spans[k]
            ]
        )
        self.starts = [start for start, _, _ in self.places]
        self.reach = list(accumulate([end for _, end, _ in self.places], max))

    def of(self, one: Span) -> set[int]:
        """The pairs that hold `one`. Quotations hardly overlap, so the walk back is short."""
        at = bisect_right(self.starts, one.start) - 1
        found = set()
        while at >= 0 and self.reach[at] >= one.end:
            if self.places[at][1] >= one.end:
                found.add(self.places[at][2])
            at -= 1
        return found


def _listed(frame: Sequence[str]) -> bool:
    """Whether two names stand side by side as in a list ("Skerry Bay and Dornich"), where their order says nothing."""
    return any(
        frame[k] == "[name]"
        and (frame[k + 1] == "[name]" or (frame[k + 1] in ("and", "or") and frame[k + 2] == "[name]"))
        for k in range(len(frame) - 2)
    )


class Context:
    """Two sides, their collation, and the way from one to the other."""

    def __init__(self, a: Marked, b: Marked, collation: Collation) -> None:
        language = a.article.language or b.article.language or "en"
        self.a, self.b = Side(a, language), Side(b, language)
        self.english = language == "en"
        self.collation = collation
        self.links: Sequence[Link] = collation.links
        self.quotations: list[QuotationPair] = []  # set once, before `within` is asked
        self._holders: tuple[_Holders, _Holders] | None = None
        runs = [(run.a_start, run.a_end, run.b_start, run.b_end, True) for run in collation.matches]
        runs += [(run.a_start, run.a_end, run.b_start, run.b_end, False) for run in collation.stretches]
        turned = [(start, end, from_, to, same) for from_, to, start, end, same in runs]
        self._runs = {"a": _Runs(runs), "b": _Runs(turned)}
        self._sentences = {
            "a": self._places([(one.start, one.end, k) for k, link in enumerate(self.links) for one in link.a]),
            "b": self._places([(one.start, one.end, k) for k, link in enumerate(self.links) for one in link.b]),
        }

    @staticmethod
    def _places(placed: list[tuple[int, int, int]]) -> tuple[list[int], list[int], list[int]]:
        placed.sort()
        return [start for start, _, _ in placed], [end for _, end, _ in placed], [k for _, _, k in placed]

    @cached_property
    def edits(self) -> list[tuple[Run, range, range]]:
        """The phrases that differ, each with its words on either side."""
        return self._with_words(self.collation.edits)

    @cached_property
    def stretches(self) -> list[tuple[Run, range, range]]:
        """The stretches between agreements, each with its words on either side."""
        return self._with_words(self.collation.stretches)

    def _with_words(self, runs: Iterable[Run]) -> list[tuple[Run, range, range]]:
        a, b = self.a, self.b
        return [(run, a.words_in(run.a_start, run.a_end), b.words_in(run.b_start, run.b_end)) for run in runs]

    @cached_property
    def slots(self) -> dict[int, int]:
        """Names and figures that stand in one frame: where one starts on side a → where its answer starts on side b.

        A frame is a pair of linked sentences that are the same but for their names and figures. In it each answers the one in
        its place, even if the two stand elsewhere in the other sentence too: "12 votes to 7" / "7 votes to 12".
        """
        found: dict[int, int] = {}
        for link in self.links:
            if len(link.a) == len(link.b) == 1 and link.kind == "edited":
                if not self.a.marked_in(link.a[0]):
                    continue
                (one, places), (other, answers) = self.a.frame(link.a[0]), self.b.frame(link.b[0])
                if one == other and not _listed(one):
                    told = [self.a.mark_at(place) for place in places], [self.b.mark_at(place) for place in answers]
                    if not clauses_swapped(*told):
                        found.update(zip(places, answers, strict=True))
        for first, second in self.exchanged:
            for place in (first, second):
                found.setdefault(self.a.words.starts[place.a], self.b.words.starts[place.b])
        return found

    @cached_property
    def crossed(self) -> list[list[Place]]:
        """For each link in which words crossed, the places that other words took."""
        return crossed_places(self)

    @cached_property
    def exchanged(self) -> list[tuple[Place, Place]]:
        """Places whose holders changed places: "the firm sued the bank" / "the bank sued the firm"."""
        return [pair for places in self.crossed for pair in exchanges(self, places)]

    @cached_property
    def voiced(self) -> dict[str, dict[int, list[Attribution]]]:
        """For side "a" and "b": the attributions with a cue, by the link whose sentence holds it."""
        found: dict[str, dict[int, list[Attribution]]] = {"a": {}, "b": {}}
        for side, here in (("a", self.a), ("b", self.b)):
            for one in here.marked.attributions:
                link = self.link_at(side, one.cue.start) if one.cue is not None else None
                if link is not None:
                    found[side].setdefault(link, []).append(one)
        return found

    def voices_at(self, side: str, position: int) -> Sequence[Attribution]:
        """The attributions with a cue in the sentences of the link that holds `position` on "a" or "b"."""
        link = self.link_at(side, position)
        return self.voiced[side].get(link, ()) if link is not None else ()

    def link_at(self, side: str, position: int) -> int | None:
        """The index of the link whose sentence on side "a" or "b" holds `position`, or None (title, furniture …)."""
        starts, ends, links = self._sentences[side]
        at = bisect_right(starts, position) - 1
        return links[at] if at >= 0 and position < ends[at] else None

    def links_with(self, known: frozenset[str], side: str) -> dict[int, set[str]]:
        """The links whose sentences on `side` hold some of the folded words `known`, each with those of its words.

        Parts of words count ("Anna.Fox"), and a word that reaches into the next sentence counts for that too.
        """
        starts, _, links = self._sentences[side]
        here = self.a if side == "a" else self.b
        found: dict[int, set[str]] = {}
        for k in here.holding(known):
            told = known.intersection((here.words.norm[k], *_INSIDE.split(here.words.norm[k])))
            if told:
                first, last = bisect_right(starts, here.words.starts[k]), bisect_left(starts, here.words.ends[k])
                for link in links[max(first - 1, 0) : last]:
                    found.setdefault(link, set()).update(told)
        return found

    def links_over(self, side: str, start: int, end: int) -> list[int]:
        """The links of all sentences on one side that [start, end) touches, in order, each once."""
        starts, ends, links = self._sentences[side]
        at = max(bisect_right(starts, start) - 1, 0)
        found: list[int] = []
        while at < len(starts) and starts[at] < end:
            if ends[at] > start and links[at] not in found:
                found.append(links[at])
            at += 1
        return found

    def runs(self, side: str, start: int, end: int) -> list[tuple[Range, Range, bool]]:
        """The runs that [start, end) of `side` touches: the range on that side, the range on the other, whether they agree."""
        return [((a, b), (x, y), same) for a, b, x, y, same in self._runs[side].over(start, end)]

    def answer(
        self, start: int, end: int, *, edits: bool = True, side: str = "a", longest: int = 1 << 60
    ) -> list[Range]:
        """The ranges of the other side that answer [start, end) of `side`, in its order.

        Matched words answer word by word; with `edits`, a stretch that differs answers as a whole, unless
        either side of it has more than `longest` characters.
        """
        found: list[Range] = []
        runs = self._runs[side]
        for from_, to, low, high, same in runs.runs[bisect_right(runs.ends, start) : bisect_left(runs.starts, end)]:
            if not same:
                if edits and low < high and to - from_ <= longest and high - low <= longest:
                    found.append((low, high))
            elif start <= from_ and to <= end:
                found.append((low, high))
            else:
                # A part of the run: its words and those that answer them stand in one order.
                here, there = (self.a, self.b) if side == "a" else (self.b, self.a)
                index = here.places.index
                left, stop = index[from_], index[to if to < end else end]
                first = left if start <= from_ else bisect_right(here.words.ends, start, left)
                if first < stop:
                    shift = there.places.index[low] - left
                    found.append((there.words.starts[first + shift], there.words.ends[stop - 1 + shift]))
        return sorted(found) if len(found) > 1 else found

    def within(self, a: Sequence[Span], b: Sequence[Span]) -> int | None:
        """The index of the quotation pair in which spans of both sides lie (of the one side that has spans)."""
        if not a and not b:
            return None
        if self._holders is None:
            self._holders = _Holders(self.quotations, "a"), _Holders(self.quotations, "b")
        if not self._holders[0].places and not self._holders[1].places:
            return None
        found: set[int] | None = None
        for holders, spans in zip(self._holders, (a, b), strict=True):
            for one in spans:
                held = holders.of(one)
                found = held if found is None else found & held
                if not found:
                    return None
        return min(found) if found else None
