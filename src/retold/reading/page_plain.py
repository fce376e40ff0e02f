"""The text of a page that is too large or too tangled to parse: one pass over it, no tree.

What stands inside scripts, styles, menus, headers, footers and forms is left out; block tags part paragraphs. Which of the
rest is the article is not looked for, except that an `<article>` or `<main>` with enough text is taken alone. Time and
memory are linear in the length of the page, whatever it holds.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from retold.reading.page_head import LONGEST, line

ENOUGH: Final = 250  # code points of text in an `<article>` or `<main>` that make it the article

_TAG: Final = re.compile(r"<(?:(/?)([A-Za-z][A-Za-z0-9:-]{0,30})|(!--)|([!?]))")
_LEFT_OUT: Final = frozenset("nav header footer aside form select button svg noscript template iframe".split())
_RAW: Final = frozenset(("script", "style", "textarea", "title", "xmp"))
_INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i img ins kbd label mark q s samp small span strike strong sub sup "
    "time tt u var wbr".split()
)
_BLANKS: Final = re.compile(r"\s+")


def plain(html: str) -> tuple[str, str]:
    """(text, title) of a page, read without a tree. Paragraphs are parted by an empty line."""
    pieces: list[str] = []
    held: list[str] = []  # pieces inside `<article>` or `<main>`
    title = ""
    left_out: dict[str, int] = {}
    inside = 0
    place = 0

    def put(piece: str) -> None:
        if not left_out:
            pieces.append(piece)
            if inside:
                held.append(piece)

    while match := _TAG.search(html, place):
        put(html[place : match.start()])
        closing, name, comment, other = match.groups()
        if comment:
            end = html.find("-->", match.end())
            place = len(html) if end < 0 else end + 3
            continue
        end = html.find(">", match.end())
        place = len(html) if end < 0 else end + 1
        if other:
            continue
        name = name.lower()
        if name in _RAW and not closing:
            close = re.compile(f"</{name}", re.IGNORECASE).search(html, place)
            if name == "title" and not title:
                title = line(unescape(html[place : close.start() if close else place + LONGEST][:LONGEST]), 500)
            place = close.start() if close else len(html)
        elif name in _LEFT_OUT:
            count = left_out.pop(name, 0) + (-1 if closing else 1)
            if count > 0:
                left_out[name] = count
        elif name not in _INLINE:
            put("\x00")
        if name in ("article", "main"):
            inside = max(0, inside + (-1 if closing else 1))
            left_out.clear()  # an unclosed menu before the article must not swallow it
    put(html[place:])
    text = _text(held)
    return (text if len(text) >= ENOUGH else _text(pieces)), title


def _text(pieces: list[str]) -> str:
    paragraphs = (_BLANKS.sub(" ", unescape(piece)).strip() for piece in "".join(pieces).split("\x00"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
