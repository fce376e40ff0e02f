"""Has it been seen before? One article, and a thousand, against an archive of many.

    python benchmarks/archive.py [--articles 20000] [--folder FOLDER] [--parts index,sqlite,tantivy,store,orders] [--json FILE]

`index`    the look-up index alone over so many generated articles (1,000,000 for the figures that are quoted): bytes an article;
           CPU of the candidates for one article, and of the whole answer of `retold find` with the texts read from a file;
           recall by kind of copy (found as a candidate; found with a relation, and with *retelling* or closer); false alarms
           on 2,000 unrelated articles; CPU of adding 1,000 articles, matching included.
`sqlite`   the same postings in a SQLite table WITHOUT ROWID, at most 200,000 articles of them: bytes and CPU of a look-up.
`tantivy`  the query for the 32 rarest words of the article with tantivy (named in benchmarks/requirements.txt; left out where
           it is not installed).
`store`    the archive as a whole, database and index together: CPU and bytes of filling it, adding 1,000 articles, `find`, a page
           of stories, and the longest write transaction; with `reindex` also building it anew.
`orders`   2,000 articles added in three orders: the pairs that are found before `doctor --reindex`, and whether they are the same
           after it.

CPU is that of this process, each figure the median over the queries, in a warm process with the index mapped. On a shared machine
it is good within a factor of two; the calibration line (an empty loop of a million steps) tells how busy it is. FOLDER keeps the
generated texts (2.6 GB for a million) and is made where it is missing; without it they go to a temporary folder.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

import archive_store
import archive_texts
from retold.archive.lookup import (
    FileInfo,
    Lookup,
    New,
    make_epoch,
    merge,
    merge_plan,
    order_key,
    prepare,
    read_epoch,
    write_epoch,
    write_segment,
)
from retold.find import find
from retold.records.article import Article
from retold.records.marks import Marked

BATCH = 5_000
SQLITE_MOST = 200_000
TANTIVY_WORDS = 32
ORDERED = 2_000
FLOORS = {"candidates_ms": 0.5, "answer_ms": 5.0, "bytes": 1200, "add_s": 5.0, "recall_70": 0.95, "false": 0.002}
AIMS = {"candidates_ms": 0.1, "answer_ms": 2.0, "bytes": 700, "add_s": 1.5}


class Flat:
    """An archive for `find` without a database: texts from a file, the index beside them."""

    def __init__(self, texts: archive_texts.Texts, lookup: Lookup) -> None:
        self._texts, self._lookup = texts, lookup

    def lookup(self) -> Lookup:
        """The index."""
        return self._lookup

    def texts(self, numbers: Sequence[int]) -> list[str]:
        """Texts from the file."""
        return self._texts.get(numbers)

    def articles_numbered(self, numbers: Sequence[int]) -> list[Article]:
        """Articles made of the texts."""
        return [
            Article(id=f"{number}", text=self._texts[number], published=self._texts.orders[number])
            for number in numbers
        ]

    def stories_of(self, ids: Sequence[str]) -> Mapping[str, str]:
        """None."""
        return {}

    def marked(self, id: str) -> Marked:
        """Not asked for here."""
        raise NotImplementedError


def new(texts: archive_texts.Texts, numbers: Iterable[int]) -> list[New]:
    return [New(one, texts[one], order_key(texts.orders[one], str(one)), int(texts.outlets[one])) for one in numbers]


def build(texts: archive_texts.Texts, folder: Path) -> tuple[list[FileInfo], FileInfo, float]:
    """Index all texts, batch by batch, merging as an archive does; CPU seconds with the reading of the texts."""
    folder.mkdir(parents=True)
    began = time.process_time()
    step = max(1, len(texts) // 20_000)
    info = write_epoch(folder, make_epoch(1, (texts[one] for one in range(0, len(texts), step)), len(texts)))
    epoch = read_epoch(folder, info)
    infos: list[FileInfo] = []
    for first in range(0, len(texts), BATCH):
        numbers = range(first, min(first + BATCH, len(texts)))
        infos.append(write_segment(folder, prepare(new(texts, numbers), epoch)))
        infos = merged(folder, infos)
    return infos, info, time.process_time() - began


def merged(folder: Path, infos: list[FileInfo]) -> list[FileInfo]:
    for group in merge_plan(infos):
        infos = [info for info in infos if info not in group] + [merge(folder, group)]
        for info in group:
            (folder / info.name).unlink()
    return infos


def median_ms(function: Callable[[Any], Any], given: Sequence[Any]) -> tuple[float, float, list[Any]]:
    """Median and 95th percentile of the CPU milliseconds of a call, and what the calls gave."""
    for one in given[:20]:
        function(one)
    spent, results = [], []
    for one in given:
        began = time.process_time_ns()
        results.append(function(one))
        spent.append((time.process_time_ns() - began) / 1e6)
    return statistics.median(spent), float(np.percentile(spent, 95)), results


def calibration() -> float:
    """Milliseconds of CPU of an empty loop of a million steps."""
    best = 1e9
    for _ in range(5):
        began = time.process_time()
        for _ in range(1_000_000):
            pass
        best = min(best, time.process_time() - began)
    return best * 1e3


def index(texts: archive_texts.Texts, folder: Path) -> dict[str, Any]:
    place = folder / f"index-{len(texts)}"
    if (place / "files.json").exists():
        listed, built = json.loads((place / "files.json").read_text())
        infos = [FileInfo(**one) for one in listed]
        epoch_info, infos = infos[0], infos[1:]
    else:
        infos, epoch_info, built = build(texts, place)
        listed = [
            {name: getattr(one, name) for name in ("name", "kind", "epoch", "articles", "bytes", "sha256")}
            for one in (epoch_info, *infos)
        ]
        (place / "files.json").write_text(json.dumps([listed, built]))
    lookup = Lookup(place, infos, read_epoch(place, epoch_info))
    store = Flat(texts, lookup)
    size = sum(info.bytes for info in infos) + epoch_info.bytes
    row: dict[str, Any] = {"build_s": built, "bytes": size / len(texts), "segments": len(infos)}
    asked = [query for query in texts.queries if query[0] != "event"]
    order = np.random.default_rng(1).permutation(len(asked))
    asked = [asked[one] for one in order]
    row["candidates_ms"], row["candidates_p95"], found = median_ms(lambda one: lookup.candidates(one[2], 16), asked)
    near = defaultdict(list)
    for (kind, source, _), listed_here in zip(asked, found, strict=True):
        near[kind].append(source in [one.number for one in listed_here])
    row["answer_ms"], row["answer_p95"], answers = median_ms(lambda one: find(one[2], store), asked)
    by_kind = defaultdict(list)
    for (kind, source, _), answer in zip(asked, answers, strict=True):
        by_kind[kind].append(next((one.relation for one in answer.matches if one.telling.id == str(source)), "none"))
    row["recall"] = {
        kind: {
            "candidate": float(np.mean(near[kind])),
            "related": float(np.mean([one != "none" for one in kinds])),
            "retelling": float(np.mean([one in ("identical", "retelling") for one in kinds])),
            "queries": len(kinds),
        }
        for kind, kinds in sorted(by_kind.items())
    }
    row["recall_70"] = min(row["recall"][kind]["retelling"] for kind in ("iid-70", "uneven-70"))
    row["unrelated_ms"], _, alarms = median_ms(lambda one: find(one, store), texts.unrelated)
    row["false"] = float(np.mean([bool(one.matches) for one in alarms]))
    events = [query for query in texts.queries if query[0] == "event"]
    row["events_related"] = float(
        np.mean([any(m.telling.id == str(source) for m in find(text, store).matches) for _, source, text in events])
    )
    row |= added(texts, place, infos, lookup)
    return row


def added(texts: archive_texts.Texts, place: Path, infos: list[FileInfo], lookup: Lookup) -> dict[str, Any]:
    """CPU of adding the thousand: words, features, join, scores, a segment, and what merging it comes to on average."""
    rng = np.random.default_rng(2)
    spent = []
    for _ in range(3):
        listed = [
            New(len(texts) + number, text, int(rng.integers(1 << 40)), int(rng.integers(120)))
            for number, text in enumerate(texts.added)
        ]
        began = time.process_time()
        prepared = prepare(listed, lookup.epoch)
        joined = lookup.join(prepared, texts.get)
        info = write_segment(place, prepared, joined.notices)
        spent.append(time.process_time() - began)
        (place / info.name).unlink()
    began = time.process_time()
    info = merge(place, infos)
    rewritten = (time.process_time() - began) / max(1, len(texts))  # seconds an article, each time it is rewritten
    (place / info.name).unlink()
    times = np.log(max(2, len(texts) / 1000)) / np.log(4)
    share = rewritten * len(texts.added) * times
    return {
        "add_s": min(spent) + share,
        "add_join_s": min(spent),
        "add_merge_s": share,
        "added_pairs": len(joined.a),
        "added_considered": joined.considered,
    }


def sqlite(texts: archive_texts.Texts, folder: Path) -> dict[str, Any]:
    """The same features in a SQLite table, against segments of the same articles."""
    count = min(len(texts), SQLITE_MOST)
    epoch = make_epoch(1, (texts[one] for one in range(0, count, max(1, count // 5_000))), 5_000)
    place = folder / "sqlite"
    place.mkdir(exist_ok=True)
    target = place / "postings.db"
    target.unlink(missing_ok=True)
    db = sqlite3.connect(target)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=NORMAL")
    db.execute("CREATE TABLE postings (f INTEGER, a INTEGER, PRIMARY KEY (f, a)) WITHOUT ROWID")
    infos: list[FileInfo] = []
    sql_s = segment_s = 0.0
    for first in range(0, count, BATCH):
        prepared = prepare(new(texts, range(first, min(count, first + BATCH))), epoch)
        began = time.process_time()
        infos = merged(place, [*infos, write_segment(place, prepared)])
        segment_s += time.process_time() - began
        began = time.process_time()
        rows = (
            (bucket << 32 | int(one) >> 32, int(one) & 0xFFFFFFFF)
            for bucket, part in enumerate(prepared.buckets)
            for one in part.tolist()
        )
        with db:
            db.executemany("INSERT INTO postings VALUES (?, ?)", rows)
        sql_s += time.process_time() - began
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    lookup = Lookup(place, infos, epoch)

    def ask(text: str) -> list[tuple[int, int]]:
        keys = lookup.query(text).keys.tolist()
        marks = ",".join("?" * len(keys))
        return db.execute(
            f"SELECT a, count(*) AS n FROM postings WHERE f IN ({marks}) GROUP BY a ORDER BY n DESC LIMIT 16", keys
        ).fetchall()

    asked = [text for _, source, text in texts.queries if source < count][:400]
    query_ms, _, _ = median_ms(lookup.query, asked)
    own_ms, _, _ = median_ms(lambda text: lookup.candidates(text, 16), asked)
    sql_ms, _, _ = median_ms(ask, asked)
    made = {
        "articles": count,
        "sqlite_bytes": target.stat().st_size / count,
        "segment_bytes": sum(info.bytes for info in infos) / count,
        "sqlite_ms": sql_ms,
        "segment_ms": own_ms,
        "query_ms": query_ms,
        "sqlite_write_us": sql_s / count * 1e6,
        "segment_write_us": segment_s / count * 1e6,
    }
    db.close()
    for path in place.iterdir():
        path.unlink()
    return made


def tantivy(texts: archive_texts.Texts, folder: Path) -> dict[str, Any] | None:
    """A search engine asked for the rarest words of the article."""
    try:
        import tantivy as engine
    except ImportError:
        return None
    from collections import Counter

    place = folder / f"tantivy-{len(texts)}"
    fresh = not place.exists()
    place.mkdir(exist_ok=True)
    builder = engine.SchemaBuilder()
    builder.add_text_field("body", stored=False, index_option="freq")
    builder.add_unsigned_field("number", stored=True)
    found_index = engine.Index(builder.build(), path=str(place))
    began = time.process_time()
    if fresh:
        writer = found_index.writer(heap_size=256_000_000, num_threads=1)
        for number in range(len(texts)):
            writer.add_document(engine.Document(body=texts[number], number=number))
        writer.commit()
        writer.wait_merging_threads()
    built = time.process_time() - began
    found_index.reload()
    frequency: Counter[str] = Counter()
    for number in range(0, len(texts), max(1, len(texts) // 20_000)):
        frequency.update(set(tokens(texts[number])))
    searcher = found_index.searcher()

    def ask(text: str) -> list[int]:
        rare = sorted(set(tokens(text)), key=lambda word: (frequency[word], word))[:TANTIVY_WORDS]
        parts = [
            (engine.Occur.Should, engine.Query.term_query(found_index.schema, "body", word, index_option="freq"))
            for word in rare
        ]
        hits = searcher.search(engine.Query.boolean_query(parts), limit=16).hits
        return [int(searcher.doc(address)["number"][0]) for _, address in hits]

    asked = [query for query in texts.queries if query[0] != "event"]
    asked = [asked[one] for one in np.random.default_rng(1).permutation(len(asked))[:400]]
    spent, p95, found = median_ms(lambda one: ask(one[2]), asked)
    recall = defaultdict(list)
    for (kind, source, _), numbers in zip(asked, found, strict=True):
        recall[kind].append(source in numbers)
    size = sum(path.stat().st_size for path in place.iterdir())
    return {
        "bytes": size / len(texts), "candidates_ms": spent, "candidates_p95": p95, "build_s": built,
        "recall": {kind: float(np.mean(listed)) for kind, listed in sorted(recall.items())},
    }  # fmt: skip


def tokens(text: str) -> list[str]:
    """Words as tantivy's default tokeniser makes them."""
    import re

    return [word for word in re.findall(r"[^\W_]+", text.lower()) if len(word) < 40]


