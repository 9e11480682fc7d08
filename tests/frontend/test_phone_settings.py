"""設定 and 外線 of the phone window: what to talk on, whose number is shown (F5.14)."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.frontend import sample
from tests.frontend.mock_server import MockCentre

Enter = Callable[[str, str], Page]


def changed(page: Page) -> object:
    """Waits for the answer to a change of the settings."""
    return page.expect_response(
        lambda answer: answer.url.endswith("/phone/settings") and answer.request.method == "PATCH"
    )


def test_with_a_desk_phone_the_page_asks_for_no_microphone(enter: Enter, centre: MockCentre) -> None:
    centre.settings["phone"] = "desk"
    centre.phone["attached"] = False
    page = enter("op01", "/phone")
    expect(page.locator(".phone[data-connection=desk]")).to_be_visible()
    expect(page.locator("[data-item=obstacle]")).to_contain_text("デスクフォンが登録されていません")
    centre.change_phone(devices=1)
    expect(page.locator("[data-item=obstacle]")).to_be_empty()
    expect(page.locator(".leg")).to_contain_text("デスクフォン 1 台")
    assert centre.offers.empty(), "no sound was offered"


def test_who_answers_on_the_page_is_told_to_lift_the_desk_phone(enter: Enter, centre: MockCentre) -> None:
    centre.settings["phone"] = "desk"
    page = enter("op01", "/phone")
    expect(page.locator(".phone[data-connection=desk]")).to_be_visible()
    centre.change_phone(devices=1, calls=[sample.call("ringing")])
    call = page.locator("[data-call][data-state=ringing]")
    expect(call).to_be_visible()
    expect(call.locator("[data-item=lift]")).to_have_count(0)
    call.locator("[data-action=answer]").click()
    expect(call.locator("[data-item=lift]")).to_have_text("電話機の受話器を上げると通話が始まります。")
    centre.change_phone(calls=[sample.call("connected")])
    expect(page.locator("[data-item=lift]")).to_have_count(0)


def test_who_talks_on_the_desk_phone_takes_waiting_calls_there(enter: Enter, centre: MockCentre) -> None:
    centre.settings["phone"] = "desk"
    page = enter("op01", "/phone")
    waiting = {"number": "09012345678", "name": "", "caller_id": "number", "since": sample.rfc3339(5)}
    parked = {**waiting, "call": "c1", "slot": 3, "by": "佐藤 美咲"}
    colleagues = [{**waiting, "call": "c2", "colleague": "高橋"}]
    centre.change_phone(devices=0, attached=False, parked=[parked], colleagues=colleagues)
    buttons = page.locator("[data-action=take], [data-action=pickup]")
    for button in (buttons.nth(0), buttons.nth(1)):
        expect(button).to_be_disabled()  # there is no phone that could ring
    centre.change_phone(devices=1)
    for button in (buttons.nth(0), buttons.nth(1)):
        expect(button).to_be_enabled()


def test_a_lost_server_is_told_once(enter: Enter, centre: MockCentre) -> None:
    page = enter("op01", "/phone")
    expect(page.get_by_role("textbox", name="電話番号")).to_be_visible()
    centre.cut(down=True)
    expect(page.locator("[data-item=obstacle]")).to_contain_text("サーバ切断中")
    expect(page.get_by_text("サーバ切断中")).to_have_count(1)


def test_the_phone_is_changed_in_the_settings(enter: Enter, centre: MockCentre) -> None:
    page = enter("op01", "/phone")
    expect(page.get_by_role("textbox", name="電話番号")).to_be_visible()
    page.get_by_role("button", name="設定").click()
    dialog = page.get_by_role("dialog", name="設定")
    expect(dialog.get_by_role("radio", name="ブラウザー")).to_be_checked()
    with changed(page):
        dialog.get_by_role("radio", name="デスクフォン").check()
    expect(page.locator(".phone[data-connection=desk]")).to_be_visible()
    page.keyboard.press("5")
    dialog.get_by_role("button", name="閉じる").click()
    expect(page.locator("input[data-item=number]")).to_have_value("")
    assert centre.asked("PATCH", "/phone/settings") == [{"phone": "desk"}]


def test_the_number_shown_is_kept_on_the_server(enter: Enter, centre: MockCentre) -> None:
    page = enter("sv", "/phone")
    outgoing = page.locator("[data-item=outgoing-group]")
    expect(outgoing).to_be_visible()
    last = str(outgoing.locator("option").last.get_attribute("value"))
    with changed(page):
        outgoing.select_option(last)
    assert centre.asked("PATCH", "/phone/settings") == [{"shown": last}]
    page.reload()
    expect(outgoing).to_have_value(last)
