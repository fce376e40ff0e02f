"""A whole local site, read end to end: feeds, sitemaps and pages over real HTTP."""

from __future__ import annotations

import gzip

import msgspec
import pytest

from retold.errors import InputError
from retold.reading.feeds import Entry
from retold.reading.fetch import Fetcher
from retold.reading.site import Record, merged, read_site, record_path
from retold.reading.source import Limits
from retold.records.article import Article, Clock
from retold.records.collection import Rejected
from tests.reading.web import QUICK, Site

SAID = "The ferry between Aldby and Tornholm stopped on {day}, the port said in a statement that it gave out at noon."
MORE = (
    "Nobody was hurt, and the crew was sent home for the day by the owner, who promised to look into what had happened."
)
LAST = (
    "The council will meet again in a week to vote on the plan, which has been on its table for three years and more."
)


def _page(day: str, head: str = "") -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in (SAID.format(day=day), MORE, LAST))
    body = f"<body><nav><a href='/'>Home</a></nav><article>{paragraphs}</article></body>"
    return f"<!doctype html><html lang='en'><head>{head}</head>{body}</html>"


def _item(link: str, **fields: str) -> str:
    inner = "".join(f"<{name.replace('_', ':')}>{value}</{name.replace('_', ':')}>" for name, value in fields.items())
    return f"<item><link>{link}</link>{inner}</item>"


def _feed(*items: str) -> str:
    spaces = "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    inner = f"<title>The Harbour Post</title>{''.join(items)}"
    return f"<?xml version='1.0'?><rss version='2.0' {spaces}><channel>{inner}</channel></rss>"


@pytest.fixture
def site():
    """A local site with a robots.txt that keeps one folder to itself."""
    with Site() as running:
        running.put("/robots.txt", "User-agent: *\nDisallow: /inside/\n")
        running.put("/ferry", _page("Tuesday"), ETag='"f1"')
        running.put(
            "/tide", _page("Friday", "<title>High tide</title><meta property='og:site_name' content='Tide Daily'>")
        )
        yield running


@pytest.fixture
def fetcher():
    """A fetcher that may read this machine and does not wait."""
    with Fetcher(QUICK, allow_private=True, sleep=lambda _: None) as ready:
        yield ready


def _read(site, fetcher, target, **more):
    items = list(read_site(site.url + target, fetcher=fetcher, **more))
    return [one for one in items if isinstance(one, Article)], [one for one in items if isinstance(one, Rejected)]


def test_feed(site, fetcher):
    """A feed's pages become articles; what a page does not say comes from the feed; what it does say stays."""
    when = "Mon, 04 Mar 2024 10:00:00 +0200"
    site.put(
        "/feed.xml",
        _feed(
            _item("/ferry", title="Ferry stops", dc_creator="Jo Quill", pubDate=when),
            _item(f"{site.url}/tide#top", title="Something else"),
            _item("/ferry", title="Once more"),
        ),
        kind="application/rss+xml",
    )
    steps = []
    articles, rejected = _read(site, fetcher, "/feed.xml", progress=lambda *step: steps.append(step))
    ferry, tide = articles
    assert not rejected
    assert SAID.format(day="Tuesday") in ferry.text
    assert (ferry.title, ferry.byline, ferry.published) == ("Ferry stops", "Jo Quill", "2024-03-04T10:00:00+02:00")
    assert ferry.url == f"{site.url}/ferry"
    assert {clock.kind for clock in ferry.clocks} >= {"published", "fetched"}
    assert ferry.id
    assert (tide.title, tide.outlet, tide.url) == ("High tide", "Tide Daily", f"{site.url}/tide")
    assert steps == [("pages", 0, 2), ("pages", 1, 2), ("pages", 2, 2)]
    assert site.asked() == ["/feed.xml", "/ferry", "/tide"]


