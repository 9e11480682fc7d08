"""Menus appear with their permission only, and the API refuses what the menus hide (F1.3, F2.1, F2.3)."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.api import ApiServer

PASSWORD = "Another1Password"
RIGHTS = {
    "masters": ["masters"],
    "pbx": ["pbx", "monitor"],
    "nothing": ["history"],
    "record": ["monitor", "monitor_settings"],
}


@pytest.fixture(scope="module")
def people(server: ApiServer) -> None:
    """A user for each set of rights."""
    with server.client() as http:
        http.headers.update(server.token(http, "sv1"))
        for name, rights in RIGHTS.items():
            http.post("/api/permission-sets", json={"id": name, "name": name, "permissions": rights}).raise_for_status()
            body = {"id": f"only-{name}", "name": f"Only {name}", "password": PASSWORD, "permission_set": name}
            http.post("/api/users", json=body).raise_for_status()


@pytest.fixture
def entered(request: pytest.FixtureRequest, browser: Browser, server: ApiServer, people: None) -> Iterator[Page]:
    """A page of the user with these rights."""
    context = browser.new_context(
        base_url=server.url, ignore_https_errors=True, viewport={"width": 1440, "height": 900}
    )
    body = {"user": f"only-{request.param}", "password": PASSWORD}
    assert context.request.post("/api/session", data=body).ok
    yield context.new_page()
    context.request.delete("/api/session")
    context.close()


@pytest.mark.parametrize("entered", ["masters"], indirect=True)
def test_masters_alone(entered: Page) -> None:
    """Their lists name users, extensions and sounds, which they may read; the PBX's own they may not."""
    entered.goto("/")
    expect(entered.get_by_role("heading", name="ユーザーリスト")).to_be_visible()
    expect(entered.get_by_role("navigation", name="メニュー").get_by_role("link")).to_have_count(7)
    expect(entered.locator("[data-action=open-pbx]")).to_have_count(0)
    entered.goto("/masters/groups?edit=support")
    expect(entered.locator("[data-member=op3]")).to_contain_text("田中 健")
    expect(entered.locator("#f-queue_music")).to_have_value("hold")
    entered.goto("/pbx/trunks")
    expect(entered.get_by_role("heading", name="ユーザーリスト")).to_be_visible()
    assert entered.request.get("/api/trunks").status == 403


@pytest.mark.parametrize("entered", ["pbx"], indirect=True)
def test_pbx_alone_has_a_window_of_its_own(entered: Page) -> None:
    entered.goto("/")
    expect(entered.get_by_role("navigation", name="メニュー")).not_to_contain_text("マスタ設定")
    with entered.expect_popup() as opened:
        entered.locator("[data-action=open-pbx]").click()
    window = opened.value
    expect(window.get_by_role("heading", name="内線設定")).to_be_visible()
    window.get_by_role("link", name="祝日").click()
    expect(window.get_by_role("heading", name="祝日", exact=True)).to_be_visible()
    for alone in ("/pbx", "/pbx/"):
        entered.goto(alone)
        expect(entered.get_by_role("heading", name="内線設定")).to_be_visible()
    entered.goto("/")
    entered.locator("[data-action=open-pbx]").click()  # the window that is there comes to the front as it is
    expect(window.get_by_role("heading", name="祝日", exact=True)).to_be_visible()
    assert len(entered.context.pages) == 2
    entered.goto("/masters/users")
    expect(entered.locator("[data-section=overall]")).to_be_visible()
    assert entered.request.post("/api/groups", data={"id": "x", "name": "x", "number": "0312345678"}).status == 403


@pytest.mark.parametrize("entered", ["nothing"], indirect=True)
def test_neither(entered: Page, http: httpx.Client) -> None:
    entered.goto("/masters/users")
    expect(entered.locator(".history-page")).to_be_visible()
    for path in ("users", "trunks", "audit", "changes", "announcements", "supervisions"):
        assert entered.request.get(f"/api/{path}").status == 403, path
    assert entered.request.put("/api/supervision", data={"operator": "op1", "mode": "listen"}).status == 403
    assert entered.request.delete("/api/supervision").status == 403
    assert entered.request.delete("/api/users/op1").status == 403
    assert "op1" in {one["id"] for one in http.get("/api/users").json()}


@pytest.mark.parametrize("entered", ["record"], indirect=True)
def test_the_record_of_supervision_needs_no_masters(entered: Page) -> None:
    entered.goto("/masters/audit")
    expect(entered.get_by_role("heading", name="監査ログ")).to_be_visible()
    expect(entered.get_by_text("条件に合う記録はありません。")).to_be_visible()
    kinds = entered.get_by_label("種類").locator("option")
    expect(kinds).to_have_text(["すべて", "モニタリング", "ステータスの変更", "強制ログアウト"])
    menu = entered.get_by_role("navigation", name="メニュー")
    expect(menu).to_contain_text("監査ログ")
    expect(menu).not_to_contain_text("ユーザーリスト")
    entered.goto("/masters/users")
    expect(entered.locator("[data-section=overall]")).to_be_visible()
