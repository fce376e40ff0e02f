"""Two marked articles side by side: which sentences answer which, and word by word what differs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from retold.collation.line import Line, joined, lights
from retold.collation.sentences import Bead, Unit, beads, units
from retold.collation.wording import Gap, align
from retold.records.comparison import Collation, Link, LinkKind, Run, Shape
from retold.records.marks import Marked
from retold.text.similarity import Similarity, Trigrams
from retold.text.tokenise import words_of

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
    columns_a, columns_b = _Columns(a, language), _Columns(b, language)
    links: list[Link] = []
    matches: list[Run] = []
    stretches: list[Run] = []
    edits: list[Run] = []
    found = beads(units_a, units_b, measure)
    for bead in _with_unlinked(found, len(units_a), len(units_b)):
        group_a, group_b = units_a[bead.a : bead.a_end], units_b[bead.b : bead.b_end]
        words_a, words_b = columns_a.line(group_a), columns_b.line(group_b)
        kept = 0.0
        if group_a and group_b:
            blocks, apart, phrases = align(words_a, words_b)
            k = len(links)
            starts_a, ends_a, starts_b, ends_b = words_a.starts, words_a.ends, words_b.starts, words_b.ends
            matches += [Run(k, starts_a[i], ends_a[i + n - 1], starts_b[j], ends_b[j + n - 1]) for i, j, n in blocks]
            stretches += _runs(k, apart, words_a, words_b, group_a, group_b)
            edits += _runs(k, phrases, words_a, words_b, group_a, group_b)
            kept = 2 * sum([n for _, _, n in blocks]) / max(len(words_a) + len(words_b), 1)
        kind = _kind(words_a, words_b, kept, bool(group_a), bool(group_b))
        links.append(
            Link(
                a=tuple([unit.span for unit in group_a]),
                b=tuple([unit.span for unit in group_b]),
                kind=kind,
                shape=_shape(len(group_a), len(group_b)),
                moved=bead.moved,
                similarity=round(min(kept, 1.0), 3),
            )
        )
    return Collation(
        links=tuple(links),
        matches=tuple(matches),
        stretches=tuple(stretches),
        edits=tuple(edits),
        words_a=sum([len(unit.lemmas) for unit in units_a]),
        words_b=sum([len(unit.lemmas) for unit in units_b]),
        similarity=measure.name,
    )


def _with_unlinked(found: Sequence[Bead], count_a: int, count_b: int) -> list[Bead]:
    """The beads with every unlinked sentence in its place: in order of a, one of b behind the b sentence before it."""
    used_a = {i for bead in found for i in range(bead.a, bead.a_end)}
    used_b = {j for bead in found for j in range(bead.b, bead.b_end)}
    if len(used_a) == count_a and len(used_b) == count_b:
        return list(found)
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


class _Columns:
    """What is known of each word of an article beside its form: which quotation it lies in, and whether it carries grammar.

    Words of credits take no part in an alignment.
    """

    def __init__(self, marked: Marked, language: str) -> None:
        self._language = language
        self._starts = [quotation.span.start for quotation in marked.quotations]
        self._ends = [quotation.span.end for quotation in marked.quotations]
        self._left_out = [(credit.span.start, credit.span.end) for credit in marked.credits]
        self._zones = self._zones_of(words_of(marked.article.text).starts)

    def line(self, group: Sequence[Unit]) -> Line:
        """The words of some sentences that take part in the alignment, in columns."""
        if len(group) == 1:
            return self._of(group[0])
        return joined([self._of(unit) for unit in group])

    def _of(self, unit: Unit) -> Line:
        words, forms = unit.words, unit.lemmas
        zones = self._zones[unit.first : unit.first + len(forms)] if unit.first >= 0 else self._zones_of(words.starts)
        light = lights(forms, unit.idfs, self._language)
        zoned = max(zones, default=-1) >= 0
        line = Line(forms, words.norm, words.starts, words.ends, unit.idfs, zones, light, zoned)
        start, end = unit.span.start, unit.span.end
        credits = [(first, last) for first, last in self._left_out if first < end and start < last]
        if not credits:
            return line
        kept = [not any(first <= at < last for first, last in credits) for at in words.starts]
        return line.only(kept)

    def _zones_of(self, starts: Sequence[int]) -> list[int]:
        """The quotation that each word lies in, -1 for none; `starts` rise."""
        zones = [-1] * len(starts)
        for at, (start, end) in enumerate(zip(self._starts, self._ends, strict=True)):
            following = self._starts[at + 1] if at + 1 < len(self._starts) else end
            first, last = bisect_left(starts, start), bisect_left(starts, min(end, following))
            zones[first:last] = [at] * (last - first)
        return zones


def _runs(
    link: int, pairs: Sequence[tuple[Gap, Gap]], a: Line, b: Line, group_a: Sequence[Unit], group_b: Sequence[Unit]
) -> list[Run]:
    """Pairs of word ranges as runs of code points."""
    starts_a, ends_a, starts_b, ends_b = a.starts, a.ends, b.starts, b.ends
    return [
        Run(
            link,
            starts_a[i] if i < i_end else _before(a, i, group_a),
            ends_a[i_end - 1] if i < i_end else _before(a, i, group_a),
            starts_b[j] if j < j_end else _before(b, j, group_b),
            ends_b[j_end - 1] if j < j_end else _before(b, j, group_b),
        )
        for (i, i_end), (j, j_end) in pairs
    ]


def _before(side: Line, word: int, group: Sequence[Unit]) -> int:
    """Where an empty range before a word stands: right behind the word that goes before."""
    if word:
        return side.ends[word - 1]
    return side.starts[0] if side.starts else group[0].span.start


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
