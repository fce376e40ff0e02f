"""The amounts that a sentence tells, to see whether two sentences that share no words tell the same: "72 hours" / "three days".

A length of time is told in seconds up to weeks and in months up to decades, a share in percent or as a fraction; all else is the
number with its unit. Ranks are left out: they order what the sentences before have told.
"""

from __future__ import annotations

import re

from retold.marking.figures import figures
from retold.records.article import Span

_TIMES = {"second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86_400.0, "week": 604_800.0}
_LONG_TIMES = {"month": 1.0, "year": 12.0, "decade": 120.0, "century": 1200.0}
_AND_A_HALF = re.compile(
    r"\b(?:an?|one)\s(second|minute|hour|day|week|month|year|decade)\sand\sa\shalf\b", re.IGNORECASE
)

Amount = tuple[str, float]


def amounts(text: str) -> frozenset[Amount]:
    """The amounts of one sentence."""
    found = {_amount(match[1].lower(), 1.5) for match in _AND_A_HALF.finditer(text)}
    for figure in figures(text, (Span(start=0, end=len(text), text=text),)):
        if figure.ordinal:
            continue
        share = figure.unit is None and 0 < figure.value < 1
        found.add(_amount("percent", 100 * figure.value) if share else _amount(figure.unit or "", figure.value))
        if figure.high is not None:
            found.add(_amount(figure.unit or "", figure.high))
    return frozenset(found)


def _amount(unit: str, value: float) -> Amount:
    if unit in _TIMES:
        return "time", round(value * _TIMES[unit], 3)
    if unit in _LONG_TIMES:
        return "months", round(value * _LONG_TIMES[unit], 3)
    return unit, round(value, 3)
