"""Whose figure it is: the attribution that a figure stands in, or that carries over to it.

1. A figure inside the content of an attribution is that voice's; inside several, of the one with the least content.
2. A sentence without an attribution of its own goes on with the voice of the sentence before it in the same paragraph, where
   that sentence was wholly reported, gave figures of its own, and the new one points back (there, of them, these …) or
   counts on ("more than 11,500 people … are staying there").

Known exception: a reporter's own count that follows a voice's.
"""

from __future__ import annotations

import re
from bisect import bisect_right

import msgspec

from retold.records.article import Span
from retold.records.marks import Attribution, Figure

_NEAR = 64  # contents that begin before a figure and are looked at, so that the time stays linear
_BACK = re.compile(
    r"[abiort](?<!\w.)(?:(?<=t)h(?:e(?:re|y|m|se|ir)|ose|e (?:rest|figure|number|total|group|survey|poll|study|report|data))"
    r"|(?<=a)(?:nother|lso)|(?<=o)(?:thers?|f wh(?:ich|om))|(?<=i)(?:ts?|n addition)|(?<=r)espectively|(?<=b)y comparison)\b"
)


def attribute_figures(
    text: str, figures: tuple[Figure, ...], attributions: tuple[Attribution, ...], sentences: tuple[Span, ...]
) -> tuple[Figure, ...]:
    """`figures` with `attribution` set to the index of the attribution whose voice gives it, None where nobody does."""
    if not figures or not attributions:
        return figures
    spans = sorted([(part.start, part.end, i) for i, one in enumerate(attributions) for part in one.content])
    reach: list[int] = []  # the farthest end of the spans up to each
    for _, end, _ in spans:
        reach.append(reach[-1] if reach and reach[-1] > end else end)
    out: list[Figure] = []
    carried: dict[int, int] = {}  # sentence → attribution that its figures were given to
    covered: set[int] | None = None
    starts: list[int] = []
    for figure in figures:
        at = figure.span.start
        given = _inside(spans, reach, attributions, at)
        if given is not None or carried:
            starts = starts or [sentence.start for sentence in sentences]
            number = bisect_right(starts, at) - 1
            if given is None and number - 1 in carried:
                covered = _covered(attributions, starts) if covered is None else covered
                given = None if number in covered else _carried(text, sentences, number, carried)
            if given is not None and number >= 0:
                carried[number] = given
        same = given == figure.attribution
        out.append(figure if same else msgspec.structs.replace(figure, attribution=given))
    return tuple(out)


def _inside(
    spans: list[tuple[int, int, int]], reach: list[int], attributions: tuple[Attribution, ...], at: int
) -> int | None:
    """The attribution with the least content among those whose content holds the place `at`."""
    k = bisect_right(spans, (at, 1 << 60, 0)) - 1
    if k < 0 or reach[k] <= at:
        return None
    best: tuple[int, int] | None = None
    for j in range(k, max(-1, k - _NEAR), -1):
        if reach[j] <= at:
            break
        _, end, i = spans[j]
        if end > at:
            size = sum([part.end - part.start for part in attributions[i].content])
            if best is None or size < best[0]:
                best = size, i
    return best[1] if best else None


def _covered(attributions: tuple[Attribution, ...], starts: list[int]) -> set[int]:
    """The sentences that hold an attribution's cue or content: nothing carries over into them."""
    covered: set[int] = set()
    count = len(starts)
    for one in attributions:
        for part in one.content if one.cue is None else (*one.content, one.cue):
            number = bisect_right(starts, part.start)
            covered.add(number - 1)
            while number < count and starts[number] < part.end:
                covered.add(number)
                number += 1
    return covered


def _carried(text: str, sentences: tuple[Span, ...], number: int, carried: dict[int, int]) -> int | None:
    before, here = sentences[number - 1], sentences[number]
    if "\n" in text[before.end : here.start]:
        return None
    return carried[number - 1] if _BACK.search(here.text.lower()) else None
