"""Word by word: what agrees and what differs inside one link, as phrases.

How it works
1. Words agree when their dictionary forms do. *Blocks* are maximal runs of agreeing words, the heaviest first, wherever they
   stand; so a clause that moved to the front of its sentence is found (edit distance would call it deleted and added).
2. The heaviest chain of blocks in the same order is the backbone; light words between its blocks are aligned in order.
   Blocks off the backbone are words that moved within the sentence: they agree, and are no difference.
3. What remains are *gaps*. A gap of a answers the gap of b that has the same block beside it: on the left, else on the right,
   else the same stretch of the backbone.
4. Two gaps that answer one another are aligned word by word (spelling and kind of word are the costs), and every stretch that
   differs is one phrase ("wipe out" / "suppress"), trimmed of light words that have no counterpart.

Known exceptions: links whose words repeat so often that blocks would cost more than `MATCHES` allows are aligned by
longest common subsequence instead (rapidfuzz, linear space), which finds no moves.

| threshold | value | from |
|---|---|---|
| ANCHOR | 2.0 nats | a block lighter than this may only fill the backbone, never move |
| MATCHES | 40 | pairs of agreeing words per word; news has 1–4 within one link |
| MOST_MATCHES | 100,000 | the same for a whole link; only thousands of words without a full stop reach it |
| SMALL | 14 | words of a gap up to which it is aligned word by word; a longer one is one stretch |
| APART | 7 | words on both sides from which a stretch is one phrase left out and one put in, not a rewording |
| CELLS | 2^30 | pairs of words of one common subsequence: a bit each, 128 MB |
| CROSSED | 8.0 nats | a block up to this weight (one rare word) may change places with the words beside it |
| STRAY | 4 | words: the only two loose phrases of a link answer one another when neither is longer |
"""

from __future__ import annotations

import heapq
import itertools
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Sequence

import msgspec

from retold.collation.line import Line

ANCHOR = 2.0
MATCHES = 40
MOST_MATCHES = 100_000
SMALL = 14
APART = 7
CROSSED = 8.0
CELLS = 1 << 30
STRAY = 4

# Light words that never answer a word with meaning.
_BARE = frozenset(
    "a an the this that these those its his her their our my your and or but also too very just even still then so who "
    "which".split()
)
# A particle belongs to the verb before it ("sprung up", "wipe out") and is kept where other light words are trimmed.
_PARTICLES = frozenset("up out off down away back over through apart forward".split())


Block = tuple[int, int, int]  # first word of a, first word of b, length
Gap = tuple[int, int]  # half-open range of words


Alignment = tuple[list[Block], list[tuple[Gap, Gap]], list[tuple[Gap, Gap]]]


def align(a: Line, b: Line) -> Alignment:
    """Agreeing blocks (in order of a), the stretches without agreement that answer one another, and the phrases in them.

    A stretch holds every word between two agreements, a phrase only what a reader would call different: no light words at its
    edges. Both are pairs of word ranges, either possibly empty; an empty range (k, k) stands before word k.
    """
    if _agree(a, b):
        return [(0, 0, len(a))], [], []
    blocks, backbone = _blocks(a, b)
    stretches: list[tuple[Gap, Gap]] = []
    for gap_a, gap_b in _pair_gaps(a, b, blocks, backbone) if backbone is not None else _gaps_in_order(a, b, blocks):
        more, found = _stretches(a, b, gap_a, gap_b)
        blocks.extend(more)
        stretches.extend(found)
    blocks.sort()
    stretches.sort()
    phrases = [phrase for one, other in stretches for phrase in _phrases(a, b, one, other)]
    return blocks, stretches, sorted(_strays_paired(a, b, phrases))


def _strays_paired(a: Line, b: Line, phrases: list[tuple[Gap, Gap]]) -> list[tuple[Gap, Gap]]:
    """Where a link has just one loose phrase on each side ("at the moment" / "currently"), they answer one another."""
    loose_a = [k for k, (one, other) in enumerate(phrases) if other[0] == other[1]]
    loose_b = [k for k, (one, other) in enumerate(phrases) if one[0] == one[1]]
    if len(loose_a) != 1 or len(loose_b) != 1:
        return phrases
    one, other = phrases[loose_a[0]][0], phrases[loose_b[0]][1]
    if max(one[1] - one[0], other[1] - other[0]) > STRAY:
        return phrases
    return [
        *(phrases[k] for k in range(len(phrases)) if k not in (loose_a[0], loose_b[0])),
        (_trimmed(a, one), _trimmed(b, other)),
    ]


