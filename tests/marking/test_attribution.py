"""Who is said to have said what: cues, voices, contents, relays, floating quotations, identity, figures."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.marking import mark
from retold.marking.attribution import find_attributions
from retold.marking.identity import Cast
from retold.marking.quotations import find_quotations
from retold.marking.sentences import sentences
from retold.records.article import Article, span

WORDS = [
    "Ada Lund",
    "said",
    "says",
    ",",
    "that",
    "the dam",
    "“yes, it is”",
    '"no"',
    "according to",
    "citing",
    "who",
    "and",
]
WORDS += ["\0", "told", "him", ":", ".", ".\n\n", "—", "(", ")", "it held", "12", "added", "as", "not", "X."]
PREFACE = "The dam at Norvik was closed on Monday after a week of rain, and the road to the town was under water. "


def said(text):
    """(voice, name, contents) of every attribution of a text, in order."""
    marked = mark(Article(text=PREFACE + text))
    return [
        (one.voice.text if one.voice else None, one.voice_name, [part.text for part in one.content])
        for one in marked.attributions
    ]


@pytest.mark.parametrize(
    ("text", "voice", "content"),
    [
        ("Ada Lund said the dam would hold.", "Ada Lund", "the dam would hold"),
        ("Ada Lund told reporters on Tuesday that the dam would hold.", "Ada Lund", "the dam would hold"),
        ("The dam would hold, Ada Lund said on Tuesday.", "Ada Lund", "The dam would hold"),
        ("The dam would hold for years, said Ada Lund, an engineer.", "Ada Lund", "The dam would hold for years"),
        ("Ada Lund, an engineer from Oslo, warned that the dam was weak.", "Ada Lund", "the dam was weak"),
        ("Ada Lund, who built the dam, said it would hold.", "Ada Lund", "it would hold"),
        ("According to the Water Ministry, the dam was weak.", "the Water Ministry", "the dam was weak"),
        ("The dam was weak, according to the Water Ministry.", "the Water Ministry", "The dam was weak"),
        ("As Ada Lund noted, the dam was weak.", "Ada Lund", "the dam was weak"),
        ("“The dam will hold,” said Ada Lund.", "Ada Lund", "“The dam will hold,”"),
        ("“Will it hold?” Ada Lund asked.", "Ada Lund", "“Will it hold?”"),
        ("Ada Lund called the plan “a costly mistake” yesterday.", "Ada Lund", "the plan “a costly mistake” yesterday"),
        (
            "A spokesman for the Water Ministry said the dam was weak.",
            "A spokesman for the Water Ministry",
            "the dam was weak",
        ),
        ("A source close to the talks said the dam was weak.", "A source close to the talks", "the dam was weak"),
        (
            "A study by the Water Institute found that the dam was weak.",
            "A study by the Water Institute",
            "the dam was weak",
        ),
        ("Ada Lund went on to say that the dam was weak.", "Ada Lund", "the dam was weak"),
        ("Ada Lund urged the council to close the road.", "Ada Lund", "the council to close the road"),
    ],
)
def test_cues(text, voice, content):
    """Plain and inverted order, appositions, relative clauses, according to, roles and documents give voice and content."""
    assert (voice, content) in [(who, what[0]) for who, _, what in said(text)]


@pytest.mark.parametrize(
    ("text", "voice", "content"),
    [
        ("Ada Lund warned of a flood.", "Ada Lund", "a flood"),
        ("Ada Lund called for new talks on the dam.", "Ada Lund", "new talks on the dam"),
        ("Ada Lund rejected the plan.", "Ada Lund", "the plan"),
        ("Police reported 90 attacks in the town.", "Police", "90 attacks in the town"),
        ("The magazine put the cost at $3 million.", "The magazine", "the cost at $3 million"),
        ("The dam cost $3 million, new records show.", "new records", "The dam cost $3 million"),
        (
            "In a poll released on Monday, 60 percent of voters wanted a new dam.",
            "a poll",
            "60 percent of voters wanted a new dam",
        ),
        ("The mayor led by 12 points in the latest poll.", "the latest poll", "The mayor led by 12 points"),
        ("“The dam must go,” the letter reads.", "the letter", "“The dam must go,”"),
        ("By the mayor's own account, the dam was weak.", "the mayor's", "the dam was weak"),
        ("Walls, in the mayor's words, were thin.", "the mayor's", "Walls"),
        ("The dam was weak, according to him.", "him", "The dam was weak"),
        ("People at the ministry told reporters that the dam held.", "People at the ministry", "the dam held"),
        ("A 63-year-old farmer said the dam was weak.", "A 63-year-old farmer", "the dam was weak"),
        ("When asked about it, Ada Lund laughed and said it held.", "Ada Lund", "it held"),
        ("Reached by phone on Tuesday, Ada Lund told the Daily Lamp the dam was weak.", "Ada Lund", "the dam was weak"),
        ("While she was away, officials told her the dam had failed.", "officials", "the dam had failed"),
        ("Tom Stone, an engineer, said Ada Lund was right.", "Tom Stone", "Ada Lund was right"),
        ("Said Ada Lund, who lives there, “It is over.”", "Ada Lund", "“It is over.”"),
        ("“It is weak,” wrote a man calling for a strike.", "a man", "“It is weak,”"),
    ],
)
def test_more_cues(text, voice, content):
    """Prepositions, numbers, polls, trailing documents, ages, places of people, occasions before the voice."""
    assert (voice, content) in [(who, what[0]) for who, _, what in said(text)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ada Lund said the dam would hold, which pleased the town.", "the dam would hold"),
        ("Ada Lund rejected the plan, and the council left.", "the plan"),
        ("A day after Ada Lund said the dam was weak, the council closed the road.", "the dam was weak"),
        ("Ada Lund, who called it “a risk,” left the room.", "it “a risk,”"),
        ("Ada Lund called it “a risk,” a word that angered the council.", "it “a risk,”"),
    ],
)
def test_contents_end_in_time(text, content):
    """Asides of the writer's, new clauses and main clauses are not given to the voice."""
    assert [what for _, _, what in said(text)] == [[content]]


