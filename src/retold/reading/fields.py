"""From a row or a JSON object to an `Article`: which field is what.

Collections name their fields in many ways. The obvious names are known (below, first match wins), among them those of
passim (`id`, `series`, `text`) and of datatrove (`text`, `id`, and the rest inside `metadata`); others are given as a map.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec

from retold.errors import InputError, OptionError
from retold.records.article import Article

NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "article_text", "maintext", "raw_content"),
    "id": ("id", "uuid", "guid", "doc_id", "docid", "article_id", "_id"),
    "title": ("title", "headline", "article_title"),
    "outlet": ("outlet", "site", "series", "publisher", "publication", "newspaper", "source", "source_domain", "domain"),
    "agency": ("agency",),
    "byline": ("byline", "author", "authors"),
    "dateline": ("dateline",),
    "language": ("language", "lang"),
    "section": ("section", "category"),
    "url": ("url", "link", "uri"),
    "canonical_url": ("canonical_url",),
    "published": (
        "published", "published_at", "publish_date", "date_publish", "publication_date", "pub_date", "date", "datetime",
        "timestamp", "created_at",
    ),
    "version": ("version",),
    "evolved_from": ("evolved_from",),
}  # fmt: skip
_DAY = re.compile(r"\A(\d{4})-?(\d{2})-?(\d{2})\Z")
_STAMP = re.compile(r"\A(\d{14})\Z")
_TAG = re.compile(r"\A[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}\Z")


class Fields:
    """Which field of an item is what: the names given in `mapping` ({"text": "body"}), else the known ones."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        for field in mapping:
            if field not in NAMES:
                listed = ", ".join(NAMES)
                raise OptionError("--map", field, f"an article has no field {field!r}", f"Fields: {listed}.")
        self._names = {field: ((mapping[field],) if field in mapping else known) for field, known in NAMES.items()}

    def text_in(self, columns: Iterable[str]) -> bool:
        """Whether one of these columns holds the text."""
        lowered = {column.strip().lower() for column in columns} | set(columns)
        return any(name in lowered for name in self._names["text"])

    def of(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """The values of an item by what they are to an article."""
        flat = {str(key).strip(): value for key, value in raw.items()}
        inner = flat.get("metadata")
        if isinstance(inner, Mapping):
            flat = {**{str(key): value for key, value in inner.items()}, **flat}
        lowered = {key.lower(): value for key, value in flat.items()}
        found: dict[str, Any] = {}
        for field, names in self._names.items():
            for name in names:
                value = flat.get(name, lowered.get(name.lower()))
                if value is not None and value != "":
                    found[field] = value
                    break
        return found


def article_of(raw: object, where: str, fields: Fields) -> Article:
    """The article in an item. Without an id of its own it is known by `where` (file and line).

    A date that is not understood, or a field of a wrong kind other than the text, is left out.

    Raises:
        InputError: `reason` is "json" (no object), "field" (no text) or "empty".
    """
    if not isinstance(raw, Mapping):
        raise InputError(where, "json", "is not a JSON object")
    found = fields.of(raw)
    text = found.pop("text", None)
    if text is None:
        has = ", ".join(map(str, raw))[:120]
        raise InputError(where, "field", f"has no text field (it has: {has})", "Name it with --map text=FIELD.")
    if not isinstance(text, str):
        raise InputError(where, "field", "has a text field that is no text")
    if not text.strip():
        raise InputError(where, "empty", "has an empty text field")
    known = {field: said for field, value in found.items() if (said := _string(value)) is not None}
    if "published" in found:
        known.pop("published", None)
        if when := moment(found["published"]):
            known["published"] = when
    if "language" in known and not _TAG.match(known["language"]):
        del known["language"]
    if "language" in known:
        known["language"] = re.split("[-_]", known["language"])[0].lower()
    known.setdefault("id", where)
    return msgspec.convert({**known, "text": text}, Article)


def moment(value: object) -> str | None:
    """A date or time in ISO form, or None where it is not understood: ISO, 20240301, a 14-digit stamp, RFC 2822, seconds."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        if 19000101 <= value <= 21001231:
            return moment(str(int(value)))
        try:
            return datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC).isoformat()
        except (ValueError, OverflowError, OSError):
            return None
    if not isinstance(value, str) or len(value) > 60:
        return None
    value = value.strip()
    if day := _DAY.match(value):
        value = "-".join(day.groups())
    if _STAMP.match(value):
        value = f"{value[:8]}T{value[8:]}+00:00"
    try:
        return date.fromisoformat(value).isoformat() if len(value) == 10 else datetime.fromisoformat(value).isoformat()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError, IndexError):
        return None


def _string(value: object) -> str | None:
    """A value as text: strings and numbers, and lists of strings joined."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return None
