"""Write docs/reference/http-api.md from the code: every address of the API, its parameters, and every field of its answers.

python tools/make_http_reference.py    # a test holds the file to what this would write
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import msgspec

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "http-api.md"

HEAD = """# HTTP API

`retold serve ARCHIVE` gives the pages of an archive and, under `/api/`, the same as JSON. The OpenAPI 3.1 document is at
`/api/openapi.json`. This page is made from the code by `tools/make_http_reference.py`.

- Every page has its document: put `.json` behind its path. Tables have `.csv`, with exactly the rows that the page shows.
- An id in a path is written with letters, digits, `-` and `_`; every other byte is `~` and two hex digits.
- Lists go by a cursor: `next` in the document, and `Link: <…>; rel="next"` in the header.
- Every answer has an `ETag`; asked again with `If-None-Match`, the server answers 304.
- Errors are `application/problem+json` (RFC 9457) with a stable `type` (`urn:retold:not-found`, `urn:retold:bad-parameter` …).
- Fields are added, never renamed or removed, within one `schema`. Offsets are Unicode code points.
- The server answers to its own name only (`localhost`, `127.0.0.1`, `[::1]`); another `Host` gets 421.

## Addresses
"""


class _NoStore:
    """Stands where an archive would: the document is made without one."""


def render() -> str:
    """The page as text."""
    from retold.web.app import create_app
    from retold.web.contexts import PAGES, CompareRequest, Problem

    told = create_app(_NoStore()).openapi()  # type: ignore[arg-type]
    parts = [HEAD]
    for path, methods in sorted(told["paths"].items()):
        for method, route in methods.items():
            parts += list(_route(path, method, route))
    kinds = {**PAGES, "request": CompareRequest, "error": Problem}
    _, schemas = msgspec.json.schema_components(kinds.values(), ref_template="{name}")
    parts.append("\n## Documents\n\nTypes that are not listed here are described in {doc}`json`.\n")
    listed = {kind.__name__: kind for kind in kinds.values()}
    for name in [*listed, *(one for one in schemas if one in _inner(listed))]:
        parts += list(_record(name, schemas[name]))
    return "\n".join(parts).rstrip() + "\n"


def _inner(listed: dict[str, Any]) -> set[str]:
    """Records of the web pages that are parts of the listed ones."""
    from retold.web import contexts

    return {
        name for name, kind in vars(contexts).items() if isinstance(kind, type) and issubclass(kind, msgspec.Struct)
    } - set(listed)


def _route(path: str, method: str, route: dict[str, Any]) -> list[str]:
    kind = route["responses"]["200"].get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "")
    lines = [f"\n### `{method.upper()} {path}`\n", f"{route.get('description') or route['summary']}\n"]
    told = [one for one in route.get("parameters", []) if one["in"] == "query"]
    lines += [
        f"- `{one['name']}`{' (required)' if one.get('required') else ''}: {one.get('description', '')}" for one in told
    ]
    body = route.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "")
    errors = ", ".join(status for status in sorted(map(str, route["responses"])) if status not in ("200", "304"))
    lines.append("")
    if body:
        lines.append(f"Takes `{body.rpartition('/')[2]}`.")
    if kind:
        lines.append(f"Gives `{kind.rpartition('/')[2]}`; problems: {errors}.")
    return lines


def _record(name: str, schema: dict[str, Any]) -> list[str]:
    lines = [
        f"\n### {name}\n",
        f"{schema.get('description', '').split(chr(10))[0]}\n",
        "| field | type | what |",
        "|---|---|---|",
    ]
    for field, told in schema["properties"].items():
        lines.append(f"| `{field}` | {_type(told)} | {told.get('description', '')} |")
    return lines


def _type(told: dict[str, Any]) -> str:
    if "$ref" in told:
        return str(told["$ref"])
    if "anyOf" in told:
        return " or ".join(_type(one) for one in told["anyOf"])
    if told.get("type") == "array":
        return f"list of {_type(told.get('items') or {})}"
    if "enum" in told:
        return " or ".join(f"`{one}`" for one in told["enum"])
    return {"integer": "whole number", "number": "number", "string": "text", "boolean": "true or false"}.get(
        str(told.get("type")), str(told.get("type", "any"))
    )


def main() -> int:
    """Write the page."""
    PAGE.write_text(render(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
