"""Fetching: polite, within limits, and honest about what came."""

from __future__ import annotations

import gzip
import time
import zlib
from datetime import UTC, datetime

import msgspec
import pytest

import retold
from retold.errors import InputError
from retold.reading.fetch import Fetcher, Known, Manners, fetch, with_fetch
from retold.reading.one_request import user_agent
from retold.reading.source import Limits, fetch_bytes, is_web
from retold.records.article import Article
from tests.reading.web import QUICK, Site

PAGE = b"<!doctype html><title>Ferry stops</title><p>The ferry stopped."
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.fixture
def site():
    """A local site."""
    with Site() as running:
        yield running


@pytest.fixture
def waits():
    """The pauses that the fetcher made, in seconds."""
    return []


@pytest.fixture
def fetcher(waits):
    """A fetcher that may read this machine and does not really wait."""
    with Fetcher(QUICK, allow_private=True, sleep=waits.append) as ready:
        yield ready


def _reason(fetcher, url, **more):
    with pytest.raises(InputError) as caught:
        fetcher.fetch(url, **more)
    return caught.value


def test_page(site, fetcher):
    """A page comes with its bytes, its final address, the time, and the headers that matter; the request says who asks."""
    site.put("/ferry", PAGE, kind="text/html; charset=ISO-8859-1", ETag='"one"', Set_Cookie="a=b")
    fetched = fetcher.fetch(f"{site.url}/ferry#top")
    assert fetched.content == PAGE
    assert (fetched.url, fetched.status, fetched.charset) == (f"{site.url}/ferry", 200, "iso8859-1")
    assert fetched.headers == {"content-type": "text/html; charset=ISO-8859-1", "etag": '"one"'}
    assert abs((datetime.now(UTC) - datetime.fromisoformat(fetched.at)).total_seconds()) < 60
    headers = site.requests[-1].headers
    assert headers["user-agent"] == user_agent()
    assert headers["user-agent"].startswith("Retold/")
    assert "+https://" in headers["user-agent"]
    assert headers["host"] == f"127.0.0.1:{site.port}"
    fetcher.fetch(f"{site.url}/ferry")
    assert not {"cookie", "authorization", "referer"} & set(site.requests[-1].headers)


def test_with_fetch(site, fetcher):
    """The article of a page gets its address, unless it states one, and the time at which it was fetched."""
    site.put("/ferry", PAGE)
    fetched = fetcher.fetch(f"{site.url}/ferry")
    article = with_fetch(Article(text="The ferry stopped."), fetched)
    assert article.url == f"{site.url}/ferry"
    assert [(clock.kind, clock.at) for clock in article.clocks] == [("fetched", fetched.at)]
    assert with_fetch(Article(text="x", url="https://harbour.example/"), fetched).url == "https://harbour.example/"


def test_names(site, monkeypatch):
    """A name that begins with http is a web address; other schemes are refused, and a private address unless allowed."""
    assert is_web("https://harbour.example")
    assert is_web(" HTTP://harbour.example")
    assert not is_web("http.txt")
    site.put("/ferry", PAGE)
    assert fetch_bytes(f"{site.url}/ferry", Limits(allow_private=True)) == PAGE
    for name, reason in (
        (f"{site.url}/ferry", "address"),
        ("file:///etc/passwd", "url"),
        ("ftp://harbour.example/a", "url"),
    ):
        with pytest.raises(InputError) as caught:
            fetch_bytes(name)
        assert caught.value.reason == reason
        assert caught.value.next_step
    assert fetch(f"{site.url}/ferry", allow_private=True).content == PAGE


