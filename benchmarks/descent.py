"""Direction and the family tree: every figure of the descent part, with its floor and its peers, in one run.

    python benchmarks/descent.py [--count 60] [--shared ../shared] [--json FILE] [--only SECTION]

Generated traditions (operators unseen in fitting) against nearest earlier telling, Edmonds on symmetric distance and
neighbour-joining; calibration; false clocks; pairs with every cue removed; who introduced a planted figure; the bundled
example; 2,000 tellings; and, where the research data is there, the wire pair, open Clough-Stevenson pairs and revisions of
US news pages without their clocks. Times are CPU seconds of one process.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
import random
import sys
import time
from pathlib import Path

import msgspec
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.traditions.generate import SCENARIOS, Tradition, tradition, traditions  # noqa: E402
from benchmarks.tree_scoring import (  # noqa: E402
    Counts,
    edmonds_symmetric,
    nearest_earlier,
    neighbour_joining,
    similarity,
)
from retold.collation import collate  # noqa: E402
from retold.descent import direction, swapped_sides  # noqa: E402
from retold.descent.family import family  # noqa: E402
from retold.descent.tree import grow  # noqa: E402
from retold.introduced import holders  # noqa: E402
from retold.marking import mark  # noqa: E402
from retold.records.article import Article  # noqa: E402
from retold.records.comparison import Direction, Relation  # noqa: E402
from retold.tree import tree  # noqa: E402

SEED = 4711
MEASURES = ("root", "parent", "edge", "undirected", "direction", "ancestry")
DERIVED = Relation(kind="retelling", score=1.0, copied=1.0)


def predicted(one: Tradition) -> tuple[list[int | None], list[float]]:
    """Retold's parents of a tradition's articles, with their probabilities."""
    ready = family(one.articles, most=10**9)
    grown = grow(ready)
    parents: list[int | None] = [None] * len(ready)
    sure = [0.0] * len(ready)
    for child, parent in enumerate(grown.parents.tolist()):
        parents[ready.given[child]] = None if parent < 0 else ready.given[parent]
        sure[ready.given[child]] = float(grown.probability[child])
    return parents, sure


def generated(count: int) -> dict[str, dict[str, object]]:
    """The table of generated traditions, one block a scenario."""
    out: dict[str, dict[str, object]] = {}
    for name, scenario in SCENARIOS.items():
        listed = traditions(scenario, count, SEED)
        counts = {peer: Counts() for peer in ("nearest earlier", "edmonds symmetric", "neighbour-joining", "retold")}
        sure: list[tuple[float, bool]] = []
        edges: list[tuple[float, bool]] = []
        for one in listed:
            alike = similarity(one)
            counts["nearest earlier"].tree(nearest_earlier(one, alike), one.parents)
            counts["edmonds symmetric"].tree(edmonds_symmetric(one, alike), one.parents)
            counts["neighbour-joining"].tree(neighbour_joining(one, alike), one.parents)
            parents, probabilities = predicted(one)
            counts["retold"].tree(parents, one.parents)
            sure += [(p, a == b) for p, a, b in zip(probabilities, parents, one.parents, strict=True)]
            edges += [(p, a == b) for p, a, b in zip(probabilities, parents, one.parents, strict=True) if a is not None]
        error, right, covered = calibration(sure)
        _, edge_right, edge_covered = calibration(edges)
        tellings = sum(len(one.articles) for one in listed)
        print(f"\n{name}: {count} traditions, {tellings} tellings")
        print(f"  {'':18}" + "".join(f"{measure:>11}" for measure in MEASURES))
        for peer, found in counts.items():
            print(f"  {peer:18}" + "".join(f"{found[measure]:11.3f}" for measure in MEASURES))
        print(
            f"  calibration error {error:.3f}; at P >= 0.8 right {right:.3f} of answers, covering {covered:.3f};",
            end=" ",
        )
        print(f"{edge_right:.3f} of edges, covering {edge_covered:.3f}")
        table = {peer: {m: round(found[m], 4) for m in MEASURES} for peer, found in counts.items()}
        out[name] = {**table, "ece": round(error, 4), "right_at_80": round(right, 4), "cover_at_80": round(covered, 4)}
        out[name] |= {"edges_right_at_80": round(edge_right, 4), "edges_cover_at_80": round(edge_covered, 4)}
    return out


def calibration(sure: list[tuple[float, bool]]) -> tuple[float, float, float]:
    """(expected calibration error over ten bins, share right at P >= 0.8, share of answers at P >= 0.8)."""
    said = np.array([p for p, _ in sure])
    right = np.array([float(r) for _, r in sure])
    bins = np.minimum((said * 10).astype(int), 9)
    error = sum(
        abs(said[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean()
        for b in range(10)
        if (bins == b).any()
    )
    high = said >= 0.8
    return float(error), float(right[high].mean()), float(high.mean())


def false_clocks(count: int) -> dict[str, object]:
    """One telling that credits its true parent gets a clock two days before everything: what flips?"""
    scenario = SCENARIOS["default"]._replace(name="false clock", wrong_clock=0.0, missing_clock=0.0)
    tried = flipped = 0
    for one in traditions(scenario, count, SEED):
        before, _ = predicted(one)
        for child, parent in enumerate(one.parents):
            if (
                parent is None
                or before[child] != parent
                or (one.articles[parent].outlet or "") not in one.articles[child].text
            ):
                continue
            early = msgspec.structs.replace(one.articles[child], published="2023-11-01T00:00:00+00:00")
            articles = (*one.articles[:child], early, *one.articles[child + 1 :])
            after, _ = predicted(one._replace(articles=articles))
            tried += 1
            flipped += after[child] != parent or after[parent] == child
            break
    print(f"\nfalse early clock on a telling that credits its source: {flipped} of {tried} edges flipped (floor 0)")
    return {"tried": tried, "flipped": flipped}


def _ask(one: Article, other: Article) -> tuple[Direction, bool]:
    """(direction of two articles that are known to be related, whether the first is named the source)."""
    a, b = mark(one.identified()), mark(other.identified())
    found = direction(a, b, collate(a, b), DERIVED)
    return found, not swapped_sides(found, a.article, b.article)


def no_cues(count: int) -> dict[str, object]:
    """True pairs of parent and child with every cue removed: how many are undecided?"""
    scenario = SCENARIOS["no clocks, no credits"]._replace(name="no cues", damage=0.0)
    asked = undecided = wrong = 0
    for one in traditions(scenario, count, SEED):
        pairs = [(p, c) for c, p in enumerate(one.parents) if p is not None][:3]
        for parent, child in pairs:
            texts = [one.articles[n].text.partition(") - ")[2] or one.articles[n].text for n in (parent, child)]
            found, first = _ask(Article(text=texts[0], id="1"), Article(text=texts[1], id="2"))
            asked += 1
            undecided += found.answer == "undecided"
            wrong += found.answer != "undecided" and not first
    print(
        f"\nevery cue removed: {undecided} of {asked} pairs undecided ({undecided / asked:.0%}; floor 80 %), {wrong} wrong"
    )
    return {"asked": asked, "undecided": undecided, "wrong": wrong}


def introduced(count: int) -> dict[str, object]:
    """Planted figures: is the telling that introduced them named, where the tree is right?"""
    asked = right = all_right = everything = 0
    for one in traditions(SCENARIOS["default"]._replace(name="planted", figure=0.4), count, SEED):
        story = tree(one.articles)
        texts = {article.id: article for article in one.articles}
        parents = {edge.child: edge.parent for edge in story.tree.edges if not edge.second}
        for planted in one.planted:
            first, held = holders(planted.new, story.tree, texts)
            by = one.articles[planted.by].id
            good = first == (by,) and set(held) == {one.articles[n].id for n in planted.carriers}
            everything += 1
            all_right += good
            if all(_right(one, n, parents) for n in planted.carriers):
                asked += 1
                right += good
    print(
        f"\nwho introduced it: {right} of {asked} right where the tree is right (floor 85 %), {all_right} of {everything} in all"
    )
    return {"asked": asked, "right": right, "all": everything, "all_right": all_right}


def _right(one: Tradition, n: int, parents: dict[str, str]) -> bool:
    true = one.parents[n]
    found = parents.get(one.articles[n].id)
    if found is not None and found.startswith("lost-"):
        found = parents.get(found)
    return found == (None if true is None else one.articles[true].id)


def passages(count: int) -> dict[str, object]:
    """Second parents: of those found, how many are true; of those there, how many are found. Lost sources likewise."""
    found = right = there = lost = lost_right = 0
    for one in traditions(SCENARIOS["default"]._replace(name="passages", second_parent=0.25), count, SEED):
        ready = family(one.articles, most=10**9)
        grown = grow(ready)
        true = {(p, c) for c, p in enumerate(one.seconds) if p is not None and p != one.parents[c]}
        made = {(ready.given[second.parent], ready.given[second.child]) for second in grown.seconds}
        found, right, there = found + len(made), right + len(made & true), there + len(true)
        for source in grown.lost:
            if source.above < 0:
                lost += 1
                lost_right += sum(one.parents[ready.given[c]] is None for c in source.children) >= 2
    print(f"\nsecond parents: {right} of {found} found are true, {right} of {there} are found", end="; ")
    print(f"lost dispatches: {lost_right} of {lost} found stand above two or more true orphans")
    return {"found": found, "right": right, "there": there, "lost": lost, "lost_right": lost_right}


def example() -> dict[str, object]:
    """The bundled example's tree against its truth."""
    folder = ROOT / "examples" / "ferry"
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["tree"]
    known = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    names = {known[file]["id"]: file for file in known}
    lines = (folder / "story.jsonl").read_text(encoding="utf-8").splitlines()
    story = tree(
        [msgspec.convert({k: v for k, v in json.loads(line).items() if v is not None}, Article) for line in lines]
    )
    found = {(names[edge.parent], names[edge.child]) for edge in story.tree.edges}
    gold = {(edge["parent"], edge["child"]) for edge in truth["edges"]}
    exact = found == gold and [names[root] for root in story.tree.roots] == truth["roots"]
    print(f"\nbundled example: {len(found & gold)} of {len(gold)} edges, {'exact' if exact else 'NOT exact'}")
    return {"edges": len(found & gold), "of": len(gold), "exact": exact}


