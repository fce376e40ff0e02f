"""What both reports share: harmless text, shares and probabilities in words, the table of figures, the overview."""

from __future__ import annotations

import ast
import typing
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.records.article import Span
from retold.records.comparison import DatePair, FigurePair, GivenArticle
from retold.report.glossary import look_up
from retold.report.neutral import neutral
from retold.report.overview import BAR, GAP, WIDTH, overview
from retold.report.tables import figure_rows
from retold.report.view import make_view
from retold.report.words import percent, sure
from tests.report.factory import make_comparison, s

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
    ("text", "part", "shown"),
    [
        ("Divers said more than 1,800 passengers a day sail there.", "1,800", "more than 1,800 passengers a"),
        ("It fell 6.5%, they say.", "6.5", "It fell 6.5%"),
        ("It was cold. 40 lamps failed", "40", "40 lamps failed"),
        ("On Monday, 40 of 1,200 lamps", "40", "40 of 1,200"),
        ("It cost €40 then.", "40", "cost €40 then"),
        ("The rate fell to 1.8% from 1.5% and", "1.5%", "1.8% from 1.5% and"),
        ("a 40-kilometre walk", "40", "a 40-kilometre walk"),
        ("1987", "1987", "1987"),
        ("x" * 100 + " 12 " + "y" * 100, "12", "12"),
    ],
)
def test_figures_as_printed(text, part, shown):
    """A figure is shown with its neighbours: its bound and what it counts, never words of another sentence or half words."""
    assert _figures(text, _figure(text, part)) == [("dropped", shown, "—", "")]


def test_figure_rows():
    """What changed comes before what was kept; two names of one voice stand together, a change of voice has an arrow."""
    text = "More than 140 lamps failed."
    rows = _figures(
        text,
        _figure(text, "140", status="kept", voice_a="the council", voice_b="the town council"),
        _figure(text, "140", status="reattributed", voice_a="council", voice_b="mayor"),
    )
    assert rows[0] == ("reattributed", "More than 140 lamps failed", "—", "council → mayor")
    assert rows[1][3] == "the council / the town council"


@pytest.mark.parametrize(
    ("voices", "whose"),
    [
        ({"voice_a": "the mayor"}, "the mayor / the article's own"),
        ({"voice_b": "the mayor"}, "the article's own / the mayor"),
        ({"voice_a": "the mayor", "voice_b": "the mayor"}, "the mayor"),
        ({}, ""),
    ],
)
def test_whose_a_figure_is_on_either_side(voices, whose):
    """A figure that only one text gives to a voice is the article's own in the other: the reader sees both."""
    rows = _figures(
        "140 lamps failed.", _figure("140 lamps failed.", "140", status="kept", b=(Span(0, 3, "140"),), **voices)
    )
    assert [row[3] for row in rows] == [whose]


def test_dates_are_in_the_table():
    """Dates follow the figures, as printed."""
    pair = DatePair(text="Sunday", resolved=None, precision="day", status="dropped", a=s("Sunday"))
    rows = figure_rows(make_view(make_comparison(dates=(pair,), figures=()), NAMES))
    assert [(row.status, row.source) for row in rows] == [("dropped", "failed on Sunday")]


def test_overview():
    """Every sentence is a box on its bar, every link of two sides a band, and nothing lies outside of the box."""
    comparison = make_comparison()
    drawn = overview(make_view(comparison, NAMES))
    assert len(drawn.boxes) == sum(len(link.a) + len(link.b) for link in comparison.links)
    assert len(drawn.bands) == sum(bool(link.a and link.b) for link in comparison.links)
    assert all(0 <= box.x <= box.x + box.width <= WIDTH + 2 for box in drawn.boxes)
    assert {box.y for box in drawn.boxes} == {0.0, BAR + GAP}
    assert sum(band.moved for band in drawn.bands) == 1


def test_every_word_of_a_change_is_explained():
    """Each detail that the changes are made with, and each word in the ledger's columns, can be asked for."""
    import retold.changes
    from retold.records import ledger, marks

    words = {
        "opposite",
        "bound",
        "lost",
        "gained",
        "phrase",
        "voice",
        "score",
        "time",
        "clock",
        "variant",
        "range",
        "unit",
    }
    for path in Path(retold.changes.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "detail" and isinstance(node.value, ast.Constant):
                words.add(str(node.value.value))
    for kind in (marks.Basis, marks.VoiceType, ledger.CellStatus):
        words.update(typing.get_args(kind))
    for struct in (marks.Attribution, marks.Furniture, marks.Damage):
        words.update(typing.get_args(typing.get_type_hints(struct)["kind"]))
    assert len(words) > 40
    assert {word for word in words - {""} if not look_up(word)} == set()


def test_words_are_found_as_they_are_printed():
    """The label of a word, and a word with its group, lead to it; an empty word leads nowhere."""
    assert [group for group, _, _ in look_up("the same event")] == ["relation"]
    assert [name for _, name, _ in look_up("evidence.time")] == ["clock"]
    assert look_up("") == []
    assert look_up("detail.") == []
