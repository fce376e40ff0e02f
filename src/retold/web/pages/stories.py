"""The list of stories: search, filters, order, pages by cursor."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Depends, Query, Request, Response

from retold.records.archive import Flag
from retold.web import render
from retold.web.addresses import story_address, with_query
from retold.web.contexts import Counted, Filters, StoriesContext
from retold.web.pages.common import answers, retold_version, store_of

router = APIRouter()
PAGE = 25  # stories on a page: about three screens, and below 100 kB
_SUGGESTED = 200  # outlets and agencies offered as filters
_DAY = r"^(\d{4}-\d{2}-\d{2})?$"
_LONG = 500  # characters of a search: whatever is longer is cut there

COLUMNS = (
    "id", "title", "tellings", "outlets", "agencies", "first", "last", "kept", "measured", "credited", "quotations",
    "quotations_verbatim", "quotations_altered", "figures", "figures_changed", "flags", "url",
)  # fmt: skip


class Asked(msgspec.Struct, frozen=True):
    """A request for the list: the filters, and which page of it."""

    filters: Filters
    after: str | None
    limit: int


def asked(
    *,
    q: Annotated[str, Query(description="Words that a title or text must have.")] = "",
    outlet: Annotated[
        list[str], Query(description="Stories told by this outlet; may be given several times.", default_factory=list)
    ],
    agency: Annotated[
        list[str], Query(description="Stories told by this agency; may be given several times.", default_factory=list)
    ],
    since: Annotated[str, Query(description="First day, as YYYY-MM-DD.", pattern=_DAY)] = "",
    until: Annotated[str, Query(description="Last day, as YYYY-MM-DD.", pattern=_DAY)] = "",
    flag: Annotated[
        list[Flag], Query(description="Stories with this flag; may be given several times.", default_factory=list)
    ],
    order: Annotated[
        Literal["newest", "most-tellings", "most-altered"], Query(description="Which come first.")
    ] = "newest",
    least: Annotated[int, Query(description="The least number of tellings.", ge=2, le=1_000_000)] = 2,
    after: Annotated[
        str, Query(description="The cursor of a page, from `next` of the one before.", max_length=500)
    ] = "",
    limit: Annotated[int, Query(description="Stories on a page.", ge=1, le=200)] = PAGE,
) -> Asked:
    """The query of the list; fields left empty in a form count as not given."""
    filters = Filters(
        q=q.strip()[:_LONG],
        outlet=tuple(one for one in outlet if one.strip()),
        agency=tuple(one for one in agency if one.strip()),
        since=since or None,
        until=until or None,
        flag=tuple(dict.fromkeys(flag)),
        order=order,
        least=least,
    )
    return Asked(filters, after or None, limit)


Query_ = Annotated[Asked, Depends(asked)]


def context(request: Request, query: Asked) -> StoriesContext:
    """What the list shows."""
    store, filters = store_of(request), query.filters
    found = store.stories(
        since=filters.since,
        until=filters.until,
        outlets=filters.outlet,
        agencies=filters.agency,
        flags=filters.flag,
        query=filters.q,
        min_tellings=filters.least,
        order=filters.order,  # type: ignore[arg-type]  # checked when the query was read
        after=query.after,
        limit=query.limit,
    )
    return StoriesContext(
        retold=retold_version(),
        filters=filters,
        stories=found.stories,
        total=found.total,
        next=found.next,
        articles=len(store),
        outlets=tuple(Counted(*one) for one in store.outlets()[:_SUGGESTED]),
        agencies=tuple(Counted(*one) for one in store.agencies()[:_SUGGESTED]),
        notes=found.notes,
    )


def address(path: str, filters: Filters, *, after: str | None = None, limit: int = PAGE) -> str:
    """The address of a list with these filters."""
    pairs = [("q", filters.q), *(("outlet", one) for one in filters.outlet)]
    pairs += [
        *(("agency", one) for one in filters.agency),
        ("since", filters.since or ""),
        ("until", filters.until or ""),
    ]
    pairs += [*(("flag", one) for one in filters.flag), ("order", filters.order if filters.order != "newest" else "")]
    pairs += [("least", str(filters.least) if filters.least != 2 else ""), ("after", after or "")]
    return with_query(path, [*pairs, ("limit", str(limit) if limit != PAGE else "")])


@router.get("/stories.json", include_in_schema=False)
@router.get(
    "/api/stories", summary="The list of stories", operation_id="stories", responses=answers(StoriesContext, 400, 503)
)
def stories_json(request: Request, query: Query_) -> Response:
    """The stories that meet the filters; `Link: <…>; rel="next"` leads to the page after."""
    found = context(request, query)
    follow = address(request.url.path, found.filters, after=found.next, limit=query.limit)
    return render.document(request, found, link=f'<{follow}>; rel="next"' if found.next else "")


@router.get("/stories.csv", include_in_schema=False)
def stories_csv(request: Request, query: Query_) -> Response:
    """The stories of the page, one row each."""
    rows = (
        (
            one.id, one.title, one.tellings, "; ".join(one.outlets), "; ".join(one.agencies), one.first, one.last, one.kept,
            one.measured, one.credited, one.quotations, one.quotations_verbatim, one.quotations_altered, one.figures,
            one.figures_changed, "; ".join(one.flags), story_address(one.id),
        )
        for one in context(request, query).stories
    )  # fmt: skip
    return render.table(request, "stories", COLUMNS, rows)


@router.get("/stories", include_in_schema=False)
def stories_page(request: Request, query: Query_) -> Response:
    """The page."""
    found = context(request, query)
    return render.html(
        request,
        "stories.html.j2",
        found=found,
        filtered=found.filters != Filters(order=found.filters.order),
        following=address("/stories", found.filters, after=found.next, limit=query.limit) if found.next else "",
        beginning=address("/stories", found.filters, limit=query.limit) if query.after else "",
        as_json=address("/stories.json", found.filters, after=query.after, limit=query.limit),
        as_csv=address("/stories.csv", found.filters, after=query.after, limit=query.limit),
    )
