"""Forms: one flow per kind of field, on the real API (F9.1–F9.3, F9.7)."""

from __future__ import annotations

from datetime import date
from typing import Any

import httpx
from playwright.sync_api import Page, expect

from tests.support.dates import pick_day

SAVED = "保存しました"


def field(page: Page, name: str) -> Any:
    return page.locator(f"[data-field='{name}']")


def add(page: Page, name: str, value: str) -> None:
    """Choose something to be added, by keyboard as far as it matters: choosing alone adds nothing."""
    page.get_by_role("combobox", name=name, exact=True).select_option(value)
    page.get_by_role("button", name=name, exact=True).press("Enter")


def save(page: Page) -> None:
    page.locator("[data-action=save]").click()


def item(http: httpx.Client, path: str, key: str, name: str = "id") -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in http.get(f"/api/{path}").json() if one[name] == key)
    return found


def test_a_group_with_members_and_an_overflow(page: Page, http: httpx.Client) -> None:
    page.goto("/masters/groups")
    page.get_by_role("link", name="新規").click()
    expect(page.get_by_label("外線番号名（グループ名）")).to_be_focused()
    page.locator("#f-name").fill("修理受付")
    page.locator("#f-number").fill("03-5000-0009")
    page.locator("#f-id").fill("repairs")
    adder = page.get_by_placeholder("メンバーを追加")
    for name in ("鈴木 一郎 (op1)", "高橋 花子 (op2)", "op3"):
        adder.fill(name)
        adder.press("Enter")
    expect(page.locator("[data-member]")).to_have_count(3)
    page.get_by_label("鈴木 一郎 (op1) の優先順位").fill("2")
    page.get_by_label("鈴木 一郎 (op1) の優先順位").press("Alt+ArrowDown")
    expect(page.get_by_label("鈴木 一郎 (op1) の優先順位")).to_be_focused()
    page.get_by_label("田中 健 (op3) を外す").click()
    page.get_by_label("呼び出す順番").select_option("in_order")
    page.locator("#f-ring_s").fill("15")
    page.locator("#f-max_wait_s").fill("300")
    field(page, "overflow_wait").get_by_role("combobox").first.select_option("group")
    page.get_by_label("上限まで待ったとき: 電話グループ").select_option("orders")
    field(page, "overflow_nobody").get_by_role("combobox").first.select_option("prompts")
    add(page, "音声を流して終了に音声を追加", "still-busy")
    page.get_by_label("応答して音を流す").check()
    save(page)
    expect(page.locator("[data-item=said]")).to_contain_text(SAVED)
    expect(page.locator("[data-item=said]")).to_contain_text("電話交換機に接続できない")  # there is none here
    row = page.locator("tr[data-key=repairs]")
    expect(row.get_by_role("link", name="修理受付")).to_be_focused()
    expect(row).to_contain_text("03-5000-0009")
    group = item(http, "groups", "repairs")
    assert group["members"] == [{"user": "op2", "tier": 1}, {"user": "op1", "tier": 2}]
    assert (group["number"], group["strategy"], group["ring_s"], group["queue_answer"]) == (
        "0350000009",
        "in_order",
        15,
        True,
    )
    assert group["overflow_wait"]["group"] == "orders" and group["overflow_nobody"]["prompts"] == ["still-busy"]
    assert group["overflow_full"] == {"group": "", "external": "", "voicemail": "", "prompts": []}


def test_what_the_api_refuses_is_told_at_the_field(page: Page, http: httpx.Client) -> None:
    page.goto("/masters/users?new")
    page.locator("#f-id").fill("op1")
    page.locator("#f-name").fill("新人")
    password = page.locator("#f-password")
    password.fill("short")
    rules = page.locator("#f-password-rules li[data-kept]")
    expect(rules).to_have_count(1)
    save(page)
    expect(page.locator("#f-id")).to_be_focused()
    expect(page.locator("#f-id-fault")).to_have_text("同じ値がすでにあります。")
    expect(page.locator("#f-password-fault")).to_contain_text("10～20 文字")
    assert "f-id-fault" in (page.locator("#f-id").get_attribute("aria-describedby") or "")
    expect(page.get_by_role("alert").first).to_contain_text("入力に誤りがあります")
    password.fill("Another1Password")
    expect(rules).to_have_count(4)
    expect(page.locator("#f-password-fault")).to_have_count(0)
    page.locator("#f-id").fill("new1")
    save(page)
    expect(page.locator("tr[data-key=new1]")).to_be_visible()
    assert item(http, "users", "new1")["name"] == "新人"


def test_only_what_changed_is_sent(page: Page, http: httpx.Client) -> None:
    page.goto("/masters/users?edit=op2")
    page.locator("#f-name").fill("高橋 華子")
    with page.expect_request("**/api/users/op2") as sent:
        save(page)
    assert sent.value.method == "PATCH" and sent.value.post_data_json == {"name": "高橋 華子"}
    expect(page.locator("tr[data-key=op2]")).to_contain_text("高橋 華子")
    assert http.post("/api/tokens", json={"user": "op2", "password": "wrong"}).status_code == 401


