"""One story: its tree, its timeline, its tellings, and what became of everything that was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Query, Request, Response
from starlette.responses import RedirectResponse

from retold.records.archive import Review
from retold.records.ledger import LedgerCell
from retold.records.story import Edge, Story
from retold.report.tree_graph import tree_svg
from retold.report.words import sure
from retold.web import render
from retold.web.addresses import id_of, story_address, with_query
from retold.web.contexts import Doubt, LostSource, StoryContext
from retold.web.pages.common import answers, retold_version, store_of
from retold.web.reviewing import Told, told_of
from retold.web.timeline import timeline
from retold.web.tree_drawing import tree_drawing

router = APIRouter()
COLUMNS_SHOWN = 6  # tellings beside the source in the table of what was said; more are on its next pages
ROWS_SHOWN = 24  # rows of that table
TELLINGS_SHOWN = 25
NODES = 40  # of the tree; a larger one is drawn by what most tellings go back to
NOTES_SHOWN = 15  # of each kind of remark
_SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"  # a drawing by itself holds its own style sheet

TELLINGS = (
    "id", "outlet", "agency", "title", "published", "language", "words", "url", "parent", "probability", "of", "copied",
    "kept", "quotations", "quotations_verbatim", "quotations_altered", "quotations_dropped", "figures", "figures_changed",
    "credit", "relation_reviewed", "direction_reviewed", "reviewed_by",
)  # fmt: skip


def context(story: Story, reviews: Sequence[Review] = ()) -> StoryContext:
    """What the page of a story shows."""
    measured = [one.measures for one in story.tellings if one.measures is not None]
    kept = sorted(one.kept for one in measured)
    times = sorted(one.published for one in story.tellings if one.published)
    altered = sum(one.quotations_altered for one in measured)
    changed = sum(one.figures_changed for one in measured)
    credited = sum(one.credit is not None for one in measured)
    flags = [
        *(["altered-quotations"] if altered else []),
        *(["changed-figures"] if changed else []),
        *(["uncredited"] if credited < len(measured) else []),
    ]
    return StoryContext(
        retold=retold_version(),
        title=next((one.title for one in story.tellings if one.title), None) or story.id,
        story=story,
        outlets=tuple(dict.fromkeys(one.outlet for one in story.tellings if one.outlet)),
        first=times[0] if times else None,
        last=times[-1] if times else None,
        kept=kept[len(kept) // 2] if kept else None,
        measured=len(measured),
        credited=credited,
        quotations=sum(one.quotations for one in measured),
        quotations_verbatim=sum(one.quotations_verbatim for one in measured),
        quotations_altered=altered,
        figures=sum(one.figures for one in measured),
        figures_changed=changed,
        flags=tuple(flags),  # type: ignore[arg-type]  # the three above
        lost=tuple(_lost(story)),
        doubts=tuple(_doubts(story)),
        reviews=tuple(reviews),
    )


def names_of(story: Story) -> dict[str, str]:
    """What each node of the tree is called, by id."""
    names = {one.id: one.outlet or one.agency or one.title or one.id for one in story.tellings}
    for node in story.tree.nodes:
        if node.kind == "lost":
            names[node.id] = f"a lost source ({node.named})" if node.named else "a lost source"
    return names


def _lost(story: Story) -> list[LostSource]:
    children: dict[str, list[str]] = {}
    for edge in story.tree.edges:
        children.setdefault(edge.parent, []).append(edge.child)
    return [
        LostSource(id=node.id, named=node.named, children=tuple(children.get(node.id, ())))
        for node in story.tree.nodes
        if node.kind == "lost"
    ]


def _doubts(story: Story) -> list[Doubt]:
    names = names_of(story)
    return [
        Doubt(
            child=edge.child,
            parent=edge.parent,
            probability=edge.probability,
            says=(
                f"{names.get(edge.child, edge.child)} was most likely made from {names.get(edge.parent, edge.parent)}, "
                f"but the evidence does not settle it (probability {sure(edge.probability)})."
            ),
        )
        for edge in story.tree.edges
        if edge.answer == "undecided" and not edge.second
    ]


@router.get("/stories/{id}.json", include_in_schema=False)
@router.get("/api/stories/{id}", summary="One story", operation_id="story", responses=answers(StoryContext, 404, 503))
def story_json(request: Request, id: str) -> Response:
    """Tellings, pairs, tree, ledger, lost sources and doubts of a story; an id of a merged story leads to the one it is in."""
    store = store_of(request)
    story = store.story(id_of(id))
    return render.document(request, context(story, store.story_reviews(story.id)))


@router.get("/stories/{id}.csv", include_in_schema=False)
def story_csv(request: Request, id: str) -> Response:
    """The table of tellings."""
    store = store_of(request)
    story = store.story(id_of(id))
    parents = {edge.child: edge for edge in story.tree.edges if not edge.second}
    names = {one.id: one.id for one in story.tellings}
    said = of_pairs([told_of(one, names) for one in store.story_reviews(story.id, limit=1000)])
    rows = []
    for one in story.tellings:
        edge, known = parents.get(one.id), one.measures
        measures: Sequence[str | int | float | None] = (None,) * 10
        if known is not None:
            measures = (
                known.of, known.copied, known.kept, known.quotations, known.quotations_verbatim, known.quotations_altered,
                known.quotations_dropped, known.figures, known.figures_changed, known.credit,
            )  # fmt: skip
        told = (one.id, one.outlet, one.agency, one.title, one.published, one.language, one.words, one.url)
        rows.append(
            (
                *told,
                edge.parent if edge else None,
                edge.probability if edge else None,
                *measures,
                *_reviewed(edge, said),
            )
        )
    return render.table(request, "tellings", TELLINGS, rows)


def _reviewed(edge: Edge | None, said: Mapping[tuple[str, str], list[Told]]) -> Sequence[str | None]:
    """What people said of the relation and of the direction of an edge, and who."""
    found = said.get((min(edge.parent, edge.child), max(edge.parent, edge.child)), []) if edge else []
    last = {one.review.about: one.says for one in reversed(found)}
    who = "; ".join(dict.fromkeys(one.review.name or "without a name" for one in found))
    return (last.get("pair"), last.get("direction"), who or None)


@router.get("/stories/{id}/ledger.csv", include_in_schema=False)
def ledger_csv(request: Request, id: str) -> Response:
    """The table of what was said: a row for each quotation and figure, a column for each telling."""
    story = store_of(request).story(id_of(id))
    columns = ("kind", "text", "voice", "value", "unit", "counts", *story.ledger_of)
    rows = (
        (row.kind, row.text, row.voice_name, row.value, row.unit, row.counts, *map(_told, row.cells))
        for row in story.ledger
    )
    return render.table(request, "ledger", columns, rows)


def _told(cell: LedgerCell) -> str:
    words = " … ".join(span.text for span in cell.spans)
    return cell.status if cell.status in ("verbatim", "kept") or not words else f"{cell.status}: {words}"


@router.get("/stories/{id}/tree.svg", include_in_schema=False)
def tree_drawn(request: Request, id: str) -> Response:
    """The tree as a drawing by itself."""
    drawn = tree_svg(store_of(request).story(id_of(id))).encode("utf-8", "backslashreplace")
    found = render.answer(request, drawn, "image/svg+xml")
    found.headers["content-security-policy"] = _SVG_POLICY
    return found


Column = Annotated[
    int, Query(description="The first of the tellings shown in the table of what was said.", ge=1, le=1_000_000)
]
Place = Annotated[int, Query(description="The first of the rows shown.", ge=1, le=1_000_000)]


@router.get("/stories/{id}", include_in_schema=False)
def story_page(
    request: Request,
    id: str,
    *,
    column: Column = 1,
    telling: Place = 1,
    row: Place = 1,
    tree: Annotated[Literal["", "all"], Query(description="Draw the whole tree of a large story.")] = "",
) -> Response:
    """The page, with as many tellings and rows as can be read at a time."""
    made = drawn(request, id, Part(column=column, telling=telling, row=row, tree=tree))
    return made if isinstance(made, Response) else render.page(request, made)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of a large story is on the page; `whole`: all of it."""

    column: int = 1
    telling: int = 1
    row: int = 1
    tree: str = ""
    whole: bool = False

    def address(self, id: str, **other: int | str) -> str:
        """The page with another part."""
        part = msgspec.structs.replace(self, **other)
        pairs = [(name, str(value)) for name in ("column", "telling", "row") if (value := getattr(part, name)) > 1]
        return with_query(story_address(id), [*pairs, ("tree", part.tree)])


