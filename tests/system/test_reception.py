"""Callers at the reception, with real sound: menus by key, closed groups, one's own announcements and hold music."""

import base64
import io
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from tests.support.centre import Centre
from tests.support.chromium import chromium, context_of, tone_wav
from tests.support.pages import Phone

MENU_HZ, CLOSED_HZ, MUSIC_HZ = 700.0, 1300.0, 1700.0
CALLER_HZ, OPERATOR_HZ = 440.0, 1000.0


def wav(hz: float, seconds: float = 2.0) -> str:
    """A stereo sound file of 44.1 kHz, in Base64."""
    sine = 0.3 * np.sin(2 * np.pi * hz * np.arange(round(44100 * seconds)) / 44100)
    out = io.BytesIO()
    soundfile.write(out, np.stack([sine, sine], axis=1), 44100, format="WAV", subtype="PCM_24")
    return base64.b64encode(out.getvalue()).decode()


def set_up(centre: Centre) -> None:
    """`orders` has a menu (1: orders, 2: support, both with music of their own), `support` is open or not."""
    with centre.client(centre.supervisors[0]) as api:
        for name, hz in (("our-menu", MENU_HZ), ("our-closed", CLOSED_HZ), ("our-music", MUSIC_HZ)):
            answer = api.put(f"/api/announcements/{name}", json={"name": name, "wav": wav(hz)})
            assert answer.is_success and answer.json()["applied"], answer.text
        keys = {"1": {"group": "orders"}, "2": {"group": "support"}}
        menu = {"id": "main", "name": "main", "prompts": ["our-menu"], "keys": keys, "attempts": 2}
        assert api.post("/api/menus", json=menu).is_success
        assert api.post("/api/receptions", json={"group": "orders", "menu": "main"}).is_success
        support = {"group": "support", "closed": ["our-closed"], "hold_music": "our-music"}
        assert api.post("/api/receptions", json=support).is_success


def hears(hz: float) -> Any:
    """Whether the caller hears this tone now."""
    return lambda report: bool(report["heard"]) and abs(report["heard"][-1]["hz"] - hz) < 12


def figures(centre: Centre, group: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Cells of 全体 and of the group."""
    with centre.client(centre.supervisors[0]) as api:
        board = api.get("/api/monitor").json()
    row = next(row for row in board["groups"] if row["id"] == group)
    return board["overall"]["cells"], row["cells"]


def newest(centre: Centre, number: str) -> dict[str, Any]:
    """The newest call from this caller, with its legs."""
    with centre.client(centre.supervisors[0]) as api:
        found = api.get("/api/calls", params={"number": number}).json()["items"][0]
        detail: dict[str, Any] = api.get(f"/api/calls/{found['id']}").json()
    return detail


async def test_callers_are_received(centre: Centre, tmp_path: Path) -> None:
    assert centre.carrier is not None
    set_up(centre)
    await _a_key_leads_to_the_group_and_hold_plays_its_music(centre, tmp_path)
    await _a_closed_group_says_so(centre)
    await _who_presses_nothing_right_hears_goodbye(centre)


async def _a_key_leads_to_the_group_and_hold_plays_its_music(centre: Centre, tmp_path: Path) -> None:
    assert centre.carrier is not None
    operator = next(user for user in centre.operators if user["id"] == "op4")
    number = next(group["number"] for group in centre.groups if group["id"] == "orders")
    async with chromium(tone_wav(tmp_path / "voice.wav", OPERATOR_HZ)) as desk:
        phone = await Phone.of(await context_of(desk, centre), operator)
        await phone.choose("available")
        call = centre.carrier.call(number, caller="09011110001", hz=CALLER_HZ, talk_s=60)
        call.until("answered")
        await centre.carrier.wait(call.name, hears(MENU_HZ))
        call.send_digits("2")
        await phone.call_is("ringing")
        await phone.act("answer")
        await phone.call_is("connected")
        await phone.hears(CALLER_HZ)
        await centre.carrier.wait(call.name, hears(OPERATOR_HZ))
        await phone.act("hold")
        await phone.call_is("held")
        await centre.carrier.wait(call.name, hears(MUSIC_HZ))
        await phone.act("hangup")
        call.until("ended")
    detail = newest(centre, "09011110001")
    assert (detail["result"], detail["group"], detail["operator"]) == ("answered", "support", "op4")
    overall, support = figures(centre, "support")
    assert (overall["in"], support["in"], support["ans"]) == (1, 1, 1)
    assert (overall["closed"], overall["ivr_left"]) == (0, 0)


async def _a_closed_group_says_so(centre: Centre) -> None:
    assert centre.carrier is not None
    with centre.client(centre.supervisors[0]) as api:
        assert api.patch("/api/receptions/support", json={"hours": {}}).json()["applied"]
    number = next(group["number"] for group in centre.groups if group["id"] == "support")
    call = centre.carrier.call(number, caller="09011110002", hz=CALLER_HZ, talk_s=60)
    call.until("answered")
    await centre.carrier.wait(call.name, hears(CLOSED_HZ))
    ended = call.until("ended")
    assert ended["by"] == "far"
    detail = newest(centre, "09011110002")
    assert (detail["result"], detail["group"], detail["legs"]) == ("closed", "support", [])
    overall, support = figures(centre, "support")
    assert (overall["closed"], support["closed"], overall["in"], support["in"]) == (1, 1, 1, 1)


async def _who_presses_nothing_right_hears_goodbye(centre: Centre) -> None:
    assert centre.carrier is not None
    number = next(group["number"] for group in centre.groups if group["id"] == "orders")
    call = centre.carrier.call(number, caller="09011110003", hz=CALLER_HZ, talk_s=60)
    call.until("answered")
    await centre.carrier.wait(call.name, hears(MENU_HZ))
    call.send_digits("77")
    ended = call.until("ended")
    assert ended["by"] == "far"
    spoken = [each for each in ended["heard"] if each["hz"] and each["dbfs"] > -40 and abs(each["hz"] - MENU_HZ) > 30]
    assert len({round(each["hz"], -1) for each in spoken}) >= 4, "a voice has many pitches, a tone has one"
    detail = newest(centre, "09011110003")
    assert (detail["result"], detail["group"]) == ("ivr_left", "orders")
    overall, orders = figures(centre, "orders")
    assert (overall["ivr_left"], orders["ivr_left"], orders["in"]) == (1, 1, 0)
