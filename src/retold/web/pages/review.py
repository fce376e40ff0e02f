"""Review: what to look at first, what people said, and saving what they say."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from retold.errors import OptionError
from retold.records.archive import NewReview, Review, ReviewedKind
from retold.web import render
from retold.web.addresses import article_address, compare_address, id_of, with_query
from retold.web.contexts import QueueContext, ReviewsContext
from retold.web.pages.check import body_of, form_of
from retold.web.pages.common import answers, retold_version, store_of
from retold.web.reviewing import question, told_of
from retold.web.store import Store

router = APIRouter()
QUEUE = 20  # items on the page
LISTED = 40  # reviews on a page

COLUMNS = (
    "number", "about", "one", "other", "place", "verdict", "value", "note", "name", "at", "machine", "sure", "superseded",
)  # fmt: skip

Kind = Annotated[
    Literal["", "pair", "direction", "voice"],
    Query(description="What is asked about; pairs and directions where empty."),
]
About = Annotated[Literal["", "pair", "direction", "voice", "change"], Query(description="Only reviews of this kind.")]
Id = Annotated[str, Query(description="Only reviews about this article, as its address names it.", max_length=2000)]
After = Annotated[str | None, Query(description="Cursor: `next` of the page before.", max_length=100)]
Limit = Annotated[int, Query(description="How many at most.", ge=1, le=1000)]


def queue_context(
    store: Store, about: Literal["", "pair", "direction", "voice"], limit: int, after: str | None = None
) -> QueueContext:
    """What waits for a review."""
    found = store.review_queue(about=about or None, limit=limit, after=after)
    return QueueContext(
        retold=retold_version(),
        about=about,
        items=found.items,
        waiting=found.waiting,
        reviewed=found.reviewed,
        next=found.next,
    )


def reviews_context(
    store: Store, about: ReviewedKind | None, one: str, other: str, after: str | None, limit: int
) -> ReviewsContext:
    """What people said."""
    found = store.reviews(about=about, one=one or None, other=other or None, after=after, limit=limit)
    return ReviewsContext(retold=retold_version(), reviews=found.reviews, total=found.total, next=found.next)


@router.get("/review.json", include_in_schema=False)
@router.get(
    "/api/review-queue",
    summary="What to review first",
    operation_id="review_queue",
    responses=answers(QueueContext, 400, 503),
)
def queue_json(request: Request, *, about: Kind = "", after: After = None, limit: Limit = QUEUE) -> Response:
    """Answers of the machine that nobody has reviewed, the least certain first; of voices those of the newest articles."""
    found = queue_context(store_of(request), about, limit, after)
    pairs = [("about", about), ("limit", str(limit)), ("after", found.next or "")]
    link = f'<{with_query(request.url.path, pairs)}>; rel="next"' if found.next else ""
    return render.document(request, found, link=link)


@router.get("/review", include_in_schema=False)
def queue_page(
    request: Request, *, about: Kind = "", after: After = None, saved: Annotated[int, Query(ge=0, le=1 << 60)] = 0
) -> Response:
    """The page: the queue, and what was reviewed last."""
    store = store_of(request)
    found = queue_context(store, about, QUEUE, after)
    last = reviews_context(store, None, "", "", None, 8)
    names = _names(store, last.reviews)
    return render.html(
        request,
        "review.html.j2",
        found=found,
        questions=[question(one) for one in found.items],
        told=[told_of(one, names) for one in last.reviews],
        total=last.total,
        saved=saved,
        as_json=with_query("/review.json", [("about", about)]),
        next_page=with_query("/review", [("about", about), ("after", found.next)]) if found.next else "",
        beginning=with_query("/review", [("about", about)]) if after else "",
    )


@router.get("/reviews.json", include_in_schema=False)
@router.get(
    "/api/reviews", summary="What people said", operation_id="reviews", responses=answers(ReviewsContext, 400, 503)
)
def reviews_json(
    request: Request, *, about: About = "", one: Id = "", other: Id = "", after: After = None, limit: Limit = LISTED
) -> Response:
    """Reviews, newest first: all of them, or those about an article or about two. Superseded ones are among them."""
    found = reviews_context(store_of(request), about or None, id_of(one), id_of(other), after, limit)
    link = ""
    if found.next:
        pairs = [("about", about), ("one", one), ("other", other), ("limit", str(limit)), ("after", found.next)]
        link = f'<{with_query(request.url.path, pairs)}>; rel="next"'
    return render.document(request, found, link=link)


@router.get("/reviews.csv", include_in_schema=False)
def reviews_csv(request: Request, *, about: About = "", after: After = None) -> Response:
    """The newest thousand of them as a table."""
    found = reviews_context(store_of(request), about or None, "", "", after, 1000)
    rows = (
        (
            one.number, one.about, one.one, one.other, one.place, one.verdict, one.value, one.note, one.name, one.at,
            one.machine.answer, one.machine.sure, one.superseded,
        )
        for one in found.reviews
    )  # fmt: skip
    return render.table(request, "reviews", COLUMNS, rows)


@router.get("/reviews", include_in_schema=False)
def reviews_page(request: Request, *, about: About = "", after: After = None) -> Response:
    """The page of all reviews."""
    store = store_of(request)
    found = reviews_context(store, about or None, "", "", after, LISTED)
    names = _names(store, found.reviews)
    return render.html(
        request,
        "reviews.html.j2",
        found=found,
        about=about,
        told=[told_of(one, names) for one in found.reviews],
        next_page=with_query("/reviews", [("about", about), ("after", found.next)]) if found.next else "",
        as_json=with_query("/reviews.json", [("about", about)]),
        as_csv=with_query("/reviews.csv", [("about", about)]),
    )


@router.post("/review", include_in_schema=False)
async def review_sent(request: Request) -> Response:
    """A form that was sent; leads back to where it stood."""
    async with form_of(request) as form:
        fields = {name: value for name, value in form.items() if isinstance(value, str)}

    def kept() -> Response:
        verdict, _, value = fields.get("answer", "").partition(":")
        given = NewReview(
            about=fields.get("about", ""),  # type: ignore[arg-type]  # held against the kinds that there are
            one=id_of(fields.get("one", "")),
            other=id_of(fields.get("other", "")),
            place=fields.get("place", ""),
            verdict=verdict,  # type: ignore[arg-type]  # likewise
            value=value or fields.get("value", ""),
            note=fields.get("note", ""),
            name=fields.get("name", ""),
        )
        saved = store_of(request).review(given)
        back = compare_address(saved.one, saved.other) if saved.other else article_address(saved.one)
        if fields.get("back") == "queue":
            back = with_query("/review", [("saved", str(saved.number))])
        return RedirectResponse(f"{back}#review", 303)

    return await run_in_threadpool(kept)


@router.post(
    "/api/reviews",
    summary="Review an answer",
    operation_id="review",
    responses=answers(Review, 400, 404, 413, 503),
    openapi_extra=body_of(NewReview),
)
async def review_posted(request: Request) -> Response:
    """Keep what a person says of an answer of the machine, beside it; the machine's answer is read here, not sent."""
    try:
        given = msgspec.json.decode(await request.body(), type=NewReview)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return render.problem(400, "bad-request", "Not a review", f"{error}. See /api/openapi.json.")

    def kept() -> Response:
        try:
            return render.document(request, store_of(request).review(given))
        except OptionError as error:
            return render.problem(400, "bad-review", "This review makes no sense", str(error))

    return await run_in_threadpool(kept)


def _names(store: Store, reviews: tuple[Review, ...]) -> dict[str, str]:
    """Names of the articles that reviews are about; of those that are gone there are none, and no reviews."""
    ids = dict.fromkeys(id for one in reviews for id in (one.one, one.other) if id)
    return {one.id: one.outlet or one.title or one.id for one in store.tellings(ids).values()}
