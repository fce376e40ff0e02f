"""Title, dateline, credit, furniture and damage: what stands around the story, each under its own kind."""

from __future__ import annotations

from collections.abc import Iterable

from retold.changes.context import Context, Ranges
from retold.records.comparison import Change
from retold.text.tokenise import words

_LONGEST = 120  # code points of a title that is told in words


def layout_changes(context: Context) -> list[Change]:
    """The changes outside of the story's own sentences."""
    return [*_title(context), *_dateline(context), *_credit(context), *_furniture(context), *_garbled(context)]


def _title(context: Context) -> list[Change]:
    a, b = context.a.marked.title, context.b.marked.title
    if a is None and b is None:
        return []
    # A title that only the record holds is there: data keep it beside the text, pages print it.
    said_a = a.text if a else context.a.marked.article.title
    said_b = b.text if b else context.b.marked.article.title
    if said_a and said_b:
        outlets = {context.a.marked.article.outlet, context.b.marked.article.outlet}
        if _same_title(said_a, said_b, outlets):
            return []
        detail = "replaced" if a and b else f"replaced by “{_cut(said_b)}”" if a else f"in place of “{_cut(said_a)}”"
        return [Change(kind="title", detail=detail, a=(a,) if a else (), b=(b,) if b else ())]
    return (
        [Change(kind="title", detail="lost", a=(a,))]
        if a
        else [Change(kind="title", detail="gained", b=(b,))]
        if b
        else []
    )


def _same_title(one: str, other: str, outlets: Iterable[str | None]) -> bool:
    """Whether two titles have the same words, the name of an outlet behind one of them aside."""
    short, long = sorted((words(one).norm, words(other).norm), key=len)
    if short == long:
        return True
    rest = long[len(short) :]
    return bool(short) and long[: len(short)] == short and any(rest == words(name).norm for name in outlets if name)


def _cut(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[:_LONGEST]}…"


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
