"""Who retells whom: sums that are those of the stories, whatever is added and removed."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter, defaultdict
from statistics import median

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.archive import Archive, schema, sums
from retold.archive.outlets import delay_of, name_of
from retold.errors import NotFoundError, OptionError
from retold.records.archive import NewReview
from retold.records.story import Telling
from tests.archive.making import articles

NAMES = ("Harbour Wire", "harbour wire", "Skerry Post", "100 % News", "100_News", "Süderland Kurier", "=Sum()")


def published(count: int = 70) -> list:
    """Articles with outlets, some of agencies only, some of nobody; some without a clock."""
    chance = random.Random(4)
    made = []
    for one in articles(count, stories=(6, 4)):
        outlet = chance.choice((*NAMES, None))
        day = f"2031-0{chance.randint(1, 9)}-{chance.randint(10, 28)}"
        when = chance.choice((day, f"{day}T0{chance.randint(0, 9)}:30:00Z", f"{day}T11:00:00+02:00", None))
        agency = chance.choice(("Velm Press", None))
        made.append(msgspec.structs.replace(one, outlet=outlet, agency=agency, published=when))
    return made


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """An archive of such articles, only read by the tests."""
    with Archive(tmp_path_factory.mktemp("outlets") / "news", create=True) as archive:
        archive.add(published())
        yield archive


def recounted(archive: Archive) -> dict:
    """Pairs of outlets as the stories have them: (folded names) → tellings' measures with their delays."""
    found = defaultdict(list)
    for row in archive.stories(limit=1000).stories:
        tellings = {one.id: one for one in archive.story(row.id).tellings}
        for one in tellings.values():
            if one.measures is not None and one.measures.of in tellings:
                source = tellings[one.measures.of]
                pair = name_of(source).lower(), name_of(one).lower()
                found[pair].append((one.measures, delay_of(source.published, one.published)))
    return found


def holds(archive: Archive) -> None:
    """That what is answered for pairs is what the stories say."""
    wanted = recounted(archive)
    with archive._database.reading() as db:
        assert sums.wrong(db) == []
    found = {(one.source.lower(), one.outlet.lower()): one.measures for one in archive.retellings(limit=100_000).pairs}
    assert found.keys() == wanted.keys()
    for pair, measured in found.items():
        tellings = [one for one, _ in wanted[pair]]
        delays = [delay for _, delay in wanted[pair] if delay is not None]
        assert measured.told == len(tellings)
        assert measured.kept == pytest.approx(sum(one.kept for one in tellings) / len(tellings), abs=1e-4)
        assert measured.credited == sum(one.credit is not None for one in tellings)
        assert measured.quotations == sum(one.quotations for one in tellings)
        assert measured.quotations_altered == sum(one.quotations_altered for one in tellings)
        assert measured.figures == sum(one.figures for one in tellings)
        assert measured.figures_changed == sum(one.figures_changed for one in tellings)
        assert measured.decided <= measured.told
        assert measured.timed == len(delays)
        assert measured.delay == (pytest.approx(median(delays), abs=0.01) if delays else None)


def test_sums_are_those_of_the_stories(kept):
    """Every pair of outlets has the number, shares, credits, changes and median delay that its tellings have."""
    assert len(kept.retellings(limit=1000).pairs) > 8
    holds(kept)


def test_sums_follow_what_is_added_and_removed(tmp_path):
    """After articles came in two parts, some were removed and all was built anew, the sums are still those of the stories."""
    made = published()
    with Archive(tmp_path / "news", create=True) as archive:
        archive.add(made[::2])
        holds(archive)
        archive.add(made[1::2])
        holds(archive)
        biggest = archive.story(archive.stories(order="most-tellings").stories[0].id)
        for one in biggest.tellings[:2]:
            archive.remove(one.id)
            holds(archive)
        before = archive.retellings(limit=1000)
        archive.doctor(reindex=True)
        holds(archive)
        assert {(one.source, one.outlet) for one in archive.retellings(limit=1000).pairs} == {
            (one.source, one.outlet) for one in before.pairs
        }
        for one in list(made):
            if one.id in archive.articles([one.id]):
                archive.remove(one.id)
        assert archive.retellings().total_pairs == 0


