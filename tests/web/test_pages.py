"""The pages as text: what stands on them, their formats, and that addresses hold for any id."""

from __future__ import annotations

import csv
import io

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from retold.records.article import Article
from retold.records.story import Edge, Node, Story, Telling, Tree
from retold.web.addresses import article_address, compare_address, id_of, key, story_address
from retold.web.pages.how import results
from retold.web.pages.story import NODES, context
from retold.web.render import environment
from retold.web.timeline import timeline
from tests.web.conftest import client_of, pages_to_look_at
from tests.web.shelf import Shelf


def _tree(response):
    assert response.status_code == 200, response.text
    return lxml_html.fromstring(response.text)


def _text(element):
    return " ".join(element.text_content().split())


def _story(shelf):
    return next(iter(shelf.by_story.values()))


@settings(max_examples=50, derandomize=True)
@given(st.text(max_size=40))
def test_addresses_hold_any_id(id):
    """Any id comes back from its address, and stands there in signs that nothing on the way changes."""
    assert id_of(key(id)) == id
    assert all(sign.isalnum() or sign in "-_~" for sign in key(id))


def test_every_page_is_whole(client, shelf):
    """Every page answers, names its title, and has one first heading; links inside the site lead somewhere."""
    for name, address in pages_to_look_at(shelf).items():
        tree = lxml_html.fromstring(client.get(address).text)
        assert len(tree.xpath("//h1")) == 1, name
        assert tree.findtext(".//title").endswith("Retold"), name
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), name
        inside = {href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")}
        assert inside <= set(ids), name
        for href in {href for href in tree.xpath("//a/@href | //link/@href | //script/@src") if href.startswith("/")}:
            assert client.head(href).status_code == 200, (name, href)


def test_list_says_what_was_kept(client):
    """A story in the list has its title, tellings, outlets, times, the share kept and its flags in words."""
    text = _text(_tree(client.get("/stories")).xpath("//ol[@class='stories']/li")[0])
    for words in ("6 tellings", "Ferry strikes pier", "Harbour Wire", "2031-03-04 09:12 to 15:20", "70 % kept"):
        assert words in text
    for flag in ("changed quotations", "changed figures", "no credit"):
        assert flag in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=ferry", 1),
        ("q=submarine", 0),
        ("outlet=Daily+Lantern", 1),
        ("outlet=Nobody", 0),
        ("agency=Harbour+Wire&flag=uncredited", 1),
        ("since=2031-03-05", 0),
        ("until=2031-03-04&outlet=&since=", 1),
        ("least=7", 0),
    ],
)
def test_filters(client, query, found):
    """Search and filters narrow the list; fields left empty do not count; the page and its JSON agree."""
    tree = _tree(client.get(f"/stories?{query}"))
    assert len(tree.xpath("//ol[@class='stories']/li")) == found
    assert client.get(f"/stories.json?{query}").json()["total"] == found
    assert (tree.xpath("//p[@class='empty']") == []) is bool(found)


def _many(number):
    """A store with `number` small stories."""
    stories = []
    for n in range(number):
        tellings = tuple(Telling(id=f"{n}-{k}", title=f"Story {n}", published=f"2031-03-{1 + n:02}") for k in (0, 1))
        tree = Tree(nodes=tuple(Node(id=one.id) for one in tellings), edges=(), roots=())
        stories.append(Story(retold="0", id=f"s{n}", tellings=tellings, tree=tree))
    articles = [Article(id=one.id, text="x y z", title=one.title) for story in stories for one in story.tellings]
    return Shelf(articles, stories=stories)


def test_pages_by_cursor():
    """Next links lead through all stories once, on the page, and in the API by its Link header."""
    client, seen = client_of(_many(7)), []
    address = "/stories?limit=3"
    while address:
        tree = _tree(client.get(address))
        seen += tree.xpath("//ol[@class='stories']//h2/a/@href")
        address = next(iter(tree.xpath("//a[@rel='next']/@href")), None)
    assert len(seen) == len(set(seen)) == 7
    seen, address = [], "/api/stories?limit=3"
    while address:
        answer = client.get(address)
        seen += [one["id"] for one in answer.json()["stories"]]
        address = answer.links.get("next", {}).get("url")
    assert len(seen) == len(set(seen)) == 7


