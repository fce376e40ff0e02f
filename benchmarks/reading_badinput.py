"""Broken and hostile inputs, each read as a collection and as one article: what it costs, and what comes of it.

    python benchmarks/reading_badinput.py [--shared ../shared] [--family json] [--json FILE]

The inputs are those of `data/badinput` (feeds, HTML trees, encodings, JSON, XML with bombs and external entities, web archives,
naughty strings) and some made here: compression bombs, tables, PDF, e-mails, deep nesting. An exception that is no `RetoldError` is
a failure; so are more than 2 s of processor time or 512 MB for one input. A file on this machine and an address on its loopback are
canaries: external entities that ask for them must not get them.
"""

from __future__ import annotations

import argparse
import bz2
import contextlib
import gzip
import hashlib
import http.server
import json
import lzma
import os
import resource
import sys
import tarfile
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from retold.errors import RetoldError
from retold.reading import read_bytes
from retold.reading.collection import read_collection
from retold.reading.workers import shared
from retold.records.article import Article

SECONDS, MEGABYTES = 2.0, 512
_TICK = os.sysconf("SC_CLK_TCK")
CANARY = "canary-in-a-file-that-nobody-may-read"


def bundled(path: Path) -> Iterator[tuple[str, str, bytes]]:
    """(family, name, bytes) of every file in the archive; of files with many cases, each case."""
    with tarfile.open(path) as archive:
        for member in archive:
            if not member.isfile() or (file := archive.extractfile(member)) is None:
                continue
            name = member.name.removeprefix("./")
            family, data = name.split("/")[0], file.read()
            if family == "html5lib" and name.endswith(".dat"):
                for number, case in enumerate(data.split(b"#data\n")[1:]):
                    yield family, f"{name}-{number}.html", case.split(b"\n#errors")[0]
            elif family in {"blns", "payloads"}:
                for number, line in enumerate(data.splitlines()):
                    if number % 7 == 0 and line.strip():
                        yield family, f"{name}-{number}.txt", line
            else:
                yield family, name, data


def made(canary: str, port: int, families: list[str] | None) -> Iterator[tuple[str, str, bytes]]:
    """(family, name, bytes) of inputs made here."""
    if not families or "bombs" in families:
        yield from bombs()
    yield from small(canary, port)


def bombs() -> Iterator[tuple[str, str, bytes]]:
    """Small files that unpack to 300 MB."""
    zeros = b"\0" * 300_000_000
    once = gzip.compress(zeros, 1)
    yield "bombs", "zeros.txt.gz", once
    yield "bombs", "zeros.jsonl.gz", once
    yield "bombs", "line.jsonl.gz", gzip.compress(b'{"text": "' + b"a" * 300_000_000 + b'"}', 1)
    yield (
        "bombs",
        "zeros.warc.gz",
        gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 300000000\r\n\r\n" + zeros, 1),
    )
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + once
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x.example/\r\nContent-Type: application/http\r\n"
    )
    yield (
        "bombs",
        "inner.warc.gz",
        gzip.compress(head + b"Content-Length: %d\r\n\r\n" % len(answer) + answer + b"\r\n\r\n"),
    )
    yield "bombs", "zeros.txt.bz2", bz2.compress(zeros)
    yield "bombs", "zeros.csv.xz", lzma.compress(zeros)
    nested = once
    for _ in range(5):
        nested = gzip.compress(nested)
    yield "bombs", "five.gz", nested
    with contextlib.suppress(ImportError):
        from backports import zstd

        yield "bombs", "zeros.jsonl.zst", zstd.compress(zeros)


