"""Pieces of a comparison as nested marks, ready for a template: which element opens where, with which id, badge and words.

A mark that goes on over several pieces stays one element, so that a link leads to all of it. Nothing here writes HTML:
the templates do, and they escape every text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from retold.records.article import Span
from retold.records.comparison import Change, QuotationPair
from retold.report.glossary import CHANGE_KINDS
from retold.report.view import MARKED_WHOLE, SIDES, Marks, Piece, Side, View, excerpt, is_variant, pieces
from retold.report.words import kind_words

_CONTEXT = 60  # code points shown on either side of a change in a list
SIZES = (1, 2, 4, 8)  # words: a change is of the last of these sizes that it reaches


class Markup(msgspec.Struct, frozen=True):
    """One element around a run of text: its tag, classes and id, the badge before it and the words for screen readers.

    `key` is what two runs under one mark share.
    """

    tag: str
    classes: str
    id: str = ""
    badge: str = ""
    link: str = ""
    says: str = ""
    kind: str = ""
    size: str = ""
    key: str = ""


class Segment(msgspec.Struct, frozen=True):
    """A run of text and the elements around it, outermost first."""

    text: str
    around: tuple[Markup, ...] = ()


class Token(msgspec.Struct, frozen=True):
    """A step of drawing a cell: an element opens, a text stands, an element closes."""

    kind: Literal["open", "text", "close"]
    text: str = ""
    mark: Markup | None = None


class Cell(msgspec.Struct, frozen=True):
    """One side of one row, or any run of marked text."""

    segments: tuple[Segment, ...]

    def tokens(self) -> Iterable[Token]:
        """The steps of drawing it: a mark that neighbours share stays open between them."""
        opened: list[Markup] = []
        for segment in self.segments:
            shared = 0
            while (
                shared < min(len(opened), len(segment.around))
                and opened[shared].key
                and opened[shared].key == segment.around[shared].key
            ):
                shared += 1
            while len(opened) > shared:
                yield Token("close", opened.pop().tag)
            for mark in segment.around[shared:]:
                yield Token("open", mark=mark)
                opened.append(mark)
            yield Token("text", segment.text)
        while opened:
            yield Token("close", opened.pop().tag)


class Listed(msgspec.Struct, frozen=True):
    """A change in a list: its number, heading, and both sides; `links` names the places that exist."""

    number: int
    kind: str
    variant: bool
    letter: str
    heading: str
    size: str
    cells: tuple[Cell, Cell]
    links: tuple[str, str]
    inner: tuple[int, ...] = ()


class QuotationRow(msgspec.Struct, frozen=True):
    """A row of the table of quotations; `entry` is the number of its change, `places` where its words stand."""

    number: int
    voice: str | None
    basis: str
    speech: str
    status: str
    cells: tuple[Cell, Cell]
    entry: int | None
    places: tuple[str, str]


def size_of(change: Change) -> str:
    """The class of a change by its size in words: z1, z2, z4 or z8, the longer side counted."""
    longest = max((sum(len(span.text.split()) for span in side) for side in (change.a, change.b)), default=0)
    return f"z{max((size for size in SIZES if size <= longest), default=1)}"


class Drawing:
    """Pieces to cells; remembers which places exist, so that no link leads nowhere."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.comparison = view.comparison
        self.places: set[str] = set()
        self.sizes = [size_of(change) for change in self.comparison.changes]
        self._lengths: dict[tuple[str, int], int] = {}
        for number, pair in enumerate(self.comparison.quotations):
            self._lengths["quotation", number] = _longest((*pair.a, *pair.b))
        shown = [at for item in self.comparison.direction.evidence for at in item.spans]
        for number, at in enumerate(shown):
            self._lengths["evidence", number] = at.end - at.start
        for number, change in enumerate(self.comparison.changes):
            self._lengths["change", number] = _longest((*change.a, *change.b))

    def cell(self, cut: Iterable[Piece], side: Side, with_ids: bool = False, moved: bool = False) -> Cell:
        """The segments of `cut`; `with_ids` for the full texts, where places get ids, badges and quotation shades.

        In a `moved` row the move has its badge only: the row says the rest.
        """
        segments = []
        for piece in cut:
            around: list[tuple[int, Markup]] = []
            for index in {*piece.changes, *piece.opens}:
                if moved and self.comparison.changes[index].kind == "move" and index not in piece.opens:
                    continue
                mark = self._change(index, side, index in piece.opens, with_ids, moved)
                around.append((self._lengths["change", index], mark))
            if with_ids:
                around += self._shades(piece)
            ordered = sorted(around, key=lambda item: (-item[0], item[1].key))
            segments.append(Segment(piece.text, tuple(mark for _, mark in ordered)))
        return Cell(tuple(segments))

    def _shades(self, piece: Piece) -> Iterable[tuple[int, Markup]]:
        """What is no change: the quotation a piece lies in, evidence, and places that tables and claims link to."""
        if piece.quotation is not None:
            yield (
                self._lengths["quotation", piece.quotation] + 1,
                Markup("span", "quotation", key=f"q{piece.quotation}"),
            )
        for index in piece.evidence:
            yield (
                self._lengths["evidence", index],
                Markup("span", "evidence", self._place(f"e{index + 1}"), key=f"e{index}"),
            )
        for name in piece.places:
            if name.startswith("q") and piece.quotation is not None:
                length = self._lengths["quotation", piece.quotation] + 1
            else:
                length = len(piece.text)
            yield length, Markup("span", "place", self._place(name), key=name)

    def _place(self, name: str) -> str:
        """`name` where it is not taken yet, else nothing: an id stands once on a page."""
        if name in self.places:
            return ""
        self.places.add(name)
        return name

    def _change(self, index: int, side: Side, opens: bool, with_ids: bool, moved: bool) -> Markup:
        change = self.comparison.changes[index]
        whole = change.kind in MARKED_WHOLE and not (change.kind == "quotation" and not (change.a and change.b))
        tag = (
            "mark"
            if whole or is_variant(change) or (index, side) in self.view.anchors
            else "del"
            if side == "source"
            else "ins"
        )
        kind = "variant" if is_variant(change) else change.kind
        classes = f"k k-{kind} {self.sizes[index]}"
        key = f"c{index}"
        if (change.kind == "quotation" and whole) or (change.kind == "move" and moved):
            tag, classes, key = "span", f"k k-{kind} opening", ""
        place = f"c{index + 1}{'ab'[SIDES.index(side)]}"
        if not opens or not with_ids or place in self.places:
            return Markup(tag, classes, key=key)
        self.places.add(place)
        says = {"del": "only here", "ins": "only here", "mark": "marked", "span": "differs"}[tag]
        return Markup(
            tag,
            classes,
            id=place,
            badge=CHANGE_KINDS[change.kind].letter,
            link=f"#c{self._entry(index) + 1}",
            says=f"{kind}, {says}: ",
            kind=kind,
            size=self.sizes[index],
            key=key,
        )

    def _entry(self, index: int) -> int:
        """The change whose entry in the list tells of this one: itself, or the quotation it lies in."""
        within = self.comparison.changes[index].within
        return index if within is None else self.view.entry_of.get(within, index)

    def listed(self, index: int) -> Listed:
        """The entry of a change in a list."""
        change = self.comparison.changes[index]
        inner = self.view.inner.get(self.view.quotation_of.get(index, -1), ())
        return Listed(
            number=index + 1,
            kind=change.kind,
            variant=is_variant(change),
            letter=CHANGE_KINDS[change.kind].letter,
            heading=kind_words(self.view, index),
            size=self.sizes[index],
            cells=(
                self._excerpt((index, *inner), change, "source"),
                self._excerpt((index, *inner), change, "retelling"),
            ),
            links=self._links(f"c{index + 1}"),
            inner=inner,
        )

    def _links(self, name: str) -> tuple[str, str]:
        """The places `name` has on either side, empty where it is not shown there."""
        one, other = f"{name}a", f"{name}b"
        return (one if one in self.places else "", other if other in self.places else "")

    def _excerpt(self, visible: tuple[int, ...], change: Change, side: Side) -> Cell:
        spans: tuple[Span, ...] = getattr(change, side)
        marks = Marks(self.comparison, side, visible, changes_only=True)
        text = self.view.texts()[side]
        segments: list[Segment] = []
        for span in spans:
            if segments:
                segments.append(Segment(" … "))
            low, high = excerpt(text, span, change, _CONTEXT)
            before = low > 0 and text[low - 1] != "\n" and low < span.start
            after = high < len(text) and text[high] != "\n" and high > span.end
            segments.append(Segment("… " if before else ""))
            segments.extend(self.cell(pieces(text, low, high, marks), side).segments)
            segments.append(Segment(" …" if after else ""))
        return Cell(tuple(segment for segment in segments if segment.text))

    def quotation(self, number: int, pair: QuotationPair) -> QuotationRow:
        """A row of the table of quotations."""
        inner = self.view.inner.get(number, ())
        entry = self.view.entry_of.get(number)
        cells = []
        for side in SIDES:
            marks = Marks(self.comparison, side, inner, changes_only=True)
            segments: list[Segment] = []
            for span in getattr(pair, side):
                segments += [Segment(" … ")] if segments else []
                segments += self.cell(pieces(self.view.texts()[side], span.start, span.end, marks), side).segments
            cells.append(Cell(tuple(segments)))
        return QuotationRow(
            number=number + 1,
            voice=pair.voice_name,
            basis=pair.basis,
            speech=pair.speech,
            status=pair.status,
            cells=(cells[0], cells[1]),
            entry=None if entry is None else entry + 1,
            places=self._links(f"q{number + 1}"),
        )

    def figure_places(self, number: int) -> tuple[str, str]:
        """Where the words of a figure or date stand, by its number in the table."""
        return self._links(f"f{number}")


def _longest(spans: Sequence[Span]) -> int:
    return max((span.end - span.start for span in spans), default=0)
