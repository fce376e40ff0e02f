"""Dates: what is one, its precision, and its resolution against the story's date."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.marking.dates import dates, parse_day
from retold.marking.periods import easter
from retold.marking.sentences import sentences

STORY = "2016-11-03"  # a Thursday


def found(text: str, story: str | None = STORY) -> list[tuple[str, str | None, str]]:
    """Text, resolution and precision of the dates of a text."""
    return [(one.span.text, one.resolved, one.precision) for one in dates(text, sentences(text), story)]


# The longest resolution of each precision.
LONGEST = {"day": 10, "month": 7, "year": 4, "hour": 5, "minute": 5}

RESOLVED = [
    ("It began on August 6.", "August 6", "2016-08-06", "day"),
    ("It began on 6 August 2014.", "6 August 2014", "2014-08-06", "day"),
    ("It began on Aug. 6-8.", "Aug. 6-8", "2016-08-06", "day"),
    ("It began on the 6th of August.", "6th of August", "2016-08-06", "day"),
    ("It began on 2024-08-06.", "2024-08-06", "2024-08-06", "day"),
    ("It began on 13/08/2024.", "13/08/2024", "2024-08-13", "day"),
    ("It began on 06/08/2024.", "06/08/2024", None, "day"),
    ("In June of this year it began.", "June", "2016-06", "month"),
    ("In June last year it began.", "June last year", "2015-06", "month"),
    ("In December it fell.", "December", "2015-12", "month"),
    ("They will meet in December.", "December", "2016-12", "month"),
    ("On Tuesday it began.", "Tuesday", "2016-11-01", "day"),
    ("It happened Thursday.", "Thursday", "2016-11-03", "day"),
    ("They will meet on Tuesday.", "Tuesday", "2016-11-08", "day"),
    ("It happened last Thursday.", "last Thursday", "2016-10-27", "day"),
    ("Yesterday it began.", "Yesterday", "2016-11-02", "day"),
    ("It grew last year.", "last year", "2015", "year"),
    ("It began in 2009.", "2009", "2009", "year"),
    ("It began in the late 1980s.", "late 1980s", "1980", "year"),
    ("The vote is on Nov. 8.", "Nov. 8", "2016-11-08", "day"),
    ("He died March 15.", "March 15", "2016-03-15", "day"),
    ("It began in September 2015.", "September 2015", "2015-09", "month"),
]


@pytest.mark.parametrize(("text", "printed", "resolved", "precision"), RESOLVED)
def test_resolution(text: str, printed: str, resolved: str | None, precision: str) -> None:
    """Each habit is found, keeps its printed precision, and is resolved to the nearest day that makes sense."""
    assert found(text) == [(printed, resolved, precision)]


@pytest.mark.parametrize(("text", "printed", "resolved", "precision"), RESOLVED)
def test_without_the_storys_date(text: str, printed: str, resolved: str | None, precision: str) -> None:
    """Without the story's date only what is printed whole is resolved; nothing is guessed."""
    ((same, answer, kept),) = found(text, None)
    assert (same, kept) == (printed, precision)
    assert answer is None or (answer == resolved and any(part.isdigit() for part in printed))


@pytest.mark.parametrize(
    "text",
    [
        "We may march on now.",
        "He sat in the sun for a second.",
        "May Ode said no.",
        "More than 2000 people came.",
        "He lives at 1600 Harbour Avenue.",
        "Watch Saturday Night Live.",
        "It happened on Super Tuesday.",
        "The Sunday Times said so.",
        "Jan Ode spoke.",
    ],
)
def test_no_dates(text: str) -> None:
    """Words, counts, addresses, programmes and people that look like dates are none."""
    assert found(text) == []


def test_a_weekday_with_its_date() -> None:
    """A weekday and the date printed after it are one date, whatever the nearest such weekday is."""
    assert found("On Wednesday, Dec. 14, they meet.") == [("Wednesday, Dec. 14", "2016-12-14", "day")]
    assert len(found("On Wednesday, on Dec. 14, they meet.")) == 2


