"""The pages as a user works them: found by role, name and `data-*` hooks only."""

from __future__ import annotations

import re
from typing import Any

from playwright.async_api import BrowserContext, Page, expect

from tests.support.chromium import CENTRES, heard
from tests.support.sessions import end_browsers

HEARD_S = 45.0
"""How long to wait for a sound. A busy machine makes it late, which is no fault of what is tested."""


async def log_in(context: BrowserContext, user: dict[str, Any], query: str = "") -> Page:
    """Log in on the log-in page and land where the user belongs. `query` is for the page landed on."""
    page = await context.new_page()
    await page.goto("/login")
    await page.locator("input[name=user]").fill(user["id"])
    await page.locator("input[name=password]").fill(user["password"])
    await page.locator("button[type=submit]").click()
    elsewhere = page.locator("[data-item=error][data-code^=logged_in]")
    landed = page.locator(".shell, .phone")
    await expect(elsewhere.or_(landed).first).to_be_visible()
    if await elsewhere.count():  # a test before has left its browser logged in
        end_browsers(CENTRES[context].db_url, user["id"])
        await page.locator("button[type=submit]").first.click()  # the other one takes over
    await page.wait_for_url(re.compile(r"/(phone|monitor)"))
    if query:
        await page.goto(f"/phone?{query}")
    return page


class Phone:
    """An operator's phone page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @classmethod
    async def of(cls, context: BrowserContext, user: dict[str, Any]) -> Phone:
        """Log in and wait until the sound is connected. The browser's sound processing is off, for tones."""
        phone = cls(await log_in(context, user, "raw=1"))
        await phone.attached()
        return phone

    async def attached(self) -> None:
        """Wait until server and browser both say that the sound is connected."""
        await expect(self.page.locator(".phone[data-attached=true][data-connection=connected]")).to_be_visible()

    async def choose(self, status: str) -> None:
        """Press a status button and wait until it has been taken and is the present status. It may have been so before:
        what is still on its way when a call comes would be chosen for the time after the call."""
        async with self.page.expect_response("**/api/phone/status") as taken:
            await self.page.locator(f"button[data-action=status][data-status='{status}']").click()
        assert (await taken.value).ok
        await self.shows(status)

    async def shows(self, status: str) -> None:
        """Wait until this is the present status."""
        await expect(self.page.locator(f".status-now[data-status='{status}']")).to_be_visible()

    async def act(self, action: str) -> None:
        """Press a button of the call or dial card."""
        await self.page.locator(f"button[data-action={action}]").click()

    async def call_is(self, state: str) -> None:
        """Wait for a call in this state."""
        await expect(self.page.locator(f"[data-call][data-state={state}]")).to_be_visible()

    async def dial(self, number: str) -> None:
        """Type a number and call."""
        await self.page.locator("input[data-item=number]").fill(number)
        await self.act("dial")

    async def hears(self, hertz: float) -> None:
        """Wait until this is the strongest tone in what the page receives."""
        await hears(self.page, hertz)


async def hears(page: Page, hertz: float) -> None:
    """Wait until `hertz` is the strongest tone that the page receives; 0: any sound at all."""
    found = (0.0, -120.0)
    for _ in range(int(HEARD_S / 0.1)):
        found = await heard(page)
        if found[1] > -60 and (not hertz or abs(found[0] - hertz) < 12):
            return
        await page.wait_for_timeout(100)
    raise AssertionError(f"the page hears {found[0]:.0f} Hz at {found[1]:.0f} dB, not {hertz} Hz")


class Board:
    """A supervisor's live board that keeps what it has shown."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @classmethod
    async def of(cls, context: BrowserContext, user: dict[str, Any]) -> Board:
        """Log in as a supervisor; the board notes every status that it shows of every operator from then on."""
        page = await log_in(context, user)
        await expect(page.locator("tr[data-operator]").first).to_be_visible()
        await page.evaluate(
            """() => {
                window.shown = {}; window.loads = performance.getEntriesByType('navigation').length;
                const note = () => document.querySelectorAll('tr[data-operator]').forEach((row) => {
                    const status = row.querySelector('[data-item=status]').dataset.status;
                    const list = window.shown[row.dataset.operator] ??= [];
                    if (list.at(-1) !== status) list.push(status);
                });
                note();
                new MutationObserver(note).observe(document.body, {
                    subtree: true, childList: true, attributes: true, attributeFilter: ['data-status']});
            }"""
        )
        return cls(page)

    async def shown(self, operator: str) -> list[str]:
        """The statuses that the board has shown, in order."""
        found: list[str] = await self.page.evaluate("(id) => window.shown[id]", operator)
        return found

    async def status(self, operator: str, status: str) -> None:
        """Wait until the operator's row shows this status."""
        row = self.page.locator(f"tr[data-operator='{operator}'] [data-item=status][data-status='{status}']")
        await expect(row).to_be_visible()

    async def figure(self, row: str, item: str, text: str) -> None:
        """Wait until a cell shows this text. `row`: `overall`, `group:ID` or `operator:ID`."""
        kind, _, of = row.partition(":")
        where = f"tr[data-{kind}='{of}']" if of else "tr[data-row=overall]"
        await expect(self.page.locator(f"{where} [data-item='{item}']")).to_have_text(text)
