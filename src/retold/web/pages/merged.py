"""Several tellings of one story in one text."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from retold.errors import NotFoundError
from retold.web import render
from retold.web.addresses import id_of, key, story_address, with_query
from retold.web.merged import MergedContext, merged_places
from retold.web.pages.common import answers, retold_version, store_of
from retold.web.pages.story import names_of
from retold.web.store import Store

router = APIRouter()
MOST = 8  # tellings beside the base at a time: a place with more is not read
FIRST = 3  # of them where none are asked for: each may have to be compared first, at some 45 ms
BASES = 60  # tellings offered as the base

Base = Annotated[
    str, Query(description="The telling whose text is shown; the earliest one where none is given.", max_length=2000)
]
With = Annotated[
    list[str],
    Query(alias="with", description="A telling to merge into it; may be given several times.", default_factory=list),
]


def context(store: Store, story_id: str, base: str, wanted: list[str]) -> MergedContext:
    """The base with the tellings asked for, else with the first `FIRST` others.

    Raises:
        NotFoundError: the base is no telling of the story.
    """
    story = store.story(story_id)
    tellings = {one.id: one for one in story.tellings}
    chosen = base or story.tellings[0].id
    if chosen not in tellings:
        raise NotFoundError(story.id, "telling", chosen, next_step="Its tellings stand on the page of the story.")
    others = [one for one in story.tellings if one.id != chosen]
    asked = [one for one in others if one.id in wanted] if wanted else others
    shown = asked[: MOST if wanted else FIRST]
    return MergedContext(
        retold=retold_version(),
        story=story.id,
        base=chosen,
        tellings=tuple(shown),
        others=tuple(one for one in others if one not in shown),
        places=merged_places(store.article(chosen), [store.comparison(chosen, one.id) for one in shown]),
    )


@router.get("/stories/{id}/merged.json", include_in_schema=False)
@router.get(
    "/api/stories/{id}/merged",
    summary="Several tellings in one text",
    operation_id="merged",
    responses=answers(MergedContext, 404, 503),
)
def merged_json(request: Request, id: str, with_: With, base: Base = "") -> Response:
    """The text of one telling in runs, and what the others have there."""
    found = context(store_of(request), id_of(id), id_of(base), [id_of(one) for one in with_])
    return render.document(request, found)


@router.get("/stories/{id}/merged", include_in_schema=False)
def merged_page(request: Request, id: str, with_: With, base: Base = "") -> Response:
    """The page."""
    store = store_of(request)
    found = context(store, id_of(id), id_of(base), [id_of(one) for one in with_])
    pairs = [("base", key(found.base)), *(("with", key(one.id)) for one in found.tellings)]
    story = store.story(found.story)
    bases = dict.fromkeys(
        [found.base, *(one.id for one in found.tellings), *(one.id for one in story.tellings[:BASES])]
    )
    return render.html(
        request,
        "merged.html.j2",
        found=found,
        bases=[one for one in story.tellings if one.id in bases],
        names=names_of(story),
        as_json=with_query(story_address(found.story, "/merged.json"), pairs),
        most=MOST,
    )