def _blocks(a: Line, b: Line) -> tuple[list[Block], set[Block] | None]:
    """All agreeing blocks, and those of them that are in the same order on both sides (the backbone): None where all are."""
    places: dict[str, list[int]] = defaultdict(list)
    for j, lemma in enumerate(b.lemmas):
        places[lemma].append(j)
    answers = list(map(places.get, a.lemmas, itertools.repeat(())))
    if sum(map(len, answers)) > min(MATCHES * (len(a) + len(b)), MOST_MATCHES):
        return _subsequence(a, b), None
    count_a, count_b = len(a), len(b)
    taken_a, taken_b = [False] * count_a, [False] * count_b
    weights = [weight + 0.1 for weight in a.weights]
    solid = _tile(a, b, weights, _runs(a, b, weights, answers), taken_a, taken_b)
    backbone = _heaviest_chain(weights, solid)
    fill: list[Block] = []
    a0 = b0 = 0
    for i, j, n in (*backbone, (count_a, count_b, 0)):
        if a0 < i and b0 < j and not set(a.lemmas[a0:i]).isdisjoint(b.lemmas[b0:j]):
            left = [k for k in range(a0, i) if not taken_a[k]]
            right = [k for k in range(b0, j) if not taken_b[k]]
            fill += [(one, other, 1) for one, other in _light_matches(a, b, left, right)]
        a0, b0 = i + n, j + n
    blocks = _joined([*solid, *fill])
    return blocks, None if len(backbone) == len(solid) else set(_joined([*backbone, *fill]))


def _agree(a: Line, b: Line) -> bool:
    """Whether both have the same words throughout, in the same zones: one block, which nothing outweighs."""
    if not a.lemmas or a.lemmas != b.lemmas:
        return False
    return a.zones == b.zones or [zone < 0 for zone in a.zones] == [zone < 0 for zone in b.zones]


def _subsequence(a: Line, b: Line) -> list[Block]:
    """Words that agree in order, by longest common subsequence; very long texts piece by piece, in the same proportion."""
    from rapidfuzz.distance import LCSseq

    pieces = 1 + len(a) * len(b) // CELLS
    found = []
    for piece in range(pieces):
        i0, i1 = piece * len(a) // pieces, (piece + 1) * len(a) // pieces
        j0, j1 = piece * len(b) // pieces, (piece + 1) * len(b) // pieces
        codes = LCSseq.opcodes(a.lemmas[i0:i1], b.lemmas[j0:j1])
        found += [
            (i0 + op.src_start, j0 + op.dest_start, op.src_end - op.src_start) for op in codes if op.tag == "equal"
        ]
    return found


def _runs(a: Line, b: Line, weights: list[float], answers: Sequence[Sequence[int]]) -> list[Block]:
    """Every maximal diagonal run of agreeing words that weighs at least `ANCHOR`; `answers` are the places in b of each word."""
    found: list[Block] = []
    cumulative = [0.0, *itertools.accumulate(weights)]
    # What stands before the first and behind the last word of a side agrees with nothing.
    before_a, before_b = ["\0", *a.lemmas], ["", *b.lemmas]
    here, there = [*a.lemmas, "\0"], [*b.lemmas, ""]
    for i, places in enumerate(answers):
        before = before_a[i]
        for j in places:
            if before != before_b[j]:  # else the run began earlier
                end_a, end_b = i + 1, j + 1
                while here[end_a] == there[end_b]:
                    end_a += 1
                    end_b += 1
                if cumulative[end_a] - cumulative[i] >= ANCHOR:
                    found.append((i, j, end_a - i))
    return found


