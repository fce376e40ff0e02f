"""Heavy pages wait for their turn; light ones do not; nobody holds a turn by being slow."""

from __future__ import annotations

import asyncio

import pytest

from retold.web.render import takes_gzip
from retold.web.turns import Turns


class Slow:
    """An app that says which requests are being worked on, and answers when it is told to."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.go = asyncio.Event()

    async def __call__(self, scope, receive, send):
        if scope["method"] == "POST":
            while (await receive()).get("more_body"):
                pass
        self.begun.append(scope["path"])
        await self.go.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"made"})


def asked(app, path, method="GET", receive=None, send=None):
    """A request, as a task."""

    async def whole():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def away(message):
        pass

    scope = {"type": "http", "method": method, "path": path}
    return asyncio.create_task(app(scope, receive or whole, send or away))


async def _settled():
    for _ in range(20):
        await asyncio.sleep(0)


@pytest.mark.parametrize(
    "asks",
    ["GET /stories/s", "GET /api/stories/s", "GET /compare", "GET /articles/a.csv", "POST /check"],
)
def test_heavy_pages_wait_and_light_ones_pass(asks):
    """Two heavy requests are worked on, the third waits; light ones are answered meanwhile; at the end all are."""
    method, path = asks.split()

    async def run():
        slow = Slow()
        app = Turns(slow)
        heavy = [asked(app, path, method) for _ in range(3)]
        await _settled()
        assert slow.begun == [path] * 2
        passed = ["/stories", "/check", "/outlets/o", "/check/batch/b", "/static/a.css"]
        light = [asked(app, one) for one in passed]
        await _settled()
        assert slow.begun[2:] == passed
        slow.go.set()
        await asyncio.gather(*heavy, *light)
        assert len(slow.begun) == 8
        assert app.free._value == 2

    asyncio.run(run())


def test_files_go_one_at_a_time():
    """Of files to take along one is made at a time, and pages are not kept waiting by them."""

    async def run():
        slow = Slow()
        app = Turns(slow)
        paths = ("/stories/s.html", "/stories/s/tree.png", "/compare.html", "/outlets.csv")
        files = [asked(app, path) for path in paths]
        page = asked(app, "/stories/s")
        await _settled()
        assert slow.begun == ["/stories/s.html", "/stories/s"]
        slow.go.set()
        await asyncio.gather(*files, page)
        assert len(slow.begun) == 5

    asyncio.run(run())


def test_nobody_holds_a_turn_by_being_slow():
    """Who sends slowly has no turn yet, who reads slowly has given it back; one that is broken off gives it back, too."""

    async def run():
        slow = Slow()
        app = Turns(slow)

        async def never(*message):
            await asyncio.sleep(1000)

        senders = [asked(app, "/check", "POST", receive=never) for _ in range(5)]
        await _settled()
        assert app.free._value == 2
        slow.go.set()
        readers = [asked(app, "/compare", send=never) for _ in range(5)]
        await _settled()
        assert app.free._value == 2
        slow.go.clear()
        working = [asked(app, "/compare") for _ in range(3)]
        await _settled()
        assert app.free._value == 0
        for task in (*senders, *readers, *working):
            task.cancel()
        await asyncio.gather(*senders, *readers, *working, return_exceptions=True)
        assert app.free._value == 2

    asyncio.run(run())


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [("gzip", True), ("br, GZIP;q=0.5", True), ("", False), ("gzip;q=0", False), ("x-gzip", False), ("deflate", False)],
)
def test_who_takes_gzip(accepted, takes):
    """Only who names gzip is sent it."""
    assert takes_gzip(accepted) is takes
