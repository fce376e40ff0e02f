"""The HTML report: one page that holds everything, works without script, by keyboard, in print and for every colour vision.

The page loads nothing, and its policy (Content-Security-Policy) allows nothing but its own style sheet. Every value passes
through `neutral` and then through autoescaping; no text of an article is ever marked as safe. The web pages draw a
comparison with the same templates and the same style sheet.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retold.records.article import Article
from retold.records.comparison import Comparison
from retold.report.compare_page import compare_page
from retold.report.drawing import SIZES
from retold.report.glossary import CHANGE_KINDS, FIGURE_STATUSES, LINK_KINDS, QUOTATION_STATUSES
from retold.report.neutral import neutral
from retold.report.words import percent, sure

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"


def html_report(
    comparison: Comparison,
    names: tuple[str, str],
    *,
    kinds: Sequence[str] = (),
    show_all: bool = False,
    reviewing: Any = None,
) -> str:
    """The whole page as text.

    `names` are those of the two articles in the order given. All changes are on the page: `kinds` are those that are shown
    at first (all where none are named), `show_all` shows variants of names at first. `reviewing` is what people said of these
    answers (as `web.reviewing` has it), shown beside them.
    """
    css = _style_text(style())
    more = {} if reviewing is None else {"reviewing": reviewing}
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            page=compare_page(comparison, names, kinds=kinds, show_all=show_all),
            css=_safe(css),
            style_hash=base64.b64encode(hashlib.sha256(css.encode()).digest()).decode(),
            linked=None,
            **more,
        )
    )


def style() -> str:
    """The style sheet of a comparison: the base of every page, the compare view, and the rules of its filters."""
    parts = [(TEMPLATES / name).read_text(encoding="utf-8") for name in ("base.css", "compare.css")]
    return "\n".join([*parts, _filter_rules()])


def _filter_rules() -> str:
    """Style rules by which the check boxes work without script: what is not checked loses its marks and its entries."""
    rules = []
    bare = "background: none; color: inherit; text-decoration: none; outline: none;"
    for kind in (*CHANGE_KINDS, "variant"):
        off = f"body:has(#f-{kind}:not(:checked))"
        rules.append(
            f"{off} :is(.change, .tick).k-{kind}, {off} .cell .b-{kind} {{ display: none; }}\n"
            f"{off} .k-{kind} {{ {bare} }}"
        )
    for place, size in enumerate(SIZES[1:], start=1):
        off = f"body:has(#size-{size}:checked)"
        small = ":is(" + ", ".join(f".z{n}" for n in SIZES[:place]) + ")"
        rules.append(
            f"{off} :is(.change, .tick){small}, {off} .cell .badge{small} {{ display: none; }}\n"
            f"{off} .k{small} {{ {bare} }}"
        )
    return "\n".join(rules)


def _style_text(css: str) -> str:
    """The style sheet as it stands between the tags of the page: the policy names its hash."""
    return "\n" + css.strip() + "\n"


def _safe(css: str) -> Any:
    from markupsafe import Markup as SafeText

    return SafeText(css)  # our own style sheet; nothing of an article is in it


def _finalize(value: Any) -> Any:
    """Every value printed in the template comes through here first."""
    return neutral(value) if type(value) is str else value


def web_address(article: Article) -> str:
    """The address of an article where it is one that a link may have, else an empty string."""
    url = article.canonical_url or article.url or ""
    return url if url.lower().startswith(("https://", "http://")) else ""


def moment(published: str | None) -> str:
    """A time as the pages print it: day, hour and minute, with its zone; "" where unknown."""
    if not published:
        return ""
    day, _, rest = published.partition("T")
    if not rest:
        return published
    clock, zone = rest[:5], rest[8:] if len(rest) > 8 else ""
    zone = "UTC" if zone in ("Z", "+00:00") else zone
    return f"{day} {clock} {zone}".rstrip()


def environment_options() -> dict[str, Any]:
    """How templates are run, here and by the web pages: autoescaped, strict, every value neutralised."""
    from jinja2 import StrictUndefined

    return {
        "autoescape": True,
        "undefined": StrictUndefined,
        "finalize": _finalize,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "keep_trailing_newline": True,
    }


GLOBALS = {
    "quotation_statuses": QUOTATION_STATUSES,
    "figure_statuses": FIGURE_STATUSES,
    "link_kinds": LINK_KINDS,
    "change_kinds": CHANGE_KINDS,
}
FILTERS = {"percent": percent, "sure": sure, "web_address": web_address, "moment": moment}


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(loader=FileSystemLoader(TEMPLATES), **environment_options())
    environment.filters.update(FILTERS)
    environment.globals.update(GLOBALS)
    return environment
