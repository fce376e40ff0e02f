"""What an archive answers: what became of added articles, matches for one article, stories in a list, what a check found."""

from __future__ import annotations

from typing import Literal

import msgspec

from retold.records.comparison import Change, DirectionAnswer, Note, Passage, RelationKind
from retold.records.story import Measures, Telling

Flag = Literal["altered-quotations", "changed-figures", "uncredited"]


def _json(document: msgspec.Struct, indent: int) -> str:
    return msgspec.json.format(msgspec.json.encode(document), indent=indent).decode()


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the articles given to `add`.

    `known` were there already, word for word; `revised` are new texts under a known URL (counted in `added`, too).
    `skipped` and `failed_by` count by reason. `pairs` are the related pairs found, `stories` those begun or grown.
    """

    schema: int = 1
    retold: str
    read: int
    added: int
    known: int = 0
    revised: int = 0
    skipped: dict[str, int] = {}
    failed: int = 0
    failed_by: dict[str, int] = {}
    pairs: int = 0
    stories: int = 0
    articles: int = 0
    notes: tuple[Note, ...] = ()

    def to_json(self, indent: int = 1) -> str:
        """The JSON document, as text."""
        return _json(self, indent)


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """An article of the archive that has to do with the one asked for, best first.

    `copied` is the share of the asked article's words that answer to this one, `kept` the share of this one's words that
    the asked one has. `direction` and `probability` say whether the asked one derives from this one (*derived*), where that
    was looked at. In `passages` and `changes` the source is the article of the archive unless `turned`. `story` is the story
    it belongs to, if any.
    """

    telling: Telling
    relation: RelationKind
    score: float
    copied: float = 0.0
    kept: float = 0.0
    direction: DirectionAnswer = "undecided"
    probability: float = 0.5
    turned: bool = False
    story: str | None = None
    summary: str = ""
    measures: Measures | None = None
    passages: tuple[Passage, ...] = ()
    changes: tuple[Change, ...] = ()


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to "have we seen this before, and where?". `looked_at` counts the articles that were compared."""

    schema: int = 1
    retold: str
    matches: tuple[Match, ...]
    looked_at: int = 0
    articles: int = 0
    notes: tuple[Note, ...] = ()

    def to_json(self, indent: int = 1) -> str:
        """The JSON document, as text."""
        return _json(self, indent)


class StoryRow(msgspec.Struct, frozen=True, kw_only=True):
    """A story in a list. `title` is that of its earliest telling; `outlets` and `agencies` in order of appearance.

    `kept` is the share of the source that the middle telling keeps. `measured` tellings have measures: of those `credited`
    give credit; quotations and figures are summed over them.
    """

    id: str
    title: str | None
    tellings: int
    outlets: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    kept: float | None = None
    measured: int = 0
    credited: int = 0
    quotations: int = 0
    quotations_verbatim: int = 0
    quotations_altered: int = 0
    figures: int = 0
    figures_changed: int = 0
    flags: tuple[Flag, ...] = ()
    summary: str = ""


class StoryPage(msgspec.Struct, frozen=True, kw_only=True):
    """Stories in order, those of one page; `next` is the cursor of the page after it, None on the last. `total` counts all
    that meet the filters."""

    schema: int = 1
    retold: str
    stories: tuple[StoryRow, ...]
    total: int
    next: str | None = None
    notes: tuple[Note, ...] = ()

    def to_json(self, indent: int = 1) -> str:
        """The JSON document, as text."""
        return _json(self, indent)


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something `doctor` found wrong: a stable code, the article, story or file it is about, in words, and what mends it."""

    code: str
    about: str
    says: str
    mend: str = ""


class CheckUp(msgspec.Struct, frozen=True, kw_only=True):
    """What `doctor` found: how much is there, and what is wrong with it. `mended` are findings it has set right."""

    schema: int = 1
    retold: str
    articles: int
    pairs: int
    stories: int
    bytes: int
    findings: tuple[Finding, ...] = ()
    mended: tuple[Finding, ...] = ()

    def to_json(self, indent: int = 1) -> str:
        """The JSON document, as text."""
        return _json(self, indent)
