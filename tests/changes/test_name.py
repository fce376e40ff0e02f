"""Names: replaced, or a variant of the same; a shorter form, a role or a pronoun is neither."""

from __future__ import annotations

import pytest

from tests.changes.making import listed, only, text, told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dornich", "Saltmere"),
        ("Marta Oyen", "Jonas Brekk"),
        ("Marta Oyen", "Ruth Oyen"),
        ("the Fisheries Ministry", "the Defence Ministry"),
        ("North Vellmark", "South Vellmark"),
    ],
)
def test_another_name_in_the_same_place_is_replaced(one: str, other: str) -> None:
    """A name that gave way to another thing's name is one change, and no wording."""
    found = told(f"The new pier was opened by {one} at dawn.", f"The new pier was opened by {other} at dawn.")
    change = only(found, "name")
    assert (change.detail, text(change.a), text(change.b)) == (
        "replaced",
        one.removeprefix("the "),
        other.removeprefix("the "),
    )
    assert listed(found, "wording", "omission", "addition") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kelvograd", "Kelvohrad"),
        ("Dornich", "Dornych"),
        ("Oleksandr Drach", "Aleksandr Drach"),
        ("the Fisheries Ministry", "the Ministry of Fisheries"),
        ("the Vellmark Harbour Office", "the Harbour Office of Vellmark"),
    ],
)
def test_another_form_of_the_same_name_is_a_variant(one: str, other: str) -> None:
    """Two spellings of a place or person and two names of one body are a variant, the lightest change of all."""
    found = told(f"The ferry left, and {one} saw no other ship.", f"The ferry departed, and {other} saw no other ship.")
    change = only(found, "name")
    assert change.detail == "variant"
    assert change.weight < min(c.weight for c in found.changes if c is not change)
    assert listed(found, "wording") == [("wording", "", "left", "departed")]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Marta Oyen opened the new pier.", "Oyen opened the new pier."),
        ("Marta Oyen opened the new pier.", "The mayor opened the new pier."),
        ("Marta Oyen opened the new pier.", "She opened the new pier."),
        ("MARTA OYEN opened the new pier.", "Marta Oyen opened the new pier."),
        ("The Skerry’s owner, Tormod Aske, opened it.", "The Skerry's owner, Tormod Aske, opened it."),
        ("Storms hit Skerry Bay and Dornich.", "Storms hit Dornich and Skerry Bay."),
        ("Storms hit the Dornich Region.", "Storms hit the Dornich region."),
    ],
)
def test_a_shorter_form_a_role_or_case_is_no_change_of_name(a: str, b: str) -> None:
    """Nothing of this kind is raised, in either direction."""
    assert listed(told(a, b), "name") == []
    assert listed(told(b, a), "name") == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Marta Oyen opened the new pier.", "Oyen opened the new pier."),
        ("Marta Oyen opened the new pier.", "She opened the new pier."),
    ],
)
def test_a_shorter_form_is_no_omission_either(a: str, b: str) -> None:
    """A surname or a pronoun for the full name leaves nothing out."""
    assert listed(told(a, b)) == []


def test_a_name_that_stands_elsewhere_in_the_sentence_is_not_replaced() -> None:
    """Two people who changed places in a list are both still there, and their order says nothing."""
    found = told("Marta Oyen and Jonas Brekk met on the pier.", "Jonas Brekk and Marta Oyen met on the pier.")
    assert listed(found, "name") == []


def test_a_name_inside_a_quotation_says_so() -> None:
    """The replaced name carries the index of the quotation it lies in."""
    found = told("“We shall sail to Dornich,” she said.", "“We shall sail to Saltmere,” she said.")
    assert only(found, "name").within == 0


def test_names_that_changed_places_are_told() -> None:
    """Who beat whom is a fact, though both names are still in the sentence."""
    assert listed(told("Vellmark beat Dornich in the final.", "Dornich beat Vellmark in the final."))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The pier was opened by Gov. Oyen at dawn.", "The pier was opened by Governor Oyen at dawn."),
        ("Ada Brun of Tulsa, Okla., opened the pier.", "Ada Brun of Tulsa, Oklahoma, opened the pier."),
        ("Ada Brun, D-Calif., opened the pier.", "Ada Brun of California opened the pier."),
        ("The pier is the largest in Vellmark's East Coast.", "The pier is the largest on Vellmark's Eastern Coast."),
        ("The deal is with Israel’s largest yard.", "The deal is with the largest Israeli yard."),
        ("The pier was built by NorskHavn at a loss.", "The pier was built by Norsk at a loss."),
    ],
)
def test_a_short_form_or_an_adjective_is_no_other_name(a: str, b: str) -> None:
    """States and titles in short, the word for what belongs to a place, and the first half of a firm's name replace nothing."""
    assert "replaced" not in {detail for _, detail, _, _ in listed(told(a, b), "name") + listed(told(b, a), "name")}


def test_names_in_sentences_that_share_little_need_the_same_place() -> None:
    """Two names in loosely linked sentences replace one another only beside the same word or where they share a word."""
    far = told(
        "Prosecutors charged Ada Brun over the pier fire in Dornich on Monday after a long search of the harbour.",
        "The search of the harbour had drawn in crews from Saltmere, where a pier burned down last year.",
    )
    assert listed(far, "name") == []
    near = told("The driver, Ada Brun, was unhurt.", "The driver, Jonas Hill, escaped injury.")
    assert (text(only(near, "name").a), text(only(near, "name").b)) == ("Ada Brun", "Jonas Hill")


def test_a_name_before_the_voice_is_not_the_voice() -> None:
    """ "win the White House, officials said": the officials speak, so another name there is a name replaced, no other voice."""
    a = "The spies agree that the fleet wanted Ada Brun to win the Harbour House, officials said on Friday."
    b = "The spies agree that the fleet wanted Ada Brun to win the presidency, according to Vellmark officials."
    assert listed(told(a, b), "attribution") == []
