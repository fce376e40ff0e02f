"""`retold explain [WORD]`."""

from __future__ import annotations

import click

from retold.errors import OptionError
from retold.report.glossary import GROUPS, Entry, look_up


def _words(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    return sorted({word for _, _, table in GROUPS for word in table if word.startswith(incomplete)})


@click.command("explain", short_help="Say what a kind of change, a status or a relation means.")
@click.argument("word", required=False, metavar="[WORD]", shell_complete=_words)
def explain_command(word: str | None) -> None:
    """Say what WORD means: a kind of change, a status, a relation, an answer about direction, a piece of evidence.

    Without WORD, everything that can be asked for is listed. The examples are invented.
    """
    if word is None:
        for heading, _, table in GROUPS:
            click.echo(f"{heading}:\n")
            for name, entry in table.items():
                click.echo(f"  {name:<22}{entry.means.split('. ')[0].rstrip('.')}.")
            click.echo()
        click.echo("'retold explain WORD' shows an example.")
        return
    found = look_up(word.strip().lower())
    if not found:
        raise OptionError("WORD", word, f"nothing is called {word[:40]!r}", "'retold explain' lists every word.")
    for number, (group, name, entry) in enumerate(found):
        if number:
            click.echo()
        click.echo(f"{name} ({group})")
        _echo(entry)


def _echo(entry: Entry) -> None:
    click.echo(click.wrap_text(entry.means, width=78, initial_indent="  ", subsequent_indent="  "))
    if entry.source or entry.retelling:
        click.echo(f"\n  source:    {entry.source or '(nothing)'}\n  retelling: {entry.retelling or '(nothing)'}")
