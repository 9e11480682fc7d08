"""Callers leave messages, with real sound: what they say is what is heard, also after every process was killed."""

import asyncio
import io
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import soundfile
from playwright.async_api import expect

from tests.support.centre import CarrierCall, Centre, start
from tests.support.chromium import chromium, context_of, tone_wav
from tests.support.pages import Phone
from tests.support.sound import pitch_of_samples

CALLER_HZ = 440.0
WAIT_S = 45.0
SHOTS = Path(__file__).parents[1] / "screenshots"


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    """A centre whose callers find nobody, and come to the mailbox of `orders`."""
    with start(tmp_path / "centre") as running:
        with running.client(running.supervisors[0]) as api:
            assert api.post("/api/mailboxes", json={"id": "group:orders"}).is_success
            answer = api.patch("/api/groups/orders", json={"overflow_nobody": {"voicemail": "group:orders"}})
            assert answer.is_success and answer.json()["applied"], answer.text
        yield running


def speaking(centre: Centre) -> CarrierCall:
    """A caller who is being recorded."""
    assert centre.carrier is not None
    before = set(files(centre))
    call = centre.carrier.call(centre.groups[0]["number"], caller="09011110001", hz=CALLER_HZ, talk_s=120)
    call.until("answered")
    deadline = time.monotonic() + WAIT_S
    while not set(files(centre)) - before:
        assert time.monotonic() < deadline, "nothing is recorded"
        time.sleep(0.02)
    return call


def files(centre: Centre) -> list[Path]:
    return sorted((centre.folder / "recordings").glob("*.wav"))


def messages(centre: Centre, count: int) -> list[dict[str, Any]]:
    """The messages in the mailbox, once there are so many, as one who may hear them lists them."""
    deadline = time.monotonic() + WAIT_S
    with centre.client(centre.operators[0]) as api:
        while True:
            found: list[dict[str, Any]] = api.get("/api/voicemail/messages").json()
            if len(found) == count:
                return found
            assert time.monotonic() < deadline, found
            time.sleep(0.1)


def serves(centre: Centre, old: int) -> bool:
    """Whether another api than the one with this process id is ready."""
    if centre.pid("api") in (0, old):
        return False
    try:
        with centre.anonymous() as api:
            return api.get("/api/ready").is_success
    except httpx.TransportError:
        return False


def heard(centre: Centre, message: dict[str, Any]) -> tuple[float, float]:
    """Length in seconds and pitch of a message."""
    with centre.client(centre.operators[0]) as api:
        answer = api.get(f"/api/voicemail/messages/{message['id']}/sound")
    assert answer.is_success, answer.text
    wave, rate = soundfile.read(io.BytesIO(answer.content), dtype="int16")
    assert np.abs(wave).max() > 1000
    return len(wave) / rate, pitch_of_samples(wave.tobytes(), rate)


def test_what_a_caller_says_is_what_is_heard(centre: Centre) -> None:
    call = speaking(centre)
    begun = time.monotonic()
    time.sleep(3)
    call.hang_up()
    call.until("ended")
    lasted = time.monotonic() - begun
    (message,) = messages(centre, 1)
    assert (message["number"], message["mailbox"], message["folder"]) == ("09011110001", "group:orders", "new")
    length, hz = heard(centre, message)
    assert 2.5 < length < lasted + 1 and hz == pytest.approx(CALLER_HZ, abs=3)
    with centre.client(centre.supervisors[0]) as api:
        (row,) = api.get("/api/calls", params={"number": "09011110001"}).json()["items"]
        board = api.get("/api/monitor").json()
    assert (row["id"], row["result"]) == (message["call"], "overflowed")
    cells = next(row for row in board["groups"] if row["id"] == "orders")["cells"]
    assert (cells["in"], cells["voicemail"]) == (1, 0)

    call = speaking(centre)
    call.send_digits("#")
    assert call.until("ended")["by"] == "far"


@pytest.mark.parametrize("victim", ["sip", "media", "api"])
def test_a_killed_process_loses_two_seconds_at_most(centre: Centre, victim: str) -> None:
    call = speaking(centre)
    begun = time.monotonic()
    time.sleep(4)
    if victim == "media":
        switch = centre.pid("sip")
        children = Path(f"/proc/{switch}/task/{switch}/children").read_text().split()
        (worker,) = [int(c) for c in children if b"sip.media" in Path(f"/proc/{c}/cmdline").read_bytes()]
        os.kill(worker, signal.SIGKILL)
    else:
        old = centre.kill(victim)
        deadline = time.monotonic() + WAIT_S
        while victim == "api" and not serves(centre, old):
            assert time.monotonic() < deadline, "the api was not started again"
            time.sleep(0.1)
    said = time.monotonic() - begun
    if victim == "api":
        call.hang_up()  # the call and its recording have gone on meanwhile
    (message,) = messages(centre, 1)
    length, hz = heard(centre, message)
    assert length > said - 2 and hz == pytest.approx(CALLER_HZ, abs=3)
    assert message["duration_s"] == int(length)


@pytest.mark.parametrize("language", ["ja-JP", "en-US"])
async def test_an_operator_hears_and_deletes_it_in_the_phone_window(
    centre: Centre, tmp_path: Path, language: str
) -> None:
    call = await asyncio.to_thread(speaking, centre)
    await asyncio.sleep(2.5)
    call.hang_up()
    await asyncio.to_thread(messages, centre, 1)
    async with chromium(tone_wav(tmp_path / "voice.wav", 1000)) as browser:
        context = await context_of(browser, centre, language)
        await context.add_init_script(f"localStorage.setItem('kikite.language', '{language[:2]}')")
        page = (await Phone.of(context, centre.operators[0])).page
        button = page.locator("[data-action=messages]")
        await expect(button).to_have_accessible_name(
            "留守電 1 件の新しいメッセージ" if language == "ja-JP" else "Voicemail 1 new"
        )
        await button.focus()
        await page.keyboard.press("Enter")
        message = page.locator("[data-message]")
        await expect(message).to_have_attribute("data-folder", "new")
        await message.locator("[data-action=hear]").press("Enter")
        sound = message.locator("audio")
        await page.wait_for_function("() => document.querySelector('dialog.messages audio')?.currentTime > 0.3")
        assert await sound.evaluate("(audio) => audio.duration") > 2
        await expect(message).to_have_attribute("data-folder", "old")
        await expect(page.locator("[data-item=messages]")).to_have_count(0)
        SHOTS.mkdir(exist_ok=True)
        await page.screenshot(path=SHOTS / f"voicemail-{language[:2]}.png")
        remove = message.locator("[data-action=delete]")
        await remove.press("Enter")
        await remove.press("Enter")
        await expect(message).to_have_count(0)
    deadline = time.monotonic() + WAIT_S
    while files(centre):
        assert time.monotonic() < deadline, "the file of a deleted message is still there"
        await asyncio.sleep(0.05)
