"""The report pages as a supervisor works them: form, chart, figures, address (F7.1-F7.5)."""

from __future__ import annotations

import datetime
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.report_pages.conftest import DAYS


@pytest.fixture
def days(http: httpx.Client) -> list[str]:
    """The simulated days, and today."""
    today = datetime.date.fromisoformat(http.get("/api/reports/scope").json()["today"])
    return [(today - datetime.timedelta(days=back)).isoformat() for back in range(DAYS, -1, -1)]


def report(http: httpx.Client, page: Page) -> dict[str, Any]:
    """What the API says to the wish in the page's address."""
    asked = {key: values for key, values in parse_qs(urlsplit(page.url).query).items() if key != "show"}
    answer = http.get(f"/api{urlsplit(page.url).path}", params=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def cell(page: Page, column: str, bucket: str, subject: str, period: int = 0) -> Locator:
    where = f"td[data-column='{column}'][data-bucket='{bucket}'][data-subject='{subject}'][data-period='{period}']"
    return page.locator(where)


def written(value: float | None, unit: str) -> str:
    if value is None:
        return "—"
    if unit == "seconds":
        whole = int(value)
        return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
    return f"{value:.1f}%" if unit == "percent" else f"{value:.1f}" if unit == "per_hour" else f"{value:,}"


def ask(page: Page, path: str, days: list[str], more: str = "&group=*&group=orders", unit: str = "day") -> None:
    page.goto(f"{path}?unit={unit}&period={days[0]}..{days[-1]}{more}")
    expect(page.locator("[data-item=result]")).to_be_visible()


def test_a_report_is_asked_for_and_its_address_brings_it_back(page: Page, http: httpx.Client) -> None:
    page.goto("/monitor")
    page.get_by_role("link", name="電話グループレポート", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("電話グループレポート")
    expect(page.get_by_role("combobox", name="電話グループ1")).to_have_value("*")
    page.get_by_role("radio", name="日", exact=True).check()
    page.get_by_role("button", name="比較番号を追加").click()
    page.get_by_role("combobox", name="電話グループ2").select_option("support")
    page.get_by_role("button", name="グラフ出力").click()
    expect(page.locator("[data-item=values]")).to_be_visible()
    found = report(http, page)
    column = next(at for at, one in enumerate(found["columns"]) if one["id"] == "answer_rate")
    page.get_by_role("option", name="応答率", exact=True).click()
    expect(page.locator("[data-item=definition]")).to_have_text(found["columns"][column]["explanation"]["ja"])
    for row in [*found["rows"], *found["totals"]]:
        subject = found["subjects"][row["subject"]]["id"]
        text = written(row["values"][column], "percent") + ("※未確定" if row["pending"] else "")
        expect(cell(page, "answer_rate", row["bucket"], subject)).to_have_text(text)
    expect(page.locator("[data-item=as-of]")).to_contain_text("時点")
    before = page.url
    page.reload()
    expect(page.get_by_role("option", name="応答率", exact=True)).to_have_attribute("aria-selected", "true")
    assert page.url == before
    page.get_by_role("radio", name="曜日").check()
    page.get_by_role("button", name="グラフ出力").click()
    expect(page.locator("tr[data-row='7'] th")).to_have_text("日曜日")
    page.go_back()
    expect(page.locator("[data-item=values] tbody tr")).to_have_count(len({row["bucket"] for row in found["rows"]}))


def test_periods_side_by_side_each_with_its_dates(page: Page, days: list[str]) -> None:
    more = f"&period={days[1]}..{days[2]}&group=*"
    ask(page, "/reports/groups", days[3:6], more)
    expect(page.locator("thead th[scope=colgroup]")).to_have_count(2)
    expect(page.locator("[data-item=values] tbody tr")).to_have_count(3)
    expect(cell(page, "in", days[3], "*", 0)).to_be_visible()
    expect(cell(page, "in", days[1], "*", 1)).to_be_visible()
    expect(page.locator("[data-item=values] tbody tr").nth(2).locator("td.none")).to_have_count(1)
    expect(page.locator(".legend li")).to_have_count(2)
    dashes = page.eval_on_selector_all(
        ".plot .line .stroke", "all => all.map((one) => getComputedStyle(one).strokeDasharray)"
    )
    assert len(set(dashes)) == 2, "not by colour alone"


def test_the_month_is_picked_by_keys(page: Page, days: list[str]) -> None:
    page.goto("/reports/groups")
    button = page.get_by_role("button", name=re.compile("集計対象期間1 開始"))
    button.press("Enter")
    expect(page.get_by_role("dialog", name="集計対象期間1 開始")).to_be_visible()
    year, month = int(days[-1][:4]), int(days[-1][5:7])
    page.keyboard.press("PageUp")
    page.keyboard.press("Enter")
    expect(button).to_contain_text(f"{year - 1}年{month}月")
    expect(button).to_be_focused()
    button.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_contain_text(f"{year - 1}年{month}月")
    button.click()
    page.get_by_role("button", name="今月").click()
    expect(button).to_contain_text(f"{year}年{month}月")
    button.click()
    page.get_by_role("button", name="削除").click()
    expect(button).to_contain_text("----年--月")
    page.get_by_role("button", name="グラフ出力").click()
    expect(page.locator("#period-fault-0")).to_be_visible()
    page.get_by_role("radio", name="日", exact=True).check()
    button.click()
    page.get_by_role("button", name="今日").click()
    expect(button).to_contain_text(days[-1].replace("-", "/"))
    button.click()
    page.mouse.click(5, 5)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_chosen_items_outlast_the_log_out(page: Page, days: list[str], http: httpx.Client) -> None:
    ask(page, "/reports/groups", days)
    page.get_by_role("button", name="集計項目設定").click()
    page.get_by_role("button", name="すべて解除").click()
    expect(page.get_by_role("button", name="保存")).to_be_disabled()
    for name in ("応答率", "着信数"):
        page.get_by_role("dialog").get_by_role("checkbox", name=name, exact=True).check()
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".item-list [role=option]")).to_have_text(["着信数", "応答率", "標準と厳密の違い"])
    expect(page.locator("[data-item=items-chosen]")).to_contain_text("中 2項目")
    assert http.get("/api/reports/choices").json()["items"]["group"] == ["in", "answer_rate"]
    page.goto("/reports/groups")
    expect(page.locator("[data-item=items-chosen]")).to_contain_text("中 2項目")
    page.get_by_role("button", name="集計項目設定").click()
    page.get_by_role("button", name="すべて選択").click()
    page.get_by_role("button", name="保存").click()
    expect(page.locator("[data-item=items-chosen]")).not_to_contain_text("中 2項目")
    assert "group" not in http.get("/api/reports/choices").json()["items"]


