"""Credits: whose report a text says it is."""

from __future__ import annotations

import time

import pytest

from retold.marking import mark
from retold.marking.credits import find_credits, own_name
from retold.marking.layout import find_dateline
from retold.records.article import Article

CREDITS = [
    ("It rained, Halden.Ne reports, citing NLA.", "Halden.Ne", "NLA"),
    ("It rained, the Halden Times reported, quoting Reuters.", "Halden Times", "Reuters"),
    ("It rained, reports Halden News, citing the NLA news agency.", "Halden News", "NLA"),
    ("It rained, Reuters reported.", None, "Reuters"),
    ("It rained, according to the Associated Press.", None, "Associated Press"),
    ("It rained.\nSource: Halden Daily", None, "Halden Daily"),
    ("It rained.\nWith inputs from PTI", None, "PTI"),
    ("It rained. This story originally appeared in Halden Daily.", None, "Halden Daily"),
    ("It rained. Jo Ode and The Associated Press contributed to this report.", None, "Associated Press"),
    ("It rained in town.\n\nAssociated Press", None, "Associated Press"),
    ("It rained, Halden Wire reports, citing the Fire Service.", None, "Halden Wire"),
    ("It rained, Halden Wire reports, citing the news agency Bralo.", "Halden Wire", "Bralo"),
    ("It rained, Halden.Ne reports, citing the Fire Service.", "Halden.Ne", "Fire Service"),
    ("It rained, as The Halden Post reports.", None, "The Halden Post"),
    ("It rained, as the Halden Post reported.", None, "Halden Post"),
]


@pytest.mark.parametrize(("text", "by", "to"), CREDITS)
def test_credits(text: str, by: str | None, to: str) -> None:
    """Each set form of credit names the medium, and the outlet where it names itself."""
    (one,) = find_credits(text, 0, len(text))
    assert (one.by.text if one.by else None, one.to.text) == (by, to)
    assert text[one.span.start : one.span.end] == one.span.text


@pytest.mark.parametrize(
    "text",
    [
        "The police report says it rained.",
        "According to Jo Ode, it rained.",
        "Ms Ode said, citing the mayor, that it rained.",
        "The council reports a loss.",
        "It rained, as Jo Ode reports.",
        "This story was originally published at 11:30 a.m.",
    ],
)
def test_no_credits(text: str) -> None:
    """Voices that are no media, and times, are no credits."""
    assert find_credits(text, 0, len(text)) == ()


def test_own_outlet_is_not_credited() -> None:
    """An outlet that names itself does not credit itself."""
    text = "It rained, Reuters reported."
    assert find_credits(text, 0, len(text), outlet="Reuters") == ()


def test_slug_without_a_place() -> None:
    """ "(Reuters) –" is a credit; with a place it is a dateline only."""
    for text, count in (("(Reuters) – It rained.", 1), ("PORT ODE (Reuters) – It rained.", 0)):
        assert len(find_credits(text, 0, len(text), find_dateline(text, 0, len(text)))) == count


@pytest.mark.parametrize("piece", ["A", "A ", "X reports, citing ", "A-", "reports ", "according to A "])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    """20,000 characters of nothing but one piece end within two seconds."""
    text = piece * (20_000 // len(piece))
    begin = time.process_time()
    find_credits(text, 0, len(text))
    assert time.process_time() - begin < 30.0  # a bound that only a run-away reaches


def test_own_name() -> None:
    """An outlet that reports under its web name is known by it; a person's report is not."""
    for text, name in (
        ("It rained, Halden.Ne reports.", "Halden.Ne"),
        ("It rained, reports Halden.Ne via NLA.", "Halden.Ne"),
        ("Ode reports.", None),
    ):
        assert own_name(text, 0, len(text)) == name


def test_a_medium_that_cites_a_speaker() -> None:
    """The credit ends with "reports": whom the medium cites is a voice, unless the medium is the page's own outlet."""
    text = "It rained, Halden Wire reports, citing the Fire Service."
    (one,) = find_credits(text, 0, len(text))
    assert one.span.text == "Halden Wire reports"
    (one,) = find_credits(text, 0, len(text), outlet="Halden Wire")
    assert (one.by.text if one.by else None, one.to.text) == ("Halden Wire", "Fire Service")


STORY = (
    "Rain floods the town\n\nBy Halden Wire\n\n"
    "It rained in Halden for two days and two nights, the mayor of the town said.\n\nSource: Halden Wire"
)


def test_lines_outside_the_body() -> None:
    """A byline that names an agency and a closing "Source:" line are credits and no sentences."""
    marked = mark(Article(text=STORY, id="a"))
    assert [(one.span.text, one.to.text) for one in marked.credits] == [
        ("By Halden Wire", "Halden Wire"),
        ("Source: Halden Wire", "Halden Wire"),
    ]
    assert [one.text for one in marked.sentences] == [
        "It rained in Halden for two days and two nights, the mayor of the town said."
    ]
    assert mark(Article(text=STORY, id="a", outlet="Halden Wire")).credits == ()


def test_a_person_in_the_byline_is_not_credited() -> None:
    """A byline with a person's name is no credit, and a sentence that names its source stays in the body."""
    marked = mark(
        Article(
            text=STORY.replace("Halden Wire", "Jo Ode", 1).replace("Source: Halden", "The source is Halden"), id="a"
        )
    )
    assert marked.credits == ()
    assert marked.sentences[-1].text == "The source is Halden Wire"


@pytest.mark.parametrize(
    ("line", "to"),
    [
        ("(Halden Wire)", "Halden Wire"), ("/HALDEN/", "HALDEN"), ("— Northwire", "Northwire"), ("(AP)", "AP"),
        ("(Ends)", None), ("(Jane Doe)", None), ("(JDK)", None), ("— Jane Doe", None), ("(Updates with quote)", None),
    ],
)  # fmt: skip
def test_a_last_line_that_only_names_an_agency_is_a_credit(line: str, to: str | None) -> None:
    """In brackets, between strokes or behind a dash; not a writer's name or initials, nor what a page says of itself."""
    text = (
        f"The ferry ran aground on Monday with 41 people aboard.\n\nNobody was hurt, the coastguard said.\n\n{line}\n"
    )
    marked = mark(Article(text=text))
    assert [credit.to.text for credit in marked.credits if credit.to is not None] == ([to] if to else [])
    assert (line in [sentence.text for sentence in marked.sentences]) is (to is None)
