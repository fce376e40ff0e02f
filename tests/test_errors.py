"""Every error class: one root, ids as attributes, a message that says what and what next."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import retold
from retold.archive.lookup_file import IndexDamagedError, SegmentGoneError
from retold.errors import (
    ArchiveError,
    InputError,
    MissingExtraError,
    NotFoundError,
    OptionError,
    OutputError,
    RetoldError,
)

# How each error is made, and the attributes that a program may rely on.
EXAMPLES = {
    RetoldError: (("it broke", "Mend it."), {"what": "it broke", "next_step": "Mend it."}),
    InputError: (
        ("a.txt", "missing", "no such file", "Look."),
        {"source": "a.txt", "reason": "missing", "next_step": "Look."},
    ),
    OutputError: (("b.html", "cannot be written", "Choose."), {"target": "b.html", "next_step": "Choose."}),
    OptionError: (("--width", 3, "is too small", "Give more."), {"option": "--width", "value": 3}),
    MissingExtraError: (("Reading PDF", "pdf"), {"extra": "pdf"}),
    ArchiveError: (
        ("news.retold", "missing", "no such folder", "Add to it."),
        {"path": "news.retold", "reason": "missing"},
    ),
    IndexDamagedError: (
        ("news.retold", "segment-1", "is cut"),
        {"path": "news.retold", "name": "segment-1", "reason": "damaged"},
    ),
    SegmentGoneError: (("news.retold", "segment-1"), {"path": "news.retold", "name": "segment-1", "reason": "damaged"}),
    NotFoundError: (
        ("news.retold", "story", "s-1", "", "List them."),
        {"path": "news.retold", "reason": "not-found", "kind": "story", "id": "s-1"},
    ),
}


def _subclasses(cls):
    yield cls
    for sub in cls.__subclasses__():
        yield from _subclasses(sub)


def _all_errors():
    """Every error of the package, also those defined outside errors.py."""
    for module in pkgutil.walk_packages(retold.__path__, "retold."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return [cls for cls in _subclasses(RetoldError) if cls.__module__.startswith("retold")]


def test_every_error_is_shown_here():
    """No error class exists without an example in this file."""
    assert set(_all_errors()) == set(EXAMPLES)


@pytest.mark.parametrize("cls", EXAMPLES, ids=lambda cls: cls.__name__)
def test_error(cls):
    """The ids are attributes, the message is one line that holds the next step, and the class says what it is for."""
    arguments, attributes = EXAMPLES[cls]
    error = cls(*arguments)
    for name, value in attributes.items():
        assert getattr(error, name) == value
        assert str(value) in str(error) or name in {"reason", "value"}
    assert "\n" not in str(error)
    assert cls.__doc__
    assert isinstance(error, RetoldError)
