"""Contexts to answers: HTML by templates, JSON, CSV and problems, each with an ETag of its content."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from retold.records.archive import StoryRow
from retold.report.html import FILTERS, GLOBALS, TEMPLATES, environment_options, moment
from retold.report.neutral import neutral
from retold.web import addresses
from retold.web.assets import FOLDER, asset_address
from retold.web.contexts import Problem, StoryContext

if TYPE_CHECKING:
    from jinja2 import Environment

_SQUEEZED = 1400  # bytes: below that it is one packet anyway
_LEVEL = 4  # a page of 100 kB in 1.5 ms to a sixth; level 6 takes twice as long for 5 % less
_WORDS = ("text/", "application/json", "image/svg")

Row = Sequence[str | int | float | bool | None]


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates of the pages, and behind them those that the single-file report shares."""
    from jinja2 import Environment, FileSystemLoader

    folders = FileSystemLoader([FOLDER / "templates", TEMPLATES])
    made = Environment(loader=folders, auto_reload=False, cache_size=-1, **environment_options())
    made.filters.update(FILTERS)
    made.filters.update(day=_day, period=_period, flag=_FLAGS.get, key=addresses.key, hours=_hours)
    made.globals.update(GLOBALS)
    made.globals.update(
        asset=asset_address,
        story_address=addresses.story_address,
        article_address=addresses.article_address,
        compare_address=addresses.compare_address,
        outlet_address=addresses.outlet_address,
        htmx_config=_HTMX,
    )
    for name in folders.list_templates():  # at once: those of another version may lie there later
        if name.endswith(".j2"):
            made.get_template(name)
    return made


# htmx as a policy without inline style and script allows it; it talks to this server only and keeps no copies of pages.
_HTMX = json.dumps(
    {
        "includeIndicatorStyles": False,
        "allowEval": False,
        "allowScriptTags": False,
        "selfRequestsOnly": True,
        "historyCacheSize": 0,
        "refreshOnHistoryMiss": True,
    }
)
_FLAGS = {
    "altered-quotations": "changed quotations",
    "changed-figures": "changed figures",
    "uncredited": "no credit",
}


def _day(published: str | None) -> str:
    return (published or "")[:10]


def _hours(hours: float) -> str:
    """A time between two tellings, as people say it."""
    much = abs(hours)
    minutes, days = f"{much * 60:.0f} min", f"{much / 24:.1f} days"
    said = minutes if much < 1 else f"{much:.1f} h" if much < 48 else days
    return f"\N{MINUS SIGN}{said}" if hours < 0 else said


def _period(told: StoryRow | StoryContext) -> str:
    """From the first telling to the last; the day and the zone are said once where both share them."""
    first, last = moment(told.first), moment(told.last)
    if first == last or not last:
        return first
    (day, _, rest), (later, _, end) = first.partition(" "), last.partition(" ")
    if day == later and rest and end:
        clock, _, zone = rest.partition(" ")
        return f"{day} {clock} to {end}" if zone == end.partition(" ")[2] else f"{day} {rest} to {end}"
    return f"{first} to {last}"


def text(request: Request, template: str, *, status: int = 200, **values: Any) -> str:
    """A page as text."""
    return environment().get_template(template).render(path=request.url.path, status=status, **values)


def html(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """A page."""
    return page(request, text(request, template, status=status, **values), status=status)


def page(request: Request, text: str, *, status: int = 200) -> Response:
    """The text of a page as an answer."""
    return answer(request, text.encode("utf-8", "backslashreplace"), "text/html; charset=utf-8", status=status)


def document(request: Request, context: msgspec.Struct, *, link: str = "") -> Response:
    """A context as JSON; `link` is the value of a Link header."""
    found = answer(request, encoded(context), "application/json")
    if link:
        found.headers["link"] = link
    return found


def encoded(context: msgspec.Struct) -> bytes:
    """A record as JSON; a lone surrogate, which UTF-8 has no form for, is escaped."""
    try:
        return msgspec.json.encode(context)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(context)).encode()


def table(request: Request, name: str, columns: Sequence[str], rows: Iterable[Row]) -> Response:
    """Rows as CSV, to be saved as `name`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    found = answer(request, out.getvalue().encode("utf-8", "backslashreplace"), "text/csv; charset=utf-8")
    found.headers["content-disposition"] = f'attachment; filename="{name}.csv"'
    return found


def _cell(cell: str | int | float | bool | None) -> str | int | float | None:
    """A cell that a spreadsheet does not take for a formula."""
    if isinstance(cell, bool):
        return int(cell)
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def problem(status: int, code: str, title: str, detail: str = "") -> Response:
    """An error as `application/problem+json`."""
    body = encoded(Problem(type=f"urn:retold:{code}", title=title, status=status, detail=neutral(detail)))
    return Response(body, status, {"cache-control": "no-store"}, media_type="application/problem+json")


def answer(request: Request, body: bytes, media_type: str, *, status: int = 200) -> Response:
    """`body` with its ETag, or 304 where the reader has it already."""
    tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    headers = {"etag": tag, "cache-control": "no-cache", "vary": "accept-encoding"}
    if (
        len(body) >= _SQUEEZED
        and media_type.startswith(_WORDS)
        and takes_gzip(request.headers.get("accept-encoding", ""))
    ):
        tag = f'{tag[:-1]}-z"'
        headers |= {"etag": tag, "content-encoding": "gzip"}
    if status == 200 and _has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    if "content-encoding" in headers:
        body = gzip.compress(body, _LEVEL, mtime=0)
    return Response(body, status, headers, media_type=media_type)


def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding allows gzip by its name."""
    for one in accepted.lower()[:1000].split(","):
        name, _, quality = one.partition(";")
        if name.strip() == "gzip":
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _has(given: str, tag: str) -> bool:
    """Whether an If-None-Match names the tag; a weak tag compares like a strong one there (RFC 9110)."""
    return any(one.strip().removeprefix("W/") in (tag, "*") for one in given.split(","))
