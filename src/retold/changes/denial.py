"""One negation that the other side seems not to have, with what is asked of it: the words around it, and those over there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from retold.changes.context import Context, Side
from retold.records.article import Span
from retold.records.comparison import Change

MARKS = ",;:.–—"  # that part clauses
_THIN = frozenset(
    "the a an and but that for with from has have had was were been being be are is will would its his her their our this "
    "these those any who which what when where there it they he she to of in on at by as than then did does do not no said "
    "say says could can may might one or nor neither both".split()
)
_PLAIN = frozenset("not never cannot no".split())


class Denial(msgspec.Struct):
    """A negation `cue` of `side` ("a" or "b"), its sentence here, and the sentences over there that answer it.

    `words` are the folded words of its sentence, `answer` those over there, `new` those that only stand there; `behind` are the
    places of the words behind it, up to the end of its sentence.
    """

    context: Context
    side: str
    here: Side
    there: Side
    cue: Span
    theirs: Sequence[Span]
    inside: range
    at: range
    words: list[str]
    answer: list[str]
    new: set[str]

    @property
    def behind(self) -> range:
        """The places of the words behind the negation."""
        return range(self.at.stop, self.inside.stop)

    @property
    def told(self) -> list[str]:
        """The folded words from the negation to the next plain one, or to the end of its sentence."""
        words = self.words[self.at.start - self.inside.start :]
        first = self.at.stop - self.at.start
        return words[: next((k for k in range(first, len(words)) if plain(words[k])), len(words))]

    def same(self, k: int) -> bool:
        """Whether the word at `k` stands over there, too."""
        return same(self.context, self.side, self.here, k)

    def other(self) -> str:
        """The name of the other side."""
        return "b" if self.side == "a" else "a"

    def places(self, k: int) -> list[int]:
        """Where the word at `k` stands over there, as places of words."""
        found = self.context.answer(self.here.words.starts[k], self.here.words.ends[k], edits=False, side=self.side)
        return [self.there.words_in(start, end).start for start, end in found]


def denial(context: Context, change: Change, link: int | None) -> Denial | None:
    """The negation of a change; None where no sentence answers its own."""
    if link is None:
        return None
    lost = change.detail == "lost"
    here, there = (context.a, context.b) if lost else (context.b, context.a)
    one, other = ("a", "b") if lost else ("b", "a")
    cue = (change.a if lost else change.b)[0]
    sentence = around(getattr(context.links[link], one), cue.start)
    theirs = getattr(context.links[link], other)
    if sentence is None or not theirs:
        return None
    inside = here.words_in(sentence.start, sentence.end)
    words = here.words.norm[inside.start : inside.stop]
    answer = [word for span in theirs for word in there.norms(span.start, span.end)]
    new = set(answer).difference(words)
    at = here.words_in(cue.start, cue.end)
    return Denial(context, one, here, there, cue, theirs, inside, at, words, answer, new)


def around(spans: Sequence[Span], start: int) -> Span | None:
    """The one of some sentences in which `start` lies."""
    return next((span for span in spans if span.start <= start < span.end), None)


def same(context: Context, side: str, here: Side, k: int) -> bool:
    """Whether the word at `k` of one side agrees with one of the other."""
    return bool(context.answer(here.words.starts[k], here.words.ends[k], edits=False, side=side))


def telling(side: Side, places: Iterable[int]) -> list[int]:
    """Those of some places where a word with meaning stands."""
    return [k for k in places if side.words.norm[k] not in _THIN]


def clause(side: Side, places: range) -> range:
    """The words up to the next comma, colon or the like."""
    for k in places[:-1]:
        if any(mark in side.text[side.words.ends[k] : side.words.starts[k + 1]] for mark in MARKS):
            return range(places.start, k + 1)
    return places


def plain(word: str) -> bool:
    """Whether a word does nothing but deny what follows."""
    return word in _PLAIN or word.endswith("n't")


def thin(word: str) -> bool:
    """Whether a word only binds others."""
    return word in _THIN
