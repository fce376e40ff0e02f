"""What an archive answers: what became of added articles, matches for one article, stories in a list, what a check found."""

from __future__ import annotations

from typing import Literal

import msgspec

from retold.records.comparison import Change, DirectionAnswer, Note, Passage, RelationKind
from retold.records.story import Measures, Pair, Telling

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


class Nearby(msgspec.Struct, frozen=True, kw_only=True):
    """The story of an article (None where it is in none), how many tellings that has, and those of them that were laid beside the
    article, the closest first: `others`, and what each and the article are to one another in `pairs`."""

    story: str | None = None
    tellings: int = 0
    others: tuple[Telling, ...] = ()
    pairs: tuple[Pair, ...] = ()


class StoryRow(msgspec.Struct, frozen=True, kw_only=True):
    """A story in a list. `title` is that of its earliest telling; `outlets` and `agencies` in order of appearance.

    `kept` is the share of the source that the middle telling keeps. `measured` tellings have measures: of those `credited`
    give credit; quotations and figures are summed over them. The flag *uncredited* is there where a telling gives no credit
    though it took from another outlet.
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


class Retellings(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the source in `told` retellings, added up; every share has its denominator beside it.

    `kept` is the mean share of the source's words that is kept. `credited` of `told` give credit; `quotations` and `figures` are
    those of the sources. Of `decided` of them it is decided who retold whom; of the others the earlier counts as the source.
    `delay` is the median of hours from the source to the retelling, over the `timed` of which both times are known.
    """

    told: int = 0
    kept: float | None = None
    credited: int = 0
    quotations: int = 0
    quotations_altered: int = 0
    figures: int = 0
    figures_changed: int = 0
    decided: int = 0
    timed: int = 0
    delay: float | None = None


class OutletPair(msgspec.Struct, frozen=True, kw_only=True):
    """What `outlet` retold of `source`. Both are names of outlets, or of agencies for articles without an outlet; "" where
    neither is known."""

    source: str
    outlet: str
    measures: Retellings


class OutletRow(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet: its articles, what it retells of others, what others retell of it, and how often it told its own again."""

    name: str
    articles: int = 0
    from_others: Retellings = Retellings()
    by_others: Retellings = Retellings()
    own: int = 0


class OutletMatrix(msgspec.Struct, frozen=True, kw_only=True):
    """How often outlets retold one another: a row for each as the source, a column for each as the one that retells."""

    names: tuple[str, ...] = ()
    cells: tuple[tuple[int, ...], ...] = ()


class Outlets(msgspec.Struct, frozen=True, kw_only=True):
    """Who retells whom: the matrix of the most active, the outlets of one page, and the pairs of one page; `next_outlets` and
    `next` are the cursors of the pages after them."""

    schema: int = 1
    retold: str
    matrix: OutletMatrix
    outlets: tuple[OutletRow, ...]
    pairs: tuple[OutletPair, ...]
    total_outlets: int
    total_pairs: int
    next: str | None = None
    next_outlets: str | None = None

    def to_json(self, indent: int = 1) -> str:
        """The JSON document, as text."""
        return _json(self, indent)


class OutletMonth(msgspec.Struct, frozen=True, kw_only=True):
    """How often an outlet retold others in a month, and others it; the month ("2031-03") is the retelling's, "" if unknown."""

    month: str
    from_others: int = 0
    by_others: int = 0


class OutletPage(msgspec.Struct, frozen=True, kw_only=True):
    """One outlet: the `sources` that it retells, the `retellings` that others make of it, and both by month. There are
    `total_sources` and `total_retellings` of them, of which a page may list the first."""

    schema: int = 1
    retold: str
    outlet: OutletRow
    sources: tuple[OutletPair, ...] = ()
    retellings: tuple[OutletPair, ...] = ()
    months: tuple[OutletMonth, ...] = ()
    total_sources: int = 0
    total_retellings: int = 0

    def to_json(self, indent: int = 1) -> str:
        """The JSON document, as text."""
        return _json(self, indent)


ReviewedKind = Literal["pair", "direction", "voice", "change"]
Verdict = Literal["confirm", "reject", "correct"]


class NewReview(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person says of an answer of the machine.

    `one` and `other` are ids of articles (a voice has only `one`). `place` says which voice or change: see `Review`. With the
    verdict *correct*, `value` is the right answer: a relation; the id of the source, or *undecided*; the name of the voice; a
    kind of change.
    """

    about: ReviewedKind
    one: str
    other: str = ""
    place: str = ""
    verdict: Verdict
    value: str = ""
    note: str = ""
    name: str = ""


class MachineAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What the machine said when it was reviewed: the relation; the id of the source, or *undecided*; the voice's name ("" if
    none); the kind of the change. `sure` is the score or probability, where there is one, `basis` that of a voice."""

    answer: str
    sure: float | None = None
    basis: str = ""
    retold: str = ""


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """What a person said, and what the machine had said.

    `one` and `other` are in alphabetical order, so that a pair is the same whichever is the source. `place` is empty for pairs
    and directions; for a voice it is "START-END" of what is said, in code points; for a change "KIND@SPAN/SPAN" with the spans
    in `one` and in `other` ("START-END", or "-" where that side has nothing). A later review of the same supersedes an earlier
    one, which stays: `superseded` says so. `now` is the machine's answer of today where it was looked up, "" where it has none
    any more; `changed` says that it is not the answer that was reviewed.
    """

    number: int
    about: ReviewedKind
    one: str
    other: str = ""
    place: str = ""
    verdict: Verdict
    value: str = ""
    note: str = ""
    name: str = ""
    at: str
    machine: MachineAnswer
    superseded: bool = False
    now: str | None = None
    changed: bool = False


class ReviewPage(msgspec.Struct, frozen=True, kw_only=True):
    """Reviews, newest first, those of one page; `next` is the cursor of the page after it."""

    schema: int = 1
    retold: str
    reviews: tuple[Review, ...]
    total: int
    next: str | None = None

    def to_json(self, indent: int = 1) -> str:
        """The JSON document, as text."""
        return _json(self, indent)


class ToReview(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that nobody has reviewed: what is asked, the articles concerned, the machine's answer, how doubtful it is (0-1).

    Of pairs and directions `one` is the source where that is decided. Of a voice `says` is what is said, `place` where.
    """

    about: ReviewedKind
    one: Telling
    other: Telling | None = None
    place: str = ""
    says: str = ""
    machine: MachineAnswer
    doubt: float = 0.0


class ReviewQueue(msgspec.Struct, frozen=True, kw_only=True):
    """Answers to review, the least certain first. `waiting` counts the pairs that leave a doubt and were not reviewed, `reviewed`
    the answers that were; `next` is the cursor of the page after this one, None on the last."""

    schema: int = 1
    retold: str
    items: tuple[ToReview, ...]
    waiting: int = 0
    reviewed: int = 0
    next: str | None = None

    def to_json(self, indent: int = 1) -> str:
        """The JSON document, as text."""
        return _json(self, indent)
