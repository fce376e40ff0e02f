"""What two articles are to one another. This module alone decides it, for one pair, a collection and an archive alike.

How it works
1. *Identical*: the same words, case and punctuation aside.
2. *Containment* is the share of the lighter body's words, each weighing its squared background idf, that the collation found on
   the other side in sentences that answer one another. It depends on the two texts and the background table only.
3. Below `RETELLS` containment cannot tell a heavy rewording from two articles on one event. The *order* of the telling words that
   both have can: a copy keeps it, independent articles do not. *Shared* is the same containment over the words of the bodies
   wherever they stand; order is the share of its weight that stands in the same order (longest common subsequence).
4. A *passage* is a run of links that follow one another on both sides and keep most of their words (`SEVERAL`).
   Where there is none, the *literal* share can still be that of a passage taken apart: the share of the lighter side's words
   that stand in runs of four or more which the other side has, wherever they stand.
5. *Same event*: no retelling and no shared passage, but the same names, printed within `WINDOW` days.
6. Of texts that are not marked (candidates from an archive) there are only words: the same rules then hold for the words of the
   whole texts (`unmarked`), but *same event* is not told from *unrelated*, and half of the weight must stand in `ONE_ORDER`.

| threshold | value | from |
|---|---|---|
| RETELLS | 0.50 | the wire pair 0.8; one speaker a week apart 0.34; one quotation in two independent articles 0.44 |
| REWORDED | .20, .35, .92 | containment, shared, order: NewsWCL50 to .78, passages in US news to .89, reworded copies from .97 |
| PASSAGE | 20 words in one run | a quotation of two lines; shorter agreements are set phrases |
| BEYOND | 0.30 | the same containment without names, so that five names in a short item (SHORT_ITEM words) make no retelling |
| SEVERAL | 0.28 | containment from which reworded links count as a passage too; Clough and Stevenson's "non" answers reach 0.26 |
| LITERAL | 0.12, and PASSAGE words | Clough and Stevenson: "non" answers at most 0.07, a heavy revision without passages 0.26 |
| ONE_ORDER | 0.35 | unmarked: containment in one order; independent articles on one event at most 0.30 |
| TELLING | 2.0 nats | words that stand in at most one article of seven take part in the order |
| EVENT_NAMES | 3 | names in both |
| EVENT_SHARE | 0.35 | of the idf of the names of the side with less; or 0.25 of it and EVENT_WEIGHT, as long articles name more |
| EVENT_WEIGHT | 60 nats | NewsWCL50: 69 of 100 pairs of one event, 4 of 161 of different ones |
| EVENT_SCORE | 0.06 | containment; ECB+ topics 1 to 35: grouping B³ .79, with a quarter of the names and no weights .76 |
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import accumulate
from operator import mul

from retold.collation.literal import RUN, literal_runs
from retold.collation.places import places_of
from retold.collation.unmarked import Bare, agreement, literal, shared_in_order, thinned
from retold.records.article import Span, span
from retold.records.comparison import Collation, Passage, Relation, RelationKind
from retold.records.marks import Marked
from retold.text.background import idf, idfs
from retold.text.tokenise import words, words_of

RETELLS = 0.50
REWORDED = (0.20, 0.35, 0.92)
TELLING = 2.0
PASSAGE = 20
BEYOND = 0.30
SHORT_ITEM = 150
SEVERAL = 0.28
LITERAL = 0.12
ONE_ORDER = 0.35
EVENT_NAMES = 3
EVENT_SHARE = (0.35, 0.25)
EVENT_WEIGHT = 60.0
EVENT_SCORE = 0.06
WINDOW = 7


def relation(a: Marked, b: Marked, collation: Collation) -> Relation:
    """The relation of two collated articles: its kind, a score 0–1, the share of b's words that answer to a, the passages."""
    language = a.article.language or b.article.language or "en"
    side_a, side_b = _weighed(a.article.text, language), _weighed(b.article.text, language)
    if side_a.words.norm == side_b.words.norm:
        return Relation(kind="identical", score=1.0, copied=1.0)
    weight_a = sum([side_a.weight(one.start, one.end) for one in a.sentences])
    weight_b = sum([side_b.weight(one.start, one.end) for one in b.sentences])
    light_a = weight_a <= weight_b
    if light_a:
        score = _share(sum([side_a.weight(run.a_start, run.a_end) for run in collation.matches]), weight_a)
    else:
        score = _share(sum([side_b.weight(run.b_start, run.b_end) for run in collation.matches]), weight_b)
    counts = [side_b.count(run.b_start, run.b_end) for run in collation.matches]
    copied = _share(sum(counts), collation.words_b)
    passages = _passages(a, b, collation, counts, score >= SEVERAL)
    kind: RelationKind = "unrelated"
    if (score >= RETELLS and _beyond_names(a if light_a else b, side_a if light_a else side_b, collation, light_a)) or (
        score >= REWORDED[0] and _in_order(a, b, language)
    ):
        kind = "retelling"
    elif passages := passages or _literal(a, b):
        kind = "shares-passage"
    elif score >= EVENT_SCORE and _same_event(a, b, language):
        kind = "same-event"
    return Relation(
        kind=kind,
        score=round(score, 4),
        copied=round(copied, 4),
        passages=tuple(passages) if kind in ("retelling", "shares-passage") else (),
    )


