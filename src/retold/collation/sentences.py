"""Which sentences of one telling answer which of the other.

How it works
1. A sentence is the multiset of its words' dictionary forms, each weighing its background idf plus `FUNCTION`, so that a
   shared rare word says more than a shared article.
2. Candidate pairs share a word that stands in few sentences of both texts, or are the same sentence. So the work grows with
   the length of the texts, not with its square, also on hostile texts.
3. A *bead* is one or two sentences of a against one to three of b (or the reverse). Its gain is the weight of the words that
   both sides share less `DUE` of the mean weight of both sides: a sentence must bring in that much to be worth a link.
4. The best set of beads in the same order on both sides is a heaviest chain (Fenwick tree, K log n for K beads).
5. Beads that are left over and share at least `MOVED_DUE` of the lighter side are sentences that were moved.
6. Sentences still unlinked that stand in the same gap are compared by the `Similarity` measure; it finds rewordings that
   share few words. Bounded to `GAP` sentences a side and gap. Where the gap has few of them, words that are kin (`kin`)
   count too: between the same neighbours a sentence of the same things is a rewording.
7. What is then left and is made of kin words nearly throughout was reworded and moved.

| threshold | value | from |
|---|---|---|
| FUNCTION | 0.25 | weight of "the": enough to order, too little to link |
| DUE | 0.30 | links all but 4 in 1,000 of MRPC's pairs that mean the same; 0.40 loses 3 in 100 (`benchmarks/collation.py`) |
| EXTRA_DUE | 0.45 | a second sentence must be covered this far to be taken for a split |
| MOVED_DUE | 0.45 | a moved sentence has no neighbour to vouch for it |
| REST_DUE | 0.30 | `Trigrams` over sentences in one gap; unrelated sentences of one topic stay below 0.2 |
| ALONE_DUE | 0.12 | the only two unlinked sentences between linked neighbours, if they share a telling word (`ALONE_SHARED` nats) |
| KIN_GAP | 16 | pairs of sentences of a gap up to which kin words are looked at |
| KIN_DUE | 0.25, 0.15 | least kin share of the lighter and the heavier sentence: 1 in 60 neighbours, 9 in 10 rewordings |
| | 0.22, 0.18 | or this: two sentences of one length |
| | 0.45, 0.07 | or this: a sentence that lost its attribution, a clause |
| KIN_SHORT | 0.2, 0.08 | or this: two sentences of up to `SHORT` (10) words, alone between linked neighbours: of 30 short
rewordings 24 reach it, of 20 pairs on one story that say different things the 4 that share their subject |
| KIN_LEAST | 1.8, 4.0 | nats of kin words, where two sentences are alone in their gap and where not |
| IN_PLACE | 8 | words of two sentences alone between linked neighbours that open with a word like "they" or "some", name nothing,
count the same, or point back by one pronoun, and are linked whatever they share ("They carried no weapons." / "They were
unarmed."): none of 293 real pairs has two of the first kind |
| AS_MUCH | 14 | words of two sentences alone between linked neighbours that tell the same amounts ("Turnout was 81%." /
"Eighty-one percent of those entitled to vote did so.") |
| COUNTING | 5 | words of a sentence all of whose numbers the sentence beside it has taken in, on the other side alone |
| KIN_MOVED | 0.6, 0.3 | the same shares for a sentence that stands elsewhere, with `KIN_REST` (6) nats |
| KIN_REST_DUE | 0.3 | the share of a sentence, and of what the link beside it leaves over on the other side, that is kin |
| OWN | 0.35 | what it leaves over on its own side may not weigh more than this share of that |
| KIN_CLAUSE_DUE | 0.25 | the same share for one clause behind a comma or a joining word, whatever else is left over; what it hides
shows in the rows sentence-dropped and sentence-added of `benchmarks/changes.py` |
| BRIDGE | 1 | words that both sides have in the middle of such a clause |
| CLAUSE | 4 | words of it: fewer are a name for "it", no clause |
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress, islice, repeat
from math import fsum, inf
from operator import attrgetter, eq

import msgspec

from retold.collation.counted import amounts
from retold.collation.kin import kinship
from retold.collation.line import forms_of
from retold.marking.numerals import words_value
from retold.records.article import Span
from retold.text.background import idfs
from retold.text.lemma import lemmas
from retold.text.similarity import Similarity
from retold.text.tokenise import Words, words, words_of

FUNCTION = 0.25
DUE = 0.30
EXTRA_DUE = 0.45
MOVED_DUE = 0.45
REST_DUE = 0.30
ALONE_DUE = 0.12
ALONE_SHARED = 2.5
POSTINGS = 24  # a word that stands in more sentence pairs than this (squared) names no candidates
PROMISE = 0.15  # the telling words alone must make up this share of the lighter sentence before the pair is looked at
PART_PROMISE = 0.25  # the same for each part of a split or merge
GAP = 60
KIN_GAP = 16
KIN_DUE = ((0.25, 0.15), (0.22, 0.18), (0.45, 0.07))
KIN_SHORT = ((0.2, 0.08),)
SHORT = 10
KIN_LEAST = (1.8, 4.0)
KIN_MOVED = ((0.6, 0.3),)
KIN_REST = 6.0
KIN_REST_DUE = 0.3
OWN = 0.35
KIN_CLAUSE_DUE = 0.25
BRIDGE = 1
IN_PLACE = 8
AS_MUCH = 14
COUNTING = 5
CLAUSE = 4

_POINTS = frozenset("he she it they we i you this that these those there".split())
_SOME = frozenset("some none nobody no not all everybody everyone both many few most neither each".split())
_POINTERS = tuple(
    map(frozenset, ({"it", "its", "this", "that"}, {"they", "them", "their"}, {"he", "him", "his"}, {"she", "her"}))
)
_MARKS = frozenset(",;:–—(")
_JOINS = frozenset("and but while whereas who whom whose which as with although though".split())
_TELLS = frozenset('0123456789"“”«»„')

DENSE = 1 << 18  # pairs of sentences up to which a weight is kept for each

# For each sentence of a: sentence of b → weight. Nothing is shared with the two behind the last.
Shared = list[list[float] | dict[int, float]]


class Bag(msgspec.Struct, frozen=True, gc=False):
    """Words with the idf of each, how many times more those stand there that are repeated, and the weight of all.

    Weights are summed by `fsum`, whose result does not hang on the order, so that words may be met in that of a set.
    """

    words: dict[str, float]
    again: dict[str, int]
    weight: float


class Unit(msgspec.Struct, frozen=True, gc=False):
    """A sentence ready to be compared: its words in place, their dictionary forms and idf, and its bag.

    `first` is the index of its first word among those of the article; -1 where a word of that stands across its border.
    """

    span: Span
    first: int
    words: Words
    lemmas: list[str]
    idfs: list[float]
    bag: Bag


class Bead(msgspec.Struct, frozen=True, gc=False):
    """Sentences [a, a_end) of one side answer [b, b_end) of the other; `common` is the weight of what they share."""

    a: int
    a_end: int
    b: int
    b_end: int
    common: float
    gain: float
    similarity: float
    moved: bool = False


_IN_ORDER = attrgetter("a", "b", "a_end", "b_end")


def units(text: str, sentences: Iterable[Span], language: str) -> list[Unit]:
    """The sentences of `text` as units, in order."""
    made = []
    whole = words_of(text)
    starts, ends = whole.starts, whole.ends
    every = forms_of(text, language)
    rarity = idfs(every, language)
    for sentence in sentences:
        first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        if (first and ends[first - 1] > sentence.start) or (last and ends[last - 1] > sentence.end):
            first, found = -1, words(text, sentence.start, sentence.end)  # a word stands across the border
            forms = lemmas(found.norm, language)
            weights = idfs(forms, language)
        else:
            found = Words(whole.norm[first:last], starts[first:last], ends[first:last])
            forms, weights = every[first:last], rarity[first:last]
        bag = _bag(forms, dict(zip(forms, weights, strict=True)), FUNCTION * len(forms) + fsum(weights))
        made.append(Unit(sentence, first, found, forms, weights, bag))
    return made


def _bag(forms: list[str], weights: dict[str, float], weight: float) -> Bag:
    again: dict[str, int] = {}
    if len(weights) < len(forms):
        ordered = sorted(forms)
        for word in compress(ordered, map(eq, ordered, islice(ordered, 1, None))):
            again[word] = again.get(word, 0) + 1
    return Bag(weights, again, weight)


def _merged(group: Sequence[Unit]) -> Bag:
    if len(group) == 1:
        return group[0].bag
    weights: dict[str, float] = {}
    for unit in group:
        weights |= unit.bag.words
    return _bag([form for unit in group for form in unit.lemmas], weights, fsum([unit.bag.weight for unit in group]))


def _common(one: Bag, other: Bag) -> float:
    shared = list(map(one.words.__getitem__, one.words.keys() & other.words.keys()))
    return FUNCTION * len(shared) + fsum(shared) + _repeated(one, other)


def _repeated(one: Bag, other: Bag) -> float:
    """What those words weigh that both hold more than once, the first time aside."""
    if not one.again or not other.again:
        return 0.0
    words = one.again.keys() & other.again.keys()
    return fsum([(FUNCTION + one.words[word]) * min(one.again[word], other.again[word]) for word in words])


def beads(a: list[Unit], b: list[Unit], measure: Similarity) -> list[Bead]:
    """The links between the sentences of two texts, in order of a: the chain, then moved ones put in their place."""
    shared = _shared(a, b)
    singles = _singles(a, b, shared)
    found = _chain([*singles.values(), *_groups(a, b, singles, shared)])
    used_a = {i for bead in found for i in range(bead.a, bead.a_end)}
    used_b = {j for bead in found for j in range(bead.b, bead.b_end)}
    if len(used_a) == len(a) and len(used_b) == len(b):
        return found
    loose = [bead for bead in singles.values() if bead.a not in used_a and bead.b not in used_b]
    for bead in sorted(loose, key=lambda bead: (-bead.similarity, -bead.common, bead.a, bead.b)):
        due = bead.common / (min(a[bead.a].bag.weight, b[bead.b].bag.weight) or 1.0)
        if bead.a not in used_a and bead.b not in used_b and due >= MOVED_DUE and bead.similarity >= DUE:
            found.append(msgspec.structs.replace(bead, moved=True))
            used_a.add(bead.a)
            used_b.add(bead.b)
    backbone = [bead for bead in found if not bead.moved]
    found += _rest(a, b, backbone, (used_a, used_b), shared, measure)
    found = _grown(a, b, found, used_a, used_b)
    found += _moved_kin(a, b, used_a, used_b)
    return sorted(found, key=_IN_ORDER)


def beads_of(one: Unit, other: Unit) -> Bead:
    """The bead of two single sentences, whatever its gain."""
    return _bead([one], [other], 0, 1, 0, 1)


def _bead(a: list[Unit], b: list[Unit], a0: int, a1: int, b0: int, b1: int) -> Bead:
    bag_a = a[a0].bag if a1 == a0 + 1 else _merged(a[a0:a1])
    bag_b = b[b0].bag if b1 == b0 + 1 else _merged(b[b0:b1])
    common = _common(bag_a, bag_b)
    mass = (bag_a.weight + bag_b.weight) / 2
    return Bead(a0, a1, b0, b1, common, common - DUE * mass, common / mass if mass else 1.0)


def _shared(a: list[Unit], b: list[Unit]) -> Shared:
    """The weight of the telling words that each pair of sentences shares, each word once."""
    postings: dict[str, list[int]] = defaultdict(list)  # the sentences of b that each word stands in
    for index, unit in enumerate(b):
        for word in unit.bag.words:
            postings[word].append(index)
    if len(a) * len(b) > POSTINGS * POSTINGS:
        counts = Counter(chain.from_iterable([unit.bag.words for unit in a]))
        for word in [word for word, listed in postings.items() if counts[word] * len(listed) > POSTINGS * POSTINGS]:
            del postings[word]
    dense = len(a) * len(b) <= DENSE
    shared: Shared = []
    for unit in a:
        row: list[float] | dict[int, float] = [0.0] * (len(b) + 2) if dense else defaultdict(float)
        held = unit.bag.words
        for rarity, listed in zip(held.values(), map(postings.get, held, repeat(())), strict=True):
            weight = FUNCTION + rarity
            for index in listed:
                row[index] += weight
        shared.append(row)
    return shared


def _singles(a: list[Unit], b: list[Unit], shared: Shared) -> dict[tuple[int, int], Bead]:
    """One-to-one candidates: pairs that share telling words, and same sentences by order of occurrence."""
    same: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index in range(len(a) - 1, -1, -1):
        same[tuple(a[index].words.norm)].append(index)
    pairs = set()
    for index, unit in enumerate(b):
        listed = same.get(tuple(unit.words.norm))
        if listed:
            pairs.add((listed.pop(), index))
    promise = [*(PROMISE * unit.bag.weight for unit in b), inf, inf]
    least = min(promise)
    for i, row in enumerate(shared):
        due = PROMISE * a[i].bag.weight
        low = min(due, least)
        entries = enumerate(row) if isinstance(row, list) else row.items()
        pairs.update([(i, j) for j, weight in entries if weight > low and (weight > due or weight > promise[j])])
    found = {}
    counted = len(a) * len(b) <= POSTINGS * POSTINGS  # then no word is too common to be in `shared`
    for i, j in pairs:
        one, other = a[i].bag, b[j].bag
        common = shared[i][j] + _repeated(one, other) if counted else _common(one, other)
        mass = (one.weight + other.weight) / 2
        if common > DUE * mass:
            found[i, j] = Bead(i, i + 1, j, j + 1, common, common - DUE * mass, common / mass)
    return found


def _groups(a: list[Unit], b: list[Unit], singles: dict[tuple[int, int], Bead], shared: Shared) -> list[Bead]:
    """Splits and merges grown from the one-to-one candidates; kept only where each part earns its place."""
    made: dict[tuple[int, int, int, int], Bead] = {}
    # What a sentence must share to be a part of another; nothing is enough beyond the ends.
    least_a, least_b = ([*(PART_PROMISE * unit.bag.weight for unit in side), inf, inf] for side in (a, b))
    nothing: dict[int, float] = defaultdict(float)
    rows = [*shared, nothing, nothing]
    for i, j in singles:
        keys = []
        row = rows[i]
        if row[j] >= least_b[j]:
            if row[j - 1] >= least_b[j - 1]:
                keys.append((i, i + 1, j - 1, j + 1))
            if row[j + 1] >= least_b[j + 1]:
                keys.append((i, i + 1, j, j + 2))
                if row[j + 2] >= least_b[j + 2]:
                    keys.append((i, i + 1, j, j + 3))
        if row[j] >= least_a[i]:
            if rows[i - 1][j] >= least_a[i - 1]:
                keys.append((i - 1, i + 1, j, j + 1))
            if rows[i + 1][j] >= least_a[i + 1]:
                keys.append((i, i + 2, j, j + 1))
                if rows[i + 2][j] >= least_a[i + 2]:
                    keys.append((i, i + 3, j, j + 1))
        for key in keys:
            if key not in made:
                bead = _bead(a, b, *key)
                if bead.gain > 0 and _earned(a, b, bead):
                    made[key] = bead
    return list(made.values())


def _earned(a: list[Unit], b: list[Unit], bead: Bead) -> bool:
    """Whether every sentence on the longer side brings in `EXTRA_DUE` of its own weight that the others do not."""
    many, one = (a[bead.a : bead.a_end], b[bead.b : bead.b_end])
    if len(many) == 1:
        many, one = one, many
    bag_one = _merged(one)
    for index, unit in enumerate(many):
        others = _merged([*many[:index], *many[index + 1 :]])
        if bead.common - _common(others, bag_one) < EXTRA_DUE * unit.bag.weight:
            return False
    return True


def _chain(candidates: list[Bead]) -> list[Bead]:
    """The heaviest set of beads that is in the same order on both sides."""
    ordered = sorted(candidates, key=_IN_ORDER)
    by_end = sorted([(bead.a_end, bead.b_end, k) for k, bead in enumerate(ordered)])
    size = max([b_end for _, b_end, _ in by_end], default=0) + 1
    tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)  # Fenwick tree over b_end of (best gain, bead)
    total = [0.0] * len(ordered)
    back = [-1] * len(ordered)
    done = 0
    for k, bead in enumerate(ordered):
        while by_end[done][0] <= bead.a:  # stops in time: the last to end does so behind where any begins
            _, position, last = by_end[done]
            position += 1
            while position <= size:
                if total[last] > tree[position][0]:
                    tree[position] = (total[last], last)
                position += position & -position
            done += 1
        best, position = (0.0, -1), bead.b + 1
        while position > 0:
            if tree[position][0] > best[0]:
                best = tree[position]
            position -= position & -position
        total[k], back[k] = best[0] + bead.gain, best[1]
    k = max(range(len(ordered)), key=lambda k: (total[k], -k), default=-1)
    chain = []
    while k >= 0:
        chain.append(ordered[k])
        k = back[k]
    return chain[::-1]


def _rest(
    a: list[Unit],
    b: list[Unit],
    chain: list[Bead],
    used: tuple[set[int], set[int]],
    shared: Shared,
    measure: Similarity,
) -> list[Bead]:
    """Links between unlinked sentences of one gap of the chain, by the similarity measure; marks them as used."""
    used_a, used_b = used
    ends = [(0, 0), *((bead.a_end, bead.b_end) for bead in chain), (len(a), len(b))]
    starts = [*((bead.a, bead.b) for bead in chain), (len(a), len(b))]
    found: list[Bead] = []
    for (a0, b0), (a1, b1) in zip(ends, starts, strict=False):
        if a0 == a1 or b0 == b1:
            continue
        left = [i for i in range(a0, a1) if i not in used_a][:GAP]
        right = [j for j in range(b0, b1) if j not in used_b][:GAP]
        if not left or not right:
            continue
        scores = measure.matrix([a[i].span.text for i in left], [b[j].span.text for j in right])
        alone = len(left) == len(right) == 1
        in_place = alone and a0 > 0 and b0 > 0 and a1 < len(a) and b1 < len(b)
        alone = alone and shared[left[0]][right[0]] >= ALONE_SHARED
        due = ALONE_DUE if alone else REST_DUE
        made = []
        for row, i in enumerate(left):
            for column, j in enumerate(right):
                score, kin = scores[row][column], 0.0
                if chain and score < due and len(left) * len(right) <= KIN_GAP:
                    short = in_place and max(len(a[i].lemmas), len(b[j].lemmas)) <= SHORT
                    kin = _kin(a[i], b[j], KIN_LEAST[len(left) + len(right) > 2], KIN_SHORT if short else KIN_DUE)
                if score < due and not kin and in_place and (_in_place(a[i], b[j]) or _as_much(a[i], b[j])):
                    kin = ALONE_DUE
                if score >= due or kin:
                    score = max(score, kin)
                    bead = _bead(a, b, i, i + 1, j, j + 1)
                    made.append(Bead(i, i + 1, j, j + 1, bead.common, score - due / 2, score))
        for bead in _chain(made):
            found.append(bead)
            used_a.add(bead.a)
            used_b.add(bead.b)
    return found


def _in_place(one: Unit, other: Unit) -> bool:
    """Whether two sentences are short, tell of what was named before or count the same, and hold no name, number in digits or
    quotation mark."""
    for unit in (one, other):
        text = unit.span.text
        if len(unit.lemmas) > IN_PLACE or not text[1:].islower() or any(map(_TELLS.__contains__, text)):
            return False
    opens = one.words.norm[0], other.words.norm[0]
    counts = [{value for word in unit.words.norm if (value := words_value(word)) is not None} for unit in (one, other)]
    if counts[0] == counts[1] != set():
        return True  # "Two members abstained." / "There were two abstentions."
    if all(word in _POINTS or word in _SOME for word in opens) and (
        opens[0] == opens[1] or not _POINTS.issuperset(opens)
    ):
        return True
    return all(told <= {1.0} for told in counts) and any(
        all(not points.isdisjoint(unit.words.norm) for unit in (one, other)) for points in _POINTERS
    )


def _as_much(one: Unit, other: Unit) -> bool:
    """Whether two sentences of up to `AS_MUCH` words tell the same amounts, and at least one."""
    if max(len(one.lemmas), len(other.lemmas)) > AS_MUCH:
        return False
    told = amounts(one.span.text)
    return bool(told) and told == amounts(other.span.text)


def _kin(one: Unit, other: Unit, least: float, due: Sequence[tuple[float, float]] = KIN_DUE) -> float:
    """The share of the lighter sentence that is kin to the other; 0 where that is too little to link them."""
    lighter, heavier = sorted((one.bag.weight, other.bag.weight))
    weight = kinship(one.lemmas, one.idfs, other.lemmas, other.idfs)
    if weight < least:
        return 0.0
    shares = weight / lighter, weight / heavier
    enough = any(shares[0] >= low and shares[1] >= high for low, high in due)
    return min(shares[0], 1.0) if enough else 0.0


def _left_over(a: list[Unit], b: list[Unit], bead: Bead, sentence: Unit, of_b: bool) -> bool:
    """Whether what a link leaves over on the other side is made of the kin of a sentence beside it."""
    here, there = (
        (b[bead.b : bead.b_end], a[bead.a : bead.a_end]) if of_b else (a[bead.a : bead.a_end], b[bead.b : bead.b_end])
    )
    told, answered = _merged(here).words, _merged(there).words
    rest = [
        [(form, weight) for form, weight in zip(unit.lemmas, unit.idfs, strict=True) if form not in told]
        for unit in there
    ]
    own = sum(weight for word, weight in told.items() if word not in answered)  # what the link's own words may answer
    small = own <= OWN * sum(FUNCTION + weight for unit in rest for _, weight in unit)
    if len(sentence.lemmas) <= COUNTING and (counted := amounts(sentence.span.text)):
        told_here = frozenset().union(*(amounts(unit.span.text) for unit in here))
        if counted <= frozenset().union(*(amounts(unit.span.text) for unit in there)) - told_here:
            return True  # "It needed 27." / "Twenty-seven were required; it got 29"
    if small and _told_in(sentence, [one for unit in rest for one in unit], KIN_REST_DUE):
        return True
    return any(_told_in(sentence, clause, KIN_CLAUSE_DUE) for unit in there for clause in _clauses(unit, told))


def _clauses(unit: Unit, told: dict[str, float]) -> Iterator[list[tuple[str, float]]]:
    """The clauses behind a comma or a joining word in which at most `BRIDGE` words running are among those `told`."""
    clause: list[tuple[str, float]] = []
    since = BRIDGE + 1
    text, start = unit.span.text, unit.span.start
    for k, (form, weight) in enumerate(zip(unit.lemmas, unit.idfs, strict=True)):
        since = since + 1 if form in told else 0
        before = text[unit.words.ends[k - 1] - start : unit.words.starts[k] - start] if k else ""
        marked = not _MARKS.isdisjoint(before)
        joined = marked or (k > 0 and not _JOINS.isdisjoint(unit.words.norm[k - 1 : k + 1]))
        if clause and (since > BRIDGE or marked):
            yield clause
            clause = []
        if not since and (clause or joined):
            clause.append((form, weight))
    yield clause


def _told_in(sentence: Unit, rest: list[tuple[str, float]], due: float) -> bool:
    """Whether words that are left over make up a clause that is kin to a sentence."""
    total = sum(FUNCTION + weight for _, weight in rest)
    if len(rest) < CLAUSE or min(total, sentence.bag.weight) < KIN_LEAST[1]:
        return False
    weight = kinship(sentence.lemmas, sentence.idfs, [form for form, _ in rest], [weight for _, weight in rest])
    return weight >= KIN_LEAST[0] and weight >= due * max(total, sentence.bag.weight)


def _moved_kin(a: list[Unit], b: list[Unit], used_a: set[int], used_b: set[int]) -> list[Bead]:
    """Sentences that stand elsewhere in other words; only where few are left over."""
    left = [i for i in range(len(a)) if i not in used_a]
    right = [j for j in range(len(b)) if j not in used_b]
    if not left or not right or len(left) == len(a) or len(left) * len(right) > KIN_GAP:
        return []
    scored = [(-_kin(a[i], b[j], KIN_REST, KIN_MOVED), i, j) for i in left for j in right]
    found = []
    for score, i, j in sorted(scored):
        if score < 0 and i not in used_a and j not in used_b:
            found.append(msgspec.structs.replace(_bead(a, b, i, i + 1, j, j + 1), moved=True))
            used_a.add(i)
            used_b.add(j)
    return found


def _grown(a: list[Unit], b: list[Unit], found: list[Bead], used_a: set[int], used_b: set[int]) -> list[Bead]:
    """Take an unlinked sentence into the link beside it where that link covers most of it (an uneven split or merge)."""
    done = []
    for bead in sorted(found, key=_IN_ORDER):
        grown = bead
        for a0, a1, b0, b1 in ((0, 0, 0, 1), (0, 0, 1, 0), (0, 1, 0, 0), (1, 0, 0, 0)):
            if b0 or b1:
                index, side, used = grown.b_end if b1 else grown.b - 1, b, used_b
            else:
                index, side, used = grown.a_end if a1 else grown.a - 1, a, used_a
            if not 0 <= index < len(side) or index in used:
                continue
            wide = _bead(a, b, grown.a - a0, grown.a_end + a1, grown.b - b0, grown.b_end + b1)
            covered = wide.common - grown.common >= EXTRA_DUE * side[index].bag.weight
            if covered or _left_over(a, b, grown, side[index], bool(b0 or b1)):
                grown = msgspec.structs.replace(wide, moved=bead.moved)
                used.add(index)
        done.append(grown)
    return done
