"""From a row or a JSON object to an `Article`: which field is what.

Collections name their fields in many ways. The names of passim (`series`), datatrove (all but `text` and `id` inside `metadata`),
Media Cloud (`media_name`, `publish_date`, `indexed_date`), news-please (`maintext`, `date_publish`, `source_domain`), fundus
(`plaintext` or a `body` of sections, `publishing_date`, `html.responded_url`) and trafilatura (`sitename`, `hostname`) are known,
and the obvious ones; the first that an item has is taken. Others are given as a map, with dots into what lies inside a field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec

from retold.errors import InputError, OptionError
from retold.records.article import Article, Clock, ClockKind, Precision

NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "plaintext", "body", "content", "article", "fulltext", "full_text", "article_text", "story_text", "maintext",
        "articleBody", "body_text", "raw_content",
    ),
    "id": ("id", "uuid", "guid", "doc_id", "docid", "article_id", "stories_id", "_id"),
    "title": ("title", "headline", "article_title"),
    "outlet": (
        "outlet", "media_name", "site", "sitename", "site_name", "series", "publisher", "publication", "newspaper",
        "source-hostname", "source_domain", "hostname", "domain", "source",
    ),
    "agency": ("agency",),
    "byline": ("byline", "author", "authors"),
    "dateline": ("dateline",),
    "language": ("language", "lang"),
    "section": ("section", "category"),
    "url": ("url", "link", "uri", "responded_url", "requested_url", "html.responded_url", "html.requested_url"),
    "canonical_url": ("canonical_url",),
    "published": (
        "published", "published_at", "publishedAt", "publish_date", "date_publish", "publishing_date", "publication_date",
        "datePublished", "pub_date", "pubDate", "date", "datetime", "timestamp", "created_at",
    ),
    "modified": ("modified", "date_modify", "date_modified", "dateModified", "modified_at", "updated", "updated_at"),
    "fetched": (
        "fetched", "fetched_at", "date_download", "crawl_date", "html.crawl_date", "download_date", "scraped_at", "crawled_at",
        "indexed_date", "filedate",
    ),
    "version": ("version",),
    "evolved_from": ("evolved_from", "evolvedfrom"),
    "infosource": ("infosource",),
    "ednote": ("ednote",),
    "credits": ("credits", "creditline"),
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
        """The values of an item by what they are to an article; of several names the first that says anything."""
        flat = {str(key).strip(): value for key, value in raw.items()}
        inner = flat.get("metadata")
        if isinstance(inner, Mapping):
            flat = {**{str(key): value for key, value in inner.items()}, **flat}
        lowered = {key.lower(): value for key, value in flat.items()}
        found: dict[str, Any] = {}
        for field, names in self._names.items():
            for name in names:
                value = flat.get(name, lowered.get(name.lower()))
                if value is None and "." in name:
                    value = _inside(flat, name)
                if value is not None and value != "" and value != []:
                    found[field] = value
                    break
        return found


def _inside(item: Mapping[str, Any], path: str) -> Any:
    """The value at a path such as `source.name` or `authors.0`; None where there is none."""
    value: Any = item
    for step in path.split("."):
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def article_of(raw: object, where: str, fields: Fields) -> Article:
    """The article in an item. Without an id of its own it is known by `where` (file and line).

    A date that is not understood, or a field of a wrong kind other than the text, is left out.

    Raises:
        InputError: `reason` is "json" (no object), "field" (no text) or "empty".
    """
    if not isinstance(raw, Mapping):
        raise InputError(where, "json", "is not a JSON object", "Give one object with a text field for each article.")
    found = fields.of(raw)
    text = _paragraphs(found.pop("text", None))
    if text is None:
        has = ", ".join(map(str, raw))[:120]
        raise InputError(where, "field", f"has no text field (it has: {has})", "Name it with --map text=FIELD.")
    if not isinstance(text, str):
        raise InputError(where, "field", "has a text field that is no text", "Name another with --map text=FIELD.")
    if not text.strip():
        raise InputError(where, "empty", "has an empty text field", "Name another with --map text=FIELD.")
    times: dict[ClockKind, Any] = {"published": found.pop("published", None), "modified": found.pop("modified", None)}
    times["fetched"] = found.pop("fetched", None)
    given = found.pop("credits", None)
    known: dict[str, Any] = {field: said for field, value in found.items() if (said := _string(value)) is not None}
    if given:
        known["credits"] = [said for one in (given if isinstance(given, list) else [given]) if (said := _string(one))]
    clocks = _clocks(raw.get("clocks"))
    for kind, value in times.items():
        if value is not None and (when := moment(value)):
            if kind == "published":
                known["published"] = when
            elif not any(clock.kind == kind for clock in clocks):
                clocks += (clock_of(kind, when),)
    if "language" in known:
        language = known.pop("language")
        if _TAG.match(language):
            known["language"] = re.split("[-_]", language)[0].lower()
    known.setdefault("id", where)
    return msgspec.structs.replace(msgspec.convert({**known, "text": text}, Article), clocks=clocks)


def clock_of(kind: ClockKind, when: str) -> Clock:
    """A clock of this kind for a time in ISO form, with the precision that its form has."""
    precisions: dict[int, Precision] = {4: "year", 7: "month", 10: "day", 16: "minute"}
    return Clock(kind, when, precisions.get(len(when), "second"))


def _clocks(value: object) -> tuple[Clock, ...]:
    """The clocks of an item written by Retold itself; none where they are something else."""
    try:
        return msgspec.convert(value, tuple[Clock, ...]) if value else ()
    except msgspec.ValidationError:
        return ()


def _paragraphs(value: object) -> object:
    """A text given as a list of paragraphs, or as fundus writes it (summary and sections), as one text; else as it is."""
    if isinstance(value, Mapping) and isinstance(value.get("sections"), list):
        pieces = list(value.get("summary") or ()) if isinstance(value.get("summary"), list) else []
        for section in value["sections"]:
            if isinstance(section, Mapping):
                for part in ("headline", "paragraphs"):
                    listed = section.get(part)
                    pieces += listed if isinstance(listed, list) else [listed] if isinstance(listed, str) else []
        return "\n\n".join(piece.strip() for piece in pieces if isinstance(piece, str) and piece.strip())
    if isinstance(value, list) and value and all(isinstance(piece, str) for piece in value):
        return "\n\n".join(value)
    return value


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
    """A value as text: strings and numbers, lists of strings joined, an object by its name ({"id": …, "name": …})."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Mapping):
        return _string(value.get("name")) if isinstance(value.get("name"), str) else None
    if isinstance(value, list) and value:
        named = [said for one in value if (said := _string(one)) is not None]
        return ", ".join(named) if len(named) == len(value) else None
    return None
