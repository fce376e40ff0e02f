"""`retold find`: what is printed, what goes to standard error, and the ways it can fail."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from retold.archive import Archive
from retold.cli.app import run
from retold.records.article import Article
from retold.text.tokenise import words as list_words

DISPATCH = (
    "PORT ELDA, March 4 (Coast Wire) – The harbour master of Port Elda closed the northern pier on Tuesday after divers found "
    "cracks in 14 of its 60 pillars. “Nobody will walk on that pier before the pillars are mended,” Ina Torvald said. The repair "
    "will take nine weeks and cost 2.4 million crowns, half of it paid by the province. Fishing boats must land their catch at "
    "the quay of Sund until then, and the ferry to Lisholm leaves from there, too."
)
RETELLING = (
    "The northern pier of Port Elda was closed by the harbour master on Tuesday when divers discovered cracks in 14 of its 60 "
    "pillars. “Nobody will set foot on that pier before the pillars are repaired,” said Ina Torvald. The repair will last nine "
    "weeks and cost 2.6 million crowns, half of it from the province. Until then fishing boats must land their catch at the quay "
    "of Sund."
)
OTHER = (
    "A choir of two hundred school children sang in the ruins of the abbey on Sunday evening. The conductor, who is ninety, had "
    "practised with them since autumn, and the last song was one that he wrote as a boy in the mountains."
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the dispatch and another article."""
    folder = tmp_path_factory.mktemp("find") / "news.retold"
    with Archive(folder, create=True) as kept:
        kept.add(
            [
                Article(id="d1", text=DISPATCH, title="Pier closed", outlet="coast.example", published="2031-03-04"),
                Article(id="c1", text=OTHER, outlet="hill.example", published="2031-03-02"),
            ]
        )
    return folder


@pytest.fixture
def retelling(tmp_path: Path) -> Path:
    """The retelling as a file."""
    target = tmp_path / "retelling.txt"
    target.write_text(RETELLING, encoding="utf-8")
    return target


def test_the_match_is_shown_with_what_changed(
    archive: Path, retelling: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Relation, score, where and when, what is in common, and the changes, the altered figure among them."""
    assert run(["find", str(archive), str(retelling)]) == 0
    shown = capsys.readouterr()
    words = " ".join(shown.out.split())
    assert words.startswith("1. retelling, score 0.")
    assert "Pier closed coast.example · 2031-03-04 · d1" in words
    assert "figure (changed): “2.4 million” → “2.6 million”" in words
    assert "quotation (altered)" in words
    verbatim = words.partition("word for word: “")[2].partition("”, in a passage of ")[0].rstrip("…")
    assert len(verbatim) > 20
    whole = [" ".join(list_words(text).norm) for text in (verbatim.rpartition(" ")[0], DISPATCH, RETELLING)]
    assert all(whole[0] in one for one in whole[1:])
    assert "1 match\n" in shown.err
    assert all(len(line) <= 80 for line in shown.out.splitlines())


def test_json_is_the_whole_document(archive: Path, retelling: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--json prints the document and nothing else; without changes it stays short."""
    assert run(["find", str(archive), str(retelling), "--json", "--changes", "0", "-q"]) == 0
    shown = capsys.readouterr()
    found = json.loads(shown.out)
    assert [one["telling"]["id"] for one in found["matches"]] == ["d1"]
    assert found["matches"][0]["changes"] == []
    assert found["articles"] == 2
    assert shown.err == ""


def test_standard_input_is_read(
    archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dash stands for standard input; a verbatim copy is identical."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(DISPATCH.encode())))
    assert run(["find", str(archive), "-"]) == 0
    assert capsys.readouterr().out.startswith("1. identical, score 1.00: Pier closed")


def test_nothing_found_is_said_in_words(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An article that nobody printed gives one sentence that says why, and exit code 0."""
    target = tmp_path / "new.txt"
    target.write_text(
        "The oldest lighthouse of the western shore was sold to a bakery that will grind its flour there."
    )
    assert run(["find", str(archive), str(target)]) == 0
    assert "Nothing in the archive retells it" in " ".join(capsys.readouterr().out.split())


def test_nothing_is_stored(archive: Path, retelling: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Asking leaves the archive with the articles it had."""
    run(["find", str(archive), str(retelling)])
    capsys.readouterr()
    with Archive(archive, readonly=True) as kept:
        assert len(kept) == 2


def test_bad_input_is_one_line_with_the_next_step(
    archive: Path, retelling: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No archive, no article, an article without words: exit code 1, one line, no traceback."""
    empty = tmp_path / "empty.txt"
    empty.write_text("… — !")
    cases = (
        ([str(tmp_path / "none"), str(retelling)], "retold add"),
        ([str(archive), str(tmp_path / "none.txt")], "none.txt"),
        ([str(archive), str(empty)], "no words"),
    )
    for arguments, says in cases:
        assert run(["find", *arguments]) == 1
        lines = capsys.readouterr().err.splitlines()
        assert len([line for line in lines if "error" in line]) == 1
        assert says in lines[-1]


def test_a_text_cannot_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Control characters in a title of the archive are drawn, not obeyed."""
    folder = tmp_path / "hostile.retold"
    with Archive(folder, create=True) as kept:
        kept.add([Article(id="h", text=DISPATCH, title="\x1b[31mred\u202e", outlet="x\x07.example")])
    target = tmp_path / "copy.txt"
    target.write_text(DISPATCH, encoding="utf-8")
    assert run(["find", str(folder), str(target), "--changes", "0"]) == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\x07" not in shown
