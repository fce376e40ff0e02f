"""Who said what: the ledger of one article, and the table of a source's quotations and figures through its retellings."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from retold.marking import mark
from retold.marking.attribution import looks_english
from retold.records.article import Article
from retold.records.comparison import Note
from retold.records.ledger import Ledger, LedgerCell, LedgerRow, LedgerTable, LedgerVoice, TableVoice
from retold.records.marks import Attribution, Basis, Marked
from retold.text.names import compare_names
from retold.text.tokenise import words_of

if TYPE_CHECKING:
    from retold.records.comparison import Comparison, Differences, FigurePair, QuotationPair


_COMPARED = 300  # voices that a new name is compared with; no article has more, and the time stays linear


def ledger(article: Article | str, *, notes: tuple[Note, ...] = ()) -> Ledger:
    """Who said what in `article` (or a text): quotations, claims and figures, each with its voice, and all voices.

    Offsets are code points into the article's text. `notes` are what the reader of the input has to say; they come first. In a
    text that is not English the voices are not looked for, and a note says so. Nothing is raised for any text.
    """
    return ledger_of(mark(article if isinstance(article, Article) else Article(text=article)), notes=notes)


def ledger_of(marked: Marked, *, notes: tuple[Note, ...] = ()) -> Ledger:
    """As `ledger`, for an article that has been marked already."""
    return Ledger(
        retold=_version(),
        article=marked.article.identified(),
        attributions=marked.attributions,
        quotations=marked.quotations,
        figures=marked.figures,
        dates=marked.dates,
        voices=ledger_voices(marked),
        notes=notes + _notes(marked),
    )


@lru_cache(maxsize=1)
def _version() -> str:
    return version("retold")


def _notes(marked: Marked) -> tuple[Note, ...]:
    if not any(map(str.isalnum, marked.article.text)):
        return (Note("no-words", "The text has no words."),)
    if not looks_english(marked.article.text):
        language = marked.article.language or "another language"
        says = (
            f"Who said what is looked for in English texts only; this one is in {language}: "
            "its quotations are listed without a voice."
        )
        return (Note("voices-not-looked-at", says),)
    return ()


def ledger_voices(marked: Marked) -> tuple[LedgerVoice, ...]:
    """The voices of a marked article with the words given to each, most words first; two names of one voice are one.

    Words that several attributions of one voice share count once.
    """
    tally = _Tally(marked)
    for index, attribution in enumerate(marked.attributions):
        if attribution.voice is not None:
            tally.add(index, attribution)
    return tally.listed()


class _Tally:
    """Counts by voice, as they come."""

    def __init__(self, marked: Marked) -> None:
        self._names: list[str] = []
        self._of: dict[str, int] = {}
        self._given: list[list[tuple[int, Attribution]]] = []
        text = marked.article.text
        listed = words_of(text)
        self._starts = listed.starts
        self._quoted = [(q.inner.start, q.inner.end) for q in marked.quotations if q.attribution is not None]
        self._figures: dict[int, int] = {}
        for figure in marked.figures:
            if figure.attribution is not None:
                self._figures[figure.attribution] = self._figures.get(figure.attribution, 0) + 1

    def add(self, index: int, attribution: Attribution) -> None:
        """Count one attribution for its voice."""
        assert attribution.voice is not None
        name = attribution.voice_name or attribution.voice.text
        key = name.casefold()
        at = self._of.get(key)
        if at is None:
            at = next(
                (k for k, known in enumerate(self._names[:_COMPARED]) if compare_names(known, name) != "other"), None
            )
            if at is None:
                at = len(self._names)
                self._names.append(name)
                self._given.append([])
            self._of[key] = at
        self._given[at].append((index, attribution))

    def listed(self) -> tuple[LedgerVoice, ...]:
        """All voices, most words first, then by name."""
        out = []
        for name, given in zip(self._names, self._given, strict=True):
            spans = _merged([(s.start, s.end) for _, one in given for s in one.content])
            quoted = _overlap(spans, self._quoted)
            out.append(
                LedgerVoice(
                    name=name,
                    type=next((one.voice_type for _, one in given if one.voice_type), None),
                    words=self._count(spans),
                    words_quoted=self._count(quoted),
                    attributions=len(given),
                    figures=sum(self._figures.get(index, 0) for index, _ in given),
                    stated=sum(one.basis == "stated" for _, one in given),
                )
            )
        return tuple(sorted(out, key=lambda voice: (-voice.words, voice.name)))

    def _count(self, spans: list[tuple[int, int]]) -> int:
        return sum(bisect_left(self._starts, end) - bisect_left(self._starts, start) for start, end in spans)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _overlap(spans: list[tuple[int, int]], others: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts of `spans` that lie in `others`; both in order, neither overlapping itself."""
    out = []
    k = 0
    for start, end in spans:
        while k < len(others) and others[k][1] <= start:
            k += 1
        at = k
        while at < len(others) and others[at][0] < end:
            out.append((max(start, others[at][0]), min(end, others[at][1])))
            at += 1
    return out


