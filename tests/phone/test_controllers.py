"""The routes of the phone against a switch that does as it is told."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from api.access import Permission
from api.problems import catalogue
from api.switch.problems import CODES, FIELDS
from sip.contract.commands import (
    Answer,
    AnyCommand,
    AttachPhone,
    BlindTransfer,
    CancelTransfer,
    CompleteTransfer,
    Conference,
    Consult,
    DetachPhone,
    Dial,
    Dialled,
    HangUp,
    Heartbeats,
    Hold,
    LogIn,
    Park,
    Parked,
    PhoneAnswer,
    PickUp,
    Refused,
    Reject,
    Resume,
    SendDtmf,
    SetAlert,
    SetStatus,
    Unpark,
)
from sip.contract.enums import Direction, OfferKind, Refusal
from sip.contract.events import AlertChanged, CallStarted, LoggedIn, OfferBegan, RegistrationChanged
from tests.phone.served import Caller, Server
from tests.support.fake_switch import FakeSwitch


@pytest.fixture
async def switch(tmp_path: Path) -> AsyncIterator[FakeSwitch]:
    made = FakeSwitch(tmp_path / "switch.sock")
    await made.start()
    yield made
    await made.close()


@pytest.fixture
async def server(switch: FakeSwitch) -> AsyncIterator[Server]:
    made = Server(switch.path)
    made.link.start()
    await made.until_connected()
    yield made
    made.phones.close()
    await made.client.aclose()
    await made.presence.close()
    await made.link.close()


RING = (
    CallStarted(call="c1", direction=Direction.INBOUND, from_number="0901112222", to_number="0312345678"),
    OfferBegan(offer="o1", call="c1", operator="op1", extension="201", kind=OfferKind.VISIT),
)


async def test_the_phone_as_json(server: Server, switch: FakeSwitch) -> None:
    await server.until_taken(switch.emit(LoggedIn(operator="op1", session="s1"), *RING, at=5000))
    answer = await server.client.get("/")
    assert answer.status_code == 200
    assert answer.json() == {
        "operator": "op1",
        "name": "佐藤",
        "extension": "201",
        "status": "preparing",
        "chosen": "preparing",
        "next": None,
        "reason": "",
        "since": "1970-01-01T00:00:05Z",
        "alert": False,
        "attached": False,
        "devices": 0,
        "switch_up": True,
        "server_time": "1970-01-01T00:16:40Z",
        "calls": [
            {
                "call": "c1",
                "direction": "inbound",
                "state": "ringing",
                "number": "0901112222",
                "name": "",
                "caller_id": "number",
                "group": "",
                "group_name": "",
                "since": "1970-01-01T00:00:05Z",
                "answered": None,
                "held_since": None,
                "consult": None,
                "consulted_by": "",
                "conference": False,
                "parties": [],
            }
        ],
        "parked": [],
        "colleagues": [],
        "failed": None,
        "messages": None,
        "supervision": None,
        "chosen_by": "",
        "lost": None,
    }


@pytest.mark.parametrize(
    ("method", "path", "body", "command"),
    [
        ("PUT", "/status", {"status": "available"}, SetStatus(operator="op1", status="available", by="op1")),
        ("PUT", "/status", {"status": "work:3"}, SetStatus(operator="op1", status="work:3", by="op1")),
        ("PUT", "/alert", {"on": True}, SetAlert(operator="op1", on=True)),
        ("DELETE", "/connection", None, DetachPhone(operator="op1")),
        ("POST", "/calls/c1/answer", None, Answer(operator="op1", call="c1")),
        ("POST", "/calls/c1/reject", None, Reject(operator="op1", call="c1")),
        ("POST", "/calls/c1/hangup", None, HangUp(operator="op1", call="c1")),
        ("POST", "/calls/c1/hold", None, Hold(operator="op1", call="c1")),
        ("POST", "/calls/c1/resume", None, Resume(operator="op1", call="c1")),
        (
            "POST",
            "/calls/c1/consult",
            {"number": "０３-1234"},
            Consult(operator="op1", call="c1", number="031234"),
        ),
        ("POST", "/calls/c1/transfer", {"group": "g1"}, BlindTransfer(operator="op1", call="c1", group="g1")),
        ("POST", "/calls/c1/complete", None, CompleteTransfer(operator="op1", call="c1")),
        ("POST", "/calls/c1/cancel", None, CancelTransfer(operator="op1", call="c1")),
        ("POST", "/calls/c1/conference", None, Conference(operator="op1", call="c1")),
        ("POST", "/calls/c1/pickup", None, PickUp(operator="op1", call="c1")),
        ("POST", "/calls/c1/dtmf", {"digits": "1*#A"}, SendDtmf(operator="op1", call="c1", digits="1*#A")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_each_route_sends_its_command(
    server: Server, switch: FakeSwitch, method: str, path: str, body: Any, command: AnyCommand
) -> None:
    answer = await server.client.request(method, path, json=body)
    assert (answer.status_code, answer.content) == (204, b"")
    assert switch.commands[-1] == command


async def test_parking_gives_the_slot_and_taking_the_call(server: Server, switch: FakeSwitch) -> None:
    switch.answers |= {Park: Parked(slot=2), Unpark: Dialled(call="c1")}
    parked = await server.client.post("/calls/c1/park")
    assert (parked.status_code, parked.json()) == (200, {"slot": 2})
    taken = await server.client.post("/parked/take", json={"slot": 2})
    assert (taken.status_code, taken.json()) == (200, {"call": "c1"})
    assert switch.commands[-2:] == [Park(operator="op1", call="c1"), Unpark(operator="op1", slot=2)]


async def test_a_transfer_needs_a_target(server: Server, switch: FakeSwitch) -> None:
    for target in ({}, {"number": "abc"}):
        answer = await server.client.post("/calls/c1/consult", json=target)
        assert answer.status_code == 422 and answer.json()["errors"][0]["field"] == "number"


async def test_dialling_gives_the_call(server: Server, switch: FakeSwitch) -> None:
    switch.answers[Dial] = Dialled(call="c9")
    answer = await server.client.post("/calls", json={"number": "03-1234-5678", "group": "g1"})
    assert (answer.status_code, answer.json()) == (201, {"call": "c9"})
    assert switch.commands[-1] == Dial(operator="op1", number="0312345678", group="g1")


async def test_attaching_gives_the_answer(server: Server, switch: FakeSwitch) -> None:
    switch.answers[AttachPhone] = PhoneAnswer(answer="v=0 answer")
    answer = await server.client.post("/connection", json={"offer": "v=0 offer"})
    assert (answer.status_code, answer.json()) == (201, {"answer": "v=0 answer"})
    assert switch.commands[-1] == AttachPhone(operator="op1", offer="v=0 offer")


@pytest.mark.parametrize(
    ("method", "path", "body", "field", "code"),
    [
        ("PUT", "/status", {"status": "talking"}, "status", "not_allowed"),
        ("PUT", "/status", {}, "status", "required"),
        ("PUT", "/alert", {"on": "yes"}, "on", "wrong_type"),
        ("POST", "/calls", {"number": ""}, "number", "required"),
        ("POST", "/calls", {"number": "abc"}, "number", "malformed"),
        ("POST", "/calls", {"number": "1" * 40}, "number", "too_long"),
        ("POST", "/calls", {"number": "1", "gruop": ""}, "gruop", "unknown_field"),
        ("POST", "/connection", {"offer": ""}, "offer", "too_short"),
        ("POST", "/calls/c1/dtmf", {"digits": "12x"}, "digits", "malformed"),
        ("POST", "/calls/c1/dtmf", {"digits": ""}, "digits", "too_short"),
    ],
)
async def test_faulty_input_names_the_field_and_reaches_no_switch(
    server: Server, switch: FakeSwitch, method: str, path: str, body: Any, field: str, code: str
) -> None:
    before = list(switch.commands)
    answer = await server.client.request(method, path, json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert answer.json()["code"] == "invalid"
    assert [(fault["field"], fault["code"]) for fault in answer.json()["errors"]] == [(field, code)]
    assert switch.commands == before


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (Refusal.UNKNOWN_CALL, 404),
        (Refusal.NOTHING_PARKED, 404),
        (Refusal.NOTHING_RINGS, 404),
        (Refusal.WRONG_STATE, 409),
        (Refusal.BUSY, 409),
        (Refusal.NO_PHONE, 409),
        (Refusal.NOT_LOGGED_IN, 409),
        (Refusal.UNKNOWN_NUMBER, 422),
        (Refusal.UNKNOWN_GROUP, 422),
        (Refusal.BAD_OFFER, 422),
        (Refusal.NO_TRUNK, 503),
        (Refusal.FAILED, 502),
    ],
)
async def test_a_refusal_becomes_a_problem(server: Server, switch: FakeSwitch, refusal: Refusal, status: int) -> None:
    switch.answers[Dial] = Refused(code=refusal, detail="for the log only")
    answer = await server.client.post("/calls", json={"number": "201"}, headers={"Accept-Language": "en"})
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (status, CODES[refusal])
    assert problem["detail"] == catalogue("en")[CODES[refusal]]
    fault = FIELDS.get(refusal)
    assert [one["field"] for one in problem.get("errors", [])] == ([] if fault is None else [fault.field])
    assert "for the log only" not in answer.text


def test_every_refusal_has_a_code_and_a_sentence_in_both_languages() -> None:
    assert set(CODES) == set(Refusal)
    for code in CODES.values():
        assert catalogue("ja")[code] != catalogue("en")[code]


async def test_without_a_switch_the_phone_is_shown_and_commands_say_so(server: Server, switch: FakeSwitch) -> None:
    await switch.close()
    await server.until_connected(False)
    assert (await server.client.get("/")).json()["switch_up"] is False
    answer = await server.client.post("/calls", json={"number": "201"})
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (503, "switch_down", "2")


async def test_a_heartbeat_reaches_the_switch(server: Server, switch: FakeSwitch) -> None:
    await server.until_taken(switch.emit(LoggedIn(operator="op1", session="s1")))
    assert (await server.client.post("/heartbeat")).status_code == 204
    assert await switch.received(Heartbeats) == Heartbeats(operators=("op1",))


async def test_a_heartbeat_of_somebody_logged_out_logs_in(server: Server, switch: FakeSwitch) -> None:
    await server.client.post("/heartbeat")
    assert await switch.received(LogIn) == LogIn(operator="op1", session="s1")


async def read(events: AsyncIterator[bytes]) -> list[dict[str, Any]]:
    """The data of the events that the next piece of a stream holds."""
    text = (await anext(events)).decode()
    blocks = [block.split("\n") for block in text.split("\n\n") if block and not block.startswith("event: ping")]
    assert all(block[0] == "event: phone" for block in blocks)
    return [json.loads(block[1].removeprefix("data: ")) for block in blocks]


@pytest.mark.parametrize(("path", "body"), [("/status", {"status": "available"}), ("/alert", {"on": True})])
async def test_a_supervisor_is_told_that_there_is_no_status(server: Server, path: str, body: dict[str, Any]) -> None:
    permissions = frozenset({Permission.PHONE, Permission.MONITOR})
    server.caller.user = msgspec.structs.replace(server.caller.user, permissions=permissions)
    answer = await server.client.put(path, json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "no_status")


def person() -> Any:
    from api.phone.controllers import person_of

    return person_of(Caller().user)


async def test_the_stream_shows_each_change_of_ones_own_phone_only(server: Server, switch: FakeSwitch) -> None:
    events = server.phones.open(person(), "s1")
    (first,) = await read(events)
    assert (first["status"], first["switch_up"]) == (None, True)
    await server.until_taken(switch.emit(AlertChanged(operator="op2", on=True)))
    await server.until_taken(switch.emit(RegistrationChanged(extension="201", devices=1)))
    (second,) = await read(events)
    assert second["devices"] == 1
    await server.until_taken(switch.emit(*RING))
    (third,) = await read(events)
    assert [call["state"] for call in third["calls"]] == ["ringing"]
    await switch.close()
    (fourth,) = await read(events)
    assert fourth["switch_up"] is False


async def test_a_change_that_does_not_show_is_not_sent(server: Server, switch: FakeSwitch) -> None:
    events = server.phones.open(person(), "s1")
    await read(events)
    server.phones.switch_changed()
    server.phones.switch_changed()
    await server.until_taken(switch.emit(AlertChanged(operator="op1", on=True)))
    assert [view["alert"] for view in await read(events)] == [True]


async def test_the_stream_ends_with_its_session(server: Server) -> None:
    mine, other = server.phones.open(person(), "s1"), server.phones.open(person(), "s2")
    await read(mine)
    await read(other)
    server.phones.end("s1")
    with pytest.raises(StopAsyncIteration):
        await anext(mine)
    server.phones.close()
    with pytest.raises(StopAsyncIteration):
        await anext(other)


async def test_the_stream_over_http(server: Server) -> None:
    asked = asyncio.create_task(server.client.get("/stream"))
    while not any(channel.hub.streams for channel in server.phones._channels.values()):
        await asyncio.sleep(0)
    server.phones.close()
    answer = await asked
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store"
    assert "event: phone\ndata: {" in answer.text
