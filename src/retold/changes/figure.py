"""Figures: kept, changed, rounded, dropped, added, or given by somebody else.

How it works
1. Two figures say the same when value, range and unit agree (a unit that one side leaves out agrees) and so does their bound:
   "more than 40" and "40" differ. Spelling ("three" / "3"), separators and scale words make no difference.
   Nor does another unit of the same amount: "half" / "50 percent", "two decades" / "20 years" (`amounts`).
2. A figure is *rounded* when the other is what rounding it to the other's digits gives, or both measure the same in two systems.
3. A figure lost with its whole sentence is part of that omission and no change of its own; one lost from a sentence that is
   still there is.
4. *Reattributed* only when both tellings state whose figure it is and the two voices are not the same.
"""

from __future__ import annotations

import math
import re

from retold.changes.amounts import (
    SHARES,
    commensurate,
    converted,
    counts_alike,
    heads,
    is_fraction,
    same_amount,
)
from retold.changes.bounds import same_limits, turned_by_a_verdict
from retold.changes.context import Context, Side
from retold.changes.derived import by_a_multiple, completes, derived, predicate
from retold.changes.elliptic import same_in_full
from retold.changes.figure_words import both_rates, worded_elsewhere
from retold.changes.implied import answers, follows, implied, range_ends, told_in_two_units
from retold.changes.inverse import other_fate, told_from_the_end
from retold.changes.moments import hours_between
from retold.changes.moves import moved, other_part, to_or_by, turned_round
from retold.changes.pairing import pair_marks
from retold.changes.ranks import as_many_others, misranked, of_the_others, ranks_of_others
from retold.changes.told_before import multiple_of_that, share_of_that
from retold.changes.wholes import part_shifted, retold_whole, with_or_without
from retold.records.article import Span
from retold.records.comparison import Change, FigurePair, FigureStatus
from retold.records.marks import Bound, Figure
from retold.text.names import compare_names

_SIGN = re.compile(r"(?:[A-Z]{1,3})?[$€£¥₹₽₴₩₺₪]\s?\Z|\b[A-Z]{3}\s?\Z")
MATES = 6  # figures that one may have taken the place of
SHARE_REACH = 24  # characters between a share and the number that it is of
# Bounds that say nearly the same: printed differently, read alike.
_NEAR: dict[Bound, str] = {"over": "above", "at least": "above", "under": "below", "at most": "below", "about": "about"}


def pair_figures(context: Context) -> list[FigurePair]:
    """Every figure of either body in exactly one pair, in order of side a, added ones last."""

    language = context.a.language

    def alike(one: Figure, other: Figure) -> bool:
        if one.ordinal != other.ordinal:
            return _ranks(one, other, language)
        if one.unit and other.unit:
            return one.unit == other.unit or commensurate(one, other)
        if commensurate(one, other):
            return True
        return bool(one.counts and other.counts and heads(one.counts, language) & heads(other.counts, language))

    def strange(one: Figure, other: Figure) -> bool:
        if one.ordinal != other.ordinal:
            return True
        return bool(one.counts and other.counts) and not heads(one.counts, language) & heads(other.counts, language)

    figures = context.a.marked.figures, context.b.marked.figures

    def clash(one: Figure, other: Figure) -> bool:
        if one.ordinal != other.ordinal:
            return not (_same_value(one, other) or _ranks(one, other, language))
        return _clash(one, other)

    pairs = _uncrossed(context, pair_marks(context, *figures, _same_value, alike, clash, strange))
    return [_pair(context, one, other) for one, other in pairs]


def _uncrossed(
    context: Context, pairs: list[tuple[Figure | None, Figure | None]]
) -> list[tuple[Figure | None, Figure | None]]:
    """The pairs, those crossed back that pair by value what counts other things: "7 women, 5 men" / "5 women, 7 men"."""
    language = context.a.language
    by_link: dict[int, list[int]] = {}
    for k, (one, other) in enumerate(pairs):
        if one is None or other is None or not one.counts or not other.counts:
            continue
        if heads(one.counts, language).isdisjoint(heads(other.counts, language)):
            link = context.link_at("a", one.span.start)
            if link is not None:
                by_link.setdefault(link, []).append(k)
    for crossed in by_link.values():
        if len(crossed) != 2:
            continue
        (one, other), (two, second) = pairs[crossed[0]], pairs[crossed[1]]
        if counts_alike(one, second, language) and counts_alike(two, other, language):
            pairs[crossed[0]], pairs[crossed[1]] = (one, second), (two, other)
    return pairs