def _tile(
    a: Line,
    b: Line,
    weights: list[float],
    runs: list[Block],
    taken_a: list[bool],
    taken_b: list[bool],
) -> list[Block]:
    """The heaviest runs that do not overlap; a run that is partly taken comes back as what is left of it.

    Of equally heavy runs the one nearest to the same relative place wins."""
    ratio = len(b) / max(len(a), 1)

    def entry(block: Block) -> tuple[float, float, Block]:
        i, j, n = block
        crossing = 0
        if a.zoned and a.zones[i : i + n] != b.zones[j : j + n]:
            crossing = sum([a.zones[i + k] >= 0 and b.zones[j + k] < 0 for k in range(n)])
        return (-sum(weights[i : i + n]) + 0.5 * crossing, abs(i * ratio - j), block)

    heap = [entry(block) for block in runs]
    heapq.heapify(heap)
    solid: list[Block] = []
    while heap:
        _, _, (i, j, n) = heapq.heappop(heap)
        if True in taken_a[i : i + n] or True in taken_b[j : j + n]:
            for piece in _pieces([k for k in range(n) if not taken_a[i + k] and not taken_b[j + k]]):
                block = (i + piece[0], j + piece[0], piece[1] - piece[0])
                if sum(weights[block[0] : block[0] + block[2]]) >= ANCHOR:
                    heapq.heappush(heap, entry(block))
            continue
        taken_a[i : i + n] = taken_b[j : j + n] = [True] * n
        solid.append((i, j, n))
    return solid


def _pieces(indexes: list[int]) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    for k in indexes:
        if pieces and pieces[-1][1] == k:
            pieces[-1] = (pieces[-1][0], k + 1)
        else:
            pieces.append((k, k + 1))
    return pieces


def _heaviest_chain(weights: list[float], blocks: list[Block]) -> list[Block]:
    """The heaviest set of blocks that is in the same order on both sides (blocks do not overlap): O(n log n) by a frontier
    of (place in b, best weight) kept rising in both."""
    ordered = sorted(blocks)
    places = [j for _, j, _ in ordered]
    if places == sorted(places):
        return ordered
    frontier: list[tuple[int, float, int]] = []
    back: list[int] = []
    for k, (i, j, n) in enumerate(ordered):
        at = bisect_right(frontier, (j, float("inf"), 0))
        best, last = (frontier[at - 1][1], frontier[at - 1][2]) if at else (0.0, -1)
        back.append(last)
        entry = (j + n, best + sum(weights[i : i + n]), k)
        at = bisect_right(frontier, (entry[0], entry[1], k))
        if at and frontier[at - 1][1] >= entry[1]:
            continue
        while at < len(frontier) and frontier[at][1] <= entry[1]:
            del frontier[at]
        insort(frontier, entry)
    k = frontier[-1][2] if frontier else -1
    chain = []
    while k >= 0:
        chain.append(ordered[k])
        k = back[k]
    return chain[::-1]


def _light_matches(a: Line, b: Line, left: list[int], right: list[int]) -> list[tuple[int, int]]:
    """Words of one stretch of the backbone that agree in order."""
    lemmas_a, lemmas_b = [a.lemmas[i] for i in left], [b.lemmas[j] for j in right]
    if set(lemmas_a).isdisjoint(lemmas_b):
        return []
    from rapidfuzz.distance import LCSseq

    codes = LCSseq.opcodes(lemmas_a, lemmas_b)
    return [
        (left[op.src_start + k], right[op.dest_start + k])
        for op in codes
        if op.tag == "equal"
        for k in range(op.src_end - op.src_start)
    ]


def _joined(blocks: list[Block]) -> list[Block]:
    joined: list[Block] = []
    for i, j, n in sorted(blocks):
        if joined and joined[-1][0] + joined[-1][2] == i and joined[-1][1] + joined[-1][2] == j:
            joined[-1] = (joined[-1][0], joined[-1][1], joined[-1][2] + n)
        else:
            joined.append((i, j, n))
    return joined


class _Gap(msgspec.Struct, gc=False):
    """A run of words without counterpart, the blocks beside it, and the stretch of the backbone that it lies in."""

    start: int
    end: int
    left: int
    right: int
    stretch: int


