"""The tree as text, DOT and SVG."""

from __future__ import annotations

import random
from xml.etree import ElementTree

import pytest

from benchmarks.traditions.generate import SCENARIOS, tradition
from retold.records.story import Edge, Node, Story, Telling, Tree
from retold.report.tree_graph import tree_dot, tree_svg
from retold.report.tree_rows import rows
from retold.report.tree_terminal import tree_text, why_text
from retold.tree import tree


def small() -> Story:
    """A lost source with two children, one of which has a child that also uses the other."""
    return Story(
        retold="0",
        id="s",
        tellings=(
            Telling(id="a", outlet="Herald <b>", published="2024-05-04T10:00:00Z", title="One"),
            Telling(id="b", outlet='Bugle "B"', published="2024-05-04T11:00:00Z"),
            Telling(id="c", outlet="Echo\x1b[31m", title="Three"),
        ),
        tree=Tree(
            nodes=(Node(id="a"), Node(id="b"), Node(id="c"), Node(id="lost-1", kind="lost", named="Norda")),
            edges=(
                Edge(parent="lost-1", child="a", probability=0.9, answer="derived-unseen"),
                Edge(parent="lost-1", child="b", probability=0.5, answer="undecided"),
                Edge(parent="b", child="c", probability=0.95),
                Edge(parent="a", child="c", probability=0.8, second=True),
            ),
            roots=("lost-1",),
            undecided=("b",),
        ),
    )


def test_rows_put_parents_above_children() -> None:
    """Every node has one row, below its parent, and no two that live at once share a lane."""
    listed = rows(small())
    assert listed[0].node.id == "lost-1"
    place = {row.node.id: n for n, row in enumerate(listed)}
    assert sorted(place) == ["a", "b", "c", "lost-1"]
    assert all(row.parent_row < n for n, row in enumerate(listed))


def test_text_shows_support_and_second_sources() -> None:
    """The list has the lost source by name, a question mark for the undecided, and the second source."""
    shown = tree_text(small())
    assert "lost source: Norda" in shown
    assert "0.50?" in shown
    assert "also uses Herald" in shown
    assert "\x1b" not in shown


def test_why_names_parent_and_root() -> None:
    """A telling is found by id or outlet; an unknown one gives None."""
    shown = why_text(small(), "c")
    assert shown is not None
    assert "comes from Bugle" in shown
    assert "also uses Herald" in shown
    assert why_text(small(), 'bugle "b"') is not None
    assert why_text(small(), "nobody") is None


def test_dot_follows_the_conventions() -> None:
    """Lost sources are grey, second parents dashed, and every string is escaped."""
    shown = tree_dot(small())
    assert shown.startswith("digraph")
    assert '"lost-1" [label="lost source: Norda", color=grey' in shown
    assert "style=dashed" in shown
    assert '\\"B\\"' in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("size", [3, 30])
def test_svg_is_well_formed_and_has_its_text_alternative(size: int) -> None:
    """The drawing parses, names every telling, and no two names lie on one another."""
    story = tree(tradition(SCENARIOS["default"], random.Random(4), size=size).articles)
    root = ElementTree.fromstring(tree_svg(story))
    space = "{http://www.w3.org/2000/svg}"
    described = root.find(f"{space}desc")
    assert described is not None
    assert described.text is not None
    labels = [text for group in root.iter(f"{space}g") for text in group.iter(f"{space}text")]
    assert len(labels) == len(story.tree.nodes)
    heights = [text.get("y") for text in labels]
    assert len(set(heights)) == len(heights)
    for telling in story.tellings:
        assert (telling.outlet or "") in described.text


def test_svg_escapes_what_strangers_wrote() -> None:
    """Marks of HTML in an outlet's name stay text."""
    shown = tree_svg(small())
    assert "Herald &lt;b&gt;" in shown
    assert "<b>" not in shown
    assert "\x1b" not in shown
