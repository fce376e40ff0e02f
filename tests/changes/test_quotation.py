"""Quotations: are these still the speaker's words, in these marks?"""

from __future__ import annotations

import pytest

from tests.changes.making import gap, listed, only, plain, story, text, told

WHOLE = "“The pier is old and rotten,” Marta Oyen said."


@pytest.mark.parametrize(
    "other",
    [
        '"The pier is old and rotten," Marta Oyen said.',
        "«The pier is old and rotten», Marta Oyen said.",
        "„The pier is old and rotten“, Marta Oyen said.",
        "``The pier is old and rotten,'' Marta Oyen said.",
        "“The pier is old, and rotten!” Marta Oyen said.",
        "“THE PIER IS OLD AND ROTTEN,” Marta Oyen said.",
        "Marta Oyen said: “The pier is old and rotten.”",
    ],
)
def test_marks_case_and_punctuation_do_not_make_another_quotation(other: str) -> None:
    """The style of the marks, case and punctuation aside, the words are the same: verbatim, and no change."""
    found = told(WHOLE, other)
    assert [pair.status for pair in found.quotations] == ["verbatim"]
    assert listed(found) == []


@pytest.mark.parametrize(
    ("b", "status"),
    [
        ("“The pier is old and wobbly,” Marta Oyen said.", "altered"),
        ("“The pier is old and rotten and leaning,” Marta Oyen said.", "altered"),
        ("“The pier is old,” Marta Oyen said.", "cut"),
        ("“The pier is ... rotten,” Marta Oyen said.", "cut"),
        ("“The pier is old,” Marta Oyen said, “and rotten.”", "split"),
        ("The pier is old and rotten, Marta Oyen said.", "paraphrased"),
        ("Marta Oyen said the pier was rotten and old.", "paraphrased"),
        ("“The pier is old and rotten,” Jonas Brekk said.", "reattributed"),
    ],
)
def test_what_became_of_a_quotation(b: str, status: str) -> None:
    """Each status that is not verbatim is exactly one quotation change, and the pair and the change agree."""
    found = told(WHOLE, b)
    assert [pair.status for pair in found.quotations] == [status]
    change = only(found, "quotation")
    assert change.detail == status
    assert change.within is None
    assert text(change.a).startswith("“The pier is old and rotten,”")


def test_two_quotations_that_became_one_are_merged() -> None:
    """The reverse of a split."""
    found = told("“The pier is old,” Marta Oyen said, “and rotten.”", WHOLE)
    assert [(len(pair.a), len(pair.b), pair.status) for pair in found.quotations] == [(2, 1, "merged")]


def test_a_quotation_over_two_paragraphs() -> None:
    """A quotation that goes on in the next paragraph has the same words when it is printed as one."""
    a = "“The pier is old and rotten.\n\n“We shall mend it in spring,” Marta Oyen said."
    found = told(a, "“The pier is old and rotten. We shall mend it in spring,” Marta Oyen said.")
    assert {pair.status for pair in found.quotations} <= {"merged", "verbatim"}
    assert listed(found, "wording", "omission", "addition") == []


def test_marks_put_around_reported_speech() -> None:
    """Words that get quotation marks are an added quotation, which points at where they stood without."""
    found = told("The pier is old and rotten, Marta Oyen said.", WHOLE)
    (pair,) = found.quotations
    assert (pair.status, text(pair.a), text(pair.b)) == (
        "added",
        "The pier is old and rotten",
        "“The pier is old and rotten,”",
    )


def test_a_quotation_left_out_with_its_sentence() -> None:
    """The quotation is one change, the sentence an omission within it where it lies inside the marks."""
    a = f"{WHOLE} “We shall mend it in spring.”"
    found = told(a, WHOLE)
    assert [pair.status for pair in found.quotations] == ["verbatim", "dropped"]
    assert listed(found, "quotation") == [("quotation", "dropped", "“We shall mend it in spring.”", "")]
    assert only(found, "omission").within == 1


def test_words_changed_inside_keep_their_own_kind() -> None:
    """One quotation change for the whole, one wording for the word, with the index of the quotation."""
    found = told(WHOLE, "“The pier is old and wobbly,” Marta Oyen said.")
    assert listed(found, "wording") == [("wording", "", "rotten", "wobbly")]
    assert only(found, "wording").within == 0


def test_a_change_outside_the_marks_carries_no_index() -> None:
    """`within` is for what lies inside, on both sides."""
    found = told(
        "“The pier is rotten,” said Oyen, who owns a yacht.", "“The pier is rotten,” said Oyen, who owns a barge."
    )
    assert only(found, "wording").within is None


