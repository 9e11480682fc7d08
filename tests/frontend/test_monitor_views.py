"""What a supervisor chooses of the monitors: rows, columns, tiles, seats (F3.1, F3.5, F3.8, F3.9); and the keys."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.frontend.mock_server import MockCentre, rfc3339

Enter = Callable[[str, str], Page]


def names(page: Page, selector: str) -> list[str]:
    return page.locator(f"{selector} .name").all_text_contents()


def test_watched_groups_and_users_are_chosen_and_kept(enter: Enter, centre: MockCentre) -> None:
    page = enter("sv", "/monitor")
    page.get_by_role("link", name="モニタリング設定").click()
    everything, watched = page.locator("[data-side=all]"), page.locator("[data-side=watched]")
    expect(watched).to_contain_text("すべてのユーザーを表示します")
    expect(page.get_by_role("button", name="保存")).to_be_disabled()
    everything.get_by_label("ご注文受付").check()
    everything.get_by_label("佐藤 美咲").check()
    everything.get_by_label("加藤 隆").check()
    page.get_by_role("button", name="追加").click()
    assert watched.locator(".name").all_text_contents() == ["ご注文受付", "加藤 隆", "佐藤 美咲"]
    expect(everything.get_by_label("佐藤 美咲")).to_be_disabled()
    watched.get_by_label("加藤 隆").check()
    page.get_by_role("button", name="削除").click()
    page.get_by_role("button", name="保存").click()
    expect(page.locator("[data-item=said]")).to_contain_text("保存しました")
    assert centre.watched == {"groups": ["g1"], "users": ["op01"]}
    page.locator("a[href='/monitor']").first.click()
    expect(page.locator("tr[data-operator]")).to_have_count(1)
    expect(page.locator("tr[data-group]")).to_have_count(1)
    expect(page.locator("[data-item=online]")).to_have_text("ログイン 1 / 1名")


def test_leaving_with_an_unsaved_choice_is_asked_about(enter: Enter, centre: MockCentre) -> None:
    page = enter("sv", "/monitor/settings")
    page.locator("[data-side=all]").get_by_label("法人窓口").check()
    page.get_by_role("button", name="追加").click()
    page.get_by_role("link", name="オペレーターモニター", exact=True).click()
    page.get_by_role("button", name="キャンセル").click()
    expect(page.locator("[data-side=watched]").get_by_label("法人窓口")).to_be_visible()
    assert centre.watched["groups"] == []


def test_columns_are_chosen_for_each_screen_and_kept(enter: Enter, centre: MockCentre) -> None:
    page = enter("sv", "/monitor")
    page.get_by_role("button", name="表示項目の変更: オペレーターモニター").click()
    page.get_by_role("dialog").get_by_label("発信数").uncheck()
    page.get_by_role("dialog").get_by_role("button", name="保存").click()
    expect(page.locator("[data-section=operators] th[data-item=out]")).to_have_count(0)
    expect(page.locator("[data-operator=op01] [data-item=out]")).to_have_count(0)
    expect(page.locator("[data-section=groups] th[data-item=out]")).to_be_visible()
    centre.change_board(operators=[{"id": "op01", "cells": {"ans": 77}}])
    expect(page.locator("[data-operator=op01] [data-item=ans]")).to_have_text("77")
    page.reload()
    expect(page.locator("[data-operator=op01]")).to_be_visible()
    expect(page.locator("[data-section=operators] th[data-item=out]")).to_have_count(0)
    assert centre.screens["combined"]["hidden_operator"] == ["out"]
    assert centre.screens["operators"]["hidden_operator"] == []


def test_a_choice_that_cannot_be_kept_is_said(enter: Enter, centre: MockCentre) -> None:
    centre.refuse["PUT /monitor/screens/groups"] = (503, {"code": "database_unavailable"})
    page = enter("sv", "/monitor/groups")
    page.get_by_role("button", name="一覧表示").click()
    expect(page.get_by_role("alert").filter(has_text="保存できませんでした")).to_be_visible()
    expect(page.locator("tr[data-group=g1]")).to_be_visible()


def test_groups_stand_in_tiles_and_in_a_table(enter: Enter, centre: MockCentre) -> None:
    page = enter("sv", "/monitor/groups")
    tile = page.locator(".tile[data-group=g1]")
    expect(tile.locator("[data-item=waiting] dd")).to_have_text("2")
    centre.change_board(groups=[{"id": "g1", "cells": {"waiting": 3}}])
    expect(tile.locator("[data-item=waiting] dd")).to_have_text("3")
    page.get_by_role("button", name="表示するグループ").click()
    page.get_by_role("dialog").get_by_label("法人窓口").uncheck()
    page.get_by_role("dialog").get_by_role("button", name="保存").click()
    expect(page.locator(".tile")).to_have_count(2)
    page.get_by_role("button", name="一覧表示").click()
    expect(page.locator("tr[data-group]")).to_have_count(2)
    expect(page.locator("tr[data-group=g1] [data-item=waiting]")).to_have_text("3")
    page.reload()
    expect(page.locator("tr[data-group]")).to_have_count(2)


def test_operators_sit_in_six_or_ten_columns_or_a_table(enter: Enter, centre: MockCentre) -> None:
    page = enter("sv", "/monitor/operators")
    seat = page.locator(".seat[data-operator=op01]")
    expect(seat).to_contain_text("佐藤 美咲")
    expect(seat.locator("[data-item=out]")).to_have_text("発3")
    expect(seat.locator("[data-item=ans]")).to_have_text("着12")
    expect(seat.locator("[data-item=total_hold]")).to_have_text("保00:01:36")
    expect(seat.locator("[data-item=status]")).to_have_text("通話中")
    columns = "getComputedStyle(document.querySelector('.seats')).gridTemplateColumns.split(' ').length"
    assert page.evaluate(columns) == 6
    page.get_by_role("button", name="10列表示").click()
    assert page.evaluate(columns) == 10
    centre.change_board(operators=[{"id": "op01", "status": "acw", "since": rfc3339(5), "cells": {"total_hold": 100}}])
    expect(seat.locator("[data-item=status]")).to_have_text("後処理")
    expect(seat.locator("[data-item=total_hold]")).to_have_text("保00:01:40")
    page.get_by_role("button", name="一覧表示").click()
    expect(page.locator("tr[data-operator=op01] [data-item=total_hold]")).to_have_text("00:01:40")
    page.reload()
    expect(page.locator("tr[data-operator=op01]")).to_be_visible()


def test_seats_by_name_stay_where_they_are(enter: Enter, centre: MockCentre) -> None:
    page = enter("sv", "/monitor/operators")
    page.get_by_label("並び順").select_option(label="名前順")
    expect(page.locator(".seat").first).to_contain_text("伊藤 直子")
    before = names(page, ".seat")
    centre.change_board(operators=[{"id": "op10", "status": "ringing", "since": rfc3339(1), "alert": True}])
    expect(page.locator(".seat[data-operator=op10]")).to_contain_text("アラート")
    assert names(page, ".seat") == before


def test_an_alert_does_not_blink_where_motion_is_unwanted(enter: Enter, page: Page) -> None:
    blinks = "getComputedStyle(document.querySelector('.alerting')).animationIterationCount"
    enter("sv", "/monitor/operators")
    expect(page.locator(".seat[data-operator=op03] .alerting svg")).to_be_visible()
    assert page.evaluate(blinks) == "infinite"
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(blinks) == "1"
    expect(page.locator(".seat[data-operator=op03]")).to_contain_text("アラート")


def test_arrow_keys_lead_through_seats_and_enter_opens_the_actions(enter: Enter, centre: MockCentre) -> None:
    page = enter("sv", "/monitor/operators")
    expect(page.locator(".seat").first).to_be_visible()
    page.locator(".seats").focus()
    focused = "document.activeElement.closest('[data-operator]')?.dataset.operator"
    seats = [seat.get_attribute("data-operator") for seat in page.locator(".seat").all()]
    for key, at in (
        ("ArrowDown", 0),
        ("ArrowRight", 1),
        ("ArrowDown", 7),
        ("ArrowDown", 7),
        ("End", 11),
        ("ArrowUp", 5),
    ):
        page.keyboard.press(key)
        assert page.evaluate(focused) == seats[at], key
    page.keyboard.press("Enter")
    expect(page.locator(".operator-actions")).to_have_attribute("data-of", str(seats[5]))
    page.keyboard.press("Escape")
    assert page.evaluate(focused) == seats[5]
    centre.change_board(operators=[{"id": seats[5], "status": "logged_out", "since": rfc3339(1)}])
    expect(page.locator(f"[data-operator={seats[5]}] [data-item=status]")).to_have_text("ログアウト")
    assert page.evaluate(focused) == seats[5], "a seat that moves keeps the focus"
    page.get_by_role("button", name="一覧表示").click()
    page.locator("tr[data-operator=op02] [data-item=elapsed]").click()
    expect(page.locator(".operator-actions")).to_have_attribute("data-of", "op02")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("行・座席の間を移動")


def test_a_figure_that_changes_moves_nothing(enter: Enter, centre: MockCentre) -> None:
    page = enter("sv", "/monitor")
    cell = page.locator("[data-group=g1] [data-item=in]")
    expect(cell).to_have_text("128")
    place = "[...document.querySelectorAll('th[data-item], tr')].map((e) => JSON.stringify(e.getBoundingClientRect()))"
    before = page.evaluate(place)
    centre.change_board(groups=[{"id": "g1", "cells": {"in": 11111}}], overall={"id": "", "cells": {"in": 11111}})
    expect(cell).to_have_text("11,111")
    assert page.evaluate(place) == before


def test_of_a_long_list_only_what_can_be_seen_is_in_the_page(enter: Enter, centre: MockCentre) -> None:
    first = centre.board["operators"][1]
    crowd = [{**first, "id": f"many{at}", "name": f"担当 {at:03}", "extension": str(3000 + at)} for at in range(300)]
    centre.board["operators"] = crowd
    page = enter("sv", "/monitor")
    rows = page.locator("tr[data-operator]")
    expect(rows.first).to_have_attribute("data-operator", "many0")
    expect(page.locator("[data-section=operators] table")).to_have_attribute("aria-rowcount", "301")
    assert rows.count() < 120
    page.locator("[data-section=operators] .table-scroll").focus()
    page.keyboard.press("End")
    expect(page.locator("[data-operator=many299] button")).to_be_focused()
    expect(page.locator("[data-operator=many299]")).to_have_attribute("aria-rowindex", "301")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-operator=many298] button")).to_be_focused()
    expect(page.locator("[data-operator=many0]")).to_have_count(0)
    centre.change_board(operators=[{"id": "many0", "cells": {"ans": 99}}])
    page.keyboard.press("Home")
    expect(page.locator("[data-operator=many0] button")).to_be_focused()
    expect(page.locator("[data-operator=many0] [data-item=ans]")).to_have_text("99")
    page.get_by_role("link", name="オペレーターモニター", exact=True).first.click()
    page.locator(".seats").focus()
    page.keyboard.press("End")
    expect(page.locator(".seat[data-operator=many299]")).to_be_in_viewport()
    assert page.locator(".seat").count() < 300
