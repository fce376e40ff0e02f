"""Scores of candidate pairs."""

from __future__ import annotations

import numpy as np
import pytest

from retold.generate import collection, drafts
from retold.generate.lexicon import lexicon
from retold.matching.score import idf_table, score
from retold.matching.tokens import tokenise

RANDOM = np.random.default_rng(11)
WORDS, STYLE = lexicon(), collection.TESTING


def draft(length=300, about=None):
    return drafts.draft(RANDOM, WORDS, STYLE, about or drafts.event(RANDOM, WORDS, STYLE), length)


def scored(one, other, hidden=None):
    batch = tokenise([drafts.printed(text, WORDS) if not isinstance(text, str) else text for text in (one, other)])
    return score(batch.tokens, batch.offsets, np.array([0]), np.array([1]), idf_table(), hidden)


def test_the_same_text():
    """A text holds all of itself, in one run from end to end."""
    text = draft()
    found = scored(text, text)
    assert found.containment[0] == pytest.approx(1)
    assert found.share[0] == pytest.approx(1, abs=0.1)
    assert found.spans[0, 1] - found.spans[0, 0] > 250


def test_strangers():
    """Two texts about different things are not worth a look."""
    found = scored(draft(), draft())
    assert found.containment[0] < 0.2
    assert not found.worthy()[0]


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7])
def test_changed_words(share):
    """A copy with most words changed is worth a look, the less is changed the higher its score."""
    text = draft()
    found = scored(text, drafts.edited(RANDOM, WORDS, STYLE, text, share))
    assert found.worthy()[0]
    assert found.containment[0] > 1 - share


def test_excerpt():
    """Sixty words of one article inside another: low containment, one run, and the right place."""
    text = draft()
    host = drafts.inside(RANDOM, draft(), text, 60)
    found = scored(text, host)
    assert found.worthy()[0]
    assert found.containment[0] < 0.4
    assert 40 <= found.spans[0, 3] - found.spans[0, 2] <= 80


def test_symmetry():
    """Swapped arguments give the same numbers, and swapped spans."""
    text = draft()
    other = drafts.uneven(RANDOM, WORDS, STYLE, text, 0.4)
    one, two = scored(text, other), scored(other, text)
    assert one.containment[0] == pytest.approx(two.containment[0])
    assert one.run[0] == pytest.approx(two.run[0], rel=0.2)


def test_hidden_words_count_for_nothing():
    """Where the shared words are hidden, nothing is shared."""
    notice = drafts.printed(draft(120), WORDS)
    one, other = (f"{drafts.printed(draft(100), WORDS)}\n{notice}" for _ in range(2))
    batch = tokenise([one, other])
    hidden = np.isin(batch.tokens, tokenise([notice]).tokens)
    assert scored(one, other).worthy()[0]
    assert not scored(one, other, hidden).worthy()[0]


def test_no_words():
    """Texts without words or without rare ones give zeros."""
    assert scored("", "the the").containment[0] == 0
    assert scored("the of and", "of the and").run[0] == 0
