"""A wallboard as people use it: a supervisor makes a link in the console, a screen without a log-in shows it."""

import re
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.support.axe import SCRIPT, SETTLED, TAGS
from tests.support.centre import Centre
from tests.support.chromium import chromium, context_of
from tests.support.pages import log_in

FOLDER = Path(__file__).parents[1] / "screenshots"
SIZES = ((1280, 720), (3840, 2160))
ITEMS = ["waiting", "longest_wait", "in", "ans", "aban", "answer_rate"]
CUT_OFF = """() => [...document.querySelectorAll('.wall :is(dd, dt, td, th, h1, time, span, b)')]
    .filter((one) => getComputedStyle(one).display !== 'inline' && one.scrollWidth > one.clientWidth + 1)
    .map((one) => one.textContent)"""
OUTSIDE = """() => [...document.querySelectorAll('.wall :is(header, section, td, li)')]
    .map((one) => one.getBoundingClientRect())
    .filter(({right, bottom}) => right > innerWidth || bottom > innerHeight)"""
REVOKED_MS = 2_000
"""An open screen says within this time that its link was revoked."""


@pytest.fixture(scope="module")
def database() -> str:
    """Pages look the same on every database."""
    return ""


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


async def accessible(page: Page) -> None:
    """axe-core finds nothing."""
    await page.evaluate(SETTLED)
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    found = await page.evaluate("(rules) => axe.run(document, {runOnly: rules}).then((all) => all.violations)", TAGS)
    assert found == []


async def console(browser: Browser, centre: Centre) -> Page:
    """The supervisor's page of links."""
    page = await log_in(await context_of(browser, centre), centre.supervisors[0])
    await page.goto("/monitor/wallboards")
    return page


async def made(page: Page, name: str, *checks: str) -> str:
    """Make a link in the console; its address."""
    await page.locator("[data-action=new]").click()
    await page.locator("input[name=name]").fill(name)
    for check in checks:
        await page.locator(check).check()
    await page.locator("[data-action=save]").click()
    address = await page.locator("[data-item=address]").input_value()
    assert re.search(r"/wall\?link=[0-9a-f]+#[\w-]{43}$", address), address
    return address


async def screen(context: BrowserContext, address: str) -> Page:
    """A screen that shows the link."""
    page = await context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if "Content Security" in message.text else None)
    await page.goto(address)
    await expect(page.locator(".wall-blocks")).to_be_visible()
    assert faults == []
    return page


async def test_a_link_made_in_the_console_shows_live_figures_until_it_is_revoked(
    browser: Browser, centre: Centre
) -> None:
    assert centre.carrier is not None
    page = await console(browser, centre)
    await page.locator("[data-action=new]").click()
    await accessible(page)
    await page.locator("[data-action=cancel]").click()
    address = await made(page, "入口の大画面")
    await accessible(page)
    wall = await screen(await context_of(browser, centre), address)
    assert "#" not in wall.url, "the token does not stay in the address"
    await expect(wall.locator("h1")).to_have_text("入口の大画面")
    await accessible(wall)
    await expect(wall.locator("button:visible")).to_have_count(1)  # full screen, shown on a movement only
    group = centre.groups[0]
    row = f"tr[data-group='{group['id']}']"
    await expect(wall.locator(f"{row} [data-item=waiting]")).to_have_text("0")
    call = centre.carrier.call(group["number"], caller="09012345678", wait_s=90)
    call.until("ringing")
    await expect(wall.locator(f"{row} [data-item=waiting]")).to_have_text("1")
    await expect(wall.locator("[data-row=overall] [data-item=waiting] dd")).to_have_text("1")
    await expect(wall.locator(f"{row}[data-late] [data-item=late]")).to_be_visible(timeout=30_000)  # the target: 20 s
    await expect(wall.locator(f"{row} [data-item=waiting].late")).to_be_visible()
    call.hang_up()
    await expect(wall.locator(f"{row} [data-item=waiting]")).to_have_text("0")
    await expect(wall.locator(f"{row} [data-item=aban]")).to_have_text("1")
    await expect(wall.locator("[data-item=late]")).to_have_count(0)
    await wall.reload()
    await expect(wall.locator(f"{row} [data-item=aban]")).to_have_text("1")  # its cookie has the link
    await page.locator("[data-action=revoke]").click()
    await page.locator("dialog [data-action=yes]").click()
    over = wall.locator(".wall-over[data-code=wallboard_revoked]")
    await expect(over).to_contain_text("取り消されました", timeout=REVOKED_MS + 3_000)
    await expect(page.locator("tr[data-wallboard]")).to_have_count(0)
    await accessible(wall)
    await page.request.delete("/api/session")


