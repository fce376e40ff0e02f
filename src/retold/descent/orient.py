"""Turning the sides round: what stands on a goes to b, and each word for a side's loss becomes the word for its gain.

A collation is computed on sides a and b as they come. When the direction says that b is the source, these functions make
b side a; each is its own inverse. Changes are typed after that: what became of a quotation or a figure (*cut*, *rounded*)
does not turn round.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from retold.records.article import Article
from retold.records.comparison import (
    Collation,
    Direction,
    Evidence,
    EvidenceSpan,
    Link,
    LinkKind,
    Run,
    Shape,
)

_LINK: dict[str, LinkKind] = {"dropped": "added", "added": "dropped"}
_SHAPE: dict[str, Shape] = {"split": "merged", "merged": "split", "1-0": "0-1", "0-1": "1-0"}


def swapped_sides(direction: Direction, a: Article, b: Article) -> bool:
    """Whether side b is to be named the source.

    A decided direction says it by its evidence; else the earlier of (published, id) comes first, whatever was given
    first.
    """
    if direction.answer in ("derived", "derived-unseen", "revision"):
        return net(direction.evidence) < 0
    first, second = (a.published or "￿", a.identified().id), (b.published or "￿", b.identified().id)
    return second < first


def net(evidence: Sequence[Evidence]) -> float:
    """The log-odds that side a (0) is the source: the weights summed, each with its sign."""
    return round(sum(item.weight if item.favours == 0 else -item.weight for item in evidence), 9)


def swap_link(link: Link) -> Link:
    """A sentence link with its sides turned round."""
    return msgspec.structs.replace(
        link, a=link.b, b=link.a, kind=_LINK.get(link.kind, link.kind), shape=_SHAPE.get(link.shape, link.shape)
    )


def swap_collation(collation: Collation) -> Collation:
    """A collation with its sides turned round; links stand in order of the new side a, added ones after their place."""
    turned = [swap_link(link) for link in collation.links]
    both = sorted((link.b[0].start, link.a[0].start) for link in turned if link.a and link.b)
    order = sorted(range(len(turned)), key=lambda i: _place(turned[i], both))
    index = {old: new for new, old in enumerate(order)}
    return msgspec.structs.replace(
        collation,
        links=tuple(turned[i] for i in order),
        matches=_turn_runs(collation.matches, index),
        stretches=_turn_runs(collation.stretches, index),
        edits=_turn_runs(collation.edits, index),
        words_a=collation.words_b,
        words_b=collation.words_a,
    )


def _turn_runs(runs: Sequence[Run], index: dict[int, int]) -> tuple[Run, ...]:
    turned = [Run(index[run.link], run.b_start, run.b_end, run.a_start, run.a_end) for run in runs]
    return tuple(sorted(turned, key=lambda run: (run.link, run.a_start, run.b_start)))


def _place(link: Link, both: list[tuple[int, int]]) -> tuple[int, int, int]:
    """Where a link stands: by its side a; one that has none comes right after the link that stands before it on side b.

    `both` are (start on b, start on a) of the links that have both sides, sorted.
    """
    if link.a:
        return (link.a[0].start, 0, 0)
    here = link.b[0].start if link.b else 0
    before = bisect_left(both, (here, -1))
    return (both[before - 1][1] if before else -1, 1, here)


def swap_direction(direction: Direction) -> Direction:
    """A direction with `favours` and `in_` turned from 0 to 1 and back. The answer and its probability stay."""
    return msgspec.structs.replace(direction, evidence=tuple(_turn_evidence(item) for item in direction.evidence))


def _turn_evidence(item: Evidence) -> Evidence:
    spans: list[EvidenceSpan] = [msgspec.structs.replace(span, in_=1 - span.in_) for span in item.spans]
    return msgspec.structs.replace(item, favours=1 - item.favours, spans=tuple(spans))