def relation_unmarked(a: Bare, b: Bare) -> tuple[Relation, float]:
    """The relation of two texts by their words alone, and the share of a's words that b keeps. Passages are not told."""
    if list(a.words) == list(b.words):
        return Relation(kind="identical", score=1.0, copied=1.0), 1.0
    a, b = thinned(a, b)
    found = agreement(a, b)
    kind: RelationKind = "unrelated"
    if found.score >= RETELLS and found.first >= ONE_ORDER:
        kind = "retelling"
    elif found.score >= REWORDED[0]:
        shared, order = shared_in_order(a, b, TELLING**2)
        kind = "retelling" if shared >= REWORDED[1] and order >= REWORDED[2] else kind
    if kind == "unrelated":
        together, longest = literal(a, b)
        if longest >= PASSAGE or together >= max(PASSAGE, LITERAL * min(len(a.words), len(b.words))):
            kind = "shares-passage"
    return Relation(kind=kind, score=round(found.score, 4), copied=round(found.copied, 4)), round(found.kept, 4)


class _Weighed:
    """The words of an article with their squared idf summed up, so that any stretch is weighed in O(log n)."""

    def __init__(self, text: str, language: str) -> None:
        self.words = words_of(text)
        weights = idfs(self.words.norm, language)
        self._sums: list[float] = [0.0, *accumulate(map(mul, weights, weights))]
        self._index = places_of(text).index

    def weight(self, start: int, end: int) -> float:
        """The weight of the words in [start, end), code points."""
        return self._sums[self._index[end]] - self._sums[self._index[start]]

    def count(self, start: int, end: int) -> int:
        """The number of words in [start, end), code points."""
        return self._index[end] - self._index[start]


_weighed = lru_cache(maxsize=4)(_Weighed)  # asked for twice where the sides of a comparison are swapped


def _share(part: float, whole: float) -> float:
    return min(part / whole, 1.0) if whole else 0.0


def _beyond_names(light: Marked, weighed: _Weighed, collation: Collation, is_a: bool) -> bool:
    """Whether the lighter side shares words other than names too: in a few lines, names alone can make half of the weight."""
    if len(weighed.words) > SHORT_ITEM:
        return True
    names = [(name.span.start, name.span.end) for name in light.names]
    whole = sum(weighed.weight(one.start, one.end) for one in light.sentences)
    runs = [(run.a_start, run.a_end) if is_a else (run.b_start, run.b_end) for run in collation.matches]
    shared = sum(weighed.weight(*run) for run in runs)
    named = sum(weighed.weight(*name) for name in names)
    starts = sorted(runs)
    both = 0.0
    for start, end in names:
        at = bisect_left(starts, (start, 0)) - 1
        for run in starts[max(at, 0) : at + 4]:
            both += weighed.weight(max(start, run[0]), min(end, run[1])) if run[0] < end and start < run[1] else 0.0
    return _share(shared - both, max(whole - named, 0.0)) >= BEYOND


