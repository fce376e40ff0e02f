"""Comparing a document of `retold compare` with a truth made by hand: what disagrees, section by section.

A truth names spans by their text, with `nth` (from 1) where the text occurs more than once in its file. Section by section a
list of lines comes out, each one disagreement; none where the two agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from retold.text.names import compare_names

SIDES = ("source", "retelling")
# Found, and no false one. The rest are `LESSER`: where one phrase ends and the next begins is a reader's judgement.
STRICT = (
    "negation",
    "figure",
    "quotation",
    "attribution",
    "hedge",
    "name",
    "date",
    "title",
    "credit",
    "dateline",
    "furniture",
    "garbled",
)
LESSER = ("omission", "addition", "move", "wording")
LONGEST = 40  # code points of a span in a line of what disagrees
Range = tuple[int, int]


def locate(text: str, part: str | None, nth: int = 1) -> Range | None:
    """The half-open range of the nth occurrence of `part`, or None for None."""
    if part is None:
        return None
    at = -1
    for _ in range(nth):
        at = text.find(part, at + 1)
        assert at >= 0, f"the truth names what is not in the text: {part!r}"
    return at, at + len(part)


def _wanted(truth: dict[str, Any], texts: dict[str, str]) -> dict[str, Range | None]:
    nth = truth.get("nth", {})
    nth = nth if isinstance(nth, dict) else dict.fromkeys(SIDES, nth)
    return {side: locate(texts[side], truth.get(side), nth.get(side, 1)) for side in SIDES}


def _found(item: dict[str, Any]) -> dict[str, list[Range]]:
    return {side: [(one["start"], one["end"]) for one in item[side]] for side in SIDES}


def _overlap(one: Range | None, others: list[Range]) -> bool:
    return one is not None and any(start < one[1] and one[0] < end for start, end in others)


def _covers(one: Range | None, others: list[Range], share: float) -> bool:
    """Whether the ranges from first to last agree with `one` in at least `share` of both together; empty answers None."""
    if one is None or not others:
        return one is None and not others
    start, end = min(x for x, _ in others), max(x for _, x in others)
    common = min(end, one[1]) - max(start, one[0])
    return common >= share * (max(end, one[1]) - min(start, one[0]))


def _show(item: dict[str, Any]) -> str:
    sides = []
    for side in SIDES:
        part = item.get(side)
        text = part if isinstance(part, str) else " … ".join(one["text"] for one in part or ()) or "–"
        sides.append(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")
    return " → ".join(sides)


def _paired(
    wanted: list[dict[str, Any]], found: list[dict[str, Any]], texts: dict[str, str], share: float
) -> Iterator[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    """Each truth with the found item that has its spans; then the found items that nothing asks for."""
    left = list(found)
    for truth in wanted:
        ranges = _wanted(truth, texts)
        hit = next((x for x in left if all(_covers(ranges[side], _found(x)[side], share) for side in SIDES)), None)
        if hit is not None:
            left.remove(hit)
        yield truth, hit
    for item in left:
        yield None, item


def relation(document: dict[str, Any], truth: dict[str, Any]) -> list[str]:
    """The relation, and which of the two is the source (given as the first argument)."""
    wrong = []
    if document["relation"]["kind"] != truth["relation"]:
        wrong.append(f"relation: {document['relation']['kind']}, not {truth['relation']}")
    if document["source"]["given"] != 0 or document["direction"]["answer"] in ("undecided", "siblings"):
        wrong.append(f"direction: {document['direction']['answer']} {document['direction']['probability']}")
    return wrong


def links(document: dict[str, Any], truth: dict[str, Any]) -> list[str]:
    """Shape, sentences, and move; of the kinds only verbatim, dropped and added (edited or reworded is a judgement)."""

    def key(link: dict[str, Any]) -> tuple[Any, ...]:
        texts = [tuple(one if isinstance(one, str) else one["text"] for one in link[side] or ()) for side in SIDES]
        kind = link["kind"] if link["kind"] in ("verbatim", "dropped", "added") else "edited or reworded"
        return (*texts, kind, link["shape"], link["moved"])

    have, want = [key(link) for link in document["links"]], [key(link) for link in truth["links"]]
    return [f"link missing: {x}" for x in want if x not in have] + [
        f"link not asked for: {x}" for x in have if x not in want
    ]


def quotations(document: dict[str, Any], truth: dict[str, Any], texts: dict[str, str]) -> list[str]:
    """Spans exactly (where the words went without marks: mostly), status and speaker."""
    wrong = []
    for want, have in _paired(truth["quotations"], document["quotations"], texts, 0.75):
        if want is None or have is None:
            wrong.append(f"quotation {'missing' if have is None else 'not asked for'}: {_show(want or have or {})}")
            continue
        exact = want["status"] in ("paraphrased", "added") or all(
            _covers(one, _found(have)[side], 1.0) for side, one in _wanted(want, texts).items()
        )
        if not exact or (have["status"], have["voice_name"]) != (want["status"], want["speaker"]):
            wrong.append(
                f"quotation {have['status']} by {have['voice_name']}, not {want['status']} by {want['speaker']}: {_show(have)}"
            )
    return wrong


def figures(document: dict[str, Any], truth: dict[str, Any], texts: dict[str, str]) -> list[str]:
    """Spans exactly, value, status, and whose figure it is on each side."""
    wrong = []
    for want, have in _paired(truth["figures"], document["figures"], texts, 1.0):
        if want is None or have is None:
            wrong.append(f"figure {'missing' if have is None else 'not asked for'}: {_show(want or have or {})}")
            continue
        told = [have["status"], have["value"], have["high"]]
        if told != [want["status"], want["value"], want.get("value_to")]:
            wrong.append(f"figure {told}, not {want['status']} {want['value']}: {_show(have)}")
        wrong += [
            f"figure of {have[f'{side}_voice']} ({side}), not of {want[f'{side}_voice']}: {_show(have)}"
            for side in SIDES
            if not _same_voice(have[f"{side}_voice"], want[f"{side}_voice"])
        ]
    return wrong


def _same_voice(one: str | None, other: str | None) -> bool:
    return one == other or (one is not None and other is not None and compare_names(one, other) == "same")


def dates(document: dict[str, Any], truth: dict[str, Any], texts: dict[str, str]) -> list[str]:
    """Spans mostly ("April" of "the middle of April" will do), status and what the date resolves to."""
    wrong = []
    for want, have in _paired(truth["dates"], document["dates"], texts, 0.2):
        if want is None or have is None:
            wrong.append(f"date {'missing' if have is None else 'not asked for'}: {_show(want or have or {})}")
        elif (have["status"], have["resolved"]) != (want["status"], want["resolved"]):
            wrong.append(
                f"date {have['status']} {have['resolved']}, not {want['status']} {want['resolved']}: {_show(have)}"
            )
    return wrong


def surroundings(document: dict[str, Any], truth: dict[str, Any], texts: dict[str, str]) -> list[str]:
    """Credit (its spans mostly: with or without a bracket) and furniture."""
    wrong = []
    credit, want = document["credit"], truth["credit"]
    spans = [(one["start"], one["end"]) for one in credit["spans"]]
    wanted = [locate(texts["retelling"], part) for part in want["spans"]]
    if (credit["given"], credit["to"]) != (want["given"], want["to"]):
        wrong.append(f"credit given to {credit['to']}, not to {want['to']}")
    wrong += [
        f"credit span missing: {part}"
        for part, one in zip(want["spans"], wanted, strict=True)
        if not _overlap(one, spans)
    ]
    wrong += [
        f"credit span not asked for: {one['text']}"
        for one, x in zip(credit["spans"], spans, strict=True)
        if not any(_covers(y, [x], 0.8) for y in wanted)
    ]
    pieces = sorted((one["in"], one["text"]) for one in document["furniture"])
    if pieces != sorted((one["in"], one["text"]) for one in truth["furniture"]):
        wrong.append(f"furniture {pieces}, not {truth['furniture']}")
    return wrong


def strict_changes(document: dict[str, Any], truth: dict[str, Any], texts: dict[str, str]) -> list[str]:
    """Of the telling kinds: each is found on every side that the truth names, with its `within`, and no other is."""
    wrong = []
    left = [change for change in document["changes"] if change["kind"] in STRICT]
    for want in truth["changes"]:
        if want["kind"] not in STRICT:
            continue
        ranges = _wanted(want, texts)
        hits = [
            x
            for x in left
            if x["kind"] == want["kind"]
            and all(one is None or _overlap(one, _found(x)[side]) for side, one in ranges.items())
        ]
        if not hits:
            wrong.append(f"{want['kind']} missing: {_show(want)}")
            continue
        left.remove(hits[0])
        if hits[0]["within"] != want.get("within"):
            wrong.append(f"{want['kind']} within {hits[0]['within']}, not {want.get('within')}: {_show(want)}")
        if want["kind"] in ("quotation", "name") and hits[0]["detail"] != want["detail"]:
            wrong.append(f"{want['kind']} {hits[0]['detail']}, not {want['detail']}: {_show(want)}")
    return wrong + [f"{x['kind']} not asked for: {_show(x)}" for x in left]


def lesser_changes(
    document: dict[str, Any], truth: dict[str, Any], texts: dict[str, str]
) -> tuple[list[str], list[str], int]:
    """Of wording, omission, addition and move: those missing, those that touch nothing the truth names, and how many it names."""
    found = [change for change in document["changes"] if change["kind"] in LESSER]
    missing = []
    wanted = [want for want in truth["changes"] if want["kind"] in LESSER]
    for want in wanted:
        ranges = _wanted(want, texts)
        if not any(
            x["kind"] == want["kind"]
            and all(one is None or _overlap(one, _found(x)[side]) for side, one in ranges.items())
            for x in found
        ):
            missing.append(f"{want['kind']}: {_show(want)}")
    named = [_wanted(want, texts) for want in truth["changes"]]
    strange = [
        f"{x['kind']}: {_show(x)}"
        for x in found
        if not any(_overlap(ranges[side], _found(x)[side]) for ranges in named for side in SIDES)
    ]
    return missing, strange, len(wanted)