def figure_changes(context: Context, pairs: list[FigurePair]) -> list[Change]:
    """One change for each figure that was not kept, except those lost or gained with their whole sentence; then the numbers
    that are no figures (a telephone number, a score, a seat) and that were replaced by another."""
    return [*_of_pairs(context, pairs), *_other_numbers(context)]


def _other_numbers(context: Context) -> list[Change]:
    found = []
    for _, words_a, words_b in context.edits:
        a = _numbers(context.a, words_a)
        b = _numbers(context.b, words_b) if a is not None else None
        if a is None or b is None or context.a.norms(a.start, a.end) == context.b.norms(b.start, b.end):
            continue
        if _century(context.a, a) == _century(context.b, b) is not None:
            continue
        found.append(Change(kind="figure", detail="number", a=(a,), b=(b,), within=context.within((a,), (b,))))
        context.a.claim(a)
        context.b.claim(b)
    return found


def _century(side: Side, number: Span) -> int | None:
    """Which century a number names: "the 14th century", "the 1300s"."""
    digits = side.words.norm[side.words_in(number.start, number.end).start].rstrip("sthndr")
    if not digits.isdecimal():
        return None
    behind = side.text[number.end : number.end + 14].lower()
    if behind.lstrip("stndrh").lstrip(" -").startswith("century"):
        return int(digits)
    return int(digits) // 100 + 1 if len(digits) == 4 and digits.endswith("00") and behind.startswith("s") else None


def _numbers(side: Side, inside: range) -> Span | None:
    """From the first to the last word with a digit that is no figure, date or name; None where there is none."""
    if True not in side.numbered[inside.start : inside.stop]:
        return None
    words = [
        k
        for k in inside
        if side.numbered[k]
        and side.text[max(side.words.starts[k] - 1, 0)] not in "/_=&#@"  # in the address of a page
        and not side.told.touches(side.words.starts[k], side.words.ends[k])
        and not side.claimed.touches(side.words.starts[k], side.words.ends[k])
    ]
    return side.span(side.words.starts[words[0]], side.words.ends[words[-1]]) if words else None


def _of_pairs(context: Context, pairs: list[FigurePair]) -> list[Change]:
    found: list[Change] = []
    by_span_a = {figure.span.start: figure for figure in context.a.marked.figures}
    by_span_b = {figure.span.start: figure for figure in context.b.marked.figures}
    exchanged = _exchanged(context, pairs, (by_span_a, by_span_b))
    for pair in pairs:
        one = by_span_a[pair.a[0].start] if pair.a else None
        other = by_span_b[pair.b[0].start] if pair.b else None
        if one and other:  # told here, whether kept or changed: "three" / "3" is no wording
            context.a.claim(_whole(context.a, one))
            context.b.claim(_whole(context.b, other))
        if pair.status == "kept":
            continue
        if _with_its_voice(context, one, other):
            continue
        if pair.status in ("dropped", "added") and (
            _whole_sentence(context, one, other)
            or worded_elsewhere(context, one or other, "a" if one else "b")
            or _worked_out(context, pair, one or other, exchanged)
        ):
            continue
        if one and other and _share_of(context, one, other):
            continue
        if one and other and completes(context, one, other):
            context.a.claim(predicate(context.a, one))  # "2 percent are checked" / "98 percent go unchecked"
            context.b.claim(predicate(context.b, other))
            continue
        if any(asked(context, one, other) for asked in _ASKED):
            continue
        if implied(context, one, other) and not turned_round(context, one, other):
            continue
        if pair.status == "reattributed":
            continue  # told once, by the attribution that changed
        spans_a = (_with_bound(context.a, one, pair, other),) if one else ()
        spans_b = (_with_bound(context.b, other, pair, one),) if other else ()
        detail = str(pair.status)
        if one and other and pair.status == "changed" and one.value == other.value:
            detail = _detail(one, other)
        found.append(
            Change(kind="figure", detail=detail, a=spans_a, b=spans_b, within=context.within(spans_a, spans_b))
        )
        context.a.claim(*spans_a)
        context.b.claim(*spans_b)
    return _joined(context, found, exchanged)


_Lone = dict[tuple[int, str | None], tuple[list[Figure], list[Figure]]]


