"""What a supervisor's monitors show, kept on the server (F3.1, F3.5), on both databases and a real server."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.api import ApiServer


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


def settings(http: httpx.Client) -> dict[str, Any]:
    answer = http.get("/api/monitor/settings")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_nothing_is_chosen_at_first_and_operators_sit_in_seats(supervisor: httpx.Client) -> None:
    found = settings(supervisor)
    assert found["watched"] == {"groups": [], "users": []}
    layouts = {screen: choice["layout"] for screen, choice in found["screens"].items()}
    assert layouts == {"combined": "table", "groups": "tiles", "operators": "seats6"}


def test_the_watched_are_kept_and_survive_a_change_of_their_group(supervisor: httpx.Client) -> None:
    known = supervisor.get("/api/monitor/watchable").json()
    assert [group["id"] for group in known["groups"]] == ["orders", "support"]
    assert [user["id"] for user in known["users"]] == ["op1", "op2", "op3", "op4"], "supervisors have no status"
    chosen = {"groups": ["support"], "users": ["op2", "op4", "op2"]}
    assert supervisor.put("/api/monitor/watched", json=chosen).status_code == 204
    supervisor.patch("/api/groups/support", json={"name": "サポート窓口"}).raise_for_status()
    assert settings(supervisor)["watched"] == {"groups": ["support"], "users": ["op2", "op4"]}
    supervisor.put("/api/monitor/watched", json={"groups": [], "users": []}).raise_for_status()
    assert settings(supervisor)["watched"] == {"groups": [], "users": []}


def test_who_is_not_there_cannot_be_watched(supervisor: httpx.Client) -> None:
    answer = supervisor.put("/api/monitor/watched", json={"groups": ["orders", "gone"], "users": ["sv1"]})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["groups.1", "users.0"]


def test_each_screen_keeps_its_own_look(supervisor: httpx.Client) -> None:
    choice = {"layout": "seats10", "order": "name", "hidden": [], "hidden_operator": ["out"], "groups": []}
    assert supervisor.put("/api/monitor/screens/operators", json=choice).status_code == 204
    assert supervisor.put("/api/monitor/screens/operators", json={**choice, "hidden": ["in"]}).status_code == 204
    screens = settings(supervisor)["screens"]
    assert screens["operators"] == {**choice, "hidden": ["in"]}
    assert screens["combined"]["hidden_operator"] == []
    assert supervisor.put("/api/monitor/screens/other", json=choice).status_code in (404, 422)
    assert supervisor.put("/api/monitor/screens/groups", json={"layout": "round"}).status_code == 422


def test_operators_have_no_monitors_to_set(server: ApiServer) -> None:
    with server.client() as http:
        http.headers.update(server.token(http, "op1"))
        assert http.get("/api/monitor/settings").status_code == 403
        assert http.get("/api/monitor/watchable").status_code == 403
        assert http.put("/api/monitor/watched", json={"groups": [], "users": []}).status_code == 403
        assert http.put("/api/monitor/screens/groups", json={}).status_code == 403
