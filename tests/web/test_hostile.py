"""Articles that try to act, on every page and in the single file: a browser looks for anything that could."""

from __future__ import annotations

import os

import pytest

from retold.compare import compare
from retold.records.story import Edge, Node, Story, Telling, Tree
from retold.report.html import html_report
from retold.web.addresses import article_address, compare_address, key, outlet_address, story_address
from tests.web.conftest import client_of
from tests.web.hostile import ADDRESSES, articles, listed
from tests.web.shelf import Shelf

pytestmark = pytest.mark.browser

LOOK = """() => {
  const bad = [];
  const ours = (url) => new URL(url, location.href).origin === location.origin;
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    const known = element.src && ours(element.src) && new URL(element.src).pathname.startsWith("/static/");
    if (name === "script" && !known) bad.push("script");
    if (["iframe", "object", "embed", "base", "img", "video", "math", "foreignObject"].includes(name)) bad.push(name);
    if (name === "meta" && element.httpEquiv && element.httpEquiv.toLowerCase() === "refresh") bad.push("refresh");
    if (name === "form" && !ours(element.action)) bad.push("form " + element.action);
    if (name === "style" && location.protocol !== "file:") bad.push("style");
    for (const attribute of element.attributes) {
      const key = attribute.name.toLowerCase();
      if (key.startsWith("on") || key === "style" || key === "srcdoc" || key.startsWith("hx-on")) bad.push(name + " " + key);
      if (key.startsWith("hx-") && !element.matches("form.search")) bad.push(name + " " + key);
      if (["href", "src", "action", "formaction", "xlink:href"].includes(key) && !attribute.value.startsWith("#")) {
        const protocol = new URL(attribute.value, location.href).protocol;
        if (!["http:", "https:"].includes(protocol)) bad.push(attribute.value);
        if (name === "a" && !ours(attribute.value) && !/noreferrer/.test(element.rel)) bad.push("no rel: " + attribute.value);
      }
    }
  }
  return bad;
}"""


def _addresses(shelf, most):
    """A page of each kind for the first stories, and the lists."""
    yield from ("/stories", "/articles?q=lamp", "/outlets", "/review", "/review?about=voice")
    yield from (outlet_address(one.name) for one in shelf.retellings().outlets[:most])
    for story in list(shelf.by_story.values())[:most]:
        one, other = story.tellings[0].id, story.tellings[-1].id
        yield from (story_address(story.id), compare_address(one, other), f"/compare?one={key(one)}&q=lamp")
        yield article_address(one)


def _look(opened, at, addresses):
    tab = opened("/stories", at=at)
    tab.page.on("dialog", lambda dialog: (tab.said.append("dialog " + dialog.message), dialog.dismiss()))
    for address in addresses:
        tab.page.goto(at + address)
        assert tab.page.evaluate(LOOK) == [], address
    assert tab.elsewhere(at) == []
    assert tab.said == []


def test_hostile_articles_on_every_page(opened, serve):
    """Strings in title, author, outlet, agency, language, section, address, time and text stay text on every page."""
    shelf = Shelf(articles())
    assert len(shelf.by_story) >= 1
    _look(opened, serve(shelf), _addresses(shelf, 3))


@pytest.mark.shared
def test_lists_of_hostile_strings(opened, serve, shared):
    """The same for the lists of cross-site scripting and naughty strings of the research data; all of them in a soak."""
    strings = listed(shared)
    if not strings:
        pytest.skip("the lists of hostile strings are not here")
    if os.environ.get("RETOLD_SOAK") != "1":
        strings = strings[:: max(1, len(strings) // 2)][:2]
    made = articles(strings)
    stories = [_story(made[at], made[at + 1]) for at in range(0, len(made), 2)]
    shelf = Shelf(made, stories=stories)
    _look(opened, serve(shelf), _addresses(shelf, len(stories)))


def _story(one, other):
    tellings = tuple(
        Telling(id=it.id, title=it.title, outlet=it.outlet, agency=it.agency, url=it.url, published=it.published)
        for it in (one, other)
    )
    nodes = (Node(id=one.id), Node(id=other.id), Node(id="lost", kind="lost", named=one.outlet))
    edges = (Edge(parent=one.id, child=other.id, probability=0.6, answer="undecided"),)
    tree = Tree(nodes=nodes, edges=edges, roots=(one.id, "lost"))
    return Story(retold="0", id=one.id, tellings=tellings, tree=tree)


def test_hostile_articles_in_the_single_file(browser, tmp_path):
    """The same in the page that `retold compare --html` writes, which must not run or fetch anything at all."""
    made = articles()
    path = tmp_path / "report.html"
    context = browser.new_context()
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    for number in range(0, len(made), 6):
        path.write_text(
            html_report(compare(made[number], made[number + 1]), (made[number].title, "x")), "utf-8", "replace"
        )
        page.goto(path.as_uri())
        assert page.evaluate(LOOK) == []
    assert said == []
    context.close()


@pytest.mark.parametrize("url", ADDRESSES)
def test_only_web_addresses_are_links(url):
    """An article's address becomes a link only where it is http or https, and never breaks out of its attribute."""
    from lxml import html as lxml_html

    first = articles(("x",))[0]
    import msgspec

    shelf = Shelf([msgspec.structs.replace(first, url=url)], stories=[])
    tree = lxml_html.fromstring(client_of(shelf).get(article_address(first.id)).text)
    links = tree.xpath("//a[contains(@rel, 'external')]")
    assert bool(links) is url.startswith(("http://", "https://"))
    assert all(link.get("href") == url and set(link.keys()) == {"href", "rel"} for link in links)
