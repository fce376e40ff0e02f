"""What commands that show a comparison share: their options, and the way out for data, pages and remarks.

Data goes to standard output (or `--output`), everything else to standard error.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from retold.errors import OptionError, OutputError
from retold.report.glossary import CHANGE_KINDS

if TYPE_CHECKING:
    from retold.records.comparison import Comparison, Note

_F = TypeVar("_F", bound=Callable[..., Any])
_WIDTHS = click.IntRange(min=40, max=1000)


class Output(msgspec.Struct, frozen=True, kw_only=True):
    """What the user asked for: see the options of the same names."""

    json: bool = False
    html: str | None = None
    output: str | None = None
    all: bool = False
    kind: tuple[str, ...] = ()
    width: int | None = None
    color: str = "auto"
    quiet: bool = False

    def files(self) -> dict[str, str | None]:
        """The files that would be written, by their options."""
        return {"--html": self.html, "--output": self.output}


_VIEW_OPTIONS = (
    click.option("--json", "json", is_flag=True, help="Print the JSON document instead of the terminal view."),
    click.option("--output", metavar="FILE", help="Write to FILE what would go to standard output."),
    click.option("--width", type=_WIDTHS, metavar="COLUMNS", help="Width of the terminal view."),
    click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Colours in the terminal view; auto: where the output is a terminal and NO_COLOR is not set.",
    ),
    click.option("--quiet", "-q", is_flag=True, help="No remarks on standard error; errors are still shown."),
)
_COMPARISON_OPTIONS = (
    click.option("--html", metavar="FILE", help="Write one self-contained HTML page to FILE (- is standard output)."),
    click.option("--all", "all", is_flag=True, help="Also show variants: two forms of one name."),
    click.option(
        "--kind",
        "kind",
        multiple=True,
        metavar="KIND",
        type=click.Choice(list(CHANGE_KINDS)),
        help="Show changes of this kind only; may be given several times. 'retold explain' lists the kinds.",
    ),
)


def view_options(command: _F) -> _F:
    """Give `command` the options of every view: --json, --output, --width, --color, --quiet; for `Output(**options)`."""
    for option in reversed(_VIEW_OPTIONS):
        command = option(command)
    return command


def output_options(command: _F) -> _F:
    """Give `command` all options of `Output`; it gets them as keyword arguments, for `Output(**options)`."""
    for option in reversed(_COMPARISON_OPTIONS):
        command = option(command)
    return view_options(command)


def remark(text: str, options: Output) -> None:
    """One line to standard error, unless --quiet."""
    if not options.quiet:
        from retold.report.neutral import neutral

        print(f"retold: {neutral(text)}", file=sys.stderr)


def show(comparison: Comparison, names: tuple[str, str], options: Output) -> None:
    """Print or write `comparison` as asked; `names` are the two inputs in the order given."""
    if options.html == "-" and options.json and options.output is None:
        raise OptionError("--html", "-", "standard output cannot take a page and JSON", "Give --html a file name.")
    if options.html is not None:
        from retold.report.html import html_report

        write(html_report(comparison, names, kinds=options.kind, show_all=options.all), options.html)
        if options.html != "-":
            remark(f"wrote {options.html}; open it in a browser", options)
    if options.json:
        write(comparison.to_json() + "\n", options.output or "-")
    elif options.html is None or options.output is not None:
        from retold.report.terminal import terminal_report

        text = terminal_report(
            comparison,
            names,
            width=options.width or terminal_width(),
            color=wants_color(options),
            kinds=options.kind,
            show_all=options.all,
        )
        write(text, options.output or "-")
    elif options.html != "-":
        from retold.report.neutral import neutral

        write(neutral(comparison.summary) + "\n", "-")


def show_notes(notes: Iterable[Note], options: Output) -> None:
    """The notes of reading, one line each, to standard error."""
    for note in notes:
        remark(f"note: {note.says}", options)


def write(text: str, name: str) -> None:
    """Write `text` to the file `name`, or to standard output where it is `-`.

    Raises:
        OutputError: the file cannot be written.
    """
    if name == "-":
        binary = getattr(sys.stdout, "buffer", None)
        if binary is None or (sys.stdout.encoding or "").lower().replace("-", "") != "utf8":
            sys.stdout.write(text)
        else:
            sys.stdout.flush()
            binary.write(text.encode("utf-8", "backslashreplace"))
            binary.flush()
        return
    try:
        with open(name, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
    except OSError as error:
        why = error.strerror or str(error)
        raise OutputError(name, f"cannot be written ({why})", "Choose another file or folder.") from None


def spare_inputs(inputs: Iterable[str], outputs: dict[str, str | None], *, archive: str | None = None) -> None:
    """End before anything is read where an output would destroy an input, by whatever name or link it goes.

    `outputs` are the names of files by their options (None or - is no file). An input may be a folder: then no file that
    is in it is written over, but drawings, which are never read. Into the folder of an `archive` nothing is written.

    Raises:
        OptionError: an output is an input, a file in a folder of inputs, in the archive, or another output.
    """
    taken: dict[str, str] = {}
    given = list(inputs)
    for option, name in outputs.items():
        if not name or name == "-":
            continue
        if archive is not None and _inside(name, archive):
            place = "the archive itself" if _inside(archive, name) else f"in the archive {archive}"
            raise OptionError(option, name, f"{name} is {place}; nothing else is kept there", "Name another place.")
        for one in given:
            if _same(name, one) or (_inside(name, one) and os.path.isfile(name) and not name.endswith(".svg")):
                known = "standard input" if one == "-" else one if _same(name, one) else f"{name} in {one}"
                raise OptionError(option, name, f"would overwrite the input {known}", "Name another file.")
        place = os.path.realpath(name)
        if place in taken and not _is_device(place):
            raise OptionError(option, name, f"{taken[place]} writes to {name}, too", "Name another file.")
        taken[place] = option


def archive_first(command: str, archive: str, *others: str) -> None:
    """End with the right order where the archive was given behind the others.

    Raises:
        OptionError: one of `others` is an archive, and `archive` is none.
    """
    if _is_archive(archive):
        return
    for one in others:
        if _is_archive(one):
            from shlex import join

            line = join(["retold", command, one, archive, *(other for other in others if other != one)])
            raise OptionError("ARCHIVE", archive, f"{one} is an archive; give it first", f"Try: {line}")


def _is_archive(name: str) -> bool:
    from retold.archive.database import FILE

    return os.path.isfile(os.path.join(name, FILE))


def _same(name: str, one: str) -> bool:
    """Whether the two are one file that holds something: no terminal, pipe or /dev/null."""
    try:
        there = os.stat(name)
        known = os.fstat(sys.stdin.fileno()) if one == "-" else os.stat(one)
    except (OSError, ValueError, AttributeError):
        return False
    return stat.S_ISREG(there.st_mode) and os.path.samestat(there, known)


def _inside(name: str, folder: str) -> bool:
    """Whether `name` is the folder or anything in it, there or not, links followed."""
    try:
        place, within = os.path.realpath(name), os.path.realpath(folder)
        return (os.path.isdir(within) or not os.path.exists(within)) and os.path.commonpath((place, within)) == within
    except (OSError, ValueError):
        return False


def _is_device(name: str) -> bool:
    return os.path.exists(name) and not os.path.isfile(name)


def wants_color(options: Output) -> bool:
    """Whether the terminal view is to be in colour."""
    if options.color != "auto":
        return options.color == "always"
    return options.output is None and not os.environ.get("NO_COLOR") and sys.stdout.isatty()


def terminal_width() -> int:
    """The width of the terminal, or 80 where the output is none; at most 160, for longer lines are hard to read."""
    from shutil import get_terminal_size

    return max(40, min(get_terminal_size((80, 24)).columns, 160)) if sys.stdout.isatty() else 80