def test_pages_that_cannot_be_had(site, fetcher):
    """Each page that fails is named with its reason, and the rest is read; a feed's own full text stands for its page."""
    full = "".join(
        f"<p>{text}</p>" for text in (SAID.format(day="Sunday"), MORE, LAST, SAID.format(day="Sunday"), MORE, LAST)
    )
    site.put(
        "/feed.xml",
        _feed(
            _item("/inside/1", title="Kept to itself"),
            _item("/gone", title="Gone"),
            _item("file:///etc/passwd"),
            _item("http://169.254.169.254/latest"),
            _item("/inside/2", title="In full", content_encoded=f"<![CDATA[{full}]]>"),
            "<item><title>No address</title></item>",
            _item("/empty"),
            _item("/image.png"),
            _item("/ferry"),
        ),
    )
    site.put("/empty", "<html><body></body></html>")
    site.put("/image.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, kind="image/png")
    articles, rejected = _read(site, fetcher, "/feed.xml")
    assert [article.url for article in articles] == [f"{site.url}/inside/2", f"{site.url}/ferry"]
    assert SAID.format(day="Sunday") in articles[0].text
    assert articles[0].title == "In full"
    reasons = [(one.where.removeprefix(site.url), one.reason) for one in rejected]
    assert ("/inside/1", "robots") in reasons
    assert ("/gone", "status") in reasons
    assert ("http://169.254.169.254/latest", "address") in reasons
    assert [reason for _, reason in reasons if reason in {"url", "no-address", "no-text", "binary"}] == [
        "url", "no-address", "no-text", "binary",
    ]  # fmt: skip
    assert not any(target.startswith("/inside") for target in site.asked())


def test_json_feed(site, fetcher):
    """A JSON Feed is known by its content."""
    raw = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Post",
        "items": [{"url": "/ferry", "title": "Ferry stops"}],
    }
    site.put("/feed.json", msgspec.json.encode(raw), kind="application/json")
    articles, _ = _read(site, fetcher, "/feed.json")
    assert [(article.url, article.title) for article in articles] == [(f"{site.url}/ferry", "Ferry stops")]


def test_page_and_start_page(site, fetcher):
    """A page is one article; the start page of a site stands for the feed that it names."""
    articles, _ = _read(site, fetcher, "/tide")
    assert [article.title for article in articles] == ["High tide"]
    site.put(
        "/",
        "<html><head><link rel=alternate type='application/rss+xml' href='/feed.xml?a=1&amp;b=2'></head><p>Home</html>",
    )
    site.put("/feed.xml?a=1&b=2", _feed(_item("/ferry", title="Ferry stops")))
    articles, _ = _read(site, fetcher, "/")
    assert [article.title for article in articles] == ["Ferry stops"]


def test_sitemaps(site, fetcher):
    """An index, a packed news sitemap and one of plain lines lead to their pages, the newest first."""
    news = (
        f"<urlset xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>{site.url}/old</loc></url><url><loc>{site.url}/ferry</loc><n:news>"
        "<n:publication><n:name>The Harbour Post</n:name><n:language>en</n:language></n:publication>"
        "<n:publication_date>2024-03-04T10:00:00Z</n:publication_date><n:title>Ferry stops</n:title></n:news></url></urlset>"
    )
    maps = ("news.xml.gz", "lines.txt", "lost.xml", "index.xml", "bad.xml")
    site.put(
        "/index.xml",
        "<sitemapindex>"
        + "".join(f"<sitemap><loc>{site.url}/{one}</loc></sitemap>" for one in maps)
        + "</sitemapindex>",
    )
    site.put("/news.xml.gz", gzip.compress(news.encode()), kind="application/x-gzip")
    site.put("/lines.txt", f"{site.url}/tide\n{site.url}/ferry\n", kind="text/plain")
    site.put("/bad.xml", "<!DOCTYPE urlset [<!ENTITY a 'b'>]><urlset/>")
    articles, rejected = _read(site, fetcher, "/index.xml")
    assert [article.url for article in articles] == [f"{site.url}/ferry", f"{site.url}/tide"]
    assert (articles[0].title, articles[0].published) == ("Ferry stops", "2024-03-04T10:00:00+00:00")
    assert sorted(one.reason for one in rejected) == ["dtd", "status", "status"]
    assert [article.url for article in _read(site, fetcher, "/news.xml.gz")[0]] == [f"{site.url}/ferry"]


