"""聴話, ささやき, 三者通話 over HTTP: the commands, what the phone shows of it, and the record (F4.2–F4.5)."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from litestar import Litestar, Router

from api.db.engine import Database
from api.db.eventlog import EventLog
from api.events.intake import Intake
from api.problems import ProblemHandlers
from api.statistics.names import Names
from api.statistics.state import LiveState
from api.statistics.timeline import Calendar
from api.supervision.controllers import supervision_router
from api.supervision.orders import StatusOrders
from api.supervision.service import Supervisions
from sip.contract.commands import AnyCommand, AnyResult
from sip.contract.enums import SupervisionEnding, SupervisionMode
from sip.contract.events import SupervisionBegan, SupervisionChanged, SupervisionEnded, SwitchStarted
from sip.contract.frames import Events
from tests.statistics.eventplay import Play
from tests.statistics.test_board import DIRECTORY
from tests.support.names import names_of


class _NoSwitch:
    """Nobody asks it here."""

    async def send(self, command: AnyCommand) -> AnyResult:
        raise AssertionError(command)


def began(play: Play, supervision: str, operator: str, mode: SupervisionMode) -> None:
    play.add(
        SupervisionBegan(supervision=supervision, supervisor="S", operator=operator, call=f"c-{operator}", mode=mode)
    )


def watched() -> Events:
    """One supervision in two modes that follows a transfer, and one that the death of the switch ended."""
    play = Play()
    play.to("10:00:00")
    began(play, "v1", "A", SupervisionMode.LISTEN)
    play.to("10:00:30").add(SupervisionChanged(supervision="v1", operator="A", mode=SupervisionMode.WHISPER))
    play.to("10:01:00").add(SupervisionChanged(supervision="v1", operator="B", mode=SupervisionMode.WHISPER))
    play.to("10:02:00").add(SupervisionEnded(supervision="v1", reason=SupervisionEnding.LEFT))
    play.to("11:00:00")
    began(play, "v2", "B", SupervisionMode.BARGE)
    alive = play.log[-1]
    play.to("11:05:00").add(SwitchStarted(boot="again", alive_at=alive.at + 10_000, alive_mono=alive.mono + 10_000))
    return Events(switch="sw", events=tuple(play.log))


@pytest.fixture
async def client(db: Database) -> AsyncIterator[httpx.AsyncClient]:
    intake = Intake(EventLog(db), Calendar())
    await intake.start()
    await intake.take(watched())
    assert not intake.live.supervisions
    router = Router(
        "/api",
        route_handlers=[
            supervision_router(
                _NoSwitch(),
                Supervisions(db, lambda: names_of(DIRECTORY)),
                StatusOrders(db, Names, LiveState, lambda: 0),
            )
        ],
    )
    app = Litestar([router], exception_handlers=ProblemHandlers({}).handlers())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://testserver") as found:
        yield found


async def items(client: httpx.AsyncClient, **filters: Any) -> list[dict[str, Any]]:
    answer = await client.get("/api/supervisions", params=filters)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def test_each_stretch_is_on_record_newest_first(client: httpx.AsyncClient) -> None:
    found = [
        (one["supervision"], one["operator"], one["operator_name"], one["mode"], one["seconds"], one["reason"])
        for one in await items(client)
    ]
    assert found == [
        ("v2", "B", "馬場", "barge", 10, "call_ended"),
        ("v1", "B", "馬場", "whisper", 60, "left"),
        ("v1", "A", "青木", "whisper", 30, None),
        ("v1", "A", "青木", "listen", 30, None),
    ]


async def test_an_end_that_nobody_saw_is_marked(client: httpx.AsyncClient) -> None:
    assert [one["estimated"] for one in await items(client)] == [True, False, False, False]


async def test_filters(client: httpx.AsyncClient) -> None:
    assert len(await items(client, operator="A")) == 2
    assert len(await items(client, call="c-A")) == 3
    assert len(await items(client, supervisor="nobody")) == 0
    assert len(await items(client, **{"from": "2026-11-23T02:00:00Z"})) == 1


async def test_pages_follow_one_another(client: httpx.AsyncClient) -> None:
    seen: list[str] = []
    cursor = ""
    while True:
        page = (await client.get("/api/supervisions", params={"limit": 1, "cursor": cursor})).json()
        seen += [one["id"] for one in page["items"]]
        if (cursor := page["next_cursor"]) is None:
            break
    assert seen == [one["id"] for one in await items(client)]
