"""Feeds: RSS, Atom and JSON Feed as entries, whatever they do to their parser."""

from __future__ import annotations

import os
import random
import tarfile
import time

import msgspec
import pytest

from retold.errors import InputError
from retold.reading.feeds import Feed, Request, answer, has_entities, json_feed, read_feed, root_name
from retold.reading.source import Limits
from retold.reading.workers import Workers

URL = "https://harbour.example/news/feed.xml"
RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Harbour Post</title><link>https://harbour.example/</link><language>en-GB</language>
<item><title>Ferry &lt;b&gt;stops&lt;/b&gt; at Tornholm &amp;amp; Aldby</title><link>/ferry?a=1&amp;b=2</link>
<dc:creator>Jo Quill</dc:creator>
<pubDate>Mon, 04 Mar 2024 10:00:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The ferry <script>x</script>stopped.</p><p>Nobody was hurt.</p>]]></content:encoded></item>
<item><title>Tide</title><link>https://tide.example/1</link><pubDate>no date</pubDate>
<source url="https://tide.example/f">Tide Daily</source></item>
<item><description>No address.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title type="html">Hafen &amp;amp; Stadt</title>
<entry><title>F\u00e4hre h\u00e4lt &lt; an</title><link rel="alternate" href="a/b.html"/><link rel="self" href="x"/>
<published>2024-03-04T10:00:00+02:00</published><updated>2024-03-05T11:30:00Z</updated>
<author><name>Nela Brandt</name></author><content type="text">Plain &lt; text.</content></entry></feed>"""


def _read(content: str | bytes, charset: str | None = None) -> Feed:
    data = content.encode() if isinstance(content, str) else content
    return msgspec.msgpack.decode(answer(msgspec.msgpack.encode(Request(data, URL, charset))), type=Feed)


def test_rss():
    """RSS gives addresses, plain titles, times with their zone, authors and the longest text; what is missing is None."""
    feed = _read(RSS)
    assert (feed.title, feed.language, len(feed.entries)) == ("The Harbour Post", "en-GB", 3)
    ferry, tide, bare = feed.entries
    assert ferry.url.endswith("/ferry?a=1&b=2")
    assert ferry.title == "Ferry stops at Tornholm & Aldby"
    assert (ferry.published, ferry.author, ferry.html) == ("2024-03-04T10:00:00+02:00", "Jo Quill", True)
    assert "Nobody was hurt." in ferry.content
    assert (tide.published, tide.outlet, tide.author) == (None, "Tide Daily", None)
    assert (bare.url, bare.content) == ("", "No address.")


def test_atom():
    """Atom gives published and updated, the alternate address, and a title in which a smaller-than is no tag."""
    (entry,) = _read(ATOM).entries
    assert entry.url == "https://harbour.example/news/a/b.html"
    assert entry.title == "Fähre hält < an"
    assert (entry.published, entry.updated) == ("2024-03-04T10:00:00+02:00", "2024-03-05T11:30:00+00:00")
    assert (entry.author, entry.language, entry.content, entry.html) == ("Nela Brandt", "de", "Plain < text.", False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_encodings(encoding):
    """UTF-8 with and without a mark, and UTF-16, whatever HTTP says of the encoding."""
    assert _read(ATOM.encode(encoding), "iso-8859-1").entries[0].title == "Fähre hält < an"


def test_old_encoding():
    """An encoding that HTTP or the feed names is used where the feed is not UTF-8."""
    assert _read(ATOM.encode("latin-1"), "iso-8859-1").entries[0].title == "Fähre hält < an"
    declared = "<?xml version='1.0' encoding='windows-1252'?>" + ATOM
    assert _read(declared.encode("cp1252")).entries[0].title == "Fähre hält < an"


def test_json_feed():
    """JSON Feed 1 and 1.1; fields of a wrong kind are left out, items that are none are passed over."""
    raw = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Harbour Post",
        "language": "en",
        "items": [
            {
                "url": "/1",
                "title": "A",
                "content_html": "<p>x",
                "date_published": "2024-03-04T10:00:00Z",
                "authors": [{"name": "Jo"}],
            },
            {"external_url": "https://tide.example/", "content_text": "Plain.", "author": {"name": "Nela"}, "title": 7},
            "no item",
            {"url": ["x"], "authors": "Jo", "date_published": {"a": 1}},
        ],
    }
    first, second, third = json_feed(msgspec.json.encode(raw)).entries
    assert (first.url, first.title, first.author, first.html) == ("/1", "A", "Jo", True)
    assert first.published == "2024-03-04T10:00:00+00:00"
    assert (second.url, second.author, second.title, second.content, second.html) == (
        "https://tide.example/",
        "Nela",
        None,
        "Plain.",
        False,
    )
    assert (third.url, third.author, third.published) == ("", None, None)


@pytest.mark.parametrize(
    "broken", ["{}", '{"items": 3}', "{", '{"items": [' + "[" * 100_000, "[]", '{"items": "x"}', '{"items": [{"a": 1}}']
)
def test_no_json_feed(broken):
    """JSON that is no feed, and broken JSON, is refused by name."""
    with pytest.raises(InputError) as caught:
        _read(broken)
    assert caught.value.reason == "feed"


LAUGHS = '<!ENTITY a "ha">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(7))
BOMBS = [
    f"<?xml version='1.0'?><!DOCTYPE rss [{LAUGHS}]><rss><channel><title>&h;</title></channel></rss>",
    f"<!DOCTYPE rss\n[\n{LAUGHS}\n]>\n<rss><channel><title>&h;</title></channel></rss>",
    '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>',
    '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/"> %x;]><rss><channel><title>t</title></channel></rss>',
    '<!DOCTYPE rss [<!ATTLIST rss a CDATA "b">]><rss><channel><title>t</title></channel></rss>',
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("bomb", BOMBS)
def test_entities(bomb, encoding):
    """Declared entities and document types of one's own are refused before a parser sees them, in wide encodings too."""
    with pytest.raises(InputError) as caught:
        _read(bomb.encode(encoding))
    assert caught.value.reason == "dtd"


