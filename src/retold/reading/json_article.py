"""A JSON object with the fields of `Article` (docs/reference/json.md)."""

from __future__ import annotations

import re
from datetime import date, datetime

import msgspec

from retold.errors import InputError
from retold.records.article import Article
from retold.records.comparison import Note

_BYTE = re.compile(r"\(byte (\d{1,12})\)")
_FIELD = re.compile(r"`\$\.?([^`]{0,200})`")
_TYPE_WORDS = {
    "str": "text",
    "int": "a number",
    "float": "a number",
    "array": "a list",
    "object": "an object",
    "bool": "true or false",
}
_DATE = re.compile(r"\A\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.{0,30})?\Z")
_HINT = "Fields and types are listed in the reference, under 'The JSON'."


def json_article(text: str, name: str) -> tuple[Article, tuple[Note, ...]]:
    """The article in a JSON object, and a note on fields that are not an article's.

    Raises:
        InputError: `reason` is "json" for broken JSON (with line and column), "field" for a missing field or a wrong type,
            "many" for several articles in one file, "empty" for a blank text.
    """
    try:
        raw = msgspec.json.decode(text)
    except RecursionError:
        raise InputError(name, "json", "is nested too deeply", "Give one JSON object with a text field.") from None
    except (msgspec.DecodeError, UnicodeError) as error:
        raise _broken(text, name, error) from None
    if not isinstance(raw, dict):
        many = isinstance(raw, list) and len(raw) > 0
        raise InputError(
            name,
            "many" if many else "json",
            "holds a list, not one article" if isinstance(raw, list) else "does not hold a JSON object",
            "Give one JSON object with a text field.",
        )
    if "text" not in raw:
        raise InputError(name, "field", "has no text field", f'The article\'s words go under "text". {_HINT}')
    try:
        article = msgspec.convert(raw, Article)
    except msgspec.ValidationError as error:
        raise _wrong_field(name, str(error)) from None
    if not article.text.strip():
        raise InputError(name, "empty", "has an empty text field", "Give the words of an article in it.")
    if article.published is not None and not _is_date(article.published):
        raise InputError(
            name,
            "field",
            f"the field published is {article.published[:40]!r}, not a date",
            "Write it like 2024-03-01 or 2024-03-01T14:05:00+02:00.",
        )
    known = {field.encode_name for field in msgspec.structs.fields(Article)}
    if strange := sorted(set(raw) - known):
        listed = ", ".join(strange[:8]) + (" …" if len(strange) > 8 else "")
        return article, (Note("fields-ignored", f"{name}: fields that are not an article's were left out: {listed}."),)
    return article, ()


def _broken(text: str, name: str, error: Exception) -> InputError:
    """Broken JSON, with the line and column where it breaks."""
    found = _BYTE.search(str(error))
    at = len(text.encode()[: int(found.group(1))].decode("utf-8", "ignore")) if found else len(text.rstrip())
    line, column = text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1
    if "trailing" in str(error) and text[at - 1 :].lstrip().startswith("{"):
        return InputError(name, "many", "holds several JSON objects", "Give a file with one article.")
    why = str(error).split("(byte")[0].replace("JSON is malformed:", "").strip() or "it ends too early"
    why = why[0].lower() + why[1:]
    return InputError(
        name, "json", f"is broken JSON at line {line}, column {column}: {why}", "Mend that place and try again."
    )


def _wrong_field(name: str, says: str) -> InputError:
    """msgspec's "Expected `str`, got `int` - at `$.title`" in plain words."""
    what, _, where = says.partition(" - at ")
    found = _FIELD.search(where)
    field = found.group(1) if found and found.group(1) else "an article"
    for code, word in _TYPE_WORDS.items():
        what = what.replace(f"`{code}`", word).replace(f"`{code} | null`", word)
    return InputError(name, "field", f"the field {field} has a wrong value: {what[0].lower()}{what[1:]}", _HINT)


def _is_date(value: str) -> bool:
    if not _DATE.match(value):
        return False
    try:
        datetime.fromisoformat(value) if len(value) > 10 else date.fromisoformat(value)
    except ValueError:
        return False
    return True
