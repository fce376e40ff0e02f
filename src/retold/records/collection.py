"""What becomes of the items of a collection that cannot be read."""

from __future__ import annotations

import msgspec


class Rejected(msgspec.Struct, frozen=True, kw_only=True):
    """An item of a collection that gives no article.

    `where` is the file and line ("articles.jsonl:12"), `reason` a short code that is stable across releases, `says` the
    reason in words, `line` the beginning of what stood there.
    """

    where: str
    reason: str
    says: str
    line: str = ""