@pytest.mark.parametrize(
    "text",
    [
        "The council met again, as rivals accused each other of delay.",
        "The town wondered if she said the dam was weak.",
        "In a series of reports the dam was shown.",
        "Ada Lund spoke in her opening remarks about the dam.",
    ],
)
def test_doubtful_cues(text):
    """Other people's clauses, questions and nouns that look like cues report nothing."""
    assert said(text) == []


def test_partial_quotation_goes_to_the_subject():
    """A few quoted words inside a sentence are its subject's, inferred; behind an owner they are nobody's."""
    assert said("Ada Lund ran on a “clean start” for the dam.") == [("Ada Lund", "Ada Lund", ["“clean start”"])]
    assert said("Ada Lund sat on her “clean start” for the dam.") == []


def test_what_they_call_is_the_subjects():
    """ "What it calls" stands for the sentence's subject, so the voice is named in place."""
    assert ("The ministry", ["“a small leak”"]) in [
        (who, what) for who, _, what in said("The ministry spoke on Monday of what it called “a small leak”.")
    ]


def test_paragraphs_follow_the_quoted_voice():
    """A quotation behind a cue with two voices goes to the one that was quoted, not to one only reported."""
    found = said("“It will hold,” Ada Lund told Tom Stone, who said he had doubts. “Trust me.”")
    assert ("Ada Lund", ["“Trust me.”"]) in [(who, what) for who, _, what in found]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lund declined to say whether the dam would hold.",
        "Ada Lund did not say why.",
        "Ada Lund was told that the road was closed.",
        "The reported cost was high, and the claims were many.",
        "He read a book called “The Dam” there.",
    ],
)
def test_what_is_no_report(text):
    """Refusals, negations, passives, nouns and names given to things say nothing of anyone's words."""
    assert said(text) == []


def test_shared_voice_and_its_cut():
    """A participle and a conjoined cue share the voice before them, and each has its own content."""
    found = said("Ada Lund said the dam was weak, adding that the road was closed, and warned that rain was coming.")
    assert [(who, what) for who, _, what in found] == [
        ("Ada Lund", ["the dam was weak"]),
        ("Ada Lund", ["the road was closed"]),
        ("Ada Lund", ["rain was coming"]),
    ]


def test_a_clause_in_two_parts():
    """A cue in commas splits a content in two."""
    (found,) = said("“The dam,” Ada Lund said, “will hold for years.”")
    assert found[2] == ["“The dam,”", "“will hold for years.”"]


