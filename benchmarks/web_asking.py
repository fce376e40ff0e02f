"""What `web.py` asks for: each kind of page, export and check of a server, with other articles each time.

`kinds(archive, ...)` gives them in order, each with its floor and aim (milliseconds of CPU) and the most it may weigh. A comparison
and a merged view are as long as their texts, and a file that is kept has all that there is: they have no limit.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import msgspec

from retold.archive import Archive
from retold.web.addresses import article_address, compare_address, key, outlet_address, story_address, with_query
from web_newsroom import newsroom, reworded

WORDS = ("the", "said", "more", "council", "harbour", "people", "court", "water", "city", "music", "border", "winter")
FORM = {"content-type": "application/x-www-form-urlencoded"}
JSON = {"content-type": "application/json"}
PAGE_KB = 100.0
DIFFERENT = 40  # stories, pairs and articles to choose from


class Ask(msgspec.Struct, frozen=True):
    """One request."""

    address: str
    body: bytes = b""
    headers: Mapping[str, str] = {}


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of page: what is asked for, and what it may cost. `most_kb` is 0 where no size is asked for."""

    name: str
    asks: Iterator[Ask]
    floor: tuple[float, float] = (150.0, 500.0)
    aim: tuple[float, float] = (80.0, 250.0)
    most_kb: float = PAGE_KB


class Answer(msgspec.Struct, frozen=True):
    """What came back, and the CPU it took in milliseconds."""

    status: int
    body: bytes
    spent: float


class Asker:
    """Asks the application as a server would, and keeps what the answers cost."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.loop = asyncio.new_event_loop()

    def ask(self, asked: Ask) -> Answer:
        """One request, through the whole application, without the network."""
        path, _, query = asked.address.partition("?")
        headers = {"host": "127.0.0.1", "content-length": str(len(asked.body)), **asked.headers}
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1",
            "method": "POST" if asked.body else "GET", "scheme": "http", "path": path, "raw_path": path.encode(),
            "query_string": query.encode(), "root_path": "", "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()], "state": {},
        }  # fmt: skip
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": asked.body, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        begun = time.process_time()
        self.loop.run_until_complete(self.app(scope, receive, send))
        spent = 1000 * (time.process_time() - begun)
        status = next(one["status"] for one in sent if one["type"] == "http.response.start")
        return Answer(status, b"".join(one.get("body", b"") for one in sent), spent)

    def close(self) -> None:
        """End the loop and its threads."""
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """Ids of an archive to ask for: stories by size, pairs, articles, outlets, and texts to paste."""

    small: list[str]
    middle: list[str]
    large: list[str]
    tellings: dict[str, list[str]]
    outlets: list[str]
    cursors: list[str]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The earliest and the last telling of each small story, then others of the larger ones."""
        pairs = [(listed[0], listed[-1]) for listed in self.tellings.values() if len(listed) > 1]
        return pairs + [(listed[0], other) for listed in self.tellings.values() for other in listed[1:-1:7]][:DIFFERENT]


def chosen(archive: Archive, seed: int) -> Chosen:
    """What to ask for, drawn from the lists of the archive."""
    chance = random.Random(seed)
    newest = list(archive.stories(limit=400).stories)
    chance.shuffle(newest)
    big = list(archive.stories(limit=40, order="most-tellings").stories)
    most = big[0].tellings
    middle = [row.id for row in big if 250 <= row.tellings <= 0.7 * most] or [row.id for row in big[1:3]]
    small = [row.id for row in newest if row.tellings < 20][:DIFFERENT]
    tellings = {id: [one.id for one in archive.story(id).tellings] for id in (*small, *middle[:3], big[0].id)}
    outlets = [name for name, _ in archive.outlets()]
    cursors: list[str] = []
    page = archive.stories(limit=50)
    while page.next and len(cursors) < DIFFERENT:
        cursors.append(page.next)
        page = archive.stories(limit=50, after=page.next)
    return Chosen(
        small=small, middle=middle[:3], large=[big[0].id], tellings=tellings, outlets=outlets, cursors=cursors
    )


def pasted(archive: Archive, known: Chosen, seed: int) -> dict[str, list[str]]:
    """Texts that somebody might paste: retellings of articles that are there, of the largest story, and texts of nobody."""
    chance = random.Random(seed)

    def told(ids: Sequence[str]) -> list[str]:
        return [reworded(one.text, chance) for one in archive.articles(ids).values()]

    largest = known.tellings[known.large[0]]
    return {
        "check, retells one": told([listed[0] for id, listed in known.tellings.items() if id in known.small]),
        "check, the largest story": told(chance.sample(largest, min(DIFFERENT, len(largest)))),
        "check, unknown text": [one.text for one in newsroom(2 * DIFFERENT, seed + 77)],
    }


def kinds(archive: Archive, seed: int) -> Iterator[Kind]:
    """Every kind of page, each with other addresses where there are others."""
    known = chosen(archive, seed)
    yield from _lists(known)
    yield from _stories(known)
    yield from _reviews(known)
    for name, texts in pasted(archive, known, seed).items():
        yield _kind(name, (_form(text) for text in itertools.cycle(texts)), floor=(300.0, 500.0), aim=(100.0, 250.0))
        if name != "check, unknown text":
            asks = (Ask("/api/check", json.dumps({"text": text}).encode(), JSON) for text in itertools.cycle(texts))
            yield _kind(f"{name}, API", asks, floor=(300.0, 500.0), aim=(100.0, 250.0), most_kb=0)
    yield from _exports(known)