def test_own_retellings_are_in_no_share(kept):
    """Who tells his own story again, also where only capitals differ, is counted apart."""
    found = kept.retellings(limit=1000)
    own = {one.source.lower(): one.measures.told for one in found.pairs if one.source.lower() == one.outlet.lower()}
    assert own
    for row in found.outlets:
        others = [one for one in found.pairs if one.source.lower() != one.outlet.lower()]
        assert row.own == own.get(row.name.lower(), 0)
        mine = [one.measures.told for one in others if one.outlet.lower() == row.name.lower()]
        theirs = [one.measures.told for one in others if one.source.lower() == row.name.lower()]
        assert (row.from_others.told, row.by_others.told) == (sum(mine), sum(theirs))
    names = {row.name.lower() for row in found.outlets}
    assert "velm press" in names  # agencies publish, too
    assert "" in names  # and somebody unknown
    assert len(names) == len(found.outlets)


def test_outlet_has_its_pairs_and_months(kept):
    """The page of an outlet has the pairs of the list, and months that add up to its retellings."""
    found = kept.retellings(limit=1000)
    for row in found.outlets:
        page = kept.outlet(row.name)
        assert page.outlet == row
        assert sum(one.measures.told for one in page.sources) == row.from_others.told
        assert sum(one.measures.told for one in page.retellings) == row.by_others.told
        assert sum(one.from_others for one in page.months) == row.from_others.told
        assert sum(one.by_others for one in page.months) == row.by_others.told
        assert [one.month for one in page.months] == sorted(one.month for one in page.months)


def test_matrix_is_that_of_the_pairs(kept):
    """A cell of the matrix says how often the outlet of its column retold that of its row."""
    found = kept.retellings(limit=1000)
    told = {(one.source.lower(), one.outlet.lower()): one.measures.told for one in found.pairs}
    names = [name.lower() for name in found.matrix.names]
    assert len(names) > 3
    for source, row in zip(names, found.matrix.cells, strict=True):
        assert list(row) == [told.get((source, name), 0) for name in names]


def test_pages_filters_and_orders(kept):
    """Pages have every pair once; letters of a name are letters, whatever SQL makes of them; by name is by name."""
    whole = kept.retellings(limit=1000)
    seen, after = [], None
    while True:
        page = kept.retellings(limit=3, after=after)
        seen += page.pairs
        if (after := page.next) is None:
            break
    assert tuple(seen) == whole.pairs
    assert [one.measures.told for one in seen] == sorted((one.measures.told for one in seen), reverse=True)
    names = [one.name.lower() for one in whole.outlets]
    for letters in ("_", "100 %", "%", "HARBOUR", "sum()", "ü", "\\"):
        for found in kept.retellings(query=letters, limit=1000).pairs:
            assert letters.lower() in found.source.lower() or letters.lower() in found.outlet.lower()
        assert kept.retellings(query=letters).total_outlets == sum(letters.lower() in name for name in names)
    by_name = [one.name.lower() for one in kept.retellings(order="name").outlets]
    assert by_name == sorted(by_name)


def test_what_there_is_not(kept):
    """An unknown outlet, order or cursor is named."""
    with pytest.raises(NotFoundError, match="nowhere"):
        kept.outlet("Nowhere".lower())
    with pytest.raises(OptionError):
        kept.retellings(order="best")
    with pytest.raises(OptionError):
        kept.retellings(after="§")


@pytest.mark.parametrize(
    ("source", "retelling", "hours"),
    [
        ("2031-03-01T10:00:00Z", "2031-03-01T12:30:00Z", 2.5),
        ("2031-03-01T10:00:00+02:00", "2031-03-01T10:00:00Z", 2.0),
        ("2031-03-01T10:00:00Z", "2031-03-01T09:00:00Z", -1.0),
        ("2031-03-01", "2031-03-02T10:00:00Z", None),
        ("2031-03-01T10:00:00", "2031-03-01T11:00:00Z", None),
        (None, "2031-03-01T11:00:00Z", None),
        ("yesterday", "2031-03-01T11:00:00Z", None),
    ],
)
def test_delay(source, retelling, hours):
    """Hours are known where both times have a clock and a zone; a day, a time without a zone and nonsense tell none."""
    assert delay_of(source, retelling) == hours


def test_name_of_a_telling():
    """A telling counts under its outlet, else its agency, else under nothing."""
    assert name_of(Telling(id="a", outlet="O", agency="A")) == "O"
    assert name_of(Telling(id="a", agency="A")) == "A"
    assert name_of(Telling(id="a")) == ""


