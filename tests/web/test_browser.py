"""The pages in a browser: the way of a reader, with and without script; accessible, on a phone, in the dark, in print."""

from __future__ import annotations

import re

import pytest

from tests.web.conftest import pages_to_look_at

pytestmark = pytest.mark.browser
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 760}


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_way_of_a_reader(opened, site, script):
    """Stories, filter, story, compare, next change, filter by kind, article: all of it works, and nothing is asked elsewhere."""
    tab = opened("/stories", script=script, viewport=WIDE)
    page = tab.page
    page.get_by_label("changed quotations").check()
    page.get_by_label("Outlet").fill("The Skerry Post")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(re.compile("flag=altered-quotations"))
    page.get_by_role("link", name="Ferry strikes pier").click()
    page.wait_for_url("**/stories/s-*")
    page.get_by_label("The Skerry Post as the second").check()
    page.get_by_role("button", name="Compare the two").click()
    page.wait_for_url("**/compare?*")
    assert page.locator("h1").inner_text() == "The Skerry Post retells Harbour Wire"
    if script:
        page.keyboard.press("n")
        assert "change 1 of" in page.locator(".stepper output").inner_text()
        page.keyboard.press("n")
        assert "change 2 of" in page.locator(".stepper output").inner_text()
        page.keyboard.press("p")
        assert "change 1 of" in page.locator(".stepper output").inner_text()
    else:
        page.locator(".steps a[title^=Next]").first.click()
        assert re.search(r"#r\d+$", page.url)
    figure, wording = page.locator(".every .change.k-figure").first, page.locator(".every .change.k-wording").first
    page.locator("#f-wording").uncheck()
    assert figure.is_visible()
    assert not wording.is_visible()
    page.locator("#size-8").check()
    assert not figure.is_visible()
    page.locator("#size-1").check()
    page.get_by_role("button", name="Link to this view").click()
    page.wait_for_url(re.compile("kind=figure"))
    assert not page.locator("#f-wording").is_checked()
    page.get_by_role("link", name="School party caught up").click()
    page.wait_for_url("**/articles/*")
    page.locator("a.claim").first.click()
    assert page.url.endswith("#a1")
    assert page.locator("#a1").is_visible()
    assert tab.elsewhere(site) == []
    assert tab.said == []


def test_filter_as_one_types(opened, site):
    """With script the list follows what is typed, and the address with it; going back shows the page before."""
    tab = opened("/stories", viewport=WIDE)
    tab.page.get_by_label("Search").fill("submarine")
    tab.page.get_by_text("No story meets these filters").wait_for()
    tab.page.wait_for_url(re.compile("q=submarine"))
    tab.page.get_by_label("Search").fill("ferry")
    tab.page.get_by_role("link", name="Ferry strikes pier").wait_for()
    assert tab.said == []


@pytest.mark.parametrize(
    "name", ["stories", "story", "compare", "article", "articles", "how", "outlets", "outlet", "review", "reviews"]
)
def test_accessible_everywhere(opened, shelf, site, name):
    """axe finds no violation, nothing complains, nothing is wider than a phone: light, dark, wide and narrow."""
    from axe_playwright_python.sync_playwright import Axe

    tab = opened(pages_to_look_at(shelf)[name], viewport=WIDE, bypass_csp=True)
    for viewport, scheme in ((WIDE, "light"), (PHONE, "dark")):
        tab.page.set_viewport_size(viewport)
        tab.page.emulate_media(color_scheme=scheme)
        found = Axe().run(tab.page).response["violations"]
        assert [(one["id"], [node["html"][:200] for node in one["nodes"]][:4]) for one in found] == [], (name, scheme)
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], name
    assert tab.elsewhere(site) == []
    assert tab.said == []


@pytest.mark.parametrize("name", ["story", "compare", "article", "outlets", "outlet"])
def test_in_print(opened, shelf, name):
    """In print what can be clicked only is gone, and the page can be printed."""
    page = opened(pages_to_look_at(shelf)[name], script=False, viewport=WIDE).page
    page.emulate_media(media="print")
    assert not page.locator("nav.top").is_visible()
    assert page.locator("button:visible").count() == 0
    assert page.pdf(format="A4")[:5] == b"%PDF-"


def test_by_keyboard(opened, shelf):
    """Tab reaches the skip link first, then the navigation; a node of the tree is opened by Enter."""
    page = opened(pages_to_look_at(shelf)["story"], viewport=WIDE).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "brand"
    page.locator("svg.tree a").nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/*")