def test_items_and_points_by_arrow_keys(page: Page, days: list[str]) -> None:
    ask(page, "/reports/groups", days)
    items = page.get_by_role("listbox", name="項目一覧")
    items.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-item=result]")).to_have_attribute("data-shown", "out")
    page.keyboard.press("End")
    expect(page.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    page.locator(".plot").focus()
    page.keyboard.press("End")
    expect(page.locator(".bubble")).to_contain_text(days[-1].replace("-", "/"))
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".bubble strong")).to_contain_text(days[-2].replace("-", "/"))
    value = cell(page, "in", days[-2], "orders").inner_text()
    expect(page.locator(".bubble [data-own]")).to_contain_text(value)


def test_both_definitions_beside_each_other(page: Page, days: list[str], http: httpx.Client) -> None:
    ask(page, "/reports/operators", days, "&kind=calls&operator=op1&show=missed")
    page.get_by_label("標準と厳密を比べる").check()
    expect(page.locator("td.difference").first).to_be_visible()
    asked = {"kind": "calls", "unit": "day", "period": f"{days[0]}..{days[-1]}", "operator": "op1", "item": "missed"}
    totals = {
        profile: http.get("/api/reports/operators", params={**asked, "profile": profile}).json()["totals"][0]["values"][
            0
        ]
        for profile in ("manual", "strict")
    }
    foot = page.locator("tfoot td")
    expect(foot.nth(0)).to_contain_text(str(totals["manual"]))
    expect(foot.nth(1)).to_contain_text(str(totals["strict"]))
    apart = totals["strict"] - totals["manual"]
    expect(foot.nth(2)).to_have_text("±0" if apart == 0 else f"{'+' if apart > 0 else '−'}{abs(apart)}")


