"""Reading web archives: speed, memory, and what is left of an archive that was cut short or damaged.

    python benchmarks/reading_warc.py [--pages 20000] [--json FILE]

The archive is made on the spot (`web_archive.py`, seeded). Speed: articles for each second of processor time of all processes,
and for each second of the clock on all cores. Memory: the largest resident size of the program after a quarter of the pages and
after all of them, and of a child process. Damage: the share of the records outside the damaged one that are found, and how often
a loss is reported, for this reader and its peers (fastwarc and warcio, where they are installed).
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import json
import logging
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.web_archive import Member, Packing, archive, archive_bytes, damages, truncations
from retold.reading.compressed import codec_of
from retold.reading.warc import Record, records

LIMIT = 20_000_000
Found = tuple[set[int], bool]
Peer = Callable[[bytes], Found]


def ours(data: bytes) -> Found:
    """(where the records begin that are found, whether a loss was reported)."""
    found: set[int] = set()
    reported = False
    for item in records(io.BytesIO(data), codec_of(data), "x", LIMIT):
        if isinstance(item, Record):
            found.add(int(item.where.partition(":")[2].partition("+")[0]))
        else:
            reported = True
    return found, reported


def fastwarc(data: bytes) -> Found:
    from fastwarc.warc import ArchiveIterator

    found: set[int] = set()
    try:
        for record in ArchiveIterator(io.BytesIO(data)):
            record.reader.read()
            found.add(record.stream_pos)
    except Exception:
        return found, True
    return found, False


def warcio(data: bytes) -> Found:
    from warcio.archiveiterator import ArchiveIterator

    found: set[int] = set()
    try:
        reader = ArchiveIterator(io.BytesIO(data))
        for record in reader:
            place = reader.get_record_offset()
            record.content_stream().read()
            found.add(place)
    except Exception:
        return found, True
    return found, False


def peers() -> dict[str, Peer]:
    """The readers that are installed."""
    found: dict[str, Peer] = {"retold": ours}
    for name, peer in (("fastwarc", fastwarc), ("warcio", warcio)):
        with contextlib.suppress(ImportError):
            __import__(name)
            found[name] = peer
    logging.disable(logging.CRITICAL)
    return found


def losses(peer: Peer, cases: Iterator[tuple[bytes, set[int]]]) -> dict[str, Any]:
    """How much of what is intact `peer` finds, in all and at worst, and how often it says that something is lost."""
    intact = found = reported = number = 0
    worst = 1.0
    for data, whole in cases:
        got, said = peer(data)
        number += 1
        intact += len(whole)
        found += len(whole & got)
        worst = min(worst, len(whole & got) / len(whole) if whole else 1.0)
        reported += said
    return {"found": found / intact, "worst": worst, "reported": reported, "of": number}


def damage_table(pages: int, cases: int) -> list[dict[str, Any]]:
    rows = []
    packings: tuple[tuple[str, Packing, bool], ...] = (("WARC, gzip members", "members", False), ("WARC, plain", "plain", False),
                                                         ("ARC, gzip members", "members", True))  # fmt: skip
    print(f"\nOf an archive of {pages} pages, records found outside the damage, in all (at worst); reported of {cases}")
    for title, packing, arc in packings:
        data, members = archive_bytes(pages, 7, packing, arc)
        for harm, make in (("cut short", truncations), ("16 bytes overwritten", damages)):
            for name, peer in peers().items():
                if arc and name == "fastwarc":
                    continue  # reads no ARC
                row = {"archive": title, "harm": harm, "reader": name, **losses(peer, make(data, members, cases, 3))}
                rows.append(row)
                shares = f"{row['found']:8.2%} ({row['worst']:7.2%})"
                print(f"  {title:20} {harm:22} {name:9} {shares}  reported {row['reported']:4} of {row['of']}")
    return rows


def read_alone(path: str, pages: int) -> None:
    """Read an archive of so many pages through `read_collection` and print what it cost: for a process of its own."""
    from retold.reading.collection import read_collection
    from retold.reading.workers import _end_shared
    from retold.records.article import Article

    begun = time.monotonic()
    kept = failed = 0
    quarter = 0.0
    for item in read_collection(path):
        if isinstance(item, Article):
            kept += 1
        else:
            failed += 1
        if kept + failed == pages // 4:
            quarter = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wall = time.monotonic() - begun

    _end_shared()
    mine, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = mine.ru_utime + mine.ru_stime + children.ru_utime + children.ru_stime
    figures = {"kept": kept, "failed": failed, "wall": wall, "cpu": cpu, "own": mine.ru_utime + mine.ru_stime}
    figures["quarter"] = quarter
    print(json.dumps({**figures, "memory": mine.ru_maxrss / 1024, "child": children.ru_maxrss / 1024}))


def speed_table(size: int) -> dict[str, Any]:
    """What an archive of so many pages costs; prints the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "made.warc.gz")
        with path.open("wb") as file:
            members: list[Member] = archive(file, size, 1)
        command = [sys.executable, __file__, "--pages", str(size), "--alone", str(path)]
        row = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        begun = time.process_time()
        with path.open("rb") as file:
            number = sum(isinstance(item, Record) for item in records(file, codec_of(b"\x1f\x8b\x08"), "x", LIMIT))
        framing = time.process_time() - begun
        sha = hashlib.sha256(path.read_bytes()).hexdigest()
    row |= {"pages": size, "sha256": sha, "records": number, "framing": framing, "members": len(members)}
    print(f"\nArchive of {size:,} pages, {number:,} records, sha256 {sha[:12]}")
    print(f"  articles read              {row['kept']:10,}   failed {row['failed']}")
    print(f"  articles a CPU-second      {row['kept'] / row['cpu']:10.1f}   (children and all)")
    print(f"  articles a second          {row['kept'] / row['wall']:10.1f}")
    print(f"  framing and unpacking alone{number / framing:10,.0f}   records a CPU-second")
    print(
        f"  memory, MB                 {row['memory']:10.0f}   after a quarter {row['quarter']:.0f}; a child {row['child']:.0f}"
    )
    print(f"  memory is {row['memory'] / max(1.0, row['quarter']):.2f} of that after a quarter (flat: about 1)")
    return row


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--pages", type=int, default=20_000, help="pages of the archive that is read for speed; 0: none"
    )
    parser.add_argument("--cases", type=int, default=100, help="cuts and damages of each kind")
    parser.add_argument("--damaged-pages", type=int, default=150)
    parser.add_argument("--shared", help="not used: the data is made here")
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--alone", metavar="FILE", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.alone:
        read_alone(asked.alone, asked.pages)
        return 0
    damage = damage_table(asked.damaged_pages, asked.cases) if asked.cases else []
    speed = speed_table(asked.pages) if asked.pages else None
    if asked.json:
        with open(asked.json, "a", encoding="utf-8") as file:
            file.write(json.dumps({"benchmark": "reading_warc", "damage": damage, "speed": speed}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
