"""Readers, reviews and `retold add` at the same time, for `web.py --beside`.

A real server (`retold serve`, a process of its own) on loopback. Readers follow links as people do: from the list of stories to a
story, a comparison, an article, an outlet, back; search; paste a text. One more reader takes answers from the queue and reviews
them. Beside them a process adds further articles with `retold add`, batch after batch, as fast as it goes. Nothing waits between
two requests, so four readers here are many more people than four.

An *error shown* is an answer with a status of 400 or more, or a page that speaks of one: readers follow links only, so each of them
should lead somewhere. Each review saved is held against what `retold review --export` has in the end.
"""

from __future__ import annotations

import collections
import contextlib
import html
import http.client
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import msgspec

from retold.archive import Archive
from retold.web.addresses import key
from web_newsroom import further, reworded

LINK = re.compile(r'href="(/(?:stories|compare|articles|outlets|review|reviews)[^"#]{0,400})')
ERROR = re.compile(r'<p class="kicker">[45]\d\d</p>|Traceback \(most|Internal Server Error')
STARTS = (
    "/stories",
    "/stories",
    "/outlets",
    "/reviews",
    "/review",
    "/check",
    "/articles?q=water",
    "/stories?q=council",
)
EXPORTS = (".json", ".csv", ".html", ".svg", ".png")
DEEP = 8  # pages before a reader begins anew
PASTED = 0.06  # of the requests: a text is pasted
PATIENCE = 120  # seconds until a request is given up


class Seen(msgspec.Struct):
    """What readers saw: seconds of each kind of page, answers by status, errors."""

    took: dict[str, list[float]] = msgspec.field(default_factory=lambda: collections.defaultdict(list))
    statuses: collections.Counter[int] = msgspec.field(default_factory=collections.Counter)
    errors: list[str] = msgspec.field(default_factory=list)
    reviews: list[tuple[str, ...]] = msgspec.field(default_factory=list)
    lock: Any = msgspec.field(default_factory=threading.Lock)

    def add(self, kind: str, address: str, status: int, seconds: float, said: str) -> None:
        """Count one answer."""
        with self.lock:
            self.took[kind].append(seconds)
            self.statuses[status] += 1
            if said:
                self.errors.append(f"{status} {address[:120]} {said[:200]}")


class Server:
    """`retold serve` of an archive in a process of its own."""

    def __init__(self, archive: Path) -> None:
        command = [sys.executable, "-m", "retold", "serve", str(archive), "--port", "0"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        assert self.process.stderr is not None
        line = self.process.stderr.readline()
        found = re.search(r"http://([\d.]+):(\d+)/", line)
        if not found:
            self.process.kill()
            raise SystemExit(f"the server does not start: {line}")
        self.host, self.port = found[1], int(found[2])
        self.said: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line)

    def cpu(self) -> float:
        """Seconds of CPU that the server has used."""
        return cpu_of(self.process.pid)

    def memory(self) -> float:
        """Megabytes that the server has held at most; 0 where the system does not say."""
        with contextlib.suppress(OSError):
            found = re.search(r"VmHWM:\s*(\d+)", Path(f"/proc/{self.process.pid}/status").read_text())
            return int(found[1]) / 1024 if found else 0.0
        return 0.0

    def stop(self) -> None:
        """End it as a person does."""
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def connection(self, seconds: float = PATIENCE) -> http.client.HTTPConnection:
        """A connection to it."""
        return http.client.HTTPConnection(self.host, self.port, timeout=seconds)


def cpu_of(process: int) -> float:
    """Seconds of CPU of a process that runs; 0 where the system does not say."""
    with contextlib.suppress(OSError, ValueError):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / float(os.sysconf("SC_CLK_TCK"))
    return 0.0


def spoken(said: Sequence[str]) -> list[str]:
    """What a server said on its standard error, without the middle of tracebacks, each line once with its number."""
    lines = collections.Counter(
        line.rstrip() for line in said if line.strip() and not line.startswith((" ", "Traceback"))
    )
    return [f"the server said {number} times: {line[:200]}" for line, number in lines.most_common(20)]


