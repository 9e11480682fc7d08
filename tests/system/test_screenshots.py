"""Screenshots of each screen in both languages and both themes, with a call on the board, for people to look at.

They go to `tests/screenshots/`, which git ignores; `docs/screenshot.png` is the Japanese board in the light theme.
"""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.support.centre import Centre
from tests.support.chromium import chromium, context_of, tone_wav
from tests.support.pages import Board, Phone, log_in

FOLDER = Path(__file__).parents[1] / "screenshots"


OTHERS = ("available", "short_break", "work:1")
"""What the other operators do meanwhile."""


@pytest.fixture(scope="module")
def database() -> str:
    """Pages look the same on every database."""
    return ""


async def _take(page: Page, name: str) -> None:
    path = FOLDER / f"{name}.png"
    await page.screenshot(path=path)
    assert path.stat().st_size > 5_000, f"{path} shows nothing"


@pytest.mark.parametrize("language", ["ja-JP", "en-US"])
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_every_screen_can_be_looked_at(centre: Centre, tmp_path: Path, language: str, theme: str) -> None:
    assert centre.carrier is not None
    FOLDER.mkdir(exist_ok=True)
    operator, group = centre.operators[0], centre.groups[0]
    async with chromium(tone_wav(tmp_path / "voice.wav", 1000)) as browser:
        context = await context_of(browser, centre, language)
        desk = await context_of(browser, centre, language)
        name = f"{language[:2]}-{theme}"
        for each in (context, desk):  # Japanese comes first whatever the browser's own language is (F2.4)
            await each.add_init_script(f"localStorage.setItem('kikite.language', '{language[:2]}')")
        page = await context.new_page()
        await page.emulate_media(color_scheme=theme)
        await page.goto("/login")
        await expect(page.locator("input[name=user]")).to_be_visible()
        await _take(page, f"login-{name}")
        phone = await Phone.of(desk, operator)
        await phone.page.emulate_media(color_scheme=theme)
        board = Board(await log_in(context, centre.supervisors[0]))
        await board.page.emulate_media(color_scheme=theme)
        await phone.choose("available")
        await _take(phone.page, f"phone-idle-{name}")
        for other, status in zip(centre.operators[1:], OTHERS, strict=True):
            with centre.client(other) as api:
                api.put("/api/phone/status", json={"status": status}).raise_for_status()
            await board.status(other["id"], status)
        call = centre.carrier.call(group["number"], caller="09012345678", talk_s=60)
        await phone.call_is("ringing")
        await _take(phone.page, f"phone-ringing-{name}")
        await phone.act("answer")
        call.until("answered")
        waiting = centre.carrier.call(group["number"], caller="0312345670", wait_s=60)
        waiting.until("ringing")
        await board.figure(f"group:{group['id']}", "waiting", "1")
        await board.status(operator["id"], "talking")
        talking = board.page.locator(f"tr[data-operator='{operator['id']}'] [data-item=elapsed]")
        await expect(talking).to_have_text("00:00:03")
        await _take(phone.page, f"phone-talking-{name}")
        await _take(board.page, f"monitor-{name}")
        for path, shown in (("groups", ".tile"), ("operators", ".seat"), ("settings", ".watch-row")):
            await board.page.goto(f"/monitor/{path}")
            await expect(board.page.locator(shown).first).to_be_visible()
            await _take(board.page, f"monitor-{path}-{name}")
        waiting.hang_up()
        await phone.act("hangup")
        call.until("ended")
        await phone.shows("acw")
        await board.page.goto("/history")
        await expect(board.page.locator("tr[data-call]").first).to_be_visible()
        await _take(board.page, f"history-{name}")
        for each in (phone.page, board.page):
            await each.request.delete("/api/session")


WEEK = {day: ["09:00-12:00", "13:00-18:00"] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}
KEYS = {"1": {"group": "orders"}, "2": {"prompts": ["please-wait"], "extension": "104"}, "9": {"again": True}}
ITEMS = {
    "menus": {"id": "main", "name": "代表メニュー", "prompts": ["menu-sample"], "keys": KEYS},
    "receptions": {
        "group": "orders",
        "greeting": ["welcome"],
        "menu": "main",
        "hours": WEEK | {"exceptions": {"2031-12-30": []}},
    },
    "mailboxes": {"id": "group:orders"},
    "routes": {"number": "0350000099", "menu": "main"},
    "trunks": {"id": "second", "name": "予備回線", "host": "192.0.2.10"},
}
MASTERS = ("users", "statuses", "groups", "thresholds", "permission-sets", "sessions", "audit")
PBX = ("extensions", "trunks", "routes", "receptions", "menus", "announcements", "mailboxes", "handling", "holidays")
FORMS = {
    "masters/users?new": "user-new",
    "masters/users?edit=op1": "user",
    "masters/statuses?edit=work:1": "status",
    "masters/groups?edit=support": "group",
    "masters/permission-sets?edit=operator": "permission-set",
    "pbx/extensions?edit=101": "extension",
    "pbx/trunks?edit=carrier": "trunk",
    "pbx/routes?edit=0350000099": "route",
    "pbx/receptions?edit=orders": "reception",
    "pbx/menus?edit=main": "menu",
    "pbx/announcements?edit=welcome": "announcement",
    "pbx/mailboxes?edit=group:orders": "mailbox",
}
APPLIED = {"ja": "電話交換機に反映済みです", "en": "The switch has taken it over"}


def _fill(centre: Centre) -> None:
    """Something for every page of the administration; it may be there already."""
    with centre.client(centre.supervisors[0]) as api:
        for path, body in ITEMS.items():
            answer = api.post(f"/api/{path}", json=body)
            assert answer.is_success or "duplicate" in answer.text, answer.text


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_the_administration_can_be_looked_at(centre: Centre, language: str, theme: str) -> None:
    """Every table and form; and with the switch there, a change has arrived there when it is saved."""
    FOLDER.mkdir(exist_ok=True)
    _fill(centre)
    async with chromium() as browser:
        context = await context_of(browser, centre)
        await context.add_init_script(f"localStorage.setItem('kikite.language', '{language}')")
        page = await log_in(context, centre.supervisors[0])
        await page.emulate_media(color_scheme=theme)
        for area, names in (("masters", MASTERS), ("pbx", PBX)):
            for name in names:
                await page.goto(f"/{area}/{name}")
                await expect(page.locator(".content :is(tbody tr, .admin-form)").first).to_be_visible()
                await _take(page, f"admin-{name}-{language}-{theme}")
        for path, name in FORMS.items():
            await page.goto(f"/{path}")
            await expect(page.locator(".admin-form")).to_be_visible()
            height = await page.evaluate("document.querySelector('.content').scrollHeight + 80")
            await page.set_viewport_size({"width": 1440, "height": max(900, height)})
            await _take(page, f"admin-form-{name}-{language}-{theme}")
            await page.set_viewport_size({"width": 1440, "height": 900})
        await page.goto("/masters/users?edit=op4")
        await page.locator("#f-name").fill(f"渡辺 {theme} {language}")
        await page.locator("[data-action=save]").click()
        await expect(page.locator("[data-item=said]")).to_contain_text(APPLIED[language])
        await page.request.delete("/api/session")
