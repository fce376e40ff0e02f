"""Trees of large stories: made by whoever changes the story, not by who reads it; never shown as what they are not."""

from __future__ import annotations

import pytest

from retold.archive import Archive, telling
from retold.archive.clearing import CLEARING, clear
from retold.archive.relating import told_again
from retold.archive.telling import LARGE
from tests.archive.making import articles


@pytest.fixture(scope="module")
def made():
    """Articles of a story of 24 tellings, the earliest first, and what else was published."""
    listed = sorted(articles(60, stories=(24,)), key=lambda one: one.published or "")
    return listed


def documents(archive: Archive) -> dict[str, int]:
    """Of how many tellings the stored document of each story is."""
    with archive._database.reading() as db:
        return dict(db.execute("SELECT s.id, d.tellings FROM documents d JOIN stories s ON s.number = d.story"))


def test_trees_of_large_stories_are_made_by_add(made, tmp_path):
    """After `add` each large story has its document, small ones have none; what grows by less than a tenth is drawn by doctor."""
    folder = tmp_path / "news"
    with Archive(folder, create=True) as archive:
        archive.add(made)
        large = {row.id: row.tellings for row in archive.stories(limit=100).stories if row.tellings > LARGE}
        assert large
        assert documents(archive) == large
        assert archive.undrawn() == 0
        (id, count), *_ = large.items()
        late = [one for one in archive.story(id).tellings if one.id not in archive.story(id).tree.roots][-1]
        again = archive.article(late.id)
        archive.remove(late.id)
        assert documents(archive)[id] == count - 1
        archive.add([again])
        assert documents(archive)[id] == count - 1  # one of 23 is less than a tenth
        with Archive(folder, keep=False) as pages:
            shown = pages.story(id)
            assert pages.story(id) == shown
            assert len(shown.tellings) == count
            assert late.id in {one.id for one in shown.tellings}
            assert late.id not in {node.id for node in shown.tree.nodes}
            assert shown.notes[0].code == "older-tree"
            assert f"{count - 1} of the {count} tellings" in shown.notes[0].says
            assert {late.id} <= {one for pair in shown.pairs for one in (pair.a, pair.b)}
        assert documents(archive)[id] == count - 1
        with Archive(folder, keep=False) as pages:
            assert pages.story(id) == shown
            archive.doctor()  # who has the pages open is shown what it has drawn
            assert documents(archive)[id] == count
            assert pages.story(id) == archive.story(id)
            assert not [note for note in pages.story(id).notes if note.code == "older-tree"]


def test_who_reads_does_not_wait_for_a_large_tree(made, tmp_path, monkeypatch):
    """Without a stored document the tree of a large story is of its first tellings, and says so; doctor draws the whole."""
    folder = tmp_path / "news"
    with Archive(folder, create=True) as archive:
        archive.add(made)
        id = archive.stories(order="most-tellings").stories[0].id
        whole = archive.story(id)
        with archive._database.writing() as db:
            db.execute("DELETE FROM documents")
        monkeypatch.setattr(telling, "AT_ONCE", 15)
        with Archive(folder, keep=False) as pages:
            shown = pages.story(id)
            assert [one.id for one in shown.tellings] == [one.id for one in whole.tellings]
            assert shown.pairs == whole.pairs
            drawn = {node.id for node in shown.tree.nodes if node.kind == "telling"}
            assert 0 < len(drawn) <= 15
            assert drawn <= {one.id for one in whole.tellings[:15]}
            assert shown.notes[0].code == "older-tree"
            assert f"of the {len(whole.tellings)} tellings" in shown.notes[0].says
        archive.doctor()
        with Archive(folder, keep=False) as pages:
            assert pages.story(id).tree == whole.tree


