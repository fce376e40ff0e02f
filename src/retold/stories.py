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

Where matching proposes very many pairs among few articles (a story with hundreds of copies), those of a spanning tree are
looked at, strongest first, and more only where the tree fell apart (`wanted_pairs`).
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from retold.records.story import Pair, Telling, TracedStory
from retold.related import Looked

JOINS = 0.15
DIGEST = 3
FULL = 12  # pairs for each article of a group, above which its tree is looked at instead of all
NEAREST = 2  # strongest pairs of each article that are looked at beside the tree
ROUNDS = 6


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


def wanted_pairs(
    candidates: Sequence[tuple[int, int]],
    strength: Sequence[float],
    looked: Mapping[tuple[int, int], Looked],
    stories: Mapping[int, int] | None = None,
    standing: Sequence[tuple[int, int, float]] | None = None,
) -> list[tuple[int, int]]:
    """The pairs to look at next: all of a group with few, else a spanning tree over what does not hang together yet.

    `looked` are the pairs looked at before, by (lower, higher number). `stories` gives the story of articles that are in one
    already (any number that names it): they hang together, and the tree is only grown by the others. Where it is known which
    pairs hold those together, and how strong they are, `standing` gives these: then a stronger pair takes part in the tree
    even so, and the order in which articles came plays no part.
    """
    known = stories or {}
    groups, together = Groups(), Groups()
    for a, b in candidates:
        groups.join(a, b)
    members: dict[int, set[int]] = defaultdict(set)
    count: Counter[int] = Counter()
    for a, b in candidates:
        members[groups.of(a)] |= {a, b} - known.keys()
        count[groups.of(a)] += 1 if a in known or b in known else 2
    if standing is None:
        _hold_together(together, known)
    for pair, one in looked.items():
        if one.kind in ("identical", "retelling"):
            together.join(*pair)
    there = {(a, b) for a, b, _ in standing or ()} | looked.keys()
    listed = [(-much, a, b) for (a, b), much in zip(candidates, strength, strict=True) if (a, b) not in there]
    listed += [(-much, a, b) for (a, b), much in zip(candidates, strength, strict=True) if (a, b) in looked]
    listed += [(-much, a, b) for a, b, much in standing or () if (a, b) not in looked]
    wanted = []
    near: Counter[int] = Counter()
    for _, a, b in sorted(listed):
        new = (a, b) not in there
        few = count[groups.of(a)] <= 2 * FULL * len(members[groups.of(a)])
        if new and few:
            wanted.append((a, b))
        elif not new or together.of(a) != together.of(b) or _lonely(near, (a, b), known if standing is None else ()):
            if new:
                wanted.append((a, b))
            if new or (a, b) not in looked:
                together.join(a, b)
            near.update((a, b))
    return sorted(wanted)


def _hold_together(together: Groups, stories: Mapping[int, int]) -> None:
    first: dict[int, int] = {}
    for number, story_number in stories.items():
        together.join(first.setdefault(story_number, number), number)


def _lonely(near: Counter[int], pair: tuple[int, int], known: Collection[int]) -> bool:
    """Whether one of the pair that is not known has few pairs."""
    return any(near[one] < NEAREST for one in pair if one not in known)


def pair_of(one: Looked, ids: Sequence[str] | Mapping[int, str]) -> Pair:
    """A pair as it is shown, of what was found out about it and the ids of the articles."""
    return Pair(
        a=ids[one.a],
        b=ids[one.b],
        relation=one.kind,
        score=one.score,
        direction=one.direction,
        probability=round(one.probability, 4),
        passages=one.passages,
    )


def _longer(pair: Looked) -> int:
    """The article of the pair of which less is shared."""
    if pair.measures is None:
        return pair.a
    return pair.a if pair.measures.kept <= pair.measures.copied else pair.b


def _other(pair: Looked, one: int) -> int:
    return pair.b if pair.a == one else pair.a


def story(tellings: Sequence[Telling], pairs: Iterable[Pair]) -> TracedStory:
    """A story of tellings in order, earliest first. It is named after the first of them."""
    digest = hashlib.sha256(tellings[0].id.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return TracedStory(id=f"s-{digest}", tellings=tuple(tellings), pairs=tuple(pairs), summary=_summary(tellings))


def _summary(tellings: Sequence[Telling]) -> str:
    """One sentence made of the tellings and their measures."""
    outlets = {one.outlet for one in tellings if one.outlet}
    # The source of the others comes first, though its time may be unknown.
    first = next((one for one in tellings if one.measures is None), tellings[0])
    name = first.outlet or first.agency
    parts = [f"{len(tellings)} tellings" + (f" in {_count(len(outlets), 'outlet')}" if outlets else "")]
    where = [f"in {name}"] if name else []
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
            parts.append(f"{verbatim} of {_count(quoted, 'quotation')} verbatim, {altered} changed")
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
