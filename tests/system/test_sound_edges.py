"""Sound where it is not plain: keys in the sound, before the answer, held, moved, silent, in odd packets (F10.3)."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sip.media import tones
from tests.support.agent import Agent
from tests.support.baresip import desk_phone
from tests.support.centre import Centre, start
from tests.support.chromium import chromium, context_of, tone_wav
from tests.support.pages import Phone
from tests.support.party import OwnCarrier, described, own_carrier
from tests.support.rtp import Packet, RtpPhone
from tests.support.sound import frames, pitch, strength, tone
from tests.system.conftest import ANSWER_HZ
from tests.system.test_reception import MENU_HZ, wav

SILENCE_S = "3"
OWN_HZ = 440.0
CALLED, ANNOUNCED = "0312345670", "0312345607"
FORWARD, ANNOUNCEMENT, MENU = "0350000071", "0350000072", "0350000073"


@pytest.fixture(scope="module")
def edges(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """A centre that waits for silent parties for 3 s, with a menu and numbers that lead outside."""
    folder = tmp_path_factory.mktemp("edges")
    with start(folder, "--rtp-timeout", SILENCE_S, answer_hz=ANSWER_HZ) as centre:
        with centre.client(centre.supervisors[0]) as api:
            assert api.put("/api/announcements/our-menu", json={"name": "m", "wav": wav(MENU_HZ, 8.0)}).is_success
            keys = {"1": {"group": "orders"}, "2": {"group": "support"}}
            menu = {"id": "main", "name": "main", "prompts": ["our-menu"], "keys": keys, "attempts": 2}
            assert api.post("/api/menus", json=menu).is_success
            for route in (
                {"number": FORWARD, "external": CALLED},
                {"number": ANNOUNCEMENT, "external": ANNOUNCED},
                {"number": MENU, "menu": "main"},
            ):
                assert api.post("/api/routes", json=route).is_success
        yield centre


@pytest.fixture
async def carrier(edges: Centre) -> AsyncIterator[OwnCarrier]:
    async with own_carrier(edges) as opened:
        yield opened


def booked(centre: Centre, caller: str) -> dict[str, Any]:
    """The newest call from `caller`, with its legs, in the history."""
    with centre.client(centre.supervisors[0]) as api:
        found = api.get("/api/calls", params={"number": caller}).json()["items"]
        detail: dict[str, Any] = api.get(f"/api/calls/{found[0]['id']}").json() if found else {}
    return detail


async def hears(phone: RtpPhone, hz: float) -> None:
    """Wait for a second of sound that is this tone."""
    sound = b""
    for _ in range(8):
        sound = await phone.record(0.5)
        if abs(pitch(sound, phone.payload_type) - hz) < 6:
            return
    raise AssertionError(f"heard {pitch(sound, phone.payload_type):.0f} Hz, not {hz:.0f} Hz")


async def test_keys_in_the_sound_lead_through_a_menu(edges: Centre, carrier: OwnCarrier) -> None:
    for law, caller in ((0, "09012340001"), (8, "09012340008")):
        offer = partial(described, formats=str(law))
        async with carrier.call(MENU, offer, caller=caller, payload_type=law) as party:
            await party.until("answered")
            await party.phone.speak(frames(tone(OWN_HZ, payload_type=law)))
            await hears(party.phone, MENU_HZ)
            quiet = [bytes([0xFF if law == 0 else 0xD5]) * 160] * 500
            await party.phone.speak([*tones.frames("2", law), *quiet])
            await party.phone.hear(lambda heard: bool(heard) and not _is_menu(heard[-12:]))
            party.session.end()
        detail = await _ended(edges, caller)
        assert (detail["result"], detail["group"]) == ("abandoned", "support"), detail


def _is_menu(packets: list[Packet]) -> bool:
    return strength(b"".join(packet.payload for packet in packets), MENU_HZ, packets[0].payload_type) > 0.5


async def _ended(centre: Centre, caller: str) -> dict[str, Any]:
    """The caller's call, once the history has its end."""
    with centre.client(centre.supervisors[0]) as api:
        assert api.get("/api/ready").is_success
    for _ in range(100):
        detail = booked(centre, caller)
        if detail.get("cause"):
            return detail
        await asyncio.sleep(0.05)
    raise AssertionError(f"the call of {caller} is not ended: {detail}")


