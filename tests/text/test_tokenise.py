"""Words with their place, whatever the marks and the script."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.text.normalise import DASHES, DOUBLE_MARKS, SINGLE_MARKS, SPACES, fold_marks
from retold.text.tokenise import vocabulary, words, words_of
from tests import strategies

FEW = settings(max_examples=50, derandomize=True, deadline=None)


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("The pier’s 11,500 crowns", ["the", "pier", "11500", "crowns"]),
        ("don't DON’T", ["don't", "don't"]),
        ("1,234,567.50 and 3.5", ["1234567.50", "and", "3.5"]),
        ("1,23 is no thousand", ["1,23", "is", "no", "thousand"]),
        ("long-standing", ["long", "standing"]),
        ("the U.S. and News.Az", ["the", "u.s", "and", "news.az"]),
        ("“quoted”, (bracketed)", ["quoted", "bracketed"]),
        ("Straße ÉCOLE", ["strasse", "école"]),
        ("中文", ["中文"]),
        ("", []),
        ("— … !", []),
    ],
)
def test_words_in_their_folded_form(text: str, norm: list[str]) -> None:
    """Case, apostrophes, possessives and thousands separators are folded; hyphens part words, inner full stops do not."""
    assert words(text).norm == norm


def test_a_part_of_a_text_keeps_the_offsets_of_the_whole() -> None:
    """Offsets are into the whole text."""
    text = "The old pier burned."
    found = words(text, 4, 12)
    assert [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)] == ["old", "pier"]


@FEW
@given(st.one_of(st.text(max_size=80), strategies.ugly_texts))
def test_words_are_in_order_and_are_slices(text: str) -> None:
    """Never empty, never overlapping, each a slice of the text that holds no space."""
    found = words(text)
    assert len(found) == len(found.norm) == len(found.starts) == len(found.ends)
    last = 0
    for norm, start, end in zip(found.norm, found.starts, found.ends, strict=True):
        assert last <= start < end <= len(text)
        assert norm
        assert not any(character.isspace() for character in text[start:end])
        last = end


@FEW
@given(st.text(alphabet=st.sampled_from("aB1é½²٣_.,'’ €"), max_size=60))
def test_letters_beyond_ascii_part_words_alike(text: str) -> None:
    """A text with few letters beyond ASCII has the same words as one of another alphabet, where no sign is replaced."""
    other = "".join(map(chr, range(0x430, 0x450)))  # more letters than are replaced one by one
    whole, short = words(f"{text} {other}"), words(text)
    assert short.norm == whole.norm[:-1]
    assert (short.starts, short.ends) == (whole.starts[:-1], whole.ends[:-1])


@FEW
@given(st.text(alphabet=st.sampled_from(DOUBLE_MARKS + SINGLE_MARKS + DASHES + SPACES + "aé中\U0001f600")))
def test_folding_keeps_every_place(text: str) -> None:
    """One code point for one, and folding twice is folding once."""
    folded = fold_marks(text)
    assert len(folded) == len(text)
    assert fold_marks(folded) == folded
    assert not set(folded) & set(
        (DOUBLE_MARKS + SINGLE_MARKS + DASHES + SPACES).translate(str.maketrans("", "", "\"'-"))
    )


@FEW
@given(st.one_of(st.text(max_size=80), strategies.ugly_texts))
def test_a_vocabulary_holds_every_word_and_its_parts(text: str) -> None:
    """A finder that asks for a word misses none, also inside an abbreviation."""
    every = vocabulary(text)
    for word in words_of(text).norm:
        assert word in every
        assert every.issuperset(word.replace("'", ".").split("."))
