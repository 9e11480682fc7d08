"""A desk phone worked by its own keys alone: hold, a second call, attended transfer, codes (F5.7, F5.10, F10.2)."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from sip.stack import sdp
from sip.stack.agent import UserAgent
from sip.stack.headers import NameAddr
from sip.stack.interfaces import Address, Credentials
from sip.stack.session import Session
from tests.stack.kit import App, Recorder
from tests.support.baresip import DeskPhone, desk_phone
from tests.support.centre import CarrierCall, Centre
from tests.support.chromium import chromium, context_of, tone_wav
from tests.support.pages import Phone
from tests.system.test_handover import SECOND_HZ, call_in, caller_hears, legs, of, until

CALLER_HZ = 440.0
DESK_HZ = 550


@pytest.fixture(scope="module")
def database() -> str:
    """SQLite alone: what is stored of these calls is what is stored of any."""
    return ""


async def dials(desk: DeskPhone, centre: Centre, number: str) -> None:
    await desk.do("dial", f"sip:{number}@{centre.sip['host']}:{centre.sip['port']}")


def shown(api: httpx.Client) -> tuple[str, list[str]]:
    """The operator's status and the states of their calls, as the API tells them."""
    view = api.get("/api/phone").json()
    return view["status"], [call["state"] for call in view["calls"]]


async def music(centre: Centre, call: CarrierCall) -> None:
    """Wait until the caller hears something that is no party's tone."""

    def heard(report: dict[str, Any]) -> bool:
        last = report["heard"][-1:]
        return bool(last) and last[0]["dbfs"] > -40 and all(abs(last[0]["hz"] - hz) > 30 for hz in (DESK_HZ, SECOND_HZ))

    assert centre.carrier is not None
    await centre.carrier.wait(call.name, heard)


@asynccontextmanager
async def answered(centre: Centre, folder: Path) -> AsyncIterator[tuple[DeskPhone, httpx.Client, CarrierCall]]:
    """The first operator, who has a desk phone alone, has taken a call of their group."""
    user = centre.operators[0]
    with centre.client(user) as api:
        async with desk_phone(folder / "desk", centre.sip, user, DESK_HZ) as desk:
            await desk.registered()
            assert api.put("/api/phone/status", json={"status": "available"}).is_success
            call = call_in(centre)
            await desk.until("CALL_INCOMING")
            await desk.do("accept")
            await desk.until("CALL_ESTABLISHED")
            await caller_hears(centre, call, DESK_HZ)
            yield desk, api, call
        assert api.delete("/api/session").is_success


async def test_hold_consult_and_transfer(centre: Centre, tmp_path: Path) -> None:
    target = centre.operators[1]
    async with (
        chromium(tone_wav(tmp_path / "two.wav", SECOND_HZ)) as two,
        answered(centre, tmp_path) as (desk, api, call),
    ):
        second = await Phone.of(await context_of(two, centre), target)
        await desk.do("hold")
        await music(centre, call)
        await until(lambda: shown(api) == ("holding", ["held"]), f"the hold is not shown: {shown(api)}")
        await desk.do("resume")
        await caller_hears(centre, call, DESK_HZ)
        await until(lambda: shown(api) == ("talking", ["connected"]), f"the call is not shown: {shown(api)}")

        await desk.do("hold")
        await music(centre, call)
        await dials(desk, centre, target["extension"])
        await second.call_is("ringing")
        await second.act("answer")
        await second.hears(DESK_HZ)
        await desk.hears(SECOND_HZ)
        await desk.do("line", "1")
        await desk.do("transfer", desk.refer_to(target["extension"]))
        await caller_hears(centre, call, SECOND_HZ)
        await second.hears(CALLER_HZ)
        await second.shows("talking")
        await desk.until("CALL_CLOSED")
        await desk.until("CALL_CLOSED")
        await until(lambda: shown(api) == ("acw", []), f"the operator is not released: {shown(api)}")
        await second.act("hangup")
        call.until("ended")
    found = legs(centre)
    assert len(of(found, "visit")) == 1 and len(of(found, "hold")) == 2
    assert len(of(found, "acw")) == 2
    assert [leg["transferred_to"] for leg in of(found, "segment")] == [target["extension"], ""]


