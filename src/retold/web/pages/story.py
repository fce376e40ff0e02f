"""One story: its tree, its timeline, its tellings, and what became of everything that was said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import RedirectResponse

from retold.records.ledger import LedgerCell
from retold.records.story import Story, Telling
from retold.report.tree_graph import tree_svg
from retold.report.words import sure
from retold.web import render
from retold.web.addresses import id_of, story_address
from retold.web.contexts import Doubt, LostSource, StoryContext
from retold.web.pages.common import answers, retold_version, store_of
from retold.web.timeline import timeline
from retold.web.tree_drawing import tree_drawing

router = APIRouter()
COLUMNS_SHOWN = 8  # tellings beside the source in the table of what was said; more are on its next pages
_SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"  # a drawing by itself holds its own style sheet

TELLINGS = (
    "id", "outlet", "agency", "title", "published", "language", "words", "url", "parent", "probability", "of", "copied",
    "kept", "quotations", "quotations_verbatim", "quotations_altered", "quotations_dropped", "figures", "figures_changed",
    "credit",
)  # fmt: skip


def context(story: Story) -> StoryContext:
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
    return render.document(request, context(store_of(request).story(id_of(id))))


@router.get("/stories/{id}.csv", include_in_schema=False)
def story_csv(request: Request, id: str) -> Response:
    """The table of tellings."""
    story = store_of(request).story(id_of(id))
    parents = {edge.child: edge for edge in story.tree.edges if not edge.second}
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
        rows.append((*told, edge.parent if edge else None, edge.probability if edge else None, *measures))
    return render.table(request, "tellings", TELLINGS, rows)


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


@router.get("/stories/{id}", include_in_schema=False)
def story_page(
    request: Request,
    id: str,
    column: Annotated[
        int, Query(description="The first of the tellings shown in the table of what was said.", ge=1)
    ] = 1,
) -> Response:
    """The page."""
    story = store_of(request).story(id_of(id))
    if story.id != id_of(id):
        return RedirectResponse(story_address(story.id), 308)
    found = context(story)
    tellings: dict[str, Telling] = {one.id: one for one in story.tellings}
    names = names_of(story)
    parents = {edge.child: edge for edge in story.tree.edges if not edge.second}
    first = min(column, max(1, len(story.ledger_of) - 1))
    columns = [0, *range(first, min(first + COLUMNS_SHOWN, len(story.ledger_of)))] if story.ledger_of else []
    return render.html(
        request,
        "story.html.j2",
        found=found,
        story=story,
        tellings=tellings,
        names=names,
        parents=parents,
        drawing=tree_drawing(story),
        timeline=timeline(story.tellings),
        columns=columns,
        before=max(1, first - COLUMNS_SHOWN) if first > 1 else 0,
        after=first + COLUMNS_SHOWN if first + COLUMNS_SHOWN < len(story.ledger_of) else 0,
        source=story.ledger_of[0] if story.ledger_of else "",
    )
