"""One article: its text with its marks, its ledger, where it appears; and the list of articles to choose from."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from retold.archive.reviews import beside_voices
from retold.archive.voices import place_of_voice
from retold.errors import NotFoundError
from retold.ledger import ledger_of
from retold.records.story import Pair, Telling
from retold.web import render
from retold.web.addresses import id_of, with_query
from retold.web.article_view import LONGEST, marked_text
from retold.web.contexts import ArticleContext, PickContext, Related
from retold.web.pages.common import answers, retold_version, store_of
from retold.web.reviewing import cells, of_article
from retold.web.store import Store

router = APIRouter()
MOST_REVIEWS = 500  # read for one article, the newest
RELATED = 50  # other articles listed
FOUND = 40
COLUMNS = (
    "kind", "voice", "voice_type", "basis", "cue", "words", "value", "unit", "counts", "start", "end", "reviewed",
    "review_note", "reviewed_by",
)  # fmt: skip


def context(store: Store, id: str) -> ArticleContext:
    """What the page of an article shows."""
    marked = store.marked(id)
    near = store.nearby(id, limit=RELATED)
    ledger = ledger_of(marked)
    reviews = store.reviews(about="voice", one=id, limit=MOST_REVIEWS).reviews
    return ArticleContext(
        retold=retold_version(),
        ledger=ledger,
        places=tuple(place_of_voice(one) for one in ledger.attributions),
        reviews=beside_voices(reviews, ledger.attributions),
        names=marked.names,
        furniture=marked.furniture,
        story=near.story,
        tellings=near.tellings,
        related=tuple(_related(other, pair) for other, pair in zip(near.others, near.pairs, strict=True)),
    )


def _related(other: Telling, pair: Pair) -> Related:
    decided = pair.direction in ("derived", "derived-unseen", "revision")
    return Related(
        telling=other,
        relation=pair.relation,
        score=pair.score,
        direction=pair.direction,
        source=pair.a == other.id if decided else None,
    )


@router.get("/articles/{id}.json", include_in_schema=False)
@router.get(
    "/api/articles/{id}", summary="One article", operation_id="article", responses=answers(ArticleContext, 404, 503)
)
def article_json(request: Request, id: str) -> Response:
    """The article with its marks and its ledger, its story, and the articles it was compared with."""
    return render.document(request, context(store_of(request), id_of(id)))


@router.get("/articles/{id}.csv", include_in_schema=False)
def article_csv(request: Request, id: str) -> Response:
    """The ledger as a table: attributions, quotations and figures."""
    found = context(store_of(request), id_of(id))
    ledger, holds = found.ledger, of_article(found).holds
    rows: list[render.Row] = []
    for number, one in enumerate(ledger.attributions, start=1):
        cue = one.cue.text if one.cue else None
        said = cells(holds.get(number))
        rows += [
            (one.kind, one.voice_name, one.voice_type, one.basis, cue, s.text, None, None, None, s.start, s.end, *said)
            for s in one.content
        ]
    for figure in ledger.figures:
        voice = ledger.attributions[figure.attribution] if figure.attribution is not None else None
        rows.append(
            (
                "figure", voice.voice_name if voice else None, voice.voice_type if voice else None,
                voice.basis if voice else None, None, figure.span.text, figure.value, figure.unit, figure.counts,
                figure.span.start, figure.span.end, *cells(None),
            )
        )  # fmt: skip
    return render.table(request, "ledger", COLUMNS, rows)


@router.get("/articles/{id}", include_in_schema=False)
def article_page(
    request: Request,
    id: str,
    review: Annotated[int, Query(description="The attribution to review, by its number.", ge=0, le=100_000)] = 0,
) -> Response:
    """The page."""
    found = context(store_of(request), id_of(id))
    return render.html(
        request,
        "article.html.j2",
        found=found,
        article=found.ledger.article,
        text=marked_text(found),
        cut=len(found.ledger.article.text) > LONGEST,
        reviewing=of_article(found, review),
    )


Words = Annotated[str, Query(description="Words that a title or text must have.")]
One = Annotated[str, Query(description="The article to compare with, as its address names it.", max_length=2000)]


def pick(request: Request, q: str, one: str) -> PickContext:
    """Articles to choose from: those that have the words."""
    store = store_of(request)
    words = q.strip()[:500]
    chosen = id_of(one) if one else None
    if chosen is not None and chosen not in store.tellings([chosen]):
        raise NotFoundError("the archive", "article", chosen, next_step="Find it by its words.")
    return PickContext(
        retold=retold_version(),
        q=words,
        one=chosen,
        articles=tuple(told for told in store.search(words, limit=FOUND) if told.id != chosen) if words else (),
        total=len(store),
    )


@router.get("/articles.json", include_in_schema=False)
@router.get(
    "/api/articles", summary="Search articles", operation_id="articles", responses=answers(PickContext, 404, 503)
)
def articles_json(request: Request, q: Words = "", one: One = "") -> Response:
    """Articles whose title or text has the words."""
    return render.document(request, pick(request, q, one))


@router.get("/articles.csv", include_in_schema=False)
def articles_csv(request: Request, q: Words = "", one: One = "") -> Response:
    """The articles found, one row each."""
    rows = (
        (told.id, told.outlet, told.agency, told.title, told.published, told.words, told.url)
        for told in pick(request, q, one).articles
    )
    return render.table(request, "articles", ("id", "outlet", "agency", "title", "published", "words", "url"), rows)


@router.get("/articles", include_in_schema=False)
def articles_page(request: Request, q: Words = "", one: One = "") -> Response:
    """The page."""
    found = pick(request, q, one)
    return pick_page(request, found, one)


def pick_page(request: Request, found: PickContext, one: str) -> Response:
    """The page to choose an article from."""
    chosen = store_of(request).tellings([found.one]).get(found.one) if found.one is not None else None
    return render.html(
        request,
        "articles.html.j2",
        found=found,
        chosen=chosen,
        one=one,
        as_json=with_query("/articles.json", [("q", found.q), ("one", one)]),
        as_csv=with_query("/articles.csv", [("q", found.q), ("one", one)]),
    )
