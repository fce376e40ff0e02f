"""Who retells whom: the matrix, the outlets and the pairs; and a page for each outlet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Query, Request, Response

from retold.records.archive import OutletMonth, OutletPair
from retold.web import render
from retold.web.addresses import id_of, outlet_address, with_query
from retold.web.contexts import OutletContext, OutletsContext
from retold.web.pages.common import answers, retold_version, store_of
from retold.web.store import Store

router = APIRouter()
PAIRS = 40  # on a page
OUTLETS = 40  # on a page
BESIDE = 40  # pairs listed on the page of an outlet, each way
MONTHS = 36  # drawn; the JSON has all
ALL = 100_000

COLUMNS = (
    "source", "retelling", "retellings", "direction_decided", "kept", "credited", "quotations", "quotations_altered", "figures",
    "figures_changed", "delay_hours", "delay_known",
)  # fmt: skip

Letters = Annotated[str, Query(description="Letters that the name of an outlet must have.", max_length=400)]
OrderOf = Annotated[Literal["retellings", "name"], Query(description="By number of retellings, or by name.")]
After = Annotated[str | None, Query(description="Cursor: `next` of the page before.", max_length=100)]
Limit = Annotated[int, Query(description="Pairs a page, and outlets.", ge=1, le=1000)]
OutletsAfter = Annotated[str | None, Query(description="Cursor: `next_outlets` of the page before.", max_length=100)]


class Bar(msgspec.Struct, frozen=True):
    """A month as it is drawn: places and heights in the drawing, and its words."""

    x: str
    width: str
    from_height: float
    by_height: float
    label: str
    says: str


def context(
    store: Store,
    q: str,
    order: Literal["retellings", "name"],
    after: str | None,
    limit: int,
    outlets: int = OUTLETS,
    outlets_after: str | None = None,
) -> OutletsContext:
    """What the page of all outlets shows."""
    found = store.retellings(
        query=q, order=order, limit=limit, after=after, outlets=outlets, outlets_after=outlets_after
    )
    return OutletsContext(
        retold=retold_version(),
        q=q,
        order=order,
        matrix=found.matrix,
        outlets=found.outlets,
        pairs=found.pairs,
        total_outlets=found.total_outlets,
        total_pairs=found.total_pairs,
        next=found.next,
        next_outlets=found.next_outlets,
    )


def outlet_context(store: Store, name: str, limit: int | None = None) -> OutletContext:
    """What the page of one outlet shows."""
    found = store.outlet(name, limit=limit)
    return OutletContext(
        retold=retold_version(),
        outlet=found.outlet,
        sources=found.sources,
        retellings=found.retellings,
        months=found.months,
        total_sources=found.total_sources,
        total_retellings=found.total_retellings,
    )


@router.get("/outlets.json", include_in_schema=False)
@router.get(
    "/api/outlets", summary="Who retells whom", operation_id="outlets", responses=answers(OutletsContext, 400, 503)
)
def outlets_json(
    request: Request,
    *,
    q: Letters = "",
    order: OrderOf = "retellings",
    after: After = None,
    limit: Limit = PAIRS,
    outlets: OutletsAfter = None,
) -> Response:
    """A matrix of the most active outlets, the outlets and the pairs page by page. Nothing is rated."""
    found = context(store_of(request), q, order, after, limit, limit, outlets)
    link = ""
    if found.next:
        pairs = [("q", q), ("order", order), ("limit", str(limit)), ("after", found.next), ("outlets", outlets or "")]
        link = f'<{with_query(request.url.path, pairs)}>; rel="next"'
    return render.document(request, found, link=link)


@router.get("/outlets.csv", include_in_schema=False)
def outlets_csv(request: Request, *, q: Letters = "", order: OrderOf = "retellings") -> Response:
    """All pairs, a row each."""
    return render.table(request, "outlets", COLUMNS, rows(context(store_of(request), q, order, None, ALL, 0).pairs))


@router.get("/outlets", include_in_schema=False)
def outlets_page(
    request: Request,
    *,
    q: Letters = "",
    order: OrderOf = "retellings",
    after: After = None,
    outlets: OutletsAfter = None,
) -> Response:
    """The page; a further page of pairs has no outlets, and one of outlets no pairs."""
    listed = 0 if after is not None else OUTLETS
    found = context(store_of(request), q, order, after, 1 if outlets else PAIRS, listed, outlets)
    asked = [("q", q), ("order", order if order != "retellings" else "")]
    return render.html(
        request,
        "outlets.html.j2",
        found=found,
        most=max((count for row in found.matrix.cells for count in row), default=0),
        as_json=with_query("/outlets.json", asked),
        as_csv=with_query("/outlets.csv", asked),
        next_page=with_query("/outlets", [*asked, ("after", found.next or "")]) if found.next else "",
        more_outlets=with_query("/outlets", [*asked, ("outlets", found.next_outlets or "")])
        if found.next_outlets
        else "",
        beginning=with_query("/outlets", asked),
        further=after is not None,
        only_outlets=bool(outlets),
    )


@router.get("/outlets/{name}.json", include_in_schema=False)
@router.get(
    "/api/outlets/{name}", summary="One outlet", operation_id="outlet", responses=answers(OutletContext, 404, 503)
)
def outlet_json(request: Request, name: str) -> Response:
    """Whom it retells, who retells it, and both by month. An agency has a page for what it published under no outlet."""
    return render.document(request, outlet_context(store_of(request), id_of(name)))


@router.get("/outlets/{name}.csv", include_in_schema=False)
def outlet_csv(request: Request, name: str) -> Response:
    """Its pairs, first those in which it retells."""
    found = outlet_context(store_of(request), id_of(name))
    return render.table(request, "outlet", COLUMNS, rows((*found.sources, *found.retellings)))


@router.get("/outlets/{name}", include_in_schema=False)
def outlet_page(request: Request, name: str) -> Response:
    """The page."""
    found = outlet_context(store_of(request), id_of(name), BESIDE)
    return render.html(
        request,
        "outlet.html.j2",
        found=found,
        bars=list(bars(found.months)),
        stories=with_query("/stories", [("outlet", found.outlet.name)]),
        address=outlet_address(found.outlet.name),
    )


def rows(pairs: Iterable[OutletPair]) -> Iterator[render.Row]:
    """Pairs as rows of a table."""
    for pair in pairs:
        one = pair.measures
        yield (
            pair.source, pair.outlet, one.told, one.decided, one.kept, one.credited, one.quotations, one.quotations_altered,
            one.figures, one.figures_changed, one.delay, one.timed,
        )  # fmt: skip


def bars(months: Sequence[OutletMonth], height: float = 64.0) -> Iterator[Bar]:
    """The latest months as bars, what it retells upwards and what retells it downwards; months without any are drawn, too."""
    dated = [one for one in months if len(one.month) == 7]
    if not dated:
        return
    by_month = {one.month: one for one in dated}
    last = _index(dated[-1].month)
    first = max(_index(dated[0].month), last - MONTHS + 1)
    most = max(max(one.from_others, one.by_others) for one in dated)
    width = 100 / max(6, last - first + 1)
    for place, index in enumerate(range(first, last + 1)):
        name = f"{index // 12:04d}-{index % 12 + 1:02d}"
        one = by_month.get(name, OutletMonth(month=name))
        yield Bar(
            x=f"{place * width:.3f}%",
            width=f"{width * 0.8:.3f}%",
            from_height=round(height * one.from_others / most, 1),
            by_height=round(height * one.by_others / most, 1),
            label=name if (last - index) % max(1, (last - first + 1) // 6 + 1) == 0 else "",
            says=f"{name}: retold others {one.from_others} times, was retold {one.by_others} times",
        )


def _index(month: str) -> int:
    year, _, number = month.partition("-")
    return int(year) * 12 + int(number) - 1 if year.isdecimal() and number.isdecimal() else 0
