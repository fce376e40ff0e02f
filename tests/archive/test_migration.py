"""Archives of an older version: they open, and answer as if they had been made today."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from retold.archive import Archive, schema, sums
from retold.archive.database import FILE
from retold.errors import ArchiveError
from retold.records.archive import NewReview
from tests.archive.making import articles
from tests.archive.test_archive import ferry

OLD = Path(__file__).parent / "version_1.sql"


def old_tables(db: sqlite3.Connection) -> None:
    """The tables of version 1, empty."""
    for statement in OLD.read_text(encoding="utf-8").split(";\n"):
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {schema.APPLICATION}")
    db.execute("PRAGMA user_version = 1")


def turned_back(folder: Path) -> None:
    """What version 2 has added is taken out of an archive."""
    db = sqlite3.connect(folder / FILE, isolation_level=None)
    for trigger in ("named_in", "named_out", "named_anew", "total_in", "total_out"):
        db.execute(f"DROP TRIGGER {trigger}")
    for index in ("flows_told", "marks_voices", "reviews_one"):
        db.execute(f"DROP INDEX {index}")
    for table in ("names", "totals"):
        db.execute(f"DROP TABLE {table}")
    db.execute("ALTER TABLE marks DROP COLUMN voices")
    db.execute("ALTER TABLE documents DROP COLUMN tellings")
    db.execute("PRAGMA user_version = 1")
    db.close()


def described(db: sqlite3.Connection) -> dict[str, object]:
    """Every table with its columns, every index and trigger with its words."""
    found: dict[str, object] = {}
    for kind, name, sql in db.execute("SELECT type, name, sql FROM sqlite_schema").fetchall():
        columns = [row[1:] for row in db.execute(f"PRAGMA table_info({name})")] if kind == "table" else None
        found[f"{kind} {name}"] = columns if kind == "table" else " ".join((sql or "").split())
    return found


def test_old_tables_become_those_of_today():
    """After the migration of an empty archive its tables, indices and triggers are those of a new one."""
    old = sqlite3.connect(":memory:", isolation_level=None)
    old_tables(old)
    assert schema.migrate(old) == (1, schema.VERSION)
    new = sqlite3.connect(":memory:", isolation_level=None)
    schema.create(new)
    assert described(old) == described(new)


def test_old_archive_answers_as_before(tmp_path, root):
    """Sums, queues, reviews and stories of an archive that was brought up to date are those that it had."""
    folder = tmp_path / "news"
    with Archive(folder, create=True) as archive:
        archive.add(articles(70, stories=(6,)))
        archive.add(ferry(root))
        first = archive.review_queue().items[0]
        archive.review(NewReview(about=first.about, one=first.one.id, other=first.other.id, verdict="confirm"))
        voice = archive.review_queue(about="voice").items[0]
        archive.review(NewReview(about="voice", one=voice.one.id, place=voice.place, verdict="reject"))
        asked = (
            lambda kept: kept.retellings(limit=1000),
            lambda kept: (kept.outlets(), kept.agencies()),
            lambda kept: [kept.review_queue(about=one, limit=1000) for one in (None, "pair", "direction", "voice")],
            lambda kept: kept.reviews(one=first.one.id),
            lambda kept: kept.stories(),
        )
        before = [ask(archive) for ask in asked]
    turned_back(folder)
    with pytest.raises(ArchiveError, match="older"):
        Archive(folder, readonly=True)
    with Archive(folder) as archive:
        assert [ask(archive) for ask in asked] == before
        assert archive.doctor().findings == ()
        with archive._database.reading() as db:
            assert db.execute("SELECT count(*) FROM marks WHERE voices < 0").fetchone() == (0,)
        assert [ask(archive) for ask in asked] == before


def test_old_archive_with_a_damaged_pair_opens(tmp_path):
    """A pair that is damaged does not keep an older archive from being brought up to date: only then the doctor can name it."""
    folder = tmp_path / "news"
    with Archive(folder, create=True) as archive:
        archive.add(articles(40))
        first = archive.review_queue().items[0]
        archive.review(NewReview(about=first.about, one=first.one.id, other=first.other.id, verdict="confirm"))
        with archive._database.writing() as db:
            db.execute("UPDATE pairs SET data = substr(data, 1, 20)")
    turned_back(folder)
    with Archive(folder) as archive:
        assert "pair" in {one.code for one in archive.doctor().findings}


def test_wrong_sums_are_found_and_mended(tmp_path):
    """Sums that are not those of the rows are named by the doctor, and counted again."""
    with Archive(tmp_path / "news", create=True) as archive:
        archive.add(articles(40))
        with archive._database.writing() as db:
            db.execute("UPDATE totals SET told = told + 1")
            db.execute("DELETE FROM names")
        found = archive.doctor()
        assert {one.about for one in found.mended if one.code == "sums"} <= {"totals", "names"}
        with archive._database.reading() as db:
            assert sums.wrong(db) == []
        assert archive.doctor().mended == ()
