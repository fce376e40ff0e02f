"""New articles joined to an archive in one pass: the same stages as `matching.match`, old features from the segments.

    new words ─▶ sorted features ─▶ holders in every segment ─▶ notices ─▶ pairs ─▶ identical texts aside ─▶ scores

How it works: the features of all new articles are looked up in sorted order, so each segment is passed once from front to back
and only the stretches that are asked for are read. What is known of an old article (features, outlet, time, identity) stands in
its segment; its text is asked for only when it is in a candidate pair, or when it helps to tell a notice.

A feature that more than `MOST` articles of a segment have is held by the first and the last of them here; as numbers are given
in order of arrival, the earliest is nearly always among these. To tell notices (`matching.repeated`), `JUDGED` of the articles
that have a frequent feature are looked at, evenly chosen; a notice once found is known for good (`Joined.notices`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from retold.archive.lookup import Lookup, among
from retold.archive.lookup_segment import Prepared
from retold.matching import delta, join, probe, repeated, score
from retold.matching.features import BUCKETS
from retold.matching.places import spans as places_of
from retold.matching.rarity import PRIOR
from retold.matching.tokens import tokenise

MOST = 4096
JUDGED = 96
SCORED_AT_ONCE = 1 << 13  # pairs

Ints = npt.NDArray[np.int64]
Texts = Callable[[Sequence[int]], Sequence[str]]
Progress = Callable[[str, int, int], None]
Spans = list[tuple[int, int]]


class Joined(msgspec.Struct, frozen=True, kw_only=True):
    """What new articles have to do with one another and with the archive.

    Candidate pairs (numbers of articles, `a` the earlier) with the columns of `matching.match.Pairs`, those left out that the
    scores rule out. `original` maps an article to the earliest with the same words: new ones, and where a new article is
    earlier than an old one, that old one; a new article with a known text is in no pair, the pairs of its words are those of the
    text that was there first. `hidden` are the stretches (code points) of new articles, and of old ones in a pair, that stand
    under many unlike articles. `notices` are features of such text, to be kept with the segment.
    """

    a: Ints
    b: Ints
    weight: npt.NDArray[np.float32]
    containment: npt.NDArray[np.float32]
    run: npt.NDArray[np.float32]
    share: npt.NDArray[np.float32]
    spans: npt.NDArray[np.int32]
    original: dict[int, int]
    hidden: dict[int, Spans]
    notices: Ints
    considered: int


class _Table(msgspec.Struct):
    """The articles that take part, by rank (earliest first)."""

    numbers: npt.NDArray[np.uint32]
    own: npt.NDArray[np.uint32]
    outlets: Ints
    identity: Ints
    new: npt.NDArray[np.bool_]


def join_new(
    lookup: Lookup, prepared: Prepared, texts: Texts, progress: Progress | None = None, *, prune: bool = True
) -> Joined:
    """Find the candidate pairs that hold at least one of the new articles.

    `texts(numbers)` gives the texts of articles of the archive, in that order. With `prune=False` pairs are given that the
    scores rule out.
    """
    tell = progress or (lambda stage, done, total: None)
    original, copies = _identical(lookup, prepared)
    keys, which, numbers, total = _holders(lookup, prepared, copies)
    tell("shared features", 1, 1)
    table, ranks = _table(lookup, prepared, numbers, copies)
    kept = ranks >= 0
    found = _Runs(keys, which[kept], ranks[kept], total, lookup.articles + len(prepared))
    words = _Words(lookup, prepared, table, texts)
    found.weights[lookup.are_notices(found.keys)] = 0
    notices, hidden = _notices(found, table, words, lookup)
    a, b, weight = delta.pairs(
        found.owners, found.begins, found.weights, table.new, table.own, lookup.articles + len(prepared)
    )
    a, b, weight = _of_originals(a, b, weight, table)
    tell("pairs", len(a), len(a))
    every = np.union1d(lookup.notices, notices)
    scored = _scores(lookup, words, table, a, b, every, hidden, tell)
    keep = scored.worthy() if prune else np.ones(len(a), dtype=np.bool_)
    inside = set(np.concatenate((a[keep], b[keep])).tolist())
    return Joined(
        a=table.numbers[a[keep]].astype(np.int64),
        b=table.numbers[b[keep]].astype(np.int64),
        weight=(weight[keep] / join.UNIT).astype(np.float32),
        containment=scored.containment[keep],
        run=scored.run[keep],
        share=scored.share[keep],
        spans=scored.spans[keep],
        original=original,
        hidden=words.in_characters({one: runs for one, runs in hidden.items() if one in inside or table.new[one]}),
        notices=notices,
        considered=len(a),
    )


def _identical(lookup: Lookup, prepared: Prepared) -> tuple[dict[int, int], npt.NDArray[np.bool_]]:
    """The earliest article with the same words, and which of the new articles have words that are there already."""
    groups: dict[int, list[tuple[int, int]]] = {}
    wanted, place = np.unique(prepared.identity, return_inverse=True)
    for part in lookup.segments:
        for k, number in part.same(wanted):
            if lookup.there(np.array([number], np.uint32))[0]:
                at = part.places(np.array([number], np.uint32))[0]
                groups.setdefault(k, []).append((int(part.column("orders")[at][0]), number))
    known = {k: min(listed)[1] for k, listed in groups.items()}
    copies = np.array([int(k) in known for k in place], dtype=np.bool_)
    for one, k in enumerate(place.tolist()):
        groups.setdefault(k, []).append((int(prepared.orders[one]), int(prepared.numbers[one])))
    original: dict[int, int] = {}
    for k, listed in groups.items():
        first = min(listed)[1]
        if len(listed) > 1:
            news = set(prepared.numbers[place == k].tolist())
            moved = first in news and k in known  # a new article is the earliest: old ones point to it now
            original |= {number: first for _, number in listed if number != first and (moved or number in news)}
            if k not in known:
                copies |= (place == k) & (prepared.numbers != first)
    return original, copies


def _holders(
    lookup: Lookup, prepared: Prepared, copies: npt.NDArray[np.bool_]
) -> tuple[Ints, Ints, npt.NDArray[np.uint32], Ints]:
    """Features that two articles share, one of them new: keys; for each posting its feature and its article, in order of the
    feature; and how many articles have each."""
    entries = np.concatenate(prepared.buckets)
    own_keys = np.repeat(np.arange(BUCKETS), [len(part) for part in prepared.buckets]) << 32
    own_keys |= (entries >> np.uint64(32)).astype(np.int64)
    own_numbers = (entries & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    stays = ~copies[np.searchsorted(prepared.numbers, own_numbers)]
    own_keys, own_numbers = own_keys[stays], own_numbers[stays]
    keys, own_which, total = np.unique(own_keys, return_inverse=True, return_counts=True)
    whiches, numbers = [own_which.astype(np.int64)], [own_numbers]
    for part in lookup.segments:
        found = part.find(keys)
        total = total + found[:, 1]
        room = int(np.minimum(found[:, 1], MOST).sum())
        which, number = np.empty(room, np.int64), np.empty(room, np.uint32)
        probe.holders(part.postings, found, MOST, which, number)
        if len(lookup.removed):
            stays = ~among(number, lookup.removed)
            which, number = which[stays], number[stays]
        whiches.append(which)
        numbers.append(number)
    every = np.concatenate(whiches)
    shared = np.bincount(every, minlength=len(keys))[every] > 1
    return keys, every[shared], np.concatenate(numbers)[shared], total


def _table(
    lookup: Lookup, prepared: Prepared, numbers: npt.NDArray[np.uint32], copies: npt.NDArray[np.bool_]
) -> tuple[_Table, Ints]:
    """What is known of all articles that share a feature, by rank; and the rank of each of `numbers`, -1 where a number is of
    no article (a damaged segment)."""
    wanted, place = np.unique(numbers, return_inverse=True)
    known = np.zeros(len(wanted), dtype=np.bool_)
    columns = {name: np.zeros(len(wanted), np.int64) for name in ("own", "outlets", "orders", "identity")}
    new = among(wanted, prepared.numbers)
    at = np.searchsorted(prepared.numbers, wanted[new])
    for name, column in columns.items():
        column[new] = prepared.column(name)[at]
    for part in lookup.segments:
        at, inside = part.places(wanted)
        inside &= ~new & ~known
        for name, column in columns.items():
            column[inside] = part.column(name)[at[inside]]
        known |= inside
    known |= new
    order = np.lexsort((wanted, columns["orders"]))
    order = order[known[order]]
    ranks = np.full(len(wanted), -1, dtype=np.int64)
    ranks[order] = np.arange(len(order))
    table = _Table(
        wanted[order],
        columns["own"][order].astype(np.uint32),
        columns["outlets"][order],
        columns["identity"][order],
        new[order],
    )
    return table, ranks[place]


class _Runs:
    """Shared features with the ranks of those that have them, earliest first: `owners[begins[k]:begins[k + 1]]`."""

    def __init__(self, keys: Ints, which: Ints, ranks: Ints, total: Ints, articles: int) -> None:
        order = np.lexsort((ranks, which))
        which, ranks = which[order], ranks[order]
        features, starts = np.unique(which, return_index=True)
        self.keys = keys[features]
        self.begins: Ints = np.append(starts, len(which)).astype(np.int64)
        self.owners = ranks.astype(np.uint32)
        heavy = join.UNIT * np.log((articles + PRIOR) / np.maximum(total[features], 2))
        self.weights: npt.NDArray[np.uint32] = np.clip(heavy, 1, 255).astype(np.uint32)


class _Words:
    """The words of articles by rank: new ones are at hand, old ones are read when they are wanted."""

    def __init__(self, lookup: Lookup, prepared: Prepared, table: _Table, texts: Texts) -> None:
        self.prepared, self.table, self.texts = prepared, table, texts

    def gather(self, ranks: Ints) -> tuple[npt.NDArray[np.uint32], Ints]:
        """The words of some articles, behind one another, with their offsets."""
        ranks = np.asarray(ranks, dtype=np.int64)
        parts: list[npt.NDArray[np.uint32]] = [np.zeros(0, np.uint32)] * len(ranks)
        new = self.table.new[ranks]
        at = np.searchsorted(self.prepared.numbers, self.table.numbers[ranks[new]])
        for place, one in zip(np.flatnonzero(new), at, strict=True):
            parts[place] = self.prepared.tokens[self.prepared.offsets[one] : self.prepared.offsets[one + 1]]
        old = np.flatnonzero(~new)
        if len(old):
            batch = tokenise(list(self.texts(self.table.numbers[ranks[old]].tolist())))
            for nth, place in enumerate(old):
                parts[place] = batch.tokens[batch.offsets[nth] : batch.offsets[nth + 1]]
        offsets = np.concatenate((np.zeros(1, np.int64), np.cumsum([len(part) for part in parts], dtype=np.int64)))
        return np.concatenate(parts) if parts else np.zeros(0, np.uint32), offsets

    def in_characters(self, hidden: repeated.Hidden) -> dict[int, Spans]:
        """Runs of words as code points, by number of the article."""
        made: dict[int, Spans] = {}
        for rank, runs in sorted(hidden.items()):
            number = int(self.table.numbers[rank])
            if self.table.new[rank]:
                text = self.prepared.texts[int(np.searchsorted(self.prepared.numbers, number))]
            else:
                text = self.texts([number])[0]
            made[number] = places_of(text, runs)
        return made


def _notices(found: _Runs, table: _Table, words: _Words, lookup: Lookup) -> tuple[Ints, repeated.Hidden]:
    """Features of notices that were not known, whose weight is set to 0; and where notices stand in the new articles."""
    sizes = np.diff(found.begins)
    often = np.flatnonzero((sizes >= join.FREQUENT) & (found.weights > 0))
    owners, rows, at = [], [], 0
    for feature in often:
        begin, size = int(found.begins[feature]), int(sizes[feature])
        chosen = np.unique(np.linspace(0, size - 1, min(size, JUDGED)).astype(np.int64))
        owners.append(found.owners[begin + chosen])
        rows.append((int(found.keys[feature]), at, len(chosen)))
        at += len(chosen)
    notices = np.zeros(0, np.int64)
    levels, sampling = lookup.epoch.levels, lookup.epoch.sampling
    if rows:
        runs = join.Runs(np.concatenate(owners), np.ones(at, np.uint8), np.array(rows, np.int64))
        repeated.hide(runs, table.own, table.outlets, words.gather, levels, sampling)
        gone = np.array([runs.weights[place] == 0 for _, place, _ in rows])
        found.weights[often[gone]] = 0
        notices = np.sort(found.keys[often[gone]])
    every = np.union1d(lookup.notices, notices)
    if not len(every):
        return notices, {}
    return notices, repeated.spans(np.flatnonzero(table.new), every, words.gather, levels, sampling)


def _of_originals(a: Ints, b: Ints, weight: Ints, table: _Table) -> tuple[Ints, Ints, Ints]:
    """Pairs with each article replaced by the earliest one with its words; each pair once, with its greatest weight."""
    _, first, place = np.unique(table.identity, return_index=True, return_inverse=True)
    a, b = first[place[a]], first[place[b]]
    a, b = np.minimum(a, b), np.maximum(a, b)
    order = np.lexsort((-weight, b, a))
    a, b, weight = a[order], b[order], weight[order]
    keep = a != b
    keep[1:] &= (a[1:] != a[:-1]) | (b[1:] != b[:-1])
    return a[keep], b[keep], weight[keep]


def _scores(
    lookup: Lookup,
    words: _Words,
    table: _Table,
    a: Ints,
    b: Ints,
    notices: Ints,
    hidden: repeated.Hidden,
    tell: Progress,
) -> score.Scores:
    """Scores of the candidate pairs. Where notices stand in old articles of a pair is added to `hidden`."""
    idf = score.idf_table(lookup.epoch.languages)
    levels, sampling = lookup.epoch.levels, lookup.epoch.sampling
    none = np.zeros(0, np.float32)
    parts = [score.Scores(none, none, none, np.zeros((0, 4), np.int32))]
    for first in range(0, len(a), SCORED_AT_ONCE):
        chunk = slice(first, first + SCORED_AT_ONCE)
        articles, local = np.unique(np.concatenate((a[chunk], b[chunk])), return_inverse=True)
        tokens, offsets = words.gather(articles)
        if len(notices):
            held = {int(rank): place for place, rank in enumerate(articles)}

            def gather(
                wanted: Ints, held: dict[int, int] = held, data: tuple[npt.NDArray[np.uint32], Ints] = (tokens, offsets)
            ) -> tuple[npt.NDArray[np.uint32], Ints]:
                cut = [data[0][data[1][held[int(one)]] : data[1][held[int(one)] + 1]] for one in wanted]
                return np.concatenate(cut), np.concatenate(
                    (np.zeros(1, np.int64), np.cumsum([len(one) for one in cut]))
                )

            hidden |= repeated.spans(articles, notices, gather, levels, sampling)
        half = len(local) // 2
        mask = repeated.mask(articles, offsets, hidden)
        parts.append(score.score(tokens, offsets, local[:half], local[half:], idf, mask))
        tell("scores", min(len(a), first + SCORED_AT_ONCE), len(a))
    columns = (np.concatenate(column) for column in zip(*map(msgspec.structs.astuple, parts), strict=True))
    return score.Scores(*columns)
