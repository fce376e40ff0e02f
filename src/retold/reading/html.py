"""An HTML page becomes an article, in a process of its own.

A page comes from strangers, and every HTML parser has inputs on which it takes time or memory without end. So the page is
parsed by `retold.reading.html_worker` in a child process with limits on memory, CPU and wall time; when it goes beyond
them it is killed, and the error names the page. The child gets the page on standard input and answers with JSON.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec

from retold.errors import InputError
from retold.reading.source import Limits
from retold.records.article import Article, Clock
from retold.records.comparison import Note

_AS_TEXT = "Save the page as text and give that."


class Request(msgspec.Struct, frozen=True):
    """What the worker is asked: the page as text, and its limits."""

    html: str
    memory: int
    seconds: float


class Page(msgspec.Struct, frozen=True):
    """What the worker answers: the extracted text and the metadata that the page states."""

    text: str = ""
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    language: str | None = None
    url: str | None = None
    published: str | None = None
    clocks: tuple[Clock, ...] = ()


def html_article(data: bytes, text: str, name: str, limits: Limits) -> tuple[Article, tuple[Note, ...]]:
    """The article on a page; `text` is the decoded page, `data` its bytes (only their size is used).

    Raises:
        InputError: `reason` is "no-text" where the page has no article, "killed" where a limit was reached, "html" where the
            parser failed.
    """
    page = _ask_worker(Request(text, limits.memory, limits.seconds), name)
    if not page.text.strip():
        raise InputError(
            name,
            "no-text",
            f"no article was found on this page ({len(data):,} bytes of HTML)",
            "Perhaps its text is loaded by a script: open the page, copy the article, and save it as text.",
        )
    return Article(
        text=page.text,
        title=page.title,
        outlet=page.outlet,
        byline=page.byline,
        language=page.language,
        url=page.url,
        published=page.published,
        clocks=page.clocks,
    ), ()


def _ask_worker(request: Request, name: str) -> Page:
    environment = dict(os.environ)
    package_home = str(Path(__file__).parents[2])
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [environment.get("PYTHONPATH"), package_home]))
    # -P: a file called re.py in the user's folder must not be imported instead of the library's
    command = [sys.executable or "python3", "-P", "-m", "retold.reading.html_worker"]
    try:
        done = subprocess.run(
            command,
            input=msgspec.json.encode(request),
            capture_output=True,
            timeout=request.seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _killed(name, f"took longer than {request.seconds:g} s to read") from None
    except OSError as error:
        raise InputError(name, "html", f"its reader could not be started ({error})", _AS_TEXT) from None
    if done.returncode == 0:
        return msgspec.json.decode(done.stdout, type=Page)
    said = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2][:200]
    if done.returncode < 0:
        raise _killed(name, f"was stopped at a limit while it was read (signal {-done.returncode})")
    if "MemoryError" in said:
        raise _killed(name, f"took more than {request.memory // 1_000_000} MB of memory to read")
    raise InputError(name, "html", f"cannot be read as HTML ({said})", _AS_TEXT)


def _killed(name: str, says: str) -> InputError:
    return InputError(name, "killed", says, "Save the article's text from the page and give that.")