def small(canary: str, port: int) -> Iterator[tuple[str, str, bytes]]:
    """Inputs that are broken on purpose; XML that asks for what it must not get."""
    text = "The ferry was late. " * 50
    yield "tables", "nul.csv", b"id,text\n1,a\0b\n2,good\n"
    yield "tables", "quote.csv", b'id,text\n1,"never closed' + b"x" * 3_000_000
    yield "tables", "wide.csv", b"id,text" + b",c" * 100_000 + b"\n1,good" + b",x" * 100_000 + b"\n"
    yield "tables", "latin.csv", "id;text\n1;Käse\n".encode("latin-1")
    yield "tables", "header.csv", b"\xff\xfe\xfd,text\n1,a\n"
    yield "tables", "empty.csv", b"text\n"
    yield "tables", "broken.parquet", b"PAR1" + os.urandom(5000) + b"PAR1"
    yield (
        "mail",
        "deep.eml",
        b"From: a@b.example\nSubject: x\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(300)),
    )
    yield (
        "mail",
        "header.eml",
        b"From: " + b"a@" * 50_000 + b"\nSubject: " + b"=?utf-8?b?" * 20_000 + b"\n\n" + text.encode(),
    )
    yield (
        "mail",
        "parts.eml",
        b"From: a@b.example\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 50_000,
    )
    yield (
        "mail",
        "charset.eml",
        b"From: a@b.example\nSubject: x\nContent-Type: text/plain; charset=nonsense\n\n" + text.encode(),
    )
    yield "pdf", "empty.pdf", b"%PDF-1.7\n"
    yield (
        "pdf",
        "loop.pdf",
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj\ntrailer<</Root 1 0 R/Prev 0>>startxref\n0\n%%EOF",
    )
    yield "pdf", "noise.pdf", b"%PDF-1.7\n" + os.urandom(200_000) + b"\nstartxref\n5\n%%EOF"
    yield "made json", "deep.json", b'{"a":' * 100_000
    yield "made json", "deeplist.jsonl", b"[" * 1_000_000
    yield "made json", "number.json", b'{"text": "a", "date": ' + b"9" * 100_000 + b"}"
    yield (
        "made json",
        "ninjs.json",
        b'{"uri": "x", "bodies": [{"value": "' + b"<div>" * 100_000 + b'"}], "versioncreated": 1e999}',
    )
    yield "made json", "lines.jsonl", b'{"text": "a"}\n' + b'{"text": \xff}\n' * 50_000
    for number, target in enumerate((f"file://{canary}", f"http://127.0.0.1:{port}/canary")):
        bad = f'<?xml version="1.0"?><!DOCTYPE newsItem [<!ENTITY x SYSTEM "{target}">]><newsItem>&x;</newsItem>'
        yield "made xml", f"entity{number}.xml", bad.encode()
        yield "made xml", f"entity{number}-16.xml", bad.encode("utf-16")
        outer = f'<!DOCTYPE newsItem SYSTEM "{target}"><newsItem guid="a"/>'
        yield "made xml", f"dtd{number}.xml", outer.encode()
        feed = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{target}">]><rss><channel><title>&x;</title></channel></rss>'
        yield "made xml", f"feed{number}.xml", feed.encode()
        include = f'<newsItem xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{target}" parse="text"/></newsItem>'
        yield "made xml", f"include{number}.xml", include.encode()
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    yield "made xml", "laughs.xml", f'<!DOCTYPE newsItem [<!ENTITY l0 "ha">{laughs}]><newsItem>&l9;</newsItem>'.encode()
    yield "made xml", "deep.xml", b"<newsItem>" + b"<a>" * 200_000
    yield "made xml", "attributes.xml", b"<newsItem " + b" ".join(b'a%d="1"' % n for n in range(50_000)) + b"/>"


def outcome(data: bytes, name: str, canary: str) -> tuple[str, str]:
    """What becomes of one input: as a collection, and as one article; "!" and the exception where one escapes."""
    results = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, Path(name).name)
        path.write_bytes(data)
        for way in ("collection", "one"):
            try:
                if way == "collection":
                    items = list(read_collection(path))
                    texts = [item.text + (item.title or "") for item in items if isinstance(item, Article)]
                    reasons = sorted({item.reason for item in items if not isinstance(item, Article)})
                    said = f"{len(texts)} articles" if texts else ", ".join(reasons) or "nothing"
                else:
                    article = read_bytes(data, name).article
                    texts, said = [article.text + (article.title or "")], "article"
                if any(CANARY in text for text in texts) and CANARY.encode() not in data:
                    said = "! the canary file was read"
            except RetoldError as error:
                said = getattr(error, "reason", type(error).__name__)
            except Exception as error:
                said = f"! {type(error).__name__}: {str(error)[:100]}"
            results.append(said)
    return results[0], results[1]


def children() -> list[int]:
    found: list[int] = []
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):
            found += map(int, (task / "children").read_text().split())
    return found


