"""What reports can be of, and the items chosen for them, on both databases and a real server (F7.1-F7.3)."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.db.engine import connect
from api.db.report_choice_store import choose
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


def chosen(http: httpx.Client) -> dict[str, list[str]]:
    answer = http.get("/api/reports/choices")
    assert answer.status_code == 200, answer.text
    items: dict[str, list[str]] = answer.json()["items"]
    return items


def test_what_is_chosen_outlasts_the_log_out_and_is_one_s_own(server: ApiServer, supervisor: httpx.Client) -> None:
    assert chosen(supervisor) == {}
    body = {"items": ["answer_rate", "in", "in"]}
    assert supervisor.put("/api/reports/choices/group", json=body).status_code == 204
    assert supervisor.put("/api/reports/choices/operator_calls", json={"items": ["out"]}).status_code == 204
    supervisor.delete("/api/session").raise_for_status()
    with server.client() as again:
        again.headers.update(server.token(again, "sv1"))
        assert chosen(again) == {"group": ["answer_rate", "in"], "operator_calls": ["out"]}
        every = [one["id"] for one in again.get("/api/reports/columns", params={"kind": "group"}).json()["items"]]
        again.put("/api/reports/choices/group", json={"items": every}).raise_for_status()
        assert chosen(again) == {"operator_calls": ["out"]}, "all: items that come later, too"


def test_unknown_items_and_none_are_refused(supervisor: httpx.Client) -> None:
    before = chosen(supervisor)
    answer = supervisor.put("/api/reports/choices/group", json={"items": ["in", "nothing", "missed"]})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["items.1", "items.2"]
    assert supervisor.put("/api/reports/choices/group", json={"items": []}).status_code == 422
    assert supervisor.put("/api/reports/choices/other", json={"items": ["in"]}).status_code in (404, 422)
    assert chosen(supervisor) == before


def test_reports_can_be_of_those_who_were_deleted(supervisor: httpx.Client) -> None:
    found = supervisor.get("/api/reports/scope").json()
    assert [one["id"] for one in found["operators"]] == ["op1", "op2", "op3", "op4"], "supervisors are in no figure"
    assert {one["id"]: one["number"] for one in found["operators"]}["op1"] == "101"
    support = next(one for one in found["groups"] if one["id"] == "support")
    assert set(support["members"]) <= {"op1", "op2", "op3", "op4"}
    assert support["members"]
    supervisor.delete("/api/users/op4").raise_for_status()
    last = supervisor.get("/api/reports/scope").json()["operators"][-1]
    assert (last["id"], last["deleted"]) == ("op4", True)


def test_operators_have_no_reports(server: ApiServer) -> None:
    with server.client() as http:
        http.headers.update(server.token(http, "op1"))
        assert http.get("/api/reports/scope").status_code == 403
        assert http.get("/api/reports/choices").status_code == 403
        assert http.put("/api/reports/choices/group", json={"items": ["in"]}).status_code == 403


async def test_what_no_longer_is_an_item_is_passed_over(server: ApiServer, supervisor: httpx.Client) -> None:
    """Kept by an older release: the rest of the choice goes on, and where nothing is left, it is as if never made."""
    db = connect(server.db_url)
    await db.open()
    await choose(db, "sv1", "group", ["in", "status_total:logged_out"])
    await choose(db, "sv1", "operator_calls", ["gone"])
    await db.close()
    assert chosen(supervisor) == {"group": ["in"]}
