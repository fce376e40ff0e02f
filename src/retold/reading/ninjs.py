"""IPTC ninjs, "News in JSON", of generations 1, 2 and 3: an agency's item becomes an article.

What says where a text comes from is kept, because it is true lineage: the number of the version and its time, the time of
the first version, the editor's note, the sources of information, and the item that this one evolved from. The address of the
item (`uri`) is the article's URL, so that versions of one item are versions of one page; the id has the version behind it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from retold.errors import InputError
from retold.reading.fields import clock_of, moment
from retold.records.article import Article

_SIGNS: Final = (
    "versioncreated",
    "pubstatus",
    "headlines",
    "bodies",
    "$standard",
    "standard",
    "infosources",
    "body_text",
    "body_html",
)
_NO_TEXT: Final = ("picture", "audio", "video", "graphic", "composite", "planning", "event", "component", "package")
_LANGUAGE: Final = re.compile(r"\A([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8}){0,4}\Z")

TextOf = Callable[[str, str], str]
"""(markup, name of the input) → its text."""


def is_ninjs(raw: object) -> bool:
    """Whether a JSON value is a ninjs item: it has an address or GUID, no `text`, and fields that only ninjs has."""
    if not isinstance(raw, Mapping) or isinstance(raw.get("text"), str):
        return False
    named = isinstance(raw.get("uri"), str) or isinstance(raw.get("guid"), str)
    return named and any(sign in raw for sign in _SIGNS)


def ninjs_article(raw: Mapping[str, Any], where: str, text_of: TextOf) -> Article | str:
    """The article in a ninjs item, or why it holds none: the reason that it is counted under.

    Args:
        raw: the item.
        where: its place, in messages.
        text_of: makes text of markup.

    Raises:
        InputError: `reason` is "empty" where an item of type text has no body, or as `text_of` raises.
    """
    kind = raw.get("type")
    text = _body(raw, where, text_of)
    if not text.strip():
        if isinstance(kind, str) and kind in _NO_TEXT:
            return f"item of type {kind}"
        raise InputError(where, "empty", "is a ninjs item without a body", "Ask for the full item.")
    uri = _text(raw.get("uri")) or _text(raw.get("guid")) or where
    version = _text(raw.get("version"))
    made, first = moment(raw.get("versioncreated")), moment(raw.get("firstcreated"))
    published = made or first or moment(raw.get("contentcreated"))
    language = _LANGUAGE.match(_text(raw.get("language")) or "")
    provider = _text(raw.get("source")) or _name(raw.get("provider")) or _text(raw.get("copyrightholder"))
    sources = _names(raw.get("infosource")) or _names(raw.get("infosources"))
    clocks = [clock_of("published", published)] if published else []
    clocks += [clock_of("version", when) for when in dict.fromkeys((made, first)) if when]
    return Article(
        id=f"{uri}:{version}" if version else uri,
        text=text,
        title=_headline(raw),
        outlet=provider or sources,
        agency=provider or sources,
        byline=_text(raw.get("byline")) or _text(raw.get("by")),
        dateline=_text(raw.get("dateline")) or _text(raw.get("located")),
        language=language.group(1).lower() if language else None,
        section=_section(raw),
        url=uri,
        published=published,
        clocks=tuple(clocks),
        version=version,
        evolved_from=_text(raw.get("evolvedfrom")),
        infosource=sources,
        ednote=_text(raw.get("ednote")),
        credits=tuple(filter(None, [_text(raw.get("creditline"))])),
    )


def _body(raw: Mapping[str, Any], where: str, text_of: TextOf) -> str:
    """The body as text: plain text where the item has it, else made from the first markup."""
    plain: list[str] = []
    markup: list[str] = []
    for key, value in raw.items():
        if isinstance(key, str) and key.startswith("body_") and isinstance(value, str) and value.strip():
            (plain if key.startswith("body_text") else markup).append(value)
    bodies = raw.get("bodies")
    for body in bodies if isinstance(bodies, list) else ():
        if isinstance(body, Mapping) and isinstance(value := body.get("value"), str) and value.strip():
            media = _text(body.get("contenttype")) or ("text/html" if value.lstrip().startswith("<") else "text/plain")
            (plain if media.startswith("text/plain") else markup).append(value)
    if plain:
        return plain[0]
    return text_of(markup[0], where) if markup else ""


def _headline(raw: Mapping[str, Any]) -> str | None:
    if headline := _text(raw.get("headline")):
        return headline
    listed = raw.get("headlines")
    values = [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
    main = [one for one in values if one.get("role") == "main"] or values
    return _text(main[0].get("value")) if main else _text(raw.get("title"))


def _section(raw: Mapping[str, Any]) -> str | None:
    for key in ("genre", "genres", "service", "services"):
        if named := _name(raw.get(key)):
            return named
    return None


def _names(value: object) -> str | None:
    """The names in a list of objects, or the text itself."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value))) or None
    return _name(value)


def _name(value: object) -> str | None:
    """The name of an object or of the first in a list, or the text itself."""
    if isinstance(value, list):
        return _name(value[0]) if value else None
    if isinstance(value, Mapping):
        return _text(value.get("name")) or _text(value.get("literal"))
    return _text(value)


def _text(value: object) -> str | None:
    if isinstance(value, str):
        return value.strip() or None
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
