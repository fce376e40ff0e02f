"""Do sentences that mean the same get linked? MRPC's 4,076 news sentence pairs, same meaning or not.

    python benchmarks/collation.py [--shared PATH] [--json FILE]

Prints the accuracy and F1 at each value of DUE (the share of weight that two sentences must have in common), with the best
threshold on words of either side as floor, each threshold chosen on one half of the pairs and scored on the other.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from pathlib import Path

from retold.collation.sentences import DUE, Unit, beads_of, units
from retold.records.article import span
from retold.text.similarity import Trigrams
from retold.text.tokenise import words


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    path = options.shared / "data/mrpc/msr_paraphrase_train.txt.gz"
    raw = path.read_bytes()
    lines = gzip.decompress(raw).decode("utf-8-sig").splitlines()[1:]
    pairs = [(int(line.split("\t")[0]), *line.split("\t")[3:5]) for line in lines]
    print(f"mrpc: {len(pairs)} pairs, sha256 {hashlib.sha256(raw).hexdigest()[:12]}")
    measures = {
        "shared words (floor)": [_overlap(one, other) for _, one, other in pairs],
        "weighted (Retold)": [_weighted(one, other) for _, one, other in pairs],
        "char trigrams": [Trigrams().matrix([one], [other])[0][0] for _, one, other in pairs],
    }
    labels = [label for label, _, _ in pairs]
    rows = []
    print(f"{'measure':<24}{'chosen':>8}{'accuracy':>10}{'F1':>8}")
    for name, scores in measures.items():
        threshold = max((step / 100 for step in range(101)), key=lambda t: _score(scores[::2], labels[::2], t)[0])
        accuracy, f1 = _score(scores[1::2], labels[1::2], threshold)
        print(f"{name:<24}{threshold:>8.2f}{accuracy:>10.3f}{f1:>8.3f}")
        rows.append({"measure": name, "threshold": threshold, "accuracy": round(accuracy, 4), "f1": round(f1, 4)})
    print(
        f"\nlinked at DUE = {DUE}: {sum(score >= DUE for score in measures['weighted (Retold)']) / len(pairs):.3f} of all pairs"
    )
    for step in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        same = [score for score, label in zip(measures["weighted (Retold)"], labels, strict=True) if label]
        print(
            f"  DUE {step:.2f}: links {sum(score >= step for score in same) / len(same):.3f} of the pairs that mean the same"
        )
    if options.json:
        options.json.write_text(json.dumps({"benchmark": "collation", "rows": rows}) + "\n", encoding="utf-8")


def _overlap(one: str, other: str) -> float:
    left, right = words(one).norm, words(other).norm
    return 2 * sum(min(left.count(word), right.count(word)) for word in set(left)) / max(len(left) + len(right), 1)


def _weighted(one: str, other: str) -> float:
    return beads_of(_unit(one), _unit(other)).similarity


def _unit(text: str) -> Unit:
    return units(text, [span(text, 0, len(text))], "en")[0]


def _score(scores: list[float], labels: list[int], threshold: float) -> tuple[float, float]:
    right = sum((score >= threshold) == bool(label) for score, label in zip(scores, labels, strict=True))
    hits = sum(score >= threshold and bool(label) for score, label in zip(scores, labels, strict=True))
    said = sum(score >= threshold for score in scores)
    return right / len(labels), 2 * hits / max(said + sum(labels), 1)


if __name__ == "__main__":
    main()
