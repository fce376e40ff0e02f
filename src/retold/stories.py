"""Related pairs to stories: which tellings belong together, in which order, and one sentence on each story.

1. Tellings that are identical or retell one another are one story.
2. A digest holds passages or whole articles of many stories. It retells each of them and must not make them one: a telling of
   which less than `JOINS` answers to the other joins only where its partners are of at most two stories otherwise.
3. Pairs that only share a passage join nothing; they are listed beside the stories.

The answer depends on the pairs only, not on their order: ranks break every tie.

| constant | value | from |
|---|---|---|
| JOINS | 0.15 of the longer article | a brief of 90 words covers 20 % of 400; one story in a morning digest of 9,000 words 2–8 % |
| DIGEST | 3 stories | a background piece may quote two |
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from retold.records.article import Article
from retold.records.story import Measures, Pair, Telling, TracedStory
from retold.related import Looked

JOINS = 0.15
DIGEST = 3


class Groups:
    """Which articles hang together (union-find); the least number names a group."""

    def __init__(self) -> None:
        self._parents: dict[int, int] = {}

    def of(self, number: int) -> int:
        """The group of an article."""
        root = number
        while (above := self._parents.get(root, root)) != root:
            root = above
        while (above := self._parents.get(number, number)) != root:
            self._parents[number] = root
            number = above
        return root

    def join(self, one: int, other: int) -> None:
        """Make two articles one group."""
        low, high = sorted((self.of(one), self.of(other)))
        self._parents[high] = low


def grouped(looked: Sequence[Looked], original: Mapping[int, int]) -> tuple[Groups, set[tuple[int, int]]]:
    """The stories as groups, and the retellings that do not join because one of the two is a digest."""
    groups = Groups()
    for copy, first in original.items():
        groups.join(copy, first)
    weak: dict[int, list[Looked]] = defaultdict(list)
    for pair in looked:
        if pair.kind == "identical" or (pair.kind == "retelling" and pair.wider >= JOINS):
            groups.join(pair.a, pair.b)
        elif pair.kind == "retelling":
            weak[_longer(pair)].append(pair)
    stories = {digest: {groups.of(_other(pair, digest)) for pair in pairs} for digest, pairs in weak.items()}
    apart: set[tuple[int, int]] = set()
    for digest, pairs in weak.items():
        if len(stories[digest] - {groups.of(digest)}) >= DIGEST:
            apart |= {(pair.a, pair.b) for pair in pairs}
        else:
            for pair in pairs:
                groups.join(pair.a, pair.b)
    return groups, apart


def _longer(pair: Looked) -> int:
    """The article of the pair of which less is shared."""
    if pair.measures is None:
        return pair.a
    return pair.a if pair.measures.kept <= pair.measures.copied else pair.b


def _other(pair: Looked, one: int) -> int:
    return pair.b if pair.a == one else pair.a


def telling(article: Article, words: int, measures: Measures | None) -> Telling:
    """An article as a telling of a story."""
    return Telling(
        id=article.id,
        title=article.title,
        outlet=article.outlet,
        agency=article.agency,
        url=article.url,
        published=article.published,
        language=article.language,
        words=words,
        measures=measures,
    )


def story(tellings: Sequence[Telling], pairs: Iterable[Pair]) -> TracedStory:
    """A story of tellings in order, earliest first. It is named after the first of them."""
    digest = hashlib.sha256(tellings[0].id.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return TracedStory(id=f"s-{digest}", tellings=tuple(tellings), pairs=tuple(pairs), summary=_summary(tellings))


def _summary(tellings: Sequence[Telling]) -> str:
    """One sentence made of the tellings and their measures."""
    outlets = {one.outlet for one in tellings if one.outlet}
    first = tellings[0]
    parts = [f"{len(tellings)} tellings" + (f" in {_count(len(outlets), 'outlet')}" if outlets else "")]
    where = [f"in {first.outlet}"] if first.outlet else []
    when = [f"on {first.published[:10]}"] if first.published else []
    if where or when:
        parts.append("first " + " ".join(where + when))
    known = [one.measures for one in tellings if one.measures]
    if known:
        parts.append(f"{_middle([one.kept for one in known]):.0%} of the source kept by the middle one")
        quoted = sum(one.quotations for one in known)
        if quoted:
            verbatim, altered = (
                sum(one.quotations_verbatim for one in known),
                sum(one.quotations_altered for one in known),
            )
            parts.append(f"{verbatim} of {_count(quoted, 'quotation')} verbatim, {altered} altered")
        figures = sum(one.figures for one in known)
        if figures:
            parts.append(f"{sum(one.figures_changed for one in known)} of {_count(figures, 'figure')} changed")
        credited = sum(one.credit is not None for one in known)
        parts.append(f"credit given by {credited} of {len(known)}")
    return "; ".join(parts) + "."


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")


def _middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]
