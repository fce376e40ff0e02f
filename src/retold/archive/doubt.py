"""How sure the machine is of a pair, as a number: which of its answers a person should look at first.

1. The least certain answer teaches most (uncertainty sampling: Lewis and Gale, 1994). Doubt is 0 (sure) to 1.
2. Of the *relation*: a score right at `RETELLS` could as well have fallen on the other side; `WIDTH` away from it there is no
   doubt left. A retelling below that line is one by the order of its words alone, and is in full doubt.
3. Of the *direction* of a retelling: 1 at a probability of one half, 0.4 at the line where an answer is given (0.8), 0 at 1. It
   weighs `LESS`, because a wrong relation puts strangers into one story, a wrong direction turns an arrow round.
4. A pair asks one question at a time, that of which there is more doubt; when it is answered, the other one, if it leaves a
   doubt. Who says that the two are no retelling is not asked for its direction. Identical texts ask none: nothing in them tells
   who was first.
5. Changes have no measure of doubt; they are reviewed where they stand. Of voices those that are inferred are asked about.

| threshold | value | from |
|---|---|---|
| WIDTH | 0.25 | the scores of `relation`: one speaker a week apart 0.34, one quotation in two articles 0.44, the wire pair 0.80 |
| LESS | 0.75 | chosen: an undecided direction comes after scores within 0.06 of the line |
"""

from __future__ import annotations

from collections.abc import Mapping

from retold.collation.relation import RETELLS
from retold.records.archive import ReviewedKind
from retold.related import Looked

WIDTH = 0.25
LESS = 0.75


def doubt(looked: Looked, answered: Mapping[str, str] | None = None) -> tuple[ReviewedKind, float]:
    """What to ask of a pair, and how much doubt there is (0-1).

    `answered` are the questions that people have answered, each with the last verdict and value ("confirm", "correct:retelling").
    """
    answered = answered or {}
    if looked.kind == "identical":
        return "pair", 0.0
    below = looked.kind == "retelling" and looked.score < RETELLS
    relation = 1.0 if below else max(0.0, 1 - abs(looked.score - RETELLS) / WIDTH)
    direction = LESS * (1 - abs(2 * looked.probability - 1)) if looked.kind == "retelling" else 0.0
    if answered.get("pair", "confirm") not in ("confirm", "correct:retelling") or "direction" in answered:
        direction = 0.0
    if "pair" in answered:
        relation = 0.0
    return ("pair", round(relation, 4)) if relation >= direction else ("direction", round(direction, 4))
