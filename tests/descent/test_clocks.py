"""Clocks: what each kind bounds, and what is done with broken ones."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.descent import clocks
from retold.records.article import Article, Clock

NOW = clocks.moment("2025-01-01T00:00:00Z")[0]  # type: ignore[index]


def reading(*listed: Clock, **known: str) -> clocks.Reading:
    return clocks.read(Article(text="x", clocks=listed, **known), NOW)  # type: ignore[arg-type]


def at(iso: str) -> float:
    span = clocks.moment(iso)
    assert span is not None
    return span[0]


def test_kinds_bound_differently() -> None:
    """Published gives the time; fetched and modified an upper bound; a dateline a lower one."""
    time = "2024-05-04T10:00:00+00:00"
    assert reading(Clock("published", time)).low == at(time)
    assert reading(Clock("fetched", time)).low == -math.inf
    assert reading(Clock("modified", time)).high == at(time) + 1
    assert reading(Clock("dateline", "2024-05-04", "day")).high == math.inf


def test_fetched_tightens_a_published_day() -> None:
    """A page fetched at noon was not published that evening, though its clock only names the day."""
    day = Clock("published", "2024-05-04", "day")
    assert reading(day, Clock("fetched", "2024-05-04T12:00:00Z")).high < reading(day).high


def test_url_day_is_read() -> None:
    """A day in the path of a URL is a clock; other digits are not."""
    assert clocks.url_day("https://herald.example/2024/05/04/harbour") == "2024-05-04"
    assert clocks.url_day("https://herald.example/20240504-harbour") == "2024-05-04"
    assert clocks.url_day("https://herald.example/a/998877665544") is None
    assert reading(url="https://herald.example/2024/05/04/harbour").low_kind == "url"


@pytest.mark.parametrize(
    ("clock", "note"),
    [
        (Clock("published", "2031-01-01T00:00:00Z"), "clock-future"),
        (Clock("published", "1980-01-01T00:00:00Z"), "clock-ancient"),
        (Clock("published", "yesterday"), "clock-unreadable"),
        (Clock("published", "2024-05-04T10:00:00"), "clock-no-zone"),
    ],
)
def test_broken_clocks_are_noted(clock: Clock, note: str) -> None:
    """Each fault of a clock is noted by its code."""
    assert note in reading(clock).notes


def test_contradiction_keeps_published() -> None:
    """A page fetched before it was published keeps its published time, with a note."""
    found = reading(Clock("published", "2024-05-04T10:00:00Z"), Clock("fetched", "2024-05-01T10:00:00Z"))
    assert found.low_kind == "published"
    assert "clocks-contradict" in found.notes


def test_no_zone_is_wide() -> None:
    """A time without a zone may be 14 hours off either way."""
    found = reading(Clock("published", "2024-05-04T10:00:00"))
    assert found.high - found.low > 28 * clocks.HOUR - 1


@given(st.text(max_size=30))
@settings(max_examples=50, derandomize=True, deadline=None)
def test_any_string_is_read_or_refused(text: str) -> None:
    """No string makes the reading fail, and what is read is in order."""
    span = clocks.moment(text)
    assert span is None or span[0] < span[1]
