"""The family tree: parents, chains of revisions, lost sources, second parents, and bad input."""

from __future__ import annotations

import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import retold.descent.family as families
from benchmarks.traditions.generate import SCENARIOS, tradition
from retold.errors import InputError
from retold.records.article import Article, Clock
from retold.records.story import Story
from retold.tree import tree
from tests.descent.stories import LINES, copy, dispatch, text


def parents(story: Story) -> dict[str, str]:
    return {edge.child: edge.parent for edge in story.tree.edges if not edge.second}


def chain() -> list[Article]:
    """A dispatch, a copy that credits it, and a copy of the copy that credits that."""
    return [
        dispatch(),
        copy("herald", text(0, 1, 2, 3, 5, own=(0,), end="Source: Norda"), "2024-05-04T11:00:00Z"),
        copy("bugle", text(0, 1, 2, own=(0, 1), end="Herald reported."), "2024-05-04T15:00:00Z"),
    ]


def test_a_chain_of_credits_is_followed() -> None:
    """A copy of a copy hangs on the copy, not on the agency, with the evidence for it."""
    story = tree(chain())
    assert parents(story) == {"herald": "norda", "bugle": "herald"}
    assert story.tree.roots == ("norda",)
    edge = next(edge for edge in story.tree.edges if edge.child == "bugle")
    assert edge.answer == "derived"
    assert {item.cue for item in edge.evidence if item.favours == 0} >= {"credit", "coverage"}
    spoken = [place.text for item in edge.evidence for place in item.spans if item.cue == "credit"]
    assert spoken == ["Herald"]


@given(st.permutations(chain()))
@settings(max_examples=6, derandomize=True, deadline=None)
def test_the_order_of_the_input_does_not_matter(articles: list[Article]) -> None:
    """Any order of the articles gives the same document."""
    assert tree(articles) == tree(chain())


def test_a_false_early_clock_flips_nothing() -> None:
    """A copy that credits its source stays a copy with a clock a week too early."""
    articles = chain()
    articles[1] = msgspec.structs.replace(articles[1], published="2024-04-27T08:00:00Z")
    assert parents(tree(articles)) == {"herald": "norda", "bugle": "herald"}


def test_revisions_of_a_page_form_a_chain() -> None:
    """Three versions of one page, given in any order, hang one on the other by their clocks."""
    page = {"url": "https://herald.example/harbour", "outlet": "Herald"}
    versions = [copy(f"v{n}", text(*range(4 + n), own=(0,)), f"2024-05-04T1{n}:30:00Z", **page) for n in (3, 1, 2)]
    story = tree([dispatch(), *versions])
    assert parents(story) == {"v1": "norda", "v2": "v1", "v3": "v2"}
    assert {edge.answer for edge in story.tree.edges if edge.parent != "norda"} == {"revision"}
    assert any(note.code == "same-url" for note in story.notes)


def test_version_numbers_order_a_page_without_clocks() -> None:
    """Version numbers alone make the chain."""
    page = {"url": "https://herald.example/harbour", "outlet": "Herald"}
    versions = [copy(f"v{n}", text(*range(5), own=(n % 3,)), **page, version=str(n)) for n in (10, 2, 9)]
    assert parents(tree(versions)) == {"v9": "v2", "v10": "v9"}


def test_an_item_that_evolved_from_another_hangs_on_it_as_a_revision() -> None:
    """Items of an agency under addresses of their own, each naming the one before, are versions of one page."""
    wire = {"outlet": "Norda", "agency": "Norda"}
    first = copy("a", text(0, 1), "2024-05-04T10:00:00Z", **wire)
    second = copy("b", text(0, 1, 2, 3), "2024-05-04T10:20:00Z", **wire, evolved_from="a")
    third = copy("c", text(0, 1, 2, 3, 4, 5), "2024-05-04T10:40:00Z", **wire, evolved_from="https://b.example/1")
    story = tree([third, first, second])
    assert parents(story) == {"b": "a", "c": "b"}
    assert {edge.answer for edge in story.tree.edges} == {"revision"}


def test_siblings_of_a_lost_dispatch_get_a_lost_source() -> None:
    """Outlets that credit the same absent agency, each with something of its own from it, hang on it as a lost source."""
    story = tree(
        [
            copy("herald", text(0, 1, 2, 4, 6, end="Source: Norda"), "2024-05-04T11:00:00Z"),
            copy("bugle", text(0, 2, 3, 5, 7, end="Source: Norda"), "2024-05-04T11:05:00Z"),
            copy("echo", text(1, 3, 4, 5, 6, 7, end="Source: Norda"), "2024-05-04T11:09:00Z"),
        ]
    )
    lost = [node for node in story.tree.nodes if node.kind == "lost"]
    assert [node.named for node in lost] == ["Norda"]
    children = [child for child, parent in parents(story).items() if parent == lost[0].id]
    assert len(children) >= 2
    edge = next(edge for edge in story.tree.edges if edge.child == children[0])
    assert edge.answer in ("derived-unseen", "undecided")
    assert {item.cue for item in edge.evidence} == {"coverage", "credit"}


