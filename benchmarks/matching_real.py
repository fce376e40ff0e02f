"""Are retellings found in real collections, and independent articles left alone?

    python benchmarks/matching_real.py [--shared ../shared] [--parts clough,newswcl50,wire,ecb,news] [--json FILE]

`wire`       a real dispatch and its republication among 10,000 invented articles.
`newswcl50`  10 events, each told independently by 5 outlets: pairs of one event that are called a retelling (none should be).
`clough`     57 answers to 3 tasks and their sources (Clough & Stevenson): derived or not by the relation as it stands, with a 95 %
             Wilson interval; four degrees of reuse by naive Bayes on four numbers of the collation, fitted on two tasks and tested
             on the third.
`ecb`        grouping of 772 articles into events, joined by *same event* or closer (single link; each article is compared with
             its 15 nearest by TF-IDF): B³, against TF-IDF with its best cut in hindsight.
`news`       a year's end of 11 US outlets in one call of `trace`: how many of the listed near-verbatim pairs it finds.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import itertools
import json
import math
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from retold.collation import collate
from retold.collation.literal import literal_runs
from retold.collation.relation import relation
from retold.generate.collection import Recipe, collection
from retold.marking import mark
from retold.records.article import Article
from retold.records.comparison import Relation
from retold.records.marks import Marked
from retold.text.background import idf
from retold.text.tokenise import words
from retold.trace import trace

NEAREST = 15
LONG_RUN = 8  # words; shorter runs agree by chance and by subject
DEGREES = ("non", "heavy", "light", "cut")
RELATED = ("identical", "retelling", "shares-passage")


def related(a: Marked, b: Marked) -> Relation:
    return relation(a, b, collate(a, b))


def named(path: Path) -> str:
    return f"{path.name} sha256 {hashlib.sha256(path.read_bytes()).hexdigest()[:16]}"


def lines(path: Path) -> Iterator[str]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from data.decode("utf-8").splitlines(keepends=True)


def wilson(right: int, count: int) -> tuple[float, float]:
    share, z = right / count, 1.96
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return middle - half, middle + half


def wire(shared: Path) -> dict[str, Any]:
    case = shared / "cases" / "wire-pair"
    pair = [Article(id=name, text=(case / f"{name}.txt").read_text("utf-8")) for name in ("source", "retelling")]
    others = [article for article, _ in collection(Recipe(articles=10_000, pairs=0, stories=()), seed=4)]
    found = trace([*others, *pair])
    stories = [sorted(one.id for one in story.tellings) for story in found.stories]
    print(
        f"wire pair among {len(others):,}: stories {stories}, {len(found.passages)} passages, {found.counts.compared} compared"
    )
    return {"stories": stories, "passages": len(found.passages)}


def newswcl50(shared: Path) -> dict[str, Any]:
    path = shared / "data" / "newswcl50" / "NewsWCL50.conll.gz"
    texts: dict[str, list[str]] = defaultdict(list)
    name = ""
    for line in lines(path):
        if line.startswith("#begin"):
            name = line.split()[2].rstrip(";")
        elif line[:1] not in ("#", "\n"):
            cells = line.split("\t")
            if cells[2] == "0" and texts[name]:
                texts[name].append("\n")
            texts[name].append(cells[3])
    marked = {name: mark(Article(id=name, text=joined(listed))) for name, listed in texts.items()}
    kinds: Counter[str] = Counter()
    wrong = []
    for one, other in itertools.combinations(sorted(marked), 2):
        if one.split("/")[0] != other.split("/")[0]:
            continue
        found = related(marked[one], marked[other])
        kinds[found.kind] += 1
        if found.kind in ("identical", "retelling"):
            wrong.append((one, other, found.score))
    print(
        f"newswcl50: {kinds.total()} independent pairs of one event: {dict(kinds)}; called a retelling: {wrong} ({named(path)})"
    )
    return {"kinds": dict(kinds), "wrong": wrong}


def joined(tokens: Sequence[str]) -> str:
    """Tokens as text: no space before marks."""
    return " ".join(tokens).replace(" \n ", "\n").replace(" ,", ",").replace(" .", ".").replace(" 's", "'s")


def clough(shared: Path) -> dict[str, Any]:
    folder = shared / "data" / "clough_stevenson"
    table = folder / "pairs_tasks_abc.csv"
    with open(table, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    marked: dict[str, Marked] = {}
    for name in {row[side] for row in rows for side in ("source", "answer")}:
        marked[name] = mark(Article(id=name, text=(folder / name).read_bytes().decode("utf-8", "replace")))
    scored = []
    for row in rows:
        source, answer = marked[row["source"]], marked[row["answer"]]
        collation = collate(source, answer)
        found = relation(source, answer, collation)
        runs = [len(words(answer.article.text, run.b_start, run.b_end)) for run in collation.matches]
        long = sum(length for length in runs if length >= LONG_RUN) / max(collation.words_b, 1)
        middle = sum(length * length for length in runs) / max(sum(runs), 1)
        told, heard = words(answer.article.text).norm, words(source.article.text).norm
        literal = sum(run.length for run in literal_runs(heard, told)) / max(len(told), 1)
        marks = (found.score, found.copied, long, math.log1p(middle), literal)
        scored.append((row["source"], DEGREES.index(row["label"]), found.score, found.kind in RELATED, marks))
    right = sum((degree > 0) == said for _, degree, _, said, _ in scored)
    low, high = wilson(right, len(scored))
    exact = 0
    for task in sorted({row[0] for row in scored}):
        model = fitted([(row[4], row[1]) for row in scored if row[0] != task])
        exact += sum(model(row[4]) == row[1] for row in scored if row[0] == task)
    print(
        f"clough: binary {right}/{len(scored)} = {right / len(scored):.3f} ({low:.2f}–{high:.2f});"
        f" four degrees, one task left out {exact / len(scored):.3f} ({named(table)})"
    )
    for degree, label in enumerate(DEGREES):
        listed = sorted(score for _, is_, score, *_ in scored if is_ == degree)
        print(f"  {label:6} scores {listed[0]:.2f} … {listed[len(listed) // 2]:.2f} … {listed[-1]:.2f}")
    return {"binary": right / len(scored), "interval": (low, high), "four": exact / len(scored)}


def fitted(points: Sequence[tuple[tuple[float, ...], int]]) -> Callable[[tuple[float, ...]], int]:
    """Gaussian naive Bayes on the four numbers that a collation gives of the degree of reuse."""
    values, degrees = np.array([marks for marks, _ in points]), np.array([degree for _, degree in points])
    spread = values.std(axis=0)
    models = [
        (
            values[degrees == degree].mean(axis=0),
            values[degrees == degree].std(axis=0) + 0.2 * spread,
            (degrees == degree).mean(),
        )
        for degree in range(len(DEGREES))
    ]

    def likeliest(marks: tuple[float, ...]) -> int:
        scores = [
            math.log(share) - (np.log(wide) + ((np.array(marks) - middle) / wide) ** 2 / 2).sum()
            for middle, wide, share in models
        ]
        return int(np.argmax(scores))

    return likeliest


def ecb(shared: Path) -> dict[str, Any]:
    path = shared / "data" / "ecbplus" / "topics_1_35.jsonl.gz"
    rows = [json.loads(line) for line in lines(path)]
    marked = [mark(Article(id=row["id"], text="\n".join(row["sentences"]))) for row in rows]
    gold = [row["story"] for row in rows]
    cosine = tfidf([words(one.article.text).norm for one in marked])
    pairs = {
        (min(one, int(other)), max(one, int(other)))
        for one in range(len(rows))
        for other in np.argsort(-cosine[one])[1 : NEAREST + 1]
    }
    kinds: Counter[str] = Counter()
    edges = []
    apart = 0
    for one, other in sorted(pairs):
        found = related(marked[one], marked[other])
        kinds[found.kind] += 1
        if found.kind != "unrelated":
            edges.append((one, other))
        apart += found.kind in ("identical", "retelling") and gold[one] != gold[other]
    own = b_cubed(linked(len(rows), edges), gold)
    best = max(
        (b_cubed(linked(len(rows), np.argwhere(np.triu(cosine > cut, 1)).tolist()), gold), cut)
        for cut in np.arange(0.1, 0.6, 0.02)
    )
    print(
        f"ecb: B³ {own:.3f} joined by same event or closer; TF-IDF {best[0]:.3f} at its best cut {best[1]:.2f};"
        f" {dict(kinds)}, {apart} retellings across events ({named(path)})"
    )
    return {"b3": own, "tfidf": best[0], "kinds": dict(kinds), "retellings_across": apart}


def tfidf(texts: Sequence[Sequence[str]]) -> np.ndarray:
    """Cosine of all pairs, words weighed by log counts and idf in this collection."""
    known = Counter(word for text in texts for word in set(text))
    places = {word: place for place, word in enumerate(known)}
    matrix = np.zeros((len(texts), len(places)), dtype=np.float32)
    for row, text in enumerate(texts):
        for word, count in Counter(text).items():
            matrix[row, places[word]] = (1 + math.log(count)) * math.log(len(texts) / known[word]) * (idf(word) > 1)
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    return matrix @ matrix.T


def linked(count: int, edges: Sequence[Sequence[int]]) -> list[int]:
    from retold.matching.components import components

    sides = np.array(edges, dtype=np.int64).reshape(-1, 2)
    return components(count, sides[:, 0], sides[:, 1]).tolist()


def b_cubed(groups: Sequence[Any], gold: Sequence[Any]) -> float:
    sizes, wanted, both = Counter(groups), Counter(gold), Counter(zip(groups, gold, strict=True))
    precision = sum(number * number / sizes[group] for (group, _), number in both.items()) / len(gold)
    recall = sum(number * number / wanted[label] for (_, label), number in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


def news(shared: Path, processes: int) -> dict[str, Any]:
    folder = shared / "data" / "us_news_2016"
    path = folder / "articles_nov_dec.jsonl.gz"

    def articles() -> Iterator[Article]:
        for line in lines(path):
            row = json.loads(line)
            yield Article(
                id=str(row["id"]),
                text=row["text"],
                outlet=row["site"],
                published=row["date"],
                title=row["title"],
                url=row["url"],
            )

    spent: dict[str, float] = defaultdict(float)
    last = ["read", time.perf_counter()]

    def progress(stage: str, done: int, total: int) -> None:
        now = time.perf_counter()
        spent[str(last[0])] += now - float(last[1])
        last[:] = [stage, now]

    found = trace(articles(), processes=processes, progress=progress)
    kinds = {frozenset((p.a, p.b)): p.relation for p in (*found.passages, *(p for s in found.stories for p in s.pairs))}
    story_of = {one.id: story.id for story in found.stories for one in story.tellings}
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines(folder / "candidate_reuse_pairs.tsv"):
        a, b, share = line.split("\t")[:3]
        same = story_of.get(a, "a") == story_of.get(b, "b")
        kind = kinds.get(frozenset((a, b)), "same story" if same else "not found")
        table["0.5–1.0" if float(share) >= 0.5 else "0.3–0.5" if float(share) >= 0.3 else "0.15–0.3"][kind] += 1
    print(
        f"news: {found.counts.kept:,} articles, {len(found.stories)} stories, {len(found.passages)} passages ({named(path)})"
    )
    for name, counter in sorted(table.items(), reverse=True):
        print(f"  listed pairs that share {name} of their 7-grams: {dict(counter)} of {counter.total()}")
    whole = sum(spent.values())
    print(
        "  time by stage: "
        + ", ".join(f"{stage} {seconds / whole:.1%}" for stage, seconds in spent.items())
        + f" of {whole:.0f} s"
    )
    sizes = Counter(len(story.tellings) for story in found.stories)
    print(f"  tellings to a story: {dict(sorted(sizes.items()))}")
    return {
        "stories": len(found.stories),
        "passages": len(found.passages),
        "listed": {k: dict(v) for k, v in table.items()},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--parts", default="clough,newswcl50,wire,ecb,news")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", metavar="FILE")
    options = parser.parse_args()
    result: dict[str, Any] = {"benchmark": "matching-real"}
    runs = {"clough": clough, "newswcl50": newswcl50, "wire": wire, "ecb": ecb}
    for part in options.parts.split(","):
        result[part] = news(options.shared, options.processes) if part == "news" else runs[part](options.shared)
    if options.json:
        with open(options.json, "a", encoding="utf-8") as file:
            file.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
