"""`retold outlets ARCHIVE`."""

from __future__ import annotations

import sys

import click


@click.command("outlets", short_help="Say which outlets of an archive retell whom.")
@click.argument("archive", metavar="ARCHIVE")
@click.option("--outlet", metavar="NAME", help="Only this outlet: whom it retells, who retells it.")
@click.option("--find", "find", metavar="LETTERS", default="", help="Only outlets with these letters in their names.")
@click.option(
    "--order",
    type=click.Choice(["retellings", "name"]),
    default="retellings",
    show_default=True,
    help="Which pairs come first.",
)
@click.option("--limit", type=click.IntRange(min=1, max=100_000), help="Pairs listed: 40, or all with --csv.")
@click.option("--json", "as_json", is_flag=True, help="Print the JSON document.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the pairs as CSV.")
@click.option(
    "--width", type=click.IntRange(min=40, max=1000), default=120, metavar="COLUMNS", help="Width of the list."
)
@click.option("--quiet", "-q", is_flag=True, help="No remarks on standard error; errors are still shown.")
def outlets_command(
    archive: str, outlet: str | None, find: str, order: str, limit: int | None, as_json: bool, as_csv: bool, width: int, quiet: bool
) -> None:  # fmt: skip
    """Say which outlets of ARCHIVE retell whom: how often, how much they keep, with credit or without, what they alter.

    Every share stands with what it is a share of. Nothing is rated.
    """
    from retold.archive import Archive
    from retold.cli.outlets_view import pairs_csv, pairs_text
    from retold.cli.output import write
    from retold.errors import OptionError

    if as_json and as_csv:
        raise OptionError("--csv", "", "there is either JSON or CSV", "Leave out --json or --csv.")
    most = limit or (100_000 if as_csv else 40)
    with Archive(archive) as kept:
        if outlet is not None:
            page = kept.outlet(outlet)
            both = (*page.sources, *page.retellings)
            pairs, total, document = both[:most], len(both), page.to_json()
        else:
            found = kept.retellings(query=find, order=order, limit=most)  # type: ignore[arg-type]
            pairs, total, document = found.pairs, found.total_pairs, found.to_json()
    text = document + "\n" if as_json else pairs_csv(pairs) if as_csv else pairs_text(pairs, width)
    write(text, "-")
    if not quiet:
        print(f"retold: {len(pairs):,} of {total:,} {'pair' if total == 1 else 'pairs'}", file=sys.stderr)
