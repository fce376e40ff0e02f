"""The version that is installed, looked up once: asking the package's metadata takes a millisecond each time."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4)
def version(name: str = "retold") -> str:
    """The version of an installed package."""
    from importlib.metadata import version as installed

    return installed(name)
