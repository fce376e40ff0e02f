"""The name behind a role: "the regional governor, Leyla Hamzat, said", "the company's chief executive, Tomas Brennick, told".

A voice that is no name and is followed by a comma and a name in apposition is that name, *stated*; the voice's span then takes in
the name. Quotations that float on the same voice get the name too, *inferred*. The name must be closed by a comma or stand right
before the cue, so that the first item of a list ("the mayor, Leyla Hamzat and her deputies") is not taken.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

import msgspec

from retold.records.article import Span, span
from retold.records.marks import Attribution, Name

_START = attrgetter("span.start")
_TITLES = 24  # code points that a title before the name may take ("Captain", "Prime Minister")


def named_by_apposition(
    text: str, attributions: tuple[Attribution, ...], names: tuple[Name, ...]
) -> tuple[Attribution, ...]:
    """`attributions` with the voices that a name in apposition names. Offsets are code points into `text`."""
    unnamed = [one.voice for one in attributions if one.voice_name is None and one.voice is not None]
    if not any(text.startswith(", ", voice.end) for voice in unnamed):
        return attributions
    known: dict[Span, tuple[Span, str]] = {}
    done: list[Attribution] = []
    for one in attributions:
        if one.voice is None or one.voice_name is not None:
            done.append(one)
            continue
        stated = one.voice not in known
        if stated:
            found = _behind(text, one, names)
            if found is None:
                done.append(one)
                continue
            known[one.voice] = (span(text, one.voice.start, found.span.end), _fullest(found, names))
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


def _fullest(found: Name, names: tuple[Name, ...]) -> str:
    """The longest printed form of a name, the last of several."""
    forms = [name.span.text for name in names if name.key == found.key]
    return max(reversed(forms), key=len)


def _behind(text: str, one: Attribution, names: tuple[Name, ...]) -> Name | None:
    """The name that stands in apposition behind the voice, or None."""
    assert one.voice is not None
    at = one.voice.end
    if not text.startswith(", ", at):
        return None
    index = bisect_left(names, at + 2, key=_START)
    if index == len(names):
        return None
    name = names[index]
    between = text[at + 2 : name.span.start]
    if len(between) > _TITLES or (between and not between.istitle()):
        return None
    after = text[name.span.end : name.span.end + 2]
    closed = after[:1] in (",", ";", ".") or (one.cue is not None and 0 <= one.cue.start - name.span.end <= 2)
    return name if closed and " " in name.span.text else None
