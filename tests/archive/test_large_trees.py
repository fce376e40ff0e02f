"""Trees of large stories: made by whoever changes the story, not by who reads it; never shown as what they are not."""

from __future__ import annotations

import pytest

from retold.archive import Archive
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
            assert len(shown.tellings) == count
            assert late.id in {one.id for one in shown.tellings}
            assert late.id not in {node.id for node in shown.tree.nodes}
            assert shown.notes[0].code == "older-tree"
            assert f"{count - 1} of the {count} tellings" in shown.notes[0].says
            assert {late.id} <= {one for pair in shown.pairs for one in (pair.a, pair.b)}
        assert documents(archive)[id] == count - 1
        archive.doctor()
        assert documents(archive)[id] == count
        with Archive(folder, keep=False) as pages:
            assert pages.story(id) == archive.story(id)
            assert not [note for note in pages.story(id).notes if note.code == "older-tree"]


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
