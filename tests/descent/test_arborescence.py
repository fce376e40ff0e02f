"""Trees on arrays, against the answers of trying every tree."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from retold.descent.arborescence import best_tree, marginals


def all_trees(count: int) -> list[tuple[int, ...]]:
    """Every forest of `count` nodes as parents, -1 for a root, without circles."""
    found = []
    for parents in itertools.product(range(-1, count), repeat=count):
        if all(_reaches_root(parents, node) for node in range(count)):
            found.append(parents)
    return found


def _reaches_root(parents: tuple[int, ...], node: int) -> bool:
    for _ in range(len(parents) + 1):
        if node == -1:
            return True
        node = parents[node]
    return False


def weight(parents: tuple[int, ...], scores: np.ndarray, roots: np.ndarray) -> float:
    return sum(roots[c] if p == -1 else scores[p, c] for c, p in enumerate(parents))


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("seed", range(6))
def test_best_tree_is_the_best_of_all(count: int, seed: int) -> None:
    """The arborescence has the weight of the best among every possible tree."""
    rng = np.random.default_rng(seed)
    scores, roots = rng.normal(size=(count, count)) * 3, rng.normal(size=count) * 3 - 4
    np.fill_diagonal(scores, -np.inf)
    best = max(weight(tree, scores, roots) for tree in all_trees(count))
    assert weight(tuple(best_tree(scores, roots)), scores, roots) == pytest.approx(best)


@pytest.mark.parametrize("seed", range(4))
def test_marginals_are_shares_of_all_trees(seed: int) -> None:
    """Each probability is the share of the trees that hold the edge, by weight."""
    rng = np.random.default_rng(seed)
    scores, roots = rng.normal(size=(4, 4)) * 2, rng.normal(size=4)
    np.fill_diagonal(scores, -np.inf)
    scores[0, 1] = -np.inf
    trees = all_trees(4)
    shares = np.exp([weight(tree, scores, roots) for tree in trees])
    edges, at_root, log_sum = marginals(scores, roots)
    assert log_sum == pytest.approx(np.log(shares.sum()))
    for child in range(4):
        for parent in range(-1, 4):
            share = sum(s for s, tree in zip(shares, trees, strict=True) if tree[child] == parent) / shares.sum()
            got = at_root[child] if parent == -1 else edges[parent, child]
            assert got == pytest.approx(share, abs=1e-9)


def test_large_circles_are_opened() -> None:
    """A ring of best parents with a weak way in becomes a path from the best entry."""
    count = 60
    scores = np.full((count, count), -np.inf)
    for node in range(count):
        scores[(node - 1) % count, node] = 5.0
    roots = np.full(count, -9.0)
    roots[17] = -8.0
    parents = best_tree(scores, roots)
    assert parents[17] == -1
    assert (parents == -1).sum() == 1


def test_no_circle_on_equal_weights() -> None:
    """With every weight equal there is still a tree, and it is the same each time."""
    scores, roots = np.zeros((30, 30)), np.zeros(30) - 1
    parents = best_tree(scores, roots)
    assert all(_reaches_root(tuple(parents), node) for node in range(30))
    assert (best_tree(scores, roots) == parents).all()
