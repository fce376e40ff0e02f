"""Are the changes right? Planted edits: recall and precision of every kind, on the halves developed on and those held back.

    PYTHONPATH=. python benchmarks/changes.py [--half HALF]... [--errors KIND] [--shared PATH] [--json FILE]

Without --half, all of `planted.HALVES` whose file is there, then the typed changes of ETPC (`benchmarks/etpc.py`).

A planted edit is *found* when a change of its kind touches it on either side (an edit in the dateline: a `dateline` change).
A reported change is *right* when it is the planted one. Not judged are a lesser change inside a planted quotation or sentence
edit (a figure that went with the cut words), the quotation around a planted edit, and phrases reported as wording, omission or
addition: most are the rewording around. A wrong report that a rewording causes comes again in every reworded case of its item, some
20 times, and counts each time in `precision`, which the floor is held against; in `once` each different report counts once.
`wrong` says how many different wrong ones there are. The halves held back are by several writers, ten items each; the last
table joins them, and the floor is held against it: in ten items, one wrong report, repeated, is a quarter of its kind.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import retold
from benchmarks import etpc
from benchmarks.planted import HALVES, HELD, HERE, KINDS, Case, cases
from retold.records.comparison import Change

# The kind of change (and its details) that answers a planted edit.
WANTED: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {
    "figure": (("figure", frozenset()),),
    "name": (
        ("name", frozenset({"replaced"})),
        ("attribution", frozenset({"replaced"})),  # the name of a voice
        ("quotation", frozenset({"reattributed"})),
    ),
    "date": (("date", frozenset()),),
    "negation-in": (("negation", frozenset()),),
    "negation-out": (("negation", frozenset()),),
    "hedge-lost": (
        ("hedge", frozenset()),
        ("figure", frozenset({"approximation"})),
    ),  # "an estimated 9,000" is a figure's
    "quotation-word": (("quotation", frozenset({"altered"})),),
    "quotation-cut": (("quotation", frozenset({"cut", "altered"})),),
    "quotation-unmarked": (("quotation", frozenset({"paraphrased", "dropped"})),),
    "speaker-swapped": (("quotation", frozenset({"reattributed"})), ("attribution", frozenset({"replaced"}))),
    "sentence-dropped": (("omission", frozenset({"sentence"})),),
    "sentence-added": (("addition", frozenset({"sentence"})),),
    "sentence-moved": (("move", frozenset()),),
    "attribution-lost": (("attribution", frozenset({"lost"})),),
}
_WIDE = (
    "quotation-word",
    "quotation-cut",
    "quotation-unmarked",
    "sentence-dropped",
    "sentence-added",
    "sentence-moved",
)
FLOOR = (0.92, 0.90)


def answers(case: Case, change: Change) -> bool:
    """Whether a reported change is the planted one."""
    if change.kind == "dateline":  # what stands in the dateline has that kind and no other
        return touches(case, change)
    named = any(
        change.kind == kind and (not details or change.detail in details) for kind, details in WANTED[case.kind]
    )
    return named and touches(case, change)


def touches(case: Case, change: Change) -> bool:
    """Whether a change stands where the edit was planted, on either side."""
    return _near(change.a, case.at_source) or _near(change.b, case.at_retelling)


def _near(spans: Iterable[object], place: tuple[int, int]) -> bool:
    start, end = place
    return any(one.start <= end and start <= one.end for one in spans)  # type: ignore[attr-defined]


def judged(change: Change) -> str | None:
    """The row of the table that a reported change counts in, or None where it is not judged."""
    if change.kind in ("omission", "addition") and change.detail != "sentence":
        return None
    if change.kind == "name" and change.detail != "replaced":
        return None
    return change.kind if change.kind in {kind for wanted in WANTED.values() for kind, _ in wanted} else None


def run(which: str) -> dict[str, object]:
    """Compare every case of one half; counts per planted kind, and per kind of change how many reported ones were right."""
    planted: Counter[tuple[str, bool]] = Counter()
    found: Counter[tuple[str, bool]] = Counter()
    reported: Counter[str] = Counter()
    right: Counter[str] = Counter()
    once: set[tuple[object, ...]] = set()
    missed: list[Case] = []
    wrong: list[tuple[Case, Change]] = []
    for case in cases(which):
        changes = retold.compare(
            retold.Article(text=case.source, id="a", published="2031-03-04T08:00:00+00:00"),
            retold.Article(text=case.retelling, id="b", published="2031-03-04T20:00:00+00:00"),
        ).changes
        planted[case.kind, case.reworded] += 1
        if any(answers(case, change) for change in changes):
            found[case.kind, case.reworded] += 1
        else:
            missed.append(case)
        for change in changes:
            row = judged(change)
            if row is None:
                continue
            if (
                not answers(case, change)
                and touches(case, change)
                and (case.kind in _WIDE or change.kind == "quotation")
            ):
                continue
            reported[row] += 1
            if answers(case, change):
                right[row] += 1
                once.add(_report(case, change))
            else:
                wrong.append((case, change))
    return {
        "planted": planted, "found": found, "reported": reported, "right": right, "once": once, "missed": missed, "wrong": wrong,
    }  # fmt: skip


def joined(results: Sequence[dict[str, object]]) -> dict[str, object]:
    """Several halves as one; their items have names of their own."""
    sums = ("planted", "found", "reported", "right")
    lists = ("missed", "wrong")
    whole: dict[str, object] = {key: sum((one[key] for one in results), Counter()) for key in sums}  # type: ignore[misc]
    whole.update({key: [entry for one in results for entry in one[key]] for key in lists})  # type: ignore[attr-defined]
    whole["once"] = set().union(*(one["once"] for one in results))  # type: ignore[arg-type]
    return whole


def digest(which: str) -> str:
    """The first digits of the SHA-256 of a half's file."""
    return hashlib.sha256((HERE / f"{which}.json").read_bytes()).hexdigest()[:12]


