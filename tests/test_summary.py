"""The verdict in words: only counts that the document holds."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given, settings

import retold
from retold.records.article import Article
from retold.records.comparison import Comparison, CreditGiven
from retold.summary import label, summary
from tests import strategies

A = (
    "The old pier of Vellmark burned on Monday, and three cranes fell into the water. “We saw the flames,” said Marta Oyen. "
    "The council will meet in the customs house. Divers are looking for the cranes."
)
B = (
    "The old pier of Vellmark burned on Monday, and four cranes fell into the water. “We saw the fire,” said Marta Oyen. "
    "The council will meet in the customs house. Boats rocked in the wind all night."
)


def _compared(
    a: str = A, b: str = B, outlets: tuple[str | None, str | None] = ("Harbour Wire", "Fjord News")
) -> Comparison:
    times = ("2031-03-04T08:00:00+00:00", "2031-03-04T09:00:00+00:00")
    one, other = (
        Article(text=text, outlet=outlet, published=at) for text, outlet, at in zip((a, b), outlets, times, strict=True)
    )
    return retold.compare(one, other)


def _with(comparison: Comparison, **fields: object) -> str:
    return summary(msgspec.structs.replace(comparison, **fields))


def test_a_decided_retelling() -> None:
    """Who retells whom, sentences, quotations, figures, credit."""
    found = _compared()
    direction = msgspec.structs.replace(found.direction, answer="derived")
    assert _with(found, direction=direction) == (
        "Fjord News retells Harbour Wire: 3 of 4 sentences, 1 verbatim, 1 added; 1 of 1 quotations altered; "
        "1 of 1 figures changed; no credit given."
    )
    credit = CreditGiven(given=True, to="Harbour Wire")
    assert _with(found, direction=direction, credit=credit).endswith("credit given to Harbour Wire.")


def test_an_undecided_direction_is_said() -> None:
    """Neither side is called the source."""
    found = _compared()
    text = _with(found, direction=msgspec.structs.replace(found.direction, answer="undecided"))
    assert "which is the source is undecided" in text
    assert "credit" not in text


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("identical", "are the same, word for word"),
        ("unrelated", "are unrelated"),
        ("same-event", "tell of the same event, independently"),
    ],
)
def test_the_other_relations(kind: str, says: str) -> None:
    """Each relation has its own sentence, without counts."""
    found = _compared()
    text = _with(found, relation=msgspec.structs.replace(found.relation, kind=kind))
    assert says in text
    assert not re.search(r"\d+ of \d+", text)


def test_a_shared_passage_counts_its_words() -> None:
    """The words of the passages are told."""
    found = _compared()
    words = sum(passage.words for passage in found.relation.passages)
    text = _with(found, relation=msgspec.structs.replace(found.relation, kind="shares-passage"))
    assert f"share a passage of {words} words" in text


def test_labels() -> None:
    """The outlet names a text, else the agency, else its place; two of one outlet are named by place."""
    found = _compared()
    assert label(found.source) == "Harbour Wire"
    assert label(msgspec.structs.replace(found.source, outlet=None, agency="Osk Wire")) == "Osk Wire"
    assert label(msgspec.structs.replace(found.source, outlet=None, agency=None)) == f"text {found.source.given + 1}"
    assert "text 1" in _compared(outlets=("Fjord News", "Fjord News")).summary


def test_nothing_to_count_is_said() -> None:
    """No quotations and no figures are named as none."""
    text = _compared(
        a="The pier burned. Boats rocked in the wind.", b="The pier burned. Boats rocked in a wind."
    ).summary
    assert "no quotations" in text
    assert "no figures" in text


@settings(max_examples=40, derandomize=True, deadline=None)
@given(strategies.texts, strategies.texts)
def test_every_count_is_one_of_the_document(a: str, b: str) -> None:
    """The totals told are those of links, quotations and figures."""
    found = retold.compare(a, b)
    if found.relation.kind not in ("retelling", "shares-passage"):
        return
    told = re.search(r"(\d+) of (\d+) sentences, (\d+) verbatim", found.summary)
    assert told
    linked = [link for link in found.links if link.a and link.b]
    assert int(told[1]) == sum(len(link.a) for link in linked)
    assert int(told[2]) == sum(len(link.a) for link in found.links)
    assert int(told[3]) == sum(len(link.a) for link in linked if link.kind == "verbatim")
    for noun, pairs in (("quotations", found.quotations), ("figures", found.figures)):
        total = sum(pair.status != "added" for pair in pairs)
        added = sum(pair.status == "added" for pair in pairs)
        part = next(part for part in found.summary.split("; ") if noun in part)
        if total:
            assert re.search(rf"(of {total} {noun}|\d+ of {total} {noun})", part)
        if added:
            assert f"{added} added" in part
