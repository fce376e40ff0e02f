"""`retold tree` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retold.cli.app import run
from tests.descent.stories import copy, dispatch, text

TELLINGS = [
    dispatch(),
    copy("herald", text(0, 1, 2, 3, 5, end="Source: Norda"), "2024-05-04T11:00:00Z"),
    copy("bugle", text(0, 1, 2, end="Herald reported."), "2024-05-04T15:00:00Z"),
]


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "story.jsonl"
    rows = [
        {"id": a.id, "text": a.text, "outlet": a.outlet, "agency": a.agency, "published": a.published} for a in TELLINGS
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return path


def test_tree_of_json_lines(lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The list shows each telling below its source."""
    assert run(["tree", str(lines)]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].startswith("Norda")
    assert shown[1].startswith("└─")
    assert "Herald" in shown[1]
    assert "Bugle" in shown[2]


def test_tree_as_json_and_drawings(lines: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON has nodes, edges and roots; DOT and SVG are written."""
    svg = tmp_path / "tree.svg"
    assert run(["tree", str(lines), "--json", "--svg", str(svg), "--changes"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["tree"]["roots"] == ["norda"]
    assert {edge["child"] for edge in document["tree"]["edges"]} == {"herald", "bugle"}
    assert svg.read_text(encoding="utf-8").startswith("<svg")
    assert run(["tree", str(lines), "--dot"]) == 0
    assert "digraph" in capsys.readouterr().out


def test_tree_says_why_and_who(lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Evidence for one telling, and the telling that introduced words."""
    assert run(["tree", str(lines), "--why", "Bugle"]) == 0
    assert "credit: the child credits Herald" in capsys.readouterr().out
    assert run(["tree", str(lines), "--who", "Herald reported"]) == 0
    assert "introduced by Bugle" in capsys.readouterr().out
    assert run(["tree", str(lines), "--why", "nobody"]) == 1
    assert "is no telling" in capsys.readouterr().err


def test_tree_of_a_folder_with_meta(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder of texts with meta.json; other JSON in it is no telling."""
    for article in TELLINGS:
        (tmp_path / f"{article.id}.txt").write_text(article.text, encoding="utf-8")
    known = {f"{a.id}.txt": {"outlet": a.outlet, "published": a.published, "title": None} for a in TELLINGS}
    (tmp_path / "meta.json").write_text(json.dumps(known), encoding="utf-8")
    (tmp_path / "truth.json").write_text('{"tree": 1}', encoding="utf-8")
    assert run(["tree", str(tmp_path)]) == 0
    assert "3 tellings; 1 root" in capsys.readouterr().out


def test_bad_lines_are_named_and_the_rest_is_done(lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A broken line is named with its number, the exit code says so, the tree is drawn."""
    lines.write_text(lines.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    assert run(["tree", str(lines)]) == 3
    shown = capsys.readouterr()
    assert "story.jsonl:4: is broken JSON" in shown.err
    assert "3 tellings" in shown.out
    assert run(["tree", str(lines.parent / "nowhere.jsonl")]) == 1


def test_the_example_is_exact(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The bundled example's tree is that of its truth.json."""
    folder = root / "examples" / "ferry"
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["tree"]
    known = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    assert run(["tree", str(folder), "--json"]) == 0
    made = json.loads(capsys.readouterr().out)["tree"]
    names = {known[file]["id"]: file for file in known}
    assert {(names[e["parent"]], names[e["child"]]) for e in made["edges"]} == {
        (e["parent"], e["child"]) for e in truth["edges"]
    }
    assert [names[one] for one in made["roots"]] == truth["roots"]


def test_tree_says_what_was_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--changes counts what each edge changed and lists who introduced it; without it the tree stands alone."""
    source, herald = TELLINGS[:2]
    altered = herald.text + " “We waited for {} hours before the ferry came, which was wrong,” Olga Prent said."
    rows = [
        {"id": "norda", "text": source.text + altered.format("nine")[len(herald.text) :], "agency": "Norda"},
        {"id": "herald", "text": altered.format("two"), "outlet": "Herald"},
    ]
    for row, one in zip(rows, (source, herald), strict=True):
        row["published"] = one.published or ""
    path = tmp_path / "altered.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert run(["tree", str(path), "--width", "60"]) == 0
    alone = capsys.readouterr().out
    assert run(["tree", str(path), "--changes", "--width", "60"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(alone)
    listed = shown.removeprefix(alone).splitlines()
    assert listed[:2] == ["", "What each edge changed"]
    assert listed[2].startswith("  Herald from Norda: ")
    assert "What was changed, and by whom" in listed
    said = " ".join(line.strip() for line in listed)
    assert "Herald: quotation altered: “" in said
    assert "nine hours" in said
    assert "two hours" in said
    assert all(len(line) <= 60 for line in listed)
