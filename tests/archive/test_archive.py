"""The archive as programs use it: adding, asking, stories that keep their ids, removing, checking, taking out again."""

from __future__ import annotations

import importlib
import json
import random
import sqlite3
from itertools import pairwise

import msgspec
import pytest

import retold
from retold.archive import Archive, schema
from retold.archive.database import FILE
from retold.archive.families import row_of
from retold.archive.listing import after_search, fts
from retold.errors import ArchiveError, NotFoundError, OptionError
from retold.records.article import Article
from retold.records.collection import Rejected
from retold.records.story import Measures, Telling
from tests.archive.making import articles


def ferry(root) -> list[Article]:
    """The six tellings of the bundled example."""
    lines = (root / "examples" / "ferry" / "story.jsonl").read_text("utf-8").splitlines()
    return [msgspec.json.decode(line, type=Article) for line in lines]


@pytest.fixture(scope="module")
def kept(root, tmp_path_factory):
    """An archive of the example, only read by the tests."""
    with Archive(tmp_path_factory.mktemp("kept") / "news.retold", create=True) as archive:
        archive.add(ferry(root))
        yield archive


def pairs_and_stories(archive: Archive) -> tuple[set, set]:
    """All pairs without their order, all stories as sets of ids."""
    pairs, stories = set(), set()
    for row in archive.stories(limit=1000).stories:
        story = archive.story(row.id)
        stories.add(frozenset(one.id for one in story.tellings))
        pairs |= {(*sorted((pair.a, pair.b)), pair.relation, pair.score) for pair in story.pairs}
    return pairs, stories


def test_again_changes_nothing(root, tmp_path):
    """Adding the same articles again adds none, finds no pair, and leaves the file's content as it was."""
    with Archive(tmp_path / "news", create=True) as archive:
        first = archive.add(ferry(root))
        before = archive.stories(), archive.story(archive.stories().stories[0].id)
        again = archive.add(ferry(root))
        assert (first.added, first.stories) == (6, 1)
        assert (again.added, again.known, again.pairs, again.stories, again.articles) == (0, 6, 0, 0, 6)
        assert (archive.stories(), archive.story(before[1].id)) == before


def test_what_became_of_each(tmp_path):
    """Rejected, empty, known, revised and conflicting inputs are counted apart, and what was there is left alone."""
    old = Article(id="a", text="The harbour was closed on Monday after a storm.", url="https://x.test/1")
    with Archive(tmp_path / "news", create=True) as archive:
        archive.add([old])
        given = [
            Rejected(where="f:1", reason="no text", says="has none"),
            "",
            old,
            msgspec.structs.replace(old, text="The harbour was open."),
            Article(id="b", text="The harbour was closed on Tuesday.", url="https://x.test/1"),
            Article(text=old.text, outlet="Another"),
        ]
        added = archive.add(given)
        assert (added.read, added.added, added.known, added.revised) == (6, 2, 1, 1)
        assert added.skipped == {"no words": 1}
        assert added.failed_by == {"no text": 1, "id of another article": 1}
        assert any(note.code == "id-taken" and "a" in note.says for note in added.notes)
        assert archive.article("a") == old
        assert len(archive) == 3


def test_texts_come_back(tmp_path):
    """Whatever is in a text or a title, the article comes back; a lone surrogate in a title becomes ?."""
    odd = [
        "a\0b c",
        "lone \ud800 surrogate",
        "ﷺ e\u0301\u0301",
        "x" * 300_000,
        "''; DROP TABLE articles; --",
        "\u202eabc",
    ]
    with Archive(tmp_path / "news", create=True) as archive:
        given = [Article(id=f"n{n}", text=text, title=text[:50]) for n, text in enumerate(odd)]
        archive.add(given)
        for one in given:
            found = archive.article(one.id)
            assert found.text == one.text
            lone = "\ud800" in (one.title or "")
            assert found.title == ("lone ? surrogate" if lone else one.title)
        assert archive.doctor().findings == ()


def test_stored_once(tmp_path):
    """The same text from three outlets is three articles and one text; they are one story."""
    text = ferry_text = (
        "The ferry Aurelia struck the pier at Port Vellis shortly before nine, injuring forty-one people. " * 3
    )
    with Archive(tmp_path / "news", create=True) as archive:
        archive.add([Article(text=text, outlet=name, published=f"2031-03-0{n}") for n, name in enumerate("ABC", 1)])
        assert archive.stories().stories[0].outlets == ("A", "B", "C")
        with sqlite3.connect(tmp_path / "news" / FILE) as db:
            assert db.execute("SELECT count(*) FROM texts").fetchone() == (1,)
        db.close()
        archive.remove(archive.story(archive.stories().stories[0].id).tellings[0].id)
        assert {archive.article(one.id).text for one in archive.search("Aurelia")} == {ferry_text}


