"""`retold doctor ARCHIVE`."""

from __future__ import annotations

import os

import click

from retold.cli.progress import Progress


@click.command("doctor", short_help="Check that an archive is whole, and rebuild what can be rebuilt.")
@click.argument("archive", metavar="ARCHIVE")
@click.option("--reindex", is_flag=True, help="Count words anew, and rebuild index, search, pairs and stories.")
@click.option("--json", "as_json", is_flag=True, help="Print the JSON document.")
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    help="Processes that collate; by default all cores.",
)
@click.option("--quiet", "-q", is_flag=True, help="No progress on standard error; errors are still shown.")
def doctor_command(archive: str, reindex: bool, as_json: bool, processes: int, quiet: bool) -> int:
    """Check that everything in ARCHIVE is there and whole, and finish what was interrupted.

    Every text is held against its hash, every record against its checksum. Ends with 1 if something is wrong that it cannot
    mend. With --reindex all that was made from the articles is made anew; the result does not depend on the order in which
    they were added.
    """
    from retold.archive import Archive
    from retold.cli.archive_view import check_text
    from retold.cli.output import write

    progress = Progress(quiet)
    with Archive(archive) as kept:
        try:
            check = kept.doctor(reindex=reindex, progress=progress, processes=processes)
        finally:
            progress.done()
    write(check.to_json() + "\n" if as_json else check_text(check), "-")
    return 1 if check.findings else 0