async def test_a_screen_comes_back_by_itself_after_a_restart_and_needs_nobody_logged_in(
    browser: Browser, centre: Centre
) -> None:
    page = await console(browser, centre)
    address = await made(page, "休憩室", "input[name=operators][value=names]")
    await page.request.delete("/api/session")
    wall = await screen(await context_of(browser, centre), address)
    await expect(wall.locator(".wall-staff li")).to_have_count(len(centre.operators))
    centre.kill("api", signal.SIGKILL)
    down = wall.locator("[data-item=connection][data-down]")
    await expect(down).to_be_visible()
    await expect(wall.locator(".wall-blocks[data-stale]")).to_be_visible()
    await expect(down).to_be_hidden(timeout=60_000)
    await expect(wall.locator(".wall-blocks[data-stale]")).to_have_count(0)
    with centre.client(centre.operators[0]) as api:
        api.put("/api/phone/alert", json={"on": True}).raise_for_status()
        await expect(wall.locator("[data-chip=alert]")).to_have_text("アラート1")
        await expect(wall.locator(".wall-staff li").first).to_contain_text(centre.operators[0]["name"])
        await expect(wall.locator(".wall-staff li").first.locator(".alerting")).to_contain_text("アラート")
        api.put("/api/phone/alert", json={"on": False}).raise_for_status()
        await expect(wall.locator("[data-chip=alert]")).to_have_text("アラート0")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ja", "en"])
async def test_it_can_be_looked_at(browser: Browser, centre: Centre, language: str, theme: str) -> None:
    """Large type in every size: nothing is cut off, and all of it is in the picture. The files are for people."""
    FOLDER.mkdir(exist_ok=True)
    body = {"name": "コールセンター 3階", "items": ITEMS, "language": language, "theme": theme, "operators": "names"}
    assert centre.carrier is not None
    waiting = centre.carrier.call(centre.groups[0]["number"], wait_s=60)
    with centre.client(centre.supervisors[0]) as api:
        path = api.post("/api/wallboards", json=body).raise_for_status().json()["path"]
        assert api.get("/api/wallboards").json()[-1]["content"]["theme"] == theme
    waiting.until("ringing")
    for width, height in SIZES:
        context = await context_of(browser, centre)
        wall = await screen(context, path)
        await wall.set_viewport_size({"width": width, "height": height})
        await wall.emulate_media(reduced_motion="reduce")  # then a warning is told by its colours alone
        await expect(wall.locator(".urgent, .late").first).to_be_visible()
        assert await wall.evaluate(CUT_OFF) == []
        assert await wall.evaluate(OUTSIDE) == []
        await accessible(wall)
        await wall.screenshot(path=FOLDER / f"wallboard-{width}-{language}-{theme}.png")
        await context.close()
    waiting.hang_up()
    context = await context_of(browser, centre)
    await context.add_init_script(f"localStorage.setItem('kikite.language', '{language}')")
    page = await log_in(context, centre.supervisors[0])
    await page.emulate_media(color_scheme=theme)
    await page.goto("/monitor/wallboards")
    await made(page, "入口" if language == "ja" else "Entrance")
    await page.screenshot(path=FOLDER / f"wallboards-{language}-{theme}.png")
    await page.locator("[data-action=edit]").first.click()
    await accessible(page)
    await page.screenshot(path=FOLDER / f"wallboards-form-{language}-{theme}.png", full_page=True)
    await page.request.delete("/api/session")


async def test_with_everything_on_it_there_is_still_room_for_every_group(browser: Browser, centre: Centre) -> None:
    """Eight figures, statuses and names left room for one of the two groups: the type is smaller then."""
    body = {"name": "3階", "items": [*ITEMS, "out", "talking"], "operators": "names"}
    with centre.client(centre.supervisors[0]) as api:
        path = api.post("/api/wallboards", json=body).raise_for_status().json()["path"]
    wall = await screen(await context_of(browser, centre), path)
    for width, height in (*SIZES, (1920, 1080)):
        await wall.set_viewport_size({"width": width, "height": height})
        await expect(wall.locator("tr[data-group]")).to_have_count(len(centre.groups))
        await expect(wall.locator(".wall-staff li")).to_have_count(len(centre.operators))
        assert await wall.evaluate(CUT_OFF) == []
        assert await wall.evaluate(OUTSIDE) == []
    await wall.screenshot(path=FOLDER / "wallboard-full.png")


async def test_a_stranger_is_told_why_nothing_is_shown(browser: Browser, centre: Centre) -> None:
    page = await (await context_of(browser, centre)).new_page()
    await page.goto("/wall?link=0123456789ab#guess")
    await expect(page.locator(".wall-over[data-code=wallboard_unknown]")).to_contain_text("この表示リンクは使えません")
    await accessible(page)
