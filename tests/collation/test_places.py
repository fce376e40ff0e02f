"""The way from a place in a text to its words."""

from __future__ import annotations

from bisect import bisect_left

from hypothesis import given, settings
from hypothesis import strategies as st

from retold.collation.places import Places, places_of
from retold.text.tokenise import words_of
from tests import strategies


@settings(max_examples=60, derandomize=True, deadline=None)
@given(strategies.texts, st.integers(0, 400), st.integers(0, 400))
def test_looking_up_answers_as_searching_would(text: str, start: int, end: int) -> None:
    """Any two places, those where words begin and end among them, give the words that begin between them."""
    places, starts = Places(text), words_of(text).starts
    for low, high in ((start, end), *zip(starts, words_of(text).ends, strict=True)):
        assert places.at(low) == bisect_left(starts, low)
        assert places.within(low, high) == (bisect_left(starts, low), bisect_left(starts, high))
        assert places.begins(low) == (starts.index(low) if low in starts else None)


def test_the_places_of_an_article_are_kept() -> None:
    """Relation and changes ask for the same table."""
    assert places_of("The ferry sailed.") is places_of("The ferry sailed.")
