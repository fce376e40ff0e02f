"""The child process that reads one HTML page: `python -m retold.reading.html_worker`, page in, answer out.

trafilatura finds the article on the page. Two things are done around it:

1. It drops a paragraph that repeats the one before, and other repeats on some of its ways. A repeat can tell where a text
   came from, so it must stay: paragraphs that occur more than once are numbered before extraction, so that each is
   different, and the numbers are taken out again after it.
2. It gives the day of publication only. Where the page states the same day with a time and a zone, that is taken.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from retold.reading.html import Page, Request
from retold.records.article import Clock

_Element = Any  # lxml ships no types
_LEAVES = ("p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "div")
_BLOCKS_INSIDE = "|".join(f"descendant::{tag}" for tag in ("p", "li", "div", "blockquote", "ul", "ol", "table"))
_OPEN, _CLOSE = "\u2e28", "\u2e29"  # double parentheses, an editor's sign that no newsroom prints
_NUMBER = re.compile(f"\\s?{_OPEN}\\d{{1,9}}{_CLOSE}")
_BLANKS = re.compile(r"\s+")
_BLOCK_TAGS = frozenset(
    ("head", "p", "item", "quote", "list", "table", "row", "code", "div", "ab", "lg", "figure", "fw")
)
_PUBLISHED = (
    ".//meta[@property='article:published_time']/@content",
    ".//meta[@itemprop='datePublished']/@content",
    ".//meta[@name='parsely-pub-date']/@content",
    ".//time[@itemprop='datePublished']/@datetime",
)
_MODIFIED = (".//meta[@property='article:modified_time']/@content", ".//meta[@itemprop='dateModified']/@content")
_JSON_LD = ".//script[@type='application/ld+json']/text()"
_JSON_LD_DATE = re.compile(r'"date(Published|Modified)"\s{0,9}:\s{0,9}"([^"]{10,40})"')


def main() -> int:
    """Read a `Request` from standard input, write a `Page` to standard output."""
    request = msgspec.json.decode(sys.stdin.buffer.read(), type=Request)
    _limit(request)
    sys.stdout.buffer.write(msgspec.json.encode(page(request.html)))
    return 0


def page(html: str) -> Page:
    """The article on the page `html` with the metadata it states; an empty `text` where there is none."""
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    tree: Any = load_html(html)
    if tree is None:
        return Page()
    numbered = _OPEN not in html
    if numbered:
        _number_repeats(tree)
    states = {"published": _stated(tree, _PUBLISHED, "Published"), "modified": _stated(tree, _MODIFIED, "Modified")}
    language = (tree.get("lang") or "").split("-")[0].lower()
    found: Any = bare_extraction(tree, with_metadata=True, include_comments=False, deduplicate=False)
    if found is None or found.body is None:
        return Page()
    clean = _without_numbers if numbered else _same
    day = found.date
    at = states["published"]
    published = at if at and (not day or at.startswith(day)) else day
    clocks = [_clock("published", published), _clock("modified", states["modified"])]
    return Page(
        text=clean("\n\n".join(_blocks(found.body))),
        title=_line(clean(found.title or "")),
        outlet=_line(clean(found.sitename or "")),
        byline=_line(clean(found.author or "")),
        language=language if re.fullmatch("[a-z]{2,3}", language) else None,
        url=found.url or None,
        published=published or None,
        clocks=tuple(clock for clock in clocks if clock),
    )


def _number_repeats(tree: Any) -> None:
    """Make every paragraph that occurs more than once on the page different, by a number at its end."""
    leaves = [element for element in tree.iter(*_LEAVES) if not element.xpath(_BLOCKS_INSIDE)]
    texts = [_BLANKS.sub(" ", "".join(element.itertext())).strip() for element in leaves]
    counted = Counter(texts)
    for number, (element, text) in enumerate(zip(leaves, texts, strict=True)):
        if text and counted[text] > 1:
            sign = f" {_OPEN}{number}{_CLOSE}"
            if len(element):
                element[-1].tail = (element[-1].tail or "") + sign
            else:
                element.text = (element.text or "") + sign


def _blocks(body: _Element) -> Iterator[str]:
    """The paragraphs of trafilatura's tree in order, line breaks kept, other runs of blanks as one."""
    pieces: list[str] = []
    for piece in _walk(body):
        if piece is not None:
            pieces.append(piece)
        elif block := _tidy("".join(pieces)):
            pieces.clear()
            yield block
        else:
            pieces.clear()
    if block := _tidy("".join(pieces)):
        yield block


def _walk(body: _Element) -> Iterator[str | None]:
    """Text in document order; None where a block begins or ends. A stack, as pages may be nested deeper than Python likes."""
    stack: list[tuple[_Element, bool]] = [(body, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if leaving:
            if tag in _BLOCK_TAGS:
                yield None
            elif tag == "cell":
                yield " | "
            if element is not body and element.tail:
                yield _BLANKS.sub(" ", element.tail)
            continue
        stack.append((element, True))
        if tag in _BLOCK_TAGS:
            yield None
        elif tag == "lb":
            yield "\n"
        if element.text and tag:
            yield _BLANKS.sub(" ", element.text)
        stack.extend((child, False) for child in reversed(element))


def _tidy(block: str) -> str:
    lines = (line.strip() for line in block.split("\n"))
    return "\n".join(line for line in lines if line).removesuffix("|").rstrip()


def _stated(tree: Any, paths: tuple[str, ...], field: str) -> str | None:
    """The first time with a zone, or date, that the page states in one of `paths` or in JSON-LD, as ISO 8601; else None."""
    stated = [str(value) for path in paths for value in tree.xpath(path)]
    for script in tree.xpath(_JSON_LD)[:20]:
        stated += [value for name, value in _JSON_LD_DATE.findall(str(script)[:200_000]) if name == field]
    for value in stated:
        try:
            at = datetime.fromisoformat(value.strip())
        except ValueError:
            continue
        return at.isoformat() if at.tzinfo else at.date().isoformat()
    return None


def _clock(kind: Any, at: str | None) -> Clock | None:
    return Clock(kind, at, "second" if len(at) > 10 else "day") if at else None


def _without_numbers(text: str) -> str:
    return _NUMBER.sub("", text)


def _same(text: str) -> str:
    return text


def _line(text: str) -> str | None:
    return _BLANKS.sub(" ", text).strip() or None


def _limit(request: Request) -> None:
    """Bind this process to its limits where the system knows them (macOS does not know all)."""
    try:
        import resource
    except ImportError:
        return
    seconds = max(1, int(request.seconds))
    for what, value in (
        (resource.RLIMIT_AS, request.memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (value, value))
        except (ValueError, OSError):
            continue


if __name__ == "__main__":
    sys.exit(main())
