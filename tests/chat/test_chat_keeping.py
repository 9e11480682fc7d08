"""What stays of chat: names of who is deleted, the retention, and the switch for all of it (F9.9)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from api.db.engine import connect
from api.site.sample import new_password
from tests.chat.conftest import User
from tests.support.api import ApiServer

Users = Callable[[str], User]
DAY_MS = 86_400_000


def age(server: ApiServer, text: str, days: int) -> None:
    """Make a message so many days older."""

    async def change() -> None:
        db = connect(server.db_url)
        await db.open()
        async with db.transaction() as tx:
            sql = "UPDATE chat_message SET at = at - {} WHERE body = {}"
            assert await tx.execute(sql, (days * DAY_MS, text)) == 1
        await db.close()

    asyncio.run(change())


@pytest.fixture
def change(user: Users) -> Iterator[Callable[..., Any]]:
    """Change the settings of chat; at the end they are as before."""
    http = user("sv1").http
    before = http.get("/api/chat/settings").json()

    def change(**values: Any) -> Any:
        return http.patch("/api/chat/settings", json=values)

    yield change
    assert change(**before).is_success


def new_user(server: ApiServer, sv: User, name: str) -> None:
    password = new_password()
    body = {"id": "temp", "name": name, "password": password, "permission_set": "operator"}
    assert sv.http.post("/api/users", json=body).is_success
    others = [one for one in server.site.users if one.id != "temp"]
    extra = type(others[0])(id="temp", name=name, password=password)
    server.site.users[:] = [*others, extra]


def test_who_is_deleted_leaves_the_name_and_who_comes_after_sees_nothing(server: ApiServer, user: Users) -> None:
    sv = user("sv1")
    new_user(server, sv, "期間 限男")
    temp = user("temp")
    ear = temp.listen()
    ear.next()
    where = temp.to("sv1", "短い間でした")["conversation"]
    ear.next()
    sv.to("temp", "お元気で")
    assert sv.http.delete("/api/users/temp").is_success
    while not ear.ended():
        pass
    listed = next(one for one in sv.view()["conversations"] if one["id"] == where)
    assert listed["partner"] == {"id": "", "name": "期間 限男"} and listed["may_write"] is False
    page = sv.http.get(f"/api/chat/conversations/{where}/messages").json()["items"]
    assert [(one["sender"], one["text"]) for one in page] == [
        ({"id": "sv1", "name": "佐藤 由美"}, "お元気で"),
        ({"id": "", "name": "期間 限男"}, "短い間でした"),
    ]
    assert sv.send(f"conversations/{where}/messages", "まだいますか").json()["code"] == "chat_closed"
    new_user(server, sv, "別人")
    after = user("temp")
    assert after.view()["conversations"] == [] and after.view()["unread"] == 0
    assert after.http.get(f"/api/chat/conversations/{where}/messages").status_code == 404
    assert after.listen(ear.id).next()[0] == "chat"
    assert sv.to("temp", "はじめまして")["conversation"] != where


def test_what_is_too_old_is_erased(server: ApiServer, user: Users, change: Callable[..., Any]) -> None:
    sv, op = user("sv1"), user("op2")
    where = sv.to("op2", "古い話")["conversation"]
    sv.to("op2", "新しい話")
    only = sv.to("op3", "もっと古い話")["conversation"]
    age(server, "古い話", 40)
    age(server, "もっと古い話", 400)
    ear = op.listen()
    ear.next()
    assert change(retention_days=0).is_success
    ear.next()
    assert op.texts(where) == ["古い話", "新しい話"]
    assert change(retention_days=30).is_success
    views = [ear.next(), ear.next()]
    assert [name for name, _ in views] == ["chat", "chat"]
    assert op.texts(where) == ["新しい話"] and views[-1][1]["unread"] == 1
    assert only not in [one["id"] for one in sv.view()["conversations"]]
    assert sv.to("op3", "また")["conversation"] != only


def test_the_whole_chat_can_be_switched_off(user: Users, change: Callable[..., Any]) -> None:
    sv, op = user("sv1"), user("op1")
    where = sv.to("op1", "まだある")["conversation"]
    ear = op.listen()
    ear.next()
    assert change(on=False).is_success
    name, event = ear.next()
    assert name == "chat" and not event["on"] and event["conversations"] == [] and event["unread"] == 0
    for answer in (
        sv.send("conversations", "もうない", user="op1"),
        sv.send(f"conversations/{where}/messages", "もうない"),
        sv.send("announcements", "もうない", group=None),
        sv.http.get(f"/api/chat/conversations/{where}/messages"),
        sv.http.get("/api/chat/contacts"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "chat_off")
    record = sv.http.get("/api/changes", params={"subject": "chat"}).json()["items"][0]
    assert (record["user"], record["before"]["on"], record["after"]["on"]) == ("sv1", True, False)
    assert change(on=True).is_success
    assert ear.next()[1]["conversations"][0]["last"]["text"] == "まだある"


def test_only_who_may_changes_the_settings(user: Users, change: Callable[..., Any]) -> None:
    op = user("op1")
    assert op.http.get("/api/chat/settings").status_code == 403
    assert op.http.patch("/api/chat/settings", json={"on": False}).status_code == 403
    answer = change(retention_days=3651)
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [("retention_days", "out_of_range")]
