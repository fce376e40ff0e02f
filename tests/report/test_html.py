"""The HTML report as text: what is on it, and that nothing of an article acts."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from lxml import html as lxml_html

from retold.records.comparison import GivenArticle, Note
from retold.report.glossary import CHANGE_KINDS
from retold.report.html import html_report, web_address
from tests.report.factory import RETELLING, SOURCE, make_comparison

NAMES = ("a.txt", "b.txt")


def _page(comparison=None, **more):
    return html_report(comparison or make_comparison(), NAMES, **more)


def _tree(page):
    return lxml_html.fromstring(page)


def _text_of(element):
    return " ".join(element.text_content().split())


def test_verdict_is_the_heading():
    """The first heading is the verdict, the summary follows; relation, direction and credit are said in words."""
    tree = _tree(_page())
    assert _text_of(tree.find(".//h1")) == "Velm Echo retells Tidewater Agency"
    text = _text_of(tree)
    assert "B retells a: 5 of 6 sentences" in text
    assert "Velm Echo was made from Tidewater Agency (probability 0.97)" in text
    assert "given to Tidewater Agency" in text


def test_self_contained():
    """The page names no other resource, holds no script and no inline style, and its policy names its own style sheet."""
    page = _page()
    tree = _tree(page)
    assert not tree.xpath("//script | //link | //img | //iframe | //object | //form | //@style | //@onclick | //@src")
    assert "@import" not in page
    assert "url(" not in page
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    style = re.search(r"<style>(.*?)</style>", page, re.S).group(1)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_both_texts_whole():
    """Every word of both texts stands in the side by side, in order, apart from badges and words for screen readers."""
    tree = _tree(_page())
    for extra in tree.xpath("//a[contains(@class, 'badge')] | //span[@class='vh' or @class='side']"):
        extra.drop_tree()
    cells = tree.xpath("//div[contains(@class, 'cell')]")
    source, retelling = (" ".join(_text_of(cell) for cell in cells[side::2]) for side in (0, 1))
    assert source.split() == SOURCE.split()
    assert sorted(retelling.split()) == sorted(RETELLING.split())


def test_links_lead_somewhere():
    """Every link inside the page leads to an id that is there, and no id is given twice."""
    tree = _tree(_page())
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")}
    assert targets
    assert targets <= set(ids)


def test_each_change_links_to_both_places():
    """The entry of a change with words on both sides links to its place in either column."""
    entry = _tree(_page()).xpath("//li[@id='c2']")[0]
    assert entry.xpath(".//dt/a/@href") == ["#c2a", "#c2b"]
    assert _text_of(_tree(_page()).xpath("//*[@id='c2a']")[0]).endswith("More than 140")


def test_evidence_links_to_its_words():
    """The evidence for the direction is linked to the words it rests on."""
    tree = _tree(_page())
    assert tree.xpath("//ul[@class='evidence-list']//a/@href") == ["#e1", "#e2"]
    assert "citing Tidewater Agency" in _text_of(tree.xpath("//*[@id='e1']")[0])


def test_never_by_colour_alone():
    """Removed is del, added is ins, each change has a letter badge and hidden words that say its kind."""
    tree = _tree(_page())
    assert _text_of(tree.xpath("//div[contains(@class, 'cell')]//del[contains(@class, 'k-negation')]")[0]).endswith(
        "did not blame"
    )
    assert _text_of(tree.xpath("//div[contains(@class, 'cell')]//ins[contains(@class, 'k-negation')]")[0]).endswith(
        "blamed"
    )
    for badge in tree.xpath("//div[contains(@class, 'cell')]//a[contains(@class, 'badge')]"):
        hidden = badge.getprevious()
        assert hidden.get("class") == "vh"
        assert hidden.text.split(",")[0] in {*CHANGE_KINDS, "variant"}


def test_a_moved_row_is_marked_once():
    """A moved sentence has its badge and the word "moved"; its words are not marked as a whole."""
    tree = _tree(_page())
    moved = tree.xpath("//div[contains(@class, 'row')][p[@class='tag'][starts-with(text(), 'moved')]]")[0]
    assert [_text_of(badge) for badge in moved.xpath(".//a[contains(@class, 'badge')]")] == ["M", "M"]
    assert not moved.xpath(".//mark")


def test_filters():
    """A check box for each kind that is there; those asked for are checked, variants only when asked for."""
    tree = _tree(_page())
    assert len(tree.xpath("//input[@type='checkbox']")) == 17
    assert len(tree.xpath("//input[@type='checkbox'][@checked]")) == 16
    some = _tree(_page(kinds=["figure"], show_all=True))
    assert some.xpath("//input[@checked]/@id") == ["f-figure", "f-variant", "size-1"]
    assert _text_of(some.xpath("//section[@class='first']//li")[0]).startswith("F figure changed")


EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>{{ 7*7 }}{% raw %}\u202e\x1b[31m&lt;b&gt; javascript:alert(3)"


def test_article_never_becomes_page():
    """Tags, quotes, template code, escape sequences and signs of direction in any field stay text."""
    none = {"links": (), "changes": (), "quotations": (), "figures": (), "dates": ()}
    source = GivenArticle(
        text=EVIL + SOURCE,
        given=0,
        title=EVIL,
        outlet=EVIL,
        agency=EVIL,
        byline=EVIL,
        published=EVIL,
        language=EVIL,
        url=EVIL,
    )
    page = html_report(
        make_comparison(source=source, summary=EVIL, notes=(Note("x", EVIL),), similarity=EVIL, **none),
        (EVIL, EVIL),
    )
    tree = _tree(page)
    assert not tree.xpath("//script | //img | //@onerror")
    assert not any(href.lower().startswith("javascript") for href in tree.xpath("//@href"))
    assert "{{ 7*7 }}" in page
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)
    assert "‹U+202E›" in page


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://x.example/a", True),
        ("http://x.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        (None, False),
    ],
)
def test_web_address(url, linked):
    """Only http and https addresses become links."""
    assert bool(web_address(GivenArticle(text="x", given=0, url=url))) is linked


@pytest.mark.parametrize("answer", ["derived", "derived-unseen", "siblings", "revision", "undecided"])
@pytest.mark.parametrize("relation", ["identical", "retelling", "shares-passage", "same-event", "unrelated"])
def test_every_answer(answer, relation):
    """Every answer and every relation makes a page."""
    assert "</html>" in _page(make_comparison(answer, 0.9, relation))


def test_empty_comparison():
    """A page without links, changes, figures and notes leaves those parts out."""
    tree = _tree(_page(make_comparison(links=(), changes=(), figures=(), dates=(), quotations=(), notes=())))
    headings = [_text_of(heading) for heading in tree.xpath("//h2")]
    assert "Quotations" not in headings
    assert "What to look at first" not in headings
    assert "Side by side" in headings
