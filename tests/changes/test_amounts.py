"""The same amount in other words and units."""

from __future__ import annotations

import pytest

from retold.changes.amounts import commensurate, converted, is_fraction, same_amount, told_in_words
from retold.records.article import Span
from retold.records.marks import Figure


def figure(value: float, unit: str | None = None, high: float | None = None) -> Figure:
    """A figure of which only the amount matters."""
    return Figure(span=Span(0, 1, "1"), value=value, unit=unit, high=high)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (figure(0.5), figure(50, "percent")),
        (figure(2 / 3), figure(67, "percent")),
        (figure(2, "decade"), figure(20, "year")),
        (figure(0.5, "hour"), figure(30, "minute")),
        (figure(14, "day"), figure(2, "week")),
        (figure(24, "month", 36), figure(2, "year", 3)),
    ],
)
def test_one_amount(one: Figure, other: Figure) -> None:
    """A fraction and its percentage, and a time in two units, are one amount, either way round."""
    assert commensurate(one, other)
    assert same_amount(one, other)
    assert same_amount(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (figure(0.5), figure(60, "percent")),
        (figure(2, "decade"), figure(30, "year")),
        (figure(2, "week"), figure(2, "day")),
        (figure(24, "month", 36), figure(2, "year")),
    ],
)
def test_two_amounts(one: Figure, other: Figure) -> None:
    """Figures that could be compared and differ are not one amount."""
    assert commensurate(one, other)
    assert not same_amount(one, other)


def test_what_cannot_be_compared() -> None:
    """Months and days, euros and percent, and a number without a unit have no common measure."""
    assert not commensurate(figure(1, "month"), figure(30, "day"))
    assert not commensurate(figure(50, "percent"), figure(50, "EUR"))
    assert not commensurate(figure(5), figure(5, "day"))
    assert not is_fraction(figure(0.5, "hour"))


def test_two_systems() -> None:
    """A conversion may round, within its threshold and no farther."""
    assert converted(figure(5, "km"), figure(3, "mile"))
    assert not converted(figure(5, "km"), figure(4, "mile"))


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (figure(2), "the pair leave"),
        (figure(50, "percent"), "the price halve"),
        (figure(90, "minute"), "an hour and a half"),
        (figure(24, "hour"), "within a day"),
        (figure(3), "a hat trick"),
        (figure(9), "all but one agree"),
    ],
)
def test_told_without_a_number(one: Figure, words: str) -> None:
    """Words that imply a small figure stand for it; other words do not."""
    assert told_in_words(one, words.split())
    assert not told_in_words(one, "the crew leave the ship".split())
