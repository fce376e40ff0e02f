"""The rules of the house: sizes, docstrings, no path of a machine."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
SCRIPTS = sorted([*(ROOT / "tools").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")])
MAX_MODULE, MAX_FUNCTION = 600, 80
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def _tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def _name(path):
    return str(path.relative_to(ROOT))


def _tracked():
    """The files of the repository: those that git knows or would add; all but the obvious where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


@pytest.mark.parametrize("path", [*SOURCES, *TESTS, *SCRIPTS], ids=_name)
def test_sizes(path):
    """No module is longer than 600 lines and no function of the package longer than 80."""
    tree = _tree(path)
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= MAX_MODULE
    if path in SOURCES:
        long = [
            f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
            for node in ast.walk(tree)
            if isinstance(node, FUNCTIONS) and node.end_lineno - node.lineno + 1 > MAX_FUNCTION
        ]
        assert not long


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_docstrings(path):
    """Every module, public class and public function of the package has a docstring."""
    tree = _tree(path)
    bare = [] if ast.get_docstring(tree) else ["the module"]
    open_places = [tree, *(node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name[0] != "_")]
    for node in open_places:
        for child in node.body:
            public = isinstance(child, (*FUNCTIONS, ast.ClassDef)) and not child.name.startswith("_")
            if public and not ast.get_docstring(child) and not _overload(child):
                bare.append(child.name)
    assert not bare


def _overload(node):
    return any(
        getattr(item, "id", getattr(item, "attr", "")) == "overload" for item in getattr(node, "decorator_list", [])
    )


@pytest.mark.parametrize("path", TESTS, ids=_name)
def test_tests_say_what_they_show(path):
    """Every test function has a docstring that says what it shows."""
    bare = [
        node.name
        for node in ast.walk(_tree(path))
        if isinstance(node, FUNCTIONS) and node.name.startswith("test") and not ast.get_docstring(node)
    ]
    assert not bare


def test_no_machine_paths():
    """No file holds a path of one machine; the words are put together here so that this file does not hold them either."""
    slash = "/"
    forbidden = [slash + word + slash for word in ("work", "farm", f"tmp{slash}w")] + [f"{slash}tmp{slash}studio"]
    found = []
    for path in _tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, OSError):
            continue
        found += [f"{_name(path)}: {part}" for part in forbidden if part in text]
    assert not found
