"""Addresses of pages. An id may hold anything: in a path it is written so that no server, proxy or browser changes it.

Letters, digits, "-" and "_" stand for themselves; every other byte of the UTF-8 form is "~" and two hex digits. So an id
never holds a slash or a dot there: `.json` and `.csv` behind it are always formats.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

_ESCAPED = re.compile(rb"~([0-9A-Fa-f]{2})")
_PLAIN = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")

Pairs = Iterable[tuple[str, str]]


def key(id: str) -> str:
    """`id` as one segment of a path."""
    return "".join(chr(byte) if byte in _PLAIN else f"~{byte:02X}" for byte in id.encode("utf-8", "surrogatepass"))


def id_of(key: str) -> str:
    """The id that `key` stands for. What no id gives is read as it stands."""
    raw = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), key.encode("utf-8", "surrogatepass"))
    try:
        return raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace")


def story_address(id: str, format: str = "") -> str:
    """The page of a story, or one of its formats (".json", ".csv", "/ledger.csv", "/tree.svg")."""
    return f"/stories/{key(id)}{format}"


def article_address(id: str, format: str = "") -> str:
    """The page of an article, or one of its formats (".json", ".csv")."""
    return f"/articles/{key(id)}{format}"


def outlet_address(name: str, format: str = "") -> str:
    """The page of an outlet, or one of its formats (".json", ".csv")."""
    return f"/outlets/{key(name)}{format}"


def with_query(path: str, pairs: Pairs) -> str:
    """`path` with those of `pairs` that have a value; lone surrogates cannot stand in an address and are left out."""
    listed = [(name, value.encode("utf-8", "ignore")) for name, value in pairs if value]
    return f"{path}?{urlencode(listed)}" if listed else path


def compare_address(
    one: str, other: str, *, kinds: Sequence[str] = (), size: int = 1, swap: bool = False, format: str = ""
) -> str:
    """The page that compares two articles."""
    pairs = [("one", key(one)), ("other", key(other)), *(("kind", kind) for kind in kinds)]
    pairs += [("size", str(size) if size > 1 else ""), ("swap", "1" if swap else "")]
    return with_query(f"/compare{format}", pairs)
