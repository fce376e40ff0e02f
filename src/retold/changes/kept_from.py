"""What somebody is kept from doing: a denial told by a verb and what it keeps off ("has held off raising", "is barred from using").

How it works: one side denies a verb; over there the same verb, as a gerund, stands right behind "from", "off", "against", "out of"
or "short of", which the other side has not in its place, and a word of meaning that is new leads up to it. Such a word tells a
denial whatever it is (barred, held back, shied away, stopped short, advised), so that no table of verbs is needed; but verbs that
tell where something comes from do not ("profited from selling").

| threshold | value | from |
|---|---|---|
| HEADS | 6 | words with meaning behind a negation among which is the verb that it denies |
| LEADS | 5 | words before "from" in which the new verb stands: "barred either country from" |
| BE | 3 | words from "be" to a verb in "-ing": "are not now raising" |
"""

from __future__ import annotations

from typing import Final

from retold.changes.context import Context, Side
from retold.changes.denial import telling
from retold.collation.kin import same_sense
from retold.records.article import Span

HEADS: Final = 6
LEADS: Final = 5
BE: Final = 3

_BE = frozenset("is are was were be been am".split())
_OFF = frozenset({"from", "off", "against"})
_OF = frozenset({("out", "of"), ("short", "of")})
_SOURCES = frozenset(
    "profit benefit gain earn come result stem arise derive return suffer die tire recover learn know make get raise fund income "
    "money proceeds profits revenue rest range switch move change go apart aside".split()
)


def kept_from(context: Context, side: str, behind: range) -> bool:
    """Whether one of the first words `behind` a negation of `side` stands over there as what somebody is kept from doing."""
    here, there, other = (context.a, context.b, "b") if side == "a" else (context.b, context.a, "a")
    if not behind:
        return False
    link = context.link_at(side, here.words.starts[behind.start])
    if link is None:
        return False
    heads = [here.forms[k] for k in telling(here, behind)[:HEADS] if _a_verb(here, k)]
    return any(
        same_sense(form, head)
        for span in getattr(context.links[link], other)
        for k in _gerunds(context, there, other, span)
        for form in _verbs(there, k)
        for head in heads
    )


def _a_verb(side: Side, k: int) -> bool:
    """Whether a word may be the verb denied: one in "-ing" only behind "be" ("are not raising", not "mean no ban on landing")."""
    norm = side.words.norm
    return not norm[k].endswith("ing") or not _BE.isdisjoint(norm[max(k - BE, 0) : k])


def _verbs(side: Side, k: int) -> tuple[str, ...]:
    """The verbs that a word in "-ing" may be a form of, even where a dictionary has it as a word of its own ("following")."""
    stem = side.words.norm[k].removesuffix("ing")
    return side.forms[k], stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem


def _gerunds(context: Context, side: Side, name: str, span: Span) -> list[int]:
    """The gerunds of a sentence that a new verb keeps off: "raising" in "has held off raising"."""
    inside = side.words_in(span.start, span.end)
    norm = side.words.norm
    return [
        k
        for k in inside[2:]
        if norm[k].endswith("ing")
        and (norm[k - 1] in _OFF or (norm[k - 2], norm[k - 1]) in _OF)
        and not _stands(context, side, name, k - 1)
        and _leads(context, side, name, range(max(k - 1 - LEADS, inside.start), k - 1))
    ]


def _leads(context: Context, side: Side, name: str, before: range) -> bool:
    """Whether a word with meaning that is new stands before "from", and none that tells a source."""
    words = telling(side, before)
    if not words or not _SOURCES.isdisjoint(side.forms[k] for k in words[-2:]):
        return False
    return any(not _stands(context, side, name, k) for k in words)


def _stands(context: Context, side: Side, name: str, k: int) -> bool:
    """Whether a word stands on the other side, too."""
    return bool(context.answer(side.words.starts[k], side.words.ends[k], edits=False, side=name))