async def test_a_consultation_that_fails_leaves_nobody_stuck(centre: Centre, tmp_path: Path) -> None:
    assert centre.carrier is not None
    number, wrong = "0312345692", "0312345693"
    async with answered(centre, tmp_path) as (desk, api, call):
        await desk.do("hold")
        await music(centre, call)
        await dials(desk, centre, number)
        await desk.until("CALL_ESTABLISHED")
        other = centre.carrier.taken(number, "answered")
        centre.carrier.hang_up(other["call"])
        await desk.until("CALL_CLOSED")
        # This phone takes its other call back by itself.
        await caller_hears(centre, call, DESK_HZ)
        await until(lambda: shown(api) == ("talking", ["connected"]), f"the call is not shown: {shown(api)}")

        await desk.do("hold")
        await music(centre, call)
        await dials(desk, centre, wrong)
        await desk.until("CALL_ESTABLISHED")
        await desk.do("line", "1")
        await desk.do("transfer", desk.refer_to(wrong).replace("from-tag%3D", "from-tag%3Dx"))
        # This phone hangs up the call that it could not hand on; what is left of it goes, too.
        assert call.until("ended")["by"] == "far"
        await desk.until("CALL_CLOSED")
        await until(lambda: "SIP/2.0 481 Call/Transaction" in desk.log(), "the phone was not told: " + desk.log())
        await until(lambda: shown(api) == ("acw", []), f"the operator is not released: {shown(api)}")


async def test_another_phone_of_the_extension_takes_the_call_over(centre: Centre, tmp_path: Path) -> None:
    """INVITE with Replaces (RFC 3891), as a second device sends it; a foreign phone may not."""
    user, foreign = centre.operators[0], centre.operators[1]
    async with answered(centre, tmp_path) as (desk, api, call):
        named = desk.replaces(user["extension"])
        async with second_device(centre, foreign, named) as (device, _):
            assert (await device.until("failed"))[1] == 603
        assert shown(api) == ("talking", ["connected"])
        async with second_device(centre, user, named) as (device, session):
            await device.until("answered")
            await desk.until("CALL_CLOSED")
            assert shown(api) == ("talking", ["connected"])
            session.end()
            call.until("ended")
    assert len(of(legs(centre), "segment")) == 1


@asynccontextmanager
async def second_device(centre: Centre, user: dict[str, Any], replaces: str) -> AsyncIterator[tuple[Recorder, Session]]:
    """A phone that calls with the password of `user`'s extension and wants to replace a call."""
    agent, recorder = UserAgent(App()), Recorder()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sound:
        sound.bind(("127.0.0.1", 0))
        await agent.listen("udp", "127.0.0.1")
        server = Address("udp", centre.sip["host"], centre.sip["port"])
        own = f"sip:{user['extension']}@{server.host}"
        session = agent.invite(
            f"{own}:{server.port}",
            recorder,
            caller=NameAddr(own),
            sdp=sdp.offer("127.0.0.1", sound.getsockname()[1], 1),
            destination=server,
            headers={"replaces": [replaces], "require": ["replaces"]},
            credentials=Credentials(user["extension"], user["sip_password"]),
        )
        yield recorder, session
        await agent.close()


async def test_park_and_take_by_codes(centre: Centre, tmp_path: Path) -> None:
    async with answered(centre, tmp_path) as (desk, api, call):
        await desk.do("transfer", f"sip:*72@{centre.sip['host']}:{centre.sip['port']}")
        await desk.until("CALL_CLOSED")
        await music(centre, call)
        assert [one["slot"] for one in api.get("/api/phone").json()["parked"]] == [2]
        await dials(desk, centre, "*72")
        await desk.until("CALL_ESTABLISHED")
        await desk.hears(CALLER_HZ)
        await caller_hears(centre, call, DESK_HZ)

        await desk.do("hold")
        await music(centre, call)
        await dials(desk, centre, "*70")
        await desk.until("CALL_CLOSED")
        await desk.until("CALL_CLOSED")
        await until(lambda: shown(api) == ("acw", []), f"the operator is not released: {shown(api)}")
        assert [one["slot"] for one in api.get("/api/phone").json()["parked"]] == [1]
        await music(centre, call)
        call.hang_up()
