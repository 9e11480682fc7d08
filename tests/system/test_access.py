"""Who may be where: second log-ins, forced log-outs, and a phone that comes back, with real calls."""

import asyncio
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Page, expect

from tests.support.centre import Centre, start
from tests.support.chromium import chromium, context_of, tone_wav
from tests.support.pages import Board, Phone

CALLER_HZ = 440.0
OPERATOR_HZ = 1000.0


async def _force(page: Page, operator: str) -> None:
    await page.locator(f"tr[data-operator='{operator}'] [data-action=operator]").click()
    await page.locator("[data-action=operator-force_log_out]").click()
    await page.locator("dialog[open] [data-action=yes]").click()


async def _told(page: Page, by: str) -> None:
    """The page is the log-in page, which says who has logged its user out."""
    await expect(page).to_have_url(re.compile("/login$"), timeout=20_000)
    await expect(page.locator("[data-item=farewell]")).to_contain_text(by)


async def _refused(context: BrowserContext, user: dict[str, str]) -> Page:
    page = await context.new_page()
    await page.goto("/login")
    await page.locator("input[name=user]").fill(user["id"])
    await page.locator("input[name=password]").fill(user["password"])
    await page.locator("button[type=submit]").click()
    await expect(page.locator("[data-item=error][data-code=logged_in_elsewhere]")).to_contain_text(user["name"])
    return page


async def _offered(page: Page) -> None:
    """Log in again and again until taking over is offered. The operator is gone from the board as of the phone's last
    sign of life; the session's last request may have been a little later (the page asks for more than its phone)."""
    take_over = page.locator("button[name=take_over]")
    async with asyncio.timeout(30):
        while not await take_over.is_visible():
            async with page.expect_response("**/api/session") as answer:
                await page.locator("button[type=submit]").first.click()
            assert (await (await answer.value).json())["code"] in ("logged_in_elsewhere", "logged_in_silent")
            await expect(page.locator("button[type=submit]").first).to_be_enabled()


async def test_a_forced_log_out_ends_the_call_or_waits_for_its_end(centre: Centre, tmp_path: Path) -> None:
    assert centre.carrier is not None
    group, operator, supervisor = centre.groups[0], centre.operators[0], centre.supervisors[0]
    async with chromium(tone_wav(tmp_path / "voice.wav", OPERATOR_HZ)) as desk, chromium() as console:
        board = await Board.of(await context_of(console, centre), supervisor)
        context = await context_of(desk, centre)
        for choice in ("finish", "end"):
            phone = await Phone.of(context, operator)
            await phone.choose("available")
            call = centre.carrier.call(group["number"], hz=CALLER_HZ, talk_s=120)
            await phone.call_is("ringing")
            await phone.act("answer")
            await phone.hears(CALLER_HZ)
            await _force(board.page, operator["id"])
            await board.page.locator("dialog[open] select").select_option(choice)
            await board.page.locator("dialog[open] [data-action=yes]").click()
            if choice == "finish":
                await board.page.locator("dialog[open] [data-action=no]").click()
                await _refused(await context_of(console, centre), operator)  # in the call, and logged in
                await phone.hears(CALLER_HZ)
                await phone.act("hangup")
            call.until("ended")
            await _told(phone.page, supervisor["name"])
            await board.status(operator["id"], "logged_out")
            await phone.page.close()
    with centre.client(supervisor) as api:
        record = api.get("/api/forced-log-outs", params={"user": operator["id"]}).json()["items"]
    assert [one["calls"] for one in record[:2]] == ["end", "finish"]
    assert all(one["by"] == supervisor["id"] and one["done"] for one in record[:2])


