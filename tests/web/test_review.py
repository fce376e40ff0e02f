"""Reviewing on the pages and through the API: saved, shown, superseded, and nothing changed by reading."""

from __future__ import annotations

import sqlite3

import msgspec
import pytest

from retold.archive import Archive
from retold.archive.database import FILE
from retold.records.article import Article
from retold.web.addresses import article_address, compare_address, key, story_address
from tests.web.conftest import client_of, pages_to_look_at
from tests.web.hostile import STRINGS
from tests.web.shelf import Shelf

BAD = " ".join(STRINGS)


@pytest.fixture
def ferry(root):
    """A store of its own with the ferry story, to be written to."""
    lines = (root / "examples" / "ferry" / "story.jsonl").read_text(encoding="utf-8").splitlines()
    return Shelf(msgspec.json.decode(line, type=Article) for line in lines)


def two(store):
    """The source and a retelling that changed something."""
    ids = list(store.by_id)
    return ids[0], next(id for id in ids if "skerry" in id)


def test_form_saves_and_leads_back(ferry):
    """A form that is sent is kept, leads back to the page it stood on, and is shown there and in the lists."""
    client = client_of(ferry, follow_redirects=False)
    one, other = two(ferry)
    form = {"about": "pair", "one": key(one), "other": key(other), "answer": "correct:same-event"}
    sent = client.post("/review", data={**form, "note": "Seen by me.", "name": "A. Reader"})
    assert sent.status_code == 303
    assert sent.headers["location"] == f"{compare_address(*sorted((one, other)))}#review"
    for address in (compare_address(one, other), "/reviews", "/review"):
        page = client.get(address).text
        assert "Seen by me." in page
        assert "same event" in page
    place = client.get(compare_address(one, other, format=".json")).json()["places"][2]
    sent = client.post("/review", data={**form, "about": "change", "place": place, "answer": "reject"})
    assert sent.status_code == 303
    assert "✕" not in client.get(compare_address(one, other)).text  # signs are drawn by the style sheet
    found = client.get(compare_address(one, other, format=".json")).json()["reviews"]
    assert [(review["about"], review["verdict"], review["changed"]) for review in found] == [
        ("change", "reject", False),
        ("pair", "correct", False),
    ]
    client.post("/review", data={**form, "answer": "confirm"})
    assert "superseded by a later review" in client.get(compare_address(one, other)).text


def test_voice_of_an_article(ferry):
    """A voice is reviewed on the page of its article, and the ledger shows it."""
    client = client_of(ferry)
    one = two(ferry)[0]
    place = client.get(article_address(one, ".json")).json()["places"][0]
    form = {
        "about": "voice",
        "one": key(one),
        "other": "",
        "place": place,
        "answer": "correct",
        "value": "Someone Else",
    }
    assert client.post("/review", data=form).status_code == 200
    assert "corrected to “Someone Else”" in client.get(article_address(one)).text


