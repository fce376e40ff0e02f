"""Pairs to groups: which articles hang together."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from retold.matching.compiled import kernel


def components(articles: int, a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """For each of `articles`, the least number of an article that it hangs together with by the pairs (a, b)."""
    parents = np.arange(articles, dtype=np.int64)
    _join(parents, np.asarray(a, dtype=np.int64), np.asarray(b, dtype=np.int64))
    return parents


@kernel
def _join(parents: npt.NDArray[np.int64], a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]) -> None:
    """Union-find with path halving; the least number is always the root."""
    for pair in range(len(a)):
        one = a[pair]
        while parents[one] != one:
            parents[one] = parents[parents[one]]
            one = parents[one]
        two = b[pair]
        while parents[two] != two:
            parents[two] = parents[parents[two]]
            two = parents[two]
        if one < two:
            parents[two] = one
        else:
            parents[one] = two
    for article in range(len(parents)):  # parents come before their children, so one pass flattens
        parents[article] = parents[parents[article]]
