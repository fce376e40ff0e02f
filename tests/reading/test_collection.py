"""Reading many articles."""

from __future__ import annotations

import gzip
import json
import os

import pytest

from retold.errors import InputError, OptionError
from retold.reading.collection import read_collection
from retold.reading.fields import moment
from retold.reading.source import Limits
from retold.reading.spool import Spool
from retold.records.article import Article
from retold.records.collection import Rejected


def read(path, **more):
    items = list(read_collection(path, **more))
    return [item for item in items if isinstance(item, Article)], [item for item in items if isinstance(item, Rejected)]


def write(path, *lines):
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n", "utf-8")
    return path


def test_json_lines(tmp_path):
    """The usual names of fields are understood; without an id the article is known by file and line."""
    path = write(
        tmp_path / "a.jsonl",
        {"id": 7, "text": "One.", "site": "north.example", "date": "2031-03-01", "title": "T"},
        {"body": "Two.", "publisher": "South", "published_at": "Sat, 01 Mar 2031 10:00:00 +0100"},
    )
    (one, two), rejected = read(path)
    assert not rejected
    assert (one.id, one.outlet, one.published, one.title) == ("7", "north.example", "2031-03-01", "T")
    assert (two.id, two.outlet, two.published) == (f"{path}:2", "South", "2031-03-01T10:00:00+01:00")


def test_passim_and_datatrove(tmp_path):
    """The fields of passim (series) and datatrove (metadata) are understood."""
    path = write(
        tmp_path / "a.jsonl",
        {"id": "p1", "series": "north", "text": "One."},
        {"text": "Two.", "id": "d1", "metadata": {"url": "http://south.example/2", "date": "2031-03-02T00:00:00Z"}},
    )
    (one, two), _ = read(path)
    assert one.outlet == "north"
    assert (two.url, two.published) == ("http://south.example/2", "2031-03-02T00:00:00+00:00")


def test_bad_lines_among_good_ones(tmp_path):
    """Each bad line is rejected with its number and a reason, and the good ones come through."""
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": "Good."}).encode()
    lines = [
        good,
        b'{"text": "cut',
        b"[1]",
        b'{"id": 1}',
        b'{"text": 5}',
        b'{"text": " "}',
        b'{"text": "\xff"}',
        b"",
        good,
    ]
    path.write_bytes(b"\n".join([*lines, b"[" * 100_000, b"x" * 400_000, good]))
    articles, rejected = read(path, limits=Limits(bytes=200_000))
    assert len(articles) == 3
    assert [(one.where.rpartition(":")[2], one.reason) for one in rejected] == [
        ("2", "json"), ("3", "json"), ("4", "field"), ("5", "field"), ("6", "empty"), ("7", "json"), ("10", "json"),
        ("11", "too-large"),
    ]  # fmt: skip
    assert all(one.says and len(one.line) <= 200 for one in rejected)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv(tmp_path, mark):
    """CSV parted by commas, semicolons or tabs; a byte order mark and broken bytes do no harm."""
    path = tmp_path / "a.csv"
    rows = [["id", "text", "outlet"], ["1", '"One, two;\nthree."', "north"], ["2", "Bad \xff", "south"], ["3", "", ""]]
    path.write_bytes(b"\xef\xbb\xbf" + "\n".join(mark.join(row) for row in rows).encode("latin-1"))
    articles, rejected = read(path)
    assert [(one.id, one.text, one.outlet) for one in articles] == [("1", "One, two;\nthree.", "north")]
    assert [one.reason for one in rejected] == ["encoding", "field"]


def test_csv_without_text(tmp_path):
    """A table without a text column says which columns it has and what to do."""
    path = write(tmp_path / "a.csv", "id,words", "1,One")
    with pytest.raises(InputError, match=r"columns: id, words.*--map text=COLUMN"):
        list(read_collection(path))
    assert read(path, mapping={"text": "words"})[0][0].text == "One"


def test_unknown_field_in_map():
    """A map of a field that no article has is refused."""
    with pytest.raises(OptionError, match="no field 'colour'"):
        list(read_collection("x", {"colour": "c"}))