def test_permissions_are_ticked(page: Page, http: httpx.Client) -> None:
    page.goto("/masters/permission-sets?new")
    page.locator("#f-name").fill("レポート閲覧")
    page.locator("#f-id").fill("reading")
    page.get_by_label("レポート", exact=True).check()
    page.get_by_label("通話履歴", exact=True).check()
    page.get_by_label("フリーダイヤル").uncheck()
    save(page)
    expect(page.locator("tr[data-key=reading]")).to_be_visible()
    found = item(http, "permission-sets", "reading")
    assert sorted(found["permissions"]) == ["history", "reports"]
    assert found["allowed"] == ["domestic", "mobile", "special"]


def test_hours_are_typed_and_the_coming_openings_seen(page: Page, http: httpx.Client) -> None:
    page.goto("/pbx/receptions?new")
    page.locator("#f-group").select_option("support")
    page.get_by_label("曜日ごとに決める").check()
    page.get_by_label("月曜日", exact=True).fill("9-12、13:00～18:00")
    page.get_by_label("火曜日", exact=True).fill("朝から")
    pick_day(page.locator("[data-action=add-date]"), date(2031, 12, 30))
    page.get_by_label("2031-12-30", exact=True).fill("10-15")
    save(page)
    expect(page.get_by_label("火曜日", exact=True)).to_be_focused()
    expect(page.locator("#f-hours-tuesday-fault")).to_contain_text("形式が正しくありません。例: 09:00-18:00")
    page.get_by_role("button", name="月曜日の時間を火～金曜日に写す").click()
    add(page, "応答時の案内に音声を追加", "welcome")
    save(page)
    row = page.locator("tr[data-key=support]")
    expect(row).to_contain_text("月–金 09:00-12:00, 13:00-18:00")
    hours = item(http, "receptions", "support", "group")["hours"]
    assert hours["friday"] == ["09:00-12:00", "13:00-18:00"] and hours["saturday"] == []
    assert hours["exceptions"] == {"2031-12-30": ["10:00-15:00"]}
    row.get_by_role("link").first.click()
    expect(page.locator("[data-item=opening] li").first).to_contain_text("–")


def test_the_keys_of_a_menu_and_a_route_to_it(page: Page, http: httpx.Client) -> None:
    page.goto("/pbx/menus?new")
    page.locator("#f-name").fill("代表メニュー")
    page.locator("#f-id").fill("main")
    add(page, "案内に音声を追加", "menu-sample")
    for key in ("2", "1", "#"):
        add(page, "キーを追加…", key)
    assert page.locator("[data-key-of-menu]").evaluate_all("(all) => all.map((one) => one.dataset.keyOfMenu)") == [
        "1",
        "2",
        "#",
    ]
    page.get_by_label("キー 1: そのあと", exact=True).select_option("group")
    page.get_by_label("キー 1: そのあと: 電話グループ").select_option("orders")
    page.get_by_label("キー 2: そのあと", exact=True).select_option("external")
    page.get_by_label("キー 2: そのあと: 外線番号").fill("abc")
    page.get_by_label("キー #: そのあと", exact=True).select_option("again")
    save(page)
    expect(page.get_by_label("キー 2: そのあと: 外線番号")).to_be_focused()
    page.get_by_label("キー 2: そのあと: 外線番号").fill("090-1234-5678")
    save(page)
    expect(page.locator("tr[data-key=main]")).to_contain_text("1 2 #")
    keys = item(http, "menus", "main")["keys"]
    assert (keys["1"]["group"], keys["2"]["external"], keys["#"]["again"]) == ("orders", "09012345678", True)
    page.goto("/pbx/routes?new")
    page.locator("#f-number").fill("0350000050")
    save(page)
    expect(page.locator("[data-field=target] .fault")).to_contain_text("どれか一つ")
    page.locator("#f-item").select_option("menu")
    page.get_by_label("つなぐ先: IVRメニュー").select_option("main")
    save(page)
    expect(page.locator("tr[data-key='0350000050']")).to_contain_text("IVRメニュー: 代表メニュー (main)")
    assert item(http, "routes", "0350000050", "number")["menu"] == "main"


