"""What each page shows: one class a page, drawn by its template and given as JSON. The HTTP API answers with the same.

Every field has its description here; the OpenAPI document and docs/reference/http-api.md are made from it.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from retold.records.archive import (
    Flag,
    OutletMatrix,
    OutletMonth,
    OutletPair,
    OutletRow,
    Review,
    StoryRow,
    ToReview,
)
from retold.records.comparison import Comparison, DirectionAnswer, Note, RelationKind
from retold.records.ledger import Ledger
from retold.records.marks import Furniture, Name
from retold.records.story import Story, Telling


def _d(text: str) -> msgspec.Meta:
    return msgspec.Meta(description=text)


class Counted(msgspec.Struct, frozen=True):
    """A name and how many articles have it."""

    name: Annotated[str, _d("the outlet or agency")]
    articles: Annotated[int, _d("its articles in the archive")]


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """Which stories are listed, and in which order."""

    q: Annotated[str, _d("words that a title or text must have")] = ""
    outlet: Annotated[tuple[str, ...], _d("stories told by one of these outlets")] = ()
    agency: Annotated[tuple[str, ...], _d("stories told by one of these agencies")] = ()
    since: Annotated[str | None, _d("first day (YYYY-MM-DD)")] = None
    until: Annotated[str | None, _d("last day (YYYY-MM-DD)")] = None
    flag: Annotated[tuple[Flag, ...], _d("stories with all of these flags")] = ()
    order: Annotated[str, _d("`newest`, `most-tellings` or `most-altered`")] = "newest"
    least: Annotated[int, _d("the least number of tellings")] = 2


class StoriesContext(msgspec.Struct, frozen=True, kw_only=True):
    """The list of stories: `/stories`, `/api/stories`."""

    schema: Annotated[int, _d("version of this document")] = 1
    retold: Annotated[str, _d("version of Retold")]
    filters: Annotated[Filters, _d("what was asked for")]
    stories: Annotated[tuple[StoryRow, ...], _d("the stories of this page")]
    total: Annotated[int, _d("how many stories meet the filters")]
    next: Annotated[str | None, _d("cursor of the next page (`after`), null on the last")] = None
    articles: Annotated[int, _d("articles in the archive")] = 0
    outlets: Annotated[tuple[Counted, ...], _d("outlets to filter by, most articles first")] = ()
    agencies: Annotated[tuple[Counted, ...], _d("agencies to filter by, most articles first")] = ()
    notes: Annotated[tuple[Note, ...], _d("what the reader should know")] = ()


class LostSource(msgspec.Struct, frozen=True, kw_only=True):
    """A common source that nobody has collected."""

    id: Annotated[str, _d("its node in the tree")]
    named: Annotated[str | None, _d("the medium credited for it")]
    children: Annotated[tuple[str, ...], _d("tellings made from it (ids)")]


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the tree that is not asserted: the likeliest parent of a telling, and how likely."""

    child: Annotated[str, _d("the telling")]
    parent: Annotated[str, _d("its likeliest parent")]
    probability: Annotated[float, _d("that it is the parent, 0-1")]
    says: Annotated[str, _d("the doubt in words")]


class StoryContext(msgspec.Struct, frozen=True, kw_only=True):
    """One story: `/stories/{id}`, `/api/stories/{id}`."""

    schema: Annotated[int, _d("version of this document")] = 1
    retold: Annotated[str, _d("version of Retold")]
    title: Annotated[str, _d("the title of its earliest telling")]
    story: Annotated[Story, _d("tellings, pairs, tree, changes and ledger")]
    outlets: Annotated[tuple[str, ...], _d("its outlets, in order of appearance")] = ()
    first: Annotated[str | None, _d("when it was first told")] = None
    last: Annotated[str | None, _d("when it was last told")] = None
    kept: Annotated[float | None, _d("share of the source that the middle telling keeps, 0-1")] = None
    measured: Annotated[int, _d("tellings with measures")] = 0
    credited: Annotated[int, _d("of those, tellings that give credit")] = 0
    quotations: Annotated[int, _d("quotations of the sources, summed over the measured tellings")] = 0
    quotations_altered: Annotated[int, _d("of those, there and not verbatim")] = 0
    quotations_verbatim: Annotated[int, _d("of those, verbatim")] = 0
    figures: Annotated[int, _d("figures of the sources, summed over the measured tellings")] = 0
    figures_changed: Annotated[int, _d("of those, changed")] = 0
    flags: Annotated[tuple[Flag, ...], _d("what stands out")] = ()
    lost: Annotated[tuple[LostSource, ...], _d("sources that nobody has collected")] = ()
    doubts: Annotated[tuple[Doubt, ...], _d("lines of the tree that are not asserted")] = ()
    reviews: Annotated[tuple[Review, ...], _d("what people said of its articles and pairs, newest first")] = ()


