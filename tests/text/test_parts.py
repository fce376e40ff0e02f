"""The words of a whole article, and parts cut out of them."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from retold.text.normalise import DASHES, DOUBLE_MARKS, SINGLE_MARKS, SPACES, fold_marks
from retold.text.tokenise import _WORD, part, words, words_of

TEXTS = st.text(alphabet="aB1é_ß٣²’'“\".,-– \n\u0301", max_size=60)


@settings(max_examples=50, derandomize=True)
@given(TEXTS)
def test_every_word_stands_where_the_pattern_found_it(text):
    """Places counted from word to word are the places of the pattern's matches, whatever stands between."""
    found = words(text)
    assert list(zip(found.starts, found.ends, strict=True)) == [
        match.span() for match in _WORD.finditer(fold_marks(text))
    ]


@settings(max_examples=50, derandomize=True)
@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_a_part_is_what_its_stretch_alone_gives(text, one, other):
    """Words cut out of the whole are those of the stretch alone, also where its border runs through a word."""
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    cut, alone = part(words_of(text), text, start, end), words(text, start, end)
    assert (cut.norm, cut.starts, cut.ends) == (alone.norm, alone.starts, alone.ends)


@settings(max_examples=50, derandomize=True)
@given(st.text(max_size=40))
def test_folding_moves_nothing(text):
    """Every character is folded in its place, and only marks, dashes and spaces are."""
    folded = fold_marks(text)
    assert len(folded) == len(text)
    changed = {one for one, other in zip(text, folded, strict=True) if one != other}
    assert changed <= set(DOUBLE_MARKS + SINGLE_MARKS + DASHES + SPACES)


def test_each_mark_is_folded_to_its_plain_form():
    """All marks, dashes and spaces come out as one plain character of their kind."""
    assert re.fullmatch(r"\"+'+-+ +", fold_marks(DOUBLE_MARKS + SINGLE_MARKS + DASHES + SPACES))
