"""Who may change something: requests from this site's own pages, with a token where the server is open to others.

1. A page elsewhere can make a browser send a request here, with the cookies that the browser holds for this site. Browsers
   say where a request comes from: `Sec-Fetch-Site`, and in older ones `Origin`. A request that changes something is answered
   only if they name this site. Programs send neither; they have no cookies either, so a request with a cookie and without
   both headers is refused, too.
2. On loopback the machine's user is trusted. On any other address a request that changes something needs the token that the
   server was started with: in the header `Authorization: Bearer TOKEN`, or, for people, in a cookie that `/token` sets. It is
   compared in constant time, and the cookie holds a hash of it only.
3. GET, HEAD and OPTIONS change nothing, and need neither.
"""

from __future__ import annotations

import hashlib
import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
COOKIE = "retold_token"
TOKEN_PAGE = "/token"


def cookie_of(token: str) -> str:
    """What the cookie holds of a token: a hash, so that a stolen cookie does not tell the token."""
    return hashlib.blake2b(token.encode(), digest_size=24, person=b"retold-cookie").hexdigest()


def same(given: str, token: str) -> bool:
    """Whether two secrets are the same, in a time that does not tell where they differ."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), token.encode("utf-8", "surrogatepass"))


class Safety:
    """Refuses (403, 401) requests with an unsafe method that do not come from this site's pages or lack the token."""

    def __init__(self, app: ASGIApp, token: str = "") -> None:
        self.app = app
        self.token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] == "http" and scope["method"] not in SAFE:
            headers: dict[bytes, bytes] = {}
            for name, value in scope["headers"]:
                headers.setdefault(name, value)
            refused = self._refused(headers, scope["path"])
            if refused:
                from retold.web.render import problem

                await problem(*refused)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _refused(self, headers: dict[bytes, bytes], path: str) -> tuple[int, str, str, str] | None:
        """(status, code, title, detail) of a refusal, or None."""
        if not from_here(headers):
            says = "Requests that change something are answered from this site's own pages only. Open the page here and try again."
            return 403, "other-site", "Sent from another site", says
        if self.token and path != TOKEN_PAGE and not self._has_token(headers):
            says = f"This server asks for its token: open {TOKEN_PAGE} and give it, or send it as 'Authorization: Bearer TOKEN'."
            return 401, "token", "A token is needed", says
        return None

    def _has_token(self, headers: dict[bytes, bytes]) -> bool:
        kind, _, given = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
        if kind.lower() == "bearer" and same(given.strip(), self.token):
            return True
        held = _cookies(headers).get(COOKIE)
        return held is not None and same(held.value, cookie_of(self.token))


def from_here(headers: dict[bytes, bytes]) -> bool:
    """Whether a request comes from a page of this site, or from a program that holds no cookies."""
    site = headers.get(b"sec-fetch-site", b"").decode("latin-1").strip().lower()
    if site:
        return site in ("same-origin", "none")
    origin = headers.get(b"origin")
    if origin is not None:
        try:
            host = urlsplit(origin.decode("latin-1")).netloc.lower()
        except ValueError:
            return False
        return bool(host) and host == headers.get(b"host", b"").decode("latin-1").strip().lower()
    return b"cookie" not in headers


def _cookies(headers: dict[bytes, bytes]) -> SimpleCookie:
    try:
        return SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
    except CookieError:
        return SimpleCookie()
