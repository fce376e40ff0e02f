"""Whether a figure that stands on one side alone is told by the other in words that are no such figure.

"The two" / "the pair", "two men, aged 24 and 31" / "a man of 24 and a man of 31", "three times" / "in 1998, 2004 and 2011",
"three years ago" / "in 2028", "in fourth place" / "was fourth", "one was killed" / "nobody was killed".
"""

from __future__ import annotations

from collections.abc import Sequence

from retold.changes.amounts import told_in_words
from retold.changes.context import Context, Side
from retold.changes.date import years_ago
from retold.changes.derived import as_a_clock, as_a_rate, as_a_run, figures_in
from retold.changes.ranks import placed_otherwise, ranked_by_others
from retold.changes.told_before import counts_from_before, points_back
from retold.changes.worded import GROUPS
from retold.records.article import Span
from retold.records.marks import Figure

# "The two companies", "the first three months": a small number behind these counts what is known, and is no new figure.
_KNOWN = frozenset("the these those all other its their his her our both remaining first last next past".split())
_EACH = frozenset("each apiece both either level tied tie draw drew".split())
_NOBODY = frozenset("no none nobody neither never nothing".split())
_REST = frozenset("rest remainder remaining others".split())
_MOST = frozenset({"most", "majority"})
ANAPHORIC = 6
LONGEST = 24  # characters of a phrase that answers a figure


def worded_elsewhere(context: Context, figure: Figure | None, side: str) -> bool:
    """Whether the other side tells a small figure without a number: "the pair" / "the two", "a fortnight" / "two weeks"."""
    assert figure is not None
    other = context.b if side == "a" else context.a
    here = context.a if side == "a" else context.b
    if figure.value <= ANAPHORIC and figure.bound is None and figure.span.text.isalpha():
        first = here.words_in(figure.span.start, figure.span.end)
        if first and first.start and here.words.norm[first.start - 1] in _KNOWN and not _of_two(context, figure, side):
            return True  # "the two companies" are two that the story has told of
    link = context.link_at(side, figure.span.start)
    spans = () if link is None else (context.links[link].b if side == "a" else context.links[link].a)
    if _not_one(figure, here, other, spans) or _of_known_age(figure, here, other):
        return True
    if _rest_of_all(figure, here, other, spans):
        return True
    if points_back(context, figure, side) or counts_from_before(context, figure, side):
        return True
    if any(placed_otherwise(figure, here, other, one) for one in spans):
        return False
    if any(told_in_words(figure, other.lemmas(one.start, one.end)) for one in spans):
        return True
    if (
        figure.value == 0.5
        and figure.bound == "over"
        and any(not _MOST.isdisjoint(other.norms(one.start, one.end)) for one in spans)
    ):
        return True  # "more than half of the pupils" / "most of the pupils"
    if any(ranked_by_others(figure, here, other, one) for one in spans):
        return True
    if figure.value == 1.0 and figure.bound is None and _of_nobody(context, figure, side):
        return True  # "nobody was killed" / "one person was killed": told as the negation that went
    if any(_each_of(other, figure, one) for one in spans):
        return True
    if figure.value == 0.0 and here.norms(max(figure.span.start - 6, 0), figure.span.start)[-1:] in (
        ["below"],
        ["above"],
    ):
        return True  # "31 degrees below zero" is one figure
    if (
        figure.unit is None
        and figure.value >= 2
        and figure.value in (_ages(other, spans), _listed_years(figure, here, other, spans))
    ):
        return True  # "two men, aged 24 and 31" / "a man of 24 and a man of 31"
    if any(as_a_clock(figure, here, other, one) or as_a_run(figure, other, one) for one in spans):
        return True
    if any(as_a_rate(figure, here, other, one) for one in spans):
        return True
    return any(_printed(here, figure, other, one) or _as_a_year(context, here, figure, other, one) for one in spans)


def both_rates(context: Context, one: Figure | None, other: Figure | None) -> bool:
    """Whether two figures tell how often in two ways: "every 20 minutes" / "three times an hour"."""
    if one is None or other is None:
        return False
    link = context.link_at("a", one.span.start)
    if link is None or link != context.link_at("b", other.span.start):
        return False
    a, b = context.links[link].a, context.links[link].b
    return any(as_a_rate(one, context.a, context.b, sentence) for sentence in b) and any(
        as_a_rate(other, context.b, context.a, sentence) for sentence in a
    )


def _not_one(figure: Figure, here: Side, there: Side, sentences: Sequence[Span]) -> bool:
    """Whether "not one" denies what the other side denies by another word of number: "not one member" / "no director"."""
    if figure.value != 1.0 or here.norms(max(figure.span.start - 16, 0), figure.span.start)[-1:] != ["not"]:
        return False
    return any(not _NOBODY.isdisjoint(there.norms(one.start, one.end)) for one in sentences)


