"""A site's articles: from a feed, a sitemap or a page at a web address to the articles behind it.

    for item in read_site("https://harbour.example/feed.xml"): ...

The feed or sitemap names pages; each page is fetched and read like any other, and gets from the feed what it does not say
itself: title, author, times. A page that cannot be had (robots.txt, a paywall) is replaced by the text in the feed, if the feed
has enough of it. What gives no article comes as `Rejected` with its address and the reason.

With a `record`, a JSON file, only what has changed since the last time is sent (conditional GET by ETag and Last-Modified);
the rest comes as `Rejected` with the reason "unchanged". A page is noted as read once the next item is asked for, and the feed
itself only when everything it names was read, so that what failed is tried again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Final

import msgspec

from retold.errors import InputError, RetoldError
from retold.reading.addresses import WebAddress, web_address
from retold.reading.feeds import Entry, read_feed, root_name
from retold.reading.fetch import Fetched, Fetcher, Known, shared, with_fetch
from retold.reading.inflate import Inflater
from retold.reading.sitemaps import is_lines, read_sitemap
from retold.reading.source import DEFAULT_LIMITS, Limits
from retold.records.article import Article, Clock, ClockKind
from retold.records.collection import Rejected

Item = Article | Rejected
Progress = Callable[[str, int, int], None]

MOST: Final = 200  # pages of one site that are read if the caller says nothing
_MOST_SITEMAPS: Final = 50  # sitemaps of one index that are read
_DEEPEST: Final = 3  # indexes within indexes
_ENOUGH: Final = 600  # characters of a feed's own content from which it may stand for the page; teasers have 100 to 400
_REMEMBERED: Final = 100_000  # pages in a record
_HEAD: Final = 200_000  # bytes of a page in which it may name its feeds
_FEED_ROOTS: Final = frozenset(("rss", "feed", "rdf", "channel"))
_SITEMAP_ROOTS: Final = frozenset(("urlset", "sitemapindex"))
_COLLECTION = re.compile(r"(?i)\.(?:jsonl|ndjson|jsonlines|csv|tsv|parquet|pq|warc|arc|zip|zst|xz|gz)\Z")
_LINK = re.compile(r"(?is)<link\b([^<>]{1,2000})>")
_HREF = re.compile(r"""(?is)\bhref\s{0,9}=\s{0,9}["']?([^\s"'<>]{1,2000})""")
_FEED_TYPE = re.compile(r"(?i)application/(?:rss\+xml|atom\+xml|feed\+json)")
_TRANSIENT: Final = frozenset(("timeout", "unreachable", "status", "truncated", "killed", "http", "robots"))


class _LeftOut(Rejected, frozen=True, kw_only=True):
    """What is left out on purpose: how many, and the reason that they are counted under."""

    number: int
    counted: str


class Visit(msgspec.Struct, frozen=True):
    """What a record keeps of one page: what the site calls this state of it, and when it was read."""

    at: str
    etag: str | None = None
    last_modified: str | None = None


class Record(msgspec.Struct):
    """What was read of a site, by address; a JSON file that the caller keeps."""

    schema: int = 1
    pages: dict[str, Visit] = {}

    @classmethod
    def load(cls, path: Path | None) -> Record:
        """The record in a file; an empty one where there is none, or none that can be read."""
        if path is None:
            return cls(pages={})
        try:
            return msgspec.json.decode(path.read_bytes(), type=cls)
        except (OSError, msgspec.DecodeError, UnicodeError):
            return cls(pages={})

    def save(self, path: Path | None) -> None:
        """Write it in one step. A record that cannot be written is left as it was: the pages are read again, that is all."""
        if path is None:
            return
        latest = sorted(self.pages.items(), key=lambda page: page[1].at)[-_REMEMBERED:]
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
                file.write(msgspec.json.encode(Record(pages=dict(latest))))
            os.replace(file.name, path)

    def known(self, url: str) -> Known | None:
        """What a site is told of the state of a page that was read before."""
        visit = self.pages.get(url)
        return Known(visit.etag, visit.last_modified) if visit and (visit.etag or visit.last_modified) else None

    def note(self, fetched: Fetched) -> None:
        """Remember the state in which a page was read."""
        headers = fetched.headers
        self.pages[fetched.asked] = Visit(fetched.at, headers.get("etag"), headers.get("last-modified"))


def record_path(url: str) -> Path:
    """Where a record of the site at `url` may be kept: under XDG_CACHE_HOME, or .cache in the home folder."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    cache = Path(home) if os.path.isabs(home) else Path.home() / ".cache"
    name = hashlib.sha256(str(web_address(url)).encode()).hexdigest()[:24]
    return cache / "retold" / "sites" / f"{name}.json"


def read_site(
    url: str,
    limits: Limits = DEFAULT_LIMITS,
    *,
    allow_private: bool | None = None,
    most: int = MOST,
    skipped: Counter[str] | None = None,
    record: Path | None = None,
    progress: Progress | None = None,
    fetcher: Fetcher | None = None,
) -> Iterator[Item]:
    """The articles that a feed, a sitemap or a page names or is, and what was rejected among them.

    Args:
        url: of an RSS, Atom or JSON feed, a sitemap (an index, news, plain lines, gzip), or a page. The start page of a site
            stands for the first feed that it names.
        limits: what one page may cost.
        allow_private: as in `fetch`.
        most: how many pages are read: of a feed the first, of a sitemap the newest.
        skipped: counts by reason what is left out on purpose: pages beyond `most`, and what has not changed. Where it is None,
            these come as `Rejected`, "limit" once for all of them.
        record: a file that remembers what was read; only what has changed since comes as an article.
        progress: called with ("pages", done, total).
        fetcher: what fetches; the program's own where it is None.

    Raises:
        InputError: the address itself cannot be read: the reasons of `fetch`, and "kind" for a file of another kind.
    """
    fetcher = fetcher or shared(limits.allow_private if allow_private is None else allow_private)
    reader = _Site(fetcher, limits, most, record, progress)
    try:
        for item in reader.read(url):
            if skipped is None or not isinstance(item, _LeftOut):
                yield item
            else:
                skipped[item.counted] += item.number
    finally:
        reader.record.save(record)


class _Site:
    """One reading of one site."""

    def __init__(
        self, fetcher: Fetcher, limits: Limits, most: int, record: Path | None, progress: Progress | None
    ) -> None:
        self._fetcher = fetcher
        self._limits = limits
        self._most = most
        self._progress = progress
        self._complete = True
        self.record = Record.load(record)

    def read(self, url: str) -> Iterator[Item]:
        address = web_address(url)
        if _COLLECTION.search(address.target.partition("?")[0]) and not _is_sitemap_name(address):
            says = "is a file of many articles or an archive, which is not read over the web"
            raise InputError(str(address), "kind", says, "Download it and give the file.")
        fetched = self._fetcher.fetch(url, self._limits, self.record.known(str(address)))
        if fetched.status == 304:
            yield self._unchanged(fetched)
            return
        content = self._unpacked(fetched)
        kind = _kind(content)
        if kind == "page" and address.target == "/" and (feed := _names_feed(content, fetched.url)):
            fetched = self._fetcher.fetch(feed, self._limits, self.record.known(feed))
            if fetched.status == 304:
                yield self._unchanged(fetched)
                return
            content = self._unpacked(fetched)
            kind = _kind(content)
        if kind == "page":
            article = _article(content, fetched, self._limits)
            yield with_fetch(article, fetched).identified()
        elif kind == "feed":
            found = read_feed(content, fetched.url, self._limits, fetched.charset)
            yield from self._pages(list(found.entries), web_address(fetched.url), found.title, found.left_out)
        else:
            yield from self._sitemap(content, fetched)
        if self._complete:
            self.record.note(fetched)

    def _unpacked(self, fetched: Fetched) -> bytes:
        """The content; where that is a gzip file (sitemaps often are), what is in it."""
        if not fetched.content.startswith(b"\x1f\x8b"):
            return fetched.content
        inflater, pieces, size = Inflater("gzip"), list[bytes](), 0
        try:
            for piece in inflater.feed(fetched.content):
                pieces.append(piece)
                size += len(piece)
                if size > self._limits.bytes:
                    says = f"unpacks to more than {self._limits.bytes // 1_000_000} MB"
                    raise InputError(fetched.url, "too-large", says, "Download it and give the file.")
        except zlib.error as error:
            raise InputError(fetched.url, "compression", f"is compressed, and broken ({error})") from None
        return b"".join(pieces)

    def _sitemap(self, content: bytes, fetched: Fetched) -> Iterator[Item]:
        """The pages of a sitemap. Of an index, sitemaps are read, the latest first, until there are pages enough."""
        entries: list[Entry] = []
        left_out = read = 0
        waiting = [(0, fetched.url, content)]
        seen = {fetched.url}
        queue: list[tuple[int, Entry]] = []
        while waiting or queue:
            if waiting:
                depth, place, content = waiting.pop()
                try:
                    found = read_sitemap(content, place, self._limits)
                except InputError as error:
                    if depth == 0:
                        raise
                    yield self._rejected(place, error)
                    continue
                entries += found.entries
                left_out += found.left_out
                if depth < _DEEPEST:
                    queue[:0] = [(depth + 1, entry) for entry in _newest(found.sitemaps)]
            elif len(entries) >= self._most or read >= _MOST_SITEMAPS:
                says = f"names {len(queue):,} more sitemaps; enough pages were found without them"
                counted = "sitemaps that were not needed"
                yield _LeftOut(where=fetched.url, reason="limit", says=says, number=len(queue), counted=counted)
                self._complete = False
                break
            else:
                depth, entry = queue.pop(0)
                try:
                    address = web_address(entry.url, base=web_address(fetched.url))
                    if str(address) in seen:
                        continue
                    seen.add(str(address))
                    read += 1
                    inner = self._fetcher.fetch(str(address), self._limits)
                    waiting.append((depth, inner.url, self._unpacked(inner)))
                except InputError as error:
                    yield self._rejected(entry.url, error)
        yield from self._pages(_newest(tuple(entries)), web_address(fetched.url), None, left_out)

    def _pages(self, entries: list[Entry], base: WebAddress, title: str | None, left_out: int) -> Iterator[Item]:
        """The articles of the pages that entries name."""
        wanted, seen = list[tuple[Entry, str]](), set[str]()
        for number, entry in enumerate(entries, 1):
            url = ""
            if entry.url:
                try:
                    url = str(web_address(entry.url, base=base))
                except InputError as error:
                    yield self._rejected(f"{base} entry {number}", error)
                    continue
            if url and url in seen:
                continue
            seen.add(url)
            wanted.append((entry, url))
        left_out += max(0, len(wanted) - self._most)
        total = min(len(wanted), self._most)
        for done, (entry, url) in enumerate(wanted[: self._most]):
            if self._progress:
                self._progress("pages", done, total)
            yield from self._page(entry, url, title, f"{base} entry {done + 1}")
        if self._progress:
            self._progress("pages", total, total)
        if left_out:
            self._complete = False
            says = f"names {left_out:,} more pages; the limit is {self._most:,}"
            counted = f"beyond the first {self._most:,} pages"
            yield _LeftOut(where=str(base), reason="limit", says=says, number=left_out, counted=counted)

    def _page(self, entry: Entry, url: str, title: str | None, where: str) -> Iterator[Item]:
        if not url:
            own = _own_article(entry, where, self._limits)
            yield (
                own.identified()
                if own
                else Rejected(where=where, reason="no-address", says="names no page and has no text")
            )
            return
        try:
            fetched = self._fetcher.fetch(url, self._limits, self.record.known(url))
            if fetched.status == 304:
                yield self._unchanged(fetched)
                return
            article = _article(fetched.content, fetched, self._limits)
        except RetoldError as error:
            own = _own_article(entry, url, self._limits)
            if own is None:
                yield self._rejected(url, error)
            else:
                yield merged(own, entry, title).identified()
            return
        yield merged(with_fetch(article, fetched), entry, title).identified()
        self.record.note(fetched)

    def _rejected(self, where: str, error: RetoldError) -> Rejected:
        reason = error.reason if isinstance(error, InputError) else "extra"
        if reason in _TRANSIENT:
            self._complete = False
        return Rejected(
            where=where, reason=reason, says=error.what.removeprefix(f"{getattr(error, 'source', where)}: ")
        )

    def _unchanged(self, fetched: Fetched) -> Rejected:
        visit = self.record.pages.get(fetched.asked)
        says = f"has not changed since it was read{f' at {visit.at}' if visit else ''}"
        return _LeftOut(where=fetched.url, reason="unchanged", says=says, number=1, counted="unchanged")


def merged(article: Article, entry: Entry, title: str | None = None) -> Article:
    """The article with what the feed says where the page says nothing; `title` is the feed's, for an outlet without a name.

    A feed's time of the same day is taken where the page states the day only.
    """
    published = article.published
    if entry.published and (not published or (len(published) == 10 and entry.published.startswith(published))):
        published = entry.published
    clocks = article.clocks
    times: tuple[tuple[ClockKind, str | None], ...] = (("published", entry.published), ("modified", entry.updated))
    for kind, at in times:
        if at and not any(clock.kind == kind and clock.precision == "second" for clock in clocks):
            clocks = (*clocks, Clock(kind, at, "second" if len(at) > 10 else "day"))
    return msgspec.structs.replace(
        article,
        title=article.title or entry.title,
        byline=article.byline or entry.author,
        outlet=article.outlet or entry.outlet or title,
        language=article.language or _language(entry.language),
        published=published,
        clocks=clocks,
    )


def _language(tag: str | None) -> str | None:
    found = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", tag or "")
    return found.group().lower() if found else None


def _article(content: bytes, fetched: Fetched, limits: Limits) -> Article:
    from retold.reading import read_bytes

    article = read_bytes(content, fetched.url, limits, charset=fetched.charset).article
    return msgspec.structs.replace(article, id="")  # named anew once everything is known of it


def _own_article(entry: Entry, where: str, limits: Limits) -> Article | None:
    """The article in the feed's own content, where there is enough of it."""
    if len(entry.content) < _ENOUGH:
        return None
    try:
        if entry.html:
            page = f"<!DOCTYPE html><html><body><article>{entry.content}</article></body></html>"
            from retold.reading import read_bytes

            text = read_bytes(page.encode("utf-8", "replace"), where, limits).article.text
        else:
            text = entry.content
    except InputError:
        return None
    url = where if "://" in where and " " not in where else None
    return Article(text=text, url=url) if len(text) >= _ENOUGH else None


def _newest(entries: tuple[Entry, ...]) -> list[Entry]:
    """The entries, the latest first by day; those without a time keep their order, after them."""
    return sorted(entries, key=lambda entry: (entry.published or entry.updated or "")[:10], reverse=True)


def _kind(content: bytes) -> str:
    """What was found at an address: "feed", "sitemap" or "page", by its first element or first character."""
    root = root_name(content)
    if root in _FEED_ROOTS or root in _SITEMAP_ROOTS:
        return "feed" if root in _FEED_ROOTS else "sitemap"
    if content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and b"jsonfeed.org/version" in content[:5000]:
        return "feed"
    return "sitemap" if is_lines(content) else "page"


def _is_sitemap_name(address: WebAddress) -> bool:
    """Whether the name of a packed file is that of a sitemap: only these are unpacked."""
    return re.search(r"(?i)\.(?:xml|txt|rss|atom)\.gz\Z", address.target.partition("?")[0]) is not None


def _names_feed(content: bytes, url: str) -> str | None:
    """The first feed that a page names in its head."""
    head = content[:_HEAD].decode("utf-8", "replace")
    for link in _LINK.finditer(head):
        if _FEED_TYPE.search(link.group(1)) and (href := _HREF.search(link.group(1))):
            try:
                return str(web_address(unescape(href.group(1)), base=web_address(url)))
            except InputError:
                continue
    return None