async def test_an_operators_keys_are_heard_by_who_knows_no_events(edges: Centre, carrier: OwnCarrier) -> None:
    """A remote answering machine, worked by its tones."""
    number = next(group["number"] for group in edges.groups if group["id"] == "support")
    operator = next(user for user in edges.operators if user["id"] == "op4")
    with Agent(edges, operator) as agent:
        agent.choose("available")
        async with carrier.call(number, partial(described, formats="8"), payload_type=8) as party:
            call = await asyncio.to_thread(agent.until, "ringing")
            await asyncio.to_thread(agent.act, call, "answer")
            await party.until("answered")
            await asyncio.to_thread(agent.press, call, "19*#")
            heard: list[str] = []
            reader = tones.ToneReader(heard.append)
            for packet in await party.phone.hear(lambda packets: len(packets) >= 4 * 9):
                reader.take(bytes(12) + packet.payload, packet.payload_type, 0, 0, 0, 0.0)
            assert "".join(heard) == "19*#"


async def test_what_nobody_speaks_is_refused_with_a_reason(edges: Centre, carrier: OwnCarrier) -> None:
    foreign = partial(described, formats="18")
    async with carrier.call(FORWARD, foreign, caller="09012340002") as party:
        assert await party.until("failed") == ("failed", 488)
    refusal = next(message for message in carrier.messages if message.startswith("SIP/2.0 488"))
    assert 'no common codec; we speak PCMU and PCMA."' in refusal.partition("Warning: 399")[2]
    assert booked(edges, "09012340002") == {}, "what cannot be spoken in never was a call"
    async with carrier.call(FORWARD) as party:
        await party.until("answered")
        party.session.reoffer(described(party.phone.port, formats="18", version=2))
        assert (await party.until("reanswered"))[1] == 488
        await party.phone.speak(frames(tone(OWN_HZ)))
        await hears(party.phone, ANSWER_HZ)


HOLDS = [{"direction": "sendonly"}, {"direction": "inactive"}, {"host": "0.0.0.0"}]


async def test_who_is_silent_is_missed_but_not_who_holds_or_makes_comfort_noise(
    edges: Centre, carrier: OwnCarrier
) -> None:
    async with AsyncExitStack() as calls:
        held = []
        for hold in HOLDS:
            party = await calls.enter_async_context(carrier.call(FORWARD))
            await party.until("answered")
            await party.phone.speak(frames(tone(OWN_HZ)))
            await hears(party.phone, ANSWER_HZ)
            await party.phone.hush()
            await party.change(**hold)
            held.append((party, len(party.phone.heard)))
        quiet = await calls.enter_async_context(carrier.call(FORWARD))
        await quiet.until("answered")
        await quiet.phone.speak(frames(tone(OWN_HZ)))
        await hears(quiet.phone, ANSWER_HZ)
        await quiet.phone.hush()
        noise = asyncio.create_task(_comfort(quiet.phone))
        silent = await calls.enter_async_context(carrier.call(FORWARD, caller="09012340003"))
        await silent.until("answered")
        await silent.until("ended")
        assert "ended" not in quiet.names, "comfort noise is a sign of life"
        noise.cancel()
        for (party, before), hold in zip(held, HOLDS, strict=True):
            assert "ended" not in party.names, hold
            assert len(party.phone.heard) - before < 25, f"{hold}: a party that holds is sent nothing"
            await party.change()
            await party.phone.speak(frames(tone(OWN_HZ)))
            await hears(party.phone, ANSWER_HZ)
    detail = await _ended(edges, "09012340003")
    assert (detail["cause"], detail["by"]) == ("media_timeout", "system")


