"""`meta.json` in a folder: what is known of the files beside it, by name, in the fields of an article."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from retold.errors import InputError
from retold.records.article import Article

META = "meta.json"
_LARGEST = 50_000_000


def meta_of(path: Path) -> dict[str, dict[str, Any]]:
    """What is known of each file; fields that an article does not have, and empty ones, are left out.

    Raises:
        InputError: `reason` is "json" where the file does not map names of files to fields, "unreadable" where it cannot be read.
    """
    fields = {field.encode_name: field.type for field in msgspec.structs.fields(Article) if field.encode_name != "text"}
    try:
        with path.open("rb") as file:
            raw = msgspec.json.decode(file.read(_LARGEST), type=dict[str, dict[str, object]])
        return {
            name: {
                field: msgspec.convert(value, fields[field])
                for field, value in known.items()
                if field in fields and value is not None
            }
            for name, known in raw.items()
        }
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError) as error:
        says = f"cannot be used ({str(error)[:120]})"
        raise InputError(str(path), "json", says, "It maps names of files to fields of an article.") from None
    except OSError as error:
        raise InputError(str(path), "unreadable", f"cannot be read ({error.strerror})", "Check the file.") from None
