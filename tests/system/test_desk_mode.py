"""Desk phones beside and instead of the browser's sound, and what may be called (F5.14, F10.1, F10.2)."""

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import httpx
from playwright.async_api import expect

from api.db.engine import connect
from tests.support.bare_phone import bare_phone
from tests.support.baresip import DeskPhone, desk_phone
from tests.support.centre import ANSWER_S, Centre
from tests.support.chromium import chromium, context_of
from tests.support.pages import Phone, log_in
from tests.system.conftest import ANSWER_HZ

DESK_HZ = 500
COUNT_MICROPHONES = """
    window.microphones = 0;
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = (...wanted) => { window.microphones += 1; return ask(...wanted); };
"""


async def dials(desk: DeskPhone, centre: Centre, number: str) -> None:
    await desk.do("dial", f"sip:{number}@{centre.sip['host']}:{centre.sip['port']}")


def configured(api: httpx.Client, method: str, path: str, **values: Any) -> None:
    """Change the configuration; the switch has it when this returns."""
    answer = api.request(method, f"/api/{path}", json=values)
    assert answer.is_success and answer.json()["applied"] is True, answer.text


async def test_of_two_desk_phones_the_first_to_answer_wins(centre: Centre, tmp_path: Path) -> None:
    assert centre.carrier is not None
    operator = centre.operators[0]
    group = next(group for group in centre.groups if group["id"] == "orders")
    with centre.client(operator) as api:
        async with (
            desk_phone(tmp_path / "desk", centre.sip, operator, DESK_HZ) as desk,
            bare_phone(centre.sip, operator) as other,
        ):
            await desk.registered()
            assert api.put("/api/phone/status", json={"status": "available"}).is_success
            call = centre.carrier.call(group["number"], hz=440)
            await other.until("INVITE")
            await desk.until("CALL_INCOMING")
            await desk.do("accept")
            cancel = await other.until("CANCEL")
            assert re.search(r"(?im)^reason: *sip *; *cause=200", cancel), cancel
            call.until("answered")
            await desk.hears(440)
            call.hang_up()
            await desk.until("CALL_CLOSED")
        assert api.delete("/api/session").is_success


async def test_calls_are_made_and_taken_on_the_desk_phone_from_the_browser(centre: Centre, tmp_path: Path) -> None:
    assert centre.carrier is not None
    operator, number = centre.operators[1], "0312345672"
    with centre.client(operator) as api:
        assert api.patch("/api/phone/settings", json={"phone": "desk"}).is_success
        async with (
            chromium() as browser,
            desk_phone(tmp_path / "desk", centre.sip, operator, DESK_HZ) as desk,
        ):
            await desk.registered()
            context = await context_of(browser, centre)
            await context.add_init_script(COUNT_MICROPHONES)
            phone = Phone(await log_in(context, operator))
            await expect(phone.page.locator(".phone[data-connection=desk]")).to_be_visible()
            await phone.choose("available")
            # Out: the own phone rings first, then the number is called.
            await phone.dial(number)
            await desk.until("CALL_INCOMING")
            await phone.shows("dialing")
            await desk.do("accept")
            call = centre.carrier.taken(number, "answered")
            await phone.call_is("connected")
            await desk.hears(ANSWER_HZ)
            await centre.carrier.wait(call["call"], lambda report: _hears(report, DESK_HZ))
            await phone.act("keypad")
            for digit in "12#":
                await phone.page.keyboard.press(digit)
            await centre.carrier.wait(call["call"], lambda report: report["digits"] == "12#")
            await phone.act("hold")
            await phone.call_is("held")
            await phone.act("hold")
            await phone.call_is("connected")
            await phone.act("hangup")
            await desk.until("CALL_CLOSED")
            await phone.shows("acw")
            await phone.choose("available")
            # In: answering on the screen calls the desk phone anew, asking it to answer by itself.
            async with bare_phone(centre.sip, operator) as witness:
                group = next(group for group in centre.groups if group["id"] == "orders")
                caller = centre.carrier.call(group["number"], hz=440)
                await witness.until("INVITE")
                await phone.act("answer")
                asked = await witness.until("INVITE")
                assert "answer-after=0" in asked and "alert-autoanswer" in asked, asked
                await desk.until("CALL_CLOSED")
                await desk.until("CALL_INCOMING")
                await desk.do("accept")
                caller.until("answered")
                await phone.call_is("connected")
                await desk.hears(440)
                # Parked, and taken again on the screen: the own phone rings first.
                await phone.act("park")
                await desk.until("CALL_CLOSED")
                await phone.page.locator("[data-action=take]").click()
                await desk.until("CALL_INCOMING")
                await desk.do("accept")
                await phone.call_is("connected")
                await desk.hears(440)
                await phone.act("hangup")
                caller.until("ended")
            # What may not be called is refused on the page with a sentence, and the desk phone stays silent.
            await phone.choose("available")
            await phone.dial("0570012345")
            await expect(phone.page.locator("[data-item=failed-call]")).to_contain_text("権限がありません")
            assert await phone.page.evaluate("window.microphones") == 0
            await context.close()
        assert api.patch("/api/phone/settings", json={"phone": "browser"}).is_success


