"""`retold trace` on the command line."""

from __future__ import annotations

import csv
import io
import json

import pytest

from retold.cli import main
from tests.test_trace import ARTICLES


@pytest.fixture
def source(tmp_path):
    """A file of JSON lines with a story in it, and a broken line."""
    path = tmp_path / "a.jsonl"
    rows = [{"id": one.id, "text": one.text, "outlet": one.outlet, "published": one.published} for one in ARTICLES]
    path.write_text("\n".join([*map(json.dumps, rows), '{"text": ']), "utf-8")
    return str(path)


def test_table(source, capsys):
    """The table goes to standard output, remarks to standard error, and a bad line gives exit code 3."""
    assert main(["trace", source, "--processes", "1"]) == 3
    out, err = capsys.readouterr()
    assert "3 tellings in 3 outlets" in out
    assert f"rejected: {source}:5: is broken JSON" in err
    assert "5 articles read, 4 kept, 1 failed (json)" in err
    assert "1 story" in err


def test_json(source, capsys):
    """The JSON document is the trace; --outlet keeps the stories of an outlet."""
    assert main(["trace", source, "--json", "--quiet", "--outlet", "north"]) == 3
    document = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in document["stories"][0]["tellings"]] == ["s", "c", "u"]
    main(["trace", source, "--json", "--quiet", "--outlet", "nobody"])
    assert json.loads(capsys.readouterr().out)["stories"] == []


def test_csv(source, capsys):
    """CSV has one row a telling."""
    main(["trace", source, "--csv", "--quiet"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["id"] for row in rows] == ["s", "c", "u"]
    assert rows[1]["of"] == "s"


def test_parquet(source, tmp_path):
    """Parquet holds the same rows."""
    parquet = pytest.importorskip("pyarrow.parquet")
    target = tmp_path / "out.parquet"
    main(["trace", source, "--parquet", str(target), "--quiet"])
    assert parquet.read_table(target).column("id").to_pylist() == ["s", "c", "u"]


def test_since_rejects_and_output(source, tmp_path, capsys):
    """--since leaves out what is earlier and counts it; --rejects and --output write files."""
    rejects, output = tmp_path / "rejects.jsonl", tmp_path / "out.json"
    options = ["--since", "2031-03-01", "--rejects", str(rejects), "--output", str(output), "--json", "--quiet"]
    assert main(["trace", source, *options]) == 3
    assert json.loads(rejects.read_text())["reason"] == "json"
    counts = json.loads(output.read_text())["counts"]
    assert counts["skipped"] == {"before 2031-03-01": 1}
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("options", "code"),
    [(["--map", "text"], 2), (["--since", "soon"], 2), (["--json", "--csv"], 2), (["--min-tellings", "1"], 2)],
)
def test_usage(source, options, code, capsys):
    """Options that make no sense are named, with exit code 2."""
    assert main(["trace", source, *options]) == code
    assert capsys.readouterr().err


def test_nothing_can_be_read(tmp_path, capsys):
    """A source that is missing is an error; an empty result says why."""
    assert main(["trace", str(tmp_path / "no.jsonl")]) == 1
    assert "no such file" in capsys.readouterr().err
    path = tmp_path / "one.jsonl"
    path.write_text('{"text": "One article alone."}')
    assert main(["trace", str(path)]) == 0
    assert "1 articles read, none retells another" in capsys.readouterr().err


def test_whole_lines_unless_a_width_is_given(source, tmp_path, capsys):
    """Into a pipe or a file lines are whole; --width cuts them."""
    main(["trace", source, "--quiet"])
    whole = capsys.readouterr().out
    assert "…" not in whole
    assert max(map(len, whole.splitlines())) > 120
    target = tmp_path / "table.txt"
    main(["trace", source, "--quiet", "--output", str(target)])
    assert target.read_text("utf-8") == whole
    main(["trace", source, "--quiet", "--output", "-"])
    assert capsys.readouterr().out == whole
    main(["trace", source, "--quiet", "--width", "60"])
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  no date") or line[:5] == "  20"]
    assert all(len(line) <= 60 for line in told)


def test_an_agency_stands_for_an_outlet(tmp_path, capsys):
    """A dispatch without an outlet is known by the agency in its dateline, and as the source it is the first."""
    dispatch = next(one for one in ARTICLES if one.id == "s")
    others = [one for one in ARTICLES if one.id == "c"]
    path = tmp_path / "two.jsonl"
    rows = [{"id": "dispatch", "text": f"ALDBY, March 3 (Coast Wire) – {dispatch.text}"}]
    rows += [{"id": one.id, "text": one.text, "outlet": one.outlet, "published": one.published} for one in others]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert main(["trace", str(path), "--quiet"]) == 0
    out = capsys.readouterr().out
    assert "–  dispatch" not in out
    assert "Coast Wire  dispatch  first" in out
    assert "first in Coast Wire" in out
