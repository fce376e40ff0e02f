"""`retold outlets` and `retold review`: lists, documents, tables, labels."""

from __future__ import annotations

import csv
import io
import json

import msgspec
import pytest

from retold.archive import Archive
from retold.cli.app import run
from retold.records.archive import NewReview
from retold.records.article import Article


@pytest.fixture(scope="module")
def news(root, tmp_path_factory):
    """The folder of an archive of the example, with one review."""
    folder = tmp_path_factory.mktemp("review") / "news"
    lines = (root / "examples" / "ferry" / "story.jsonl").read_text("utf-8").splitlines()
    with Archive(folder, create=True) as archive:
        archive.add(msgspec.json.decode(line, type=Article) for line in lines)
        pair = archive.story(archive.stories().stories[0].id).pairs[0]
        name, note = "=Eve \x1b[31m", "no\nwords \u202e"
        archive.review(NewReview(about="pair", one=pair.a, other=pair.b, verdict="reject", note=note, name=name))
    return str(folder)


def test_outlets(news, capsys):
    """The list, the document, the table and one outlet say the same; an unknown outlet gets a line with the next step."""
    assert run(["outlets", news]) == 0
    text = capsys.readouterr()
    assert "The Skerry Post retold Harbour Wire: once" in text.out
    assert "credit in 0 of 1  ·  quotations changed: 6 of 7" in text.out
    assert "pairs" in text.err
    assert run(["outlets", news, "--json", "-q"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert run(["outlets", news, "--csv", "-q"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["source"], row["retelling"]) for row in rows] == [
        (pair["source"], pair["outlet"]) for pair in document["pairs"]
    ]
    assert run(["outlets", news, "--outlet", "the skerry post", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["outlet"]["by_others"]["told"] == 1
    assert run(["outlets", news, "--outlet", "Nobody"]) == 1
    assert "retold outlets" in capsys.readouterr().err
    assert run(["outlets", news, "--csv", "--json"]) == 2


def test_review(news, capsys, tmp_path):
    """The queue, what was said, and the labels; words of strangers are made harmless on the terminal."""
    assert run(["review", news]) == 0
    text = capsys.readouterr()
    assert "1 answers were reviewed" in text.err
    assert run(["review", news, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["reviewed"] == 1
    assert run(["review", news, "--reviewed"]) == 0
    out = capsys.readouterr().out
    assert "pair reject" in out
    assert not {"\x1b", "\u202e"} & set(out)
    target = tmp_path / "labels.jsonl"
    assert run(["review", news, "--export", str(target)]) == 0
    (label,) = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert (label["verdict"], label["reviewer"], label["superseded"]) == ("reject", 1, False)
    assert "Eve" not in target.read_text("utf-8")
    assert run(["review", news, "--export", str(tmp_path / "no" / "file")]) == 1
    assert run(["review", news, "--about", "change"]) == 2
