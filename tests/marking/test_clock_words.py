"""Times of day told by their minutes, and what only looks like them."""

from __future__ import annotations

import pytest

from retold.marking import mark
from retold.marking.clock_words import Face, face
from retold.records.article import Article

TOLD = """
It was around 20 minutes to six in the morning when the car left the road. | 05:40
The grid failed at twenty to six in the evening. | 17:40
The grid failed at twenty-five past six on Friday evening. | 18:25
She left at 23 minutes past four in the afternoon. | 16:23
A call came at a quarter past nine that night. | 21:15
The dog found it half an hour before midnight. | 23:30
The train stopped 20 minutes before 6 p.m. | 17:40
He rang an hour and a half after midnight. | 01:30
The gate shut at five to midnight. | 23:55
He left at ten to one in the afternoon. | 12:50
He came at half past twelve at night. | 00:30
They met at six thirty in the evening. | 18:30
They met at seven-forty a.m. | 07:40
It rained at 5:40 in the evening. | 17:40
""".strip().splitlines()

NO_TIMES = """
The motion passed by ten to five.
Output fell from twenty to six in a year.
The ride takes from 20 minutes to six hours.
Ten minutes after six people had left, the roof fell in.
The shop is open from ten to six on weekdays.
""".strip().splitlines()


def _times(text: str) -> list[str | None]:
    return [one.resolved for one in mark(Article(text=text, language="en")).dates if one.precision == "minute"]


@pytest.mark.parametrize("case", TOLD)
def test_minutes_before_and_after_an_hour_are_a_time(case: str) -> None:
    """Minutes, hour and part of the day are read as one time."""
    text, wanted = case.split(" | ")
    assert _times(text) == [wanted]


@pytest.mark.parametrize("text", NO_TIMES)
def test_votes_and_ranges_are_no_times(text: str) -> None:
    """Two numbers with "to" between them are a time only where something says so."""
    assert _times(text) == []


def test_a_limit_is_no_time() -> None:
    """ "Less than an hour before midnight" leaves midnight as it is."""
    text = "Less than an hour before midnight the fire broke out."
    assert [one.resolved for one in mark(Article(text=text, language="en")).dates] == ["00:00"]


@pytest.mark.parametrize(
    ("printed", "shown"), [("a quarter to seven", Face(6, 45)), ("five past twelve", Face(0, 5)), ("ten cars", None)]
)
def test_what_the_hands_show(printed: str, shown: Face | None) -> None:
    """The hands are known without the half of the day."""
    assert face(printed) == shown
