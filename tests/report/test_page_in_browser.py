"""The HTML report in a browser: accessible, without script, on a phone, in the dark, in print."""

from __future__ import annotations

import pytest

from retold.report.html import html_report
from tests.report.factory import make_comparison

pytestmark = pytest.mark.browser
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 760}


@pytest.fixture(scope="module")
def browser(chromium):
    """One chromium for the module."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The report of the comparison made by hand, as a file."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(html_report(make_comparison(), ("a.txt", "b.txt")), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def opened(browser, address):
    """Opens the report under the given circumstances; without script unless asked for."""
    contexts = []

    def go(script=False, **how):
        context = browser.new_context(java_script_enabled=script, **how)
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_accessible(opened, scheme, viewport):
    """axe finds no violation: names, contrast, order of headings, at both widths, light and dark."""
    from axe_playwright_python.sync_playwright import Axe

    page = opened(script=True, viewport=viewport, color_scheme=scheme, bypass_csp=True)
    result = Axe().run(page)
    assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in result.response["violations"]] == []


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_no_sideways_scrolling(opened, viewport):
    """The page is never wider than the window."""
    page = opened(script=True, viewport=viewport)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_nothing_is_fetched_and_nothing_complains(browser, address):
    """The page asks for no other file, and its own policy blocks none of it."""
    context = browser.new_context()
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    assert asked == [address]
    assert said == []
    context.close()


def test_columns(opened):
    """Side by side where there is room, one above the other on a phone."""
    for viewport, beside in ((WIDE, True), (PHONE, False)):
        page = opened(viewport=viewport)
        cells = page.locator(".row >> nth=1 >> .cell")
        first, second = cells.nth(0).bounding_box(), cells.nth(1).bounding_box()
        assert (abs(first["y"] - second["y"]) < 2) is beside


def test_filter_without_script(opened):
    """Unchecking a kind hides its entries and its marks, without script."""
    page = opened(viewport=WIDE)
    entry, mark = page.locator("li#c2"), page.locator("#c2a")
    assert entry.is_visible()
    before = mark.evaluate("element => getComputedStyle(element).backgroundColor")
    page.locator("#f-figure").uncheck()
    assert not entry.is_visible()
    assert mark.evaluate("element => getComputedStyle(element).backgroundColor") != before
    assert mark.is_visible()
    assert not page.locator("li#c8").is_visible()
    page.locator("#f-variant").check()
    assert page.locator("li#c8").is_visible()


def test_by_keyboard(opened):
    """Tab reaches the skip link first, then the check boxes; a link of a change moves to its place."""
    page = opened(viewport=WIDE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    link = page.locator("li#c2 dt a").first
    link.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#c2a")
    assert page.locator("#c2a").is_visible()


def test_print(opened):
    """In print the check boxes are gone and the texts stand side by side."""
    page = opened(viewport=WIDE)
    page.emulate_media(media="print")
    assert not page.locator(".filters").is_visible()
    cells = page.locator(".row >> nth=1 >> .cell")
    assert abs(cells.nth(0).bounding_box()["y"] - cells.nth(1).bounding_box()["y"]) < 2
    assert page.pdf(format="A4")[:5] == b"%PDF-"
