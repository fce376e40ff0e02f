"""From the bytes of one article (a text, a page, a JSON article, an e-mail, a PDF) to the article."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import msgspec

from retold.errors import InputError
from retold.reading.decode import decode
from retold.reading.fields import article_of
from retold.reading.json_article import json_article
from retold.reading.mail import SECONDS, Mail, mail_article
from retold.reading.ninjs import is_ninjs, ninjs_article
from retold.reading.pdf import Pdf, need_pypdf, pdf_article
from retold.reading.slots import Job, Run
from retold.reading.sniff import Shape, binary_kind
from retold.records.article import Article
from retold.records.comparison import Note

Notes = tuple[Note, ...]


def single(
    data: bytes,
    name: str,
    shape: Shape,
    run: Run,
    known: dict[str, Any] | None = None,
    charset: str | None = None,
    known_as: str = "",
) -> tuple[Article | Job, Notes]:
    """The article in `data`, or the page that a child process has still to read, and what a reader should know.

    Args:
        data: not compressed, and not larger than the limit.
        name: what messages call it.
        shape: one that holds one article, or "json".
        run: the settings.
        known: fields of the article that are known from elsewhere.
        charset: the encoding that came with the bytes from outside.
        known_as: the id of an article that has none of its own.

    Raises:
        InputError: there is no article in it.
        MissingExtraError: a PDF file without the `pdf` extra.
    """
    known = dict(known or {})
    known_as = known.pop("id", "") or known_as
    if shape == "binary" or shape == "xml":
        raise _not_one(data, name, shape)
    if shape == "pdf":
        need_pypdf()
        article = pdf_article(msgspec.msgpack.decode(run.ask("pdf", data, name), type=Pdf), name)
        return _with(article, data, run, known, known_as), ()
    if shape == "mail":
        mail = msgspec.msgpack.decode(run.ask("mail", data, name, SECONDS), type=Mail)
        text = mail.text or (run.text_of(mail.html, name) if mail.html.strip() else "")
        return _with(mail_article(mail, text, name), data, run, known, known_as), ()
    text, notes = decode(data, name, charset)
    if not text.strip():
        raise InputError(name, "empty", "holds nothing but blanks", "Give a file with the text of an article.")
    if shape == "html":
        return page_job(text, data, name, run, {**known, "id": known_as} if known_as else known), notes
    if shape == "json":
        article, more = _json(text, name, run)
        return _with(article, data, run, known, known_as), (*notes, *more)
    return _with(Article(text=text), data, run, known, known_as), notes


def page_job(text: str, data: bytes, name: str, run: Run, known: dict[str, Any], url: str | None = None) -> Job:
    """A page for a child process; `known` is what is known of the article, and comes before what the page says."""
    raw = run.raw(data)

    def finish(article: Article) -> Article:
        clocks = (*article.clocks, *known.get("clocks", ()))
        if article.outlet is None and url:
            article = msgspec.structs.replace(article, outlet=_host(url))
        return msgspec.structs.replace(article, **{"raw_sha256": raw, **known, "clocks": clocks}).identified()

    return Job(name, text, len(data), url, finish)


def _host(url: str) -> str | None:
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _json(text: str, name: str, run: Run) -> tuple[Article, Notes]:
    try:
        raw = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return json_article(text, name)  # says where it is broken
    if is_ninjs(raw):
        article = ninjs_article(raw, name, run.text_of)
        if isinstance(article, str):
            raise InputError(name, "no-text", f"is a ninjs {article}", "Give an item of type text.")
        return article, ()
    if isinstance(raw, dict) and "text" not in raw:
        try:  # the names of fields that other programs write
            return msgspec.structs.replace(article_of(raw, name, run.fields), id=str(raw.get("id") or "")), ()
        except InputError:
            pass  # said better below
    return json_article(text, name)


def _with(article: Article, data: bytes, run: Run, known: dict[str, Any], known_as: str) -> Article:
    raw = known.get("raw_sha256") or article.raw_sha256 or run.raw(data)
    return msgspec.structs.replace(article, **{"id": article.id or known_as, **known, "raw_sha256": raw}).identified()


def _not_one(data: bytes, name: str, shape: Shape) -> InputError:
    if shape == "xml":
        return InputError(
            name, "kind", "is XML, but neither a page nor NewsML-G2 nor a feed", "Save its text and give that."
        )
    known = binary_kind(data)
    assert known is not None
    return InputError(name, "binary", f"is {known.what}, not text", known.next_step)
