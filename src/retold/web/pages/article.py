"""One article: its text with its marks, its ledger, where it appears; and the list of articles to choose from."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from retold.archive.reviews import beside_voices, place_of_voice
from retold.records.story import Pair, Story, Telling
from retold.web import render
from retold.web.addresses import id_of, with_query
from retold.web.article_view import LONGEST, marked_text
from retold.web.contexts import ArticleContext, PickContext, Related
from retold.web.pages.common import answers, retold_version, store_of
from retold.web.reviewing import of_article
from retold.web.store import Store

router = APIRouter()
MOST_REVIEWS = 500  # read for one article, the newest
RELATED = 50  # other articles listed
FOUND = 40
COLUMNS = ("kind", "voice", "voice_type", "basis", "cue", "words", "value", "unit", "counts", "start", "end")


def context(store: Store, id: str) -> ArticleContext:
    """What the page of an article shows."""
    marked = store.marked(id)
    story_id = store.story_of(id)
    ledger = store.ledger(id)
    reviews = store.reviews(about="voice", one=id, limit=MOST_REVIEWS).reviews
    return ArticleContext(
        retold=retold_version(),
        ledger=ledger,
        places=tuple(place_of_voice(one) for one in ledger.attributions),
        reviews=beside_voices(reviews, ledger.attributions),
        names=marked.names,
        furniture=marked.furniture,
        story=story_id,
        related=tuple(_related(store.story(story_id), id)) if story_id else (),
    )


def _related(story: Story, id: str) -> list[Related]:
    """The articles of the story that this one was compared with; where nothing tells, those it is joined to in the tree."""
    tellings = {one.id: one for one in story.tellings}
    near: dict[str, Related] = {}
    for pair in sorted((one for one in story.pairs if id in (one.a, one.b)), key=lambda one: -one.score):
        other = pair.b if pair.a == id else pair.a
        if other in tellings and other not in near:
            near[other] = _of_pair(tellings[other], pair)
    for edge in story.tree.edges:
        other = edge.parent if edge.child == id else edge.child if edge.parent == id else ""
        if other in tellings and other not in near:
            source = None if edge.answer == "undecided" else other == edge.parent
            near[other] = Related(
                telling=tellings[other],
                relation="retelling",
                score=edge.probability,
                direction=edge.answer,
                source=source,
            )
    return list(near.values())[:RELATED]


def _of_pair(other: Telling, pair: Pair) -> Related:
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
    ledger = store_of(request).ledger(id_of(id))
    rows: list[render.Row] = []
    for one in ledger.attributions:
        cue = one.cue.text if one.cue else None
        rows += [
            (one.kind, one.voice_name, one.voice_type, one.basis, cue, s.text, None, None, None, s.start, s.end)
            for s in one.content
        ]
    for figure in ledger.figures:
        voice = ledger.attributions[figure.attribution] if figure.attribution is not None else None
        rows.append(
            (
                "figure", voice.voice_name if voice else None, voice.voice_type if voice else None,
                voice.basis if voice else None, None, figure.span.text, figure.value, figure.unit, figure.counts,
                figure.span.start, figure.span.end,
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
    store = store_of(request)
    found = context(store, id_of(id))
    story = store.story(found.story) if found.story else None
    return render.html(
        request,
        "article.html.j2",
        found=found,
        article=found.ledger.article,
        text=marked_text(found),
        cut=len(found.ledger.article.text) > LONGEST,
        tellings=len(story.tellings) if story else 0,
        reviewing=of_article(found, review),
    )


Words = Annotated[str, Query(description="Words that a title or text must have.")]
One = Annotated[str, Query(description="The article to compare with, as its address names it.", max_length=2000)]


def pick(request: Request, q: str, one: str) -> PickContext:
    """Articles to choose from: those that have the words."""
    store = store_of(request)
    words = q.strip()[:500]
    chosen = id_of(one) if one else None
    if chosen is not None:
        store.article(chosen)
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
    chosen = None
    if found.one is not None:
        article = store_of(request).article(found.one)
        chosen = Telling(id=found.one, title=article.title, outlet=article.outlet, published=article.published)
    return render.html(
        request,
        "articles.html.j2",
        found=found,
        chosen=chosen,
        one=one,
        as_json=with_query("/articles.json", [("q", found.q), ("one", one)]),
        as_csv=with_query("/articles.csv", [("q", found.q), ("one", one)]),
    )
