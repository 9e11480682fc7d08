"""通話履歴 (first part of F8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page, expect

from tests.frontend.mock_server import MockCentre
from tests.support.dates import pick_day, pick_moment

Enter = Callable[[str, str], Page]
COLUMNS = [
    "通話日時",
    "方向(制御)",
    "発信者番号",
    "着信者番号",
    "グループ",
    "オペレーター",
    "結果",
    "呼出時間",
    "通話時間",
]


def test_the_list_has_its_columns_and_forms(enter: Enter) -> None:
    page = enter("sv", "/history")
    first = page.locator("[data-call=call0]")
    expect(first.locator("[data-item=from]")).to_contain_text("03-1234-5678")
    assert page.locator("thead th").all_text_contents() == COLUMNS
    expect(first.locator("[data-item=talk]")).to_have_text("00:04:01")
    expect(first.locator("[data-item=result]")).to_have_text("応答")
    expect(page.locator("[data-call=call1] [data-item=talk]")).to_have_text("—")
    expect(page.locator("[data-call=call5] [data-item=from]")).to_have_text("非通知")


def test_more_goes_on_where_the_list_ends(enter: Enter) -> None:
    page = enter("sv", "/history")
    rows = page.locator("tr[data-call]")
    expect(rows).to_have_count(20)
    page.get_by_role("button", name="さらに表示").click()
    expect(rows).to_have_count(40)
    page.get_by_role("button", name="さらに表示").click()
    expect(rows).to_have_count(45)
    expect(page.get_by_role("button", name="さらに表示")).to_have_count(0)


def test_a_row_opens_its_legs_by_keyboard(enter: Enter) -> None:
    page = enter("sv", "/history")
    toggle = page.locator("[data-call=call0]").get_by_role("button")
    toggle.focus()
    page.keyboard.press("Enter")
    legs = page.get_by_role("list", name="通話の経過").get_by_role("listitem")
    expect(legs).to_have_count(3)
    expect(legs.nth(2)).to_contain_text("佐藤 美咲 2001")
    expect(legs.nth(2)).to_contain_text("03-1234-5699 へ転送")
    expect(legs.filter(has_text="へ転送")).to_have_count(1)
    expect(toggle).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    expect(legs).to_have_count(0)


def test_who_kept_the_call_is_not_said_to_have_transferred_it(enter: Enter) -> None:
    page = enter("sv", "/history")
    page.locator("[data-call=call2]").get_by_role("button").click()
    talk = page.locator("[data-leg=segment]")
    expect(talk).to_be_visible()
    expect(talk.locator(".leg-outcome")).to_be_empty()


def test_the_search_asks_the_server_in_utc(enter: Enter, centre: MockCentre) -> None:
    page = enter("sv", "/history")
    pick_moment(page.locator("k-moment[name=from]"), date(2026, 11, 20), "９時")
    pick_moment(page.locator("k-moment[name=to]"), date(2026, 11, 21))
    page.get_by_label("電話番号").fill("03-1234")
    page.get_by_label("方向(制御)").select_option("outbound")
    page.get_by_role("button", name="検索").click()
    expect(page.locator("tr[data-direction=inbound]")).to_have_count(0)
    asked = centre.asked("GET", "/calls")[-1]
    assert asked == {
        "from": ["2026-11-20T00:00:00Z"], "to": ["2026-11-21T15:00:00Z"], "number": ["031234"],
        "direction": ["outbound"], "limit": ["100"],
    }  # fmt: skip


def test_dates_are_in_the_language_of_the_page_and_times_are_understood(enter: Enter, centre: MockCentre) -> None:
    page = enter("sv", "/history")
    field = page.locator("k-moment[name=from]")
    pick_moment(field, date(2026, 11, 20), "905")
    expect(field.locator(".date-button")).to_have_accessible_name("開始: 2026/11/20(金)")
    expect(field.locator("input")).to_have_value("09:05")
    before = len(centre.asked("GET", "/calls"))
    field.locator("input").fill("朝")
    page.get_by_role("button", name="検索").click()
    expect(field.locator("input")).to_have_attribute("aria-invalid", "true")
    assert len(centre.asked("GET", "/calls")) == before  # what nobody can read is not searched for
    page.get_by_role("button", name="Switch to English").click()
    expect(field.locator(".date-button")).to_have_text("2026/11/20(Fri)")
    pick_day(field.locator("k-date"), date(2025, 2, 28))
    field.locator("input").fill("")
    with page.expect_response(lambda answer: "/api/calls?" in answer.url) as searched:
        page.get_by_role("button", name="Search").click()
    assert "from=2025-02-27T15%3A00%3A00Z" in searched.value.url


def test_no_call_and_no_answer_are_told_apart(enter: Enter, centre: MockCentre) -> None:
    centre.calls.clear()
    page = enter("sv", "/history")
    expect(page.get_by_role("status")).to_have_text("条件に合う通話はありません")
    centre.refuse["GET /calls"] = (503, {"code": "database_unavailable", "detail": "データベースに接続できません。"})
    page.get_by_role("button", name="検索").click()
    expect(page.get_by_role("alert")).to_contain_text("データベースに接続できません。")
    expect(page.get_by_role("status")).to_have_text("通話履歴を読み込めませんでした")
