"""The commands of an archive, from an empty folder to an empty archive."""

from __future__ import annotations

import json

import pytest

from retold.cli.app import run
from retold.cli.archive_view import around


@pytest.fixture(scope="module")
def folder(root, tmp_path_factory):
    """An archive of the example, made by the command."""
    target = tmp_path_factory.mktemp("archive") / "news.retold"
    assert run(["add", str(target), str(root / "examples" / "ferry" / "story.jsonl"), "--quiet"]) == 0
    return str(target)


def said(capsys, *arguments: str) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of a command."""
    capsys.readouterr()
    code = run(list(arguments))
    heard = capsys.readouterr()
    return code, heard.out, heard.err


def test_add(folder, root, tmp_path, capsys):
    """`add` accounts for every input; again it adds nothing; a bad line is named, with exit code 3."""
    given = tmp_path / "more.jsonl"
    line = (root / "examples" / "ferry" / "story.jsonl").read_text("utf-8").splitlines()[0]
    given.write_text(line + "\nnot json\n", "utf-8")
    code, out, err = said(capsys, "add", folder, str(given), "--rejects", str(tmp_path / "rejects.jsonl"))
    assert code == 3
    assert "2 read, 0 added, 1 there already, 1 failed" in out
    assert "holds 6 articles" in out
    assert "more.jsonl:2" in err
    assert json.loads((tmp_path / "rejects.jsonl").read_text("utf-8"))["where"].endswith(":2")
    code, out, _ = said(capsys, "add", folder, str(given), "--json", "--quiet")
    assert json.loads(out)["known"] == 1
    assert said(capsys, "add", folder, str(tmp_path / "nothing.jsonl"))[0] == 1


def test_taken_id(folder, tmp_path, capsys):
    """A known id with another text is left alone, named with the next step, and ends with 3."""
    given = tmp_path / "taken.jsonl"
    given.write_text('{"id": "harbour-wire-0304-017", "text": "Something else altogether."}\n', "utf-8")
    code, _, err = said(capsys, "add", folder, str(given))
    assert code == 3
    assert "harbour-wire-0304-017" in err
    assert "id of its own" in err


def test_stories_and_story(folder, capsys):
    """Lists and stories are shown as text and as JSON; an article's id leads to its story."""
    code, out, err = said(capsys, "stories", folder, "--altered-quotations", "--outlet", "Daily Lantern")
    assert (code, "1 of 1 story" in err) == (0, True)
    id = out.split()[0]
    assert json.loads(said(capsys, "stories", folder, "--json")[1])["stories"][0]["id"] == id
    assert said(capsys, "stories", folder, "--since", "2031-03-05")[1] == ""
    code, out, _ = said(capsys, "story", folder, "osk-courier-8841")
    assert code == 0
    for part in (id, "The Osk Courier", "quotation altered", "└─"):
        assert part in out
    story = json.loads(said(capsys, "story", folder, id, "--json")[1])
    assert len(story["tellings"]) == len(story["ledger_of"]) == 6


def test_find(folder, root, capsys):
    """An article that is not in the archive finds the story that it tells."""
    code, out, _ = said(capsys, "find", folder, str(root / "examples" / "ferry" / "skerry-post.txt"), "--json")
    assert code == 0
    assert json.loads(out)["matches"]


def test_doctor_export_remove(root, tmp_path, capsys):
    """A check-up is clean, everything can be taken out, an article can be removed."""
    folder = str(tmp_path / "news")
    source = str(root / "examples" / "ferry" / "story.jsonl")
    said(capsys, "add", folder, source)
    code, out, _ = said(capsys, "doctor", folder, "--reindex")
    assert (code, "Everything is there" in out) == (0, True)
    code, _, err = said(capsys, "export", folder, str(tmp_path / "out"))
    assert (code, "6 articles" in err) == (0, True)
    assert said(capsys, "remove", folder, "osk-courier-8841", "no-such")[0] == 3
    assert said(capsys, "remove", folder, "osk-courier-8841")[0] == 1
    assert json.loads(said(capsys, "doctor", folder, "--json")[1])["articles"] == 5


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("stories", "{0}/none"), "there is no archive here"),
        (("story", "{1}", "no-such"), "there is no story"),
        (("remove", "{1}", "no-such"), "there is no article"),
        (("stories", "{1}", "--after", "x"), "no cursor"),
        (("stories", "{1}", "--since", "soon"), "not a date"),
        (("doctor", "{0}"), "archive"),
    ],
)
def test_bad_input(folder, tmp_path, capsys, arguments, words):
    """What cannot be done is said in one line, with what to do instead."""
    code, out, err = said(capsys, *(one.format(tmp_path, folder) for one in arguments))
    assert code in (1, 2)
    assert out == ""
    assert words in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("careful", "quick"),
        ("not", ""),
        ("in a careful way", "at once"),
    ],
)
@pytest.mark.parametrize("place", ["{} and all that was said behind it in so many words of the same speech",
                                   "all that was said before it in so many words of {} the same speech, to the end of it",
                                   "all that was said before it in so many words of the same speech and then {}"])  # fmt: skip
def test_changed_words_are_not_cut_away(before, after, place):
    """Of two long quotations the words that differ are shown, wherever they stand, with some of the others."""
    shown = around(place.format(before), place.format(after), 44)
    for words, side in zip((before, after), shown, strict=True):
        assert words in side
        assert 20 < len(side.strip("… ")) <= 44
        assert "…" in side


def test_short_quotations_stay_whole():
    """What fits is not cut; a side without words stays empty; a long change is cut at its end, between words."""
    assert around("one two", "one three", 44) == ("one two", "one three")
    assert around("", "words", 44) == ("", "words")
    assert around("same", "same", 44) == ("same", "same")
    cut, nothing = around("ab " * 40, "", 44)
    assert nothing == ""
    assert cut.endswith("ab …")
    assert len(cut) <= 44
    assert around("x" * 90, "", 44)[0] == "x" * 43 + " …"
