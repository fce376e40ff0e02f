"""The family tree: parents, revisions in a chain, lost sources, second parents.

1. *Parents* are those of the arborescence that holds the largest sum of edge probabilities, so the expected number of
   right edges is as high as a tree allows.
2. *Revisions.* Versions of one page whose order is known (version numbers, or clocks that the texts bear out) form a
   chain: each can only come from the one before, and the first from elsewhere.
3. *Lost source.* Siblings, or tellings without a parent, that share runs of words which their parent (if any) lacks, at
   more than one place, have a common source that is not among the tellings. It is named where they credit the same
   medium, which none of them is.
4. *Second parent.* A passage of 25 words or more that the parent lacks and another telling has, which does not itself
   descend from the child and is not later, came from there.

| threshold | value | why |
|---|---|---|
| passage of a second parent | 25 words | agencies' quotations shared by independent articles are mostly shorter |
| lost source, siblings | 24 runs, 8 % of the shorter | above chance agreement of two editors in generated traditions |
| lost source, roots | 24 shared runs, 12 % of the shorter | two texts on one event share names and a quotation, below
that |

Known exception: two siblings that copy one passage from the same lost second source look like a pair with a second
parent.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from retold.descent import arborescence, clocks
from retold.descent.edges import Scored, TreeWeights, clock_trust, scores, tree_weights
from retold.descent.family import Family
from retold.descent.features import Features, features, with_trust
from retold.descent.ngrams import Shared, shared_features

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

PASSAGE = 25  # words
RUN = 3  # words of a feature
LOST_RUNS = 24
LOST_SIBLINGS = 0.08
LOST_ROOTS = 0.12
_MOST_SECONDS = 12  # candidates for a second parent whose passages are compared
_MOST_CHILDREN = 60  # siblings compared with one another at most; those of the longest texts


class Second(msgspec.Struct, frozen=True):
    """A second parent: the passage is tokens [start, end) of the child; `probability` that it came from there."""

    parent: int
    child: int
    start: int
    end: int
    probability: float


class Lost(msgspec.Struct, frozen=True):
    """A lost source with the tellings that hang on it; `above` is the telling it hangs on itself, or -1."""

    children: tuple[int, ...]
    above: int
    named: str | None


class Grown(msgspec.Struct, frozen=True):
    """A tree as indices into a family: `parents[c]` (-1 for none) with its probability, and what else was found."""

    parents: Ints
    probability: Floats
    scored: Scored
    seconds: tuple[Second, ...]
    lost: tuple[Lost, ...]


def grow(family: Family, weights: TreeWeights | None = None) -> Grown:
    """The tree of a family of one telling or more."""
    used = weights or tree_weights()
    scored = _score(family, used)
    parents = arborescence.best_tree(np.where(scored.edges > 0, scored.edges, -np.inf), scored.roots)
    index = np.arange(len(family))
    probability = np.where(parents >= 0, scored.edges[parents, index], scored.roots)
    runs = shared_features([telling.tokens for telling in family.tellings], RUN)
    seconds = tuple(_second_parents(family, parents, runs))
    passages = {(second.parent, second.child) for second in seconds}
    lost = tuple(_lost_sources(family, parents, runs, passages))
    return Grown(parents=parents, probability=probability, scored=scored, seconds=seconds, lost=lost)


def _score(family: Family, weights: TreeWeights) -> Scored:
    made = features(family)
    first, _, _ = arborescence.marginals(*scores(made, len(family), weights))
    allowed = _in_chains(family, first)
    trust = clock_trust(made, first)
    made = with_trust(made, trust)
    edges, roots, _ = arborescence.marginals(*_masked(made, allowed, family, weights))
    return Scored(edges=edges, roots=roots, trust=trust, features=made)


def _masked(made: Features, allowed: NDArray[np.bool_], family: Family, weights: TreeWeights) -> tuple[Floats, Floats]:
    matrix, roots = scores(made, len(family), weights)
    return np.where(allowed, matrix, -np.inf), roots


def _in_chains(family: Family, likely: Floats) -> NDArray[np.bool_]:
    """Which edges the chains of revisions leave: all, but for pages whose versions have a known order.

    `likely` are the probabilities of the edges by everything else; clocks that they contradict order nothing.
    """
    allowed = np.ones((len(family), len(family)), dtype=bool)
    pages: dict[str, list[int]] = {}
    for index, telling in enumerate(family.tellings):
        if telling.page:
            pages.setdefault(telling.page, []).append(index)
    for members in pages.values():
        order = _numbered(family, members) or _timed(family, members, likely) if len(members) > 1 else []
        if not order:
            continue
        allowed[:, order[1:]] = False
        allowed[np.ix_(order, order)] = False
        for before, after in pairwise(order):
            allowed[before, after] = True
    return allowed


def _numbered(family: Family, members: list[int]) -> list[int]:
    """The versions of one page by their numbers; empty where one has none or two have the same."""
    numbers = [family.tellings[member].article.version or "" for member in members]
    if not all(number.isdigit() for number in numbers) or len(set(numbers)) < len(numbers):
        return []
    return [member for _, member in sorted((int(n[:18]), m) for n, m in zip(numbers, members, strict=True))]


def _timed(family: Family, members: list[int], likely: Floats) -> list[int]:
    """The versions of one page by their clocks; empty where these overlap or an edge is likelier backwards."""
    times = {member: family.tellings[member].clock for member in members}
    order = sorted(members, key=lambda member: (times[member].low, member))
    for before, after in pairwise(order):
        if not times[before].high < times[after].low or likely[after, before] > likely[before, after]:
            return []
    return order


def descendants(parents: Ints) -> list[set[int]]:
    """Of each node, itself and all below it."""
    out: list[set[int]] = [{node} for node in range(len(parents))]
    for node in range(len(parents)):
        at = int(parents[node])
        while at >= 0:
            out[at].add(node)
            at = int(parents[at])
    return out


def _second_parents(family: Family, parents: Ints, runs: Shared) -> list[Second]:
    """At most one second parent of each telling, by the longest passage that its parent lacks.

    Of several tellings that have the same passage, the one highest in the tree.
    """
    below = descendants(parents)
    above = np.array([sum(node in under for under in below) for node in range(len(family))])
    keys = _Positions(family)
    found = []
    for child in range(len(family)):
        parent = int(parents[child])
        if parent < 0:
            continue
        counts = runs.common_with(runs.bits[child] & ~runs.bits[parent])
        able = [n for n in np.argsort(-counts, kind="stable")[:_MOST_SECONDS].tolist() if counts[n] > PASSAGE - RUN]
        able = [n for n in able if n not in below[child] and n != parent and not _later(family, n, child)]
        passages = [(*keys.longest(child, n, parent), n) for n in able]
        longest = max((end - start for start, end, _ in passages), default=0)
        if longest >= PASSAGE:
            close = [
                (above[n], -(end - start), n, start, end) for start, end, n in passages if end - start >= longest - RUN
            ]
            _, _, other, start, end = min(close)
            found.append(Second(other, child, start, end, _passage_probability(end - start)))
    return found


def _passage_probability(size: int) -> float:
    """How sure a passage of `size` words makes just this telling a second parent: 0.5 at 25 words, 0.75 at 50.

    Of those found in generated traditions half are the telling itself; most of the others are a copy of it, or the passage
    came through a telling that is not there.
    """
    return round(1 - 0.5 * 2 ** (-(size - PASSAGE) / 25), 3)


def _later(family: Family, one: int, other: int) -> bool:
    """Whether `one` was surely published after `other`."""
    return family.tellings[one].clock.low > family.tellings[other].clock.high + clocks.HOUR / 4


class _Positions:
    """The runs of words of each telling, made when first asked for."""

    def __init__(self, family: Family) -> None:
        self.tellings = family.tellings
        self.made: dict[int, list[tuple[str, ...]]] = {}
        self.sets: dict[int, set[tuple[str, ...]]] = {}

    def runs(self, index: int) -> list[tuple[str, ...]]:
        """The runs of words of a telling, in order."""
        if index not in self.made:
            tokens = self.tellings[index].tokens
            self.made[index] = list(zip(*(tokens[n:] for n in range(RUN)), strict=False))
            self.sets[index] = set(self.made[index])
        return self.made[index]

    def longest(self, child: int, other: int, parent: int) -> tuple[int, int]:
        """The longest passage of `child` (token range) whose runs stand in `other`, with a run that `parent` lacks."""
        listed = self.runs(child)
        self.runs(other), self.runs(parent)
        theirs, mine = self.sets[other], self.sets[parent]
        best, start, lacking = (0, 0), 0, 0
        for at, run in enumerate([*listed, None]):
            if run is not None and run in theirs and run not in mine:
                lacking += 1
                continue
            if lacking and at + RUN - 1 - start > best[1] - best[0]:
                best = (start, at + RUN - 1)
            start, lacking = at + 1, 0
        return best


def _lost_sources(family: Family, parents: Ints, runs: Shared, passages: set[tuple[int, int]]) -> list[Lost]:
    found = []
    for above in [-1, *sorted({int(p) for p in parents if p >= 0})]:
        children = np.nonzero(parents == above)[0]
        if len(children) < 2:
            continue
        known = runs.bits[above] if above >= 0 else np.zeros_like(runs.bits[0])
        for group in _alike(family, children, known, runs, passages, LOST_ROOTS if above < 0 else LOST_SIBLINGS):
            found.append(Lost(tuple(group), above, _credited_by_all(family, group)))
    return found


def _alike(
    family: Family, children: Ints, known: NDArray[np.uint8], runs: Shared, passages: set[tuple[int, int]], least: float
) -> list[list[int]]:
    """Groups of children that share runs beyond `known`, each in index order."""
    chosen = sorted(children.tolist(), key=lambda n: (-int(runs.totals[n]), n))[:_MOST_CHILDREN]
    chosen = sorted(n for n in chosen if not family.tellings[n].agency_page)
    leader = {n: n for n in chosen}

    def top(node: int) -> int:
        while leader[node] != node:
            node = leader[node]
        return node

    for at, one in enumerate(chosen):
        counts = runs.common_with(runs.bits[one] & ~known)
        for other in chosen[at + 1 :]:
            if (one, other) in passages or (other, one) in passages:
                continue
            shared = int(counts[other])
            if shared >= LOST_RUNS and shared >= least * min(runs.totals[one], runs.totals[other]):
                leader[top(other)] = top(one)
    groups: dict[int, list[int]] = {}
    for node in chosen:
        groups.setdefault(top(node), []).append(node)
    return [group for group in groups.values() if len(group) > 1]


def _credited_by_all(family: Family, group: list[int]) -> str | None:
    """The medium that at least half of the group credit and that is not among the tellings, as first printed."""
    present = frozenset().union(*(telling.media for telling in family.tellings))
    counts: dict[str, int] = {}
    for node in group:
        for key in family.tellings[node].credited - present:
            counts[key] = counts.get(key, 0) + 1
    best = max(counts, key=lambda key: (counts[key], key), default=None)
    if best is None or 2 * counts[best] < len(group):
        return None
    return next(name for node in group for key, name in family.tellings[node].printed.items() if key == best)
