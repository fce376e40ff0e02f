"""Style sheets and scripts: read once, named by their content, so that a browser may keep them for good."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

import msgspec

from retold.report.html import style

FOLDER = Path(__file__).parent
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
_FILES = ("page.js", "icon.svg", "vendor/htmx-2.0.11.min.js")


class Asset(msgspec.Struct, frozen=True):
    """A file that pages refer to."""

    address: str
    body: bytes
    media_type: str


@lru_cache(maxsize=1)
def assets() -> dict[str, Asset]:
    """All of them by name; `retold.css` is the style sheet of the compare view with that of the other pages."""
    found = {name: (FOLDER / "static" / name).read_bytes() for name in _FILES}
    found["retold.css"] = "\n".join([style(), (FOLDER / "static" / "site.css").read_text(encoding="utf-8")]).encode()
    return {name: Asset(_address(name, body), body, _TYPES[Path(name).suffix]) for name, body in found.items()}


def _address(name: str, body: bytes) -> str:
    stem, _, ending = name.rpartition("/")[2].rpartition(".")
    return f"/static/{stem}.{hashlib.blake2b(body, digest_size=6).hexdigest()}.{ending}"


def asset_address(name: str) -> str:
    """Where a page finds the file `name`."""
    return assets()[name].address


@lru_cache(maxsize=1)
def by_address() -> dict[str, Asset]:
    """All of them by address."""
    return {asset.address: asset for asset in assets().values()}
