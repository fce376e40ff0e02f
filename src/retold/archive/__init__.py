"""The archive: a folder that keeps articles, finds them again, and knows the stories they belong to.

    with retold.Archive("news.retold", create=True) as archive:
        archive.add(articles)
        for row in archive.stories(flags=["altered-quotations"]).stories: ...

One process writes at a time, any number read meanwhile. What `add` has reported as stored is on the disk. The modules below do
the work (`database`, `articles`, `relating`, `families`, `telling` …); this class is what the commands, the pages and programs
use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

from retold.archive.database import Database
from retold.errors import NotFoundError

if TYPE_CHECKING:
    from retold.records.archive import (
        Added,
        CheckUp,
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

Progress = Callable[[str, int, int], None]
Order = Literal["newest", "most-tellings", "most-altered"]


class Archive:
    """An archive of articles and stories, in the folder `path`. Thread-safe; use it as a context manager, or close it.

    Args:
        path: the folder.
        create: begin an archive where there is none.
        readonly: never write, also not what would only save work.
        keep: store what was made for an answer (a tree, a comparison, marks), so that it is there the next time. Without it no
            question writes anything; what was made is kept in memory, up to some 100 MB.

    Raises:
        ArchiveError: there is no archive and `create` is false; the folder holds something else; the archive is of a newer
            version, half-copied or damaged; it may not be opened. The message names the next step.

    Every method raises `ArchiveError` where the archive is damaged, busy for more than ten seconds, or the disk is full.
    """

    def __init__(self, path: str | Path, *, create: bool = False, readonly: bool = False, keep: bool = True) -> None:
        self.path = Path(path)
        self._database = Database(self.path, create=create, readonly=readonly, keep=keep)

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the archive; what is asked of it afterwards raises `ArchiveError`."""
        self._database.close()

    def __len__(self) -> int:
        with self._database.reading() as db:
            return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])

    def add(
        self,
        articles: Iterable[Article | str | Rejected],
        *,
        progress: Progress | None = None,
        processes: int = 1,
    ) -> Added:
        """Add articles, and bring pairs and stories up to date. What is there already changes nothing.

        Args:
            articles: articles or their texts, in any order; `Rejected` ones are counted. An article without an id is known by
                the hash of (outlet, URL, published, text). The same text from another outlet or URL is another article.
            progress: called with (stage, done, total), often. What it is told of the stage "store" is on the disk.
            processes: how many processes mark and collate. Above 1 only in a program that guards its start with
                `if __name__ == "__main__"`, because the processes import it.

        If it is interrupted, what was stored stays, and the next `add` (or `doctor`) relates what was not related yet.
        """
        from retold.archive.adding import add

        return add(self._database, articles, progress, processes)

    def find(self, article: Article | str, *, limit: int = 10, changes: bool | int = False) -> Found:
        """The articles that this one has to do with, best first. Nothing is stored.

        Args:
            article: an article or its text; it need not be in the archive.
            limit: how many matches at most.
            changes: also list what changed between it and each match, or only so many of the best.
        """
        from retold.archive.asking import Asking
        from retold.find import find
        from retold.installed import version
        from retold.records.archive import Found
        from retold.records.comparison import Note

        with Asking(self, self._database) as store:
            if store.empty:
                nothing = Note("empty", "The archive is empty, or nothing in it has been indexed yet.")
                return Found(retold=version("retold"), matches=(), articles=len(self), notes=(nothing,))
            return find(article, store, limit=limit, changes=changes)

    def article(self, id: str) -> Article:
        """The article with this id, as it was given.

        Raises:
            NotFoundError: there is none.
        """
        found = self.articles([id])
        if id not in found:
            raise self._no_article(id)
        return found[id]

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """Those of the articles that are there, by id."""
        from retold.archive.articles import articles_of, numbers_of

        with self._database.reading() as db:
            found = articles_of(db, numbers_of(db, ids).values())
        return {article.id: article for article in found.values()}

    def tellings(self, ids: Iterable[str]) -> dict[str, Telling]:
        """Those of the articles that are there, by id, as lists show them: without their texts."""
        from retold.archive.articles import as_telling, kept_of, numbers_of

        with self._database.reading() as db:
            found = kept_of(db, numbers_of(db, ids).values())
        return {kept.article.id: as_telling(kept) for kept in found.values()}

    def nearby(self, id: str, *, limit: int = 50) -> Nearby:
        """The story of an article, and those of its tellings that were laid beside it, the closest first. Makes no tree."""
        from retold.archive.nearby import nearby

        with self._database.reading() as db:
            return nearby(db, id, limit)

    def marked(self, id: str) -> Marked:
        """The marks of an article; made once, then kept.

        Raises:
            NotFoundError: there is no such article.
        """
        from retold.archive.marking import marked_numbers

        for found in marked_numbers(self._database, [self._number(id)]).values():
            return found
        raise self._no_article(id)

    def ledger(self, id: str) -> Ledger:
        """Who said what in an article.

        Raises:
            NotFoundError: there is no such article.
        """
        from retold.ledger import ledger_of

        return ledger_of(self.marked(id))

    def story_of(self, id: str) -> str | None:
        """The id of the story that an article belongs to now; None where it is in none, or is not there."""
        return self.stories_of([id]).get(id)

    def stories_of(self, ids: Sequence[str]) -> Mapping[str, str]:
        """The stories of those articles that are in one, by id of the article."""
        from retold.archive.articles import numbers_of

        found: dict[str, str] = {}
        with self._database.reading() as db:
            for id, number in numbers_of(db, ids).items():
                row = db.execute(
                    "SELECT stories.id FROM articles JOIN stories ON stories.number = articles.story "
                    "WHERE articles.number = ? AND stories.tellings > 1",
                    (number,),
                ).fetchone()
                if row:
                    found[id] = row[0]
        return found

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
        """The stories, a page at a time.

        Args:
            since: only stories with a telling on or after this date.
            until: only stories that began on or before this date.
            outlets: only stories told by one of these.
            agencies: only stories with a telling of one of these.
            flags: only stories with all of these.
            query: only stories of which a telling has all these words, or runs of words in quotation marks.
            min_tellings: only stories with so many tellings.
            order: by date of the last telling, by number of tellings, or by altered quotations.
            after: the `next` of the page before.
            limit: stories a page, 1,000 at most.

        Raises:
            OptionError: an order, flag or cursor that there is not.
        """
        from retold.archive.listing import Asked, stories

        asked = Asked(
            since=since, until=until, outlets=tuple(outlets), agencies=tuple(agencies), flags=tuple(flags), query=query,
            min_tellings=min_tellings, order=order, after=after, limit=limit,
        )  # fmt: skip
        with self._database.reading() as db:
            return stories(db, asked)

    def story(self, id: str) -> Story:
        """A story with tree and ledger. The id of a story that went into another one leads to that; `.id` holds now.

        Raises:
            NotFoundError: there is no such story, or all its tellings were removed.
        """
        from retold.archive.telling import story

        return story(self._database, id)

    def undrawn(self) -> int:
        """How many large stories have no tree yet, or have grown much since: `add` and `doctor` draw them."""
        from retold.archive.telling import undrawn

        with self._database.reading() as db:
            return len(undrawn(db))

    def comparison(self, one: str, other: str) -> Comparison:
        """Two articles side by side, by id; kept once made.

        Raises:
            NotFoundError: one of them is not there.
        """
        from retold.archive.comparing import comparison

        return comparison(self._database, self._number(one), self._number(other))

    def outlets(self) -> tuple[tuple[str, int], ...]:
        """The outlets with their number of articles, most first."""
        from retold.archive.listing import counts

        with self._database.reading() as db:
            return counts(db, "outlet")

    def agencies(self) -> tuple[tuple[str, int], ...]:
        """The agencies with their number of articles, most first."""
        from retold.archive.listing import counts

        with self._database.reading() as db:
            return counts(db, "agency")

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
        """Who retells whom: a matrix of the most active outlets, a page of the outlets, and a page of the pairs.

        Args:
            query: only outlets and pairs with these letters in a name.
            order: by number of retellings, or by name. Nothing is ordered by how it fares.
            limit: pairs a page.
            after: the `next` of the page before.
            outlets: outlets a page; 0 leaves them out, and the matrix with them.
            outlets_after: the `next_outlets` of the page before.

        Raises:
            OptionError: an order or cursor that there is not.
        """
        from retold.archive.outlets import Asked, overview

        with self._database.reading() as db:
            asked = Asked(
                query=query, order=order, limit=limit, after=after, outlets=outlets, outlets_after=outlets_after
            )
            return overview(db, asked)

    def outlet(self, name: str, *, limit: int | None = None) -> OutletPage:
        """One outlet: whom it retells, who retells it, and both by month; with `limit` only so many of each, the most often first.

        Raises:
            NotFoundError: no article is of this outlet.
        """
        from retold.archive.outlets import outlet

        with self._database.reading() as db:
            return outlet(db, str(self.path), name, limit)

    def review(self, review: NewReview) -> Review:
        """Keep what a person says of an answer of the machine, beside that answer. Earlier reviews of it stay.

        Raises:
            NotFoundError: an article is not there.
            OptionError: a value that makes no sense, or a place where the machine says nothing.
        """
        from retold.archive.reviews import put

        return put(self, self._database, review)

    def reviews(
        self,
        *,
        about: ReviewedKind | None = None,
        one: str | None = None,
        other: str | None = None,
        limit: int = 100,
        after: str | None = None,
    ) -> ReviewPage:
        """What people said, newest first: of all, of what concerns an article, or a pair of them.

        Raises:
            OptionError: a kind or cursor that there is not.
        """
        from retold.archive.reviews import Asked, reviews

        with self._database.reading() as db:
            return reviews(db, Asked(about=about, one=one, other=other, limit=limit, after=after))

    def story_reviews(self, id: str, *, limit: int = 500) -> tuple[Review, ...]:
        """What people said of the articles of a story and of pairs within it, newest first.

        Raises:
            NotFoundError: there is no such story.
        """
        from retold.archive.reviews import of_story
        from retold.archive.telling import resolve

        with self._database.reading() as db:
            return of_story(db, resolve(self._database, db, id)[0], limit)

    def review_queue(
        self, *, about: ReviewedKind | None = None, limit: int = 25, after: str | None = None
    ) -> ReviewQueue:
        """Answers that nobody has reviewed yet, the least certain first: of pairs and directions, or of one kind.

        Raises:
            OptionError: there is no queue for this kind, or `after` is not the `next` of a page.
        """
        from retold.archive.reviews import queue

        return queue(self._database, about, limit, after)

    def review_labels(self) -> Iterator[dict[str, Any]]:
        """Every review as a row for a benchmark: ids, offsets, verdicts; no words of an article, no notes, no names of people."""
        from retold.archive.reviews import labels

        with self._database.reading() as db:
            yield from labels(db)

    def search(self, query: str, *, limit: int = 20, after: str | None = None) -> tuple[Telling, ...]:
        """Articles that have all the words of `query` (and its "runs of words") in title or text, best first.

        No character is special but the quotation mark. `after` is `archive.listing.after_search(number shown)`.
        """
        from retold.archive.listing import search

        with self._database.reading() as db:
            return search(db, query, limit, after)

    def remove(self, id: str) -> None:
        """Remove an article: its text, marks, pairs and index entries, and all text of it that changes hold.

        Other articles stay. Its story is counted anew; what falls apart becomes stories of their own.

        Raises:
            NotFoundError: there is no such article.
        """
        from retold.archive.removing import remove

        remove(self._database, self._number(id))

    def doctor(self, *, reindex: bool = False, progress: Progress | None = None, processes: int = 1) -> CheckUp:
        """Check that everything is there and whole; relate what is pending.

        Args:
            reindex: rebuild what can be rebuilt: word frequencies, index, marks of an older version, pairs, stories.
            progress: called with (stage, done, total).
            processes: as for `add`.
        """
        from retold.archive.checkup import doctor

        return doctor(self._database, reindex, progress, processes)

    def export(self, folder: str | Path, *, form: Literal["jsonl", "parquet"] = "jsonl") -> dict[str, int]:
        """Write articles, pairs, stories and changes to `folder`, a file each; returns how many rows each has.

        Raises:
            OutputError: a file cannot be written.
            MissingExtraError: Parquet without the `parquet` extra.
        """
        from retold.archive.export import export

        return export(self._database, Path(folder), form)

    def _number(self, id: str) -> int:
        from retold.archive.articles import numbers_of

        with self._database.reading() as db:
            found = numbers_of(db, [id])
        if id not in found:
            raise self._no_article(id)
        return found[id]

    def _no_article(self, id: str) -> NotFoundError:
        step = f"See which there are: retold stories {self.path}"
        return NotFoundError(str(self.path), "article", id, next_step=step)
