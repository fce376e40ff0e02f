"""Typed changes on 1,323 real news sentence pairs (ETPC, training part).

    python benchmarks/etpc.py [--shared PATH] [--json FILE]

1. *Figure changed*, per pair, by five-fold cross-validation: on four folds the details of a `figure` or `date` change that count,
   and the least share of words that the pair must keep, are chosen; on the fifth they are scored. Beside it the naive rule "each
   side has a number that the other lacks", and the 95 % interval of the difference by bootstrap over pairs.
2. The other kinds, per pair, and how often a same-meaning variant of a name raises a false alarm.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import itertools
import json
import random
import re
from pathlib import Path
from typing import Any

from retold.changes import differences
from retold.collation import collate
from retold.marking import mark
from retold.records.article import Article
from retold.records.comparison import Change

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NAMED = "Same Polarity Substitution (named ent.)"
DETAILS = ({"changed"}, {"unit"}, {"rounded"}, {"bound"}, {"approximation"}, {"number"}, {"date"})
LEAST = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6)
FOLDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    out = run(options.shared)
    if options.json:
        options.json.write_text(json.dumps({"benchmark": "etpc", **out}) + "\n", encoding="utf-8")


def run(shared: Path) -> dict[str, Any]:
    """Print both tables; returns their rows."""
    raw = (shared / "data/etpc/train.jsonl.gz").read_bytes()
    rows = [json.loads(line) for line in gzip.decompress(raw).decode().splitlines()]
    print(f"etpc: {len(rows)} pairs, sha256 {hashlib.sha256(raw).hexdigest()[:12]}\n")
    found = [_changes(row) for row in rows]
    return {"figure": _figure_changed(rows, found), "kinds": _kinds(rows, found)}


def _changes(row: dict[str, Any]) -> tuple[tuple[Change, ...], float]:
    """The changes from one sentence to the other, and the share of words that both keep."""
    a, b = (mark(Article(text=row[key], id=key, title="-", language="en")) for key in ("s1", "s2"))
    collation = collate(a, b)
    kept = max((link.similarity for link in collation.links), default=0.0)
    return differences(a, b, collation).changes, kept


def _gold_figure(row: dict[str, Any]) -> bool:
    return any(
        change["type"] == _NAMED
        and not change["sense_preserving"]
        and all(re.search(r"\d", change[side]) for side in ("s1_text", "s2_text"))
        for change in row["changes"]
    )


def _naive(row: dict[str, Any]) -> bool:
    one, other = (set(_NUMBER.findall(row[key])) for key in ("s1", "s2"))
    return bool(one - other) and bool(other - one)


def _told(found: tuple[tuple[Change, ...], float], details: set[str], least: float) -> bool:
    changes, kept = found
    if kept < least:
        return False
    for change in changes:
        figure = change.kind == "figure" and change.detail in details
        date = change.kind == "date" and change.detail == "changed" and "date" in details
        digits = all(any(re.search(r"\d", one.text) for one in side) for side in (change.a, change.b))
        if digits and (figure or date):
            return True
    return False


def _f1(gold: list[bool], told: list[bool]) -> tuple[float, float, float]:
    hits = sum(x and y for x, y in zip(gold, told, strict=True))
    return hits / max(sum(told), 1), hits / max(sum(gold), 1), 2 * hits / max(sum(told) + sum(gold), 1)


def _figure_changed(rows: list[Any], found: list[Any]) -> dict[str, float]:
    gold = [_gold_figure(row) for row in rows]
    naive = [_naive(row) for row in rows]
    rules = [
        (set().union({"changed", "unit"}, *extra), least)
        for size in range(6)
        for extra in itertools.combinations(DETAILS[2:], size)
        for least in LEAST
    ]
    answers = [[_told(one, details, least) for one in found] for details, least in rules]
    order = list(range(len(rows)))
    random.Random(11).shuffle(order)
    told = [False] * len(rows)
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        train = [k for k in order if k not in held]
        best = max(range(len(rules)), key=lambda r: _f1([gold[k] for k in train], [answers[r][k] for k in train])[2])
        print(
            f"  fold {fold + 1}: {', '.join(sorted(rules[best][0]))}; at least {rules[best][1]:.1f} of the words kept"
        )
        for k in held:
            told[k] = answers[best][k]
    low, high = _interval(gold, told, naive)
    print(f"\n{'figure changed':<28}{'P':>7}{'R':>7}{'F1':>7}   ({sum(gold)} of {len(rows)} pairs)")
    for name, answer in (("naive rule", naive), ("Retold, cross-validated", told)):
        print(f"{name:<28}" + "".join(f"{value:>7.3f}" for value in _f1(gold, answer)))
    print(
        f"difference in F1: {_f1(gold, told)[2] - _f1(gold, naive)[2]:+.3f} (95 % interval {low:+.3f} to {high:+.3f})\n"
    )
    return {"naive": _f1(gold, naive)[2], "retold": _f1(gold, told)[2], "low": low, "high": high}


def _interval(gold: list[bool], told: list[bool], naive: list[bool], rounds: int = 1000) -> tuple[float, float]:
    chance = random.Random(5)
    gains = []
    for _ in range(rounds):
        picked = chance.choices(range(len(gold)), k=len(gold))
        true = [gold[k] for k in picked]
        gains.append(_f1(true, [told[k] for k in picked])[2] - _f1(true, [naive[k] for k in picked])[2])
    gains.sort()
    return gains[int(rounds * 0.025)], gains[int(rounds * 0.975)]


# gold type, whether it keeps the sense → (kinds of change, details) that answer it; digits are left to the table above
_KINDS = {
    "name replaced": ((_NAMED, False), (("name", "replaced"),)),
    "name in another form": ((_NAMED, True), (("name", "variant"),)),
    "polarity": (("Negation switching", False), (("negation", None),)),
    "opposite word": (("Opposite polarity substitution (contextual)", False), (("negation", None),)),
    "modal verb": (("Modal Verb Changes", True), (("hedge", None),)),
    "put in or left out": (("Addition/Deletion", False), (("addition", None), ("omission", None))),
    "word replaced": (("Same Polarity Substitution (contextual)", False), (("wording", None),)),
}


def _kinds(rows: list[Any], found: list[Any]) -> list[dict[str, Any]]:
    out = []
    print(f"{'other kinds, per pair':<28}{'pairs':>7}{'P':>7}{'R':>7}{'F1':>7}{'span F1':>9}")
    for name, ((kind, keeps), wanted) in _KINDS.items():
        gold = [
            [c for c in row["changes"] if c["type"] == kind and c["sense_preserving"] is keeps and not _digits(c)]
            for row in rows
        ]
        told = [
            [c for c in changes if any(c.kind == k and d in (None, c.detail) for k, d in wanted)]
            for changes, _ in found
        ]
        p, r, f1 = _f1([bool(one) for one in gold], [bool(one) for one in told])
        spans = _span_f1(gold, told)
        print(f"{name:<28}{sum(map(bool, gold)):>7}{p:>7.3f}{r:>7.3f}{f1:>7.3f}{spans:>9.3f}")
        out.append({"kind": name, "p": p, "r": r, "f1": f1, "span_f1": spans})
    variants = [
        (k, c)
        for k, row in enumerate(rows)
        for c in row["changes"]
        if c["type"] == _NAMED and c["sense_preserving"] and not _digits(c)
    ]
    alarms = sum(
        any(c.kind == "name" and c.detail == "replaced" and _shares(c, gold) for c in found[k][0])
        for k, gold in variants
    )
    print(f"\nfalse alarms: {alarms} of {len(variants)} same-meaning variants of a name are called replaced")
    return [*out, {"kind": "false alarms", "alarms": alarms, "variants": len(variants)}]


def _digits(change: dict[str, Any]) -> bool:
    return bool(re.search(r"\d", change["s1_text"] + change["s2_text"]))


def _shares(change: Change, gold: dict[str, Any]) -> bool:
    one = set(" ".join(span.text for span in change.a).casefold().split()) & set(gold["s1_text"].casefold().split())
    other = set(" ".join(span.text for span in change.b).casefold().split()) & set(gold["s2_text"].casefold().split())
    return bool(one) or bool(other)


def _span_f1(gold: list[Any], told: list[Any]) -> float:
    """F1 of changes one by one: a told one is right when it shares a word with a gold one of its kind in the pair."""
    hits_told = sum(
        any(_shares(change, one) for one in wanted)
        for wanted, listed in zip(gold, told, strict=True)
        for change in listed
    )
    hits_gold = sum(
        any(_shares(change, one) for change in listed)
        for wanted, listed in zip(gold, told, strict=True)
        for one in wanted
    )
    p = hits_told / max(sum(map(len, told)), 1)
    r = hits_gold / max(sum(map(len, gold)), 1)
    return 2 * p * r / (p + r) if p + r else 0.0


if __name__ == "__main__":
    main()
