"""Where is this from? The page, the batch and the routes, over a real archive."""

from __future__ import annotations

import csv
import io
import json
import time

import pytest

from retold.archive import Archive
from retold.reading.collection import read_collection
from tests.web.conftest import HOST, client_of


@pytest.fixture(scope="module")
def filled(root, tmp_path_factory):
    """An archive with the ferry story."""
    with Archive(tmp_path_factory.mktemp("check") / "news.retold", create=True) as archive:
        archive.add(read_collection(root / "examples" / "ferry" / "story.jsonl"))
        yield archive


@pytest.fixture(scope="module")
def asks(filled):
    """A client of it."""
    return client_of(filled)


@pytest.fixture(scope="module")
def retelling(root):
    """The text of a telling that reworded its source."""
    lines = (root / "examples" / "ferry" / "story.jsonl").read_text("utf-8").splitlines()
    return json.loads(lines[3])["text"]


def test_a_pasted_text_is_found(asks, retelling):
    """The page names the matches with their relation, and keeps the text for the next step."""
    page = asks.post("/check", data={"text": retelling})
    assert page.status_code == 200
    assert "identical" in page.text
    assert "retelling" in page.text
    assert "Side by side" in page.text


def test_nothing_is_stored_unless_asked(filled, asks, retelling):
    """A check leaves the archive as it was; with the box ticked the article is in it."""
    before = len(filled)
    asks.post("/check", data={"text": retelling + " And more."})
    asks.post("/api/check", json={"text": retelling + " And more."})
    assert len(filled) == before
    page = asks.post("/check", data={"text": "Quite another text. " + retelling, "outlet": "A desk", "add": "1"})
    assert "It is in the archive now" in page.text
    assert len(filled) == before + 1


def test_a_file_is_read(asks, retelling):
    """An HTML file is read as a page."""
    html = (
        "<html><body><article>"
        + "".join(f"<p>{one}</p>" for one in retelling.split("\n\n"))
        + "</article></body></html>"
    )
    page = asks.post("/check", files={"file": ("page.html", html.encode(), "text/html")})
    assert page.status_code == 200
    assert "Side by side" in page.text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({}, "Give one of: a text, a file, an address."),
        ({"text": "a", "address": "https://example.com/"}, "Give one of: a text, a file, an address."),
        ({"text": "…"}, "no words"),
        ({"address": "file:///etc/passwd"}, "is not a web address"),
        ({"address": "http://127.0.0.1:1/"}, "127.0.0.1"),
        ({"address": "http://127.0.0.1/"}, "paste the text, or give the file"),
    ],
)
def test_what_cannot_be_checked_is_said(asks, data, says):
    """Each bad form gets the form again, with the reason, and status 400."""
    page = asks.post("/check", data=data)
    assert page.status_code == 400
    assert says in page.text
    assert "--allow-private" not in page.text  # the command line has it, the page has not
    assert "none or several" not in page.text


def test_a_text_beside_an_article(asks, retelling):
    """The button of a match shows both side by side, though the text is not in the archive."""
    from retold.web.addresses import key

    found = asks.post("/api/check", json={"text": retelling}).json()["found"]["matches"][1]
    page = asks.post("/check/compare", data={"text": retelling, "with": key(found["telling"]["id"])})
    assert page.status_code == 200
    assert 'id="texts"' in page.text
    assert asks.post("/check/compare", data={"text": retelling, "with": "nobody"}).status_code == 404


def test_the_route_answers_as_documented(asks, retelling):
    """Matches come closest first with their changes; bad requests are problems."""
    answer = asks.post("/api/check", json={"text": retelling, "limit": 3, "changes": 2})
    found = answer.json()["found"]
    assert answer.status_code == 200
    assert found["matches"][0]["relation"] == "identical"
    assert len(found["matches"]) == 3
    assert found["matches"][1]["changes"]
    for bad in (
        {},
        {"text": "a", "address": "http://x.example"},
        {"text": 3},
        {"text": "a", "more": 1},
        {"text": "a", "limit": 0},
    ):
        refused = asks.post("/api/check", json=bad)
        assert refused.status_code == 400, bad
        assert refused.headers["content-type"] == "application/problem+json"


