"""What is done to a page before the parser sees it, so that hostile pages cost no more than their length.

1. libxml2 compares each attribute of a tag with those before: 50,000 on one tag take it 16 s. Tags with so many are no
   newsroom's work; they lose their attributes.
2. It drops whatever is nested deeper than some 250 elements without a word. A page that reaches such a depth is flattened:
   tags below the depth kept go, paragraphs and text stay.
3. A page with more tags than any newsroom writes is not parsed at all; `page_plain` reads it.

| threshold | value | measured on |
|---|---|---|
| attributes on one tag | 400 | at most 30 on 349 real pages; 400 cost nothing that can be measured |
| depth kept | 110 | at most 41 on these pages; paragraphs and items between may double it, and 250 is the parser's end |
| tags of a page | 36,000 | at most 10,305 on these pages; from 40,000 some kinds of page take the parser 3 s and more |
| tags and code points of a large page | 15,000; 1,500,000 | the largest of these pages: 10,305; 1,194,803 |
| code points of a page | 4,000,000 | at most 1,194,803 on these pages; the parser takes 3 s over a paragraph of 7 million |
"""

from __future__ import annotations

import re
from typing import Final

ATTRIBUTES: Final = 400
DEPTH: Final = 110
TAGS: Final = 36_000
LENGTH: Final = 4_000_000
_LONG_TAG: Final = 4 * ATTRIBUTES
_VOID: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li option dt dd".split()
)
_BLOCKS: Final = frozenset(
    "div section article main blockquote ul ol table tr td th header footer center dl form".split()
)
_RAW: Final = frozenset(("script", "style", "textarea", "title"))
_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,30})|<!--")


LARGE_TAGS: Final = 15_000
LARGE_LENGTH: Final = 1_500_000


def is_large(html: str) -> bool:
    """Whether a page is so large that second opinions on it (other algorithms, a search for dates in its text) cost too much."""
    return len(html) > LARGE_LENGTH or html.count("<") > LARGE_TAGS


def too_much(html: str) -> bool:
    """Whether the page is beyond what is parsed."""
    return len(html) > LENGTH or html.count("<") > TAGS


def without_floods(html: str) -> str:
    """The page with the attributes of tags that have hundreds of them left out."""
    pieces = html.split("<")
    if max(map(len, pieces)) <= _LONG_TAG:
        return html
    for place, piece in enumerate(pieces):
        if len(piece) <= _LONG_TAG or not piece[0].isalpha():
            continue
        end = piece.find(">")
        inside = piece if end < 0 else piece[:end]
        if len(inside) > _LONG_TAG and len(inside.split(None, ATTRIBUTES + 1)) > ATTRIBUTES:
            pieces[place] = inside.split(None, 1)[0] + ">" + ("" if end < 0 else piece[end + 1 :])
    return "<".join(pieces)


def flattened(html: str) -> str:
    """The page with every tag below `DEPTH` left out, a paragraph begun where a block was; its text is all there."""
    kept: list[str] = []
    open_tags: list[str] = []
    dropped = 0  # how many tags are open below the depth
    place = 0
    while match := _TAG.search(html, place):
        if match.start() > place:
            kept.append(html[place : match.start()])
        closing, name = match[1], (match[2] or "").lower()
        if not name:
            end = html.find("-->", match.end())
            place = len(html) if end < 0 else end + 3
            continue
        end = html.find(">", match.end())
        end = len(html) if end < 0 else end + 1
        tag = html[match.start() : end]
        place = end
        if name in _RAW and not closing:
            close = _find_close(html, name, end)
            place = len(html) if close < 0 else close
            kept.append(html[match.start() : place] if name != "style" else "")
        elif name in _VOID or name in _RAW or tag.endswith("/>"):
            kept.append(tag if name != "style" else "")
        elif closing:
            if dropped:
                dropped -= 1
                _part(kept, name)
            elif name in open_tags:
                while open_tags.pop() != name:
                    continue
                kept.append(tag)
        elif len(open_tags) < DEPTH:
            open_tags.append(name)
            kept.append(tag)
        else:
            dropped += 1
            _part(kept, name)
    kept.append(html[place:])
    return "".join(kept)


def _part(kept: list[str], name: str) -> None:
    """Begin a paragraph where a block was left out; one is enough for many."""
    if name in _BLOCKS and kept[-1:] != ["<p>"]:
        kept.append("<p>")


def _find_close(html: str, name: str, start: int) -> int:
    found = re.compile(f"</{name}", re.IGNORECASE).search(html, start)
    return found.start() if found else -1
