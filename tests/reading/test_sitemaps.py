"""Sitemaps: pages, further sitemaps, news tags and plain lines; nothing outside is loaded."""

from __future__ import annotations

import msgspec
import pytest

from retold.errors import InputError
from retold.reading.feeds import Request
from retold.reading.sitemaps import Sitemap, answer, is_lines, read_sitemap

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<!-- made by hand -->
<url><loc> https://harbour.example/ferry?a=1&amp;b=2
</loc><lastmod>2024-03-05</lastmod><news:news><news:publication><news:name>The Harbour Post</news:name>
<news:language>en</news:language></news:publication><news:publication_date>2024-03-04T10:00:00+02:00</news:publication_date>
<news:title>Ferry stops at Tornholm</news:title></news:news></url>
<url><loc>https://harbour.example/tide</loc><lastmod>rubbish</lastmod></url><url><priority>1</priority></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.google.com/schemas/sitemap/0.84"><sitemap><loc>https://harbour.example/s1.xml.gz</loc>
<lastmod>2024-03-04</lastmod></sitemap><sitemap><loc>/s2.xml</loc></sitemap></sitemapindex>"""


def _read(content: str | bytes) -> Sitemap:
    data = content.encode() if isinstance(content, str) else content
    return msgspec.msgpack.decode(
        answer(msgspec.msgpack.encode(Request(data, "https://harbour.example/s.xml"))), type=Sitemap
    )


def _reason(content):
    with pytest.raises(InputError) as caught:
        _read(content)
    return caught.value.reason


def test_news():
    """A news sitemap gives the page, its title, its outlet by name, the language and both times."""
    ferry, tide = _read(NEWS).entries
    assert ferry.url == "https://harbour.example/ferry?a=1&b=2"
    assert (ferry.title, ferry.outlet, ferry.language) == ("Ferry stops at Tornholm", "The Harbour Post", "en")
    assert (ferry.published, ferry.updated) == ("2024-03-04T10:00:00+02:00", "2024-03-05")
    assert (tide.url, tide.title, tide.updated) == ("https://harbour.example/tide", None, None)


def test_index():
    """An index gives sitemaps and no pages, whatever its namespace."""
    found = _read(INDEX)
    assert [(entry.url, entry.updated) for entry in found.sitemaps] == [
        ("https://harbour.example/s1.xml.gz", "2024-03-04"),
        ("/s2.xml", None),
    ]
    assert not found.entries


def test_lines():
    """A sitemap of plain lines gives each address once a line; what is none is passed over."""
    text = "https://harbour.example/1\r\n\r\n  https://harbour.example/2\nnot one\nftp://harbour.example/3\n"
    assert [entry.url for entry in _read(text).entries] == ["https://harbour.example/1", "https://harbour.example/2"]
    assert is_lines(b"https://harbour.example/1\nhttps://harbour.example/2\n")
    assert not is_lines(b"https://harbour.example/1 is where the ferry stops\n")
    assert not is_lines(b"\n\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding):
    """UTF-8 and UTF-16 are read, with a mark or without."""
    assert len(_read(NEWS.encode(encoding)).entries) == 2


def test_cut_off():
    """A sitemap that breaks off gives what it named before."""
    assert [entry.url for entry in _read(NEWS[: NEWS.index("<lastmod>rubbish")]).entries][:1] == [
        "https://harbour.example/ferry?a=1&b=2"
    ]


def test_refused():
    """What is no sitemap, and every document type, is refused by name."""
    entity = '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    for encoding in ("utf-8", "utf-16"):
        assert _reason((entity + "<urlset><url><loc>&x;</loc></url></urlset>").encode(encoding)) == "dtd"
    assert _reason('<?xml version="1.0"?><!doctype urlset><urlset/>') == "dtd"
    for text in ("<rss/>", "plain", "<", "{}"):
        assert _reason(text) == "sitemap"


def test_many():
    """More addresses than a sitemap may have are counted, not kept; deep nesting and long addresses end."""
    found = _read("<urlset>" + "<url><loc>https://h.example/</loc></url>" * 50_003 + "</urlset>")
    assert (len(found.entries), found.left_out) == (50_000, 3)
    assert _read("<urlset><url><loc>https://h.example/" + "a" * 100_000 + "</loc></url></urlset>").entries == ()
    assert _reason("<a>" * 100_000) == "sitemap"


def test_in_a_child():
    """The sitemap is read in a process of its own, and an error names its address."""
    assert len(read_sitemap(NEWS.encode(), "https://harbour.example/s.xml").entries) == 2
    with pytest.raises(InputError) as caught:
        read_sitemap(b"<rss/>", "https://harbour.example/s.xml")
    assert caught.value.source == "https://harbour.example/s.xml"
