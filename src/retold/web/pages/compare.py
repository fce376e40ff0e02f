"""Two articles side by side: those of the archive, or texts that are sent and not kept."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from retold.archive.reviews import beside, places_of
from retold.errors import InputError
from retold.records.article import Article
from retold.records.comparison import Comparison
from retold.report.compare_page import ComparePage, compare_page
from retold.report.glossary import CHANGE_KINDS
from retold.web import render
from retold.web.addresses import article_address, compare_address, id_of, key, story_address
from retold.web.contexts import CompareContext, CompareRequest
from retold.web.limits import TEXT
from retold.web.pages.article import pick, pick_page
from retold.web.pages.common import answers, reference, retold_version, store_of
from retold.web.reviewing import cells, of_comparison
from retold.web.store import Store

router = APIRouter()
KINDS = (*CHANGE_KINDS, "variant")
MOST_REVIEWS = 500  # read for one comparison, the newest
LARGEST = 2 << 20  # bytes of a request to compare

COLUMNS = (
    "number", "kind", "detail", "weight", "within", "source", "source_start", "source_end", "retelling", "retelling_start",
    "retelling_end", "reviewed", "review_note", "reviewed_by",
)  # fmt: skip

One = Annotated[str, Query(description="An article, as its address names it.", max_length=2000)]
Kinds = Annotated[
    list[str] | None,
    Query(description="Kinds of change to show; all but variants of names where none is given."),
]
SizeOf = Annotated[int, Query(description="The least size of changes to show, in words: 1, 2, 4 or 8.", ge=1, le=8)]
Swap = Annotated[bool, Query(description="Put the retelling on the left.")]


class Linked(msgspec.Struct, frozen=True):
    """Addresses that only the web page has; the single file goes without."""

    stories: str
    story: str
    articles: tuple[str, str]
    compare: str
    one: str
    other: str
    swap: str
    formats: tuple[tuple[str, str], ...]
    review: str


def context(
    store: Store, one: str, other: str, kinds: tuple[str, ...] = (), size: int = 1, swap: bool = False
) -> tuple[CompareContext, ComparePage]:
    """What the page shows, and how it is drawn."""
    comparison = store.comparison(one, other)
    found, page = shown(comparison, kinds, size, swap)
    story = store.story_of(one)
    reviews = beside(store.reviews(one=one, other=other, limit=MOST_REVIEWS).reviews, comparison)
    return msgspec.structs.replace(
        found,
        story=story if story and story == store.story_of(other) else None,
        places=places_of(comparison),
        reviews=reviews,
    ), page


def shown(
    comparison: Comparison, kinds: tuple[str, ...] = (), size: int = 1, swap: bool = False
) -> tuple[CompareContext, ComparePage]:
    """A comparison as the page shows it."""
    known = tuple(kind for kind in KINDS if kind in kinds)
    page = compare_page(
        comparison,
        ("", ""),
        kinds=[*(kind for kind in known if kind != "variant"), *(["name"] if known == ("variant",) else [])],
        show_all="variant" in known,
        size=size,
        swapped=swap,
    )
    context = CompareContext(
        retold=retold_version(),
        comparison=comparison,
        headline=page.headline,
        kinds=known,
        size=size,
        swapped=swap,
        shown=page.shown,
    )
    return context, page


@router.get("/compare.json", include_in_schema=False)
@router.get(
    "/api/compare", summary="Compare two articles", operation_id="compare", responses=answers(CompareContext, 404, 503)
)
def compare_json(
    request: Request, *, one: One, other: One, kind: Kinds = None, size: SizeOf = 1, swap: Swap = False
) -> Response:
    """Two articles of the archive side by side: the document of `retold compare --json`, and which changes are listed."""
    found, _ = context(store_of(request), id_of(one), id_of(other), tuple(kind or ()), size, swap)
    return render.document(request, found)


@router.post(
    "/api/compare",
    summary="Compare two articles or texts",
    operation_id="compare_texts",
    responses=answers(CompareContext, 400, 404, 413, 503),
    openapi_extra={
        "requestBody": {"required": True, "content": {"application/json": {"schema": reference(CompareRequest)}}}
    },
)
async def compare_posted(request: Request) -> Response:
    """Articles of the archive by id, or texts, in any mixture. Nothing is stored."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            says = f"A request may have {LARGEST >> 20} MB. Compare longer texts with `retold compare`."
            return render.problem(413, "too-long", "Request too long", says)
    try:
        asked = msgspec.json.decode(bytes(body), type=CompareRequest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return render.problem(400, "bad-request", "Not a request to compare", f"{error}. See /api/openapi.json.")
    return await run_in_threadpool(_posted, request, asked)


def _posted(request: Request, asked: CompareRequest) -> Response:
    given: list[Article | str] = []
    store = store_of(request)
    for name, id, text in (("one", asked.one, asked.one_text), ("other", asked.other, asked.other_text)):
        if bool(id) == bool(text.strip()):
            says = f"Give either {name} (an id) or {name}_text (a text), not both or none."
            return render.problem(400, "bad-request", "Not a request to compare", says)
        if len(text) > TEXT:
            says = f"A text may have {TEXT:,} characters here. Compare longer ones with `retold compare`."
            return render.problem(413, "too-long", "Request too long", says)
        given.append(store.article(id) if id else text)
    if asked.one and asked.other:
        return render.document(request, context(store, asked.one, asked.other)[0])
    from retold.compare import compare

    try:
        found, _ = shown(compare(given[0], given[1]))
    except InputError as error:
        return render.problem(400, "bad-text", "A text cannot be compared", str(error))
    return render.document(request, found)


@router.get("/compare.csv", include_in_schema=False)
def compare_csv(
    request: Request, *, one: One, other: One, kind: Kinds = None, size: SizeOf = 1, swap: Swap = False
) -> Response:
    """The changes listed on the page, one row each."""
    found, _ = context(store_of(request), id_of(one), id_of(other), tuple(kind or ()), size, swap)
    rows = []
    holds = of_comparison(found).holds
    for index in found.shown:
        change = found.comparison.changes[index]
        sides: list[str | int | None] = []
        for spans in (change.source, change.retelling):
            words = " … ".join(span.text for span in spans) or None
            sides += [words, spans[0].start if spans else None, spans[-1].end if spans else None]
        rows.append(
            (index + 1, change.kind, change.detail, change.weight, change.within, *sides, *cells(holds.get(index + 1)))
        )
    return render.table(request, "changes", COLUMNS, rows)


@router.get("/compare", include_in_schema=False)
def compare_drawn(
    request: Request,
    *,
    one: One = "",
    other: One = "",
    kind: Kinds = None,
    size: SizeOf = 1,
    swap: Swap = False,
    q: Annotated[str, Query()] = "",
    review: Annotated[int, Query(description="The change to review, by its number.", ge=0, le=100_000)] = 0,
) -> Response:
    """The page; as long as an article is missing, the page to choose it from."""
    if not (one and other):
        return pick_page(request, pick(request, q, one or other), one or other)
    found, page = context(store_of(request), id_of(one), id_of(other), tuple(kind or ()), size, swap)
    return render.html(
        request,
        "compare.html.j2",
        found=found,
        page=page,
        linked=_linked(found, one, other),
        reviewing=of_comparison(found, review),
    )


def _linked(found: CompareContext, one: str, other: str) -> Linked:
    ids = (id_of(one), id_of(other))
    given: dict[str, Any] = {"kinds": found.kinds, "size": found.size}
    sides = (found.comparison.source.given, found.comparison.retelling.given)
    return Linked(
        stories="/stories",
        story=story_address(found.story) if found.story else "",
        articles=(article_address(ids[sides[0]]), article_address(ids[sides[1]])),
        compare="/compare",
        one=key(ids[0]),
        other=key(ids[1]),
        swap=compare_address(*ids, **given, swap=not found.swapped),
        formats=tuple(
            (label, compare_address(*ids, **given, swap=found.swapped, format=ending))
            for label, ending in (("JSON", ".json"), ("CSV", ".csv"))
        ),
        review=f"{compare_address(*ids, **given, swap=found.swapped)}&review=",
    )
