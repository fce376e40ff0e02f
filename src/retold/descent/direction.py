"""Which of two articles is the source: the evidence summed in log-odds, and an answer only where it is strong enough.

Each item of evidence adds its weight to one side; the sum, through a logistic, is the probability. At 0.8 or more the
answer is asserted, else it is *undecided*. Articles that are not retellings of one another have no source among them.
"""

from __future__ import annotations

import math

import msgspec

from retold.descent import evidence as gather
from retold.descent.orient import net
from retold.descent.provenance import relayed, shared_credit
from retold.descent.revision import same_page
from retold.descent.weights import pair_weight
from retold.records.comparison import Collation, Direction, DirectionAnswer, Evidence, Relation
from retold.records.marks import Marked

_DERIVED = frozenset({"identical", "retelling", "shares-passage"})


def direction(a: Marked, b: Marked, collation: Collation, relation: Relation, now: float | None = None) -> Direction:
    """Who derived from whom. In the evidence 0 is side a, 1 is side b.

    `probability` is that of the answer: of its source being the source, or, for *siblings*, of a common lost source.
    Undecided carries the probability of the likelier side. `now` (seconds since 1970) bounds clocks; default the
    present.
    """
    if relation.kind not in _DERIVED:
        return Direction(answer="undecided", probability=0.5)
    found = gather.evidence(a, b, collation, now)
    if relation.kind == "shares-passage":
        factor = pair_weight("passage_factor")
        found = tuple(msgspec.structs.replace(one, weight=round(one.weight * factor, 4)) for one in found)
    total = pair_weight("prior") + net(found)
    probability = logistic(abs(total))
    if probability >= pair_weight("assert_at"):
        return Direction(answer=_name((a, b), 0 if total > 0 else 1), probability=probability, evidence=found)
    siblings = _siblings((a, b), found)
    return siblings or Direction(answer="undecided", probability=probability, evidence=found)


def logistic(log_odds: float) -> float:
    """The probability of log-odds, kept inside (0, 1) and rounded to six places."""
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds)))), 6)


def _name(sides: tuple[Marked, Marked], source: int) -> DirectionAnswer:
    if same_page(sides[0].article, sides[1].article):
        return "revision"
    return "derived-unseen" if relayed(sides, source) else "derived"


def _siblings(sides: tuple[Marked, Marked], found: tuple[Evidence, ...]) -> Direction | None:
    """Two that each credit the same third medium, with nothing stronger to part them."""
    if shared_credit(sides) is None or same_page(sides[0].article, sides[1].article):
        return None
    each = [sum(one.weight for one in found if one.cue == "credit" and one.favours == side) for side in (0, 1)]
    if min(each) < pair_weight("siblings_least") * pair_weight("credit_metadata_factor"):
        return None
    return Direction(answer="siblings", probability=logistic(sum(each)), evidence=found)