def test_a_passage_from_elsewhere_is_a_second_parent() -> None:
    """A long passage that the parent lacks and another telling has is a dashed edge with its words."""
    extra = (
        "The shipping line said late on Friday that its engineers had warned of a cracked rudder stock for two years, that "
        "a yard in Ostmark had offered to replace it in March, and that the owners had put the work off until the autumn."
    )
    around = (
        "The owners of the line could not be reached, and a spokesman rang off when he was asked about the yard. Its four "
        "other tankers were built in the same years, and harbour masters along the coast have asked for their papers.\n\n"
        "In the dockers' bar behind the fish market nobody was surprised. A retired pilot, who did not want to be named, "
        "drew the rudder on a napkin and showed where the crack would run. His brother had sailed on the ship for a winter "
        "and had left it, he said, because of the noise that came up through the steering flat in a following sea."
    )
    other = copy("mirror", f"{extra}\n\n{around}", "2024-05-04T10:30:00Z")
    child = copy("herald", f"{text(0, 1, 2, 3, 4, 5)}\n\n{extra}\n\nSource: Norda", "2024-05-04T12:00:00Z")
    story = tree([dispatch(), other, child])
    assert parents(story)["herald"] == "norda"
    second = [edge for edge in story.tree.edges if edge.second]
    assert [(edge.parent, edge.child) for edge in second] == [("mirror", "herald")]
    assert second[0].passage[0].text.startswith("The shipping line said")


def bad_clocks() -> list[Article]:
    """A dispatch and four copies with clocks of every bad kind."""
    stamps = ["2199-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "not a time", "2024-05-04T11:00:00"]
    return [dispatch(), *(copy(f"c{n}", text(*range(n, 6 + n % 2)), stamp) for n, stamp in enumerate(stamps))]


def test_bad_clocks_are_noted_and_harmless() -> None:
    """Clocks in the future, before 1990, unreadable or without zone are noted; there is a tree all the same."""
    story = tree(bad_clocks())
    codes = {note.code for note in story.notes}
    assert codes >= {"clock-future", "clock-ancient", "clock-unreadable", "clock-no-zone"}
    assert len(story.tree.roots) == 1


def test_equal_clocks_and_circles_of_credits_make_no_circle() -> None:
    """Two that credit one another at the same minute are noted, and the tree has no circle."""
    at = "2024-05-04T11:00:00Z"
    story = tree(
        [
            copy("herald", text(0, 1, 2, 3, end="Bugle reported."), at),
            copy("bugle", text(0, 1, 2, 3, 4, end="Herald reported."), at),
            copy("echo", text(1, 2, 3, end="Source: Echo"), at),
        ]
    )
    assert any(note.code == "credit-circle" for note in story.notes)
    assert no_circle(story)


def no_circle(story: Story) -> bool:
    above = parents(story)
    for start in above:
        seen, at = set(), start
        while at in above:
            if at in seen:
                return False
            seen.add(at)
            at = above[at]
    return True


@pytest.mark.parametrize("name", ["default", "no clocks, no credits", "revisions"])
def test_every_tradition_gives_a_tree(name: str) -> None:
    """Each telling has one parent at most, nothing circles, and probabilities lie in 0-1."""
    for seed in range(3):
        one = tradition(SCENARIOS[name], random.Random(seed))
        story = tree(one.articles)
        assert no_circle(story)
        assert {telling.id for telling in story.tellings} == {article.id for article in one.articles}
        assert all(0 <= edge.probability <= 1 for edge in story.tree.edges)
        assert len({edge.child for edge in story.tree.edges if not edge.second}) + len(story.tree.roots) == len(
            story.tree.nodes
        )


def test_one_telling_is_a_root() -> None:
    """A story of one telling is a tree of one node."""
    story = tree([dispatch()])
    assert story.tree.roots == ("norda",)
    assert not story.tree.edges


def test_no_words_are_refused_and_named() -> None:
    """A telling without words is left out with a note; nothing but such is an error."""
    story = tree([dispatch(), Article(id="empty", text=" … ")])
    assert [note.code for note in story.notes] == ["empty-telling"]
    with pytest.raises(InputError):
        tree([Article(text="")])


def test_one_id_on_two_texts_stays_two_tellings() -> None:
    """Two tellings that were given the same id are both kept, and that is noted."""
    story = tree([dispatch(), copy("norda", text(0, 1, 2), url=None)])
    assert [telling.id for telling in story.tellings if telling.id.startswith("norda")]
    assert len(story.tellings) == 2
    assert any(note.code == "same-id" for note in story.notes)


def test_large_families_collapse_verbatim_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the limit verbatim copies become one node that names them, the earliest standing for all."""
    monkeypatch.setattr(families.family, "__defaults__", (3,))
    articles = [*chain(), copy("late", text(0, 1, 2, 3, 5, own=(0,), end="Source: Norda"), "2024-05-05T11:00:00Z")]
    story = tree(articles)
    kept = {telling.id: telling.copies for telling in story.tellings}
    assert kept["herald"] == ("late",)
    assert parents(story) == {"herald": "norda", "bugle": "herald"}


def test_hostile_texts_end() -> None:
    """One word thirty thousand times, marks without words, a name without end: a tree, in little time."""
    articles = [
        copy("same", "word " * 30_000),
        copy("marks", "“" * 10_000 + " a b c d"),
        copy("name", "citing " + "Aa" * 20_000),
        copy("cues", "according to Norda " * 3_000),
    ]
    assert len(tree([dispatch(), *articles]).tellings) == 5


def test_clock_kinds_count_for_the_tree() -> None:
    """A page fetched before the other was published is the earlier one."""
    early = copy("herald", text(0, 1, 2, 3), clocks=(Clock("fetched", "2024-05-04T09:00:00Z"),))
    late = copy("bugle", text(0, 1, 2, 3, own=(1,)), "2024-05-04T12:00:00Z")
    assert parents(tree([early, late])) == {"bugle": "herald"}
    assert LINES
