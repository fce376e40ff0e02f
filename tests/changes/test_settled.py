"""One truth about each figure: what its pair says and what the changes say."""

from __future__ import annotations

import pytest

from retold.changes.settled import settled
from retold.records.article import Span
from retold.records.comparison import Change, FigurePair
from tests.changes.making import listed, told


@pytest.mark.parametrize(
    ("a", "b", "one", "other"),
    [
        (
            "The pier costs 410 crowns a month.",
            "The pier costs 410 crowns a year.",
            "410 crowns a month",
            "410 crowns a year",
        ),
        (
            "The crane cost 48 million euros up front.",
            "The crane cost £48 million up front.",
            "48 million euros",
            "£48 million",
        ),
    ],
)
def test_another_unit_is_told_with_both_units(a: str, b: str, one: str, other: str) -> None:
    """A figure told in another unit, or for another length of time, is changed in its pair, and shown with its unit."""
    found = told(a, b)
    assert listed(found, "figure") == [("figure", "unit", one, other)]
    assert [pair.status for pair in found.figures] == ["changed"]


def test_a_length_of_time_without_a_number_in_the_place_of_another() -> None:
    """A week that became a month among the same words is a figure of another unit; a rate told in another unit is none."""
    assert listed(
        told("The clerk may pay it once in any year.", "The clerk may pay it once in any month."), "figure"
    ) == [("figure", "unit", "year", "month")]
    assert listed(told("The mine yields 3,500 tonnes a week.", "The mine yields 500 tonnes a day."), "figure") == []


def test_what_the_changes_join_the_pairs_join() -> None:
    """A figure that went and the one that came in its place are one pair, changed, as they are one change."""
    here, there, kept = Span(4, 6, "40"), Span(9, 11, "17"), Span(20, 21, "3")
    pairs = [
        FigurePair(a=(here,), value=40.0, voice_a="Ada Brun", status="dropped"),
        FigurePair(a=(kept,), b=(kept,), value=3.0, status="kept"),
        FigurePair(b=(there,), value=17.0, voice_b="Otto Lind", status="added"),
    ]
    joined = FigurePair(a=(here,), b=(there,), value=40.0, voice_a="Ada Brun", voice_b="Otto Lind", status="changed")
    assert settled(pairs, [Change(kind="figure", detail="changed", a=(here,), b=(there,))]) == [joined, pairs[1]]
    apart = [Change(kind="figure", detail="dropped", a=(here,)), Change(kind="figure", detail="added", b=(there,))]
    assert settled(pairs, apart) == pairs
