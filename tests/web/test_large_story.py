"""A story of a thousand tellings: its page stays small, its parts make the whole, what is exported is whole."""

from __future__ import annotations

import csv
import io
import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from retold.records.article import Span
from retold.records.comparison import Note
from retold.records.ledger import LedgerCell, LedgerRow
from retold.records.story import Edge, Measures, Node, Story, Telling, Tree
from retold.report.tree_rows import rows
from retold.web.pages.story import NODES, TELLINGS_SHOWN, part_of
from retold.web.timeline import timeline
from retold.web.tree_few import few
from tests.web.conftest import client_of
from tests.web.shelf import Shelf

SIZE = 1000
FIRST_PAGE = 100_000  # bytes


def large(size: int = SIZE) -> Story:
    """A story with a tree of some depth, doubts, a table of 200 rows and 25 columns."""
    tellings = tuple(
        Telling(
            id=f"telling-{n:04}",
            outlet=f"The Outlet of Number {n}",
            title=f"Ferry of the harbour company runs aground, {n} on board are safe",
            published=f"2031-03-{1 + n // 60:02}T{n % 24:02}:{n % 60:02}:00Z",
            measures=Measures(of="telling-0000", copied=0.8, kept=0.7, quotations=4, figures=3) if n else None,
        )
        for n in range(size)
    )
    edges = tuple(
        Edge(
            parent=f"telling-{n // 7:04}",
            child=f"telling-{n:04}",
            probability=0.9 if n % 3 else 0.6,
            answer="derived" if n % 3 else "undecided",
        )
        for n in range(1, size)
    )
    tree = Tree(nodes=tuple(Node(id=one.id) for one in tellings), edges=edges, roots=("telling-0000",))
    cell = LedgerCell(
        status="altered", spans=(Span(0, 60, "what a harbour master is said to have said in another telling"),)
    )
    ledger = tuple(
        LedgerRow(kind="quotation", text=f"{n} words of a harbour master " * 4, cells=(cell,) * 25) for n in range(200)
    )
    return Story(
        retold="0",
        id="s",
        tellings=tellings,
        tree=tree,
        ledger=ledger,
        ledger_of=tuple(one.id for one in tellings[:25]),
    )


@pytest.fixture(scope="module")
def client():
    """A client of the large story."""
    return client_of(Shelf([], stories=[large()]))


def page(client, address="/stories/s"):
    """A page, read."""
    return lxml_html.fromstring(client.get(address).text)


def test_first_page_is_small(client):
    """The page of a thousand tellings has 100 kB at most, and so has every other part of it."""
    plain = {"accept-encoding": "identity"}
    for query in ("", "?telling=961", "?column=13", "?row=169", "?telling=1000000&row=1000000&column=1000000"):
        assert len(client.get(f"/stories/s{query}", headers=plain).content) < FIRST_PAGE
    small = client.get("/stories/s", headers={"accept-encoding": "gzip"})
    assert small.headers["content-encoding"] == "gzip"
    assert int(small.headers["content-length"]) < FIRST_PAGE // 4


def followed(client, words, found):
    """What `found` finds on the pages that links with these words lead through."""
    address, seen = "/stories/s", []
    while address:
        tree = page(client, address)
        seen += found(tree)
        further = tree.xpath(f"//a[text() = '{words}']/@href")
        address = further[0].partition("#")[0] if further else ""
    return seen


def test_parts_make_the_whole(client):
    """Following "Further tellings", "More rows" and "More tellings" leads through every telling, row and column once."""
    titles = followed(client, "Further tellings", lambda tree: tree.xpath("//table[@class='tellings']//th/a/@href"))
    assert titles == [f"/articles/telling-{n:04}" for n in range(SIZE)]
    said = followed(client, "More rows", lambda tree: tree.xpath("//table[@class='ledger']/tbody/tr/th/text()"))
    assert [one.split()[0] for one in said if one.strip()] == [str(n) for n in range(200)]
    heads = followed(
        client, "More tellings", lambda tree: tree.xpath("//table[@class='ledger']/thead//th/a/text()")[1:]
    )
    assert heads == [f"The Outlet of Number {n}" for n in range(1, 25)]
    back = page(client, "/stories/s?telling=51")
    assert "telling=26" in back.xpath("//a[text() = 'Tellings before']/@href")[0]


def test_tree_can_be_drawn_whole(client):
    """The tree says how many tellings are left out and leads to all of them; the drawing by itself has them, too."""
    shown = page(client)
    assert len(shown.xpath("//*[@class='tree']//*[local-name() = 'circle']")) == NODES
    assert f"{SIZE - NODES} are left out" in shown.text_content()
    numbers = [int(found) for found in re.findall(r"(\d+) more go back to it", lxml_html.tostring(shown).decode())]
    assert sum(numbers) % (SIZE - NODES) == 0
    whole = page(client, shown.xpath("//a[text() = 'Draw all of them']/@href")[0].partition("#")[0])
    assert len(whole.xpath("//*[@class='tree']//*[local-name() = 'circle']")) == SIZE
    assert client.get("/stories/s/tree.svg").text.count("The Outlet of Number") >= SIZE
    too_large = client.get("/stories/s/tree.png")
    assert too_large.status_code == 413
    assert "take the SVG" in too_large.text


