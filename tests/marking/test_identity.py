"""Who is meant: offices, persons without a name, bodies of one kind, pronouns."""

import pytest

from retold.marking import mark
from retold.marking.offices import is_office, may_hold, of_mention
from retold.records.article import Article

PREFACE = "The dam at Norvik was closed on Monday after a week of rain, and the road to the town was under water.\n\n"


def named(text):
    """(voice, name, basis) of every attribution of a text, in order."""
    marked = mark(Article(text=PREFACE + text))
    return [(one.voice.text, one.voice_name, one.basis) for one in marked.attributions if one.voice]


@pytest.mark.parametrize(
    ("first", "then", "name"),
    [
        ("Finance Minister Oskar Ree nodded.", "The defence minister", None),
        ("Finance Minister Oskar Ree nodded.", "The finance minister", "Oskar Ree"),
        ("Finance Minister Oskar Ree nodded.", "The minister of finance", "Oskar Ree"),
        ("Finance Minister Oskar Ree nodded.", "The minister", "Oskar Ree"),
        ("Home Secretary Anna Roe nodded.", "The health secretary", None),
        ("Governor Ingrid Vass nodded.", "The deputy governor", None),
        ("Deputy Governor Ingrid Vass nodded.", "The governor", None),
        ("President Ann Roe nodded.", "The vice president", None),
        ("Prime Minister Oskar Ree nodded.", "The finance minister", None),
        ("Oskar Ree, a former finance minister, nodded.", "The finance minister", None),
        ("Oskar Ree, the finance minister, nodded.", "The finance minister", "Oskar Ree"),
        (
            "The finance minister, Oskar Ree, nodded. The health minister, Ada Lund, did not.",
            "The finance minister",
            "Oskar Ree",
        ),
        ("Krusnik mayor Jelena Brod nodded.", "The mayor of Krusnik", "Jelena Brod"),
        ("Mayor Jelena Brod nodded.", "The embattled mayor", "Jelena Brod"),
        ("Spokeswoman Ada Lund nodded.", "The spokeswoman", "Ada Lund"),
        ("Oskar Ree, husband of the mayor, nodded.", "The mayor", None),
    ],
)
def test_an_office_means_who_was_brought_in_with_it(first, then, name):
    """A rank or a minister's field makes another office: "the defence minister" is no finance minister."""
    assert named(f"{first}\n\n{then} said the army was ready.") == [(then, name, "inferred" if name else "none")]


def test_an_office_in_place_is_stated():
    """The name in commas behind an office is in its place: it is stated, not inferred."""
    assert named("The health minister, Ada Lund, said it was late.")[0][1:] == ("Ada Lund", "stated")
    assert named("Secretary of State Ada Lund said it was late.")[0][1] == "Ada Lund"
    assert named("A spokesman for Mayor Ada Lund said it was late.")[0][1] is None


def test_offices():
    """What may hold what, without a text."""
    defence = of_mention(["defence", "minister"])
    assert of_mention(["minister", "of", "the", "interior"]) == ("minister", frozenset({"interior"}))
    assert of_mention(["army", "of", "ministers"]) is None
    assert may_hold(defence, [("minister", frozenset({"defense", "acting"}))]) is False
    assert may_hold(defence, [of_mention(["defense", "minister"])])
    assert is_office("Secretary of State ")
    assert is_office("the minister for health ")
    assert not is_office("a spokesman for the ")
    assert not is_office("a spokesman for President ")


@pytest.mark.parametrize(
    "told",
    [
        "A spokesman for Norvik Council said it had new rules.",
        "A council spokesman denied that.",
        "A neighbour of the family said it was late.",
        "The defence minister said the army was ready.",
        "A council spokesman apologised.",
    ],
)
def test_a_pronoun_behind_a_person_without_a_name_is_nobody_else(told):
    """ "He said" behind "a spokesman said" is the spokesman, who has no name, never the man before."""
    rows = named(f"Finance Minister Karl Ode said it was over.\n\n{told} “We are deeply sorry,” he said.")
    assert rows[-1] == ("he", None, "none")


