"""Words of one stem or sense: what links sentences that share few words."""

from __future__ import annotations

from retold.collation.kin import kinship, same_sense


def _kin(one: str, other: str) -> float:
    """The kinship of two sentences in dictionary forms, every word weighing 4 nats."""
    a, b = one.split(), other.split()
    return kinship(a, [4.0] * len(a), b, [4.0] * len(b))


def test_words_of_one_stem_or_line_are_kin() -> None:
    """Serious and seriously share a stem, hurt and injury a line of the table; bread shares neither with them."""
    assert _kin("serious", "seriously") > 4
    assert _kin("hurt", "injury") > 4
    assert _kin("vaccinate", "unvaccinated") > 4
    assert _kin("bread", "injury") == 0


def test_a_word_is_kin_to_one_word_only() -> None:
    """Two words that die cannot both be answered by one death."""
    assert _kin("die kill", "death") == _kin("die", "death")


def test_denials_are_kin() -> None:
    """No and without share neither stem nor line, but both deny."""
    assert _kin("no ticket", "without seat") > 0
    assert _kin("a ticket", "without seat") == 0


def test_the_sense_is_narrower_than_the_thing() -> None:
    """To survive belongs to what is told of deaths, and is no synonym of dying."""
    assert same_sense("kill", "die")
    assert not same_sense("survive", "die")
    assert _kin("survive", "die") > 0


def test_numbers_in_words_and_digits_are_kin() -> None:
    """The same number printed both ways counts; another does not."""
    assert _kin("fifteen", "15") > 0
    assert _kin("fifteen", "14") == 0