def test_an_older_tree_never_has_what_was_removed(made, tmp_path):
    """A document with a telling that is not in the story any more is not shown, however old it may be."""
    folder = tmp_path / "news"
    with Archive(folder, create=True) as archive:
        archive.add(made)
        id = archive.stories(order="most-tellings").stories[0].id
        gone = archive.story(id).tellings[-1].id
        with archive._database.reading() as db:
            stale = db.execute("SELECT story, stamp, version, data, tellings FROM documents").fetchall()
        archive.remove(gone)
        with archive._database.writing() as db:  # as if the removal had been interrupted before the tree was made anew
            db.execute("DELETE FROM documents")
            db.executemany(
                "INSERT INTO documents (story, stamp, version, data, tellings) VALUES (?, ?, ?, ?, ?)", stale
            )
        assert archive.undrawn() == 1
        with Archive(folder, keep=False) as pages:
            shown = pages.story(id)
        assert gone not in {one.id for one in shown.tellings} | {node.id for node in shown.tree.nodes}


def test_what_is_shown_while_all_is_built_anew_is_not_remembered(made, tmp_path):
    """While `doctor --reindex` has taken the pairs away a story has none; afterwards it has them again, for whoever has asked."""
    folder = tmp_path / "news"
    with Archive(folder, create=True) as archive, Archive(folder, keep=False) as pages:
        archive.add(made)
        id = next(row.id for row in archive.stories(limit=100).stories if row.tellings <= LARGE)
        with archive._database.writing() as db:
            db.execute("INSERT INTO meta (name, value) VALUES ('building', ?)", (CLEARING,))
        clear(archive._database)
        assert pages.story(id).pairs == archive.story(id).pairs == ()
        archive.doctor()
        assert pages.story(id).pairs
        assert pages.story(id) == archive.story(id)


def test_one_damaged_telling_stops_nobody_else(made, tmp_path):
    """A large story with a damaged text gets no tree; who adds and removes other articles, and the doctor, come to their end."""
    with Archive(tmp_path / "news", create=True) as archive:
        archive.add(made)
        told = [one.id for one in archive.story(archive.stories(order="most-tellings").stories[0].id).tellings]
        others = [one.id for one in made if one.id not in told]
        with archive._database.writing() as db:
            db.execute(
                "UPDATE texts SET data = x'00' WHERE number = (SELECT text FROM articles WHERE id = ?)", told[3:4]
            )
            db.execute("DELETE FROM documents")
        assert (
            archive.add(["Nobody has told of the beekeepers of Lower Osk and of their forty hives before."]).added == 1
        )
        archive.remove(others[0])
        assert [one.code for one in archive.doctor().findings] == ["text"]
        assert archive.undrawn() == 1


def test_a_telling_that_goes_elsewhere_leaves_no_words_behind(made, tmp_path):
    """The document of a story that a telling has left holds its words, and would outlive the article: it goes at once."""
    with Archive(tmp_path / "news", create=True) as archive:
        archive.add(made)
        id = archive.stories(order="most-tellings").stories[0].id
        assert id in documents(archive)
        gone = archive.story(id).tellings[-1].id
        with archive._database.writing() as db:
            numbers = {number for (number,) in db.execute("SELECT number FROM articles WHERE story IS NOT NULL")}
            (number,) = db.execute("SELECT number FROM articles WHERE id = ?", (gone,)).fetchone()
            db.execute("DELETE FROM pairs WHERE a = ?1 OR b = ?1", (number,))
        told_again(archive._database, numbers)
        assert archive.story_of(gone) != id
        assert id not in documents(archive)


def test_who_is_in_a_hurry_draws_no_trees_of_others(made, tmp_path):
    """Trees that wait, as after an upgrade, are not drawn by who removes an article or adds one through the pages."""
    folder = tmp_path / "news"
    with Archive(folder, create=True) as archive:
        archive.add(made)
        told = {one.id for one in archive.story(archive.stories(order="most-tellings").stories[0].id).tellings}
        with archive._database.writing() as db:
            db.execute("DELETE FROM documents")
        archive.remove(next(one.id for one in made if one.id not in told))
        assert documents(archive) == {}
        with Archive(folder, keep=False) as pages:
            pages.add(["Nobody has told of the beekeepers of Lower Osk and of their forty hives before."])
        assert documents(archive) == {}
        archive.add(["Nor has anybody told of the one lighthouse keeper of Lower Osk who is afraid of bees."])
        assert archive.undrawn() == 0
