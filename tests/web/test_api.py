"""The HTTP API: one class for page and document, problems, ETags, and an OpenAPI document that says what comes."""

from __future__ import annotations

import msgspec
import pytest

from retold.web.addresses import article_address, compare_address, story_address
from retold.web.contexts import PAGES, CompareContext, StoriesContext
from tests.web.conftest import pages_to_look_at


def _addresses(shelf):
    """(API address, page's JSON address, context class) of every page."""
    story = next(iter(shelf.by_story.values()))
    one, other = story.tellings[0].id, story.tellings[-1].id
    return [
        ("/api/stories", "/stories.json", PAGES["stories"]),
        (f"/api{story_address(story.id)}", story_address(story.id, ".json"), PAGES["story"]),
        (f"/api{compare_address(one, other)}", compare_address(one, other, format=".json"), PAGES["compare"]),
        (f"/api{article_address(one)}", article_address(one, ".json"), PAGES["article"]),
        ("/api/articles?q=ferry", "/articles.json?q=ferry", PAGES["articles"]),
        ("/api/how", "/how.json", PAGES["how"]),
    ]


def test_page_and_api_give_the_same_document(client, shelf):
    """The API answers with what the page gives under .json, and both are the page's class."""
    for api, page, kind in _addresses(shelf):
        answer = client.get(api)
        assert answer.status_code == 200, api
        assert answer.headers["content-type"] == "application/json"
        assert answer.content == client.get(page).content
        msgspec.json.decode(answer.content, type=kind)


def test_answers_are_as_documented(client, shelf):
    """Every document fits the schema that the OpenAPI document gives for its address."""
    validators = pytest.importorskip("jsonschema_rs")  # comes with schemathesis
    told = client.get("/api/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    schemas = {"components": told["components"]}
    for api, _, kind in _addresses(shelf):
        schema = {"$ref": f"#/components/schemas/{kind.__name__}", **schemas}
        found = sorted(
            error.message for error in validators.Draft202012Validator(schema).iter_errors(client.get(api).json())
        )
        assert found == [], api
    wanted = {"/api/stories", "/api/stories/{id}", "/api/compare", "/api/articles/{id}", "/api/articles", "/api/how"}
    assert wanted <= set(told["paths"])


def test_every_field_is_described():
    """Every field of every page's class has a description in the OpenAPI document."""
    _, schemas = msgspec.json.schema_components(PAGES.values(), ref_template="{name}")
    bare = [
        f"{kind.__name__}.{name}"
        for kind in PAGES.values()
        for name, field in schemas[kind.__name__]["properties"].items()
        if "description" not in field
    ]
    assert not bare


def test_unchanged_is_304(client, shelf):
    """An answer has an ETag; asked with it, the server says that nothing has changed, and sends nothing."""
    for address in [*pages_to_look_at(shelf).values(), *(api for api, _, _ in _addresses(shelf)), "/stories.csv"]:
        first = client.get(address)
        if first.status_code != 200:
            continue
        again = client.get(address, headers={"if-none-match": f'W/"x", {first.headers["etag"]}'})
        assert (again.status_code, again.content) == (304, b""), address
        assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_files_are_kept_for_good(client):
    """Style sheet and scripts are named by their content; another name is not found."""
    page = client.get("/stories").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    assert "immutable" in client.get(address).headers["cache-control"]
    assert client.get("/static/retold.css").status_code == 404
    assert client.get("/static/..%2f..%2fapp.py").status_code == 404


@pytest.mark.parametrize(
    ("address", "status", "sort"),
    [
        ("/api/stories/none", 404, "urn:retold:not-found"),
        ("/api/articles/none", 404, "urn:retold:not-found"),
        ("/api/compare?one=a&other=b", 404, "urn:retold:not-found"),
        ("/api/compare", 422, "urn:retold:bad-parameter"),
        ("/api/stories?order=best", 422, "urn:retold:bad-parameter"),
        ("/api/stories?limit=0", 422, "urn:retold:bad-parameter"),
        ("/stories.json?since=yesterday", 422, "urn:retold:bad-parameter"),
        ("/api/nothing", 404, "urn:retold:not-found"),
    ],
)
def test_problems(client, address, status, sort):
    """Errors of the API are problem+json with a stable type."""
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == sort
    assert answer.json()["status"] == status


def test_people_get_a_page_for_an_error(client):
    """A page that is not there is a page that says so."""
    answer = client.get("/stories/none")
    assert answer.status_code == 404
    assert "There is no such story" in answer.text


def test_compare_texts(client, shelf):
    """Texts are compared without being stored; an id and a text may be mixed."""
    story = next(iter(shelf.by_story.values()))
    one, other = (shelf.article(story.tellings[n].id) for n in (0, 1))
    before = len(shelf)
    found = client.post("/api/compare", json={"one_text": one.text, "other_text": other.text})
    assert found.status_code == 200
    assert msgspec.json.decode(found.content, type=CompareContext).comparison.relation.kind in (
        "identical",
        "retelling",
    )
    mixed = client.post("/api/compare", json={"one": one.id, "other_text": other.text})
    assert mixed.json()["comparison"]["source"]["id"]
    both = client.post("/api/compare", json={"one": one.id, "other": other.id})
    assert both.json()["story"] == story.id
    assert len(shelf) == before


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b'{"one": 3}', 400),
        (b'{"one": "a", "unknown": 1}', 400),
        (b"{}", 400),
        (b'{"one_text": "x y", "one": "a", "other_text": "z"}', 400),
        (b'{"one_text": "  ", "other_text": "z"}', 400),
        (b'{"one": "none", "other_text": "z"}', 404),
        (b"\xff\xfe", 400),
    ],
)
def test_bad_requests_to_compare(client, body, status):
    """What is no request to compare is refused with a reason."""
    answer = client.post("/api/compare", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_too_long_a_request(client):
    """A request over the limit is refused without being read whole."""
    answer = client.post("/api/compare", content=b'{"one_text": "' + b"a" * (9 << 20) + b'"}')
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "", "[::1", "0.0.0.0"]
)
def test_other_hosts_are_refused(client, host):
    """A request for a name that is not this server's is refused: a page elsewhere cannot reach it by its own name."""
    answer = client.get("/stories", headers={"host": host})
    assert answer.status_code == 421
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8765", "LOCALHOST:1", "[::1]:8765"])
def test_own_names_are_answered(client, host):
    """The names of loopback are answered on every port."""
    assert client.get("/stories", headers={"host": host}).status_code == 200


def test_headers_on_every_answer(client):
    """Policy, nosniff and referrer policy stand on pages, data, errors and files alike."""
    for address in ("/stories", "/stories.json", "/nope", "/api/nope", "/favicon.ico", "/stories?since=x"):
        headers = client.get(address).headers
        assert headers["content-security-policy"].startswith("default-src 'none'"), address
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_head_is_get_without_body(client):
    """HEAD answers as GET does, with nothing in it."""
    answer = client.head("/stories")
    assert (answer.status_code, answer.content) == (200, b"")


def test_list_document_is_small(client):
    """The list holds what is shown and no more: no text of an article."""
    told = msgspec.json.decode(client.get("/api/stories").content, type=StoriesContext)
    assert told.stories[0].title
    assert "screaming" not in client.get("/api/stories").text


def test_reference_is_true(root):
    """docs/reference/http-api.md is what its script makes of the code now."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("make_http_reference", root / "tools" / "make_http_reference.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    assert made.PAGE.read_text(encoding="utf-8") == made.render()
