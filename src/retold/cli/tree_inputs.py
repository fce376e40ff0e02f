"""The tellings that `retold tree` is given: whatever holds articles, read as every command reads it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import msgspec

from retold.errors import InputError, RetoldError
from retold.reading.collection import read_collection
from retold.records.article import Article
from retold.records.collection import Rejected

_LINE = re.compile(r":\d{1,12}\Z")


def read_tellings(names: Iterable[str]) -> tuple[list[Article], list[RetoldError]]:
    """(the articles, what could not be read). A bad file or line never stops the others.

    In a folder, JSON without a text field and files of other kinds are no tellings, and a file is known by its name without
    its end, where that names one only. An article that is given twice counts once.
    """
    articles: list[Article] = []
    failures: list[RetoldError] = []
    for name in names:
        folder = name != "-" and Path(name).is_dir()
        found: list[Article] = []
        try:
            for item in read_collection(name):
                if isinstance(item, Article):
                    found.append(item)
                elif not (folder and _beside(item)):
                    failures.append(InputError(item.where, item.reason, item.says))
        except RetoldError as error:
            failures.append(error)
        articles += _named(found, Path(name)) if folder else found
    return list({(article.id, article.text): article for article in articles}.values()), failures


def _beside(item: Rejected) -> bool:
    """Whether this is a file that lies among the tellings and is none of them."""
    return item.reason == "kind" or (item.reason == "field" and _LINE.sub("", item.where).endswith(".json"))


def _named(articles: list[Article], folder: Path) -> list[Article]:
    """The articles of a folder, those known by the names of their files without the end, where these differ."""
    stems = {
        article.id: str(PurePosixPath(article.id).with_suffix(""))
        for article in articles
        if _is_file(folder, article.id)
    }
    counted = Counter([*stems.values(), *(article.id for article in articles if article.id not in stems)])
    return [
        msgspec.structs.replace(article, id=stem) if (stem := stems.get(article.id)) and counted[stem] == 1 else article
        for article in articles
    ]


def _is_file(folder: Path, name: str) -> bool:
    try:
        return bool(name) and (folder / name).is_file()
    except (OSError, ValueError):
        return False