def _exchanged(
    context: Context, pairs: list[FigurePair], figures: tuple[dict[int, Figure], dict[int, Figure]]
) -> _Lone:
    """The figures that one side has and the other has not, by link and unit, where each side has some."""
    lone: _Lone = {}
    for pair in pairs:
        if pair.status in ("dropped", "added"):
            gone = pair.status == "dropped"
            start = (pair.a or pair.b)[0].start
            link = context.link_at("a" if gone else "b", start)
            figure = figures[not gone][start]
            if link is not None and not figure.ordinal:
                lone.setdefault((link, pair.unit), ([], []))[not gone].append(figure)
    return {place: both for place, both in lone.items() if all(both)}


def _worked_out(context: Context, pair: FigurePair, figure: Figure | None, exchanged: _Lone) -> bool:
    """Whether a figure that stands alone follows from others, and has not taken the place of another."""
    assert figure is not None
    side = "a" if pair.a else "b"
    link = context.link_at(side, figure.span.start)
    if link is None:
        return False
    here, other = (context.a, context.b) if side == "a" else (context.b, context.a)
    own, others = answers(context, "b" if side == "a" else "a", link), answers(context, side, link)
    if by_a_multiple(context, figure, link, here, other):
        return True
    if (link, figure.unit) in exchanged:
        gone, come = exchanged[link, figure.unit]
        if side == "a":
            return any(implied(context, figure, mate) for mate in come[:MATES])
        return any(implied(context, mate, figure) for mate in gone[:MATES])
    if follows(figure, here, own, other, others, alone=True) or told_in_two_units(figure, here, own, other, others):
        return True
    return derived(context, figure, link, here, other)


def _joined(context: Context, found: list[Change], exchanged: _Lone) -> list[Change]:
    """The changes, a figure that went and the only one that came in its sentence as one change."""
    by_link: dict[int, list[Change]] = {}
    links = {link for link, _ in exchanged}
    for one in found if links else ():
        if one.detail in ("dropped", "added"):
            link = context.link_at("a" if one.a else "b", (one.a or one.b)[0].start)
            if link in links:
                by_link.setdefault(link, []).append(one)
    joined: dict[int, Change | None] = {}  # by the id of a change, what stands in its place
    for lone in by_link.values():
        if len(lone) == 2 and lone[0].detail == "dropped" and lone[1].detail == "added":
            a, b = lone[0].a, lone[1].b
            whole = Change(kind="figure", detail="changed", a=a, b=b, within=context.within(a, b))
            both = _figure_at(context.a, a[0]), _figure_at(context.b, b[0])
            parts = completes(context, *both) or with_or_without(context, *both)
            joined[id(lone[0])], joined[id(lone[1])] = None if parts else whole, None
    return [change for one in found if (change := joined.get(id(one), one)) is not None]


def _figure_at(side: Side, place: Span) -> Figure:
    return next(figure for figure in side.marked.figures if figure.span == place)


def _share_of(context: Context, one: Figure, other: Figure) -> bool:
    """Whether one figure is a share and the other what it comes to: "half of the 60 boats" / "thirty of the 60 boats"."""
    for side, share, number in ((context.a, one, other), (context.b, other, one)):
        if not is_fraction(share) or is_fraction(number):
            continue
        near = [figure for figure in side.marked.figures if 0 < figure.span.start - share.span.end <= SHARE_REACH]
        if any(math.isclose(figure.value * share.value, number.value) for figure in near):
            return True
    return False


def _clash(one: Figure, other: Figure) -> bool:
    """Whether two figures cannot be versions of one: a share and a count, euros and miles."""
    if one.unit == other.unit:
        return False
    if commensurate(one, other):
        return False
    if _in_points(one, other):
        return False
    if (one.unit in SHARES) != (other.unit in SHARES):
        bare = other if one.unit in SHARES else one
        return bare.unit is not None or bare.counts is not None or one.value != other.value  # "to 6 percent from 4"
    return bool(
        one.unit and other.unit and one.unit != other.unit and one.value != other.value and not converted(one, other)
    )


def _ranks(one: Figure, other: Figure, language: str) -> bool:
    """Whether one of two figures ranks what the other measures or counts: "the 66th minute" / "66 minutes"."""
    rank, number = (one, other) if one.ordinal else (other, one)
    ranked = heads(rank.counts, language)
    return bool(ranked & (heads(number.counts, language) | {number.unit or ""}))


def _other_unit(one: Figure, other: Figure) -> bool:
    """Whether two units differ: both told, or one told where the other counts something ("4 million crowns" / "… euros")."""
    if one.unit and other.unit:
        return one.unit != other.unit
    with_unit, without = (one, other) if one.unit else (other, one)
    return bool(with_unit.unit and with_unit.counts is None and without.counts)


