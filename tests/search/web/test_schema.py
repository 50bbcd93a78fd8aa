"""The API against its own description: whatever a client sends, it never gets a server error."""

from __future__ import annotations

from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from tests.search.web.conftest import Shown

CHECKS = (
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)


def test_api_keeps_its_word(shown: Shown) -> None:
    with TestClient(shown.app) as client:  # the first pasted text waits while the tagger opens
        assert client.post("/api/peers", json={"text": "mentors for refugees"}).status_code == 200
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", shown.app)
    operations = [result.ok() for result in schema.get_all_operations()]
    assert len(operations) > 8
    for operation in operations:
        _try_out(operation)


def _try_out(operation: Any) -> None:
    @settings(
        max_examples=25,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    @given(case=operation.as_strategy())
    def send(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=list(CHECKS))

    send()
