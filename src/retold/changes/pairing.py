"""Pairing of marks (figures, dates) across two tellings: each with at most one of the other side.

Candidates are scored by observations, greatest first: they say the same; their words answer one another in the collation; they
stand in sentences that do, among words that both sides have; they are alike in kind (unit, what is counted). Two that clash in
kind (a share and a count) never pair, and two that count different things only among words that both sides have. A pair of
different links counts only where both say the same and are alike. Ties go to the nearest in order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from retold.changes.context import Context
from retold.records.article import Span


class _Mark(Protocol):
    @property
    def span(self) -> Span: ...


M = TypeVar("M", bound=_Mark)
FEW = 40  # marks of a link before and after the same place in order that are looked at
CLOSE = 0.3  # similarity of linked sentences from which marks of other value pair by their place alone
NEAR = 4  # words on either side of a mark


def pair_marks(
    context: Context,
    marks_a: Sequence[M],
    marks_b: Sequence[M],
    same: Callable[[M, M], bool],
    alike: Callable[[M, M], bool],
    clash: Callable[[M, M], bool] = lambda one, other: False,
    strange: Callable[[M, M], bool] = lambda one, other: False,
) -> list[tuple[M | None, M | None]]:
    """Pairs in order of side a, unpaired ones of side b last. Marks outside the body sentences are left out."""
    body_a = [(mark, link) for mark in marks_a if (link := context.link_at("a", mark.span.start)) is not None]
    body_b = [(mark, link) for mark in marks_b if (link := context.link_at("b", mark.span.start)) is not None]
    scored = []
    by_link: dict[int, list[int]] = {}
    for y, (_, link) in enumerate(body_b):
        by_link.setdefault(link, []).append(y)
    by_say: dict[str, list[int]] = {}
    for y, (mark, _) in enumerate(body_b):
        by_say.setdefault(_key(mark), []).append(y)
    slots = context.slots
    taken = set(slots.values())
    place: dict[int, int] = {}  # how many marks of its link stand before a mark
    for x, (mark, link) in enumerate(body_a):
        place[link] = place.get(link, -1) + 1
        slot = slots.get(mark.span.start)
        answers = context.answer(mark.span.start, mark.span.end)
        near = by_link.get(link, [])[max(place[link] - FEW, 0) : place[link] + FEW]
        for y in {*near, *by_say.get(_key(mark), ())[:20]}:
            other, other_link = body_b[y]
            if slot is not None or other.span.start in taken:
                if slot == other.span.start:
                    scored.append((-9.0, 0, x, y))
                continue
            if clash(mark, other):
                continue
            aligned = bool(answers) and any(start < other.span.end and other.span.start < end for start, end in answers)
            says_same = same(mark, other)
            if not says_same and not aligned:
                if link == other_link and alike(mark, other) and _among_the_same(context, mark.span, other.span):
                    scored.append((-_score(False, False, True, True), abs(x - y), x, y))
                continue
            odd = strange(mark, other)
            if aligned and (odd or context.links[link].similarity < CLOSE) and not says_same:
                aligned = _among_the_same(context, mark.span, other.span)
            linked = link == other_link and (aligned or says_same or _among_the_same(context, mark.span, other.span))
            score = _score(says_same and not odd, aligned, linked, alike(mark, other))
            if says_same and odd and linked:
                score = 3.5 + 0.1 * aligned  # 14 sailors and 14 cooks: less than what is alike and has another value
            if score:
                scored.append((-score, abs(x - y), x, y))
    answer: dict[int, int] = {}
    used: set[int] = set()
    for _, _, x, y in sorted(scored):
        if x not in answer and y not in used:
            answer[x] = y
            used.add(y)
    pairs: list[tuple[M | None, M | None]] = [
        (mark, body_b[answer[x]][0] if x in answer else None) for x, (mark, _) in enumerate(body_a)
    ]
    return pairs + [(None, mark) for y, (mark, _) in enumerate(body_b) if y not in used]


def _among_the_same(context: Context, one: Span, other: Span) -> bool:
    """Whether a telling word close to one mark stands close to the other too."""
    a, b = context.a, context.b
    first = a.words_in(one.start, one.end)
    second = b.words_in(other.start, other.end)
    if not first or not second:
        return False
    near = range(max(second.start - NEAR, 0), min(second.stop + NEAR, len(b.words)))
    low, high = b.words.starts[near.start], b.words.ends[near.stop - 1]
    for k in range(max(first.start - NEAR, 0), min(first.stop + NEAR, len(a.words))):
        if k in first or len(a.words.norm[k]) < 4:
            continue
        if any(low <= start < high for start, _ in context.answer(a.words.starts[k], a.words.ends[k], edits=False)):
            return True
    return False


def _key(mark: _Mark) -> str:
    return mark.span.text.casefold()


def _score(same: bool, aligned: bool, linked: bool, alike: bool) -> float:
    if same:
        return 6.0 + alike if aligned else 5.0 + alike if linked else 1.5 if alike else 0.0
    if aligned:
        return 3.0 + alike
    return 2.0 if linked and alike else 0.0
