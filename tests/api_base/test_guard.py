"""Every route of the contract is guarded: 401 without a session, 403 without the permission."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar import Litestar, get

from api.app import check_guarded
from tests.support.api import ApiServer

CONTRACT: dict[str, Any] = json.loads((Path(__file__).parents[2] / "openapi" / "openapi.json").read_text())

PUBLIC = {
    ("post", "/api/session"),
    ("post", "/api/tokens"),
    ("get", "/api/health"),
    ("get", "/api/ready"),
    ("post", "/api/wallboards/{key}/screen"),
}
SCREENS = {("get", "/api/wallboards/{key}/board"), ("get", "/api/wallboards/{key}/stream")}
"""For screens without a log-in, and for them alone."""

FOR_OPERATORS = {"phone", "internal_call"}
"""The permissions of the sample's operators."""


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, operation)
        for path, item in sorted(CONTRACT["paths"].items())
        for method, operation in sorted(item.items())
        if method in ("get", "post", "put", "patch", "delete")
    ]


def target(path: str) -> str:
    """A path with something in place of its parameters."""
    return "/".join("x" if part.startswith("{") else part for part in path.split("/"))


@pytest.mark.parametrize(("method", "path", "operation"), operations(), ids=lambda value: str(value)[:40])
def test_described(method: str, path: str, operation: dict[str, Any]) -> None:
    assert operation["operationId"].replace("_", "").isalnum()
    assert operation["summary"]
    assert operation["tags"]
    assert operation["responses"]["default"] == {"$ref": "#/components/responses/Problem"}
    public = (method, path) in PUBLIC
    own = [{"wallboard": []}] if (method, path) in SCREENS else [{"cookie": []}, {"bearer": []}]
    assert operation["security"] == ([] if public else own)
    assert ("401" in operation["responses"]) != public


def test_operation_ids_are_unique() -> None:
    ids = [operation["operationId"] for _, _, operation in operations()]
    assert len(ids) == len(set(ids))


def test_every_reference_leads_somewhere() -> None:
    def references(value: Any) -> set[str]:
        if isinstance(value, dict):
            inner = set().union(*(references(each) for each in value.values())) if value else set()
            return inner | ({value["$ref"]} if "$ref" in value else set())
        if isinstance(value, list):
            return set().union(*(references(each) for each in value)) if value else set()
        return set()

    for reference in references(CONTRACT):
        place = CONTRACT
        for part in reference.removeprefix("#/").split("/"):
            place = place[part]


def test_401_without_a_session(http: httpx.Client) -> None:
    seen = 0
    for method, path, _ in operations():
        if (method, path) not in PUBLIC:
            answer = http.request(method, target(path))
            code = "wallboard_unknown" if (method, path) in SCREENS else "not_logged_in"
            assert (answer.status_code, answer.json()["code"]) == (401, code), f"{method} {path}"
            seen += 1
    assert seen > 10


def test_403_without_the_permission(server: ApiServer, http: httpx.Client) -> None:
    server.log_in(http, "op1")
    refused = set()
    for method, path, operation in operations():
        needed = operation.get("x-permission")
        if needed and FOR_OPERATORS.isdisjoint(needed.split()):
            answer = http.request(method, target(path))
            assert (answer.status_code, answer.json()["code"]) == (403, "forbidden"), f"{method} {path}"
            refused.add(path)
    assert {"/api/users", "/api/trunks"} <= refused


def test_operators_reach_what_is_theirs(server: ApiServer, http: httpx.Client) -> None:
    server.log_in(http, "op1")
    for path in ("/api/groups", "/api/statuses", "/api/extensions", "/api/phone"):
        assert http.get(path).status_code == 200, path


def test_supervisors_reach_everything_readable(server: ApiServer, http: httpx.Client) -> None:
    server.log_in(http, "sv1")
    for method, path, operation in operations():
        if method == "get" and "{" not in path and "text/event-stream" not in str(operation["responses"]["200"]):
            answer = http.get(path)
            assert answer.status_code == 200 or _lacks(answer.json()), (path, answer.text)


def _lacks(problem: dict[str, Any]) -> bool:
    """Whether a route refuses only because there is no switch here, or because it was not told what is wanted."""
    wanting = all(fault["code"] == "required" for fault in problem.get("errors", ()))
    return problem["code"] == "switch_down" or (problem["code"] == "invalid" and wanting)


def test_a_route_that_says_nothing_is_refused() -> None:
    @get("/open", include_in_schema=False)
    async def forgotten() -> None:
        """States nothing."""

    with pytest.raises(ValueError, match="does not state who may use it"):
        check_guarded(Litestar([forgotten], openapi_config=None))
