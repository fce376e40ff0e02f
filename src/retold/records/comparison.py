"""What two articles have to do with each other: the document of `retold compare`.

A collation lies between sides `a` and `b`, symmetrically. The direction is decided on it; from then on side a is the source and
side b the retelling: `.source` and `.retelling` are those names in Python, and the names in JSON.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from retold.records.article import Article, Span
from retold.records.marks import Attribution, Basis, Bound, Speech, VoiceType

_SIDES = {
    "a": "source",
    "b": "retelling",
    "voice_a": "source_voice",
    "voice_b": "retelling_voice",
    "words_a": "words_source",
    "words_b": "words_retelling",
    "in_": "in",
}

RelationKind = Literal["identical", "retelling", "shares-passage", "same-event", "unrelated"]
LinkKind = Literal["verbatim", "edited", "reworded", "dropped", "added"]
Shape = Literal["1-1", "split", "merged", "n-m", "1-0", "0-1"]
QuotationStatus = Literal[
    "verbatim", "altered", "cut", "merged", "split", "paraphrased", "dropped", "added", "reattributed"
]
FigureStatus = Literal["kept", "changed", "rounded", "dropped", "added", "reattributed"]
ChangeKind = Literal[
    "negation",
    "figure",
    "quotation",
    "attribution",
    "hedge",
    "name",
    "date",
    "omission",
    "addition",
    "move",
    "wording",
    "title",
    "credit",
    "dateline",
    "furniture",
    "garbled",
]
DirectionAnswer = Literal["derived", "derived-unseen", "siblings", "revision", "undecided"]
Cue = Literal["credit", "dateline", "clock", "coverage", "damage", "fidelity", "revision", "length"]


class _Sided(msgspec.Struct, frozen=True, kw_only=True, rename=_SIDES, gc=False):
    """Spans on side a and on side b; empty where that side has none."""

    a: tuple[Span, ...] = ()
    b: tuple[Span, ...] = ()

    @property
    def source(self) -> tuple[Span, ...]:
        """The spans in the source (side a, once oriented)."""
        return self.a

    @property
    def retelling(self) -> tuple[Span, ...]:
        """The spans in the retelling (side b, once oriented)."""
        return self.b


class Link(_Sided, frozen=True, kw_only=True, gc=False):
    """Sentences of one side that answer sentences of the other; `similarity` is 0–1."""

    kind: LinkKind
    shape: Shape
    moved: bool = False
    similarity: float = 0.0


class Run(msgspec.Struct, frozen=True, gc=False):
    """Two half-open ranges of code points that answer one another, one on each side, inside the link of index `link`.

    As an *edit* (words that differ) a range is empty (start == end) where that side has nothing, and then stands where the
    words would be. As a *match* the words are the same, inflection aside.
    """

    link: int
    a_start: int
    a_end: int
    b_start: int
    b_end: int


class Collation(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Two marked articles side by side: sentence links in order of side a, then in each link the words that agree
    (`matches`), the `stretches` between agreements that answer one another, and the phrases that differ in them (`edits`: a
    stretch without the light words at its edges, if anything is left). Dropped and added sentences have none. `words_a`,
    `words_b` count the words of each body. `similarity` names the measure that found sentences which share few words."""

    links: tuple[Link, ...]
    matches: tuple[Run, ...] = ()
    stretches: tuple[Run, ...] = ()
    edits: tuple[Run, ...] = ()
    words_a: int = 0
    words_b: int = 0
    similarity: str = ""


class QuotationPair(_Sided, frozen=True, kw_only=True, gc=False):
    """A quotation and what became of it."""

    speech: Speech
    voice_name: str | None
    basis: Basis
    status: QuotationStatus


class FigurePair(_Sided, frozen=True, kw_only=True, gc=False):
    """A figure and what became of it; `value` is that of side a where it has one."""

    value: float
    high: float | None = None
    bound: Bound | None = None
    unit: str | None = None
    counts: str | None = None
    voice_a: str | None = None
    voice_b: str | None = None
    status: FigureStatus


