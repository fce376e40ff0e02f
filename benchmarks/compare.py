"""How fast is `retold.compare`, how does it grow with length, and what does hostile text cost?

    python benchmarks/compare.py [--pairs 12] [--rounds 5] [--peer-python PATH] [--shared PATH] [--json FILE]

Prints three tables, all of CPU time of one process, so that a busy machine disturbs them less than it would a clock:

1. Pairs of 450-word articles per CPU-second, marking included, with its stages and the peers. Floor 40, aim 100. Each number
   is a median over the rounds. `loop` tells how fast the core was: an empty loop of a million steps takes 50 to 90 ms on one
   that has nothing else to do. With --shared, also the real pair, and real pairs of news of about that length.
2. Growth: the same for articles 2 to 60 times as long. Ten times as long may cost at most 15 times as much.
3. Hostile pairs of 30,000 words, each in a process of its own, start and import included: at most 5 s and 500 MB.

The articles are the invented news items of `planted/`, glued together, each with its rewordings; where a long article needs an
item again, its names are other names.

Peers: difflib and rapidfuzz align the words of a pair and do nothing else. alcove-dux looks for reused passages; it needs an
environment of its own (`pip install alcove-dux`), whose python is named with --peer-python.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCES = ("dev.json", "dev2.json")  # never the held-back half
WORDS = 450
LENGTHS = (1, 2, 5, 10, 20, 60)
FLOOR, AIM = 40, 100  # pairs per CPU-second
GROWTH = 15  # times the cost at ten times the length
HOSTILE_WORDS, HOSTILE_SECONDS, HOSTILE_MEGABYTES = 30_000, 5, 500
DIFFLIB_UP_TO = 10  # times 450 words; difflib grows with the square of the length and more
GIVE_UP = 120  # seconds after which a hostile pair is ended

Pair = tuple[str, str]


def items() -> list[list[Pair]]:
    """The paragraphs of every invented item, each with its reworded form."""
    found = []
    for name in SOURCES:
        for item in json.loads((HERE / "planted" / name).read_text(encoding="utf-8"))["items"]:
            reworded = item["text"]
            for entry in item.get("rewordings", ()):
                reworded = reworded.replace(entry["find"], entry["replace"], 1)
            one, other = item["text"].split("\n\n"), reworded.split("\n\n")
            if len(one) == len(other):
                found.append(list(zip(one, other, strict=True)))
    return found


def article_pair(every: list[list[Pair]], wanted: int, chance: random.Random) -> Pair:
    """One article of about `wanted` words, and the same reworded."""
    one: list[str] = []
    other: list[str] = []
    count = turn = 0
    while count < wanted:
        for item in chance.sample(every, len(every)):
            for paragraph, reworded in item:
                one.append(renamed(paragraph, turn))
                other.append(renamed(reworded, turn))
                count += len(paragraph.split())
                if count >= wanted:
                    return "\n\n".join(one), "\n\n".join(other)
        turn += 1
    return "\n\n".join(one), "\n\n".join(other)


def renamed(text: str, turn: int) -> str:
    """The text with other names and numbers, the same ones for the same turn, so that a long article repeats no sentence."""
    if not turn:
        return text
    ending = "".join("aeiou"[int(digit) % 5] + "nrlst"[int(digit) % 5] for digit in str(turn))
    text = re.sub(r"(?<=[a-z,] )([A-Z][a-z]{3,})\b", rf"\1{ending}", text)
    return re.sub(r"\b(\d\d+)\b", lambda found: str(int(found[0]) + 7 * turn), text)


def cpu(job: Callable[[], object], rounds: int) -> float:
    """The median CPU seconds of a job, after one round that fills the tables."""
    taken = []
    for _ in range(rounds + 1):
        start = time.process_time()
        job()
        taken.append(time.process_time() - start)
    return statistics.median(taken[1:])


def loop() -> float:
    """Milliseconds for a million steps of a loop: how fast this core is just now."""
    return min(cpu(lambda: [None for _ in range(200_000) if _ * _ % 7 > 7], 3) for _ in range(3)) * 5000


def speed(pairs: list[Pair], rounds: int, peer_python: str | None) -> list[dict[str, object]]:
    """Table 1: milliseconds a pair, for Retold, its stages and the peers."""
    from rapidfuzz.distance import Levenshtein

    import retold

    def each(work: Callable[[str, str], object]) -> float:
        return statistics.median(cpu(lambda one=one, other=other: work(one, other), rounds) for one, other in pairs)

    ways: dict[str, float | str] = {"retold.compare": each(retold.compare)}
    ways.update(stages(pairs, rounds))
    ways["rapidfuzz, Levenshtein.opcodes on words"] = each(lambda a, b: Levenshtein.opcodes(a.split(), b.split()))
    for autojunk in (True, False):
        ways[f"difflib, autojunk={autojunk}, on words"] = each(
            lambda a, b, autojunk=autojunk: SequenceMatcher(None, a.split(), b.split(), autojunk).get_opcodes()
        )
    ways["alcove-dux, compare_texts"] = alcove(pairs, rounds, peer_python)
    return table(ways)


def stages(pairs: list[Pair], rounds: int) -> dict[str, float]:
    """Median CPU seconds a pair in each stage of a comparison."""
    from retold.changes import differences
    from retold.collation import collate
    from retold.collation.relation import relation
    from retold.descent import direction
    from retold.marking import mark
    from retold.records.article import Article

    seconds: dict[str, list[float]] = {}

    def timed(name: str, job: Callable[[], object]) -> None:
        seconds.setdefault(f"  {name}", []).append(cpu(job, rounds))

    for one, other in pairs:
        a, b = mark(Article(text=one, id="a")), mark(Article(text=other, id="b"))
        collation = collate(a, b)
        kinship = relation(a, b, collation)
        timed("marking, both", lambda a=a, b=b: (mark(a.article), mark(b.article)))
        timed("collation", lambda a=a, b=b: collate(a, b))
        timed("relation", lambda a=a, b=b, c=collation: relation(a, b, c))
        timed("direction", lambda a=a, b=b, c=collation, k=kinship: direction(a, b, c, k))
        timed("changes", lambda a=a, b=b, c=collation: differences(a, b, c))
    return {name: statistics.median(taken) for name, taken in seconds.items()}


def alcove(pairs: list[Pair], rounds: int, python: str | None) -> float | str:
    """Median CPU seconds a pair of alcove-dux, or how to run it."""
    if python is None:
        return "not run: pip install alcove-dux elsewhere, then --peer-python PATH"
    given = json.dumps({"pairs": pairs, "rounds": rounds})
    done = subprocess.run(
        [python, HERE / "_alcove_dux.py"], input=given, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    if done.returncode:
        return f"not run: {(done.stderr.strip().splitlines() or ['it failed'])[-1]}"
    return statistics.median(json.loads(done.stdout)["seconds"])


def table(ways: dict[str, float | str]) -> list[dict[str, object]]:
    """Print the ways with their cost against the cheapest; the rows."""
    cheapest = min(taken for name, taken in ways.items() if isinstance(taken, float) and name[0] != " ")
    print(f"{'':<42}{'ms a pair':>10}{'pairs/s':>9}{'x cheapest':>12}")
    rows: list[dict[str, object]] = []
    for name, taken in ways.items():
        if isinstance(taken, str):
            print(f"{name:<42}  {taken}")
            continue
        print(f"{name:<42}{taken * 1000:>10.2f}{1 / taken:>9.0f}{taken / cheapest:>12.1f}")
        rows.append({"way": name.strip(), "ms": round(taken * 1000, 3), "times_cheapest": round(taken / cheapest, 2)})
    return rows


def growth(every: list[list[Pair]], rounds: int) -> list[dict[str, object]]:
    """Table 2: how the cost grows with the length, for Retold and the aligners."""
    from rapidfuzz.distance import Levenshtein

    import retold

    works: dict[str, Callable[[str, str], object]] = {
        "retold": retold.compare,
        "rapidfuzz": lambda a, b: Levenshtein.opcodes(a.split(), b.split()),
        "difflib": lambda a, b: SequenceMatcher(None, a.split(), b.split(), autojunk=False).get_opcodes(),
    }
    print(f"\n{'times as long':<14}{'words':>7}" + "".join(f"{name + ' ms':>14}{'x':>7}" for name in works))
    rows: list[dict[str, object]] = []
    base: dict[str, float] = {}
    for times in LENGTHS:
        pairs = [article_pair(every, times * WORDS, random.Random(f"growth {k}")) for k in range(4 if times < 5 else 1)]
        row: dict[str, object] = {"times": times, "words": len(pairs[0][0].split())}
        line = f"{times:<14}{row['words']:>7}"
        for name, work in works.items():
            if name == "difflib" and times > DIFFLIB_UP_TO:
                line += f"{'–':>14}{'':>7}"
                continue
            count = rounds if times <= 10 else 1
            taken = statistics.mean(cpu(lambda p=p, work=work: work(*p), count) for p in pairs)
            base.setdefault(name, taken)
            row[name] = {"ms": round(taken * 1000, 2), "times": round(taken / base[name], 2)}
            line += f"{taken * 1000:>14.1f}{taken / base[name]:>7.1f}"
        print(line)
        rows.append(row)
    return rows


def hostile() -> dict[str, Callable[[], Pair]]:
    """Texts of 30,000 words that break methods which hold on news."""
    chance = random.Random("hostile")
    syllables = [one + other for one in "bdfgklmnprstvz" for other in "aeiou"]

    def vocabulary(count: int) -> list[str]:
        made: dict[str, None] = {}
        while len(made) < count:
            made["".join(chance.choices(syllables, k=3))] = None
        return list(made)

    def shuffled(words: list[str], between: str, end: str) -> Pair:
        other = chance.sample(words, len(words))
        return between.join(words) + end, between.join(other) + end

    def marks() -> Pair:
        words = vocabulary(2000)
        quoted = [f"“{' '.join(chance.choices(words, k=5))}”" for _ in range(5000)]
        return " ".join(quoted), " ".join(chance.sample(quoted, len(quoted)))

    def told() -> Pair:
        words = [word.title() for word in vocabulary(2500)]
        said = [f"“{' '.join(chance.choices(words, k=8)).capitalize()},” said {name} Smith." for name in words]
        return " ".join(said), " ".join(said).replace(" said", " added")

    n = HOSTILE_WORDS
    return {
        "one word": lambda: ("news " * n, "news " * (n - 1) + "end"),
        "two words, alternating": lambda: ("left right " * (n // 2), "right left " * (n // 2)),
        "10,000 quotation marks": marks,
        "10,000 marks, none closed": lambda: ("“ word " * 10_000, "“ words " * 10_000),
        "2,500 quotations, as many speakers": told,
        "5,000 sentences of one word": lambda: shuffled([word.title() for word in vocabulary(5000)], ". ", "."),
        "one sentence and its shuffle": lambda: shuffled(vocabulary(n), " ", "."),
        "one word of 200,000 letters": lambda: ("ab" * 100_000, "ab" * 99_999 + "ba"),
    }


def hostile_table() -> list[dict[str, object]]:
    """Table 3: every hostile pair in a process of its own."""
    print(f"\n{'hostile pair':<38}{'words':>8}{'CPU s':>8}{'MB':>7}")
    rows: list[dict[str, object]] = []
    for name in hostile():
        row: dict[str, object] = {"pair": name}
        try:
            done = subprocess.run(
                [sys.executable, __file__, "--hostile", name],
                capture_output=True,
                text=True,
                check=False,
                timeout=GIVE_UP,
            )
        except subprocess.TimeoutExpired:
            print(f"{name:<38}  ended after {GIVE_UP} s by the clock  over the limit")
            rows.append({**row, "ended": True})
            continue
        if done.returncode:
            print(f"{name:<38}  failed: {done.stderr.strip().splitlines()[-1]}")
            rows.append({**row, "failed": True})
            continue
        row.update(json.loads(done.stdout))
        over = row["seconds"] > HOSTILE_SECONDS or row["megabytes"] > HOSTILE_MEGABYTES  # type: ignore[operator]
        print(
            f"{name:<38}{row['words']:>8}{row['seconds']:>8}{row['megabytes']:>7}{'  over the limit' if over else ''}"
        )
        rows.append(row)
    return rows


def run_hostile(name: str) -> None:
    """Compare one hostile pair in this process; print CPU seconds since its start and peak memory as JSON."""
    one, other = hostile()[name]()
    made = time.process_time()
    import retold

    kind = retold.compare(one, other).relation.kind
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    seconds = round(time.process_time() - made, 2)
    print(json.dumps({"words": len(one.split()), "seconds": seconds, "megabytes": round(peak), "relation": kind}))


def real_pair(shared: Path) -> list[Pair]:
    """The real dispatch and its republication, where they are at hand."""
    folder = shared / "cases/wire-pair"
    if not folder.is_dir():
        return []
    return [tuple((folder / f"{name}.txt").read_text(encoding="utf-8") for name in ("source", "retelling"))]  # type: ignore[list-item]


def news_pairs(shared: Path, most: int) -> list[Pair]:
    """Real pairs of news from two outlets, both about `WORDS` words long, where they are at hand: an even sample of `most`."""
    folder = shared / "data/us_news_2016"
    if not folder.is_dir():
        return []
    with gzip.open(folder / "articles_nov_dec.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = {str(row["id"]): row["text"] for row in map(json.loads, lines)}
    listed = (folder / "candidate_reuse_pairs.tsv").read_text(encoding="utf-8").splitlines()
    found = [(texts[a], texts[b]) for a, b, *_ in (line.split("\t") for line in listed)]
    fitting = [pair for pair in found if all(0.8 * WORDS <= len(text.split()) <= 1.2 * WORDS for text in pair)]
    return fitting[:: max(1, len(fitting) // most)][:most]


def digest(texts: object) -> str:
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:12]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peer-python", metavar="PATH")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--json", type=Path)
    parser.add_argument("--hostile", metavar="NAME", help="compare one hostile pair only, in this process")
    options = parser.parse_args()
    if options.hostile:
        run_hostile(options.hostile)
        return
    every = items()
    pairs = [article_pair(every, WORDS, random.Random(f"pair {k}")) for k in range(options.pairs)]
    before = loop()
    print(f"{len(pairs)} pairs of {WORDS} words, sha256 {digest(pairs)}, loop {before:.0f} ms\n")
    out: dict[str, object] = {"benchmark": "compare", "data": digest(pairs)}
    out["speed"] = rows = speed(pairs, options.rounds, options.peer_python)
    rate = 1000 / float(rows[0]["ms"])  # type: ignore[arg-type]
    verdict = "below the floor" if rate < FLOOR else "below the aim" if rate < AIM else "aim reached"
    print(f"\n{rate:.0f} pairs per CPU-second (floor {FLOOR}, aim {AIM}): {verdict}; loop {loop():.0f} ms")
    if real := real_pair(options.shared):
        print(f"\nthe real pair, sha256 {digest(real)}")
        out["real"] = speed(real, options.rounds, options.peer_python)
    if news := news_pairs(options.shared, options.pairs):
        words = sum(len(text.split()) for pair in news for text in pair) / 2 / len(news)
        print(
            f"\n{len(news)} real pairs of two outlets, {words:.0f} words an article, sha256 {digest(news)}, loop {loop():.0f} ms"
        )
        out["news"] = speed(news, options.rounds, options.peer_python)
    out["growth"] = grown = growth(every, options.rounds)
    ten = next(row["retold"]["times"] for row in grown if row["times"] == 10)  # type: ignore[index]
    print(
        f"ten times as long costs {ten} times as much (at most {GROWTH}){'' if ten <= GROWTH else ': over the limit'}"
    )
    out["hostile"] = hostile_table()
    out["loop_ms"] = [round(before), round(loop())]
    if options.json:
        options.json.write_text(json.dumps(out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
