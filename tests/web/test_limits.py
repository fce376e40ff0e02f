"""What one request may cost: over a limit it is refused with the reason, and nothing larger is ever held."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from retold.web.limits import HEADERS, PATH, QUERY, Limits


def _ask(limits, messages=(), path="/", query=b"", headers=()):
    """The status and body that `limits` answers a request with whose body comes as `messages`."""
    said = []
    waiting = list(messages)

    async def receive():
        if waiting:
            return waiting.pop(0)
        await asyncio.sleep(60)

    async def send(message):
        said.append(message)

    scope = {
        "type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "query_string": query,
        "headers": list(headers),
    }  # fmt: skip
    with ThreadPoolExecutor(1) as pool:  # a browser test may have left its own loop running in this thread
        pool.submit(asyncio.run, limits(scope, receive, send)).result()
    return said[0]["status"], b"".join(one.get("body", b"") for one in said)


async def _reads(scope, receive, send):
    """An app that reads the whole body and answers with its length."""
    size = 0
    while True:
        message = await receive()
        size += len(message.get("body", b""))
        if not message.get("more_body"):
            break
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(size).encode()})


async def _sleeps(scope, receive, send):
    await asyncio.sleep(60)


def _part(size, more=True):
    return {"type": "http.request", "body": b"x" * size, "more_body": more}


def test_a_body_within_the_limit_comes_whole():
    """Parts are handed on as they come."""
    assert _ask(Limits(_reads, body=100), [_part(60), _part(40, more=False)]) == (200, b"100")


def test_a_body_over_the_limit_is_refused_however_it_comes():
    """By its declared length before anything is read, and by its parts where the length lies."""
    assert _ask(Limits(_reads, body=100), headers=[(b"content-length", b"101")])[0] == 413
    status, body = _ask(Limits(_reads, body=100), [_part(60), _part(60)], headers=[(b"content-length", b"5")])
    assert status == 413
    assert b"A request may have" in body


def test_an_app_that_hides_the_error_does_not_hide_the_reason():
    """A framework that turns the failed read into an answer of its own is overruled."""

    async def hides(scope, receive, send):
        try:
            await _reads(scope, receive, send)
        except Exception:
            await send({"type": "http.response.start", "status": 400, "headers": []})
            await send({"type": "http.response.body", "body": b"bad"})

    assert _ask(Limits(hides, body=100), [_part(101)])[0] == 413


def test_silence_and_slowness_end():
    """A body that does not come is given up (408), an answer that takes too long is, too (503)."""
    assert _ask(Limits(_reads, silent=0.05), [_part(1)])[0] == 408
    assert _ask(Limits(_sleeps, seconds=0.05))[0] == 503


def test_long_addresses_and_many_headers_are_refused():
    """Path, query and headers have a limit each."""
    assert _ask(Limits(_reads), path="/" + "a" * PATH)[0] == 413
    assert _ask(Limits(_reads), query=b"a" * (QUERY + 1))[0] == 413
    assert _ask(Limits(_reads), headers=[(b"x", b"y")] * (HEADERS + 1))[0] == 413