class Reader:
    """One person who reads; keeps its connection as a browser does."""

    def __init__(self, server: Server, seen: Seen, seed: int, texts: Sequence[str]) -> None:
        self.server, self.seen, self.texts = server, seen, texts
        self.chance = random.Random(seed)
        self.connection = server.connection()
        self.failed = False  # the last answer was an error

    def ask(self, kind: str, address: str, form: dict[str, str] | None = None) -> str:
        """The page at an address, or what a form leads to; redirects are followed."""
        body = urlencode(form) if form is not None else None
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"} if body else {}
        for _ in range(4):
            begun = time.monotonic()
            try:
                self.connection.request("POST" if body else "GET", address, body, headers)
                answer = self.connection.getresponse()
                page = answer.read().decode("utf-8", "replace")
            except (OSError, http.client.HTTPException) as error:
                self.connection.close()
                self.failed = True
                self.seen.add(kind, address, 0, time.monotonic() - begun, f"{type(error).__name__}: {error}")
                return ""
            wrong = answer.status >= 400 or (
                ERROR.search(page) and answer.getheader("content-type", "").startswith("text/html")
            )
            self.failed = bool(wrong)
            self.seen.add(kind, address, answer.status, time.monotonic() - begun, _told(page) if wrong else "")
            if answer.status not in (303, 307, 308):
                return page
            address, body, headers = answer.getheader("location", "/").partition("#")[0], None, {}
        return page

    def read(self, until: threading.Event) -> None:
        """Read until told to stop."""
        while not until.is_set():
            page = self.ask("start", self.chance.choice(STARTS))
            for _ in range(DEEP):
                if until.is_set():
                    return
                if self.texts and self.chance.random() < PASTED:
                    page = self.ask("check", "/check", {"text": self.chance.choice(self.texts)})
                links = [html.unescape(one) for one in LINK.findall(page)]
                if not links:
                    break
                # one kind of page first, then one of it: else the many links to one kind are all that is ever followed
                kinds = collections.defaultdict(list)
                for link in links:
                    kinds[kind_of(link)].append(link)
                kind = self.chance.choice(sorted(kinds))
                page = self.ask(kind, self.chance.choice(kinds[kind]))

    def review(self, until: threading.Event) -> None:
        """Take an answer from the queue, review it, go on."""
        count = 0
        while not until.is_set():
            about = self.chance.choice(("pair", "direction", "voice"))
            queue = self.ask("queue", f"/review.json?about={about}&limit=100")
            try:
                items = json.loads(queue)["items"]
            except (ValueError, KeyError):
                continue
            for item in self.chance.sample(items, min(5, len(items))):
                count += 1
                self._say(item, count)
            until.wait(0.5)

    def _say(self, item: dict[str, Any], count: int) -> None:
        one, other = item["one"], item.get("other") or {}
        form = {
            "about": item["about"],
            "one": key(one["id"]),
            "other": key(other.get("id", "")),
            "place": item.get("place", ""),
        }
        form |= {"note": f"said in turn {count}", "name": f"reader {count % 7}", "back": "queue"}
        value = f"Person {count}" if item["about"] == "voice" else ""
        form["answer"] = f"correct:{value}" if value else "confirm:"
        self.ask("a review saved", "/review", form)
        if not self.failed:
            ids = sorted(filter(None, (one["id"], other.get("id", ""))))
            self.seen.reviews.append((item["about"], *ids, value))


def kind_of(address: str) -> str:
    """What kind of page an address of the site leads to."""
    path = urlsplit(address).path
    export = next((one for one in EXPORTS if path.endswith(one)), "")
    parts = path.strip("/").split("/")
    one_of = {"stories": "story", "articles": "article", "outlets": "outlet"}
    name = one_of.get(parts[0], parts[0]) if len(parts) > 1 else parts[0].removesuffix(export)
    return "merged" if parts[-1] == "merged" else name + export


def _told(page: str) -> str:
    return " ".join(re.sub(r"<[^>]{0,200}>", " ", page.partition("<main")[2] or page).split())[:200]


class Adder:
    """Adds files of articles with `retold add`, one after another."""

    def __init__(self, archive: Path, files: Sequence[Path], minutes: float) -> None:
        self.archive, self.files, self.minutes = archive, files, minutes
        self.cpu = self.seconds = 0.0
        self.added = 0
        self.failed: list[str] = []

    def run(self) -> None:
        """Add them all, or as many as there is time for."""
        begun = time.monotonic()
        for file in self.files:
            if time.monotonic() - begun > 60 * self.minutes:
                break
            command = [
                sys.executable,
                "-m",
                "retold",
                "add",
                str(self.archive),
                str(file),
                "--json",
                "-q",
                "--processes",
                "1",
            ]
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            out, error = process.communicate()
            if process.returncode:
                self.failed.append(f"{file.name}: {process.returncode} {error[-300:]}")
                continue
            self.added += json.loads(out)["added"]
        self.seconds = time.monotonic() - begun
        spent = os.times()
        self.cpu = spent.children_user + spent.children_system


def batches(there: Sequence[Any], count: int, size: int, seed: int, folder: Path) -> Iterator[Path]:
    """So many further articles in files of `size` as JSON lines."""
    lines: list[bytes] = []
    number = 0
    for article in further(count, seed, there):
        lines.append(msgspec.json.encode(article))
        if len(lines) == size or (lines and number * size + len(lines) == count):
            file = folder / f"further-{number:04d}.jsonl"
            file.write_bytes(b"\n".join(lines) + b"\n")
            number += 1
            lines.clear()
            yield file