@pytest.mark.parametrize(
    "told",
    [
        "A reporter asked him why.",  # who is asked is the next to speak
        "The businessman said it was early.",  # another word for him
        "A spokeswoman said it was early.",  # not a man
        "Officials said it was early.",  # not one person
    ],
)
def test_a_pronoun_goes_past_those_it_cannot_mean(told):
    """Whoever asks, another word for the person in view, the other gender and several people leave a pronoun where it was."""
    rows = named(f"Karl Ode said it was over.\n\n{told} “We are deeply sorry,” he said.")
    assert rows[-1] == ("he", "Karl Ode", "inferred")


def test_the_subject_of_the_sentence_before_is_meant():
    """ "Mrs Jelena Brod, for her part rejected it. “…,” she said": no verb of saying is needed to bring her in view."""
    rows = named(
        "“Nobody warned us,” Petar Ilk told us.\n\nThe mayor of Krusnik, Mrs Jelena Brod, for her part rejected it. "
        "“The alarm was given,” she said."
    )
    assert rows[-1] == ("she", "Jelena Brod", "inferred")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Eastgate Bank cut 300 jobs.\n\nThe bank", "Eastgate Bank"),
        ("Norland's central bank held rates.\n\n“So it is,” said Karl Ode of Eastgate Bank.\n\nThe bank", None),
        ("A rival bank held rates, unlike Eastgate Bank.\n\nThe bank", None),
        ("Eastgate Bank and Norvik Bank cut jobs. Few were glad.\n\nThe bank", None),
        ("Few were glad. The Eastgate Bank cut jobs.\n\nThe eastgate bank", "Eastgate Bank"),
        ("Few were glad. The Eastgate Bank cut jobs.\n\nThe central bank", None),
    ],
)
def test_a_body_is_the_only_one_of_its_kind(text, name):
    """ "The bank" is the bank that has a name only where no other one, named or not, stands before."""
    assert named(f"{text} said rates would rise.")[-1][1] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Harper's said it had pulled the heaters from all of its stores.", "Harper's"),
        ("Ada Harper left the hall. Harper's claim that it was late was false.", "Ada Harper"),
        ("The Minister of Finance contested that, affirming that it was late.", None),
        ("Det Insp Callum Reeve said it was over.", "Callum Reeve"),
        ("Prosecutor Daniel Strand KC told the court it was over.", "Daniel Strand"),
        ("Daniel Strand KC was in court. “It was a campaign,” Strand said.", "Daniel Strand"),
    ],
)
def test_what_belongs_to_a_name(text, name):
    """A shop keeps its "'s", a person neither a rank nor the letters behind the name; an office is no name."""
    assert named(text)[-1][1] == name


def test_a_national_is_a_person():
    """ "The Swede" is no body; it is somebody by name only where the nation was told with the name."""
    marked = mark(Article(text=PREFACE + "Stellan Brandt nodded. “So it is,” the Swede said."))
    assert [(one.voice_name, one.voice_type) for one in marked.attributions] == [(None, "person")]
    assert named("Swedish coach Stellan Brandt nodded. “So it is,” the Swede said.")[0][1] == "Stellan Brandt"
    assert named("Swedish coach Stellan Brandt nodded. “So it is,” the Dane said.")[0][1] is None


def test_a_role_is_the_name_it_was_brought_in_with_wherever_it_stands():
    """A role before or behind a name brings it in; one that stands by no name is nobody."""
    text = (
        "Chairwoman Ada Lund opened the session on Monday. Karl Ode, a prosecutor from Halden, spoke for an hour. "
        "The chairwoman said that the harbour would close. The prosecutor said that he was content. "
        "The director said that nothing was decided, and no director was there."
    )
    found = {one.voice.text: one.voice_name for one in mark(Article(text=text)).attributions}
    assert found["The chairwoman"] == "Ada Lund"
    assert found["The prosecutor"] == "Karl Ode"
    assert found["The director"] is None
