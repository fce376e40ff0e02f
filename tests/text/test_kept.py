"""What is made of whole texts is made once for the last few."""

from __future__ import annotations

import pytest

from retold.text.kept import LONG, OfTexts
from retold.text.tokenise import norms_of, words_of


@pytest.mark.parametrize(("length", "most"), [(1, 3), (LONG, 3), (LONG + 1, 2)])
def test_made_once_for_the_last_texts(length: int, most: int) -> None:
    """A text among the last `most` is not made anew, however long; an older one is."""
    asked: list[str] = []
    kept = OfTexts(lambda text: asked.append(text[-1]), 3)
    texts = ["x" * (length - 1) + sign for sign in "abcd"[: most + 1]]
    for text in (*texts[:most], *texts[:most], texts[most], texts[0]):
        kept(text)
    assert "".join(asked) == "abcd"[: most + 1] + "a"


def test_forgotten() -> None:
    """What was forgotten is made anew, of short and long texts."""
    asked: list[int] = []
    kept = OfTexts(lambda text, start: asked.append(start))
    for text in ("a", "a" * (LONG + 1)):
        kept(text, 1)
        kept.forget()
        kept(text, 1)
    assert asked == [1, 1, 1, 1]


def test_the_words_of_a_long_text_are_read_once() -> None:
    """A book in one file is read for its words once, not by each finder that asks for them."""
    text = "Gulls cried. " * (LONG // 6)
    assert words_of(text) is words_of(text)
    assert norms_of(text) is norms_of(text)