@pytest.mark.parametrize(
    ("text", "voice", "content"),
    [
        ("Her remark that “the dam is weak” angered many.", "Her", "“the dam is weak”"),
        ("In a statement, Ada Lund said the dam was weak.", "Ada Lund", "the dam was weak"),
        ("Ada Lund said in a statement on Monday that the dam was weak.", "Ada Lund", "the dam was weak"),
        ("Ada Lund said and added that the dam was weak.", "Ada Lund", "the dam was weak"),
        ("While Ada Lund said the dam was weak, the council has closed it.", "Ada Lund", "the dam was weak"),
        ("“The dam is weak,” Ada Lund said onstage that night.", "Ada Lund", "“The dam is weak,”"),
        ("“The dam is weak,” she crowed.", "she", "“The dam is weak,”"),
        ("“The dam is weak,” advises Ada Lund.", "Ada Lund", "“The dam is weak,”"),
        ("Rep. Ada Lund (D-Ohio), who built it, said the dam was weak.", "Rep. Ada Lund", "the dam was weak"),
        ("An aide who spoke of the talks said the dam was weak.", "An aide", "the dam was weak"),
        (
            "The dam was weak by any measure, lawyers for the family said.",
            "lawyers for the family",
            "The dam was weak by any measure",
        ),
        ("Most said they were worried.", "Most", "they were worried"),
    ],
)
def test_nouns_conjunctions_and_clauses(text, voice, content):
    """Nouns that announce, conjoined cues, subordinate clauses, verbs on no list and voices with a clause of their own."""
    assert (voice, content) in [(who, what[0]) for who, _, what in said(text)]


@pytest.mark.parametrize(
    "text",
    [
        "A megamerger announced Monday would turn it into an Irish firm.",
        "A contractor accused of spying was let go.",
        "The rationale suggested that the dam was weak.",
        "It was the founder of “The Weak Dam Society of the North.”",
    ],
)
def test_what_cannot_speak(text):
    """Things, passive participles and what is merely named have said nothing."""
    assert said(text) == []


def test_a_name_before_a_colon_in_mid_sentence():
    """A name alone between a dash and a colon is whose the quotation is."""
    ((voice, _, content),) = said("The dam has long looked like a hurdle - Ada Lund: “It will break in the spring.”")
    assert (voice, content) == ("Ada Lund", ["“It will break in the spring.”"])


def test_a_heading_in_marks_is_nobodys():
    """A short quotation in a paragraph of its own is a heading, not what the last voice went on to say."""
    text = "“The dam is weak, and we all know it,” Ada Lund said.\n\n“Weak Dams Everywhere.”\n\nThe rain went on."
    marked = mark(Article(text=PREFACE + text))
    assert [one.attribution is None for one in marked.quotations] == [False, True]


def test_relay_is_no_voice():
    """A medium that reports what a voice says, and what it cites, are the relay chain."""
    marked = mark(
        Article(
            text=PREFACE + "Minister Ada Lund said that the dam was weak, the Norvik Daily reports, citing Fjord News."
        )
    )
    (one,) = marked.attributions
    assert (one.voice_name, [via.text for via in one.via]) == ("Ada Lund", ["the Norvik Daily", "Fjord News"])


def test_cited_voice_without_another():
    """Where a medium reports on the word of another, that other is the voice."""
    marked = mark(
        Article(text=PREFACE + "The dam was weak and would not hold, the Norvik Daily reports, citing Fjord News.")
    )
    (one,) = marked.attributions
    assert (one.voice.text, [via.text for via in one.via]) == ("Fjord News", ["the Norvik Daily"])


def test_headline_voice():
    """A name and a colon open a headline: the rest is what it says."""
    text = "Water Ministry: Dam at Norvik will not hold\n\n" + PREFACE + "The Water Ministry gave no date."
    found = [one for one in mark(Article(text=text)).attributions if one.cue and one.cue.text == ":"]
    assert [(one.voice.text, one.content[0].text) for one in found] == [
        ("Water Ministry", "Dam at Norvik will not hold")
    ]


def test_floating_quotations():
    """A quotation without a cue belongs to the voice quoted before it in its paragraph, inferred."""
    text = "“The dam will hold,” Ada Lund said. “It was built by the best of us.”\n\nThe rain went on."
    marked = mark(Article(text=PREFACE + text))
    second = marked.attributions[marked.quotations[1].attribution]
    assert (second.voice.text, second.voice_name, second.basis, second.cue) == (
        "Ada Lund",
        "Ada Lund",
        "inferred",
        None,
    )


