"""Who introduced a change, and who carries it."""

from __future__ import annotations

from retold.introduced import holders
from retold.tree import tree
from tests.descent.stories import copy, dispatch, text


def telling_story() -> list:
    changed = text(0, 1, 2, 3, 5, end="Source: Norda").replace("eleven ships", "seventeen ships")
    further = text(0, 1, 2, 3, end="Herald reported.").replace("eleven ships", "seventeen ships")
    return [
        dispatch(),
        copy("herald", changed, "2024-05-04T11:00:00Z"),
        copy("bugle", further, "2024-05-04T14:00:00Z"),
        copy("echo", text(0, 1, 2, 4, end="Source: Norda"), "2024-05-04T11:30:00Z"),
    ]


def test_a_changed_figure_is_laid_at_the_right_door() -> None:
    """The edge that changed the figure names its child as the one who introduced it, and who carries it on."""
    story = tree(telling_story(), changes=True)
    figures = [item for item in story.introduced if item.change.kind == "figure" and item.change.b]
    assert [(item.by, item.carried_by) for item in figures] == [("herald", ("bugle", "herald"))]
    assert "seventeen" in figures[0].change.b[0].text


def test_words_can_be_asked_for() -> None:
    """Any words: the tellings where they first stand, and all that hold them; "" holds nothing."""
    articles = telling_story()
    story = tree(articles)
    texts = {article.id: article for article in articles}
    assert holders("seventeen ships", story.tree, texts) == (("herald",), ("bugle", "herald"))
    assert holders("Port Vesna", story.tree, texts)[0] == ("norda",)
    assert holders("…", story.tree, texts) == ((), ())
