"""From the name of an input to its bytes: files, standard input and web addresses, with a limit on the size."""

from __future__ import annotations

import os
import re
import stat
import sys

import msgspec

from retold.errors import InputError

_WEB = re.compile(r"(?i)\A[ \t\r\n]{0,99}https?:")
_OTHER_SCHEME = re.compile(r"(?i)\A\s{0,99}([a-z][a-z0-9+.-]{1,20})://")


class Limits(msgspec.Struct, frozen=True):
    """What one input may cost.

    Attributes:
        bytes: the largest input that is read.
        seconds: wall time for the extraction of one HTML page, after which its process is killed.
        memory: address space of that process in bytes (not held on macOS, which has no such limit).
        allow_private: web addresses of this machine and of private networks may be read, too.
    """

    bytes: int = 20_000_000  # the longest news texts are some 100 kB; 20 MB is where trafilatura stops, too
    seconds: float = 30.0
    memory: int = 1_500_000_000
    allow_private: bool = False


DEFAULT_LIMITS = Limits()


def shown(name: str) -> str:
    """The name of an input in messages."""
    return "standard input" if name == "-" else name


def is_web(name: str) -> bool:
    """Whether `name` is a web address (http or https) and no file."""
    return _WEB.match(name) is not None


def fetch_bytes(name: str, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The bytes of the file `name`, of standard input where it is `-`, or of a page on the web.

    Of a file, one byte more than allowed at most, so that the caller sees that it is too large.

    Raises:
        InputError: `reason` is "url", "missing", "folder", "permission" or "unreadable", or one of `retold.reading.fetch`.
    """
    if name == "-":
        return _standard_input(limits)
    if is_web(name):
        from retold.reading.fetch import fetch

        return fetch(name, limits).content
    if scheme := _OTHER_SCHEME.match(name):
        raise InputError(
            name,
            "url",
            f"is a {scheme.group(1).lower()} address, and Retold reads http, https and files",
            "Give the path of a file, or an address that begins with https://.",
        )
    try:
        if stat.S_ISDIR(os.stat(name).st_mode):
            raise InputError(name, "folder", "is a folder", "Give one file in it.")
        with open(name, "rb") as file:
            return file.read(limits.bytes + 1)
    except FileNotFoundError:
        raise InputError(name, "missing", "no such file", "Check the name and the folder.") from None
    except PermissionError:
        raise InputError(name, "permission", "may not be read", "Ask for permission to read it, or copy it.") from None
    except NotADirectoryError:
        raise InputError(name, "missing", "a part of this path is not a folder", "Check the name.") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = getattr(error, "strerror", None) or str(error)
        raise InputError(name, "unreadable", f"cannot be read ({why})", "Check the name and the disk.") from None


def _standard_input(limits: Limits) -> bytes:
    if sys.stdin is None or sys.stdin.closed:
        raise InputError(shown("-"), "missing", "is closed", "Give a file, or pipe a text in.")
    if sys.stdin.isatty():
        print("retold: reading an article from standard input; end it with Ctrl-D", file=sys.stderr)
    return sys.stdin.buffer.read(limits.bytes + 1)
