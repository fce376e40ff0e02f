"""Texts to word hashes."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.matching.places import spans
from retold.matching.tokens import tokenise


def hashes(text):
    return tokenise([text]).tokens.tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kyiv’s", "kyiv"),
        ("11,500", "11500"),
        ("DON'T don’t", "dont DONT"),
        ("“Ministers”—said", "ministers said"),
        ("Élan naïve", "elan NAIVE"),
        ("Сергей ЙОД", "сергеи иод"),
        ("so\u00adlution", "solution"),
        ("٣٤", "34"),
        ("internationalization", "INTERNATIONALIZATION"),
    ],
)
def test_printings_of_one_word(one, other):
    """Case, marks, accents, thousands commas, possessives and soft hyphens make no difference."""
    assert hashes(one) == hashes(other)


@pytest.mark.parametrize(
    ("one", "other"), [("1.5", "15"), ("ab c", "a bc"), ("minister", "ministers"), ("12345678a", "12345678")]
)
def test_different_words(one, other):
    """What is a different word has a different hash."""
    assert hashes(one) != hashes(other)


def test_unspaced_script():
    """A script without spaces gives one word a character, each hashed with the character before it."""
    assert len(hashes("東京都知事")) == 5
    assert hashes("東京")[1] != hashes("西京")[1]


def test_composed_and_decomposed():
    """A letter with its accent, in one code point or two, is the same."""
    text = "Škoda řekl, že café"
    assert hashes(unicodedata.normalize("NFD", text)) == hashes(unicodedata.normalize("NFC", text))


def test_identity():
    """Texts with the same words in the same order have one identity, whatever their marks; others have not."""
    found = tokenise(["The “Cat” sat.", "the cat sat", "sat the cat", "the cat"]).identity
    assert found[0] == found[1]
    assert len(set(found.tolist())) == 3


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\ud800", "\U0001f600", "'", ",", "\U00020000", "a" * 100_000, "é" * 9]
)
def test_odd_texts(text):
    """Texts of no words, lone surrogates, endless words: counted, and never read beyond the end."""
    alone = tokenise([text])
    between = tokenise(["one two", text, "three"])
    assert len(alone.tokens) <= 1
    assert between.tokens.tolist() == hashes("one two") + alone.tokens.tolist() + hashes("three")


@settings(max_examples=50, derandomize=True)
@given(st.lists(st.text(max_size=40), max_size=5))
def test_batches_do_not_matter(texts):
    """A text has the same words alone and among others."""
    batch = tokenise(texts)
    for number, text in enumerate(texts):
        words = batch.tokens[batch.offsets[number] : batch.offsets[number + 1]]
        assert words.tolist() == hashes(text)


@settings(max_examples=50, derandomize=True)
@given(st.text(alphabet="ab éЖ東.,'’19 \n\u0301", max_size=30))
def test_places_rebuild_words(text):
    """The characters that a word is said to stand at are those of that word."""
    found = tokenise([text]).tokens
    for number in range(len(found)):
        ((start, end),) = spans(text, np.array([[number, number + 1]]))
        word = text[start:end]
        if not any("\u3400" <= letter <= "\u9fff" for letter in word):
            assert hashes(word) == [found[number]]
