"""What both reports show, worked out once: which text stands beside which, and which marks lie on it.

Every character of both texts that is not blank stands in exactly one cell: sentences in the row of their link, and what is
outside of sentences (title, dateline, byline, furniture) in rows of its own before the sentence that follows it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Literal

import msgspec

from retold.records.article import Span
from retold.records.comparison import Change, Comparison, Link
from retold.text.tokenise import words

Side = Literal["source", "retelling"]
SIDES: tuple[Side, Side] = ("source", "retelling")

# Kinds whose place is marked as a whole: nothing there is to be read as removed or added.
MARKED_WHOLE = frozenset(("quotation", "move", "furniture", "garbled", "credit"))
_ANCHORED = frozenset(("lost", "gained"))  # details that tell of something one side has not
_TELLING = {"derived", "derived-unseen", "revision"}  # answers that name a source and a retelling


class Piece(msgspec.Struct, frozen=True):
    """A run of text under the same marks.

    Attributes:
        changes: indices into `Comparison.changes`, all kinds but `quotation`.
        quotation: index into `Comparison.quotations`, or None outside of quotations.
        evidence: places of evidence, counted through `Comparison.direction.evidence` and the spans of each.
        opens: the changes (all kinds) whose first span on this side begins here.
        opens_evidence: the places of evidence that begin here.
        places: names of other places it lies in: quotations (q1a), figures and dates (f1a), the credit (credit).
    """

    text: str
    start: int
    changes: tuple[int, ...] = ()
    quotation: int | None = None
    evidence: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    opens_evidence: tuple[int, ...] = ()
    places: tuple[str, ...] = ()


class Row(msgspec.Struct, frozen=True):
    """Two cells side by side: a sentence link, or text outside of sentences (`link` None)."""

    source: tuple[Piece, ...]
    retelling: tuple[Piece, ...]
    link: int | None = None
    kind: str = "outside"
    shape: str = ""
    moved: bool = False
    paragraph: bool = False

    def cell(self, side: Side) -> tuple[Piece, ...]:
        """The pieces of one side."""
        return self.source if side == "source" else self.retelling


class Labels(msgspec.Struct, frozen=True):
    """What the two sides are called.

    Attributes:
        source: in short: "source", "earlier", or "text 1" where no source was decided; `retelling` likewise.
        source_name: as in the summary: outlet or agency, else "text 1" for the first that was given.
        source_full: with the name of the file: "Harbour Wire, dispatch.txt".
        decided: whether it was decided which is the source.
    """

    source: str
    retelling: str
    source_name: str
    retelling_name: str
    source_full: str
    retelling_full: str
    decided: bool

    def name_of(self, given: int, comparison: Comparison) -> str:
        """The name of the article given first (0) or second (1)."""
        return self.source_name if comparison.source.given == given else self.retelling_name


class View(msgspec.Struct, frozen=True):
    """A comparison, ready to be drawn."""

    comparison: Comparison
    labels: Labels
    rows: tuple[Row, ...]
    shown: tuple[int, ...]
    """Changes to list, outermost only, most telling first: indices into `Comparison.changes`."""
    folded: int
    """How many variants are folded away."""
    quotation_of: dict[int, int]
    """For each change of kind `quotation`, the index of its pair in `Comparison.quotations`."""
    entry_of: dict[int, int]
    """The other way round: for a pair, its change."""
    inner: dict[int, tuple[int, ...]]
    """For a pair, the visible changes that lie within it."""
    anchors: frozenset[tuple[int, Side]]
    """Changes and the side on which they only show where something was lost or gained: not a word there is new."""

    def texts(self) -> dict[Side, str]:
        """The text of each side."""
        return {"source": self.comparison.source.text, "retelling": self.comparison.retelling.text}


def make_view(
    comparison: Comparison, names: tuple[str, str], kinds: Sequence[str] = (), show_all: bool = False
) -> View:
    """The view of `comparison`; `names` are those of the articles in the order given, `kinds` restricts the changes."""
    visible = [
        index
        for index, change in enumerate(comparison.changes)
        if (not kinds or change.kind in kinds) and (show_all or not is_variant(change))
    ]
    inner_alone = bool(kinds) and "quotation" not in kinds  # then a word change inside a quotation stands alone
    outermost = [index for index in visible if inner_alone or comparison.changes[index].within is None]
    shown = sorted(outermost, key=lambda index: (-comparison.changes[index].weight, index))
    folded = 0 if show_all else sum(map(is_variant, comparison.changes))
    pairs = {(pair.a, pair.b): index for index, pair in enumerate(comparison.quotations)}
    quotation_of = {
        index: pairs[change.a, change.b]
        for index, change in enumerate(comparison.changes)
        if change.kind == "quotation" and (change.a, change.b) in pairs
    }
    inner: dict[int, tuple[int, ...]] = {}
    for index in visible:
        within = comparison.changes[index].within
        if within is not None:
            inner[within] = (*inner.get(within, ()), index)
    return View(
        comparison=comparison,
        labels=_labels(comparison, names),
        rows=tuple(_rows(comparison, visible)),
        shown=tuple(shown),
        folded=folded,
        quotation_of=quotation_of,
        entry_of={pair: index for index, pair in quotation_of.items()},
        inner=inner,
        anchors=frozenset(_anchors(comparison, visible)),
    )


def _anchors(comparison: Comparison, visible: Iterable[int]) -> Iterable[tuple[int, Side]]:
    """See `View.anchors`: a "not" that was lost is told beside the words that stand there still."""
    sentences = {
        side: Layer(
            (span.start, span.end, index) for index, link in enumerate(comparison.links) for span in _spans(link, side)
        )
        for side in SIDES
    }
    for index in visible:
        change = comparison.changes[index]
        if change.detail not in _ANCHORED or not (change.a and change.b):
            continue
        side: Side
        other: Side
        side, other = SIDES[::-1] if change.detail == "lost" else SIDES
        near = {link for span in _spans(change, side) for *_, link in sentences[side].touching(span.start, span.end)}
        there = [span.text for link in near for span in _spans(comparison.links[link], other)]
        known = {word for text in there for word in words(text).norm}
        here = {word for span in _spans(change, side) for word in words(span.text).norm}
        if change.kind == "attribution" or here <= known:  # what is told with a voice, or without, is no other for it
            yield index, side


def is_variant(change: Change) -> bool:
    """Whether this is two forms of one name, which is folded away unless asked for."""
    return change.kind == "name" and change.detail == "variant"


def pieces(text: str, start: int, end: int, marks: Marks) -> tuple[Piece, ...]:
    """`text[start:end]`, cut wherever a mark begins or ends. Blanks at both ends are left out."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    begins: dict[int, list[tuple[int, int]]] = {}
    ends: dict[int, list[tuple[int, int]]] = {}
    for number, layer in enumerate(marks.layers):
        for low, high, index in layer.touching(start, end):
            begins.setdefault(max(low, start), []).append((number, index))
            ends.setdefault(min(high, end), []).append((number, index))
    cuts = sorted({start, end, *begins, *ends})
    active: dict[tuple[int, int], int] = {}  # a mark (layer, index), and how many of its spans are open
    cut: list[Piece] = []
    for low, high in pairwise(cuts):
        for mark in ends.get(low, ()):
            active[mark] = active.get(mark, 0) - 1
            if active[mark] <= 0:
                del active[mark]
        for mark in begins.get(low, ()):
            active[mark] = active.get(mark, 0) + 1
        over = [index for number, index in active if number == _CHANGES]
        evidence = tuple(index for number, index in active if number == _EVIDENCE)
        cut.append(
            Piece(
                text[low:high],
                low,
                changes=tuple(index for index in over if index not in marks.whole_quotations),
                quotation=next((index for number, index in active if number == _QUOTATIONS), None),
                evidence=evidence,
                opens=tuple(index for index in over if marks.first.get((_CHANGES, index)) == low),
                opens_evidence=tuple(index for index in evidence if marks.first.get((_EVIDENCE, index)) == low),
                places=tuple(marks.names[index] for number, index in active if number == _PLACES),
            )
        )
    return tuple(cut)