def test_a_preset_fills_in_what_suits_the_carrier(page: Page, http: httpx.Client) -> None:
    page.goto("/pbx/trunks?new")
    page.locator("#f-id").fill("itsp-line")
    page.locator("#f-host").fill("sip.example.net")
    page.get_by_label("事業者の種類").select_option("itsp")
    expect(page.locator("#f-register")).to_be_checked()
    page.locator("#f-options_s").fill("45")
    page.locator("#f-accept_from").fill("192.0.2.0/24\nnowhere")
    save(page)
    expect(page.locator("#f-accept_from")).to_be_focused()
    expect(page.locator("#f-accept_from-fault")).to_contain_text("2番目")
    expect(page.locator("#f-username-fault")).to_contain_text("必須")
    page.locator("#f-accept_from").fill("192.0.2.0/24")
    page.locator("#f-username").fill("0350000001")
    save(page)
    expect(page.locator("tr[data-key=itsp-line]")).to_be_visible()
    trunk = item(http, "trunks", "itsp-line")
    assert (trunk["register"], trunk["number_from"], trunk["options_s"]) == (True, "to", 45)
    page.goto("/pbx/trunks?edit=itsp-line")
    page.get_by_label("事業者の種類").select_option("ip-sbc")
    page.locator("#f-options_s").fill("45")
    save(page)
    expect(page.locator("[data-item=said]")).to_contain_text(SAVED)
    trunk = item(http, "trunks", "itsp-line")
    assert (trunk["register"], trunk["number_from"], trunk["options_s"]) == (False, "request_uri", 45)


def test_statuses_have_colours_and_end_at_six(page: Page, http: httpx.Client) -> None:
    page.goto("/masters/statuses?edit=available")
    expect(page.locator("#f-ja")).to_have_count(0)
    page.locator("#f-colour").fill("#11aa44")
    save(page)
    expect(page.locator("tr[data-key=available] .swatch")).to_have_css("background-color", "rgb(17, 170, 68)")
    for number in range(3, 7):
        page.get_by_role("link", name="新規").click()
        page.locator("#f-ja").fill(f"作業{number}")
        save(page)
        expect(page.locator("[data-item=said]")).to_contain_text(SAVED)
    expect(page.get_by_role("link", name="新規")).to_be_disabled()
    assert sum(one["id"].startswith("work:") for one in http.get("/api/statuses").json()) == 6
    assert item(http, "statuses", "available")["colour"] == "#11aa44"
    page.get_by_role("button", name="作業6 を上へ").press("Alt+ArrowUp")
    expect(page.locator("[data-item=said]")).to_contain_text("順番を変えました")
    expect(page.get_by_role("button", name="作業6 を上へ")).to_be_focused()
    assert [one["ja"] for one in http.get("/api/statuses").json()][-2:] == ["作業6", "作業5"]


def test_each_empty_field_says_that_it_must_be_filled_in(page: Page) -> None:
    page.goto("/masters/groups?new")
    page.locator("#f-ring_s").fill("0")
    save(page)
    expect(page.locator("#f-name-fault")).to_have_text("入力してください。")
    expect(page.locator("#f-ring_s-fault")).to_have_text("1～600 の範囲にしてください。")


def test_what_holds_for_the_whole_centre(page: Page, http: httpx.Client) -> None:
    """One item without a table; what became of it is told on the page itself."""
    page.goto("/pbx/handling")
    page.get_by_label("転送先を呼び出す時間").fill("2")
    save(page)
    expect(page.locator("#f-transfer_ring_s")).to_be_focused()
    expect(page.locator("#f-transfer_ring_s-fault")).to_have_text("5～300 の範囲にしてください。")
    page.get_by_label("転送先を呼び出す時間").fill("45")
    page.get_by_label("センターの保留音").select_option("ringback")
    save(page)
    expect(page.locator("[data-item=said]")).to_contain_text(SAVED)
    assert http.get("/api/handling").json() | {"park_s": 0} == {
        "transfer_ring_s": 45,
        "park_s": 0,
        "hold_music": "ringback",
    }


def test_a_mailbox_takes_callers_out_of_hours(page: Page, http: httpx.Client) -> None:
    page.goto("/pbx/mailboxes?new")
    page.get_by_label("持ち主").select_option("extension:104")
    page.get_by_label("留守番電話になるまで").fill("25")
    page.get_by_label("持ち主").select_option("group:orders")
    expect(page.get_by_label("留守番電話になるまで")).to_have_count(0)
    save(page)
    expect(page.locator("tr[data-key='group:orders']")).to_contain_text("ご注文受付 (orders)")
    page.goto("/pbx/receptions?new")
    page.locator("#f-group").select_option("orders")
    page.get_by_label("時間外の留守番電話").select_option("group:orders")
    save(page)
    expect(page.locator("tr[data-key=orders]")).to_be_visible()
    assert item(http, "receptions", "orders", "group")["voicemail"] == "group:orders"


def test_fields_appear_where_they_matter(page: Page) -> None:
    page.goto("/pbx/trunks?new")
    expect(page.locator("#f-tls_ca")).to_have_count(0)
    page.get_by_label("トランスポート").select_option("tls")
    expect(page.get_by_label("認証局の証明書（PEM）")).to_be_visible()
    expect(page.get_by_label("証明書を確かめる")).to_be_checked()
