"""ログイン中のユーザー: who is logged in, supervisors too, and logging them out by force (F1.6)."""

import httpx
from playwright.sync_api import Page, expect

from tests.support.api import ApiServer
from tests.support.axe import violations


def test_a_supervisor_is_logged_out_by_another(page: Page, server: ApiServer, http: httpx.Client) -> None:
    page.goto("/masters/sessions")
    expect(page.locator("tr[data-user=sv1]")).to_contain_text("プログラム")
    expect(page.locator("tr[data-user=sv1] button")).to_have_count(0)
    with server.client() as other:
        entered = other.post("/api/session", json={"user": "sv2", "password": server.password("sv2")})
        assert entered.status_code == 200, entered.text
        page.locator("[data-action=reload]").click()
        row = page.locator("tr[data-user=sv2]")
        expect(row.locator("[data-item=role]")).to_have_text("管理者")
        expect(row.locator("[data-item=where]")).to_contain_text("ブラウザ")
        assert violations(page) == []
        row.locator("[data-action=force]").click()
        page.locator("dialog[open] [data-action=yes]").click()
        expect(row).to_have_count(0)
        told = other.get("/api/session")
        assert (told.status_code, told.json()["code"]) == (401, "forced_out")
    page.goto("/masters/audit?kind=log_out")
    expect(page.locator("tr[data-entry]").first).to_contain_text("山本 恵子")


def test_who_may_not_force_sees_nobody(server: ApiServer) -> None:
    with server.client() as operator:
        operator.headers.update(server.token(operator, "op1"))
        assert operator.get("/api/sessions").status_code == 403
