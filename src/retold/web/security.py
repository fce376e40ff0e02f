"""What every answer carries, and whom the server answers.

1. Nothing on a page may load, run or send anything but what this server gives: the policy starts from `'none'`.
2. A page elsewhere must not reach a server on loopback by a name that it points there (DNS rebinding): only the names that
   the server was started for are answered.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
)
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


class Guard:
    """Puts the headers on every answer, and answers only requests for one of `hosts` (names without port; "*": any)."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = LOOPBACK) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        bare = scope["method"] == "HEAD"  # answered as GET is, without the body
        if bare:
            scope = {**scope, "method": "GET"}

        async def guarded(message: Message) -> None:
            if bare and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                given = {name.lower() for name, _ in headers}
                message = {**message, "headers": [*headers, *(one for one in HEADERS if one[0] not in given)]}
            await send(message)

        if not self._known(scope):
            from retold.web.render import problem

            says = "This server answers to the name that it was started with only. Open the address that it printed."
            refused = problem(421, "other-host", "Unknown host", says)
            await refused(scope, receive, guarded)
            return
        await self.app(scope, receive, guarded)

    def _known(self, scope: Scope) -> bool:
        if "*" in self.hosts:
            return True
        named = [value for name, value in scope["headers"] if name == b"host"]
        return len(named) == 1 and name_of(named[0].decode("latin-1")) in self.hosts


def name_of(host: str) -> str:
    """The name in a Host header, without its port, in lower case: "[::1]:8000" gives "[::1]"."""
    host = host.strip().lower()
    if host.startswith("["):
        name, closed, _ = host.partition("]")
        return name + closed
    return host.partition(":")[0]
