"""The text of a PDF file, by pypdf (extra `pdf`), in a child process.

A PDF has lines, not paragraphs. Lines are joined again: a line that is about as long as the page's lines are was broken by the
page, unless it ends a sentence and the next line begins a paragraph; a hyphen between two lower-case letters at a break is
taken out. So the words are those of the article; where its paragraphs were is a guess.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from retold.errors import InputError, MissingExtraError
from retold.reading.fields import clock_of, moment
from retold.records.article import Article

_PAGES: Final = 300
_LONG: Final = 0.75  # of the page's usual line: shorter lines end a paragraph
_SAY: Final = "Save its text (for example: pdftotext file.pdf file.txt) and give that."
_HYPHEN: Final = re.compile(r"(?<=[a-zà-ÿ])[-\u00ad]\n(?=[a-zà-ÿ])")
_DATE: Final = re.compile(r"\AD?:?(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?(?:([+-])(\d{2})'?(\d{2})|Z)?")


class Pdf(msgspec.Struct, frozen=True, kw_only=True):
    """What a child says of a PDF file."""

    text: str = ""
    title: str | None = None
    author: str | None = None
    created: str | None = None
    pages: int = 0


def need_pypdf() -> None:
    """Say so where the extra is missing, before a child is asked.

    Raises:
        MissingExtraError: pypdf is not installed.
    """
    from importlib.util import find_spec

    if find_spec("pypdf") is None:
        raise MissingExtraError("Reading PDF", "pdf")


def pdf_article(pdf: Pdf, where: str) -> Article:
    """The article in a PDF file. When the file was made is no time of publication: it is a clock of its own.

    Raises:
        InputError: `reason` is "no-text" where it has none.
    """
    if not pdf.text.strip():
        says = f"is a PDF file without text ({pdf.pages} {'page' if pdf.pages == 1 else 'pages'})"
        raise InputError(where, "no-text", says, "It may hold pictures of pages: give their text, from an OCR program.")
    return Article(
        text=pdf.text,
        title=pdf.title,
        byline=pdf.author,
        clocks=(clock_of("modified", pdf.created),) if pdf.created else (),
    )


def answer(payload: bytes) -> bytes:
    """What the child process answers: `payload` is the file, the answer a `Pdf` as msgpack.

    Raises:
        InputError: `reason` is "pdf" where it is broken, "encrypted" where it needs a password.
    """
    import io
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(payload))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("PDF", "encrypted", "is a PDF file that needs a password", _SAY)
        pages = [page.extract_text() for page in reader.pages[:_PAGES]]
        known = reader.metadata
        title, author = (known.title, known.author) if known else (None, None)
        created = str(known.get("/CreationDate") or "") if known else ""
    except (PyPdfError, RecursionError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as error:
        raise InputError("PDF", "pdf", f"is a broken PDF file ({type(error).__name__})", _SAY) from None
    text = "\n\n".join(filter(None, (unwrapped(page) for page in pages)))
    return msgspec.msgpack.encode(
        Pdf(text=_clean(text), title=_line(title), author=_line(author), created=_moment(created), pages=len(pages))
    )


def unwrapped(page: str) -> str:
    """The lines of a page joined to paragraphs."""
    lines = [line.strip() for line in _HYPHEN.sub("", page).split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    if not lengths:
        return ""
    usual = lengths[int(len(lengths) * 0.8)]
    pieces: list[str] = []
    joined = False
    for line in lines:
        if not line:
            joined = False
            continue
        if joined and pieces:
            pieces[-1] += " " + line
        else:
            pieces.append(line)
        joined = len(line) >= _LONG * usual
    return "\n\n".join(pieces)


def _moment(value: str) -> str | None:
    found = _DATE.match(value)
    if not found:
        return None
    year, month, day, hour, minute, second, sign, zone_hours, zone_minutes = found.groups()
    if hour is None:
        return moment(f"{year}-{month}-{day}")
    zone = f"{sign}{zone_hours}:{zone_minutes}" if sign else "+00:00" if "Z" in value else ""
    return moment(f"{year}-{month}-{day}T{hour}:{minute}:{second}{zone}")


def _line(value: object) -> str | None:
    return _clean(" ".join(value.split())) or None if isinstance(value, str) else None


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