def test_api(ferry):
    """POST keeps a review and answers with it; GET lists it; what makes no sense gets a problem with a reason."""
    client = client_of(ferry)
    one, other = two(ferry)
    given = {"about": "direction", "one": one, "other": other, "verdict": "correct", "value": "undecided"}
    saved = client.post("/api/reviews", json=given).json()
    assert saved["machine"]["answer"] == one
    listed = client.get(f"/api/reviews?one={key(one)}&other={key(other)}").json()
    assert [review["number"] for review in listed["reviews"]] == [saved["number"]]
    for wrong in ({"about": "story"}, {"value": "nobody"}, {"other": one}, {"more": 1}, {"note": "x" * 5000}):
        answer = client.post("/api/reviews", json={**given, **wrong})
        assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json"), wrong
    assert client.post("/api/reviews", json={**given, "other": "nobody"}).status_code == 404
    assert client.post("/api/reviews", content=b"{").status_code == 400
    assert client.post("/api/reviews", json=given, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.post("/review", data={"about": "pair"}, headers={"origin": "https://x.example"}).status_code == 403
    assert client.get("/api/reviews").json()["total"] == 1


def test_form_without_sense_is_refused(ferry):
    """A form that lacks its answer gets a page that says why."""
    client = client_of(ferry)
    one, other = two(ferry)
    answer = client.post("/review", data={"about": "pair", "one": key(one), "other": key(other)})
    assert answer.status_code == 400
    assert "verdict" in answer.text


def test_queue_and_document_agree(ferry):
    """The page of the queue has the items of its document in their order; an answer given there takes its item out."""
    client = client_of(ferry)
    found = client.get("/api/review-queue").json()
    assert found == client.get("/review.json").json()
    assert client.get("/review").text.count("look closer") == len(found["items"])
    if found["items"]:
        item = found["items"][0]
        form = {name: key(item[name]["id"]) for name in ("one", "other")}
        back = client.post("/review", data={**form, "about": item["about"], "answer": "confirm", "back": "queue"})
        assert "Saved as review" in back.text
        assert client.get("/api/review-queue").json()["items"] == found["items"][1:]
    voices = client.get("/api/review-queue?about=voice").json()["items"]
    assert {item["machine"]["basis"] for item in voices} <= {"inferred"}
    assert client.get("/review?about=voice").status_code == 200


def test_reading_changes_nothing(root, tmp_path):
    """After every page and every document was read, the archive holds what it held before, row by row."""
    lines = (root / "examples" / "ferry" / "story.jsonl").read_text(encoding="utf-8").splitlines()
    made = [msgspec.json.decode(line, type=Article) for line in lines]
    shelf = Shelf(made)
    with Archive(tmp_path / "news", create=True) as archive:
        archive.add(made)
        story = archive.stories().stories[0].id
        ids = [one.id for one in archive.story(story).tellings]
        archive.comparison(ids[0], ids[-1])
        client = client_of(archive)
        addresses = [*pages_to_look_at(shelf).values(), story_address(story), f"{story_address(story)}/merged"]
        addresses += [path for path in client.get("/api/openapi.json").json()["paths"] if "{" not in path]
        addresses += [
            compare_address(ids[0], ids[-1], format=".json"),
            article_address(ids[0]),
            "/check",
            "/reviews.csv",
        ]
        before = _rows(tmp_path / "news" / FILE)
        for address in addresses:
            assert client.get(address).status_code < 500, address
        after = _rows(tmp_path / "news" / FILE)
    assert {name: rows for name, rows in after.items() if rows != before[name]} == {}


def _rows(file):
    """Every row of every table but those that only save work: documents and comparisons that were made already."""
    db = sqlite3.connect(file)
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    made = ("search", "documents", "comparisons")
    found = {name: list(db.execute(f"SELECT * FROM {name}")) for name in names if not name.startswith(made)}
    db.close()
    return found


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_way_of_a_reviewer(opened, serve, ferry, script, tmp_path):
    """From the queue to the comparison, a change rejected with a note, shown, and taken out as data."""
    at = serve(ferry)
    tab = opened("/review", at=at, script=script)
    page = tab.page
    page.get_by_role("link", name="look closer").first.click()
    page.wait_for_url("**/compare?*")
    page.locator("#h-every ~ ol .change a", has_text="review").first.click()
    page.wait_for_url("**review=*")
    form = page.locator("details.review", has_text="A change")
    form.get_by_label("Your answer").select_option("reject")
    form.get_by_label("Note").fill(f"Not so. {BAD}"[:900])
    form.get_by_label("Your name").fill("Élise & Söhne <b>")
    form.get_by_role("button", name="Save review").click()
    page.wait_for_url("**#review")
    assert page.get_by_text("Not so.").is_visible()
    assert page.get_by_text("Élise & Söhne <b>").is_visible()
    assert page.locator(".every .verdict-reject").count() == 1
    page.goto(at + "/reviews")
    assert page.locator(".reviews li").count() == 1
    (label,) = ferry.archive.review_labels()
    assert (label["about"], label["verdict"]) == ("change", "reject")
    assert tab.elsewhere(at) == []
    assert tab.said == []


@pytest.mark.browser
def test_hostile_reviews_on_every_page(opened, serve, ferry):
    """Notes, names and voices that try to act stay text on every page that shows them."""
    from tests.web.test_hostile import LOOK

    one, other = two(ferry)
    at = serve(ferry)
    client = client_of(ferry)
    place = client.get(article_address(one, ".json")).json()["places"][0]
    more = {"note": BAD[:3900], "name": BAD[:190]}
    client.post("/api/reviews", json={"about": "pair", "one": one, "other": other, "verdict": "reject", **more})
    voice = {"about": "voice", "one": one, "place": place, "verdict": "correct", "value": BAD[:390], **more}
    assert client.post("/api/reviews", json=voice).status_code == 200
    tab = opened("/reviews", at=at)
    tab.page.on("dialog", lambda dialog: (tab.said.append(dialog.message), dialog.dismiss()))
    for address in ("/reviews", "/review", compare_address(one, other), article_address(one)):
        tab.page.goto(at + address)
        assert tab.page.evaluate(LOOK) == [], address
    assert tab.elsewhere(at) == []
    assert tab.said == []