def child_cost() -> tuple[float, float]:
    """(CPU seconds of all child processes so far, largest resident MB of those that live)."""
    seconds: list[float] = []
    largest = 0.0
    for pid in children():
        with contextlib.suppress(OSError, IndexError, ValueError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            seconds.append((int(fields[11]) + int(fields[12])) / _TICK)
            status = Path(f"/proc/{pid}/status").read_text()
            largest = max(largest, int(status.partition("VmHWM:")[2].split()[0]) / 1024)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)  # of those that were killed, too
    return sum(seconds) + ended.ru_utime + ended.ru_stime, largest


def own_memory() -> float:
    """The largest resident size of this process since the last call, in MB."""
    status = Path("/proc/self/status").read_text()
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return peak


class _Canary(http.server.BaseHTTPRequestHandler):
    asked = 0

    def do_GET(self) -> None:
        type(self).asked += 1
        self.send_response(200)
        self.end_headers()
        self.wfile.write(CANARY.encode())

    def log_message(self, *_: Any) -> None:
        return


def run(inputs: Iterator[tuple[str, str, bytes]], canary: str) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for family, name, data in inputs:
        own_memory()
        begun, before = time.process_time(), child_cost()[0]
        wall = time.monotonic()
        collection, one = outcome(data, name, canary)
        seconds = time.process_time() - begun
        after, child = child_cost()
        seconds += after - before
        rows[family].append(
            {"name": name, "collection": collection, "one": one, "seconds": seconds / 2, "wall": time.monotonic() - wall,
             "memory": own_memory(), "child": child}
        )  # fmt: skip
    return rows


def report(rows: dict[str, list[dict[str, Any]]]) -> int:
    print("family     inputs  escaped  most s  over 2 s  own MB  child MB  outcomes as a collection")
    bad = 0
    for family, listed in rows.items():
        escaped = [row for row in listed if "!" in row["collection"][:1] + row["one"][:1]]
        slow = [row for row in listed if row["seconds"] > SECONDS]
        large = [row for row in listed if max(row["memory"], row["child"]) > MEGABYTES]
        bad += len(escaped) + len(slow) + len(large)
        outcomes = Counter("articles" if "article" in row["collection"] else row["collection"] for row in listed)
        print(
            f"{family:10} {len(listed):6} {len(escaped):8} {max(row['seconds'] for row in listed):7.2f} {len(slow):9}"
            f" {max(row['memory'] for row in listed):7.0f} {max(row['child'] for row in listed):9.0f}  "
            + ", ".join(f"{name} {number}" for name, number in outcomes.most_common(7))
        )
        for row in [*escaped, *slow, *large][:8]:
            print(
                f"    {row['name'][:70]}: {row['seconds']:.2f} s, {row['memory']:.0f} MB, {row['collection']} / {row['one']}"
            )
    return bad


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", default="../shared")
    parser.add_argument("--family", action="append", help="only these")
    parser.add_argument("--every", type=int, default=1, help="only every so many of the bundled inputs")
    parser.add_argument("--json", metavar="FILE")
    asked = parser.parse_args()
    path = Path(asked.shared, "data", "badinput", "badinput.tar.gz")
    server = http.server.HTTPServer(("127.0.0.1", 0), _Canary)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as canary:
        canary.write(CANARY)
        canary.flush()
        sources = [made(canary.name, server.server_port, asked.family)]
        if path.exists():
            print(f"{path.name} sha256 {hashlib.sha256(path.read_bytes()).hexdigest()[:12]}")
            sources.insert(0, bundled(path))
        shared().ask("fragment", b"<p>warm</p>", "warm")  # what starting a child costs is no input's fault
        every = (
            entry
            for source in sources
            for number, entry in enumerate(source)
            if (not asked.family or entry[0] in asked.family) and (source is sources[-1] or number % asked.every == 0)
        )
        rows = run(every, canary.name)
    server.shutdown()
    bad = report(rows)
    print(f"requests that reached the canary address: {_Canary.asked}")
    if asked.json:
        listed = {family: rows[family] for family in rows}
        with open(asked.json, "a", encoding="utf-8") as file:
            file.write(json.dumps({"benchmark": "reading_badinput", "rows": listed}) + "\n")
    return 1 if bad or _Canary.asked else 0


if __name__ == "__main__":
    sys.exit(main())