def test_lists(kept):
    """Filters by outlet, agency, date, flag and words give the story or leave it out."""
    assert kept.stories().total == 1
    yes = [
        {"outlets": ["daily LANTERN"]}, {"agencies": ["Harbour Wire"]}, {"since": "2031-03-04"}, {"until": "2031-03-04"},
        {"flags": ["altered-quotations", "changed-figures", "uncredited"]}, {"query": "ferry pier"},
        {"query": '"Port Vellis"'}, {"min_tellings": 6},
    ]  # fmt: skip
    no = [
        {"outlets": ["Nobody"]}, {"agencies": ["Nobody"]}, {"since": "2031-03-05"}, {"until": "2031-03-03"},
        {"query": "zeppelin"}, {"query": '"Vellis Port"'}, {"query": "???"}, {"min_tellings": 7},
    ]  # fmt: skip
    assert [kept.stories(**asked).total for asked in yes] == [1] * len(yes)
    assert [kept.stories(**asked).total for asked in no] == [0] * len(no)
    for wrong in ({"order": "best"}, {"flags": ["false"]}, {"after": "§"}):
        with pytest.raises(OptionError):
            kept.stories(**wrong)


@pytest.mark.parametrize(
    "query", ['"', "NEAR(", "a AND", "title:x", "*", "-a", "\0", "(", '""""', "\ud800", "a" * 9000]
)
def test_any_query_is_safe(kept, query):
    """No query is an error, whatever stands in it."""
    kept.search(query)
    kept.stories(query=query)
    assert "\0" not in fts(query)


def test_paging(tmp_path):
    """Pages follow one another without a gap or a double, in each order."""
    with Archive(tmp_path / "news", create=True) as archive:
        archive.add(articles(50))
        for order in ("newest", "most-tellings", "most-altered"):
            ids, after = [], None
            while True:
                page = archive.stories(order=order, after=after, limit=2)
                ids += [row.id for row in page.stories]
                if (after := page.next) is None:
                    break
            assert len(ids) == len(set(ids)) == page.total
            assert set(ids) == {row.id for row in archive.stories().stories}
        tellings = [row.tellings for row in archive.stories(order="most-tellings").stories]
        assert all(one >= other for one, other in pairwise(tellings))
        first, second = archive.search("the", limit=3), archive.search("the", limit=3, after=after_search(3))
        assert not {one.id for one in first} & {one.id for one in second}


def test_story_computes_nothing_twice(root, tmp_path, monkeypatch):
    """A story, a comparison and marks that were shown once are read, not made, the next time."""
    with Archive(tmp_path / "news", create=True) as archive:
        archive.add(ferry(root))
        id = archive.stories().stories[0].id
        story = archive.story(id)
        one, other = story.tellings[0].id, story.tellings[3].id
        compared = archive.comparison(one, other)
        marked = archive.marked(one)

        def never(*_: object, **__: object) -> None:
            raise AssertionError

        for name in ("telling.tree", "telling.differences", "comparing.compare_marked", "marking.mark"):
            monkeypatch.setattr(f"retold.archive.{name}", never)
        assert archive.story(id) == story
        assert archive.comparison(one, other) == compared
        assert archive.marked(one) == marked
        assert story.ledger
        assert story.ledger_of[0] == one
        assert all(len(row.cells) == len(story.ledger_of) for row in story.ledger)


def test_as_the_verbs_say(kept):
    """Marks, ledger and comparison are those of `retold` itself, whichever article is named first."""
    ids = [one.id for one in kept.story(kept.stories().stories[0].id).tellings]
    one, other = kept.article(ids[0]), kept.article(ids[3])
    assert kept.marked(one.id) == retold.marking.mark(one)
    assert kept.ledger(one.id) == retold.ledger(one)
    assert kept.comparison(one.id, other.id) == retold.compare(one, other)
    assert kept.comparison(other.id, one.id) == retold.compare(other, one)


