"""What speaks for and against each candidate parent of each telling, as numbers.

Every feature lies within [-2, 2] and has its name and meaning in `PAIR` and `ROOT`; the weights of each stand, by the same
name, in `tree_weights.json`. "p" is the candidate parent, "c" the child.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from retold.descent import clocks
from retold.descent.family import EXACT, Family
from retold.descent.ngrams import Shared, nearest, shared_features

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

CANDIDATES = 20  # candidates of each telling above that
_QUARTER = 900.0  # seconds: a lag of a quarter of an hour says half of what a long one says
_RECENT = 3 * clocks.HOUR

PAIR = {
    "cover": "share of c's runs of three words that p has",
    "back": "share of p's runs that c has",
    "cover_gap": "cover less that of the best candidate (0 or below)",
    "first": "p has the best cover of all candidates",
    "first_earlier": "p has the best cover of all candidates that are not later than c",
    "elsewhere": "share of c's runs that p lacks and another telling has",
    "elsewhere_back": "share of p's runs that c lacks and another telling has",
    "words": "share of c's words that p has",
    "words_back": "share of p's words that c has",
    "words_elsewhere": "share of c's words that p lacks and another telling has",
    "only_two": "share of c's runs that only p has besides",
    "same_text": "word for word the same",
    "order": "p earlier than c (1), later (-1), unknown (0); a short lag counts less",
    "order_complete": "the same, where every telling has a published time",
    "order_trusted": "the same, times how well the clocks of this family agree with its texts and credits",
    "later": "p later than c (1 for a long lag), 0 where not or unknown",
    "later_trusted": "the same, times how well the clocks agree",
    "recent": "p earlier, and by little (1 at once, 0.5 after three hours)",
    "credit": "c credits p",
    "credit_outlet": "c credits p, and p is no agency's page",
    "credit_back": "p credits c",
    "credit_other": "c credits another telling and not p",
    "credit_shared": "p and c credit the same, and c not p",
    "agency_parent": "p is an agency's own page and c is not",
    "agency_child": "c is an agency's own page and p is not",
    "damage": "p is damaged where c is intact (1), or c where p is intact (-1)",
    "slug_both": "both have a dateline with the same slug",
    "slug_child": "c has a dateline and p has none",
    "same_page": "versions of one page",
    "page_grows": "on one page: c longer than p (log of the ratio)",
    "page_adds": "on one page: share of p kept in c less share of c that is in p",
    "longer": "on two pages: p longer than c (log of the ratio)",
}
ROOT = {
    "bias": "no parent, all else alike",
    "best_cover": "the best candidate's cover",
    "best_words": "the best candidate's share of words",
    "least_elsewhere": "the least elsewhere of any candidate",
    "agency_page": "c is an agency's own page",
    "agency_elsewhere": "another telling is an agency's own page",
    "credit_elsewhere": "the same, and c credits that agency",
    "has_slug": "c has a dateline with a slug",
    "has_dateline": "c has a dateline",
    "credits_outside": "c credits a medium that is not among the tellings",
    "credits_inside": "c credits another telling",
    "credited": "share of the other tellings that credit c",
    "earliest": "c has the earliest clock",
    "earliest_complete": "the same, where every telling has a published time",
    "earliest_trusted": "the same, times how well the clocks agree",
    "not_earliest": "c has a clock and it is not the earliest",
    "not_earliest_trusted": "the same, times how well the clocks agree",
    "same_page": "another version of the same page is among the tellings",
}


class Features(msgspec.Struct, frozen=True):
    """`pair[i]` are the features of parent[i] → child[i]; `root[c]` those of c having no observed parent."""

    parent: Ints
    child: Ints
    pair: Floats
    root: Floats
    order: Floats
    cover: Floats


def features(family: Family, trust: float = 0.0) -> Features:
    """The features of a family; `trust` (0-1) is how well its clocks agree with the rest (0: not known yet)."""
    texts = [telling.tokens for telling in family.tellings]
    runs, single = shared_features(texts, 3), shared_features(texts, 1)
    parent, child = _candidates(family, runs)
    columns = {**_text(family, runs, single, parent, child), **_time(family, parent, child)}
    for name in ("order", "later"):
        columns[f"{name}_trusted"] = columns[name] * trust
    columns |= _provenance(family, parent, child)
    columns |= _page(family, parent, child, columns)
    columns |= _first(columns, child, len(family))
    columns["damage"] = _damage(family, parent, child)
    pair = np.column_stack([columns[name] for name in PAIR]) if len(parent) else np.zeros((0, len(PAIR)))
    root = _root(family, columns, parent, child, trust)
    return Features(parent=parent, child=child, pair=pair, root=root, order=columns["order"], cover=columns["cover"])


def with_trust(made: Features, trust: float) -> Features:
    """The same features with another trust in the clocks."""
    pair, root = made.pair.copy(), made.root.copy()
    names, roots = list(PAIR), list(ROOT)
    for name in ("order", "later"):
        pair[:, names.index(f"{name}_trusted")] = pair[:, names.index(name)] * trust
    for name in ("earliest", "not_earliest"):
        root[:, roots.index(f"{name}_trusted")] = root[:, roots.index(name)] * trust
    return msgspec.structs.replace(made, pair=pair, root=root)


def _candidates(family: Family, runs: Shared) -> tuple[Ints, Ints]:
    count = len(family)
    if count <= EXACT:
        allowed = np.ones((count, count), dtype=bool)
    else:
        allowed = nearest(runs, CANDIDATES)
        allowed |= family.credits & (family.credits.sum(axis=0) <= CANDIDATES)[None, :]
        pages: dict[str, list[int]] = {}
        for index, telling in enumerate(family.tellings):
            if telling.page:
                pages.setdefault(telling.page, []).append(index)
        for members in pages.values():
            if len(members) <= CANDIDATES:
                allowed[np.ix_(members, members)] = True
    for earlier, later in family.stated:
        allowed[earlier, later], allowed[later, earlier] = True, False
    np.fill_diagonal(allowed, False)
    child, parent = np.nonzero(allowed.T)
    return parent.astype(np.int64), child.astype(np.int64)


def _text(family: Family, runs: Shared, single: Shared, parent: Ints, child: Ints) -> dict[str, Floats]:
    common, words = runs.common(parent, child), single.common(parent, child)
    total, word_total = runs.totals.astype(float), single.totals.astype(float)
    cover = common / total[child]
    elsewhere = (runs.shared[child] - common) / total[child]
    digests = np.array([telling.digest for telling in family.tellings])
    return {
        "cover": cover,
        "back": common / total[parent],
        "cover_gap": cover - _best(cover, child, len(family), 0.0, np.maximum)[child],
        "elsewhere": elsewhere,
        "elsewhere_back": (runs.shared[parent] - common) / total[parent],
        "words": words / word_total[child],
        "words_back": words / word_total[parent],
        "words_elsewhere": (single.shared[child] - words) / word_total[child],
        "only_two": runs.common(parent, child, pair_only=True) / total[child],
        "same_text": (digests[parent] == digests[child]).astype(float),
    }


def _first(columns: dict[str, Floats], child: Ints, count: int) -> dict[str, Floats]:
    cover = columns["cover"]
    allowed = np.where(columns["order"] >= 0, cover, -1.0)
    return {
        "first": (columns["cover_gap"] >= 0).astype(float),
        "first_earlier": (allowed >= np.maximum(0, _best(allowed, child, count, -1.0, np.maximum))[child]).astype(
            float
        ),
    }


def _damage(family: Family, parent: Ints, child: Ints) -> Floats:
    """Doubled words, the damage that words alone show: the word before, the word, and the word after it stand for each."""
    broken: dict[int, set[tuple[str, str, str]]] = {}
    for index, telling in enumerate(family.tellings):
        words = telling.tokens
        places = {(words[n - 1], words[n], words[n + 2]) for n in range(1, len(words) - 2) if words[n] == words[n + 1]}
        if places:
            broken[index] = places
    out = np.zeros(len(parent))
    if not broken:
        return out
    runs = [set(zip(t.tokens, t.tokens[1:], t.tokens[2:], strict=False)) for t in family.tellings]
    for index, places in broken.items():
        intact = np.array([bool(places & held) for held in runs])
        out[(parent == index) & intact[child]] += 1
        out[(child == index) & intact[parent]] -= 1
    return np.clip(out, -1, 1)


def _best(values: Floats, child: Ints, count: int, start: float, choose: np.ufunc) -> Floats:
    out = np.full(count, start)
    choose.at(out, child, values)
    return out


def _time(family: Family, parent: Ints, child: Ints) -> dict[str, Floats]:
    low = np.array([telling.clock.low for telling in family.tellings])
    high = np.array([telling.clock.high for telling in family.tellings])
    with np.errstate(invalid="ignore"):
        ahead, behind = low[child] - high[parent], low[parent] - high[child]
    order = np.zeros(len(parent))
    for lag, sign in ((ahead, 1.0), (behind, -1.0)):
        known = np.isfinite(lag) & (lag > 0)
        order[known] = sign * -np.expm1(-math.log(2) * lag[known] / _QUARTER)
    known = np.isfinite(ahead) & (ahead > 0)
    recent = np.zeros(len(parent))
    recent[known] = 1 / (1 + ahead[known] / _RECENT)
    later = np.maximum(0.0, -order)
    return {"order": order, "order_complete": order * _complete(family), "later": later, "recent": recent}


def _complete(family: Family) -> float:
    return float(all(telling.clock.low_kind == "published" for telling in family.tellings))


def _provenance(family: Family, parent: Ints, child: Ints) -> dict[str, Floats]:
    tellings, credits = family.tellings, family.credits
    credit = credits[parent, child]
    own = np.array([telling.agency_page for telling in tellings])
    slugged = np.array([telling.slug != "" for telling in tellings])
    slugs = np.array([telling.slug for telling in tellings])
    lined = np.array([telling.rank > 0 for telling in tellings])
    any_credit = np.asarray(credits.any(axis=0))
    by_key: dict[str, list[int]] = {}
    for index, telling in enumerate(tellings):
        for key in telling.credited:
            by_key.setdefault(key, []).append(index)
    alike = credits.T.astype(np.float32) @ credits.astype(np.float32)
    both: NDArray[np.bool_] = np.asarray(alike) > 0
    for members in by_key.values():
        both[np.ix_(members, members)] = True
    shared = both[parent, child] & ~credit
    return {
        "credit": credit.astype(float),
        "credit_outlet": (credit & ~own[parent]).astype(float),
        "credit_back": credits[child, parent].astype(float),
        "credit_other": (any_credit[child] & ~credit).astype(float),
        "credit_shared": shared.astype(float),
        "agency_parent": (own[parent] & ~own[child]).astype(float),
        "agency_child": (own[child] & ~own[parent]).astype(float),
        "slug_both": (slugged[parent] & slugged[child] & (slugs[parent] == slugs[child])).astype(float),
        "slug_child": (lined[child] & ~lined[parent]).astype(float),
    }


def _page(family: Family, parent: Ints, child: Ints, columns: dict[str, Floats]) -> dict[str, Floats]:
    pages = np.array([telling.page for telling in family.tellings])
    lengths = np.array([max(1, len(telling.tokens)) for telling in family.tellings], dtype=float)
    same = (pages[parent] == pages[child]) & (pages[parent] != "")
    ratio = np.log2(lengths[child] / lengths[parent])
    return {
        "same_page": same.astype(float),
        "page_grows": np.where(same, np.clip(8 * ratio, -1, 1), 0.0),
        "page_adds": np.where(same, columns["back"] - columns["cover"], 0.0),
        "longer": np.where(same, 0.0, np.clip(-ratio, -1.5, 1.5)),
    }


def _root(family: Family, columns: dict[str, Floats], parent: Ints, child: Ints, trust: float) -> Floats:
    tellings, count = family.tellings, len(family)
    low = np.array([telling.clock.low for telling in tellings])
    known = np.isfinite(low)
    earliest = np.zeros(count)
    if known.any():
        earliest[known & (low == low[known].min())] = 1.0
    inside = family.credits.any(axis=0)
    media = frozenset().union(*(telling.media for telling in tellings)) if tellings else frozenset()
    outside = np.array([bool(telling.credited - media) for telling in tellings])
    pages = [telling.page for telling in tellings]
    agency_pages = sum(telling.agency_page for telling in tellings)
    values: dict[str, Floats] = {
        "bias": np.ones(count),
        "best_cover": _best(columns["cover"], child, count, 0.0, np.maximum),
        "best_words": _best(columns["words"], child, count, 0.0, np.maximum),
        "least_elsewhere": _best(columns["elsewhere"], child, count, 1.0, np.minimum),
        "agency_page": np.array([float(telling.agency_page) for telling in tellings]),
        "agency_elsewhere": np.array([float(agency_pages > telling.agency_page) for telling in tellings]),
        "credit_elsewhere": _credits_agency(family).astype(float),
        "has_slug": np.array([float(telling.slug != "") for telling in tellings]),
        "has_dateline": np.array([float(telling.rank > 0) for telling in tellings]),
        "credits_outside": outside.astype(float),
        "credits_inside": inside.astype(float),
        "credited": family.credits.sum(axis=1) / max(1, count - 1),
        "earliest": earliest,
        "earliest_complete": earliest * _complete(family),
        "earliest_trusted": earliest * trust,
        "not_earliest": (known & (earliest == 0)).astype(float),
        "not_earliest_trusted": (known & (earliest == 0)).astype(float) * trust,
        "same_page": np.array([float(page != "" and pages.count(page) > 1) for page in pages]),
    }
    return np.column_stack([values[name] for name in ROOT])


def _credits_agency(family: Family) -> NDArray[np.bool_]:
    """Of each telling, whether it credits one that is an agency's own page."""
    own = np.array([telling.agency_page for telling in family.tellings])
    out: NDArray[np.bool_] = family.credits[own].any(axis=0)
    return out
