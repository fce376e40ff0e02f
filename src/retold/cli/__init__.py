"""The command line: `main` is what the `retold` script calls."""

from __future__ import annotations

TYPE_CHECKING = False  # as in retold: nothing is imported before `main` can be stopped
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `retold` with `arguments` (the process's own by default); the exit code.

    0 done, 1 failed, 2 usage, 3 done but some inputs failed, 130 stopped from the keyboard.
    """
    try:  # the imports, too, may be stopped
        from retold.cli.app import run

        return run(arguments)
    except KeyboardInterrupt:
        return 130
