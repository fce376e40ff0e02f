"""Small files and answers that unpack to more than a gigabyte: refused at the cap, and in how much memory.

    PYTHONPATH=. python benchmarks/reading_bombs.py [--megabytes 1200] [--json FILE]

Each is read in a process of its own, and the largest resident size of that process and of its children is taken. The floor is
300 MB each. A text file, JSON lines, a record of a web archive, the body of an archived answer, and the answer of a web site.
"""

from __future__ import annotations

import argparse
import gzip
import http.server
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from pathlib import Path
from typing import Any

FLOOR = 300  # MB
_HEAD = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x.example/\r\nContent-Type: application/http\r\n"
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def packed(size: int, before: bytes = b"") -> bytes:
    """`before` and `size` bytes of blanks-free text as gzip, made without holding them."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    piece = b"a" * 1_000_000
    pieces = [packer.compress(before)]
    pieces += [packer.compress(piece) for _ in range(size // len(piece))]
    return b"".join([*pieces, packer.flush()])


def bombs(folder: Path, size: int) -> list[tuple[str, str]]:
    """(what it is, path) of each file."""
    page = packed(size, b"<!DOCTYPE html><html><body><p>")
    answer = _ANSWER + b"Content-Encoding: gzip\r\n\r\n" + page
    whole = len(_ANSWER) + 2 + size
    contents = {
        "text.txt.gz": packed(size),
        "lines.jsonl.gz": packed(size, b'{"text": "'),
        "record.warc.gz": packed(size, _HEAD + b"Content-Length: %d\r\n\r\n" % whole + _ANSWER + b"\r\n"),
        "body.warc.gz": gzip.compress(_HEAD + b"Content-Length: %d\r\n\r\n" % len(answer) + answer + b"\r\n\r\n"),
    }
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    return [(name, str(folder / name)) for name in contents]


def read_alone(source: str) -> None:
    """Read one source and print what came of it and what it cost: for a process of its own."""
    from retold.errors import RetoldError
    from retold.reading.collection import read_collection
    from retold.reading.source import Limits
    from retold.records.article import Article

    try:
        items = list(read_collection(source, limits=Limits(allow_private=True)))
        said = [f"{len(item.text)} characters" if isinstance(item, Article) else item.reason for item in items]
    except RetoldError as error:
        said = [getattr(error, "reason", type(error).__name__)]
    from retold.reading.workers import _end_shared

    _end_shared()
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    print(
        json.dumps({"said": said, "own": own.ru_maxrss / 1024, "child": children.ru_maxrss / 1024, "seconds": seconds})
    )


def serve(data: bytes) -> http.server.ThreadingHTTPServer:
    """A server on the loopback whose every page is the bomb."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(404 if self.path == "/robots.txt" else 200)
            if self.path != "/robots.txt":
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            if self.path != "/robots.txt":
                try:
                    self.wfile.write(data)
                except OSError:
                    return

        def log_message(self, *_: Any) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=1_200)
    parser.add_argument("--shared", help="not used: the data is made here")
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--alone", metavar="SOURCE", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.alone:
        read_alone(asked.alone)
        return 0
    rows: list[dict[str, Any]] = []
    size = asked.megabytes * 1_000_000
    print(f"{asked.megabytes:,} MB packed        bytes  own MB  child MB  CPU s  outcome")
    with tempfile.TemporaryDirectory() as folder:
        sources = bombs(Path(folder), size)
        data = packed(size, b"<!DOCTYPE html><html><body><p>")
        server = serve(data)
        sources.append(("answer of a site", f"http://127.0.0.1:{server.server_port}/story"))
        for name, source in sources:
            length = Path(source).stat().st_size if "://" not in source else len(data)
            command = [sys.executable, __file__, "--alone", source]
            begun = time.monotonic()
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            row = {"name": name, "bytes": length, "wall": time.monotonic() - begun, **json.loads(done.stdout)}
            rows.append(row)
            print(
                f"{name:18} {length:12,} {row['own']:7.0f} {row['child']:9.0f} {row['seconds']:6.2f}  {', '.join(row['said'])}"
            )
        server.shutdown()
    most = max(max(row["own"], row["child"]) for row in rows)
    print(f"at most {most:.0f} MB; the floor of {FLOOR} MB is {'held' if most < FLOOR else 'MISSED'}")
    if asked.json:
        with open(asked.json, "a", encoding="utf-8") as file:
            file.write(json.dumps({"benchmark": "reading_bombs", "rows": rows}) + "\n")
    return 0 if most < FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
