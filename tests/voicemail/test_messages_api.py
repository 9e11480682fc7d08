"""Mailboxes and messages by API: who may hear which, what becomes of them, and what a crash leaves of them."""

import io
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
import soundfile

from sip.contract.commands import Configure, CountMessages
from sip.contract.enums import CallerId
from sip.contract.events import MessageBegan, MessageDropped, MessageLeft, SwitchStarted
from sip.media.recorder import wav_header
from tests.support.api import ApiServer
from tests.support.sound import pitch_of_samples, tone
from tests.voicemail.conftest import Switch, until

Client = Callable[[str], httpx.Client]
NUMBERS = count(1)


def recorded(server: ApiServer, seconds: float, *, sealed: bool = True, hz: float = 440) -> tuple[str, Path]:
    """The file of a new message, and its id."""
    message = f"message-{next(NUMBERS)}"
    path = server.folder / "recordings" / f"{message}.wav"
    sound = tone(hz, seconds=seconds)
    path.write_bytes(wav_header(len(sound) if sealed else None) + sound)
    return message, path


def begins(message: str, mailbox: str, call: str = "c1") -> MessageBegan:
    return MessageBegan(
        message=message, call=call, mailbox=mailbox, from_number="09011112222", caller_id=CallerId.NUMBER
    )


def listed(http: httpx.Client, **query: str) -> list[dict[str, Any]]:
    answer = http.get("/api/voicemail/messages", params=query)
    assert answer.is_success, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


def badge(http: httpx.Client) -> int:
    """The number of new messages that the phone window shows."""
    found: int = http.get("/api/phone").json()["messages"]
    return found


def new(http: httpx.Client) -> int:
    """The same, of the mailboxes."""
    return sum(box["new"] for box in http.get("/api/voicemail").json())


@pytest.fixture(scope="module")
def boxes(server: ApiServer) -> None:
    """Mailboxes of `orders` (op1, op2, op3) and of op1's extension."""
    with server.client() as http:
        http.headers.update(server.token(http, "sv1"))
        for box in ("group:orders", "extension:101"):
            answer = http.post("/api/mailboxes", json={"id": box, "answer_s": 15})
            assert answer.is_success, answer.text


def leave(server: ApiServer, switch: Switch, mailbox: str, seconds: float = 2.0, hz: float = 440) -> str:
    message, _ = recorded(server, seconds, hz=hz)
    switch.emit(
        begins(message, mailbox), MessageLeft(message=message, duration=round(seconds * 1000)), at=1_700_000_000_000
    )
    return message


@pytest.mark.usefixtures("boxes")
def test_a_message_is_heard_by_whom_it_was_left_for(server: ApiServer, switch: Switch, client: Client) -> None:
    own, other, boss = client("op2"), client("op4"), client("sv1")
    message = leave(server, switch, "group:orders", 2.5)
    (found,) = until(lambda: listed(own), bool)
    assert found == {
        "id": message,
        "mailbox": "group:orders",
        "folder": "new",
        "at": "2023-11-14T22:13:20Z",
        "duration_s": 2,
        "call": "c1",
        "number": "09011112222",
        "name": "",
        "caller_id": "number",
    }
    assert own.get("/api/voicemail").json() == [
        {"id": "group:orders", "name": "ご注文受付", "own": True, "new": 1, "old": 0, "work": 0}
    ]
    until(lambda: (badge(own), badge(client("op1"))), lambda found: found == (1, 1))
    sound = own.get(f"/api/voicemail/messages/{message}/sound")
    assert sound.headers["content-type"] == "audio/wav"
    wave, rate = soundfile.read(io.BytesIO(sound.content), dtype="int16")
    assert pitch_of_samples(wave.tobytes(), rate) == pytest.approx(440, abs=2)

    assert other.get("/api/phone").json()["messages"] is None and other.get("/api/voicemail").json() == []
    assert listed(other) == [] and other.get("/api/voicemail/messages?mailbox=group:orders").status_code == 404
    for answer in (
        other.get(f"/api/voicemail/messages/{message}/sound"),
        other.patch(f"/api/voicemail/messages/{message}", json={"folder": "old"}),
        other.delete(f"/api/voicemail/messages/{message}"),
    ):
        assert answer.status_code == 404
    (own_record,) = boss.get("/api/voicemail/accesses").json()
    assert (own_record["user_id"], own_record["action"], own_record["from_number"]) == ("op2", "play", "09011112222")
    assert other.get("/api/voicemail/accesses").status_code == 403

    assert listed(boss) == [] and len(listed(boss, mailbox="group:orders")) == 1
    assert boss.get(f"/api/voicemail/messages/{message}/sound").content == sound.content
    record, _ = boss.get("/api/voicemail/accesses").json()
    assert (record["user_id"], record["action"], record["message"]) == ("sv1", "play", message)