def test_articles_are_added(filled, asks):
    """One article or a list; the same again changes nothing."""
    before = len(filled)
    one = {"id": "posted-1", "text": "The mayor of Sellin opened a bridge on Friday.", "outlet": "Sellin Post"}
    other = {"id": "posted-2", "text": "Rain is expected in the north until Sunday.", "outlet": "Sellin Post"}
    assert asks.post("/api/articles", json=one).json()["added"] == 1
    again = asks.post("/api/articles", json=[one, other]).json()
    assert (again["added"], again["known"]) == (1, 1)
    assert len(filled) == before + 2
    assert asks.post("/api/articles", json={"title": "no text"}).status_code == 400


def test_too_much_to_add_at_once(filled, asks):
    """A request with too many articles, or one that is too long, adds none of them and says how many may come."""
    before = len(filled)
    one = {"text": "The mayor of Sellin opened a bridge on Friday."}
    for sent in ([one] * 101, [one, {"text": "word " * 50_000}]):
        refused = asks.post("/api/articles", json=sent)
        assert refused.status_code == 413
        assert "100 articles of at most 200,000 characters" in refused.json()["detail"]
    assert len(filled) == before


def test_a_batch_comes_back_as_a_table(asks, retelling):
    """A CSV of texts gives a CSV with the closest match of each row; a row without words is told, not lost."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows(
        [["id", "text"], ["first", retelling], ["second", "Nothing like it was ever told."], ["third", "…"]]
    )
    sent = asks.post(
        "/check/batch", files={"rows": ("rows.csv", out.getvalue().encode(), "text/csv")}, follow_redirects=False
    )
    assert sent.status_code == 303
    where = sent.headers["location"]
    deadline = time.monotonic() + 60
    while (state := asks.get(f"{where}.json").json())["state"] in ("waiting", "running"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert (state["state"], state["read"], state["found"], state["failed"]) == ("done", 3, 1, 1)
    assert "All rows" in asks.get(where).text
    rows = list(csv.DictReader(io.StringIO(asks.get(f"{where}.csv").text)))
    assert [row["id"] for row in rows] == ["first", "second", "third"]
    assert rows[0]["relation"] == "identical"
    assert rows[1]["matches"] == "0"
    assert "no words" in rows[2]["problem"]


def test_a_batch_that_is_none(asks):
    """No file, a file without texts, an unknown batch: each is said."""
    assert asks.post("/check/batch", data={}).status_code == 400
    assert asks.get("/check/batch/unknown").status_code == 404
    sent = asks.post("/check/batch", files={"rows": ("x.csv", b"a,b\n1,2\n", "text/csv")}, follow_redirects=False)
    deadline = time.monotonic() + 60
    while (state := asks.get(f"{sent.headers['location']}.json").json())["state"] in ("waiting", "running"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert state["state"] == "stopped"
    assert state["says"] == "x.csv: has no text column (columns: a, b). Name the column 'text'."


def test_the_form_is_a_page_like_the_others(asks):
    """It needs no script and names its fields."""
    page = asks.get("/check")
    assert page.status_code == 200
    assert page.text.count("<label") >= 6
    assert HOST not in page.text


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_the_path_of_somebody_who_asks(opened, serve, filled, retelling, script):
    """Paste a text, see the matches, lay it beside the source: with and without script, without a word on the console."""
    site = serve(filled)
    there = opened("/check", script=script, at=site)
    page = there.page
    page.fill("#text", retelling)
    page.click("form.check button[type=submit]")
    page.wait_for_load_state()
    assert page.locator(".matches > li").count() >= 2
    page.locator("button[name=with]").nth(1).click()
    page.wait_for_load_state()
    assert page.locator("#texts").count() == 1
    assert page.url.endswith("/check/compare")
    assert there.elsewhere(site) == []
    assert there.said == []
