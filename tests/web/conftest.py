"""What the tests of the pages share: a store with the bundled example, a client, a server on loopback, and one browser."""

from __future__ import annotations

import socket
import threading
import time

import msgspec
import pytest

from retold.records.article import Article
from tests.web.shelf import Shelf

HOST = "http://127.0.0.1"


@pytest.fixture(scope="session")
def shelf(root):
    """The ferry story as a store in memory."""
    lines = (root / "examples" / "ferry" / "story.jsonl").read_text(encoding="utf-8").splitlines()
    return Shelf(msgspec.json.decode(line, type=Article) for line in lines)


def client_of(store, **more):
    """A client that speaks to the app without a network."""
    from starlette.testclient import TestClient

    from retold.web.app import create_app

    return TestClient(create_app(store), base_url=HOST, **more)


@pytest.fixture(scope="session")
def client(shelf):
    """A client of the ferry story."""
    return client_of(shelf)


@pytest.fixture(scope="session")
def serve():
    """Starts a server for a store; gives its address. All are stopped at the end."""
    import uvicorn

    from retold.web.app import create_app

    running = []

    def start(store):
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(create_app(store), log_level="error", lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        running.append((server, thread, listening))
        deadline = time.monotonic() + 60
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.02)
        return f"{HOST}:{listening.getsockname()[1]}"

    yield start
    for server, thread, listening in running:
        server.should_exit = True
        thread.join(10)
        listening.close()


@pytest.fixture(scope="session")
def site(serve, shelf):
    """The address of a server with the ferry story."""
    return serve(shelf)


@pytest.fixture(scope="module")
def browser(chromium):
    """One chromium for a module: Playwright's loop must be gone before other tests run loops of their own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


class Opened:
    """A page with what it asked for and what it complained of."""

    def __init__(self, context, site, path):
        self.asked, self.said = [], []
        self.page = context.new_page()
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.goto(site + path)

    def elsewhere(self, site):
        """Requests that left for another server."""
        return [url for url in self.asked if not url.startswith((site + "/", "data:"))]


@pytest.fixture
def opened(browser, site):
    """Opens a path of the site; `script=False` without script, other options as Playwright has them."""
    contexts = []

    def go(path, *, script=True, at=site, **how):
        context = browser.new_context(java_script_enabled=script, **how)
        context.set_default_timeout(20_000)
        contexts.append(context)
        return Opened(context, at, path)

    yield go
    for context in contexts:
        context.close()


def pages_to_look_at(store):
    """The address of one page of each kind, by name."""
    from retold.web.addresses import article_address, compare_address, outlet_address, story_address

    story = next(iter(store.by_story.values()))
    ids = [one.id for one in story.tellings]
    return {
        "stories": "/stories",
        "story": story_address(story.id),
        "compare": compare_address(ids[0], ids[-1]),
        "article": article_address(ids[0]),
        "articles": "/articles?q=the",
        "how": "/how",
        "outlets": "/outlets",
        "outlet": outlet_address(next(one.outlet for one in story.tellings if one.outlet)),
        "merged": story_address(story.id) + "/merged",
        "check": "/check",
        "token": "/token",
        "review": "/review",
        "reviews": "/reviews",
        "error": "/stories/none",
    }
