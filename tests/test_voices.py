"""Who is quoted or cited in two tellings, and how much."""

from __future__ import annotations

from retold.marking import mark
from retold.records.article import Article
from retold.records.comparison import Voice
from retold.voices import voices

OYEN = "“The pier is old and rotten, and it will fall,” said Marta Oyen."


def _voices(a: str, b: str) -> dict[str, Voice]:
    one, other = (mark(Article(text=text, language="en")) for text in (a, b))
    return {voice.name: voice for voice in voices(one, other)}


def test_the_words_of_a_voice_are_counted_on_each_side() -> None:
    """A shorter quotation leaves fewer words."""
    found = _voices(OYEN, "“The pier is old,” said Marta Oyen.")
    assert (found["Marta Oyen"].words_a, found["Marta Oyen"].words_b) == (10, 4)
    assert found["Marta Oyen"].type == "person"


def test_a_voice_that_is_gone_has_no_words_there() -> None:
    """A voice of one side only is listed, with none on the other."""
    found = _voices(f"{OYEN} The ferry will wait, according to the Fisheries Ministry.", OYEN)
    assert found["Fisheries Ministry"].words_a > 0
    assert found["Fisheries Ministry"].words_b == 0


def test_two_names_of_one_voice_are_one() -> None:
    """A surname, a variant spelling and another name of a body are the same voice."""
    a = "The ferry will wait, the Fisheries Ministry said. “It will fall,” said Oleksandr Drach."
    b = "The ferry will wait, the Ministry of Fisheries said. “It will fall,” said Aleksandr Drach."
    found = _voices(a, b)
    assert len(found) == 2
    assert all(voice.words_a and voice.words_b for voice in found.values())


def test_most_words_first() -> None:
    """The voice that is given most comes first, whichever side it is on."""
    found = list(_voices("“No,” said Jonas Brekk.", f"{OYEN} “No,” said Jonas Brekk."))
    assert found == ["Marta Oyen", "Jonas Brekk"]


def test_an_unnamed_voice_is_not_listed() -> None:
    """A pronoun that nobody stands behind is no voice of its own."""
    assert _voices("“No,” she said.", "“No,” she said.") == {}