def test_the_speaker_is_lent_by_the_side_that_names_it() -> None:
    """A pair has the voice of the source; where only the retelling names it, the basis is inferred."""
    assert [(p.voice_name, p.basis) for p in told(WHOLE, WHOLE).quotations] == [("Marta Oyen", "stated")]
    bare = plain(story("“The pier is old and rotten.”"), story(WHOLE))
    assert [(p.voice_name, p.status) for p in bare.quotations] == [("Marta Oyen", "verbatim")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“We won't mend it,” Oyen said.", "“We won’t mend it,” Oyen said."),
        ("“It costs 11,500 crowns,” Oyen said.", "“It costs 11500 crowns,” Oyen said."),
        ("“It is long-lost,” Oyen said.", "“It is long lost,” Oyen said."),
        gap("“We lost 40 boats,” Oyen said.", "“We lost forty boats,” Oyen said."),
    ],
)
def test_spelling_does_not_alter_a_quotation(one: str, other: str) -> None:
    """Apostrophes, separators and hyphens are typography."""
    assert [pair.status for pair in told(one, other).quotations] == ["verbatim"]


def test_a_scare_quote_is_a_quotation_of_its_own_kind() -> None:
    """A few words in marks are compared by typography, as any quotation."""
    found = told("Oyen called it “a cruel joke”.", "Oyen called it a cruel joke.")
    assert [pair.status for pair in found.quotations] == ["paraphrased"]
    assert listed(found, "attribution") == []


def test_two_quotations_in_another_order_are_still_themselves() -> None:
    """A quotation that moved is paired with itself, not with its neighbour."""
    a = "“The pier is old and rotten,” said Oyen. Boats rocked in the wind. “Herring is dear this winter,” said Brekk."
    b = "“Herring is dear this winter,” said Brekk. Boats rocked in the wind. “The pier is old and rotten,” said Oyen."
    found = told(a, b)
    assert sorted((text(p.a), text(p.b), p.status) for p in found.quotations) == [
        ("“Herring is dear this winter,”", "“Herring is dear this winter,”", "verbatim"),
        ("“The pier is old and rotten,”", "“The pier is old and rotten,”", "verbatim"),
    ]


def test_reattributed_needs_two_stated_voices() -> None:
    """A voice that is only carried over from the sentence before accuses nobody of putting words into another's mouth."""
    a = "“The pier is old and rotten,” Marta Oyen said. “We shall mend it in spring.”"
    b = "“The pier is old and rotten,” Marta Oyen said. “We shall mend it in spring,” Jonas Brekk said."
    assert [pair.status for pair in told(a, b).quotations] == ["verbatim", "verbatim"]


@pytest.mark.xfail(reason="known gap: words of a paraphrased quotation carry no index", strict=True)
def test_words_changed_in_a_paraphrase_carry_the_index() -> None:
    """What changed inside the source's marks lies in that quotation, though the marks are gone."""
    found = told(WHOLE, "The pier is old and wobbly, Marta Oyen said.")
    assert [pair.status for pair in found.quotations] == ["paraphrased"]
    assert only(found, "wording").within == 0


def test_a_heavily_altered_quotation_is_still_the_same_one() -> None:
    """Half of the words gave way to others: altered, not dropped and added."""
    found = told(
        "“We saw the flames and could not reach the pier,” said Oyen.",
        "“We noticed the fire but were unable to reach that pier,” said Oyen.",
    )
    assert [pair.status for pair in found.quotations] == ["altered"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "“We are standing firm,” said Jonas Brekk, who leads the campaign against the new pier.",
            "“Look at the numbers first,” said Jonas Brekk, who leads the campaign against the new pier, which is to open in "
            "May.",
        ),
        (
            "The council and Marta Oyen agreed that the talks were “unsatisfactory” and vowed to improve the ferry.",
            "One captain warned Marta Oyen, who would like to improve the ferry, about yet another “reset”.",
        ),
    ],
)
def test_quotations_of_other_words_in_loosely_linked_sentences_are_two(a: str, b: str) -> None:
    """Two different things said are one dropped and one added, though the sentences around them answer each other."""
    assert [pair.status for pair in told(a, b).quotations] == ["dropped", "added"]


def test_one_word_for_another_in_the_same_place_is_altered() -> None:
    """A quotation of a single word that gave way to another is the same quotation, altered."""
    found = told(
        "Marta Oyen called the old pier “shameless” on Monday.", "Marta Oyen called the old pier “charming” on Monday."
    )
    assert [pair.status for pair in found.quotations] == ["altered"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vellmark Harbour Office director Marta Oyen", "Harbour Office director Marta Oyen"),
        ("Witness Marta Lund Oyen", "Survivor Marta Lund Oyen"),
        ("the mayor's press secretary, Jonas Brekk,", "the mayor's press secretary Jonas Brekk"),
    ],
)
def test_a_speaker_described_otherwise_is_the_same(one: str, other: str) -> None:
    """The words before a speaker's name are no other speaker."""
    found = told(f"{one} said the crew had done a “fabulous job.”", f"{other} said the crew had done a “fabulous job.”")
    assert [pair.status for pair in found.quotations] == ["verbatim"]
    assert listed(found, "attribution") == []


