"""レポート配信 in Chromium on a real API server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect, sync_playwright

from tests.frontend.conftest import ARGUMENTS, dist as dist
from tests.support.api import ApiServer
from tests.support.axe import violations
from tests.support.chromium import executable
from tests.support.ports import free_port

SCREENSHOTS = Path(__file__).parents[1] / "screenshots"
PLAN = {"every": "day", "kind": "group", "unit": "hour", "period": "yesterday"}


@pytest.fixture(scope="module")
def server(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """With a mail server that nobody answers at."""
    mail = {"KIKITE_SMTP_HOST": "127.0.0.1", "KIKITE_SMTP_PORT": str(free_port()), "KIKITE_SMTP_FROM": "k@example.jp"}
    with ApiServer(tmp_path_factory.mktemp("schedules"), env={"KIKITE_DIST": str(dist), **mail}) as running:
        yield running


@pytest.fixture(scope="module")
def browser(server: ApiServer) -> Iterator[Browser]:
    """Chromium. After the server, because while it is there its event loop counts as running."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def supervisor(browser: Browser, server: ApiServer) -> StorageState:
    """The supervisor's log-in, for every context of the module."""
    context = browser.new_context(base_url=server.url, ignore_https_errors=True)
    answer = context.request.post("/api/session", data={"user": "sv1", "password": server.password("sv1")})
    assert answer.ok, answer.text()
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def context(browser: Browser, server: ApiServer, supervisor: StorageState) -> Iterator[BrowserContext]:
    """A fresh profile that is logged in; no schedules are left of the test before."""
    context = browser.new_context(
        base_url=server.url,
        ignore_https_errors=True,
        storage_state=supervisor,
        viewport={"width": 1440, "height": 1000},
        timezone_id="America/New_York",
    )
    for one in context.request.get("/api/reports/schedules").json()["items"]:
        assert context.request.delete(f"/api/reports/schedules/{one['id']}").ok
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page in which neither an exception nor a refusal by the CSP goes unnoticed."""
    page = context.new_page()
    page.set_default_timeout(15_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if "Content Security" in message.text else None)
    yield page
    assert faults == []


def test_a_report_is_set_up_made_and_downloaded(page: Page) -> None:
    page.goto("/reports/groups")
    page.get_by_role("link", name="レポート配信").click()
    page.locator("[data-action=new]").click()
    page.locator("[name=name]").fill("週報")
    page.locator("[name=every]").select_option("week")
    page.locator("[name=weekday]").select_option("5")
    page.locator("[name=at]").fill("07:30")
    page.locator("[name=period]").select_option("last_week")
    page.locator("[name=unit]").select_option("day")
    page.locator("[name=format]").select_option("csv")
    page.locator("[data-action=subjects]").click()
    page.locator("dialog input[value=orders]").check()
    page.locator("dialog [data-action=save]").click()
    expect(page.locator("[data-item=subjects]")).to_have_text("全体、ご注文受付")
    page.locator("[data-action=items]").click()
    page.get_by_role("button", name="すべて解除").click()
    page.locator("dialog input[value=ans]").check()
    page.locator("dialog input[value=in]").check()
    page.locator("dialog [data-action=save]").click()
    expect(page.locator("[data-item=items]")).to_have_text("2 項目")
    page.locator("form [data-action=save]").click()
    row = page.locator("tr[data-schedule]")
    expect(row).to_contain_text("毎週 金曜日 07:30")
    expect(row.locator("[data-item=next]")).to_contain_text("(金) 07:30")
    row.locator("[data-action=run]").click()
    made = page.locator("tr[data-run]").first
    expect(made).to_contain_text("完了", timeout=15_000)
    with page.expect_download() as download:
        made.get_by_role("link").click()
    assert download.value.suggested_filename.startswith("電話グループレポート_")
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "期間,電話グループ名,電話番号,着信数,応答数"
    assert len(lines) == 1 + 7 * 2


def test_changed_and_deleted(page: Page, context: BrowserContext) -> None:
    assert context.request.post("/api/reports/schedules", data=PLAN | {"name": "日報"}).ok
    page.goto("/reports/schedules")
    page.locator("[data-action=edit]").click()
    expect(page.locator("[name=name]")).to_have_value("日報")
    page.locator("[name=kind]").select_option("operator_status")
    page.locator("form [data-action=save]").click()
    expect(page.locator("[data-field=subjects] .fault")).to_have_text("必須です。")
    page.locator("[data-action=subjects]").click()
    page.locator("dialog input[value=op1]").check()
    page.locator("dialog [data-action=save]").click()
    page.locator("[name=on]").uncheck()
    page.locator("form [data-action=save]").click()
    row = page.locator("tr[data-schedule]")
    expect(row).to_contain_text("ステータス集計")
    expect(row.locator("[data-item=next]")).to_have_text("停止中")
    row.locator("[data-action=delete]").click()
    page.get_by_role("dialog").get_by_role("button", name="削除").click()
    expect(page.locator(".empty")).to_be_visible()


def test_a_failure_is_seen(page: Page, context: BrowserContext) -> None:
    mail = {"name": "メール日報", "delivery": "mail", "recipients": ["a@example.jp"], "format": "csv"}
    key = context.request.post("/api/reports/schedules", data=PLAN | mail).json()["id"]
    page.goto("/reports/schedules")
    page.locator(f"tr[data-schedule='{key}'] [data-action=run]").click()
    expect(page.locator("[data-item=failing]")).to_contain_text("メール日報", timeout=15_000)
    expect(page.locator("tr[data-run]").first).to_contain_text("メールを送れませんでした")
    expect(page.locator("tr[data-run]").first).to_contain_text("にもう一度試します。")
    expect(page.locator("tr[data-run]").first.get_by_role("link")).to_be_visible()


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_and_the_screens_can_be_looked_at(
    page: Page, context: BrowserContext, language: str, theme: str
) -> None:
    mail = {"name": "メール日報", "delivery": "mail", "recipients": ["a@example.jp"], "format": "csv"}
    for more in ({"name": "月報", "every": "month", "period": "last_month", "unit": "day"}, mail):
        key = context.request.post("/api/reports/schedules", data=PLAN | more).json()["id"]
        assert context.request.post(f"/api/reports/schedules/{key}/runs").ok
    page.add_init_script(
        f"localStorage.setItem('kikite.language', '{language}'); localStorage.setItem('kikite.theme', '{theme}')"
    )
    page.goto("/reports/schedules")
    expect(page.locator("[data-item=failing]")).to_be_visible(timeout=15_000)
    assert violations(page) == []
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"schedules-{language}-{theme}.png")
    page.locator("[data-action=edit]").last.click()
    expect(page.locator("[name=recipients]")).to_have_value("a@example.jp")
    assert violations(page) == []
    page.screenshot(path=SCREENSHOTS / f"schedules-form-{language}-{theme}.png")
