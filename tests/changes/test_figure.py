"""Figures: kept in any spelling, changed, rounded, dropped, added, or given by somebody else."""

from __future__ import annotations

import pytest

from retold.records.comparison import FigurePair
from tests.changes.making import listed, only, text, told


def _pair(a: str, b: str) -> FigurePair:
    (pair,) = told(a, b).figures
    return pair


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Waves sank three boats in the harbour.", "Waves sank 3 boats in the harbour."),
        ("The repair costs 11,500 crowns.", "The repair costs 11500 crowns."),
        ("The repair costs 1.2 million crowns.", "The repair costs 1,200,000 crowns."),
        ("The repair costs more than 40 crowns a day.", "The repair costs over 40 crowns a day."),
        ("The repair costs about 40 crowns a day.", "The repair costs around 40 crowns a day."),
        ("Some 40 percent of the fleet sailed.", "Some 40% of the fleet sailed."),
        ("Some 40 percent of the fleet sailed.", "Some 40 per cent of the fleet sailed."),
        ("A dozen sailors were held.", "Twelve sailors were held."),
        ("Between 10 and 15 boats sank.", "From 10 to 15 boats sank."),
        ("The repair costs $40 million.", "The repair costs 40 million dollars."),
        ("Two thirds of the crew left the ship.", "2/3 of the crew left the ship."),
        ("Half of the crew left the ship.", "50 percent of the crew left the ship."),
        ("The mine closed two decades ago.", "The mine closed 20 years ago."),
    ],
)
def test_a_figure_in_another_spelling_is_kept(a: str, b: str) -> None:
    """Words for digits, separators, scale words and signs make no figure change."""
    assert [pair.status for pair in told(a, b).figures] == ["kept"]
    assert listed(told(a, b), "figure") == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Waves sank three boats in the harbour.", "Waves sank 3 boats in the harbour."),
        ("The repair costs 1.2 million crowns.", "The repair costs 1,200,000 crowns."),
        ("Some 40 percent of the fleet sailed.", "Some 40% of the fleet sailed."),
        ("A dozen sailors were held.", "Twelve sailors were held."),
        ("The repair costs $40 million.", "The repair costs 40 million dollars."),
        ("Two thirds of the crew left the ship.", "2/3 of the crew left the ship."),
        ("The repair costs more than 40 crowns a day.", "The repair costs over 40 crowns a day."),
    ],
)
def test_a_figure_in_another_spelling_is_no_wording_either(a: str, b: str) -> None:
    """A figure that is kept is told nowhere among the changes."""
    assert listed(told(a, b)) == []


@pytest.mark.parametrize(
    ("a", "b", "status", "detail", "one", "other"),
    [
        ("Waves sank three boats.", "Waves sank four boats.", "changed", "changed", "three", "four"),
        ("The repair costs 11,500 crowns.", "The repair costs 12,500 crowns.", "changed", "changed", "11,500", "12,500"),
        ("Over 40 boats sank.", "Just 40 boats sank.", "changed", "bound", "Over 40", "40"),
        ("At least 41 people were hurt.", "At most 41 people were hurt.", "changed", "bound", "At least 41", "At most 41"),
        ("About 40 boats sank.", "Exactly 40 boats sank.", "changed", "approximation", "About 40", "40"),
        ("It costs 40 million euros.", "It costs 40 million dollars.", "changed", "unit", "40 million euros", "40 million dollars"),
        ("It costs 11,523 crowns.", "It costs 11,500 crowns.", "rounded", "rounded", "11,523", "11,500"),
        ("It costs 11,523 crowns.", "It costs about 11,500 crowns.", "rounded", "rounded", "11,523", "about 11,500"),
        ("It lies 10 km from the town.", "It lies 6 miles from the town.", "rounded", "rounded", "10", "6"),
        ("It lies 10 km from the town.", "It lies 10 miles from the town.", "changed", "unit", "10 km", "10 miles"),
    ],
)  # fmt: skip
def test_a_figure_that_is_told_otherwise(a: str, b: str, status: str, detail: str, one: str, other: str) -> None:
    """Value, bound and unit are compared; what differs is shown on both sides, and says in what it differs."""
    found = told(a, b)
    change = only(found, "figure")
    assert found.figures[0].status == status
    assert (change.detail, text(change.a), text(change.b)) == (detail, one, other)


def test_a_range_with_another_end_is_changed() -> None:
    """Both ends of a range count."""
    found = told("Between 10 and 15 boats sank.", "Between 10 and 25 boats sank.")
    assert [pair.status for pair in found.figures] == ["changed"]
    assert only(found, "figure").detail != "rounded"


