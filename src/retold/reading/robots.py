"""What a site's robots.txt allows Retold, read as RFC 9309 says; Protego does the reading.

A site without the file (any answer 400 to 499, but 429) allows everything; one whose file cannot be had (429, 500 and up, no
answer) allows nothing, since nobody knows what it says. Only the first 500 kB count.
"""

from __future__ import annotations

import re
from typing import Any, Final

import msgspec

from retold.reading.addresses import WebAddress

AGENT: Final = "Retold"
"""The name under which a robots.txt may address this program."""

LARGEST: Final = 500_000  # bytes; RFC 9309 asks readers for 500 KiB at least
_LONGEST_LINE: Final = 4_000
_MOST_STARS: Final = 32  # in one rule; each costs a search through the address
_AGENT_LINE = re.compile(r"(?i)\A\s{0,99}user[-\s]{0,9}agent(?:\s{0,99}:|\s)([^#]*)")


class Rules(msgspec.Struct, frozen=True):
    """What one origin's robots.txt says to `AGENT`.

    Attributes:
        delay: seconds that it asks to leave between two requests, or None.
        sitemaps: the sitemaps that it names.
    """

    delay: float | None = None
    sitemaps: tuple[str, ...] = ()
    all: bool | None = None
    _parsed: Any = None

    def allows(self, address: WebAddress) -> bool:
        """Whether `address` may be read. The robots.txt itself always may."""
        if self.all is not None or address.target == "/robots.txt":
            return self.all is not False or address.target == "/robots.txt"
        return bool(self._parsed.can_fetch(str(address), AGENT))


def _ours_or_other(line: re.Match[str]) -> str:
    """A line that names a program: as it is where that may be this one, else with one name for all others.

    Protego keeps every rule for every program that stands above it, which takes minutes where ten thousand do.
    """
    name = line.group(1).strip().lower()
    mine = name == "*" or AGENT.lower().startswith(name.replace("*", ""))
    return line.group() if mine else "User-agent: other"


EVERYTHING: Final = Rules(all=True)
NOTHING: Final = Rules(all=False)


def rules_of(status: int, content: bytes) -> Rules:
    """The rules in an answer to the request for /robots.txt.

    Args:
        status: of HTTP, after redirects.
        content: what came; read as UTF-8, other bytes are replaced.
    """
    if status == 429 or status >= 500:
        return NOTHING
    if not 200 <= status < 300:
        return EVERYTHING
    from protego import Protego

    text = content[:LARGEST].decode("utf-8-sig", "replace")
    lines = [
        _AGENT_LINE.sub(_ours_or_other, line, count=1)
        for line in text.splitlines()
        if len(line) <= _LONGEST_LINE and line.count("*") <= _MOST_STARS
    ]
    try:
        parsed = Protego.parse("\n".join(lines))
        delay = parsed.crawl_delay(AGENT)
        sitemaps = tuple(parsed.sitemaps)[:100]
    except (
        ValueError,
        TypeError,
        AttributeError,
        OverflowError,
    ):  # it takes what comes; a bug of its own is no permission
        return NOTHING
    return Rules(delay=delay, sitemaps=sitemaps, _parsed=parsed)
