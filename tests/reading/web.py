"""A web site on this machine for the tests: real HTTP on loopback, polite answers and broken ones."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Callable

import httpcore2

from retold.reading.fetch import Fetcher, Manners

QUICK = Manners(delay=0.0, backoff=0.0, connect=5.0, read=5.0, total=10.0)
Answer = bytes | Callable[["Request", socket.socket], None]


class Request:
    """One request as it came: method, target and headers by lower-case name."""

    def __init__(self, head: bytes) -> None:
        first, *rest = head.decode("latin-1").split("\r\n")
        self.method, self.target, _ = first.split(" ", 2)
        self.headers = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest if line)
        }


class Site(socketserver.ThreadingTCPServer):
    """Serves `pages` (target -> whole answer as bytes, or a function that writes to the socket); notes every request."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.requests: list[Request] = []
        self.connections = 0
        super().__init__(("127.0.0.1", 0), _Handler)
        self.port = self.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self) -> Site:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    def put(
        self, target: str, body: str | bytes = b"", status: int = 200, kind: str = "text/html", **headers: str
    ) -> None:
        """Serve `body` at `target`; names of headers are written with underscores."""
        data = body.encode() if isinstance(body, str) else body
        more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n{more}\r\n"
        self.pages[target] = head.encode() + data

    def asked(self) -> list[str]:
        """The targets that were asked for, in order, without robots.txt."""
        return [request.target for request in self.requests if request.target != "/robots.txt"]

    def handle_error(self, request, client_address) -> None:
        """A client that went away is no failure of the site."""


class _Handler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        site = self.server
        assert isinstance(site, Site)
        site.connections += 1
        held = b""
        while True:
            while b"\r\n\r\n" not in held:
                if held.startswith(b"\x16"):  # a client that speaks TLS
                    self.request.sendall(b"HTTP/1.1 400 X\r\n\r\n")
                    return
                piece = self.request.recv(65536)
                if not piece:
                    return
                held += piece
            head, _, held = held.partition(b"\r\n\r\n")
            request = Request(head)
            site.requests.append(request)
            answer = site.pages.get(request.target, b"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n")
            if callable(answer):
                answer(request, self.request)
                return
            self.request.sendall(answer)
            if b"Connection: close" in answer[:500]:
                return


class Mapped(httpcore2.NetworkBackend):
    """Stands for the internet: connections to an address on its map go to a local port, others nowhere. Notes both."""

    def __init__(self, to: dict[str, int]) -> None:
        self.to = to
        self.asked: list[str] = []

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        """As the real one, to the port on the map."""
        self.asked.append(host)
        if host not in self.to:
            raise httpcore2.ConnectError("no route")
        return httpcore2.SyncBackend().connect_tcp("127.0.0.1", self.to[host], timeout, None, socket_options)


def fetcher_at(to: dict[str, int], names: dict[str, list[str]], **options) -> tuple[Fetcher, Mapped]:
    """A fetcher for which `names` is the name service and `to` the way from public addresses to local ports."""

    def resolve(host: str, port: int) -> list[str]:
        if host not in names:
            raise socket.gaierror(-2, "Name or service not known")
        answers = names[host]
        return [answers.pop(0)] if len(answers) > 1 and answers[-1] == "…" else [one for one in answers if one != "…"]

    fetcher = Fetcher(options.pop("manners", QUICK), resolver=resolve, sleep=lambda _: None, **options)
    backend = Mapped(to)
    fetcher._requests.backend._inner = backend
    return fetcher, backend
