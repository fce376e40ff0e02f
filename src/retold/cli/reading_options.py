"""The options that every command that reads articles shares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from retold.reading.source import Limits

_F = TypeVar("_F", bound=Callable[..., Any])


def reading_options(command: _F) -> _F:
    """Add the options; `limits_of` takes them out of the command's own again."""
    return click.option(
        "--allow-private",
        is_flag=True,
        envvar="RETOLD_ALLOW_PRIVATE",
        help="Also read web addresses of this machine and of private networks.",
    )(command)


def limits_of(options: dict[str, Any]) -> Limits:
    """The limits that the options ask for; their names are taken out of `options`."""
    return Limits(allow_private=bool(options.pop("allow_private", False)))
