"""Every error that Retold raises on purpose, under one root.

A message says what happened, why, and what to do next; the ids a program needs are attributes.
"""

from __future__ import annotations


class RetoldError(Exception):
    """Root of all errors that Retold raises on purpose.

    Attributes:
        what: what went wrong, naming the thing it happened to.
        next_step: what the user can do about it, or an empty string.
    """

    def __init__(self, what: str, next_step: str = "") -> None:
        super().__init__(what if not next_step else f"{what}. {next_step}")
        self.what = what
        self.next_step = next_step


class InputError(RetoldError):
    """An input cannot be used.

    Attributes:
        source: the path or name of the input.
        reason: a short code, stable across releases ("missing", "folder", "binary", "empty" …).
    """

    def __init__(self, source: str, reason: str, says: str, next_step: str = "") -> None:
        super().__init__(f"{source}: {says}", next_step)
        self.source = source
        self.reason = reason


class OutputError(RetoldError):
    """A file cannot be written.

    Attributes:
        target: its name.
    """

    def __init__(self, target: str, says: str, next_step: str = "") -> None:
        super().__init__(f"{target}: {says}", next_step)
        self.target = target


class OptionError(RetoldError):
    """An option or argument has a value that makes no sense.

    Attributes:
        option: its name.
        value: the value given.
    """

    def __init__(self, option: str, value: object, says: str, next_step: str = "") -> None:
        super().__init__(f"{option}: {says}", next_step)
        self.option = option
        self.value = value


class MissingExtraError(RetoldError):
    """A feature needs an optional package that is not installed.

    Attributes:
        extra: the name to install, as in `pip install 'retold[extra]'`.
    """

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(
            f"{feature} needs an optional part of Retold", f"Install it with: pip install 'retold[{extra}]'"
        )
        self.extra = extra


class ArchiveError(RetoldError):
    """An archive cannot be opened, read or written.

    Attributes:
        path: the folder of the archive.
        reason: a short code, stable across releases ("missing", "not-an-archive", "newer", "half", "damaged", "busy", "full",
            "readonly", "closed" …).
    """

    def __init__(self, path: str, reason: str, says: str, next_step: str = "") -> None:
        super().__init__(f"{path}: {says}", next_step)
        self.path = path
        self.reason = reason


class NotFoundError(ArchiveError):
    """An archive holds nothing under an id.

    Attributes:
        kind: what was asked for, "article" or "story".
        id: the id asked for.
    """

    def __init__(self, path: str, kind: str, id: str, says: str = "", next_step: str = "") -> None:
        super().__init__(path, "not-found", says or f"there is no {kind} {id[:80]!r} in it", next_step)
        self.kind = kind
        self.id = id
