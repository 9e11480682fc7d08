"""監査ログ: all kinds in one order, searched, page by page, each only for whom it is meant."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from litestar import Litestar, Router
from litestar.types import ASGIApp, Receive, Scope, Send

from api.access import Permission, Principal, SessionKind
from api.audit.controllers import audit_router
from api.audit.service import AuditLog
from api.db import audit_store, log_out_store, status_order_store
from api.db.audit_store import Action
from api.db.engine import Database
from api.db.eventlog import EventLog
from api.db.log_out_store import ForcedLogOut
from api.db.message_store import MessageAccessRow, add_access
from api.db.status_order_store import StatusOrder
from api.events.intake import Intake
from api.problems import ProblemHandlers
from api.statistics.names import Named, NamedStatus, Names
from api.statistics.timeline import Calendar
from sip.contract.enums import Status, SupervisionEnding, SupervisionMode
from sip.contract.events import LoggedIn, StatusChanged, SupervisionBegan, SupervisionEnded
from sip.contract.frames import Events
from tests.statistics.eventplay import Play, at

ALL = frozenset({Permission.MASTERS, Permission.MONITOR, Permission.MONITOR_SETTINGS})
NAMES = Names(
    users={
        "S": Named(id="S", name="佐藤 由美"),
        "T": Named(id="T", name="Taylor"),
        "A": Named(id="A", name="青木 元", deleted=True),
        "B": Named(id="B", name="別所", number="7"),
    },
    groups={"g": Named(id="g", name="窓口")},
    statuses={"work:7": NamedStatus(id="work:7", ja="研修", en="Training", colour="#112233", deleted=True)},
)


def _user(user: str, permissions: frozenset[Permission] = ALL) -> Principal:
    return Principal(
        id=user, name=NAMES.user(user), extension="", permissions=permissions, session="", kind=SessionKind.BROWSER
    )


class Visitor:
    """Middleware: whose request it is."""

    def __init__(self) -> None:
        self.user = _user("S")

    def __call__(self, app: ASGIApp) -> ASGIApp:
        async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http":
                scope["user"] = self.user
            await app(scope, receive, send)

        return wrapped


def events() -> Events:
    play = Play()
    play.to("09:00:00").add(LoggedIn(operator="A", session="a"), LoggedIn(operator="B", session="b"))
    play.add(StatusChanged(operator="A", status=Status.AVAILABLE, chosen=Status.AVAILABLE, by="A"))
    play.to("10:00:00").add(StatusChanged(operator="A", status="work:7", chosen="work:7", by="S"))
    play.to("10:30:00").add(StatusChanged(operator="A", status=Status.AVAILABLE, chosen=Status.AVAILABLE))
    play.to("11:00:00").add(
        SupervisionBegan(supervision="v", supervisor="T", operator="B", call="c", mode=SupervisionMode.LISTEN)
    )
    play.to("11:00:40").add(SupervisionEnded(supervision="v", reason=SupervisionEnding.LEFT))
    play.to("13:00:00").add(StatusChanged(operator="B", status=Status.LUNCH_BREAK, chosen=Status.LUNCH_BREAK, by="T"))
    return Events(switch="sw", events=tuple(play.log))


async def _records(db: Database) -> None:
    async with db.transaction() as tx:
        for version in (9, 10):  # 10 comes after 9, though not in the order of letters
            renamed = ({"id": "A", "name": "旧"}, {"id": "A", "name": "青木"})
            await audit_store.add_record(tx, version, at("12:00:00"), _user("S"), Action.CHANGE, "users", "A", *renamed)
        await audit_store.add_record(
            tx, 11, at("14:00:00"), _user("T"), Action.CREATE, "groups", "g", None, {"id": "g", "name": "窓口"}
        )
    # At the very moment of two changes: the kinds have an order, too.
    for key, user in (("k1", "A"), ("k2", "B")):
        forced = ForcedLogOut(
            id=key, at=at("12:00:00"), by_id="S", by_name="由美", user_id=user, user_name="当時の名", calls="none",
            done=at("12:00:00"),
        )  # fmt: skip
        await log_out_store.add(db, forced)


@pytest.fixture
def visitor() -> Visitor:
    return Visitor()


@pytest.fixture
async def http(db: Database, visitor: Visitor) -> AsyncIterator[httpx.AsyncClient]:
    intake = Intake(EventLog(db), Calendar())
    await intake.start()
    await intake.take(events())
    await _records(db)
    app = Litestar(
        [Router("/api", route_handlers=[audit_router(AuditLog(db, lambda: NAMES))])],
        middleware=[visitor],
        exception_handlers=ProblemHandlers({}).handlers(),
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://testserver") as found:
        yield found


async def items(http: httpx.AsyncClient, **filters: Any) -> list[dict[str, Any]]:
    answer = await http.get(
        "/api/audit", params={("from" if name == "since" else name): v for name, v in filters.items()}
    )
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def kinds(http: httpx.AsyncClient, **filters: Any) -> list[str]:
    return [one["kind"] for one in await items(http, **filters)]


async def test_everything_in_one_order(http: httpx.AsyncClient) -> None:
    found = await items(http)
    assert [(one["kind"], one["by"], one["about"]) for one in found] == [
        ("configuration", "T", ""),
        ("status", "T", "B"),
        ("log_out", "S", "B"),
        ("log_out", "S", "A"),
        ("configuration", "S", "A"),
        ("configuration", "S", "A"),
        ("supervision", "T", "B"),
        ("status", "S", "A"),
    ]
    assert [one["change"]["version"] for one in found if one["change"]] == [11, 10, 9]
    assert found[0]["change"]["after"] == {"id": "g", "name": "窓口"} and found[0]["about_name"] == "窓口"
    assert (found[2]["by_name"], found[2]["about_name"]) == ("由美", "当時の名"), "as they were called then"
    assert found[4]["about_name"] == "青木"
    assert found[6]["supervision"] == {
        "supervision": "v", "call": "c", "mode": "listen", "end": "2026-11-23T02:00:40Z", "seconds": 40,
        "estimated": False, "reason": "left",
    }  # fmt: skip
    status = found[7]
    assert (status["by_name"], status["about_name"]) == ("佐藤 由美", "青木 元"), "deleted, and still called so"
    assert (status["status"]["ja"], status["status"]["en"], status["status"]["seconds"]) == ("研修", "Training", 1800)
    assert found[1]["status"]["end"] is None
    for one in found:
        own = {"configuration": "change"}.get(one["kind"], one["kind"])
        rest = {"change", "log_out", "status", "supervision", "voicemail"} - {own}
        assert one[own] is not None and all(one[name] is None for name in rest)


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8])
async def test_pages_go_on_where_the_one_before_ended(http: httpx.AsyncClient, limit: int) -> None:
    whole = [one["id"] for one in await items(http)]
    found: list[str] = []
    cursor = None
    while True:
        asked = {"limit": limit} | ({"cursor": cursor} if cursor else {})
        page = (await http.get("/api/audit", params=asked)).json()
        assert len(page["items"]) <= limit
        found += [one["id"] for one in page["items"]]
        if (cursor := page["next_cursor"]) is None:
            break
    assert found == whole


async def test_filters(http: httpx.AsyncClient) -> None:
    assert await kinds(http, kind="status") == ["status", "status"]
    assert await kinds(http, by="T") == ["configuration", "status", "supervision"]
    assert await kinds(http, by="tay") == ["configuration", "status", "supervision"], "part of the name"
    assert await kinds(http, about="青木") == ["log_out", "configuration", "configuration", "status"]
    assert await kinds(http, about="青木", by="T") == []
    assert await kinds(http, about="A", kind="log_out") == ["log_out"]
    assert await kinds(http, by="nobody") == []
    assert await kinds(http, subject="groups") == ["configuration"]
    assert [one["change"]["version"] for one in await items(http, item="A")] == [10, 9]
    assert await kinds(http, subject="groups", kind="status") == []
    noon = "2026-11-23T03:00:00Z"
    assert len(await kinds(http, since=noon)) == 6
    assert await kinds(http, to=noon) == ["supervision", "status"]


@pytest.mark.parametrize("cursor", ["x", "MTp4Onk", "MTpjb25maWd1cmF0aW9uOng"])  # not ours, no kind, no version
async def test_a_cursor_that_is_none_of_ours(http: httpx.AsyncClient, cursor: str) -> None:
    answer = await http.get("/api/audit", params={"cursor": cursor})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "cursor")


@pytest.mark.parametrize(
    ("permissions", "readable"),
    [
        ({Permission.MASTERS}, {"configuration"}),
        ({Permission.MONITOR_SETTINGS}, {"supervision", "status"}),
        ({Permission.MONITOR_SETTINGS, Permission.MONITOR}, {"supervision", "status", "log_out"}),
    ],
)
async def test_a_right_shows_what_belongs_to_it(
    http: httpx.AsyncClient, visitor: Visitor, permissions: set[Permission], readable: set[str]
) -> None:
    visitor.user = _user("S", frozenset(permissions))
    assert set(await kinds(http)) == readable
    for kind in ("configuration", "log_out", "status", "supervision"):
        answer = await http.get("/api/audit", params={"kind": kind})
        assert answer.status_code == (200 if kind in readable else 403)


async def test_a_status_for_after_the_call_is_on_record_at_once(http: httpx.AsyncClient, db: Database) -> None:
    order = StatusOrder(
        id="o", at=at("12:30:00"), by_id="T", by_name="Taylor", user_id="B", user_name="別所", status="work:7"
    )  # fmt: skip
    await status_order_store.add(db, order)
    found = await items(http, kind="status")
    assert [(one["kind"], one["about_name"]) for one in found] == [
        ("status", "別所"), ("status_next", "別所"), ("status", "青木 元"),
    ]  # fmt: skip
    assert found[1]["status"] == {
        "status": "work:7", "ja": "研修", "en": "Training", "end": None, "seconds": None, "after_call": True,
    }  # fmt: skip
    assert await kinds(http, kind="status", about="別所", by="tay") == ["status", "status_next"]


async def test_who_heard_or_deleted_messages(http: httpx.AsyncClient, db: Database, visitor: Visitor) -> None:
    async with db.transaction() as tx:
        for key, action, mailbox in (
            ("1", "play", "group:g"),
            ("2", "move:old", "extension:7"),
            ("3", "delete", "x:y"),
        ):
            row = MessageAccessRow(
                id=key, at=at("15:00:00") + int(key), user_id="S", user_name="佐藤", action=action, message="m",
                mailbox=mailbox, from_number="0312345678", left_at=at("09:30:00"),
            )  # fmt: skip
            await add_access(tx, row)
    found = await items(http, kind="voicemail")
    assert [(one["by_name"], one["about"]) for one in found] == [("佐藤", "")] * 3
    assert [tuple(one["voicemail"][key] for key in ("action", "folder", "mailbox_name")) for one in found] == [
        ("delete", "", "y"), ("move", "old", "別所"), ("play", "", "窓口"),
    ]  # fmt: skip
    assert (found[0]["voicemail"]["from_number"], found[0]["voicemail"]["left_at"]) == (
        "0312345678", "2026-11-23T00:30:00Z",
    )  # fmt: skip
    visitor.user = _user("S", frozenset({Permission.MONITOR_SETTINGS}))
    assert "voicemail" not in await kinds(http)
    assert (await http.get("/api/audit", params={"kind": "voicemail"})).status_code == 403
