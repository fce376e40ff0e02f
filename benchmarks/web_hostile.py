"""Bad company for a server, for `web.py --hostile`: slow, oversized and senseless requests, and a good one meanwhile.

Each kind of bad request goes on for some seconds against `retold serve` of a real archive; meanwhile good requests are sent one
after another (the list of stories, a small story, an article, a search), each on a connection of its own. The floor: none of them
takes more than a second, all are answered with 200.
"""

from __future__ import annotations

import contextlib
import itertools
import socket
import statistics
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from retold.archive import Archive
from retold.web.addresses import article_address, story_address
from web_asking import Chosen, chosen
from web_load import Server, spoken

FLOOR = 1.0  # seconds of a good request
LASTS = 8.0  # seconds of each kind of bad request
SLOW = 50
BIG = 100_000_000
POST = b"POST /api/check HTTP/1.1\r\nHost: 127.0.0.1\r\n"

Connect = Callable[[], socket.socket]


def _slow_headers(server: Server, until: threading.Event) -> None:
    """Fifty clients that send a byte of a header every second."""
    held = [_open(server) for _ in range(SLOW)]
    for one in held:
        _send(one, b"GET /stories HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
    while not until.wait(1.0):
        for one in held:
            _send(one, b"y")
    for one in held:
        one.close()


def _slow_bodies(server: Server, until: threading.Event) -> None:
    """Fifty clients that send a byte of a body every second."""
    held = [_open(server) for _ in range(SLOW)]
    for one in held:
        _send(one, POST + b"Content-Length: 1000000\r\nContent-Type: application/json\r\n\r\n{")
    while not until.wait(1.0):
        for one in held:
            _send(one, b" ")
    for one in held:
        one.close()


def _slow_readers(server: Server, until: threading.Event, address: str) -> None:
    """Fifty clients that ask for the largest story and do not read the answer."""
    held = []
    for _ in range(SLOW):
        one = _open(server)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        _send(one, f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        held.append(one)
        if until.wait(LASTS / SLOW / 2):
            break
    until.wait()
    for one in held:
        one.close()


def _again(server: Server, until: threading.Event, sent: Callable[[socket.socket], None]) -> None:
    """Two clients that send the same again and again, each time on a new connection, and read what comes."""

    def go() -> None:
        while not until.is_set():
            with contextlib.suppress(OSError), _open(server) as one:
                sent(one)
                while one.recv(1 << 16):
                    pass

    threads = [threading.Thread(target=go, daemon=True) for _ in range(2)]
    for one in threads:
        one.start()
    until.wait()
    for one in threads:
        one.join(30)


def _open(server: Server) -> socket.socket:
    return socket.create_connection((server.host, server.port), timeout=20)


def _send(one: socket.socket, data: bytes) -> None:
    with contextlib.suppress(OSError):  # the server may have closed
        one.sendall(data)


def _in_parts(one: socket.socket) -> None:
    one.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n")
    part = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    for _ in range(BIG >> 20):
        one.sendall(part)
    one.sendall(b"0\r\n\r\n")


def _by_length(one: socket.socket) -> None:
    one.sendall(POST + b"Content-Length: %d\r\n\r\n" % BIG)
    for _ in range(BIG >> 20):
        one.sendall(b"x" * 0x100000)


def _get(address: str) -> Callable[[socket.socket], None]:
    asked = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()
    return lambda one: one.sendall(asked)


def _paste(text: str) -> Callable[[socket.socket], None]:
    body = urlencode({"text": text}).encode()
    head = f"POST /check HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: {len(body)}\r\n"
    asked = head.encode() + b"Content-Type: application/x-www-form-urlencoded\r\n\r\n" + body
    return lambda one: one.sendall(asked)


def attacks(known: Chosen, long_text: str) -> dict[str, Callable[[Server, threading.Event], None]]:
    """The kinds of bad company, by name."""
    largest = story_address(known.large[0])
    headers = b"".join(b"X-%d: y\r\n" % number for number in range(10_000))
    garbage = itertools.cycle((b"zz\r\nnot a chunk\r\n", b"-1\r\n\r\n", b"fffffffffffffffff\r\nx", b"\x00\xff\r\n\r\n"))
    chunked = POST + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    sent: dict[str, Callable[[socket.socket], None]] = {
        "10,000 headers": lambda one: one.sendall(b"GET /stories HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + b"\r\n"),
        "garbled chunks": lambda one: one.sendall(chunked + next(garbage)),
        "100 MB by length": _by_length,
        "100 MB in parts": _in_parts,
        "longest query": _get("/stories?q=" + "a+" * 7_900),
        "query beyond the limit": _get("/stories?q=" + "a" * 60_000),
        "the largest story": _get(largest),
        "the largest story as a file": _get(largest + ".html"),
        "the largest story merged": _get(largest + "/merged"),
        "the largest story's tree": _get(largest + "/tree.png"),
        "a text of 4 MB pasted": _paste(long_text),
    }
    found: dict[str, Callable[[Server, threading.Event], None]] = {
        "nothing": lambda server, until: None,
        "50 slow headers": _slow_headers,
        "50 slow bodies": _slow_bodies,
        "50 who do not read": lambda server, until: _slow_readers(server, until, largest),
    }
    for name, send in sent.items():
        found[name] = lambda server, until, send=send: _again(server, until, send)  # type: ignore[misc]
    return found


def run(folder: Path, seed: int) -> dict[str, Any]:
    """Every kind of bad company against a server of the archive; what good requests took meanwhile."""
    with Archive(folder, keep=False) as archive:
        known = chosen(archive, seed)
        long_text = "\n\n".join(one.text for one in archive.articles(known.tellings[known.large[0]]).values())[
            :4_000_000
        ]
        size = len(archive)
    good = [
        "/stories",
        *map(story_address, known.small[:8]),
        *(article_address(one) for one, _ in known.pairs[:8]),
        "/stories?q=water",
    ]
    server = Server(folder)
    found: dict[str, dict[str, Any]] = {}
    print(f"{size:,} articles; the largest story has {len(known.tellings[known.large[0]])} tellings")
    print(f"{'meanwhile':28}{'good requests':>14}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}  ")
    try:
        for address in good:  # a server that has run for a while has its templates
            _good(server, address)
        for name, attack in attacks(known, long_text).items():
            until = threading.Event()
            thread = threading.Thread(target=attack, args=(server, until), daemon=True)
            thread.start()
            row = found[name] = _meanwhile(server, good)
            until.set()
            thread.join(60)
            says = "" if row["max"] <= 1000 * FLOOR and not row["errors"] else f"MISSED {row['errors'][:2] or ''}"
            print(
                f"{name:28}{row['requests']:14}{row['p50']:9.0f}{row['p95']:9.0f}{row['max']:9.0f}  {says}", flush=True
            )
        memory = server.memory()
    finally:
        server.stop()
    print(f"the server held {memory:.0f} MB at most", *spoken(server.said), sep="\n  ")
    return {"on": f"{size:,} articles", "hostile": found}


def _meanwhile(server: Server, good: list[str]) -> dict[str, Any]:
    took: list[float] = []
    errors: list[str] = []
    ends = time.monotonic() + LASTS
    for address in itertools.cycle(good):
        if time.monotonic() > ends:
            break
        begun = time.monotonic()
        status = _good(server, address)
        took.append(1000 * (time.monotonic() - begun))
        if status != "200":
            errors.append(f"{address}: {status}")
        time.sleep(0.05)
    took.sort()
    p95 = took[min(len(took) - 1, int(0.95 * len(took)))]
    return {"requests": len(took), "p50": statistics.median(took), "p95": p95, "max": took[-1], "errors": errors}


def _good(server: Server, address: str) -> str:
    """The status of a good request, or what went wrong."""
    connection = server.connection(30)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read()
        return str(answer.status)
    except OSError as error:
        return f"{type(error).__name__}: {error}"
    finally:
        connection.close()
