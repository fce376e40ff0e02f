"""`retold find ARCHIVE ARTICLE`."""

from __future__ import annotations

from typing import Any

import click

from retold.cli.output import (
    Output,
    archive_first,
    remark,
    show_notes,
    spare_inputs,
    terminal_width,
    view_options,
    write,
)
from retold.cli.reading_options import limits_of, reading_options
from retold.errors import InputError
from retold.find import MOST

CLOSELY = 3  # matches of which the changes are shown, unless told otherwise


@click.command("find", short_help="Ask an archive whether it has seen an article before, and where.")
@click.argument("archive", metavar="ARCHIVE")
@click.argument("article", metavar="ARTICLE")
@click.option(
    "--limit", type=click.IntRange(min=1, max=MOST), default=10, show_default=True, help="At most so many matches."
)
@click.option(
    "--changes",
    type=click.IntRange(min=0),
    default=CLOSELY,
    show_default=True,
    metavar="N",
    help="Say of the N best matches what changed, and who took it from whom; 0 is quicker.",
)
@reading_options
@view_options
def find_command(archive: str, article: str, limit: int, changes: int, **options: Any) -> int:
    """Ask ARCHIVE whether it has seen ARTICLE before: what is identical with it, retells it, or shares a passage.

    ARCHIVE is a folder that `retold add` made. ARTICLE is a text file, an HTML file or a JSON article; - is standard input.
    Nothing is stored.
    """
    limits = limits_of(options)
    out = Output(**options)
    archive_first("find", archive, article)
    spare_inputs((article,), out.files(), archive=archive)

    from retold.reading import read_with_notes
    from retold.reading.source import shown

    read = read_with_notes(article, limits)
    show_notes(read.notes, out)

    from retold.archive import Archive
    from retold.matching.compiled import announce

    with Archive(archive, readonly=True) as kept:
        announce(lambda: remark("compiling what matching needs; this is done once and takes up to a minute", out))
        try:
            found = kept.find(read.article, limit=limit, changes=changes)
        except InputError as error:
            says = error.what.removeprefix(f"{error.source}: ")
            raise InputError(shown(article), error.reason, says, error.next_step) from None
    if out.json:
        write(found.to_json() + "\n", out.output or "-")
    else:
        from retold.cli.find_view import found_view

        write(found_view(found, out.width or terminal_width()), out.output or "-")
    if found.matches:
        show_notes(found.notes, out)
    matches = "1 match" if len(found.matches) == 1 else f"{len(found.matches):,} matches"
    remark(f"{found.looked_at:,} of {found.articles:,} articles looked at, {matches}", out)
    return 0
