"""Fits the weights of the family tree on generated traditions and writes `src/retold/descent/tree_weights.json`.

    python tools/fit_descent.py [--traditions 160] [--steps 600]

The weights maximise the probability of the true trees (matrix-tree theorem: a convex problem), with a small penalty on
their squares. Traditions are made with the operators for fitting only. The temperature is chosen on others that reword
more heavily, so that the probabilities hold where texts differ from those fitted: the highest one that is still calibrated.
Everything is seeded: the same command gives the same file.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

ROOT_FOLDER = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT_FOLDER))

from benchmarks.traditions.generate import SCENARIOS, Scenario, Tradition, traditions  # noqa: E402
from retold.descent.arborescence import best_tree, marginals  # noqa: E402
from retold.descent.edges import TreeWeights, clock_trust, scores  # noqa: E402
from retold.descent.family import family  # noqa: E402
from retold.descent.features import PAIR, ROOT, Features, features, with_trust  # noqa: E402

TARGET = ROOT_FOLDER / "src" / "retold" / "descent" / "tree_weights.json"
PENALTY = 0.02
RATE = 0.05
TEMPERATURES = (1.0, 1.05, 1.1, 1.15, 1.2, 1.25, 1.3, 1.4)
MOST_ERROR = 0.045  # the highest temperature with a calibration error up to this: a wrong answer costs more than none


class Example(NamedTuple):
    """One tradition as arrays: `truth[c]` is the row of the true edge of c, or -1 for none."""

    made: Features
    truth: np.ndarray
    count: int


def mixture() -> list[tuple[Scenario, float]]:
    """What the weights are fitted on, with the share of each kind: clocks good, poor and missing, and rewording light and heavy."""
    fitting = {name: scenario._replace(testing=False, outside=0.35) for name, scenario in SCENARIOS.items()}
    return [
        (fitting["default"], 0.35),
        (fitting["perfect clocks"], 0.15),
        (fitting["perfect clocks"]._replace(name="clocks good, dispatch hidden", hidden_dispatch=0.4), 0.1),
        (fitting["no clocks"], 0.12),
        (fitting["no clocks, no credits"], 0.06),
        (fitting["heavy rewording"]._replace(strength=(0.2, 0.6)), 0.12),
        (fitting["revisions"]._replace(revision=0.35), 0.1),
        (fitting["default"]._replace(name="large", smallest=40, largest=80), 0.05),
        (fitting["default"]._replace(name="outside", outside=1.0, second_parent=0.25), 0.12),
    ]


def examples(count: int, seed: int) -> list[Example]:
    made = []
    for scenario, share in mixture():
        made += [example(tradition) for tradition in traditions(scenario, round(count * share), seed)]
    return made


def example(tradition: Tradition) -> Example:
    ready = family(tradition.articles)
    place = {given: index for index, given in enumerate(ready.given)}
    made = features(ready)
    row = {(int(p), int(c)): n for n, (p, c) in enumerate(zip(made.parent, made.child, strict=True))}
    truth = np.full(len(ready), -1)
    for given, parent in enumerate(tradition.parents):
        if parent is not None:
            truth[place[given]] = row[place[parent], place[given]]
    return Example(made, truth, len(ready))


def gradient(one: Example, weights: TreeWeights) -> tuple[float, np.ndarray, np.ndarray]:
    """(log-likelihood of the true tree, its gradient by pair weights, and by root weights)."""
    matrix, roots = scores(one.made, one.count, weights)
    edges, at_root, log_sum = marginals(matrix, roots)
    inner = one.truth >= 0
    rows = one.truth[inner]
    made = one.made
    value = matrix[made.parent[rows], made.child[rows]].sum() + roots[~inner].sum() - log_sum
    pair = made.pair[rows].sum(axis=0) - edges[made.parent, made.child] @ made.pair
    return float(value), pair, made.root[~inner].sum(axis=0) - at_root @ made.root


def as_weights(vector: np.ndarray, temperature: float = 1.0) -> TreeWeights:
    pair = {name: round(float(value), 3) + 0.0 for name, value in zip(PAIR, vector, strict=False)}
    root = {name: round(float(value), 3) + 0.0 for name, value in zip(ROOT, vector[len(PAIR) :], strict=True)}
    return TreeWeights(
        about="Weights of the family tree: what one unit of a feature adds to the log-odds of an edge (pair) or of having "
        "no observed parent (root). The meaning of each name stands in features.py.",
        command="python tools/fit_descent.py",
        temperature=temperature,
        pair=pair,
        root=root,
    )


def fit(listed: list[Example], steps: int, start: np.ndarray | None = None) -> np.ndarray:
    """Gradient ascent with momentum and a step scaled by each feature's own (Adam)."""
    vector = np.zeros(len(PAIR) + len(ROOT)) if start is None else start.copy()
    first, second = np.zeros_like(vector), np.zeros_like(vector)
    total = sum(one.count for one in listed)
    for step in range(1, steps + 1):
        exact = TreeWeights(
            "",
            "",
            1.0,
            dict(zip(PAIR, vector.tolist(), strict=False)),
            dict(zip(ROOT, vector[len(PAIR) :].tolist(), strict=True)),
        )
        value, slope = 0.0, -PENALTY * vector * len(listed) / 10
        for one in listed:
            found, pair, root = gradient(one, exact)
            value += found
            slope = slope + np.concatenate([pair, root])
        slope /= total
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        rate = RATE * (1 if step < steps * 0.7 else 0.25)
        vector = vector + rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
        if step % 100 == 0:
            print(f"step {step}: {value / total:.4f} a telling", file=sys.stderr)
    return vector


