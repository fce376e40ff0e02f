"""Text from strangers, made harmless to show.

A terminal obeys escape sequences, and both terminals and browsers obey the signs that turn the direction of writing
(CVE-2021-42574). An article that holds such signs must show them, not act by them. Each control character is drawn as its
picture (U+2400 block); signs of direction, invisible signs and lone surrogates as their number: ‹U+202E›.
"""

from __future__ import annotations

import re

_NUMBERED = (
    "\x80-\x9f"  # C1 controls: some terminals take them for escape sequences
    "\u00ad\u061c\u180e\u200b\u200e\u200f"  # soft hyphen, invisible marks
    "\u2028\u2029\u202a-\u202e"  # line separators, embeddings and overrides
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f"  # lone surrogates, tag characters
)
_UNSAFE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f{_NUMBERED}]")


def neutral(text: str) -> str:
    """`text` with every control character made visible; newlines and tabs stay.

    The result may be longer than the text: offsets do not carry over. Cut first, then neutralise the pieces.
    """
    return _UNSAFE.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x20:
        return "" if code == 0x0D else chr(0x2400 + code)
    return "␡" if code == 0x7F else f"‹U+{code:04X}›"
