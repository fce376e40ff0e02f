"""Bytes to text: a byte order mark, then strict UTF-8, then what the page declares, then a guess that is said.

UTF-8 comes before any declaration: text in another encoding is hardly ever valid UTF-8, while declarations are often wrong.
"""

from __future__ import annotations

import codecs
import re

from retold.errors import InputError
from retold.records.comparison import Note

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""(?i)<(?:meta|\?xml)(?:[^<>]|<(?!meta|\?xml)){0,300}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?([\w.:-]{2,40})"""
)
_HEAD = 4096  # a declaration stands at the top of a page
_SAMPLE = 200_000  # bytes that the guess looks at; it is slow, and an encoding does not change half-way
_BROKEN = 0.001  # of the characters; another encoding breaks every accent
_NUL_SHARE = 0.2  # of the bytes at even or at odd places: Latin text in UTF-16 has 0.9 and more, binary formats little


def decode(data: bytes, name: str, stated: str | None = None) -> tuple[str, tuple[Note, ...]]:
    """The text in `data` without a byte order mark, and a note where its encoding had to be guessed.

    `stated` is the encoding that came with the bytes from outside, such as an HTTP header. A few broken bytes in what is
    stated to be UTF-8 are replaced, and a note says how many.

    Raises:
        InputError: `reason` is "encoding" where no encoding fits.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            body = data[len(mark) :]
            try:
                return body.decode(encoding), ()
            except UnicodeDecodeError as error:
                raise _no_encoding(name, f"begins as {encoding.upper()} but is broken at byte {error.start}") from None
    wide = wide_encoding(data)
    if not wide:
        try:
            return data.decode("utf-8"), ()
        except UnicodeDecodeError:
            pass  # another encoding, then
        if (mended := _mended(data, name, stated)) is not None:
            return mended
    likely = wide or _usable(stated, data) or _declared(data) or _guess(data)
    found = _try(data, likely) if likely else None
    if found is None:
        raise _no_encoding(name, "is not UTF-8, and no other encoding fits")
    if stated and likely == _label(stated):
        return found, ()
    says = f"{name} is not UTF-8; it was read as {likely}. Look at its accents and quotation marks."
    return found, (Note("encoding-guessed", says),)


def wide_encoding(data: bytes) -> str | None:
    """The kind of UTF-16 that `data` without a mark looks like, judged by where its zero bytes are; else None."""
    head = data[:_HEAD]
    half = len(head) // 2
    if half < 2 or b"\0" not in head:
        return None
    even, odd = head[0 : 2 * half : 2].count(0), head[1 : 2 * half : 2].count(0)
    if odd > _NUL_SHARE * half and even <= odd * 0.1:
        return "utf-16-le"
    if even > _NUL_SHARE * half and odd <= even * 0.1:
        return "utf-16-be"
    return None


def _no_encoding(name: str, says: str) -> InputError:
    return InputError(name, "encoding", says, "Save it as UTF-8 text and give it again.")


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_HEAD])
    if not found:
        return None
    return _usable(found.group(1).decode("ascii", "ignore"), data)


def _usable(label: str | None, data: bytes) -> str | None:
    """The encoding of this name, if it fits."""
    named = _label(label or "")
    return named if named and _try(data, named) is not None else None


def _label(label: str) -> str:
    """What browsers take the name of an encoding to mean."""
    return "windows-1252" if label.lower() in {"iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii"} else label


def _mended(data: bytes, name: str, stated: str | None) -> tuple[str, tuple[Note, ...]] | None:
    """Text that says it is UTF-8, and is but for a few broken bytes (one in a thousand); else None."""
    declared = _DECLARED.search(data[:_HEAD])
    label = stated or (declared.group(1).decode("ascii", "ignore") if declared else "")
    if label.lower().replace("-", "") != "utf8":
        return None
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    if broken > _BROKEN * len(text):
        return None
    return text, (Note("encoding-broken", f"{name}: {broken} broken characters were replaced."),)


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding.replace("_", "-") if best else None


def _try(data: bytes, encoding: str) -> str | None:
    """`data` in `encoding`; None where the encoding is unknown or does not fit. A cut-off last character is replaced."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
        text = decoder.decode(data)
    except (LookupError, UnicodeError, AssertionError, TypeError):
        return None
    return text if isinstance(text, str) else None
