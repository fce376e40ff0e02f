"""`retold stories ARCHIVE`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from retold.errors import OptionError

if TYPE_CHECKING:
    from retold.records.archive import Flag


@click.command("stories", short_help="List the stories of an archive.")
@click.argument("archive", metavar="ARCHIVE")
@click.option("--since", metavar="DATE", help="Only stories told on or after DATE (2024-08-01).")
@click.option("--until", metavar="DATE", help="Only stories that began on or before DATE.")
@click.option("--outlet", "outlets", multiple=True, help="Only stories that this outlet tells; may be repeated.")
@click.option("--agency", "agencies", multiple=True, help="Only stories with copy of this agency; may be repeated.")
@click.option("--uncredited", is_flag=True, help="Only stories that somebody retells without credit.")
@click.option("--altered-quotations", is_flag=True, help="Only stories with changed quotations.")
@click.option("--changed-figures", is_flag=True, help="Only stories with changed figures.")
@click.option(
    "--query", metavar="WORDS", default="", help='Only stories with these words in them; "a run of words" too.'
)
@click.option(
    "--min-tellings",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="Only stories with so many tellings.",
)
@click.option(
    "--order",
    type=click.Choice(["newest", "most-tellings", "most-altered"]),
    default="newest",
    show_default=True,
    help="Which come first.",
)
@click.option("--limit", type=click.IntRange(min=1, max=1000), default=20, show_default=True, help="Stories a page.")
@click.option("--after", metavar="CURSOR", help="The page after the one that ended with CURSOR.")
@click.option("--json", "as_json", is_flag=True, help="Print the JSON document.")
@click.option(
    "--width", type=click.IntRange(min=40, max=1000), default=120, metavar="COLUMNS", help="Width of the list."
)
@click.option("--quiet", "-q", is_flag=True, help="No remarks on standard error; errors are still shown.")
def stories_command(
    archive: str, since: str | None, until: str | None, outlets: tuple[str, ...], agencies: tuple[str, ...],
    uncredited: bool, altered_quotations: bool, changed_figures: bool, query: str, min_tellings: int, order: str,
    limit: int, after: str | None, as_json: bool, width: int, quiet: bool,
) -> None:  # fmt: skip
    """List the stories of ARCHIVE: how many tell each, where it began, and what became of quotations, figures and credit."""
    from retold.archive import Archive
    from retold.cli.archive_view import stories_text
    from retold.cli.output import write

    flags: list[Flag] = []
    if uncredited:
        flags.append("uncredited")
    if altered_quotations:
        flags.append("altered-quotations")
    if changed_figures:
        flags.append("changed-figures")
    with Archive(archive) as kept:
        page = kept.stories(
            since=_date("--since", since), until=_date("--until", until), outlets=outlets, agencies=agencies, flags=flags,
            query=query, min_tellings=min_tellings, order=order, after=after, limit=limit,  # type: ignore[arg-type]
        )  # fmt: skip
    write(page.to_json() + "\n" if as_json else stories_text(page, width), "-")
    if quiet:
        return
    shown = f"{len(page.stories):,} of {page.total:,} " + ("story" if page.total == 1 else "stories")
    more = f"; the next page: --after {page.next}" if page.next else ""
    print(f"retold: {shown}{more}", file=sys.stderr)


def _date(option: str, given: str | None) -> str | None:
    from retold.reading.fields import moment

    if given is None:
        return None
    if (when := moment(given)) is None:
        raise OptionError(option, given, "is not a date", "Write it like 2024-08-01.")
    return when
