"""The rules of the house: sizes, docstrings, no path of a machine, patterns that cannot run away."""

from __future__ import annotations

import ast
import collections
import importlib
import re
import signal
import subprocess
import time
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


def _modules():
    return [_name(path)[len("src/") : -len(".py")].replace("/", ".").removesuffix(".__init__") for path in SOURCES]


def _patterns(module):
    """Every compiled pattern that the module makes itself, by the name it has there."""
    loaded = importlib.import_module(module)
    source = Path(loaded.__file__).read_text(encoding="utf-8")
    for name, value in vars(loaded).items():
        if not re.search(rf"^{re.escape(name)}\b[^\n=]*=", source, re.M):
            continue
        items = value.values() if isinstance(value, dict) else value if isinstance(value, (tuple, list)) else [value]
        for item in items:
            for part in item if isinstance(item, tuple) else (item,):
                if isinstance(part, re.Pattern):
                    yield name, part


LONG = 20_000  # characters; a quadratic pattern takes seconds on as many, a linear one some milliseconds
CALL = re.compile(r"\b(\w+)\.(match|fullmatch|search|finditer|findall|sub|subn|split)\(")
CALLS = collections.defaultdict(set)  # how the package uses each name
for _path in SOURCES:
    for _name_used, _method in CALL.findall(_path.read_text(encoding="utf-8")):
        CALLS[_name_used].add(_method)
HOSTILE = (
    "a", "A", "1", " ", "\n", "-", "\"", "'", "“", "(", ",", ".", "<",
    "a ", "Aa ", "1 ", "1,", "a-", "a'", "A. ", "\n ", "a, ", "A, ", "of the ", "said ", "Mr. ", "1 March ", "“a” ", "\"a\" ",
)  # fmt: skip


class _TooSlowError(Exception):
    pass


def _too_slow(*_):
    raise _TooSlowError


def _use(name, pattern, text):
    """Use the pattern on `text` as the package does: search for it, unless it is only ever matched at given places."""
    pattern.match(text)
    if not CALLS[name] or not CALLS[name] <= {"match", "fullmatch"}:
        collections.deque(pattern.finditer(text), maxlen=0)


SECONDS = 3  # a pattern that backtracks needs minutes; a linear one, milliseconds


def _runs_away(name, pattern):
    """The hostile text on which the pattern takes more than SECONDS of CPU, or None. Only suspects get the long texts."""
    for part in HOSTILE:
        # A pattern that ends in \Z looks back from a place: the package gives it a window, not a text.
        for length in (2000,) if pattern.pattern.endswith("\\Z") else (LONG // 5, LONG):
            begun = time.process_time()
            signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
            try:
                _use(name, pattern, part * (length // len(part)) + "!")
            except _TooSlowError:
                return part
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            if time.process_time() - begun < 0.02:
                break
    return None


def test_what_runs_away_is_found():
    """The check below can fail: it finds a cubic and an exponential pattern, and passes a bounded one."""
    before = signal.signal(signal.SIGVTALRM, _too_slow)
    try:
        assert _runs_away("_cubic", re.compile(r"\s*\s*\s*x"))
        assert _runs_away("_exponential", re.compile(r"(?:a|aa)+b"))
        assert _runs_away("_bounded", re.compile(r"(?:\w{1,20}\s){0,4}x")) is None
    finally:
        signal.signal(signal.SIGVTALRM, before)


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
