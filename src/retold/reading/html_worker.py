"""The tasks "html" and "html-plain" of the child processes: a page in, an article out.

trafilatura finds the article on the page. Some things are done around it:

1. It drops a paragraph that repeats the one before, and other repeats on some of its ways. A repeat can tell where a text
   came from, so it must stay: paragraphs that occur more than once are numbered before extraction, so that each is
   different, and the numbers are taken out again after it.
2. What the page states of itself is gathered by `page_head` and judged by `page_names`, `page_times` and `page_agency`.
3. What it lost or took too much is put right by `page_repair`.
4. Hostile pages are tamed by `page_guard` before they are parsed.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urljoin

import htmldate  # noqa: F401  imported here, as all that is heavy: before the limits of the first page begin
import msgspec
from courlan import clean_url
from trafilatura import bare_extraction
from trafilatura.utils import load_html

from retold.reading import page_agency, page_names, page_times
from retold.reading.html import Page, PageRequest
from retold.reading.page_guard import flattened, is_large, too_much, without_floods
from retold.reading.page_head import LONGEST, Head, gather
from retold.reading.page_plain import plain
from retold.reading.page_repair import leaves, lost, without_reader_lines

_Element = Any  # lxml ships no types
_OPEN, _CLOSE = "\u2e28", "\u2e29"  # double parentheses, an editor's sign that no newsroom prints
_NUMBER = re.compile(f"\\s?{_OPEN}\\d{{1,9}}{_CLOSE}")
_BLANKS = re.compile(r"\s+")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_BLOCK_TAGS = frozenset(
    ("head", "p", "item", "quote", "list", "table", "row", "code", "div", "ab", "lg", "figure", "fw")
)
_AS_DEEP: Final = "boolean(" + "/*" * 240 + ")"  # the parser goes some 250 elements deep


def answer(payload: bytes) -> bytes:
    """The task "html": `payload` is a `PageRequest`, the answer a `Page`, both as msgpack."""
    request = msgspec.msgpack.decode(payload, type=PageRequest)
    return msgspec.msgpack.encode(page(request.html, request.url))


def answer_plain(payload: bytes) -> bytes:
    """The task "html-plain": as "html", of a page on which that gave up."""
    request = msgspec.msgpack.decode(payload, type=PageRequest)
    return msgspec.msgpack.encode(_plain_page(request.html))


def page(html: str, url: str | None = None) -> Page:
    """The article on the page `html` with the metadata it states; an empty `text` where there is none."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it could not read is said by the answer
    if too_much(html):
        return _plain_page(html)
    notes: tuple[str, ...] = ()
    large = is_large(html)
    html = without_floods(html)
    tree = _tree(html)
    if tree is not None and _is_cut(tree):
        notes, tree = ("page-flattened",), _tree(flattened(html))
    if tree is None:
        return Page()
    head = gather(tree)
    numbered = _OPEN not in html
    paragraphs = leaves(tree)
    if numbered:
        _number_repeats(paragraphs)
    found: Any = bare_extraction(tree, include_comments=False, deduplicate=False, fast=large)
    if found is None or found.body is None:
        return Page()
    blocks = [_NUMBER.sub("", block) if numbered else block for block in _blocks(found.body)]
    text = _CONTROLS.sub("", "\n\n".join(without_reader_lines(lost(blocks, paragraphs))))
    return _described(text, head, None if large else tree, url, notes)


def _described(text: str, head: Head, tree: Any, url: str | None, notes: tuple[str, ...]) -> Page:
    """The page's text with what its head says of it."""
    own = _address(head, url)
    published, clocks = page_times.clocks(head, tree, own or url)
    outlet = page_names.outlet(head, own or url)
    byline = page_names.byline(head, outlet)
    return Page(
        text=text,
        title=page_names.title(head, outlet),
        outlet=outlet,
        agency=page_agency.agency(text, byline, head, outlet),
        byline=byline,
        dateline=page_agency.dateline(text),
        language=page_names.language(head),
        section=page_names.section(head),
        url=own,
        published=published,
        clocks=clocks,
        notes=notes,
    )


def _plain_page(html: str) -> Page:
    text, title = plain(html)
    return Page(text=_CONTROLS.sub("", text), title=title or None, notes=("page-plain",))


def _tree(html: str) -> Any:
    """The page parsed; None where it is no HTML."""
    return load_html(html)


def _is_cut(tree: Any) -> bool:
    """Whether the tree is as deep as the parser goes, and may have been cut there."""
    return bool(tree.xpath(_AS_DEEP))


def _address(head: Head, url: str | None) -> str | None:
    """The address that the page gives for itself, cleaned; None where it gives none that can be used."""
    for given in (head.links.get("canonical"), head.first("og:url"), head.links.get("shortlink") and url):
        if not given or len(given) > LONGEST:
            continue
        try:
            whole = given if given.startswith(("http://", "https://")) else urljoin(url or "", given)
            cleaned = clean_url(whole) if whole.startswith(("http://", "https://")) else None
        except ValueError:
            continue
        if cleaned:
            return str(cleaned)
    return None


def _number_repeats(page: list[tuple[_Element, str]]) -> None:
    """Make every paragraph that occurs more than once on the page different, by a number at its end."""
    counted = Counter(text for _, text in page)
    for number, (element, text) in enumerate(page):
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
