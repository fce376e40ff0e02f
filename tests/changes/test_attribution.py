"""Attribution: lost, gained, or given to somebody else; never where the voice is only told in other words."""

from __future__ import annotations

import pytest

from tests.changes.making import gap, listed, only, text, told


@pytest.mark.parametrize(
    ("a", "b", "lost"),
    [
        (
            "The pier is rotten, according to the harbour office.",
            "The pier is rotten.",
            "according to the harbour office",
        ),
        (
            "According to the harbour office, the pier is rotten.",
            "The pier is rotten.",
            "According to the harbour office",
        ),
        ("The pier is rotten, Marta Oyen said.", "The pier is rotten.", "Marta Oyen said"),
        ("Officials said the pier is rotten and leaning.", "The pier is rotten and leaning.", "Officials said"),
    ],
)
def test_a_voice_that_is_gone_is_lost(a: str, b: str, lost: str) -> None:
    """What was somebody's word stands as a fact: lost, with cue and voice; gained where the pair is turned round."""
    change = only(told(a, b), "attribution")
    assert (change.detail, text(change.a)) == ("lost", lost)
    assert "rotten" in text(change.b)
    back = only(told(b, a), "attribution")
    assert (back.detail, text(back.b)) == ("gained", lost)
    assert listed(told(a, b), "omission", "hedge") == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("According to Marta Oyen, the pier is rotten.", "Marta Oyen said the pier is rotten."),
        ("Marta Oyen said the pier is rotten.", "Marta Oyen said that the pier was rotten."),
        ("Marta Oyen said the pier is rotten.", "Oyen said the pier is rotten."),
        ("Marta Oyen said the pier is rotten.", "She said the pier is rotten."),
        ("Marta Oyen said the pier is rotten.", "The mayor said the pier is rotten."),
        ("Marta Oyen told reporters the pier is rotten.", "The pier is rotten, Marta Oyen told journalists."),
        ("Marta Oyen announced that the pier is rotten.", "The pier is rotten, Marta Oyen noted."),
        ("“The pier is rotten,” Marta Oyen said.", "Marta Oyen said that the pier was rotten."),
        ("“The pier is rotten,” Marta Oyen said.", "“The pier is rotten,” she said."),
        ("“The pier is rotten,” Marta Oyen said.", "“The pier is rotten,” Oyen added."),
    ],
)
def test_the_same_voice_in_other_words_is_no_change(a: str, b: str) -> None:
    """Another cue, another place, a surname, a pronoun or a role keeps the attribution, in either direction."""
    assert listed(told(a, b), "attribution") == []
    assert listed(told(b, a), "attribution") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marta Oyen", "Jonas Brekk"),
        ("the Fisheries Ministry", "the Defence Ministry"),
        gap("the harbour office", "the coast guard"),
    ],
)
def test_another_voice_is_replaced(one: str, other: str) -> None:
    """Two stated voices for the same words are one change of attribution, and none of name."""
    found = told(f"The pier is rotten, {one} said.", f"The pier is rotten, {other} said.")
    change = only(found, "attribution")
    assert change.detail == "replaced"
    assert text(change.a).endswith(one.removeprefix("the "))
    assert text(change.b).endswith(other.removeprefix("the "))
    assert listed(found, "name", "wording") == []


def test_another_speaker_of_a_quotation_is_told_with_the_quotation() -> None:
    """A quotation put into another mouth is one change, reattributed, with both voices as evidence."""
    found = told("“The pier is rotten,” Marta Oyen said.", "“The pier is rotten,” Jonas Brekk said.")
    assert [(kind, detail) for kind, detail, _, _ in listed(found)] == [("quotation", "reattributed")]
    assert "Marta Oyen" in text(only(found, "quotation").a)
    assert "Jonas Brekk" in text(only(found, "quotation").b)


def test_a_voice_that_left_with_its_sentence_is_part_of_the_omission() -> None:
    """Nothing is left that could lack its voice."""
    a = "The crane fell into the water. Marta Oyen said the crane was old. Divers found its hook."
    found = told(a, "The crane fell into the water. Divers found its hook.")
    assert [kind for kind, *_ in listed(found)] == ["omission"]