def _in_order(a: Marked, b: Marked, language: str) -> bool:
    """Whether enough of the words are shared, and these stand in the same order."""
    from rapidfuzz.distance import LCSseq

    norms_a, norms_b = ([word for one in marked.sentences for word in words(one.text).norm] for marked in (a, b))
    count_a, count_b = Counter(norms_a), Counter(norms_b)
    both = count_a & count_b

    def weigh(counts: Counter[str]) -> float:
        return sum(count * idf(word, language) ** 2 for word, count in counts.items())

    if _share(weigh(both), min(weigh(count_a), weigh(count_b))) < REWORDED[1]:
        return False
    telling = Counter({word: count for word, count in both.items() if idf(word, language) > TELLING})
    row_a, row_b = ([word for word in norms if word in telling] for norms in (norms_a, norms_b))
    kept = Counter(
        word for op in LCSseq.opcodes(row_a, row_b) if op.tag == "equal" for word in row_a[op.src_start : op.src_end]
    )
    return _share(weigh(kept), weigh(telling)) >= REWORDED[2]


def _passages(a: Marked, b: Marked, collation: Collation, counts: Sequence[int], reworded: bool) -> list[Passage]:
    """Runs of links that follow one another on both sides and agree in at least `PASSAGE` words. Unless `reworded`
    links count too, each keeps most of its words.

    `counts` are the words of each match."""
    shared = [0] * len(collation.links)
    for run, count in zip(collation.matches, counts, strict=True):
        shared[run.link] += count
    groups: list[list[int]] = []
    kinds = ("verbatim", "edited", "reworded") if reworded else ("verbatim", "edited")
    linked = [k for k, link in enumerate(collation.links) if link.kind in kinds]
    for k in linked:
        if (
            groups
            and k == groups[-1][-1] + 1
            and collation.links[groups[-1][-1]].b[-1].end <= collation.links[k].b[0].start
        ):
            groups[-1].append(k)
        else:
            groups.append([k])
    found = []
    for group in groups:
        count = sum([shared[k] for k in group])
        if count >= PASSAGE:
            found.append(
                Passage(
                    a=(_stretch(a, collation.links[group[0]].a, collation.links[group[-1]].a),),
                    b=(_stretch(b, collation.links[group[0]].b, collation.links[group[-1]].b),),
                    words=count,
                )
            )
    return found


def _literal(a: Marked, b: Marked) -> list[Passage]:
    """The longest runs that both bodies have to the letter, if such runs make enough of the lighter side; else none."""
    words_a, words_b = _body(a), _body(b)
    runs = literal_runs([word for word, _, _ in words_a], [word for word, _, _ in words_b])
    together = sum(run.length for run in runs)
    if together < max(PASSAGE, LITERAL * min(len(words_a), len(words_b))):
        return []
    longest = max(run.length for run in runs)
    return [
        Passage(
            a=(span(a.article.text, words_a[run.a][1], words_a[run.a + run.length - 1][2]),),
            b=(span(b.article.text, words_b[run.b][1], words_b[run.b + run.length - 1][2]),),
            words=run.length,
        )
        for run in runs
        if run.length >= min(longest, 2 * RUN)
    ]


def _body(marked: Marked) -> list[tuple[str, int, int]]:
    """The words of the sentences with their places: furniture is left out."""
    listed = words_of(marked.article.text)
    found: list[tuple[str, int, int]] = []
    for one in marked.sentences:
        first, last = bisect_left(listed.starts, one.start), bisect_left(listed.starts, one.end)
        found += zip(listed.norm[first:last], listed.starts[first:last], listed.ends[first:last], strict=True)
    return found


def _stretch(marked: Marked, first: Sequence[Span], last: Sequence[Span]) -> Span:
    return span(marked.article.text, first[0].start, last[-1].end)


def _day(published: str | None) -> date | None:
    """The day of a time as given, which may be anything; None where it names none."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _same_event(a: Marked, b: Marked, language: str) -> bool:
    names_a, names_b = {name.key for name in a.names}, {name.key for name in b.names}
    shared = names_a & names_b

    def weigh(keys: set[str]) -> float:
        return sum(idfs([word for key in keys for word in key.split()], language))

    weight = weigh(shared)
    share = EVENT_SHARE[weight >= EVENT_WEIGHT]
    if len(shared) < EVENT_NAMES or weight < share * min(weigh(names_a), weigh(names_b)):
        return False
    days = [day for x in (a.article.published, b.article.published) if (day := _day(x)) is not None]
    return len(days) < 2 or abs((days[0] - days[1]).days) <= WINDOW