def test_awaited_signed_and_continued():
    """A colon awaits a quotation, a dash signs one, and one that goes on keeps its voice."""
    text = (
        "Ada Lund put her answer in writing and said:\n\n“The dam will hold. It was built well.\n\n“It will stand for years.”\n\n"
        "“I have my doubts about all of it.” — Nils Berg"
    )
    marked = mark(Article(text=PREFACE + text))
    names = [marked.attributions[one.attribution].voice_name for one in marked.quotations]
    assert names == ["Ada Lund", "Ada Lund", "Nils Berg"]


def test_nobody_is_guessed():
    """A quotation with no voice near it stays nobody's."""
    marked = mark(Article(text=PREFACE + "It rained.\n\n“The dam will hold for many years.”\n\nIt rained on."))
    assert [one.attribution for one in marked.quotations] == [None]


def test_identity():
    """Surname, pronoun and role lead to the full name; only a name in place is stated."""
    text = (
        "Water Ministry spokeswoman Ada Lund said the dam was weak. Lund said it was old. She said it was small. "
        "Nils Berg was there. The spokeswoman said that rain was coming."
    )
    found = [(one.voice_name, one.basis) for one in mark(Article(text=PREFACE + text)).attributions]
    assert found == [("Ada Lund", "stated"), ("Ada Lund", "stated"), ("Ada Lund", "inferred"), ("Ada Lund", "inferred")]


def test_gender_decides():
    """A pronoun looks past a person of the other gender."""
    text = "Mary Lund said the dam was weak. Peter Berg said the road was closed. She said that rain was coming."
    assert mark(Article(text=PREFACE + text)).attributions[-1].voice_name == "Mary Lund"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ada Lund said the dam was weak.", "person"),
        ("The Water Ministry said the dam was weak.", "body"),
        ("The report said the dam was weak.", "document"),
        ("The Norvik Times said the dam was weak.", "medium"),
        ("Officials said the dam was weak.", "unnamed"),
    ],
)
def test_voice_types(text, kind):
    """Persons, bodies, documents, media and the unnamed are told apart."""
    assert [one.voice_type for one in mark(Article(text=PREFACE + text)).attributions] == [kind]


def test_figures_have_voices():
    """A figure is its attribution's, also in the next sentence where that points back; a reporter's own is nobody's."""
    text = (
        "According to the Water Ministry, there are 12 shelters in 3 towns. More than 500 people are staying there."
        "\n\nIt has 40 roads."
    )
    marked = mark(Article(text=PREFACE + text))
    whose = {one.span.text: one.attribution for one in marked.figures}
    voices = {n: None if at is None else marked.attributions[at].voice_name for n, at in whose.items()}
    assert voices == {"12": "Water Ministry", "3": "Water Ministry", "500": "Water Ministry", "40": None}


def test_other_languages_are_not_looked_at():
    """German quotations are paired and nobody is said to have said them."""
    text = (
        "Der Damm in Norvik wurde am Montag geschlossen, und die Straße in die Stadt stand unter Wasser, weil es "
        "eine Woche lang geregnet hatte. „Er wird halten“, sagte Ada Lund."
    )
    marked = mark(Article(text=text))
    assert [one.inner.text for one in marked.quotations] == ["Er wird halten"]
    assert marked.attributions == ()


