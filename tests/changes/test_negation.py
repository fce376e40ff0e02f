"""Negation: put in, taken out, turned into the opposite, and the many rewordings that keep it."""

from __future__ import annotations

import pytest

from tests.changes.making import listed, only, text, told


@pytest.mark.parametrize(
    ("a", "b", "cue"),
    [
        ("The board did not close the pier.", "The board closed the pier.", "not"),
        ("The mayor will never resign over the pier.", "The mayor will resign over the pier.", "never"),
        ("The crew left the ship without lifeboats.", "The crew left the ship with lifeboats.", "without"),
        (
            "Nobody on the pier was hurt by the falling crane.",
            "Somebody on the pier was hurt by the falling crane.",
            "Nobody",
        ),
        ("The captain denied that he had been asleep.", "The captain said that he had been asleep.", "denied"),
        ("The board refused to publish the minutes.", "The board agreed to publish the minutes.", "refused"),
    ],
)
def test_a_negation_that_is_gone_is_lost(a: str, b: str, cue: str) -> None:
    """A negating word without counterpart is reported with its own span, and put in where the pair is turned round."""
    lost = only(told(a, b), "negation")
    if lost.detail != "opposite":
        assert (lost.detail, text(lost.a)) == ("lost", cue)
        gained = only(told(b, a), "negation")
        assert (gained.detail, text(gained.b)) == ("gained", cue)


def test_the_answer_of_a_lost_negation_is_what_it_governed() -> None:
    """The other side shows the words that are no longer negated."""
    lost = only(told("The board did not close the pier.", "The board closed the pier."), "negation")
    assert text(lost.b) == "closed"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The board refused to close the pier.", "The board declined to close the pier."),
        ("The board refused to close the pier.", "The board would not close the pier."),
        ("The board didn't close the pier.", "The board did not close the pier."),
        ("The board didn’t close the pier.", "The board didn't close the pier."),
        ("The mayor won't resign over the pier.", "The mayor will not resign over the pier."),
        ("The minister denied that the pier was rotten.", "The minister rejected claims that the pier was rotten."),
        ("Nobody was killed in the storm.", "No one was killed in the storm."),
        ("Nobody was killed in the storm.", "There were no deaths in the storm."),
        ("The ferry never stopped at the reef.", "The ferry did not stop at the reef."),
        (
            "The ferry stopped not only at the reef but at the pier.",
            "The ferry stopped at the reef and also at the pier.",
        ),
        ("The captain failed to answer the coast guard.", "The captain did not answer the coast guard."),
        ("The crew left the ship without lifeboats.", "The crew left the ship with no lifeboats."),
        ("The crew was unable to launch the lifeboats.", "The crew could not launch the lifeboats."),
        ("The company has no plans to sell the ferry.", "The company does not plan to sell the ferry."),
        ("The ferry will not sail before Friday.", "The ferry will stay in port until Friday."),
        ("The mayor did not take up the plan for a pier.", "The mayor dismissed the plan for a pier."),
        ("There is no doubt that the pier is rotten.", "It is certain that the pier is rotten."),
        (
            "The boats did not, the clerk said, leave the harbour.",
            "The clerk said that the boats did not leave the harbour.",
        ),
        ("The talks on the pier had failed.", "The talks on the pier had not succeeded."),
        ("The harbour is not safe, the mayor said.", "The harbour is unsafe, the mayor said."),
        ("None of the sailors was hurt in the storm.", "All of the sailors were unhurt in the storm."),
        ("The harbour remains closed to boats.", "The harbour is not open to boats."),
        ("It is no secret that the pier is rotten.", "It is well known that the pier is rotten."),
    ],
)
def test_a_negation_kept_in_other_words_is_no_change(a: str, b: str) -> None:
    """A rewording that negates the same thing raises nothing, in either direction."""
    assert listed(told(a, b), "negation") == []
    assert listed(told(b, a), "negation") == []


@pytest.mark.parametrize(
    ("a", "b", "one", "other"),
    [
        (
            "The mayor accepted the plan for the pier.",
            "The mayor rejected the plan for the pier.",
            "accepted",
            "rejected",
        ),
        ("The new pier is safe, the mayor said.", "The new pier is unsafe, the mayor said.", "safe", "unsafe"),
        ("Herring prices increased on the quay.", "Herring prices decreased on the quay.", "increased", "decreased"),
        ("The court found the smuggler guilty.", "The court found the smuggler innocent.", "guilty", "innocent"),
        ("Herring prices rose on the quay.", "Herring prices fell on the quay.", "rose", "fell"),
        ("The dairy was sold by a fund from Jarn.", "The dairy was bought by a fund from Jarn.", "sold", "bought"),
        ("The Vellmark rowers won the regatta.", "The Vellmark rowers lost the regatta.", "won", "lost"),
    ],
)
def test_a_word_turned_into_its_opposite(a: str, b: str, one: str, other: str) -> None:
    """Two words in one place that are opposites are a negation of their own detail, and not told again as wording."""
    found = told(a, b)
    change = only(found, "negation")
    assert (change.detail, text(change.a), text(change.b)) == ("opposite", one, other)
    assert listed(found, "wording") == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The plan was approved before the fire.", "The plan was approved after the fire."),
        ("Three members spoke for the plan.", "Three members spoke against the plan."),
    ],
)
def test_small_words_turned_into_their_opposite(a: str, b: str) -> None:
    """A preposition can be the opposite of another, too."""
    assert only(told(a, b), "negation").detail == "opposite"


def test_a_negation_that_left_with_its_sentence_is_an_omission() -> None:
    """What a dropped sentence held is told once, as the omission of the sentence."""
    a = "The crane fell into the water. The insurer will not pay for the crane. Divers found its hook."
    b = "The crane fell into the water. Divers found its hook."
    assert listed(told(a, b)) == [("omission", "sentence", "The insurer will not pay for the crane.", "")]


def test_a_negation_inside_a_quotation_says_so() -> None:
    """The quotation is one change, the lost negation another one within it, and it weighs more."""
    found = told("“We shall not mend the pier,” Oyen said.", "“We shall mend the pier,” Oyen said.")
    assert only(found, "negation").within == 0
    assert [change.kind for change in found.changes] == ["negation", "quotation"]


def test_a_negation_beside_the_end_of_a_quotation_stays_inside() -> None:
    """What a negation governs is looked for on its own side of the marks."""
    found = told("“I never said that,” Oyen told us.", "“I said that,” Oyen told us.")
    assert only(found, "negation").within == 0


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The police have not ruled out a crime on the pier.", "The police say a crime on the pier is still possible."),
        (
            "The council rejected the plan for a pier in June.",
            "The council did not approve the plan for a pier in June.",
        ),
        ("The clinic on the pier had nothing but candles.", "The clinic on the pier had only candles."),
        (
            "The board will close the ward unless it finds staff.",
            "The board will close the ward if it does not find staff.",
        ),
        ("The signal box at the pier was not manned on Monday.", "The signal box at the pier was unmanned on Monday."),
    ],
)
def test_a_negation_told_by_other_means_is_kept(a: str, b: str) -> None:
    """Two that turn each other round, an opposite beside a negation, a limit, and words formed to negate change nothing."""
    assert not listed(told(a, b), "negation")
    assert not listed(told(b, a), "negation")


def test_half_of_a_double_negation_is_lost() -> None:
    """Where only one of two that turn each other round is gone, the statement is turned."""
    lost = only(told("The police have not ruled out a crime.", "The police have ruled out a crime."), "negation")
    assert (lost.detail, text(lost.a)) == ("lost", "not")
