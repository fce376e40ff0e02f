"""`Archive.doctor`: is everything there and whole; what can be mended is mended.

What was made (marks, documents, comparisons) is made again where it is damaged. What was given (texts, records, reviews) cannot
be: it is named, and the article can be removed and added again. Where the database itself is damaged, a backup is the way.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable

from retold.archive import index, sums
from retold.archive.articles import inflated, record_from, texts_of, unpack_marks
from retold.archive.database import Database
from retold.archive.families import Summary, summary_key
from retold.archive.pairs import pair_from
from retold.archive.parcels import written
from retold.archive.rebuilding import rebuild
from retold.archive.relating import Progress, relate_pending
from retold.archive.removing import checkpoint
from retold.archive.sealed import Damaged, unpack
from retold.archive.telling import grow
from retold.archive.voices import inferred, left
from retold.errors import ArchiveError
from retold.installed import version
from retold.records.archive import CheckUp, Finding

_QUICK = 5_000  # articles, of which the full-text search is checked in a third of a second
_SHOWN = 20  # findings of one kind; the rest are counted
_AGAIN = "Remove the article and add it again, or take the archive from a backup."
_BACKUP = "Take the archive from a backup."


def doctor(database: Database, reindex: bool, progress: Progress | None, processes: int) -> CheckUp:
    """Check an archive; see `Archive.doctor`."""
    tell = progress or (lambda stage, done, total: None)
    check = _Check(database, tell)
    check.run()
    if reindex or not database.readonly:
        check.mend(reindex, processes)
    return check.result()


class _Check:
    """The findings as they come."""

    def __init__(self, database: Database, tell: Progress) -> None:
        self.database, self.tell = database, tell
        self.findings: list[Finding] = []
        self.mended: list[Finding] = []
        self.counted: Counter[str] = Counter()
        self.uncounted: list[
            tuple[int, int]
        ] = []  # articles of an older version, and how many voices they have to ask about
        self.stale: list[tuple[str, str, int]] = []  # table, column, key of what is made again

    def run(self) -> None:
        """Look at everything."""
        parts: tuple[tuple[str, Callable[[sqlite3.Connection], None]], ...] = (
            ("database", self._pages), ("texts", self._texts), ("articles", self._articles), ("marks", self._marks),
            ("pairs", self._pairs), ("stories", self._stories), ("documents", self._documents), ("index", self._index),
            ("sums", self._sums),
        )  # fmt: skip
        for place, (name, look) in enumerate(parts):
            self.tell("check", place, len(parts))
            try:
                with self.database.reading() as db:
                    look(db)
            except ArchiveError as error:
                self.find("unreadable", name, str(error).split(": ", 1)[-1], _BACKUP)

    def find(self, code: str, about: str, says: str, mend: str = "") -> None:
        """Note something that is wrong."""
        self.counted[code] += 1
        if self.counted[code] <= _SHOWN:
            self.findings.append(Finding(code=code, about=about, says=says, mend=mend))

    def _pages(self, db: sqlite3.Connection) -> None:
        for (says,) in db.execute(f"PRAGMA integrity_check({_SHOWN})").fetchall():
            if says != "ok":
                self.find("database", "archive.sqlite", says, _BACKUP)

    def _texts(self, db: sqlite3.Connection) -> None:
        for number, hash, data in db.execute("SELECT number, hash, data FROM texts"):
            try:
                inflated("", hash, data)
            except Damaged:
                ids = [id for (id,) in db.execute("SELECT id FROM articles WHERE text = ?", (number,))]
                self.find("text", ", ".join(ids) or f"text {number}", "the text is not what was stored", _AGAIN)

    def _articles(self, db: sqlite3.Connection) -> None:
        query = (
            "SELECT a.number, a.id, a.record, a.pending, t.hash FROM articles a LEFT JOIN texts t ON t.number = a.text"
        )
        pending = 0
        for _, id, record, waiting, hash in db.execute(query):
            pending += waiting
            try:
                kept = record_from(id, record)
            except Damaged:
                self.find("record", id, "its record is not what was stored", _AGAIN)
                continue
            if hash is None:
                self.find("no-text", id, "its text is missing", _AGAIN)
            elif hash != kept.hash:
                self.find("text", id, "the text under it is that of another article", _AGAIN)
        if pending:
            says = f"{pending:,} articles have not been laid beside the others yet"
            self.find("pending", "articles", says, f"retold doctor {self.database.name}")

    def _marks(self, db: sqlite3.Connection) -> None:
        for number, data, voices, id in db.execute(
            "SELECT marks.article, marks.data, marks.voices, articles.id FROM marks "
            "LEFT JOIN articles ON articles.number = marks.article"
        ):
            try:
                if id is None:
                    raise Damaged("")
                marked = unpack_marks(id, data, texts_of(db, [number])[number])
                if voices < 0:
                    self.uncounted.append((number, len(left(db, id, inferred(marked)))))
            except (Damaged, KeyError):
                self.find("marks", id or f"article number {number}", "its marks are damaged", "They are made again.")
                self.stale.append(("marks", "article", number))

    def _pairs(self, db: sqlite3.Connection) -> None:
        query = (
            "SELECT p.a, p.b, p.data, x.number IS NOT NULL AND y.number IS NOT NULL FROM pairs p "
            "LEFT JOIN articles x ON x.number = p.a LEFT JOIN articles y ON y.number = p.b"
        )
        for a, b, data, there in db.execute(query):
            try:
                pair_from(a, b, data)
            except Damaged as damaged:
                self.find("pair", f"{a} {b}", f"{damaged.what} is damaged", self._reindex())
            if not there:
                self.find("dangling", f"{a} {b}", "a pair names an article that is not there", self._reindex())

    def _stories(self, db: sqlite3.Connection) -> None:
        query = "SELECT s.id, s.data, s.tellings, (SELECT count(*) FROM articles WHERE story = s.number) FROM stories s"
        for id, data, tellings, members in db.execute(query):
            try:
                row = unpack(summary_key(id), data, Summary).row
            except Damaged as damaged:
                self.find("story", id, f"{damaged.what} is damaged", self._reindex())
                continue
            if row.tellings != members or tellings != members:
                says = f"it has {members} tellings, its summary says {row.tellings}"
                self.find("story", id, says, self._reindex())
        missing = "SELECT {0} FROM {1} WHERE story IS NOT NULL AND story NOT IN (SELECT number FROM stories)"
        for table in ("articles", "redirects"):
            for (id,) in db.execute(missing.format("id", table)):
                self.find("dangling", id, "leads to a story that is not there", self._reindex())

    def _documents(self, db: sqlite3.Connection) -> None:
        from retold.archive.telling import document_key
        from retold.records.story import Story

        query = "SELECT d.story, d.stamp, d.data, s.id FROM documents d LEFT JOIN stories s ON s.number = d.story"
        for story, stamp, data, id in db.execute(query):
            try:
                if id is None:
                    raise Damaged("")
                unpack(document_key(id, stamp), data, Story)
            except Damaged:
                self.find("document", id or str(story), "its tree and ledger are damaged", "They are made again.")
                self.stale.append(("documents", "story", story))

    def _index(self, db: sqlite3.Connection) -> None:
        from retold.archive.lookup import check

        listed = index.files(db)
        for name, problem in check(index.folder(self.database), listed):
            self.find("index", name, problem, self._reindex())
        articles, pending = db.execute("SELECT count(*), coalesce(sum(pending), 0) FROM articles").fetchone()
        if not listed and articles > pending:
            self.find("index", "index", "the look-up index is missing", self._reindex())

    def _sums(self, db: sqlite3.Connection) -> None:
        for table in sums.wrong(db):
            self.find("sums", table, "its sums are not those of the rows", "They are counted again.")

    def _reindex(self) -> str:
        return f"retold doctor {self.database.name} --reindex"

    def mend(self, reindex: bool, processes: int) -> None:
        """Set right what can be; what is mended moves from the findings to the mended ones."""
        broken = {finding.code for finding in self.findings} & {"database", "unreadable"}
        if broken:
            return
        self._words()
        if self.counted["sums"]:
            with self.database.writing() as db:
                sums.recount(db)
            self._move({"sums"})
        count = "UPDATE marks SET voices = ?2 WHERE article = ?1 AND voices < 0"
        written(self.database, self.uncounted, lambda db, item: db.execute(count, item))
        if self.stale:
            with self.database.writing() as db:
                for table, column, key in self.stale:
                    db.execute(f"DELETE FROM {table} WHERE {column} = ?", (key,))
            self._move({"marks", "document"})
        if reindex:
            rebuild(self.database, self.tell, processes)
            self._move({"pair", "dangling", "story", "index", "pending", "search"})
        elif "index" not in self.counted:
            relate_pending(self.database, self.tell, processes)
            self._move({"pending"})
        grow(self.database, self.tell, every=True)
        checkpoint(self.database)

    def _words(self) -> None:
        """The full-text search. It checks itself where that is quick, because it has to be allowed to write for that; in a
        larger archive all its words are read."""
        try:
            with self.database.bare() as db:  # a reader may not even make the temporary table
                words = db.execute("SELECT count(*) FROM search_docsize").fetchone()[0]
                there = db.execute("SELECT count(*) FROM articles").fetchone()[0]
                if there > _QUICK:
                    db.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, search, row)")
                    db.execute("SELECT sum(cnt) FROM temp.words").fetchone()
                    db.execute("DROP TABLE temp.words")
            if there <= _QUICK:
                with self.database.writing() as db:
                    db.execute("INSERT INTO search (search) VALUES ('integrity-check')")
        except ArchiveError:
            self.find("search", "search", "the full-text search is damaged", self._reindex())
            return
        if words != there:
            self.find("search", "search", f"{words} of {there} articles can be searched", self._reindex())

    def _move(self, codes: set[str]) -> None:
        self.mended += [finding for finding in self.findings if finding.code in codes]
        self.findings = [finding for finding in self.findings if finding.code not in codes]

    def result(self) -> CheckUp:
        """What was found."""
        findings = list(self.findings)
        for code in sorted({finding.code for finding in findings}):
            if self.counted[code] > _SHOWN:
                says = f"and {self.counted[code] - _SHOWN:,} more like these"
                findings.append(Finding(code=code, about="", says=says))
        counts = {}
        for table, where in (("articles", ""), ("pairs", ""), ("stories", " WHERE tellings > 1")):
            try:
                with self.database.reading() as db:
                    counts[table] = db.execute(f"SELECT count(*) FROM {table}{where}").fetchone()[0]
            except ArchiveError:
                counts[table] = 0
        size = sum(path.stat().st_size for path in self.database.folder.rglob("*") if path.is_file())
        return CheckUp(
            retold=version("retold"),
            articles=counts["articles"],
            pairs=counts["pairs"],
            stories=counts["stories"],
            bytes=size,
            findings=tuple(findings),
            mended=tuple(self.mended),
        )
