"""Where the characters stand that may end a sentence or be a quotation mark: one pass over a text for both.

A set of characters is slow to search for. But a text whose marks are folded is in most cases ASCII, and fast to turn into bytes,
place by place, in which a space stands for each sign and for whatever is not Latin-1; these are then cut at the spaces.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from retold.text.kept import OfTexts
from retold.text.tokenise import folded

TERMINATORS: Final = ".!?…。！？।؟۔‼⁇⁈⁉"
QUOTATION_MARKS: Final = "\"“”„‟＂〝〞❝❞«»‘’‚‛'`´‹›＇"
_MOST: Final = 4  # code points for each place to look at, below which a text is not of Latin letters

_MARKED: Final = bytes(32 if chr(at) in ".!?\"'" else 120 for at in range(256))
_SIGN = re.compile(f"[{re.escape(TERMINATORS + QUOTATION_MARKS)}]")
_SINGLE, _DOUBLE, _QUERY = b"'\"?"  # a query stands for what is not Latin-1 as well


def terminators(text: str, start: int, end: int) -> list[int]:
    """Where stops, question and exclamation marks stand in text[start:end], in order."""
    return _within(_kept(text)[0], start, end)


def quoting(text: str, start: int, end: int) -> list[int]:
    """Where characters that may be quotation marks stand in text[start:end], in order, without apostrophes inside words."""
    return _within(_kept(text)[1], start, end)


def _within(places: list[int], start: int, end: int) -> list[int]:
    return places[bisect_left(places, start) : bisect_left(places, end)]


def _signs(text: str) -> tuple[list[int], list[int]]:
    """Where terminators stand, and quotation marks."""
    plain = folded(text).encode("latin-1", "replace")
    parts = plain.translate(_MARKED).split(b" ")
    parts.pop()  # behind the last sign
    if len(parts) * _MOST > len(plain):
        places = [match.start() for match in _SIGN.finditer(text)]
        return [at for at in places if text[at] in TERMINATORS], [at for at in places if _quotes(text, at)]
    ending: list[int] = []
    quoted: list[int] = []
    at = -1
    for part in parts:
        at += len(part) + 1
        kind = plain[at]
        if kind == _SINGLE:
            if _quotes(text, at):
                quoted.append(at)
        elif kind == _DOUBLE:
            quoted.append(at)
        elif kind != _QUERY or text[at] in TERMINATORS:
            ending.append(at)
    return ending, quoted


def _quotes(text: str, at: int) -> bool:
    """Whether the character at `at` may be a quotation mark: it is no apostrophe inside a word."""
    if at and text[at - 1].isalnum() and text[at + 1 : at + 2].isalnum() and text[at] in "'’":
        return False
    return text[at] in QUOTATION_MARKS


_kept: Final = OfTexts(_signs)