def ledger_rows(*comparisons: Comparison | Differences) -> tuple[LedgerRow, ...]:
    """One row for every quotation and figure of a source and its retellings; cells: the source, then each retelling in order.

    The comparisons must share their source (the side decided or given first): rows are matched by its spans. What only a
    retelling has (*added*) gets rows of its own behind the others.
    """
    rows: dict[tuple[str, tuple[int, ...]], tuple[LedgerRow, dict[int, LedgerCell]]] = {}
    for column, comparison in enumerate(comparisons, start=1):
        pairs: list[QuotationPair | FigurePair] = [*comparison.quotations, *comparison.figures]
        for number, pair in enumerate(pairs):
            kind = "quotation" if number < len(comparison.quotations) else "figure"
            at = tuple(span.start for span in pair.source) or (1 << 40, column, number)
            _, cells = rows.setdefault((kind, at), (_row(kind, pair), {}))
            cells[0] = _source_cell(pair)
            within = number if kind == "quotation" else None
            cells[column] = _cell(pair, _edits(comparison, within), _given_to(comparison, pair))
    absent = LedgerCell(status="absent")
    ordered = sorted(rows.items(), key=lambda item: (item[0][0] != "quotation", item[0][1]))
    return tuple(
        LedgerRow(
            kind=row.kind,
            text=row.text,
            voice_name=row.voice_name,
            basis=row.basis,
            value=row.value,
            unit=row.unit,
            counts=row.counts,
            cells=tuple(cells.get(column, absent) for column in range(len(comparisons) + 1)),
        )
        for _, (row, cells) in ordered
    )


def ledger_table(source: Article | str, *retellings: Article | str, notes: tuple[Note, ...] = ()) -> LedgerTable:
    """What `source` says and what became of it in each retelling, whatever the direction between them may be."""
    from retold.changes import differences
    from retold.collation import collate

    marked = [mark(one if isinstance(one, Article) else Article(text=one)) for one in (source, *retellings)]
    compared = [differences(marked[0], other, collate(marked[0], other)) for other in marked[1:]]
    rows = ledger_rows(*compared) if compared else ()
    return LedgerTable(
        retold=_version(),
        tellings=tuple(one.article.identified() for one in marked),
        rows=rows,
        voices=_table_voices(marked),
        notes=notes,
    )


def _table_voices(marked: list[Marked]) -> tuple[TableVoice, ...]:
    """The voices of all tellings with the words that each telling gives to them; two names of one voice are one."""
    found: list[tuple[LedgerVoice, list[int]]] = []
    for column, one in enumerate(marked):
        for voice in ledger_voices(one):
            known = next((row for row in found[:_COMPARED] if compare_names(row[0].name, voice.name) != "other"), None)
            if known is None:
                known = voice, [0] * len(marked)
                found.append(known)
            known[1][column] += voice.words
    found.sort(key=lambda row: (-max(row[1]), row[0].name))
    return tuple(TableVoice(name=voice.name, type=voice.type, words=tuple(counts)) for voice, counts in found)


def _row(kind: str, pair: QuotationPair | FigurePair) -> LedgerRow:
    spans = pair.source or pair.retelling
    text = " … ".join(span.text for span in spans)
    if kind == "quotation":
        return LedgerRow(kind="quotation", text=text, voice_name=_voice(pair, 0) or _voice(pair, 1), basis=_basis(pair))
    return LedgerRow(
        kind="figure",
        text=text,
        voice_name=_voice(pair, 0) if pair.source else _voice(pair, 1),  # whose it is there may not be whose it is here
        value=getattr(pair, "value", None),
        unit=getattr(pair, "unit", None),
        counts=getattr(pair, "counts", None),
    )


def _voice(pair: QuotationPair | FigurePair, side: int) -> str | None:
    name: str | None = getattr(pair, "voice_name", None) or getattr(pair, "voice_b" if side else "voice_a", None)
    return name


def _basis(pair: QuotationPair | FigurePair) -> Basis:
    basis: Basis = getattr(pair, "basis", "none")
    return basis


def _source_cell(pair: QuotationPair | FigurePair) -> LedgerCell:
    if not pair.source:
        return LedgerCell(status="absent")
    return LedgerCell(status="given", spans=pair.source, voice_name=_voice(pair, 0))


def _given_to(comparison: Comparison | Differences, pair: QuotationPair | FigurePair) -> str | None:
    """The words that name the other voice of a reattributed quotation; they stand behind it in its change."""
    if pair.status != "reattributed":
        return None
    for one in comparison.changes:
        if one.kind == "quotation" and one.detail == "reattributed" and one.a[: len(pair.a)] == pair.a:
            return one.b[len(pair.b)].text if len(one.b) > len(pair.b) else None
    return None


def _cell(
    pair: QuotationPair | FigurePair, edits: tuple[tuple[str, str], ...], given_to: str | None = None
) -> LedgerCell:
    voice = given_to or _voice(pair, 1) if pair.retelling else None
    return LedgerCell(status=pair.status, spans=pair.retelling, voice_name=voice, edits=edits)


def _edits(comparison: Comparison | Differences, within: int | None) -> tuple[tuple[str, str], ...]:
    """The words changed inside the quotation pair with this index, in the order of the text."""
    if within is None:
        return ()
    inside = [one for one in comparison.changes if one.within == within and one.kind != "quotation"]
    inside.sort(key=lambda one: min((span.start for span in one.source or one.retelling), default=0))
    return tuple(
        (" … ".join(span.text for span in one.source), " … ".join(span.text for span in one.retelling))
        for one in inside
    )