async def test_a_status_chosen_for_somebody_else_is_told_to_them_and_on_record(centre: Centre) -> None:
    operator, supervisor = centre.operators[2], centre.supervisors[0]
    async with chromium() as browser:
        board = await Board.of(await context_of(browser, centre), supervisor)
        phone = await Phone.of(await context_of(browser, centre), operator)
        await phone.choose("available")
        await board.status(operator["id"], "available")
        await board.page.locator(f"tr[data-operator='{operator['id']}'] [data-action=operator]").click()
        await board.page.locator("[data-action=operator-status]").click()
        await board.page.locator("dialog[open] select").select_option("lunch_break")
        await board.page.locator("dialog[open] [data-action=yes]").click()
        await board.status(operator["id"], "lunch_break")
        told = phone.page.locator("[data-item=chosen-by]")
        await expect(told).to_contain_text(supervisor["name"])
        await phone.choose("available")
        await expect(told).to_have_count(0)
        await board.page.goto("/masters/audit?kind=status")
        row = board.page.locator("tr[data-entry]").first
        await expect(row.locator("[data-item=by]")).to_contain_text(supervisor["name"])
        await expect(row.locator("[data-item=about]")).to_contain_text(operator["name"])
        await expect(row.locator("[data-item=what]")).to_contain_text("昼休憩")


async def test_a_reloaded_phone_has_its_call_back(centre: Centre, tmp_path: Path) -> None:
    """F5.9, pattern 1. How long the sound was away is printed, not judged."""
    assert centre.carrier is not None
    async with chromium(tone_wav(tmp_path / "voice.wav", OPERATOR_HZ)) as desk:
        phone = await Phone.of(await context_of(desk, centre), centre.operators[1])
        await phone.choose("available")
        call = centre.carrier.call(centre.groups[0]["number"], hz=CALLER_HZ, talk_s=120)
        await phone.call_is("ringing")
        await phone.act("answer")
        await phone.hears(CALLER_HZ)
        begin = time.monotonic()
        await phone.page.reload(wait_until="commit")
        await phone.page.wait_for_function(
            "() => window.kikiteEar && window.kikiteEar().then((heard) => heard.db > -60)", polling=20
        )
        print(f"sound after {time.monotonic() - begin:.2f} s")
        await phone.call_is("connected")
        await phone.hears(CALLER_HZ)
        await phone.act("hangup")
        call.until("ended")
        await phone.shows("acw")
        await phone.page.locator("button[data-action=logout]").click()
        await expect(phone.page).to_have_url(re.compile("/login$"))


@pytest.fixture
def brief(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Centre]:
    """A centre that gives clients up after five seconds."""
    monkeypatch.setenv("KIKITE_GRACE_S", "5")
    with start(tmp_path / "brief") as running:
        yield running


async def test_a_window_that_stays_away_ends_its_call_and_can_be_taken_over_from(brief: Centre, tmp_path: Path) -> None:
    """F5.9, patterns 2 and 3, and F1.5: nobody is locked out by a browser that has crashed."""
    assert brief.carrier is not None
    supervisor, operator = brief.supervisors[0], brief.operators[0]
    async with chromium(tone_wav(tmp_path / "voice.wav", OPERATOR_HZ)) as desk, chromium() as console:
        board = await Board.of(await context_of(console, brief), supervisor)
        row = board.page.locator(f"tr[data-operator='{operator['id']}'] [data-item=status]")
        context = await context_of(desk, brief)
        phone = await Phone.of(context, operator)
        await phone.choose("available")
        call = brief.carrier.call(brief.groups[0]["number"], hz=CALLER_HZ, talk_s=120)
        await phone.call_is("ringing")
        await phone.act("answer")
        await phone.hears(CALLER_HZ)
        await phone.page.close()
        call.until("ended")
        await board.status(operator["id"], "logged_out")
        await expect(row.locator(".tag")).to_be_visible()

        back = Phone(await context.new_page())  # the same browser: its session goes on, in a log-in span of its own
        await back.page.goto("/phone?raw=1")
        await back.shows("preparing")
        await expect(back.page.locator("[data-item=was-lost]")).to_contain_text("ログアウトしました")
        await board.status(operator["id"], "preparing")
        elsewhere = await _refused(await context_of(console, brief), operator)
        await back.page.close()
        await board.status(operator["id"], "logged_out")
        await _offered(elsewhere)
        await elsewhere.locator("button[name=take_over]").click()
        await expect(elsewhere).to_have_url(re.compile("/phone$"))
        await board.status(operator["id"], "preparing")
        told = await context.new_page()
        await told.goto("/phone")
        await expect(told.locator("[data-item=farewell]")).to_be_visible()