def test_operators_are_searched_and_chosen_by_group_and_compared_by_bars(page: Page, http: httpx.Client) -> None:
    page.goto("/reports/operators")
    page.get_by_role("button", name="グラフ出力").click()
    expect(page.locator("#operator-fault")).to_be_visible()
    page.get_by_role("button", name="オペレーター選択").click()
    page.get_by_role("searchbox").fill("101")
    expect(page.locator(".chooser-list label")).to_have_count(1)
    page.locator(".chooser-list input").check()
    page.get_by_role("searchbox").fill("")
    expect(page.locator("[data-item=count]")).to_have_text("1名を選択中（50名まで）")
    members = next(one for one in http.get("/api/reports/scope").json()["groups"] if one["id"] == "support")["members"]
    page.get_by_role("combobox", name="グループごとに選択").select_option("support")
    wanted = len({"op1", *members})
    expect(page.locator("[data-item=count]")).to_have_text(f"{wanted}名を選択中（50名まで）")
    page.get_by_role("button", name="決定").click()
    page.get_by_role("button", name="グラフ出力").click()
    expect(page.get_by_role("option", name="集計項目棒グラフ")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".bar")).to_have_count(wanted)
    found = report(http, page)
    for row in found["totals"]:
        subject = found["subjects"][row["subject"]]["id"]
        expect(cell(page, "in", "", subject)).to_contain_text(f"{row['values'][0]:,}")
    page.get_by_role("combobox", name="グラフの項目").select_option("answer_rate")
    expect(page.locator(".bar text").first).to_contain_text("%")


def test_statuses_as_pies_with_means_totals_and_shares(page: Page, days: list[str], http: httpx.Client) -> None:
    ask(page, "/reports/operators", days, "&kind=status&operator=op1&operator=op2")
    expect(page.locator(".pie")).to_have_count(2)
    found = report(http, page)
    at = {one["id"]: number for number, one in enumerate(found["columns"])}
    first = found["totals"][0]["values"]
    total = cell(page, "status_total:available", "", "op1")
    expect(total).to_contain_text(written(first[at["status_total:available"]], "seconds"))
    expect(total).to_contain_text(f"({first[at['status_share:available']]:.1f}%)")
    expect(cell(page, "status_avg:available", "", "op1")).to_contain_text(
        written(first[at["status_avg:available"]], "seconds")
    )
    colours = {one["id"]: one["colour"] for one in http.get("/api/statuses").json()}
    shown = page.locator(".pie [data-status=available] path").first.evaluate("one => getComputedStyle(one).fill")
    assert shown == "rgb({}, {}, {})".format(*bytes.fromhex(colours["available"][1:]))
    page.get_by_role("option", name="合計ログイン時間").click()
    expect(page.locator("k-line-chart")).to_be_visible()


def test_what_the_api_refuses_stands_at_its_field(page: Page, days: list[str]) -> None:
    page.goto(f"/reports/operators?unit=day&kind=calls&period={days[1]}..{days[0]}&operator=op1&operator=nobody")
    expect(page.locator("#period-fault-0")).to_be_visible()
    expect(page.locator("#operator-fault")).to_be_visible()
    expect(page.locator("[data-item=result]")).to_have_count(0)
    many = "".join(f"&operator=x{number}" for number in range(51))
    page.goto(f"/reports/operators?unit=day&kind=calls&period={days[0]}..{days[1]}{many}")
    expect(page.locator("#operator-fault")).to_contain_text("オペレーターは 50 名までです。")


def test_all_is_for_csv_only_and_files_have_the_same_wish(page: Page, days: list[str]) -> None:
    ask(page, "/reports/operators", days, "&kind=calls&operator=op1&item=in&item=out")
    csv = urlsplit(page.locator("a[data-action=csv]").get_attribute("href") or "")
    assert csv.path == "/api/reports/operators.csv"
    asked = parse_qs(csv.query)
    assert asked.pop("encoding") == ["utf-8-sig"], "spreadsheets know it by its mark"
    own = parse_qs(urlsplit(page.url).query)
    assert asked == {key: value for key, value in own.items() if key != "show"}
    pdf = parse_qs(urlsplit(page.locator("a[data-action=pdf]").get_attribute("href") or "").query)
    assert pdf["lang"] == ["ja"]
    page.get_by_role("combobox", name="CSVの文字コード").select_option("cp932")
    with page.expect_download() as waiting:
        page.locator("a[data-action=csv]").click()
    assert "着信数" in waiting.value.path().read_bytes().decode("cp932")
    expect(page.locator("[data-item=said]")).to_contain_text("未確定の行が1行あります")
    page.get_by_role("combobox", name="集計対象").select_option("all")
    expect(page.get_by_role("button", name="グラフ出力")).to_be_disabled()
    expect(page.get_by_role("button", name="集計項目設定")).to_be_disabled()
    expect(page.locator("a[data-action=pdf]")).to_have_count(0)