def large() -> dict[str, object]:
    """How long 300 and 2,000 tellings take."""
    out: dict[str, object] = {}
    for size in (340, 2260):
        one = tradition(SCENARIOS["default"], random.Random(5), size=size)
        start = time.process_time()
        story = tree(one.articles)
        seconds = time.process_time() - start
        print(f"\n{len(one.articles)} tellings: {seconds:.1f} CPU seconds, {len(story.tellings)} nodes", end="")
        out[str(len(one.articles))] = round(seconds, 2)
    print(" (floor: 2,000 in 20 s)")
    return out


def wire_pair(shared: Path) -> dict[str, object]:
    """The wire pair: both orders, stripped of its cues, and with the credit in the other text."""
    folder = shared / "cases" / "wire-pair"
    wire, copy = ((folder / name).read_text(encoding="utf-8") for name in ("source.txt", "retelling.txt"))
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    slug = wire[wire.index("MOSCOW, August") : wire.index("Russia will")]
    credit = ", News.Az reports, citing TASS"
    broken = gold["garbled"][0]["retelling"]["text"]
    bare = copy.replace(credit, "").replace(broken, "Instead of")
    print(f"\nwire pair ({_hash(wire + copy)})")
    out: dict[str, object] = {}
    for name, one, other in (
        ("as given", wire, copy),
        ("other order", copy, wire),
        ("stripped of credit, dateline, damage", wire.replace(slug, ""), bare),
        ("credit put into the source", wire + " " + credit[2:] + ".", copy.replace(credit, "")),
    ):
        found, first = _ask(Article(text=one), Article(text=other))
        cues = sorted({item.cue for item in found.evidence})
        source = "first" if first else "second"
        print(
            f"  {name}: {found.answer}, P {found.probability:.4f}, source {source}, evidence {', '.join(cues) or 'none'}"
        )
        out[name] = {"answer": found.answer, "probability": found.probability, "source": source, "cues": cues}
    return out


