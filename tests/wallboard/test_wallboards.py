"""Links of wallboards on a real server: who makes them, what they open, and how they end."""

import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.api import ApiServer

CONTENT: dict[str, Any] = {"name": "入口の大画面", "items": ["waiting", "longest_wait", "in", "answer_rate"]}


@pytest.fixture(params=["sqlite", "postgres"], scope="module")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    url = request.getfixturevalue("pg_cluster").create_database() if request.param == "postgres" else ""
    folder: Path = tmp_path_factory.mktemp("server")
    with ApiServer(folder, url) as running:
        yield running


@pytest.fixture
def supervisor(server: ApiServer) -> Iterator[httpx.Client]:
    with server.client() as http:
        http.headers.update(server.token(http, "sv1"))
        yield http


@pytest.fixture
def screen(server: ApiServer) -> Iterator[httpx.Client]:
    """A browser where nobody is logged in."""
    with server.client() as http:
        yield http


def make(http: httpx.Client, **more: Any) -> tuple[str, str]:
    """A link: its id and token."""
    answer = http.post("/api/wallboards", json={**CONTENT, **more})
    assert answer.status_code == 201, answer.text
    match = re.fullmatch(r"/wall\?link=([0-9a-f]+)#([\w-]{43})", answer.json()["path"])
    assert match is not None, "a token of 256 bits behind the #, where no server gets to see it"
    return match[1], match[2]


def show(http: httpx.Client, link: str, token: str) -> dict[str, Any]:
    answer = http.post(f"/api/wallboards/{link}/screen", json={"token": token})
    assert answer.status_code == 200, answer.text
    board: dict[str, Any] = answer.json()
    return board


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_link_opens_its_board_without_a_log_in_and_nothing_else(
    supervisor: httpx.Client, screen: httpx.Client
) -> None:
    link, token = make(supervisor, groups=["orders"], language="en")
    assert code(screen.get(f"/api/wallboards/{link}/board")) == (401, "wallboard_unknown")
    board = show(screen, link, token)
    assert (board["name"], board["language"]) == ("入口の大画面", "en")
    assert [row["id"] for row in board["groups"]] == ["orders"]
    assert list(board["overall"]["cells"]) == CONTENT["items"]
    assert sum(status["count"] for status in board["statuses"]) == board["all"] > 0
    again = screen.get(f"/api/wallboards/{link}/board")
    cookie = again.headers["set-cookie"]
    assert cookie.startswith(f"__Host-kikite-wall-{link}=")
    assert {"Secure", "HttpOnly", "SameSite=Strict"} <= set(cookie.split("; "))
    for path in ("monitor", "metrics", "statuses", "groups", "calls", "wallboards", "session"):
        assert code(screen.get(f"/api/{path}")) == (401, "not_logged_in"), path
    other, _ = make(supervisor)
    assert code(screen.get(f"/api/wallboards/{other}/board")) == (401, "wallboard_unknown")
    assert code(screen.get("/api/monitor", headers={"Authorization": f"Bearer {token}"})) == (401, "not_logged_in")


def test_a_log_in_is_no_key_to_a_screen(supervisor: httpx.Client) -> None:
    link, _ = make(supervisor)
    assert code(supervisor.get(f"/api/wallboards/{link}/board")) == (401, "wallboard_unknown")


def test_only_the_hash_of_a_token_is_stored(server: ApiServer, supervisor: httpx.Client, screen: httpx.Client) -> None:
    link, token = make(supervisor)
    show(screen, link, token)
    assert token not in supervisor.get("/api/wallboards").text
    assert token not in supervisor.get("/api/audit").text
    assert token not in server.log.read_text(errors="replace")
    if server.db_url.startswith("sqlite"):
        with sqlite3.connect(server.folder / "kikite.db") as db:
            assert token not in "\n".join(db.iterdump())


def test_what_it_shows_can_be_changed_under_the_same_address(supervisor: httpx.Client, screen: httpx.Client) -> None:
    link, token = make(supervisor)
    show(screen, link, token)
    changed = supervisor.put(f"/api/wallboards/{link}", json={**CONTENT, "items": ["out"], "operators": "names"})
    assert changed.status_code == 200, changed.text
    board = screen.get(f"/api/wallboards/{link}/board").json()
    assert [item["id"] for item in board["items"]] == ["out"]
    assert len(board["staff"]) == 4