def _in_points(one: Figure, other: Figure) -> bool:
    """Whether two shares are told in "percentage points" and in "points"."""
    short, long = (one, other) if one.unit is None else (other, one)
    return long.unit == "percentage point" and short.unit is None and short.counts in ("point", "points")


def _same_value(one: Figure, other: Figure) -> bool:
    if one.ordinal != other.ordinal:
        return one.value == other.value and one.high is other.high is None
    if one.unit != other.unit:
        if commensurate(one, other):
            return same_amount(one, other)
        if _other_unit(one, other) and not _in_points(one, other):
            return False
    return math.isclose(one.value, other.value, rel_tol=1e-9) and one.high == other.high


def _pair(context: Context, one: Figure | None, other: Figure | None) -> FigurePair:
    known = one or other
    assert known is not None
    voice_a, stated_a = _voice(context.a, one)
    voice_b, stated_b = _voice(context.b, other)
    status = _status(one, other)
    if status == "changed" and _bounded_alike(context, one, other):
        status = "kept"
    if status == "kept" and any(
        asked(context, one, other)
        for asked in (misranked, as_many_others, other_part, other_fate, part_shifted, _turned)
    ):
        status = "changed"
    if (
        status == "kept"
        and stated_a
        and stated_b
        and voice_a
        and voice_b
        and compare_names(voice_a, voice_b) == "other"
    ):
        status = "reattributed"
    return FigurePair(
        a=(one.span,) if one else (),
        b=(other.span,) if other else (),
        value=known.value,
        high=known.high,
        bound=known.bound,
        unit=known.unit,
        counts=known.counts,
        voice_a=voice_a,
        voice_b=voice_b,
        status=status,
    )


def _turned(context: Context, one: Figure | None, other: Figure | None) -> bool:
    """Whether a verdict turns the bound of one of two figures: "at least 40" / "anything above 40 is too much"."""
    return one is not None and other is not None and turned_by_a_verdict(context.a, one, context.b, other)


def _bounded_alike(context: Context, one: Figure | None, other: Figure | None) -> bool:
    """Whether two figures of one value are limited alike in other words; a negation that this takes is told no more."""
    if one is None or other is None or not _same_value(one, other):
        return False
    if any(mark.bound_span is not None and mark.bound_span.text == "Some" for mark in (one, other)):
        return None in (one.bound, other.bound)  # no sentence may open with digits: "Some 340 sheep" / "340 sheep"
    negations = same_limits(context.a, one, context.b, other)
    if negations is None:
        return False
    context.a.claim(*filter(None, negations[:1]))
    context.b.claim(*filter(None, negations[1:]))
    return True


def _voice(side: Side, figure: Figure | None) -> tuple[str | None, bool]:
    if figure is None or figure.attribution is None:
        return None, False
    attribution = side.marked.attributions[figure.attribution]
    return attribution.voice_name, attribution.basis == "stated"


def _status(one: Figure | None, other: Figure | None) -> FigureStatus:
    if other is None:
        return "dropped"
    if one is None:
        return "added"
    if _same_value(one, other):
        return "kept" if _same_bound(one.bound, other.bound) or _turned_into_percent(one, other) else "changed"
    return "rounded" if _rounded(one, other) or converted(one, other) else "changed"


def _same_bound(one: Bound | None, other: Bound | None) -> bool:
    return one == other or (one is not None and other is not None and _NEAR[one] == _NEAR[other])


def _turned_into_percent(one: Figure, other: Figure) -> bool:
    """Whether a share is told as a round percentage, which is about it: "a third" / "around 33 percent"."""
    bounds = {_NEAR[bound] for bound in (one.bound, other.bound) if bound is not None}
    if bounds != {"about"} or is_fraction(one) == is_fraction(other):
        return False
    share, percent = (one, other) if is_fraction(one) else (other, one)
    return percent.unit == "percent" and not math.isclose(100 * share.value, percent.value, rel_tol=1e-9)


def _detail(one: Figure, other: Figure) -> str:
    """What of a figure changed when its value did not: its range, its unit, a limit, or a mere "about"."""
    if one.high != other.high:
        return "range"
    if not _same_value(one, other):
        return "unit"
    near = {_NEAR[bound] for bound in (one.bound, other.bound) if bound is not None}
    return "approximation" if near == {"about"} else "bound"


