"""Scores of a predicted tree against the true one, and the peers that predict one: used by `descent.py`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.traditions.generate import Tradition
from retold.descent import clocks
from retold.descent.arborescence import best_tree
from retold.descent.ngrams import shared_features
from retold.text.tokenise import words

Parents = Sequence[int | None]


class Counts:
    """Hits and totals of all trees of one scenario."""

    def __init__(self) -> None:
        self.n: dict[str, list[float]] = {}

    def add(self, name: str, hit: float, total: float) -> None:
        """Adds to the hits and the total of a measure."""
        entry = self.n.setdefault(name, [0.0, 0.0])
        entry[0] += hit
        entry[1] += total

    def tree(self, predicted: Parents, true: Parents) -> None:
        """One tree: roots, parents, edges with and without direction, direction, ancestry."""
        self._f1(
            "root", {n for n, p in enumerate(predicted) if p is None}, {n for n, p in enumerate(true) if p is None}
        )
        self.add("parent", sum(p == t for p, t in zip(predicted, true, strict=True)), len(true))
        found = {(p, c) for c, p in enumerate(predicted) if p is not None}
        gold = {(p, c) for c, p in enumerate(true) if p is not None}
        self._f1("edge", found, gold)
        loose, gold_loose = {frozenset(e) for e in found}, {frozenset(e) for e in gold}
        self._f1("undirected", loose, gold_loose)
        self.add("direction", len(found & gold), len(loose & gold_loose))
        self._f1("ancestry", _ancestry(predicted), _ancestry(true))

    def _f1(self, name: str, found: set, gold: set) -> None:
        self.add(name, 2 * len(found & gold), len(found) + len(gold))

    def __getitem__(self, name: str) -> float:
        hit, total = self.n.get(name, (0.0, 0.0))
        return hit / total if total else float("nan")


def _ancestry(parents: Parents) -> set[tuple[int, int]]:
    found = set()
    for node in range(len(parents)):
        at, seen = parents[node], set()
        while at is not None and at not in seen:
            found.add((at, node))
            seen.add(at)
            at = parents[at]
    return found


def similarity(tradition: Tradition) -> np.ndarray:
    """Dice coefficient of runs of three words, for every two articles."""
    runs = shared_features([words(article.text).norm for article in tradition.articles], 3)
    count = len(tradition.articles)
    first, second = (index.ravel() for index in np.indices((count, count)))
    dice = 2 * runs.common(first, second) / (runs.totals[first] + runs.totals[second])
    return dice.reshape(count, count)


def nearest_earlier(tradition: Tradition, alike: np.ndarray) -> Parents:
    """The most similar telling with an earlier time; a telling without a time counts as the latest."""
    times = [clocks.read(article).low for article in tradition.articles]
    times = [time if np.isfinite(time) else np.inf for time in times]
    order = sorted(range(len(times)), key=lambda n: (times[n], n))
    parents: list[int | None] = [None] * len(times)
    for place, child in enumerate(order):
        if place:
            parents[child] = max(order[:place], key=lambda p: (alike[p, child], -p))
    return parents


def edmonds_symmetric(tradition: Tradition, alike: np.ndarray) -> Parents:
    """The lightest tree of one root by the symmetric distance; the earliest telling is the root where one has a time."""
    count = len(alike)
    times = [clocks.read(article).low for article in tradition.articles]
    roots = np.full(count, -1e6)
    known = [n for n in range(count) if np.isfinite(times[n])]
    if known:
        roots[min(known, key=lambda n: times[n])] = -1e3
    found = best_tree(np.where(np.eye(count, dtype=bool), -np.inf, alike), roots)
    return [None if p < 0 else int(p) for p in found]


def neighbour_joining(tradition: Tradition, alike: np.ndarray) -> Parents:
    """Neighbour-joining (Saitou and Nei 1987); inner nodes take the nearest telling, and the tree is hung from the earliest."""
    count = len(alike)
    if count < 3:
        return nearest_earlier(tradition, alike)
    links = _join(1 - alike)
    label = {node: node for node in range(count)}
    neighbours: dict[int, list[tuple[int, float]]] = {}
    for one, other, length in links:
        neighbours.setdefault(one, []).append((other, length))
        neighbours.setdefault(other, []).append((one, length))
    for node in sorted(set(neighbours) - set(label)):
        label[node] = _nearest_leaf(node, neighbours, count)
    times = [clocks.read(article).low for article in tradition.articles]
    root = min(range(count), key=lambda n: (times[n] if np.isfinite(times[n]) else np.inf, n))
    parents: list[int | None] = [None] * count
    seen, queue = {root}, [root]
    placed = {root}
    while queue:
        node = queue.pop(0)
        for other, _ in sorted(neighbours.get(node, [])):
            if other in seen:
                continue
            seen.add(other)
            queue.append(other)
            if label[other] != label[node] and label[other] not in placed:
                parents[label[other]] = label[node]
                placed.add(label[other])
    return parents


def _nearest_leaf(start: int, neighbours: dict[int, list[tuple[int, float]]], count: int) -> int:
    best, stack, seen = (np.inf, start), [(start, 0.0)], {start}
    while stack:
        node, far = stack.pop()
        if node < count:
            best = min(best, (far, node))
        for other, length in neighbours[node]:
            if other not in seen:
                seen.add(other)
                stack.append((other, far + max(0.0, length)))
    return int(best[1])


def _join(distance: np.ndarray) -> list[tuple[int, int, float]]:
    count = len(distance)
    full = np.full((2 * count, 2 * count), np.nan)
    full[:count, :count] = distance
    active, links, new = list(range(count)), [], count
    while len(active) > 2:
        part = full[np.ix_(active, active)]
        sums = part.sum(axis=1)
        q = (len(active) - 2) * part - sums[:, None] - sums[None, :]
        np.fill_diagonal(q, np.inf)
        i, j = divmod(int(np.argmin(q)), len(active))
        a, b = active[i], active[j]
        length = part[i, j] / 2 + (sums[i] - sums[j]) / (2 * (len(active) - 2))
        links += [(a, new, float(length)), (b, new, float(part[i, j] - length))]
        rest = [node for node in active if node not in (a, b)]
        for node in rest:
            full[new, node] = full[node, new] = (full[a, node] + full[b, node] - full[a, b]) / 2
        full[new, new] = 0.0
        active = [*rest, new]
        new += 1
    links.append((active[0], active[1], float(full[active[0], active[1]])))
    return links
