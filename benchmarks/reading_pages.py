"""Extraction and metadata on the open pages, beside trafilatura alone, readability-lxml and a plain baseline.

    PYTHONPATH=. python benchmarks/reading_pages.py --shared ../shared [--json FILE] [--quick] [--family]

Text: every page has segments that an extraction should hold and segments that it should not; F1 over all of them. The half
"held" was not looked at while rules were made. Metadata: 72 pages labelled by hand, in labels/pages.json. Speed: pages per
CPU-second; Retold's figure counts the child process and the parent, isolation included. `--family` runs hostile pages.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import resource
import sys
import tarfile
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from retold.errors import InputError
from retold.reading.decode import decode
from retold.reading.html import html_article
from retold.reading.html_worker import page
from retold.reading.workers import Workers, shared

LABELS = Path(__file__).parent / "labels" / "pages.json"
FLOOR_SPEED, AIM_SPEED, AIM_F1 = 0.5, 0.8, 0.93


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--json", type=Path)
    parser.add_argument("--quick", action="store_true", help="every sixth page only")
    parser.add_argument("--family", action="store_true", help="also the hostile pages")
    options = parser.parse_args()
    archive = options.shared / "data" / "pages" / "pages_third.tar.xz"
    if not archive.is_file():
        print(f"{archive} is not here: give the folder of the research data with --shared")
        return 0
    pages, digest = load(archive)
    if options.quick:
        pages = pages[::6]
    print(f"{len(pages)} pages, sha256 {digest[:16]}")
    figures: dict[str, Any] = {"pages": len(pages), "sha256": digest, "text": texts(pages), "metadata": metadata(pages)}
    if options.family:
        figures["family"] = family()
    if options.json:
        with options.json.open("a") as file:
            file.write(json.dumps({"benchmark": "reading_pages", **figures}) + "\n")
    return 0


def load(archive: Path) -> tuple[list[dict[str, Any]], str]:
    """The pages with their segments, labels and half, and the hash of the archive."""
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    labels = json.loads(LABELS.read_text(encoding="utf-8"))["pages"]
    with tarfile.open(archive) as tar:
        files = {Path(member.name).name: tar.extractfile(member).read() for member in tar if member.isfile()}  # type: ignore[union-attr]
    pages = []
    for entry in json.loads(files["evaldata.json"]).values():
        data = files[entry["file"]]
        even = int(hashlib.sha256(entry["file"].encode()).hexdigest(), 16) % 2 == 0
        try:
            text = decode(data, entry["file"])[0]
        except InputError:
            text = data.decode("utf-8", "replace")
        label = labels.get(hashlib.sha256(data).hexdigest()[:16])
        pages.append({**entry, "data": data, "html": text, "half": "tune" if even else "held", "label": label})
    return pages, digest


def texts(pages: list[dict[str, Any]]) -> dict[str, Any]:
    """F1 and speed of each system; prints the table."""
    from lxml.html import fromstring
    from trafilatura import baseline, extract

    def isolated(html: str) -> str:
        try:
            return html_article(b"", html, "page")[0].text
        except InputError:
            return ""

    def plain(html: str) -> str:
        return str(baseline(html)[1])

    def readable(html: str) -> str:
        from readability import Document

        return str(fromstring(Document(html).summary()).text_content())

    systems: list[tuple[str, Callable[[str], str | None]]] = [
        ("Retold, in a child process", isolated),
        ("Retold, in this process", lambda html: page(html).text),
        ("trafilatura", lambda html: extract(html, include_comments=False)),
        ("trafilatura with its metadata", lambda html: extract(html, include_comments=False, with_metadata=True)),
        ("plain baseline", plain),
    ]
    try:
        import readability  # noqa: F401

        systems.append(("readability-lxml", readable))
    except ImportError:
        print("readability-lxml is not installed: pip install -r benchmarks/requirements.txt")
    figures: dict[str, Any] = {}
    print(f"{'':31} {'P':>6} {'R':>6} {'F1':>6} {'tune':>6} {'held':>6} {'pages/CPU-s':>12} {'beside':>7}")
    for name, run in systems:
        figures[name] = measure(name, run, pages)
    base = figures["trafilatura"]["pages_per_cpu_second"]
    for name, row in figures.items():
        row["beside"] = row["pages_per_cpu_second"] / base
        print(
            f"{name:31} {row['P']:6.3f} {row['R']:6.3f} {row['F']:6.4f} {row['tune']:6.4f} {row['held']:6.4f} "
            f"{row['pages_per_cpu_second']:12.1f} {row['beside']:6.2f}x"
        )
    ours, theirs = figures["Retold, in a child process"], figures["trafilatura"]
    print(f"F1 not below trafilatura: {ours['F'] >= theirs['F']}; aim {AIM_F1}: {ours['F'] >= AIM_F1}")
    print(
        f"speed: floor {FLOOR_SPEED}x {'held' if ours['beside'] >= FLOOR_SPEED else 'MISSED'}, "
        f"aim {AIM_SPEED}x {'reached' if ours['beside'] >= AIM_SPEED else 'missed'}"
    )
    return figures


def measure(name: str, run: Callable[[str], str | None], pages: list[dict[str, Any]]) -> dict[str, float]:
    """Precision, recall and F1 over all segments, and CPU time with that of the children."""
    run(pages[0]["html"])
    counts = {half: [0, 0, 0] for half in ("tune", "held")}
    begun = cpu()
    for entry in pages:
        try:
            text = run(entry["html"]) or ""
        except Exception as error:  # a peer that fails on a page has found nothing on it
            print(f"{name}: {type(error).__name__}", file=sys.stderr)
            text = ""
        found = sum(segment in text for segment in entry["with"])
        count = counts[entry["half"]]
        count[0] += found
        count[1] += len(entry["with"]) - found
        count[2] += sum(segment in text for segment in entry["without"])
    spent = cpu() - begun
    both = [sum(pair) for pair in zip(*counts.values(), strict=True)]
    return {
        "P": both[0] / max(1, both[0] + both[2]),
        "R": both[0] / max(1, both[0] + both[1]),
        "F": f1(both),
        "tune": f1(counts["tune"]),
        "held": f1(counts["held"]),
        "pages_per_cpu_second": len(pages) / spent,
    }


def f1(count: list[int]) -> float:
    return 2 * count[0] / max(1, 2 * count[0] + count[1] + count[2])


def cpu() -> float:
    """CPU seconds of this process, of its ended children, and of those that still wait for pages."""
    total = time.process_time()
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    total += ended.ru_utime + ended.ru_stime
    ticks = 100.0
    for child in children(shared()):
        try:
            fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += (int(fields[11]) + int(fields[12])) / ticks
    return total


def children(workers: Workers) -> list[int]:
    return workers.pids()


def metadata(pages: list[dict[str, Any]]) -> dict[str, str]:
    """How often title, outlet, day and agency are as labelled; prints the table."""
    from trafilatura import extract_metadata

    figures: dict[str, str] = {}
    print(f"\n{'metadata':31} {'half':>5} {'title':>8} {'outlet':>8} {'day':>8} {'agency':>8}")
    for half in ("tune", "held"):
        ours = {field: [0, 0] for field in ("title", "outlet", "day", "agency")}
        peer = {field: [0, 0] for field in ("title", "outlet", "day")}
        for entry in pages:
            label = entry["label"]
            if not label or entry["half"] != half:
                continue
            got = page(entry["html"])
            tally(ours, label, got.title, got.outlet, got.published)
            if label["agency"] or got.agency:
                ours["agency"][1] += 1
                ours["agency"][0] += got.agency == label["agency"]
            theirs = extract_metadata(entry["html"])
            tally(peer, label, theirs.title, theirs.sitename, theirs.date)
        for name, counted in (("Retold", ours), ("trafilatura", peer)):
            shown = {field: f"{right}/{all_}" for field, (right, all_) in counted.items()}
            print(f"{name:31} {half:>5} " + " ".join(f"{value:>8}" for value in shown.values()))
            figures |= {f"{name} {half} {field}": value for field, value in shown.items()}
    return figures


def tally(counted: dict[str, list[int]], label: dict[str, Any], title: Any, outlet: Any, day: Any) -> None:
    said = hashlib.sha256(key(title or "").encode()).hexdigest()
    outcomes = [
        ("title", said in {one["sha256"] for one in label["titles"]}),
        ("outlet", key(outlet or "") in {key(name) for name in label["outlets"]}),
    ]
    if label["published"]:
        outcomes.append(("day", (day or "")[:10] in label["published"]))
    for field, right in outcomes:
        counted[field][1] += 1
        counted[field][0] += right


def key(text: str) -> str:
    """Letters and digits of the NFKC case-folded text, as the labels have it."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


