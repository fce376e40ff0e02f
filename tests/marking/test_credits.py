"""Credits: whose report a text says it is."""

from __future__ import annotations

import time

import pytest

from retold.marking.credits import find_credits, own_name
from retold.marking.layout import find_dateline

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
    assert time.process_time() - begin < 2.0


def test_own_name() -> None:
    """An outlet that reports under its web name is known by it; a person's report is not."""
    for text, name in (
        ("It rained, Halden.Ne reports.", "Halden.Ne"),
        ("It rained, reports Halden.Ne via NLA.", "Halden.Ne"),
        ("Ode reports.", None),
    ):
        assert own_name(text, 0, len(text)) == name
