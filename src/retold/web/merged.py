"""Several tellings in one text: a base, and in place what each of the others has there instead.

Each telling is laid beside the base (`comparison`), sentence by sentence. A sentence of the base to which all answer in the same
words stands as it is; any other is a *place* that opens to show what each telling has: other words, nothing, or the same. What
only a telling has stands behind the sentence after which it comes there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import Annotated, Literal

import msgspec

from retold.records.article import Article, Span
from retold.records.comparison import Comparison, Link
from retold.records.story import Telling
from retold.web.contexts import _d

Status = Literal["verbatim", "edited", "reworded", "dropped", "added"]


class Part(msgspec.Struct, frozen=True):
    """A run of words in a telling's version; `differs` where the base has other words or none."""

    text: Annotated[str, _d("the words")]
    differs: Annotated[bool, _d("whether the base has other words there, or none")] = False


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """What one telling has at a place of the base."""

    telling: Annotated[int, _d("the telling: its place in `tellings`")]
    status: Annotated[Status, _d("what became of the base's words there")]
    moved: Annotated[bool, _d("whether it stands elsewhere in that telling")] = False
    parts: Annotated[tuple[Part, ...], _d("its words; empty where it has none")] = ()


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A run of the base. `versions` is empty where all tellings have the same words."""

    start: Annotated[int, _d("where it begins in the base's text, in code points")]
    end: Annotated[int, _d("where it ends, exclusive; equal to `start` where only other tellings have something")]
    text: Annotated[str, _d("the base's words")]
    versions: Annotated[tuple[Version, ...], _d("what the tellings have there, where any differs")] = ()
    differing: Annotated[int, _d("how many tellings differ there")] = 0


class MergedContext(msgspec.Struct, frozen=True, kw_only=True):
    """Several tellings of a story in one text: `/stories/{id}/merged`, `/api/stories/{id}/merged`."""

    schema: Annotated[int, _d("version of this document")] = 1
    retold: Annotated[str, _d("version of Retold")]
    story: Annotated[str, _d("the story")]
    base: Annotated[str, _d("the telling whose text is shown (id)")]
    tellings: Annotated[tuple[Telling, ...], _d("the tellings merged into it")]
    others: Annotated[tuple[Telling, ...], _d("tellings of the story that are left out")] = ()
    places: Annotated[tuple[Place, ...], _d("the text of the base from its beginning to its end, in runs")] = ()


def merged_places(base: Article, comparisons: Sequence[Comparison]) -> tuple[Place, ...]:
    """The text of `base` in runs, with what each comparison's other side has there.

    Each comparison must have `base` on one of its sides. Linear in the sentences of all.
    """
    answers: dict[tuple[int, int], dict[int, Version]] = defaultdict(dict)
    extra: dict[int, dict[int, list[Version]]] = defaultdict(lambda: defaultdict(list))
    sentences: set[tuple[int, int]] = set()
    for number, comparison in enumerate(comparisons):
        is_source = comparison.source.id == base.id
        changed = _changed(comparison, is_source)
        behind = 0  # where in the base the last link ended
        for link in comparison.links:
            own, theirs = (link.source, link.retelling) if is_source else (link.retelling, link.source)
            if not own:
                status: Status = "added"
                extra[behind][number].append(_version(number, link, status, theirs, changed, whole=True))
                continue
            at = (own[0].start, own[-1].end)
            status = link.kind if link.kind in ("verbatim", "edited", "reworded") else "dropped"
            sentences.add(at)
            answers[at][number] = _version(number, link, status, theirs, changed)
            behind = at[1] if not link.moved else behind
    return tuple(_runs(base.text, _apart(sentences), answers, extra))


def _changed(comparison: Comparison, is_source: bool) -> list[tuple[int, int]]:
    """Where the words of the other side are not those of the base, in order."""
    spans = [
        (span.start, span.end)
        for change in comparison.changes
        for span in (change.retelling if is_source else change.source)
        if change.kind in ("wording", "figure", "name", "date", "negation", "hedge", "attribution", "garbled")
    ]
    return sorted(spans)


def _version(
    number: int,
    link: Link,
    status: Status,
    spans: Sequence[Span],
    changed: Sequence[tuple[int, int]],
    *,
    whole: bool = False,
) -> Version:
    parts: list[Part] = []
    for span in spans:
        if parts:
            parts.append(Part(" "))
        at = span.start
        begin = max(0, bisect_right(changed, (span.start, -1)) - 1)
        for start, end in changed[begin:]:
            if start >= span.end or whole:
                break
            first, last = max(start, at), min(end, span.end)
            if first >= last:
                continue
            if first > at:
                parts.append(Part(span.text[at - span.start : first - span.start]))
            parts.append(Part(span.text[first - span.start : last - span.start], True))
            at = last
        if at < span.end:
            parts.append(Part(span.text[at - span.start :], whole))
    return Version(telling=number, status=status, moved=link.moved, parts=tuple(parts))


def _apart(sentences: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs of the base that do not overlap: links of several tellings may take its sentences together differently."""
    runs: list[tuple[int, int]] = []
    for start, end in sorted(sentences):
        if runs and start < runs[-1][1]:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((start, end))
    return runs


def _runs(
    text: str,
    runs: Sequence[tuple[int, int]],
    answers: dict[tuple[int, int], dict[int, Version]],
    extra: dict[int, dict[int, list[Version]]],
) -> list[Place]:
    """Places in order, and the text between them."""
    inside: dict[int, dict[int, list[Version]]] = defaultdict(lambda: defaultdict(list))
    starts = [start for start, _ in runs]
    for (start, _), versions in sorted(answers.items()):
        for number, version in versions.items():
            inside[bisect_right(starts, start) - 1][number].append(version)
    added: dict[int, list[Version]] = defaultdict(list)
    for place, by_telling in extra.items():
        run = bisect_right(starts, max(place - 1, 0)) - 1
        for versions_of_one in by_telling.values():
            added[run] += versions_of_one
    places: list[Place] = []
    at = 0
    if added[-1]:
        places.append(_extra_place(0, added[-1]))
    for number, (start, end) in enumerate(runs):
        if start > at:
            places.append(Place(start=at, end=start, text=text[at:start]))
        listed = [_joined(versions) for _, versions in sorted(inside[number].items())]
        differing = sum(one.status != "verbatim" for one in listed)
        places.append(
            Place(
                start=start,
                end=end,
                text=text[start:end],
                versions=tuple(listed) if differing else (),
                differing=differing,
            )
        )
        if added[number]:
            places.append(_extra_place(end, added[number]))
        at = end
    if at < len(text):
        places.append(Place(start=at, end=len(text), text=text[at:]))
    return places


def _extra_place(at: int, versions: Sequence[Version]) -> Place:
    tellings = {one.telling for one in versions}
    return Place(start=at, end=at, text="", versions=tuple(versions), differing=len(tellings))


_WORST = ("verbatim", "edited", "reworded", "dropped", "added")


def _joined(versions: Sequence[Version]) -> Version:
    """The versions of one telling at one place as one: sentences that others take together."""
    if len(versions) == 1:
        return versions[0]
    parts: list[Part] = []
    for version in versions:
        if parts and version.parts:
            parts.append(Part(" "))
        parts += version.parts
    kinds = {one.status for one in versions}
    status: Status = max(kinds, key=_WORST.index) if kinds != {"verbatim", "dropped"} else "edited"
    return Version(
        telling=versions[0].telling,
        status=status,
        moved=any(one.moved for one in versions),
        parts=tuple(parts),
    )