@settings(max_examples=40, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_records_hold_in_any_text(parts):
    """For any row of words: spans equal their slices, lie in the text, and indices point at attributions that hold them."""
    text = " ".join(parts)
    quoted = find_quotations(text)
    made, quoted = find_attributions(text, sentences(text), quoted, ())
    for one in made:
        for part in (*one.content, *one.via, *(s for s in (one.cue, one.voice) if s is not None)):
            assert text[part.start : part.end] == part.text
        assert one.content
    for quotation in quoted:
        if quotation.attribution is not None:
            content = made[quotation.attribution].content
            assert any(part.start <= quotation.span.start < part.end for part in content)


@pytest.mark.parametrize(
    "part",
    [
        "Smith said, ",
        "he said that ",
        "and said ",
        "according to ",
        "citing ",
        '"a ',
        "“a” said ",
        "the of ",
        "Smith (",
        "A: ",
    ],
)
def test_hostile_sentences_end(part):
    """Text that reads as one sentence of 24,000 characters is gone through: only what runs away takes half a minute."""
    assert _seconds(part * (24_000 // len(part))) < 30


def test_a_pronoun_looks_back_a_few_sentences_only(monkeypatch):
    """Where nobody is named, no pronoun walks back to the first sentence: the time stays linear in their number."""
    asked = []
    seen = Cast._subject
    monkeypatch.setattr(Cast, "_subject", lambda cast, unit: asked.append(unit.start) or seen(cast, unit))
    walked = [0]
    view = Cast._in_view

    def counting(cast, number, reach):
        walked[0] += min(number, reach) + 1
        return view(cast, number, reach)

    monkeypatch.setattr(Cast, "_in_view", counting)
    text = "“Yes,” he said. " * 400
    marked = mark(Article(text=text))
    assert len(marked.attributions) == 400
    assert walked[0] <= 400 * 8
    assert len(asked) <= 400


def _seconds(text):
    begun = time.process_time()
    find_attributions(text, (span(text, 0, len(text)),), find_quotations(text), ())
    return time.process_time() - begun


def test_wire_pair(shared):
    """The real dispatch and its republication: all quotations are the spokeswoman's, all figures have their ministry."""
    for name, claims in (("source", 4), ("retelling", 5)):
        text = (shared / "cases" / "wire-pair" / f"{name}.txt").read_text(encoding="utf-8")
        marked = mark(Article(text=text))
        voices = [marked.attributions[one.attribution].voice_name for one in marked.quotations]
        assert len(voices) == 7
        assert len(set(voices)) == 1
        assert sum(one.kind != "direct" for one in marked.attributions) == claims
        assert sum(one.attribution is not None for one in marked.figures) == 6
    assert [len(one.via) for one in marked.attributions if one.via] == [2]


def test_a_relative_clause_does_not_describe_its_name():
    """ "whose son is ill" makes no man of the mother: the pronoun behind is hers, not that of a man named before."""
    text = (
        "The ward was full, doctor Felipe Arandas said.\n\nTeacher Nadia Cortell, whose son is ill, said no letter had come. "
        "“Nobody rang and nobody wrote,” she said."
    )
    (last,) = [one for one in mark(Article(text=text)).attributions if one.voice and one.voice.text == "she"]
    assert last.voice_name == "Nadia Cortell"


def test_a_person_in_apposition_is_whom_a_pronoun_means():
    """ "Its president, Carla Umber, said … she said" is Carla Umber, whoever spoke before."""
    text = (
        "“The harvest is lost,” said grower Yannis Brodek.\n\nThe union wants aid. Its president, Carla Umber, said that few were "
        "insured. “The premium is more than an orchard earns,” she said."
    )
    (last,) = [one for one in mark(Article(text=text)).attributions if one.voice and one.voice.text == "she"]
    assert last.voice_name == "Carla Umber"


def test_a_sentence_that_leads_up_to_a_quotation_states_its_voice():
    """A name that opens a sentence which ends in a colon and a quotation is the voice, stated in place."""
    text = "Finance chief Rasmus Oyle was more hopeful: “Our debts are lower than they have been in a decade.”"
    (one,) = mark(Article(text=text)).attributions
    assert (one.voice_name, one.basis) == ("Rasmus Oyle", "stated")


@pytest.mark.parametrize("role", ["vicar", "nun", "widow", "shepherd"])
def test_whoever_stands_behind_said_and_a_quotation_is_the_voice(role):
    """ "“…,” said the vicar": no list of those who speak is needed in that place."""
    (one,) = mark(Article(text=f"“My cat found it,” said the {role}, Ambrose Tilling.")).attributions
    assert one.voice_name == "Ambrose Tilling"


def test_a_body_named_after_a_thing_speaks() -> None:
    """ "Rail" in the name of a body is no verb of saying."""
    marked = mark(Article(text="It rained. A spokesman for the rail board said the line was shut."))
    assert [one.voice.text for one in marked.attributions if one.voice is not None] == [
        "A spokesman for the rail board"
    ]


@pytest.mark.parametrize(
    "voice", ["the gallery", "the two governments", "both sides", "a new study", "an early police report", "the zoo"]
)
@pytest.mark.parametrize("cue", ["announced on Monday", "confirmed", "reported", "estimated in a statement"])
def test_whatever_closes_a_sentence_as_its_voice_is_one(voice: str, cue: str) -> None:
    """Behind a comma and before a verb of saying that ends the sentence, any phrase is the voice of what stands before."""
    marked = mark(Article(text=f"The lake will rise again by noon, {voice} {cue}."))
    assert [one.voice.text for one in marked.attributions if one.voice is not None] == [voice]


def test_a_plain_subject_in_mid_sentence_is_no_voice() -> None:
    """The same verb of a thing that does not speak reports nothing where words that it could report follow."""
    assert not mark(Article(text="Behind the gate, the zoo estimated one storm and confirmed the rest.")).attributions


@pytest.mark.parametrize(
    ("text", "voice", "content"),
    [
        (
            "In a statement to the court, Ada Lund, whose son Alf, 12, lost his place in 2019, said: “We begged for help.”",
            "Ada Lund",
            "“We begged for help.”",
        ),
        (
            "The dam is dry, said the spokesman of the army, Karl Ode, according to whom two boats sank.",
            None,
            "two boats sank",
        ),
        ("Karl Ode, according to whom two boats sank, left the hall.", "Karl Ode", "two boats sank"),
        ("Two men were there. One of them said: “It was a shambles.”", "One of them", "“It was a shambles.”"),
        (
            "“We stand at your side,” wrote the president of the Commission on the network X.",
            "the president of the Commission",
            "“We stand at your side,”",
        ),
    ],
)
def test_relative_clauses_and_the_ends_of_voices(text, voice, content):
    """What a relative clause tells is not the voice; "whom" stands for the voice before it; a network is a place of speaking."""
    row = said(text)[-1]
    assert row[2] == [content]
    assert voice is None or row[0] == voice


@pytest.mark.parametrize(
    "text",
    [
        "No minister said that it would work.",
        "No one said the dam was safe.",
        "None of the ministers said that it would work.",
    ],
)
def test_nobody_is_no_voice(text):
    """What nobody said is no claim of anyone's."""
    assert said(text) == []
    assert said("No. 10 said that it would work.")


@pytest.mark.parametrize(
    ("title", "voice"),
    [
        ("Flood horror: 27 dead after dam collapse", None),
        ("Council boss jailed: Judge hands out eight years", None),
        ("Flood Horror: Judge Hands Out Eight Years", None),
        ("Norvik: 27 dead after dam collapse", None),  # only a place
        ("Ree: Rates must fall now", "Ree"),
        ("Ada Lund: Rates must fall now", "Ada Lund"),
        ("Police: Two dead after dam collapse", "Police"),
        ("Historians: The dam was never safe", "Historians"),
        ("Lawmakers reject tax on frequent fliers in tight vote", None),
    ],
)
def test_what_speaks_in_a_headline(title, voice):
    """What stands before a headline's colon speaks if it is a noun for people or a name that the article goes on to tell of."""
    text = f"{title}\n\nThe dam in Norvik broke on Monday and the finance minister, Oskar Ree, was not there to see it fall."
    rows = mark(Article(text=text)).attributions
    assert [one.voice.text for one in rows if one.voice] == ([voice] if voice else [])


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("Her neighbour, Petar Ilk, accused the authorities.", []),
        ("Petar Ilk accused the mayor, a former judge, of sleeping.", ["the mayor, a former judge, of sleeping"]),
        ("A club spokesman denied it.", []),
        ("A club spokesman denied it was late.", ["it was late"]),
        ("Lawmakers in Norvik rejected the tax.", []),
        ("Lawmakers in Norvik rejected the claims.", ["the claims"]),
        ("Ada Lund rejected the tax.", ["the tax"]),
        ("Ada Lund said it was late, citing two people familiar with the talks.", ["it was late"]),
        ("Ada Lund said it was late, citing the need for haste.", ["it was late", "the need for haste"]),
    ],
)
def test_what_tells_nothing_is_no_claim(text, contents):
    """A bare pronoun, the accused, a thing voted down and the people who told it are nothing that was said."""
    assert [part for _, _, parts in said(text) for part in parts] == contents


def test_a_clause_goes_on_behind_an_aside():
    """An aside in commas between a subject and its verb does not end what is said; one behind the clause does."""
    assert said("Ada Lund said that the supplier, which she did not name, had changed the cord.")[0][2] == [
        "the supplier, which she did not name, had changed the cord"
    ]
    assert said("Ada Lund said that the dam was safe, which the town doubted, and left.")[0][2] == ["the dam was safe"]


def test_a_newspaper_that_cites_people_is_a_relay():
    """ "…, the Chronicle said, citing two people": the people are the voice, and the paper is not another claim's."""
    marked = mark(
        Article(
            text=PREFACE
            + "Whips had expected a majority of 20, the Chronicle said, citing two people close to the talks."
        )
    )
    assert [one.voice.text for one in marked.attributions] == ["two people close to the talks"]
    assert [span.text for span in marked.attributions[0].via] == ["the Chronicle"]