def _form(text: str) -> Ask:
    return Ask("/check", urlencode({"text": text}).encode(), FORM)


def _kind(name: str, asks: Iterator[str] | Iterator[Ask], **more: Any) -> Kind:
    made = (one if isinstance(one, Ask) else Ask(one) for one in asks)
    return Kind(name=name, asks=made, **more)


def _lists(known: Chosen) -> Iterator[Kind]:
    outlets = itertools.cycle(known.outlets[:DIFFERENT] + known.outlets[-DIFFERENT:])
    orders = itertools.cycle(("newest", "most-tellings", "most-altered"))
    flags = itertools.cycle(("uncredited", "altered-quotations", "changed-figures"))
    yield _kind("start", itertools.repeat("/"), most_kb=0)
    yield _kind("stories", itertools.repeat("/stories"))
    if known.cursors:
        pages = (with_query("/stories", [("after", one)]) for one in itertools.cycle(known.cursors))
        yield _kind("stories, further pages", pages)
    yield _kind("stories, a search", (f"/stories?q={one}" for one in itertools.cycle(WORDS)))
    filtered = (
        with_query("/stories", [("flag", flag), ("order", order), ("least", str(least))])
        for flag, order, least in zip(flags, orders, itertools.cycle((2, 3, 5, 10)), strict=False)
    )
    yield _kind("stories, filtered", filtered)
    of_outlet = (with_query("/stories", [("outlet", name), ("q", word)]) for name, word in zip(outlets, itertools.cycle(WORDS), strict=False))  # fmt: skip  # noqa: E501
    yield _kind("stories, outlet and search", of_outlet)
    yield _kind("articles, a search", (f"/articles?q={one}" for one in itertools.cycle(WORDS)))
    yield _kind("outlets", itertools.repeat("/outlets"))
    looked = (f"/outlets?q={one % 30:02d}&order={('retellings', 'name')[one % 2]}" for one in itertools.count())
    yield _kind("outlets, searched", looked)
    yield _kind("outlet", (outlet_address(name) for name in outlets))
    yield _kind("how it works", itertools.repeat("/how"))


def _stories(known: Chosen) -> Iterator[Kind]:
    def sizes(ids: Sequence[str]) -> str:
        found = [len(known.tellings[id]) for id in ids]
        return f"{min(found)}" if min(found) == max(found) else f"{min(found)}-{max(found)}"

    groups = (("few", known.small), ("many", known.middle), ("most", known.large))
    for _, ids in groups:
        yield _kind(f"story of {sizes(ids)}", (story_address(id) for id in itertools.cycle(ids)))
    for _, ids in groups:
        yield _kind(
            f"merged, of {sizes(ids)}", (story_address(id) + "/merged" for id in itertools.cycle(ids)), most_kb=0
        )
    yield _kind("merged, another base", (_merged(known, known.middle, turn) for turn in itertools.count(1)), most_kb=0)
    yield _kind("compare", (compare_address(*pair) for pair in itertools.cycle(known.pairs)), most_kb=0)
    articles = [one for pair in known.pairs for one in pair]
    yield _kind("article", (article_address(id) for id in itertools.cycle(articles)))
    largest = known.tellings[known.large[0]]
    yield _kind("article of the largest story", (article_address(id) for id in itertools.cycle(largest)))


def _merged(known: Chosen, ids: Sequence[str], turn: int) -> str:
    id = ids[turn % len(ids)]
    listed = known.tellings[id]
    base = listed[turn % len(listed)]
    return with_query(story_address(id) + "/merged", [("base", key(base))])


def _reviews(known: Chosen) -> Iterator[Kind]:
    about = itertools.cycle(("", "pair", "direction", "voice"))
    yield _kind("review", (with_query("/review", [("about", one)]) for one in about))
    yield _kind("review, voices", itertools.repeat("/review?about=voice"))
    yield _kind("reviews", (with_query("/reviews", [("about", one)]) for one in about))
    saved = (
        Ask("/review", urlencode({"about": "pair", "one": key(one), "other": key(other), "answer": "confirm:", "note": str(turn)}).encode(), FORM)  # noqa: E501
        for turn, (one, other) in enumerate(itertools.cycle(known.pairs))
    )  # fmt: skip
    yield _kind("a review saved", saved, most_kb=0)


def _exports(known: Chosen) -> Iterator[Kind]:
    for name, ids in (("few", known.small), ("most", known.large)):
        for form in (".json", ".csv", "/ledger.csv", "/tree.svg", "/tree.png", ".html"):
            yield _file(f"{form}, {name} tellings", [story_address(id, form) for id in ids])
    for form in (".json", ".csv", ".html"):
        yield _file(f"compare{form}", [compare_address(*pair, format=form) for pair in known.pairs])
    articles = [one for pair in known.pairs for one in pair]
    for form in (".json", ".csv"):
        yield _file(f"article{form}", [article_address(id, form) for id in articles])
    for path in ("/stories.json", "/stories.csv", "/outlets.json", "/outlets.csv", "/reviews.csv", "/review.json"):
        yield _file(path, [path])


def _file(name: str, addresses: list[str]) -> Kind:
    return _kind(f"export {name}", itertools.cycle(addresses), most_kb=0)


def weight(asker: Asker, address: str) -> float:
    """Kilobytes of a page with the style sheets, scripts and pictures that it names."""
    body = asker.ask(Ask(address)).body
    files = set(re.findall(rb'(?:href|src)="(/static/[^"]{1,200})"', body))
    return (len(body) + sum(len(asker.ask(Ask(one.decode())).body) for one in files)) / 1000
