"""Reviewing on the pages and through the API: saved, shown, superseded, and nothing changed by reading."""

from __future__ import annotations

import csv
import io

import msgspec
import pytest

from retold.records.article import Article
from retold.web.addresses import article_address, compare_address, key, story_address
from tests.web.conftest import client_of
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


def test_reviews_stand_beside_the_answers_everywhere(ferry):
    """What people said is on the pages of story and comparison, in their files, tables and documents; the answers stay."""
    client = client_of(ferry)
    one, other = two(ferry)
    story = next(iter(ferry.by_story.values()))
    where, pair = story_address(story.id), {"one": one, "other": other}
    before = client.get(f"{where}.json").json()["story"]
    answers = client.get(compare_address(one, other, format=".json")).json()
    client.post(
        "/api/reviews", json={**pair, "about": "pair", "verdict": "confirm", "name": "Ana Pell", "note": "seen both"}
    )
    client.post("/api/reviews", json={**pair, "about": "direction", "verdict": "reject", "name": "Ben Orr"})
    change = {**pair, "about": "change", "place": answers["places"][answers["shown"][0]]}
    client.post("/api/reviews", json={**change, "verdict": "reject", "note": "=only a name", "name": "Ben Orr"})
    voice = client.get(article_address(one, ".json")).json()
    place = next(place for place in voice["places"] if place)
    client.post(
        "/api/reviews",
        json={
            "about": "voice",
            "one": one,
            "place": place,
            "verdict": "correct",
            "value": "The harbour",
            "note": "page 2",
        },
    )
    document = client.get(f"{where}.json").json()
    assert document["story"] == before
    assert [review["about"] for review in document["reviews"]] == ["voice", "change", "direction", "pair"]
    for page in (client.get(where).text, client.get(f"{where}.html").text):
        for words in ("What people said", "seen both", "Ben Orr", "page 2", "relation confirmed", "direction rejected"):
            assert words in page, words
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(client.get(f"{where}.csv").text))}
    assert rows[other]["parent"] == one
    reviewed = [rows[other][name] for name in ("relation_reviewed", "direction_reviewed", "reviewed_by")]
    assert reviewed == ["confirmed", "rejected", "Ben Orr; Ana Pell"]
    address = compare_address(one, other)
    for page in (client.get(address).text, client.get(address.replace("/compare?", "/compare.html?")).text):
        for words in ("seen both", "only a name", "Ana Pell", "verdict-confirm", "verdict-reject"):
            assert words in page, words
    changes = list(csv.DictReader(io.StringIO(client.get(compare_address(one, other, format=".csv")).text)))
    assert [changes[0][name] for name in ("reviewed", "review_note", "reviewed_by")] == [
        "rejected",
        "'=only a name",
        "Ben Orr",
    ]
    again = client.get(compare_address(one, other, format=".json")).json()
    assert {**again, "reviews": []} == answers
    ledger = list(csv.DictReader(io.StringIO(client.get(article_address(one, ".csv")).text)))
    assert ("corrected to “The harbour”", "page 2", "without a name") in [
        (row["reviewed"], row["review_note"], row["reviewed_by"]) for row in ledger
    ]


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
        left = client.get("/api/review-queue").json()["items"]
        assert item not in left
        assert [one for one in found["items"] if one in left] == found["items"][1:]
    seen, after = [], ""
    while True:
        part = client.get(f"/api/review-queue?limit=2&after={after}" if after else "/api/review-queue?limit=2")
        seen += part.json()["items"]
        assert ('rel="next"' in part.headers.get("link", "")) is bool(part.json()["next"])
        if not (after := part.json()["next"]):
            break
    assert seen == client.get("/api/review-queue?limit=1000").json()["items"]
    assert client.get("/review?after=%C2%A7").status_code == 400
    voices = client.get("/api/review-queue?about=voice").json()["items"]
    assert {item["machine"]["basis"] for item in voices} <= {"inferred"}
    assert client.get("/review?about=voice").status_code == 200


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
