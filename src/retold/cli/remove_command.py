"""`retold remove ARCHIVE ID…`."""

from __future__ import annotations

import sys

import click

from retold.errors import NotFoundError

_SOME = 3


@click.command("remove", short_help="Take an article out of an archive, with all that holds its words.")
@click.argument("archive", metavar="ARCHIVE")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.option("--quiet", "-q", is_flag=True, help="No remarks on standard error; errors are still shown.")
def remove_command(archive: str, ids: tuple[str, ...], quiet: bool) -> int:
    """Take the article ID out of ARCHIVE: its text, marks, pairs and index entries, and the text of it that changes hold.

    Other articles stay. Its words are overwritten in the files of the archive; backups are yours to clear.
    """
    from retold.archive import Archive
    from retold.cli.output import archive_first

    archive_first("remove", archive, *ids)
    missing = 0
    with Archive(archive) as kept:
        for id in ids:
            try:
                kept.remove(id)
            except NotFoundError as error:
                missing += 1
                if len(ids) == missing:
                    raise
                print(f"retold: error: {error}", file=sys.stderr)
                continue
            if not quiet:
                print(f"retold: removed {id}", file=sys.stderr)
    return _SOME if missing else 0
