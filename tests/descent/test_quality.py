"""A floor under the quality of the tree, on a few generated traditions; `benchmarks/descent.py` has the whole table."""

from __future__ import annotations

from benchmarks.descent import calibration, predicted
from benchmarks.traditions.generate import SCENARIOS, traditions
from benchmarks.tree_scoring import Counts, edmonds_symmetric, nearest_earlier, similarity


def test_better_than_the_nearest_earlier_telling() -> None:
    """With poor clocks the tree beats the field's rule by 0.12 and more; what it asserts is right nine times in ten."""
    ours, field, sure = Counts(), Counts(), []
    for one in traditions(SCENARIOS["default"], 12, seed=5):
        parents, probabilities = predicted(one)
        ours.tree(parents, one.parents)
        field.tree(nearest_earlier(one, similarity(one)), one.parents)
        sure += [(p, a == b) for p, a, b in zip(probabilities, parents, one.parents, strict=True)]
    for measure in ("edge", "parent", "ancestry"):
        assert ours[measure] >= field[measure] + 0.12
    assert ours["direction"] >= 0.95
    assert calibration(sure)[1] >= 0.9


def test_better_than_symmetric_distances_without_clocks() -> None:
    """Without any clock the tree beats the lightest tree by symmetric distance by 0.12 and more."""
    ours, field = Counts(), Counts()
    for one in traditions(SCENARIOS["no clocks"], 8, seed=5):
        ours.tree(predicted(one)[0], one.parents)
        field.tree(edmonds_symmetric(one, similarity(one)), one.parents)
    assert ours["edge"] >= field["edge"] + 0.12


def test_traditions_are_the_same_for_the_same_seed() -> None:
    """The generator is seeded, its parents come before their children in the truth, and it hides what it says."""
    first, again = (traditions(SCENARIOS["revisions"], 3, seed=9) for _ in range(2))
    assert first == again
    assert traditions(SCENARIOS["revisions"], 3, seed=10) != first
    for one in traditions(SCENARIOS["no clocks"], 3, seed=9):
        assert all(article.published is None for article in one.articles)
        for child in range(len(one.parents)):
            seen, at = set(), child
            while (parent := one.parents[at]) is not None:
                assert parent not in seen
                seen.add(parent)
                at = parent
