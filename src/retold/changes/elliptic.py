"""Units that a number leaves out because another beside it has them: "from 5.1 metres to 4.4", "four years, cut to two and a half".

How it works
1. A number with neither a unit nor a noun, in a sentence where another has a unit, means the same unit: that of the number
   before it, or of the one right behind "to", "and" or "or" ("from 7.5 to 2.5 metres").
2. Sums and shares are no different from lengths and times. Ranks, ranges and ages lend nothing and take nothing.
3. Only asked where the figures as printed do not answer one another, so it can take a report back and never makes one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter

from msgspec.structs import replace

from retold.changes.amounts import commensurate, same_amount
from retold.changes.context import Context, Side
from retold.changes.derived import figures_in
from retold.records.marks import Figure

REACH = 80  # code points before a number in which the one with the unit stands
_JOINS = re.compile(r"\s(?:to|and|or|of\s(?:the|its|their|his|her|a))\s")
_AN_HOUR = re.compile(r"[\s-]?[a-z]{1,10}\s(?:an|per|every|each|in\san)\s(?:single\s)?hour\b")
_POINT = re.compile(r"[\s-](?:percentage[\s-])?point\b")
_SPEEDS = {"km": "km/h", "mile": "mph"}
_STOPS = ".!?;:\n"
_place = attrgetter("span.start")


def with_unit(side: Side, figure: Figure) -> Figure:
    """The figure with the unit that it leaves out; itself where it has one, counts something, or no number beside it lends one."""
    if figure.unit in _SPEEDS and _AN_HOUR.match(side.text, figure.span.end, figure.span.end + 30):
        return replace(figure, unit=_SPEEDS[figure.unit])  # "covers 20 kilometres every hour" / "20 km/h"
    if figure.unit is None and 0 < figure.value < 1 and _POINT.match(side.text, figure.span.end, figure.span.end + 20):
        return replace(figure, unit="percentage point", counts=None)  # "a quarter point" / "25 basis points"
    if figure.unit is not None or figure.counts is not None or figure.ordinal or figure.high is not None:
        return figure
    every = side.marked.figures
    at = bisect_left(every, figure.span.start, key=_place)
    behind = every[at + 1] if at + 1 < len(every) else None
    if (
        behind is not None
        and behind.unit is not None
        and behind.counts != "age"
        and _JOINS.fullmatch(side.text, figure.span.end, behind.span.start)
    ):
        return replace(figure, unit=behind.unit)
    before = every[at - 1] if at else None
    if before is None or before.unit is None or before.counts == "age" or before.high is not None:
        return figure
    between = side.text[before.span.end : figure.span.start]
    if len(between) > REACH or any(mark in between for mark in _STOPS):
        return figure
    return replace(figure, unit=before.unit)


def same_in_full(context: Context, one: Figure | None, other: Figure | None) -> bool:
    """Whether figures say the same once the unit that one leaves out is put in: "to two and a half" (years) / "30 months"."""
    if one is not None and other is not None:
        first, second = with_unit(context.a, one), with_unit(context.b, other)
        left_out = first is not one or second is not other
        return left_out and one.span.start not in context.slots and _same(first, second)
    figure, side = (one, "a") if one is not None else (other, "b")
    link = context.link_at(side, figure.span.start) if figure is not None else None
    if figure is None or link is None:
        return False
    here, there = (context.a, context.b) if side == "a" else (context.b, context.a)
    others = context.links[link].b if side == "a" else context.links[link].a
    known = with_unit(here, figure)
    return any(
        (known is not figure or mate.unit is None) and _same(known, with_unit(there, mate))
        for mate in figures_in(there, others)
    )


def _same(one: Figure, other: Figure) -> bool:
    """Whether two figures with units, bounded alike, measure the same."""
    if one.unit is None or other.unit is None or one.bound != other.bound or one.ordinal or other.ordinal:
        return False
    if one.unit == other.unit:
        return one.value == other.value and one.high == other.high
    return commensurate(one, other) and same_amount(one, other)
