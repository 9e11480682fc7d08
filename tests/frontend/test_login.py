"""Log-in, log-out, language and theme (F1.1–F1.4, F2.4)."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

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


def test_a_session_that_ended_elsewhere_leads_to_the_log_in(enter: Enter, centre: MockCentre) -> None:
    page = enter("sv", "/monitor")
    expect(page.locator("[data-operator=op01]")).to_be_visible()
    centre.session = None
    centre.cut()
    expect(page).to_have_url(re.compile("/login$"))


def test_a_server_that_does_not_answer_is_said_with_a_way_on(page: Page, centre: MockCentre) -> None:
    centre.refuse["GET /session"] = (503, {"code": "database_unavailable", "detail": "データベースに接続できません。"})
    page.goto("/login")
    expect(page.get_by_role("alert")).to_contain_text("データベースに接続できません。")
    del centre.refuse["GET /session"]
    page.get_by_role("button", name="再試行").click()
    expect(page.get_by_label("ユーザーID")).to_be_focused()
