"""Where the two ways to count differ, and because of which calls (F7.9)."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.report_pages.test_figure_parts import read_all, rows
from tests.report_pages.test_report_pages import ask, days as days, written
from tests.support.axe import violations

FOLDER = Path(__file__).parents[1] / "screenshots"
OPERATORS = "&kind=calls&operator=op1&operator=op2&item=in&item=missed&item=occupancy"


def differences(http: httpx.Client, page: Page) -> dict[str, Any]:
    """What the API says of the report in the page's address."""
    asked = {key: values for key, values in parse_qs(urlsplit(page.url).query).items() if key != "show"}
    found: dict[str, Any] = http.get(f"/api{urlsplit(page.url).path}/differences", params=asked).json()
    return found


def number(cell: Locator) -> int:
    return int(cell.inner_text().replace(",", "").replace("−", "-").replace("±", ""))


def test_all_that_differs_is_listed_with_both_values(page: Page, days: list[str], http: httpx.Client) -> None:
    ask(page, "/reports/operators", days, f"{OPERATORS}&show=missed")
    page.get_by_role("button", name="標準と厳密の違い").click()
    expect(page.get_by_role("option", name="標準と厳密の違い")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".differences")).to_have_count(2)
    found = differences(http, page)
    units = {column["id"]: column["unit"] for column in found["columns"]}
    seen = set()
    for row in found["rows"]:
        subject = found["subjects"][row["subject"]]["id"]
        for item in row["items"]:
            where = f"td[data-column={item['column']}][data-bucket='{row['bucket']}'][data-subject={subject}]"
            for profile in ("manual", "strict"):
                cell = page.locator(f"{where}[data-profile={profile}]:not([data-differing])")
                assert cell.text_content() == written(item[profile], units[item["column"]])
            seen.add(item["column"])
    assert {"missed", "occupancy"} <= seen and "in" not in seen
    page.reload()
    expect(page.locator(".differences")).to_have_count(2)


def test_a_difference_opens_the_calls_that_make_it(page: Page, days: list[str]) -> None:
    ask(page, "/reports/operators", days, f"{OPERATORS}&show==differences")
    where = "td[data-column=missed][data-bucket=''][data-subject=op1]"
    apart = page.locator(f"{where}[data-differing]")
    by = {profile: number(page.locator(f"{where}[data-profile={profile}]").first) for profile in ("manual", "strict")}
    assert number(apart) == by["strict"] - by["manual"] != 0
    button = apart.get_by_role("button")
    button.focus()
    button.press("Enter")
    dialog = page.locator("dialog[data-item=figure]")
    expect(dialog.get_by_role("heading", level=2)).to_have_text("「着信無応答数」の標準と厳密の違い")
    for profile, value in by.items():
        expect(dialog.locator(f"dd[data-item={profile}]")).to_have_text(f"{value:,}")
    read_all(dialog)
    gives = [
        sum(int(text) for text in dialog.locator(f"tbody [data-item={part}]").all_inner_texts())
        for part in ("n", "other_n")
    ]
    assert gives[1] - gives[0] == number(apart)
    assert rows(dialog).count() >= abs(number(apart))
    assert all(row.inner_text() for row in rows(dialog).all())
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    page.locator(f"{where}[data-profile=strict] button").click()
    expect(dialog.locator("[data-item=value]")).to_have_text(f"{by['strict']:,}")


def test_who_is_counted_alike_is_said_so(page: Page, days: list[str]) -> None:
    ask(page, "/reports/groups", days, "&group=orders&item=in&show==differences")
    expect(page.locator("[data-item=same]")).to_contain_text("標準と厳密は同じ値です")
    expect(page.locator(".differences")).to_have_count(0)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_differences_can_be_looked_at(page: Page, days: list[str], language: str, theme: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.add_init_script(f"localStorage.setItem('kikite.language', '{language}')")
    ask(page, "/reports/operators", days, "&kind=calls&operator=op1&operator=op2&show==differences")
    page.locator("summary").first.click()
    assert violations(page) == []
    page.screenshot(path=FOLDER / f"reports-differences-{language}-{theme}.png")
    page.locator("[data-differing] button").first.click()
    dialog = page.locator("dialog[data-item=figure]")
    expect(rows(dialog).first).to_be_visible()
    expect(dialog.get_by_role("status")).to_have_count(0)
    assert violations(page) == []
    page.screenshot(path=FOLDER / f"reports-difference-{language}-{theme}.png")
