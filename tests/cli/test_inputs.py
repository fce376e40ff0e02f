"""What commands that read many articles share."""

from __future__ import annotations

import json

import pytest

from retold.cli.inputs import Asked, Inputs, account
from retold.errors import InputError, OptionError, OutputError
from retold.records.article import Article


@pytest.fixture
def source(tmp_path):
    """Four articles and a broken line."""
    path = tmp_path / "a.jsonl"
    rows = [
        {"id": str(n), "text": f"Text {n}.", "outlet": "North" if n % 2 else "South", "date": f"2031-03-0{n}"}
        for n in range(1, 5)
    ]
    path.write_text("\n".join([*map(json.dumps, rows), "{"]), "utf-8")
    return str(path)


def taken(source, **asked):
    with Inputs([source] if isinstance(source, str) else source, Asked(**asked)) as inputs:
        return [item.id for item in inputs if isinstance(item, Article)], inputs


def test_what_is_wanted(source, capsys):
    """--since, --until and --outlet leave articles out, and all is counted."""
    kept, inputs = taken(source, since="2031-03-02", until="2031-03-03", outlets=("north",))
    assert kept == ["3"]
    assert inputs.counts() == {
        "read": 5, "kept": 1, "skipped": {"before 2031-03-02": 1, "after 2031-03-03": 1, "another outlet": 1}, "failed": 1,
        "failed_by": {"json": 1},
    }  # fmt: skip
    assert account(inputs.counts()).startswith("5 articles read, 1 kept, 1 skipped (before 2031-03-02)")
    assert inputs.exit_code == 3
    assert ":5: is broken JSON" in capsys.readouterr().err


def test_rejects_and_raw_bytes(source, tmp_path):
    """--rejects keeps what failed, --keep-raw the bytes of files under their hash."""
    (tmp_path / "b.txt").write_text("A ferry was late.")
    _, inputs = taken([source, str(tmp_path / "b.txt")], rejects=str(tmp_path / "r"), keep_raw=str(tmp_path / "raw"))
    assert json.loads((tmp_path / "r").read_text())["reason"] == "json"
    (kept,) = (tmp_path / "raw").iterdir()
    assert kept.read_text() == "A ferry was late."
    assert inputs.kept == 5


def test_sources_that_cannot_be_used(source, tmp_path):
    """One bad source among others is a reject; where all are bad, the last one's error is raised."""
    kept, inputs = taken([str(tmp_path / "none"), source])
    assert len(kept) == 4
    assert inputs.failed["missing"] == 1
    with pytest.raises(InputError, match="no such file"):
        taken([str(tmp_path / "none"), str(tmp_path / "no")])


def test_options_that_make_no_sense(source, tmp_path):
    """Each is named before anything is read."""
    for asked in ({"since": "soon"}, {"until": "later"}, {"mapping": ("text",)}):
        with pytest.raises(OptionError):
            taken(source, **asked)
    with pytest.raises(OutputError):
        taken(source, rejects=str(tmp_path))
