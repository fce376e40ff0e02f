"""Texts for benchmarks/archive.py: generated once, kept in a folder, read back one at a time.

The archive's texts stand in one file behind one another; held back from it are copies that are asked for (`queries`), unrelated
articles (`unrelated`) and a thousand articles to add (`added`, one in ten a copy of an article of the archive).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from retold.generate.collection import PAIR_KINDS, Planted, Recipe, collection
from retold.records.article import Article

SEED = 50
ASKED = ("identical", "iid-30", "iid-50", "iid-70", "iid-90", "uneven-70", "excerpt", "brief", "event")
HELD = 500  # copies of each kind that are asked for
UNRELATED = 2_000
ADDED = 1_000
ADDED_COPIES = 100


class Texts:
    """The texts of the archive by number, and what was held back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ends = np.load(folder / "ends.npy")
        self._data = np.memmap(folder / "texts.bin", dtype=np.uint8, mode="r")
        self.outlets: np.ndarray = np.load(folder / "outlets.npy")
        self.orders: list[str] = (folder / "published.txt").read_text().split("\n")
        held: dict[str, Any] = json.loads((folder / "held.json").read_text("utf-8"))
        self.queries: list[tuple[str, int, str]] = [tuple(one) for one in held["queries"]]
        self.unrelated: list[str] = held["unrelated"]
        self.added: list[str] = held["added"]
        self.digest: str = held["sha256"]

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> str:
        first = int(self._ends[number - 1]) if number else 0
        return self._data[first : int(self._ends[number])].tobytes().decode()

    def get(self, numbers: Sequence[int]) -> list[str]:
        """The texts of some numbers."""
        return [self[int(number)] for number in numbers]


def made(folder: Path, articles: int) -> Texts:
    """The texts for an archive of so many articles, generated unless the folder has them."""
    target = folder / f"generated-{articles}"
    if not (target / "held.json").exists():
        target.mkdir(parents=True, exist_ok=True)
        _write(target, articles)
    return Texts(target)


def _write(target: Path, articles: int) -> None:
    per_kind = max(2, articles // 100)
    held = min(HELD, per_kind // 2)
    recipe = Recipe(
        articles=articles + held * len(ASKED) + UNRELATED + ADDED,
        pairs=per_kind,
        stories=(300,) * (articles // 50_000),
    )
    left = {"unrelated": UNRELATED, "fresh": ADDED - ADDED_COPIES}
    found: Counter[str] = Counter()
    queries: list[tuple[str, int, str]] = []
    kept: dict[str, list[str]] = {"unrelated": [], "added": []}
    places: dict[str, int] = {}
    ends: list[int] = []
    outlets: list[int] = []
    published: list[str] = []
    digest = hashlib.sha256()
    size = 0
    with open(target / "texts.bin", "wb") as file:
        for article, planted in collection(recipe, SEED):
            kind = planted.kind if planted else ""
            found[kind] += 1
            if kind in ASKED and found[kind] <= held:
                queries.append((kind, places[_source(planted)], article.text))
            elif kind in ASKED and kind != "event" and found[kind] <= held + ADDED_COPIES // (len(ASKED) - 1) + 1:
                kept["added"].append(article.text)
            elif (
                not kind and found["story"] >= sum(recipe.stories) and _last_kind(found, per_kind) and left["unrelated"]
            ):
                left["unrelated"] -= 1
                kept["unrelated"].append(article.text)
            elif not kind and not left["unrelated"] and left["fresh"]:
                left["fresh"] -= 1
                kept["added"].append(article.text)
            else:
                data = article.text.encode()
                places[article.id] = len(ends)
                size += file.write(data)
                digest.update(data)
                ends.append(size)
                outlets.append(_number(article))
                published.append(article.published or "")
    np.save(target / "ends.npy", np.array(ends, dtype=np.int64))
    np.save(target / "outlets.npy", np.array(outlets, dtype=np.int32))
    (target / "published.txt").write_text("\n".join(published))
    whole = {**kept, "queries": queries, "sha256": digest.hexdigest()}
    (target / "held.json").write_text(json.dumps(whole), "utf-8")


def _last_kind(found: Counter[str], per_kind: int) -> bool:
    """Whether all planted pairs have come."""
    return found[PAIR_KINDS[-1]] >= per_kind


def _source(planted: Planted | None) -> str:
    return planted.source if planted else ""


def _number(article: Article) -> int:
    return int((article.outlet or "outlet-0").split("-")[1].split(".")[0])
