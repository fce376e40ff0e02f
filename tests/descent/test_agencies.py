"""Names of media: which printings mean one medium."""

from __future__ import annotations

import pytest

from retold.descent import agencies
from retold.text.tokenise import vocabulary


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TASS", "ITAR-TASS"),
        ("TASS", "the Tass news agency"),
        ("News.Az", "https://news.az/news/1"),
        ("AP", "The Associated Press"),
        ("Northern Press Agency", "NPA"),
        ("The Northern Herald", "www.northern-herald.example"),
        ("Vesna", "the Vesna news agency"),
        ("AFP", "Agence France-Presse"),
    ],
)
def test_one_medium(one: str, other: str) -> None:
    """Printings of one medium share a key."""
    other_keys = agencies.host_keys(other) if "//" in other else agencies.keys(other)
    assert agencies.keys(one) & other_keys


@pytest.mark.parametrize(
    ("one", "other"),
    [("TASS", "Reuters"), ("Herald", "Bugle"), ("the agency", "TASS"), ("", ""), ("news", "the news"), ("...", "...")],
)
def test_two_media(one: str, other: str) -> None:
    """Other names, and names with nothing telling in them, share none."""
    assert not agencies.same(one, other)


def test_the_agency_is_generic() -> None:
    """ "The news agency" names no one."""
    assert agencies.is_generic("the news agency")
    assert not agencies.is_generic("Vesna news agency")


def test_hostile_names_are_cut() -> None:
    """A name of a million characters costs nothing."""
    assert len(agencies.key("a" * 1_000_000)) <= 120
    assert agencies.host_keys("http://[broken") == frozenset()


@pytest.mark.parametrize(
    ("text", "name", "may"),
    [
        ("Vesna’s desk wrote so.", "Vesna", True),
        ("So the Northern Herald says.", "The Northern Herald", True),
        ("A report by NorthernHerald.example.", "northern-herald", True),
        ("The AP has it.", "Associated Press", True),
        ("Reuter's man was there.", "Reuters", True),
        ("The northern road is closed.", "The Northern Herald", False),
        ("A day off.", "AFP", False),
    ],
)
def test_a_name_is_put_together_of_the_words_of_a_text(text: str, name: str, may: bool) -> None:
    """Only where all parts of a name, or of another name of the same medium, are among the words can it be printed there."""
    assert agencies.may_name(agencies.key(name), vocabulary(text)) == may
