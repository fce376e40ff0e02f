"""Sentence links: every shape, moves, and the cost on hostile texts."""

from __future__ import annotations

from hypothesis import given, settings

from retold.collation.sentences import beads, units
from retold.marking.sentences import sentences as split
from retold.text.similarity import Trigrams
from tests import strategies


def _beads(a: str, b: str) -> list[tuple[int, int, int, int, bool]]:
    found = beads(units(a, split(a), "en"), units(b, split(b), "en"), Trigrams())
    return [(bead.a, bead.a_end, bead.b, bead.b_end, bead.moved) for bead in found]


FERRY = "The ferry to Skerry was cancelled on Monday."
CREW = "Its crew had refused to sail in heavy fog."
COUNCIL = "The council will discuss compensation next month."
SCHOOL = "Two schools on the island stayed closed for lack of teachers."


def test_sentences_in_order_are_linked_one_to_one() -> None:
    """Small edits leave each sentence linked to its own."""
    a = f"{FERRY} {CREW} {COUNCIL}"
    b = "The Skerry ferry was cancelled Monday. Crews refused to sail in heavy fog. Compensation will be discussed by the council."
    assert _beads(a, b) == [(0, 1, 0, 1, False), (1, 2, 1, 2, False), (2, 3, 2, 3, False)]


def test_a_dropped_and_an_added_sentence_stay_unlinked() -> None:
    """A sentence without counterpart is in no bead, on either side."""
    assert _beads(f"{FERRY} {CREW} {COUNCIL}", f"{FERRY} {SCHOOL} {COUNCIL}") == [
        (0, 1, 0, 1, False),
        (2, 3, 2, 3, False),
    ]


def test_a_sentence_split_in_two_is_one_bead() -> None:
    """One long sentence answers the two that carry its halves, and the reverse is a merge."""
    whole = (
        "The ferry to Skerry was cancelled on Monday after its crew refused to sail in heavy fog off the northern reef."
    )
    halves = "The ferry to Skerry was cancelled on Monday. Its crew refused to sail in heavy fog off the northern reef."
    assert _beads(whole, halves) == [(0, 1, 0, 2, False)]
    assert _beads(halves, whole) == [(0, 2, 0, 1, False)]


def test_a_sentence_that_became_a_clause_is_merged() -> None:
    """A clause behind a comma that is kin to the sentence left over takes it in; one that tells something else does not."""
    a = (
        "The dead keeper, aged 51, was trapped with two guests when the wind turned at noon on Friday. "
        "The other two suffered slight burns."
    )
    b = "He was 51 and had been trapped with two guests, {}, as the wind changed at noon on Friday."
    assert _beads(a, b.format("both of whom got away with minor burns")) == [(0, 2, 0, 1, False)]
    assert _beads(a, b.format("both of whom had come over from the mainland")) == [(0, 1, 0, 1, False)]


def test_a_moved_sentence_is_found_and_said_to_be_moved() -> None:
    """The lightest sentence out of order is the moved one; the rest keeps its order."""
    found = _beads(f"{FERRY} {CREW} {COUNCIL} {SCHOOL}", f"{CREW} {COUNCIL} {SCHOOL} {FERRY}")
    assert (0, 1, 3, 4, True) in found
    assert [bead for bead in found if not bead[4]] == [(1, 2, 0, 1, False), (2, 3, 1, 2, False), (3, 4, 2, 3, False)]


def test_a_rewording_with_few_shared_words_is_linked_by_the_measure() -> None:
    """Between two linked neighbours a heavy rewording is linked by its similarity of characters."""
    a = f"{FERRY} The cancellation angered islanders who rely upon the service. {COUNCIL}"
    b = f"{FERRY} Islanders relying on the ferry service were angry at the cancellations. {COUNCIL}"
    assert (1, 2, 1, 2, False) in _beads(a, b)


def test_two_short_sentences_that_name_nothing_answer_each_other_in_place() -> None:
    """Alone between linked neighbours they are linked, whatever their words; not where one has a name or a number of its own."""
    for short, other, linked in (
        ("They carried no weapons.", "All were unarmed.", True),
        ("Two guests abstained.", "There were two abstentions.", True),
        ("Two guests abstained.", "There were three abstentions.", False),
        ("They carried no weapons.", "Ada Fenn owns it.", False),
        ("They carried no weapons.", "It weighs 40 tonnes.", False),
    ):
        found = _beads(f"{FERRY} {short} {COUNCIL}", f"{FERRY} {other} {COUNCIL}")
        assert ((1, 2, 1, 2, False) in found) is linked


def test_two_sentences_that_tell_the_same_amounts_answer_each_other_in_place() -> None:
    """Alone between linked neighbours they are linked by their amounts, in whatever units; not where the amounts differ."""
    for one, other, linked in (
        ("Attendance reached 640.", "A total of 640 people came.", True),
        ("The walkout is due to last 48 hours.", "Staff plan to stay away for two days.", True),
        ("Unemployment stands at 20 percent.", "A fifth of the workforce is without a job.", True),
        ("He cleared it in under 90 seconds.", "The whole climb took less than a minute and a half.", True),
        ("Attendance reached 640.", "A total of 460 people came.", False),
        ("The walkout is due to last 48 hours.", "Staff plan to stay away for three days.", False),
    ):
        found = _beads(f"{FERRY} {one} {COUNCIL}", f"{FERRY} {other} {COUNCIL}")
        assert ((1, 2, 1, 2, False) in found) is linked


def test_two_short_sentences_that_point_back_by_one_pronoun_answer_each_other_in_place() -> None:
    """ "It" and "this" mean what was told before, whatever is said of it; "they" is somebody else."""
    for one, other, linked in (
        ("It rejects this.", "The owner says this is wrong.", True),
        ("Its origin has yet to be traced.", "Where it began remains unclear.", True),
        ("It rejects this.", "They have left the town.", False),
    ):
        found = _beads(f"{FERRY} {one} {COUNCIL}", f"{FERRY} {other} {COUNCIL}")
        assert ((1, 2, 1, 2, False) in found) is linked


def test_a_short_sentence_whose_number_the_one_beside_it_has_taken_in_is_a_part_of_it() -> None:
    """ "It needed 27." may be told as a clause of the sentence before it."""
    a = f"{FERRY} The motion passed with 29 votes in favour and six against. It needed 27. {COUNCIL}"
    b = f"{FERRY} Twenty-seven votes were required; the motion got 29 votes in favour and six against. {COUNCIL}"
    assert (1, 3, 1, 2, False) in _beads(a, b)


def test_repeated_sentences_answer_in_order() -> None:
    """A refrain that stands three times on both sides is linked three times, first to first."""
    text = f"{FERRY} {FERRY} {FERRY}"
    assert _beads(text, text) == [(0, 1, 0, 1, False), (1, 2, 1, 2, False), (2, 3, 2, 3, False)]


@settings(max_examples=40, derandomize=True, deadline=None)
@given(strategies.texts, strategies.texts)
def test_every_sentence_is_in_at_most_one_bead(a: str, b: str) -> None:
    """Beads never overlap on either side, whatever the texts."""
    found = _beads(a, b)
    for low, high in ((0, 1), (2, 3)):
        used = [index for bead in found for index in range(bead[low], bead[high])]
        assert len(used) == len(set(used))