def test_ids_live_for_ever(root, tmp_path):
    """Two stories that merge: the one begun first keeps its id, the other's id leads to it."""
    tellings = ferry(root)
    first, last = tellings[0], tellings[5]
    halves = first.text[: len(first.text) // 2], first.text[len(first.text) // 2 :]
    with Archive(tmp_path / "news", create=True) as archive:
        archive.add([Article(id="x1", text=halves[0], outlet="X"), Article(id="x2", text=halves[0], outlet="Y")])
        archive.add([Article(id="y1", text=halves[1], outlet="X"), Article(id="y2", text=halves[1], outlet="Y")])
        old = {row.id for row in archive.stories().stories}
        assert len(old) == 2
        begun = archive.story_of("x1")
        archive.add([first, last])
        assert [row.id for row in archive.stories().stories] == [begun]
        assert {archive.story(id).id for id in old} == {begun}
        assert archive.story_of("y2") == begun
        archive.remove(first.id)
        archive.remove(last.id)
        now = {archive.story_of("x1"), archive.story_of("y1")}
        assert len(now) == 2
        assert begun in now
        assert not (now - {begun}) & old, "what splits off gets a new id"
        assert {archive.story(id).id for id in old} <= now


def test_removed_is_gone(root, tmp_path):
    """After removing an article no file of the archive has its words, and the story goes on without it."""
    tellings = ferry(root)
    secret = "Quixotic zyxomma larvae overwhelmed the xylophonist’s greenhouse"
    title = "Unforgettable qwertzuiop headline"
    tellings[2] = msgspec.structs.replace(
        tellings[2], text=tellings[2].text + f"\n\n“{secret},” she said.", title=title
    )
    folder = tmp_path / "news"
    with Archive(folder, create=True) as archive:
        archive.add(tellings)
        story = archive.story(archive.stories().stories[0].id)
        for one in tellings[:2]:
            archive.comparison(one.id, tellings[2].id)
        assert archive.search("zyxomma")
        archive.remove(tellings[2].id)
        assert not archive.search("zyxomma")
        assert len(archive.story(story.id).tellings) == 5
        with pytest.raises(NotFoundError):
            archive.article(tellings[2].id)
        assert tellings[2].id not in {match.telling.id for match in archive.find(tellings[2]).matches}
        assert archive.doctor().findings == ()
        assert len(archive) == 5
    held = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for word in ("zyxomma", "xylophonist", "qwertzuiop", tellings[2].id):
        assert word.encode() not in held.lower()
    with Archive(folder) as archive:  # and it can come back
        assert archive.add([tellings[2]]).added == 1
        assert len(archive.story(story.id).tellings) == 6


def test_source_removed(root, tmp_path):
    """Copies that hung together through their source stay one story without it."""
    source = ferry(root)[0]
    copies = [Article(id=f"c{n}", text=source.text, outlet=f"Outlet {n}", published="2031-03-05") for n in range(30)]
    with Archive(tmp_path / "news", create=True) as archive:
        archive.add([source, *copies])
        id = archive.story_of("c7")
        archive.remove(source.id)
        assert archive.story_of("c7") == id
        assert len(archive.story(id).tellings) == 30


def test_any_order(tmp_path):
    """After a re-index pairs and stories are the same for any order of adding, before it nearly."""
    given = articles(40)
    found = []
    for seed in (1, 2):
        shuffled = given[:]
        random.Random(seed).shuffle(shuffled)
        with Archive(tmp_path / str(seed), create=True) as archive:
            for first in range(0, 40, 15):
                archive.add(shuffled[first : first + 23])
            before = pairs_and_stories(archive)
            ids = {row.id for row in archive.stories().stories}
            assert archive.doctor(reindex=True).findings == ()
            found.append(pairs_and_stories(archive))
            assert len(before[0] & found[-1][0]) >= 0.99 * len(found[-1][0])
            assert {row.id for row in archive.stories().stories} >= {archive.story(id).id for id in ids}
    assert found[0] == found[1]
    assert len(found[0][1]) >= 5


def test_as_trace_says(tmp_path):
    """The stories of an archive are those that `trace` finds among the same articles."""
    given = articles(40)
    with Archive(tmp_path / "news", create=True) as archive:
        archive.add(given)
        found = pairs_and_stories(archive)[1]
    traced = {frozenset(one.id for one in story.tellings) for story in retold.trace(given).stories}
    assert len(found & traced) >= 0.9 * len(traced)


def test_interrupted(tmp_path, monkeypatch):
    """What was stored before an interrupt is there; the next `add` lays it beside the rest."""
    given = articles(24, stories=(3,))
    with Archive(tmp_path / "news", create=True) as archive:
        with monkeypatch.context() as patched:

            def stop(*_: object, **__: object) -> None:
                raise KeyboardInterrupt

            patched.setattr("retold.archive.relating.look_at_parcel", stop)
            with pytest.raises(KeyboardInterrupt):
                archive.add(given)
        assert len(archive) == 24
        assert archive.stories().total == 0
        assert any(found.code == "pending" for found in Archive(tmp_path / "news", readonly=True).doctor().findings)
        archive.add([])
        assert archive.stories().total >= 3
        assert archive.doctor().findings == ()


def test_reindex_interrupted(tmp_path, monkeypatch):
    """A re-index that was stopped is carried on by the next `add`, and ends as one that was not; ids of stories stay."""
    given = articles(24, stories=(3,))
    with Archive(tmp_path / "news", create=True) as archive:
        archive.add(given)
        before = pairs_and_stories(archive)
        ids = {row.id for row in archive.stories().stories}
        with monkeypatch.context() as patched:

            def stop(*_: object, **__: object) -> None:
                raise KeyboardInterrupt

            patched.setattr("retold.archive.relating.look_at_parcel", stop)
            with pytest.raises(KeyboardInterrupt):
                archive.doctor(reindex=True)
        assert {row.id for row in archive.stories().stories} == ids
        archive.add([])
        assert pairs_and_stories(archive) == before
        assert {row.id for row in archive.stories().stories} == ids


@pytest.mark.parametrize(("name", "call"), [("relating.carry_out", 3), ("clearing.emptied", 2)])
def test_reindex_stopped_between_transactions(tmp_path, monkeypatch, name, call):
    """A re-index stopped after any of its short transactions is finished by the next `add`; until then no story is torn."""
    given = articles(24, stories=(3,))
    with Archive(tmp_path / "news", create=True) as archive:
        archive.add(given)
        before = pairs_and_stories(archive)
        module, function = name.split(".")
        plain = getattr(importlib.import_module(f"retold.archive.{module}"), function)
        calls = []

        def stop(*given: object) -> object:
            calls.append(given)
            if len(calls) == call:
                raise KeyboardInterrupt
            return plain(*given)

        with monkeypatch.context() as patched:
            patched.setattr("retold.archive.relating.SHORT", 1e-3)
            patched.setattr(f"retold.archive.{name}", stop)
            with pytest.raises(KeyboardInterrupt):
                archive.doctor(reindex=True)
        with Archive(tmp_path / "news", readonly=True) as reader:
            assert {found.code for found in reader.doctor().findings} <= {"pending"}
        archive.add([])
        assert pairs_and_stories(archive) == before
        assert archive.doctor().findings == ()


def test_copies_change_places(tmp_path):
    """Where the earliest of two copies comes last, what is beside the other is laid beside it, too."""
    rng = random.Random(3)
    words = [f"word{rng.randrange(400)}" for _ in range(260)]
    told = [" ".join(words[:part] + [f"else{n}" for n in range(200)]) + "." for part in (200, 150)]
    copy = " ".join(words) + "."
    with Archive(tmp_path / "news", create=True) as archive:
        archive.add([Article(id=f"t{n}", text=text, published="2031-01-03") for n, text in enumerate(told)])
        archive.add([Article(id="late", text=copy, published="2031-01-02")])
        between = {set(pair[:2]) == {"late", f"t{n}"} for n in (0, 1) for pair in pairs_and_stories(archive)[0]}
        archive.add([Article(id="first", text=copy, published="2031-01-01")])
        before = pairs_and_stories(archive)
        archive.doctor(reindex=True)
        after = pairs_and_stories(archive)
    assert between
    assert len(after[0]) >= 2
    assert before[0] >= after[0]


def test_no_long_transaction(tmp_path):
    """A story of very many copies is written in pieces: no write transaction is long."""
    copies = [
        Article(id=f"c{n}", text="The harbour is shut today, the council of Osk said.", outlet=f"O{n}")
        for n in range(400)
    ]
    with Archive(tmp_path / "news", create=True) as archive:
        archive.add(copies)
        assert archive.stories().stories[0].tellings == 400
        assert 0 < archive._database.longest < 30


def test_own_copy_owes_no_credit():
    """Who runs his own story again is not told without credit; who runs another's is."""

    def told(outlet: str, of: str | None = None) -> Telling:
        measures = Measures(of=of, copied=1.0, kept=1.0) if of else None
        return Telling(id=f"{outlet}{of}", outlet=outlet, measures=measures)

    first = told("A")
    assert row_of("s", [first, told("A", first.id)]).flags == ()
    assert row_of("s", [first, told("B", first.id)]).flags == ("uncredited",)


def test_taken_out(kept, tmp_path):
    """Everything can be exported, as JSON lines and as Parquet, and the articles read back are the same."""
    counts = kept.export(tmp_path / "out")
    rows = [json.loads(line) for line in (tmp_path / "out" / "articles.jsonl").read_text("utf-8").splitlines()]
    assert {row["id"] for row in rows} == set(kept.articles(row["id"] for row in rows))
    assert counts["articles"] == 6
    assert counts["changes"] > 50
    changes = [json.loads(line) for line in (tmp_path / "out" / "changes.jsonl").read_text("utf-8").splitlines()]
    texts = {row["id"]: row["text"] for row in rows}
    for change in changes:
        for side in ("source", "retelling"):
            assert all(texts[change[f"{side}_id"]][at["start"] : at["end"]] == at["text"] for at in change[side])
    parquet = pytest.importorskip("pyarrow.parquet")
    assert kept.export(tmp_path / "parquet", form="parquet") == counts
    for name, count in counts.items():
        assert parquet.read_table(tmp_path / "parquet" / f"{name}.parquet").num_rows == count


def test_migrations(tmp_path):
    """A migration runs once, whole or not at all; an archive of a newer version is refused."""
    folder = tmp_path / "news"
    Archive(folder, create=True).close()
    db = sqlite3.connect(folder / FILE, isolation_level=None)
    now = schema.VERSION
    steps = {now: lambda db: db.execute("ALTER TABLE runs ADD COLUMN host TEXT")}
    assert schema.migrate(db, steps, now + 1) == (now, now + 1)
    assert schema.migrate(db, steps, now + 1) == (now + 1, now + 1)
    assert "host" in [row[1] for row in db.execute("PRAGMA table_info(runs)")]

    def fails(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE extra (n)")
        db.execute("SELECT broken FROM nowhere")

    with pytest.raises(sqlite3.OperationalError):
        schema.migrate(db, {now + 1: fails}, now + 2)
    assert db.execute("PRAGMA user_version").fetchone() == (now + 1,)
    assert not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'extra'").fetchone()
    db.close()
    with pytest.raises(ArchiveError, match="newer Retold") as found:
        Archive(folder)
    assert found.value.reason == "newer"


def test_not_an_archive(tmp_path):
    """What is no archive, or half of one, is named with the next step; nothing is made by the attempt."""
    file = tmp_path / "file"
    file.write_text("hello")
    other = tmp_path / "other"
    other.mkdir()
    (other / "photo.jpg").write_text("x")
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    db = sqlite3.connect(foreign / FILE)
    db.execute("CREATE TABLE t (n)")
    db.close()
    text = tmp_path / "text"
    text.mkdir()
    (text / FILE).write_text("this is no database at all" * 100)
    half = tmp_path / "half"
    (half / "index").mkdir(parents=True)
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / FILE).touch()
    cases = {
        tmp_path / "nothing": "missing", file: "not-an-archive", other: "not-an-archive", foreign: "not-an-archive",
        text: "damaged", half: "half", empty: "half",
    }  # fmt: skip
    for path, reason in cases.items():
        with pytest.raises(ArchiveError) as found:
            Archive(path)
        assert (found.value.reason, bool(found.value.next_step)) == (reason, True)
        assert "\n" not in str(found.value)
    assert not (tmp_path / "nothing").exists()
    for path in (file, other, foreign, text, half):
        with pytest.raises(ArchiveError):
            Archive(path, create=True)
    Archive(empty, create=True).close()  # begun and never finished: now it is


def test_closed(tmp_path):
    """A closed archive says so."""
    archive = Archive(tmp_path / "news", create=True)
    archive.close()
    with pytest.raises(ArchiveError, match="closed"):
        len(archive)


def test_unknown_ids(kept):
    """An id that there is not is named, with what to do."""
    for ask in (kept.article, kept.marked, kept.ledger, kept.story, kept.remove, lambda id: kept.comparison(id, id)):
        with pytest.raises(NotFoundError, match="no-such") as found:
            ask("no-such")
        assert found.value.next_step
    assert kept.story_of("no-such") is None
    assert kept.articles(["no-such"]) == {}