def test_story_shows_everything(client, shelf):
    """Tree with links, timeline, table of tellings, table of what was said, and the doubt in words."""
    story = _story(shelf)
    tree = _tree(client.get(story_address(story.id)))
    nodes = tree.xpath("//*[local-name()='svg'][contains(@class,'tree')]//*[local-name()='a']/@href")
    assert sorted(nodes) == sorted(article_address(one.id) for one in story.tellings)
    assert len(tree.xpath("//*[@class='timeline']//*[local-name()='circle']")) == 5
    assert len(tree.xpath("//table[@class='tellings']/tbody/tr")) == 6
    assert len(tree.xpath("//table[@class='ledger']/tbody/tr")) == len(story.ledger)
    assert "altered" in _text(tree.xpath("//table[@class='ledger']")[0])
    if context(story).doubts:
        assert "evidence does not settle it" in _text(tree)


def test_lost_source_is_told():
    """A source that nobody has collected stands in the tree as such and in words, and is no link."""
    tellings = (Telling(id="a", outlet="Herald"), Telling(id="b", outlet="Bugle"))
    tree = Tree(
        nodes=(Node(id="a"), Node(id="b"), Node(id="lost-1", kind="lost", named="Norda")),
        edges=(
            Edge(parent="lost-1", child="a", probability=0.9),
            Edge(parent="lost-1", child="b", probability=0.5, answer="undecided"),
        ),
        roots=("lost-1",),
    )
    store = Shelf([], stories=[Story(retold="0", id="s", tellings=tellings, tree=tree)])
    page = _tree(client_of(store).get("/stories/s"))
    assert "Lost source: Norda" in _text(page)
    assert len(page.xpath("//*[contains(@class, 'spot lost')]")) == 1
    assert "Bugle was most likely made from a lost source (Norda)" in _text(page)


@pytest.mark.parametrize("size", [3, 300])
def test_small_and_large_stories(size):
    """A story of 3 and one of 300 tellings make a page; the large one has part of its tree, and all of it where that is asked."""
    tellings = tuple(
        Telling(id=f"t{n}", outlet=f"Outlet {n}", title=f"Title {n}", published=f"2031-03-{1 + n % 28:02}T10:00:00Z")
        for n in range(size)
    )
    edges = tuple(Edge(parent=f"t{n // 3}", child=f"t{n}", probability=0.9) for n in range(1, size))
    tree = Tree(nodes=tuple(Node(id=one.id) for one in tellings), edges=edges, roots=("t0",))
    client = client_of(Shelf([], stories=[Story(retold="0", id="s", tellings=tellings, tree=tree)]))
    page = _tree(client.get("/stories/s"))
    assert len(page.xpath("//*[local-name() = 'circle' and contains(@class, 'spot')]")) >= min(size, NODES)
    whole = _tree(client.get("/stories/s?tree=all"))
    assert len(whole.xpath("//*[@class='tree']//*[contains(@class, 'spot')]")) == size
    assert bool(page.xpath("//input[@name='zoom']")) is (size > 40)


def test_compare_page(client, shelf):
    """Claims lead to words; kinds and size asked for are set; swapped, the retelling stands on the left; JSON and CSV agree."""
    ids = [one.id for one in _story(shelf).tellings]
    one, other = ids[0], next(id for id in ids if "skerry" in id)
    tree = _tree(client.get(compare_address(one, other)))
    assert _text(tree.xpath("//h1")[0]) == "The Skerry Post retells Harbour Wire"
    assert len(tree.xpath("//dl[@class='claims']//a")) > 8
    some = _tree(client.get(compare_address(one, other, kinds=("figure", "negation"), size=2, swap=True)))
    assert some.xpath("//input[@type='checkbox'][@checked]/@value") == ["negation", "figure"]
    assert some.xpath("//input[@type='radio'][@checked]/@value") == ["2"]
    assert some.xpath("//section[@id='texts']/@class") == ["texts swapped"]
    told = client.get(compare_address(one, other, kinds=("figure",), format=".json")).json()
    rows = list(
        csv.DictReader(io.StringIO(client.get(compare_address(one, other, kinds=("figure",), format=".csv")).text))
    )
    assert [int(row["number"]) - 1 for row in rows] == told["shown"]
    assert {row["kind"] for row in rows} == {"figure"}
    assert told["story"] == _story(shelf).id