class Slice(msgspec.Struct, frozen=True):
    """Rows of a list: from `first` (0 is the first) up to `end`, of `total`; `before` and `after` begin the parts beside it (1 is
    the first, 0: there is none)."""

    first: int
    end: int
    total: int
    before: int
    after: int


def part_of(total: int, first: int, most: int) -> Slice:
    """At most `most` of `total` rows, from the `first` (1 is the first)."""
    begin = min(first, max(1, total)) - 1
    end = min(begin + most, total)
    return Slice(begin, end, total, max(1, begin + 1 - most) if begin else 0, end + 1 if end < total else 0)


def drawn(request: Request, id: str, part: Part) -> str | Response:
    """The page of a story, or where it is now."""
    store = store_of(request)
    story = store.story(id_of(id))
    if story.id != id_of(id):
        return RedirectResponse(story_address(story.id), 308)
    found = context(story, store.story_reviews(story.id))
    all_of = 1 << 30
    names = names_of(story)
    beside = max(0, len(story.ledger_of) - 1)
    columns = part_of(beside, part.column, all_of if part.whole else COLUMNS_SHOWN)
    told = [told_of(one, names) for one in found.reviews]
    return render.text(
        request,
        "story.html.j2",
        found=found,
        story=story,
        tellings={one.id: one for one in story.tellings},
        names=names,
        parents={edge.child: edge for edge in story.tree.edges if not edge.second},
        drawn_nodes={node.id for node in story.tree.nodes},
        copy_of={copy: one.id for one in story.tellings for copy in one.copies},
        drawing=tree_drawing(story, None if part.whole or part.tree else NODES),
        timeline=timeline(story.tellings),
        columns=[0, *range(columns.first + 1, columns.end + 1)] if story.ledger_of else [],
        beside=columns,
        listed=part_of(len(story.tellings), part.telling, all_of if part.whole else TELLINGS_SHOWN),
        rows=part_of(len(story.ledger), part.row, all_of if part.whole else ROWS_SHOWN),
        most=all_of if part.whole else NOTES_SHOWN,
        source=story.ledger_of[0] if story.ledger_of else "",
        told=told,
        of_pairs=of_pairs(told),
        part=part,
    )


def of_pairs(told: Sequence[Told]) -> dict[tuple[str, str], list[Told]]:
    """What people said last of the relation and the direction of pairs, by the ids in alphabetical order."""
    found: dict[tuple[str, str], list[Told]] = {}
    for one in told:
        review = one.review
        if review.about in ("pair", "direction") and not review.superseded:
            found.setdefault((review.one, review.other), []).append(one)
    return found
