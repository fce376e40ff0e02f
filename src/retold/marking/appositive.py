"""The name behind a role: "the regional governor, Leyla Hamzat, said", "the company's chief executive, Tomas Brennick, told".

A voice that is no name and is followed by a comma and a name in apposition is that name, *stated*; the voice's span then takes in
the name. Quotations that float on the same voice get the name too, *inferred*. The name must be closed by a comma or stand right
before the cue, so that the first item of a list ("the mayor, Leyla Hamzat and her deputies") is not taken.
"""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from retold.records.article import Span, span
from retold.records.marks import Attribution, Name

_TITLES = 24  # code points that a title before the name may take ("Captain", "Prime Minister")


def named_by_apposition(
    text: str, attributions: tuple[Attribution, ...], names: tuple[Name, ...]
) -> tuple[Attribution, ...]:
    """`attributions` with the voices that a name in apposition names. Offsets are code points into `text`."""
    if not any(
        one.voice_name is None and one.voice is not None and text.startswith(", ", one.voice.end)
        for one in attributions
    ):
        return attributions
    starts = [name.span.start for name in names]
    fullest = {name.key: name.span.text for name in sorted(names, key=lambda name: len(name.span.text))}
    known: dict[Span, tuple[Span, str]] = {}
    done: list[Attribution] = []
    for one in attributions:
        if one.voice is None or one.voice_name is not None:
            done.append(one)
            continue
        stated = one.voice not in known
        if stated:
            found = _behind(text, one, names, starts)
            if found is None:
                done.append(one)
                continue
            known[one.voice] = (span(text, one.voice.start, found.span.end), fullest.get(found.key, found.span.text))
        voice, name = known[one.voice]
        done.append(
            msgspec.structs.replace(
                one,
                voice=voice,
                voice_name=name,
                voice_type="person",
                basis="stated" if stated and one.cue is not None else "inferred",
            )
        )
    return tuple(done)


def _behind(text: str, one: Attribution, names: tuple[Name, ...], starts: list[int]) -> Name | None:
    """The name that stands in apposition behind the voice, or None."""
    assert one.voice is not None
    at = one.voice.end
    if text[at : at + 2] != ", ":
        return None
    index = bisect_left(starts, at + 2)
    if index == len(names):
        return None
    name = names[index]
    between = text[at + 2 : name.span.start]
    if len(between) > _TITLES or (between and not between.istitle()):
        return None
    after = text[name.span.end : name.span.end + 2]
    closed = after[:1] in (",", ";", ".") or (one.cue is not None and 0 <= one.cue.start - name.span.end <= 2)
    return name if closed and " " in name.span.text else None