def clough_stevenson(shared: Path) -> dict[str, object]:
    """Answers derived from encyclopaedia texts: which one is the source?"""
    folder = shared / "data" / "clough_stevenson"
    table = (folder / "pairs_tasks_abc.csv").read_text(encoding="utf-8")
    right = wrong = asked = longer = 0
    for row in csv.DictReader(table.splitlines()):
        if row["label"] == "non":
            continue
        texts = [(folder / row[key]).read_text(encoding="utf-8", errors="replace") for key in ("source", "answer")]
        found, first = _ask(
            Article(text=texts[0], outlet="Encyclopaedia", id="s"), Article(text=texts[1], outlet="Student", id="x")
        )
        asked += 1
        longer += len(texts[0].split()) > len(texts[1].split())
        if found.answer not in ("undecided", "siblings"):
            right, wrong = right + first, wrong + (not first)
    decided = right + wrong
    print(
        f"\nClough-Stevenson, open ({_hash(table)}): {right} of {decided} decided right ({right / max(1, decided):.0%}; "
        f"floor 95 %), deciding {decided} of {asked} ({decided / asked:.0%}; floor 60 %); "
        f"'longer is the source' {longer} of {asked}"
    )
    return {"asked": asked, "decided": decided, "right": right, "longer": longer}


