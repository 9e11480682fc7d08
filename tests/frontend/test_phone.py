"""The operator's phone: presence, calls and keys (F5.1–F5.6, F5.8)."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.frontend import sample
from tests.frontend.mock_server import MockCentre, rfc3339

Enter = Callable[[str, str], Page]


def request_made(page: Page, path: str) -> object:
    """Waits for the answer to a request."""
    return page.expect_response(lambda response: response.url.endswith(f"/api/phone{path}"))


def test_the_status_is_shown_and_chosen(enter: Enter, centre: MockCentre) -> None:
    page = enter("op01", "/phone")
    now = page.locator("[data-item=status]")
    expect(now).to_contain_text("受付可")
    buttons = page.get_by_role("group", name="ステータスを選ぶ").get_by_role("button")
    assert buttons.all_text_contents() == ["受付可", "後処理", "準備中", "小休憩", "昼休憩", "資料作成"]
    with request_made(page, "/status"):
        page.get_by_role("button", name="小休憩").click()
    assert centre.asked("PUT", "/phone/status") == [{"status": "short_break"}]
    centre.change_phone(status="short_break", chosen="short_break", since=rfc3339(0))
    expect(now).to_contain_text("小休憩")
    expect(now).to_contain_text("00:00:0")
    expect(page.get_by_role("button", name="小休憩")).to_have_attribute("aria-pressed", "true")


def test_what_was_chosen_for_after_the_call_is_pressed(enter: Enter, centre: MockCentre) -> None:
    centre.phone = sample.phone("talking", calls=[sample.call("connected")])
    page = enter("op01", "/phone")
    available = page.get_by_role("button", name="受付可")
    expect(available).to_have_attribute("aria-pressed", "false")
    centre.change_phone(next="available")
    expect(available).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".after")).to_contain_text("受付可")


def test_a_pause_for_missed_calls_is_explained(enter: Enter, centre: MockCentre) -> None:
    page = enter("op01", "/phone")
    expect(page.locator("[data-item=status]")).to_contain_text("受付可")
    because = page.locator("[data-item=reason]")
    expect(because).to_be_empty()
    centre.change_phone(status="preparing", chosen="preparing", reason="missed_calls", since=rfc3339(0))
    expect(because).to_contain_text("着信に応答がなかったため")
    centre.change_phone(status="available", chosen="available", reason="", since=rfc3339(0))
    expect(because).to_be_empty()


def test_a_call_rings_with_number_name_and_group_and_is_answered(enter: Enter, centre: MockCentre) -> None:
    page = enter("op01", "/phone")
    expect(page.get_by_role("textbox", name="電話番号")).to_be_visible()
    centre.change_phone(status="ringing", calls=[sample.call()])
    call = page.get_by_role("region", name="着信中")
    expect(call).to_contain_text("03-1234-5678")
    expect(call).to_contain_text("株式会社みずほ商店")
    expect(call).to_contain_text("ご注文受付")
    expect(page).to_have_title("● 着信中 – Kikite")
    with request_made(page, "/calls/c1/answer"):
        call.get_by_role("button", name="応答").click()
    centre.change_phone(status="talking", calls=[sample.call("connected")])
    expect(page.get_by_role("region", name="通話中").locator("[data-item=clock]")).to_contain_text("00:02:")
    expect(page).to_have_title("内線 – Kikite")


def test_a_withheld_number_is_said(enter: Enter, centre: MockCentre) -> None:
    centre.phone["calls"] = [sample.call(number="", name="", caller_id="withheld")]
    page = enter("op01", "/phone")
    expect(page.locator("[data-call=c1] [data-item=name]")).to_have_text("非通知")


def test_hold_is_a_switch(enter: Enter, centre: MockCentre) -> None:
    centre.phone = sample.phone("talking", calls=[sample.call("connected")])
    page = enter("op01", "/phone")
    hold = page.get_by_role("button", name="保留", exact=True)
    with request_made(page, "/calls/c1/hold"):
        hold.click()
    centre.change_phone(status="holding", calls=[sample.call("held")])
    expect(hold).to_have_attribute("aria-pressed", "true")
    expect(hold).to_have_css("background-color", "rgb(255, 210, 63)")
    with request_made(page, "/calls/c1/resume"):
        hold.click()


def test_a_conference_shows_everybody_who_hears_what_is_said(enter: Enter, centre: MockCentre) -> None:
    parties = [
        {"number": "0312345678", "name": "株式会社みずほ商店", "caller_id": "number"},
        {"number": "", "name": "", "caller_id": "withheld"},
    ]
    centre.phone = sample.phone("talking", calls=[sample.call("connected", conference=True, parties=parties)])
    page = enter("op01", "/phone")
    shown = page.get_by_role("list", name="通話中の相手").locator("li")
    expect(shown).to_have_text([re.compile(r"みずほ商店\s+03-1234-5678"), re.compile("非通知")])


def test_a_number_is_typed_anywhere_and_dialled_with_the_chosen_group(enter: Enter, centre: MockCentre) -> None:
    page = enter("op01", "/phone")
    number = page.get_by_role("textbox", name="電話番号")
    outgoing = page.get_by_label("発信番号")
    expect(outgoing.locator("option")).to_have_text(
        [re.compile("お客様相談室"), re.compile("ご注文受付")]
    )  # their own, by name
    expect(outgoing).to_have_value("g1")
    outgoing.select_option("g2")
    outgoing.blur()
    page.keyboard.type("03123")
    page.get_by_role("group", name="テンキー").get_by_role("button", name="4").click()
    page.keyboard.type("99")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    expect(number).to_have_value("031234")
    with request_made(page, "/calls"):
        page.keyboard.press("Escape")
        expect(number).to_have_value("")
        number.fill("０３－１２３４－５６７８")
        expect(number).to_have_value("0312345678")
        number.press("Enter")
    assert centre.asked("POST", "/phone/calls") == [{"number": "0312345678", "group": "g2"}]
    expect(number).to_have_value("")


def test_why_a_call_failed_is_said_until_it_is_dismissed_or_another_follows(enter: Enter, centre: MockCentre) -> None:
    page = enter("op01", "/phone")
    told = page.locator("[role=alert][data-item=failed-call]")
    expect(told).to_be_empty()
    busy = {"at": "2026-11-23T05:05:09Z", "number": "0455556666", "name": "", "reason": "busy"}
    centre.change_phone(failed=busy)
    expect(told).to_contain_text("相手は話し中です。")
    expect(told).to_contain_text("045-555-6666 への発信（14:05:09）")
    told.get_by_role("button", name="閉じる").click()
    expect(told).to_be_empty()
    page.reload()
    expect(page.get_by_role("textbox", name="電話番号")).to_be_visible()
    expect(told).to_be_empty()
    centre.change_phone(failed={**busy, "at": "2026-11-23T05:06:00Z", "reason": "not_in_use"})
    expect(told).to_contain_text("この番号は使われていません。")
    centre.change_phone(failed=None, calls=[sample.call("dialing")])
    expect(told).to_be_empty()


def test_digits_of_a_call_are_sent_in_order(enter: Enter, centre: MockCentre) -> None:
    centre.phone = sample.phone("talking", calls=[sample.call("connected")])
    page = enter("op01", "/phone")
    page.get_by_role("button", name="プッシュ").click()
    pad = page.get_by_role("group", name="テンキー")
    with page.expect_response(lambda r: r.url.endswith("/dtmf") and r.request.post_data_json == {"digits": "#"}):
        pad.get_by_role("button", name="1", exact=True).click()
        page.keyboard.type("20")
        pad.get_by_role("button", name="シャープ").click()
    assert [body["digits"] for body in centre.asked("POST", "/phone/calls/c1/dtmf")] == ["1", "2", "0", "#"]


def test_keys_answer_hold_and_hang_up(enter: Enter, centre: MockCentre) -> None:
    centre.phone = sample.phone("ringing", calls=[sample.call()])
    page = enter("op01", "/phone")
    expect(page.get_by_role("region", name="着信中")).to_be_visible()
    with request_made(page, "/calls/c1/answer"):
        page.keyboard.press("Enter")
    centre.change_phone(status="talking", calls=[sample.call("connected")])
    expect(page.get_by_role("region", name="通話中")).to_be_visible()
    page.keyboard.press("Escape")
    with request_made(page, "/calls/c1/hold"):
        page.keyboard.press("h")
    with request_made(page, "/calls/c1/hangup"):
        page.keyboard.press("End")
    assert centre.asked("POST", "/phone/calls/c1/reject") == []


def test_the_question_mark_shows_the_keys(enter: Enter) -> None:
    page = enter("op01", "/phone")
    expect(page.locator("[data-item=status]")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="キー操作")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_alert_is_raised_and_cleared(enter: Enter, centre: MockCentre) -> None:
    page = enter("op01", "/phone")
    with request_made(page, "/alert"):
        page.get_by_role("button", name="アラート").click()
    centre.change_phone(alert=True)
    with request_made(page, "/alert"):
        page.get_by_role("button", name="アラートを解除").click()
    assert centre.asked("PUT", "/phone/alert") == [{"on": True}, {"on": False}]


def test_a_refusal_is_said_where_the_operator_looks(enter: Enter, centre: MockCentre) -> None:
    centre.refuse["POST /phone/calls"] = (409, {"code": "no_trunk", "detail": "使える外線がありません。"})
    page = enter("op01", "/phone")
    page.get_by_role("textbox", name="電話番号").fill("0312345678")
    page.get_by_role("button", name="発信", exact=True).click()
    error = page.locator("[data-item=error]")
    expect(error).to_contain_text("使える外線がありません。")
    page.get_by_role("button", name="閉じる").first.click()
    expect(error).to_have_text("")


def test_a_switch_that_is_down_is_said(enter: Enter, centre: MockCentre) -> None:
    page = enter("op01", "/phone")
    expect(page.locator("[data-item=status]")).to_be_visible()
    centre.change_phone(switch_up=False)
    expect(page.locator("[data-item=obstacle]")).to_contain_text("電話交換機が応答していません")
    expect(page.get_by_role("button", name="小休憩")).to_be_disabled()


def test_a_supervisor_has_no_status(enter: Enter, centre: MockCentre) -> None:
    centre.phone.update(status=None, chosen=None, since=None)
    page = enter("sv", "/phone")
    expect(page.get_by_role("textbox", name="電話番号")).to_be_visible()
    expect(page.get_by_role("group", name="ステータスを選ぶ")).to_have_count(0)


def test_an_incoming_call_is_notified_on_the_desktop(enter: Enter, centre: MockCentre, page: Page) -> None:
    page.add_init_script("""
        window.notified = [];
        window.Notification = class extends EventTarget {
          static permission = 'granted';
          constructor(title, options) { super(); window.notified.push([title, options.body]); }
          close() { window.notified.push('closed'); }
        };""")
    enter("op01", "/phone")
    expect(page.locator("[data-item=status]")).to_be_visible()
    centre.change_phone(status="ringing", calls=[sample.call()])
    expect(page.get_by_role("region", name="着信中")).to_be_visible()
    centre.change_phone(status="available", calls=[])
    expect(page.get_by_role("region", name="着信中")).to_have_count(0)
    assert page.evaluate("window.notified") == [["着信 ご注文受付", "株式会社みずほ商店 03-1234-5678"], "closed"]


CONSULT = {"number": "202", "name": "鈴木", "group_name": "", "since": rfc3339(3), "answered": None}


def test_a_transfer_by_keyboard(enter: Enter, centre: MockCentre) -> None:
    """T, the number, Enter; then 転送実行 once the target has answered (F5.7)."""
    centre.phone = sample.phone("talking", calls=[sample.call("connected")])
    page = enter("op01", "/phone")
    expect(page.get_by_role("region", name="通話中")).to_be_visible()
    page.keyboard.press("t")
    number = page.get_by_role("textbox", name="転送先の番号")
    expect(number).to_be_focused()
    page.keyboard.type("202")
    expect(number).to_have_value("202")
    with request_made(page, "/calls/c1/consult"):
        page.keyboard.press("Enter")
    assert centre.asked("POST", "/phone/calls/c1/consult") == [{"number": "202"}]
    assert centre.asked("POST", "/phone/calls/c1/dtmf") == []
    centre.change_phone(status="holding", calls=[sample.call("held", consult=CONSULT)])
    panel = page.get_by_role("region", name="転送先との通話")
    expect(panel).to_contain_text("鈴木")
    complete = panel.get_by_role("button", name="転送実行")
    expect(complete).to_be_disabled()
    centre.change_phone(calls=[sample.call("held", consult=CONSULT | {"answered": rfc3339(1)})])
    expect(complete).to_be_enabled()
    complete.focus()
    with request_made(page, "/calls/c1/complete"):
        page.keyboard.press("Enter")


def test_a_consultation_is_cancelled_or_made_a_conference(enter: Enter, centre: MockCentre) -> None:
    answered = CONSULT | {"answered": rfc3339(1)}
    centre.phone = sample.phone("holding", calls=[sample.call("held", consult=answered)])
    page = enter("op01", "/phone")
    with request_made(page, "/calls/c1/conference"):
        page.get_by_role("button", name="三者通話").click()
    with request_made(page, "/calls/c1/cancel"):
        page.get_by_role("button", name="転送中止").click()
    with page.expect_response(lambda response: response.url.endswith("/dtmf")):
        page.keyboard.type("5")
    centre.change_phone(status="talking", calls=[sample.call("connected", conference=True)])
    expect(page.get_by_role("region", name="三者通話")).to_be_visible()
    expect(page.get_by_role("button", name="転送", exact=True)).to_have_count(0)


def test_a_call_is_handed_to_a_group_at_once_or_parked(enter: Enter, centre: MockCentre) -> None:
    centre.phone = sample.phone("talking", calls=[sample.call("connected")])
    page = enter("op01", "/phone")
    page.get_by_role("button", name="転送", exact=True).click()
    now = page.get_by_role("button", name="すぐに転送")
    expect(now).to_be_disabled()
    page.get_by_label("電話グループ").select_option("g2")
    with request_made(page, "/calls/c1/transfer"):
        now.click()
    assert centre.asked("POST", "/phone/calls/c1/transfer") == [{"group": "g2"}]
    with request_made(page, "/calls/c1/park"):
        page.get_by_role("button", name="パーク保留").click()


def test_parked_and_ringing_calls_of_others_are_taken(enter: Enter, centre: MockCentre) -> None:
    page = enter("op01", "/phone")
    expect(page.locator("[data-item=status]")).to_be_visible()
    expect(page.get_by_role("region", name="取ることのできる通話")).to_have_count(0)
    party = {"number": "0451112222", "name": "", "caller_id": "number", "since": rfc3339(9)}
    centre.change_phone(
        parked=[{"slot": 2, "call": "c7", "by": "鈴木", **party}],
        colleagues=[{"call": "c8", "colleague": "田中", **party}],
    )
    expect(page.get_by_role("region", name="取ることのできる通話")).to_contain_text("045-111-2222")
    with request_made(page, "/parked/take"):
        page.get_by_role("button", name="パーク2の通話を取る").click()
    assert centre.asked("POST", "/phone/parked/take") == [{"slot": 2}]
    with request_made(page, "/calls/c8/pickup"):
        page.get_by_role("button", name="田中さんへの着信に代理応答する").click()
    centre.change_phone(status="talking", calls=[sample.call("connected")])
    expect(page.get_by_role("button", name="パーク2の通話を取る")).to_be_disabled()


def test_who_is_consulted_is_told_by_whom(enter: Enter, centre: MockCentre) -> None:
    centre.phone = sample.phone("internal", calls=[sample.call("connected", consulted_by="佐藤")])
    page = enter("op01", "/phone")
    expect(page.locator("[data-item=consulted-by]")).to_have_text("佐藤さんからの転送の相談です。")
    expect(page.get_by_role("button", name="保留")).to_have_count(0)
