"""Invented collections."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from retold.generate import drafts
from retold.generate.collection import PAIR_KINDS, TESTING, TRAINING, Recipe, collection
from retold.generate.lexicon import lexicon

RECIPE = Recipe(articles=120, pairs=2, stories=(6,), notices=5, same=4)


def test_the_seed_decides():
    """The same seed gives the same articles, another seed others."""
    one, again, other = (list(collection(RECIPE, seed)) for seed in (1, 1, 2))
    assert one == again
    assert one[0] != other[0]


def test_everything_is_planted():
    """A recipe gives exactly what it says, and sources come before their copies in time."""
    made = list(collection(RECIPE))
    kinds = Counter(what.kind for _, what in made if what)
    assert len(made) == 120
    assert kinds == {**dict.fromkeys(PAIR_KINDS, 2), "story": 6, "notice": 5, "identical": 2 + 3}
    articles = {article.id: article for article, _ in made}
    assert len(articles) == 120
    for article, what in made:
        if what and what.source:
            assert articles[what.source].published < article.published


@pytest.mark.parametrize("left", [1, 2, 3, 7])
def test_small_collections(left):
    """A recipe for more than there is room for stops at the number of articles."""
    assert len(list(collection(Recipe(articles=left, pairs=3, stories=(300,))))) <= left


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7])
def test_share_of_words_changed(share):
    """About the asked share of the words is changed."""
    random, words = np.random.default_rng(3), lexicon()
    made = drafts.draft(random, words, TESTING, drafts.event(random, words, TESTING), 2000)
    copy = drafts.edited(random, words, TESTING, made, share)
    edits = Levenshtein.distance(made.words.tolist(), copy.words.tolist())
    assert edits / len(made) == pytest.approx(share, abs=0.08)
    assert copy.ends[-1] == len(copy.words)


def test_uneven_edits_keep_names_and_figures():
    """Names and figures survive an uneven edit, other words do not."""
    random, words = np.random.default_rng(4), lexicon()
    made = drafts.draft(random, words, TESTING, drafts.event(random, words, TESTING), 2000)
    copy = drafts.uneven(random, words, TESTING, made, 0.7)
    named = (made.words >= words.names).sum()
    assert (copy.words >= words.names).sum() >= 0.9 * named


def test_training_differs_from_testing():
    """The settings of training and of testing are not the same."""
    assert TRAINING != TESTING