async def logged(url: str, number: str) -> dict[str, Any]:
    """The event `DialRefused` that the database keeps of an attempt to call `number`, once it is there."""
    db = connect(url)
    await db.open()
    try:
        async with asyncio.timeout(ANSWER_S):
            while True:
                rows = await db.fetch("SELECT body FROM event_log WHERE type = {}", ("DialRefused",))
                for event in map(json.loads, (row["body"] for row in rows)):
                    if event["number"] == number:
                        found: dict[str, Any] = event
                        return found
                await asyncio.sleep(0.05)
    finally:
        await db.close()


async def test_what_a_desk_phone_may_call_and_what_it_shows(centre: Centre, database: str, tmp_path: Path) -> None:
    assert centre.carrier is not None
    operator = centre.operators[2]
    async with desk_phone(tmp_path / "desk", centre.sip, operator, DESK_HZ) as desk:
        await desk.registered()
        await dials(desk, centre, "1840312345673")
        await desk.until("CALL_ESTABLISHED")
        call = centre.carrier.taken("0312345673", "answered")
        assert call["from"] == "anonymous" and call["privacy"] == "id" and "0350000001" in call["asserted"], call
        centre.carrier.hang_up(call["call"])
        await desk.until("CALL_CLOSED")
        for number, status in (("0570012345", "403"), ("77", "404"), ("0", "484")):
            await dials(desk, centre, number)
            closed = await desk.until("CALL_CLOSED")
            assert status in closed["param"], closed
        event = await logged(database or f"sqlite:///{centre.folder}/kikite.db", "77")
        assert (event["operator"], event["reason"]) == (operator["id"], "unknown_number")
        with centre.client(centre.supervisors[0]) as api:
            configured(api, "PATCH", "permission-sets/operator", allowed=["domestic", "premium"])
            await dials(desk, centre, "0570012345")
            await desk.until("CALL_ESTABLISHED")
            centre.carrier.hang_up(centre.carrier.taken("0570012345", "answered")["call"])
            await desk.until("CALL_CLOSED")
            configured(api, "PATCH", "trunks/carrier", emergency=False)
            await dials(desk, centre, "119")
            assert "503" in (await desk.until("CALL_CLOSED"))["param"]
            configured(api, "PATCH", "trunks/carrier", emergency=True)
            await dials(desk, centre, "119")
            await desk.until("CALL_ESTABLISHED")
            centre.carrier.hang_up(centre.carrier.taken("119", "answered")["call"])
            await desk.until("CALL_CLOSED")
            configured(api, "PATCH", "permission-sets/operator", allowed=["domestic", "mobile", "free", "special"])


def _hears(report: dict[str, Any], hertz: float) -> bool:
    return any(abs(tone["hz"] - hertz) < 12 for tone in report["tones"])