def test_parse_day() -> None:
    """A whole printed date is read in English, German, French, Spanish and Russian; half a date is not."""
    for printed in (
        "August 28, 2024",
        "28 August 2024",
        "28. August 2024",
        "28 août 2024",
        "28 de agosto de 2024",
        "28 августа 2024",
        "28.08.2024",
    ):
        assert parse_day(printed) == "2024-08-28", printed
    assert parse_day("August 28") is None
    assert parse_day("31 February 2024") is None


@settings(max_examples=50, derandomize=True)
@given(st.text(alphabet="MayJun 123-/.,:Tuesday20ltshior'pmQ", max_size=80))
def test_spans_hold(text: str) -> None:
    """Spans are slices of the text, and a resolution is never finer than the precision printed."""
    for one in dates(text, sentences(text), STORY):
        assert text[one.span.start : one.span.end] == one.span.text
        assert one.resolved is None or len(one.resolved) <= LONGEST[one.precision]


@pytest.mark.parametrize(
    "piece",
    ["1", "1-", "May 1 ", "Jan ", "will ", "20", "1:30", "5 p.m. ", "the end of ", "quarter ", "Good Friday", "1/1"],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    """100,000 characters of nothing but one piece end within two seconds."""
    begin = time.process_time()
    found(piece * (100_000 // len(piece)))
    assert time.process_time() - begin < 30.0  # a bound that only a run-away reaches


@pytest.mark.parametrize(
    ("text", "printed", "resolved", "precision"),
    [
        ("At 05:50 it sank.", "05:50", "05:50", "minute"),
        ("They have until 17:00 to appeal.", "17:00", "17:00", "minute"),
        ("They met at 5 p.m. in town.", "5 p.m.", "17:00", "hour"),
        ("They met at 10:30 a.m. in town.", "10:30 a.m.", "10:30", "minute"),
        ("They met at 3pm.", "3pm", "15:00", "hour"),
        ("It opened at 12:17 a.m. there.", "12:17 a.m.", "00:17", "minute"),
        ("It fell at 0550 GMT.", "0550", "05:50", "minute"),
        ("It fell at 2000 GMT.", "2000", "20:00", "minute"),
        ("They met at 9:15.", "9:15", None, "minute"),
        ("Tea is at five o'clock.", "five o'clock", None, "hour"),
        ("They meet from 5-7 p.m. there.", "5-7 p.m.", None, "hour"),
        ("The last came up by noon.", "noon", "12:00", "hour"),
        ("It took force at midnight.", "midnight", "00:00", "hour"),
        ("It opens at 12 noon.", "12 noon", "12:00", "hour"),
        ("It opens at half past six.", "half past six", None, "minute"),
        ("It opens at a quarter to seven in the evening.", "a quarter to seven", "18:45", "minute"),
        ("It opens at quarter past two in the afternoon.", "quarter past two", "14:15", "minute"),
    ],
)
def test_times_of_day(text: str, printed: str, resolved: str | None, precision: str) -> None:
    """A time of day is one mark with the printed precision, resolved to hours and minutes where these are clear."""
    assert found(text) == [(printed, resolved, precision)]
    assert found(text, None) == [(printed, resolved, precision)]


@pytest.mark.parametrize(
    "text",
    [
        "She ran it in 4:35 on grass.",
        "There was a midnight blue coat.",
        "Read verse 3:16 again.",
        "With 15:20 left they led.",
        "It won by 1:23.45 in the end.",
        "They mixed it 10:90.",
        "It was 25 pm3 wide.",
    ],
)
def test_no_times(text: str) -> None:
    """Results, verses, ratios and colours are no times of day."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "printed", "resolved", "precision"),
    [
        ("It has grown since mid-January.", "mid-January", "2016-01", "month"),
        ("It rose in early March.", "early March", "2016-03", "month"),
        ("It rose in late 2009.", "late 2009", "2009", "year"),
        ("It will rise by the end of December.", "the end of December", "2016-12", "month"),
        ("The board intends to print it by the middle of December.", "the middle of December", "2016-12", "month"),
        ("They rule before the end of the second quarter.", "the end of the second quarter", None, "month"),
        ("It rose in the second quarter of 2015.", "the second quarter of 2015", "2015-Q2", "month"),
        ("It rose in Q3 2015.", "Q3 2015", "2015-Q3", "month"),
        ("It rose in the first half of 2015.", "the first half of 2015", "2015-H1", "month"),
        ("It rose in the second half of last year.", "the second half of last year", "2015-H2", "month"),
        ("They vote on the first Monday of the month.", "the first Monday of the month", None, "day"),
        ("They voted on the last Monday of October 2015.", "the last Monday of October 2015", "2015-10-26", "day"),
        ("It opens in the last week of October.", "the last week of October", None, "month"),
        ("It shut on Ash Wednesday.", "Ash Wednesday", "2016-02-10", "day"),
        ("It shut on Good Friday.", "Good Friday", "2016-03-25", "day"),
        ("It shut on Easter Monday 2015.", "Easter Monday 2015", "2015-04-06", "day"),
        ("It shut on Christmas Day 2015.", "Christmas Day 2015", "2015-12-25", "day"),
        ("It shut on New Year’s Eve.", "New Year’s Eve", "2016-12-31", "day"),
        ("It rained on 3/3.", "3/3", "2016-03-03", "day"),
        ("It has lasted since 10/12.", "10/12", None, "day"),
        ("They go there each July.", "July", "2016-07", "month"),
        ("They will go come May.", "May", "2017-05", "month"),
    ],
)
def test_parts_and_feasts(text: str, printed: str, resolved: str | None, precision: str) -> None:
    """Parts of months and years, placed days, feast days and short numeric dates are one mark each."""
    assert found(text) == [(printed, resolved, precision)]


@pytest.mark.parametrize(
    "text",
    [
        "The Good Friday Agreement held.",
        "They lost the quarter-final.",
        "The first half was poor.",
        "He ate 3/4 of it.",
        "It is open 24/7 now.",
        "He drives an Audi Q3 there.",
    ],
)
def test_no_parts(text: str) -> None:
    """Names, matches, fractions and models that look like parts of a year or feast days are none."""
    assert found(text) == []


@pytest.mark.parametrize("text", ["It opened on Easter Eve.", "Boxing Eve was wet.", "They met on Independence Eve."])
def test_eves_without_a_day(text: str) -> None:
    """An eve that the list of feast days does not hold is no date, and nothing is raised for it."""
    assert found(text) == []


def test_easter() -> None:
    """Easter Sunday is right for years at both ends of its range and between."""
    assert [easter(year).isoformat() for year in (1818, 1943, 2016, 2024, 2031)] == [
        "1818-03-22",
        "1943-04-25",
        "2016-03-27",
        "2024-03-31",
        "2031-04-13",
    ]


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("The ship is due at six on Friday evening.", "18:00"),
        ("The ship is due at six in the morning.", "06:00"),
        ("The ship left at 9 o'clock in the morning.", "09:00"),
        ("The vote is at 12 o'clock.", "12:00"),
        ("The ship left at nine on Monday night.", "21:00"),
    ],
)
def test_a_bare_hour_before_the_part_of_the_day(text: str, resolved: str) -> None:
    """The part of the day behind a bare hour tells which half of the day it is in."""
    assert [one[1] for one in found(text) if one[2] == "hour"] == [resolved]


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("The chapel was built in 1431.", ["1431"]),
        ("They dated it to between 1462 and 1468.", ["1462", "1468"]),
        ("The town grew by 1431 houses and 1200 people.", []),
        ("It sold in 1200 shops.", []),
    ],
)
def test_years_of_the_middle_ages(text: str, resolved: list[str]) -> None:
    """A number below 1500 is a year behind a preposition of time, where nothing that it could count follows."""
    assert [one[1] for one in found(text)] == resolved


def test_a_weekday_behind_the_article() -> None:
    """ "the Tuesday hearing" tells a day, "The Friday Club" is a name."""
    assert [one[0] for one in found("The Tuesday hearing was long.")] == ["Tuesday"]
    assert found("The Friday Club met.") == []


def test_a_year_that_something_was_made_around_is_a_date() -> None:
    """ "painted around 1660" is a year, "around 1660 people" is none."""
    assert [one for one, *_ in found("The canvas was painted around 1660, the dealer said.")] == ["1660"]
    assert [one for one, *_ in found("They found the year 1641 under the varnish.")] == ["1641"]
    assert found("The hall held around 1660 people, the dealer said.") == []