def test_robots(site, fetcher):
    """robots.txt is asked for once, before the page, and kept to; the rules for Retold go before those for all."""
    site.put(
        "/robots.txt", "User-agent: *\nDisallow: /\n\nUser-agent: retold\nDisallow: /private\nAllow: /private/open\n"
    )
    site.put("/ferry", PAGE)
    site.put("/private/open", PAGE)
    fetcher.fetch(f"{site.url}/ferry")
    assert [request.target for request in site.requests] == ["/robots.txt", "/ferry"]
    assert fetcher.fetch(f"{site.url}/private/open").status == 200
    error = _reason(fetcher, f"{site.url}/private/x")
    assert error.reason == "robots"
    assert "save the page" in error.next_step
    assert _reason(fetcher, f"{site.url}/a/../%70rivate/x").reason == "robots"
    assert [request.target for request in site.requests].count("/robots.txt") == 1


@pytest.mark.parametrize(
    ("answer", "allowed"),
    [
        (b"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n", True),
        (b"HTTP/1.1 403 X\r\nContent-Length: 0\r\n\r\n", True),
        (b"HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n", False),
        (b"HTTP/1.1 503 X\r\nContent-Length: 0\r\n\r\n", False),
        (b"HTTP/1.1 429 X\r\nContent-Length: 0\r\n\r\n", False),
        (HEAD + b"Content-Length: 100\r\nConnection: close\r\n\r\nUser-agent: *\n", False),
        (HEAD + b"Content-Length: 13\r\n\r\n\x00\xff\xfe<html>\r\n\r\n", True),
        (b"HTTP/1.1 302 X\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n", False),
    ],
)
def test_robots_that_cannot_be_read(site, answer, allowed):
    """No robots.txt allows everything; one that cannot be had allows nothing; one that moved is followed."""
    site.pages["/robots.txt"] = answer
    site.put("/elsewhere", "User-agent: *\nDisallow: /\n")
    site.put("/ferry", PAGE)
    quick = msgspec.structs.replace(QUICK, tries=1, read=1.0, failures=9)
    with Fetcher(quick, allow_private=True, sleep=lambda _: None) as fetcher:
        if allowed:
            assert fetcher.fetch(f"{site.url}/ferry").content == PAGE
        else:
            assert _reason(fetcher, f"{site.url}/ferry").reason == "robots"


def test_delay(site, waits):
    """Between two requests to one host there is the delay; a longer one of robots.txt goes before, up to the cap."""
    for target in ("/a", "/b", "/c"):
        site.put(target, PAGE)
    for asked, expected in ((None, 2.0), (7.0, 7.0), (3600.0, 9.0)):
        site.put("/robots.txt", f"User-agent: *\nCrawl-delay: {asked}\n" if asked else "")
        waits.clear()
        manners = msgspec.structs.replace(QUICK, delay=2.0, longest_delay=9.0)
        with Fetcher(manners, allow_private=True, sleep=waits.append) as fetcher:
            for target in ("/a", "/b", "/c"):
                fetcher.fetch(site.url + target)
        assert waits[0] == 0
        assert [round(wait) for wait in waits[1:]] == [expected, expected]


def _then(*answers: bytes):
    """Each answer in turn, the last for ever."""
    left = list(answers)

    def answer(_request, connection):
        connection.sendall(left.pop(0) if len(left) > 1 else left[0])

    return answer


BUSY = b"HTTP/1.1 503 X\r\nContent-Length: 0\r\nConnection: close\r\n"
GOOD = HEAD + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + PAGE


@pytest.mark.parametrize(
    ("first", "wait"),
    [
        (BUSY + b"\r\n", 1.0),
        (BUSY.replace(b"503", b"429") + b"Retry-After: 17\r\n\r\n", 17.0),
        (b"", 1.0),
        (HEAD + b"Content-Length: 500\r\n\r\nhalf", 1.0),
    ],
)
def test_again(site, waits, first, wait):
    """A busy site, a closed connection and half an answer are tried again: after a pause, or when the site says."""
    site.pages["/ferry"] = _then(first, GOOD)
    manners = msgspec.structs.replace(QUICK, backoff=1.0)
    with Fetcher(manners, allow_private=True, sleep=waits.append) as fetcher:
        assert fetcher.fetch(f"{site.url}/ferry").content == PAGE
    assert wait * 0.75 <= waits[-1] <= wait * 1.25


