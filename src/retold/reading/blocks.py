"""From markup that holds nothing but an article (an agency's body, the HTML of an e-mail) to its text, a paragraph a block.

Runs in the child processes, as the task "fragment". Nothing is judged: what stands in the markup stands in the text. For pages,
where the article must be found first, there is `html_worker`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

_BLOCKS: Final = frozenset(
    ("p", "div", "section", "article", "header", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "li", "ul", "ol",
     "dl", "dt", "dd", "tr", "table", "blockquote", "bq", "block", "pre", "figure", "figcaption", "aside", "body", "td", "th")
)  # fmt: skip
_UNREAD: Final = frozenset(("script", "style", "head", "template", "noscript", "svg", "body.head"))
_BLANKS: Final = re.compile(r"[ \t\r\n\f\u00a0]+")


def answer(payload: bytes) -> bytes:
    """What the child process answers: `payload` is markup as UTF-8, the answer its text as UTF-8."""
    from lxml import etree, html

    markup = payload.decode("utf-8", "replace").replace("\0", "")
    if not markup.strip():
        return b""
    try:
        parser = html.HTMLParser(
            huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
        )
        tree: Any = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.ParserError:
        return b""
    return b"" if tree is None else text_of(tree).encode("utf-8", "replace")


def text_of(element: Any) -> str:
    """The text of an lxml element, blocks parted by an empty line, line breaks kept, other runs of blanks as one."""
    return "\n\n".join(_blocks(element))


def _blocks(element: Any) -> Iterator[str]:
    pieces: list[str] = []
    for piece in _walk(element):
        if piece is not None:
            pieces.append(piece)
            continue
        if block := _tidy("".join(pieces)):
            yield block
        pieces.clear()
    if block := _tidy("".join(pieces)):
        yield block


def _walk(root: Any) -> Iterator[str | None]:
    """Text in document order, None where a block begins or ends. A stack, as markup may be nested deeper than Python likes."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
        if leaving or tag in _UNREAD or not tag:
            if tag in _BLOCKS:
                yield None
            if element is not root and element.tail:
                yield _BLANKS.sub(" ", element.tail)
            continue
        stack.append((element, True))
        if tag in _BLOCKS:
            yield None
        elif tag == "br":
            yield "\n"
        if element.text:
            yield element.text if tag == "pre" else _BLANKS.sub(" ", element.text)
        stack.extend((child, False) for child in reversed(element))


def _tidy(block: str) -> str:
    return "\n".join(line for line in (line.strip() for line in block.split("\n")) if line)
