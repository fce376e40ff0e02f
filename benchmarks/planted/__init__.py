"""Edits planted by hand and by template into short news items, each alone, with and without the text around reworded.

The halves `dev` to `dev27` are what the rules are developed on; `dev4` to `dev27` were written blind by others, scored, and then
read like the rest. The halves in `HELD` were written by somebody who had not seen the others: they are only ever scored. A half
whose file is not there is left out. Every item is invented.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).parent
DEVELOPED = ("dev", *(f"dev{number}" for number in range(2, 28)))
HELD = ("held23", "held24", "held25", "held26", "held27")
HALVES = DEVELOPED + HELD
KINDS = (
    "figure",
    "name",
    "date",
    "negation-in",
    "negation-out",
    "hedge-lost",
    "quotation-word",
    "quotation-cut",
    "quotation-unmarked",
    "speaker-swapped",
    "sentence-dropped",
    "sentence-added",
    "sentence-moved",
    "attribution-lost",
)
_MARKS = re.compile(r"[\"“”]")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Operation:
    """Replace [start, end) of the item's text by `text`."""

    start: int
    end: int
    text: str
    planted: bool = False


@dataclass(frozen=True)
class Case:
    """One planted edit: both texts, and where it stands in each (half-open, code points; empty where nothing is left)."""

    item: str
    kind: str
    reworded: bool
    by: str  # "hand" or "template"
    source: str
    retelling: str
    at_source: tuple[int, int]
    at_retelling: tuple[int, int]


def cases(which: str, seed: int = 7) -> Iterator[Case]:
    """Every case of one of `HALVES`: each edit by hand, and each template once per item that it fits."""
    data = json.loads((HERE / f"{which}.json").read_text(encoding="utf-8"))
    for item in data["items"]:
        chance = random.Random(f"{seed}/{item['id']}")
        rewordings = [_located(item["text"], entry["find"], entry["replace"]) for entry in item["rewordings"]]
        for edit in item["edits"]:
            yield from _both(item, edit["kind"], "hand", _operations(item["text"], edit), rewordings)
        for template in data["templates"]:
            operation = _by_template(item["text"], template, chance)
            if operation is not None:
                yield from _both(item, template["kind"], "template", [operation], rewordings)


def _located(text: str, find: str, replacement: str) -> Operation:
    start = text.index(find)
    return Operation(start, start + len(find), replacement)


def _operations(text: str, edit: dict[str, str]) -> list[Operation]:
    start = text.index(edit["find"])
    end = start + len(edit["find"])
    if edit["kind"] == "sentence-moved":
        behind = text.index(edit["after"]) + len(edit["after"])
        return [_cut(text, start, end), Operation(behind, behind, " " + edit["find"], planted=True)]
    if edit["kind"] == "sentence-dropped":
        return [_cut(text, start, end)]
    if edit["kind"] == "sentence-added":
        return [Operation(end, end, edit["replace"][len(edit["find"]) :], planted=True)]
    return [Operation(start, end, edit["replace"], planted=True)]


def _cut(text: str, start: int, end: int) -> Operation:
    while end < len(text) and text[end] == " ":
        end += 1
    return Operation(start, end, "", planted=True)


def _by_template(text: str, template: dict[str, str], chance: random.Random) -> Operation | None:
    found = [
        match
        for match in re.finditer(template["find"], text)
        if template["where"] == "any"
        or (len(_MARKS.findall(text[: match.start()])) % 2 == 1) == (template["where"] == "inside")
    ]
    if not found:
        return None
    match = chance.choice(found)
    return Operation(match.start(), match.end(), match.expand(template["replace"]), planted=True)


def _both(
    item: dict[str, str], kind: str, by: str, planted: Sequence[Operation], rewordings: Sequence[Operation]
) -> Iterator[Case]:
    text = item["text"]
    inside = [one for one in rewordings if any(p.start <= one.start and one.end <= p.end for p in planted)]
    free = [one for one in rewordings if all(one.end <= p.start or one.start >= p.end for p in planted)]
    for reworded in (False, True):
        operations = list(planted)
        if reworded:
            operations = [*planted, *free]
            if kind == "sentence-moved":  # the sentence is reworded on its way
                moved = _apply(text, inside, planted[0].start, planted[0].end).strip()
                operations[1] = replace(planted[1], text=" " + moved)
        yield _case(item["id"], kind, reworded, by, text, operations)


def _apply(text: str, operations: Sequence[Operation], start: int, end: int) -> str:
    parts, at = [], start
    for one in sorted(operations, key=lambda one: one.start):
        parts += [text[at : one.start], one.text]
        at = one.end
    return "".join([*parts, text[at:end]])


def _case(item: str, kind: str, reworded: bool, by: str, text: str, operations: Sequence[Operation]) -> Case:
    ordered = sorted(operations, key=lambda one: (one.start, one.end))
    assert all(one.end <= other.start for one, other in pairwise(ordered)), (item, kind)
    parts: list[str] = []
    at = length = 0
    at_source, at_retelling = (len(text), 0), (1 << 30, 0)
    for one in ordered:
        parts += [text[at : one.start], one.text]
        length += one.start - at
        if one.planted:
            (a0, a1), (b0, b1) = _core(text, one, length)
            if kind != "sentence-moved":
                at_source = (min(at_source[0], a0), max(at_source[1], a1))
                at_retelling = (min(at_retelling[0], b0), max(at_retelling[1], b1))
            elif one.text:  # where the sentence stands now, and not all between
                at_retelling = (b0, b1)
        length += len(one.text)
        at = one.end
    retelling = "".join([*parts, text[at:]])
    if kind == "sentence-moved":
        cut = next(one for one in ordered if one.planted and not one.text)
        at_source = (cut.start, cut.end)
    return Case(item, kind, reworded, by, text, retelling, at_source, at_retelling)


def _core(text: str, one: Operation, offset: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The words that differ between what was and what is now, without those that both begin or end with."""
    old = [(match.start(), match.end()) for match in _WORD.finditer(text[one.start : one.end])]
    new = [(match.start(), match.end()) for match in _WORD.finditer(one.text)]
    old_words = [text[one.start + a : one.start + b] for a, b in old]
    new_words = [one.text[a:b] for a, b in new]
    head = 0
    while head < min(len(old), len(new)) and old_words[head] == new_words[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old_words[-1 - tail] == new_words[-1 - tail]:
        tail += 1
    return (
        _range(old, head, len(old) - tail, one.start, one.end - one.start),
        _range(new, head, len(new) - tail, offset, len(one.text)),
    )


def _range(words: list[tuple[int, int]], first: int, last: int, offset: int, length: int) -> tuple[int, int]:
    if first < last:
        return offset + words[first][0], offset + words[last - 1][1]
    at = words[first][0] if first < len(words) else length
    return offset + at, offset + at