def test_not_for_ever(site, waits):
    """A site that stays busy is asked as often as manners say; one that wants a long rest, or failed thrice, is left alone."""
    site.pages["/busy"] = _then(BUSY + b"\r\n")
    site.pages["/rest"] = _then(BUSY + b"Retry-After: 86400\r\n\r\n")
    site.put("/ferry", PAGE)
    manners = msgspec.structs.replace(QUICK, backoff=1.0, tries=4)
    with Fetcher(manners, allow_private=True, sleep=waits.append) as fetcher:
        assert _reason(fetcher, f"{site.url}/busy").reason == "status"
        assert site.asked().count("/busy") == 4
        assert [round(wait) for wait in waits if wait][:3] == pytest.approx([1, 2, 4], abs=1)
        assert _reason(fetcher, f"{site.url}/rest").reason == "status"
        assert site.asked().count("/rest") == 1
        assert fetcher.fetch(f"{site.url}/ferry").status == 200
        for _ in range(3):
            _reason(fetcher, f"{site.url}/busy")
        before = len(site.requests)
        assert "left alone" in str(_reason(fetcher, f"{site.url}/ferry"))
        assert len(site.requests) == before


def test_redirects(site, fetcher):
    """Redirects are followed, relative ones too, up to a count; loops and those that lead nowhere are named."""
    site.put("/old", status=301, Location="moved/on?a=1")
    site.put("/moved/on?a=1", status=308, Location=f"{site.url}/ferry#x")
    site.put("/ferry", PAGE)
    fetched = fetcher.fetch(f"{site.url}/old")
    assert (fetched.url, fetched.asked) == (f"{site.url}/ferry", f"{site.url}/old")
    site.put("/loop", status=302, Location="/pool")
    site.put("/pool", status=302, Location="/loop")
    assert _reason(fetcher, f"{site.url}/loop").reason == "redirects"
    for number in range(30):
        site.put(f"/on/{number}", status=307, Location=f"/on/{number + 1}")
    assert _reason(fetcher, f"{site.url}/on/0").reason == "redirects"
    assert site.asked()[-1] == "/on/10"
    site.put("/nowhere", status=302)
    assert _reason(fetcher, f"{site.url}/nowhere").reason == "status"
    for location in (
        "file:///etc/passwd",
        "ftp://harbour.example/",
        "http://a b/",
        "http://nela:x@harbour.example/",
        "javascript:x",
    ):
        site.put("/out", status=302, Location=location)
        assert _reason(fetcher, f"{site.url}/out").reason == "url"


@pytest.mark.parametrize("status", [204, 206, 400, 401, 403, 404, 410, 418, 451, 500, 599, 999])
def test_other_answers(site, fetcher, status):
    """Anything but a page is told with its number and a next step."""
    site.put("/x", b"", status=status)
    error = _reason(fetcher, f"{site.url}/x")
    assert error.reason == "status"
    assert str(status) in str(error)
    assert error.next_step


def test_not_modified(site, fetcher):
    """What was known is sent along, to that page only; an unchanged page comes as 304 without content."""
    site.put("/ferry", b"", status=304, ETag='"one"')
    known = Known(etag='"one"', last_modified="Mon, 04 Mar 2024 10:00:00 GMT")
    fetched = fetcher.fetch(f"{site.url}/ferry", known=known)
    assert (fetched.status, fetched.content) == (304, b"")
    sent = site.requests[-1].headers
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('"one"', "Mon, 04 Mar 2024 10:00:00 GMT")
    site.put("/old", status=302, Location="/new")
    site.put("/new", PAGE)
    fetcher.fetch(f"{site.url}/old", known=known)
    assert "if-none-match" not in site.requests[-1].headers
    site.put("/new", PAGE)
    fetcher.fetch(f"{site.url}/new", known=Known(etag='"a\r\nX: 1"'))
    assert "x" not in site.requests[-1].headers
    assert _reason(fetcher, f"{site.url}/ferry").reason == "status"


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE[:20]) + gzip.compress(PAGE[20:])),
        ("gzip", gzip.compress(PAGE) + b"\0\0\0 trailing"),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", _raw_deflate(PAGE)),
        ("identity", PAGE),
        ("GZIP", gzip.compress(PAGE)),
    ],
    ids=["gzip", "old name", "trailing bytes", "deflate", "raw deflate", "as it is", "capitals"],
)
def test_packed(site, fetcher, coding, body):
    """gzip and deflate are unpacked, in one member or several."""
    site.put("/ferry", body, Content_Encoding=coding)
    assert fetcher.fetch(f"{site.url}/ferry").content == PAGE


