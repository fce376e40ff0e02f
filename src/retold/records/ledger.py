"""Who said what in one article, and what became of it in other tellings: the documents of `retold ledger`."""

from __future__ import annotations

from typing import Literal

import msgspec

from retold.records.article import Article, Span
from retold.records.comparison import Note
from retold.records.marks import Attribution, Basis, DateMark, Figure, Quotation, VoiceType


def _json(document: msgspec.Struct, indent: int) -> str:
    try:
        return msgspec.json.format(msgspec.json.encode(document), indent=indent).decode()
    except UnicodeEncodeError:  # a lone surrogate in the text: only escapes can say it
        import json

        return json.dumps(msgspec.to_builtins(document), indent=indent)


CellStatus = Literal[
    "given", "absent", "verbatim", "altered", "cut", "merged", "split", "paraphrased", "dropped", "added", "reattributed",
    "kept", "changed", "rounded",
]  # fmt: skip


class LedgerVoice(msgspec.Struct, frozen=True, kw_only=True):
    """Who speaks in the article, most words first.

    `name` is the fullest name known, or the mention as printed where there is none; `type` its kind. `words` counts all words
    attributed to the voice, `words_quoted` those of them that stand in quotation marks. `attributions` and `figures` count what
    is given to it; `stated` how many of the attributions name it in place.
    """

    name: str
    type: VoiceType | None = None
    words: int = 0
    words_quoted: int = 0
    attributions: int = 0
    figures: int = 0
    stated: int = 0


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """Who said what in one article. The indices `attribution` of quotations and figures point into `attributions`."""

    schema: int = 1
    retold: str
    article: Article
    attributions: tuple[Attribution, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    figures: tuple[Figure, ...] = ()
    dates: tuple[DateMark, ...] = ()
    voices: tuple[LedgerVoice, ...] = ()
    notes: tuple[Note, ...] = ()

    def to_json(self, indent: int = 1) -> str:
        """The JSON document, as text."""
        return _json(self, indent)


class LedgerCell(msgspec.Struct, frozen=True, kw_only=True):
    """One quotation or figure in one telling: what became of it there, the words that stand there, and whose they are there.

    `status` is *given* in the source, *absent* where the source lacks what a retelling has, else the comparison's status.
    `edits` are the words that differ inside a quotation: (the source's, this telling's), either may be empty.
    """

    status: CellStatus
    spans: tuple[Span, ...] = ()
    voice_name: str | None = None
    edits: tuple[tuple[str, str], ...] = ()


class LedgerRow(msgspec.Struct, frozen=True, kw_only=True):
    """One quotation or figure through all tellings. `cells` are in the order of the tellings, the source first."""

    kind: Literal["quotation", "figure"]
    text: str
    voice_name: str | None = None
    basis: Basis = "none"
    value: float | None = None
    unit: str | None = None
    counts: str | None = None
    cells: tuple[LedgerCell, ...] = ()


class TableVoice(msgspec.Struct, frozen=True, kw_only=True):
    """A voice through all tellings: `words` given to it in each, the source first; 0 where a telling has dropped it."""

    name: str
    type: VoiceType | None = None
    words: tuple[int, ...] = ()


class LedgerTable(msgspec.Struct, frozen=True, kw_only=True):
    """What was said, row by row, in a source and in its retellings (the `tellings`, the source first)."""

    schema: int = 1
    retold: str
    tellings: tuple[Article, ...]
    rows: tuple[LedgerRow, ...]
    voices: tuple[TableVoice, ...] = ()
    notes: tuple[Note, ...] = ()

    def to_json(self, indent: int = 1) -> str:
        """The JSON document, as text."""
        return _json(self, indent)
