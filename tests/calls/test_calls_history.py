"""The call history over HTTP: filters, pages, legs, and that SQL and code agree on results."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from litestar import Litestar, Router

from api.calls.controllers import calls_router
from api.calls.explanation import Explanations
from api.calls.service import Calls
from api.db.engine import Database
from api.db.eventlog import EventLog
from api.db.facts import store
from api.db.facts_search import CallQuery, search
from api.events.intake import Intake
from api.paging import BadCursorError, decode_cursor, encode_cursor
from api.problems import ProblemHandlers
from api.statistics.facts import Call, FactChange, Segment
from api.statistics.results import CallResult, result
from api.statistics.timeline import Calendar
from sip.contract.enums import Cause, Direction, Side
from sip.contract.events import CallEnded, CallStarted, CallTransferred, SegmentBegan, SegmentEnded
from sip.contract.frames import Events
from tests.statistics.eventplay import Play, at, worked_example
from tests.statistics.test_board import DIRECTORY
from tests.support.names import names_of


def history() -> Play:
    """The worked example, then a call of each kind that it lacks; the last one is in progress."""
    play = Play()
    play.log = worked_example()
    play.to("12:00:00")
    for number, cause in enumerate(Cause):
        for direction in Direction:
            call = f"{direction.value}-{cause.value}"
            play.now = at("12:00:00") + number * 60_000
            play.add(CallStarted(call=call, direction=direction, from_number="801", to_number="802", operator="A"))
            play.add(CallEnded(call=call, cause=cause, by=Side.SYSTEM))
    play.to("13:00:00").arrive("9", "B", group="H")
    play.to("13:00:05").answer("9", "B", group="H")
    play.hold("9", "B")
    return play


@pytest.fixture
async def client(db: Database) -> AsyncIterator[httpx.AsyncClient]:
    intake = Intake(EventLog(db), Calendar())
    await intake.start()
    await intake.take(Events(switch="sw", events=tuple(history().log)))
    names = names_of(DIRECTORY)
    calls = calls_router(Calls(db, lambda: names), Explanations(db, intake, lambda: names))
    router = Router("/api", route_handlers=[calls])
    app = Litestar([router], exception_handlers=ProblemHandlers({}).handlers())
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield client


async def ids(client: httpx.AsyncClient, **filters: Any) -> list[str]:
    response = await client.get("/api/calls", params=filters)
    assert response.status_code == 200, response.text
    return [item["id"] for item in response.json()["items"]]


async def test_a_row_says_what_the_list_shows(client: httpx.AsyncClient) -> None:
    items = (await client.get("/api/calls", params={"to": "2026-11-23T02:00:00Z"})).json()["items"]
    assert [item["id"] for item in items] == ["5", "4", "3", "2", "1"]
    first = items[-1]
    assert first == {
        "id": "1",
        "started_at": "2026-11-23T01:05:00Z",
        "answered_at": "2026-11-23T01:05:10Z",
        "ended_at": "2026-11-23T01:08:10Z",
        "direction": "inbound",
        "from_number": "0312345678",
        "from_name": "",
        "caller_id": "number",
        "to_number": "0500",
        "destination": "10A",
        "extension": "",
        "trunk": "t",
        "group": "G",
        "group_name": "受注",
        "operator": "A",
        "operator_name": "青木",
        "result": "answered",
        "ring_s": 10,
        "talk_s": 180,
        "estimated": False,
        "cause": "normal",
        "by": "outside",
        "sip_status": 0,
    }
    assert [(item["result"], item["ring_s"], item["talk_s"]) for item in items[:4]] == [
        ("cancelled", 30, None),
        ("answered", 12, 60),
        ("answered", 25, 60),
        ("abandoned", 40, None),
    ]


async def test_a_call_with_its_legs(client: httpx.AsyncClient) -> None:
    call = (await client.get("/api/calls/1")).json()
    legs = [(leg["kind"], leg["operator_name"], leg["outcome"], leg["duration_s"]) for leg in call["legs"]]
    assert legs == [
        ("visit", "青木", "answered", 10),
        ("offer", "青木", "answered", 10),
        ("offer", "馬場", "answered_elsewhere", 10),
        ("segment", "青木", "", 180),
        ("hold", "青木", "", 30),
        ("acw", "青木", "", 60),
    ]
    assert (call["cause"], call["by"]) == ("normal", "outside")
    assert (await client.get("/api/calls/none")).status_code == 404


async def test_a_leg_tells_whom_the_caller_was_handed_to(db: Database) -> None:
    """The list shows where the call went in the end, the legs every step (F8.4)."""
    play = Play()
    play.to("10:10:00").arrive("1", "A")
    play.to("10:10:10").answer("1", "A")
    play.to("10:11:00").add(CallTransferred(call="1", operator="A", to_number="0500", group="G"))
    play.add(SegmentEnded(segment="s1"))
    play.to("10:11:10").add(
        SegmentBegan(segment="s2", call="1", operator="B", extension="10B", direction=Direction.INBOUND)
    )
    play.to("10:12:00").add(CallTransferred(call="1", operator="B", to_number="0312345699"))
    play.add(SegmentEnded(segment="s2"))
    play.to("10:13:00").add(CallEnded(call="1", cause=Cause.NORMAL, by=Side.OUTSIDE))
    intake = Intake(EventLog(db), Calendar())
    await intake.start()
    await intake.take(Events(switch="sw", events=tuple(play.log)))
    detail = await Calls(db, lambda: names_of(DIRECTORY)).call("1")
    assert detail is not None and detail.destination == "0312345699"
    handed = [(leg.transferred_to, leg.transferred_group_name) for leg in detail.legs if leg.kind == "segment"]
    assert handed == [("0500", "受注"), ("0312345699", "")]


async def test_parts_that_began_together_stand_in_the_order_of_the_log(db: Database) -> None:
    """However the database keeps rows that are stored again: of two colleagues the one called talked last."""
    both: dict[str, Any] = {"begin": at("10:10:00"), "since": 1000, "call": "1", "direction": Direction.INTERNAL}
    parts: list[FactChange] = [
        Segment(**both, segment=f"s{number}", operator=operator, extension=f"10{operator}")
        for number, operator in ((11, "C"), (10, "B"), (9, "A"))
    ]
    async with db.transaction() as tx:
        await store(tx, [Call(**both, switch="sw", operator="A"), *parts])
    detail = await Calls(db, lambda: names_of(DIRECTORY)).call("1")
    assert detail is not None and detail.operator == "C"
    assert [leg.id for leg in detail.legs] == ["s9", "s10", "s11"]


async def test_a_call_in_progress_is_open(client: httpx.AsyncClient) -> None:
    assert await ids(client, result="open") == ["9"]
    assert await ids(client, call="3") == ["3"]
    assert await ids(client, call="nobody's") == []
    call = (await client.get("/api/calls/9")).json()
    assert (call["result"], call["ended_at"], call["talk_s"], call["ring_s"]) == ("open", None, None, 5)
    assert [(leg["kind"], leg["ended_at"] is None) for leg in call["legs"]] == [
        ("visit", False),
        ("offer", False),
        ("segment", True),
        ("hold", True),
    ]


async def test_filters(client: httpx.AsyncClient) -> None:
    assert await ids(client, operator="B", result="answered") == ["3", "1"]
    assert await ids(client, operator="B", to="2026-11-23T02:00:00Z") == ["5", "3", "2", "1"]
    assert await ids(client, group="H") == ["9"]
    assert await ids(client, group="G") == ["5", "4", "3", "2", "1"]
    assert await ids(client, number="1234567", direction="outbound") == ["5", "4"]
    assert await ids(client, number="%") == []
    assert await ids(client, number="0_00") == []
    assert await ids(client, **{"from": "2026-11-23T10:20:00+09:00", "to": "2026-11-23T10:30:00+09:00"}) == ["3"]


@pytest.mark.parametrize("limit", [1, 2, 7, 100])
async def test_pages_give_every_call_once_newest_first(client: httpx.AsyncClient, limit: int) -> None:
    seen: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = (await client.get("/api/calls", params={"limit": limit, "cursor": cursor})).json()
        assert len(page["items"]) <= limit
        seen += page["items"]
        cursor = page["next_cursor"]
    assert len({item["id"] for item in seen}) == len(seen) == 6 + len(Cause) * len(Direction)
    assert [item["started_at"] for item in seen] == sorted((item["started_at"] for item in seen), reverse=True)


@pytest.mark.parametrize(
    ("filters", "field"),
    [({"cursor": "nonsense"}, "cursor"), ({"from": "2026-11-23T10:00:00"}, "from"), ({"limit": 0}, "limit")],
)
async def test_bad_filters_are_named(client: httpx.AsyncClient, filters: dict[str, Any], field: str) -> None:
    response = await client.get("/api/calls", params=filters)
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [field]


async def test_sql_and_code_agree_on_results(client: httpx.AsyncClient, db: Database) -> None:
    every = await search(db, CallQuery(limit=1000))
    found = []
    for wanted in CallResult:
        calls = await search(db, CallQuery(result=wanted, limit=1000))
        assert {result(file) for file in calls} <= {wanted}
        found += [file.call.call for file in calls]
    assert sorted(found) == sorted(file.call.call for file in every)
    with pytest.raises(KeyError):
        await search(db, CallQuery(result="nonsense"))


def test_cursors() -> None:
    assert decode_cursor(encode_cursor(5, "a:b")) == (5, "a:b")
    for bad in ("", "!", "Zm9v", "é"):
        with pytest.raises(BadCursorError):
            decode_cursor(bad)
