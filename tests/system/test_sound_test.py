"""音声テスト with real sound (F5.8): what is said comes back, is measured, judged and shown to the supervisor."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.support.centre import Centre
from tests.support.chromium import chromium, context_of, tone_wav
from tests.support.pages import Phone, hears, log_in

SHOTS = Path(__file__).parents[1] / "screenshots"
VOICE_HZ, CALLER_HZ = 700.0, 1300.0


@pytest.fixture(scope="module")
def database() -> str:
    """The store is tested on both databases elsewhere."""
    return ""


async def open_test(page: Page) -> None:
    await page.locator("[data-action=sound-test]").press("Enter")
    await expect(page.locator("dialog.sound-test[open]")).to_be_visible()


@pytest.mark.parametrize("language", ["ja-JP", "en-US"])
async def test_what_is_said_comes_back_and_the_supervisor_sees_how(
    centre: Centre, tmp_path: Path, language: str
) -> None:
    operator = centre.operators[0]
    async with chromium(tone_wav(tmp_path / "voice.wav", VOICE_HZ)) as browser:
        context = await context_of(browser, centre, language)
        await context.add_init_script(f"localStorage.setItem('kikite.language', '{language[:2]}')")
        page = (await Phone.of(context, operator)).page
        await open_test(page)
        await page.wait_for_function("() => document.querySelector('meter[data-item=level]').value > 20")
        start = page.locator("[data-action=echo]")
        await start.focus()
        await page.keyboard.press("Enter")
        await hears(page, VOICE_HZ)
        shown = page.locator("dialog.sound-test .verdict")
        await expect(shown).to_be_visible(timeout=30_000)
        verdict = await shown.get_attribute("data-verdict")
        SHOTS.mkdir(exist_ok=True)
        await page.screenshot(path=SHOTS / f"sound-test-{language[:2]}.png")
        with centre.client(operator) as api:
            newest = api.get("/api/phone/sound-tests").json()[0]
            assert api.get("/api/phone/echo").json()["echo"] is False
        assert newest["verdict"] == verdict != "silent" and newest["heard"], newest
        assert newest["loss"] < 50 and newest["rtt"] is not None, newest
        assert newest["microphone"], newest
        await expect(page.locator("[data-item=loss]")).to_have_text(f"{newest['loss']:.1f}%")
        await expect(page.locator("[data-item=rtt]")).to_have_text(f"{newest['rtt']} ms")
        await page.locator("dialog.sound-test form button").press("Enter")
        await expect(page.locator("dialog.sound-test[open]")).to_have_count(0)

        desk = await context_of(browser, centre, language)
        await desk.add_init_script(f"localStorage.setItem('kikite.language', '{language[:2]}')")
        board = await log_in(desk, centre.supervisors[0])
        await board.locator("nav.menu a[href='/monitor/sound-tests']").press("Enter")
        row = board.locator(f"tr[data-test-of='{operator['id']}']")
        await expect(row.locator(f"[data-verdict={verdict}]")).to_be_visible()
        await expect(row.locator("[data-item=rtt]")).to_have_text(f"{newest['rtt']} ms")
        await expect(row.locator("[data-item=devices]")).to_contain_text(newest["microphone"])
        await board.screenshot(path=SHOTS / f"sound-tests-{language[:2]}.png")


async def test_a_call_that_comes_ends_the_test_and_sounds_as_ever(centre: Centre, tmp_path: Path) -> None:
    assert centre.carrier is not None
    operator, group = centre.operators[1], centre.groups[0]
    async with chromium(tone_wav(tmp_path / "voice.wav", VOICE_HZ)) as browser:
        context = await context_of(browser, centre)
        phone = await Phone.of(context, operator)
        await phone.choose("available")
        await open_test(phone.page)
        await phone.act("echo")
        await hears(phone.page, VOICE_HZ)
        call = centre.carrier.call(group["number"], hz=CALLER_HZ, talk_s=60)
        await phone.call_is("ringing")
        await expect(phone.page.locator("dialog.sound-test[open]")).to_have_count(0)
        with centre.client(operator) as api:
            assert api.get("/api/phone/echo").json()["echo"] is False
            assert api.put("/api/phone/echo").json()["code"] == "busy"
        await phone.page.keyboard.press("Enter")
        call.until("answered")
        await phone.hears(CALLER_HZ)
        await centre.carrier.wait(
            call.name, lambda report: any(abs(tone["hz"] - VOICE_HZ) < 15 for tone in report["tones"])
        )
        await phone.act("hangup")
        call.until("ended")
        with centre.client(operator) as api:
            assert api.get("/api/phone/sound-tests").json() == []
        await open_test(phone.page)
        await expect(phone.page.locator("dialog.sound-test [data-action=echo]")).to_be_enabled()
        assert re.search(r"\S", await phone.page.locator("#sound-test-title").inner_text())
