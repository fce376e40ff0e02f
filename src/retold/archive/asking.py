"""What `retold.find` asks of an archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from retold.archive import index
from retold.archive.articles import articles_of, texts_of
from retold.archive.database import Database
from retold.records.article import Article
from retold.records.marks import Marked

if TYPE_CHECKING:
    from retold.archive import Archive
    from retold.archive.lookup import Lookup


class Asking:
    """The archive as the look-up sees it, for one question."""

    def __init__(self, archive: Archive, database: Database) -> None:
        self._archive, self._database = archive, database
        self._lookup: Lookup | None = index.shared(database)

    @property
    def empty(self) -> bool:
        """Whether nothing has been indexed yet."""
        return self._lookup is None

    def __enter__(self) -> Asking:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lookup = None

    def __len__(self) -> int:
        return len(self._archive)

    def lookup(self) -> Lookup:
        """The index as it is now; there is one."""
        assert self._lookup is not None
        return self._lookup

    def texts(self, numbers: Sequence[int]) -> Sequence[str]:
        """Stored texts, in order; an empty one for an article that was removed meanwhile."""
        listed = [int(number) for number in numbers]
        with self._database.reading() as db:
            found = texts_of(db, listed)
        return [found.get(number, b"").decode("utf-8", "surrogatepass") for number in listed]

    def articles_numbered(self, numbers: Sequence[int]) -> Sequence[Article]:
        """Articles by number, in order; those removed meanwhile are left out."""
        listed = [int(number) for number in numbers]
        with self._database.reading() as db:
            found = articles_of(db, listed)
        return [found[number] for number in listed if number in found]

    def stories_of(self, ids: Sequence[str]) -> Mapping[str, str]:
        """The stories of articles, by id."""
        return self._archive.stories_of(ids)

    def marked(self, id: str) -> Marked:
        """The stored marks of an article."""
        return self._archive.marked(id)
