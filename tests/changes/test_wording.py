"""Wording, omission, addition and move: what no more telling kind has reported."""

from __future__ import annotations

import pytest

from tests.changes.making import listed, only, plain, text, told


def test_a_word_for_another_is_wording() -> None:
    """One phrase on each side, and its borders are those of the words."""
    found = told("The crew fled the ship in haste.", "The crew abandoned the ship in haste.")
    assert listed(found) == [("wording", "", "fled", "abandoned")]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The crews are leaving the ships.", "The crew leaves the ship."),
        ("The crew left the ship in haste.", "In haste the crew left the ship."),
        ("The crew left its ship.", "The crew left their ship."),
        ("The long-standing plan was dropped.", "The longstanding plan was dropped."),
        ("THE CREW LEFT THE SHIP.", "The crew left the ship."),
        ("The ship’s cook – a Dornich man – stayed.", "The ship's cook - a Dornich man - stayed."),
        ("The colour of the harbour centre is grey.", "The color of the harbor center is gray."),
        ("They were leaving the ship.", "They left the ship."),
    ],
)
def test_grammar_and_spelling_are_no_change(a: str, b: str) -> None:
    """Inflection, order of clauses, articles, pronouns, case, hyphens and typography raise nothing."""
    assert listed(told(a, b)) == []
    assert listed(told(b, a)) == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Two sailors remained in hospital.", "Two sailors were still in hospital."),
        ("A ferry carrying salt left port.", "A ferry with salt left port."),
        ("The pier burned, the mayor said.", "The pier burned, the mayor reported."),
    ],
)
def test_a_word_for_grammar_is_no_omission(a: str, b: str) -> None:
    """A verb that gave way to "were still" was reworded, not left out."""
    assert listed(told(a, b), "omission", "addition") == []
    assert listed(told(b, a), "omission", "addition") == []


def test_words_left_out_and_put_in() -> None:
    """A phrase that only one side has is an omission, and an addition where the pair is turned round."""
    a, b = "The old wooden pier burned at night.", "The pier burned at night."
    assert listed(told(a, b)) == [("omission", "phrase", "old wooden", "")]
    assert listed(told(b, a)) == [("addition", "phrase", "", "old wooden")]


def test_a_phrase_left_out_keeps_its_preposition() -> None:
    """ "to safety" is told whole, also where an article was put in close by."""
    a, b = "Sailors were brought from border ports to safety.", "Sailors were brought from the border ports."
    assert listed(told(a, b)) == [("omission", "phrase", "to safety", "")]


def test_whole_sentences_left_out_and_put_in() -> None:
    """A sentence without counterpart is told whole."""
    a, b = "A clerk sealed the gate. The pier burned at night.", "The pier burned at night."
    assert listed(told(a, b)) == [("omission", "sentence", "A clerk sealed the gate.", "")]
    assert listed(told(b, a)) == [("addition", "sentence", "", "A clerk sealed the gate.")]


def test_a_moved_sentence_is_a_move_and_nothing_else() -> None:
    """A sentence at another place is neither left out nor put in, and where it moved, it was also compared."""
    listed_a = [
        "The ferry left the harbour at dawn with two hundred pilgrims.",
        "A brass band played on the windy quay.",
        "Smugglers were seen behind the fish market.",
        "The lighthouse keeper counted seventeen yachts.",
    ]
    moved = [*listed_a[1:], listed_a[0]]
    assert listed(plain("\n".join(listed_a), "\n".join(moved))) == [("move", "sentence", listed_a[0], listed_a[0])]
    moved[-1] = moved[-1].replace("pilgrims", "sailors")
    found = plain("\n".join(listed_a), "\n".join(moved))
    assert listed(found, "wording") == [("wording", "", "pilgrims", "sailors")]
    assert only(found, "move")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "“They want to go home, but they will not sail,” she said.",
            "“They want to get home, but they will never sail,” she said.",
        )
    ],
)
def test_loose_words_far_apart_do_not_answer_one_another(a: str, b: str) -> None:
    """ "go" and "never" stand in different clauses: neither replaced the other."""
    assert ("wording", "", "go", "never") not in listed(told(a, b))


def test_a_change_of_wording_lies_inside_or_outside_of_a_quotation() -> None:
    """No phrase crosses a quotation mark."""
    found = told("Oyen called the plan “reckless folly”.", "Oyen termed the scheme “careless madness”.")
    for change in found.changes:
        if change.kind == "wording":
            assert "“" not in text(change.a) + text(change.b)
            assert (change.within is not None) == (text(change.a) in "reckless folly")


def test_a_word_of_speech_stands_for_no_other_word() -> None:
    """What was said in other words is one rewording; that it was said before and is said behind now is none."""
    found = told(
        "According to the minister, 6,400 inhabitants have been evacuated in the district.",
        "Some 6,400 residents have been evacuated in the district, the minister said.",
    )
    assert listed(found, "wording") == [("wording", "", "inhabitants", "residents")]


def test_one_word_at_two_places_is_no_other_word() -> None:
    """Spelling with a capital at the start of a sentence is no rewording."""
    found = told(
        "In Dornich, the schools will remain closed until Friday.",
        "Schools in Dornich will remain closed until Friday.",
    )
    assert listed(found, "wording") == []


@pytest.mark.parametrize(
    ("a", "b", "one", "other"),
    [
        ("Visitors may leave the pier by boat.", "Visitors must leave the pier by boat.", "may", "must"),
        ("The clerk can be fined for it.", "The clerk will be fined for it.", "can", "will"),
        ("The clerk should be fined for it.", "The clerk could be fined for it.", "should", "could"),
        ("The keeper had closed the gate.", "The keeper will close the gate.", "had", "will"),
        ("The gate was closed in spring.", "The gate will be closed in spring.", "was", "will"),
    ],
)
def test_what_may_must_or_will_be_is_told(a: str, b: str, one: str, other: str) -> None:
    """A modal verb in the place of one that tells something else of the same verb is shown, small as it is."""
    assert listed(told(a, b)) == [("wording", "modality", one, other)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The clerk said the pier will close.", "The clerk said the pier would close."),
        ("The clerk said the pier may close.", "The clerk said the pier might close."),
        ("The crew were to leave the ship at noon.", "The crew would leave the ship at noon."),
        ("The gate was shut by the keeper.", "The gate had been shut by the keeper."),
        ("Visitors must leave the pier.", "Visitors have to leave the pier."),
    ],
)
def test_a_shift_of_tense_is_no_other_modality(a: str, b: str) -> None:
    """Reported speech shifts its tense, and "were to" says "would"; neither is told."""
    assert [change for change in listed(told(a, b)) if change[1] == "modality"] == []
