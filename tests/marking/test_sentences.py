"""The sentence splitter."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.marking.sentences import paragraphs, sentences

SPLITS = [
    ("The dam burst. Nobody died.", ["The dam burst.", "Nobody died."]),
    ('"It broke. We ran," Ms Ode said.', ['"It broke.', 'We ran," Ms Ode said.']),
    ("“It broke. We ran.” Then it rained.", ["“It broke.", "We ran.”", "Then it rained."]),
    ('"Really?" he asked. "No!" Ode said.', ['"Really?" he asked.', '"No!" Ode said.']),
    ("Mr. Ode met Dr. Lin at 5 p.m. on Jan. 3 at No. 5.", None),
    ("He left the U.S. In May he came back.", ["He left the U.S.", "In May he came back."]),
    (
        "Halden Inc. sold Karst Corp. The price was 3.5 million.",
        ["Halden Inc. sold Karst Corp.", "The price was 3.5 million."],
    ),
    ("J. K. Ode and George W. Lin spoke to News.Az today.", None),
    ("Prices rose in 2016. The end.", ["Prices rose in 2016.", "The end."]),
    ("1. Boil the water. 2. Wait.", ["1. Boil the water.", "2. Wait."]),
    ("What?! No way. (It was late.) He left.", ["What?!", "No way.", "(It was late.)", "He left."]),
    ("She waited … and then left.", None),
    ("He waited... Then he left.", ["He waited...", "Then he left."]),
    (
        "Er kam am 5. Oktober mit Dr. Lin. Das ist z. B. gut.",
        ["Er kam am 5. Oktober mit Dr. Lin.", "Das ist z. B. gut."],
    ),
    ("Il a dit « Non. » Puis il est parti.", ["Il a dit « Non. »", "Puis il est parti."]),
    ("Это было в 2010 г. в порту. Он ушел.", ["Это было в 2010 г. в порту.", "Он ушел."]),
    ("第一句。第二句！", ["第一句。", "第二句！"]),
    ("Sales at Yolo! Inc. fell.", None),
]


@pytest.mark.parametrize(("text", "expected"), SPLITS)
def test_splits(text: str, expected: list[str] | None) -> None:
    """Abbreviations, initials, numbers and web names do not end a sentence; ends inside quotations do."""
    assert [one.text for one in sentences(text)] == (expected or [text])


def test_paragraphs_split() -> None:
    """A line break ends a sentence, with or without a full stop."""
    assert [one.text for one in sentences("A title\nThe dam burst\n\nat noon.")] == [
        "A title",
        "The dam burst",
        "at noon.",
    ]


def test_wrapped_text_is_joined() -> None:
    """In text wrapped at a fixed width a single line break is a space; a blank line still parts."""
    text = "The dam on the\nriver burst and\nthe water ran\ninto town.\n\nNobody died."
    assert len(sentences(text)) == 2
    assert len(paragraphs(text)) == 2


@settings(max_examples=50, derandomize=True)
@given(st.text(alphabet="Ab1. \n\"'”“!?…,()-é。", max_size=120))
def test_nothing_is_lost(text: str) -> None:
    """Sentences are in order, do not overlap, and hold every character that is no white space."""
    found = sentences(text)
    assert all(text[one.start : one.end] == one.text and one.text.strip() == one.text != "" for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    held = "".join("".join(one.text.split()) for one in found)
    assert held == "".join(text.split())


def test_a_range_is_kept_to() -> None:
    """Only text[start:end] is split, and offsets are those of the whole text."""
    text = "One. Two. Three."
    assert [(one.start, one.end) for one in sentences(text, 5, 9)] == [(5, 9)]


@pytest.mark.parametrize("piece", [".", "A. ", "a\n", " ", "\n", '"', "1.", "A.B"])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    """100,000 characters of nothing but one piece end within a second."""
    begin = time.process_time()
    sentences(piece * (100_000 // len(piece)))
    assert time.process_time() - begin < 30.0  # a bound that only a run-away reaches


@pytest.mark.shared
def test_real_pair(shared: Path) -> None:
    """All sentence boundaries of the real pair are found on both sides."""
    case = shared / "cases/wire-pair"
    gold = json.loads((case / "gold.json").read_text(encoding="utf-8"))
    for side in ("source", "retelling"):
        text = (case / f"{side}.txt").read_text(encoding="utf-8")
        expected = {(link[side]["start"], link[side]["end"]) for link in gold["links"]}
        first, last = min(expected)[0], max(expected)[1]
        assert {(one.start, one.end) for one in sentences(text, first, last)} == expected


def test_a_time_of_day_may_end_a_sentence() -> None:
    """A capital behind "p.m." opens a sentence unless it is that of a day, a month, a zone or a place's time."""
    assert len(sentences("The line was open again by 4 p.m. Harbourline runs 112 trams.")) == 2
    for after in ("Tuesday", "on Tuesday", "EST", "Eastern Time", "Dornich time", "May 3"):
        assert len(sentences(f"The line was open again at 4 p.m. {after} after a search.")) == 1
