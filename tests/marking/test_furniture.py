"""Which texts are no articles."""

from __future__ import annotations

import pytest

from retold.marking.furniture import no_article

MENU = "\n".join(
    f"- {line}"
    for line in "Live,Watch,News,Home,Video,World,Politics,Business,Sports,Health,Photos,Weather,Log in,The Halden Store".split(
        ","
    )
)
RESULTS = "\n".join(
    f"{name}, {count}"
    for count, name in enumerate("Ode Marr Tull Esk Venn Orr Pask Dunn Hale Rist Lorne Mott Ferr".split())
)


@pytest.mark.parametrize("text", ["", " \n…", "— • —"])
def test_no_words(text: str) -> None:
    """A text without a letter or digit is no article."""
    assert no_article(text) == "no words"


def test_menu() -> None:
    """The menu of a site is no article."""
    assert no_article(MENU) == "a menu, no article"


@pytest.mark.parametrize(
    "text",
    [
        MENU + "\nThe ferry to Skerry ran aground on Monday evening.",
        "Ferry runs aground",
        RESULTS,
        "\n".join(MENU.split("\n")[:9]),
    ],
    ids=["with a sentence", "headline", "list", "few lines"],
)
def test_article(text: str) -> None:
    """A sentence makes an article of a page with a menu; a headline, a list and a short menu may be told again, too."""
    assert no_article(text) is None
