"""What each page costs the server: CPU time of one request (median and 95th percentile) and size, on generated articles.

python benchmarks/web.py                       # a small archive, in seconds
python benchmarks/web.py --articles 100000     # the size that the figures are quoted for
python benchmarks/web.py --archive FOLDER      # an archive that is there already

A request goes through the whole application (routing, archive, page, headers), without the network. Each kind of page is asked
for with other articles each time, so that no answer comes twice. `loop` is what a million steps of a plain loop take on the same
machine at the same time: compare runs by their ratio to it.

| aim | floor |
|---|---|
| 80 ms median, 250 ms p95 | 150 ms median, 500 ms p95 |
| first page 100 kB | |
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import itertools
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from retold.archive import Archive
from retold.generate.collection import Recipe, collection
from retold.web.addresses import article_address, compare_address, story_address
from retold.web.app import create_app

SEED = 8
FLOOR, FLOOR_P95, AIM, AIM_P95 = 150.0, 500.0, 80.0, 250.0  # milliseconds


class Asker:
    """Asks the application as a server would, and keeps what the answers cost."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.loop = asyncio.new_event_loop()

    def get(self, address: str) -> tuple[int, int, float]:
        """(status, bytes, milliseconds of CPU) of one request."""
        path, _, query = address.partition("?")
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
            "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
            "headers": [(b"host", b"127.0.0.1")], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80), "state": {},
        }  # fmt: skip
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        begun = time.process_time()
        self.loop.run_until_complete(self.app(scope, receive, send))
        spent = 1000 * (time.process_time() - begun)
        status = next(one["status"] for one in sent if one["type"] == "http.response.start")
        return status, sum(len(one.get("body", b"")) for one in sent), spent


def addresses(archive: Archive) -> dict[str, Iterator[str]]:
    """For each kind of page, addresses that differ."""
    rows = list(archive.stories(limit=200).stories)
    big = list(archive.stories(limit=20, order="most-tellings").stories)
    chosen = random.Random(SEED)
    chosen.shuffle(rows)
    tellings = {row.id: [one.id for one in archive.story(row.id).tellings] for row in rows[:60]}
    pairs = [(listed[0], listed[-1]) for listed in tellings.values() if len(listed) > 1]
    words = ["the", "said", "more", "council", "harbour", "people"]
    return {
        "stories, first page": itertools.repeat("/stories"),
        "stories, a search": (f"/stories?q={one}" for one in itertools.cycle(words)),
        "stories, filtered": (
            f"/stories?flag=uncredited&order=most-altered&least={n}" for n in itertools.cycle((2, 3))
        ),
        "story": (story_address(row.id) for row in itertools.cycle(rows[:60])),
        "story, most tellings": (story_address(row.id) for row in itertools.cycle(big[:1])),
        "compare": (compare_address(*pair) for pair in itertools.cycle(pairs)),
        "article": (article_address(one) for one, _ in itertools.cycle(pairs)),
        "articles, a search": (f"/articles?q={one}" for one in itertools.cycle(words)),
        "how it works": itertools.repeat("/how"),
    }


def measure(archive: Archive, rounds: int, tell: Callable[[str], None]) -> dict[str, dict[str, float]]:
    """Median and 95th percentile of each kind of page."""
    asker = Asker(create_app(archive))
    told: dict[str, dict[str, float]] = {}
    for name, listed in addresses(archive).items():
        asker.get(next(listed))  # templates and caches of the process are warm in a server that runs
        costs, sizes = [], []
        for address in itertools.islice(listed, rounds):
            status, size, spent = asker.get(address)
            if status != 200:
                raise SystemExit(f"{address}: {status}")
            costs.append(spent)
            sizes.append(size)
        costs.sort()
        told[name] = {
            "median_ms": round(statistics.median(costs), 1),
            "p95_ms": round(costs[min(len(costs) - 1, int(0.95 * len(costs)))], 1),
            "kB": round(max(sizes) / 1000, 1),
        }
        tell(name)
    return told


def loop_ms() -> float:
    """Milliseconds of CPU for a million steps of a plain loop."""
    begun = time.process_time()
    total = 0
    for number in range(1_000_000):
        total += number & 7
    return 1000 * (time.process_time() - begun)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--archive", type=Path, help="an archive that is there already")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--shared", type=Path, help="not used: the articles are generated")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = asked.archive is None
        archive = Archive(Path(folder) / "web.retold" if made else asked.archive, create=made)
        seen = hashlib.sha256()
        if made:
            recipe = Recipe.scaled(asked.articles)
            if not recipe.stories:  # a small archive has one large story, too
                recipe = msgspec.structs.replace(recipe, stories=(min(300, asked.articles // 10),))

            def given() -> Iterator[Any]:
                for article, _ in collection(recipe, SEED):
                    seen.update(article.text.encode())
                    yield article

            archive.add(given())
        found = measure(archive, asked.rounds, lambda name: None)
        what = f"{len(archive):,} articles" + (f", generated, sha256 {seen.hexdigest()[:16]}" if made else "")
        archive.close()
    loop = loop_ms()
    print(f"{what}; {asked.rounds} requests of each; loop {loop:.0f} ms")
    print(f"{'page':24}{'median ms':>10}{'p95 ms':>9}{'kB':>8}  ")
    for name, one in found.items():
        reached = "aim" if one["median_ms"] <= AIM and one["p95_ms"] <= AIM_P95 else "floor"
        reached = reached if one["median_ms"] <= FLOOR and one["p95_ms"] <= FLOOR_P95 else "MISSED"
        print(f"{name:24}{one['median_ms']:10.1f}{one['p95_ms']:9.1f}{one['kB']:8.1f}  {reached}")
    if asked.json:
        line = json.dumps({"benchmark": "web", "on": what, "loop_ms": round(loop, 1), "pages": found})
        asked.json.write_text(line + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
