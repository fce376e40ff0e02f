"""Who may change something: every route with an unsafe method, and the three ways a foreign page could try."""

from __future__ import annotations

import pytest

from retold.web.app import create_app
from retold.web.safety import COOKIE, SAFE, TOKEN_PAGE, cookie_of, same
from tests.web.conftest import HOST

TOKEN = "a token of the tests"
FOREIGN = {
    "cross-site": {"sec-fetch-site": "cross-site"},
    "same-site, other origin": {"sec-fetch-site": "same-site"},
    "foreign origin": {"origin": "http://evil.example"},
    "opaque origin": {"origin": "null"},
    "origin that is no address": {"origin": "http://[::1"},
    "other port": {"origin": "http://127.0.0.1:1"},
    "cookie and neither header": {"cookie": f"{COOKIE}={cookie_of(TOKEN)}"},
}


def _client(shelf, **options):
    from starlette.testclient import TestClient

    return TestClient(create_app(shelf, **options), base_url=HOST)


def all_routes(routes):
    """All routes, those of included routers among them."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is None:
            yield route
        else:
            yield from all_routes(inner.routes)


def _unsafe(app):
    """Every (method, path) that may change something."""
    return sorted(
        (method, route.path.replace("{", "").replace("}", ""))
        for route in all_routes(app.routes)
        for method in getattr(route, "methods", None) or ()
        if method not in SAFE
    )


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
def test_no_unsafe_route_answers_another_site(shelf, headers):
    """Each unsafe route refuses a request from elsewhere, with a reason, with or without a token to ask for."""
    for token in ("", TOKEN):
        client = _client(shelf, token=token)
        routes = _unsafe(client.app)
        assert ("POST", "/api/compare") in routes
        for method, path in routes:
            answer = client.request(method, path, content=b"{}", headers=headers)
            assert answer.status_code == 403, (method, path)
            assert answer.json()["type"] == "urn:retold:other-site"


def test_a_program_and_a_page_of_ours_are_answered(shelf):
    """No header at all (a program), our own origin, and Sec-Fetch-Site of our own page reach the route."""
    client = _client(shelf)
    for headers in (
        {},
        {"origin": HOST},
        {"sec-fetch-site": "same-origin", "cookie": "a=b"},
        {"sec-fetch-site": "none"},
    ):
        answer = client.post("/api/compare", json={"one_text": "a", "other_text": ""}, headers=headers)
        assert answer.status_code == 400, headers


def test_the_token_is_asked_for(shelf):
    """With a token, an unsafe request needs it, as a bearer or in the cookie that the token page sets; reading needs none."""
    client = _client(shelf, token=TOKEN)
    body = {"one_text": "a", "other_text": ""}
    assert client.get("/stories").status_code == 200
    assert client.post("/api/compare", json=body).status_code == 401
    assert client.post("/api/compare", json=body, headers={"authorization": "Bearer wrong"}).status_code == 401
    assert client.post("/api/compare", json=body, headers={"authorization": f"Bearer {TOKEN}"}).status_code == 400
    assert client.post(TOKEN_PAGE, data={"token": "wrong"}).status_code == 403
    assert COOKIE not in client.cookies
    given = client.post(TOKEN_PAGE, data={"token": TOKEN}, follow_redirects=False)
    assert given.status_code == 303
    assert "httponly" in given.headers["set-cookie"].lower()
    assert "samesite=strict" in given.headers["set-cookie"].lower()
    assert TOKEN not in given.headers["set-cookie"]
    assert client.post("/api/compare", json=body, headers={"origin": HOST}).status_code == 400


def test_a_wrong_cookie_is_no_token(shelf):
    """A cookie that holds the token itself, or anything but its hash, is refused."""
    for held in (TOKEN.replace(" ", "-"), "", "0" * 48, cookie_of("another")):
        client = _client(shelf, token=TOKEN)
        client.cookies.set(COOKIE, held)
        assert client.post("/api/compare", json={}, headers={"origin": HOST}).status_code == 401


def test_secrets_are_compared_whole():
    """Equal secrets are the same, a prefix or a longer one is not, and no character is too odd."""
    assert same("é\ud800", "é\ud800")
    assert not same("tok", "token")
    assert not same("tokens", "token")