def trusted(listed: list[Example], weights: TreeWeights) -> list[Example]:
    out = []
    for one in listed:
        edges, _, _ = marginals(*scores(one.made, one.count, weights))
        out.append(one._replace(made=with_trust(one.made, clock_trust(one.made, edges))))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--traditions", type=int, default=320)
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--out", type=Path, default=TARGET)
    asked = parser.parse_args()
    listed = examples(asked.traditions, seed=1)
    untrusting = [name.endswith("_trusted") for name in (*PAIR, *ROOT)]
    vector = fit(listed, asked.steps // 2)
    vector[untrusting] = 0.0
    vector = fit(trusted(listed, as_weights(vector)), asked.steps // 2, vector)
    vector = fit(trusted(listed, as_weights(vector)), asked.steps // 2, vector)
    heavier = SCENARIOS["default"]._replace(name="heavier", testing=False, strength=(0.2, 0.6))
    held = [example(tradition) for tradition in traditions(heavier, asked.traditions // 3, seed=2)]
    errors = {t: calibration_error(held, as_weights(vector, t)) for t in TEMPERATURES}
    best = max((t for t, error in errors.items() if error <= MOST_ERROR), default=1.0)
    asked.out.write_bytes(msgspec.json.format(msgspec.json.encode(as_weights(vector, best)), indent=2) + b"\n")
    print(f"temperature {best}; wrote {asked.out}", file=sys.stderr)


def calibration_error(listed: list[Example], weights: TreeWeights) -> float:
    """The expected calibration error of the answers of the best trees, over ten bins."""
    said, right = [], []
    for one in trusted(listed, weights):
        edges, at_root, _ = marginals(*scores(one.made, one.count, weights))
        parents = best_tree(np.where(edges > 0, edges, -np.inf), at_root)
        for child, parent in enumerate(parents.tolist()):
            row = one.truth[child]
            said.append(edges[parent, child] if parent >= 0 else at_root[child])
            right.append(float(parent == (-1 if row < 0 else one.made.parent[row])))
    sure, good = np.array(said), np.array(right)
    bins = np.minimum((sure * 10).astype(int), 9)
    return float(
        sum(abs(sure[bins == b].mean() - good[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist()))
    )


if __name__ == "__main__":
    main()
