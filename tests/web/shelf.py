"""A small store in memory for the tests of the pages: it answers as an archive does, from the verbs alone."""

from __future__ import annotations

import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterable

import msgspec

from retold.archive import Archive
from retold.compare import compare
from retold.errors import NotFoundError
from retold.ledger import ledger, ledger_rows
from retold.marking import mark
from retold.records.archive import (
    Nearby,
    NewReview,
    OutletPage,
    Outlets,
    Review,
    ReviewPage,
    ReviewQueue,
    StoryPage,
    StoryRow,
)
from retold.records.article import Article
from retold.records.comparison import Comparison
from retold.records.ledger import Ledger
from retold.records.marks import Marked
from retold.records.story import Story, Telling
from retold.trace import trace
from retold.tree import tree


class Shelf:
    """The articles of a few stories; nothing of it is fast or lasting."""

    def __init__(self, articles: Iterable[Article], *, stories: Iterable[Story] | None = None) -> None:
        self.by_id = {one.identified().id: one.identified() for one in articles}
        if stories is None:
            found = trace(list(self.by_id.values()))
            stories = [self._story(traced) for traced in found.stories]
        self.by_story = {story.id: story for story in stories}
        self.story_by_article = {one.id: story.id for story in self.by_story.values() for one in story.tellings}
        self._lock = threading.Lock()
        self._archive: Archive | None = None

    @property
    def archive(self) -> Archive:
        """A real archive with the same articles, for what only that can answer; made when it is first asked for."""
        with self._lock:
            if self._archive is None:
                folder = tempfile.mkdtemp(prefix="retold-shelf-")
                self._archive = Archive(folder, create=True)
                weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
                self._archive.add(self.by_id.values())
            return self._archive

    def retellings(self, **asked) -> Outlets:
        return self.archive.retellings(**asked)

    def outlet(self, name: str, **asked) -> OutletPage:
        return self.archive.outlet(name, **asked)

    def review(self, review: NewReview) -> Review:
        return self.archive.review(review)

    def reviews(self, **asked) -> ReviewPage:
        if self._archive is None:  # nobody has reviewed anything
            return ReviewPage(retold="0", reviews=(), total=0)
        return self.archive.reviews(**asked)

    def tellings(self, ids: Iterable[str]) -> dict[str, Telling]:
        return {
            id: Telling(
                id=id,
                title=self.by_id[id].title,
                outlet=self.by_id[id].outlet,
                agency=self.by_id[id].agency,
                published=self.by_id[id].published,
            )
            for id in ids
            if id in self.by_id
        }

    def nearby(self, id: str, *, limit: int = 50) -> Nearby:
        if id not in self.story_by_article:
            return Nearby()
        story = self.by_story[self.story_by_article[id]]
        pairs = sorted((one for one in story.pairs if id in (one.a, one.b)), key=lambda one: -one.score)[:limit]
        told = {one.id: one for one in story.tellings}
        others = tuple(told[one.b if one.a == id else one.a] for one in pairs)
        return Nearby(story=story.id, tellings=len(story.tellings), others=others, pairs=tuple(pairs))

    def story_reviews(self, id: str, *, limit: int = 500) -> tuple[Review, ...]:
        found = self.by_story.get(id)
        ids = {one.id for one in found.tellings} if found else set()
        return tuple(one for one in self.reviews().reviews if one.one in ids and (not one.other or one.other in ids))

    def review_queue(self, **asked) -> ReviewQueue:
        return self.archive.review_queue(**asked)

    def _story(self, traced):
        grown = tree([self.by_id[one.id] for one in traced.tellings], changes=True)
        source = traced.tellings[0].id
        beside = [one.id for one in traced.tellings[1:6]]
        rows = ledger_rows(*(self.comparison(source, other) for other in beside))
        return msgspec.structs.replace(
            grown,
            id=traced.id,
            tellings=traced.tellings,
            pairs=traced.pairs,
            ledger=rows,
            ledger_of=(source, *beside),
        )

    def __len__(self) -> int:
        return len(self.by_id)

    def article(self, id: str) -> Article:
        if id not in self.by_id:
            raise NotFoundError("shelf", "article", id)
        return self.by_id[id]

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        return {id: self.by_id[id] for id in ids if id in self.by_id}

    def marked(self, id: str) -> Marked:
        return mark(self.article(id))

    def ledger(self, id: str) -> Ledger:
        return ledger(self.article(id))

    def story_of(self, id: str) -> str | None:
        return self.story_by_article.get(id)

    def stories(
        self,
        *,
        since=None,
        until=None,
        outlets=(),
        agencies=(),
        flags=(),
        query="",
        min_tellings=2,
        order="newest",
        after=None,
        limit=50,
    ) -> StoryPage:
        rows = [self._row(story) for story in self.by_story.values()]
        rows = [
            row
            for row in rows
            if row.tellings >= min_tellings
            and (not outlets or set(outlets) & set(row.outlets))
            and (not agencies or set(agencies) & set(row.agencies))
            and set(flags) <= set(row.flags)
            and (not since or (row.last or "") >= since)
            and (not until or (row.first or "")[:10] <= until)
            and all(word in self._words(row.id) for word in query.casefold().split())
        ]
        rows.sort(key=lambda row: (row.last or "", row.id), reverse=True)
        if order == "most-tellings":
            rows.sort(key=lambda row: -row.tellings)
        if order == "most-altered":
            rows.sort(key=lambda row: -(row.quotations_altered + row.figures_changed))
        begin = int(after) if after and after.isdigit() else 0
        return StoryPage(
            retold="0",
            stories=tuple(rows[begin : begin + limit]),
            total=len(rows),
            next=str(begin + limit) if begin + limit < len(rows) else None,
        )

    def _words(self, id):
        return " ".join(f"{one.title} {self.by_id[one.id].text}" for one in self.by_story[id].tellings).casefold()

    def _row(self, story: Story) -> StoryRow:
        from retold.web.pages.story import context

        found = context(story)
        return StoryRow(
            id=story.id,
            title=found.title,
            tellings=len(story.tellings),
            outlets=found.outlets,
            agencies=tuple(dict.fromkeys(one.agency for one in story.tellings if one.agency)),
            first=found.first,
            last=found.last,
            kept=found.kept,
            measured=found.measured,
            credited=found.credited,
            quotations=found.quotations,
            quotations_verbatim=found.quotations_verbatim,
            quotations_altered=found.quotations_altered,
            figures=found.figures,
            figures_changed=found.figures_changed,
            flags=found.flags,
        )

    def story(self, id: str) -> Story:
        if id not in self.by_story:
            raise NotFoundError("shelf", "story", id, next_step="The list of stories has those that are there.")
        return self.by_story[id]

    def comparison(self, one: str, other: str) -> Comparison:
        return compare(self.article(one), self.article(other))

    def outlets(self) -> tuple[tuple[str, int], ...]:
        return self._counted("outlet")

    def agencies(self) -> tuple[tuple[str, int], ...]:
        return self._counted("agency")

    def _counted(self, field):
        names = [getattr(one, field) for one in self.by_id.values() if getattr(one, field)]
        return tuple(sorted(((name, names.count(name)) for name in set(names)), key=lambda one: (-one[1], one[0])))

    def search(self, query: str, *, limit: int = 20, after: str | None = None) -> tuple[Telling, ...]:
        words = query.casefold().split()
        return tuple(
            Telling(id=one.id, title=one.title, outlet=one.outlet, published=one.published, words=len(one.text.split()))
            for one in self.by_id.values()
            if all(word in f"{one.title} {one.text}".casefold() for word in words)
        )[:limit]
