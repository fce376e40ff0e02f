"""What the pages ask of an archive. `retold.Archive` answers it; tests put something smaller in its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, Protocol

from retold.records.archive import (
    Added,
    Flag,
    Found,
    Nearby,
    NewReview,
    OutletPage,
    Outlets,
    Review,
    ReviewedKind,
    ReviewPage,
    ReviewQueue,
    StoryPage,
)
from retold.records.article import Article
from retold.records.collection import Rejected
from retold.records.comparison import Comparison
from retold.records.ledger import Ledger
from retold.records.marks import Marked
from retold.records.story import Story, Telling

Order = Literal["newest", "most-tellings", "most-altered"]


class Store(Protocol):
    """An archive, as the pages read it. Every method may be called from several threads at once.

    What is not there raises `retold.errors.NotFoundError`.
    """

    def __len__(self) -> int:
        """How many articles there are."""
        ...

    def article(self, id: str) -> Article:
        """One article."""
        ...

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """Several articles by id; unknown ones are left out."""
        ...

    def tellings(self, ids: Iterable[str]) -> dict[str, Telling]:
        """Several articles by id, without their texts; unknown ones are left out."""
        ...

    def nearby(self, id: str, *, limit: int = 50) -> Nearby:
        """The story of an article, and those of its tellings that were laid beside it."""
        ...

    def marked(self, id: str) -> Marked:
        """An article with its marks."""
        ...

    def ledger(self, id: str) -> Ledger:
        """Who said what in an article."""
        ...

    def story_of(self, id: str) -> str | None:
        """The story an article belongs to now."""
        ...

    def stories(
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        outlets: Sequence[str] = (),
        agencies: Sequence[str] = (),
        flags: Sequence[Flag] = (),
        query: str = "",
        min_tellings: int = 2,
        order: Order = "newest",
        after: str | None = None,
        limit: int = 50,
    ) -> StoryPage:
        """A page of the list of stories."""
        ...

    def story(self, id: str) -> Story:
        """A story with its tellings, tree and ledger; `.id` is the id that holds now."""
        ...

    def comparison(self, one: str, other: str) -> Comparison:
        """Two articles side by side."""
        ...

    def outlets(self) -> tuple[tuple[str, int], ...]:
        """Outlets with their numbers of articles."""
        ...

    def agencies(self) -> tuple[tuple[str, int], ...]:
        """Agencies with their numbers of articles."""
        ...

    def search(self, query: str, *, limit: int = 20, after: str | None = None) -> tuple[Telling, ...]:
        """Articles whose title or text has the words of `query`."""
        ...

    def retellings(
        self,
        *,
        query: str = "",
        order: Literal["retellings", "name"] = "retellings",
        limit: int = 100,
        after: str | None = None,
        outlets: int = 100,
        outlets_after: str | None = None,
    ) -> Outlets:
        """Who retells whom."""
        ...

    def outlet(self, name: str, *, limit: int | None = None) -> OutletPage:
        """One outlet: whom it retells, who retells it."""
        ...

    def review(self, review: NewReview) -> Review:
        """Keep what a person says of an answer of the machine."""
        ...

    def reviews(
        self,
        *,
        about: ReviewedKind | None = None,
        one: str | None = None,
        other: str | None = None,
        limit: int = 100,
        after: str | None = None,
    ) -> ReviewPage:
        """What people said, newest first."""
        ...

    def story_reviews(self, id: str, *, limit: int = 500) -> tuple[Review, ...]:
        """What people said of the articles of a story and of pairs within it, newest first."""
        ...

    def review_queue(
        self, *, about: ReviewedKind | None = None, limit: int = 25, after: str | None = None
    ) -> ReviewQueue:
        """Answers that nobody has reviewed yet, the least certain first."""
        ...

    def find(self, article: Article | str, *, limit: int = 10, changes: bool | int = False) -> Found:
        """What an article has to do with those of the archive; nothing is stored."""
        ...

    def add(self, articles: Iterable[Article | str | Rejected]) -> Added:
        """Add articles."""
        ...
