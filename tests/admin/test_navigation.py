"""From every page to every other that one may see, and which page this is (F1.3, F2.1-F2.3)."""

import re

from playwright.sync_api import Page, expect

OWN_WINDOWS = {"/history": "通話履歴", "/pbx/extensions": "内線設定"}


def _menu(page: Page) -> list[str]:
    return page.locator("nav.menu a").evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")


def test_every_page_of_the_console_leads_to_every_other_and_says_which_it_is(page: Page) -> None:
    page.goto("/monitor")
    expect(page.locator("nav.menu")).to_be_visible()
    paths = _menu(page)
    assert {"/monitor", "/reports/groups", "/monitor/settings", "/masters/users", "/masters/audit"} <= set(paths)
    for path in paths:
        page.locator(f"nav.menu a[href='{path}']").click()
        expect(page.locator("nav.menu [aria-current=page]")).to_have_attribute("href", path)
        expect(page.locator("main h1")).to_have_count(1)
        assert _menu(page) == paths
        for action in ("phone", "history", "pbx"):
            expect(page.locator(f".top [data-action=open-{action}]")).to_be_visible()


def test_a_window_of_its_own_leads_back_to_the_console_that_opened_it(page: Page) -> None:
    page.goto("/reports/groups")
    with page.expect_popup() as opened:
        page.locator("[data-action=open-history]").click()
    history = opened.value
    expect(history.get_by_role("heading", name="通話履歴")).to_be_visible()
    with history.expect_popup() as further:  # from there to PBX設定, and from that back
        history.locator("[data-action=open-pbx]").click()
    before = len(page.context.pages)
    for window in (history, further.value):
        window.locator("button[data-action=open-console]").click()
        expect(page).to_have_url(re.compile("/reports/groups$"))  # as it was left
    assert len(page.context.pages) == before


def test_the_phones_window_leads_to_the_console_and_is_not_left_for_it(page: Page) -> None:
    page.goto("/phone")
    with page.expect_popup() as opened:
        page.locator("[data-action=open-console]").click()
    expect(opened.value.locator("nav.menu [aria-current=page]")).to_have_attribute("href", "/monitor")
    expect(page).to_have_url(re.compile("/phone$"))


def test_in_a_window_that_nobody_opened_the_console_follows(page: Page) -> None:
    for path, title in OWN_WINDOWS.items():
        page.goto(path)
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        page.locator("a[data-action=open-console]").click()
        expect(page.locator("nav.menu [aria-current=page]")).to_have_attribute("href", "/monitor")
        page.go_back()
        expect(page.get_by_role("heading", name=title)).to_be_visible()


def test_in_the_pbx_window_each_page_leads_to_each(page: Page) -> None:
    page.goto("/pbx/extensions")
    expect(page.locator("nav.menu")).to_be_visible()
    paths = _menu(page)
    for path in paths:
        page.locator(f"nav.menu a[href='{path}']").click()
        expect(page.locator("nav.menu [aria-current=page]")).to_have_attribute("href", path)
        assert _menu(page) == paths
