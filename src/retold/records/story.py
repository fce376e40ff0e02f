"""A story: its tellings, the tree of who derived from whom, and who introduced which change."""

from __future__ import annotations

from typing import Literal

import msgspec

from retold.records.article import Article, Span
from retold.records.comparison import Change, DirectionAnswer, Evidence, Note, Passage, RelationKind
from retold.records.ledger import LedgerRow


class Measures(msgspec.Struct, frozen=True, kw_only=True):
    """What one telling kept of another, `of` (its id): the source where that is decided, else the earlier of the two.

    `copied` is the share of this telling's words that answer to the other, `kept` the share of the other's words that are
    kept. Quotations and figures are those of the other. `credit` is the medium credited as printed, None where none is.
    """

    of: str
    copied: float
    kept: float
    quotations: int = 0
    quotations_verbatim: int = 0
    quotations_altered: int = 0
    quotations_dropped: int = 0
    figures: int = 0
    figures_changed: int = 0
    credit: str | None = None


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One article of a story, without its text. `words` counts its body; `copies` are ids of verbatim copies kept with it,
    `measures` what it kept of another telling (given by `trace`)."""

    id: str
    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    words: int = 0
    copies: tuple[str, ...] = ()
    measures: Measures | None = None

    @classmethod
    def of(
        cls, article: Article, words: int, measures: Measures | None = None, copies: tuple[str, ...] = ()
    ) -> Telling:
        """An article as a telling of a story."""
        return cls(
            id=article.id,
            title=article.title,
            outlet=article.outlet,
            agency=article.agency,
            url=article.url,
            published=article.published,
            language=article.language,
            words=words,
            copies=copies,
            measures=measures,
        )


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A node of the tree: a telling, or a lost source that nobody has collected; `named` is the medium credited for it."""

    id: str
    kind: Literal["telling", "lost"] = "telling"
    named: str | None = None


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """`child` derives from `parent`, with a probability. In the evidence 0 is the parent, 1 the child.

    `second` marks a further parent, from which only a passage comes; `passage` is that passage in the child. `answer` is
    *undecided* where the probability is below 0.8. `changes` are there where they were asked for.
    """

    parent: str
    child: str
    probability: float
    answer: DirectionAnswer = "derived"
    second: bool = False
    passage: tuple[Span, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    changes: tuple[Change, ...] = ()


class Root(msgspec.Struct, frozen=True, kw_only=True):
    """A telling of which no source is among the tellings, with the probability of that."""

    id: str
    probability: float


class Tree(msgspec.Struct, frozen=True, kw_only=True):
    """Who derived from whom. `roots` are nodes without a parent; `undecided` the children of edges that are not asserted.

    `clock_trust` (0-1) is how well the clocks agree with texts and credits.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    roots: tuple[str, ...]
    undecided: tuple[str, ...] = ()
    rooted: tuple[Root, ...] = ()
    clock_trust: float = 0.0


class Introduced(msgspec.Struct, frozen=True, kw_only=True):
    """A change, the telling that introduced it, and the tellings that carry it (its own among them)."""

    change: Change
    by: str
    carried_by: tuple[str, ...]


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two articles of a collection and what they are to one another: `a` is the source where that is decided, else the
    earlier. `passages` are the runs of text that both have, where they are asked for by the relation."""

    a: str
    b: str
    relation: RelationKind
    score: float
    direction: DirectionAnswer = "undecided"
    probability: float = 0.5
    passages: tuple[Passage, ...] = ()


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """A story: as `retold tree` prints it, and with pairs and ledger as `retold story` does.

    `ledger` has a row for each quotation and figure, and in each row a cell for each of the tellings in `ledger_of` (ids), of
    which the first is the telling that all others are laid beside.
    """

    schema: int = 1
    retold: str
    id: str
    tellings: tuple[Telling, ...]
    pairs: tuple[Pair, ...] = ()
    tree: Tree
    introduced: tuple[Introduced, ...] = ()
    ledger: tuple[LedgerRow, ...] = ()
    ledger_of: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    def to_json(self, indent: int = 1) -> str:
        """The JSON document, as text."""
        return msgspec.json.format(msgspec.json.encode(self), indent=indent).decode()


class TracedStory(msgspec.Struct, frozen=True, kw_only=True):
    """A story as `retold trace` finds it: its tellings, earliest first, and the pairs that hold it together.

    `summary` is one sentence made of the measures. Of a story with very many tellings the pairs are those of its tree.
    """

    id: str
    tellings: tuple[Telling, ...]
    pairs: tuple[Pair, ...]
    summary: str


class TraceCounts(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the input. `skipped` and `failed_by` count by reason; `compared` are the pairs that were collated, and
    `furniture` the articles with text that many unlike articles have too, which joins nothing."""

    read: int
    kept: int
    skipped: dict[str, int] = {}
    failed: int = 0
    failed_by: dict[str, int] = {}
    candidates: int = 0
    compared: int = 0
    furniture: int = 0


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """The stories found among many articles, and the pairs that only share a passage."""

    schema: int = 1
    retold: str
    stories: tuple[TracedStory, ...]
    passages: tuple[Pair, ...]
    counts: TraceCounts
    notes: tuple[Note, ...] = ()

    def to_json(self, indent: int = 1) -> str:
        """The JSON document, as text."""
        return msgspec.json.format(msgspec.json.encode(self), indent=indent).decode()
