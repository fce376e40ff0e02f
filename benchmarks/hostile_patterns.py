"""Texts that hurt: for any regular expression, pieces that it nearly matches, to be repeated until it is slow.

A pattern that goes back over what it has read is slow on near misses of its own parts. So the pieces are made from the parsed
pattern: what matches the whole of it, cut off somewhere; what matches up to a repetition, once, and then the body of that
repetition again and again; the same with few and with many turns. Some pieces that are bad for many patterns come first.
Choices are drawn from a generator with a fixed seed: the same pattern always gets the same pieces.

The parser is that of the standard library, `re._parser`; it is not public, but there since Python 3.11.
"""

from __future__ import annotations

import ast
import collections
import functools
import importlib
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import retold

PACKAGE = Path(retold.__file__).parent
MATCHES = {"match", "fullmatch"}
CALL = re.compile(r"\b(\w+)\.(match|fullmatch|search|finditer|findall|sub|subn|split)\(")
FIXED = (
    *(
        "a",
        "A",
        "1",
        " ",
        "\n",
        "-",
        ".",
        "'",
        '"',
        "“",
        "(",
        "[",
        ",",
        "<",
        "/",
        ":",
        "_",
        "a ",
        "Aa ",
        "1 ",
        "1,",
        "1/",
    ),
    *("a-", "a'", "A-", "A’", "A/", "A. ", "A.", "A, ", "a, ", "\n ", "a\n", "of the ", "said ", "Mr. ", "1 March "),
    *("“a” ", '"a" ', "(a) ", "Mr. A said. ", "1 to 2 percent "),
)
TURNS = (1, 2, 3, 8, 40)  # the most turns that a repetition takes in one piece
SAMPLE = "aAbz1 09-.'\",\n/(é“–:_<>&;!?\t’s"


class Found(NamedTuple):
    """A compiled pattern of the package: where it is, and whether the package only matches it at places found before."""

    name: str
    pattern: re.Pattern[Any]
    matched: bool


class Attack(NamedTuple):
    """A text that begins with `before`, goes on with `piece` again and again, and ends with what no pattern expects."""

    before: str
    piece: str

    def text(self, size: int) -> str:
        """The text, of about `size` characters."""
        return self.before + self.piece * max(1, size // len(self.piece)) + "\x01"


def modules() -> dict[str, str]:
    """The source of every module of the package, by its name."""
    names = {path: ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts) for path in PACKAGE.rglob("*.py")}
    return {name.removesuffix(".__init__"): path.read_text("utf-8") for path, name in sorted(names.items())}


def patterns(module: str, sources: dict[str, str]) -> Iterator[Found]:
    """Every pattern that a module makes itself: those it keeps under a name, however deep, and those written in a call of re."""
    source, loaded = sources[module], importlib.import_module(module)
    short = module.removeprefix("retold.")
    for name, value in vars(loaded).items():
        if re.search(rf"^{re.escape(name)}\b[^\n]*=", source, re.M) and not name.startswith("__"):
            for pattern in kept(value):
                used = uses(name, source if name.startswith("_") else "\n".join(sources.values()))
                yield Found(f"{short}.{name}", pattern, bool(used) and used <= MATCHES)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, FUNCTIONS):
            yield from written(short, node)


FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def uses(name: str, source: str) -> set[str]:
    """How a pattern is used; one that is never called by its name is used as the variables of its module are."""
    calls = [(one, method) for one, method in _calls(source) if one != "re"]
    own = {method for one, method in calls if one == name}
    return own or {method for one, method in calls if one.islower() and method not in {"split", "sub"}}


@functools.cache
def _calls(source: str) -> list[tuple[str, str]]:
    return CALL.findall(source)


