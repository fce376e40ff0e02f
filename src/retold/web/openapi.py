"""The OpenAPI document: FastAPI's, with every record described from its class."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import FastAPI

from retold.records.archive import Added, NewReview
from retold.web.check_contexts import CHECK_RECORDS
from retold.web.contexts import PAGES, CompareRequest, Problem
from retold.web.merged import MergedContext
from retold.web.pages.common import refused
from retold.web.safety import SAFE

_TEXT = (
    "What the pages of one archive show, as JSON. Every page has the same document under `.json`. Offsets are Unicode code "
    'points. Errors are `application/problem+json` (RFC 9457). Answers carry an ETag; lists have `Link: <…>; rel="next"`. '
    "Fields are added, never renamed or removed, within one `schema`."
)


# Limits and safety stand before every route: what they may answer belongs to each.
_EVERYWHERE = (413, 503)
_CHANGING = (401, 403, 408)


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI 3.1 document of `app`."""
    if app.openapi_schema:
        return app.openapi_schema
    from fastapi.openapi.utils import get_openapi

    made = get_openapi(
        title="Retold", version=app.version, description=_TEXT, routes=app.routes, openapi_version="3.1.0"
    )
    _, schemas = msgspec.json.schema_components(
        [*PAGES.values(), *CHECK_RECORDS, MergedContext, Added, NewReview, CompareRequest, Problem],
        ref_template="#/components/schemas/{name}",
    )
    known = made.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        known.pop(unused, None)
    known.update(schemas)
    for operations in made["paths"].values():
        for method, operation in operations.items():
            for status in _EVERYWHERE if method.upper() in SAFE else (*_EVERYWHERE, *_CHANGING):
                operation["responses"].setdefault(str(status), refused(status))
    app.openapi_schema = made
    return made
