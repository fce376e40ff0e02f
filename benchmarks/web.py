"""What each page costs the server: CPU time of one request (median and 95th percentile) and size, on generated articles.

python benchmarks/web.py                            # a small archive, in some minutes
python benchmarks/web.py --articles 100000 --keep FOLDER   # the size that the figures are quoted for; kept in FOLDER
python benchmarks/web.py --archive FOLDER           # an archive that is there already
python benchmarks/web.py --archive FOLDER --beside 10000   # `retold add` of so many more, while readers read and reviews are saved
python benchmarks/web.py --archive FOLDER --hostile # slow, oversized and senseless requests, and a good one meanwhile

A request of the table goes through the whole application (routing, archive, page, headers), without the network. Each kind of page
is asked for with other articles each time where there are others; `first` is what the first one costs in a process that has
answered nothing of its kind. `loop` is what a million steps of a plain loop take on the same machine at the same time: compare runs
by their ratio to it. With `--archive` a few reviews are saved in that archive (with `--beside` also the articles), so name a copy.

| what | aim | floor |
|---|---|---|
| a page | 80 ms median, 250 ms p95 | 150 ms median, 500 ms p95 |
| the first page of a list, a story, an article | 100 kB | 100 kB |
| check of a pasted article | 100 ms median, 250 ms p95 | 300 ms median, 500 ms p95 |
| beside `add` | no error shown to a reader, every review saved | the same |
| a good request in bad company | | 1 s |
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import web_asking
import web_hostile
import web_load
from retold.archive import Archive
from retold.web.app import create_app
from web_newsroom import fingerprint, newsroom

SEED = 8
SHORT = 32  # characters of the name of a page in the table


class _FailedError(Exception):
    """A page is answered with an error, or refused with a reason."""


def measure(
    folder: Path, rounds: int, only: str = "", tell: Callable[[str, dict[str, Any]], None] = lambda name, row: None
) -> dict[str, dict[str, Any]]:
    """Median, 95th percentile, first and size of each kind of page, and whether floor and aim are reached.

    The archive is opened afresh for each kind, as `retold serve` opens it: what was kept in memory for one kind helps no other.
    """
    with Archive(folder, keep=False) as archive:
        kinds = [kind for kind in web_asking.kinds(archive, SEED) if only in kind.name]
    found: dict[str, dict[str, Any]] = {}
    for kind in kinds:
        with Archive(folder, keep=False) as archive:
            asker = web_asking.Asker(create_app(archive))
            try:
                row = _row(kind, [_answered(asker, asked) for asked in itertools.islice(kind.asks, rounds + 1)])
            except _FailedError as error:
                row = {"median_ms": 0.0, "p95_ms": 0.0, "first_ms": 0.0, "kB": 0.0, "floor_ms": 0.0, "aim_ms": 0.0}
                row["reached"] = str(error)[:160]
            asker.close()
        found[kind.name] = row
        tell(kind.name, row)
    return found


def _answered(asker: web_asking.Asker, asked: web_asking.Ask) -> web_asking.Answer:
    try:
        answer = asker.ask(asked)
    except Exception as error:  # what a server would answer with 500; the other pages are still measured
        raise _FailedError(f"FAILED {asked.address}: {type(error).__name__}: {error}") from error
    if answer.status == 413:
        raise _FailedError("refused (413): too large to be made for a page")
    if answer.status >= 400:
        raise _FailedError(f"FAILED {asked.address}: {answer.status} {answer.body[:300]!r}")
    return answer


def _row(kind: web_asking.Kind, answers: list[web_asking.Answer]) -> dict[str, Any]:
    first, *others = (answer.spent for answer in answers)
    row: dict[str, Any] = {
        **_figures(others or [first]),
        "first_ms": round(first, 1),
        "kB": round(max(len(answer.body) for answer in answers) / 1000, 1),
    }
    return {**row, "reached": reached(kind, row), "floor_ms": kind.floor[0], "aim_ms": kind.aim[0]}


def _figures(costs: list[float]) -> dict[str, float]:
    ordered = sorted(costs)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return {"median_ms": round(statistics.median(ordered), 1), "p95_ms": round(p95, 1)}


def reached(kind: web_asking.Kind, row: dict[str, Any]) -> str:
    """`aim`, `floor`, or what is missed."""
    missed = []
    if row["median_ms"] > kind.floor[0]:
        missed.append("median")
    if row["p95_ms"] > kind.floor[1]:
        missed.append("p95")
    if kind.most_kb and row["kB"] > kind.most_kb:
        missed.append("size")
    if missed:
        return "MISSED: " + ", ".join(missed)
    return "aim" if row["median_ms"] <= kind.aim[0] and row["p95_ms"] <= kind.aim[1] else "floor"


def loop_ms() -> float:
    """Milliseconds of CPU for a million steps of a plain loop."""
    begun = time.process_time()
    total = 0
    for number in range(1_000_000):
        total += number & 7
    return 1000 * (time.process_time() - begun)


def _show(name: str, row: dict[str, Any]) -> None:
    print(
        f"{name[:SHORT]:{SHORT}}{row['median_ms']:10.1f}{row['p95_ms']:9.1f}{row['first_ms']:10.1f}{row['kB']:9.1f}"
        f"{row['floor_ms']:7.0f}/{row['aim_ms']:.0f}  {row['reached']}",
        flush=True,
    )


def _build(asked: argparse.Namespace, folder: Path) -> str:
    """Make the archive; what it was made of."""
    made = newsroom(asked.articles, SEED)
    begun = time.process_time()
    with Archive(folder, create=True) as archive:
        archive.add(made)
    spent = time.process_time() - begun
    return (
        f"generated, sha256 {fingerprint(made)}, added in {spent:.0f} s of CPU ({asked.articles / spent:.0f} a second)"
    )


def _pages(asked: argparse.Namespace, folder: Path, how: str) -> dict[str, Any]:
    loops = [loop_ms()]
    with Archive(folder) as archive:
        what = f"{len(archive):,} articles" + (f", {how}" if how else "")
    print(f"{what}; {asked.rounds} requests of each; archive opened afresh for each")
    print(f"{'page':{SHORT}}{'median ms':>10}{'p95 ms':>9}{'first ms':>10}{'kB':>9}{'floor/aim':>11}  reached")
    pages = measure(folder, asked.rounds, asked.only, _show)
    loops.append(loop_ms())
    loop = statistics.mean(loops)
    with Archive(folder, keep=False) as archive:
        asker = web_asking.Asker(create_app(archive))
        print(f"{'stories with all its files':{SHORT}}{web_asking.weight(asker, '/stories'):38.1f}")
        asker.close()
    print(f"loop {loop:.0f} ms")
    return {"on": what, "loop_ms": round(loop, 1), "pages": pages}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--archive", type=Path, help="an archive that is there already")
    parser.add_argument("--keep", type=Path, help="make the archive in this folder and leave it there")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--only", default="", help="only kinds of page with these letters in their name")
    parser.add_argument(
        "--beside", type=int, metavar="N", help="add N more articles beside readers, in place of the table"
    )
    parser.add_argument("--batch", type=int, default=2000, help="articles of one `retold add` (--beside)")
    parser.add_argument("--readers", type=int, default=4, help="readers at a time (--beside)")
    parser.add_argument("--minutes", type=float, default=60.0, help="begin no further batch after so long (--beside)")
    parser.add_argument("--hostile", action="store_true", help="bad company, in place of the table")
    parser.add_argument("--shared", type=Path, help="not used: the articles are generated")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.archive or asked.keep or Path(temporary) / "web.retold"
        how = "" if asked.archive else _build(asked, folder)
        if asked.hostile:
            found = web_hostile.run(folder, SEED)
        elif asked.beside:
            found = web_load.run(
                folder, asked.beside, batch=asked.batch, readers=asked.readers, seed=SEED, minutes=asked.minutes
            )
        else:
            found = _pages(asked, folder, how)
    if asked.json:
        asked.json.write_text(json.dumps({"benchmark": "web", **found}) + "\n", encoding="utf-8")
    if any(row.get("reached", "").startswith("FAILED") for row in found.get("pages", {}).values()):
        sys.exit(1)
    if found.get("errors") or found.get("failed") or found.get("reviews_missing"):
        sys.exit(1)


if __name__ == "__main__":
    main()