def table(title: str, result: dict[str, object]) -> list[dict[str, object]]:
    """Print one table; returns its rows."""
    planted, found, reported, right = (result[key] for key in ("planted", "found", "reported", "right"))
    rows: list[dict[str, object]] = []
    print(f"\n{title}")
    print(
        f"{'planted edit':<20}{'cases':>6}{'plain':>8}{'reworded':>10}{'recall':>8}   "
        f"{'precision of':<40}{'once':>7}{'wrong':>6}"
    )
    for kind in KINDS:
        plain, reworded = planted[kind, False], planted[kind, True]  # type: ignore[index]
        recall = (found[kind, False] + found[kind, True]) / max(plain + reworded, 1)  # type: ignore[index]
        kinds = [wanted for wanted, _ in WANTED[kind]][: 2 if kind == "speaker-swapped" else 1]
        told = sum(reported[one] for one in kinds)  # type: ignore[index]
        precision = sum(right[one] for one in kinds) / max(told, 1)  # type: ignore[index]
        sure = sum(one[1] in kinds for one in result["once"])  # type: ignore[attr-defined]
        below = "" if recall >= FLOOR[0] and precision >= FLOOR[1] else "  below the floor"
        different = len({_report(case, change) for case, change in result["wrong"] if change.kind in kinds})  # type: ignore[attr-defined]
        once = sure / max(sure + different, 1)
        print(
            f"{kind:<20}{plain + reworded:>6}{found[kind, False] / max(plain, 1):>8.2f}"  # type: ignore[index]
            f"{found[kind, True] / max(reworded, 1):>10.2f}{recall:>8.3f}   "  # type: ignore[index]
            f"{' + '.join(kinds):<26}{precision:>6.3f} of {told:<5}{once:>7.3f}{different:>6}{below}"
        )
        rows.append(
            {
                "kind": kind, "cases": plain + reworded, "recall": round(recall, 4), "precision": round(precision, 4),
                "once": round(once, 4), "wrong": different,
            }
        )  # fmt: skip
    return rows


def _report(case: Case, change: Change) -> tuple[object, ...]:
    """What makes a wrong report the same in every case of an item: each rewording stands in all its reworded cases."""
    return case.item, change.kind, tuple(one.text for one in change.a), tuple(one.text for one in change.b)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=HALVES, action="append")
    parser.add_argument(
        "--errors", metavar="KIND", help="print the missed and wrong cases of one kind (never of a held half)"
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    out: dict[str, object] = {}
    held: list[dict[str, object]] = []
    for which in options.half or HALVES:
        if not (HERE / f"{which}.json").is_file():
            print(f"\n{which} half: not scored, benchmarks/planted/{which}.json is not there")
            continue
        result = run(which)
        out[which] = table(f"{which} half: sha256 {digest(which)}", result)
        if which in HELD:
            held.append(result)
        if options.errors and which not in HELD:
            _errors(options.errors, result)
    if len(held) > 1:
        out["held"] = table(f"the {len(held)} halves held back, joined", joined(held))
    if options.half is None:
        if (options.shared / "data/etpc").is_dir():
            print()
            out["etpc"] = etpc.run(options.shared)
        else:
            print(f"\netpc: not run, {options.shared / 'data/etpc'} is not there (--shared PATH)")
    if options.json:
        options.json.write_text(json.dumps({"benchmark": "changes", **out}) + "\n", encoding="utf-8")


def _errors(kind: str, result: dict[str, object]) -> None:
    for case in result["missed"]:  # type: ignore[attr-defined]
        if case.kind.startswith(kind):
            (a0, a1), (b0, b1) = case.at_source, case.at_retelling
            print(f"MISSED {case.kind} {case.item} {case.by} {'reworded' if case.reworded else 'plain'}")
            print(
                f"   {case.source[max(a0 - 60, 0) : a0]}[{case.source[a0:a1]}]{case.source[a1 : a1 + 40]}".replace(
                    "\n", "¶"
                )
            )
            print(
                f"   {case.retelling[max(b0 - 60, 0) : b0]}[{case.retelling[b0:b1]}]{case.retelling[b1 : b1 + 40]}".replace(
                    "\n", "¶"
                )
            )
    for case, change in result["wrong"]:  # type: ignore[attr-defined]
        if change.kind.startswith(kind):
            print(
                f"WRONG {change.kind}/{change.detail} in {case.kind} {case.item} {'reworded' if case.reworded else 'plain'}"
            )
            print(f"   {[one.text for one in change.a]} -> {[one.text for one in change.b]}")


if __name__ == "__main__":
    main()
