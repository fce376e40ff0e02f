"""`retold review ARCHIVE`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from retold.archive import Archive


@click.command("review", short_help="List what to review in an archive, or what people said of it.")
@click.argument("archive", metavar="ARCHIVE")
@click.option("--about", type=click.Choice(["pair", "direction", "voice", "change"]), help="Only answers of this kind.")
@click.option("--reviewed", is_flag=True, help="List what was reviewed, newest first, in place of what waits.")
@click.option(
    "--limit", type=click.IntRange(min=1, max=1000), default=20, show_default=True, help="How many are listed."
)
@click.option("--json", "as_json", is_flag=True, help="Print the JSON document.")
@click.option(
    "--export",
    "export",
    metavar="FILE",
    help="Write all reviews to FILE (- is standard output) as JSON lines: ids, offsets, verdicts; no texts, notes or names.",
)
@click.option(
    "--width", type=click.IntRange(min=40, max=1000), default=120, metavar="COLUMNS", help="Width of the list."
)
@click.option("--quiet", "-q", is_flag=True, help="No remarks on standard error; errors are still shown.")
def review_command(
    archive: str, about: str | None, reviewed: bool, limit: int, as_json: bool, export: str | None, width: int, quiet: bool
) -> None:  # fmt: skip
    """List the answers in ARCHIVE that nobody has reviewed, the least certain first. They are reviewed in `retold serve`."""
    from retold.archive import Archive
    from retold.cli.outlets_view import queue_text, reviews_text
    from retold.cli.output import spare_inputs, write

    spare_inputs((), {"--export": export}, archive=archive)
    with Archive(archive) as kept:
        if export is not None:
            _export(kept, export, quiet)
            return
        if reviewed:
            page = kept.reviews(about=about, limit=limit)  # type: ignore[arg-type]
            text = page.to_json() + "\n" if as_json else reviews_text(page.reviews, width)
            says = f"{len(page.reviews):,} of {page.total:,} reviews"
        else:
            queue = kept.review_queue(about=about, limit=limit)  # type: ignore[arg-type]
            text = queue.to_json() + "\n" if as_json else queue_text(queue.items, width)
            says = f"{queue.waiting:,} pairs wait, {queue.reviewed:,} answers were reviewed"
    write(text, "-")
    if not quiet:
        print(f"retold: {says}", file=sys.stderr)


def _export(archive: Archive, name: str, quiet: bool) -> None:
    import msgspec

    from retold.cli.output import write

    lines = [msgspec.json.encode(row).decode() + "\n" for row in archive.review_labels()]
    write("".join(lines), name)
    if not quiet:
        print(f"retold: {len(lines):,} reviews written", file=sys.stderr)
