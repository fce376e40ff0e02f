"""One way of finding near-copies, run in a process of its own: `python matching_peers.py WAY TEXTS.txt PAIRS.npy`.

TEXTS holds one text a line. The pairs of line numbers that it proposes go to PAIRS; what it cost goes to standard output as
JSON: CPU seconds from the texts in memory to the pairs (imports and reading are not counted), peak memory in MB.

Ways: `retold` (matching with its scores), `datasketch` (its defaults: 128 permutations, words, threshold 0.9), `datasketch-tuned`
(word 3-grams, 0.2), `rensa` (its README: words, 0.8, 16 bands), `rensa-tuned` (3-grams, 64 bands), `duckdb` (word 5-grams of
2–100 texts, joined; two shared), `hash` (floor: each line hashed).
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

Pairs = Iterable[tuple[int, int]]


def grams(text: str, length: int) -> list[str]:
    words = text.lower().split()
    return [" ".join(words[at : at + length]) for at in range(max(1, len(words) - length + 1))]


def retold(texts: list[str]) -> Callable[[], Pairs]:
    from retold.matching.match import Matcher

    def find() -> Iterator[tuple[int, int]]:
        matcher = Matcher()
        matcher.add(texts)
        found = matcher.pairs()
        matcher.close()
        yield from zip(found.a.tolist(), found.b.tolist(), strict=True)
        for copy, first in enumerate(found.original.tolist()):
            if copy != first:
                yield first, copy

    warm = Matcher()  # loads the compiled code
    warm.add([*texts[:200], *(f"{text} and more" for text in texts[:5])])
    warm.pairs()
    warm.close()
    return find


def datasketch(texts: list[str], threshold: float, length: int) -> Callable[[], Pairs]:
    from datasketch import MinHash, MinHashLSH

    def find() -> Iterator[tuple[int, int]]:
        index = MinHashLSH(threshold=threshold, num_perm=128)
        for number, text in enumerate(texts):
            made = MinHash(num_perm=128)
            made.update_batch([gram.encode() for gram in set(grams(text, length))])
            for other in index.query(made):
                yield other, number
            index.insert(number, made)

    return find


def rensa(texts: list[str], bands: int, length: int) -> Callable[[], Pairs]:
    from rensa import RMinHash, RMinHashLSH

    def find() -> Iterator[tuple[int, int]]:
        index = RMinHashLSH(threshold=0.8, num_perm=128, num_bands=bands)
        for number, text in enumerate(texts):
            made = RMinHash(num_perm=128, seed=42)
            made.update(text.split() if length == 1 else grams(text, length))
            for other in set(index.query(made)):
                yield other, number
            index.insert(number, made)

    return find


def duckdb(texts: list[str]) -> Callable[[], Pairs]:
    import duckdb as engine

    def find() -> Iterator[tuple[int, int]]:
        connection = engine.connect(config={"memory_limit": "2GB", "threads": 2})
        connection.execute("create table texts (id integer, words varchar[])")
        for first in range(0, len(texts), 5000):
            chunk = texts[first : first + 5000]
            connection.execute(
                "insert into texts select unnest(?), string_split(lower(unnest(?)), ' ')",
                [list(range(first, first + len(chunk))), chunk],
            )
        rows = connection.execute(
            """
            with grams as (
              select distinct id, hash(words[k : k + 4]) as gram
              from (select id, words, unnest(generate_series(1, len(words) - 4)) as k from texts)),
            rare as (select gram from grams group by gram having count(*) between 2 and 100),
            kept as (select grams.* from grams join rare using (gram))
            select one.id, other.id from kept one join kept other on one.gram = other.gram and one.id < other.id
            group by all having count(*) >= 2
            """
        ).fetchnumpy()
        yield from zip(*(column.tolist() for column in rows.values()), strict=True)

    return find


def hashed(texts: list[str]) -> Callable[[], Pairs]:
    def find() -> Iterator[tuple[int, int]]:
        seen: dict[int, int] = {}
        for number, text in enumerate(texts):
            first = seen.setdefault(hash(text.encode()), number)
            if first != number:
                yield first, number

    return find


WAYS: dict[str, Callable[[list[str]], Callable[[], Pairs]]] = {
    "hash": hashed,
    "retold": retold,
    "datasketch": lambda texts: datasketch(texts, 0.9, 1),
    "datasketch-tuned": lambda texts: datasketch(texts, 0.2, 3),
    "rensa": lambda texts: rensa(texts, 16, 1),
    "rensa-tuned": lambda texts: rensa(texts, 64, 3),
    "duckdb": duckdb,
}


def main() -> None:
    way, source, target = sys.argv[1:4]
    with open(source, encoding="utf-8") as file:
        texts = file.read().split("\n")
    find = WAYS[way](texts)
    wall, cpu = time.perf_counter(), time.process_time()
    pairs = np.array(list(find()), dtype=np.int64).reshape(-1, 2)
    cost: dict[str, Any] = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall, "pairs": len(pairs)}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cost["mb"] = peak / (1024 if os.uname().sysname == "Linux" else 1 << 20)
    np.save(target, pairs)
    print(json.dumps(cost))


if __name__ == "__main__":
    main()
