"""A supervisor's actions on the operators of the board, and the call that they are in (F3.10, F4.1-F4.4)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.frontend import sample
from tests.frontend.mock_server import MockCentre, rfc3339
from tests.frontend.test_phone_connection import far, take_offer
from tests.support.axe import violations

Enter = Callable[[str, str], Page]

__all__ = ["far"]


@pytest.fixture
def board(centre: MockCentre, enter: Enter) -> Page:
    """The board of a supervisor whose phone is connected, in whichever window."""
    centre.phone = sample.phone(operator="sv", name="管理 花子", extension="1001", status=None, chosen=None, since=None)
    page = enter("sv", "/monitor")
    expect(page.locator("tr[data-operator=op01]")).to_be_visible()
    return page


def supervision(mode: str, operator: str = "op01") -> dict[str, object]:
    return {"operator": operator, "name": "佐藤 美咲", "extension": "2001", "mode": mode, "since": rfc3339(5)}


def name(page: Page, operator: str) -> None:
    """Open the actions by the keyboard."""
    button = page.locator(f"tr[data-operator={operator}] [data-action=operator]")
    button.focus()
    page.keyboard.press("Enter")


def test_a_call_is_entered_by_keys_alone(board: Page, centre: MockCentre) -> None:
    centre.change_board(operators=[{"id": "op01", "status": "talking"}])
    expect(board.locator("[data-operator=op01] [data-item=status]")).to_have_attribute("data-status", "talking")
    name(board, "op01")
    menu = board.get_by_role("dialog", name="佐藤 美咲 への操作")
    expect(menu.get_by_role("button", name="内線")).to_be_focused()
    board.keyboard.press("ArrowDown")
    expect(menu.get_by_role("button", name="聴話")).to_be_focused()
    board.keyboard.press("ArrowDown")
    with board.expect_response("**/api/supervision"):
        board.keyboard.press("Enter")
    assert centre.asked("PUT", "/supervision") == [{"operator": "op01", "mode": "whisper"}]
    expect(board.locator("[data-action=operator]:focus")).to_have_text("佐藤 美咲")


def test_what_does_not_apply_is_disabled_with_its_reason(board: Page, centre: MockCentre) -> None:
    centre.change_board(operators=[{"id": "op01", "status": "available"}, {"id": "op02", "status": "logged_out"}])
    expect(board.locator("[data-operator=op01] [data-item=status]")).to_have_attribute("data-status", "available")
    board.locator("tr[data-operator=op01] [data-item=elapsed]").click()
    menu = board.locator(".operator-actions")
    listen = menu.get_by_role("button", name="聴話")
    expect(listen).to_have_attribute("aria-disabled", "true")
    expect(listen).to_have_accessible_description("通話中ではありません")
    listen.click(force=True)
    board.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    name(board, "op02")
    expect(menu.get_by_role("button", name="内線")).to_have_accessible_description("ログインしていません")
    assert centre.asked("PUT", "/supervision") == []


def test_the_mode_changes_and_the_call_is_left_on_the_board(board: Page, centre: MockCentre) -> None:
    centre.change_phone(supervision=supervision("listen"))
    card = board.get_by_role("region", name="通話のモニタリング")
    expect(card).to_contain_text("佐藤 美咲")
    expect(card.get_by_role("button", name="聴話")).to_have_attribute("aria-pressed", "true")
    with board.expect_response("**/api/supervision"):
        card.get_by_role("button", name="三者通話").click()
    assert centre.asked("PUT", "/supervision") == [{"operator": "op01", "mode": "barge"}]
    centre.change_phone(supervision=supervision("barge"))
    expect(card.get_by_role("button", name="三者通話")).to_have_attribute("aria-pressed", "true")
    with board.expect_response("**/api/supervision"):
        card.get_by_role("button", name="終了").click()
    assert centre.asked("DELETE", "/supervision") == [None]
    centre.change_phone(supervision=None)
    expect(card).to_have_count(0)


def test_while_nobody_has_the_call_the_mode_waits(board: Page, centre: MockCentre) -> None:
    centre.change_phone(supervision={**supervision("listen", ""), "name": "", "extension": ""})
    card = board.get_by_role("region", name="通話のモニタリング")
    expect(card).to_contain_text("担当者が出るのを待っています")
    expect(card.get_by_role("button", name="ささやき")).to_be_disabled()
    expect(card.get_by_role("button", name="終了")).to_be_enabled()


def test_a_refusal_is_told_on_the_board(board: Page, centre: MockCentre) -> None:
    centre.refuse["PUT /supervision"] = (409, {"code": "not_in_call", "detail": "相手は通話中ではありません。"})
    centre.change_board(operators=[{"id": "op01", "status": "talking"}])
    expect(board.locator("[data-operator=op01] [data-item=status]")).to_have_attribute("data-status", "talking")
    name(board, "op01")
    board.locator("[data-action=operator-listen]").click()
    expect(board.get_by_role("alert").filter(has_text="相手は通話中ではありません。")).to_be_visible()


def test_without_a_phone_its_window_opens_and_enters_the_call(board: Page, centre: MockCentre, far: Page) -> None:
    centre.change_phone(attached=False)
    centre.change_board(operators=[{"id": "op01", "status": "talking"}])
    expect(board.locator("[data-operator=op01] [data-item=status]")).to_have_attribute("data-status", "talking")
    name(board, "op01")
    with board.expect_popup() as opened:
        board.locator("[data-action=operator-listen]").click()
    phone = opened.value
    take_offer(centre, far)
    expect(phone.locator(".phone")).to_have_attribute("data-connection", "connected", timeout=15_000)
    assert centre.asked("PUT", "/supervision") == []
    with phone.expect_response("**/api/supervision"):
        centre.change_phone(attached=True)
    assert centre.asked("PUT", "/supervision") == [{"operator": "op01", "mode": "listen"}]
    centre.change_phone(supervision=supervision("listen"))
    for page in (board, phone):
        expect(page.get_by_role("region", name="通話のモニタリング")).to_contain_text("佐藤 美咲")
    expect(phone.locator("[data-item=number]")).to_have_count(0)
    with phone.expect_response("**/api/supervision"):
        phone.keyboard.press("End")
    assert centre.asked("DELETE", "/supervision") == [None]


def test_a_call_to_the_operator_is_seen_and_ended_on_the_board(board: Page, centre: MockCentre) -> None:
    name(board, "op01")
    with board.expect_response("**/api/phone/calls"):
        board.locator("[data-action=operator-internal]").click()
    assert centre.asked("POST", "/phone/calls") == [{"number": "2001"}]
    centre.change_phone(calls=[sample.call("dialing", direction="internal", name="佐藤 美咲", number="2001")])
    own = board.get_by_role("region", name="自分の電話")
    expect(own).to_contain_text("発信中")
    centre.change_phone(calls=[sample.call("connected", direction="internal", name="佐藤 美咲", number="2001")])
    expect(own).to_contain_text("通話中")
    with board.expect_response("**/hangup"):
        own.get_by_role("button", name="通話終了").click()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_use_it(board: Page, centre: MockCentre, theme: str) -> None:
    board.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    centre.change_phone(supervision=supervision("whisper"))
    expect(board.get_by_role("region", name="通話のモニタリング")).to_be_visible()
    name(board, "op01")
    expect(board.locator(".operator-actions")).to_be_visible()
    assert violations(board) == []