def test_it_outlives_its_maker_and_a_restart(server: ApiServer) -> None:
    with server.client() as http, server.client() as screen:
        server.log_in(http, "sv1")
        link, token = make(http)
        http.delete("/api/session").raise_for_status()
        show(screen, link, token)
        kept = screen.cookies
    server.stop()
    server.start()
    with server.client() as http, server.client(cookies=kept) as screen:
        assert screen.get(f"/api/wallboards/{link}/board").status_code == 200
        http.headers.update(server.token(http, "sv1"))
        listed = {one["id"]: one for one in http.get("/api/wallboards").json()}
        assert listed[link]["created_by"] == "sv1"
        assert listed[link]["last_used"] is not None


def test_a_revoked_link_ends_its_streams_and_says_why(supervisor: httpx.Client, screen: httpx.Client) -> None:
    link, token = make(supervisor)
    show(screen, link, token)
    with screen.stream("GET", f"/api/wallboards/{link}/stream") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = stream.iter_lines()
        first = next(json.loads(line[6:]) for line in lines if line.startswith('data: {"position'))
        assert first["name"] == "入口の大画面"
        listed = {one["id"]: one["screens"] for one in supervisor.get("/api/wallboards").json()}
        assert listed[link] == 1
        assert supervisor.delete(f"/api/wallboards/{link}").status_code == 204
        assert not [line for line in lines if line.startswith("event: ping")], "it ends before the next ping"
    for answer in (
        screen.get(f"/api/wallboards/{link}/board"),
        screen.get(f"/api/wallboards/{link}/stream"),
        screen.post(f"/api/wallboards/{link}/screen", json={"token": token}),
    ):
        assert code(answer) == (410, "wallboard_revoked")
    assert link not in supervisor.get("/api/wallboards").text
    assert code(supervisor.delete(f"/api/wallboards/{link}")) == (404, "not_found")


def test_an_expired_link_ends_by_itself(supervisor: httpx.Client, screen: httpx.Client) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=3)
    link, token = make(supervisor, expires=soon.isoformat())
    show(screen, link, token)
    with screen.stream("GET", f"/api/wallboards/{link}/stream") as stream:
        list(stream.iter_lines())  # it ends
    assert datetime.now(UTC) >= soon
    assert code(screen.get(f"/api/wallboards/{link}/board")) == (410, "wallboard_expired")
    listed = {one["id"]: one for one in supervisor.get("/api/wallboards").json()}
    assert listed[link]["expired"]


def test_making_and_revoking_are_on_record(supervisor: httpx.Client) -> None:
    link, _ = make(supervisor)
    supervisor.delete(f"/api/wallboards/{link}").raise_for_status()
    records = supervisor.get("/api/audit", params={"subject": "wallboards", "item": link}).json()["items"]
    assert [(one["change"]["action"], one["by"]) for one in records] == [("delete", "sv1"), ("create", "sv1")]
    assert records[1]["change"]["after"]["name"] == "入口の大画面"
    assert "token_hash" not in json.dumps(records)


def test_every_faulty_field_is_named(supervisor: httpx.Client) -> None:
    past = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    body = {"name": " ", "items": ["in", "elapsed", "in"], "groups": ["orders", "gone"], "expires": past}
    answer = supervisor.post("/api/wallboards", json=body)
    assert answer.status_code == 422
    found = {(error["field"], error["code"]) for error in answer.json()["errors"]}
    assert found == {
        ("name", "required"),
        ("items.1", "unknown"),
        ("items.2", "duplicate"),
        ("groups.1", "unknown"),
        ("expires", "out_of_range"),
    }
    nothing = supervisor.post("/api/wallboards", json={**CONTENT, "overall": False, "groups": []})
    assert [error["field"] for error in nothing.json()["errors"]] == ["groups"]


def test_guessing_is_slowed_down(tmp_path: Path) -> None:
    with ApiServer(tmp_path) as server, server.client() as http, server.client() as screen:
        http.headers.update(server.token(http, "sv1"))
        link, token = make(http)
        answers = [screen.post(f"/api/wallboards/{link}/screen", json={"token": f"guess{at}"}) for at in range(30)]
        assert code(answers[0]) == (401, "wallboard_unknown")
        assert code(answers[-1]) == (429, "wallboard_attempts")
        assert int(answers[-1].headers["retry-after"]) > 0
        assert http.get("/api/wallboards").status_code == 200, "nobody else is slowed down"
        show(screen, link, token)  # nor is a screen behind the same address


def test_operators_make_no_links(server: ApiServer, supervisor: httpx.Client) -> None:
    link, _ = make(supervisor)
    with server.client() as http:
        http.headers.update(server.token(http, "op1"))
        for method, path in (("GET", ""), ("POST", ""), ("PUT", f"/{link}"), ("DELETE", f"/{link}")):
            answer = http.request(
                method, f"/api/wallboards{path}", json=None if method in ("GET", "DELETE") else CONTENT
            )
            assert code(answer) == (403, "forbidden"), method
