"""The documentation agrees with the program."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import get_args, get_type_hints

import msgspec
import pytest

from retold.records import comparison as records
from retold.records.archive import Added, CheckUp, Found, StoryPage
from retold.records.ledger import Ledger, LedgerTable
from retold.records.story import Story, Trace
from retold.report import glossary

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


def test_reference_pages_are_up_to_date():
    """The pages of commands and words are what the program says now."""
    shown = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "make_reference.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.returncode == 0, shown.stdout + shown.stderr


def _reachable(cls, found):
    """Every record that a document of `cls` can hold."""
    if cls not in found:
        found.add(cls)
        for hint in get_type_hints(cls).values():
            waiting = [hint]
            while waiting:
                part = waiting.pop()
                waiting += get_args(part)
                if isinstance(part, type) and issubclass(part, msgspec.Struct):
                    _reachable(part, found)
    return found


DOCUMENTS = (records.Comparison, Ledger, LedgerTable, Story, Trace, Added, CheckUp, Found, StoryPage)


@pytest.mark.parametrize(
    "struct",
    sorted(set().union(*(_reachable(cls, set()) for cls in DOCUMENTS)), key=lambda cls: cls.__name__),
    ids=lambda cls: cls.__name__,
)
def test_every_json_key_is_documented(struct):
    """Each key of each record in a document stands on the page of the JSON."""
    page = (DOCS / "reference" / "json.md").read_text(encoding="utf-8")
    named = set(re.findall(r'[`"]([a-z_0-9]+)["`]', page))
    assert {field.encode_name for field in msgspec.structs.fields(struct)} <= named


@pytest.mark.parametrize(
    ("kinds", "table"),
    [
        (records.ChangeKind, glossary.CHANGE_KINDS),
        (records.QuotationStatus, glossary.QUOTATION_STATUSES),
        (records.FigureStatus, glossary.FIGURE_STATUSES),
        (records.RelationKind, glossary.RELATIONS),
        (records.DirectionAnswer, glossary.ANSWERS),
        (records.Cue, glossary.CUES),
        (records.LinkKind, glossary.LINK_KINDS),
    ],
)
def test_every_word_is_explained(kinds, table):
    """Each value that a record can hold has its entry, in the order of the record, and no entry is left over."""
    assert list(table) == list(kinds.__args__)
    assert all(entry.means for entry in table.values())


def test_badges_are_different():
    """Each kind of change has a letter of its own and an example."""
    letters = [entry.letter for entry in glossary.CHANGE_KINDS.values()]
    assert len(set(letters)) == len(letters)
    assert all(entry.source or entry.retelling for entry in glossary.CHANGE_KINDS.values())


def _pages():
    return [*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]


@pytest.mark.parametrize("page", _pages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_inside_the_repository(page):
    """Each relative link and picture of a page leads to a file that is there."""
    text = page.read_text(encoding="utf-8")
    broken = [
        target
        for target in re.findall(r"\]\(([^)#\s]+)", text)
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert not broken


def test_commands_in_pages_exist():
    """Each `retold …` command and option that a page shows is one that the program has."""
    from retold.cli.app import COMMANDS, app

    known = set(COMMANDS)
    options = {"--help", "-h", "--version"}
    context = app.make_context("retold", ["explain"])
    for name in app.list_commands(context):
        options |= {text for item in app.get_command(context, name).params for text in item.opts}
    for page in _pages():
        if page.name == "cli.md":
            continue
        for command, rest in re.findall(r"(?:^\$ |`)retold ([a-z]+)([^`\n#]*)", page.read_text(encoding="utf-8"), re.M):
            assert command in known, (page.name, command)
            assert set(re.findall(r"(?<!\S)--[a-z]+(?:-[a-z]+)*", rest)) <= options, (page.name, command, rest)


def test_python_in_the_readme_runs(tmp_path, monkeypatch, capsys):
    """The Python lines of the README run on two files of those names."""
    from tests.report.factory import RETELLING, SOURCE

    (tmp_path / "dispatch.txt").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "article.html").write_text(
        f"<html><body><article><p>{RETELLING}</p></article></body></html>", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    code = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S).group(1)
    exec(compile(code, "README.md", "exec"), {})
    assert capsys.readouterr().out.strip()
