"""`retold export ARCHIVE FOLDER`."""

from __future__ import annotations

import sys

import click

_ONE = {"articles": "article", "pairs": "pair", "stories": "story", "changes": "change", "reviews": "review"}


@click.command("export", short_help="Write everything in an archive to JSON lines or Parquet.")
@click.argument("archive", metavar="ARCHIVE")
@click.argument("folder", metavar="FOLDER")
@click.option("--jsonl", "form", flag_value="jsonl", default=True, help="JSON lines (the default).")
@click.option("--parquet", "form", flag_value="parquet", help="Parquet files (needs retold[parquet]).")
@click.option("--quiet", "-q", is_flag=True, help="No remarks on standard error; errors are still shown.")
def export_command(archive: str, folder: str, form: str, quiet: bool) -> None:
    """Write the articles, pairs, stories, changes and reviews of ARCHIVE to FOLDER, a file each.

    `retold add` reads the articles again.
    """
    from retold.archive import Archive
    from retold.cli.output import archive_first, spare_inputs

    archive_first("export", archive, folder)
    spare_inputs((), {"FOLDER": folder}, archive=archive)
    with Archive(archive) as kept:
        counts = kept.export(folder, form="parquet" if form == "parquet" else "jsonl")
    if not quiet:
        listed = ", ".join(
            f"{number:,} {_ONE.get(name, name) if number == 1 else name}" for name, number in counts.items()
        )
        print(f"retold: wrote to {folder}: {listed}", file=sys.stderr)