def test_sums_whatever_happens(tmp_path):
    """After adds, removals, reviews and building anew in any order, every sum is that of the rows, counted afresh."""
    chance = random.Random(11)
    made = published(60)
    chance.shuffle(made)
    with Archive(tmp_path / "news", create=True) as archive:
        there: list[str] = []
        for _ in range(9):
            step = chance.choice(("add", "add", "remove", "review", "anew"))
            if step == "add" and made:
                part = [made.pop() for _ in range(min(len(made), chance.randint(1, 25)))]
                archive.add(part)
                there += [one.id for one in part]
            elif step == "remove" and there:
                archive.remove(there.pop(chance.randrange(len(there))))
            elif step == "review":
                for item in archive.review_queue(limit=2).items:
                    given = NewReview(about=item.about, one=item.one.id, other=item.other.id, verdict="reject")
                    archive.review(given)
            elif step == "anew":
                archive.doctor(reindex=chance.random() < 0.5)
            holds(archive)
            counts = Counter((one.outlet or "").lower() for one in archive.articles(there).values())
            assert {name.lower(): count for name, count in archive.outlets()} == {
                name: count for name, count in counts.items() if name
            }


def test_many_pairs_are_worked_out_as_few_are(kept, monkeypatch):
    """The medians of a long list, which are found in one pass, are those that are found pair by pair."""
    few = kept.retellings(limit=1000).pairs
    assert any(one.measures.delay is not None for one in few)
    monkeypatch.setattr("retold.archive.outlets._MANY", 0)
    assert kept.retellings(limit=1000).pairs == few


def test_outlets_are_paged(kept):
    """Pages of the outlets have every outlet once, in the order of the whole list; without outlets there is no matrix."""
    for order in ("retellings", "name"):
        whole = kept.retellings(order=order).outlets
        seen, after = [], None
        while True:
            page = kept.retellings(order=order, outlets=2, outlets_after=after)
            assert page.total_outlets == len(whole)
            seen += page.outlets
            if (after := page.next_outlets) is None:
                break
        assert tuple(seen) == whole
    assert kept.retellings(outlets=0).outlets == kept.retellings(outlets=0).matrix.names == ()
    name = max(kept.retellings().outlets, key=lambda row: row.from_others.told).name
    page, cut = kept.outlet(name), kept.outlet(name, limit=1)
    assert cut.sources == page.sources[:1]
    assert (cut.total_sources, cut.total_retellings) == (len(page.sources), len(page.retellings))


_NAME = st.sampled_from(("A", "a", "B", "Ü", ""))
_STEP = st.tuples(
    st.integers(1, 6), st.booleans(), _NAME, _NAME, st.integers(0, 9), st.one_of(st.none(), st.floats(-9, 9))
)


_MAYBE = st.one_of(st.none(), _NAME)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(1, 6), st.sampled_from(("in", "out", "anew")), _MAYBE, _MAYBE), max_size=25))
def test_triggers_count_the_articles(steps):
    """Whatever articles come, go and are told anew, the counts by outlet and agency are those of the articles that are there."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    schema.create(db)
    for number, step, outlet, agency in steps:
        if step == "anew":
            db.execute("UPDATE articles SET outlet = ?, agency = ? WHERE number = ?", (outlet, agency, number))
        elif step == "out":
            db.execute("DELETE FROM articles WHERE number = ?", (number,))
        else:
            row = (number, f"id {number}", outlet, agency)
            db.execute(
                "INSERT OR IGNORE INTO articles (number, id, text, outlet, agency, record) VALUES (?, ?, 1, ?, ?, x'')",
                row,
            )
        assert sums.wrong(db) == []
    kept = set(db.execute("SELECT kind, lower(name), articles FROM names"))
    sums.recount(db)
    assert set(db.execute("SELECT kind, lower(name), articles FROM names")) == kept
    db.close()


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(_STEP, max_size=25))
def test_triggers_keep_the_sums(steps):
    """Whatever rows come and go, the sums by pair are those of the rows that are there."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    schema.create(db)
    for child, out, source, name, count, delay in steps:
        db.execute("DELETE FROM retellings WHERE child = ?", (child,))
        if not out:
            row = (child, 0, source, name, source.lower() == name.lower(), "2031-01", *[count] * 7, delay)
            db.execute(f"INSERT INTO retellings VALUES ({','.join('?' * 14)})", row)
    counted = (
        "count(*), sum(kept), sum(quotations), sum(altered), sum(changed), sum(credited), sum(decided), count(delay)"
    )
    wanted = db.execute(
        f"SELECT lower(source), lower(outlet), {counted} FROM retellings GROUP BY source, outlet"
    ).fetchall()
    assert sums.wrong(db) == []
    columns = "told, kept, quotations, altered, changed, credited, decided, timed"
    found = db.execute(f"SELECT lower(source), lower(outlet), {columns} FROM flows").fetchall()
    assert sorted(found) == sorted(wanted)
    db.close()
