"""`retold ledger X …`."""

from __future__ import annotations

from typing import Any

import click

from retold.cli.output import Output, _terminal_width, _wants_color, _write, show_notes

_WIDTHS = click.IntRange(min=40, max=1000)


@click.command("ledger", short_help="List who said what in one article.")
@click.argument("x", metavar="X")
@click.argument("retellings", metavar="[RETELLING]...", nargs=-1)
@click.option("--json", "json", is_flag=True, help="Print the JSON document instead of the terminal view.")
@click.option("--output", metavar="FILE", help="Write to FILE what would go to standard output.")
@click.option("--width", type=_WIDTHS, metavar="COLUMNS", help="Width of the terminal view.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours in the terminal view; auto: where the output is a terminal and NO_COLOR is not set.",
)
@click.option("--quiet", "-q", is_flag=True, help="No remarks on standard error; errors are still shown.")
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
        _write(found.to_json() + "\n", out.output or "-")
        return 0
    from retold.report.ledger import ledger_report

    text = ledger_report(found, x, width=out.width or _terminal_width(), color=_wants_color(out))
    _write(text, out.output or "-")
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
        _write(table.to_json() + "\n", out.output or "-")
        return 0
    from retold.report.ledger import table_report

    text = table_report(table, (x, *retellings), width=out.width or _terminal_width(), color=_wants_color(out))
    _write(text, out.output or "-")
    return 0
