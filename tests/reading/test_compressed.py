"""Compressed files: every way of compressing, and files that are broken or larger than they look."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import resource

import pytest

from retold.errors import InputError
from retold.reading import read, read_bytes
from retold.reading.collection import read_collection
from retold.reading.compressed import DamagedError, Unpacked, codec_of, plain_name
from retold.records.article import Article

LINES = "".join(json.dumps({"id": n, "text": f"The ferry number {n} was late."}) + "\n" for n in range(500)).encode()


def zstd(data):
    return pytest.importorskip("backports.zstd").compress(data)


WAYS = [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress), ("zst", zstd)]


@pytest.mark.parametrize(("end", "compress"), WAYS)
def test_every_way(tmp_path, end, compress):
    """gzip, bzip2, xz and zstd are told by their bytes, whatever the file is called; twice compressed is read, too."""
    for name in (f"a.jsonl.{end}", "a.data"):
        (tmp_path / name).write_bytes(compress(LINES))
        assert len(list(read_collection(tmp_path / name))) == 500
    (tmp_path / "twice").write_bytes(gzip.compress(compress(LINES)))
    assert len(list(read_collection(tmp_path / "twice"))) == 500
    (tmp_path / f"a.txt.{end}").write_bytes(compress(b"The ferry was late."))
    assert read(tmp_path / f"a.txt.{end}").text == "The ferry was late."


@pytest.mark.parametrize(("end", "compress"), WAYS)
def test_members_behind_one_another(end, compress):
    """Files put behind one another are read as one."""
    data = compress(b"one ") + compress(b"two ") + b"\0" * 100
    source, pieces = Unpacked(io.BytesIO(data), codec_of(data)), []
    while piece := source.read(3):
        pieces.append(piece)
    assert b"".join(pieces) == b"one two "
    assert source.member == len(compress(b"one "))


@pytest.mark.parametrize(("end", "compress"), WAYS)
def test_cut_short(tmp_path, end, compress):
    """A file cut short gives what could be read, and says so."""
    import random

    chance = random.Random(1)
    data = compress(b"".join(b'{"text": "%d"}\n' % chance.randrange(10**80) for _ in range(16_000)))
    path = tmp_path / f"a.jsonl.{end}"
    path.write_bytes(data[: len(data) * 3 // 4])
    items = list(read_collection(path))
    assert sum(isinstance(item, Article) for item in items) > 1000
    assert items[-1].reason == "truncated"


@pytest.mark.parametrize(("end", "compress"), WAYS)
def test_bombs(tmp_path, end, compress, monkeypatch):
    """A file that unpacks to far more than it holds is refused at the cap, and little memory is taken."""
    monkeypatch.setattr("retold.reading.compressed.BOMB_SIZE", 8_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    data = compress(b'{"text": "' + b"a" * 22_000_000)
    path = tmp_path / f"a.jsonl.{end}"
    path.write_bytes(data)
    del data
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        reasons = [item.reason for item in read_collection(path)]
    except InputError as error:
        reasons = [error.reason]
    assert reasons[-1] in {"bomb", "too-large"}
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.reason in {"bomb", "too-large"}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - max(before, held) < 60_000


def test_too_many_layers():
    """A file that is compressed again and again is a trap."""
    data = b"The ferry was late."
    for _ in range(5):
        data = gzip.compress(data)
    with pytest.raises(InputError, match="compressed more than twice"):
        read_bytes(data, "a.gz")


def test_resume_finds_the_next_member():
    """After a damaged member the next one that begins as it should is found, also where data looks like a beginning."""
    good = gzip.compress(b"WARC/1.0 first"), gzip.compress(b"WARC/1.0 second")
    data = good[0][:-6] + b"\x1f\x8b\x08 no member \x1f\x8b\x08" + b"x" * 9000 + good[1]
    source = Unpacked(io.BytesIO(data), codec_of(data))
    with pytest.raises(DamagedError):
        list(iter(lambda: source.read(100), b""))
    assert source.resume(lambda head: head.startswith(b"WARC/"))
    assert source.read(100) == b"WARC/1.0 second"
    assert source.member == len(data) - len(good[1])
    assert source.read(100) == b""


def test_text_that_looks_compressed():
    """A text that begins with the letters of bzip2's mark is text."""
    assert codec_of(b"BZh is not a word.") is None
    assert plain_name("a.warc.gz") == "a.warc"
