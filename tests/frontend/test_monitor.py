"""The live boards (F3.2–F3.4, F3.6, F3.7, F3.11)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.frontend.mock_server import MockCentre, rfc3339
from tests.support.axe import violations

Enter = Callable[[str, str], Page]

GROUP_COLUMNS = [
    "待ち呼", "最大待ち時間", "着信数", "応答数", "放棄数", "応答率", "発信数", "通話中", "通話中(着)", "通話中(発)",
    "ログイン", "受付可", "後処理", "小休憩", "昼休憩", "別作業", "平均処理時間(着)", "平均処理時間(発)",
    "平均通話時間(着)", "平均通話時間(発)", "平均後処理時間(着)", "平均後処理時間(発)", "平均応答時間", "平均放棄時間",
    "時間外", "IVR離脱", "留守電",
]  # fmt: skip
OPERATOR_COLUMNS = [
    "名前", "内線", "状態", "経過時間", "応答数", "発信数", "保留数", "平均処理時間(着)", "平均処理時間(発)",
    "平均通話時間(着)", "平均通話時間(発)", "平均後処理時間(着)", "平均後処理時間(発)", "平均呼出時間",
    "平均小休憩時間", "合計小休憩時間", "合計昼休憩時間", "合計別作業時間", "合計保留時間",
]  # fmt: skip


def headings(page: Page, section: str) -> list[str]:
    return [text.strip() for text in page.locator(f"[data-section={section}] thead th").all_text_contents()]


def operators(page: Page) -> list[str | None]:
    return [row.get_attribute("data-operator") for row in page.locator("[data-operator]").all()]


def test_all_columns_stand_in_the_order_of_the_specification(enter: Enter) -> None:
    page = enter("sv", "/monitor")
    expect(page.locator("[data-operator=op01]")).to_be_visible()
    assert headings(page, "overall") == ["範囲", *GROUP_COLUMNS]
    assert headings(page, "groups") == ["電話グループ", *GROUP_COLUMNS]
    assert headings(page, "operators") == OPERATOR_COLUMNS


def test_figures_have_the_form_of_the_rules(enter: Enter) -> None:
    page = enter("sv", "/monitor")
    busy = page.locator("[data-group=g1]")
    expect(busy.locator("[data-item=answer_rate]")).to_have_text("89.8%")
    expect(busy.locator("[data-item=avg_handle_in]")).to_have_text("00:05:12")
    expect(busy).to_contain_text("03-1234-5678")
    expect(page.locator("[data-group=g3] [data-item=answer_rate]")).to_have_text("—")
    expect(page.locator("[data-group=g3] [data-item=in]")).to_have_text("0")


@pytest.mark.parametrize(("path", "row"), [("/monitor", "tr"), ("/monitor/groups", "li"), ("/monitor/operators", "li")])
def test_figures_open_what_they_count_only_for_whom_may_see_reports(
    enter: Enter, centre: MockCentre, path: str, row: str
) -> None:
    page = enter("sv", path)
    expect(page.locator(f"{row}:is([data-group], [data-operator])").first).to_be_visible()
    expect(page.locator(".figure")).to_have_count(0)
    centre.users["sv"]["user"]["permissions"] += ["reports"]
    page = enter("sv", path)
    expect(page.locator(f"{row}:is([data-group], [data-operator]) .figure").first).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize(
    ("path", "rows"), [("/monitor", "tr[data-group] .name"), ("/monitor/groups", ".tile[data-group] .name")]
)
def test_groups_stand_by_name(enter: Enter, path: str, rows: str) -> None:
    page = enter("sv", path)
    expect(page.locator(rows)).to_have_text(["お客様相談室", "ご注文受付", "法人窓口"])
    expect(page.locator(".tabs a")).to_have_count(3)  # the monitors, and nothing else (F2.2)
    expect(page.locator(".menu a[href='/monitor/sound-tests']")).to_be_visible()


def test_operators_are_sorted_alert_first_and_move_as_their_status_changes(enter: Enter, centre: MockCentre) -> None:
    page = enter("sv", "/monitor/operators")
    expect(page.locator("[data-operator=op03]")).to_be_visible()
    assert operators(page) == [
        "op03", "op01", "op05", "op12", "op07", "op04", "op02", "op09", "op11", "op06", "op08", "op10",
    ]  # fmt: skip
    centre.change_board(operators=[{"id": "op06", "status": "ringing", "since": rfc3339(60)}])
    expect(page.locator("[data-operator=op06] [data-item=status]")).to_have_attribute("data-status", "ringing")
    assert operators(page)[1:4] == ["op01", "op06", "op05"]


def test_alert_and_lost_client_are_said_in_words(enter: Enter) -> None:
    page = enter("sv", "/monitor")
    expect(page.locator("[data-operator=op03] [data-item=status]")).to_contain_text("アラート")
    expect(page.locator("[data-operator=op03] [data-item=status] svg")).to_be_visible()
    expect(page.locator("[data-operator=op09] [data-item=status]")).to_contain_text("接続断")


def test_the_status_has_the_colour_of_the_master(enter: Enter) -> None:
    page = enter("sv", "/monitor")
    colour = "el => getComputedStyle(el.querySelector('.status')).backgroundColor"
    cell = page.locator("[data-operator=op02] [data-item=status]")
    expect(cell).to_be_visible()
    assert cell.evaluate(colour) == "rgb(143, 209, 158)"


def test_a_clock_runs_and_stops(enter: Enter, centre: MockCentre) -> None:
    page = enter("sv", "/monitor")
    wait = page.locator("[data-group=g1] [data-item=longest_wait]")
    expect(wait).to_contain_text("00:01:")
    before = wait.text_content()
    page.wait_for_function(
        "text => document.querySelector('[data-group=g1] [data-item=longest_wait]').textContent !== text", arg=before
    )
    centre.change_board(groups=[{"id": "g1", "cells": {"longest_wait": None}, "clocks": {"longest_wait": None}}])
    expect(wait).to_have_text("—")


def test_a_change_touches_only_its_cells(enter: Enter, centre: MockCentre) -> None:
    page = enter("sv", "/monitor")
    expect(page.locator("[data-row=overall] [data-item=in]")).to_have_text("128")
    page.evaluate("document.querySelector('[data-group=g2]').dataset.kept = 'yes'")
    centre.change_board(overall={"id": "", "cells": {"in": 129}}, groups=[{"id": "g1", "cells": {"in": 129}}])
    expect(page.locator("[data-row=overall] [data-item=in]")).to_have_text("129")
    expect(page.locator("[data-row=overall] [data-item=ans]")).to_have_text("115")
    expect(page.locator("[data-group=g1] [data-item=in]")).to_have_text("129")
    expect(page.locator("[data-group=g2]")).to_have_attribute("data-kept", "yes")


def test_a_lost_connection_is_said_and_heals_by_itself(enter: Enter, centre: MockCentre) -> None:
    page = enter("sv", "/monitor")
    expect(page.locator("[data-operator=op01]")).to_be_visible()
    centre.cut(down=True)
    expect(page.locator("[data-item=connection]")).to_contain_text("サーバ切断中")
    centre.board["overall"]["cells"]["in"] = 500
    centre.streams_down = False
    expect(page.locator("[data-row=overall] [data-item=in]")).to_have_text("500", timeout=15_000)
    expect(page.locator("[data-item=connection]")).to_have_text("")


def test_the_tabs_show_one_table_each(enter: Enter) -> None:
    page = enter("sv", "/monitor")
    page.get_by_role("navigation", name="リアルタイムモニター").get_by_role("link", name="電話グループモニター").click()
    expect(page.locator("[data-section=groups]")).to_be_visible()
    expect(page.locator("[data-section=operators]")).to_have_count(0)
    page.go_back()
    expect(page.locator("[data-section=operators]")).to_be_visible()


def test_only_the_tables_scroll_sideways_and_the_name_stays(enter: Enter) -> None:
    page = enter("sv", "/monitor")
    expect(page.locator("[data-operator=op01]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    table = page.get_by_role("region", name="電話モニター(グループ)")
    table.evaluate("el => el.scrollLeft = 400")
    name = page.locator("[data-group=g1] th").bounding_box()
    frame = table.bounding_box()
    assert name is not None and frame is not None
    assert abs(name["x"] - frame["x"]) < 1


def test_an_empty_centre_says_so(enter: Enter, centre: MockCentre) -> None:
    centre.board.update(groups=[], operators=[])
    page = enter("sv", "/monitor")
    expect(page.get_by_text("表示する電話グループがありません")).to_be_visible()
    expect(page.get_by_text("表示するオペレーターがいません")).to_be_visible()


def test_the_outside_lines_stand_above_and_warn_in_words_where_one_is_down(enter: Enter, centre: MockCentre) -> None:
    page = enter("sv", "/monitor")
    lines = page.get_by_role("region", name="外線")
    expect(lines.get_by_role("listitem")).to_have_text(["本線 正常 通話 4", "予備 未確認 通話 0"])
    expect(page.get_by_role("alert").filter(has_text="外線")).to_have_count(0)
    down = {"state": "down", "since": rfc3339(75), "reason": "503 Service Unavailable", "calls": 1}
    centre.change_board(trunks=[{"id": "t1", "name": "本線", **down}])
    expect(page.get_by_role("alert").filter(has_text="外線が使えません: 本線")).to_be_visible()
    first = lines.locator("[data-trunk=t1]")
    expect(first).to_contain_text("障害")
    expect(first).to_contain_text("00:01:")
    expect(first).to_contain_text("503 Service Unavailable")
    expect(first.locator("svg")).to_be_visible()
    centre.change_board(trunks=[{"id": "t1", "name": "本線", **down, "state": "up"}])
    expect(page.get_by_role("alert").filter(has_text="外線が使えません")).to_have_count(0)
    centre.board["trunks"] = []
    page.reload()
    expect(page.locator("[data-operator=op01]")).to_be_visible()
    expect(page.locator("[data-section=trunks]")).to_have_count(0)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("width", [1920, 3840])
def test_all_columns_fit_a_wide_screen(enter: Enter, page: Page, language: str, width: int) -> None:
    page.add_init_script(f"localStorage.setItem('kikite.language', '{language}')")
    page.set_viewport_size({"width": width, "height": width * 9 // 16})
    enter("sv", "/monitor")
    expect(page.locator("[data-group=g1] [data-item=voicemail]")).to_be_visible()
    wide = "() => [...document.querySelectorAll('.table-scroll')].map((one) => one.scrollWidth - one.clientWidth)"
    assert max(page.evaluate(wide)) <= 0
    cut = """() => [...document.querySelectorAll('.board :is(th, td)')]
        .filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent)"""
    assert page.evaluate(cut) == []
