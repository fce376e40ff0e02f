"""The HTML report: one page that holds everything, works without script, by keyboard, in print and for every colour vision.

The page loads nothing, and its policy (Content-Security-Policy) allows nothing but its own style sheet. Every value passes
through `neutral` and then through autoescaping; no text of an article is ever marked as safe.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from retold.records.article import Article, Span
from retold.records.comparison import Change, Comparison, QuotationPair
from retold.report.glossary import (
    ANSWERS,
    CHANGE_KINDS,
    CUES,
    FIGURE_STATUSES,
    LINK_KINDS,
    QUOTATION_STATUSES,
    RELATIONS,
)
from retold.report.neutral import neutral
from retold.report.overview import overview
from retold.report.tables import figure_rows
from retold.report.view import MARKED_WHOLE, SIDES, Marks, Piece, Side, View, excerpt, is_variant, make_view, pieces
from retold.report.words import direction_words, evidence_words, kind_words, pair_status_counts, percent, sure

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent / "templates"
_FIRST = 12  # changes in "what to look at first"
_CONTEXT = 60  # code points shown on either side of a change in a list


class Markup(msgspec.Struct, frozen=True):
    """One element around a piece: its tag, its classes, its id, the badge and the words for screen readers."""

    tag: str
    classes: str
    id: str = ""
    badge: str = ""
    link: str = ""
    says: str = ""
    kind: str = ""


class Segment(msgspec.Struct, frozen=True):
    """A run of text and the elements around it, outermost first."""

    text: str
    around: tuple[Markup, ...] = ()


class Cell(msgspec.Struct, frozen=True):
    """One side of one row."""

    segments: tuple[Segment, ...]


class Listed(msgspec.Struct, frozen=True):
    """A change in a list: its number, heading, and both sides; `links` names the places that exist."""

    number: int
    kind: str
    variant: bool
    letter: str
    heading: str
    cells: tuple[Cell, Cell]
    links: tuple[str, str]
    inner: tuple[int, ...] = ()


def html_report(
    comparison: Comparison, names: tuple[str, str], *, kinds: Sequence[str] = (), show_all: bool = False
) -> str:
    """The whole page as text.

    `names` are those of the two articles in the order given. All changes are on the page: `kinds` are those that are shown
    at first (all where none are named), `show_all` shows variants of names at first.
    """
    view = make_view(comparison, names, show_all=True)
    draw = _Drawing(view)
    rows = [
        (row, [draw.cell(row.cell(side), side, with_ids=True, moved=row.moved) for side in SIDES]) for row in view.rows
    ]
    every = [draw.listed(index) for index in view.shown]
    css = (_TEMPLATES / "report.css").read_text(encoding="utf-8") + _filter_rules()
    asked = make_view(comparison, names, kinds, show_all).shown[:_FIRST]
    digest = base64.b64encode(hashlib.sha256(_style_text(css).encode()).digest()).decode()
    counted = Counter("variant" if is_variant(change) else change.kind for change in comparison.changes)
    return (
        _environment()
        .get_template("compare.html.j2")
        .render(
            comparison=comparison,
            labels=view.labels,
            css=_safe(_style_text(css)),
            style_hash=digest,
            rows=rows,
            first=[item for index in asked for item in every if item.number == index + 1],
            every=every,
            kinds=[
                (kind, CHANGE_KINDS[kind], counted[kind], not kinds or kind in kinds)
                for kind in CHANGE_KINDS
                if counted[kind]
            ],
            variants=counted["variant"],
            show_variants=show_all,
            overview=overview(view),
            evidence=draw.evidence(),
            relation=RELATIONS[comparison.relation.kind],
            answer=ANSWERS[comparison.direction.answer],
            direction=direction_words(comparison, view.labels),
            quotations=[draw.quotation(number, pair) for number, pair in enumerate(comparison.quotations)],
            quotation_counts=pair_status_counts(comparison.quotations),
            quotation_statuses=QUOTATION_STATUSES,
            figures=figure_rows(view),
            figure_statuses=FIGURE_STATUSES,
            link_kinds=LINK_KINDS,
            articles=[
                (SIDES[0], view.labels.source, view.labels.source_full, comparison.source),
                (SIDES[1], view.labels.retelling, view.labels.retelling_full, comparison.retelling),
            ],
            change_kinds=CHANGE_KINDS,
        )
    )


class _Drawing:
    """Pieces to segments; remembers which places exist, so that no link leads nowhere."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.comparison = view.comparison
        self.places: set[str] = set()

    def cell(self, cut: Iterable[Piece], side: Side, with_ids: bool = False, moved: bool = False) -> Cell:
        """The segments of `cut`; `with_ids` for the full texts, where places get ids, badges and quotation shades.

        In a `moved` row the move has its badge only: the row says the rest.
        """
        segments = []
        for piece in cut:
            around: list[Markup] = []
            if with_ids and piece.quotation is not None:
                around.append(Markup("span", "quotation"))
            if with_ids:
                for index in piece.opens_evidence:
                    place = f"e{index + 1}"
                    if place not in self.places:
                        self.places.add(place)
                        around.append(Markup("span", "evidence", id=place))
            for index in self._outermost_first(piece):
                if moved and self.comparison.changes[index].kind == "move" and index not in piece.opens:
                    continue
                around.append(self._change(index, side, index in piece.opens, with_ids, moved))
            segments.append(Segment(piece.text, tuple(around)))
        return Cell(tuple(segments))

    def _outermost_first(self, piece: Piece) -> list[int]:
        """Changes around a piece, with whole quotations whose badge opens here; the longest mark outermost."""
        opening = [index for index in piece.opens if index not in piece.changes]
        return sorted([*opening, *piece.changes], key=lambda index: -_length(self.comparison.changes[index]))

    def _change(self, index: int, side: Side, opens: bool, with_ids: bool, moved: bool) -> Markup:
        change = self.comparison.changes[index]
        whole = change.kind in MARKED_WHOLE and not (change.kind == "quotation" and not (change.a and change.b))
        tag = "mark" if whole or is_variant(change) else "del" if side == "source" else "ins"
        kind = "variant" if is_variant(change) else change.kind
        classes = f"k k-{kind}"
        if (change.kind == "quotation" and whole) or (change.kind == "move" and moved):
            tag, classes = "span", f"k k-{kind} opening"
        if not opens or not with_ids:
            return Markup(tag, classes)
        place = f"c{index + 1}{'ab'[SIDES.index(side)]}"
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
        )

    def _entry(self, index: int) -> int:
        """The change whose entry in the list tells of this one: itself, or the quotation it lies in."""
        within = self.comparison.changes[index].within
        return index if within is None else self.view.entry_of.get(within, index)

    def listed(self, index: int) -> Listed:
        """The entry of a change in a list."""
        change = self.comparison.changes[index]
        inner = self.view.inner.get(self.view.quotation_of.get(index, -1), ())
        places = tuple(f"c{index + 1}{letter}" for letter in "ab")
        return Listed(
            number=index + 1,
            kind=change.kind,
            variant=is_variant(change),
            letter=CHANGE_KINDS[change.kind].letter,
            heading=kind_words(self.view, index),
            cells=(
                self._excerpt((index, *inner), change, "source"),
                self._excerpt((index, *inner), change, "retelling"),
            ),
            links=(places[0] if places[0] in self.places else "", places[1] if places[1] in self.places else ""),
            inner=inner,
        )

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

    def quotation(self, number: int, pair: QuotationPair) -> dict[str, Any]:
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
        return {
            "voice": pair.voice_name,
            "basis": pair.basis,
            "speech": pair.speech,
            "status": pair.status,
            "cells": cells,
            "entry": None if entry is None else entry + 1,
        }

    def evidence(self) -> list[dict[str, Any]]:
        """The evidence, strongest first, each with a link to its words where they are shown."""
        listed: list[dict[str, Any]] = []
        at = 0
        for item in self.comparison.direction.evidence:
            words = []
            for span in item.spans:
                at += 1
                words.append((span.text, f"e{at}" if f"e{at}" in self.places else ""))
            listed.append(
                {
                    "cue": CUES[item.cue].label or item.cue,
                    "means": CUES[item.cue].means,
                    "says": evidence_words(self.view, item),
                    "words": words,
                    "strength": abs(item.weight),
                }
            )
        return sorted(listed, key=lambda item: -float(item["strength"]))


