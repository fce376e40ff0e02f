"""A collation as a whole: every sentence in one link, every word in at most one match or edit, and credits outside."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings

from retold.collation import collate
from retold.marking import mark
from retold.records.article import Article
from retold.records.comparison import Collation
from retold.records.marks import Marked
from retold.text.lemma import lemma
from retold.text.tokenise import words
from tests import strategies


def _marked(text: str) -> Marked:
    return mark(Article(text=text, language="en"))


def _collated(a: str, b: str) -> Collation:
    return collate(_marked(a), _marked(b))


A = "The ferry left the harbour at dawn. A brass band played on the quay. Smugglers hid behind the fish market."


def _kinds(a: str, b: str) -> list[tuple[str, str, bool]]:
    return [(link.kind, link.shape, link.moved) for link in _collated(a, b).links]


def test_link_kinds_tell_how_much_was_kept() -> None:
    """The same words are verbatim, most of them edited, few of them reworded."""
    b = (
        "The ferry left the harbour at dawn! A brass band played on the windy quay. "
        "In a cellar behind that market, contraband runners lay low."
    )
    assert [kind for kind, _, _ in _kinds(A, b)] == ["verbatim", "edited", "reworded"]


def test_dropped_and_added_sentences_stand_in_their_place() -> None:
    """A dropped sentence has no spans on side b; an added one stands behind the sentence it follows."""
    b = "The ferry left the harbour at dawn. Bread was sold on deck. Smugglers hid behind the fish market."
    found = _collated(A, b).links
    assert [(link.kind, link.shape) for link in found if link.kind != "verbatim"] in (
        [("added", "0-1"), ("dropped", "1-0")],
        [("dropped", "1-0"), ("added", "0-1")],
    )
    assert all(not link.b and link.similarity == 0 for link in found if link.kind == "dropped")


def test_a_moved_sentence_stands_in_the_order_of_side_a() -> None:
    """Links are in the order of side a; the one that moved says so."""
    b = "A brass band played on the quay. Smugglers hid behind the fish market. The ferry left the harbour at dawn."
    assert _kinds(A, b) == [("verbatim", "1-1", True), ("verbatim", "1-1", False), ("verbatim", "1-1", False)]


def test_a_credit_takes_no_part_in_the_words() -> None:
    """A sentence with a credit put in is the same sentence."""
    b = A.replace("on the quay.", "on the quay, Fjord News reports, citing Harbour Wire.")
    found = _collated(A, b)
    assert [link.kind for link in found.links] == ["verbatim"] * 3
    assert found.edits == ()


def test_the_measure_is_named() -> None:
    """Which measure linked sentences of few shared words stands in the collation."""

    class Nothing:
        name = "nothing/1"

        def matrix(self, a: Sequence[str], b: Sequence[str]) -> list[list[float]]:
            return [[0.0] * len(b) for _ in a]

    one, other = _marked(A), _marked(A)
    assert collate(one, other, Nothing()).similarity == "nothing/1"
    assert collate(one, other).similarity.startswith("char3")


@settings(max_examples=40, derandomize=True, deadline=None)
@given(strategies.texts, strategies.texts)
def test_every_sentence_is_in_exactly_one_link(a: str, b: str) -> None:
    """Both sides, whatever the texts; and no link is empty."""
    one, other = _marked(a), _marked(b)
    links = collate(one, other).links
    assert sorted(span.start for link in links for span in link.a) == [span.start for span in one.sentences]
    assert sorted(span.start for link in links for span in link.b) == [span.start for span in other.sentences]
    for link in links:
        shape = {(1, 1): "1-1", (1, 0): "1-0", (0, 1): "0-1"}.get((len(link.a), len(link.b)))
        assert link.shape == shape if shape else link.shape in ("split", "merged", "n-m")
        assert 0 <= link.similarity <= 1


@settings(max_examples=40, derandomize=True, deadline=None)
@given(strategies.texts, strategies.texts)
def test_matches_and_edits_lie_in_their_link_and_never_overlap(a: str, b: str) -> None:
    """A word agrees or differs once; matched runs hold the same words, inflection aside."""
    found = _collated(a, b)
    used: dict[str, set[int]] = {"a": set(), "b": set()}
    for run in (*found.matches, *found.edits):
        link = found.links[run.link]
        for side, start, end, spans in (("a", run.a_start, run.a_end, link.a), ("b", run.b_start, run.b_end, link.b)):
            assert any(one.start <= start <= end <= one.end for one in spans) or start == end or len(spans) > 1
            points = set(range(start, end))
            assert not points & used[side]
            used[side] |= points
    for run in found.matches:
        in_a, in_b = words(a, run.a_start, run.a_end).norm, words(b, run.b_start, run.b_end).norm
        assert [lemma(word) for word in in_a] == [lemma(word) for word in in_b]