def test_parquet(tmp_path):
    """Parquet rows are articles; a broken file is named."""
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    path = tmp_path / "a.parquet"
    parquet.write_table(pyarrow.table({"text": ["One.", None], "id": [1, 2], "date": ["2031-03-01", None]}), path)
    articles, rejected = read(path)
    assert [(one.id, one.text, one.published) for one in articles] == [("1", "One.", "2031-03-01")]
    assert [one.reason for one in rejected] == ["field"]
    path.write_bytes(b"PAR1" + b"x" * 100)
    with pytest.raises(InputError, match="broken Parquet"):
        list(read_collection(path))


def test_folder(tmp_path):
    """Texts, pages and collections below a folder are read in order of name; other files are rejected, hidden ones not seen."""
    write(tmp_path / "b.txt", "Text of b.")
    write(tmp_path / "a.txt", "Text of a.")
    write(tmp_path / "copy of a.txt", "Text of a.")
    (tmp_path / "deep").mkdir()
    write(tmp_path / "deep" / "c.jsonl", {"text": "Text of c.", "id": "c"})
    write(tmp_path / "notes.odt", "x")
    write(tmp_path / ".hidden.txt", "x")
    (tmp_path / "empty.txt").write_text("")
    articles, rejected = read(tmp_path)
    assert [one.id for one in articles] == ["a.txt", "b.txt", "copy of a.txt", "c"]
    assert sorted(one.reason for one in rejected) == ["empty", "kind"]


def test_compressed(tmp_path):
    """gzip is unpacked; a file cut short gives what could be read, and says so."""
    data = gzip.compress(
        "\n".join(json.dumps({"text": f"Number {n} {os.urandom(20).hex()}"}) for n in range(3000)).encode()
    )
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(data)
    assert len(read(path)[0]) == 3000
    path.write_bytes(data[: len(data) // 2])
    articles, rejected = read(path)
    assert 100 < len(articles) < 3000
    assert rejected[-1].reason == "truncated"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.jsonl", b"", "empty"),
        ("a.jsonl", b"%PDF-1.4 ...", "pdf"),
        ("a.csv", b"\x89PNG\r\n", "binary"),
        ("a.dat", b"<?xml version='1.0'?><recipe/>", "kind"),
        ("a.json", b"[{", "json"),
    ],
)
def test_not_what_its_name_says(tmp_path, name, data, reason):
    """A file of another kind is refused by what it holds, with a reason."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        list(read_collection(path))
    assert caught.value.reason == reason


def test_missing():
    """A file that is not there is named."""
    with pytest.raises(InputError, match="no such file"):
        list(read_collection("nowhere.jsonl"))


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("20310301", "2031-03-01"), (20310301, "2031-03-01"), ("20310301101112", "2031-03-01T10:11:12+00:00"),
        (1930000000, "2031-02-27T23:06:40+00:00"), ("soon", None), (True, None), ("", None), ("9" * 61, None), (1e300, None),
        (float("nan"), None), ("2031-02-30", None),
    ],
)  # fmt: skip
def test_moments(value, iso):
    """Dates in many forms become ISO; what is no date becomes nothing."""
    assert moment(value) == iso


@pytest.mark.parametrize("memory", [0, 10, 10_000])
def test_spool(memory, tmp_path):
    """Articles come back whole from memory and from disk, and no file is left."""
    spool = Spool(memory, tmp_path)
    articles = [Article(id=str(number), text="é\ud800" * number, title=None) for number in range(9)]
    articles = [one if number < 5 else Article(id=one.id, text="x" * number) for number, one in enumerate(articles)]
    articles = [Article(id=one.id, text=one.text.replace("\ud800", "")) for one in articles]
    for article in articles:
        spool.put(article)
    assert len(spool) == 9
    assert [spool.get(number) for number in (8, 0, 3, 5, 1)] == [articles[number] for number in (8, 0, 3, 5, 1)]
    assert not list(tmp_path.iterdir())
    spool.close()
