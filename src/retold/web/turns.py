"""Pages that take long to make wait for their turn, so that the others are answered at once.

1. `AT_ONCE` requests of the heavy kinds are worked on at a time; the rest wait without holding a thread. Light pages (lists,
   search, files) pass.
2. Files to take along (a page as one file, pictures, tables of everything) have a lane of their own, one at a time: they take
   longest.
3. A turn begins when the request is there whole, so nobody holds one by sending slowly, and ends when the answer begins, so nobody
   holds one by reading slowly.
"""

from __future__ import annotations

import asyncio
import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

AT_ONCE = 2
_HEAVY = re.compile(r"(/api)?(/stories/[^/]{1,4000}|/articles/[^/]{1,4000}|/compare)(/|\.|$)|/(outlets|reviews)\.csv$")
_FILE = re.compile(r"/[^?]{1,4000}\.(html|png|svg)$|/(outlets|reviews)\.csv$")
_SENT = re.compile(r"(/api)?/check(/compare)?$")


class Turns:
    """Lets at most `at_once` heavy requests be worked on at a time."""

    def __init__(self, app: ASGIApp, at_once: int = AT_ONCE) -> None:
        self.app = app
        self.free = asyncio.Semaphore(at_once)
        self.files = asyncio.Semaphore(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, in its turn."""
        if scope["type"] != "http" or not _heavy(scope["method"], scope["path"]):
            await self.app(scope, receive, send)
            return
        held = False
        lane = self.files if _FILE.match(scope["path"]) else self.free

        async def take() -> None:
            nonlocal held
            if not held:
                await lane.acquire()
                held = True

        def give() -> None:
            nonlocal held
            if held:
                held = False
                lane.release()

        began = False

        async def received() -> Message:
            message = await receive()
            if not began and message["type"] == "http.request" and not message.get("more_body", False):
                await take()
            return message

        async def sent(message: Message) -> None:
            nonlocal began
            began = True
            give()
            await send(message)

        try:
            if scope["method"] in ("GET", "HEAD"):
                await take()
            await self.app(scope, received, sent)
        finally:
            give()


def _heavy(method: str, path: str) -> bool:
    return bool(_HEAVY.match(path) or (method == "POST" and _SENT.match(path)))