def test_old_document_type():
    """The document type of RSS 0.91, which declares nothing, is read."""
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
    feed = _read(
        f"{doctype}<rss version='0.91'><channel><item><title>A</title><link>http://harbour.example/</link></item></channel></rss>"
    )
    assert feed.entries[0].title == "A"


def test_no_name_is_opened(tmp_path):
    """A feed whose whole body is the name of a file or an address opens neither."""
    secret = tmp_path / "feed.xml"
    secret.write_text(RSS)
    for body in (str(secret), f"file://{secret}", "http://127.0.0.1:9/feed"):
        with pytest.raises(InputError) as caught:
            _read(body)
        assert caught.value.reason == "feed"


def test_roots():
    """The first element is found behind marks, declarations, comments and document types, in wide encodings too."""
    for text in (
        RSS,
        "\ufeff" + RSS,
        "<!-- <feed> -->\n<?x <feed>?><!DOCTYPE rss [<!ENTITY a '<feed>'>]>" + RSS.partition("?>")[2],
    ):
        assert root_name(text.encode()) == root_name(text.encode("utf-16")) == "rss"
    assert root_name(b"<rdf:RDF xmlns:rdf='x'>") == "rdf"
    assert [root_name(text) for text in (b"", b"a < b", b"<", b"<!--", b"<!DOCTYPE", b"<?")] == [""] * 6
    assert not has_entities(RSS.encode())


HOSTILE = {
    "author": "<rss version='2.0'><channel><item><author>" + "a@" + "a." * 100_000 + "</author></item></channel></rss>",
    "blank lines": "\n" * 400_000 + RSS,
    "deep": "<rss version='2.0'><channel>" + "<a>" * 100_000,
    "attributes": "<rss version='2.0'><channel " + " ".join(f"a{n}='x'" for n in range(50_000)) + "/>",
    "items": "<rss version='2.0'><channel>" + "<item><title>A</title></item>" * 3_000 + "</channel></rss>",
    "open": "<feed>" + "<entry><content type='xhtml'><div>" * 5_000,
    "references": "<rss version='2.0'><channel><title>" + "&#x41;" * 300_000 + "</title></channel></rss>",
    "number": "<rss version='2.0'><channel><title>&#99999999999;&#xD800;</title></channel></rss>",
    "comments": "<rss><channel>" + "<!--" * 100_000,
    "namespaces": "<rss " + " ".join(f"xmlns:a{n}='u{n}'" for n in range(20_000)) + "/>",
    "zeros": "\0" * 300_000,
    "date": "<rss version='2.0'><channel><item><pubDate>" + "1" * 300_000 + "</pubDate></item></channel></rss>",
}


