"""Runs of words that two texts share to the letter, wherever they stand.

A collation sees words that agree inside sentences that answer one another. Where a passage was taken apart and put together
in other sentences there are no such sentences; its short runs of the same words are still there. Independent texts on one
subject share few of them: set phrases of three words, hardly any of four.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

RUN = 4  # words; "non" answers of Clough and Stevenson have at most 7 % of their words in runs of four, 13 % in runs of three


class Literal(NamedTuple):
    """A run of `length` words that stands at word `a` of the one text and at word `b` of the other."""

    a: int
    b: int
    length: int


def literal_runs(a: Sequence[str] | Sequence[int], b: Sequence[str] | Sequence[int]) -> list[Literal]:
    """The runs of at least `RUN` words of `b` that stand in `a`, in order of `b`, none overlapping another in `b`.

    `a` and `b` are words in one normal form. A run that stands in `a` several times is found at its first place. The time
    is linear in the words of both.
    """
    grams = list(zip(*(b[k:] for k in range(RUN)), strict=False))
    shared = set(grams).intersection(zip(*(a[k:] for k in range(RUN)), strict=False))
    if not shared:
        return []
    places: dict[tuple[str | int, ...], int] = {}
    for at, gram in enumerate(zip(*(a[k:] for k in range(RUN)), strict=False)):
        if gram in shared:
            places.setdefault(gram, at)
    found = []
    at = 0
    while at < len(grams):
        place = places.get(grams[at])
        if place is None:
            at += 1
            continue
        length = RUN
        while place + length < len(a) and at + length < len(b) and a[place + length] == b[at + length]:
            length += 1
        found.append(Literal(place, at, length))
        at += length
    return found
