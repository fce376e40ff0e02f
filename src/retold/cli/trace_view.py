"""What `retold trace` prints: a table of the stories, and rows for CSV and Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from retold.errors import MissingExtraError, OutputError
from retold.records.story import Telling, Trace, TraceCounts, TracedStory
from retold.report.neutral import neutral

COLUMNS = (
    "story", "tellings", "id", "outlet", "published", "title", "url", "words", "of", "copied", "kept", "quotations",
    "quotations_verbatim", "quotations_altered", "quotations_dropped", "figures", "figures_changed", "credit",
)  # fmt: skip
_SHOWN = 5  # tellings of a story that the table lists


def rows(found: Trace) -> Iterator[tuple[str | int | float | None, ...]]:
    """One row a telling, in the order of `COLUMNS`."""
    for story in found.stories:
        for one in story.tellings:
            told = (story.id, len(story.tellings), one.id, one.outlet, one.published, one.title, one.url, one.words)
            known = one.measures
            if known is None:
                yield (*told, *(None,) * 10)
            else:
                yield (
                    *told, known.of, known.copied, known.kept, known.quotations, known.quotations_verbatim,
                    known.quotations_altered, known.quotations_dropped, known.figures, known.figures_changed, known.credit,
                )  # fmt: skip


def as_csv(found: Trace) -> str:
    """The rows as CSV with a header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_safe(cell) for cell in row] for row in rows(found))
    return out.getvalue()


def _safe(cell: str | int | float | None) -> str | int | float | None:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def write_parquet(found: Trace, name: str) -> None:
    """Write the rows to a Parquet file.

    Raises:
        MissingExtraError: pyarrow is not installed.
        OutputError: the file cannot be written.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise MissingExtraError("Writing Parquet", "parquet") from None
    whole = {"tellings", "words", "quotations", "quotations_verbatim", "quotations_altered", "quotations_dropped"}
    whole |= {"figures", "figures_changed"}
    kinds = [
        pyarrow.int64() if name in whole else pyarrow.float64() if name in ("copied", "kept") else pyarrow.string()
        for name in COLUMNS
    ]
    columns = list(zip(*rows(found), strict=True)) or [()] * len(COLUMNS)
    arrays = [pyarrow.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    try:
        parquet.write_table(pyarrow.table(arrays, names=list(COLUMNS)), name)
    except OSError as error:
        why = error.strerror or str(error)
        raise OutputError(name, f"cannot be written ({why})", "Choose another file or folder.") from None


def table(found: Trace, width: int | None) -> str:
    """The stories as text: what happened to each, and its first tellings; lines are cut to `width`, None for whole lines."""
    parts: list[str] = []
    for story in found.stories:
        parts += _story(story, width)
    if found.passages:
        number = len(found.passages)
        parts.append(
            f"{number} more {_plural(number, 'pair')} only {'shares' if number == 1 else 'share'} a passage (--json lists them)."
        )
    return "\n".join(parts) + ("\n" if parts else "")


def _story(story: TracedStory, width: int | None) -> Iterator[str]:
    first = story.tellings[0]
    yield _cut(f"{story.id}  {first.title or first.id}", width)
    yield _cut(f"  {story.summary}", width and max(width, 160))
    for one in story.tellings[:_SHOWN]:
        known = one.measures
        told = f"copied {known.copied:.0%} of its words from {known.of}" if known else _source(story, one)
        when = (one.published or "no date")[:16].replace("T", " ")
        credit = f", credits {known.credit}" if known and known.credit else ""
        yield _cut(f"  {when:16}  {one.outlet or one.agency or '–'}  {one.id}  {told}{credit}", width)
    if len(story.tellings) > _SHOWN:
        yield f"  … and {len(story.tellings) - _SHOWN} more"
    yield ""


def _source(story: TracedStory, one: Telling) -> str:
    first = next(telling for telling in story.tellings if telling.measures is None)
    return "first" if one is first else "from none of these"


def _cut(line: str, width: int | None) -> str:
    line = neutral(line).replace("\n", " ")
    return line if width is None or len(line) <= width else line[: width - 1] + "…"


def account(counts: TraceCounts) -> str:
    """What became of the input, in one sentence."""
    parts = [f"{counts.read:,} {_plural(counts.read, 'article')} read, {counts.kept:,} kept"]
    parts += [f"{number:,} skipped ({reason})" for reason, number in counts.skipped.items()]
    parts += [f"{number:,} failed ({reason})" for reason, number in counts.failed_by.items()]
    parts.append(f"{counts.compared:,} {_plural(counts.compared, 'pair')} compared")
    return ", ".join(parts)


def _plural(number: int, word: str) -> str:
    return word if number == 1 else word + "s"