@pytest.fixture(scope="module")
def small_workers():
    """A child with 512 MB and two seconds."""
    with Workers(Limits(memory=512_000_000, seconds=20.0)) as workers:
        yield workers


def _asked(workers, content, task="feed", seconds=2.0):
    """The entries that a child finds, or the reason why there are none; never anything else."""
    try:
        data = workers.ask(task, msgspec.msgpack.encode(Request(content, URL)), "feed", seconds=seconds)
    except InputError as error:
        return error.reason if str(error).isprintable() else "unprintable"
    return msgspec.msgpack.decode(data, type=Feed).entries if task == "feed" else ()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_feeds(small_workers, name):
    """Feeds made to run without end are read or ended, by name, and the next feed is read as if nothing had been."""
    found = _asked(small_workers, HOSTILE[name].encode(), seconds=1.0)
    assert isinstance(found, tuple) or found in {"feed", "killed", "dtd"}
    assert len(_asked(small_workers, RSS.encode())) == 3


def test_many_items(monkeypatch):
    """A feed of more entries than are kept says how many were left out."""
    monkeypatch.setattr("retold.reading.feeds._MOST", 20)
    feed = _read("<rss version='2.0'><channel>" + "<item><title>A</title></item>" * 25 + "</channel></rss>")
    assert (len(feed.entries), feed.left_out) == (20, 5)


def test_broken_copies(small_workers):
    """Feeds with random bytes changed, cut or doubled are read in part or refused by name."""
    chance = random.Random(7)
    for number in range(2_000 if os.environ.get("RETOLD_SOAK") == "1" else 150):
        data = bytearray((RSS, ATOM)[number % 2].encode(("utf-8", "utf-16", "latin-1")[number % 3]))
        for _ in range(chance.randint(1, 12)):
            place = chance.randrange(len(data))
            match chance.randrange(3):
                case 0:
                    data[place] = chance.randrange(256)
                case 1:
                    del data[place : place + chance.randrange(40)]
                case _:
                    data[place:place] = data[place : place + chance.randrange(40)]
        found = _asked(small_workers, bytes(data))
        assert isinstance(found, tuple) or found in {"feed", "dtd"}


def test_read_feed_names_the_feed():
    """An error of a feed names its address and a next step."""
    assert len(read_feed(RSS.encode(), URL).entries) == 3
    with pytest.raises(InputError) as caught:
        read_feed(b"nothing", URL)
    assert caught.value.source == URL
    assert caught.value.next_step


@pytest.mark.shared
def test_feeds_of_others(shared, small_workers):
    """A sample of broken and odd feeds and XML from elsewhere: each is read or refused by name, within its limits."""
    counted = {"read": 0, "refused": 0}
    with tarfile.open(shared / "data" / "badinput" / "badinput.tar.gz") as packed:
        members = [one for one in packed if one.isfile() and one.name.removeprefix("./").startswith(("feeds/", "xml/"))]
        step = 1 if os.environ.get("RETOLD_SOAK") == "1" else 9
        for member in members[::step]:
            data = packed.extractfile(member).read()
            begun = time.monotonic()
            found = _asked(small_workers, data)
            assert found != "killed", member.name
            counted["read" if isinstance(found, tuple) else "refused"] += 1
            if member.name.removeprefix("./").startswith("xml/"):
                assert _asked(small_workers, data, "sitemap") in {"sitemap", "dtd", "encoding", ()}
            assert time.monotonic() - begun < 30
    assert counted["read"] > 0.9 * sum(counted.values())
