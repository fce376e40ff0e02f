"""The pages of outlets: what they say is what the archive says, in every format."""

from __future__ import annotations

import csv
import io

import pytest
from lxml import html as lxml_html

from retold.records.archive import OutletMonth
from retold.web.addresses import outlet_address
from retold.web.pages.outlets import MONTHS, bars


def test_page_and_document_agree(client, shelf):
    """The page lists every outlet and pair of the document, with its denominators; the CSV has a row for each pair."""
    found = client.get("/api/outlets").json()
    assert found == client.get("/outlets.json").json()
    page = client.get("/outlets").text
    for one in found["outlets"]:
        assert f'href="{outlet_address(one["name"])}"' in page
        told = one["from_others"]
        if told["quotations"]:
            assert f"{told['quotations_altered']} of {told['quotations']}" in page
    rows = list(csv.DictReader(io.StringIO(client.get("/outlets.csv").text)))
    assert [(row["source"], row["retelling"], int(row["retellings"])) for row in rows] == [
        (pair["source"], pair["outlet"], pair["measures"]["told"]) for pair in found["pairs"]
    ]


def test_outlet(client):
    """The page of an outlet says whom it retells and who retells it; an unknown one is not found."""
    found = client.get("/api/outlets/The~20Skerry~20Post").json()
    assert [pair["source"] for pair in found["sources"]] == ["Harbour Wire"]
    assert [pair["outlet"] for pair in found["retellings"]] == ["Daily Lantern"]
    page = client.get("/outlets/The~20Skerry~20Post").text
    assert "Harbour Wire" in page
    assert "6 of 7" in page  # quotations altered
    assert client.get("/outlets/The~20Skerry~20Post.csv").text.count("\n") == 3
    missing = client.get("/api/outlets/Nobody")
    assert (missing.status_code, missing.headers["content-type"]) == (404, "application/problem+json")


def test_filter_order_and_pages(client):
    """Letters filter, the order is by number or by name, and a page leads to the next."""
    assert {pair["outlet"] for pair in client.get("/api/outlets?q=lantern").json()["pairs"]} == {"Daily Lantern"}
    names = [one["name"] for one in client.get("/api/outlets?order=name").json()["outlets"]]
    assert names == sorted(names, key=str.lower)
    first = client.get("/api/outlets?limit=2")
    assert 'rel="next"' in first.headers["link"]
    seen, answer = [], first.json()
    while True:
        seen += answer["pairs"]
        if answer["next"] is None:
            break
        answer = client.get(f"/api/outlets?limit=2&after={answer['next']}").json()
    assert seen == client.get("/api/outlets").json()["pairs"]
    assert client.get("/api/outlets?order=best").status_code == 422
    assert client.get("/api/outlets?after=%C2%A7").status_code == 400


def test_outlets_and_pairs_have_pages_of_their_own(client, monkeypatch):
    """Links lead through all outlets, and through all pairs, a part at a time; each outlet and pair is there once."""
    monkeypatch.setattr("retold.web.pages.outlets.PAIRS", 2)
    monkeypatch.setattr("retold.web.pages.outlets.OUTLETS", 2)
    whole = client.get("/api/outlets?limit=1000").json()
    for words, table in (("More outlets", "Table of outlets"), ("More pairs", "Table of pairs")):
        address, seen = "/outlets", []
        while address:
            tree = lxml_html.fromstring(client.get(address).text)
            seen += tree.xpath(f"//div[@aria-label='{table}']//tbody/tr")
            further = tree.xpath(f"//a[text() = '{words}']/@href")
            address = further[0] if further else ""
        assert len(seen) == len(whole["outlets" if words == "More outlets" else "pairs"]), words
    assert client.get("/outlets?outlets=%C2%A7").status_code == 400


def test_bars_of_months():
    """Every month between the first and the last is drawn, no more than three years of them, none higher than the drawing."""
    months = [OutletMonth(month="2030-11", from_others=2), OutletMonth(month="2031-02", by_others=4)]
    drawn = list(bars([OutletMonth(month=""), *months]))
    assert [bar.says[:7] for bar in drawn] == ["2030-11", "2030-12", "2031-01", "2031-02"]
    assert (drawn[0].from_height, drawn[3].by_height, drawn[1].from_height) == (32.0, 64.0, 0.0)
    long = [OutletMonth(month=f"{year}-01", from_others=1) for year in range(1990, 2031)]
    assert len(list(bars(long))) == MONTHS
    assert list(bars([OutletMonth(month="")])) == []


@pytest.mark.browser
def test_way_to_an_outlet(opened, site):
    """From the matrix to an outlet, to its stories, without script; nothing is asked elsewhere."""
    tab = opened("/outlets", script=False)
    tab.page.locator(".matrix").get_by_role("link", name="The Skerry Post").click()
    tab.page.wait_for_url("**/outlets/*")
    assert tab.page.locator("h1").inner_text() == "The Skerry Post"
    tab.page.get_by_role("link", name="Its stories").click()
    tab.page.wait_for_url("**/stories?*")
    assert tab.page.get_by_role("link", name="Ferry strikes pier").is_visible()
    assert tab.elsewhere(site) == []
    assert tab.said == []
