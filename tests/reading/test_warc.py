"""Web archives: what is found in them, and what is left when they are damaged."""

from __future__ import annotations

import gzip
import io
import json
from collections import Counter
from datetime import UTC, datetime

import pytest

from benchmarks.reading_warc import losses, ours
from benchmarks.web_archive import Writer, archive, archive_bytes, articles, damages, truncations
from retold.cli import main
from retold.reading import read
from retold.reading.archived import page_in
from retold.reading.collection import read_collection
from retold.reading.compressed import codec_of
from retold.reading.warc import Record, records
from retold.records.article import Article

AT = datetime(2031, 3, 1, 10, 0, tzinfo=UTC)
PAGE = (
    "<!DOCTYPE html><html><head><title>Ferry late</title></head><body><article><h1>Ferry late</h1><p>The ferry to Osk was late "
    "again on Tuesday, the harbour office said, because of the ice in the channel.</p><p>Käthe Brühl, the mayor, said the town "
    "would ask for a second boat before the winter ends.</p></article></body></html>"
)


def found(data, limit=20_000_000):
    items = list(records(io.BytesIO(data), codec_of(data), "x", limit))
    return [item for item in items if isinstance(item, Record)], [
        item for item in items if not isinstance(item, Record)
    ]


def written(packing="members", arc=False, **more):
    """An archive with one page, and the place of its record."""
    file = io.BytesIO()
    writer = Writer(file, packing, arc)
    writer.page("https://osk.example/ferry", more.pop("content", PAGE.encode()), AT, **more)
    writer.close()
    return file.getvalue()


def test_an_archive_end_to_end(tmp_path):
    """Every page of an archive is an article with its place, address and time of fetching; other records are counted."""
    path = tmp_path / "made.warc.gz"
    with path.open("wb") as file:
        members = archive(file, 20, 1)
    skipped = Counter()
    items = list(read_collection(path, skipped=skipped, keep_raw=tmp_path / "raw"))
    assert all(isinstance(item, Article) for item in items)
    pages = [member for member in members if member.kind == "response" and "/gone/" not in member.url]
    assert [item.id for item in items] == [f"made.warc.gz:{member.begin}" for member in pages]
    assert [item.url for item in items] == [member.url for member in pages]
    assert skipped == {"record of kind warcinfo": 1, "record of kind request": 21, "status is not 200": 1}
    first, given = items[0], next(articles(20, 1))
    assert "fetched" in {clock.kind for clock in first.clocks}
    words = given.text.split()
    assert set(words) <= set(first.text.split())
    assert (tmp_path / "raw" / first.raw_sha256).read_bytes().startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("packing", "arc"), [("members", False), ("plain", False), ("members", True), ("plain", True), ("whole", False)]
)
def test_every_packing(packing, arc):
    """WARC and ARC, plain, a gzip member a record, or compressed as a whole: the same records."""
    data, members = archive_bytes(12, 2, packing, arc)
    got, rejected = found(data)
    assert not rejected
    assert [record.url for record in got if record.kind == "response"] == [
        one.url for one in members if one.kind == "response"
    ]
    if packing != "whole":
        assert [int(record.where.partition(":")[2]) for record in got] == [member.begin for member in members]


def test_zstd_and_standard_forms():
    """An archive of zstd frames is read as one of gzip members is."""
    zstd = pytest.importorskip("backports.zstd")
    data, members = archive_bytes(5, 2, "plain")
    frames = b"".join(zstd.compress(data[member.begin : member.end]) for member in members)
    got, rejected = found(frames)
    assert len(got) == len(members)
    assert not rejected
    got, rejected = found(frames[:200] + b"\0" * 16 + frames[216:])
    assert len(got) >= len(members) - 2
    assert rejected


@pytest.mark.parametrize(("packing", "arc"), [("members", False), ("plain", False), ("members", True)])
@pytest.mark.parametrize("harm", [truncations, damages])
def test_damage(packing, arc, harm):
    """Cut short or overwritten at 10 places: at least 99 % of the records outside are found, and every loss is reported."""
    data, members = archive_bytes(15, 7, packing, arc)
    measured = losses(ours, harm(data, members, 10, 11))
    assert measured["found"] >= 0.99
    assert measured["reported"] == measured["of"]


