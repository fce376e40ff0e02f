"""All that the page of a comparison shows, worked out once: the single file and the web page draw it with the same templates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from retold.records.comparison import Comparison, GivenArticle
from retold.report.drawing import SIZES, Cell, Drawing, Listed, QuotationRow
from retold.report.glossary import (
    ANSWERS,
    CHANGE_KINDS,
    CUES,
    FIGURE_STATUSES,
    LINK_KINDS,
    QUOTATION_STATUSES,
    Entry,
)
from retold.report.overview import Overview, overview
from retold.report.tables import FigureRow, figure_rows
from retold.report.view import SIDES, Labels, Row, View, is_variant, make_view
from retold.report.words import direction_words, evidence_words, percent, relation_entry
from retold.summary import languages_apart

_FIRST = 12  # changes in "what to look at first"


class Part(msgspec.Struct, frozen=True):
    """A piece of a claim: how many, of what; `link` leads to the words, `sort` is its colour."""

    count: str
    what: str
    link: str = ""
    sort: str = ""


class Claim(msgspec.Struct, frozen=True):
    """One thing that the page says of the two, every part of which leads to words."""

    label: str
    value: str
    parts: tuple[Part, ...] = ()
    link: str = ""


class Words(msgspec.Struct, frozen=True):
    """Words that something rests on, and where they stand ("" where they are not shown)."""

    text: str
    place: str


class Reason(msgspec.Struct, frozen=True):
    """A piece of evidence for the direction."""

    cue: str
    means: str
    says: str
    words: tuple[Words, ...]
    strength: float


class DrawnRow(msgspec.Struct, frozen=True):
    """A row of the two texts; `before` and `after` are the rows with changes next to it (-1: none), `says` tells of a move."""

    row: Row
    cells: tuple[Cell, Cell]
    changes: bool
    before: int = -1
    after: int = -1
    says: str = ""


class Chip(msgspec.Struct, frozen=True):
    """A kind of change that can be shown or not."""

    kind: str
    label: str
    entry: Entry
    count: int
    on: bool


class Size(msgspec.Struct, frozen=True):
    """A least size of the changes shown, in words."""

    words: int
    label: str
    on: bool


class Headed(msgspec.Struct, frozen=True):
    """One of the two articles at the head of the page."""

    side: str
    label: str
    full: str
    article: GivenArticle


class ComparePage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the templates draw."""

    comparison: Comparison
    labels: Labels
    headline: str
    counts: str
    rows: tuple[DrawnRow, ...]
    first: tuple[Listed, ...]
    every: tuple[Listed, ...]
    chips: tuple[Chip, ...]
    sizes: tuple[Size, ...]
    shown: tuple[int, ...]
    overview: Overview
    reasons: tuple[Reason, ...]
    relation: Entry
    answer: Entry
    direction: str
    quotations: tuple[QuotationRow, ...]
    figures: tuple[tuple[FigureRow, tuple[str, str]], ...]
    articles: tuple[Headed, Headed]
    claims: tuple[Claim, ...]
    swapped: bool = False


