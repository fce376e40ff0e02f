"""What one request may cost: the length of its address and body, and the time of its answer.

What is over a limit is answered with the reason: 413 for size, 408 for a body that does not come, 503 for time. A body is
counted as it comes, whatever its `Content-Length` says, so nothing larger than the limit is ever held.

| limit | value | why |
|---|---|---|
| PATH | 4,000 bytes | an id in an address has at most 2,000 |
| QUERY | 16,000 bytes | all filters of a page set at once have some 2,000 |
| HEADERS | 100 | a browser sends some 20 |
| BODY | 24 MB | the longest input that is read has 20 MB |
| SILENT | 20 s | a body of which nothing comes for so long is given up |
| TIME | 60 s | more is for the command line |
"""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PATH = 4_000
QUERY = 16_000
HEADERS = 100
BODY = 24_000_000
SILENT = 20.0
TIME = 60.0
TEXT = 200_000  # characters of a text that is sent: some 0.8 s to check or compare; a book is for the command line
ADDED = 100  # articles that one request may add


class _StoppedError(Exception):
    """The rest of the body is not waited for."""


class Limits:
    """Holds each request to the limits above."""

    def __init__(self, app: ASGIApp, body: int = BODY, silent: float = SILENT, seconds: float = TIME) -> None:
        self.app = app
        self.body, self.silent, self.seconds = body, silent, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if says := self._too_long(scope):
            await _refuse(scope, receive, send, 413, "too-long", "Request too long", says)
            return
        began = False
        came = 0
        whole = False
        said: tuple[int, str, str, str] | None = None

        async def counted() -> Message:
            nonlocal came, whole, said
            if whole:  # what comes after the body is only that the reader has left
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), self.silent)
            except TimeoutError:
                said = 408, "silent", "Nothing came", f"Nothing of the request came for {self.silent:g} seconds."
                raise _StoppedError from None
            if message["type"] == "http.request":
                came += len(message.get("body", b""))
                whole = not message.get("more_body", False)
                if came > self.body:
                    said = 413, "too-long", "Request too long", f"A request may have {self.body // 1_000_000} MB."
                    raise _StoppedError
            return message

        async def watched(message: Message) -> None:
            nonlocal began
            if said is None:  # else the app's own words on a body that it could not read: ours are better
                began = True
                await send(message)

        try:
            async with asyncio.timeout(self.seconds):
                await self.app(scope, counted, watched)
        except (_StoppedError, ClientDisconnect):  # who has left needs no answer
            pass
        except TimeoutError:
            says = f"The answer took more than {self.seconds:g} seconds. Ask for less, or use the command line."
            said = 503, "too-slow", "This takes too long", says
        if said and not began:
            await _refuse(scope, receive, send, *said)

    def _too_long(self, scope: Scope) -> str:
        """Why the request is too long before its body is seen, or an empty string."""
        if len(scope.get("raw_path") or scope["path"].encode()) > PATH:
            return f"The path of an address may have {PATH:,} bytes."
        if len(scope.get("query_string", b"")) > QUERY:
            return f"The query of an address may have {QUERY:,} bytes."
        if len(scope["headers"]) > HEADERS:
            return f"A request may have {HEADERS} headers."
        said = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
        if said.isdigit() and int(said[:20]) > self.body:
            return f"A request may have {self.body // 1_000_000} MB."
        return ""


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, code: str, title: str, detail: str) -> None:
    from retold.web.render import problem

    answer = problem(status, code, title, detail)
    answer.headers["connection"] = "close"  # the rest of the request is not read
    await answer(scope, receive, send)
