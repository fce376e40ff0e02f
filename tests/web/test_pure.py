"""Reading changes nothing: not a byte of the archive, whatever is asked for by GET, HEAD or OPTIONS."""

from __future__ import annotations

import hashlib

import pytest

from retold.archive import Archive
from retold.archive.removing import checkpoint
from retold.errors import ArchiveError
from retold.records.archive import NewReview
from retold.records.article import Article
from retold.web.addresses import key, with_query
from retold.web.app import create_app
from tests.archive.test_archive import ferry
from tests.web.conftest import client_of
from tests.web.test_safety import all_routes

# What stands for the parts of an address; a route with another part has to be added here.
PARTS = {"/stories/{id}": "story", "/articles/{id}": "article", "/outlets/{name}": "outlet", "/check/batch": "batch"}


def content(folder) -> dict[str, str]:
    """The hash of every file in a folder, by name."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def news(root, tmp_path):
    """(folder, ids, story): an archive of which no tree, no comparison and not all marks were made, with a review."""
    folder = tmp_path / "news"
    with Archive(folder, create=True) as archive:
        archive.add(ferry(root))
        alone = Article(
            id="alone", text="A lighthouse keeper of Osk counted 31 gulls. She said that she would do it again."
        )
        archive.add([alone])
        story = archive.stories().stories[0].id
        with archive._database.reading() as db:
            ids = [id for (id,) in db.execute("SELECT id FROM articles WHERE story IS NOT NULL ORDER BY id")]
            assert db.execute("SELECT count(*) FROM documents").fetchone()[0] == 0
        archive.review(NewReview(about="pair", one=ids[0], other=ids[1], verdict="confirm"))
    return folder, [*ids, alone.id], story


def addresses(app, ids, story):
    """An address for every route that answers GET, with the queries that make it do its work."""
    outlet = "The Skerry Post"
    for route in all_routes(app.routes):
        if "GET" not in (getattr(route, "methods", None) or ()):
            continue
        path = route.path
        if path.startswith("/static"):
            continue
        names = {"story": [story], "article": ids, "outlet": [outlet], "batch": ["none"]}
        part = next((kind for start, kind in PARTS.items() if path.replace("/api", "", 1).startswith(start)), None)
        if path.startswith("/api/check/batches"):
            part = "batch"
        assert ("{" in path) == (part is not None), f"{path}: say what stands for its parts"
        for value in names[part] if part else [""]:
            name = "{name}" if "{name}" in path else "{id}"
            yield path.replace(name, key(value))
        if "compare" in path:
            yield from (with_query(path, [("one", key(ids[0])), ("other", key(other))]) for other in ids[1:4])
        if path.endswith(("/articles", "/stories", "/outlets", "/review", "/review-queue", "/reviews", "/merged")):
            shown = path.replace("{id}", key(story))
            yield from (f"{shown}?q=the", f"{shown}?about=voice", f"{shown}?base={key(ids[1])}", f"{shown}?order=name")
    yield from ("/api/openapi.json", "/no-such-page")


def test_no_get_changes_a_byte(news):
    """After every page and document, made for the first time and again, every file of the archive is what it was."""
    folder, ids, story = news
    with Archive(folder, keep=False) as archive:
        app = create_app(archive)
        client = client_of(archive)
        checkpoint(archive._database)
        before = content(folder)
        listed = list(addresses(app, ids, story))
        assert len(listed) > 60
        answered = 0
        for address in listed:
            for method in ("GET", "HEAD"):
                answer = client.request(method, address, follow_redirects=False)
                assert answer.status_code < 500, address
                answered += answer.status_code == 200
        assert answered > 100
        assert content(folder) == before


def test_what_was_made_is_remembered(news):
    """A tree, a comparison and marks that are not stored are made once, and the same again; other articles push them out."""
    folder, ids, story = news
    with Archive(folder, keep=False) as archive:
        memory = archive._database.memory
        tree, comparison, marked = archive.story(story), archive.comparison(ids[0], ids[1]), archive.marked(ids[-1])
        assert archive.story(story) is tree
        assert len(memory._held) == 3
        assert archive.comparison(ids[0], ids[1]) == comparison
        assert archive.marked(ids[-1]) == marked
        assert 0 < memory.bytes <= memory.most
        memory.most = memory.bytes
        archive.comparison(ids[0], ids[2])
        assert memory.bytes <= memory.most
        with Archive(folder) as other:
            assert other.story(story) == tree
            assert other.comparison(ids[0], ids[1]) == comparison


def test_what_was_removed_is_forgotten(news):
    """When an article is removed, by whichever process, nothing made of it is remembered."""
    folder, ids, story = news
    with Archive(folder, keep=False) as archive:
        archive.story(story)
        archive.comparison(ids[0], ids[1])
        assert archive._database.memory.bytes
        with Archive(folder) as other:
            other.remove(ids[0])
        left = archive.story(story)
        assert ids[0] not in {one.id for one in left.tellings}
        with pytest.raises(ArchiveError):
            archive.comparison(ids[0], ids[1])
        held = [record for record, _ in archive._database.memory._held.values()]
        assert held == [left]


def test_a_reader_cannot_write(news):
    """What reads has a connection that refuses to write, also in an archive that may be written."""
    folder, _, _ = news
    with (
        Archive(folder) as archive,
        pytest.raises(ArchiveError, match="read-only"),
        archive._database.reading() as db,
    ):
        db.execute("DELETE FROM articles")
