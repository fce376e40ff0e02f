"""Words turned into their opposite: rose / fell, accepted / rejected, safe / unsafe.

How it works
1. Two aligned words that are opposites, by the table below or by a negating prefix, are a negation of kind *opposite*.
2. Not where one of them stands under a negation and the other does not ("rejected" / "did not approve"), where the two tell one
   deed from both ends ("sold" / "bought", "sold to a fund" / "bought by a fund") or are part of a name.
3. Not where the sides count opposite parts of a whole: few / most, two / all but two, 2 percent / 98 percent.
   Nor where what has not been for some time is told as what last was: "unpaid since May" / "last paid in May".
   Nor where one side gives those for and those against apart, the other in one: "by 24 to 9 for the move".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from retold.changes.amounts import CARDINALS
from retold.changes.context import Context, Side
from retold.changes.contraries import OPPOSED, OPPOSITE
from retold.changes.degrees import for_a_time
from retold.changes.denial import plain
from retold.changes.derived import figures_in
from retold.changes.exchanged import SIGNS, changed_places, with_its_clause
from retold.changes.kept_from import kept_from
from retold.changes.turns import escapes, predicate_kept
from retold.marking.numerals import digits_value, words_value
from retold.records.article import Span
from retold.records.comparison import Change

_ALL = frozenset("all every everybody everyone everything".split())
_SAVE = frozenset({"but", "except", "save", "besides", "bar"})
_ONLY = frozenset("only just alone".split())
_WHOLE = 100  # percent
_NEGATED = 3  # words before an opposite in which its negation stands: "did not approve"
_CONVERSES = ({"buy", "sell"}, {"win", "lose"}, {"lend", "borrow"}, {"import", "export"})
_PASSIVE = frozenset("am is are was were be been being get gets got gotten".split())
_AUXILIARY = 3  # words from the auxiliary of a passive to its verb: "has been quietly sold"
_LED_TO = frozenset("a an the from to of by in".split())
_LED = frozenset({"to", "by"})
_POLES = frozenset({"for", "against"})
_FOR = frozenset("for favour favor backed back backing supported approved yes".split())
_VOTES = frozenset({"vote", "votes", "members", "delegates", "ballots"})
_VOTE = 8  # words from a vote's counts to its "for" or "against"
_SUBJECT = 5  # the same for its subject: "nobody on board survived"
_NOBODY = frozenset({"no", "nobody", "none", "nothing"})
_WAY = 3  # words that say on which side of something a figure lies: "more than the"
_ABOVE = frozenset("more above over higher longer larger bigger heavier taller older later beyond ahead".split())
_BELOW = frozenset("less fewer below under lower shorter smaller lighter younger earlier short behind".split())
_AGES = ({"younger", "later"}, {"older", "earlier"})  # who is younger came later
_TAKES_SIDES = frozenset({"vote", "side"})
_STOPS = frozenset(",;:—–")
_CLAUSES = frozenset("and but while whereas although though".split())  # words that join two statements
_SINCE = frozenset({"since", "until", "till", "before"})
_LATEST = frozenset("last before since after until first ago".split())
_COMPLEMENTS = [
    (few, most)
    for parts in ("few hardly barely scarcely minority/most majority all", "rarely seldom/mostly usually often always",
                  "little/much most all")
    for few in parts.split("/")[0].split()
    for most in parts.split("/")[1].split()
]  # fmt: skip


def opposites(context: Context) -> list[Change]:
    """Words turned into their opposite in linked sentences."""
    found = []
    # Stretches of one word on either side, too, so that small words answer each other (before / after).
    single = [one for one in context.stretches if len(one[1]) == len(one[2]) == 1]
    edited = [(run.link, words_a, words_b) for run, words_a, words_b in (*context.edits, *single)]
    paired = [(one[0], _opposite_pair(context, *one[1:])) for one in (*edited, *_in_place(context))]
    for link, pair in (*paired, *_measured_from(context)):
        if pair is None or _claimed(context.a, pair[0]) or _claimed(context.b, pair[1]):
            continue
        i, j = pair
        if _from_the_other_end(context, i, j):
            continue
        if _complementary(context, link) or _all_of_the_rest(context, i, j) or _converse(context, i, j):
            continue
        if _both_told(context, link, i, j) or _since_when(context, link, i, j):
            continue
        if _in_name(context.a, i) or _in_name(context.b, j):
            continue
        a = (context.a.span(context.a.words.starts[i], context.a.words.ends[i]),)
        b = (context.b.span(context.b.words.starts[j], context.b.words.ends[j]),)
        negation_a, negation_b = _negation_of(context.a, i), _negation_of(context.b, j)
        if (negation_a is None) != (negation_b is None):  # "rejected" / "did not approve": neither is told again
            context.a.claim(*a, *filter(None, [negation_a]))
            context.b.claim(*b, *filter(None, [negation_b]))
            continue
        found.append(Change(kind="negation", detail="opposite", a=a, b=b, within=context.within(a, b)))
        context.a.claim(*a)
        context.b.claim(*b)
    return found


def apart(context: Context, one: Change, other: Change) -> bool:
    """Whether two changes stand in clauses of their own, and all between them stays: neither turns the other round."""
    side, here = ("a", context.a) if one.a and other.a and other.detail != "gained" else ("b", context.b)
    spans = (one.a, other.a) if side == "a" else (one.b, other.b)
    if not all(spans):
        return False
    first, last = sorted((told[0] for told in spans), key=lambda span: span.start)
    there = context.b if side == "a" else context.a
    if first.end >= last.start or not all(
        same or all(_told(told, place) or _grammar(told, place) for told, place in ((here, own), (there, other)))
        for own, other, same in context.runs(side, first.end, last.start)
    ):
        return False
    between = here.words_in(first.end, last.start)
    marks = any(mark in _STOPS for mark in here.text[first.end : last.start])
    return marks or not _CLAUSES.isdisjoint(here.words.norm[between.start : between.stop])


def _told(side: Side, place: tuple[int, int]) -> bool:
    return place[0] == place[1] or side.claimed.holds(*place)


def _grammar(side: Side, place: tuple[int, int]) -> bool:
    """Whether a stretch holds no more than a word for a sign, and what leads from one figure to the next: "percent from"."""
    return all(word in SIGNS or word in _LED_TO for word in side.norms(*place))


def _claimed(side: Side, k: int) -> bool:
    return side.claimed.touches(side.words.starts[k], side.words.ends[k])


def _from_the_other_end(context: Context, i: int, j: int) -> bool:
    """Whether those on either side of a word changed sides: "the mast is taller than the crane" / "the crane is shorter"."""
    a, b = context.a, context.b
    left = next((k for k in range(i - 1, max(i - 1 - _SUBJECT, -1), -1) if not a.light[k]), None)
    right = next((k for k in range(i + 1, min(i + 1 + _SUBJECT, len(a.words))) if not a.light[k]), None)
    if left is None or right is None:
        return False
    before, behind = (context.answer(a.words.starts[k], a.words.ends[k], edits=False) for k in (right, left))
    at = b.words.starts[j]
    return any(start < at for start, _ in before) and any(start > at for start, _ in behind)


def _in_place(context: Context) -> Iterator[tuple[int, range, range]]:
    """Words in whose place another stands, though they stand elsewhere in the other sentence: "raised growth and lowered debt" /
    "lowered growth and raised debt". Not where what is told of them moved with them."""
    for places in context.crossed if context.english else ():
        ones = [one for one in places if one.a_end - one.a == one.b_end - one.b == 1]
        ones = [one for one in ones if _opposite_pair(context, range(one.a, one.a_end), range(one.b, one.b_end))]
        if len(ones) == 2 and with_its_clause(context, places, (ones[0], ones[1])):
            continue
        pair = (ones[0], ones[1]) if len(ones) == 2 else None
        if len(ones) > 2 or (pair and changed_places(context, *pair) and pair not in context.exchanged):
            continue
        for one in ones:
            link = context.link_at("a", context.a.words.starts[one.a])
            if link is not None:
                yield link, range(one.a, one.a_end), range(one.b, one.b_end)


def _measured_from(context: Context) -> Iterator[tuple[int, tuple[int, int]]]:
    """Words right behind a figure that say on which side of something it lies: "a metre above the record" / "less than the record".

    What it is measured from must stand in its place.
    """
    for run, words_a, words_b in context.stretches:
        if not (0 < len(words_a) <= _WAY and 0 < len(words_b) <= _WAY):
            continue
        behind = next((k for k in range(words_a.stop, len(context.a.words)) if not context.a.light[k]), None)
        ways = _ways(context, words_a, words_b)
        if behind is None or ways is None:
            continue
        place = context.a.words.starts[behind], context.a.words.ends[behind]
        answer = next(iter(context.answer(*place, edits=False)), None)
        if answer is not None and 0 <= context.b.words_in(*answer).start - words_b.stop <= _WAY:
            yield run.link, ways


def _ways(context: Context, in_a: range, in_b: range) -> tuple[int, int] | None:
    """The words, each first behind a figure and its unit, one of which says above and the other below."""
    if not (_behind_a_figure(context.a, in_a.start) and _behind_a_figure(context.b, in_b.start)):
        return None
    one, other = context.a.words.norm[in_a.start], context.b.words.norm[in_b.start]
    turned = {one, other} not in _AGES and ((one in _ABOVE and other in _BELOW) or (one in _BELOW and other in _ABOVE))
    return (in_a.start, in_b.start) if turned else None


def _behind_a_figure(side: Side, k: int) -> bool:
    """Whether a word stands right behind a figure or behind its unit: "1.2 metres more", "3% below"."""
    return any(
        j >= 0
        and side.figured.touches(side.words.starts[j], side.words.ends[j])
        and (j == k - 1 or side.light[j] is False)
        for j in (k - 1, k - 2)
    )


def _complementary(context: Context, link: int) -> bool:
    """Whether the sides count opposite parts of a whole: "few shops were open" / "most shops were closed"."""
    sides = (context.a, context.links[link].a), (context.b, context.links[link].b)
    one, other = ({word for span in spans for word in side.norms(span.start, span.end)} for side, spans in sides)
    only_one, only_other = one - other, other - one
    if any((x in only_one and y in only_other) or (y in only_one and x in only_other) for x, y in _COMPLEMENTS):
        return True
    for counted, (here, there) in (
        (only_one, (context.b, context.links[link].b)),
        (only_other, (context.a, context.links[link].a)),
    ):
        if not _ONLY.isdisjoint(counted) and any(_all_but(here, span) for span in there):
            return True
    return parts_of_a_whole(context, link)


def _all_but(side: Side, sentence: Span) -> bool:
    """Whether a sentence tells of all but some: "all but two letters"."""
    return any(one in _ALL and other in _SAVE for one, other in pairwise(side.norms(sentence.start, sentence.end)))


def _converse(context: Context, i: int, j: int) -> bool:
    """Whether two verbs tell one deed from both ends, of other subjects: "the town sold the hall" / "a chain bought the hall"."""
    if {context.a.forms[i], context.b.forms[j]} not in _CONVERSES:
        return False
    subject = next((k for k in range(i - 1, max(i - 1 - _SUBJECT, -1), -1) if not context.a.light[k]), None)
    if subject is None:
        return False
    own = context.b.words.starts[max(j - _SUBJECT, 0)], context.b.words.starts[j]
    if {_party(context.a, i), _party(context.b, j)} == {"by", "to"}:  # "sold to a fund" / "bought by a fund"
        return True
    places = context.answer(context.a.words.starts[subject], context.a.words.ends[subject], edits=False)
    return not any(own[0] <= start < own[1] for start, _ in places)


def _party(side: Side, k: int) -> str:
    """What leads in the other party of a deed told in the passive, its verb `k`: "to" or "by", or empty."""
    norm = side.words.norm
    if _PASSIVE.isdisjoint(norm[max(k - _AUXILIARY, 0) : k]):
        return ""
    return next((word for word in norm[k + 1 : k + 1 + _SUBJECT] if word in _LED), "")


def _since_when(context: Context, index: int, i: int, j: int) -> bool:
    """Whether what has not been for some time is told as what last was, or was only then.

    "Unpaid for a month" / "last paid in May". Asked of a word and the same with a negating prefix only; the plain one needs a
    word of time that is new.
    """
    one, other = context.a.words.norm[i], context.b.words.norm[j]
    if not (one.endswith(other) or other.endswith(one)):
        return False
    link = context.links[index]
    told = [
        [word for span in spans for word in side.norms(span.start, span.end)]
        for side, spans in ((context.a, link.a), (context.b, link.b))
    ]
    denied, plain = told if len(one) > len(other) else told[::-1]
    timed = for_a_time(denied) or not _SINCE.isdisjoint(denied)
    return timed and not _LATEST.difference(denied).isdisjoint(plain)


def _both_told(context: Context, index: int, i: int, j: int) -> bool:
    """Whether one side counts those for and those against, and the other gives both counts in one: "by 24 votes to 9 for it"."""
    link = context.links[index]
    for here, there, k, spans in ((context.a, context.b, j, link.a), (context.b, context.a, i, link.b)):
        pole = there.words.norm[k]
        if pole not in _POLES:
            continue
        counts = _first_count(there, k)
        if counts is None:
            continue
        for span in spans:
            norm = here.norms(span.start, span.end)
            if "against" in norm and not _FOR.isdisjoint(norm) and counts[0] in norm and counts[1] in norm:
                behind = norm[norm.index(counts[0]) + 1 :]
                first = next((word for word in behind if word in _POLES or word in _FOR), "")
                return (first == "against") == (pole == "against")
    return False


def _first_count(side: Side, k: int) -> tuple[str, str] | None:
    """The two counts of a vote in the words before or behind the word `k`: "by 24 to 9"."""
    norm = side.words.norm
    for at in range(max(k - _VOTE, 0), min(k + _VOTE, len(norm) - 2)):
        counts = [word for word in norm[at : at + 4] if word not in _VOTES]
        if len(counts) > 2 and counts[1] == "to" and all(map(_counts, (counts[0], counts[2]))):
            return counts[0], counts[2]
    return None


def _counts(word: str) -> bool:
    return word[0].isdigit() or word in CARDINALS


def _all_of_the_rest(context: Context, i: int, j: int) -> bool:
    """Whether the words `i` and `j` are "none" and "all", and what is told of them differs too: "no bus was late" / "every bus
    was on time"."""
    for side, here, k in (("a", context.a, i), ("b", context.b, j)):
        word = here.words.norm[k]
        if word in _NOBODY or word == "neither":
            link = context.link_at(side, here.words.starts[k])
            spans = () if link is None else getattr(context.links[link], side)
            end = next((span.end for span in spans if span.start <= here.words.starts[k] < span.end), 0)
            behind = range(k + 1, here.words_in(here.words.starts[k], end).stop)
            there, theirs = (context.b, "b") if side == "a" else (context.a, "a")
            others = () if link is None else getattr(context.links[link], theirs)
            if escapes(here, behind, there, others) or kept_from(context, side, behind):
                return True
            return not predicate_kept(context, side, behind, word in ("no", "neither"))
    return False


