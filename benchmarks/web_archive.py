"""Web archives made on the spot: invented articles on invented pages, written as WARC or ARC by a writer of its own.

What is written is known to the byte, so that it can be said what damage has touched and what it has not. Seeded: the same
seed gives the same bytes.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import io
import random
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import BinaryIO, Literal, NamedTuple

from retold.generate.collection import Recipe, collection
from retold.records.article import Article

Packing = Literal["members", "whole", "plain"]
_BEGIN = datetime(2024, 3, 1, tzinfo=UTC)
_SENTENCE_END = re.compile(r"(?<=[.!?”])\s+")
_SECTIONS = ("World", "Politics", "Business", "Sport", "Weather", "Culture", "Science", "Opinion")


class Member(NamedTuple):
    """One record as it was written: where it begins and ends in the file, its kind and its address."""

    begin: int
    end: int
    kind: str
    url: str


def articles(number: int, seed: int = 0) -> Iterator[Article]:
    """Invented articles; some are retellings of others."""
    for article, _ in collection(Recipe.scaled(number), seed=seed):
        yield article


def page(article: Article, number: int) -> str:
    """An article on a page of one of four makes, with menus, a list of other stories, scripts and a footer."""
    chance = random.Random(number)
    sentences = _SENTENCE_END.split(article.text)
    blocks: list[str] = []
    while sentences:
        size = chance.randint(1, 4)
        blocks.append(html.escape(" ".join(sentences[:size])))
        sentences = sentences[size:]
    title = html.escape(article.title or " ".join(article.text.split()[:9]))
    day = (_BEGIN + timedelta(minutes=7 * number)).isoformat()
    outlet = html.escape(article.outlet or "The Paper")
    body = "\n".join(f"<p>{block}</p>" for block in blocks)
    menu = "".join(f'<li><a href="/{name.lower()}/">{name}</a></li>' for name in _SECTIONS)
    others = "".join(
        f'<li><a href="/story/{chance.randint(1, 10**6)}">Another story, number {n}</a></li>' for n in range(20)
    )
    script = "var slots=[" + ",".join(str(chance.randint(0, 10**9)) for _ in range(600)) + "];"
    linked = f'{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{title}","datePublished":"{day}"}}'
    head = (
        f'<meta charset="utf-8"><title>{title} - {outlet}</title><meta property="og:site_name" content="{outlet}">'
        f'<meta property="article:published_time" content="{day}"><script>{script}</script>'
    )
    if number % 4 == 0:
        inside = f"<main><article><h1>{title}</h1>{body}</article></main><aside><h2>More</h2><ul>{others}</ul></aside>"
    elif number % 4 == 1:
        head += f'<script type="application/ld+json">{linked}</script>'
        story = f'<div class="story"><h1>{title}</h1><div class="story-body">{body}</div></div>'
        inside = f'<div id="page">{story}<ul>{others}</ul></div>'
    elif number % 4 == 2:
        story = f'<div class="content"><h1>{title}</h1><div class="entry-content">{body}</div></div>'
        inside = f'{story}<div class="related"><ul>{others}</ul></div>'
    else:
        story = f'<section itemprop="articleBody"><h2>{title}</h2>{body}</section>'
        inside = f'{story}<section class="most-read"><ol>{others}</ol></section>'
    footer = f"<footer><p>Copyright {outlet}. Terms of use. Privacy. Contact the newsroom.</p></footer>"
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head><body><header><nav><ul>{menu}</ul></nav></header>'
        f"{inside}{footer}</body></html>\n"
    )


class Writer:
    """Writes the records of one archive; `members` says what was written."""

    def __init__(self, file: BinaryIO, packing: Packing = "members", arc: bool = False) -> None:
        self._file, self._packing, self._arc = file, packing, arc
        self._whole = gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1, mtime=0) if packing == "whole" else None
        self.members: list[Member] = []
        if arc:
            self._write(b"filedesc://made.arc 0.0.0.0 20240301000000 text/plain 13\n1 0 Invented\n\n", "warcinfo", "")
        else:
            self.record("warcinfo", "", b"software: invented\r\n", "application/warc-fields", _BEGIN)

    def page(self, url: str, content: bytes, at: datetime, headers: str = "", status: str = "200 OK") -> None:
        """A page as its server sent it; in a WARC its request stands behind it."""
        media = "" if "content-type" in headers.lower() else "Content-Type: text/html; charset=utf-8\r\n"
        block = f"HTTP/1.1 {status}\r\n{media}{headers}\r\n".encode() + content
        if self._arc:
            line = f"{url} 192.0.2.1 {at:%Y%m%d%H%M%S} text/html {len(block)}\n"
            self._write(line.encode() + block + b"\n", "response", url)
            return
        self.record("response", url, block, "application/http; msgtype=response", at)
        self.record("request", url, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "application/http; msgtype=request", at)

    def record(self, kind: str, url: str, block: bytes, media: str, at: datetime) -> None:
        """One WARC record."""
        digest = base64.b32encode(hashlib.sha1(block).digest()).decode()
        target = f"WARC-Target-URI: {url}\r\n" if url else ""
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\n{target}WARC-Date: {at:%Y-%m-%dT%H:%M:%SZ}\r\n"
            f"WARC-Record-ID: <urn:uuid:{len(self.members):032x}>\r\nWARC-Block-Digest: sha1:{digest}\r\n"
            f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        self._write(head.encode() + block + b"\r\n\r\n", kind, url)

    def close(self) -> None:
        """Finish the archive; its file stays open."""
        if self._whole:
            self._whole.close()

    def _write(self, data: bytes, kind: str, url: str) -> None:
        begin = self._file.tell()
        if self._whole:
            self._whole.write(data)
        else:
            self._file.write(gzip.compress(data, 6, mtime=0) if self._packing == "members" else data)
        self.members.append(Member(begin, self._file.tell(), kind, url))


def archive(
    file: BinaryIO,
    number: int,
    seed: int = 0,
    packing: Packing = "members",
    arc: bool = False,
    from_: Iterable[Article] | None = None,
) -> list[Member]:
    """Write an archive of `number` pages to `file`; every 20th page is followed by one that was not found."""
    writer = Writer(file, packing, arc)
    for place, article in enumerate(articles(number, seed) if from_ is None else from_):
        at = _BEGIN + timedelta(seconds=11 * place)
        host = re.sub(r"[^a-z0-9]+", "-", (article.outlet or "paper").lower()).strip("-")
        writer.page(f"https://{host}.example/story/{place}", page(article, place).encode(), at)
        if place % 20 == 19:
            writer.page(f"https://{host}.example/gone/{place}", b"<html>gone</html>", at, status="404 Not Found")
    writer.close()
    return writer.members


def archive_bytes(
    number: int, seed: int = 0, packing: Packing = "members", arc: bool = False
) -> tuple[bytes, list[Member]]:
    """As `archive`, in memory."""
    file = io.BytesIO()
    members = archive(file, number, seed, packing, arc)
    return file.getvalue(), members


def truncations(data: bytes, members: list[Member], number: int, seed: int = 0) -> Iterator[tuple[bytes, set[int]]]:
    """`number` times: the archive cut short inside a record, and where the records begin that are still whole."""
    chance = random.Random(seed)
    edges = {member.end for member in members} | {0, len(data)}
    for _ in range(number):
        while (cut := chance.randrange(64, len(data))) in edges:
            continue
        yield data[:cut], {member.begin for member in members if member.end <= cut}


def damages(
    data: bytes, members: list[Member], number: int, seed: int = 0, size: int = 16
) -> Iterator[tuple[bytes, set[int]]]:
    """`number` times: `size` bytes overwritten at a place of chance (with ones, zeros, noise, or each bit turned), and where
    the records begin that were not touched."""
    chance = random.Random(seed)
    for turn in range(number):
        at = chance.randrange(64, len(data) - size)
        old = data[at : at + size]
        fillings = (b"\xff" * size, b"\0" * size, chance.randbytes(size), bytes(byte ^ 0xFF for byte in old))
        new = fillings[turn % 4]
        touched = [place for place in range(size) if new[place] != old[place]] or [0]
        first, last = at + touched[0], at + touched[-1]
        intact = {member.begin for member in members if member.end <= first or member.begin > last}
        yield data[:at] + new + data[at + size :], intact