def _gaps(length: int, blocks: list[tuple[int, int]], ids: list[int], on_backbone: list[bool]) -> list[_Gap]:
    """The gaps between blocks of one side; `blocks` are (start, end) in order, `ids` name them; -1 and -2 are the ends."""
    gaps = []
    at, left, stretch = 0, -1, 0
    for (start, end), block, solid in zip(blocks, ids, on_backbone, strict=True):
        if start > at:
            gaps.append(_Gap(at, start, left, block, stretch))
        at, left = end, block
        stretch += solid
    if length > at:
        gaps.append(_Gap(at, length, left, -2, stretch))
    return gaps


def _gaps_in_order(a: Line, b: Line, blocks: list[Block]) -> list[tuple[Gap, Gap]]:
    """`_pair_gaps` where all blocks are in the same order on both sides: what lies between the same two blocks answers one
    another, or else what lies on the two sides of one short block."""
    found: list[tuple[Gap, Gap]] = []
    slots: list[tuple[Gap, Gap]] = []
    loose_a: list[int] = []
    loose_b: set[int] = set()
    a0 = b0 = 0
    for slot, (i, j, n) in enumerate((*blocks, (len(a), len(b), 0))):
        slots.append(((a0, i), (b0, j)))
        if a0 < i and b0 < j and not (slot and (a.zoned or b.zoned) and _parted(a, b, a0, b0, blocks[slot - 1])):
            found.append(slots[-1])
        else:
            if a0 < i:
                loose_a.append(slot)
            if b0 < j:
                loose_b.add(slot)
        a0, b0 = i + n, j + n
    for slot in loose_a:
        one, other = slots[slot]
        for beside in (slot - 1, slot + 1):
            if beside in loose_b:
                i, _, n = blocks[min(slot, beside)]
                if sum(a.weights[i : i + n]) <= CROSSED:
                    loose_b.remove(beside)
                    other = slots[beside][1]
                    break
        else:
            other = other[0], other[0]
        found.append((one, other))
    for slot in loose_b:
        (at, _), other = slots[slot]
        found.append(((at, at), other))
    return found


def _pair_gaps(a: Line, b: Line, blocks: list[Block], backbone: set[Block]) -> list[tuple[Gap, Gap]]:
    """Gaps of a with the gap of b that answers each; a gap with no answer is paired with an empty range in its place."""
    # A backbone block may have been joined with more; a block counts as solid if it holds any backbone block.
    backbone_starts = sorted((i, i + n) for i, _, n in backbone)
    order_a = sorted(range(len(blocks)), key=lambda k: blocks[k][0])
    order_b = sorted(range(len(blocks)), key=lambda k: blocks[k][1])
    solid = [_overlaps(backbone_starts, blocks[k][0], blocks[k][0] + blocks[k][2]) for k in range(len(blocks))]
    gaps_a = _gaps(
        len(a), [(blocks[k][0], blocks[k][0] + blocks[k][2]) for k in order_a], order_a, [solid[k] for k in order_a]
    )
    gaps_b = _gaps(
        len(b), [(blocks[k][1], blocks[k][1] + blocks[k][2]) for k in order_b], order_b, [solid[k] for k in order_b]
    )
    weight = {k: sum(a.weights[i : i + n]) for k, (i, _, n) in enumerate(blocks)}
    scored = []
    keyed: dict[tuple[str, int], list[int]] = defaultdict(list)
    for index, gap in enumerate(gaps_b if gaps_a else ()):
        keyed["left", gap.left].append(index)
        keyed["right", gap.right].append(index)
        keyed["stretch", gap.stretch].append(index)
    for x, gap in enumerate(gaps_a if gaps_b else ()):
        near = {*keyed["left", gap.left], *keyed["right", gap.right], *keyed["stretch", gap.stretch][:8]}
        near.update(keyed["left", gap.right], keyed["right", gap.left])
        for y in near:
            other = gaps_b[y]
            if gap.left == other.left >= 0 and _parted(a, b, gap.start, other.start, blocks[gap.left]):
                continue
            score = _kinship(gap, other, weight)
            if score > 0:
                scored.append((-score, x, y))
    answer: dict[int, int] = {}
    used: set[int] = set()
    for _, x, y in sorted(scored):
        if x not in answer and y not in used:
            answer[x] = y
            used.add(y)
    paired = [((gaps_a[x].start, gaps_a[x].end), (gaps_b[y].start, gaps_b[y].end)) for x, y in answer.items()]
    place_b = {k: blocks[k][1] + blocks[k][2] for k in range(len(blocks))} | {-1: 0}
    place_a = {k: blocks[k][0] + blocks[k][2] for k in range(len(blocks))} | {-1: 0}
    for x, gap in enumerate(gaps_a):
        if x not in answer:
            at = place_b[gap.left]
            paired.append(((gap.start, gap.end), (at, at)))
    for y, gap in enumerate(gaps_b):
        if y not in used:
            at = place_a[gap.left]
            paired.append(((at, at), (gap.start, gap.end)))
    return paired


