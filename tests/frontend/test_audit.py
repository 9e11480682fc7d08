"""監査ログ as it is read and searched: all kinds, and the filters as they are asked for."""

from collections.abc import Callable
from datetime import date
from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.frontend.mock_server import MockCentre, rfc3339
from tests.support.axe import violations
from tests.support.dates import pick_moment

Enter = Callable[[str, str], None]

NOTHING: dict[str, Any] = {"change": None, "log_out": None, "status": None, "supervision": None}
BY = {"by": "sv", "by_name": "管理 花子", "about": "op01", "about_name": "佐藤 美咲"}
STRETCH = {"supervision": "v1", "call": "c1", "estimated": False}
LISTENED = STRETCH | {"mode": "listen", "end": rfc3339(30), "seconds": 65, "reason": None}
JOINS = STRETCH | {"mode": "barge", "end": None, "seconds": None, "reason": None}
WAITING = {"calls": "finish", "done": None}
CHANGE = {
    "version": 7, "action": "change", "subject": "groups", "item": "g1", "before": {"name": "窓口", "ring_s": 20},
    "after": {"name": "窓口", "ring_s": 30},
}  # fmt: skip
ITEMS = [
    NOTHING | BY | {"id": "supervision:2", "kind": "supervision", "at": rfc3339(20), "supervision": JOINS},
    NOTHING | BY | {"id": "supervision:1", "kind": "supervision", "at": rfc3339(95), "supervision": LISTENED},
    NOTHING | BY | {"id": "log_out:1", "kind": "log_out", "at": rfc3339(200), "log_out": WAITING},
    NOTHING | BY | {
        "id": "status:1", "kind": "status", "at": rfc3339(300),
        "status": {"status": "work:9", "ja": "研修", "en": "Training", "end": rfc3339(240), "seconds": 60},
    },
    NOTHING | BY | {
        "id": "configuration:7", "kind": "configuration", "at": rfc3339(400), "change": CHANGE, "about": "",
        "about_name": "",
    },
]  # fmt: skip


def test_everything_on_record_is_read_and_searched(enter: Enter, centre: MockCentre, page: Page) -> None:
    centre.users["sv"]["user"]["permissions"] += ["monitor_settings", "masters"]
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url.partition("?")[2])
        page_of = ITEMS[:3] if "cursor" not in asked[-1] else ITEMS[3:]
        found = [] if "about=nobody" in asked[-1] else page_of
        route.fulfill(json={"items": found, "next_cursor": "next" if found == ITEMS[:3] else None})

    page.route("**/api/audit*", answer)
    enter("sv", "/masters/audit")
    rows = page.locator("tr[data-entry]")
    expect(rows).to_have_count(3)
    page.locator("[data-action=more]").click()
    expect(rows).to_have_count(5)
    assert asked == ["limit=100", "limit=100&cursor=next"]
    what = rows.locator("[data-item=what]")
    expect(what.nth(0)).to_contain_text("三者通話 継続中")
    expect(what.nth(1)).to_contain_text("聴話 00:01:05")
    expect(what.nth(1)).to_contain_text("モードまたは担当者が変わった")
    expect(what.nth(2)).to_contain_text("通話の終了待ち")
    expect(what.nth(3)).to_contain_text("研修 00:01:00")
    expect(what.nth(4)).to_contain_text("1人を呼び出す時間")
    expect(rows.nth(3).locator("[data-item=about]")).to_contain_text("佐藤 美咲")
    expect(rows.nth(4).locator("[data-item=about]")).to_contain_text("g1")
    rows.nth(4).get_by_role("button").press("Enter")
    expect(page.locator(".differences ins")).to_have_text("30")
    assert violations(page) == []

    page.locator("select[name=kind]").select_option("configuration")
    expect(page.get_by_label("設定の種類")).to_be_visible()
    page.locator("select[name=kind]").select_option("supervision")
    expect(page.get_by_label("設定の種類")).to_have_count(0)
    page.get_by_label("対象の人").fill("nobody")
    pick_moment(page.locator("k-moment[name=from]"), date(2026, 11, 20), "9:00")
    page.get_by_role("button", name="検索").click()
    expect(page.get_by_text("条件に合う記録はありません。")).to_be_visible()
    assert asked[-1] == "from=2026-11-20T00%3A00%3A00Z&kind=supervision&about=nobody&limit=100"


def test_of_two_searches_the_later_counts(enter: Enter, centre: MockCentre, page: Page) -> None:
    centre.users["sv"]["user"]["permissions"] += ["monitor_settings", "masters"]
    held: list[Route] = []

    def answer(route: Route) -> None:
        if "kind=status" in route.request.url:
            held.append(route)
        else:
            route.fulfill(json={"items": ITEMS[:1], "next_cursor": None})

    page.route("**/api/audit*", answer)
    enter("sv", "/masters/audit?kind=status")
    expect(page.locator("select[name=kind]")).to_have_value("status")
    page.locator("select[name=kind]").select_option("supervision")
    expect(page.locator("tr[data-entry]")).to_have_count(1)
    with page.expect_response("**/api/audit?kind=status*"):
        held[0].fulfill(json={"items": ITEMS[:3], "next_cursor": None})
    expect(page.locator("tr[data-entry]")).to_have_count(1)
