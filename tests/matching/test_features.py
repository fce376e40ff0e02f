"""Rarity of words, and the features made of rare ones."""

from __future__ import annotations

import numpy as np
import pytest

from retold.matching import features, rarity
from retold.matching.tokens import tokenise

TEXT = "The minister told parliament in Kalonebaba that eleven trawlers had vanished off Ostermark during the February gales."


def levels(texts):
    counted = rarity.Frequencies()
    batch = tokenise(texts)
    counted.add(batch, np.ones(len(batch), dtype=bool))
    return counted.levels()


def level(found, word):
    return int(found[tokenise([word]).tokens[0] & (rarity.SLOTS - 1)])


def test_a_handful_is_judged_by_the_background():
    """In five articles that tell one story, its rare words are still rare and "the" is not."""
    found = levels([TEXT] * 5)
    assert level(found, "the") < rarity.level_of(0.5)
    assert level(found, "trawlers") > rarity.level_of(0.01)


def test_a_collection_is_judged_by_itself():
    """A rare word that stands in most of 5,000 articles is not rare among them."""
    found = levels(["Kalonebaba trawlers " + TEXT] * 5000)
    assert level(found, "trawlers") < rarity.level_of(0.5)


def test_languages():
    """German articles are judged by the German table."""
    counted = rarity.Frequencies()
    texts = ["Der Minister sagte am Montag, dass die Stadt nicht mit dem Land und den Kommunen verhandelt habe."] * 3
    counted.add(tokenise(texts), np.ones(3, dtype=bool))
    assert counted.languages() == ("de",)
    assert level(counted.levels(), "nicht") < rarity.level_of(0.2)


def made(text, found, sampling):
    batch = tokenise([text])
    placed = features.placed(batch.tokens, batch.offsets, found, sampling=sampling)
    return set(placed.keys.tolist())


def test_sampling_is_nested():
    """One in eight features is a subset of one in four, and so on up to all."""
    found = levels([TEXT])
    long = " ".join(f"Gor{number}ister" for number in range(400))
    kept = [made(long, found, sampling) for sampling in (1, 2, 4, 8)]
    assert kept[0] > kept[1] > kept[2] > kept[3]
    assert len(kept[0]) / len(kept[2]) == pytest.approx(4, rel=0.25)


def test_sampling_is_a_power_of_two():
    """Another sampling would not be nested, and is refused."""
    batch = tokenise([TEXT])
    with pytest.raises(ValueError, match="power of two"):
        features.features(batch, levels([TEXT]), np.zeros(1, dtype=np.int64), sampling=3)


def test_own_quantile_keeps_a_much_copied_story():
    """Where every word of a text is frequent, its own rarest words still make features."""
    found = levels([TEXT] * 5000)
    batch = tokenise([TEXT])
    postings = features.features(batch, found, np.zeros(1, dtype=np.int64), sampling=1)
    assert postings.own[0] > 5


def test_left_out_texts():
    """A text with number -1 gives no features; buckets hold all the others."""
    batch = tokenise([TEXT, TEXT + " again"])
    postings = features.features(batch, levels([TEXT]), np.array([-1, 7]), sampling=1)
    assert postings.own[0] == 0
    assert postings.starts[-1] == len(postings.packed) == postings.own[1]
    assert set((postings.packed & 0xFFFFFFFF).tolist()) == {7}


def test_a_replaced_word_leaves_features():
    """Features bridge a changed word: most survive one substitution."""
    found = levels([TEXT])
    before, after = made(TEXT, found, 1), made(TEXT.replace("vanished", "disappeared"), found, 1)
    assert len(before & after) > 0.5 * len(before)
