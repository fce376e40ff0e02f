"""`retold add ARCHIVE SOURCE…`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from retold.cli import inputs
from retold.cli.output import archive_first, spare_inputs
from retold.cli.progress import Progress

if TYPE_CHECKING:
    from retold.records.archive import Added


@click.command("add", short_help="Put articles into an archive.")
@click.argument("archive", metavar="ARCHIVE")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@inputs.input_options
@click.option(
    "--outlet", "outlets", multiple=True, help="Add only articles of this outlet; may be given several times."
)
@click.option("--json", "as_json", is_flag=True, help="Print the account as a JSON document.")
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    help="Processes that collate; by default all cores.",
)
@click.option("--quiet", "-q", is_flag=True, help="No progress and no remarks; errors are still shown.")
def add_command(
    archive: str, sources: tuple[str, ...], outlets: tuple[str, ...], as_json: bool, processes: int, quiet: bool,
    **options: Any,
) -> int:  # fmt: skip
    """Put articles into ARCHIVE, a folder that is begun where there is none, and find what they retell.

    SOURCE is a file of JSON lines, a CSV or Parquet file, a folder, or anything else that `retold trace` reads; - is standard
    input. What is there already changes nothing, so the same command may be run again, also after it was stopped: what had
    been stored stays, and what had not been compared is compared then.
    """
    import msgspec

    from retold.archive import Archive

    asked = msgspec.structs.replace(inputs.Asked.take(options), outlets=outlets)
    if os.path.exists(archive):
        archive_first("add", archive, *sources)
    spare_inputs(sources, {"--rejects": asked.rejects, "--keep-raw": asked.keep_raw}, archive=archive)
    progress = Progress(quiet)
    with inputs.Inputs(sources, asked, quiet=quiet) as given:
        with Archive(archive, create=True) as kept:
            try:
                added = kept.add(given, progress=progress, processes=processes)
            finally:
                progress.done()
        added = _with_skipped(added, given.skipped)
        if as_json:
            sys.stdout.write(added.to_json() + "\n")
        elif not quiet:
            print(account(added))
        if not quiet:
            for note in added.notes:
                print(f"retold: note: {note.says}", file=sys.stderr)
        code = given.exit_code
        return inputs.PARTLY if code == inputs.DONE and added.failed else code


def _with_skipped(added: Added, skipped: dict[str, int]) -> Added:
    """The account with what the reading of the inputs left out, too."""
    import msgspec

    left_out = {reason: number for reason, number in skipped.items() if number}
    if not left_out:
        return added
    both = {**added.skipped}
    for reason, number in left_out.items():
        both[reason] = both.get(reason, 0) + number
    return msgspec.structs.replace(added, read=added.read + sum(left_out.values()), skipped=both)


def account(added: Added) -> str:
    """What became of the input, in one line, and what the archive holds now."""
    parts = [f"{added.read:,} read, {added.added:,} added"]
    if added.revised:
        parts.append(f"{added.revised:,} of them new versions of a known address")
    if added.known:
        parts.append(f"{added.known:,} there already")
    parts += [f"{number:,} skipped ({reason})" for reason, number in added.skipped.items()]
    parts += [f"{number:,} failed ({reason})" for reason, number in added.failed_by.items()]
    pairs, stories = _plural(added.pairs, "pair"), _plural(added.stories, "story")
    found = f"{added.pairs:,} new {pairs}, {added.stories:,} {stories}"
    holds = f"the archive holds {added.articles:,} {_plural(added.articles, 'article')}"
    return f"{', '.join(parts)}.\n{found} begun or grown; {holds}."


def _plural(number: int, word: str) -> str:
    if number == 1:
        return word
    return word[:-1] + "ies" if word.endswith("y") else word + "s"
