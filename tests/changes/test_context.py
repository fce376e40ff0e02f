"""What the kinds look up: ranges, and the way from the words of one side to those of the other."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from retold.changes.context import Context, Ranges
from retold.collation import collate
from retold.marking import mark
from retold.records.article import Article
from tests import strategies
from tests.changes.making import story

_ranges = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)).map(lambda pair: (pair[0], sum(pair))), max_size=8)


@settings(max_examples=50, derandomize=True, deadline=None)
@given(_ranges, _ranges, st.integers(0, 34), st.integers(1, 6))
def test_ranges_answer_as_a_set_of_points_would(
    first: list[tuple[int, int]], added: list[tuple[int, int]], at: int, size: int
) -> None:
    """Built or added to in any order, ranges hold and touch what the same set of points holds and touches."""
    ranges = Ranges(first)
    for start, end in added:
        ranges.add(start, end)
    points = {x for start, end in (*first, *added) for x in range(start, end)}
    wanted = set(range(at, at + size))
    assert ranges.holds(at, at + size) == (wanted <= points)
    assert ranges.touches(at, at + size) == bool(wanted & points)


def _context(a: str, b: str) -> Context:
    one, other = (mark(Article(text=text, language="en")) for text in (a, b))
    return Context(one, other, collate(one, other))


def _answer(a: str, b: str, words: str, *, edits: bool = True) -> list[str]:
    context = _context(a, b)
    start = a.index(words)
    return [b[x:y] for x, y in context.answer(start, start + len(words), edits=edits)]


A = story("The crew abandoned the sinking barge near Dornich.")
B = story("Near Dornich, the crew fled the sinking barge.")


def test_matched_words_answer_word_by_word() -> None:
    """A part of a matched run answers with that part only, wherever it stands on the other side."""
    assert _answer(A, B, "sinking") == ["sinking"]
    assert _answer(A, B, "near Dornich") == ["Near Dornich"]


def test_words_that_differ_answer_as_a_phrase() -> None:
    """With edits the phrase that took the place answers, without them nothing does."""
    assert _answer(A, B, "abandoned") == ["fled"]
    assert _answer(A, B, "abandoned", edits=False) == []


def test_a_place_belongs_to_the_link_of_its_sentence() -> None:
    """Inside a body sentence there is a link, between the paragraphs there is none."""
    context = _context(A, B)
    at = A.index("sinking")
    assert context.link_at("a", at) == context.link_at("b", B.index("sinking"))
    assert context.link_at("a", len(A) - 1) is None
    assert context.links_over("a", 0, len(A)) == list(range(len(context.links)))


@settings(max_examples=30, derandomize=True, deadline=None)
@given(strategies.texts, strategies.texts)
def test_answers_lie_in_the_other_text_and_in_the_link(a: str, b: str) -> None:
    """Every answer of a sentence lies inside the sentences that its link has on the other side."""
    context = _context(a, b)
    for link in context.links:
        for one in link.a:
            for start, end in context.answer(one.start, one.end):
                assert any(other.start <= start < end <= other.end for other in link.b)