@pytest.mark.usefixtures("boxes")
def test_messages_are_moved_and_deleted_with_their_files(server: ApiServer, switch: Switch, client: Client) -> None:
    http = client("op1")
    message = leave(server, switch, "extension:101")
    path = server.folder / "recordings" / f"{message}.wav"
    until(lambda: listed(http, mailbox="extension:101"), bool)
    before = until(lambda: badge(http), lambda found: found == new(http))
    assert http.patch(f"/api/voicemail/messages/{message}", json={"folder": "old"}).status_code == 204
    assert listed(http, folder="new", mailbox="extension:101") == []
    assert [each["folder"] for each in listed(http, folder="old")] == ["old"]
    until(lambda: badge(http), lambda found: found == before - 1 == new(http))
    assert http.patch(f"/api/voicemail/messages/{message}", json={"folder": "gone"}).status_code == 422
    assert path.exists()
    assert http.delete(f"/api/voicemail/messages/{message}").status_code == 204
    assert http.get(f"/api/voicemail/messages/{message}/sound").status_code == 404
    until(path.exists, lambda there: not there)
    assert listed(http, mailbox="extension:101") == []


def counted(switch: Switch) -> dict[str, int]:
    """What the switch was told last."""
    told = [each for each in switch.commands if isinstance(each, CountMessages)]
    return told[-1].unread if told else {}


@pytest.mark.usefixtures("boxes")
def test_the_switch_knows_how_many_are_unread(server: ApiServer, switch: Switch, client: Client) -> None:
    http = client("op1")
    until(lambda: counted(switch) is not None)
    message = leave(server, switch, "extension:101")
    until(lambda: counted(switch).get("extension:101") == 1)
    http.patch(f"/api/voicemail/messages/{message}", json={"folder": "work"})
    until(lambda: "extension:101" not in counted(switch))
    http.delete(f"/api/voicemail/messages/{message}")


@pytest.mark.usefixtures("boxes")
def test_what_was_too_short_leaves_nothing(server: ApiServer, switch: Switch, client: Client) -> None:
    message, path = recorded(server, 0.2)
    switch.emit(begins(message, "extension:101"), MessageDropped(message=message))
    until(path.exists, lambda there: not there)
    assert listed(client("op1"), mailbox="extension:101") == []


@pytest.mark.usefixtures("boxes")
def test_a_dead_switch_leaves_what_was_said(server: ApiServer, switch: Switch, client: Client) -> None:
    """Its files are as long as they are, and may still want their lengths in the header."""
    http = client("op1")
    (long, there), (short, gone) = recorded(server, 3.2, sealed=False), recorded(server, 0.4, sealed=False)
    missing = "message-of-which-nothing-was-written"
    switch.emit(*(begins(each, "extension:101") for each in (long, short, missing)))
    switch.emit(SwitchStarted(boot="next"), MessageLeft(message=short, duration=9000))
    (found,) = until(lambda: listed(http, mailbox="extension:101"), bool)
    assert (found["id"], found["folder"], found["duration_s"]) == (long, "new", 3)
    until(gone.exists, lambda exists: not exists)
    assert there.exists()


@pytest.mark.usefixtures("boxes")
def test_configuration_names_mailboxes_that_are_there(server: ApiServer, switch: Switch, client: Client) -> None:
    boss = client("sv1")

    def refused(answer: httpx.Response) -> list[tuple[str, str]]:
        assert answer.status_code in (409, 422), answer.text
        return [(fault["field"], fault["code"]) for fault in answer.json().get("errors", [])]

    assert refused(boss.post("/api/mailboxes", json={"id": "group:nobody"})) == [("id", "unknown")]
    assert refused(boss.post("/api/mailboxes", json={"id": "group:orders"})) == [("id", "duplicate")]
    assert refused(boss.post("/api/mailboxes", json={"id": "orders"}))[0][0] == "id"
    assert refused(boss.patch("/api/mailboxes/group:orders", json={"greeting": ["x"]})) == [("greeting.0", "unknown")]
    to = {"voicemail": "group:support"}
    assert refused(boss.patch("/api/groups/orders", json={"overflow_wait": to})) == [
        ("overflow_wait.voicemail", "unknown")
    ]
    both = {"voicemail": "group:orders", "group": "support"}
    assert refused(boss.patch("/api/groups/orders", json={"overflow_wait": both})) == [("overflow_wait", "one_of")]
    assert refused(boss.post("/api/receptions", json={"group": "orders", **to})) == [("voicemail", "unknown")]
    menu = {"id": "m", "name": "m", "prompts": ["choose"], "keys": {"1": to}}
    assert refused(boss.post("/api/menus", json=menu)) == [("keys.1.voicemail", "unknown")]
    assert client("op1").get("/api/mailboxes").status_code == 403

    to = {"voicemail": "group:orders"}
    for act, path, body in (
        (boss.patch, "/api/groups/orders", {"overflow_wait": to}),
        (boss.post, "/api/receptions", {"group": "orders", "closed": [], **to}),
        (boss.post, "/api/menus", {**menu, "keys": {"1": to}}),
        (boss.patch, "/api/mailboxes/extension:101", {"on": False, "max_s": 60}),
    ):
        answer = act(path, json=body)
        assert answer.is_success and answer.json()["applied"], answer.text
    config = [each for each in switch.commands if isinstance(each, Configure)][-1].config
    assert [box.id for box in config.mailboxes] == ["group:orders"]
    assert config.receptions[0].voicemail == "group:orders" and config.menus[0].keys["1"].voicemail == "group:orders"
    assert next(group for group in config.groups if group.id == "orders").overflow_wait.voicemail == "group:orders"

    assert boss.delete("/api/mailboxes/group:orders").status_code == 409
    assert boss.delete("/api/mailboxes/extension:101").status_code == 409, "there are messages in it"
    assert boss.patch("/api/mailboxes/extension:101", json={"on": True}).is_success
