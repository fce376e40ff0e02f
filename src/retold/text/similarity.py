"""How alike two sentences are when they share few words: the one seam for an optional embedding.

The measure is used for sentence links and passages only, never to type a change: no similarity sees a changed fact.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from retold.text.normalise import fold_marks


class Similarity(Protocol):
    """A measure of sentence similarity. `name` (with version) stands in every document that used it."""

    name: str

    def matrix(self, a: Sequence[str], b: Sequence[str]) -> list[list[float]]:
        """Similarities 0–1 of every sentence of `a` (rows) with every sentence of `b` (columns)."""


class Trigrams:
    """Cosine of character trigrams, each weighted by how few of the sentences at hand hold it (TF-IDF)."""

    name = "char3-tfidf/1"

    def matrix(self, a: Sequence[str], b: Sequence[str]) -> list[list[float]]:
        """Similarities 0–1 of every sentence of `a` (rows) with every sentence of `b` (columns)."""
        grams = [_trigrams(text) for text in (*a, *b)]
        seen = Counter(gram for counts in grams for gram in counts)
        total = len(grams) + 1
        vectors = []
        for counts in grams:
            vector = {gram: count * math.log(1 + total / seen[gram]) for gram, count in counts.items()}
            norm = math.sqrt(sum(value * value for value in vector.values())) or 1.0
            vectors.append({gram: value / norm for gram, value in vector.items()})
        left, right = vectors[: len(a)], vectors[len(a) :]
        return [[_dot(one, other) for other in right] for one in left]


def _trigrams(text: str) -> Counter[str]:
    folded = f" {' '.join(fold_marks(text).casefold().split())} "
    return Counter(folded[i : i + 3] for i in range(len(folded) - 2))


def _dot(one: dict[str, float], other: dict[str, float]) -> float:
    if len(other) < len(one):
        one, other = other, one
    return sum(value * other[gram] for gram, value in one.items() if gram in other)
