"""Sitemaps: which pages a site has, as XML, as an index of further sitemaps, or as plain lines; with Google's news tags.

They are parsed in a process of their own. A document type, and with it every entity, is refused; nothing outside is loaded.
"""

from __future__ import annotations

import re
from typing import Any, Final

import msgspec

from retold.errors import InputError
from retold.reading.decode import decode
from retold.reading.feeds import Entry, Request
from retold.reading.fields import moment
from retold.reading.source import DEFAULT_LIMITS, Limits

SECONDS: Final = 10.0  # of CPU for one sitemap; 50,000 addresses take half of one
MOST: Final = 50_000  # addresses of one sitemap, as the protocol says
_LONGEST: Final = 8_000
_LINE = re.compile(r"\A(?i:https?)://[^\s<>\"]{3,8000}\Z")


class Sitemap(msgspec.Struct, frozen=True, kw_only=True):
    """What a sitemap names: pages, or further sitemaps. `left_out` is how many there were beyond the limit."""

    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[Entry, ...] = ()
    left_out: int = 0


def read_sitemap(content: bytes, url: str, limits: Limits = DEFAULT_LIMITS) -> Sitemap:
    """The pages or sitemaps that the sitemap in `content` names; `url` is where it was found.

    Raises:
        InputError: `reason` is "sitemap" where it is none, "dtd", "encoding" or "killed".
    """
    from retold.reading.workers import shared

    answer = shared(limits).ask("sitemap", msgspec.msgpack.encode(Request(content, url)), url, seconds=SECONDS)
    return msgspec.msgpack.decode(answer, type=Sitemap)


def is_lines(content: bytes) -> bool:
    """Whether this may be a sitemap of plain lines: its first lines are web addresses and nothing else."""
    head = content[:20_000].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").split("\n")
    lines = [line.strip() for line in (head[:-1] if len(content) > 20_000 else head)]
    lines = [line for line in lines if line][:20]
    return bool(lines) and all(_LINE.match(line) for line in lines)


def answer(payload: bytes) -> bytes:
    """The child's side of `read_sitemap`."""
    request = msgspec.msgpack.decode(payload, type=Request)
    text, _ = decode(request.content, "sitemap")
    return msgspec.msgpack.encode(xml_sitemap(text) if text.lstrip()[:1] == "<" else lines_sitemap(text))


def lines_sitemap(text: str) -> Sitemap:
    """A sitemap of plain lines, one address each."""
    urls = [line for line in (line.strip() for line in text.splitlines()) if _LINE.match(line)]
    if not urls:
        raise _none("names no web addresses")
    return Sitemap(entries=tuple(Entry(url=url) for url in urls[:MOST]), left_out=max(0, len(urls) - MOST))


def xml_sitemap(text: str) -> Sitemap:
    """A sitemap in XML, or an index of sitemaps. Elements are known by their local names, whatever their namespace.

    Raises:
        InputError: `reason` is "sitemap" or "dtd".
    """
    from lxml import etree

    if "<!doctype" in text.lower() or "<!entity" in text.lower():
        raise InputError("sitemap", "dtd", "has a document type, which no sitemap needs", "Ask who runs the site.")
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root: Any = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _none(f"is too broken to read ({str(error)[:80]})") from None
    name = _local(root) if root is not None else ""
    if name not in {"urlset", "sitemapindex"}:
        raise _none("is XML, but no sitemap")
    wanted = "url" if name == "urlset" else "sitemap"
    nodes = [node for node in root if _local(node) == wanted]
    entries = tuple(entry for node in nodes[:MOST] if (entry := _entry(node)).url)
    left_out = max(0, len(nodes) - MOST)
    if name == "urlset":
        return Sitemap(entries=entries, left_out=left_out)
    return Sitemap(sitemaps=entries, left_out=left_out)


def _entry(node: Any) -> Entry:
    found: dict[str, str] = {}
    for child in node:
        local = _local(child)
        if local in {"loc", "lastmod"}:
            found.setdefault(local, _said(child))
        elif local == "news":
            for inner in child:
                if _local(inner) == "publication":
                    for part in inner:
                        found.setdefault(f"publication {_local(part)}", _said(part))
                else:
                    found.setdefault(_local(inner), _said(inner))
    loc = found.get("loc", "")
    return Entry(
        url=loc if len(loc) <= _LONGEST else "",
        title=found.get("title", "")[:1_000] or None,
        published=moment(found.get("publication_date")),
        updated=moment(found.get("lastmod")),
        outlet=found.get("publication name", "")[:300] or None,
        language=found.get("publication language", "")[:20] or None,
    )


def _local(node: Any) -> str:
    """The name of an element without its namespace; "" for a comment."""
    tag = node.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _said(node: Any) -> str:
    return " ".join((node.text or "").split())


def _none(says: str) -> InputError:
    return InputError("sitemap", "sitemap", says, "Open it in a browser to see what it is.")
