"""What the pages share: the archive behind a request, the version, how a route is documented."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import version
from typing import Any, cast

import msgspec
from starlette.requests import Request

from retold.web.contexts import Problem
from retold.web.store import Store


def store_of(request: Request) -> Store:
    """The archive that the app was made for."""
    return cast("Store", request.app.state.store)


@lru_cache(maxsize=1)
def retold_version() -> str:
    """The version of Retold."""
    return version("retold")


def reference(kind: type[msgspec.Struct]) -> dict[str, str]:
    """Where the OpenAPI document describes a record."""
    return {"$ref": f"#/components/schemas/{kind.__name__}"}


def answers(kind: type[msgspec.Struct], *errors: int) -> dict[int | str, dict[str, Any]]:
    """The documented answers of a route: the record, 304, and the problems that can come."""
    told: dict[int | str, dict[str, Any]] = {
        200: {"description": (kind.__doc__ or "").split("\n")[0], "content": _json(kind)},
        304: {"description": "The reader has it already (If-None-Match)."},
    }
    for status in {422, *errors}:
        told[status] = refused(status)
    return told


def refused(status: int) -> dict[str, Any]:
    """How the OpenAPI document describes a problem with this status."""
    return {
        "description": _ERRORS[status],
        "content": {"application/problem+json": {"schema": reference(Problem)}},
    }


def _json(kind: type[msgspec.Struct]) -> dict[str, Any]:
    return {"application/json": {"schema": reference(kind)}}


_ERRORS = {
    400: "The request cannot be understood.",
    401: "The server asks for its token.",
    403: "The request comes from another site.",
    404: "There is nothing under this id.",
    408: "Nothing of the request came for a while.",
    413: "The request is too long.",
    422: "A parameter has a value that makes no sense.",
    503: "The archive cannot answer now.",
}
