"""Which pairs of a large story are looked at: enough to hold it together, whatever the order in which its tellings came."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from retold.related import Looked
from retold.stories import FULL, Groups, wanted_pairs

TELLINGS = 60


def strengths(seed: int) -> dict[tuple[int, int], float]:
    """A story in which everything is a candidate of everything, no two as strong."""
    chance = random.Random(seed)
    return {pair: chance.random() for pair in combinations(range(TELLINGS), 2)}


def looked_at_once(strong: dict[tuple[int, int], float]) -> set[tuple[int, int]]:
    """The pairs that are looked at where all tellings come together; each look finds a retelling."""
    found: dict[tuple[int, int], Looked] = {}
    while wanted := wanted_pairs(list(strong), list(strong.values()), found):
        found |= {(a, b): Looked(a=a, b=b, kind="retelling") for a, b in wanted}
    return set(found)


@pytest.mark.parametrize("seed", range(5))
def test_a_large_story_is_held_together_by_few_pairs(seed):
    """All tellings hang together, by far fewer pairs than there are."""
    chosen = looked_at_once(strengths(seed))
    groups = Groups()
    for pair in chosen:
        groups.join(*pair)
    assert {groups.of(one) for one in range(TELLINGS)} == {0}
    assert len(chosen) <= FULL * TELLINGS / 4


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_coming_leaves_no_pair_out(seed):
    """Where tellings come a few at a time, in any order, every pair is looked at that is where they come together."""
    strong = strengths(seed)
    order = list(range(TELLINGS))
    random.Random(seed + 100).shuffle(order)
    held: dict[tuple[int, int], float] = {}
    for first in range(0, TELLINGS, 7):
        there, new = set(order[: first + 7]), set(order[first : first + 7])
        candidates = [pair for pair in strong if there >= set(pair) and new & set(pair)]
        stories = dict.fromkeys(there - new, 1)
        standing = [(a, b, much) for (a, b), much in held.items()]
        much = [strong[pair] for pair in candidates]
        chosen = wanted_pairs(candidates, much, {}, stories, standing)
        held |= {pair: strong[pair] for pair in chosen}
    assert held.keys() >= looked_at_once(strong)
    assert len(held) < len(strong)