class CompareContext(msgspec.Struct, frozen=True, kw_only=True):
    """Two articles side by side: `/compare`, `/api/compare`."""

    schema: Annotated[int, _d("version of this document")] = 1
    retold: Annotated[str, _d("version of Retold")]
    comparison: Annotated[Comparison, _d("the document of `retold compare --json`")]
    headline: Annotated[str, _d("the verdict in a few words")]
    kinds: Annotated[tuple[str, ...], _d("kinds of change shown at first; empty: all but variants of names")] = ()
    size: Annotated[int, _d("the least size of changes shown at first, in words: 1, 2, 4 or 8")] = 1
    swapped: Annotated[bool, _d("whether the retelling stands on the left")] = False
    shown: Annotated[tuple[int, ...], _d("changes listed, most telling first: places in `comparison.changes`")] = ()
    story: Annotated[str | None, _d("the story that both belong to")] = None
    places: Annotated[tuple[str, ...], _d("the place of each change, as reviews name it")] = ()
    reviews: Annotated[tuple[Review, ...], _d("what people said of these answers, newest first")] = ()


class Related(msgspec.Struct, frozen=True, kw_only=True):
    """Another article that has to do with this one."""

    telling: Annotated[Telling, _d("the other article")]
    relation: Annotated[RelationKind, _d("what the two are to each other")]
    score: Annotated[float, _d("how near they are, 0-1")]
    direction: Annotated[DirectionAnswer, _d("what is known of who derived from whom")]
    source: Annotated[bool | None, _d("whether the other is the source; null where undecided")] = None


class ArticleContext(msgspec.Struct, frozen=True, kw_only=True):
    """One article: `/articles/{id}`, `/api/articles/{id}`."""

    schema: Annotated[int, _d("version of this document")] = 1
    retold: Annotated[str, _d("version of Retold")]
    ledger: Annotated[Ledger, _d("the article, and who said what in it")]
    names: Annotated[tuple[Name, ...], _d("names in the text")] = ()
    furniture: Annotated[tuple[Furniture, ...], _d("text of the page that is not the article")] = ()
    story: Annotated[str | None, _d("the story it belongs to")] = None
    tellings: Annotated[int, _d("how many tellings that story has")] = 0
    related: Annotated[tuple[Related, ...], _d("articles of that story it was compared with, nearest first")] = ()
    places: Annotated[tuple[str, ...], _d("the place of each attribution of the ledger, as reviews name it")] = ()
    reviews: Annotated[tuple[Review, ...], _d("what people said of its voices, newest first")] = ()


class PickContext(msgspec.Struct, frozen=True, kw_only=True):
    """Articles to choose from: `/articles`, `/api/articles`, and `/compare` as long as an article is missing."""

    schema: Annotated[int, _d("version of this document")] = 1
    retold: Annotated[str, _d("version of Retold")]
    q: Annotated[str, _d("words looked for")] = ""
    one: Annotated[str | None, _d("the article that one of those listed is to be compared with")] = None
    articles: Annotated[tuple[Telling, ...], _d("articles that have the words")] = ()
    total: Annotated[int, _d("articles in the archive")] = 0


