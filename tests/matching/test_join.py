"""Features to pairs."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.matching import join
from retold.matching.components import components


def packed(postings):
    return np.array([feature << 32 | article for feature, article in postings], dtype=np.uint64)


def pairs(found, own, articles, partial=True):
    a, b, weight = join.emit(found, own, articles, partial=partial)
    return {(int(x), int(y)): int(w) for x, y, w in zip(a, b, weight, strict=True)}


@settings(max_examples=50, derandomize=True)
@given(st.sets(st.tuples(st.integers(0, 12), st.integers(0, 9)), max_size=60))
def test_against_the_plain_way(postings):
    """The walk by rows gives the pairs and weights of the plain way: all pairs of each feature, summed."""
    articles = 10
    plain = defaultdict(int)
    by_feature = defaultdict(set)
    for feature, article in postings:
        by_feature[feature].add(article)
    for owners in by_feature.values():
        weight = int(join.UNIT * np.log((articles + 1000.0) / len(owners)))
        for pair in combinations(sorted(owners), 2):
            plain[pair] += weight
    spread = [(feature * 0x1234567 % (1 << 32), article) for feature, article in postings]
    found = join.runs(packed([*spread, *spread]), articles)
    assert pairs(found, np.full(articles, 50, np.uint32), articles) == dict(plain)


def test_buckets_add_up():
    """Two buckets give the same weights together as one over both."""
    one = [(feature, article) for feature in range(40) for article in (1, 2, 5)]
    other = [(feature + 1000, article) for feature in range(40) for article in (2, 5)]
    own = np.full(6, 80, np.uint32)
    parts = [join.runs(packed(part), 6, number) for number, part in enumerate((one, other))]
    apart = defaultdict(int)
    for part in parts:
        for pair, weight in pairs(part, own, 6).items():
            apart[pair] += weight
    assert pairs(join.joined(parts), own, 6) == dict(apart)


def test_above_the_cap():
    """A feature of very many articles links each to the earliest and its neighbours: linear, and nothing is dropped."""
    articles = 500
    found = join.runs(packed([(7, article) for article in range(articles)]), articles)
    linked = pairs(found, np.full(articles, 50, np.uint32), articles)
    assert {(0, article) for article in range(1, articles)} <= set(linked)
    assert len(linked) < articles * (join.WINDOW + 2)
    a, b = (np.array(side) for side in zip(*linked, strict=True))
    assert not components(articles, a, b).any()


def test_threshold():
    """Two features that nobody else has are not enough for a pair of long texts, three are, and one is for short texts."""
    found = [join.runs(packed([(k, article) for k in range(n) for article in (0, 1)]), 1000) for n in (1, 2, 3)]
    long, short = np.full(1000, 100, np.uint32), np.full(1000, 4, np.uint32)
    assert [len(pairs(one, long, 1000, partial=False)) for one in found] == [0, 0, 1]
    assert len(pairs(found[0], short, 1000, partial=False)) == 1


def test_frequent_features_are_listed():
    """Features of several articles are listed with their place, for the search for notices."""
    found = join.runs(packed([(5, 1), (5, 2), *((9, article) for article in range(6))]), 10, bucket=3)
    ((key, at, size),) = found.frequent.tolist()
    assert (key, size) == (3 << 32 | 9, 6)
    assert (found.owners[at : at + size] & 0x7FFFFFFF).tolist() == list(range(6))


def test_nothing():
    """No features give no pairs."""
    assert pairs(join.runs(packed([]), 5), np.zeros(5, np.uint32), 5) == {}
    assert len(join.joined([]).owners) == 0


@settings(max_examples=50, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=30), st.randoms(use_true_random=False))
def test_components(edges, random):
    """Components are the same in any order of the pairs, and named by their least member."""

    def found(listed):
        a, b = ([pair[side] for pair in listed] for side in (0, 1))
        return components(16, np.array(a, dtype=np.int64), np.array(b, dtype=np.int64)).tolist()

    shuffled = random.sample(edges, len(edges))
    assert found(edges) == found(shuffled)
    for one, other in edges:
        assert found(edges)[one] == found(edges)[other] <= min(one, other)


@pytest.mark.parametrize("articles", [2, 70_000])
def test_many_partners(articles):
    """An article with more partners than the first buffer holds loses none."""
    found = join.runs(packed([(1, article) for article in range(articles)]), articles)
    linked = join.emit(found, np.full(articles, 3, np.uint32), articles, partial=True)
    assert (linked[0] == 0).sum() == articles - 1
