"""Are retellings found, at what cost? Generated collections, with peers and floors in the same run.

    python benchmarks/matching.py [--articles 50000] [--peers PYTHON] [--parts recall,special,growth,command] [--json FILE]

`recall`   a collection with 500 planted pairs of each kind (at 50,000 articles) and a story of 300 copies: what each way finds, the
           pairs it proposes that were not planted, and CPU against `wc -w` of the same texts and a hash of each line.
           Pairs of independent articles on one event are not counted as false here: telling them apart is the relation's task.
`special`  5,000 articles with a common notice against 5,000 without; 10,000 identical ones against 5,000.
`growth`   matching alone at 10,000, 100,000 and (with --million) 1,000,000 articles, read from disk: CPU, wall, peak memory.
`exchange` the join of features to pairs, by own sorted arrays and by DuckDB (which must be installed beside Retold).
`command`  the whole of `retold trace`, relations included: recall by relation, false pairs, and where the time goes.

PYTHON is that of an environment with benchmarks/requirements.txt. CPU seconds count both cores; times on a shared machine are
good as ratios only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np

from retold.generate.collection import Planted, Recipe, collection
from retold.records.article import Article

HERE = Path(__file__).resolve().parent
SEED = 20
WAYS = ("retold", "datasketch", "datasketch-tuned", "rensa", "rensa-tuned", "duckdb")
JOINING = ("identical", "retelling", "shares-passage")


def generated(recipe: Recipe, folder: Path, name: str) -> tuple[Path, list[Planted | None], list[str]]:
    """A collection as one text a line, what was planted, and the ids."""
    target = folder / f"{name}.txt"
    planted: list[Planted | None] = []
    ids: list[str] = []
    digest = hashlib.sha256()
    with open(target, "w", encoding="utf-8") as file:
        for article, what in collection(recipe, SEED):
            line = ("\n" if ids else "") + article.text.replace("\n", " ")
            file.write(line)
            digest.update(line.encode())
            planted.append(what)
            ids.append(article.id)
    size = target.stat().st_size / 1e6
    print(f"{name}: {len(ids):,} articles, {size:.0f} MB, seed {SEED}, sha256 {digest.hexdigest()[:16]}", flush=True)
    return target, planted, ids


def counted_words(source: Path) -> float:
    """CPU seconds of `wc -w`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        ["wc", "-w", str(source)], check=True, stdout=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C.UTF-8"}
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def run_way(way: str, source: Path, python: str) -> tuple[dict[str, Any], np.ndarray]:
    """Cost and pairs of one way, in a process of its own."""
    with tempfile.NamedTemporaryFile(suffix=".npy") as target:
        done = subprocess.run(
            [python, str(HERE / "matching_peers.py"), way, str(source), target.name],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{way} failed: {done.stderr[-500:]}")
        return json.loads(done.stdout), np.load(target.name)


class Truth:
    """What was planted, as pairs of places."""

    def __init__(self, planted: list[Planted | None], ids: list[str]) -> None:
        place = {name: number for number, name in enumerate(ids)}
        self.kinds: dict[str, list[tuple[int, int]]] = defaultdict(list)
        family = np.arange(len(ids))
        for number, what in enumerate(planted):
            if what and what.source:
                self.kinds[what.kind].append((place[what.source], number))
                family[number] = family[place[what.source]]
        self.family = family
        self.size = len(ids)

    def recall(self, pairs: np.ndarray) -> dict[str, float]:
        """By kind, the share of planted pairs that are among these; of the story, the share of it that is in one piece."""
        found = set(map(tuple, np.sort(pairs, axis=1).tolist()))
        made = {kind: sum(pair in found for pair in listed) / len(listed) for kind, listed in self.kinds.items()}
        if "story" in self.kinds:
            made["story"] = self.whole(pairs)
        return made

    def whole(self, pairs: np.ndarray) -> float:
        """The share of the most-copied story that ends in one piece."""
        first = Counter(self.family[number] for _, number in self.kinds["story"]).most_common(1)[0][0]
        members = set(np.flatnonzero(self.family == first).tolist())
        parents = {member: member for member in members}

        def root(one: int) -> int:
            while parents[one] != one:
                one = parents[one]
            return one

        for a, b in pairs.tolist():
            if a in members and b in members:
                parents[root(a)] = root(b)
        return Counter(root(member) for member in members).most_common(1)[0][1] / len(members)

    def false(self, pairs: np.ndarray) -> int:
        """Pairs of articles that have nothing to do with one another."""
        return int((self.family[pairs[:, 0]] != self.family[pairs[:, 1]]).sum()) if len(pairs) else 0


def recall(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    recipe = Recipe.scaled(options.articles)
    source, planted, ids = generated(recipe, folder, "collection")
    truth = Truth(planted, ids)
    words = min(counted_words(source) for _ in range(3))
    floor, _ = run_way("hash", source, sys.executable)
    print(f"floors: wc -w {words:.2f} CPU-s, read and hash {floor['cpu']:.2f} CPU-s")
    kinds = list(truth.kinds)
    print(
        f"{'way':18}{'CPU s':>8}{'x wc':>7}{'art/s':>9}{'MB':>7}{'pairs':>9}{'false':>8}  "
        + " ".join(f"{k:>9}" for k in kinds)
    )
    rows: dict[str, Any] = {"wc": words, "hash": floor["cpu"]}
    for way in WAYS:
        if way != "retold" and not options.peers:
            continue
        python = sys.executable if way == "retold" else options.peers
        cost, pairs = run_way(way, source, python)
        for _ in range(2 if cost["cpu"] < 10 else 0):  # the fast ones again: a busy machine inflates short runs most
            cost = min(cost, run_way(way, source, python)[0], key=lambda one: one["cpu"])
        shares = truth.recall(pairs)
        rows[way] = {**cost, "x_wc": cost["cpu"] / words, "false": truth.false(pairs), "recall": shares}
        print(
            f"{way:18}{cost['cpu']:8.2f}{cost['cpu'] / words:7.1f}{truth.size / cost['cpu']:9.0f}{cost['mb']:7.0f}{len(pairs):9}"
            f"{truth.false(pairs):8}  " + " ".join(f"{shares[kind]:9.3f}" for kind in kinds),
            flush=True,
        )
    if "datasketch" in rows:
        own = rows["retold"]["cpu"]
        rows["ratios"] = {way: rows[way]["cpu"] / own for way in WAYS[1:]}
        print(
            "CPU of each against Retold's: " + ", ".join(f"{way} {ratio:.1f}" for way, ratio in rows["ratios"].items())
        )
    return rows


def special(folder: Path) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, recipe in (
        ("unrelated", Recipe(articles=5000, pairs=0, stories=())),
        ("notices", Recipe(articles=5000, pairs=0, stories=(), notices=5000)),
        ("same-5000", Recipe(articles=5000, pairs=0, stories=(), same=5000)),
        ("same-10000", Recipe(articles=10000, pairs=0, stories=(), same=10000)),
    ):
        source, _, ids = generated(recipe, folder, name)
        best = None
        for _ in range(3):
            cost, pairs = run_way("retold", source, sys.executable)
            if best is None or cost["cpu"] < best["cpu"]:
                best = cost
        made[name] = {**(best or {}), "pairs": len(pairs), "words_cpu": counted_words(source)}
        print(f"{name:12} {made[name]['cpu']:.2f} CPU-s, {len(pairs)} pairs of {len(ids):,} articles")
    made["notices_against_unrelated"] = made["notices"]["cpu"] / made["unrelated"]["cpu"]
    made["identical_growth"] = made["same-10000"]["cpu"] / made["same-5000"]["cpu"]
    print(f"notices cost {made['notices_against_unrelated']:.2f} times unrelated ones")
    print(f"twice the identical ones cost {made['identical_growth']:.2f} times as much")
    return made


def growth(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Matching alone from a file that is read as it goes; each size in a process of its own."""
    sizes = [10_000, 100_000, *([1_000_000] if options.million else [])]
    made: dict[str, Any] = {}
    for size in sizes:
        source, _, _ = generated(Recipe.scaled(size), folder, f"growth-{size}")
        done = subprocess.run(
            [sys.executable, str(HERE / "matching.py"), "--grow", str(source)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(done.stderr[-500:])
        cost = json.loads(done.stdout)
        cost["wc"] = counted_words(source)
        made[str(size)] = cost
        print(
            f"{size:9,} articles: {cost['cpu']:.1f} CPU-s, {cost['cpu'] / size * 1e6:.0f} µs an article,"
            f" {cost['cpu'] / cost['wc']:.1f} x wc -w, {cost['wall']:.1f} s wall, peak {cost['mb']:.0f} MB,"
            f" {cost['pairs']:,} pairs, {cost['spilled'] / 1e6:.0f} MB on disk",
            flush=True,
        )
        source.unlink()
    for small, large in pairwise(sizes):
        ratio = made[str(large)]["cpu"] / made[str(small)]["cpu"] / (large / small)
        made[f"{small}-{large}"] = ratio
        print(f"{small:,} → {large:,}: {ratio:.2f} times linear")
    return made


def grow(source: Path) -> None:
    """One size: read a line at a time, match, say what it cost."""
    from retold.matching.match import Matcher

    with open(source, encoding="utf-8") as file:
        warm = Matcher()
        few = list(islice(file, 300))
        warm.add([*few, *(f"{text} and more" for text in few[:5])])
        warm.pairs()
        warm.close()
        file.seek(0)
        wall, cpu = time.perf_counter(), time.process_time()
        matcher = Matcher()
        matcher.add(file)
        found = matcher.pairs()
    cost = {
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - wall,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "pairs": len(found.a),
        "considered": found.considered,
        "spilled": found.spilled,
    }
    print(json.dumps(cost))


def exchange(folder: Path) -> dict[str, Any]:
    """The join of features to pairs: own sorted arrays against one statement of DuckDB, over the same postings."""
    import duckdb

    from retold.matching import features, join, rarity
    from retold.matching.tokens import tokenise

    size = 20_000
    source, _, _ = generated(Recipe.scaled(size), folder, "exchange")
    batch = tokenise(source.read_text("utf-8").split("\n"))
    counted = rarity.Frequencies()
    counted.add(batch, np.ones(size, dtype=bool))
    made = features.features(batch, counted.levels(), np.arange(size))
    buckets = [made.packed[made.starts[k] : made.starts[k + 1]] for k in range(features.BUCKETS)]
    arrays = {
        "feature": np.concatenate(
            [(part >> np.uint64(32)).astype(np.int64) | (k << 32) for k, part in enumerate(buckets)]
        ),
        "article": np.concatenate([(part & np.uint64(0xFFFFFFFF)).astype(np.int64) for part in buckets]),
    }
    costs = {}
    for _ in range(2):
        cpu = time.process_time()
        found = join.joined([join.runs(part.copy(), size, k) for k, part in enumerate(buckets)])
        own = len(join.emit(found, made.own, size)[0])
        costs["own"] = time.process_time() - cpu
    connection = duckdb.connect(config={"memory_limit": "1GB", "threads": 2})
    connection.register("frame", arrays)
    connection.execute("create table postings as select distinct * from frame")
    for _ in range(2):
        cpu = time.process_time()
        rows = connection.execute(
            """
            with often as (select feature, count(*) as texts from postings group by feature having texts between 2 and 64),
            kept as (select * from postings join often using (feature))
            select one.article, other.article, sum(ln(21000 / one.texts)) as weight
            from kept one join kept other on one.feature = other.feature and one.article < other.article
            group by all having weight >= 2.5 * ln(10500)
            """
        ).fetchnumpy()
        costs["duckdb"] = time.process_time() - cpu
    print(f"{len(made.packed):,} postings to pairs: own arrays {costs['own']:.2f} CPU-s ({own:,} pairs)")
    print(f"by DuckDB {costs['duckdb']:.2f} CPU-s ({len(rows['weight']):,} pairs)")
    return costs


def command(options: argparse.Namespace) -> dict[str, Any]:
    """The whole of trace: relations of the planted pairs, false pairs, share of each stage."""
    from retold.trace import trace

    ids: list[str] = []
    planted: list[Planted | None] = []

    def articles() -> Iterator[Article]:
        for article, what in collection(Recipe.scaled(options.articles), SEED):
            ids.append(article.id)
            planted.append(what)
            yield article

    spent: dict[str, float] = defaultdict(float)
    last = ["read", time.perf_counter()]

    def progress(stage: str, done: int, total: int) -> None:
        now = time.perf_counter()
        spent[str(last[0])] += now - float(last[1])
        last[:] = [stage, now]

    found = trace(list(articles()), processes=options.processes, progress=progress)
    progress("end", 0, 0)
    relations: dict[frozenset[str], str] = {}
    for pair in (*found.passages, *(pair for story in found.stories for pair in story.pairs)):
        relations[frozenset((pair.a, pair.b))] = pair.relation
    story_of = {one.id: story.id for story in found.stories for one in story.tellings}
    truth = Truth(planted, ids)
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, listed in truth.kinds.items():
        for a, b in listed:
            kind_found = relations.get(frozenset((ids[a], ids[b])))
            if kind_found is None and story_of.get(ids[a], "a") == story_of.get(ids[b], "b"):
                kind_found = "same story"
            table[kind][kind_found or "not found"] += 1
    place = {name: number for number, name in enumerate(ids)}
    related = np.array([[place[one] for one in pair] for pair in relations if len(pair) == 2], dtype=np.int64).reshape(
        -1, 2
    )
    false = truth.false(related)
    events = set(map(tuple, truth.kinds["event"]))
    false_events = sum(tuple(sorted(pair)) in events for pair in related.tolist())
    for kind, counter in table.items():
        print(
            f"{kind:10} "
            + ", ".join(f"{name} {number / counter.total():.3f}" for name, number in counter.most_common())
        )
    print(
        f"false pairs: {false} ({false / len(ids) * 1e4:.2f} in 10,000 articles);"
        f" independent articles on one event called related: {false_events} of {len(events)}"
    )
    whole = sum(spent.values())
    print(
        "time by stage: "
        + ", ".join(f"{stage} {seconds / whole:.1%}" for stage, seconds in spent.items())
        + f" of {whole:.0f} s"
    )
    print(f"{found.counts.compared:,} pairs compared, {len(found.stories):,} stories")
    return {
        "relations": {kind: dict(counter) for kind, counter in table.items()},
        "false_pairs": false, "false_events": false_events, "seconds": dict(spent), "compared": found.counts.compared,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument(
        "--peers", metavar="PYTHON", help="the python of an environment with benchmarks/requirements.txt"
    )
    parser.add_argument("--parts", default="recall,special,growth,command")
    parser.add_argument("--million", action="store_true", help="growth up to 1,000,000 articles (2.8 GB of text)")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--grow", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.grow:
        grow(options.grow)
        return
    result: dict[str, Any] = {"benchmark": "matching", "articles": options.articles, "seed": SEED}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in options.parts.split(","):
            print(f"\n== {part}", flush=True)
            runs = {
                "recall": lambda: recall(options, folder),
                "special": lambda: special(folder),
                "growth": lambda: growth(options, folder),
                "exchange": lambda: exchange(folder),
                "command": lambda: command(options),
            }
            result[part] = runs[part]()
    if options.json:
        with open(options.json, "a", encoding="utf-8") as file:
            file.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