def _parted(a: Line, b: Line, one: int, other: int, before: Block) -> bool:
    """Whether a quotation mark parts two gaps that begin at `one` and `other`, behind the same block: one lies within a quotation
    that the other side has too, the other outside."""
    if (a.zones[one] >= 0) == (b.zones[other] >= 0):
        return False
    i, j, n = before
    return a.zones[i + n - 1] >= 0 and b.zones[j + n - 1] >= 0


def _overlaps(ranges: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(ranges, (end - 1, float("inf")))
    return at > 0 and ranges[at - 1][1] > start


def _kinship(one: _Gap, other: _Gap, weight: dict[int, float]) -> float:
    """How surely two gaps answer one another: the blocks they share beside them, and the stretch of the backbone."""
    score = 0.0
    if one.left == other.left:
        score += 2.0 + min(weight.get(one.left, 0.0), 10.0) / 20
    if one.right == other.right:
        score += 1.5 + min(weight.get(one.right, 0.0), 10.0) / 20
    if one.stretch == other.stretch:
        score += 1.4
    # "announced repeatedly" / "repeatedly declared": one short block changed places with the words beside it.
    crossed = one.right if one.right == other.left else one.left if one.left == other.right else -1
    if crossed >= 0 and weight[crossed] <= CROSSED:
        score += 1.2
    return score


def _stretches(a: Line, b: Line, gap_a: Gap, gap_b: Gap) -> tuple[list[Block], list[tuple[Gap, Gap]]]:
    """Align two gaps word by word: the words that agree after all, and each stretch that differs."""
    (a0, a1), (b0, b1) = gap_a, gap_b
    if (
        a0 == a1
        or b0 == b1
        or max(a1 - a0, b1 - b0) > SMALL
        or set(a.lemmas[a0:a1]).isdisjoint(b.lemmas[b0:b1])  # then no path has two words that agree
    ):
        return [], _by_zone(a, b, gap_a, gap_b)
    path = _soft_path(a, b, gap_a, gap_b)
    blocks: list[Block] = []
    phrases: list[tuple[Gap, Gap]] = []
    i, j = a0, b0
    open_a, open_b = i, j
    for step in [*path, "="]:
        if step == "=" or step == "x":
            if i > open_a or j > open_b:
                phrases += _by_zone(a, b, (open_a, i), (open_b, j))
            if step == "=" and i < a1 and j < b1:
                blocks.append((i, j, 1))
            i, j = i + 1, j + 1
            open_a, open_b = i, j
        elif step == "s":
            i, j = i + 1, j + 1
        elif step == "-":
            i += 1
        else:
            j += 1
    return blocks, phrases


def _soft_path(a: Line, b: Line, gap_a: Gap, gap_b: Gap) -> list[str]:
    """Least-cost alignment of two short runs: "=" agree, "s" substitute, "-" only in a, "+" only in b."""
    (a0, a1), (b0, b1) = gap_a, gap_b
    rows, columns = a1 - a0, b1 - b0
    drop = [0.35 if light else 0.75 for light in a.light[a0:a1]]
    add = [0.35 if light else 0.75 for light in b.light[b0:b1]]
    cost = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    step = [[""] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows):
        cost[i + 1][0], step[i + 1][0] = cost[i][0] + drop[i], "-"
    for j in range(columns):
        cost[0][j + 1], step[0][j + 1] = cost[0][j] + add[j], "+"
    for i in range(rows):
        for j in range(columns):
            tag, swap = _swap_cost(a, a0 + i, b, b0 + j)
            best, how = cost[i][j] + swap, tag
            if cost[i][j + 1] + drop[i] < best:
                best, how = cost[i][j + 1] + drop[i], "-"
            if cost[i + 1][j] + add[j] < best:
                best, how = cost[i + 1][j] + add[j], "+"
            cost[i + 1][j + 1], step[i + 1][j + 1] = best, how
    path = []
    i, j = rows, columns
    while i or j:
        how = step[i][j]
        path.append(how)
        i -= how != "+"
        j -= how != "-"
    return path[::-1]


def _swap_cost(a: Line, i: int, b: Line, j: int) -> tuple[str, float]:
    if a.lemmas[i] == b.lemmas[j]:
        return "=", 0.0
    if (a.zones[i] < 0) != (b.zones[j] < 0):
        return "s", 1.6
    if a.light[i] != b.light[j]:
        return "s", 1.15
    if a.light[i]:
        return "s", 0.6
    return "s", 0.9 if a.norms[i][0] != b.norms[j][0] else 0.75


def _by_zone(a: Line, b: Line, gap_a: Gap, gap_b: Gap) -> list[tuple[Gap, Gap]]:
    """One stretch, cut where it would cross a quotation mark."""
    (a0, a1), (b0, b1) = gap_a, gap_b
    if not (a.zoned or b.zoned):
        return [(gap_a, gap_b)] if a0 < a1 or b0 < b1 else []
    cuts_a = [a0, *(i for i in range(a0 + 1, a1) if a.zones[i] != a.zones[i - 1]), a1]
    cuts_b = [b0, *(j for j in range(b0 + 1, b1) if b.zones[j] != b.zones[j - 1]), b1]
    if len(cuts_a) == len(cuts_b) and len(cuts_a) > 2:
        pairs = list(zip(itertools.pairwise(cuts_a), itertools.pairwise(cuts_b), strict=True))
    elif len(cuts_a) > 2 or len(cuts_b) > 2:
        pairs = [((x, y), (b0, b0)) for x, y in itertools.pairwise(cuts_a)]
        pairs += [((a1, a1), (x, y)) for x, y in itertools.pairwise(cuts_b)]
    else:
        pairs = [(gap_a, gap_b)]
    return [(one, other) for one, other in pairs if one[0] < one[1] or other[0] < other[1]]


def _phrases(a: Line, b: Line, whole_one: Gap, whole_other: Gap) -> list[tuple[Gap, Gap]]:
    """What a reader would call different in a stretch: as a rule one phrase, or none."""
    one, other = _trimmed(a, whole_one), _trimmed(b, whole_other)
    if one[0] == one[1] and other[0] == other[1]:
        return []
    if _spelt_alike(a.norms[slice(*whole_one)], b.norms[slice(*whole_other)]):
        return []
    if one[0] == one[1]:
        return [_against_light(a, whole_one, whole_other, other)]
    if other[0] == other[1]:
        other, one = _against_light(b, whole_other, whole_one, one)
    if min(one[1] - one[0], other[1] - other[0]) >= APART:
        return [(one, (other[0], other[0])), ((one[1], one[1]), other)]
    return [(one, other)]


def _against_light(light: Line, whole: Gap, answer: Gap, trimmed: Gap) -> tuple[Gap, Gap]:
    """What stands for a range of light words, and what for its answer.

    "with" / "carrying" is a rewording. Against nothing, or against an article or the like, the answer is a phrase that only one
    side has, and is shown whole: "to safety".
    """
    if _BARE.issuperset(light.lemmas[slice(*whole)]):
        return (whole[0], whole[0]), answer
    return whole, trimmed


def _spelt_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two phrases differ in spaces only ("good will" / "goodwill")."""
    return "".join(one) == "".join(other)


def _trimmed(side: Line, gap: Gap) -> Gap:
    """The range without light words at its edges; empty where all are light. A particle after a verb stays."""
    start, end = gap
    light = side.light
    if False not in light[start:end]:
        return (start, start) if start < end else gap
    while start < end and light[start]:
        start += 1
    while end > start and light[end - 1] and not (side.lemmas[end - 1] in _PARTICLES and end - 1 > start):
        end -= 1
    return (start, end)
