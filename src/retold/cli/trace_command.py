"""`retold trace SOURCE…`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click
import msgspec

from retold.cli import inputs
from retold.cli.output import spare_inputs, terminal_width
from retold.cli.progress import Progress
from retold.errors import OptionError

if TYPE_CHECKING:
    from retold.records.story import Trace

_WIDTH = 120  # of the table in a terminal, at least


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the user asked for: see the options of the same names."""

    outlets: tuple[str, ...]
    min_tellings: int
    as_json: bool
    as_csv: bool
    parquet: str | None
    output: str | None
    processes: int
    memory: int
    quiet: bool
    width: int | None = None


@click.command("trace", short_help="Find the stories among many articles, and who retold whom.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@inputs.input_options
@click.option(
    "--outlet", "outlets", multiple=True, help="Only stories that this outlet tells; may be given several times."
)
@click.option(
    "--min-tellings",
    type=click.IntRange(min=2),
    default=2,
    show_default=True,
    help="Only stories with so many tellings.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the JSON document instead of the table.")
@click.option("--csv", "as_csv", is_flag=True, help="Print one row a telling as CSV.")
@click.option("--parquet", metavar="FILE", help="Write one row a telling to a Parquet file (needs retold[parquet]).")
@click.option("--output", metavar="FILE", help="Write to FILE what would go to standard output.")
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    help="Processes that collate; by default all cores.",
)
@click.option(
    "--memory", type=click.IntRange(min=16), default=1024, show_default=True, metavar="MB",
    help="Texts and features beyond this go to a temporary file.",
)  # fmt: skip
@click.option(
    "--width", type=click.IntRange(min=40, max=1000), metavar="COLUMNS",
    help="Width of the table; that of the terminal, and whole lines in a file or pipe, if not given.",
)  # fmt: skip
@click.option(
    "--quiet", "-q", is_flag=True, help="No progress and no remarks on standard error; errors are still shown."
)
def trace_command(sources: tuple[str, ...], **options: Any) -> int:
    """Find the stories among many articles: which of them retell one another, and what each retelling kept and changed.

    SOURCE is a file with articles (JSON lines, CSV, Parquet, WARC, ninjs, NewsML-G2, a saved feed), a folder of texts, pages and
    such files, or the address of a feed or sitemap; - is standard input. Files may be compressed. Fields with the usual
    names are understood (text, id, title, outlet, published, url …); --map names others.
    """
    wanted = inputs.Asked.take(options)
    asked = Asked(**options)
    if asked.as_json and asked.as_csv:
        raise OptionError("--json", "--csv", "standard output takes one of them", "Give one of --json and --csv.")
    spare_inputs(
        sources,
        {
            "--output": asked.output,
            "--parquet": asked.parquet,
            "--rejects": wanted.rejects,
            "--keep-raw": wanted.keep_raw,
        },
    )
    progress = Progress(asked.quiet)
    with inputs.Inputs(sources, wanted, quiet=asked.quiet) as given:
        from retold.trace import trace

        try:
            found = trace(
                given,
                min_tellings=asked.min_tellings,
                processes=asked.processes,
                memory=asked.memory << 20,
                progress=progress,
            )
        finally:
            progress.done()
    found = _of_outlets(found, asked.outlets)
    left_out = given.skipped
    counts = msgspec.structs.replace(
        found.counts, read=found.counts.read + sum(left_out.values()), skipped={**found.counts.skipped, **left_out}
    )
    found = msgspec.structs.replace(found, counts=counts)
    _show(found, asked)
    if found.counts.failed and not found.counts.kept:
        return inputs.FAILED
    return inputs.PARTLY if found.counts.failed else inputs.DONE


def _of_outlets(found: Trace, outlets: tuple[str, ...]) -> Trace:
    """Only the stories that one of these outlets tells."""
    if not outlets:
        return found
    wanted = {outlet.casefold() for outlet in outlets}
    stories = tuple(
        story for story in found.stories if any((one.outlet or "").casefold() in wanted for one in story.tellings)
    )
    return msgspec.structs.replace(found, stories=stories)


def _width(asked: Asked) -> int | None:
    """The width of the table, None for whole lines."""
    if asked.width or asked.output or not sys.stdout.isatty():
        return asked.width
    return max(_WIDTH, terminal_width())


def _show(found: Trace, asked: Asked) -> None:
    from retold.cli.trace_view import account, as_csv, table, write_parquet

    if asked.parquet:
        write_parquet(found, asked.parquet)
    if asked.as_json:
        text = found.to_json() + "\n"
    elif asked.as_csv:
        text = as_csv(found)
    else:
        text = "" if asked.parquet and not asked.output else table(found, _width(asked))
    if asked.output and asked.output != "-":
        with inputs.opened(asked.output) as file:
            file.write(text)
    else:
        sys.stdout.write(text)
        sys.stdout.flush()
    if asked.quiet:
        return
    for note in found.notes:
        print(f"retold: note: {note.says}", file=sys.stderr)
    stories = len(found.stories)
    print(f"retold: {account(found.counts)}, {stories:,} {'story' if stories == 1 else 'stories'}", file=sys.stderr)
