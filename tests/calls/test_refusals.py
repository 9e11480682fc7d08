"""Numbers dialled that led to no call, over HTTP: who, when, why; those logged before there was such a list, too."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from litestar import Litestar, Router

from api.access import NEEDS, Permission
from api.calls.refusals import Refusals, RefusalsController, refusals_router
from api.db.engine import Database, connect
from api.db.eventlog import EventLog
from api.db.migrate import migrate, migrations
from api.events.intake import Intake
from api.problems import ProblemHandlers
from api.statistics.timeline import Calendar
from sip.contract.enums import Refusal
from sip.contract.events import DialRefused
from sip.contract.frames import Events
from tests.statistics.eventplay import Play
from tests.statistics.test_board import DIRECTORY
from tests.support.names import names_of

REFUSED = (
    ("10:00:00", "A", "10A", "0990123456", Refusal.NUMBER_NOT_ALLOWED),
    ("10:05:00", "B", "10B", "0312345678", Refusal.TOO_MANY_CALLS),
    ("10:05:00", "B", "10B", "0312_5678", Refusal.INVALID_NUMBER),
    ("10:10:00", "", "199", "77", Refusal.UNKNOWN_NUMBER),
    ("11:00:00", "A", "10A", "119", Refusal.NO_EMERGENCY_TRUNK),
)


def dialled() -> Events:
    play = Play()
    for clock, operator, extension, number, reason in REFUSED:
        play.to(clock).add(DialRefused(operator=operator, extension=extension, number=number, reason=reason))
    return Events(switch="sw", events=tuple(play.log))


async def take(db: Database, events: Events) -> None:
    intake = Intake(EventLog(db), Calendar())
    await intake.start()
    await intake.take(events)


@pytest.fixture
async def client(db: Database) -> AsyncIterator[httpx.AsyncClient]:
    await take(db, dialled())
    async with over(db) as client:
        yield client


def over(db: Database) -> httpx.AsyncClient:
    router = Router("/api", route_handlers=[refusals_router(Refusals(db, lambda: names_of(DIRECTORY)))])
    app = Litestar([router], exception_handlers=ProblemHandlers({}).handlers())
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://testserver")


async def numbers(client: httpx.AsyncClient, **filters: Any) -> list[str]:
    answer = await client.get("/api/refusals", params=filters)
    assert answer.status_code == 200, answer.text
    return [item["number"] for item in answer.json()["items"]]


async def test_a_refusal_says_who_when_and_why(client: httpx.AsyncClient) -> None:
    answer = (await client.get("/api/refusals", params={"limit": 1})).json()
    assert answer["items"] == [
        {
            "id": "sw:5",
            "at": "2026-11-23T02:00:00Z",
            "operator": "A",
            "operator_name": "青木",
            "extension": "10A",
            "number": "119",
            "reason": "no_emergency_trunk",
        }
    ]
    assert answer["next_cursor"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["119", "77", "0312_5678", "0312345678", "0990123456"]),
        ({"operator": "B"}, ["0312_5678", "0312345678"]),
        ({"extension": "199"}, ["77"]),
        ({"reason": "number_not_allowed"}, ["0990123456"]),
        ({"number": "123456"}, ["0312345678", "0990123456"]),
        ({"number": "2_5"}, ["0312_5678"]),
        ({"from": "2026-11-23T01:05:00Z", "to": "2026-11-23T01:10:00Z"}, ["0312_5678", "0312345678"]),
        ({"from": "2026-11-23T10:10:00+09:00", "operator": "A"}, ["119"]),
        ({"operator": "nobody"}, []),
    ],
)
async def test_filters(client: httpx.AsyncClient, filters: dict[str, str], found: list[str]) -> None:
    assert await numbers(client, **filters) == found


async def test_pages_join_without_gap_or_repetition(client: httpx.AsyncClient) -> None:
    seen, cursor = [], None
    while True:
        answer = (
            await client.get("/api/refusals", params={"limit": 2} | ({"cursor": cursor} if cursor else {}))
        ).json()
        seen += [item["number"] for item in answer["items"]]
        cursor = answer["next_cursor"]
        if cursor is None:
            break
    assert seen == await numbers(client)


@pytest.mark.parametrize(
    ("filters", "field"),
    [({"cursor": "!"}, "cursor"), ({"from": "2026-11-23T10:00:00"}, "from"), ({"reason": "x"}, "")],
)
async def test_bad_filters_are_named(client: httpx.AsyncClient, filters: dict[str, str], field: str) -> None:
    answer = await client.get("/api/refusals", params=filters)
    assert answer.status_code in (400, 422)
    if field:
        assert answer.json()["errors"][0]["field"] == field


def test_the_right_to_the_history_is_needed() -> None:
    assert RefusalsController.opt[NEEDS] == Permission.HISTORY


@pytest.fixture(params=["sqlite", "postgres"])
async def old(request: pytest.FixtureRequest, tmp_path: Any) -> AsyncIterator[Database]:
    """A database of the release before."""
    url = request.getfixturevalue("pg_url") if request.param == "postgres" else f"sqlite:///{tmp_path}/old.db"
    database = connect(url)
    await database.open()
    await migrate(database, 0, [step for step in migrations() if step.name != "refusals"])
    yield database
    await database.close()


async def test_what_was_logged_before_is_there_too(old: Database) -> None:
    events = dialled()
    for position, logged in enumerate(events.events, 1):
        event = logged.event
        assert isinstance(event, DialRefused)
        named = f'"operator":"{event.operator}",' if event.operator else ""
        body = f'{{"type":"DialRefused",{named}"extension":"{event.extension}","number":"{event.number}"'
        async with old.transaction() as tx:
            await tx.execute(
                'INSERT INTO event_log ("position", "switch", "seq", "at", "mono", "type", "body")'
                " VALUES ({}, {}, {}, {}, {}, {}, {})",
                (
                    position,
                    "sw",
                    logged.seq,
                    logged.at,
                    logged.mono,
                    "DialRefused",
                    f'{body},"reason":"{event.reason}"}}',
                ),
            )
    await migrate(old, 0)
    async with over(old) as client:
        assert await numbers(client) == ["119", "77", "0312_5678", "0312345678", "0990123456"]
        assert await numbers(client, operator="A") == ["119", "0990123456"]