def test_tree_of_before_and_copies_are_named():
    """A tree that is of fewer tellings says so above itself; a telling that is no node of it is a copy, or not drawn yet."""
    story = large(6)
    first, *rest = story.tellings
    nodes = tuple(node for node in story.tree.nodes if node.id not in ("telling-0004", "telling-0005"))
    edges = tuple(edge for edge in story.tree.edges if edge.child not in ("telling-0004", "telling-0005"))
    changed = msgspec.structs.replace(
        story,
        tellings=(msgspec.structs.replace(first, copies=("telling-0004",)), *rest),
        tree=msgspec.structs.replace(story.tree, nodes=nodes, edges=edges),
        notes=(Note("older-tree", "The tree is of 5 of the 6 tellings."),),
    )
    shown = page(client_of(Shelf([], stories=[changed])))
    assert "of 5 of the 6 tellings." in shown.xpath("//section[@aria-labelledby='h-tree']")[0].text_content()
    told = {
        row.xpath("./th/a/@href")[0][-4:]: row.xpath("./td[4]")[0].text_content()
        for row in shown.xpath("//table[@class='tellings']//tbody/tr")
    }
    assert told["0004"] == "verbatim copy of The Outlet of Number 0"
    assert told["0005"] == "not in the tree yet"


def test_exports_are_whole(client):
    """The single file has every telling, row and column, and no links to parts; JSON and CSV have all."""
    file = lxml_html.fromstring(client.get("/stories/s.html").text)
    assert len(file.xpath("//table[@class='tellings']/tbody/tr")) == SIZE
    assert len(file.xpath("//table[@class='ledger']/tbody/tr")) == 200
    assert len(file.xpath("//table[@class='ledger']/thead//th")) == 26
    assert len(file.xpath("//*[@class='tree']//*[local-name() = 'circle']")) == SIZE
    assert "Further tellings" not in file.text_content()
    assert "Draw" not in file.text_content()
    assert len(client.get("/stories/s.json").json()["story"]["tellings"]) == SIZE
    assert len(list(csv.DictReader(io.StringIO(client.get("/stories/s.csv").text)))) == SIZE


def test_times_of_many_are_bars():
    """Of very many tellings the timeline has bars that count every one."""
    drawn = timeline(large().tellings)
    assert not drawn.dots
    assert sum(int(bar.says.split()[0]) for bar in drawn.bars) == drawn.count == SIZE
    assert len(drawn.bars) < 80
    assert timeline(large(40).tellings).dots


@settings(max_examples=50, deadline=None, derandomize=True)
@given(parents=st.lists(st.integers(-1, 30), min_size=1, max_size=30), most=st.integers(1, 12))
def test_what_is_kept_of_a_tree_hangs_together(parents, most):
    """What is kept of any tree has its parents, no more nodes than asked for, and counts every node that is left out."""
    tree_edges = tuple(
        Edge(parent=str(parent % child), child=str(child), probability=0.9)
        for child, parent in enumerate(parents)
        if child and parent >= 0
    )
    children = {edge.child for edge in tree_edges}
    ids = [str(n) for n in range(len(parents))]
    tree = Tree(
        nodes=tuple(Node(id=id) for id in ids), edges=tree_edges, roots=tuple(id for id in ids if id not in children)
    )
    story = Story(retold="0", id="s", tellings=tuple(Telling(id=id) for id in ids), tree=tree)
    found = few(story, most)
    kept = {node.id for node in found.story.tree.nodes}
    assert len(kept) == min(most, len(ids))
    assert found.total == len(ids) - len(kept)
    for edge in tree_edges:
        assert edge.child not in kept or edge.parent in kept
    assert {row.node.id for row in rows(found.story)} == kept
    assert set(found.left_out) <= kept | {""}


@settings(max_examples=50, deadline=None, derandomize=True)
@given(total=st.integers(0, 200), first=st.integers(1, 300), most=st.integers(1, 50))
def test_parts_of_a_list(total, first, most):
    """A part lies within its list, and those before and after it are named by their first rows."""
    part = part_of(total, first, most)
    assert 0 <= part.first <= part.end <= total
    assert part.end - part.first <= most
    assert (part.end == total) is (part.after == 0)
    assert (part.first == 0) is (part.before == 0)
    if part.after:
        assert part_of(total, part.after, most).first == part.end
    assert TELLINGS_SHOWN >= 10
