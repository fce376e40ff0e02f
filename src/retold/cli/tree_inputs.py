"""The tellings that `retold tree` is given: folders, JSON lines, single files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from retold.errors import InputError
from retold.reading import read
from retold.reading.json_article import json_article
from retold.records.article import Article

_KINDS = {".txt", ".html", ".htm", ".xhtml", ".json", ".md"}
_LINES = {".jsonl", ".ndjson"}
_META = "meta.json"


def read_tellings(names: Iterable[str]) -> tuple[list[Article], list[InputError]]:
    """(the articles, what could not be read). A bad file or line never stops the others."""
    articles: list[Article] = []
    failures: list[InputError] = []
    for name in names:
        path = Path(name)
        if name != "-" and path.is_dir():
            _folder(path, articles, failures)
        elif path.suffix in _LINES:
            _lines(path, articles, failures)
        else:
            _file(name, articles, failures)
    return articles, failures


def _file(name: str, articles: list[Article], failures: list[InputError]) -> None:
    try:
        articles.append(read(name))
    except InputError as error:
        failures.append(error)


def _folder(folder: Path, articles: list[Article], failures: list[InputError]) -> None:
    """The files of a folder by name; JSON without a text field and notes in Markdown are no tellings."""
    known = _meta(folder / _META, failures)
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.suffix.lower() not in _KINDS - {".md"} or path.name == _META:
            continue
        try:
            article = read(path)
        except InputError as error:
            if not (path.suffix == ".json" and error.reason in ("field", "many")):
                failures.append(error)
            continue
        fields = {key: value for key, value in known.get(path.name, {}).items() if value is not None}
        articles.append(msgspec.structs.replace(article, **{"id": path.stem, **fields}))


def _meta(path: Path, failures: list[InputError]) -> dict[str, dict[str, object]]:
    """What `meta.json` says of each file, in the fields of an Article; empty where there is none."""
    if not path.is_file():
        return {}
    names = set(Article.__struct_fields__) - {"text"}
    try:
        raw = msgspec.json.decode(path.read_bytes(), type=dict[str, dict[str, object]])
        cleaned = {file: {key: value for key, value in known.items() if key in names} for file, known in raw.items()}
        for known in cleaned.values():
            msgspec.convert({"text": "", **{k: v for k, v in known.items() if v is not None}}, Article)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError, OSError) as error:
        says = f"cannot be used ({str(error)[:120]})"
        failures.append(InputError(str(path), "json", says, "It maps file names to the fields of an article"))
        return {}
    for known in cleaned.values():
        known.update({k: tuple(v) for k, v in known.items() if isinstance(v, list)})
    return cleaned


def _lines(path: Path, articles: list[Article], failures: list[InputError]) -> None:
    try:
        data = path.read_bytes()
    except OSError as error:
        failures.append(InputError(str(path), "missing", error.strerror or "cannot be read", "Check the name"))
        return
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            articles.append(json_article(line.decode("utf-8", "replace"), f"{path}, line {number}")[0])
        except InputError as error:
            failures.append(error)
