"""The rules of the house: sizes, docstrings, no path of a machine, patterns that cannot run away."""

from __future__ import annotations

import ast
import collections
import importlib
import re
import signal
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
    for node in ast.walk(tree):
        for child in getattr(node, "body", []) if isinstance(node, (ast.Module, ast.ClassDef)) else []:
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


def _modules():
    return [_name(path)[len("src/") : -len(".py")].replace("/", ".").removesuffix(".__init__") for path in SOURCES]


def _patterns(module):
    """Every compiled pattern that the module holds, by the name it has there."""
    for name, value in vars(importlib.import_module(module)).items():
        items = value.values() if isinstance(value, dict) else value if isinstance(value, (tuple, list)) else [value]
        for item in items:
            for part in item if isinstance(item, tuple) else (item,):
                if isinstance(part, re.Pattern):
                    yield name, part


LONG = 20_000  # characters; a quadratic pattern takes seconds on as many, a linear one some milliseconds
SEARCHES = "search|finditer|findall|sub|subn|split"
ALL_SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
HOSTILE = (
    "a", "A", "1", " ", "\n", "-", "\"", "'", "“", "(", ",", ".", "<",
    "a ", "Aa ", "1 ", "1,", "a-", "a'", "A. ", "\n ", "a, ", "A, ", "of the ", "said ", "Mr. ", "1 March ", "“a” ", "\"a\" ",
)  # fmt: skip


class _TooSlowError(Exception):
    pass


def _too_slow(*_):
    raise _TooSlowError


def _only_matched(name):
    """Whether the package uses the pattern `name` at given places only (match), and never searches with it."""
    used = set(re.findall(rf"\b{re.escape(name)}\.(match|fullmatch|{SEARCHES})\(", ALL_SOURCE))
    return bool(used) and not used & set(SEARCHES.split("|"))


def _runs_away(name, pattern):
    """The hostile text on which the pattern, used as the package uses it, takes more than a CPU-second; else None."""
    for part in HOSTILE:
        text = part * (LONG // len(part)) + "!"
        signal.setitimer(signal.ITIMER_VIRTUAL, 1)
        try:
            pattern.match(text)
            pattern.fullmatch(text)
            if not _only_matched(name):
                collections.deque(pattern.finditer(text), maxlen=0)
        except _TooSlowError:
            return part
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return None


@pytest.mark.parametrize("module", _modules())
def test_no_pattern_runs_away(module):
    """No pattern needs more than a CPU-second on 20,000 hostile characters: linear ones need a hundredth of that."""
    before = signal.signal(signal.SIGVTALRM, _too_slow)
    try:
        patterns = [(name, pattern) for name, pattern in _patterns(module) if isinstance(pattern.pattern, str)]
        slow = [(name, part) for name, pattern in patterns if (part := _runs_away(name, pattern))]
    finally:
        signal.signal(signal.SIGVTALRM, before)
    assert not slow
