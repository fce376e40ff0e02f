"""Pairing of figures and dates: each mark in one pair, and with its like."""

from __future__ import annotations

from hypothesis import given, settings

from retold.records.comparison import Differences
from tests import strategies
from tests.changes.making import plain, text, told


def _figures(found: Differences) -> list[tuple[str, str]]:
    return [(text(pair.a), text(pair.b)) for pair in found.figures]


@settings(max_examples=40, derandomize=True, deadline=None)
@given(strategies.texts, strategies.texts)
def test_every_figure_and_date_stands_in_one_pair(a: str, b: str) -> None:
    """No mark is paired twice, none is lost, and the order is that of side a with added ones last."""
    found = plain(a, b)
    for pairs in (found.figures, found.dates):
        for side in ("a", "b"):
            starts = [one.start for pair in pairs for one in getattr(pair, side)]
            assert len(starts) == len(set(starts))
        in_a = [pair.a[0].start for pair in pairs if pair.a]
        assert in_a == sorted(in_a)
        assert [bool(pair.a) for pair in pairs] == sorted((bool(pair.a) for pair in pairs), reverse=True)


def test_the_same_number_in_one_sentence_is_told_apart_by_what_it_counts() -> None:
    """Two figures of one value are paired by their nouns."""
    found = told("Police held 14 sailors and 14 cooks on the pier.", "On the pier police held 14 cooks and 14 sailors.")
    assert [pair.status for pair in found.figures] == ["kept", "kept"]
    a = "Police held 14 sailors and 14 cooks on the pier."
    assert [pair.counts for pair in told(a, a).figures] == ["sailors", "cooks"]


def test_a_share_and_a_count_never_pair() -> None:
    """ "40 percent" did not become "40 boats": one is dropped, the other added."""
    found = told("About 40 percent of it burned on the quay.", "About 40 boats of it burned on the quay.")
    assert {pair.status for pair in found.figures} == {"dropped", "added"}


def test_figures_of_sentences_that_do_not_answer_one_another_are_not_paired() -> None:
    """A number of a dropped sentence is no version of a number of an added one."""
    a = "Police held 14 sailors. The crane fell into the water."
    b = "The crane fell into the water. Bread costs 9 crowns in Ostrow."
    assert _figures(told(a, b)) == [("14", ""), ("", "9")]


def test_a_figure_that_moved_to_another_sentence_is_kept() -> None:
    """The same count of the same thing in a neighbouring sentence is still there."""
    a = "The storm sank 14 herring boats. The mayor wept on the quay as the wind rose."
    b = "The storm was bad. The mayor wept on the quay as the wind rose, for 14 herring boats were gone."
    assert [pair.status for pair in told(a, b).figures] == ["kept"]


def test_dates_pair_with_their_like() -> None:
    """Of two dates that changed places each finds itself."""
    found = told("They met in May 2029 and parted in July 2029.", "They parted in July 2029; they had met in May 2029.")
    assert [(text(pair.a), text(pair.b)) for pair in found.dates] == [
        ("May 2029", "May 2029"),
        ("July 2029", "July 2029"),
    ]