def test_a_quotation_told_in_reported_speech_is_no_new_voice() -> None:
    """The voice that carries over in the source is stated in the retelling: nobody new speaks."""
    a = "“The pier is rotten,” said Marta Oyen. “It will fall into the sea.”"
    b = "“The pier is rotten,” said Marta Oyen. She said that it would fall into the sea."
    found = told(a, b)
    assert listed(found, "attribution") == []
    assert [pair.status for pair in found.quotations] == ["verbatim", "paraphrased"]


def test_words_of_somebody_unnamed_are_not_without_a_voice() -> None:
    """Where the retelling still says that somebody said so, an unnamed voice is not lost."""
    found = told("The pier is rotten, officials said.", "It was announced that the pier is rotten.")
    assert listed(found, "attribution") == []


def test_a_voice_that_left_with_its_clause_is_part_of_the_omission() -> None:
    """An attribution is lost only where what was said is still there."""
    found = told("Boats rocked in the wind, and Oyen said the old pier had rotten planks.", "Boats rocked in the wind.")
    assert listed(found, "attribution") == []
    assert listed(found, "omission")


_SPOKE = (
    "The yard's owner, Marta Oyen, said on Monday that the slip was closed. Harbour master Ole Brekke said that no ship had come. "
    '"We have waited for a year," {} said. The slip was built in 1931.'
)


def test_a_name_for_a_pronoun_of_somebody_else_is_told() -> None:
    """The pronoun means whoever opens the sentence before it; another name in its place is another voice, his own name is none."""
    change = only(told(_SPOKE.format("he"), _SPOKE.format("Oyen")), "quotation")
    assert (change.detail, change.a[-1].text, change.b[-1].text) == ("reattributed", "he", "Oyen")
    assert listed(told(_SPOKE.format("he"), _SPOKE.format("Brekke")), "attribution", "quotation") == []


def test_a_name_for_a_pronoun_that_means_it_is_no_change() -> None:
    """A person spoken of in between does not take over a pronoun that the article gives to somebody else."""
    a = (
        "Hugo Brekk defended the pier on Monday.\n\nHis fund cannot close yet, the council's spokeswoman, Amy Lund, told the "
        "Dornich Post.\n\n“I am proud of the money that was raised for the whole coast,” he added."
    )
    b = "Hugo Brekk defended the pier on Monday.\n\n“I am proud of the money that was raised for the whole coast,” Brekk said."
    assert listed(told(a, b), "attribution") == []


def test_voices_of_loosely_linked_sentences_did_not_replace_one_another() -> None:
    """Where the sentences share little, two voices said two things."""
    a = "Governor-elect Ada Brun said leaders had promised a session on Tuesday to repeal the disputed Pier Act, known as PA2."
    b = (
        "Outgoing Governor Jonas Hill says he is calling lawmakers in on Wednesday to look again at all laws of the coast after "
        "the town of Dornich took back the rule that led to the disputed Pier Act."
    )
    assert listed(told(a, b), "attribution") == []


