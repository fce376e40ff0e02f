"""Two that changed places in one sentence, and two opposites of one sentence: what is turned round, and what is only reordered."""

from __future__ import annotations

import pytest

from tests.changes.making import facts, listed, told


@pytest.mark.parametrize(
    ("a", "b", "one", "other"),
    [
        ("The firm sued the dairy after the fire.", "The dairy sued the firm after the fire.", "firm", "dairy"),
        ("Rents rose faster than wages on the isle.", "Wages rose faster than rents on the isle.", "Rents", "wages"),
        (
            "Letters show that an engineer had warned sailors that the crane was loose.",
            "Letters show that a sailor had warned engineers that the crane was loose.",
            "engineer",
            "sailors",
        ),
        (
            "The keeper said, after a long silence, that the pilot had struck the cook with an oar.",
            "The keeper said that the cook had struck the pilot with an oar.",
            "pilot",
            "cook",
        ),
    ],
)
def test_who_did_what_to_whom_is_turned_round(a: str, b: str, one: str, other: str) -> None:
    """Two words that hold each other's places among the same words are told as exchanged, both of them in one change."""
    exchanged = [change for change in told(a, b).changes if change.detail == "exchanged"]
    assert [[span.text for span in change.a] for change in exchanged] == [[one, other]]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Nurses and porters marched to the quay.", "Porters and nurses marched to the quay."),
        ("The nurses, cooks and porters marched.", "The porters, cooks and nurses marched."),
        ("The winner is the keeper of the lighthouse.", "The keeper is the winner of the lighthouse."),
        ("The keeper met the pilot on the quay.", "The pilot met the keeper on the quay."),
        ("The firm sued the dairy after the fire.", "The dairy was sued by the firm after the fire."),
        (
            "Roads in the north and bridges in the south will close.",
            "Bridges in the south and roads in the north will close.",
        ),
        ("The clerk quietly closed the gate.", "The clerk closed the gate quietly."),
    ],
)
def test_another_order_is_no_exchange(a: str, b: str) -> None:
    """A list, a verb that says the same from either end, the passive and clauses in another order turn nothing round."""
    assert [change for change in told(a, b).changes if change.detail == "exchanged"] == []
    assert facts(a, b) == []


def test_figures_and_names_in_each_others_places_are_changed() -> None:
    """Two figures, or two names, that changed places are each replaced, whatever else differs in the sentence."""
    a, b = "The board raised the toll to 18 crowns from 15.", "The board cut the toll to 15 crowns from 18."
    assert [change[2:] for change in listed(told(a, b), "figure")] == [("18", "15"), ("15", "18")]
    a = "Twelve of 20 clerks polled by the guild before the meeting hoped for rain, while eight hoped for fog."
    b = "Eight of 20 clerks polled before the meeting hoped for rain, while twelve hoped for fog."
    assert [change[2:] for change in listed(told(a, b), "figure")] == [("Twelve", "Eight"), ("eight", "twelve")]
    a = "Ada Brun sued Otto Lind over the pier after a night of talks."
    b = "Otto Lind sued Ada Brun over the pier."
    assert [change[2:] for change in listed(told(a, b), "name")] == [
        ("Ada Brun", "Otto Lind"),
        ("Otto Lind", "Ada Brun"),
    ]


def test_clauses_in_another_order_change_no_name_and_no_figure() -> None:
    """Where names and figures changed places together, the clauses did."""
    a = "Ada Brun caught 5 seals in the bay and Otto Lind caught 3 seals in the bay."
    b = "Otto Lind caught 3 seals in the bay and Ada Brun caught 5 seals in the bay."
    assert facts(a, b) == []