def test_packed_badly(site, fetcher):
    """Broken, cut off and unknown packing is named, and no half page is taken for a whole one."""
    packed = gzip.compress(PAGE * 50)
    site.put("/broken", b"not gzip at all", Content_Encoding="gzip")
    site.put("/cut", packed[: len(packed) // 2], Content_Encoding="gzip")
    site.put("/br", PAGE, Content_Encoding="br")
    site.put("/twice", gzip.compress(packed), Content_Encoding="gzip, gzip")
    assert _reason(fetcher, f"{site.url}/broken").reason == "compression"
    assert _reason(fetcher, f"{site.url}/cut").reason == "truncated"
    assert _reason(fetcher, f"{site.url}/br").reason == "compression"
    assert _reason(fetcher, f"{site.url}/twice").reason == "compression"


def test_too_large(site, fetcher):
    """The size is held: as announced, as sent without an end, and as unpacked from a small answer."""
    few = Limits(bytes=300_000)

    def endless(_request, connection):
        connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        try:
            while True:
                connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")
        except OSError:
            return

    site.pages["/announced"] = HEAD + b"Content-Length: 2000000000\r\n\r\n"
    site.pages["/endless"] = endless
    site.put("/bomb", gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")
    site.put("/members", gzip.compress(b"") * 20_000, Content_Encoding="gzip")
    for target in ("/announced", "/endless", "/bomb", "/members"):
        assert _reason(fetcher, site.url + target, limits=few).reason == "too-large"
    site.put("/robots.txt", "User-agent: *\n" + "Disallow: /x\n" * 45_000)
    site.put("/ferry", PAGE)
    with Fetcher(QUICK, allow_private=True) as other:
        assert other.fetch(f"{site.url}/ferry").status == 200


def test_chunked(site, fetcher):
    """An answer in chunks is put together, and one that has no length ends with the connection."""
    site.pages["/chunks"] = (
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: 1\r\n\r\n"
    )
    site.pages["/open"] = lambda _, connection: connection.sendall(HEAD + b"Connection: close\r\n\r\nabcde")
    assert fetcher.fetch(f"{site.url}/chunks").content == b"abcde"
    assert fetcher.fetch(f"{site.url}/open").content == b"abcde"


@pytest.mark.parametrize(
    ("answer", "reasons"),
    [
        (HEAD + b"Content-Length: 10\r\n\r\nhalf", {"truncated"}),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nab", {"truncated"}),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nab", {"http"}),
        (HEAD + b"Content-Length: 3\r\nContent-Length: 5\r\n\r\nabcde", {"http"}),
        (HEAD + b"Content-Length: -5\r\n\r\nabcde", {"http"}),
        (HEAD + b"X: " + b"y" * 300_000 + b"\r\n\r\n", {"http"}),
        (b"SSH-2.0-OpenSSH_9.0\r\n", {"http", "unreachable"}),
        (b"\x16\x03\x01\x00\xa5\x01", {"http"}),
        (b"HTTP/1.1 200\r\n bad : header\r\n\r\n", {"http"}),
        (b"HTTP/1.1 101 X\r\nUpgrade: x\r\n\r\n", {"http", "status"}),
        (b"", {"unreachable"}),
    ],
)
def test_broken_answers(site, answer, reasons):
    """Answers that are no HTTP, or break off, are named, each within its limits."""
    site.put("/robots.txt", "")
    site.pages["/x"] = _then(answer)
    with Fetcher(msgspec.structs.replace(QUICK, tries=1), allow_private=True, sleep=lambda _: None) as fetcher:
        assert _reason(fetcher, f"{site.url}/x").reason in reasons


def test_slow(site):
    """A server that says nothing is left after the time for a read; one that says a byte at a time, after the total."""
    site.put("/robots.txt", "")
    site.pages["/silent"] = lambda _, connection: time.sleep(1.5)

    def dripping(_request, connection):
        try:
            for byte in HEAD + b"X" * 1000:
                connection.sendall(bytes([byte]))
                time.sleep(0.05)
        except OSError:
            return

    site.pages["/drip"] = dripping
    manners = Manners(delay=0, tries=1, read=0.3, total=0.8, failures=9)
    with Fetcher(manners, allow_private=True) as fetcher:
        assert _reason(fetcher, f"{site.url}/silent").reason == "timeout"
        assert _reason(fetcher, f"{site.url}/drip").reason == "timeout"


def test_unreachable(site):
    """A closed port, a name that nobody knows, and plain HTTP on a port that is asked for TLS are told apart."""
    quick = msgspec.structs.replace(QUICK, tries=1, failures=9)
    port, site_url = site.port, site.url
    with Fetcher(quick, allow_private=True, resolver=_nobody, sleep=lambda _: None) as fetcher:
        error = _reason(fetcher, "https://harbour.example/")
        assert (error.reason, "harbour.example" in str(error)) == ("unreachable", True)
    with Fetcher(quick, allow_private=True, sleep=lambda _: None) as fetcher:
        assert _reason(fetcher, site_url.replace("http:", "https:")).reason == "tls"
    with Site() as gone:
        port = gone.port
    with Fetcher(quick, allow_private=True, sleep=lambda _: None) as fetcher:
        assert _reason(fetcher, f"http://127.0.0.1:{port}/").reason == "unreachable"


def _nobody(host, port):
    raise OSError(-2, "Name or service not known")


def test_no_proxy(site, fetcher, monkeypatch):
    """A proxy in the environment is not used."""
    with Site() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "https_proxy"):
            monkeypatch.setenv(name, proxy.url)
        site.put("/ferry", PAGE)
        assert fetcher.fetch(f"{site.url}/ferry").content == PAGE
        assert proxy.connections == 0


def test_import_is_light():
    """Nothing that fetches is imported with the package."""
    import subprocess
    import sys

    heavy = "{'httpcore2', 'httpx2', 'ssl', 'protego', 'feedparser'}"
    script = f"import retold, retold.cli, sys; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert retold.__version__


def test_errors_name_the_page(site):
    """An error on the way to robots.txt names the page that was asked for, in one line with a next step."""
    with Fetcher(QUICK, resolver=_nobody, sleep=lambda _: None) as fetcher:
        error = _reason(fetcher, "http://harbour.example/ferry")
    assert str(error).startswith("http://harbour.example/ferry: no address is known for harbour.example.")
    with Fetcher(QUICK, sleep=lambda _: None) as fetcher:
        error = _reason(fetcher, f"{site.url}/ferry")
    assert str(error).startswith(f"{site.url}/ferry: is at 127.0.0.1, which is this machine (loopback). ")
    site.put("/robots.txt", status=301, Location="http://harbour.example/robots.txt")
    with Fetcher(QUICK, resolver=_known, allow_private=True, sleep=lambda _: None) as fetcher:
        error = _reason(fetcher, f"{site.url}/ferry")
    assert "its robots.txt leads to http://harbour.example/robots.txt: no address is known" in str(error)


def _known(host, port):
    return [host] if host == "127.0.0.1" else _nobody(host, port)
