"""Trees on arrays: the best arborescence, and the probability of every edge.

`scores[p, c]` is the log weight of the edge p → c among n articles, -inf where there is none; `roots[c]` is the log weight
of c having no observed parent. Several roots are allowed: each hangs on a virtual root of its own weight.

- *Edge probabilities* by the matrix-tree theorem for directed graphs (Tutte 1948; for edge-factored parsing Koo, Globerson,
  Carreras and Collins 2007; for cascades of texts Xu and Smith 2018): one inverse of an n × n matrix.
- *Maximum arborescence* by Chu and Liu (1965) and Edmonds (1967), by contraction of circles on a dense array: O(n²) for
  each circle. Ties go to the lower index, so that the caller's order of articles decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


def marginals(scores: Floats, roots: Floats) -> tuple[Floats, Floats, float]:
    """(probability of each edge [p, c], probability of each root [c], log of the sum over all trees)."""
    count = len(roots)
    top = np.maximum(scores.max(axis=0, initial=-np.inf), roots)
    weights = np.exp(scores - top)
    np.fill_diagonal(weights, 0.0)
    root_weights = np.exp(roots - top)
    laplacian = -weights
    laplacian[np.arange(count), np.arange(count)] = weights.sum(axis=0) + root_weights
    inverse = np.linalg.inv(laplacian)
    diagonal = np.diagonal(inverse)
    edges = weights * (diagonal[None, :] - inverse.T)
    at_root = root_weights * diagonal
    _, logdet = np.linalg.slogdet(laplacian)
    return np.clip(edges, 0.0, 1.0), np.clip(at_root, 0.0, 1.0), float(logdet + top.sum())


def best_tree(scores: Floats, roots: Floats) -> Ints:
    """The parent of each article in the arborescence of the largest total weight, -1 for a root."""
    count = len(roots)
    full = np.full((count + 1, count + 1), -np.inf)
    full[:count, :count] = scores
    full[count, :count] = roots
    np.fill_diagonal(full, -np.inf)
    parents = _edmonds(full, count)[:count]
    return np.where(parents == count, -1, parents)


class _Circle(NamedTuple):
    """A contracted circle: of each node in it the vertices that it stood for, and the edge by which the circle enters it."""

    members: tuple[tuple[frozenset[int], int, int], ...]


def _edmonds(weights: Floats, root: int) -> Ints:
    """Parents of the maximum arborescence of a dense graph; that of `root` is -1.

    Circles are contracted one by one into their first node, and opened again in reverse: in each, every node keeps the
    edge of the circle, but for the one that the tree enters by.
    """
    size = len(weights)
    matrix = weights.copy()
    tails, heads = np.indices((size, size))  # the vertices that an edge between two nodes joins
    stands_for = {node: frozenset([node]) for node in range(size)}
    opened: list[_Circle] = []
    active = np.arange(size)
    best = np.argmax(matrix, axis=0)
    best[root] = -1
    while True:
        circle = _find_circle(best, active)
        if not circle:
            break
        edges = [(stands_for[node], int(tails[best[node], node]), int(heads[best[node], node])) for node in circle]
        opened.append(_Circle(tuple(edges)))
        outside = active[~np.isin(active, circle)]
        _contract(matrix, tails, heads, circle, best, outside)
        stands_for[circle[0]] = frozenset().union(*(members for members, _, _ in edges))
        active = np.sort(np.append(outside, circle[0]))
        best[np.isin(best, circle)] = circle[0]
        best[circle[0]] = outside[np.argmax(matrix[outside, circle[0]])]
    parents = np.full(size, -1, dtype=np.int64)
    for node in active[active != root]:
        parents[heads[best[node], node]] = tails[best[node], node]
    for contracted in reversed(opened):
        for members, tail, head in contracted.members:
            if all(parents[vertex] == -1 for vertex in members):
                parents[head] = tail
    return parents


def _find_circle(best: Ints, active: Ints) -> list[int]:
    """The nodes of one circle of best parents, the lowest first; empty where there is none."""
    seen: dict[int, int] = {}
    for start in active.tolist():
        path, node = [], start
        while node != -1 and node not in seen:
            seen[node] = start
            path.append(node)
            node = int(best[node])
        if node != -1 and seen[node] == start:
            circle = path[path.index(node) :]
            lowest = circle.index(min(circle))
            return circle[lowest:] + circle[:lowest]
    return []


def _contract(matrix: Floats, tails: Ints, heads: Ints, circle: list[int], best: Ints, outside: Ints) -> None:
    """Makes the first node of `circle` stand for it, in place: entering costs the edge that it replaces."""
    ring = np.array(circle)
    keep = circle[0]
    entering = matrix[np.ix_(outside, ring)] - matrix[best[ring], ring][None, :]
    which = ring[np.argmax(entering, axis=1)]
    leaving = matrix[np.ix_(ring, outside)]
    source = ring[np.argmax(leaving, axis=0)]
    into = entering.max(axis=1), tails[outside, which], heads[outside, which]
    out = leaving.max(axis=0), tails[source, outside], heads[source, outside]
    matrix[outside, keep], tails[outside, keep], heads[outside, keep] = into
    matrix[keep, outside], tails[keep, outside], heads[keep, outside] = out