async def _comfort(phone: RtpPhone) -> None:
    """Comfort noise (RFC 3389) now and then, as a phone sends whose user says nothing."""
    while True:
        phone.send(b"\x40", payload_type=13)
        await asyncio.sleep(0.2)


def _carrier_hears(hz: float) -> Any:
    return lambda report: (
        bool(report["heard"]) and abs(report["heard"][-1]["hz"] - hz) < 12 and report["heard"][-1]["purity"] > 0.9
    )


async def test_a_party_that_moves_is_followed(edges: Centre, carrier: OwnCarrier) -> None:
    assert edges.carrier is not None
    async with carrier.call(FORWARD) as party, RtpPhone(ssrc=99) as moved:
        await party.until("answered")
        call = edges.carrier.taken(CALLED, "answered")["call"]
        await party.phone.speak(frames(tone(OWN_HZ)))
        await hears(party.phone, ANSWER_HZ)
        await edges.carrier.wait(call, _carrier_hears(OWN_HZ))
        await party.change(port=moved.port)
        await party.phone.hush()
        party.aim(moved)
        await moved.speak(frames(tone(800)))
        await hears(moved, ANSWER_HZ)
        await edges.carrier.wait(call, _carrier_hears(800))
        await moved.hush()
        async with RtpPhone(ssrc=99, sequence=moved.sequence, timestamp=moved.timestamp) as again:
            party.aim(again)  # its address translator has begun anew, and nobody says so
            await again.speak(frames(tone(1200)))
            await hears(again, ANSWER_HZ)
            await edges.carrier.wait(call, _carrier_hears(1200))


async def test_packets_of_other_lengths_are_heard_whole(edges: Centre, carrier: OwnCarrier) -> None:
    assert edges.carrier is not None
    for ptime in (10, 30):
        async with carrier.call(FORWARD, partial(described, ptime=ptime)) as party:
            await party.until("answered")
            call = edges.carrier.taken(CALLED, "answered")["call"]
            sound, length = tone(500, 1.2), ptime * 8
            await party.phone.speak([sound[at : at + length] for at in range(0, len(sound), length)])
            await hears(party.phone, ANSWER_HZ)
            report = await edges.carrier.wait(call, _carrier_hears(500))
            assert report["rtp"]["lost"] == 0


async def test_a_trunks_caller_hears_that_the_number_is_not_in_use(edges: Centre, carrier: OwnCarrier) -> None:
    async with carrier.call(ANNOUNCEMENT, caller="09012340004") as party:
        assert (await party.until("progress"))[1] == 183
        await hears(party.phone, ANSWER_HZ)
        assert await party.until("failed") == ("failed", 404)
        assert "answered" not in party.names
    detail = await _ended(edges, "09012340004")
    assert (detail["cause"], detail["result"]) == ("unreachable", "failed"), detail


async def test_phones_hear_that_the_number_is_not_in_use(edges: Centre, tmp_path: Path) -> None:
    desk_user, browser_user = edges.operators[0], edges.operators[1]
    async with (
        desk_phone(tmp_path / "desk", edges.sip, desk_user, 500) as desk,
        chromium(tone_wav(tmp_path / "voice.wav", 1000)) as browser,
    ):
        await desk.registered()
        await desk.do("dial", f"sip:{ANNOUNCED}@{edges.sip['host']}:{edges.sip['port']}")
        await desk.hears(ANSWER_HZ)
        await desk.do("hangup")
        await desk.until("CALL_CLOSED")
        assert "CALL_ESTABLISHED" not in [event["type"] for event in desk.events]
        phone = await Phone.of(await context_of(browser, edges), browser_user)
        await phone.choose("available")
        await phone.dial(ANNOUNCED)
        await phone.hears(ANSWER_HZ)
        await phone.act("hangup")
        await phone.shows("available")
