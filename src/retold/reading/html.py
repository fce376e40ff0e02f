"""An HTML page becomes an article. `html_worker` parses it, in a child process of `workers`, as it comes from strangers.

A page on which the parser reaches a limit is read a second time without one (`page_plain`), and a note says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from retold.errors import InputError
from retold.reading.source import DEFAULT_LIMITS, Limits
from retold.reading.workers import Workers, shared
from retold.records.article import Article, Clock
from retold.records.comparison import Note

SECONDS: Final = 2.5  # CPU time of one page in the parser; the largest of 349 real ones takes 0.6 s
_GIVEN_UP: Final = ("killed", "html")


class PageRequest(msgspec.Struct, frozen=True, array_like=True):
    """What the tasks "html" and "html-plain" are asked: a page as text, and its address where it is known."""

    html: str
    url: str | None = None


class Page(msgspec.Struct, frozen=True, array_like=True):
    """What they answer: the extracted text and what the page states. `notes` are codes, in words in `_SAYS`."""

    text: str = ""
    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    dateline: str | None = None
    language: str | None = None
    section: str | None = None
    url: str | None = None
    published: str | None = None
    clocks: tuple[Clock, ...] = ()
    notes: tuple[str, ...] = ()


_SAYS: Final = {
    "page-flattened": "is nested so deeply that its inner tags were left out; its text is whole.",
    "page-plain": "is too large or too tangled to look for the article in it; all its text was taken, perhaps with menus.",
}


def html_article(
    data: bytes, text: str, name: str, limits: Limits = DEFAULT_LIMITS, url: str | None = None
) -> tuple[Article, tuple[Note, ...]]:
    """The article on a page.

    Args:
        data: the page's bytes; only their number is used.
        text: the decoded page.
        name: what messages call it.
        limits: what it may cost.
        url: where the page comes from, if that is known; the page's own word on its address goes first.

    Raises:
        InputError: `reason` is "no-text" where the page has no article, "killed" where a limit was reached, "html" where the
            parser failed.
    """
    workers, request = shared(limits), page_request(text, url)
    try:
        return page_article(workers.ask("html", request, name, SECONDS), name, len(data))
    except InputError as error:
        return _second_try(workers, request, name, len(data), error)


def html_articles(
    pages: Iterable[tuple[str, str, str | None]], workers: Workers
) -> Iterator[tuple[str, tuple[Article, tuple[Note, ...]] | InputError]]:
    """As `html_article` for many (name, decoded page, address or None), in order, all processes busy."""
    sizes: dict[str, bytes] = {}

    def requests() -> Iterator[tuple[str, bytes]]:
        for name, text, url in pages:
            sizes[name] = page_request(text, url)
            yield name, sizes[name]

    for name, answer in workers.map("html", requests(), SECONDS):
        request = sizes.pop(name, b"")
        try:
            try:
                if isinstance(answer, InputError):
                    raise answer
                yield name, page_article(answer, name, len(request))
            except InputError as error:
                yield name, _second_try(workers, request, name, len(request), error)
        except InputError as error:
            yield name, error


def page_request(text: str, url: str | None = None) -> bytes:
    """The payload of the task "html" for a decoded page."""
    return msgspec.msgpack.encode(PageRequest(text.encode("utf-8", "replace").decode("utf-8"), url))


def page_article(answer: bytes, name: str, size: int) -> tuple[Article, tuple[Note, ...]]:
    """The article in the answer to the task "html"; `size` is how large the page was, for the message.

    Raises:
        InputError: `reason` is "no-text" where the page has no article.
    """
    page = msgspec.msgpack.decode(answer, type=Page)
    if not page.text.strip():
        raise InputError(
            name,
            "no-text",
            f"no article was found on this page ({size:,} bytes of HTML)",
            "Perhaps its text is loaded by a script: open the page, copy the article, and save it as text.",
        )
    article = Article(
        text=page.text,
        title=page.title,
        outlet=page.outlet,
        agency=page.agency,
        byline=page.byline,
        dateline=page.dateline,
        language=page.language,
        section=page.section,
        url=page.url,
        canonical_url=page.url,
        published=page.published,
        clocks=page.clocks,
    )
    return article, tuple(Note(code, f"{name} {_SAYS[code]}") for code in page.notes)


def _second_try(
    workers: Workers, request: bytes, name: str, size: int, error: InputError
) -> tuple[Article, tuple[Note, ...]]:
    """The page read without a tree, where the parser gave up on it; the first error where that gives nothing either."""
    if error.reason not in _GIVEN_UP:
        raise error
    try:
        return page_article(workers.ask("html-plain", request, name, SECONDS), name, size)
    except InputError:
        raise error from None
