"""Making a family ready: credits to other tellings, shared features, canonical order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.descent.edges import tree_weights
from retold.descent.family import family
from retold.descent.features import PAIR, ROOT, features
from retold.descent.naming import named_in_family
from retold.descent.ngrams import shared_features
from tests.descent.stories import copy, dispatch, text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("as The Skerry Post reports.", ["skerrypost"]),
        ("the board said, citing the Skerry Post.", ["skerrypost"]),
        ("According to Skerry Post, all is well.", ["skerrypost"]),
        ("Source: Skerry Post", ["skerrypost"]),
        ("Skerry Post wrote on Monday", ["skerrypost"]),
        ("she told the Skerry Post", []),
        ("according to the Skerry Post Office", []),
        ("the Royal Skerry Post reports", []),
        ("according to the skerry post", []),
        ("the Skerry Post stands on the quay", []),
        ("according to the Skerry Post)\n\nThe ferry sank", ["skerrypost"]),
        ("The ferry sank.\n\nThe Skerry\nPost reports", ["skerrypost"]),
        ("The lamp (photo) Skerry Post reports", ["skerrypost"]),
        ("A lamp. (Handout via Skerry Post)", []),
        ("PHOTO: A lamp, via Skerry Post", []),
        ("A photo shows the lamp, according to the Skerry Post.", ["skerrypost"]),
    ],
)
def test_names_in_a_family(words: str, found: list[str]) -> None:
    """Another telling's outlet is a credit where it stands as one, and only there: not under a picture, nor beyond a bracket."""
    assert [key for key, _ in named_in_family(words, {"skerrypost"})] == found
    assert all(
        " ".join(place.text.split()).endswith("Skerry Post") for _, place in named_in_family(words, {"skerrypost"})
    )


def test_credits_are_resolved_to_tellings() -> None:
    """Who credits whom is known by place, with the words that say so."""
    made = family([dispatch(), copy("herald", text(0, 1, end="Source: Norda"))])
    names = [telling.article.id for telling in made.tellings]
    parent, child = names.index("norda"), names.index("herald")
    assert made.credits[parent, child]
    assert not made.credits[child, parent]
    assert made.credit_spans[parent, child].text == "Norda"


@given(st.lists(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=30), min_size=2, max_size=6))
@settings(max_examples=40, derandomize=True, deadline=None)
def test_shared_features_are_counted(texts: list[list[str]]) -> None:
    """What two texts have in common, and what one shares with anyone, is what sets of runs say."""
    size = 3
    sets = [set(zip(*(t[n:] for n in range(size)), strict=False)) if len(t) >= size else {tuple(t)} for t in texts]
    made = shared_features(texts, size)
    count = len(texts)
    first, second = (np.ravel(x) for x in np.indices((count, count)))
    common = made.common(first, second).reshape(count, count)
    for one in range(count):
        others = set().union(*(sets[n] for n in range(count) if n != one))
        assert made.totals[one] == len(sets[one])
        assert made.shared[one] == len(sets[one] & others)
        for other in range(count):
            if one != other:
                assert common[one, other] == len(sets[one] & sets[other])


def test_features_stay_in_bounds_and_have_weights() -> None:
    """Every feature lies within [-2, 2] and has a weight by its name."""
    made = features(family([dispatch(), copy("herald", text(0, 1)), copy("bugle", text(0, 1, 2, 3))]), trust=0.7)
    assert np.abs(made.pair).max() <= 2
    assert np.abs(made.root).max() <= 2
    weights = tree_weights()
    assert set(weights.pair) == set(PAIR)
    assert set(weights.root) == set(ROOT)
    assert weights.command.startswith("python tools/")
