"""Bounds told by other words: a verb, a negation, "only"."""

from __future__ import annotations

import pytest

from retold.changes.bounds import same_limits
from retold.changes.context import Side
from retold.marking import mark
from retold.records.article import Article
from tests.changes.making import listed, told


def _side(text: str) -> Side:
    return Side(mark(Article(text=text, language="en")), "en")


def _agree(one: str, other: str) -> bool:
    a, b = _side(one), _side(other)
    return same_limits(a, a.marked.figures[0], b, b.marked.figures[0]) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It holds only 40 cars.", "It holds no more than 40 cars."),
        ("It never rose above 40 metres.", "At no time did it exceed 40 metres."),
        ("It failed to reach 40 percent.", "It stayed below 40 percent."),
        ("It fell short of 40 percent.", "It was under 40 percent."),
        ("It topped 40 percent.", "It was more than 40 percent."),
        ("It did not fall below 40 percent.", "It was at least 40 percent."),
        ("Nobody paid more than 40 crowns.", "All paid at most 40 crowns."),
        ("It was not quite 40 metres.", "It was nearly 40 metres."),
        ("It was just under 40 metres.", "It was close to 40 metres."),
        ("It is limited to 40 cars.", "It takes up to 40 cars."),
        ("It drew hardly more than 40 people.", "It drew about 40 people."),
        ("It is no deeper than 40 metres.", "It is at most 40 metres deep."),
    ],
)
def test_the_same_bound_in_other_words(one: str, other: str) -> None:
    """A bound may be a verb, a negated verb or "only"; both ways round."""
    assert _agree(one, other)
    assert _agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It holds only 40 cars.", "It holds at least 40 cars."),
        ("It never rose above 40 metres.", "It rose above 40 metres."),
        ("It failed to reach 40 percent.", "It was over 40 percent."),
        ("It topped 40 percent.", "It was less than 40 percent."),
        ("It did not rain, but more than 40 boats stayed in.", "Up to 40 boats stayed in."),
        ("It was nearly 40 metres.", "It was more than 40 metres."),
    ],
)
def test_another_bound(one: str, other: str) -> None:
    """A bound turned round is another one, and a negation beyond a comma or "but" is not the figure's."""
    assert not _agree(one, other)
    assert not _agree(other, one)


def test_a_negation_that_belongs_to_a_bound_is_not_told() -> None:
    """ "can take only six" / "cannot take more than six": neither the figure nor the negation has changed."""
    found = told("The field can take only six flights a day.", "The field cannot take more than six flights a day.")
    assert listed(found, "figure", "negation") == []


def test_a_negation_taken_from_a_bound_is_told_once() -> None:
    """ "cannot take more than six" / "can take more than six" is a negation lost, and no change of the figure's bound."""
    found = told("The field cannot take more than six flights.", "The field can take more than six flights.")
    assert [change[0] for change in listed(found, "figure", "negation")] == ["negation"]
