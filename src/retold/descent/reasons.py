"""Why a telling hangs where it hangs: the features of its edge, gathered by cue, against the other candidates.

The weight of a cue is what its features add to the edge, less what they add on average for the other candidate parents
of the same child (for a family of two: less nothing). So the cues that all candidates share fall away.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from retold.descent.agencies import same
from retold.descent.edges import TreeWeights
from retold.descent.family import Family
from retold.descent.features import PAIR
from retold.descent.items import item
from retold.descent.provenance import credits_of
from retold.descent.tree import Grown, Lost
from retold.records.article import Span
from retold.records.comparison import Cue, Evidence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CUES: dict[Cue, tuple[str, ...]] = {
    "credit": ("credit", "credit_outlet", "credit_back", "credit_other", "credit_shared"),
    "dateline": ("agency_parent", "agency_child", "slug_both", "slug_child"),
    "clock": ("order", "order_complete", "order_trusted", "later", "later_trusted", "recent"),
    "coverage": (
        *("cover", "back", "cover_gap", "first", "first_earlier", "elsewhere", "elsewhere_back"),
        *("words", "words_back", "words_elsewhere", "only_two", "same_text"),
    ),
    "damage": ("damage",),
    "revision": ("same_page",),
    "length": ("page_grows", "page_adds", "longer"),
}
LEAST = 0.1  # log-odds below which a cue is not worth a line


class Reasons:
    """The evidence for the edges of one grown tree."""

    def __init__(self, family: Family, grown: Grown, weights: TreeWeights) -> None:
        self.family, self.grown = family, grown
        made = grown.scored.features
        self.made = made
        pair, _ = weights.vectors()
        self.outside = weights.root["credits_outside"] / weights.temperature
        self.worth: Floats = made.pair * pair / weights.temperature
        order = np.argsort(made.child, kind="stable")
        self.rows = np.split(order, np.searchsorted(made.child[order], np.arange(1, len(family))))
        self.columns = {cue: [list(PAIR).index(name) for name in names] for cue, names in CUES.items()}

    def of(self, child: int) -> tuple[Evidence, ...]:
        """The evidence for the edge to `child`, strongest first; 0 is the parent, 1 the child. Empty for a root."""
        parent = int(self.grown.parents[child])
        rows = self.rows[child]
        here = [row for row in rows.tolist() if self.made.parent[row] == parent]
        if parent < 0 or not here:
            return ()
        others = [row for row in rows.tolist() if self.made.parent[row] != parent]
        gain = self.worth[here[0]] - (self.worth[others].mean(axis=0) if others else 0.0)
        found = []
        for cue, columns in self.columns.items():
            weight = float(gain[columns].sum())
            says, spans = self._says(cue, parent, child, here[0], others)
            if abs(weight) >= LEAST and says:
                found.append(item(cue, 0 if weight > 0 else 1, abs(weight), says, *spans))
        return tuple(sorted(found, key=lambda one: (-one.weight, one.cue)))

    def of_lost(self, child: int, lost: Lost) -> tuple[Evidence, ...]:
        """The evidence that a telling comes from a lost source: what it shares with its siblings, and whom it credits.

        The weight of what is shared is the log-odds of having no observed parent, within [0, 6].
        """
        telling = self.family.tellings[child]
        own = _runs(telling.tokens)
        theirs = [own & _runs(self.family.tellings[other].tokens) for other in lost.children if other != child]
        chance = min(0.9975, max(0.5, float(self.grown.probability[child])))
        size = max(1, len(own))
        together, closest = len(set().union(*theirs)) / size, max((len(one) for one in theirs), default=0) / size
        says = f"the siblings have {together:.0%} of the child's runs of three words, the closest one {closest:.0%}"
        found = [item("coverage", 0, math.log(chance / (1 - chance)), says)]
        named = next((one for one in credits_of(telling.outline) if lost.named and same(one.to, lost.named)), None)
        if named is not None:
            worth = max(LEAST, self.outside)
            found.append(
                item(
                    "credit",
                    0,
                    worth,
                    f"the child credits {named.to}, which is not among the tellings",
                    (1, named.span),
                )
            )
        return tuple(found)

    def _says(
        self, cue: Cue, parent: int, child: int, row: int, others: list[int]
    ) -> tuple[str, tuple[tuple[int, Span | None], ...]]:
        tellings = self.family.tellings
        value = {name: float(number) for name, number in zip(PAIR, self.made.pair[row], strict=True)}
        name = tellings[parent].article.outlet or tellings[parent].article.id
        if cue == "credit":
            return _credit(value, name, self.family.credit_spans.get((parent, child)))
        if cue == "dateline":
            line = tellings[parent].outline.dateline
            return _dateline(value, name), ((0, line.span if line else None),)
        if cue == "clock":
            return _clock(value), ()
        if cue == "coverage":
            best = max((float(self.made.cover[other]) for other in others), default=None)
            than = "" if best is None else f", the best of the others {best:.0%}"
            return f"has {value['cover']:.0%} of the child's runs of three words{than}", ()
        if cue == "damage":
            return ("the child is damaged where the parent is intact" if value["damage"] < 0 else "damage"), ()
        if cue == "revision":
            return ("is a version of the same page" if value["same_page"] else ""), ()
        sizes = len(tellings[parent].tokens), len(tellings[child].tokens)
        return f"has {sizes[0]} words, the child {sizes[1]}", ()


def _runs(tokens: tuple[str, ...]) -> set[tuple[str, ...]]:
    return set(zip(tokens, tokens[1:], tokens[2:], strict=False))


def _credit(value: dict[str, float], name: str, span: Span | None) -> tuple[str, tuple[tuple[int, Span | None], ...]]:
    if value["credit"]:
        return f"the child credits {name}", ((1, span),)
    if value["credit_back"]:
        return "the parent credits the child", ()
    if value["credit_shared"]:
        return "both credit the same medium", ()
    return ("the child credits another telling" if value["credit_other"] else ""), ()


def _dateline(value: dict[str, float], name: str) -> str:
    if value["agency_parent"]:
        return f"{name} is an agency's own page"
    if value["slug_both"]:
        return "both have the same agency's dateline"
    return "the child has a dateline and the parent none" if value["slug_child"] else ""


def _clock(value: dict[str, float]) -> str:
    if value["order"] > 0:
        return "is earlier, and near in time" if value["recent"] > 0.5 else "is earlier"
    return "is later than the child" if value["order"] < 0 else ""
