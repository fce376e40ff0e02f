"""Retold: see how a news story was retold.

    comparison = retold.compare(retold.read("dispatch.txt"), retold.read("retelling.html"))
    print(comparison.summary)

The public names are loaded when they are first used, so that `import retold` costs next to nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

TYPE_CHECKING = False  # not from typing: whoever stops the command at once need not wait for its import
if TYPE_CHECKING:
    from typing import Any

    from retold.archive import Archive as Archive
    from retold.compare import compare as compare
    from retold.errors import RetoldError as RetoldError
    from retold.ledger import ledger as ledger
    from retold.ledger import ledger_rows as ledger_rows
    from retold.reading import read as read
    from retold.records.article import Article as Article
    from retold.records.comparison import Comparison as Comparison
    from retold.trace import trace as trace
    from retold.tree import tree as tree

    __version__: str

# Every public name and the module it lives in.
_PUBLIC = {
    "Archive": "retold.archive",
    "Article": "retold.records.article",
    "Comparison": "retold.records.comparison",
    "RetoldError": "retold.errors",
    "compare": "retold.compare",
    "ledger": "retold.ledger",
    "ledger_rows": "retold.ledger",
    "read": "retold.reading",
    "trace": "retold.trace",
    "tree": "retold.tree",
}

__all__ = [
    "Archive",
    "Article",
    "Comparison",
    "RetoldError",
    "__version__",
    "compare",
    "ledger",
    "ledger_rows",
    "read",
    "trace",
    "tree",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        value: Any = version("retold")
    elif name in _PUBLIC:
        value = getattr(import_module(_PUBLIC[name]), name)
    else:
        raise AttributeError(f"module 'retold' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """A verb has the name of its module. Importing that module would put it in the verb's place: keep the verb."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _PUBLIC and isinstance(value, ModuleType):
            value = getattr(value, name, value)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
