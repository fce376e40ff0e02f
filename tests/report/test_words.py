"""What both reports share: harmless text, shares and probabilities in words, the table of figures, the overview."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.records.article import Span
from retold.records.comparison import DatePair, FigurePair, GivenArticle
from retold.report.neutral import neutral
from retold.report.overview import BAR, GAP, WIDTH, overview
from retold.report.tables import figure_rows
from retold.report.view import make_view
from retold.report.words import percent, sure
from tests.report.factory import make_comparison

NAMES = ("a.txt", "b.txt")


@settings(max_examples=50, derandomize=True)
@given(st.text())
def test_neutral(text):
    """No control, no sign of direction and no lone surrogate is left; ordinary text, newlines and tabs stay as they are."""
    shown = neutral(text)
    assert all(char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs"} for char in shown)
    assert not set(shown) & set("\u200b\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
    assert neutral(shown) == shown
    shown.encode("utf-8")


def test_neutral_keeps_what_people_write():
    """Letters of every script, quotation marks, emoji and joined emoji stay."""
    for text in ("“Ça va”, said Zoë", "Жизнь", "日本", "نص", "👩‍👧 family", "नमस्ते", "line\n\ttab"):
        assert neutral(text) == text


@pytest.mark.parametrize(
    ("share", "words"), [(1.0, "100 %"), (0.999, "99 %"), (0.5, "50 %"), (0.001, "1 %"), (0.0, "0 %")]
)
def test_percent(share, words):
    """A share is rounded, but what is not all is never 100 %, and what is not nothing never 0 %."""
    assert percent(share) == words


def test_sure():
    """No probability is shown as certain."""
    assert (sure(1.0), sure(0.0), sure(0.956)) == ("0.99", "0.01", "0.96")


def _figures(text, *figures):
    comparison = make_comparison(
        source=GivenArticle(text=text, given=0), links=(), changes=(), quotations=(), figures=figures, dates=()
    )
    return [(row.status, row.source, row.retelling, row.whose) for row in figure_rows(make_view(comparison, NAMES))]


def _figure(text, part, **more):
    at = text.index(part)
    return FigurePair(a=(Span(at, at + len(part), part),), **{"value": 1.0, "status": "dropped", **more})


@pytest.mark.parametrize(
    ("text", "part", "unit", "shown"),
    [
        ("It ran at 11 to 13 knots there.", "11 to 13", "knot", "11 to 13 knots"),
        ("It fell 6.5%.", "6.5", "%", "6.5%"),
        ("It cost €40 then.", "40", "EUR", "40 EUR"),
        ("a 40-kilometre walk", "40", "km", "40-kilometre"),
        ("It took 20 minutes.", "20", "minute", "20 minutes"),
    ],
)
def test_units_as_printed(text, part, unit, shown):
    """A unit is shown as it stands in the text where it can be found, else by its name."""
    assert _figures(text, _figure(text, part, unit=unit)) == [("dropped", shown, "—", "")]


def test_figure_rows():
    """What changed comes before what was kept; bound, what is counted and both voices are told."""
    text = "More than 140 lamps failed, the council said."
    rows = _figures(
        text,
        _figure(text, "140", status="kept"),
        _figure(text, "140", status="changed", bound="over", counts="lamps", voice_a="council", voice_b="mayor"),
    )
    assert rows[0] == ("changed", "over 140 lamps", "—", "council → mayor")
    assert rows[1][0] == "kept"


def test_dates_are_in_the_table():
    """Dates follow the figures, as printed."""
    pair = DatePair(text="Sunday", resolved=None, precision="day", status="dropped", a=(Span(0, 6, "Sunday"),))
    rows = figure_rows(make_view(make_comparison(dates=(pair,), figures=()), NAMES))
    assert [(row.status, row.source) for row in rows] == [("dropped", "Sunday")]


def test_overview():
    """Every sentence is a box on its bar, every link of two sides a band, and nothing lies outside of the box."""
    comparison = make_comparison()
    drawn = overview(make_view(comparison, NAMES))
    assert len(drawn.boxes) == sum(len(link.a) + len(link.b) for link in comparison.links)
    assert len(drawn.bands) == sum(bool(link.a and link.b) for link in comparison.links)
    assert all(0 <= box.x <= box.x + box.width <= WIDTH + 2 for box in drawn.boxes)
    assert {box.y for box in drawn.boxes} == {0.0, BAR + GAP}
    assert sum(band.moved for band in drawn.bands) == 1
