"""Calls that operators make: outside through the carrier, and to one another."""

from pathlib import Path

from playwright.async_api import expect

from tests.support.centre import Centre
from tests.support.chromium import chromium, context_of, tone_wav
from tests.support.pages import Board, Phone
from tests.system.conftest import ANSWER_HZ

FIRST_HZ = 1000.0
SECOND_HZ = 800.0


async def test_an_outside_number_is_dialled_and_heard(centre: Centre, tmp_path: Path) -> None:
    assert centre.carrier is not None
    operator, number = centre.operators[2], "0312345670"
    async with chromium(tone_wav(tmp_path / "voice.wav", FIRST_HZ)) as desk, chromium() as console:
        board = await Board.of(await context_of(console, centre), centre.supervisors[0])
        phone = await Phone.of(await context_of(desk, centre), operator)
        await phone.choose("available")
        await phone.dial(number)
        await phone.call_is("dialing")
        await phone.call_is("connected")
        await phone.hears(ANSWER_HZ)
        call = centre.carrier.taken(number, "answered")
        await phone.act("keypad")
        for digit in "12#":
            await phone.page.keyboard.press(digit)
        await centre.carrier.wait(call["call"], lambda report: report["digits"] == "12#")
        await centre.carrier.wait(
            call["call"], lambda report: any(abs(tone["hz"] - FIRST_HZ) < 12 for tone in report["tones"])
        )
        centre.carrier.hang_up(call["call"])
        await phone.shows("acw")
        await phone.choose("available")
        await board.status(operator["id"], "available")
        await board.figure(f"operator:{operator['id']}", "out", "1")
        shown = await board.shown(operator["id"])
        await phone.dial("0312345600")
        await expect(phone.page.locator("[data-item=failed-call] [data-reason=busy]")).to_contain_text("03-1234-5600")
    assert shown[-5:] == ["available", "dialing", "talking", "acw", "available"]


async def test_a_colleague_is_called_by_extension(centre: Centre, tmp_path: Path) -> None:
    first, second = centre.operators[2], centre.operators[3]
    async with (
        chromium(tone_wav(tmp_path / "one.wav", FIRST_HZ)) as one,
        chromium(tone_wav(tmp_path / "two.wav", SECOND_HZ)) as two,
    ):
        caller = await Phone.of(await context_of(one, centre), first)
        called = await Phone.of(await context_of(two, centre), second)
        await caller.choose("available")
        await called.choose("available")
        await caller.dial(second["extension"])
        await called.call_is("ringing")
        await called.act("answer")
        await caller.shows("internal")
        await called.shows("internal")
        await caller.hears(SECOND_HZ)
        await called.hears(FIRST_HZ)
        await called.act("hangup")
        await caller.shows("available")
        await called.shows("available")
