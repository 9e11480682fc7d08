"""axe-core finds nothing on the report pages, nothing goes beyond the window, and pictures for people to look at."""

from __future__ import annotations

import datetime
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.support.axe import violations

FOLDER = Path(__file__).parents[1] / "screenshots"
NAMES = {
    "ja": ("オペレーター選択", "集計項目設定", "標準と厳密を比べる"),
    "en": ("Choose operators", "Choose items", "Compare standard and strict"),
}


def take(page: Page, name: str) -> None:
    """A picture, of a page that axe-core finds nothing on and that is no wider than the window."""
    assert violations(page) == []
    wide = "[document.documentElement, document.querySelector('.content')].every((e) => e.scrollWidth <= e.clientWidth)"
    assert page.evaluate(wide), f"{name} is wider than the window"
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path)
    assert path.stat().st_size > 5_000, f"{path} shows nothing"


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_state_of_the_report_pages(page: Page, http: httpx.Client, language: str, theme: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    operators, items, compare = NAMES[language]
    today = http.get("/api/reports/scope").json()["today"]
    month = today[:7]
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.add_init_script(f"localStorage.setItem('kikite.language', '{language}')")
    name = f"{language}-{theme}"

    page.goto("/reports/groups")
    page.locator("k-date button").first.click()
    expect(page.locator(".calendar")).to_be_visible()
    take(page, f"reports-month-{name}")
    year = int(month[:4]) - 1
    days = [(datetime.date.fromisoformat(today) - datetime.timedelta(days=back)).isoformat() for back in (9, 5, 4)]
    wish = f"unit=day&period={days[2]}..{today}&period={days[0]}..{days[1]}&group=*&group=orders"
    page.goto(f"/reports/groups?{wish}&show=answer_rate")
    page.get_by_label(compare).check()
    expect(page.locator(".difference").first).to_be_visible()
    page.locator(".plot").focus()
    page.keyboard.press("End")
    expect(page.locator(".bubble")).to_be_visible()
    take(page, f"reports-groups-{name}")
    page.locator("k-date button").first.click()
    expect(page.locator(".calendar")).to_be_visible()
    take(page, f"reports-day-{name}")

    page.goto("/reports/operators")
    page.locator("[data-action=graph]").click()
    expect(page.locator("#operator-fault")).to_be_visible()
    take(page, f"reports-fault-{name}")
    page.get_by_role("button", name=operators).click()
    page.locator("dialog input[type=checkbox]").first.check()
    take(page, f"reports-choose-operators-{name}")
    chosen = "".join(f"&operator=op{number}" for number in range(1, 5))
    page.goto(f"/reports/operators?unit=weekday&kind=calls&period={year}{month[4:]}-01..{today}{chosen}")
    expect(page.locator(".bars")).to_be_visible()
    take(page, f"reports-bars-{name}")
    page.goto(f"/reports/operators?unit=month&kind=status&period={year}{month[4:]}..{month}{chosen}")
    expect(page.locator(".pies")).to_be_visible()
    take(page, f"reports-pies-{name}")
    page.get_by_role("button", name=items).click()
    expect(page.locator("dialog")).to_be_visible()
    take(page, f"reports-choose-items-{name}")
