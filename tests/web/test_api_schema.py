"""The API keeps to its OpenAPI document, whatever is sent: no server error, only documented answers, of the documented form."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings

from retold.archive import Archive
from retold.reading.collection import read_collection
from retold.web.app import create_app

schemathesis = pytest.importorskip("schemathesis")

EXAMPLES = 150 if os.environ.get("RETOLD_SOAK") else 6


@pytest.fixture(scope="module")
def api(root, tmp_path_factory):
    """The schema of an app over a small archive of its own."""
    with Archive(tmp_path_factory.mktemp("api") / "news.retold", create=True) as archive:
        archive.add(read_collection(root / "examples" / "ferry" / "story.jsonl"))
        app = create_app(archive, hosts=("*",))  # the tool chooses its own host name
        yield schemathesis.openapi.from_asgi("/api/openapi.json", app)


def test_every_route_keeps_to_its_description(api):
    """Generated requests, sensible and not, are answered as the document says: each route by itself."""
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_headers_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    checks = [
        not_a_server_error,
        status_code_conformance,
        content_type_conformance,
        response_headers_conformance,
        response_schema_conformance,
    ]
    operations = [found.ok() for found in api.get_all_operations()]
    assert {"/api/stories", "/api/check"} <= {operation.path for operation in operations}
    for operation in operations:

        @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def keeps(case):
            case.call_and_validate(checks=checks)

        keeps()
