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
| LIGHT | 0.8 nats | only where no list of function words is at hand (other languages than English) |
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

from retold.text.background import idf

LIGHT = 0.8
ANCHOR = 2.0
MATCHES = 40
MOST_MATCHES = 100_000
SMALL = 14
APART = 7
CROSSED = 8.0
CELLS = 1 << 30
STRAY = 4

# Grammar rather than meaning. Verbs of saying and being are among them, for they carry no wording of their own: "told a
# briefing" / "said at a conference" differ in the noun. Dictionary forms.
_LIGHT_WORDS = frozenset(
    "a an the this that these those such same other another each every either neither both all any some no none not "
    "nor and or but if then than as so because while although though since until unless whether when where why how "
    "what who whom whose which i you he she it we they me him her us them my your his its our their mine yours ours "
    "theirs myself yourself himself herself itself ourselves themselves one be am is are was were been being have has "
    "had do does did will would shall should can could may might must ought need get got say tell add of in on at by "
    "for with about against between among into onto through during before after above below to from up down out off "
    "over under again further here there also too very just only even still yet already now once more most much many "
    "few less least own per via upon within without never toward towards across along around behind beyond near s t".split()
)
# Light words that never answer a word with meaning.
_BARE = frozenset(
    "a an the this that these those its his her their our my your and or but also too very just even still then so who "
    "which".split()
)
# A particle belongs to the verb before it ("sprung up", "wipe out") and is kept where other light words are trimmed.
_PARTICLES = frozenset("up out off down away back over through apart forward".split())


class Line(msgspec.Struct, frozen=True, gc=False):
    """The words of one side of a link, in columns: dictionary and folded forms, place (code points), weight, zone.

    Words of different zones (inside and outside quotation marks) never share a phrase; the zone is the number of the quotation,
    -1 outside; `zoned` tells whether any word is in one. `light` words carry grammar.
    """

    lemmas: list[str]
    norms: list[str]
    starts: list[int]
    ends: list[int]
    weights: list[float]
    zones: list[int]
    light: list[bool]
    zoned: bool = False

    def __len__(self) -> int:
        return len(self.lemmas)


def is_light(lemma: str, language: str) -> bool:
    """Whether a dictionary form carries grammar rather than meaning."""
    if language == "en":
        return lemma in _LIGHT_WORDS
    return idf(lemma, language) < LIGHT


def lights(lemmas: Sequence[str], weights: Sequence[float], language: str) -> list[bool]:
    """`is_light` of many dictionary forms, whose idf is at hand."""
    if language == "en":
        return list(map(_LIGHT_WORDS.__contains__, lemmas))
    return [weight < LIGHT for weight in weights]


Block = tuple[int, int, int]  # first word of a, first word of b, length
Gap = tuple[int, int]  # half-open range of words


Alignment = tuple[list[Block], list[tuple[Gap, Gap]], list[tuple[Gap, Gap]]]


def align(a: Line, b: Line) -> Alignment:
    """Agreeing blocks (in order of a), the stretches without agreement that answer one another, and the phrases in them.

    A stretch holds every word between two agreements, a phrase only what a reader would call different: no light words at its
    edges. Both are pairs of word ranges, either possibly empty; an empty range (k, k) stands before word k.
    """
    blocks, backbone = _blocks(a, b)
    if blocks == [(0, 0, len(a))] and len(a) == len(b):
        return blocks, [], []
    stretches: list[tuple[Gap, Gap]] = []
    for gap_a, gap_b in _pair_gaps(a, b, blocks, backbone):
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


def _blocks(a: Line, b: Line) -> tuple[list[Block], set[Block]]:
    """All agreeing blocks, and those of them that are in the same order on both sides (the backbone)."""
    if _agree(a, b):
        return [(0, 0, len(a))], {(0, 0, len(a))}
    places: dict[str, list[int]] = {}
    for j, lemma in enumerate(b.lemmas):
        places.setdefault(lemma, []).append(j)
    agreeing = sum([len(places[lemma]) for lemma in a.lemmas if lemma in places])
    if agreeing > min(MATCHES * (len(a) + len(b)), MOST_MATCHES):
        common = _subsequence(a, b)
        return common, set(common)
    taken_a, taken_b = [False] * len(a), [False] * len(b)
    weights = [weight + 0.1 for weight in a.weights]
    solid = _tile(a, b, weights, _runs(a, weights, places), taken_a, taken_b)
    backbone = _heaviest_chain(weights, solid)
    blocks = list(solid)
    ends = [(0, 0), *((i + n, j + n) for i, j, n in backbone)]
    starts = [*((i, j) for i, j, _ in backbone), (len(a), len(b))]
    for (a0, b0), (a1, b1) in zip(ends, starts, strict=True):
        if a0 == a1 or b0 == b1:
            continue
        left = [i for i in range(a0, a1) if not taken_a[i]]
        right = [j for j in range(b0, b1) if not taken_b[j]]
        for i, j in _light_matches(a, b, left, right):
            blocks.append((i, j, 1))
            backbone.append((i, j, 1))
    return _joined(blocks), set(_joined(backbone))


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


def _runs(a: Line, weights: list[float], places: dict[str, list[int]]) -> list[Block]:
    """Every maximal diagonal run of agreeing words that weighs at least `ANCHOR`."""
    open_runs: dict[int, int] = {}  # where the run ends in b (exclusive) → its length
    found: list[Block] = []
    cumulative = [0.0, *itertools.accumulate(weights)]
    for i in range(len(a) + 1):
        grown: dict[int, int] = {}
        if i < len(a):
            for j in places.get(a.lemmas[i], ()):
                grown[j + 1] = open_runs.pop(j, 0) + 1  # a run that goes on is one longer there
        for end, length in open_runs.items():
            if cumulative[i] - cumulative[i - length] >= ANCHOR:
                found.append((i - length, end - length, length))
        open_runs = grown
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
        crossing = sum([a.zones[i + k] >= 0 and b.zones[j + k] < 0 for k in range(n)]) if a.zoned else 0
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
    frontier: list[tuple[int, float, int]] = []
    back: list[int] = []
    ordered = sorted(blocks)
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
            score = 0.0 if _parted(a, b, gap, gaps_b[y], blocks) else _kinship(gap, gaps_b[y], weight)
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


def _parted(a: Line, b: Line, one: _Gap, other: _Gap, blocks: list[Block]) -> bool:
    """Whether a quotation mark parts two gaps: one lies within a quotation that the other side has too, the other outside."""
    inside_a, inside_b = a.zones[one.start] >= 0, b.zones[other.start] >= 0
    if inside_a == inside_b or one.left != other.left or one.left < 0:
        return False
    i, j, n = blocks[one.left]
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
    if a0 == a1 or b0 == b1 or max(a1 - a0, b1 - b0) > SMALL:
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
