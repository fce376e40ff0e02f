"""Articles for the tests of the archive: invented, few, with retellings among them."""

from __future__ import annotations

from retold.generate.collection import Recipe, collection
from retold.records.article import Article


def articles(count: int = 60, seed: int = 5, stories: tuple[int, ...] = (4,)) -> list[Article]:
    """Some articles: pairs of several kinds, a much-copied story, the rest unrelated."""
    kinds = ("iid-10", "iid-50", "uneven-30", "identical", "excerpt")
    return [one for one, _ in collection(Recipe(articles=count, pairs=2, kinds=kinds, stories=stories), seed)]