def test_a_figure_left_out_of_a_sentence_is_dropped() -> None:
    """It is a change on its own where the sentence is still there, and added where the pair is turned round."""
    a, b = "Police held 14 sailors after the fight.", "Police held sailors after the fight."
    assert listed(told(a, b)) == [("figure", "dropped", "14", "")]
    assert listed(told(b, a)) == [("figure", "added", "", "14")]


def test_a_figure_that_left_with_its_sentence_is_part_of_the_omission() -> None:
    """Its pair says dropped, the changes tell the sentence only."""
    a = "The crane fell into the water. Police held 14 sailors. Divers found its hook."
    found = told(a, "The crane fell into the water. Divers found its hook.")
    assert [pair.status for pair in found.figures] == ["dropped"]
    assert [kind for kind, *_ in listed(found)] == ["omission"]


def test_figures_in_another_order_are_kept() -> None:
    """What is counted tells which figure answers which."""
    found = told("Police held 14 sailors and 3 cooks.", "Police held 3 cooks and 14 sailors.")
    assert [(text(pair.a), text(pair.b), pair.status) for pair in found.figures] == [
        ("14", "14", "kept"),
        ("3", "3", "kept"),
    ]
    assert listed(found, "figure") == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Police held 14 sailors and 3 cooks.", "Police held 3 sailors and 14 cooks."),
        ("The budget passed by 12 votes to 7.", "The budget passed by 7 votes to 12."),
        ("Marta Oyen, 41, met her brother Jonas, 38.", "Marta Oyen, 38, met her brother Jonas, 41."),
    ],
)
def test_figures_that_changed_places_are_changed(a: str, b: str) -> None:
    """Two figures swapped between the things they count are two changes of fact."""
    assert [pair.status for pair in told(a, b).figures] == ["changed", "changed"]


def test_a_figure_given_by_another_voice_is_reattributed() -> None:
    """Only where both voices are stated and are not the same."""
    a = "Jonas Brekk said that 40 boats sank in the storm."
    assert _pair(a, "Marta Oyen said that 40 boats sank in the storm.").status == "reattributed"
    assert _pair(a, "Brekk said that 40 boats sank in the storm.").status == "kept"
    assert _pair(a, "He said that 40 boats sank in the storm.").status == "kept"
    assert _pair(a, "In the storm 40 boats sank.").status == "kept"


def test_the_pair_holds_what_the_marks_say() -> None:
    """Bound, unit, what is counted and both voices stand in the pair."""
    pair = _pair("Jonas Brekk said that more than 40 percent of boats sank.", "Brekk said that over 40% of boats sank.")
    assert (pair.value, pair.bound, pair.unit, pair.status) == (40.0, "over", "percent", "kept")
    assert (pair.voice_a, pair.voice_b) == ("Jonas Brekk", "Brekk")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The skipper finished in 3rd place.", "The skipper finished in third place."),
        ("Call 555-0141 for a berth.", "Call 555-0141 to get a berth."),
    ],
)
def test_ranks_and_other_numbers_kept_are_no_figure_change(a: str, b: str) -> None:
    """A rank in another spelling and a telephone number that stays raise no figure."""
    assert listed(told(a, b), "figure") == []


def test_a_number_that_is_no_figure_is_still_seen_to_change() -> None:
    """A telephone number with another digit is a figure change of detail "number" or "changed"."""
    change = only(told("Call 555-0141 for a berth.", "Call 555-0149 for a berth."), "figure")
    assert "0141" in text(change.a)
    assert "0149" in text(change.b)


def test_a_figure_inside_a_quotation_says_so() -> None:
    """The changed figure carries the index of the quotation it lies in."""
    found = told("“We lost 40 boats,” Oyen said.", "“We lost 70 boats,” Oyen said.")
    assert only(found, "figure").within == 0
    assert [pair.status for pair in found.quotations] == ["altered"]


def test_two_figures_in_a_row_are_no_range() -> None:
    """A rise and the level it reached are two figures, in whichever order they are told."""
    found = told("Sales rose 5 percent to 3.2 million crowns.", "Sales rose to 3.2 million crowns, up 5 percent.")
    assert [pair.status for pair in found.figures] == ["kept", "kept"]


def test_a_currency_that_is_no_unit_still_counts() -> None:
    """Crowns are no euros, though only one of them is a unit with a name."""
    assert (
        only(told("The repair costs 4.2 million crowns.", "The repair costs 4.2 million euros."), "figure").detail
        == "unit"
    )
