"""Every reason that a pair of marked articles gives for a direction.

1. *Credit.* "X reports, citing Y": Y's article is the source of X's. The credit is resolved to a medium (`agencies`)
   and compared with what the other article shows itself to be: its outlet, its agency, its dateline's slug, its host.
   A credit that resolves to neither still says that this text is a pick-up. A credit to oneself says nothing.
2. *Dateline.* The slug of an agency on a page that shows no other outlet is the agency's own form.
3. *Clocks.* Ordered only where the two intervals of `clocks` do not overlap; a short lag counts less.
4. *Damage.* A broken place counts only where the collation shows the same place intact in the other text; a misspelt word
   where the other has the dictionary word. On one page it says nothing: a later version mends what was broken.
5. *Fidelity.* Words that stand in quotation marks on one side and without them on the other.
6. *Length.* Only where its sign is known: revisions of one page grow, digests by another author shrink. Between two
   news texts the sign was found to be even, and length says next to nothing.
7. *Revisions.* See `revision`.

Known exceptions: a translation desk credits the edition in the original language; an embargoed copy is dated before its
source; a desk that repairs damage hides it. All weights, with their reasons, stand in `pair_weights.json`.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate, compress

from retold.descent import agencies, clocks
from retold.descent.items import item
from retold.descent.orient import net
from retold.descent.provenance import Sides, credit_evidence, dateline_evidence
from retold.descent.revision import revision_evidence, same_page
from retold.descent.weights import pair_weight
from retold.records.article import Span, span
from retold.records.comparison import Collation, Evidence, Link
from retold.records.marks import Damage, Marked
from retold.text.background import listed
from retold.text.tokenise import Words, words, words_of

_LEAST_WEIGHT = 0.01
SHORTEST, LONG = 5, 8  # letters of a word whose spelling is judged; from LONG on two letters may differ
MOST_NEW_WORDS = 3000  # words of one text that the other lacks, looked at


def evidence(a: Marked, b: Marked, collation: Collation, now: float | None = None) -> tuple[Evidence, ...]:
    """All evidence of a pair, strongest first, of two equals that for the likelier source.

    `favours` and `in_` are 0 for side a and 1 for side b.
    """
    sides = (a, b)
    one_page = same_page(a.article, b.article)  # a later version mends what is broken: damage then says the contrary
    found = [
        *credit_evidence(sides),
        *dateline_evidence(sides),
        *clock_evidence(sides, now),
        *(() if one_page else damage_evidence(sides, collation)),
        *(() if one_page else spelling_evidence(sides)),
        *fidelity_evidence(sides, collation),
        *revision_evidence(sides),
        *length_evidence(sides),
    ]
    likelier = 0 if net(found) >= 0 else 1
    return tuple(sorted(found, key=lambda one: (-one.weight, one.cue, one.favours != likelier, one.says)))


def clock_evidence(sides: Sides, now: float | None = None) -> Iterator[Evidence]:
    """The order of the two times of publication, where the intervals do not overlap."""
    latest = clocks.present([side.article for side in sides]) if now is None else now
    first, second = (clocks.read(side.article, latest) for side in sides)
    if first.high < second.low:
        favours, lag, kinds = 0, second.low - first.high, (first.high_kind, second.low_kind)
    elif second.high < first.low:
        favours, lag, kinds = 1, first.low - second.high, (second.high_kind, first.low_kind)
    else:
        return
    if kinds == ("published", "published"):
        most = pair_weight("clock_published")
    else:
        most = pair_weight("clock_dateline" if "dateline" in kinds else "clock_bound")
    half = pair_weight("clock_half_lag_minutes") * 60
    weight = most * -math.expm1(-math.log(2) * lag / half)
    if weight > _LEAST_WEIGHT:
        yield item("clock", favours, weight, f"is earlier by {_lag(lag)} ({kinds[0]} against {kinds[1]})")


def _lag(seconds: float) -> str:
    for size, name in ((clocks.DAY, "day"), (clocks.HOUR, "hour"), (60.0, "minute")):
        if seconds >= size:
            count = int(seconds // size)
            return f"at least {count} {name}{'s' if count > 1 else ''}"
    return "less than a minute"


def damage_evidence(sides: Sides, collation: Collation) -> Iterator[Evidence]:
    """Broken places of one text that stand intact in the other."""
    for side in (0, 1):
        left = pair_weight("damage_most")
        for damage in sides[side].damage:
            intact = _intact_counterpart(sides, side, damage, collation)
            if intact is None or left <= 0:
                continue
            weight = min(left, pair_weight(f"damage_{damage.kind}"))
            left -= weight
            says = f"the other is damaged ({damage.kind.replace('-', ' ')}) where this one is intact"
            yield item("damage", 1 - side, weight, says, (side, damage.span), (1 - side, intact))
        repeated = [piece for piece in sides[side].furniture if piece.kind == "title-repeated"]
        if repeated and not any(piece.kind == "title-repeated" for piece in sides[1 - side].furniture):
            says = "the other prints its title twice, as page copies do"
            yield item("damage", 1 - side, pair_weight("title_repeated"), says, (side, repeated[0].span))


def _intact_counterpart(sides: Sides, side: int, damage: Damage, collation: Collation) -> Span | None:
    """The sentence of the other side that answers a damaged one and is not damaged in the same way, or None."""
    broken = damage.span
    for mine, theirs in _answered(collation.links, side):
        if not any(place.start < broken.end and broken.start < place.end for place in mine):
            continue
        for place in theirs:
            if not any(
                other.kind == damage.kind and other.span.start < place.end and place.start < other.span.end
                for other in sides[1 - side].damage
            ):
                return place
    return None


def fidelity_evidence(sides: Sides, collation: Collation) -> Iterator[Evidence]:
    """Speech that one side has in quotation marks and the other repeats without them."""
    for side in (0, 1):
        left = pair_weight("fidelity_most")
        for mine, theirs in _answered_quotations(sides, side, collation):
            if left <= 0:
                break
            weight = min(left, pair_weight("fidelity_marks_lost"))
            left -= weight
            says = "the other repeats these quoted words without the marks"
            yield item("fidelity", side, weight, says, (side, mine), (1 - side, theirs))


def _answered(links: tuple[Link, ...], side: int) -> list[tuple[tuple[Span, ...], tuple[Span, ...]]]:
    """The sentences of each link, those of `side` first, where both sides have some."""
    return [((link.a, link.b) if side == 0 else (link.b, link.a)) for link in links if link.a and link.b]


def _answered_quotations(sides: Sides, side: int, collation: Collation) -> Iterator[tuple[Span, Span]]:
    """Quotations of four words or more whose linked sentences on the other side hold their words and no quotation."""
    marked, other = sides[side], sides[1 - side]
    spans = [(q.inner.start, q.inner.end, q) for q in marked.quotations if q.speech == "speech" and q.closed]
    starts = [q.span.start for q in other.quotations]
    reach = list(accumulate((q.span.end for q in other.quotations), max))
    if not spans:
        return
    at = 0
    for mine, theirs in sorted(_answered(collation.links, side), key=lambda pair: pair[0][0].start):
        while at < len(spans) and spans[at][1] <= mine[0].start:
            at += 1
        if at == len(spans):
            return
        start, end, quotation = spans[at]
        if start < mine[0].start or end > mine[-1].end:
            continue
        before = bisect_left(starts, theirs[-1].end)
        if before and reach[before - 1] > theirs[0].start:
            continue  # they hold a quotation, or a part of one
        held = set(words(other.article.text, theirs[0].start, theirs[-1].end).norm)
        spoken = words(marked.article.text, start, end).norm
        if len(spoken) >= 4 and sum(word in held for word in spoken) >= 0.8 * len(spoken):
            yield quotation.span, theirs[0]


def length_evidence(sides: Sides) -> Iterator[Evidence]:
    """Length, where its sign is known: versions of one page grow, digests by another author shrink."""
    articles = [side.article for side in sides]
    counts = [len(words_of(article.text)) for article in articles]
    if min(counts) == 0 or counts[0] == counts[1]:
        return
    longer = 0 if counts[0] > counts[1] else 1
    doublings = math.log2(counts[longer] / counts[1 - longer])
    sizes = f"({counts[longer]} words against {counts[1 - longer]})"
    if same_page(*articles):
        weight = pair_weight("length_revision") * min(1.0, doublings / pair_weight("length_revision_full"))
        favours, says = 1 - longer, f"is the shorter of two versions of one page {sizes}"
    elif articles[0].outlet and articles[1].outlet and not agencies.same(articles[0].outlet, articles[1].outlet):
        kind = "news" if any(_is_news(side) for side in sides) else "digest"
        weight = min(pair_weight(f"length_{kind}_most"), pair_weight(f"length_{kind}") * doublings)
        favours, says = longer, f"is the longer of two texts by different hands {sizes}"
    else:
        return
    if weight > _LEAST_WEIGHT:
        yield item("length", favours, weight, says)


def _is_news(marked: Marked) -> bool:
    """Whether a text shows a mark of news: a dateline, a credit or a clock."""
    return bool(marked.dateline or marked.credits or clocks.clocks_of(marked.article))


def spelling_evidence(sides: Sides) -> Iterator[Evidence]:
    """Misspelt words of one text that stand correctly in the other."""
    texts = [words_of(side.article.text) for side in sides]
    for side in (0, 1):
        left = pair_weight("damage_misspelt_most")
        other = set(texts[1 - side].norm)
        for at, right in _misspelt(sides[side], texts[side], other):
            if left <= 0:
                break
            weight = min(left, pair_weight("damage_misspelt"))
            left -= weight
            place = span(sides[side].article.text, texts[side].starts[at], texts[side].ends[at])
            says = f"the other misspells a word that this one has right (“{right}”)"
            yield item("damage", 1 - side, weight, says, (side, place))


def _misspelt(marked: Marked, own: Words, other: set[str]) -> Iterator[tuple[int, str]]:
    """(index, right form) of lower-case words in no list that are a letter or two from a listed word of the other text."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import extractOne

    language = marked.article.language or "en"
    text, mine = marked.article.text, set(own.norm)
    new = {word for word in mine - other if len(word) >= SHORTEST and word.isalpha()}
    count = 0
    rightly: list[str] | None = None
    for at in compress(range(len(own)), map(new.__contains__, own.norm)):  # a word is looked at once, then new no more
        if not text[own.starts[at]].islower():
            continue
        word = own.norm[at]
        new.discard(word)
        count += 1
        if listed(word, language):
            continue
        if count > MOST_NEW_WORDS:
            return
        if rightly is None:
            rightly = sorted([w for w in other - mine if len(w) >= SHORTEST - 1 and listed(w, language)])
        far = 1 if len(word) < LONG else 2
        found = extractOne(word, rightly, scorer=Levenshtein.distance, score_cutoff=far)
        if found is not None:
            yield at, str(found[0])
