"""`retold ledger X …`."""

from __future__ import annotations

from typing import Any

import click

from retold.cli.output import Output, show_notes, terminal_width, view_options, wants_color, write


@click.command("ledger", short_help="List who said what in one article.")
@click.argument("x", metavar="X")
@click.argument("retellings", metavar="[RETELLING]...", nargs=-1)
@view_options
def ledger_command(x: str, retellings: tuple[str, ...], **options: Any) -> int:
    """List who said what in the article X: quotations, claims and figures, each with its voice.

    With retellings of X behind it, print a table instead: one row for each quotation and figure of X, one column for each
    telling, saying what became of it there. Inputs are text files, HTML files or JSON articles; - is standard input.
    """
    out = Output(**options)
    return _table(x, retellings, out) if retellings else _one(x, out)


def _one(x: str, out: Output) -> int:
    from retold.ledger import ledger
    from retold.reading import read_with_notes

    read = read_with_notes(x)
    show_notes(read.notes, out)
    found = ledger(read.article, notes=read.notes)
    if out.json:
        write(found.to_json() + "\n", out.output or "-")
        return 0
    from retold.report.ledger import ledger_report

    text = ledger_report(found, x, width=out.width or terminal_width(), color=wants_color(out))
    write(text, out.output or "-")
    return 0


def _table(x: str, retellings: tuple[str, ...], out: Output) -> int:
    """X against each retelling, X kept as the source whatever the direction that is found."""
    from retold.ledger import ledger_table
    from retold.reading import read_with_notes

    reads = [read_with_notes(name) for name in (x, *retellings)]
    notes = tuple(note for read in reads for note in read.notes)
    show_notes(notes, out)
    table = ledger_table(*(read.article for read in reads), notes=notes)
    if out.json:
        write(table.to_json() + "\n", out.output or "-")
        return 0
    from retold.report.ledger import table_report

    text = table_report(table, (x, *retellings), width=out.width or terminal_width(), color=wants_color(out))
    write(text, out.output or "-")
    return 0
