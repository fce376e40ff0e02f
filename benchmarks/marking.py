"""Marking: how fast each layer is, and how well figures and dates are found on labelled news.

Prints three tables: milliseconds of CPU time for 450 words in each layer, over articles of `us_news_2016`; precision and recall
of figures and dates on `labels/figures_dates.jsonl`; and the growth of the whole of `mark` from one to ten times the text. The
floor in the same run is a pattern of bare digits and month names.

The labels hold document id and offsets only. They were made by reading, in two rounds, before the finders were run on these
articles; after its first run each round was used to mend the finders.

Run: python benchmarks/marking.py [--shared ../shared] [--articles 100] [--json FILE] [--hostile]
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import pathlib
import re
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

import msgspec

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

from benchmarks.hostile_patterns import Found, attacks, modules, patterns, use
from retold.marking import mark
from retold.marking.attribution import find_attributions
from retold.marking.credits import find_credits
from retold.marking.damage import find_damage
from retold.marking.dates import dates
from retold.marking.figure_voices import attribute_figures
from retold.marking.figures import figures
from retold.marking.layout import layout
from retold.marking.names import names
from retold.marking.quotations import find_quotations
from retold.marking.sentences import sentences
from retold.records.article import Article, Span
from retold.text.language import language

HERE = pathlib.Path(__file__).parent
NAIVE_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
NAIVE_DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\b(?:19|"
    r"20)\d\d\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)


def read(path: pathlib.Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def us_article(row: dict[str, Any]) -> Article:
    return Article(text=row["text"], title=row["title"], published=row["date"])


def polnear_article(row: dict[str, Any]) -> Article:
    return Article(text=row["text"], published=row["id"].split("_")[1])


def split_body(text: str, body: tuple[tuple[int, int], ...]) -> tuple[Span, ...]:
    return tuple(one for run in body for one in sentences(text, *run))


def layers(articles: list[Article]) -> dict[str, float]:
    """CPU milliseconds for 450 words, by layer; the second of two rounds, so that caches are warm."""
    spent: dict[str, float] = {}

    def timed(name: str, call: Callable[..., Any], *arguments: Any) -> Any:
        begin = time.process_time()
        result = call(*arguments)
        spent[name] = spent.get(name, 0.0) + time.process_time() - begin
        return result

    count = 0
    for _ in range(2):
        spent.clear()
        count = 0
        for article in articles:
            text = article.text
            count += len(text.split())
            timed("language", language, text)
            page = timed("layout", layout, article)
            if not page.body:
                continue
            first, last = page.body[0][0], page.body[-1][1]
            split = timed(
                "sentences",
                lambda text, runs: tuple(one for run in runs for one in sentences(text, *run)),
                text,
                page.body,
            )
            timed("credits", find_credits, text, first, last, page.dateline)
            named = timed("names", names, text, split, "en")
            dated = timed("dates", dates, text, split, article.published)
            counted = timed("figures", figures, text, split, dated, named, "en")
            timed("damage", find_damage, text, split, named)
            quoted = timed("quotations", find_quotations, text, first, last, "en")
            said, _ = timed("attributions", find_attributions, text, split, quoted, named, page.title)
            timed("figure voices", attribute_figures, text, counted, said, split)
    return {name: seconds / count * 450_000 for name, seconds in spent.items()}


def score(rows: list[dict[str, Any]], texts: dict[tuple[str, str], Article]) -> dict[str, dict[str, float]]:
    """Precision, recall and exactness of value for figures and dates, for the finders and for the naive patterns."""
    counts = {f"{who} {kind}": [0, 0, 0, 0] for who in ("retold", "naive") for kind in ("figure", "date")}
    for row in rows:
        article = texts[row["set"], row["id"]]
        if hashlib.sha256(article.text.encode()).hexdigest()[:16] != row["sha256"]:
            raise SystemExit(f"{row['set']} {row['id']}: not the text that was labelled")
        marked = mark(article)
        body = [(one.start, one.end) for one in marked.sentences]
        found: dict[str, list[tuple[int, int, Any]]] = {
            "retold figure": [(one.span.start, one.span.end, (one.value, one.high)) for one in marked.figures],
            # Times of day are marked as dates too; the labels hold days, months and years only.
            "retold date": [
                (one.span.start, one.span.end, one.resolved)
                for one in marked.dates
                if one.precision not in ("hour", "minute")
            ],
            "naive figure": [
                (*one.span(), (float(one.group().replace(",", "") if one.group().count(".") < 2 else 0), None))
                for one in NAIVE_FIGURE.finditer(article.text)
            ],
            "naive date": [(*one.span(), None) for one in NAIVE_DATE.finditer(article.text)],
        }
        for key, answers in found.items():
            kind = key.split()[1]
            gold = [label for label in row["labels"] if label[2] == kind]
            near = [
                one for one in answers if one[0] < row["until"] and any(start <= one[0] < end for start, end in body)
            ]
            match(gold, near, kind, counts[key])
    return {key: ratios(*value) for key, value in counts.items()}


def match(gold: list[Any], answers: list[tuple[int, int, Any]], kind: str, count: list[int]) -> None:
    used: set[int] = set()
    for start, end, _, value, high in gold:
        hit = next(
            (index for index, one in enumerate(answers) if index not in used and one[0] < end and start < one[1]), None
        )
        if hit is None:
            continue
        used.add(hit)
        count[0] += 1
        answer = answers[hit][2]
        count[3] += (abs(answer[0] - value) < 0.01 and answer[1] == high) if kind == "figure" else answer == value
    count[1] += len(answers)
    count[2] += len(gold)


def ratios(hits: int, found: int, gold: int, exact: int) -> dict[str, float]:
    precision, recall = hits / max(1, found), hits / max(1, gold)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(1e-9, precision + recall),
        "value right": exact / max(1, hits),
        "labels": gold,
    }


def growth(article: Article) -> float:
    """How many times longer `mark` takes on ten times the text."""
    long = msgspec.structs.replace(article, text="\n\n".join([article.text] * 10))
    spent = []
    for one, rounds in ((article, 20), (long, 2)):
        mark(one)
        begin = time.process_time()
        for _ in range(rounds):
            mark(one)
        spent.append((time.process_time() - begin) / rounds)
    return spent[1] / spent[0]


LIMIT = 2.0  # seconds
HOSTILE = (
    *("a", "A", "1", " ", "\n", "-", ".", "'", '"', "“", "(", ",", "a ", "Aa ", "1,", "1 ", "1/", "A. ", "A, ", "a\n"),
    *("of the ", "said ", "“a” ", "(a) ", "Mr. A said. ", "1 to 2 percent "),
)


def hostile(length: int = 100_000) -> list[tuple[float, str, str]]:
    """(CPU milliseconds, module and pattern, what was repeated) for each pattern of the package on its worst text.

    The texts are those of `hostile_patterns`: a short one of each kind to find the three that hurt most, then `length`
    characters of those. A pattern that the code searches for is searched for; one that it only matches at places found
    before is matched at 100 places. After LIMIT seconds it is given up.
    """

    def give_up(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGVTALRM, give_up)
    sources = modules()
    out = []
    for module in sources:
        for found in patterns(module, sources):
            ranked = sorted(
                attacks(found.pattern, 40), key=lambda one: spent(found, one.text(length // 50)), reverse=True
            )
            out.append(
                max(
                    (spent(found, one.text(length)), found.name, f"{one.before[:20]!r}, {one.piece[:30]!r}")
                    for one in ranked[:3]
                )
            )
    return sorted(out, reverse=True)


def spent(found: Found, text: str) -> float:
    """CPU milliseconds that the pattern takes on a text, used as the package uses it."""
    begin = time.thread_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    try:
        use(found, text, 100)
    except TimeoutError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return 1000 * (time.thread_time() - begin)


def whole(part: str, size: int) -> float:
    """CPU seconds of `mark` on `part` repeated to `size` characters."""
    article = Article(text=part * (size // len(part)))
    begin = time.process_time()
    mark(article)
    return time.process_time() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=pathlib.Path, default=pathlib.Path("../shared"))
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--hostile", action="store_true", help="only the patterns, each on its worst text of 100 kB")
    options = parser.parse_args()
    if options.hostile:
        slow = hostile()
        for milliseconds, name, part in slow[:12]:
            print(f"  {name:<44}{milliseconds:8.1f} ms on 100 kB of {part}")
        print(f"  {sum(one[0] <= 200 for one in slow)} of {len(slow)} patterns within 200 ms")
        print("\nmarking as a whole, CPU seconds on 100 kB and on 1 MB of")
        for part in HOSTILE:
            short, long = (whole(part, size) for size in (100_000, 1_000_000))
            print(f"  {part!r:<12}{short:8.2f}{long:8.2f}   x {long / max(short, 0.01):.0f}")
        return
    us_path = options.shared / "data/us_news_2016/articles_nov_dec.jsonl.gz"
    polnear_path = options.shared / "data/polnear/open.jsonl.gz"
    us_rows, polnear_rows = read(us_path), read(polnear_path)
    texts = {("us_news_2016", str(row["id"])): us_article(row) for row in us_rows}
    texts |= {("polnear", row["id"]): polnear_article(row) for row in polnear_rows}
    sample = [us_article(row) for row in us_rows[:: max(1, len(us_rows) // options.articles)]]
    labels = [
        json.loads(line) for line in (HERE / "labels/figures_dates.jsonl").read_text(encoding="utf-8").splitlines()
    ]

    for path in (us_path, polnear_path):
        print(path.name, hashlib.sha256(path.read_bytes()).hexdigest()[:16])
    speed = layers(sample)
    print("\nCPU milliseconds for 450 words")
    for name, milliseconds in speed.items():
        print(f"  {name:<16}{milliseconds:7.2f}")
    print(f"  {'all':<16}{sum(speed.values()):7.2f}")
    quality = score(labels, texts)
    print(f"\n{'found':<16}{'precision':>10}{'recall':>8}{'F1':>7}{'value right':>13}{'labels':>8}")
    for key, row in quality.items():
        print(
            f"{key:<16}{row['precision']:>10.3f}{row['recall']:>8.3f}{row['f1']:>7.3f}{row['value right']:>13.3f}{row['labels']:>8}"
        )
    times = growth(sample[0])
    print(f"\nten times the text takes {times:.1f} times as long")
    if options.json:
        line = {"benchmark": "marking", "milliseconds": speed, "quality": quality, "growth": times}
        options.json.write_text(json.dumps(line) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
