"""Tables, deleting, order, and what is not saved yet."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.support.chromium import tone_wav

HEARD = """async (audio) => {
    const context = new AudioContext();
    const ear = context.createAnalyser();
    ear.fftSize = 8192;
    context.createMediaElementSource(audio).connect(ear);
    await context.resume();
    await audio.play();
    const lines = new Float32Array(ear.frequencyBinCount);
    const seen = () => {
        ear.getFloatFrequencyData(lines);
        return lines.indexOf(Math.max(...lines)) * context.sampleRate / ear.fftSize;
    };
    for (let turn = 0; turn < 100; turn += 1) {
        await new Promise((done) => audio.addEventListener('timeupdate', done, { once: true }));
        if (Math.abs(seen() - 1000) < 20) break;
    }
    audio.pause();
    return seen();
}"""


def test_a_table_is_searched_and_sorted(page: Page) -> None:
    page.goto("/masters/users")
    rows = page.locator("tbody tr")
    expect(rows.first).to_be_visible()
    assert rows.evaluate_all("(all) => all.map((one) => one.dataset.key)")[:5] == ["sv1", "op1", "op2", "op3", "op4"]
    page.get_by_role("searchbox").fill("さくら")
    expect(rows).to_have_count(1)
    expect(page.locator("[data-item=count]")).to_contain_text("1 /")
    page.get_by_role("searchbox").fill("nobody at all")
    expect(page.locator("[data-item=empty]")).to_contain_text("検索に合うものがありません")
    page.get_by_role("searchbox").fill("op")
    page.get_by_role("button", name="ユーザーID").click()
    page.get_by_role("button", name="ユーザーID").click()
    expect(page.get_by_role("columnheader", name="ユーザーID")).to_have_attribute("aria-sort", "descending")
    keys = rows.evaluate_all("(all) => all.map((one) => one.dataset.key)")
    assert keys == sorted(keys, reverse=True) and len(keys) >= 4


def test_trunks_are_ordered_by_keyboard(page: Page, http: httpx.Client) -> None:
    for name in ("second", "third"):
        assert http.post("/api/trunks", json={"id": name, "host": "192.0.2.7", "name": name}).status_code == 201
    page.goto("/pbx/trunks")
    keys = page.locator("tbody tr")
    page.get_by_role("button", name="third を上へ").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-item=said]")).to_contain_text("順番を変えました")
    expect(page.get_by_role("button", name="third を上へ")).to_be_focused()
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        page.keyboard.press("Alt+ArrowUp")
    expect(keys.first).to_have_attribute("data-key", "third")
    expect(page.get_by_role("button", name="third を下へ")).to_be_focused()
    expect(page.locator("[data-item=said]")).to_contain_text("順番を変えました")
    assert [one["id"] for one in http.get("/api/trunks").json()] == ["third", "carrier", "second"]


def test_deleting_asks_and_tells_what_stands_in_the_way(page: Page, http: httpx.Client) -> None:
    body = {"id": "spare", "name": "予備窓口", "number": "0350000077"}
    assert http.post("/api/groups", json=body).status_code == 201
    assert http.patch("/api/groups/orders", json={"overflow_wait": {"group": "spare"}}).status_code == 200
    page.goto("/masters/groups")
    delete = page.get_by_role("button", name="予備窓口 (spare) を削除")
    delete.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("予備窓口 (spare) を削除しますか")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(delete).to_be_focused()
    delete.click()
    dialog.get_by_role("button", name="削除").click()
    expect(dialog).to_contain_text("電話グループ「ご注文受付 (orders)」の「上限まで待ったとき」")
    dialog.get_by_role("button", name="閉じる").click()
    assert http.patch("/api/groups/orders", json={"overflow_wait": {}}).status_code == 200
    delete.click()
    dialog.get_by_role("button", name="削除").click()
    expect(page.locator("tr[data-key=spare]")).to_have_count(0)
    expect(page.locator("[data-item=said]")).to_contain_text("削除しました")


def test_a_permission_set_in_use_goes_with_a_replacement(page: Page, http: httpx.Client) -> None:
    assert http.post("/api/permission-sets", json={"id": "temp", "name": "臨時", "permissions": ["phone"]}).is_success
    assert http.patch("/api/users/op4", json={"permission_set": "temp"}).is_success
    page.goto("/masters/permission-sets?edit=temp")
    page.locator("[data-action=delete]").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="削除").click()
    expect(dialog).to_contain_text("ユーザー「渡辺 さくら (op4)」の「権限」")
    dialog.get_by_role("button", name="閉じる").click()
    page.locator("[data-action=delete]").click()
    dialog.get_by_label("代わりの権限").select_option("operator")
    dialog.get_by_role("button", name="削除").click()
    expect(page.locator("[data-item=said]")).to_contain_text("削除しました")
    expect(page.locator("tr[data-key=temp]")).to_have_count(0)
    assert next(one for one in http.get("/api/users").json() if one["id"] == "op4")["permission_set"] == "operator"


def test_what_is_not_saved_is_asked_about(page: Page) -> None:
    page.goto("/masters/users")
    page.get_by_role("link", name=re.compile("op3")).click()
    name = page.locator("#f-name")
    name.fill("書きかけ")
    expect(page.locator("[data-item=dirty]")).to_contain_text("保存していない変更")
    dialog = page.get_by_role("dialog")
    for leave in (
        lambda: page.get_by_role("link", name="ステータス設定").click(),
        page.go_back,
        lambda: page.locator("[data-action=logout]").click(),
    ):
        leave()
        expect(dialog).to_contain_text("変更を破棄しますか")
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(name).to_have_value("書きかけ")
        assert page.url.endswith("/masters/users?edit=op3")
    page.get_by_role("link", name="ステータス設定").click()
    dialog.get_by_role("button", name="破棄して移動").click()
    expect(page.get_by_role("heading", name="ステータス設定")).to_be_visible()


def test_back_and_forward_lead_through_tables_and_forms(page: Page) -> None:
    page.goto("/masters/users")
    page.get_by_role("link", name="op3").click()
    expect(page.locator("#f-name")).to_be_visible()
    page.get_by_role("link", name="外線番号設定").click()
    expect(page.locator("tr[data-key=orders]")).to_be_visible()
    page.go_back()
    expect(page.locator("#f-id")).to_have_value("op3")
    page.go_back()
    expect(page.locator("tr[data-key=op3]")).to_be_visible()
    page.go_forward()
    expect(page.locator("#f-id")).to_have_value("op3")


def test_an_uploaded_sound_is_heard(page: Page, tmp_path: Path) -> None:
    page.goto("/pbx/announcements?new")
    page.locator("#f-id").fill("tone")
    page.locator("#f-name").fill("試験音")
    (tmp_path / "letter.wav").write_text("no sound at all")
    page.locator("#f-wav").set_input_files(tmp_path / "letter.wav")
    page.locator("[data-action=save]").click()
    expect(page.locator("#f-wav")).to_be_focused()
    expect(page.locator("#f-wav-fault")).to_have_text("形式が正しくありません。")
    page.locator("#f-wav").set_input_files(tone_wav(tmp_path / "tone.wav", 1000, 3))
    page.locator("[data-action=save]").click()
    row = page.locator("tr[data-key=tone]")
    expect(row).to_contain_text("4.0秒")
    row.get_by_role("link").first.click()
    heard = page.locator("audio[data-item=sound]").evaluate(HEARD)
    assert abs(heard - 1000) < 20, f"the page plays {heard} Hz"
    page.locator("#f-name").fill("別の名前")  # without another file
    page.locator("[data-action=save]").click()
    expect(row).to_contain_text("別の名前")
    expect(row).to_contain_text("4.0秒")
    row.get_by_role("button", name="削除").click()
    page.get_by_role("dialog").get_by_role("button", name="削除").click()
    expect(row).to_have_count(0)


def test_a_file_of_holidays_takes_their_place(page: Page, tmp_path: Path) -> None:
    page.goto("/pbx/holidays")
    submit = page.get_by_role("button", name="読み込む", exact=True)
    submit.click()
    expect(page.locator("#f-csv-fault")).to_have_text("ファイルを選んでください。")
    heading = "国民の祝日・休日月日,国民の祝日・休日名称\r\n"
    (tmp_path / "bad.csv").write_bytes(f"{heading}2031/1/1,元日\r\n2031/99/1,何か\r\n".encode("cp932"))
    (tmp_path / "good.csv").write_bytes(f"{heading}2031/1/1,元日\r\n".encode("cp932"))
    page.locator("#f-csv").set_input_files(tmp_path / "bad.csv")
    submit.click()
    expect(page.locator("#f-csv-fault")).to_contain_text("3行目")
    expect(page.locator("#f-csv")).to_be_focused()
    page.locator("#f-csv").set_input_files(tmp_path / "good.csv")
    submit.click()
    expect(page.locator("tr[data-date='2031-01-01']")).to_contain_text("元日")
    expect(page.locator("[data-item=missing]")).to_be_visible()
    page.get_by_role("button", name="標準に戻す").click()
    page.get_by_role("dialog").get_by_role("button", name="標準に戻す").click()
    expect(page.locator("[data-item=origin]")).to_contain_text("標準の祝日")


def test_the_record_tells_what_became_of_what(page: Page, http: httpx.Client) -> None:
    assert http.patch("/api/groups/support", json={"ring_s": 33}).is_success
    page.goto("/masters/audit")
    page.get_by_label("種類").select_option("configuration")
    page.get_by_label("設定の種類").select_option("groups")
    page.get_by_label("ID・番号").fill("support")
    page.get_by_role("button", name="検索").click()
    row = page.locator("tr[data-entry]").first
    expect(row).to_contain_text("1人を呼び出す時間")
    expect(row).to_contain_text("佐藤 由美")
    row.get_by_role("button").press("Enter")
    details = page.locator(".differences")
    expect(details.locator("del")).to_have_text("20")
    expect(details.locator("ins")).to_have_text("33")
    page.get_by_label("ID・番号").fill("nothing")
    page.get_by_role("button", name="検索").click()
    expect(page.locator("tr[data-entry]")).to_have_count(0)


@pytest.mark.parametrize("path", ["/masters/users", "/masters/users?edit=op1", "/masters/audit", "/pbx/holidays"])
def test_a_page_that_cannot_be_read_says_so_and_tries_again(page: Page, path: str) -> None:
    page.route(re.compile("/api/(users|audit|holidays)"), lambda route: route.abort())
    page.goto(path)
    expect(page.get_by_role("alert").filter(has_text="サーバに接続できません")).to_be_visible()


def test_an_item_that_is_gone_leads_back_to_the_list(page: Page) -> None:
    page.goto("/masters/users?edit=nobody")
    expect(page.locator("[data-item=said]")).to_contain_text("nobody は見つかりません")
    expect(page.locator("tr[data-key=op1]")).to_be_visible()