def test_limit(site, fetcher):
    """No more pages are read than asked for, and what was left is counted; sitemaps are read until there are enough."""
    for number in range(6):
        site.put(f"/n/{number}", _page(f"day {number}"))
    lines = "".join(f"<url><loc>{site.url}/n/{n}</loc><lastmod>2024-03-0{n + 1}</lastmod></url>" for n in range(6))
    site.put("/map.xml", f"<urlset>{lines}</urlset>")
    articles, rejected = _read(site, fetcher, "/map.xml", most=2)
    assert [article.url for article in articles] == [f"{site.url}/n/5", f"{site.url}/n/4"]
    assert [(one.reason, "4 more pages" in one.says) for one in rejected] == [("limit", True)]
    site.put(
        "/index.xml",
        "<sitemapindex>"
        + "<sitemap><loc>/map.xml</loc></sitemap><sitemap><loc>/other.xml</loc></sitemap></sitemapindex>",
    )
    articles, rejected = _read(site, fetcher, "/index.xml", most=2)
    assert len(articles) == 2
    assert [one.reason for one in rejected] == ["limit", "limit"]
    assert "/other.xml" not in site.asked()


def test_limit_is_no_failure(site, tmp_path, capsys):
    """Pages beyond the limit are counted as skipped: a command ends well, says how many, and `--most` sets the limit."""
    from retold.cli.app import run

    for number in range(5):
        site.put(f"/n/{number}", _page(f"day {number}"))
    site.put("/feed.xml", _feed(*(_item(f"/n/{number}") for number in range(5))))
    counts = tmp_path / "counts.json"
    options = ["--allow-private", "--most", "2", "--json", "--output", str(counts)]
    assert run(["trace", *options, f"{site.url}/feed.xml"]) == 0
    found = msgspec.json.decode(counts.read_bytes())["counts"]
    assert (found["kept"], found["failed"], found["skipped"]) == (2, 0, {"beyond the first 2 pages": 3})
    assert "3 skipped (beyond the first 2 pages)" in capsys.readouterr().err
    assert run(["trace", "--most", "0", f"{site.url}/feed.xml"]) == 2


def test_index_without_end(site, fetcher):
    """Indexes that name themselves or one another, and ever new ones, come to an end."""
    site.put(
        "/a.xml",
        "<sitemapindex><sitemap><loc>/b.xml</loc></sitemap><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>",
    )
    site.put("/b.xml", "<sitemapindex><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>")
    assert _read(site, fetcher, "/a.xml") == ([], [])
    for number in range(90):
        inner = "".join(f"<sitemap><loc>/s{3 * number + more}.xml</loc></sitemap>" for more in (1, 2, 3))
        site.put(f"/s{number}.xml", f"<sitemapindex>{inner}</sitemapindex>")
    before = len(site.requests)
    _read(site, fetcher, "/s0.xml")
    assert len(site.requests) - before <= 51


def _conditional(body: str, tag: str):
    """A page that answers 304 to whoever knows its tag."""
    whole = f"HTTP/1.1 200 X\r\nETag: {tag}\r\nConnection: close\r\nContent-Length: {len(body.encode())}\r\n\r\n{body}".encode()

    def answer(request, connection):
        same = request.headers.get("if-none-match") == tag
        connection.sendall(b"HTTP/1.1 304 X\r\nConnection: close\r\n\r\n" if same else whole)

    return answer


def test_record(site, fetcher, tmp_path):
    """With a record only what changed is read again; a feed whose pages failed is not taken for read."""
    path = tmp_path / "deep" / "site.json"
    site.pages["/feed.xml"] = _conditional(_feed(_item("/ferry"), _item("/later")), '"one"')
    site.pages["/ferry"] = _conditional(_page("Tuesday"), '"f1"')
    articles, rejected = _read(site, fetcher, "/feed.xml", record=path)
    assert ([article.url for article in articles], [one.reason for one in rejected]) == (
        [f"{site.url}/ferry"],
        ["status"],
    )
    site.pages["/later"] = _conditional(_page("Friday"), '"l1"')
    articles, rejected = _read(site, fetcher, "/feed.xml", record=path)
    assert ([article.url for article in articles], [one.reason for one in rejected]) == (
        [f"{site.url}/later"],
        ["unchanged"],
    )
    articles, rejected = _read(site, fetcher, "/feed.xml", record=path)
    assert (articles, [one.where for one in rejected]) == ([], [f"{site.url}/feed.xml"])
    assert rejected[0].reason == "unchanged"
    site.pages["/feed.xml"] = _conditional(_feed(_item("/ferry")), '"two"')
    site.pages["/ferry"] = _conditional(_page("Monday"), '"f2"')
    articles, _ = _read(site, fetcher, "/feed.xml", record=path)
    assert SAID.format(day="Monday") in articles[0].text
    assert [one.name for one in path.parent.iterdir()] == ["site.json"]
    path.write_bytes(b"{broken")
    assert len(_read(site, fetcher, "/feed.xml", record=path)[0]) == 1


