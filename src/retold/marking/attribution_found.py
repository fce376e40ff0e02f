"""The record that the attribution stage works with before it becomes an `Attribution`."""

from __future__ import annotations

import msgspec

from retold.marking.attribution_subjects import Subject


class Found(msgspec.Struct, gc=False, eq=False):
    """An attribution in tokens of one unit: the voice, the cue [first, last], half-open ranges of content."""

    subject: Subject | None
    cue: tuple[int, int]
    content: list[tuple[int, int]]
    lemma: str
    form: str  # the letter of attribution_words, or "a" according to, "h" head "NAME:", "m" nominal, "v" citing
    before: bool = False  # the content stands before the cue
    awaits: bool = False  # ends in a colon or comma: what is quoted next belongs to it
    shared: bool = False
    via: list[tuple[int, int]] = []
    otherwise: Found | None = None
    more: list[tuple[int, int, int]] = []  # content in later units: (unit, first, stop)
