"""Title, dateline, credit, furniture and damage: what stands around the story, each under its own kind."""

from __future__ import annotations

from retold.changes.context import Context, Ranges
from retold.records.comparison import Change
from retold.text.tokenise import words


def layout_changes(context: Context) -> list[Change]:
    """The changes outside of the story's own sentences."""
    return [*_title(context), *_dateline(context), *_credit(context), *_furniture(context), *_garbled(context)]


def _title(context: Context) -> list[Change]:
    a, b = context.a.marked.title, context.b.marked.title
    if a is None and b is None:
        return []
    if a is not None and b is not None:
        if words(a.text).norm == words(b.text).norm:
            return []
        return [Change(kind="title", detail="replaced", a=(a,), b=(b,))]
    return (
        [Change(kind="title", detail="lost", a=(a,))]
        if a
        else [Change(kind="title", detail="gained", b=(b,))]
        if b
        else []
    )


def _dateline(context: Context) -> list[Change]:
    a, b = context.a.marked.dateline, context.b.marked.dateline
    if a and not b:
        return [Change(kind="dateline", detail="lost", a=(a.span,))]
    if b and not a:
        return [Change(kind="dateline", detail="gained", b=(b.span,))]
    if a and b and words(a.span.text).norm != words(b.span.text).norm:
        return [Change(kind="dateline", detail="replaced", a=(a.span,), b=(b.span,))]
    return []


def _credit(context: Context) -> list[Change]:
    """A credit that only one side has; the slug of a dateline belongs to the dateline."""
    found = []
    for credit in context.b.marked.credits:
        if not any(words(credit.span.text).norm == words(other.span.text).norm for other in context.a.marked.credits):
            found.append(Change(kind="credit", detail="gained", b=(credit.span,)))
        context.b.claim(credit.span)
    for credit in context.a.marked.credits:
        if not any(words(credit.span.text).norm == words(other.span.text).norm for other in context.b.marked.credits):
            found.append(Change(kind="credit", detail="lost", a=(credit.span,)))
        context.a.claim(credit.span)
    return found


def _furniture(context: Context) -> list[Change]:
    printed_a = {tuple(words(piece.span.text).norm) for piece in context.a.marked.furniture}
    printed_b = {tuple(words(piece.span.text).norm) for piece in context.b.marked.furniture}
    found = [
        Change(kind="furniture", detail=piece.kind, a=(piece.span,))
        for piece in context.a.marked.furniture
        if tuple(words(piece.span.text).norm) not in printed_b
    ]
    found += [
        Change(kind="furniture", detail=piece.kind, b=(piece.span,))
        for piece in context.b.marked.furniture
        if tuple(words(piece.span.text).norm) not in printed_a
    ]
    return found


def _garbled(context: Context) -> list[Change]:
    """Damage on one side whose counterpart is whole. Damage that both sides show is no change."""
    found = []
    for side, here, there in (("a", context.a, context.b), ("b", context.b, context.a)):
        broken = Ranges((other.span.start, other.span.end) for other in there.marked.damage)
        for damage in here.marked.damage:
            answers = context.answer(damage.span.start, damage.span.end, side=side)
            if any(broken.touches(start, end) for start, end in answers):
                continue
            spans = (damage.span,)
            found.append(
                Change(kind="garbled", detail=damage.kind, a=spans)
                if side == "a"
                else Change(kind="garbled", detail=damage.kind, b=spans)
            )
    return found
