"""Dates: what is one, its precision, and its resolution against the story's date."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.marking.dates import dates, parse_day
from retold.marking.sentences import sentences

STORY = "2016-11-03"  # a Thursday


def found(text: str, story: str | None = STORY) -> list[tuple[str, str | None, str]]:
    """Text, resolution and precision of the dates of a text."""
    return [(one.span.text, one.resolved, one.precision) for one in dates(text, sentences(text), story)]


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
@given(st.text(alphabet="MayJun 123-/.,Tuesday20ltshior'", max_size=80))
def test_spans_hold(text: str) -> None:
    """Spans are slices of the text, and a resolution is never finer than the precision printed."""
    for one in dates(text, sentences(text), STORY):
        assert text[one.span.start : one.span.end] == one.span.text
        assert one.resolved is None or len(one.resolved) <= {"day": 10, "month": 7, "year": 4}[one.precision]


@pytest.mark.parametrize("piece", ["1", "1-", "May 1 ", "Jan ", "will ", "20"])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    """100,000 characters of nothing but one piece end within two seconds."""
    begin = time.process_time()
    found(piece * (100_000 // len(piece)))
    assert time.process_time() - begin < 2.0