def test_a_voice_of_a_loosely_linked_sentence_is_not_lost_from_the_other() -> None:
    """A voice is lost only where what it said is still said: in sentences that share little, in the same words."""
    a = "Amy Lund, the skipper's lawyer, said her client did nothing illegal."
    b = "It was not known at once whether the skipper, who was to be heard in May, had a lawyer."
    assert listed(told(a, b), "attribution") == []
    kept = told(
        "Ole Brekke said it could take two days to search the wreck for victims.",
        "The search of the wreck for victims could take two days, leaving families to wait at the harbour for news.",
    )
    assert [detail for _, detail, _, _ in listed(kept, "attribution")] == ["lost"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A Treasury source", "The Treasury"),
        ("Two people close to the talks", "The council"),
        ("A source in the council", "Marta Oyen"),
        ("A spokesman for the mayor", "The mayor"),
    ],
)
def test_a_voice_without_a_name_is_not_the_one_that_stands_by_it(one: str, other: str) -> None:
    """Who is quoted without a name, or speaks for somebody, is another voice than a person or a body that says so itself."""
    end = " said the pier in the old harbour is rotten and will be closed."
    for a, b in ((one, other), (other, one)):
        change = only(told(a + end, b + end), "attribution")
        assert (change.detail, text(change.a), text(change.b)) == ("replaced", a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The pier is rotten, a source said.", "The pier is rotten, the Dornich Post reported, citing a source."),
        ("The pier is rotten, a source said.", "The pier is rotten, the council said, according to a source."),
        ("The pier is rotten, a council source said.", "The pier is rotten, a council official said."),
        ("The pier is rotten, a council spokesman said.", "The pier is rotten, the council said."),
        ("The pier is rotten, his lawyer said.", "The pier is rotten, he said."),
        ("The pier is rotten, one of the divers said.", "The pier is rotten, said Jonas Brekk, one of the divers."),
    ],
)
def test_a_voice_without_a_name_may_be_told_in_other_words(a: str, b: str) -> None:
    """A body speaks by its people, a medium relays a source, and who is unnamed in both tellings may be the same."""
    assert listed(told(a, b), "attribution") == []
    assert listed(told(b, a), "attribution") == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "The town clerk, Marta Oyen, called the pier a disgrace.",
            "Marta Oyen, the council's spokeswoman on harbours, called the pier a disgrace.",
        ),
        ("The pier was closed by Marta Oyen.", "The pier was closed by Marta Oyen, the council's spokeswoman."),
        (
            "The Lib Dem spokeswoman, Marta Oyen, said it was late.",
            "Marta Oyen, the Liberal Democrats' spokeswoman, said it was late.",
        ),
    ],
)
def test_who_a_voice_is_does_not_say_that_it_speaks(a: str, b: str) -> None:
    """What is put to a name to tell who that is, an office or a party, is no voice that came or went."""
    assert listed(told(a, b), "attribution", "name") == []
    assert listed(told(b, a), "attribution", "name") == []


@pytest.mark.parametrize(
    "told_of", ["Oyen said she would call {} to testify.", "Oyen told {} that the pier was rotten."]
)
def test_who_is_spoken_to_is_no_voice(told_of: str) -> None:
    """Beside a word of speech stands its object too: another name there is a change of name, and nobody else speaks."""
    found = told(told_of.format("Brekk"), told_of.format("Lund"))
    assert listed(found, "attribution") == []
    assert listed(found, "name") == [("name", "replaced", "Brekk", "Lund")]


_ON = "Marta Oyen said the pier was rotten, adding that the council had spent only a third of the harbour funds."


@pytest.mark.parametrize("voice", ["According to the mayor", "Jonas Brekk said"])
def test_what_somebody_went_on_to_say_may_be_taken_over(voice: str) -> None:
    """Who still speaks of other things did not say what the other telling gives to somebody else."""
    start = "The mayor, Jonas Brekk, came. "
    taken = (
        f"{start}Marta Oyen said the pier was rotten. {voice}, the council had spent only a third of the harbour funds."
    )
    taken = taken.replace("said, the", "said the")
    for a, b in ((start + _ON, taken), (taken, start + _ON)):
        assert only(told(a, b), "attribution").detail == "replaced"


@pytest.mark.parametrize("start", ["", "The mayor, Marta Oyen, came. "])
@pytest.mark.parametrize("voice", ["According to the mayor", "According to her", "According to Oyen"])
def test_who_goes_on_in_other_words_is_the_same(start: str, voice: str) -> None:
    """A role that nobody else holds, a pronoun and a surname may all be whoever spoke before."""
    b = f"{start}Marta Oyen said the pier was rotten. {voice}, the council had spent only a third of the harbour funds."
    assert listed(told(start + _ON, b), "attribution") == []


def test_a_relay_that_is_gone_does_not_make_whoever_it_told_of_another_voice() -> None:
    """Who goes on with the same words was told of by the voice that is lost, and took nothing over."""
    b = "A group that calls itself Hollow Tide claimed responsibility and is demanding 5 million dollars"
    change = only(told(f"{b}, according to the news site Netfold.", f"{b}."), "attribution")
    assert (change.detail, text(change.a)) == ("lost", "according to the news site Netfold")