def revisions(shared: Path) -> dict[str, object]:
    """Revisions of US news pages, without their clocks."""
    data = (shared / "data" / "us_news_2016" / "revision_pairs_nov_dec.jsonl.gz").read_bytes()
    rows = [json.loads(line) for line in gzip.decompress(data).splitlines()]
    right = wrong = forced = longer = 0
    for row in rows:
        one = Article(text=row["v1"], title=row["v1_title"], url=row["url"], id="1")
        other = Article(text=row["v2"], title=row["v2_title"], url=row["url"], id="2")
        found, first = _ask(one, other)
        net = sum(item.weight if item.favours == 0 else -item.weight for item in found.evidence)
        forced += net > 0
        longer += len(row["v2"].split()) > len(row["v1"].split())
        if found.answer == "revision":
            right, wrong = right + first, wrong + (not first)
    print(
        f"\nrevisions of US news pages without clocks ({_hash(data)}): {right} right, {wrong} wrong, "
        f"{len(rows) - right - wrong} undecided of {len(rows)}; sign of the evidence right in {forced}; 'later is longer' {longer}"
    )
    return {"of": len(rows), "right": right, "wrong": wrong, "forced": forced, "longer": longer}


def _hash(data: str | bytes) -> str:
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()[:12]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=60, help="traditions a scenario")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--json", type=Path, help="append one JSON line")
    parser.add_argument(
        "--only", help="one section: generated, false_clocks, no_cues, introduced, example, large, wire_pair …"
    )
    asked = parser.parse_args()
    sections = {
        "generated": lambda: generated(asked.count),
        "false_clocks": lambda: false_clocks(asked.count),
        "no_cues": lambda: no_cues(max(5, asked.count // 4)),
        "passages": lambda: passages(2 * asked.count),
        "introduced": lambda: introduced(asked.count),
        "example": example,
        "large": large,
    }
    if (asked.shared / "data").is_dir():
        sections |= {
            "wire_pair": lambda: wire_pair(asked.shared),
            "clough_stevenson": lambda: clough_stevenson(asked.shared),
            "revisions": lambda: revisions(asked.shared),
        }
    else:
        print("skipped, no research data: wire_pair, clough_stevenson, revisions")
    results = {name: run() for name, run in sections.items() if asked.only in (None, name)}
    if asked.json:
        with asked.json.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"benchmark": "descent", "seed": SEED, "count": asked.count, **results}) + "\n")


if __name__ == "__main__":
    main()
