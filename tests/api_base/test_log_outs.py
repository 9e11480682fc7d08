"""Forced log-out and the beginning of the day, on a real server."""

from collections.abc import Iterator

import httpx
import pytest

from tests.support.api import ApiServer


@pytest.fixture
def boss(server: ApiServer) -> Iterator[httpx.Client]:
    """A program of a supervisor."""
    with server.client() as http:
        http.headers.update(server.token(http, "sv1"))
        yield http


def test_a_forced_log_out_is_told_recorded_and_ends_streams(
    server: ApiServer, http: httpx.Client, boss: httpx.Client
) -> None:
    server.log_in(http, "op1")
    with server.client() as other:
        program = server.token(other, "op1")
        with http.stream("GET", "/api/phone/stream") as stream:
            lines = stream.iter_lines()
            assert next(lines).startswith("event")
            forced = boss.post("/api/forced-log-outs", json={"user": "op1"})
            assert forced.status_code == 201
            for _ in lines:  # the server ends the stream, or this never ends
                pass
        told = http.get("/api/session")
        assert (told.status_code, told.json()["code"]) == (401, "forced_out")
        assert "佐藤 由美" in told.json()["detail"]
        assert other.get("/api/session", headers=program).json()["code"] == "forced_out"
    found = boss.get("/api/forced-log-outs", params={"user": "op1", "by": "sv1", "from": "2020-01-01T00:00:00Z"}).json()
    assert found["items"][0] == forced.json()
    assert (forced.json()["by"], forced.json()["calls"]) == ("sv1", "none")
    assert forced.json()["done"] is not None
    assert boss.get("/api/forced-log-outs", params={"by": "op1"}).json() == {"items": [], "next_cursor": None}
    server.log_in(http, "op1")


def test_the_record_comes_page_by_page(server: ApiServer, http: httpx.Client, boss: httpx.Client) -> None:
    for _ in range(3):
        server.log_in(http, "op3")
        boss.post("/api/forced-log-outs", json={"user": "op3"}).raise_for_status()
    seen: list[str] = []
    cursor = ""
    while True:
        page = boss.get("/api/forced-log-outs", params={"user": "op3", "limit": 2, "cursor": cursor}).json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 3


@pytest.mark.parametrize(
    ("user", "status", "code"),
    [("nobody", 404, "not_found"), ("op4", 409, "user_logged_out"), ("", 422, "invalid")],
)
def test_whom_nobody_can_log_out(boss: httpx.Client, user: str, status: int, code: str) -> None:
    answer = boss.post("/api/forced-log-outs", json={"user": user})
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize("rights", [["monitor"], ["monitor_settings"]])
def test_it_needs_both_rights(server: ApiServer, http: httpx.Client, boss: httpx.Client, rights: list[str]) -> None:
    name, password = f"half-{rights[0]}", "Secret12345"
    half = {"id": name, "name": name, "permissions": rights}
    boss.post("/api/permission-sets", json=half).raise_for_status()
    user = {"id": name, "name": name, "password": password, "permission_set": name}
    boss.post("/api/users", json=user).raise_for_status()
    token = http.post("/api/tokens", json={"user": name, "password": password}).json()["token"]
    headers = {"Authorization": f"Bearer {token}"}
    assert http.post("/api/forced-log-outs", json={"user": "op1"}, headers=headers).status_code == 403
    assert http.get("/api/forced-log-outs", headers=headers).status_code == 403


def test_a_second_browser_is_refused_with_since_when(server: ApiServer, http: httpx.Client) -> None:
    session = server.log_in(http, "op2")
    with server.client() as second:
        body = {"user": "op2", "password": server.password("op2")}
        answer = second.post("/api/session", json=body)
        assert (answer.status_code, answer.json()["code"]) == (409, "logged_in_elsewhere")
        assert session["user"]["name"] in answer.json()["detail"]
        assert "SV" in answer.json()["detail"]
        assert not second.cookies
        assert second.post("/api/session", json={**body, "take_over": True}).status_code == 409
        http.delete("/api/session")
        assert second.post("/api/session", json=body).status_code == 200
