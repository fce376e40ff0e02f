"""Tables with an article a row: CSV and Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import IO, BinaryIO, cast

from retold.errors import InputError, MissingExtraError
from retold.reading.lines import item
from retold.reading.slots import Item, Run
from retold.records.collection import Rejected


def csv_rows(opened: IO[bytes], head: bytes, name: str, run: Run) -> Iterator[Item]:
    """CSV with a header, parted by commas, semicolons or tabs.

    Raises:
        InputError: `reason` is "field" where no column holds a text.
    """
    header = head.split(b"\n", 1)[0]
    delimiter = max(",;\t", key=lambda mark: header.count(mark.encode()))
    previous = csv.field_size_limit(run.limits.bytes)
    text = io.TextIOWrapper(cast(BinaryIO, opened), encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        rows = csv.DictReader(text, delimiter=delimiter, restkey="")
        try:
            columns = rows.fieldnames or ()
        except csv.Error as error:
            raise InputError(name, "csv", f"has a broken header: {error}", "Write it again.") from None
        if not run.fields.text_in(columns):
            listed = ", ".join(columns)[:200].encode("utf-8", "replace").decode("utf-8")
            raise InputError(
                name, "field", f"has no text column (columns: {listed})", "Name it with --map text=COLUMN."
            )
        while True:
            where = f"{name}:{rows.line_num + 1}"
            try:
                row = next(rows)
            except StopIteration:
                break
            except csv.Error as error:
                reason = "too-large" if "limit" in str(error) else "csv"
                yield Rejected(where=where, reason=reason, says=f"is a broken row: {error}")
                continue
            if any(isinstance(cell, str) and not cell.isascii() and _broken(cell) for cell in row.values()):
                yield Rejected(where=where, reason="encoding", says="is not UTF-8")
                continue
            yield from item({key: cell for key, cell in row.items() if key and cell}, where, run, b"")
    finally:
        csv.field_size_limit(previous)
        text.detach()


def looks_like_table(head: bytes, run: Run) -> bool:
    """Whether the first line is the header of a table with a text column."""
    first = head[:4000].split(b"\n", 1)[0].decode("utf-8", "replace").strip().lstrip("\ufeff")
    cells = max((first.split(mark) for mark in ",;\t"), key=len)
    return len(cells) > 1 and run.fields.text_in(cell.strip().strip('"') for cell in cells)


def parquet_rows(opened: IO[bytes], name: str, run: Run) -> Iterator[Item]:
    """Parquet, a row an article.

    Raises:
        InputError: `reason` is "parquet" where nothing can be read.
        MissingExtraError: without the `parquet` extra.
    """
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        raise MissingExtraError("Reading Parquet", "parquet") from None
    number = 0
    try:
        for batch in parquet.ParquetFile(opened).iter_batches(batch_size=256):
            for raw in batch.to_pylist():
                number += 1
                yield from item(raw, f"{name}:{number}", run, b"")
    except (ArrowException, OSError, ValueError) as error:
        if not number:
            raise InputError(name, "parquet", f"is a broken Parquet file ({error})", "Write it again.") from None
        yield Rejected(where=f"{name}:{number + 1}", reason="truncated", says=f"the file is broken from here ({error})")


def _broken(cell: str) -> bool:
    return any("\udc80" <= letter <= "\udcff" for letter in cell)
