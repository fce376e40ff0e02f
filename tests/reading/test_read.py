"""Reading files and standard input: what becomes an article, and what is said where something cannot."""

from __future__ import annotations

import io
import json
import os
import sys
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import retold
from retold.errors import InputError
from retold.reading import Limits, read_bytes, read_with_notes


@pytest.fixture
def make(tmp_path):
    """Writes a file and gives its path as text."""

    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


def _reason(source, **more):
    with pytest.raises(InputError) as caught:
        read_with_notes(source, **more)
    error = caught.value
    assert "\n" not in str(error)
    assert error.next_step, "every error names the next step"
    return error


def test_text_stays_as_it_is(make):
    """Of a text file the text is the decoded file: line ends, blanks and offsets in code points are kept."""
    text = "  Ferry late\r\n\r\nThe “Maren” was 😀 late.\t\r\n"
    article = retold.read(make("a.txt", text))
    assert article.text == text
    assert article.id
    assert len(article.raw_sha256) == 64


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"], ids=lambda value: value
)
def test_unicode_encodings(make, encoding):
    """Every Unicode encoding is read, with a byte order mark or, for UTF-16, without; the mark is no part of the text."""
    text = "The harbour café was closed on Tuesday, the council said.\nNobody knew why."
    assert retold.read(make("a.txt", text.encode(encoding))).text == text


def test_guessed_encoding_is_said(make):
    """A file that is not UTF-8 is decoded by detection, and a note says so."""
    text = "Der Hafen von Möhn wurde am Dienstag geschlossen, sagte die Bürgermeisterin Käthe Brühl. " * 5
    read = read_with_notes(make("a.txt", text.encode("cp1252")))
    assert read.article.text == text
    assert [note.code for note in read.notes] == ["encoding-guessed"]
    assert "is not UTF-8" in read.notes[0].says


def test_declared_encoding(make):
    """Where UTF-8 does not fit, what the page declares is taken."""
    page = "<html><head><meta charset='windows-1251'></head><body><p>Паром остановился у причала во вторник утром, "
    page += "сообщил порт.</p></body></html>"
    read = read_with_notes(make("a.html", page.encode("cp1251")))
    assert "Паром остановился" in read.article.text


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", " \n\t\u00a0 ", "empty"),
        ("bom.txt", b"\xef\xbb\xbf", "empty"),
        ("binary.txt", b"abc\x00\x01\x02\x00\x00\xff", "binary"),
        ("file.pdf", b"%PDF-1.7\nsome text", "pdf"),
        ("file.docx", b"PK\x03\x04....", "binary"),
        ("file.gz", b"\x1f\x8b\x08....", "damaged"),
        ("controls.txt", bytes(range(1, 9)) * 20, "binary"),
        ("broken.json", '{"text": "a",\n "title": }', "json"),
        ("short.json", '{"text": "a"', "json"),
        ("number.json", "17", "json"),
        ("list.json", '[{"text": "a"}, {"text": "b"}]', "many"),
        ("lines.jsonl", '{"text": "a"}\n{"text": "b"}', "many"),
        ("nothing.json", "{}", "field"),
        ("type.json", '{"text": 17}', "field"),
        ("inner.json", '{"text": "a", "clocks": [{"kind": "noon", "at": "1"}]}', "field"),
        ("date.json", '{"text": "a", "published": "yesterday"}', "field"),
        ("day.json", '{"text": "a", "published": "2024-13-41"}', "field"),
        ("blank.json", '{"text": "  "}', "empty"),
        ("deep.json", '{"text": ' + "[" * 5000 + "]" * 5000 + "}", "json"),
        ("none.html", "<html><body><script>var a = 1</script></body></html>", "no-text"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else "",
)
def test_bad_files(make, name, content, reason):
    """Each bad file is one clear line that names the file, with a stable reason and a next step."""
    path = make(name, content)
    error = _reason(path)
    assert error.reason == reason
    assert error.source == path
    assert path in str(error)


def test_json_place(make):
    """Broken JSON is told with line and column, a wrong type with the field's name."""
    assert "line 2, column" in str(_reason(make("a.json", '{"text": "a",\n "title": }')))
    assert "the field title has a wrong value: expected text" in str(
        _reason(make("b.json", '{"text": "a", "title": 3}'))
    )
    assert "clocks[0].kind" in str(_reason(make("c.json", '{"text": "a", "clocks": [{"kind": "noon", "at": "1"}]}')))


