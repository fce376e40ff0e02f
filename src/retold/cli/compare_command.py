"""`retold compare A B`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from retold.cli.output import Output, output_options, show, show_notes, spare_inputs
from retold.cli.reading_options import limits_of, reading_options
from retold.errors import InputError, OptionError
from retold.reading.source import DEFAULT_LIMITS, Limits, shown

if TYPE_CHECKING:
    from retold.reading import Read


@click.command("compare", short_help="Lay two articles side by side and say what changed.")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@output_options
@reading_options
def compare_command(a: str, b: str, **options: Any) -> int:
    """Lay two articles side by side: which one retells the other, and what it changed.

    A and B are text files, HTML files, JSON articles or web addresses; - is standard input. Their order does not
    matter: Retold decides which is the source, and says how sure it is.
    """
    limits = limits_of(options)
    return compare_files(a, b, Output(**options), limits)


def compare_files(a: str, b: str, options: Output, limits: Limits = DEFAULT_LIMITS) -> int:
    """Read the two, compare them and show the result as `options` say; the exit code."""
    if a == b == "-":
        raise OptionError("A and B", "-", "both are standard input", "Give one of them as a file.")
    spare_inputs((a, b), options.files())
    reads = _read_both(limits, a, b)
    notes = tuple(note for read in reads for note in read.notes)
    show_notes(notes, options)

    from retold.compare import compare

    try:
        comparison = compare(reads[0].article, reads[1].article, notes=notes)
    except InputError as error:
        raise _named(error, {read.article.id: name for read, name in zip(reads, (a, b), strict=True)}) from None
    show(comparison, (shown(a), shown(b)), options)
    return 0


def _named(error: InputError, names: dict[str, str]) -> InputError:
    """The error of a verb, which knows articles by their ids, with the name of the file instead."""
    if error.source not in names:
        return error
    says = error.what.removeprefix(f"{error.source}: ")
    return InputError(shown(names[error.source]), error.reason, says, error.next_step)


def _read_both(limits: Limits, *names: str) -> list[Read]:
    """Both inputs; where both are bad, both are named before anything ends."""
    from retold.reading import read_with_notes

    reads: list[Read] = []
    errors: list[InputError] = []
    for name in names:
        try:
            reads.append(read_with_notes(name, limits))
        except InputError as error:
            errors.append(error)
    for earlier in errors[:-1]:
        print(f"retold: error: {earlier}", file=sys.stderr)
    if errors:
        raise errors[-1]
    return reads
