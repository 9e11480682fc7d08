"""Log-in, log-out, language and theme (F1.1–F1.4, F2.4)."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.frontend.mock_server import MockCentre

Enter = Callable[[str, str], Page]


def log_in(page: Page, user: str, password: str = "Secret12345") -> None:
    page.get_by_label("ユーザーID").fill(user)
    page.get_by_label("パスワード").fill(password)
    page.get_by_role("button", name="ログイン").click()


@pytest.mark.parametrize(("user", "landing"), [("sv", "/monitor"), ("op01", "/phone")])
def test_everybody_lands_where_they_work(page: Page, user: str, landing: str) -> None:
    page.goto("/")
    expect(page).to_have_url(re.compile("/login$"))
    log_in(page, user)
    expect(page).to_have_url(re.compile(f"{landing}$"))


def test_a_wrong_password_is_said_and_can_be_typed_again(page: Page) -> None:
    page.goto("/login")
    log_in(page, "sv", "wrong")
    expect(page.get_by_role("alert")).to_have_text("ユーザーIDまたはパスワードが違います。")
    log_in(page, "sv")
    expect(page).to_have_url(re.compile("/monitor$"))


def test_a_page_without_the_right_is_not_shown(enter: Enter) -> None:
    page = enter("op01", "/monitor")
    expect(page).to_have_url(re.compile("/phone$"))
    expect(page.get_by_role("link", name="オペレーターモニター")).to_have_count(0)


def test_log_out_ends_the_session_on_the_server(enter: Enter, centre: MockCentre) -> None:
    page = enter("sv", "/monitor")
    page.get_by_role("button", name="ログアウト").click()
    expect(page).to_have_url(re.compile("/login$"))
    assert centre.session is None


def test_the_language_changes_every_text_and_is_remembered(enter: Enter) -> None:
    page = enter("sv", "/monitor")
    expect(page.get_by_role("heading", name="電話モニター(全体)")).to_be_visible()
    page.get_by_role("button", name="Switch to English").click()
    expect(page.get_by_role("heading", name="Phone monitor (all)")).to_be_visible()
    expect(page.locator("[data-operator=op01] [data-item=status]")).to_have_text("Talking")
    page.reload()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize(("asked", "shown"), [("ja-JP", "ログイン"), ("en-GB", "Log in"), ("fr-FR", "Log in")])
def test_the_first_language_is_the_browsers(browser: Browser, address: str, asked: str, shown: str) -> None:
    context = browser.new_context(base_url=address, locale=asked)
    page = context.new_page()
    page.goto("/login")
    expect(page.get_by_role("button", name=shown, exact=True)).to_be_visible()
    context.close()


def test_a_chosen_language_wins_over_the_browsers(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, locale="en-GB")
    page = context.new_page()
    page.goto("/login")
    page.locator("[data-action=language]").click()
    expect(page.get_by_role("button", name="ログイン", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="ログイン", exact=True)).to_be_visible()
    context.close()


def test_a_session_that_ended_elsewhere_leads_to_the_log_in(enter: Enter, centre: MockCentre) -> None:
    page = enter("sv", "/monitor")
    expect(page.locator("[data-operator=op01]")).to_be_visible()
    centre.session = None
    centre.cut()
    expect(page).to_have_url(re.compile("/login$"))
    expect(page.locator("[data-item=farewell]")).to_contain_text("最後の通信: 20")


def test_who_logs_out_is_told_nothing_in_any_window(enter: Enter, centre: MockCentre) -> None:
    page = enter("sv", "/monitor")
    other = page.context.new_page()
    other.goto("/history")
    expect(other.get_by_role("heading", name="通話履歴")).to_be_visible()
    page.locator("[data-action=logout]").click()
    for window in (page, other):
        expect(window).to_have_url(re.compile("/login$"))
        expect(window.locator("[data-item=farewell]")).to_be_empty()


def test_a_server_that_does_not_answer_is_said_with_a_way_on(page: Page, centre: MockCentre) -> None:
    centre.refuse["GET /session"] = (503, {"code": "database_unavailable", "detail": "データベースに接続できません。"})
    page.goto("/login")
    expect(page.get_by_role("alert")).to_contain_text("データベースに接続できません。")
    del centre.refuse["GET /session"]
    page.get_by_role("button", name="再試行").click()
    expect(page.get_by_label("ユーザーID")).to_be_focused()


def test_who_was_logged_out_by_others_is_told_why(page: Page, centre: MockCentre) -> None:
    told = "佐藤 由美 さんの強制ログアウトにより、2026-11-23 14:05 にログアウトしました。"
    centre.refuse["GET /session"] = (401, {"code": "forced_out", "detail": told})
    page.goto("/monitor")
    expect(page).to_have_url(re.compile("/login$"))
    expect(page.get_by_role("status")).to_have_text(told)
    del centre.refuse["GET /session"]
    log_in(page, "sv")
    expect(page).to_have_url(re.compile("/monitor$"))


def test_a_silent_browser_can_be_taken_over_from_but_not_by_accident(page: Page, centre: MockCentre) -> None:
    page.goto("/login")
    for code, offered in (("logged_in_elsewhere", 0), ("logged_in_silent", 1)):
        centre.refuse["POST /session"] = (409, {"code": code, "detail": f"sv は 14:05 からログイン中です。{code}"})
        log_in(page, "sv")
        expect(page.get_by_role("alert")).to_contain_text(code)
        expect(page.get_by_role("button", name="前のブラウザを終了")).to_have_count(offered)
    page.get_by_label("パスワード").press("Enter")
    expect(page.get_by_role("button", name="ログイン", exact=True)).to_be_enabled()
    del centre.refuse["POST /session"]
    page.get_by_role("button", name="前のブラウザを終了").click()
    expect(page).to_have_url(re.compile("/monitor$"))
    tried = [body["take_over"] for method, path, body in centre.requests if (method, path) == ("POST", "/session")]
    assert tried == [False, False, False, True]


def test_forced_log_out_asks_and_asks_again_of_a_call(enter: Enter, centre: MockCentre) -> None:
    centre.users["sv"]["user"]["permissions"].append("monitor_settings")
    page = enter("sv", "/monitor")
    asked = ("POST", "/forced-log-outs")
    page.locator("[data-operator=op01] [data-action=operator]").click()
    page.locator("[data-action=operator-force_log_out]").click()
    page.locator("dialog[open] [data-action=no]").click()
    assert asked not in [(method, path) for method, path, _ in centre.requests]
    centre.refuse["POST /forced-log-outs"] = (409, {"code": "in_call", "detail": "通話中です。"})
    page.locator("[data-operator=op01] [data-action=operator]").click()
    page.locator("[data-action=operator-force_log_out]").click()
    page.locator("dialog[open] [data-action=yes]").click()
    page.get_by_label("通話の扱い").select_option("end")
    page.locator("dialog[open] [data-action=yes]").click()
    expect(page.get_by_role("dialog")).to_contain_text("強制ログアウトできませんでした")
    bodies = [body for method, path, body in centre.requests if (method, path) == asked]
    assert bodies == [{"user": "op01"}, {"user": "op01", "calls": "end"}]


def test_a_window_without_a_stream_follows_when_another_finds_the_session_over(
    enter: Enter, centre: MockCentre
) -> None:
    board = enter("sv", "/monitor")
    expect(board.locator("[data-operator=op01]")).to_be_visible()
    history = board.context.new_page()
    history.goto("/history")
    expect(history.get_by_role("search")).to_be_visible()
    centre.session = None
    centre.cut()
    expect(board).to_have_url(re.compile("/login$"))
    expect(history).to_have_url(re.compile("/login$"))


@pytest.mark.parametrize("path", ["/history", "/monitor", "/phone"])
def test_a_page_whose_timers_are_held_back_gives_signs_of_life_by_its_stream(
    enter: Enter, centre: MockCentre, page: Page, path: str
) -> None:
    """Chrome lets the timers of a tab out of sight turn once a minute; here they never do."""
    page.add_init_script("const timer = setTimeout; window.setTimeout = (f, ms) => timer(f, ms > 900 ? 1e9 : ms)")
    user = "op01" if path == "/phone" else "sv"
    centre.users[user]["heartbeat_s"] = 1
    enter(user, path)
    asked = ("POST", "/phone/heartbeat") if path == "/phone" else ("GET", "/session")
    expect(page.locator("main")).to_be_visible()
    for _ in range(2):
        before, deadline = len(centre.asked(*asked)), time.monotonic() + 20
        while len(centre.asked(*asked)) == before and time.monotonic() < deadline:
            for stream in ("session", "monitor", "phone", "chat"):
                centre.publish(stream, "ping", {})
            page.wait_for_timeout(100)
        assert len(centre.asked(*asked)) > before
