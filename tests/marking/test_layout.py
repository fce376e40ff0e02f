"""Title, byline, dateline, furniture and the day that a page prints."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.marking.layout import find_dateline, is_agency, layout
from retold.records.article import Article

BODY = "The dam above the town burst at noon, the mayor said. Nobody was hurt.\n\nIt is the second time this year that it burst."


def test_title_and_its_repetition() -> None:
    """The first printing of a title is the title, the second is furniture, and neither is body."""
    text = f"Dam bursts above Port Ode\n\nDam bursts above Port Ode\n\n{BODY}"
    page = layout(Article(text=text))
    assert page.title is not None
    assert page.title.start == 0
    assert [(one.kind, one.span.start) for one in page.furniture] == [("title-repeated", 27)]
    assert text[page.body[0][0] :] == BODY


def test_given_title() -> None:
    """A given title is looked for; a first line that is not it stays body."""
    assert layout(Article(text=f"Dam bursts\n{BODY}", title="Another title")).title is None
    found = layout(Article(text=f"DAM BURSTS\n{BODY}", title="Dam bursts")).title
    assert found is not None
    assert found.text == "DAM BURSTS"


def test_no_title() -> None:
    """A text that opens with a sentence, a text of one line, a list and an empty text have no title."""
    for text in (BODY, "Dam bursts", "", "one\ntwo\nthree\nfour\nfive"):
        assert layout(Article(text=text)).title is None, text


DATELINES = [
    ("MOSCOW, August 28. /NLA/. It", "MOSCOW", "August 28", "NLA"),
    ("PORT ODE, Jan 3 (Reuters) - It", "PORT ODE", "Jan 3", "Reuters"),
    ("PORT ODE. Jan 3 (Halden-News) – It", "PORT ODE", "Jan 3", "Halden-News"),
    ("DES LAIRS, Iowa (AP) — It", "DES LAIRS, Iowa", None, "AP"),
    ("Halden (dpa) - Es", "Halden", None, "dpa"),
    ("WASHINGTON, D.C. -- It", "WASHINGTON, D.C.", None, None),
    ("PORTLAND, Ore. -- It", "PORTLAND, Ore.", None, None),
    ("NEW YORK — It", "NEW YORK", None, None),
    ("(Reuters) – It", None, None, "Reuters"),
    ("(CNN)It", None, None, "CNN"),
    ("ПОРТ, 28 августа. /ТАСС/. Это", "ПОРТ", "28 августа", "ТАСС"),
]


@pytest.mark.parametrize(("text", "place", "date", "agency"), DATELINES)
def test_datelines(text: str, place: str | None, date: str | None, agency: str | None) -> None:
    """Place, date and agency of datelines of many habits; the sentence begins after it."""
    line = find_dateline(text + " rained.", 0, len(text) + 8)
    assert line is not None
    assert [part.text if part else None for part in (line.place, line.date, line.agency)] == [place, date, agency]
    assert text[line.span.end :].strip() == text[-2:] or text[line.span.end :].strip() == "Это"


@pytest.mark.parametrize(
    "text",
    [
        "It rained (again) all day.",
        "I - he said - left.",
        "NATO said it rained.",
        "BREAKING — It rained.",
        "Ode (Bo) left.",
        "A dam - old - burst.",
    ],
)
def test_no_datelines(text: str) -> None:
    """Brackets, dashes and capitals in a sentence make no dateline."""
    assert find_dateline(text, 0, len(text)) is None


def test_metadata_in_front_of_the_dateline() -> None:
    """A date that a scraper left before the first word is metadata, and the day of publication."""
    text = " date 2024-08-28 PORT ODE, August 28. /NLA/. The dam burst at noon."
    page = layout(Article(text=text))
    assert page.published == "2024-08-28"
    assert [(one.kind, one.span.text) for one in page.furniture] == [("metadata", "date 2024-08-28")]
    assert page.dateline is not None
    assert page.dateline.span.text == "PORT ODE, August 28. /NLA/."
    assert text[page.body[0][0] :] == "The dam burst at noon."


def test_byline() -> None:
    """A byline stands between title and body, with or without "By"."""
    for line in ("By Jo Ode and Al Lin", "BY JO ODE, Newland Agency", "Jo Ode, Chief Correspondent"):
        page = layout(Article(text=f"Dam bursts above Port Ode\n{line}\n{BODY}"))
        assert page.byline is not None
        assert page.byline.text == line


FURNITURE = [
    ("Related Post", "related"),
    ("Read more: Another dam bursts", "related"),
    ("RELATED Another dam bursts", "related"),
    ("Also read: Another dam bursts", "related"),
    ("Share this", "share"),
    ("Follow us on Twitter", "share"),
    ("Sign up for our newsletter", "share"),
    ("Advertisement", "notice"),
    ("Copyright 2031 Newland Agency. All rights reserved.", "notice"),
    ("Photo: Newland Agency", "notice"),
    ("(Reporting by Jo Ode; editing by Al Lin)", "byline"),
    ("Published: 28 August 2024 14:05", "metadata"),
    ("Last Updated Dec 4, 2016 11:45 PM EST", "metadata"),
]


@pytest.mark.parametrize(("line", "kind"), FURNITURE)
def test_furniture(line: str, kind: str) -> None:
    """Lines of page furniture of every kind are found in the middle of the body, which goes on after them."""
    text = f"{BODY}\n\n{line}\n\nThe mayor went home, and so did we."
    page = layout(Article(text=text))
    assert [(one.kind, one.span.text) for one in page.furniture] == [(kind, line)]
    assert len(page.body) == 2


@pytest.mark.parametrize(
    "line", ["Read the letter, she said.", "Share prices fell on Monday.", "Print is dead, he said.", "Watch him run."]
)
def test_sentences_are_no_furniture(line: str) -> None:
    """A sentence that opens with a word of furniture stays in the body."""
    assert layout(Article(text=f"{BODY}\n\n{line}\n\n{BODY}")).furniture == ()


def test_related_list_to_the_end() -> None:
    """Headlines under a "Related posts" heading are furniture to the end."""
    page = layout(Article(text=f"{BODY}\n\nRelated posts\nDam in Halden bursts\nMayor of Halden speaks"))
    assert [one.kind for one in page.furniture] == ["related"] * 3


def test_agencies() -> None:
    """Known agencies are known by slug and by name, with and without article."""
    assert all(map(is_agency, ("Reuters", "The Associated Press", "AP")))
    assert not is_agency("Halden Daily")


@settings(max_examples=50, derandomize=True)
@given(st.text(alphabet='Ab. \n"—-(AP)/1:, Related', max_size=120))
def test_parts_do_not_overlap(text: str) -> None:
    """Title, byline, dateline, furniture and body are apart, and every other character is white space or a separator."""
    page = layout(Article(text=text))
    spans = [(one.span.start, one.span.end) for one in page.furniture] + list(page.body)
    spans += [(one.start, one.end) for one in (page.title, page.byline) if one]
    spans += [(page.dateline.span.start, page.dateline.span.end)] if page.dateline else []
    spans.sort()
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize(
    "piece",
    [" ", "\n", "a\n", "A, ", "(AP) ", "MOSCOW, ", "Share ", "Title Here Now\n", "date 2024-08-28 ", "By Al Lin, "],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    """100,000 characters of nothing but one piece end within two seconds."""
    begin = time.process_time()
    layout(Article(text=piece * (100_000 // len(piece))))
    assert time.process_time() - begin < 30.0  # a bound that only a run-away reaches


@pytest.mark.shared
def test_real_pair(shared: Path) -> None:
    """The three pieces of furniture of the real pair are found, and nothing else."""
    case = shared / "cases/wire-pair"
    gold = json.loads((case / "gold.json").read_text(encoding="utf-8"))
    for side in ("source", "retelling"):
        page = layout(Article(text=(case / f"{side}.txt").read_text(encoding="utf-8")))
        expected = {(one["start"], one["end"]) for one in gold["furniture"] if one["in"] == side}
        assert {(one.span.start, one.span.end) for one in page.furniture} == expected


def test_city_datelines() -> None:
    """A city that the table knows needs no capitals; before a colon only where a long sentence follows, not in a headline."""
    for text in ("Rome, Aug 28 - It rained.", "Washington — It rained.", "GENEVA (22 March 2024) – It rained."):
        assert find_dateline(text, 0, len(text)) is not None, text
    long = "NEW DELHI: " + "It rained all day on the town and on the river, " * 3 + "the mayor said."
    assert find_dateline(long, 0, len(long)) is not None
    assert find_dateline("Moscow: Talks are off", 0, 21) is None


def test_agency_in_the_place() -> None:
    """An agency that stands where the place does is the agency."""
    line = find_dateline("AP — It rained.", 0, 15)
    assert line is not None
    assert line.place is None
    assert line.agency is not None