def test_next_and_previous_without_script(client, shelf):
    """The links of the rows go through every row with a change, one way and back."""
    ids = [one.id for one in _story(shelf).tellings]
    tree = _tree(client.get(compare_address(ids[0], ids[-1])))
    rows = tree.xpath("//div[contains(@class,'row')][.//p[@class='steps']]")
    down = [row.xpath(".//p[@class='steps']/a[contains(@title,'Next')]/@href") for row in rows]
    up = [row.xpath(".//p[@class='steps']/a[contains(@title,'Previous')]/@href") for row in rows]
    places = [f"#{row.get('id')}" for row in rows]
    assert [href for found in down for href in found] == places[1:]
    assert [href for found in up for href in found] == places[:-1]


def test_article_page(client, shelf):
    """The text stands whole, its quotations are marked, the ledger leads to the words, and its story is named."""
    article = shelf.article(_story(shelf).tellings[0].id)
    tree = _tree(client.get(article_address(article.id)))
    assert _text(tree.xpath("//div[@class='article-text']")[0]) == " ".join(article.text.split())
    assert tree.xpath("//div[@class='article-text']//span[contains(@class, 'quotation')]")
    assert tree.xpath("//a[@class='claim']/@href")
    assert tree.xpath(f"//a[@href='{story_address(_story(shelf).id)}']")


def test_any_two_articles(client, shelf):
    """With one article chosen, a search lists others, each with the address of the comparison."""
    ids = [one.id for one in _story(shelf).tellings]
    tree = _tree(client.get(f"/compare?one={key(ids[0])}&q=ferry"))
    found = tree.xpath("//tbody//a/@href")
    assert compare_address(ids[0], ids[1]) in found
    assert compare_address(ids[0], ids[0]) not in found


def test_thresholds_are_those_in_force(client, monkeypatch):
    """The page on how it works reads the numbers from the code."""
    from retold.collation import relation
    from retold.web.pages import how

    monkeypatch.setattr(relation, "RETELLS", 0.4321)
    how.measures.cache_clear()
    assert "0.4321" in _text(_tree(client.get("/how")))
    how.measures.cache_clear()


def test_figures_of_benchmarks(tmp_path):
    """Of each benchmark the last line counts; what is no number or no JSON is left out; no file, no figures."""
    path = tmp_path / "figures.jsonl"
    path.write_text('{"benchmark":"x","a":1}\nbroken\n{"benchmark":"x","a":{"b":2.5},"text":"t"}\n')
    assert [(one.benchmark, one.name, one.value) for one in results(path)] == [("x", "a › b", "2.5")]
    assert results(None) == ()


def test_timeline():
    """Dots stand in order of time inside the width; those without a time are counted; one moment alone makes none."""
    tellings = [Telling(id=str(n), published=f"2031-03-04T{10 + n}:00:00Z") for n in range(5)] + [Telling(id="x")]
    drawn = timeline(tellings)
    places = [float(dot.x.rstrip("%")) for dot in drawn.dots]
    assert places == sorted(places)
    assert places[0] >= 0
    assert places[-1] <= 100
    assert drawn.untimed == 1
    assert drawn.labels
    assert timeline(tellings[:1]) is None


@settings(max_examples=50, derandomize=True, deadline=None)
@given(st.lists(st.datetimes() | st.text(max_size=12), max_size=30))
def test_timeline_takes_any_times(times):
    """Whatever stands as a time, a timeline is drawn or none, and labels stay few."""
    drawn = timeline([Telling(id=str(n), published=str(time)) for n, time in enumerate(times)])
    assert drawn is None or len(drawn.labels) <= 40


def test_csv_is_safe(client, shelf):
    """A cell that a spreadsheet would take for a formula is made text."""
    bad = msgspec.structs.replace(shelf.article(_story(shelf).tellings[0].id), id="=1+1", title="@x")
    found = client_of(Shelf([bad], stories=[])).get("/articles.csv?q=ferry").text
    assert "'=1+1" in found
    assert "'@x" in found


def test_templates_are_read_once():
    """A server that runs goes on with the templates that it began with, whatever an upgrade puts in their place."""
    made = environment()
    assert made.auto_reload is False
    assert {"stories.html.j2", "story.html.j2", "check.html.j2"} <= {name for _, name in made.cache}