class Layer:
    """Marks of one sort, (start, end, index), found by place in logarithmic time where they hardly overlap."""

    def __init__(self, marks: Iterable[tuple[int, int, int]]) -> None:
        self.marks = sorted(marks)
        self.reach = list(accumulate((end for _, end, _ in self.marks), max))

    def touching(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """The marks that share a character with [start, end), in order."""
        found = []
        at = bisect_left(self.marks, (end, -1, -1)) - 1
        while at >= 0 and self.reach[at] > start:
            if self.marks[at][1] > start:
                found.append(self.marks[at])
            at -= 1
        return found[::-1]


class Marks:
    """The marks of one side, in layers, found quickly by place."""

    def __init__(self, comparison: Comparison, side: Side, visible: Iterable[int], changes_only: bool = False) -> None:
        changes = {index: _spans(comparison.changes[index], side) for index in visible}
        self.whole_quotations = {
            index
            for index in changes
            if comparison.changes[index].kind == "quotation"
            and comparison.changes[index].a
            and comparison.changes[index].b
        }
        quotations: dict[int, tuple[Span, ...]] = {}
        evidence: dict[int, tuple[Span, ...]] = {}
        named: list[tuple[str, tuple[Span, ...]]] = []
        if not changes_only:
            named = list(_named(comparison, side))
            given = getattr(comparison, side).given
            quotations = {index: _spans(pair, side) for index, pair in enumerate(comparison.quotations)}
            shown = [at for item in comparison.direction.evidence for at in item.spans]
            evidence = {i: (Span(at.start, at.end, at.text),) for i, at in enumerate(shown) if at.in_ == given}
        self.layers: list[Layer] = []
        self.first: dict[tuple[int, int], int] = {}
        self.names = [name for name, _ in named]
        places = {index: spans for index, (_, spans) in enumerate(named)}
        for number, layer in enumerate((changes, quotations, evidence, places)):
            listed = [
                (span.start, span.end, index)
                for index, spans in layer.items()
                for span in spans
                if span.end > span.start
            ]
            self.layers.append(Layer(listed))
            for start, _, index in listed:
                self.first[number, index] = min(start, self.first.get((number, index), start))


_CHANGES, _QUOTATIONS, _EVIDENCE, _PLACES = range(4)  # the layers of `Marks`


def _named(comparison: Comparison, side: Side) -> Iterable[tuple[str, tuple[Span, ...]]]:
    """Places that the tables and claims link to, by the name they have on this side."""
    letter = "ab"[SIDES.index(side)]
    for number, pair in enumerate(comparison.quotations, start=1):
        yield f"q{number}{letter}", _spans(pair, side)[:1]
    for number, item in enumerate([*comparison.figures, *comparison.dates], start=1):
        yield f"f{number}{letter}", _spans(item, side)[:1]
    if side == "retelling":
        yield "credit", comparison.credit.spans[:1]


def _spans(sided: Change | Link | object, side: Side) -> tuple[Span, ...]:
    spans: tuple[Span, ...] = getattr(sided, side)
    return spans


def _rows(comparison: Comparison, visible: Sequence[int]) -> Iterable[Row]:
    marks = {side: Marks(comparison, side, visible) for side in SIDES}
    texts: dict[Side, str] = {"source": comparison.source.text, "retelling": comparison.retelling.text}
    outside = {side: _outside(texts[side], comparison.links, side) for side in SIDES}
    # What stands before the first sentence is the head of the text, wherever that sentence has gone.
    head = {side: _head(outside[side], texts[side], marks[side]) for side in SIDES}
    if head["source"] or head["retelling"]:
        yield Row(head["source"], head["retelling"], paragraph=True)
    for index in _order(comparison.links):
        link = comparison.links[index]
        cells: dict[Side, tuple[Piece, ...]] = {}
        before: dict[Side, tuple[Piece, ...]] = {}
        for side in SIDES:
            spans = sorted(_spans(link, side), key=lambda span: span.start)
            before[side] = tuple(
                piece
                for span in spans
                for low, high in [outside[side].pop(span.start, (0, 0))]
                for piece in pieces(texts[side], low, high, marks[side])
            )
            cells[side] = _cell(texts[side], spans, marks[side])
        if before["source"] or before["retelling"]:
            yield Row(before["source"], before["retelling"], paragraph=True)
        yield Row(
            cells["source"],
            cells["retelling"],
            link=index,
            kind=link.kind,
            shape=link.shape,
            moved=link.moved,
            paragraph=_begins_paragraph(texts, link),
        )
    rest = {side: _rest(outside[side], texts[side], marks[side]) for side in SIDES}
    if rest["source"] or rest["retelling"]:
        yield Row(rest["source"], rest["retelling"], paragraph=True)


def _cell(text: str, spans: Sequence[Span], marks: Marks) -> tuple[Piece, ...]:
    """The sentences of one cell, a blank between them."""
    cell: list[Piece] = []
    for span in spans:
        if cell:
            cell.append(Piece(" ", cell[-1].start + len(cell[-1].text)))
        cell.extend(pieces(text, span.start, span.end, marks))
    return tuple(cell)


def _head(outside: dict[int, tuple[int, int]], text: str, marks: Marks) -> tuple[Piece, ...]:
    first = min(outside, default=None)
    return pieces(text, *outside.pop(first), marks) if first is not None and outside[first][0] == 0 else ()


def _rest(outside: dict[int, tuple[int, int]], text: str, marks: Marks) -> tuple[Piece, ...]:
    return tuple(piece for _, (low, high) in sorted(outside.items()) for piece in pieces(text, low, high, marks))


def _outside(text: str, links: Sequence[Link], side: Side) -> dict[int, tuple[int, int]]:
    """Text between sentences that is not blank, by the start of the sentence that follows (the text's length at the end)."""
    found = {}
    at = 0
    spans = sorted((span.start, span.end) for link in links for span in _spans(link, side))
    for start, end in [*spans, (len(text), len(text))]:
        if text[at:start].strip():
            found[start] = (at, start)
        at = max(at, end)
    return found


def _order(links: Sequence[Link]) -> list[int]:
    """Links in the order of the source; those without a source after the link that stands before them in the retelling."""
    placed = sorted((index for index, link in enumerate(links) if link.source), key=lambda i: links[i].source[0].start)
    added = sorted(
        (index for index, link in enumerate(links) if not link.source and link.retelling),
        key=lambda i: links[i].retelling[0].start,
    )
    if not added:
        return placed
    steady = sorted(
        (links[index].retelling[0].start, place)
        for place, index in enumerate(placed)
        if links[index].retelling and not links[index].moved
    )
    after: dict[int, list[int]] = {}
    place, pointer = -1, 0
    for index in added:
        start = links[index].retelling[0].start
        while pointer < len(steady) and steady[pointer][0] < start:
            place = steady[pointer][1]
            pointer += 1
        after.setdefault(place, []).append(index)
    ordered = list(after.get(-1, []))
    for place, index in enumerate(placed):
        ordered.append(index)
        ordered.extend(after.get(place, []))
    return ordered


def _begins_paragraph(texts: dict[Side, str], link: Link) -> bool:
    side: Side = "source" if link.source else "retelling"
    spans = _spans(link, side)
    if not spans:
        return False
    text, at = texts[side], spans[0].start - 1
    while at >= 0 and text[at].isspace():
        if text[at] == "\n":
            return True
        at -= 1
    return at < 0


def _labels(comparison: Comparison, names: tuple[str, str]) -> Labels:
    decided = comparison.direction.answer in _TELLING
    sides = (comparison.source, comparison.retelling)
    places = [f"text {article.given + 1}" for article in sides]
    short = ["earlier", "later"] if comparison.direction.answer == "revision" else list(SIDES) if decided else places
    called = [article.outlet or article.agency or place for article, place in zip(sides, places, strict=True)]
    if called[0] == called[1]:
        called = places
    bases = [_base(name) for name in names]
    if bases[0] == bases[1]:
        bases = list(names)
    files = [bases[article.given] for article in sides]
    full = [", ".join(filter(None, (name, file))) for name, file in zip(called, files, strict=True)]
    return Labels(short[0], short[1], called[0], called[1], full[0], full[1], decided)


def _base(name: str) -> str:
    return name.replace("\\", "/").rstrip("/").rpartition("/")[2] or name


# Kinds that are shown without the words around them; omissions and additions where they are long enough to speak.
_WHOLE = frozenset(("quotation", "title", "dateline"))
_LONG = 40


def excerpt(text: str, span: Span, change: Change, room: int) -> tuple[int, int]:
    """Where to cut `text` to show `span`: widened by whole words, `room` code points at most, inside its paragraph."""
    whole = change.kind in _WHOLE or (change.kind in {"omission", "addition"} and span.end - span.start >= _LONG)
    if whole and change.within is None:
        return span.start, span.end
    low = max(text.rfind("\n", max(0, span.start - room), span.start) + 1, span.start - room, 0)
    end = text.find("\n", span.end, span.end + room)
    high = min(len(text) if end < 0 else end, span.end + room)
    while 0 < low < span.start and not text[low - 1].isspace():
        low += 1
    while span.end < high < len(text) and not text[high].isspace():
        high -= 1
    return low, high