def _length(change: Change) -> int:
    return max((span.end - span.start for span in (*change.a, *change.b)), default=0)


def _filter_rules() -> str:
    """Style rules by which the check boxes work without script: what is not checked loses its marks and its entries."""
    rules = []
    for kind in (*CHANGE_KINDS, "variant"):
        off = f"body:has(#f-{kind}:not(:checked))"
        rules.append(
            f"{off} :is(.change, .tick).k-{kind}, {off} .cell .b-{kind} {{ display: none; }}\n"
            f"{off} .k-{kind} {{ background: none; color: inherit; text-decoration: none; outline: none; }}"
        )
    return "\n".join(rules)


def _style_text(css: str) -> str:
    """The style sheet as it stands between the tags of the page: the policy names its hash."""
    return "\n" + css.strip() + "\n"


def _safe(css: str) -> Any:
    from markupsafe import Markup as SafeText

    return SafeText(css)  # our own style sheet; nothing of an article is in it


def _finalize(value: Any) -> Any:
    """Every value printed in the template comes through here first."""
    return neutral(value) if type(value) is str else value


def web_address(article: Article) -> str:
    """The address of an article where it is one that a link may have, else an empty string."""
    url = article.canonical_url or article.url or ""
    return url if url.lower().startswith(("https://", "http://")) else ""


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(percent=percent, sure=sure, web_address=web_address)
    return environment