def test_damage_in_an_archive_compressed_as_a_whole():
    """What stands before the damage is kept, the rest is reported: deflate cannot be entered half way."""
    data, members = archive_bytes(30, 7, "whole")
    got, rejected = found(data[: len(data) // 2])
    assert 0.3 * len(members) < len(got) < 0.7 * len(members)
    assert [item.reason for item in rejected] == ["truncated"]


def test_damage_at_the_command_line(tmp_path, capsys):
    """A damaged archive ends with exit code 3, and the rejects say where."""
    data, members = archive_bytes(8, 5)
    page = [member for member in members if member.kind == "response"][2]
    middle = (page.begin + page.end) // 2
    path = tmp_path / "made.warc.gz"
    path.write_bytes(data[:middle] + b"\xff" * 16 + data[middle + 16 :])
    assert main(["trace", str(path), "--json", "--quiet", "--rejects", str(tmp_path / "rejects.jsonl")]) == 3
    (rejected,) = map(json.loads, (tmp_path / "rejects.jsonl").read_text().splitlines())
    assert rejected["where"] == f"{path}:{page.begin}"
    assert rejected["reason"] == "damaged"
    assert json.loads(capsys.readouterr().out)["counts"]["kept"] == 7


def test_wrong_length_is_no_end():
    """A record that says a length that cannot be costs no other record, however large the length."""
    data, members = archive_bytes(6, 3, "plain")
    page = next(member for member in members if member.kind == "response")
    at = data.index(b"Content-Length: ", page.begin) + len("Content-Length: ")
    for digit in (b"1", b"9999999999"):
        got, rejected = found(data[:at] + digit + data[at + 1 :], limit=100_000)
        assert {int(record.where.partition(":")[2]) - (len(digit) - 1) for record in got if record.url} >= {
            member.begin for member in members if member.begin > page.begin
        }
        assert [item.reason for item in rejected] == ["damaged"]


def test_a_record_that_is_too_large():
    """A record above the limit is passed over, named, and the next one is read."""
    file = io.BytesIO()
    writer = Writer(file, "plain")
    writer.page("https://osk.example/large", b"<html>" + b"x" * 300_000, AT)
    writer.page("https://osk.example/small", PAGE.encode(), AT)
    got, rejected = found(file.getvalue(), limit=100_000)
    assert not rejected
    assert [(record.url[-5:], record.size > len(record.block)) for record in got if record.kind == "response"] == [
        ("large", True),
        ("small", False),
    ]


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "chunked", "gzip, chunked", "said but not done"])
def test_content_codings(coding):
    """Pages as servers send them, compressed and in chunks; one that says so and is not is taken as it is."""
    import zlib

    content, headers = PAGE.encode(), ""
    if coding.startswith("gzip"):
        content, headers = gzip.compress(content), "Content-Encoding: gzip\r\n"
    elif coding == "deflate":
        content, headers = zlib.compress(content), "Content-Encoding: deflate\r\n"
    elif coding == "br":
        content, headers = pytest.importorskip("brotli").compress(content), "Content-Encoding: br\r\n"
    elif coding == "zstd":
        content, headers = pytest.importorskip("backports.zstd").compress(content), "Content-Encoding: zstd\r\n"
    elif coding == "said but not done":
        headers = "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
    if "chunked" in coding:
        half = len(content) // 2
        content = b"%x\r\n%s\r\n%x;x=y\r\n%s\r\n0\r\n\r\n" % (half, content[:half], len(content) - half, content[half:])
        headers += "Transfer-Encoding: chunked\r\n"
    got, _ = found(written(content=content, headers=headers))
    page = page_in(next(record for record in got if record.kind == "response"), 20_000_000)
    assert page.data == PAGE.encode()
    assert (page.kind, page.charset) == ("html", "utf-8")


def test_a_bomb_in_a_page(tmp_path):
    """A page that unpacks beyond the limit is refused by name, and the rest is read."""
    file = io.BytesIO()
    writer = Writer(file)
    bomb = gzip.compress(b"<html>" + b" " * 30_000_000)
    writer.page("https://osk.example/bomb", bomb, AT, headers="Content-Encoding: gzip\r\n")
    writer.page("https://osk.example/good", PAGE.encode(), AT)
    (tmp_path / "a.warc.gz").write_bytes(file.getvalue())
    items = list(read_collection(tmp_path / "a.warc.gz"))
    assert [getattr(item, "reason", "article") for item in items] == ["too-large", "article"]


def test_one_page_is_an_article(tmp_path):
    """`read` takes an archive with one page, and says how many it holds where there are more."""
    path = tmp_path / "one.warc.gz"
    path.write_bytes(written())
    article = read(path)
    assert "Käthe Brühl" in article.text
    assert (article.url, article.outlet) == ("https://osk.example/ferry", article.outlet)
    with (tmp_path / "two.warc.gz").open("wb") as file:
        archive(file, 3, 1)
    with pytest.raises(Exception, match=r"holds [23] articles, not one\. Use: retold trace"):
        read(tmp_path / "two.warc.gz")


def test_converted_text(tmp_path):
    """The text that an archive was converted to (WET) is taken as it is; a crawler's notes to itself are not."""
    file = io.BytesIO()
    writer = Writer(file)
    writer.record("conversion", "https://osk.example/1", b"The ferry was late.", "text/plain", AT)
    writer.record("resource", "metadata://crawler/log", b"started", "text/plain", AT)
    (tmp_path / "a.warc.wet.gz").write_bytes(file.getvalue())
    skipped = Counter()
    (article,) = read_collection(tmp_path / "a.warc.wet.gz", skipped=skipped)
    assert (article.text, article.url) == ("The ferry was late.", "https://osk.example/1")
    assert skipped["not from the web"] == 1