def _whole(side: Side, figure: Figure) -> Span:
    """A figure with its bound and its unit."""
    start, end = figure.span.start, figure.span.end
    if figure.bound_span is not None:
        start, end = min(start, figure.bound_span.start), max(end, figure.bound_span.end)
    sign = _sign(side, figure)
    start = min(start, sign)
    if figure.unit is not None and sign == figure.span.start:
        behind = side.words_in(figure.span.end, figure.span.end + 24)
        first = behind.start
        counted = figure.counts_span.start if figure.counts_span is not None else -1
        # ", 58, denied": an age has a unit that is not printed, so only a space or a hyphen may stand between.
        if (
            behind
            and side.words.starts[first] != counted
            and side.text[figure.span.end : side.words.starts[first]].strip() in ("", "-")
        ):
            end = max(end, side.words.ends[first])
    return side.span(start, end)


def _sign(side: Side, figure: Figure) -> int:
    """Where the sign of a currency before a figure begins ("£48 million", "EUR 48"); where the figure does if there is none."""
    start = figure.span.start
    if figure.unit is None:
        return start
    before = _SIGN.search(side.text, max(start - 5, 0), start)
    return start if before is None else before.start()


def _rounded(one: Figure, other: Figure) -> bool:
    """Whether one of the two is the other rounded to fewer digits (same unit, no range)."""
    if one.high is not None or other.high is not None or (one.unit and other.unit and one.unit != other.unit):
        return False
    fine, coarse = (one, other) if _digits(one.value) > _digits(other.value) else (other, one)
    digits = _digits(coarse.value)
    if digits >= _digits(fine.value) or fine.value == 0:
        return False
    place = digits - 1 - math.floor(math.log10(abs(fine.value)))
    near = (round(fine.value, place), _down(fine.value, place), _down(fine.value, place) + 10.0**-place)
    # Cut off or raised to the next is rounding too where a bound says so: 11,523 → "more than 11,500".
    allowed = near if coarse.bound is not None else near[:1]
    return any(math.isclose(coarse.value, value, rel_tol=1e-9) for value in allowed)


def _down(value: float, place: int) -> float:
    unit: float = 10.0**-place
    return math.floor(value / unit) * unit


def _digits(value: float) -> int:
    """Significant digits of a value as it would be printed."""
    text = f"{abs(value):.10g}"
    if "e" in text:
        text = text.partition("e")[0]
    return len(text.replace(".", "").strip("0")) if "." in text else len(text.rstrip("0").lstrip("0")) or 1


def _whole_sentence(context: Context, one: Figure | None, other: Figure | None) -> bool:
    side, figure = ("a", one) if one else ("b", other)
    assert figure is not None
    link = context.link_at(side, figure.span.start)
    return link is None or context.links[link].kind in ("dropped", "added")


def _with_its_voice(context: Context, one: Figure | None, other: Figure | None) -> bool:
    """Whether a figure went with the attribution it stands in: "according to two people close to the inquiry".

    Or two stand in the words behind two voices, one of which replaced the other: "said Ada Brun, 42" / "said Otto Lind, 67".
    """
    for side, figure in ((context.a, one), (context.b, other)):
        if figure is None:
            continue
        start, end = figure.span.start, figure.span.end
        gone = side.unvoiced.touches(start, end) or side.replaced.touches(start, end) or side.behind_a_voice(start)
        if not gone:
            return False
    return True


def _told_as_a_time(context: Context, one: Figure | None, other: Figure | None) -> bool:
    """Whether a figure that stands alone counts how long ago something was, and has been told with the date it answers."""
    if one and other:
        return False
    side, figure = (context.a, one) if one else (context.b, other)
    return figure is not None and side.timed.touches(figure.span.start, figure.span.end)


def _with_bound(side: Side, figure: Figure, pair: FigurePair, other: Figure | None) -> Span:
    """The figure, with its bound or the word behind it where it is the bound or the unit that changed."""
    bound = figure.bound_span
    if bound is not None and other is not None and not _same_bound(figure.bound, other.bound):
        return side.span(min(bound.start, figure.span.start), max(bound.end, figure.span.end))
    if other is not None and figure.value == other.value and figure.unit != other.unit:
        if (sign := _sign(side, figure)) < figure.span.start:
            return side.span(sign, figure.span.end)
        behind = side.words_in(figure.span.end, figure.span.end + 40)
        if behind and "\n" not in side.text[figure.span.end : side.words.starts[behind.start]]:
            return side.span(figure.span.start, side.words.ends[behind.start])
    return figure.span


_ASKED = (
    retold_whole,
    same_in_full,
    both_rates,
    of_the_others,
    _told_as_a_time,
    hours_between,
    range_ends,
    moved,
    share_of_that,
    multiple_of_that,
    ranks_of_others,
    to_or_by,
    told_from_the_end,
)
