"""`retold trace SOURCE…`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click
import msgspec

from retold.cli.progress import Progress
from retold.errors import InputError, OptionError, OutputError

if TYPE_CHECKING:
    from retold.records.article import Article
    from retold.records.collection import Rejected
    from retold.records.story import Trace

PARTLY = 3
_NAMED = 10  # rejects named on standard error; the rest are counted
_WIDTH = 120


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the user asked for: see the options of the same names."""

    since: str | None
    outlets: tuple[str, ...]
    min_tellings: int
    mapping: tuple[str, ...]
    rejects: str | None
    as_json: bool
    as_csv: bool
    parquet: str | None
    output: str | None
    processes: int
    memory: int
    quiet: bool


@click.command("trace", short_help="Find the stories among many articles, and who retold whom.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--since", metavar="DATE", help="Leave out articles published before DATE (2024-08-01).")
@click.option(
    "--outlet", "outlets", multiple=True, help="Only stories that this outlet tells; may be given several times."
)
@click.option(
    "--min-tellings",
    type=click.IntRange(min=2),
    default=2,
    show_default=True,
    help="Only stories with so many tellings.",
)
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="FIELD=NAME",
    help="What a field is called, such as text=body; may be repeated.",
)
@click.option("--rejects", metavar="FILE", help="Write what could not be read, and why, to FILE as JSON lines.")
@click.option("--json", "as_json", is_flag=True, help="Print the JSON document instead of the table.")
@click.option("--csv", "as_csv", is_flag=True, help="Print one row a telling as CSV.")
@click.option("--parquet", metavar="FILE", help="Write one row a telling to a Parquet file (needs retold[parquet]).")
@click.option("--output", metavar="FILE", help="Write to FILE what would go to standard output.")
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    help="Processes that collate; by default all cores.",
)
@click.option(
    "--memory", type=click.IntRange(min=16), default=1024, show_default=True, metavar="MB",
    help="Texts and features beyond this go to a temporary file.",
)  # fmt: skip
@click.option(
    "--quiet", "-q", is_flag=True, help="No progress and no remarks on standard error; errors are still shown."
)
def trace_command(sources: tuple[str, ...], **options: Any) -> int:
    """Find the stories among many articles: which of them retell one another, and what each retelling kept and changed.

    SOURCE is a file of JSON lines, a CSV or Parquet file, or a folder of text and HTML files; - is standard input. Fields
    with the usual names are understood (text, id, title, outlet, published, url …); --map names others.
    """
    asked = Asked(**options)
    if asked.as_json and asked.as_csv:
        raise OptionError("--json", "--csv", "standard output takes one of them", "Give one of --json and --csv.")
    mapping = _mapping(asked.mapping)
    since = _since(asked.since)

    from retold.trace import trace

    progress = Progress(asked.quiet)
    gate = _Gate(sources, mapping, since, asked)
    try:
        found = trace(
            gate,
            min_tellings=asked.min_tellings,
            processes=asked.processes,
            memory=asked.memory << 20,
            progress=progress,
        )
    finally:
        progress.done()
        gate.close()
    found = _of_outlets(found, asked.outlets)
    if gate.before:
        counts = msgspec.structs.replace(
            found.counts,
            read=found.counts.read + gate.before,
            skipped={**found.counts.skipped, f"before {since}": gate.before},
        )
        found = msgspec.structs.replace(found, counts=counts)
    _show(found, asked)
    if found.counts.failed and not found.counts.kept:
        return 1
    return PARTLY if found.counts.failed else 0


class _Gate:
    """The items of all sources: names what is rejected, writes it down, leaves out what is too early."""

    def __init__(self, sources: Iterable[str], mapping: dict[str, str], since: str | None, asked: Asked) -> None:
        self._sources, self._mapping, self._since, self._quiet = sources, mapping, since, asked.quiet
        self._file = _opened(asked.rejects) if asked.rejects else None
        self._rejected = 0
        self.before = 0

    def __iter__(self) -> Iterator[Article | Rejected]:
        from retold.reading.collection import read_collection
        from retold.records.article import Article
        from retold.records.collection import Rejected

        failed = 0
        sources = list(self._sources)
        for source in sources:
            try:
                for item in read_collection(source, self._mapping):
                    if isinstance(item, Article):
                        if self._since and item.published and item.published < self._since:
                            self.before += 1
                            continue
                    else:
                        self._reject(item)
                    yield item
            except InputError as error:
                failed += 1
                if failed == len(sources):
                    raise
                rejected = Rejected(where=source, reason=error.reason, says=str(error).removeprefix(f"{source}: "))
                self._reject(rejected)
                yield rejected

    def _reject(self, item: Rejected) -> None:
        self._rejected += 1
        if self._file:
            self._file.write(msgspec.json.encode(item).decode() + "\n")
        if self._rejected <= _NAMED:
            from retold.report.neutral import neutral

            print(f"retold: rejected: {neutral(item.where)}: {neutral(item.says)}", file=sys.stderr)
        elif self._rejected == _NAMED + 1 and not self._quiet:
            print("retold: more is rejected; the reasons are counted at the end, --rejects keeps all", file=sys.stderr)

    def close(self) -> None:
        """Close the file of rejects."""
        if self._file:
            self._file.close()


def _opened(name: str) -> Any:
    try:
        return open(name, "w", encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        why = error.strerror or str(error)
        raise OutputError(name, f"cannot be written ({why})", "Choose another file or folder.") from None


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    made: dict[str, str] = {}
    for pair in pairs:
        field, equals, name = pair.partition("=")
        if not (field and equals and name):
            raise OptionError("--map", pair, "is not FIELD=NAME", "Write it like --map text=body.")
        made[field.strip()] = name.strip()
    return made


def _since(given: str | None) -> str | None:
    from retold.reading.fields import moment

    if given is None:
        return None
    if (when := moment(given)) is None:
        raise OptionError("--since", given, "is not a date", "Write it like 2024-08-01.")
    return when


def _of_outlets(found: Trace, outlets: tuple[str, ...]) -> Trace:
    """Only the stories that one of these outlets tells."""
    if not outlets:
        return found
    wanted = {outlet.casefold() for outlet in outlets}
    stories = tuple(
        story for story in found.stories if any((one.outlet or "").casefold() in wanted for one in story.tellings)
    )
    return msgspec.structs.replace(found, stories=stories)


def _show(found: Trace, asked: Asked) -> None:
    from retold.cli.trace_view import account, as_csv, table, write_parquet

    if asked.parquet:
        write_parquet(found, asked.parquet)
    if asked.as_json:
        text = found.to_json() + "\n"
    elif asked.as_csv:
        text = as_csv(found)
    else:
        text = "" if asked.parquet and not asked.output else table(found, _WIDTH)
    if asked.output:
        with _opened(asked.output) as file:
            file.write(text)
    else:
        sys.stdout.write(text)
        sys.stdout.flush()
    if asked.quiet:
        return
    for note in found.notes:
        print(f"retold: note: {note.says}", file=sys.stderr)
    stories = len(found.stories)
    print(f"retold: {account(found.counts)}, {stories:,} {'story' if stories == 1 else 'stories'}", file=sys.stderr)
