"""No command writes over what it was given to read, and an archive given in the wrong place is told from an article."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from retold.archive import Archive
from retold.cli.app import run
from retold.records.article import Article

TEXT = "The harbour master of Aldby closed the northern pier after divers found cracks in 14 of its 60 pillars."


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with articles in every form, links to one of them, and an archive."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, "utf-8")
    Path("b.txt").write_text(TEXT + " Nobody was hurt.", "utf-8")
    Path("y.jsonl").write_text('{"text": "One."}\n', "utf-8")
    Path("link.txt").symlink_to("a.txt")
    os.link("a.txt", "hard.txt")
    Path("folder").mkdir()
    Path("folder/c.txt").write_text(TEXT, "utf-8")
    with Archive(tmp_path / "news.retold", create=True) as kept:
        kept.add([Article(id="d1", text=TEXT)])
    return tmp_path


def _all(folder: Path) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file() and "news.retold" not in path.parts
    }


OVERWRITING = [
    "compare a.txt b.txt --html a.txt --json",
    "compare a.txt b.txt --output ./b.txt",
    "compare a.txt b.txt --output link.txt",
    "compare link.txt b.txt --output hard.txt",
    "ledger a.txt --output a.txt",
    "ledger a.txt b.txt --output b.txt",
    "ledger folder --output folder/c.txt",
    "trace y.jsonl --output y.jsonl",
    "trace y.jsonl --csv --output y.jsonl",
    "trace y.jsonl --rejects y.jsonl",
    "trace y.jsonl --parquet y.jsonl",
    "trace folder --output folder/c.txt",
    "tree folder --svg folder/c.txt",
    "tree y.jsonl --svg y.jsonl",
    "add news.retold y.jsonl --rejects y.jsonl",
    "find news.retold a.txt --output a.txt",
]


@pytest.mark.parametrize("line", OVERWRITING)
def test_an_input_is_not_written_over(here: Path, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is read, by its name, through a link or in a folder, stays as it is; the message names it."""
    before = _all(here)
    assert run(line.split()) == 2
    assert "would overwrite the input" in capsys.readouterr().err
    assert _all(here) == before


def test_standard_input_is_a_file_too(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`… - … < a.txt --output a.txt` is seen as well."""
    with open("a.txt", encoding="utf-8") as given:
        monkeypatch.setattr(sys, "stdin", given)
        assert run(["compare", "-", "b.txt", "--output", "a.txt"]) == 2
    assert "standard input" in capsys.readouterr().err
    assert Path("a.txt").read_text("utf-8") == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "export news.retold news.retold",
        "export news.retold news.retold/out",
        "review news.retold --export news.retold/archive.sqlite",
        "story news.retold d1 --output news.retold/archive.sqlite",
        "find news.retold a.txt --output news.retold/found.txt",
        "add news.retold y.jsonl --rejects news.retold/rejects.jsonl",
        "add news.retold y.jsonl --keep-raw news.retold",
    ],
)
def test_nothing_is_written_into_an_archive(here: Path, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An archive holds its own files only."""
    before = sorted(os.listdir("news.retold"))
    assert run(line.split()) == 2
    assert "nothing else is kept there" in capsys.readouterr().err
    assert sorted(os.listdir("news.retold")) == before
    with Archive(here / "news.retold") as kept:
        assert len(kept) == 1


def test_two_outputs_are_two_files(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--html and --output to one file would lose one of them; /dev/null takes both, and is no input either."""
    assert run(["compare", "a.txt", "b.txt", "--html", "x", "--output", "x"]) == 2
    assert "--html writes to x, too" in capsys.readouterr().err
    assert run(["compare", "a.txt", "b.txt", "--html", os.devnull, "--output", os.devnull, "--quiet"]) == 0


def test_what_may_be_written_is(here: Path) -> None:
    """Another file, also one that is there, and a drawing beside the tellings, twice."""
    for _ in range(2):
        assert run(["compare", "a.txt", "b.txt", "--output", "out.txt"]) == 0
        assert run(["tree", "folder", "--svg", "folder/tree.svg"]) == 0
        assert run(["export", "news.retold", "out", "--quiet"]) == 0
    assert Path("out.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("find a.txt news.retold", "retold find news.retold a.txt"),
        ("story d1 news.retold", "retold story news.retold d1"),
        ("add y.jsonl news.retold", "retold add news.retold y.jsonl"),
        ("remove d1 news.retold", "retold remove news.retold d1"),
        ("export out news.retold", "retold export news.retold out"),
    ],
)
def test_an_archive_in_the_wrong_place(here: Path, line: str, better: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the archive was given behind the article, the message shows the right order."""
    assert run(line.split()) == 2
    assert f"news.retold is an archive; give it first. Try: {better}" in capsys.readouterr().err


def test_no_file_behind_standard_input(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input that is no file of the system (a pipe, a test) is never an output."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert run(["compare", "-", "b.txt", "--output", "out.txt"]) == 0
