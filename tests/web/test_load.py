"""Bad company: slow, oversized and senseless requests do not keep a good one from its answer."""

from __future__ import annotations

import contextlib
import json
import socket
import time
import urllib.request
from urllib.parse import urlsplit

import pytest

from retold.archive import Archive
from retold.records.article import Article
from retold.web.addresses import story_address

SLOW = 50
RUN_AWAY = 30  # seconds
TELLINGS = 1000
TOLD = (
    "The ferry Belonka ran aground off Taroo on Monday evening with {} people on board, the harbour master said. Nobody was "
    "hurt, and all of them were taken ashore by fishing boats before midnight. “We heard a long scraping noise and then the "
    "lights went out,” a passenger said."
)


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """An archive with one story of a thousand tellings, of three hundred outlets."""
    told = (
        Article(
            id=f"t{number:04d}",
            text=TOLD.format(200 + number % 40),
            title="Ferry aground",
            outlet=f"outlet-{number % 300}.example",
            published=f"2031-03-{1 + number // 40:02d}T{number % 24:02d}:{number % 60:02d}:00+00:00",
        )
        for number in range(TELLINGS)
    )
    with Archive(tmp_path_factory.mktemp("large") / "large.retold", create=True) as archive:
        archive.add(told)
        yield archive


@pytest.fixture(scope="module")
def crowded(serve, large):
    """The address of a server of that archive, and the path of the story."""
    return serve(large), story_address(next(iter(large.stories().stories)).id)


@pytest.fixture
def connect(site):
    """Opens a connection to the server; all are closed at the end."""
    host, port = urlsplit(site).hostname, urlsplit(site).port
    opened = []

    def go():
        made = socket.create_connection((host, port), timeout=RUN_AWAY)
        opened.append(made)
        return made

    yield go
    for one in opened:
        one.close()


def _good(site, path="/stories"):
    """The status of a good request, and the seconds it took."""
    began = time.monotonic()
    with urllib.request.urlopen(f"{site}{path}", timeout=RUN_AWAY) as answer:
        answer.read()
        return answer.status, time.monotonic() - began


def _answered(connection):
    """The status line of what the server says; empty where it closes the connection without a word."""
    with contextlib.suppress(OSError):
        return connection.recv(4096).split(b"\r\n", 1)[0]
    return b""


def test_slow_clients_hold_nobody_up(site, connect):
    """Fifty clients that send half a header each, and fifty that send half a body: a good request is answered meanwhile."""
    for number in range(2 * SLOW):
        body = b"" if number < SLOW else b"Content-Length: 1000000\r\nContent-Type: application/json\r\n\r\n{"
        connect().sendall(b"POST /api/check HTTP/1.1\r\nHost: 127.0.0.1\r\n" + body)
    status, took = _good(site)
    assert status == 200
    assert took < RUN_AWAY


def test_ten_thousand_headers(site, connect):
    """They are refused, and the server goes on."""
    asking = connect()
    with contextlib.suppress(OSError):  # the server may have closed by then
        asking.sendall(b"GET /stories HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        asking.sendall(b"".join(b"X-%d: y\r\n" % number for number in range(10_000)) + b"\r\n")
    assert _answered(asking)[9:12] in (b"400", b"413", b"431", b"")
    assert _good(site)[0] == 200


@pytest.mark.parametrize("garbage", [b"zz\r\nnot a chunk\r\n", b"-1\r\n\r\n", b"fffffffffffffffff\r\nx"])
def test_garbled_chunks(site, connect, garbage):
    """A body in chunks that are none is refused, and the server goes on."""
    asking = connect()
    asking.sendall(b"POST /api/check HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n" + garbage)
    asking.shutdown(socket.SHUT_WR)
    assert _answered(asking)[9:12] in (b"400", b"413", b"")
    assert _good(site)[0] == 200


def test_a_hundred_megabytes(site, connect):
    """A body beyond the limit is refused before it has come, by its length or by its parts."""
    declared = connect()
    declared.sendall(b"POST /api/check HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000000\r\n\r\n")
    assert _answered(declared)[9:12] == b"413"
    parted = connect()
    part = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    with contextlib.suppress(OSError):  # the server closes in the middle
        parted.sendall(b"POST /api/check HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(100):
            parted.sendall(part)
    assert _answered(parted)[9:12] in (b"413", b"")
    assert _good(site)[0] == 200


def test_the_longest_query(site, connect):
    """A query beyond the limit is refused with its reason."""
    asking = connect()
    asking.sendall(b"GET /stories?q=" + b"a" * 30_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert _answered(asking)[9:12] in (b"413", b"414", b"400")
    assert _good(site)[0] == 200


@pytest.mark.parametrize(
    "path", ["/%2e%2e/%2e%2e/etc/passwd", "/static/../../pyproject.toml", "/static/%2e%2e%2fapp.py"]
)
def test_paths_lead_nowhere_else(site, connect, path):
    """No path reads a file outside: what is not a page is not found."""
    for where in (path, f"/stories{path}", f"/articles{path}", f"/check/batch{path}", f"/outlets{path}"):
        asking = connect()
        asking.sendall(f"GET {where} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        assert _answered(asking)[9:12] in (b"404", b"400", b"405")


def test_a_thousand_tellings_are_shown(crowded, large):
    """The page and the exports of a story with a thousand tellings are answered, and the whole story is in its files."""
    site, path = crowded
    assert large.stories().stories[0].tellings == TELLINGS
    for form in ("", ".csv", "/ledger.csv", "/tree.svg", "/merged", ".html"):
        assert _good(site, path + form)[0] == 200
    with urllib.request.urlopen(f"{site}{path}.json", timeout=RUN_AWAY) as answer:
        assert len(json.load(answer)["story"]["tellings"]) == TELLINGS


def test_clients_that_do_not_read_a_thousand_tellings(crowded):
    """Fifty clients ask for the largest page and leave the answer where it is: a good request is answered meanwhile."""
    site, path = crowded
    host, port = urlsplit(site).hostname, urlsplit(site).port
    with contextlib.ExitStack() as held:
        for _ in range(SLOW):
            one = held.enter_context(socket.socket())
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.connect((host, port))
            one.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        status, took = _good(site)
    assert status == 200
    assert took < RUN_AWAY


def test_all_of_it_at_once(crowded):
    """Slow, oversized and senseless requests together, on the largest archive here: good requests are answered all the same."""
    site, path = crowded
    host, port = urlsplit(site).hostname, urlsplit(site).port
    post = b"POST /api/check HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    bad = [
        b"GET /stories HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
        post + b"Content-Length: 1000000\r\n\r\n{",
        post + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        post + b"Content-Length: 100000000\r\n\r\n" + b"x" * 100_000,
        b"GET /stories?q=" + b"a" * 30_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /stories HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: y\r\n" * 10_000 + b"\r\n",
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode(),
    ]
    with contextlib.ExitStack() as held:
        for number in range(2 * SLOW):
            one = held.enter_context(socket.create_connection((host, port), timeout=RUN_AWAY))
            with contextlib.suppress(OSError):  # the server may have closed by then
                one.sendall(bad[number % len(bad)])
        answered = [_good(site, good) for good in ("/stories", path, "/outlets", "/review")]
    assert [status for status, _ in answered] == [200] * 4
    assert max(took for _, took in answered) < RUN_AWAY