def compare_page(
    comparison: Comparison,
    names: tuple[str, str],
    *,
    kinds: Sequence[str] = (),
    show_all: bool = False,
    size: int = 1,
    swapped: bool = False,
) -> ComparePage:
    """What the page shows. All changes are on it; `kinds` (all where none are named), `show_all` (variants of names) and
    `size` (words) say which are visible at first. `swapped` puts the retelling on the left.
    """
    view = make_view(comparison, names, show_all=True)
    draw = Drawing(view)
    cells = [
        (draw.cell(row.source, "source", True, row.moved), draw.cell(row.retelling, "retelling", True, row.moved))
        for row in view.rows
    ]
    every = [draw.listed(index) for index in view.shown]
    asked = [
        index
        for index in make_view(comparison, names, kinds, show_all).shown
        if draw.sizes[index] not in {f"z{n}" for n in SIZES if n < size}
    ]
    listed = {item.number - 1: item for item in every}
    sides = [
        Headed(SIDES[0], view.labels.source, view.labels.source_full, comparison.source),
        Headed(SIDES[1], view.labels.retelling, view.labels.retelling_full, comparison.retelling),
    ]
    return ComparePage(
        comparison=comparison,
        labels=view.labels,
        headline=headline(comparison, view.labels),
        counts=_counts(comparison.summary, headline(comparison, view.labels)),
        rows=tuple(_drawn_rows(view, cells, draw, set(asked))),
        first=tuple(listed[index] for index in asked[:_FIRST] if index in listed),
        every=tuple(every),
        chips=tuple(_chips(comparison, kinds, show_all)),
        sizes=tuple(Size(n, "any" if n == 1 else f"{n} words or more", n == size) for n in SIZES),
        shown=tuple(asked),
        overview=overview(view),
        reasons=tuple(_reasons(view, draw)),
        relation=relation_entry(comparison),
        answer=ANSWERS[comparison.direction.answer],
        direction=direction_words(comparison, view.labels),
        quotations=tuple(draw.quotation(number, pair) for number, pair in enumerate(comparison.quotations)),
        figures=tuple((row, draw.figure_places(row.number)) for row in figure_rows(view)),
        articles=(sides[0], sides[1]),
        claims=tuple(_claims(view, draw)),
        swapped=swapped,
    )


def headline(comparison: Comparison, labels: Labels) -> str:
    """The verdict in a few words, as the summary begins; the rest of the summary are counts, which the claims give."""
    one, other = labels.source_name, labels.retelling_name
    kind = comparison.relation.kind
    if kind == "identical":
        return f"{other} and {one} are the same, word for word"
    apart = languages_apart(comparison)
    if apart is not None:
        what = "tell of the same event" if kind == "same-event" else "are"
        return f"{other} and {one} {what} in different languages ({apart})"
    if kind == "unrelated":
        return f"{other} and {one} are unrelated"
    if kind == "same-event":
        return f"{other} and {one} tell of the same event, independently"
    if kind == "shares-passage":
        return f"{other} and {one} share a passage"
    if comparison.direction.answer == "revision":
        return f"{other} is a later version of {one}"
    if labels.decided:
        return f"{other} retells {one}"
    if comparison.direction.answer == "siblings":
        return f"{one} and {other} retell a third text"
    return f"{one} and {other} retell one another; which is the source is undecided"


def _counts(summary: str, verdict: str) -> str:
    """The summary without the verdict that stands above it."""
    rest = summary.removeprefix(verdict).lstrip(":.;, ")
    return rest[:1].upper() + rest[1:]


def _drawn_rows(view: View, cells: list[tuple[Cell, Cell]], draw: Drawing, shown: set[int]) -> list[DrawnRow]:
    """The rows, with the way from one that holds a visible change to the next."""
    inner = {index for number in shown for index in view.inner.get(view.quotation_of.get(number, -1), ())}
    visible = shown | inner
    with_changes = [
        number
        for number, row in enumerate(view.rows)
        if any(index in visible for side in SIDES for piece in row.cell(side) for index in piece.opens)
    ]
    before = {later: earlier for earlier, later in pairwise(with_changes)}
    after = dict(pairwise(with_changes))
    stops = set(with_changes)
    order = _sentence_numbers(view.comparison)
    drawn = []
    for number, row in enumerate(view.rows):
        says = ""
        if row.moved and row.link is not None:
            source, retelling = order[row.link]
            says = (
                f"moved: sentence {source} here, {retelling} there"
                if source != retelling
                else "moved past its neighbours"
            )
        elif row.kind in ("dropped", "added"):
            says = row.kind
        drawn.append(DrawnRow(row, cells[number], number in stops, before.get(number, -1), after.get(number, -1), says))
    return drawn


def _sentence_numbers(comparison: Comparison) -> list[tuple[int, int]]:
    """For each link the number of its first sentence on either side, from 1."""
    starts = [sorted(span.start for link in comparison.links for span in getattr(link, side)) for side in SIDES]
    places = [{start: number for number, start in enumerate(listed, start=1)} for listed in starts]
    return [
        (places[0].get(link.a[0].start, 0) if link.a else 0, places[1].get(link.b[0].start, 0) if link.b else 0)
        for link in comparison.links
    ]