def family() -> dict[str, Any]:
    """Hostile pages through a child process: each ends with its text or a named refusal; prints seconds and outcome."""
    from tests.reading.hostile import MARK, family as hostile  # noqa: I001

    figures: dict[str, Any] = {}
    print(f"\n{'hostile page':31} {'size':>7} {'wall s':>7} {'CPU s':>7}  outcome")
    for size in (2_000, 20_000, 50_000):
        for name, html in hostile(size):
            begun, spent = time.monotonic(), cpu()
            try:
                article, notes = html_article(b"", html, name)
                outcome = ("text" if MARK in article.text else "text, its end lost") + "".join(
                    f", {note.code}" for note in notes
                )
            except InputError as error:
                outcome = f"refused: {error.reason}"
            wall, used = time.monotonic() - begun, cpu() - spent
            figures[f"{name} {size}"] = [round(wall, 2), round(used, 2), outcome]
            if used > 1 or outcome != "text":
                print(f"{re.sub('_', ' ', name):31} {size:>7} {wall:7.2f} {used:7.2f}  {outcome}")
    slowest = max(row[1] for row in figures.values())
    print(f"{len(figures)} hostile pages; the slowest took {slowest:.2f} s of CPU time")
    return figures


if __name__ == "__main__":
    sys.exit(main())