def kept(value: object, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    """The patterns in a value: itself, or what its tuples, lists, sets and tables hold."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (dict, tuple, list, frozenset, set)) and depth < 4:
        for one in value.items() if isinstance(value, dict) else value:
            yield from kept(one, depth + 1)


def written(short: str, function: ast.AST) -> Iterator[Found]:
    """The patterns that stand as text in calls of re inside a function."""
    for node in ast.walk(function):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and getattr(node.func.value, "id", "") == "re"
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, (str, bytes))
        ):
            yield Found(f"{short}:{node.lineno}", re.compile(node.args[0].value), node.func.attr in MATCHES)


def use(found: Found, text: str, places: int) -> None:
    """Use the pattern on `text` as the package does: search for it, or match it at `places` places."""
    whole = text.encode("latin-1", "replace") if isinstance(found.pattern.pattern, bytes) else text
    if found.matched:
        for at in range(0, len(whole), max(1, len(whole) // places)):
            found.pattern.match(whole, at)
        found.pattern.fullmatch(whole)
    else:
        collections.deque(found.pattern.finditer(whole), maxlen=0)


def attacks(pattern: re.Pattern[Any], count: int) -> list[Attack]:
    """The fixed pieces and `count` made from the pattern, each once."""
    written, flags = pattern.pattern, pattern.flags
    if isinstance(written, bytes):
        written, flags = written.decode("latin-1"), flags & ~re.UNICODE
    return [*(Attack("", piece) for piece in FIXED), *_Maker(written, flags).made(count)]


class _Maker:
    """Makes pieces from one parsed pattern."""

    def __init__(self, written: str, flags: int) -> None:
        self.choice = random.Random(repr(written))
        self.tree = list(re._parser.parse(written, flags))  # type: ignore[attr-defined]
        self.turns = 1
        self.repeats: list[tuple[list[Any], Any]] = []
        self._collect(self.tree)

    def made(self, count: int) -> list[Attack]:
        found: dict[Attack, None] = {}
        for number in range(count):
            self.turns = self.choice.choice(TURNS)
            if number % 3 == 0 or not self.repeats:
                piece = self._like(self.tree)
                attack = Attack("", piece[: self.choice.randint(1, max(1, len(piece)))])
            else:
                before, body = self.choice.choice(self.repeats)
                lead, piece = self._like(before), self._like(body)
                attack = (
                    Attack(lead, piece) if number % 3 == 1 else Attack("", lead + piece * self.choice.choice(TURNS))
                )
            if attack.piece:
                found[attack] = None
        return list(found)

    def _collect(self, sequence: list[Any]) -> None:
        """Every repetition and look-around, with what stands before it."""
        for place, (kind, value) in enumerate(sequence):
            name = str(kind)
            if name == "BRANCH":
                for branch in value[1]:
                    self._collect(list(branch))
            elif name == "SUBPATTERN":
                self._collect(list(value[3]))
            elif name == "ATOMIC_GROUP":
                self._collect(list(value))
            elif name.endswith("_REPEAT") or name in ("ASSERT", "ASSERT_NOT"):
                self.repeats.append((sequence[:place], value[-1]))
                self._collect(list(value[-1]))

    def _like(self, sequence: Any) -> str:
        """A text that matches the sequence, or nearly."""
        return "".join(self._one(str(kind), value) for kind, value in sequence)

    def _one(self, name: str, value: Any) -> str:
        if name == "LITERAL":
            return chr(value)
        if name == "NOT_LITERAL":
            return "b" if value == ord("a") else "a"
        if name == "IN":
            return self._of_set(value)
        if name == "ANY":
            return self.choice.choice("aA1 -")
        if name == "BRANCH":
            return self._like(self.choice.choice(value[1]))
        if name in ("SUBPATTERN", "ATOMIC_GROUP"):
            return self._like(value[3] if name == "SUBPATTERN" else value)
        if name.endswith("_REPEAT"):
            low, high = value[0], min(int(value[1]), max(value[0], self.turns))
            turns = self.choice.choice((low, min(low + 1, high), high))
            if self.choice.random() < 0.6:
                return self._like(value[2]) * turns
            return "".join(self._like(value[2]) for _ in range(turns))
        if (name == "ASSERT" and value[0] == 1 and self.choice.random() < 0.5) or (
            name == "ASSERT_NOT" and self.choice.random() < 0.2
        ):
            return self._like(value[1])
        return ""

    def _of_set(self, members: Any) -> str:
        """A character of a set; the set is asked by a pattern of its own."""
        literals = "".join(
            chr(value if str(kind) == "LITERAL" else value[0])
            for kind, value in members
            if str(kind) in ("LITERAL", "RANGE")
        )
        fitting = [one for one in SAMPLE + literals if _in_set(members, one)]
        return self.choice.choice(fitting) if fitting else "a"


def _in_set(members: Any, one: str) -> bool:
    """Whether a character is in a parsed set."""
    negated = hit = False
    for kind, value in members:
        name = str(kind)
        if name == "NEGATE":
            negated = True
        elif name == "CATEGORY":
            what = str(value).removeprefix("CATEGORY_")
            is_so = {"DIGIT": one.isdigit(), "SPACE": one.isspace(), "WORD": one.isalnum() or one == "_"}
            hit |= is_so[what.removeprefix("NOT_")] != what.startswith("NOT_")
        else:
            low, high = (value, value) if name == "LITERAL" else value
            hit |= low <= ord(one) <= high
    return hit != negated
