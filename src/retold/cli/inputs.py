"""What commands that read many articles share: their options, the articles themselves, and the account of what became of them.

@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@input_options
def some_command(sources, **options):
    with Inputs(sources, Asked(**options)) as inputs:
        for item in inputs: ...             # an Article, or a Rejected (already named on standard error)
    return inputs.exit_code
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from retold.cli.reading_options import reading_options
from retold.errors import InputError, OptionError, OutputError
from retold.reading.source import Limits

if TYPE_CHECKING:
    from types import TracebackType

    from retold.records.article import Article
    from retold.records.collection import Rejected

_F = TypeVar("_F", bound=Callable[..., Any])
DONE, FAILED, PARTLY = 0, 1, 3
_NAMED = 10  # rejects named on standard error; the rest are counted


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the user asked for: see the options of the same names. `outlets` keeps the articles of these outlets only."""

    since: str | None = None
    until: str | None = None
    mapping: tuple[str, ...] = ()
    rejects: str | None = None
    keep_raw: str | None = None
    outlets: tuple[str, ...] = ()
    most: int | None = None
    allow_private: bool = False

    @classmethod
    def take(cls, options: dict[str, Any]) -> Asked:
        """What `input_options` added to a command; its names are taken out of `options`."""
        names = ("since", "until", "mapping", "rejects", "keep_raw", "most", "allow_private")
        return cls(**{name: options.pop(name) for name in names if name in options})


_OPTIONS = (
    click.option("--since", metavar="DATE", help="Leave out articles published before DATE (2024-08-01)."),
    click.option("--until", metavar="DATE", help="Leave out articles published after DATE."),
    click.option(
        "--map",
        "mapping",
        multiple=True,
        metavar="FIELD=NAME",
        help="What a field is called, such as text=body or outlet=source.name; may be repeated.",
    ),
    click.option(
        "--most",
        type=click.IntRange(min=1),
        metavar="N",
        help="Read at most N pages of a feed or sitemap on the web; 200 if not given.",
    ),
    click.option("--rejects", metavar="FILE", help="Write what could not be read, and why, to FILE as JSON lines."),
    click.option(
        "--keep-raw", metavar="FOLDER", help="Keep the bytes of each page and file in FOLDER, named by their SHA-256."
    ),
)


def input_options(command: _F) -> _F:
    """Give `command` the options of `Asked` except `outlets`, which means another thing to each command."""
    command = reading_options(command)
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


class Inputs:
    """The articles of all sources, and what was rejected among them, one at a time; can be gone through once.

    Names each reject on standard error (the first ten) and in the file of rejects, leaves out what the user does not want,
    and counts. A source that cannot be used at all is a reject too, unless it is the only one.

    Attributes:
        read: articles and rejects that were read.
        kept: articles handed on.
        unwanted: articles that the user's options leave out, by reason.
        passed_over: what was never meant to be an article, such as the requests in a web archive, by reason.
        failed: what could not be read, by reason.
    """

    def __init__(self, sources: Iterable[str], asked: Asked, *, quiet: bool = False) -> None:
        self._sources = tuple(sources)
        self._mapping = _mapping(asked.mapping)
        self._since, self._until = _date("--since", asked.since), _date("--until", asked.until)
        self._outlets = {outlet.casefold() for outlet in asked.outlets}
        self._keep = Path(asked.keep_raw) if asked.keep_raw else None
        self._most = asked.most
        self._limits = Limits(allow_private=asked.allow_private)
        self._quiet = quiet
        self._file = opened(asked.rejects) if asked.rejects else None
        self.read = self.kept = 0
        self.unwanted: Counter[str] = Counter()
        self.passed_over: Counter[str] = Counter()
        self.failed: Counter[str] = Counter()

    def __enter__(self) -> Inputs:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[Article | Rejected]:
        from retold.reading.collection import read_collection
        from retold.records.article import Article
        from retold.records.collection import Rejected

        unusable = 0
        for source in self._sources:
            try:
                items = read_collection(
                    source,
                    self._mapping,
                    self._limits,
                    skipped=self.passed_over,
                    keep_raw=self._keep,
                    most=self._most,
                )
                for item in items:
                    self.read += 1
                    if not isinstance(item, Article):
                        self._reject(item)
                    elif reason := self._unwanted(item):
                        self.unwanted[reason] += 1
                        continue
                    else:
                        self.kept += 1
                    yield item
            except InputError as error:
                unusable += 1
                if unusable == len(self._sources):
                    raise
                self.read += 1
                rejected = Rejected(where=source, reason=error.reason, says=str(error).removeprefix(f"{source}: "))
                self._reject(rejected)
                yield rejected

    @property
    def exit_code(self) -> int:
        """0 where all was read, 3 where some failed, 1 where all failed."""
        if not self.failed:
            return DONE
        return PARTLY if self.kept else FAILED

    @property
    def skipped(self) -> dict[str, int]:
        """What was left out on purpose, by reason."""
        return {**self.unwanted, **self.passed_over}

    def counts(self) -> dict[str, Any]:
        """What became of the input: {"read", "kept", "skipped": {reason: n}, "failed", "failed_by": {reason: n}}."""
        return {
            "read": self.read + self.passed_over.total(),
            "kept": self.kept,
            "skipped": self.skipped,
            "failed": self.failed.total(),
            "failed_by": dict(self.failed),
        }

    def close(self) -> None:
        """Close the file of rejects."""
        if self._file:
            self._file.close()
            self._file = None

    def _unwanted(self, article: Article) -> str:
        """Why the user does not want this article, or an empty string. An article without a date is wanted."""
        published = article.published
        if self._since and published and published < self._since:
            return f"before {self._since}"
        if self._until and published and published[: len(self._until)] > self._until:
            return f"after {self._until}"
        if self._outlets and (article.outlet or "").casefold() not in self._outlets:
            return "another outlet"
        return ""

    def _reject(self, item: Rejected) -> None:
        self.failed[item.reason] += 1
        if self._file:
            self._file.write(msgspec.json.encode(item).decode() + "\n")
        rejected = self.failed.total()
        if rejected <= _NAMED:
            from retold.report.neutral import neutral

            print(f"retold: rejected: {neutral(item.where)}: {neutral(item.says)}", file=sys.stderr)
        elif rejected == _NAMED + 1 and not self._quiet:
            print("retold: more is rejected; the reasons are counted at the end, --rejects keeps all", file=sys.stderr)


def account(counts: Mapping[str, Any]) -> str:
    """What became of the input, in one sentence; `counts` as `Inputs.counts` gives them."""
    read = counts["read"]
    parts = [f"{read:,} {'article' if read == 1 else 'articles'} read, {counts['kept']:,} kept"]
    parts += [f"{number:,} skipped ({reason})" for reason, number in counts["skipped"].items()]
    parts += [f"{number:,} failed ({reason})" for reason, number in counts["failed_by"].items()]
    return ", ".join(parts)


def opened(name: str) -> Any:
    """The file `name`, opened for writing text.

    Raises:
        OutputError: it cannot be written.
    """
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


def _date(option: str, given: str | None) -> str | None:
    from retold.reading.fields import moment

    if given is None:
        return None
    if (when := moment(given)) is None:
        raise OptionError(option, given, "is not a date", "Write it like 2024-08-01.")
    return when