def _negation_of(side: Side, k: int) -> Span | None:
    """The plain negation right before a word, or "nobody" as its subject, no comma or full stop between, where there is one."""
    for j in range(k - 1, max(k - 1 - _SUBJECT, -1), -1):
        start, end = side.words.starts[j], side.words.ends[j]
        if any(mark in side.text[end : side.words.starts[j + 1]] for mark in ",.;:?!\n"):
            return None
        word = side.words.norm[j]
        yet = word == "yet" and side.words.norm[j + 1] == "to"  # "have yet to be mended"
        if ((plain(word) or yet) and k - j <= _NEGATED) or word in _NOBODY or word == "neither":
            return side.span(start, end)
    return None


def _in_name(side: Side, k: int) -> bool:
    start, end = side.words.starts[k], side.words.ends[k]
    return any(name.span.start <= start and end <= name.span.end for name in side.marked.names)


def _opposite_pair(context: Context, in_a: range, in_b: range) -> tuple[int, int] | None:
    """The first two words of a short phrase and its counterpart that are opposites."""
    if len(in_a) > 4 or len(in_b) > 4:
        return None
    for i in in_a:
        one, form = context.a.words.norm[i], _form(context.a, i)
        opposed = one in OPPOSED or form in OPPOSED
        for j in in_b:
            other = context.b.words.norm[j]
            if opposed and ((one, other) in OPPOSITE or (form, _form(context.b, j)) in OPPOSITE):
                return i, j
            if {one, other} == {"with", "against"} and _sides(context.a, i) and _sides(context.b, j):
                return i, j
            if (one.endswith(other) or other.endswith(one)) and _negates(one, other):
                return i, j
    return None