class Threshold(msgspec.Struct, frozen=True, kw_only=True):
    """A number that decides, as it is in force."""

    name: Annotated[str, _d("what it is called")]
    value: Annotated[str, _d("its value")]
    means: Annotated[str, _d("what it decides")]
    where: Annotated[str, _d("the module and name in the code")]


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """One measure or answer in plain words."""

    name: Annotated[str, _d("what it is called")]
    means: Annotated[str, _d("what it says, and how it is worked out")]
    thresholds: Annotated[tuple[Threshold, ...], _d("the numbers that decide")] = ()


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of a benchmark, as the benchmark wrote it."""

    benchmark: Annotated[str, _d("the script in benchmarks/")]
    name: Annotated[str, _d("what was measured")]
    value: Annotated[str, _d("the figure")]
    on: Annotated[str, _d("the data it was measured on")] = ""


class HowContext(msgspec.Struct, frozen=True, kw_only=True):
    """How it works: `/how`, `/api/how`."""

    schema: Annotated[int, _d("version of this document")] = 1
    retold: Annotated[str, _d("version of Retold")]
    measures: Annotated[tuple[Measure, ...], _d("measures and answers with their thresholds")]
    results: Annotated[tuple[Result, ...], _d("the last figures of the benchmarks, where they were written")] = ()


class OutletsContext(msgspec.Struct, frozen=True, kw_only=True):
    """Who retells whom: `/outlets`, `/api/outlets`."""

    schema: Annotated[int, _d("version of this document")] = 1
    retold: Annotated[str, _d("version of Retold")]
    q: Annotated[str, _d("letters that a name must have")] = ""
    order: Annotated[str, _d("`retellings` (most first) or `name`")] = "retellings"
    matrix: Annotated[OutletMatrix, _d("how often the most active outlets retold one another")]
    outlets: Annotated[tuple[OutletRow, ...], _d("the outlets, those of this page")]
    pairs: Annotated[tuple[OutletPair, ...], _d("who retold whom, those of this page")]
    total_outlets: Annotated[int, _d("how many outlets there are with these letters")]
    total_pairs: Annotated[int, _d("how many pairs there are with these letters")]
    next: Annotated[str | None, _d("cursor of the next page of pairs (`after`), null on the last")] = None
    next_outlets: Annotated[str | None, _d("cursor of the next page of outlets (`outlets`), null on the last")] = None


class OutletContext(msgspec.Struct, frozen=True, kw_only=True):
    """One outlet: `/outlets/{name}`, `/api/outlets/{name}`."""

    schema: Annotated[int, _d("version of this document")] = 1
    retold: Annotated[str, _d("version of Retold")]
    outlet: Annotated[OutletRow, _d("the outlet, with sums over all that it retells and all that retell it")]
    sources: Annotated[tuple[OutletPair, ...], _d("whom it retells, most first")] = ()
    retellings: Annotated[tuple[OutletPair, ...], _d("who retells it, most first")] = ()
    months: Annotated[tuple[OutletMonth, ...], _d("how often, month by month")] = ()
    total_sources: Annotated[int, _d("how many outlets it retells")] = 0
    total_retellings: Annotated[int, _d("how many outlets retell it")] = 0


class ReviewsContext(msgspec.Struct, frozen=True, kw_only=True):
    """What people said of the machine's answers: `/reviews`, `/api/reviews`."""

    schema: Annotated[int, _d("version of this document")] = 1
    retold: Annotated[str, _d("version of Retold")]
    reviews: Annotated[tuple[Review, ...], _d("the reviews of this page, newest first")]
    total: Annotated[int, _d("how many there are")]
    next: Annotated[str | None, _d("cursor of the next page (`after`), null on the last")] = None


class QueueContext(msgspec.Struct, frozen=True, kw_only=True):
    """Answers that nobody has reviewed yet: `/review`, `/api/review-queue`."""

    schema: Annotated[int, _d("version of this document")] = 1
    retold: Annotated[str, _d("version of Retold")]
    about: Annotated[str, _d("`pair`, `direction` or `voice`; empty: pairs and directions")] = ""
    items: Annotated[tuple[ToReview, ...], _d("what is asked, the least certain first")]
    waiting: Annotated[int, _d("pairs that leave a doubt and were not reviewed")] = 0
    reviewed: Annotated[int, _d("answers that were reviewed")] = 0
    next: Annotated[str | None, _d("cursor of the next page (`after`), null on the last")] = None


class CompareRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `POST /api/compare` takes. Each of the two is the id of an article in the archive, or a text; nothing is stored."""

    one: Annotated[str, _d("id of the first article in the archive")] = ""
    other: Annotated[str, _d("id of the second article in the archive")] = ""
    one_text: Annotated[str, _d("the first article as a text, in place of its id")] = ""
    other_text: Annotated[str, _d("the second article as a text, in place of its id")] = ""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Every error, as `application/problem+json` (RFC 9457)."""

    type: Annotated[str, _d("what sort of error: a stable code behind `urn:retold:`")]
    title: Annotated[str, _d("the sort of error in words")]
    status: Annotated[int, _d("the HTTP status")]
    detail: Annotated[str, _d("what happened, why, and what to do")] = ""


PAGES: dict[str, type[msgspec.Struct]] = {
    "stories": StoriesContext,
    "story": StoryContext,
    "compare": CompareContext,
    "article": ArticleContext,
    "articles": PickContext,
    "how": HowContext,
    "outlets": OutletsContext,
    "outlet": OutletContext,
    "reviews": ReviewsContext,
    "review": QueueContext,
}
