"""Two marked articles side by side: which sentences answer which, and word by word what differs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from retold.collation.sentences import Bead, Unit, beads, units
from retold.collation.wording import Line, align, lights
from retold.records.article import Span
from retold.records.comparison import Collation, Link, LinkKind, Run, Shape
from retold.records.marks import Marked
from retold.text.similarity import Similarity, Trigrams

EDITED = 0.6  # a link that keeps this share of its words is edited, below it is reworded

__all__ = ["collate"]


def collate(a: Marked, b: Marked, measure: Similarity | None = None) -> Collation:
    """Lay two marked articles side by side.

    Every body sentence of either side is in exactly one link. Word differences are phrases; words of the dateline, of
    credits, title and furniture take no part. `measure` is used for sentences that share few words only.
    """
    measure = measure or Trigrams()
    language = a.article.language or b.article.language or "en"
    units_a = units(a.article.text, a.sentences, language)
    units_b = units(b.article.text, b.sentences, language)
    zones_a, zones_b = _Zones(a), _Zones(b)
    links: list[Link] = []
    matches: list[Run] = []
    stretches: list[Run] = []
    edits: list[Run] = []
    found = beads(units_a, units_b, measure)
    for bead in _with_unlinked(found, len(units_a), len(units_b)):
        group_a, group_b = units_a[bead.a : bead.a_end], units_b[bead.b : bead.b_end]
        words_a, words_b = zones_a.line(group_a, language), zones_b.line(group_b, language)
        if group_a and group_b:
            blocks, apart, phrases = align(words_a, words_b)
            matches += (
                _run(words_a, words_b, len(links), (i, i + n), (j, j + n), group_a, group_b) for i, j, n in blocks
            )
            stretches += (_run(words_a, words_b, len(links), one, other, group_a, group_b) for one, other in apart)
            edits += (_run(words_a, words_b, len(links), one, other, group_a, group_b) for one, other in phrases)
            kept = 2 * sum(n for _, _, n in blocks) / max(len(words_a) + len(words_b), 1)
        else:
            kept = 0.0
        kind = _kind(words_a, words_b, kept, bool(group_a), bool(group_b))
        links.append(
            Link(
                a=tuple(unit.span for unit in group_a),
                b=tuple(unit.span for unit in group_b),
                kind=kind,
                shape=_shape(len(group_a), len(group_b)),
                moved=bead.moved,
                similarity=round(min(kept if group_a and group_b else 0.0, 1.0), 3),
            )
        )
    return Collation(
        links=tuple(links),
        matches=tuple(matches),
        stretches=tuple(stretches),
        edits=tuple(edits),
        words_a=sum(len(unit.words) for unit in units_a),
        words_b=sum(len(unit.words) for unit in units_b),
        similarity=measure.name,
    )


def _with_unlinked(found: Sequence[Bead], count_a: int, count_b: int) -> list[Bead]:
    """The beads with every unlinked sentence in its place: in order of a, one of b behind the b sentence before it."""
    used_a = {i for bead in found for i in range(bead.a, bead.a_end)}
    used_b = {j for bead in found for j in range(bead.b, bead.b_end)}
    every = [*found, *(Bead(i, i + 1, 0, 0, 0.0, 0.0, 0.0) for i in range(count_a) if i not in used_a)]
    every.sort(key=lambda bead: bead.a)
    added: dict[int, list[Bead]] = {}
    for j in range(count_b):
        if j not in used_b:
            added.setdefault(j - 1 if j - 1 in used_b else -1 if j == 0 else j - 1, []).append(
                Bead(0, 0, j, j + 1, 0.0, 0.0, 0.0)
            )
    ordered: list[Bead] = []
    pending = [added.pop(-1, [])]
    _follow(ordered, pending[0], added)
    for bead in every:
        ordered.append(bead)
        for j in range(bead.b, bead.b_end):
            _follow(ordered, added.pop(j, []), added)
    return ordered


def _follow(ordered: list[Bead], queue: list[Bead], added: dict[int, list[Bead]]) -> None:
    """Append a run of added sentences, each of which may be followed by the next."""
    while queue:
        bead = queue[0]
        ordered.append(bead)
        queue = added.pop(bead.b, [])


class _Zones:
    """Which quotation each word lies in, and which words take no part (credits)."""

    def __init__(self, marked: Marked) -> None:
        self.starts = [quotation.span.start for quotation in marked.quotations]
        self.ends = [quotation.span.end for quotation in marked.quotations]
        self.left_out = [(credit.span.start, credit.span.end) for credit in marked.credits]

    def line(self, group: Sequence[Unit], language: str) -> Line:
        """The words of some sentences that take part in the alignment, in columns."""
        if len(group) == 1 and not self._holds_credit(group[0].span):
            unit = group[0]
            forms, norms, weights = unit.lemmas, unit.words.norm, unit.idfs
            starts, ends = unit.words.starts, unit.words.ends
        else:
            rows = [
                row
                for unit in group
                for row in zip(unit.lemmas, unit.words.norm, unit.idfs, unit.words.starts, unit.words.ends, strict=True)
                if not any(first <= row[3] < last for first, last in self.left_out)
            ]
            columns = map(list, zip(*rows, strict=True)) if rows else ([] for _ in range(5))
            forms, norms, weights, starts, ends = columns
        zones = self._zones(starts)
        light = lights(forms, weights, language)
        return Line(forms, norms, starts, ends, weights, zones, light, max(zones, default=-1) >= 0)

    def _holds_credit(self, sentence: Span) -> bool:
        return any(first < sentence.end and sentence.start < last for first, last in self.left_out)

    def _zones(self, starts: Sequence[int]) -> list[int]:
        """The quotation that each word lies in, -1 for none; `starts` rise."""
        if not starts or not self.starts:
            return [-1] * len(starts)
        at = bisect_right(self.starts, starts[0]) - 1
        following = self.starts[at + 1] if at + 1 < len(self.starts) else starts[-1] + 1
        if following > starts[-1] and (at < 0 or self.ends[at] <= starts[0]):
            return [-1] * len(starts)
        zones = []
        for start in starts:
            while at + 1 < len(self.starts) and self.starts[at + 1] <= start:
                at += 1
            zones.append(at if at >= 0 and start < self.ends[at] else -1)
        return zones


def _run(
    words_a: Line,
    words_b: Line,
    link: int,
    range_a: tuple[int, int],
    range_b: tuple[int, int],
    group_a: Sequence[Unit],
    group_b: Sequence[Unit],
) -> Run:
    start_a, end_a = _chars(words_a, range_a, group_a)
    start_b, end_b = _chars(words_b, range_b, group_b)
    return Run(link, start_a, end_a, start_b, end_b)


def _chars(side: Line, words: tuple[int, int], group: Sequence[Unit]) -> tuple[int, int]:
    start, end = words
    if start < end:
        return side.starts[start], side.ends[end - 1]
    at = side.ends[start - 1] if start else (side.starts[0] if side.starts else group[0].span.start)
    return at, at


def _kind(words_a: Line, words_b: Line, kept: float, has_a: bool, has_b: bool) -> LinkKind:
    if not has_b:
        return "dropped"
    if not has_a:
        return "added"
    if words_a.norms == words_b.norms:
        return "verbatim"
    return "edited" if kept >= EDITED else "reworded"


def _shape(count_a: int, count_b: int) -> Shape:
    if not count_b:
        return "1-0"
    if not count_a:
        return "0-1"
    if count_a == 1 and count_b == 1:
        return "1-1"
    if count_a == 1:
        return "split"
    return "merged" if count_b == 1 else "n-m"