def _chips(comparison: Comparison, kinds: Sequence[str], show_all: bool) -> list[Chip]:
    counted = Counter("variant" if is_variant(change) else change.kind for change in comparison.changes)
    chips = [
        Chip(kind, kind, entry, counted[kind], not kinds or kind in kinds)
        for kind, entry in CHANGE_KINDS.items()
        if counted[kind]
    ]
    if counted["variant"]:
        entry = Entry("Two forms of one name.", letter=CHANGE_KINDS["name"].letter)
        chips.append(Chip("variant", "variants of names", entry, counted["variant"], show_all))
    return chips


def _reasons(view: View, draw: Drawing) -> list[Reason]:
    """The evidence, strongest first, each with a link to its words where they are shown."""
    listed = []
    at = 0
    for item in view.comparison.direction.evidence:
        words = []
        for span in item.spans:
            at += 1
            words.append(Words(span.text, f"e{at}" if f"e{at}" in draw.places else ""))
        cue = CUES[item.cue]
        listed.append(
            Reason(cue.label or item.cue, cue.means, evidence_words(view, item), tuple(words), abs(item.weight))
        )
    return sorted(listed, key=lambda item: -item.strength)


def _claims(view: View, draw: Drawing) -> list[Claim]:
    """What is said of sentences, quotations, figures, credit and direction; every part leads to its words."""
    comparison = view.comparison
    claims = [Claim("Words that answer", percent(comparison.relation.copied), _passages(view), "texts")]
    if comparison.links:
        rows: dict[str, str] = {}
        for number, row in enumerate(view.rows):
            if row.link is not None:
                rows.setdefault(row.kind, f"r{number}")
                if row.moved:
                    rows.setdefault("moved", f"r{number}")
        kinds = Counter[str](link.kind for link in comparison.links)
        parts = [Part(str(kinds[kind]), kind, rows.get(kind, ""), f"l-{kind}") for kind in LINK_KINDS if kinds[kind]]
        if moved := sum(link.moved for link in comparison.links):
            parts.append(Part(str(moved), "moved", rows.get("moved", ""), "l-moved"))
        linked = sum(len(link.a) for link in comparison.links if link.a and link.b)
        total = sum(len(link.a) for link in comparison.links)
        claims.append(Claim("Sentences", f"{linked} of {total} kept", tuple(parts), "texts"))
    claims.append(
        _counted("Quotations", [pair.status for pair in comparison.quotations], list(QUOTATION_STATUSES), "q")
    )
    figures = [*(pair.status for pair in comparison.figures), *(pair.status for pair in comparison.dates)]
    claims.append(_counted("Figures and dates", figures, list(FIGURE_STATUSES), "f"))
    credit = comparison.credit
    place = "credit" if "credit" in draw.places else ""
    if comparison.relation.kind in ("retelling", "shares-passage", "identical"):
        given = (Part("", f"to {credit.to or 'a medium'}", place),) if credit.given else ()
        claims.append(Claim("Credit", "given" if credit.given else "none given", given, place))
    return claims


def _passages(view: View) -> tuple[Part, ...]:
    """The longest passages that both have, each with the row in which it begins."""
    links = view.comparison.links
    rows = {row.link: number for number, row in enumerate(view.rows) if row.link is not None}
    parts = []
    for passage in sorted(view.comparison.relation.passages, key=lambda one: -one.words)[:3]:
        start = passage.a[0].start if passage.a else -1
        at = next((n for n, link in enumerate(links) if any(one.start <= start < one.end for one in link.a)), None)
        place = f"r{rows[at]}" if at in rows else "texts"
        parts.append(Part("", f"passage of {passage.words} words", place))
    return tuple(parts)


def _counted(label: str, statuses: Sequence[str], order: Sequence[str], letter: str) -> Claim:
    counted = Counter(statuses)
    first: dict[str, int] = {}
    for number, status in enumerate(statuses, start=1):
        first.setdefault(status, number)
    parts = tuple(
        Part(str(counted[status]), status, f"{letter}{first[status]}", f"s-{status}")
        for status in order
        if counted[status]
    )
    total = len(statuses) - counted["added"]
    return Claim(label, str(total) if total else "none", parts)