def show(result: dict[str, Any]) -> None:
    if "index" not in result:
        return
    row = result["index"]
    print(f"\n{'':44}{'measured':>10}{'floor':>9}{'aim':>8}")
    lines = (
        ("candidates for one article, CPU ms (median)", "candidates_ms", "8.3f"),
        ("whole answer of find, CPU ms (median)", "answer_ms", "8.2f"),
        ("index, bytes an article", "bytes", "8.0f"),
        ("adding 1,000 articles, CPU s", "add_s", "8.2f"),
        ("70 % changed, found as a retelling", "recall_70", "8.3f"),
        ("false alarms, share of 2,000 unrelated", "false", "8.4f"),
    )
    for says, name, form in lines:
        floor, aim = FLOORS.get(name, ""), AIMS.get(name, "")
        print(f"{says:44}{row[name]:>10{form[1:]}}{floor!s:>9}{aim!s:>8}")
    print(
        f"95th percentile: candidates {row['candidates_p95']:.3f} ms, answer {row['answer_p95']:.2f} ms; "
        f"unrelated articles: answer {row['unrelated_ms']:.2f} ms (median)"
    )
    print(
        f"adding: join and segment {row['add_join_s']:.2f} s, merging on average {row['add_merge_s']:.2f} s; "
        f"{row['added_considered']:,} candidate pairs, {row['added_pairs']:,} kept; "
        f"index built in {row['build_s']:.0f} CPU-s, {row['segments']} segments"
    )
    peer = result.get("tantivy")
    print(
        f"\n{'recall':12}{'queries':>8}{'candidate':>11}{'related':>9}{'retelling':>11}"
        + (f"{'tantivy':>9}" if peer else "")
    )
    for kind, shares in row["recall"].items():
        line = f"{kind:12}{shares['queries']:8}{shares['candidate']:11.3f}{shares['related']:9.3f}{shares['retelling']:11.3f}"
        print(line + (f"{peer['recall'].get(kind, float('nan')):9.3f}" if peer else ""))
    print(f"independent articles on one event called related: {row['events_related']:.3f}")
    if peer:
        print(
            f"tantivy, {TANTIVY_WORDS} rarest words: {peer['candidates_ms']:.2f} CPU ms (95th percentile "
            f"{peer['candidates_p95']:.2f}), {peer['bytes']:.0f} bytes an article, no verdict"
        )
    elif "tantivy" in result:
        print("tantivy is not installed: left out (benchmarks/requirements.txt)")
    if base := result.get("sqlite"):
        print(
            f"\n{base['articles']:,} articles, the same features: SQLite table {base['sqlite_bytes']:.0f} bytes an article, "
            f"look-up {base['sqlite_ms']:.3f} ms, written in {base['sqlite_write_us']:.0f} µs an article;\n"
            f"segments {base['segment_bytes']:.0f} bytes, {base['segment_ms']:.3f} ms, {base['segment_write_us']:.0f} µs "
            f"(both look-ups with {base['query_ms']:.3f} ms for the features of the text)"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--folder", type=Path, help="where generated texts are kept and looked for")
    parser.add_argument("--parts", default="index,sqlite,tantivy,store,orders")
    parser.add_argument("--shared", help=argparse.SUPPRESS)  # every benchmark takes it; this one generates its articles
    parser.add_argument("--json", metavar="FILE")
    options = parser.parse_args()
    parts = options.parts.split(",")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        print(f"empty loop of a million steps: {calibration():.0f} ms")
        result: dict[str, Any] = {"benchmark": "archive", "articles": options.articles}
        if set(parts) & {"index", "sqlite", "tantivy"}:
            texts = archive_texts.made(folder, options.articles)
            print(f"{len(texts):,} generated articles, seed {archive_texts.SEED}, sha256 {texts.digest[:16]}")
            result["sha256"] = texts.digest
        if "index" in parts:
            result["index"] = index(texts, folder)
        if "sqlite" in parts:
            result["sqlite"] = sqlite(texts, folder)
        if "tantivy" in parts:
            result["tantivy"] = tantivy(texts, folder)
        if "store" in parts:
            with tempfile.TemporaryDirectory() as place:
                result["store"] = archive_store.store(options.articles, Path(place), "reindex" in parts)
        if "orders" in parts:
            result["orders"] = archive_store.orders(min(ORDERED, options.articles))
        result["loop_ms"] = calibration()
        show(result)
        print(*archive_store.lines(result), sep="\n")
    if options.json:
        with open(options.json, "a", encoding="utf-8") as file:
            file.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
