"""What users see when a process dies by `kill -9` in the middle of things."""

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.centre import CarrierCall, Centre, start
from tests.support.chromium import chromium, context_of, tone_wav
from tests.support.pages import Board, Phone

CALLER_HZ = 440.0
OPERATOR_HZ = 1000.0
WAIT_S = 45.0


@pytest.fixture
def doomed(tmp_path: Path) -> Iterator[Centre]:
    """A centre for one test alone: its processes die in it."""
    with start(tmp_path / "centre") as running:
        yield running


async def _talking(centre: Centre, phone: Phone) -> CarrierCall:
    assert centre.carrier is not None
    await phone.choose("available")
    call = centre.carrier.call(centre.groups[0]["number"], hz=CALLER_HZ, talk_s=120)
    await phone.call_is("ringing")
    await phone.act("answer")
    call.until("answered")
    await phone.hears(CALLER_HZ)
    return call


async def _newest_call(centre: Centre) -> dict[str, Any]:
    """The newest call in the history, once it has ended there."""
    deadline = time.monotonic() + WAIT_S
    with centre.client(centre.supervisors[0]) as api:
        while True:
            found: dict[str, Any] = api.get("/api/calls").json()["items"][0]
            if found["ended_at"] or time.monotonic() > deadline:
                return found
            await asyncio.sleep(0.1)


async def _until_replaced(centre: Centre, name: str, old: int) -> None:
    deadline = time.monotonic() + WAIT_S
    while centre.pid(name) in (0, old):
        assert time.monotonic() < deadline, f"{name} was not started again"
        await asyncio.sleep(0.05)


def _media_workers(centre: Centre) -> list[int]:
    switch = centre.pid("sip")
    children = Path(f"/proc/{switch}/task/{switch}/children").read_text().split()
    return [int(child) for child in children if b"sip.media" in Path(f"/proc/{child}/cmdline").read_bytes()]


async def test_a_call_survives_the_api_and_is_in_the_history_whole(doomed: Centre, tmp_path: Path) -> None:
    async with chromium(tone_wav(tmp_path / "voice.wav", OPERATOR_HZ)) as desk, chromium() as console:
        board = await Board.of(await context_of(console, doomed), doomed.supervisors[0])
        phone = await Phone.of(await context_of(desk, doomed), doomed.operators[0])
        call = await _talking(doomed, phone)
        await _until_replaced(doomed, "api", doomed.kill("api"))
        await phone.hears(CALLER_HZ)
        call.hang_up()  # while the pages are still finding their way back, perhaps
        call.until("ended")
        await phone.shows("acw")
        await board.status(doomed.operators[0]["id"], "acw")
        await board.figure("overall", "ans", "1")
        found = await _newest_call(doomed)
    assert found["result"] == "answered"
    assert not found["estimated"]


async def test_a_dead_switch_ends_its_calls_truthfully_and_nobody_is_stuck(doomed: Centre, tmp_path: Path) -> None:
    async with chromium(tone_wav(tmp_path / "voice.wav", OPERATOR_HZ)) as desk, chromium() as console:
        board = await Board.of(await context_of(console, doomed), doomed.supervisors[0])
        phone = await Phone.of(await context_of(desk, doomed), doomed.operators[0])
        await _talking(doomed, phone)
        await _until_replaced(doomed, "sip", doomed.kill("sip"))
        await phone.shows("available")
        await board.status(doomed.operators[0]["id"], "available")
        await board.figure("overall", "talking_in", "0")
        await phone.attached()
        found = await _newest_call(doomed)
        assert found["estimated"]
        await _talking(doomed, phone)


async def test_a_dead_media_worker_is_replaced_and_its_calls_end(doomed: Centre, tmp_path: Path) -> None:
    async with chromium(tone_wav(tmp_path / "voice.wav", OPERATOR_HZ)) as desk:
        phone = await Phone.of(await context_of(desk, doomed), doomed.operators[0])
        call = await _talking(doomed, phone)
        for worker in _media_workers(doomed):
            os.kill(worker, signal.SIGKILL)
        call.until("ended")
        await phone.shows("acw")
        found = await _newest_call(doomed)
        assert found["result"] == "answered"
        await phone.attached()
        await _talking(doomed, phone)
