"""The ledger in the terminal: voices, then everything said, in the order of the text; and the table of several tellings."""

from __future__ import annotations

import io
from pathlib import PurePath
from typing import TYPE_CHECKING

from retold.records.ledger import Ledger, LedgerCell, LedgerRow, LedgerTable
from retold.records.marks import Attribution
from retold.report.neutral import neutral
from retold.report.tables import OWN, as_printed

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_SHOWN = 220  # characters of a quotation or claim that are shown
_EDITS = 6  # changes inside a quotation that are shown
_UNKNOWN = "nobody named"


def ledger_report(ledger: Ledger, name: str, *, width: int = 80, color: bool = False) -> str:
    """The ledger of one article as text, `width` columns wide; escape sequences only where `color` is true."""
    console, out = _console(width, color)
    title = ledger.article.title or name
    _line(console, f"{title}", style="bold")
    counts = (
        f"{len(ledger.quotations)} quotations, {sum(one.kind != 'direct' for one in ledger.attributions)} claims, "
        f"{len(ledger.figures)} figures, {len(ledger.voices)} voices"
    )
    _line(console, counts)
    for note in ledger.notes:
        _line(console, f"note: {note.says}")
    _voices(console, ledger)
    _said(console, ledger)
    _figures(console, ledger)
    return _text(out, color)


def table_report(table: LedgerTable, names: tuple[str, ...], *, width: int = 80, color: bool = False) -> str:
    """The table of several tellings as text: one row for each quotation and figure, one column for each telling."""
    console, out = _console(width, color)
    view = _table("said", *(neutral(PurePath(name).name or name) for name in names))
    for row in table.rows:
        words = _row_words(table, row)
        if row.voice_name:
            words = f"{row.voice_name}: {words}"
        cells = [
            cell.status
            if cell.status in ("given", "absent", "verbatim", "kept", "dropped")
            else _changed(cell, _printed(table, row, column) if row.kind == "figure" else "")
            for column, cell in enumerate(row.cells)
        ]
        view.add_row(_cut(words), *(neutral(cell) for cell in cells))
    console.print(view if table.rows else "Nothing is quoted or counted in these tellings.")
    if table.voices:
        console.print()
        view = _table("words given to", *(neutral(PurePath(name).name or name) for name in names))
        for voice in table.voices:
            view.add_row(_cut(voice.name, 80), *(str(count) if count else "none" for count in voice.words))
        console.print(view)
    for note in table.notes:
        _line(console, f"note: {note.says}")
    return _text(out, color)


def _row_words(table: LedgerTable, row: LedgerRow) -> str:
    """What a row is about: a quotation, or a figure with the words next to it in the first telling that has it."""
    if row.kind == "figure":
        for column, cell in enumerate(row.cells):
            if cell.spans:
                return _printed(table, row, column)
    return f"{row.text} {row.counts}" if row.counts else row.text


def _printed(table: LedgerTable, row: LedgerRow, column: int) -> str:
    """A figure as one telling prints it, with the words next to it: its bound and its unit may be what changed."""
    return " / ".join(as_printed(table.tellings[column].text, span) for span in row.cells[column].spans)


def _changed(cell: LedgerCell, printed: str = "") -> str:
    """What became of it: the words that differ, where they are known, else the words as they stand there (`printed`)."""
    status = f"reattributed to {cell.voice_name}" if cell.status == "reattributed" and cell.voice_name else cell.status
    if cell.edits:
        shown = [f"{_cut(was, 40) or '(nothing)'} → {_cut(now, 40) or '(nothing)'}" for was, now in cell.edits[:_EDITS]]
        more = f"; {len(cell.edits) - _EDITS} more" if len(cell.edits) > _EDITS else ""
        return f"{status}: {'; '.join(shown)}{more}"
    if cell.status == "reattributed":
        return status
    words = printed or " … ".join(span.text for span in cell.spans)
    return f"{status}: {_cut(words, 90)}" if words else status