def test_record_of_what_was_taken(site, fetcher, tmp_path):
    """A page counts as read when the next item is asked for, so whoever stops half-way gets it again."""
    path = tmp_path / "site.json"
    site.pages["/ferry"] = _conditional(_page("Tuesday"), '"f1"')
    site.put("/feed.xml", _feed(_item("/ferry"), _item("/tide")), ETag='"one"')
    items = read_site(f"{site.url}/feed.xml", fetcher=fetcher, record=path)
    next(items)
    items.close()
    assert Record.load(path).pages == {}
    items = read_site(f"{site.url}/feed.xml", fetcher=fetcher, record=path)
    next(items)
    next(items)
    items.close()
    assert list(Record.load(path).pages) == [f"{site.url}/ferry"]


def test_record_path(monkeypatch, tmp_path):
    """The place for a record follows XDG_CACHE_HOME, and is the same for two spellings of one address."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    path = record_path("https://harbour.example/feed")
    assert path == record_path("HTTPS://Harbour.Example:443/feed")
    assert path.parent == tmp_path / "retold" / "sites"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert record_path("https://harbour.example/feed").parent == tmp_path / ".cache" / "retold" / "sites"


def test_what_is_no_site(site, fetcher):
    """A missing page, a private address and a file of many articles are refused as a whole, with a next step."""
    for target, reason in (
        ("/gone", "status"),
        ("/all.jsonl", "kind"),
        ("/crawl.warc.gz", "kind"),
        ("/inside/feed", "robots"),
    ):
        with pytest.raises(InputError) as caught:
            _read(site, fetcher, target)
        assert (caught.value.reason, bool(caught.value.next_step)) == (reason, True)
    with pytest.raises(InputError) as caught:
        list(read_site(f"{site.url}/feed.xml"))
    assert caught.value.reason == "address"
    assert "--allow-private" in caught.value.next_step
    bomb = gzip.compress(b"<urlset>" + b" " * 3_000_000)
    site.put("/bomb.xml.gz", bomb)
    with pytest.raises(InputError) as caught:
        _read(site, fetcher, "/bomb.xml.gz", limits=Limits(bytes=1_000_000))
    assert caught.value.reason == "too-large"


def test_merged():
    """What the page says stays; a time of the same day goes before a day; clocks are added, not replaced."""
    entry = Entry(
        title="Feed",
        author="Jo",
        published="2024-03-04T10:00:00+02:00",
        updated="2024-03-05",
        outlet="Post",
        language="en-GB",
    )
    bare = merged(Article(text="x"), entry, "All news")
    assert (bare.title, bare.byline, bare.outlet, bare.language) == ("Feed", "Jo", "Post", "en")
    assert [(clock.kind, clock.precision) for clock in bare.clocks] == [("published", "second"), ("modified", "day")]
    assert merged(Article(text="x"), Entry(), "All news").outlet == "All news"
    said = Article(text="x", title="Page", published="2024-03-04", clocks=(Clock("published", "2024-03-04", "day"),))
    assert (merged(said, entry).title, merged(said, entry).published) == ("Page", "2024-03-04T10:00:00+02:00")
    other = msgspec.structs.replace(said, published="2024-03-01")
    assert merged(other, entry).published == "2024-03-01"


def test_commands(site, capsys):
    """A command reads addresses like files; a private one only when it is allowed, else one line says why and what to do."""
    from retold.cli.app import run

    assert run(["compare", f"{site.url}/ferry", f"{site.url}/tide"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert all("--allow-private" in line for line in said)
    assert run(["compare", "--allow-private", "--json", f"{site.url}/ferry", f"{site.url}/tide"]) == 0
    found = msgspec.json.decode(capsys.readouterr().out)
    assert {found[side]["url"] for side in ("source", "retelling")} == {f"{site.url}/ferry", f"{site.url}/tide"}
    site.put("/feed.xml", _feed(_item("/ferry", title="Ferry stops"), _item("/gone")))
    assert run(["trace", "--allow-private", f"{site.url}/feed.xml"]) == 3
    assert "404" in capsys.readouterr().err