def _of_known_age(figure: Figure, here: Side, there: Side) -> bool:
    """Whether an age only calls somebody whose age the other side tells too: "he" / "the 28-year-old"."""
    if figure.counts != "age" or here.norms(max(figure.span.start - 8, 0), figure.span.start)[-1:] != ["the"]:
        return False
    return any(
        one.counts == "age" and one.value == figure.value and one.unit == figure.unit for one in there.marked.figures
    )


def _rest_of_all(figure: Figure, here: Side, there: Side, sentences: Sequence[Span]) -> bool:
    """Whether a percentage is what the others of its sentence leave of a hundred, and the other side tells of "the rest"."""
    if figure.unit != "percent" or figure.high is not None:
        return False
    own = next((one for one in here.marked.sentences if one.start <= figure.span.start < one.end), None)
    if own is None or all(_REST.isdisjoint(there.norms(one.start, one.end)) for one in sentences):
        return False
    return sum(one.value for one in figures_in(here, (own,)) if one.unit == "percent" and one.high is None) == 100


def _of_nobody(context: Context, figure: Figure, side: str) -> bool:
    """Whether "one" stands in the place of "nobody"."""
    there = context.b if side == "a" else context.a
    places = context.answer(figure.span.start, figure.span.end, side=side, longest=LONGEST)
    return any(there.norms(*place)[:1] in (["nobody"], ["none"], ["no"]) for place in places)


def _each_of(there: Side, figure: Figure, sentence: Span) -> bool:
    """Whether a sentence gives the same number to each of several: "tied at 6-6" / "six members voted each way"."""
    if _EACH.isdisjoint(there.norms(sentence.start, sentence.end)):
        return False
    return any(one.value == figure.value and one.unit == figure.unit for one in figures_in(there, [sentence]))


def _of_two(context: Context, figure: Figure, side: str) -> bool:
    """Whether a figure answers a word for another number: "all three brothers" / "both brothers", "the six" / "the pair"."""
    there = context.b if side == "a" else context.a
    answers = context.answer(figure.span.start, figure.span.end, side=side, longest=LONGEST)
    near = [word for place in answers for word in there.norms(*place)]
    return (figure.value != 2 and "both" in near) or any(
        GROUPS.get(word, figure.value) != figure.value for word in near
    )


def _ages(side: Side, sentences: Sequence[Span]) -> int:
    """How many ages stand in some sentences."""
    return sum(
        figure.counts == "age"
        for one in sentences
        for figure in side.marked.figures
        if one.start <= figure.span.start < one.end
    )


def _listed_years(figure: Figure, here: Side, side: Side, sentences: Sequence[Span]) -> int:
    """How many years some sentences list, where a figure counts times: "three times" / "in 1998, 2004 and 2011"."""
    if here.norms(figure.span.end, figure.span.end + 12)[:1] not in (["times"], ["occasions"], ["years"]):
        return 0
    return sum(
        mark.precision == "year"
        for one in sentences
        for mark in side.marked.dates
        if one.start <= mark.span.start < one.end
    )


def _printed(here: Side, figure: Figure, other: Side, sentence: Span) -> bool:
    """Whether a sentence of the other side has the words of a figure where they are none: "in fourth place" / "was fourth"."""
    wanted = [word for word in here.norms(figure.span.start, figure.span.end) if word not in ("a", "an")]
    inside = other.words_in(sentence.start, sentence.end)
    norm = other.words.norm
    return bool(wanted) and any(
        norm[k : k + len(wanted)] == wanted
        and not other.figured.touches(other.words.starts[k], other.words.ends[k + len(wanted) - 1])
        for k in range(inside.start, inside.stop - len(wanted) + 1)
    )


def _as_a_year(context: Context, here: Side, figure: Figure, other: Side, sentence: Span) -> bool:
    """Whether the other side names the year that a figure counts back to: "three years ago" / "in 2028"."""
    if figure.unit not in ("year", "decade") or figure.ordinal:
        return False
    told = here.norms(figure.span.start, figure.span.end + 16)
    years = [word for word in other.norms(sentence.start, sentence.end) if len(word) == 4 and word.isdecimal()]
    ours = [word for word in here.norms(*_sentence_at(here, figure.span.start)) if len(word) == 4 and word.isdecimal()]
    size = figure.value * (10 if figure.unit == "decade" else 1)
    if any(abs(int(word) - int(own)) == size for word in years for own in ours):
        return True  # "two decades before 2023" / "in 2003"
    return any(years_ago(context, int(word), told) for word in years)


def _sentence_at(side: Side, start: int) -> tuple[int, int]:
    """Where the sentence around a place stands."""
    return next((one.start, one.end) for one in side.marked.sentences if one.start <= start < one.end)