def _console(width: int, color: bool) -> tuple[Console, io.StringIO]:
    from rich.console import Console

    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=color,
        no_color=not color,
        color_system="256" if color else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    return console, out


def _text(out: io.StringIO, color: bool) -> str:
    if color:
        return out.getvalue().rstrip("\n") + "\n"
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip("\n").split("\n")) + "\n"


def _table(*headings: str) -> Table:
    from rich.box import SIMPLE
    from rich.table import Table

    view = Table(box=SIMPLE, pad_edge=False, show_edge=False, header_style="bold")
    for number, heading in enumerate(headings):
        view.add_column(heading, overflow="fold", min_width=6 if number else 20)
    return view


def _line(console: Console, text: str, style: str = "") -> None:
    from rich.text import Text

    console.print(Text(neutral(text), style=style))


def _cut(text: str, most: int = _SHOWN) -> str:
    text = " ".join(text.split())
    if len(text) > most:
        head, tail = text[: most - 40], text[-36:]
        text = f"{head[: head.rfind(' ') if ' ' in head else None].rstrip()} … {tail[tail.find(' ') + 1 :].lstrip()}"
    return neutral(text)


def _voices(console: Console, ledger: Ledger) -> None:
    if not ledger.voices:
        return
    console.print()
    view = _table("voice", "kind", "words", "quoted", "figures")
    for voice in ledger.voices:
        view.add_row(
            neutral(voice.name), voice.type or "", str(voice.words), str(voice.words_quoted), str(voice.figures or "")
        )
    console.print(view)


# Cues that tell of the words reported no more than that they were said.
_PLAIN = frozenset("said says say told tells added adds wrote writes asked asks reported reports".split())


def _otherwise(one: Attribution) -> str:
    """The cue where it tells more than that something was said: who denies something and who admits it do not say the same."""
    cue = one.cue.text.casefold() if one.cue else ""
    return (
        f", “{cue}”" if cue and cue != ":" and cue.split()[-1] not in _PLAIN and not cue.startswith("according") else ""
    )


def _said(console: Console, ledger: Ledger) -> None:
    """Attributions in order, and between them the quotations that are nobody's."""
    rows = []
    for one in ledger.attributions:
        voice = one.voice_name or (one.voice.text if one.voice else _UNKNOWN)
        if one.basis == "inferred" and one.voice is not None and one.voice.text.casefold() != voice.casefold():
            voice += f" (“{one.voice.text}”)"
        via = " via " + ", ".join(span.text for span in one.via) if one.via else ""
        content = " … ".join(span.text for span in one.content)
        rows.append((one.content[0].start, voice + via, one.kind + _otherwise(one), one.basis, content))
    for quotation in ledger.quotations:
        if quotation.attribution is None and quotation.speech == "speech":
            rows.append((quotation.span.start, _UNKNOWN, "direct", "none", quotation.span.text))
    if not rows:
        return
    console.print()
    view = _table("said", "by", "how", "name")
    for _, voice, kind, basis, content in sorted(rows):
        view.add_row(_cut(content), _cut(voice, 80), kind, basis)
    console.print(view)


def _figures(console: Console, ledger: Ledger) -> None:
    if not ledger.figures:
        return
    console.print()
    view = _table("figure", "on whose word")
    for figure in ledger.figures:
        bound = f"{figure.bound} " if figure.bound else ""
        counts = f" {figure.counts}" if figure.counts else ""
        unit, start = f" {figure.unit}" if figure.unit else "", figure.span.start
        symbol = ledger.article.text[max(0, start - 1) : start]
        if symbol and symbol in "$€£¥₹₽":  # "$49 and $89" as printed
            unit = ""
        else:
            symbol = ""
        voice = OWN
        if figure.attribution is not None:
            one = ledger.attributions[figure.attribution]
            voice = one.voice_name or (one.voice.text if one.voice else _UNKNOWN)
        view.add_row(_cut(f"{bound}{symbol}{figure.span.text}{unit}{counts}", 100), _cut(voice, 60))
    console.print(view)