def run(folder: Path, count: int, *, batch: int, readers: int, seed: int, minutes: float = 60.0) -> dict[str, Any]:
    """Add `count` articles beside readers; what they saw, and what was kept."""
    with tempfile.TemporaryDirectory() as temporary:
        with Archive(folder, keep=False) as archive:
            there = [archive.article(id) for id in _some(archive)]
            size = len(archive)
        fresh = int(time.time()) % 1_000_000 + 1000  # other articles in each run on the same archive
        files = list(batches(there, count, batch, fresh, Path(temporary)))
        chance = random.Random(seed)
        texts = [reworded(one.text, chance) for one in there[:200]]
        exported = len(_reviews_of(folder))
        server, seen, until = Server(folder), Seen(), threading.Event()
        people = [Reader(server, seen, seed + number, texts) for number in range(readers + 1)]
        threads = [threading.Thread(target=one.read, args=(until,), daemon=True) for one in people[:-1]]
        threads.append(threading.Thread(target=people[-1].review, args=(until,), daemon=True))
        adder = Adder(folder, files, minutes)
        try:
            before = server.cpu()
            for thread in threads:
                thread.start()
            adder.run()
            until.set()
            for thread in threads:
                thread.join(PATIENCE)
            spent, memory = server.cpu() - before, server.memory()
        finally:
            server.stop()
        return _account(size, adder, seen, spent, memory, _reviews_of(folder)[exported:], server.said)


def _some(archive: Archive) -> list[str]:
    """Ids of articles of many stories, the largest among them."""
    rows = [*archive.stories(limit=10, order="most-tellings").stories, *archive.stories(limit=200).stories]
    return [one.id for row in rows for one in archive.story(row.id).tellings[:20]]


def _reviews_of(folder: Path) -> list[tuple[str, ...]]:
    """The reviews that `retold review --export` gives, in the order they were saved."""
    command = [sys.executable, "-m", "retold", "review", str(folder), "--export", "-", "-q"]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = [json.loads(line) for line in out.splitlines()]
    return [(row["about"], *sorted(filter(None, (row["one"], row["other"] or ""))), row["value"] or "") for row in rows]


def _account(
    size: int, adder: Adder, seen: Seen, spent: float, memory: float, saved: list[tuple[str, ...]], said: list[str]
) -> dict[str, Any]:
    asked = sum(map(len, seen.took.values()))
    missing = collections.Counter(seen.reviews) - collections.Counter(saved)
    found = {
        "on": f"{size:,} articles", "added": adder.added, "seconds": round(adder.seconds, 1),
        "rate": round(adder.added / adder.seconds, 1), "add_cpu_s": round(adder.cpu, 1), "failed": adder.failed,
        "requests": asked, "statuses": {str(status): number for status, number in sorted(seen.statuses.items())},
        "errors": len(seen.errors), "server_cpu_ms_a_request": round(1000 * spent / max(1, asked), 1),
        "server_memory_mb": round(memory), "reviews_posted": len(seen.reviews), "reviews_saved": len(saved),
        "reviews_missing": missing.total(), "pages": {name: _spread(took) for name, took in sorted(seen.took.items())},
    }  # fmt: skip
    _show(found)
    for line in (*seen.errors[:20], *adder.failed[:5], *spoken(said)):
        print("  ", line.rstrip()[:300])
    return found


def _show(found: dict[str, Any]) -> None:
    rate = found["requests"] / found["seconds"]
    print(
        f"{found['added']:,} articles added to {found['on']} in {found['seconds']} s: "
        f"{found['rate']} a second, {found['add_cpu_s']} s of CPU"
    )
    print(
        f"{found['requests']:,} requests meanwhile, {rate:.1f} a second; of the server's CPU "
        f"{found['server_cpu_ms_a_request']} ms each; it held {found['server_memory_mb']} MB at most"
    )
    print(f"answers by status {found['statuses']}; errors shown {found['errors']}; failed adds {len(found['failed'])}")
    print(
        f"reviews: {found['reviews_posted']} posted, {found['reviews_saved']} saved, {found['reviews_missing']} missing"
    )
    print(f"{'page':20}{'requests':>9}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}   (wall, with everything else running)")
    for name, one in found["pages"].items():
        print(f"{name:20}{one['requests']:9}{one['p50']:9.0f}{one['p95']:9.0f}{one['max']:9.0f}")


def _spread(took: list[float]) -> dict[str, float]:
    ordered = sorted(took)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return {
        "requests": len(ordered),
        "p50": round(1000 * statistics.median(ordered), 1),
        "p95": round(1000 * p95, 1),
        "max": round(1000 * ordered[-1], 1),
    }
