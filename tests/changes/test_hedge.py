"""Hedges: doubt words put in or taken out, and the rewordings that keep the doubt."""

from __future__ import annotations

import pytest

from tests.changes.making import listed, only, plain, text, told


@pytest.mark.parametrize(
    ("a", "b", "cue"),
    [
        ("The captain was allegedly asleep.", "The captain was asleep.", "allegedly"),
        ("The captain was reportedly asleep.", "The captain was asleep.", "reportedly"),
        ("The ferry may sail on the evening tide.", "The ferry will sail on the evening tide.", "may"),
        ("The fire was probably caused by a stove.", "The fire was caused by a stove.", "probably"),
        ("The crew is believed to have left the ship.", "The crew has left the ship.", "is believed"),
        ("The alleged smuggler was held on the pier.", "The smuggler was held on the pier.", "alleged"),
        ("Perhaps the pier will be mended.", "The pier will be mended.", "Perhaps"),
        ("The barge seems to be sinking.", "The barge is sinking.", "seems"),
    ],
)
def test_a_doubt_word_that_is_gone_is_lost(a: str, b: str, cue: str) -> None:
    """A doubt word without counterpart is a hedge lost, and gained where the pair is turned round."""
    lost = only(told(a, b), "hedge")
    assert (lost.detail, text(lost.a)) == ("lost", cue)
    gained = only(told(b, a), "hedge")
    assert (gained.detail, text(gained.b)) == ("gained", cue)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The ferry may sail on the evening tide.", "The ferry might sail on the evening tide."),
        ("The ferry could sail on the evening tide.", "The ferry is expected to sail on the evening tide."),
        ("The captain was allegedly asleep.", "The captain was reportedly asleep."),
        ("The captain was allegedly asleep.", "It is alleged that the captain was asleep."),
        ("The crew is believed to have left the ship.", "The crew is thought to have left the ship."),
        ("The fire was probably caused by a stove.", "The fire was likely caused by a stove."),
        ("Oyen said she will close the pier.", "Oyen said she would close the pier."),
        ("Oyen said the pier can hold the crane.", "Oyen said the pier could hold the crane."),
        ("We can even say that the pier is rotten.", "One could even say that the pier is rotten."),
        ("The council meets in May to vote on it.", "The council meets in June to vote on it."),
        ("The captain appeared in court on Monday.", "The captain stood in court on Monday."),
        ("The crew was unable to launch the lifeboats.", "The crew could not launch the lifeboats."),
        ("It seems to me that the pier is rotten.", "In my view the pier is rotten."),
    ],
)
def test_doubt_kept_in_other_words_is_no_change(a: str, b: str) -> None:
    """A rewording of the same doubt, a shift of tense in reported speech and the month of May raise no hedge."""
    assert listed(told(a, b), "hedge") == []
    assert listed(told(b, a), "hedge") == []


def test_the_voice_decides_between_hedge_and_attribution() -> None:
    """A lost doubt word without voice is a hedge and no attribution; a lost voice is the reverse."""
    doubt = told("The captain was allegedly asleep.", "The captain was asleep.")
    voice = told("The captain was asleep, according to the coast guard.", "The captain was asleep.")
    assert listed(doubt, "attribution") == []
    assert listed(voice, "hedge") == []
    assert listed(doubt, "hedge")
    assert listed(voice, "attribution")


def test_a_doubt_word_that_moved_is_still_there() -> None:
    """Doubt at the other end of its sentence is kept."""
    assert listed(told("Allegedly the captain was asleep.", "The captain was asleep, allegedly."), "hedge") == []


def test_a_finding_made_certain_by_its_verb_has_lost_its_doubt() -> None:
    """ "suggests" for "shows" and the other way round; "finds" says neither."""
    a, b = "The poll suggests that half of the town is in favour.", "The poll shows that half of the town is in favour."
    assert [detail for _, detail, *_ in listed(told(a, b), "hedge")] == ["lost"]
    assert [detail for _, detail, *_ in listed(told(b, a), "hedge")] == ["gained"]
    assert listed(told(a, b.replace("shows", "finds")), "hedge") == []


def test_a_doubt_that_ends_the_text_is_told() -> None:
    """Nothing behind the last word, not even a full stop."""
    before = "The harbour council of Vellmark met in the old customs house. "
    found = plain(
        f"{before}The firms fixed the price of salt, it is believed", f"{before}The firms fixed the price of salt"
    )
    assert [change.kind for change in found.changes] == ["hedge"]
