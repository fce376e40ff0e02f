"""What a page states of its article in JSON-LD (schema.org): the article object and who publishes it.

1. A script holds one object, a list, or a `@graph`; the article is the first object whose type ends in "Article" or is a
   posting or a report. Objects refer to each other by `@id`.
2. Every fifth script in the wild is slightly broken: line ends inside strings, comments or CDATA marks around it, a comma
   too many. What can be mended by a linear pass is; from the rest only the dates are taken, by their names.
3. Nothing is trusted: at most 20 scripts of 500 kB and 2,000 objects are looked at, and a value that is not of the kind
   expected counts as absent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

SCRIPTS: Final = 20
LENGTH: Final = 500_000
OBJECTS: Final = 2_000
DEPTH: Final = 12

_ARTICLES: Final = ("article", "posting", "report", "newsarticle", "webpage")
_LOOSE: Final = re.compile(r'"(datePublished|dateModified)"\s{0,9}:\s{0,9}"([^"]{8,40})"')
_COMMA: Final = re.compile(r",(?=\s{0,20}[}\]])")


class Linked:
    """The JSON-LD of one page."""

    def __init__(self, scripts: list[str]) -> None:
        self.objects: list[dict[str, Any]] = []
        self.loose: dict[str, str] = {}
        for script in scripts[:SCRIPTS]:
            self._take(script[:LENGTH])
        self._by_id = {item["@id"]: item for item in self.objects if isinstance(item.get("@id"), str) and len(item) > 2}
        found = sorted((rank, place) for place, item in enumerate(self.objects) if (rank := _rank(item)) is not None)
        self.article: dict[str, Any] = self.objects[found[0][1]] if found else {}

    def text(self, *names: str) -> str | None:
        """The first of these fields of the article that holds text."""
        for name in names:
            if value := _text(self.article.get(name)):
                return value
        return None

    def names(self, *fields: str) -> list[str]:
        """The names in the first of these fields of the article that has any: of persons, bodies, or plain text."""
        for field in fields:
            if found := [name for item in _listed(self.article.get(field)) if (name := self._name(item))]:
                return found
        return []

    def named(self, *types: str) -> list[str]:
        """The names of the objects of these types, such as "WebSite"."""
        return [name for item in self.objects if set(_types(item)) & set(types) and (name := _text(item.get("name")))]

    def _name(self, item: Any) -> str | None:
        if isinstance(item, dict):
            known = self._by_id.get(str(item.get("@id")), item) if not item.get("name") else item
            return _text(known.get("name")) or None
        return _text(item)

    def _take(self, script: str) -> None:
        inner = script if script.lstrip()[:1] in ("{", "[") else _unwrapped(script)
        decoded = _decoded(inner)
        if decoded is None:
            for name, value in _LOOSE.findall(script):
                self.loose.setdefault(name, value)
            return
        for item in _objects(decoded, DEPTH):
            if len(self.objects) >= OBJECTS:
                return
            self.objects.append(item)


def _unwrapped(script: str) -> str:
    """What stands between the first bracket and the last: without the marks of comments and CDATA around it."""
    starts = [place for place in (script.find("{"), script.find("[{")) if place >= 0]
    return script[min(starts, default=0) : max(script.rfind("}"), script.rfind("}]") + 1) + 1]


def _decoded(script: str) -> Any:
    try:
        return msgspec.json.decode(script)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        pass
    for attempt in (script, _COMMA.sub("", script)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The objects in the order of the script, those inside a graph or a page's main entity too."""
    if depth <= 0:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth - 1)
    elif isinstance(value, dict):
        yield value
        for inside in ("@graph", "mainEntity", "mainEntityOfPage", "isPartOf", "publisher", "author", "hasPart"):
            if isinstance(value.get(inside), (list, dict)):
                yield from _objects(value[inside], depth - 1)


def _types(item: dict[str, Any]) -> list[str]:
    return [kind for kind in _listed(item.get("@type")) if isinstance(kind, str)]


def _rank(item: dict[str, Any]) -> int | None:
    """How much an object looks like the article: 0 best, None not at all."""
    ranks = [
        place
        for kind in _types(item)
        for place, word in enumerate(_ARTICLES)
        if kind.lower().endswith(word) or (word == "posting" and kind.lower().endswith("recipe"))
    ]
    if not ranks:
        return None
    told = bool(item.get("headline")) + bool(item.get("datePublished"))
    return 10 * min(ranks) + (2 - told)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value[:20] if isinstance(value, list) else [value]


def _text(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value")
    return value.strip()[:2_000] or None if isinstance(value, str) else None