class DatePair(_Sided, frozen=True, kw_only=True, gc=False):
    """A date and what became of it; `text` is as printed on side a where it has one."""

    text: str
    resolved: str | None
    precision: str
    status: FigureStatus


class Change(_Sided, frozen=True, kw_only=True, gc=False):
    """One typed difference. `weight` ranks (higher first); `within` is the index of the quotation pair it lies in."""

    kind: ChangeKind
    detail: str = ""
    weight: float = 0.0
    within: int | None = None


class Differences(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the changes stage says of two collated articles: a is the source, b the retelling."""

    quotations: tuple[QuotationPair, ...] = ()
    figures: tuple[FigurePair, ...] = ()
    dates: tuple[DatePair, ...] = ()
    changes: tuple[Change, ...] = ()


class FoundFurniture(msgspec.Struct, frozen=True, kw_only=True, rename=_SIDES, gc=False):
    """A piece of furniture and the side it stands on."""

    in_: Literal["source", "retelling"]
    start: int
    end: int
    text: str


class CreditGiven(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Whether the retelling names the source (or a medium) it took the story from; `spans` are in the retelling."""

    given: bool
    to: str | None = None
    spans: tuple[Span, ...] = ()


class Voice(msgspec.Struct, frozen=True, kw_only=True, rename=_SIDES, gc=False):
    """Who is quoted or cited, with the words given to it on each side."""

    name: str
    type: VoiceType | None = None
    words_a: int = 0
    words_b: int = 0


class Note(msgspec.Struct, frozen=True, gc=False):
    """Something the reader should know about this document; `code` is stable across releases."""

    code: str
    says: str


class Passage(_Sided, frozen=True, kw_only=True, gc=False):
    """A run of text that both sides share."""

    words: int


class Relation(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the two are to each other. `score` 0–1; `copied` is the share of the retelling's words that answer to the source."""

    kind: RelationKind
    score: float
    copied: float
    passages: tuple[Passage, ...] = ()


class EvidenceSpan(msgspec.Struct, frozen=True, kw_only=True, rename=_SIDES, gc=False):
    """A span and the article (0 or 1, as given) it stands in."""

    in_: int
    start: int
    end: int
    text: str


class Evidence(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One reason for a direction: the article it favours as the source (0 or 1, as given), and its weight in log-odds."""

    cue: Cue
    favours: int
    weight: float
    says: str
    spans: tuple[EvidenceSpan, ...] = ()


class Direction(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Who derived from whom. `probability` is that of the answer's source being the source."""

    answer: DirectionAnswer
    probability: float
    evidence: tuple[Evidence, ...] = ()


class GivenArticle(Article, frozen=True, kw_only=True, gc=False):
    """An article and its place (0 or 1) in the arguments."""

    given: int


class Attributions(msgspec.Struct, frozen=True, kw_only=True, rename=_SIDES, gc=False):
    """Who is said to have said what, on each side."""

    a: tuple[Attribution, ...] = ()
    b: tuple[Attribution, ...] = ()

    @property
    def source(self) -> tuple[Attribution, ...]:
        """Those of the source."""
        return self.a

    @property
    def retelling(self) -> tuple[Attribution, ...]:
        """Those of the retelling."""
        return self.b


class Comparison(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The whole answer for two articles; `to_json` gives the document that the CLI prints."""

    schema: int = 1
    retold: str
    summary: str
    source: GivenArticle
    retelling: GivenArticle
    relation: Relation
    direction: Direction
    links: tuple[Link, ...] = ()
    quotations: tuple[QuotationPair, ...] = ()
    figures: tuple[FigurePair, ...] = ()
    dates: tuple[DatePair, ...] = ()
    attributions: Attributions = Attributions()
    changes: tuple[Change, ...] = ()
    furniture: tuple[FoundFurniture, ...] = ()
    credit: CreditGiven = CreditGiven(given=False)
    voices: tuple[Voice, ...] = ()
    notes: tuple[Note, ...] = ()
    similarity: str = ""

    def to_json(self, indent: int = 1) -> str:
        """The JSON document, as text."""
        return msgspec.json.format(msgspec.json.encode(self), indent=indent).decode()
