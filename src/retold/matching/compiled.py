"""Compile a kernel with numba and keep the machine code, also where the package folder is read-only.

numba keeps compiled code beside the source file, or in the user's cache folder. Where neither can be written (a read-only
container without a home), it refuses to cache at all. Then a folder below the temporary one is used, but only one that
belongs to this user and that nobody else can write: cached code is executed, so a stranger's folder must not be trusted.
"""

from __future__ import annotations

import os
import stat
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])
PATIENCE = 2.0  # seconds of compiling before anybody is told


def kernel(function: F) -> F:
    """`function` compiled on first use, without the interpreter lock, its machine code cached on disk where possible."""
    try:
        return cast(F, numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:  # "no locator available": neither the package folder nor the home can be written
        folder = _private_folder()
        if folder is None:
            return cast(F, numba.njit(nogil=True)(function))
        setattr(numba.config, "CACHE_DIR", str(folder))  # noqa: B010  numba makes its attributes at run time
        return cast(F, numba.njit(cache=True, nogil=True)(function))


def announce(say: Callable[[], None]) -> None:
    """Have `say` called, once, when kernels have been compiling for `PATIENCE` seconds in all.

    That happens the first time after an installation, or where no folder can keep the machine code.
    """
    from numba.core import event

    class _Listener(event.Listener):
        def __init__(self) -> None:
            self.began = time.monotonic()
            self.spent = 0.0
            self.depth = 0
            self.said = False

        def on_start(self, event: Any) -> None:
            """A kernel begins to be compiled, perhaps inside another."""
            if self.depth == 0:
                self.began = time.monotonic()
            self.depth += 1
            self.look()

        def on_end(self, event: Any) -> None:
            """It is compiled."""
            self.look()
            self.depth -= 1
            if self.depth == 0:
                self.spent += time.monotonic() - self.began

        def look(self) -> None:
            """Say so if it has been long enough."""
            if not self.said and self.spent + time.monotonic() - self.began > PATIENCE:
                self.said = True
                say()

    event.register("numba:compile", _Listener())  # type: ignore[no-untyped-call]


def inlined(function: F) -> F:
    """`function` as a part of the kernels that call it: for a few lines in a hot loop."""
    return cast(F, numba.njit(inline="always")(function))


def _private_folder() -> Path | None:
    """A folder for cached code that only this user can write, or None where there is none."""
    if not hasattr(os, "getuid"):
        return None
    folder = Path(tempfile.gettempdir()) / f"retold-kernels-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    safe = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
    return folder if safe else None
