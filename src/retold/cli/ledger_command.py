"""`retold ledger X …`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from retold.cli.output import Output, show_notes, spare_inputs, terminal_width, view_options, wants_color, write
from retold.cli.reading_options import limits_of, reading_options
from retold.errors import InputError
from retold.reading.source import Limits


@click.command("ledger", short_help="List who said what in one article.")
@click.argument("x", metavar="X")
@click.argument("retellings", metavar="[RETELLING]...", nargs=-1)
@view_options
@reading_options
def ledger_command(x: str, retellings: tuple[str, ...], **options: Any) -> int:
    """List who said what in the article X: quotations, claims and figures, each with its voice.

    With retellings of X behind it, print a table instead: one row for each quotation and figure of X, one column for each
    telling, saying what became of it there; and the words that each telling gives to each voice. X may be a folder that
    holds the tellings of one story: the one published first is then the source (without times, the first by name).
    Inputs are text files, HTML files, JSON articles or web addresses; - is standard input.
    """
    limits = limits_of(options)
    out = Output(**options)
    spare_inputs((x, *retellings), out.files())
    if x != "-" and not retellings and Path(x).is_dir():
        return _story(x, out)
    return _table(x, retellings, out, limits) if retellings else _one(x, out, limits)


def _one(x: str, out: Output, limits: Limits) -> int:
    from retold.ledger import ledger
    from retold.reading import read_with_notes

    read = read_with_notes(x, limits)
    show_notes(read.notes, out)
    found = ledger(read.article, notes=read.notes)
    if out.json:
        write(found.to_json() + "\n", out.output or "-")
        return 0
    from retold.report.ledger import ledger_report

    text = ledger_report(found, x, width=out.width or terminal_width(), color=wants_color(out))
    write(text, out.output or "-")
    return 0


def _story(folder: str, out: Output) -> int:
    """The table of the tellings in a folder. Files that cannot be read are named, and the exit code is then 3."""
    from retold.cli.tree_inputs import read_tellings
    from retold.ledger import ledger_table
    from retold.report.ledger import table_report

    articles, failures = read_tellings([folder])
    for failure in failures:
        print(f"retold: error: {failure}", file=sys.stderr)
    if not articles:
        raise InputError(folder, "empty", "holds no article", "Give a folder with the tellings of one story.")
    articles.sort(key=lambda one: (one.published or "~", one.id))
    table = ledger_table(*articles)
    if out.json:
        write(table.to_json() + "\n", out.output or "-")
    else:
        names = tuple(one.id or one.outlet or "" for one in articles)
        text = table_report(table, names, width=out.width or terminal_width(), color=wants_color(out))
        write(text, out.output or "-")
    return 3 if failures else 0


def _table(x: str, retellings: tuple[str, ...], out: Output, limits: Limits) -> int:
    """X against each retelling, X kept as the source whatever the direction that is found."""
    from retold.ledger import ledger_table
    from retold.reading import read_with_notes

    reads = [read_with_notes(name, limits) for name in (x, *retellings)]
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