def _sides(side: Side, k: int) -> bool:
    """Whether the verb before a word takes sides: "voted with the government"."""
    return not _TAKES_SIDES.isdisjoint(side.forms[max(k - 2, 0) : k])


def _form(side: Side, k: int) -> str:
    """The dictionary form of a word; of a gerund that has an entry of its own ("cutting") that of the verb."""
    form = side.forms[k]
    if form.endswith("ing") and form == side.words.norm[k]:
        stem = form[:-3]
        ends = (stem[:-1], stem, f"{stem}e") if stem[-1:] == stem[-2:-1] else (stem, f"{stem}e")
        return next((one for one in ends if one in OPPOSED), form)
    return form


def _negates(one: str, other: str) -> bool:
    """Whether one word is the other with a negating prefix (safe / unsafe, legal / illegal)."""
    short, long = sorted((one, other), key=len)
    prefix = long[: len(long) - len(short)]
    return long.endswith(short) and prefix in ("un", "in", "im", "il", "ir", "dis", "non") and len(short) > 3


def parts_of_a_whole(context: Context, index: int) -> bool:
    """Whether two numbers that only one side has, one each, make up a whole: one that both name, or a hundred percent."""
    link = context.links[index]
    one, other = (
        {words_value(word) if word.isalpha() else digits_value(word) for span in spans for word in side.norms(span.start, span.end)
         if word[:1].isdigit() or word in CARDINALS}
        for side, spans in ((context.a, link.a), (context.b, link.b))
    )  # fmt: skip
    if any(x and y and x + y in one & other for x in one - other for y in other - one):
        return True
    shares, rests = (_percents(side, spans) for side, spans in ((context.a, link.a), (context.b, link.b)))
    if any(x + y == _WHOLE for x in shares - rests for y in rests - shares):
        return True
    return any(  # "400 of 500 passed" / "20 percent of 500 failed"
        x and whole and x + share / _WHOLE * whole == whole
        for mine, percents in ((one - other, rests - shares), (other - one, shares - rests))
        for x in mine
        for share in percents
        for whole in one & other
    )


def _percents(side: Side, spans: Sequence[Span]) -> set[float]:
    return {
        one.value for span in spans for one in figures_in(side, (span,)) if one.unit == "percent" and one.high is None
    }
