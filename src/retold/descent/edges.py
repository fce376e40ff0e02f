"""Scores of edges, their probabilities, and how far the clocks of a family can be trusted.

A score is the sum of each feature times its weight (`tree_weights.json`, with the command that fitted it). The clocks are
judged twice: at first with no trust; then trust is the share of the likely edges with known clocks that do not run
backwards in time, and everything is scored again. So one false clock among many good ones is outvoted, and where every
clock agrees with texts and credits the clocks decide what texts alone cannot.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from retold.descent.arborescence import marginals
from retold.descent.family import Family
from retold.descent.features import PAIR, ROOT, Features, features, with_trust

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_STRICT = 4.0  # one backward edge in four leaves no trust
_LEAST_EDGES = 3.0  # trust is shrunk where fewer edges than this have clocks


class TreeWeights(msgspec.Struct, frozen=True):
    """The fitted weights by name; `temperature` divides every score, so that probabilities are calibrated."""

    about: str
    command: str
    temperature: float
    pair: dict[str, float]
    root: dict[str, float]

    def vectors(self) -> tuple[Floats, Floats]:
        """The weights in the order of `features.PAIR` and `features.ROOT`."""
        return np.array([self.pair[name] for name in PAIR]), np.array([self.root[name] for name in ROOT])


class Scored(msgspec.Struct, frozen=True):
    """`edges[p, c]` and `roots[c]` are probabilities; `trust` is that in the clocks; `features` what they came from."""

    edges: Floats
    roots: Floats
    trust: float
    features: Features


@lru_cache(maxsize=1)
def tree_weights() -> TreeWeights:
    """The weights that come with Retold."""
    return msgspec.json.decode((resources.files("retold.descent") / "tree_weights.json").read_bytes(), type=TreeWeights)


def scores(made: Features, count: int, weights: TreeWeights) -> tuple[Floats, Floats]:
    """(log weight of each edge [p, c], -inf where c has no such candidate; log weight of each root)."""
    pair, root = weights.vectors()
    matrix = np.full((count, count), -np.inf)
    matrix[made.parent, made.child] = made.pair @ pair / weights.temperature
    return matrix, made.root @ root / weights.temperature


def score(family: Family, weights: TreeWeights | None = None) -> Scored:
    """The probability of every edge of a family, after its clocks have been judged."""
    used = weights or tree_weights()
    made = features(family)
    first, _, _ = marginals(*scores(made, len(family), used))
    trust = clock_trust(made, first)
    made = with_trust(made, trust)
    edges, roots, _ = marginals(*scores(made, len(family), used))
    return Scored(edges=edges, roots=roots, trust=trust, features=made)


def clock_trust(made: Features, edges: Floats) -> float:
    """How well the clocks agree with the likely edges, 0-1: none where they are missing or a quarter runs backwards."""
    likely = edges[made.parent, made.child]
    known = made.order != 0
    seen = float(likely[known].sum())
    backward = float(likely[known & (made.order < 0)].sum())
    if seen <= 0:
        return 0.0
    return max(0.0, 1.0 - _STRICT * backward / seen) * seen / (seen + _LEAST_EDGES)