def test_a_word_in_marks_is_not_any_quotation_that_has_one_like_it() -> None:
    """In loosely linked sentences a quotation of a word or two must stand whole in the longer one."""
    a = "Hugo Brekk said he was looking forward to working with his “friend” Ada Brun."
    b = (
        "He said: “The coast looks forward to working with Ada Brun and with all our friends in Dornich, fishers and farmers "
        "alike, to undo the harm of this absurd rule.”"
    )
    assert "altered" not in [pair.status for pair in told(a, b).quotations]
    whole = told(
        "Hugo Brekk said: “The old pier is beyond repair.”", "Hugo Brekk said the old pier is “beyond repair”."
    )
    assert [pair.status for pair in whole.quotations] == ["cut"]


def test_a_title_in_marks_has_no_other_speaker() -> None:
    """The title of a work is not said by anybody: another voice around it does not reattribute it."""
    a = "The Dornich Post's Ryan Lund wrote that the star of the film “Long Pier” was saddened by the news."
    b = "The star of the film “Long Pier”, Jonas Hill, said he was saddened by the news."
    assert "reattributed" not in [pair.status for pair in told(a, b).quotations]


def _statuses(a: str, b: str) -> list[str]:
    return [pair.status for pair in told(a, b).quotations]


@pytest.mark.parametrize(
    "calls", ["the Swede", "the Londoner", "the Vellmark manager", "the former captain", "the Democrat"]
)
def test_a_role_or_an_origin_may_be_whoever_is_named(calls: str) -> None:
    """What changed in the words is told, and nothing of who said them: nobody is named on one side."""
    before = "Stellan Brekk followed the union.\n\n"
    a = f"{before}“He is quick, and he will make mistakes,” {calls} said."
    b = f"{before}“He is quick, and he will avoid mistakes,” said Brekk."
    assert _statuses(a, b) == _statuses(b, a) == ["altered"]
    assert listed(told(a, b), "name", "attribution") == []


def test_two_speakers_who_were_exchanged_are_two_reattributed() -> None:
    """The same words stand under the other name: nothing was dropped, added or altered."""
    pay, wait = "“We will not pay the men on Friday,”", "“The union will wait for the vote,”"
    a = f"{pay} Marta Oyen said.\n\n{wait} Jonas Brekk said."
    b = f"{wait} Marta Oyen said.\n\n{pay} Jonas Brekk said."
    assert _statuses(a, b) == ["reattributed", "reattributed"]
    assert [kind for kind, *_ in listed(told(a, b))] == ["quotation", "quotation"]


def test_words_that_two_people_said_are_not_exchanged() -> None:
    """Only a quotation that stands once in each telling can be told from all others."""
    a = "“We do not know,” Marta Oyen said.\n\nThe pier is old.\n\n“We do not know,” Jonas Brekk said."
    assert "reattributed" not in _statuses(a, a.replace("We do not know,” Jonas", "We do not know yet,” Jonas"))


def test_what_goes_on_in_a_turn_goes_with_its_beginning() -> None:
    """The second sentence of a turn names nobody; given to another speaker is the whole of it, in its paragraph."""
    a = "“The pier is old,” said Marta Oyen. “It will be closed in May.”"
    assert _statuses(a, a.replace("Marta Oyen", "Jonas Brekk")) == ["reattributed", "reattributed"]
    assert _statuses(a, a.replace("Marta Oyen", "Oyen")) == ["verbatim", "verbatim"]


def test_a_pronoun_beside_another_name_is_somebody_else() -> None:
    """ "He" is who is named right before: the words of another name are another's, those of his own name are his."""
    a = "Ed Brekk called the pier a wreck. “It was never safe,” he said."
    assert _statuses(a, a.replace("he said", "Nora Lund said")) == ["reattributed"]
    assert _statuses(a, a.replace("he said", "Brekk said")) == ["verbatim"]


def test_who_speaks_for_somebody_is_somebody_else() -> None:
    """The spokesman of a person is not the person; the spokesman of a body is its voice."""
    a = "The pier was on the list. “He was sure of it throughout,” his official spokesman said."
    assert _statuses(a, a.replace("his official spokesman", "the prime minister")) == ["reattributed"]
    a = "The pier was on the list. “We were sure of it throughout,” a council spokesman said."
    assert _statuses(a, a.replace("a council spokesman", "the council")) == ["verbatim"]


def test_british_and_american_spelling_are_one_word() -> None:
    """A quotation in the spelling of the other side of the ocean is still in the speaker's words; one in other words is not."""
    a = "“The behaviour of the harbour clerks is a scandal,” Oyen said."
    (pair,) = told(a, a.replace("behaviour", "behavior").replace("harbour", "harbor")).quotations
    assert pair.status == "verbatim"
    (pair,) = told(a, a.replace("behaviour", "demeanor")).quotations
    assert pair.status == "altered"