@pytest.mark.parametrize(
    ("a", "b", "pairs"),
    [
        (
            "The crown fell after the vote, its lowest level on record.",
            "The crown rose after the vote, its highest level on record.",
            [("fell", "rose"), ("lowest", "highest")],
        ),
        (
            "The board raised its estimate for cod and lowered its estimate for herring.",
            "The board lowered its estimate for cod and raised its estimate for herring.",
            [("raised", "lowered"), ("lowered", "raised")],
        ),
        (
            "The board raised its toll for boats and lowered its toll for cars.",
            "The board cut its toll for boats and raised its toll for cars.",
            [("raised", "cut"), ("lowered", "raised")],
        ),
        (
            "He is not guilty and has never denied it.",
            "He is guilty and has always denied it.",
            [("not", "guilty"), ("never", "always")],
        ),
    ],
)
def test_two_opposites_in_clauses_of_their_own_are_two(a: str, b: str, pairs: list[tuple[str, str]]) -> None:
    """Two opposites turn each other round only in one clause; in two, each turns its own."""
    assert sorted(change[2:] for change in listed(told(a, b), "negation")) == sorted(pairs)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "The board raised its estimate for cod and lowered its estimate for herring.",
            "The board lowered its estimate for herring and raised its estimate for cod.",
        ),
        (
            "The board raised its cod estimate at noon and lowered its herring estimate at noon.",
            "The board lowered its herring estimate at noon and raised its cod estimate at noon.",
        ),
        ("Fewer pupils failed the test this time.", "More pupils passed the test this time."),
        (
            "The price of cod rose in the bay and fell in the port.",
            "The price of cod fell in the port and rose in the bay.",
        ),
    ],
)
def test_opposites_that_moved_with_what_they_tell_of_change_nothing(a: str, b: str) -> None:
    """Clauses in another order, and two opposites that turn each other round, are no negation."""
    assert listed(told(a, b), "negation") == []


@pytest.mark.parametrize(
    ("a", "b", "one", "other"),
    [
        ("Olive Trench voted with the board.", "Olive Trench voted against the board.", "with", "against"),
        ("The board is cutting the toll.", "The board is raising the toll.", "cutting", "raising"),
        ("The mayor contested the count.", "The mayor confirmed the count.", "contested", "confirmed"),
        ("The union welcomed the plan.", "The union slammed the plan.", "welcomed", "slammed"),
    ],
)
def test_more_words_turned_into_their_opposite(a: str, b: str, one: str, other: str) -> None:
    """To take sides with and against, gerunds, and verbs of judging are opposites, too."""
    assert [change[1:] for change in listed(told(a, b), "negation")] == [("opposite", one, other)]


def test_with_is_no_opposite_of_against_elsewhere() -> None:
    """Who fights with somebody fights against him."""
    assert facts("The town fought with the duke.", "The town fought against the duke.") == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The mast is two metres taller than the crane.", "The crane is two metres shorter than the mast."),
        ("Wages were higher than rents on the isle.", "Rents were lower than wages on the isle."),
        ("The council voted before the mayor spoke.", "The mayor spoke after the council voted."),
    ],
)
def test_a_relation_told_from_the_other_end_is_the_same(a: str, b: str) -> None:
    """An opposite between two that changed sides turns nothing."""
    assert listed(told(a, b), "negation") == []
    assert listed(told(b, a), "negation") == []


def test_the_side_of_a_mark_on_which_a_figure_lies_is_turned() -> None:
    """Words behind a kept figure that say above on one side and below on the other are opposites, of whatever kind they are."""
    a = "The river stood 1.2 metres more than the old mark."
    b = "The river stood 1.2 metres below the old mark."
    assert listed(told(a, b), "negation") == [("negation", "opposite", "more", "below")]
    assert listed(told(a, a.replace("more than", "above")), "negation") == []


def test_who_is_younger_came_later() -> None:
    """Behind a figure "younger" and "later" point the same way."""
    a, b = "The upper finds are 900 years younger.", "The upper finds date from 900 years later."
    assert listed(told(a, b), "negation") == listed(told(b, a), "negation") == []
