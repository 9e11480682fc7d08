"""A SIP desk phone of somebody else's making (baresip) beside the browser phones (F10.2)."""

from pathlib import Path

from tests.support.baresip import desk_phone
from tests.support.centre import Centre
from tests.support.chromium import chromium, context_of, tone_wav
from tests.support.pages import Phone
from tests.system.conftest import ANSWER_HZ

BROWSER_HZ = 1000
DESK_HZ = 500


async def test_a_desk_phone_is_rung_by_a_colleague_and_both_hear_each_other(centre: Centre, tmp_path: Path) -> None:
    caller, called = centre.operators[0], centre.operators[1]
    async with (
        chromium(tone_wav(tmp_path / "voice.wav", BROWSER_HZ)) as browser,
        desk_phone(tmp_path / "desk", centre.sip, called, DESK_HZ) as desk,
    ):
        await desk.registered()
        phone = await Phone.of(await context_of(browser, centre), caller)
        await phone.choose("available")
        await phone.dial(called["extension"])
        await desk.until("CALL_INCOMING")
        await desk.do("accept")
        await phone.call_is("connected")
        await phone.shows("internal")
        await phone.hears(DESK_HZ)
        await desk.hears(BROWSER_HZ)
        await phone.act("hangup")
        await desk.until("CALL_CLOSED")
        await phone.shows("available")


async def test_a_desk_phone_calls_out_through_the_carrier(centre: Centre, tmp_path: Path) -> None:
    assert centre.carrier is not None
    number = "0312345671"
    async with desk_phone(tmp_path / "desk", centre.sip, centre.operators[1], DESK_HZ) as desk:
        await desk.registered()
        await desk.do("dial", f"sip:{number}@{centre.sip['host']}:{centre.sip['port']}")
        await desk.until("CALL_ESTABLISHED")
        call = centre.carrier.taken(number, "answered")
        await desk.hears(ANSWER_HZ)
        centre.carrier.hang_up(call["call"])
        await desk.until("CALL_CLOSED")
    with centre.client(centre.supervisors[0]) as api:
        newest = api.get("/api/calls", params={"number": number}).json()["items"][0]
    assert newest["direction"] == "outbound"
    assert newest["to_number"] == number