def test_json_article(make):
    """A JSON article keeps every field; a field that is none of an article's is left out and named."""
    given = {
        "id": "x-1",
        "text": "A ferry was late.",
        "title": "Late",
        "outlet": "Echo",
        "published": "2031-03-04T09:12:00+01:00",
        "clocks": [{"kind": "fetched", "at": "2031-03-05", "precision": "day"}],
        "credits": ["Wire"],
        "outlett": "typo",
    }
    read = read_with_notes(make("a.json", json.dumps(given)))
    assert (read.article.id, read.article.outlet, read.article.credits) == ("x-1", "Echo", ("Wire",))
    assert read.article.clocks[0].precision == "day"
    assert [note.code for note in read.notes] == ["fields-ignored"]
    assert "outlett" in read.notes[0].says


def test_missing_and_folder(tmp_path):
    """A missing file, a folder, a path through a file and a name that cannot be are told apart."""
    assert _reason(str(tmp_path / "none.txt")).reason == "missing"
    assert _reason(str(tmp_path)).reason == "folder"
    (tmp_path / "f").write_text("x")
    assert _reason(str(tmp_path / "f" / "g.txt")).reason == "missing"
    assert _reason("a\0b").reason == "unreadable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_permission(make):
    """A file that may not be read is told so."""
    path = make("secret.txt", "x")
    os.chmod(path, 0)
    assert _reason(path).reason == "permission"


@pytest.mark.parametrize("url", ["ftp://harbour.example/a", "file:///etc/hostname", "FILE://x"])
def test_url(url):
    """An address that is not of the web is never opened."""
    error = _reason(url)
    assert error.reason == "url"


def test_too_large(make):
    """An input above the limit is refused before it is parsed."""
    error = _reason(make("big.txt", "a" * 2_000_001), limits=Limits(bytes=2_000_000))
    assert error.reason == "too-large"
    assert "2 MB" in str(error)


def test_standard_input(monkeypatch):
    """`-` reads standard input, and messages call it by that name."""
    monkeypatch.setattr(
        sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"A ferry."), closed=False, isatty=lambda: False)
    )
    assert retold.read("-").text == "A ferry."
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b""), closed=False, isatty=lambda: False))
    assert _reason("-").source == "standard input"
    monkeypatch.setattr(sys, "stdin", None)
    assert _reason("-").reason == "missing"


def test_path_objects(make):
    """A path object is as good as its name."""
    from pathlib import Path

    assert retold.read(Path(make("a.txt", "A ferry."))).text == "A ferry."


def test_text_that_looks_like_something_else(make):
    """A text that begins with a brace is text; a page saved as .txt is a page; JSON is known without its ending."""
    assert retold.read(make("a.txt", '{"quoted": it begins so}')).text.startswith("{")
    page = "<!DOCTYPE html><html><body><article><p>The ferry was late, the port said.</p></article></body></html>"
    assert retold.read(make("b.txt", page)).text == "The ferry was late, the port said."
    assert retold.read(make("c", '{"text": "A ferry."}')).text == "A ferry."


def test_same_bytes_same_id(make):
    """The id is a hash of what is known of the article, not of the file's name."""
    assert retold.read(make("a.txt", "A ferry.")).id == retold.read(make("b.txt", "A ferry.")).id
    assert retold.read(make("c.txt", "A ferry!")).id != retold.read(make("d.txt", "A ferry.")).id


def _outcome(data):
    """The text that is read from `data`, or the error."""
    try:
        return read_bytes(data, "x.txt").article.text
    except InputError as error:
        return error


@settings(max_examples=50, derandomize=True, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(data):
    """Whatever the bytes: an article, or an InputError with a next step; never anything else."""
    outcome = _outcome(data)
    if isinstance(outcome, InputError):
        assert outcome.next_step
    else:
        assert outcome.strip()
        assert outcome.encode("utf-8")


@settings(max_examples=50, derandomize=True, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_any_text(text):
    """Every text survives being written as UTF-8 and read, unless it begins as another format does."""
    outcome = _outcome(text.encode())
    if isinstance(outcome, InputError):
        assert outcome.reason in {"binary", "no-text"}
    else:
        assert outcome in {text, text.removeprefix("\ufeff")}
