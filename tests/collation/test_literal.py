"""Runs of words that two texts share to the letter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retold.collation import collate
from retold.collation.literal import RUN, literal_runs
from retold.collation.relation import relation
from retold.marking import mark
from retold.records.article import Article


def test_a_run_is_found_whole_and_at_its_first_place():
    """The longest agreement is one run; of two places in the other text the first is named."""
    a = "x the quick brown fox jumps y the quick brown fox z".split()
    b = "so the quick brown fox jumps again".split()
    assert literal_runs(a, b) == [(1, 1, 5)]


def test_three_words_are_no_run():
    """Set phrases of three words are not counted."""
    assert literal_runs("one two three four".split(), "one two three five".split()) == []


@given(st.lists(st.sampled_from("abcd"), max_size=40), st.lists(st.sampled_from("abcd"), max_size=40))
def test_runs_agree_and_do_not_overlap(a: list[str], b: list[str]):
    """Every run is the same words on both sides, long enough, and behind the run before it."""
    end = 0
    for run in literal_runs(a, b):
        assert run.length >= RUN
        assert a[run.a : run.a + run.length] == b[run.b : run.b + run.length]
        assert run.b >= end
        end = run.b + run.length


def test_a_passage_taken_apart_is_shared():
    """Sentences cut up and put together anew share a passage, though no sentence answers another."""
    source = (
        "The harbour board of Sellin voted on Monday to close the old grain quay before the winter storms arrive. "
        "Engineers who examined the stone piers in August found cracks that run through most of the western side. "
        "A ferry company that uses the quay for repairs said it would move its dry dock to the northern basin. "
        "Fishing families asked the board to keep the small slip open because their boats cannot reach the basin at low tide. "
    )
    retelling = (
        "Winter is near, and before the winter storms arrive a town must decide what to mend. Fishing families, whose boats "
        "cannot reach the basin at low tide, are among those who wait. There is talk of cracks that run through most of "
        "everything built in those years, and nobody was surprised. One firm plans to move its dry dock to another place, "
        "while the mayor speaks of better roads, new schools and a swimming pool that was promised to voters long ago. "
        "The library needs a roof. The theatre needs an audience, or so its director likes to joke at every opening night."
    )
    a, b = mark(Article(text=source)), mark(Article(text=retelling))
    found = relation(a, b, collate(a, b))
    assert found.kind == "shares-passage"
    assert all(one.source[0].text.lower() == one.retelling[0].text.lower() for one in found.passages)
