"""要員計画 in Chromium on a real API server with four weeks of calls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, StorageState, expect, sync_playwright

from tests.frontend.conftest import ARGUMENTS, dist as dist
from tests.staffing.weeks import TOKYO, call, fill, wall, weeks
from tests.support.api import ApiServer
from tests.support.axe import violations
from tests.support.chromium import executable
from tests.support.dates import pick_day

SCREENSHOTS = Path(__file__).parents[1] / "screenshots"
LAST = datetime.now(UTC).astimezone(TOKYO).date() - timedelta(1)
SIZE = {"width": 1440, "height": 1000}


def last_weekday(number: int) -> date:
    return next(LAST - timedelta(back) for back in range(7) if (LAST - timedelta(back)).weekday() == number)


@pytest.fixture(scope="module")
def server(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """Four weeks of calls for `orders`, three of one Wednesday for `support`; a user who may not see reports."""
    with ApiServer(tmp_path_factory.mktemp("staffing"), env={"KIKITE_DIST": str(dist)}) as running:
        few = [fact for n in (5, 6, 7) for fact in call(f"few{n}", wall(last_weekday(2), 9, n), group="support")]
        fill(running.db_url, [*weeks(LAST), *few])
        with running.client() as http:
            http.headers.update(running.token(http, "sv1"))
            third = {"id": "vip", "name": "法人窓口", "number": "0312340003"}
            http.post("/api/groups", json=third).raise_for_status()
            for name, rights in (("planner", ["reports"]), ("board", ["monitor"])):
                body = {"id": name, "name": name, "permissions": rights}
                http.post("/api/permission-sets", json=body).raise_for_status()
                user = {"id": name, "name": name, "password": "Another1Password", "permission_set": name}
                http.post("/api/users", json=user).raise_for_status()
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
    """A fresh profile that is logged in, in another time zone than the site's."""
    context = browser.new_context(
        base_url=server.url,
        ignore_https_errors=True,
        storage_state=supervisor,
        viewport=SIZE,  # type: ignore[arg-type]
        timezone_id="America/New_York",
    )
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


def enter(page: Page, group: str = "orders") -> None:
    page.goto(f"/reports/staffing?group={group}")
    expect(page.locator("[data-section=week] [data-slot]").first).to_be_visible()


def cell(page: Page, slot: str) -> Locator:
    return page.locator(f"[data-slot='{slot}']")


def figure(page: Page, item: str) -> Locator:
    return page.locator(f"[data-section=half-hour] .staffing-figures [data-item={item}] dd")


def number(text: str) -> int:
    return int("".join(one for one in text if one.isdigit()))


def slide(page: Page, name: str, value: int) -> None:
    page.locator(f"input[type=range][name={name}]").fill(str(value))


def agents(page: Page, slot: str) -> int:
    return number(cell(page, slot).inner_text())


def test_the_menu_leads_to_the_plan_of_the_first_group(page: Page) -> None:
    page.goto("/monitor")
    page.get_by_role("navigation", name="メニュー").get_by_role("link", name="要員計画").click()
    expect(page.get_by_role("heading", name="要員計画", level=1)).to_be_visible()
    expect(page).to_have_title("要員計画 – Kikite")
    expect(page.locator("select[name=group] option:checked")).to_have_text("ご注文受付")
    rows = page.locator("[data-section=week] tbody tr")
    expect(rows).to_have_count(18)
    expect(rows.first.locator("th")).to_have_text("09:00")
    expect(rows.last.locator("th")).to_have_text("17:30")
    expect(page.locator("[data-section=week] thead th")).to_have_text(
        ["時刻", "月", "火", "水", "木", "金", "土", "日"]
    )
    chosen = page.locator("[data-section=week] [aria-pressed=true]")
    expect(chosen).to_have_count(1)
    expect(page.locator("input[name=within_s]")).to_have_value("20")
    assert agents(page, "sunday 10:00") == 0 < agents(page, "monday 17:00") < agents(page, "monday 10:00")
    assert cell(page, "monday 10:00").get_attribute("data-heat") in ("4", "5")
    expect(page.locator(".staffing-observed [data-item=patience]")).to_contain_text("95%信頼区間")


def test_the_page_shows_what_the_api_says(page: Page) -> None:
    enter(page)
    view = page.request.get("/api/staffing?group=orders&shrinkage=30").json()
    slot = next(one for one in view["slots"] if (one["weekday"], one["begin"]) == ("tuesday", "11:30"))
    needed = slot["plan"]["needed"]
    cell(page, "tuesday 11:30").click()
    expect(page.get_by_role("heading", name="火曜日 11:30–12:00")).to_be_visible()
    expect(figure(page, "needed")).to_have_text(f"{needed['agents']}人")
    expect(figure(page, "scheduled")).to_contain_text(f"{slot['plan']['scheduled']}人")
    expect(figure(page, "service_level")).to_contain_text(f"{needed['service_level']:.1f}%")
    expect(figure(page, "abandonment")).to_have_text(f"{needed['abandonment']:.1f}%")
    expect(figure(page, "volume")).to_contain_text(f"{slot['plan']['volume']:.1f}")
    expect(figure(page, "load")).to_contain_text(f"{slot['plan']['load']:.2f}")
    row = page.locator(".staffing-points tr[data-needed]")
    expect(row.locator("th")).to_contain_text(f"{needed['agents']}人")
    expect(row.locator("td").first).to_have_text(f"{needed['service_level']:.1f}%")


def test_sliders_change_the_plan_at_once_and_go_back(page: Page) -> None:
    enter(page)
    before = agents(page, "monday 10:00")
    figures = {item: figure(page, item).inner_text() for item in ("needed", "scheduled", "service_level", "load")}
    slide(page, "volume", 50)
    expect(page.locator("[data-slider=volume] output")).to_have_text("+50%")
    expect(cell(page, "monday 10:00")).not_to_have_text(str(before))
    assert agents(page, "monday 10:00") > before
    slide(page, "handling", -20)
    expect(page.locator("[data-slider=handling] output")).to_have_text("−20%")
    slide(page, "patience_s", 30)
    expect(page.locator("[data-slider=patience_s] output")).to_have_text("00:00:30")
    page.get_by_role("button", name="実績に戻す").click()
    expect(cell(page, "monday 10:00")).to_have_text(str(before))
    expect(page.locator("[data-slider=patience_s] output")).to_contain_text("（実績）")
    expect(page.get_by_role("button", name="実績に戻す")).to_be_disabled()
    for item, text in figures.items():
        expect(figure(page, item)).to_have_text(text, use_inner_text=True)
    slide(page, "shrinkage", 0)
    expect(figure(page, "scheduled")).to_contain_text("シュリンケージ0%")
    expect(figure(page, "scheduled")).to_contain_text(figures["needed"])


def test_many_moves_of_a_slider_end_with_the_last(page: Page) -> None:
    """While one plan is made others are asked for: what is shown in the end is what the slider says."""
    enter(page)
    for value in (5, 10, 20, 40, 60, 80, 100):
        slide(page, "volume", value)
    expect(page.locator("[data-slider=volume] output")).to_have_text("+100%")
    view = page.request.get("/api/staffing?group=orders&volume=100").json()
    busiest = max(view["slots"], key=lambda one: one["plan"]["load"])
    slot = f"{busiest['weekday']} {busiest['begin']}"
    expect(cell(page, slot)).to_have_text(str(busiest["plan"]["needed"]["agents"]))


def test_targets(page: Page) -> None:
    """What the page shows of the busiest half-hour is what the API says for these targets."""
    enter(page)
    for fields, params in (
        ({"level": "95"}, "level=95"),
        ({"level": "", "max_occupancy": "60"}, "level=0&max_occupancy=60"),
        ({"max_occupancy": "", "max_abandonment": "2"}, "level=0&max_abandonment=2"),
    ):
        for name, value in fields.items():
            page.locator(f"input[name={name}]").fill(value)
        view = page.request.get(f"/api/staffing?group=orders&{params}").json()
        needed = max(view["slots"], key=lambda one: one["volume"] * one["handle_s"])["plan"]["needed"]
        expect(figure(page, "needed")).to_have_text(f"{needed['agents']}人")
        expect(figure(page, "occupancy")).to_have_text(f"{needed['occupancy']:.1f}%")
        expect(figure(page, "abandonment")).to_have_text(f"{needed['abandonment']:.1f}%")
    expect(page.locator(".staffing-curve .key.aim")).to_have_count(0)


def test_what_cannot_be_asked_for_is_said_at_its_field_and_changes_nothing(page: Page) -> None:
    enter(page)
    before = cell(page, "monday 10:00").inner_text()
    page.locator("input[name=level]").fill("100")
    expect(page.get_by_role("alert").filter(has_text="1～99.9")).to_be_visible()
    expect(page.locator("input[name=level]")).to_have_attribute("aria-invalid", "true")
    expect(cell(page, "monday 10:00")).to_have_text(before)
    page.locator("input[name=within_s]").fill("")
    expect(page.locator("#fault-within_s")).to_be_visible()
    page.locator("input[name=within_s]").fill("30")
    page.locator("input[name=level]").fill("80")
    expect(page.locator(".staffing-card .fault")).to_have_count(0)
    expect(figure(page, "service_level")).to_contain_text("30秒以内")


def test_erlang_c_needs_more_and_has_no_patience(page: Page) -> None:
    enter(page)
    before = agents(page, "monday 10:00")
    page.locator("select[name=model]").select_option("erlang_c")
    expect(page.locator("input[name=patience_s]")).to_be_disabled()
    expect(figure(page, "abandonment")).to_have_text("0.0%")
    assert agents(page, "monday 10:00") >= before
    expect(page.locator(".staffing-points")).to_be_visible()


def test_other_figures_in_the_table(page: Page) -> None:
    enter(page)
    show = page.locator("select[name=measure]")
    needed = agents(page, "monday 10:00")
    expect(page.locator("tfoot [data-hours=monday]")).to_be_visible()
    show.select_option("scheduled")
    assert agents(page, "monday 10:00") > needed
    show.select_option("service_level")
    expect(cell(page, "monday 10:00")).to_contain_text("%")
    expect(cell(page, "sunday 10:00")).to_have_text("—")
    expect(page.locator("tfoot")).to_have_count(0)
    show.select_option("handling")
    expect(cell(page, "monday 10:00")).to_have_text(re.compile("^00:0[1-6]:[0-5][0-9]$"))


def test_arrow_keys_choose_half_hours(page: Page) -> None:
    enter(page)
    cell(page, "tuesday 10:00").click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(cell(page, "wednesday 10:30")).to_be_focused()
    expect(cell(page, "wednesday 10:30")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("heading", name="水曜日 10:30–11:00")).to_be_visible()
    expect(page.locator(".staffing-points tr[data-needed]")).to_be_visible()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(cell(page, "wednesday 10:30")).to_be_focused()


def test_a_group_with_few_calls_falls_back_and_says_so(page: Page) -> None:
    enter(page, "support")
    notices = page.locator("[data-item=staffing-notice]")
    expect(notices.filter(has_text="アーランC")).to_be_visible()
    expect(notices.filter(has_text="着信が3件")).to_be_visible()
    expect(page.locator(".staffing-observed [data-item=patience]")).to_contain_text("推定できません")
    slide(page, "patience_s", 60)
    expect(notices.filter(has_text="アーランC")).to_have_count(0)
    expect(page.locator("[data-slider=patience_s] output")).to_have_text("00:01:00")


def test_a_group_without_calls_says_what_is_missing(page: Page) -> None:
    page.goto("/reports/staffing?group=vip")
    expect(page.locator("[data-item=empty]")).to_contain_text("着信がありません")
    page.locator("select[name=group]").select_option("orders")
    expect(cell(page, "monday 10:00")).to_be_visible()
    expect(page).to_have_url(page.url.split("?")[0] + "?group=orders")


def test_periods(page: Page) -> None:
    enter(page)
    calls = page.locator(".staffing-observed [data-item=calls] dd")
    four = number(calls.inner_text().split("応答")[0])
    page.locator("select[name=weeks]").select_option("2")
    expect(calls).not_to_contain_text(f"{four:,}")
    assert number(calls.inner_text().split("応答")[0]) < four
    page.locator("select[name=weeks]").select_option("own")
    pick_day(page.locator("[data-field=from]"), LAST - timedelta(200))
    expect(page.get_by_role("alert").filter(has_text="91 日以内")).to_be_visible()
    pick_day(page.locator("[data-field=from]"), LAST - timedelta(6))
    expect(page.locator(".staffing-observed [data-item=dates]")).to_contain_text(
        f"{LAST - timedelta(6):%Y/%m/%d}({'月火水木金土日'[(LAST - timedelta(6)).weekday()]}) – "
    )


def test_who_may_only_see_reports_lands_there_and_others_do_not(browser: Browser, server: ApiServer) -> None:
    for user, there in (("planner", True), ("board", False)):
        context = browser.new_context(base_url=server.url, ignore_https_errors=True, viewport=SIZE)  # type: ignore[arg-type]
        answer = context.request.post("/api/session", data={"user": user, "password": "Another1Password"})
        assert answer.ok, answer.text()
        page = context.new_page()
        page.goto("/reports/staffing")
        if there:
            expect(cell(page, "monday 10:00").or_(page.locator("[data-item=empty]"))).to_be_visible()
            page.goto("/")
            expect(page.get_by_role("heading", name="電話グループレポート", level=1)).to_be_visible()
        else:
            expect(page.locator("[data-section=overall]")).to_be_visible()
            expect(page.get_by_role("link", name="要員計画")).to_have_count(0)
        context.request.delete("/api/session")
        context.close()


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_and_the_screen_can_be_looked_at(page: Page, language: str, theme: str) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    page.add_init_script(f"localStorage.setItem('kikite.language', '{language}')")
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    enter(page)
    expect(page.locator(".staffing-points tr[data-needed]")).to_be_visible()
    page.screenshot(path=SCREENSHOTS / f"staffing-{language}-{theme}.png")
    assert violations(page) == []
    page.locator("summary").click()
    page.locator("input[name=level]").fill("100")
    slide(page, "volume", 30)
    expect(page.locator("#fault-level")).to_be_visible()
    assert violations(page) == []
    height = page.evaluate("document.querySelector('.content').scrollHeight + 80")
    page.set_viewport_size({"width": 1440, "height": max(1000, height)})
    page.screenshot(path=SCREENSHOTS / f"staffing-whole-{language}-{theme}.png")
    page.set_viewport_size(SIZE)  # type: ignore[arg-type]
    enter(page, "support")
    page.goto("/reports/staffing?group=vip")
    expect(page.locator("[data-item=empty]")).to_be_visible()
    assert violations(page) == []
    page.screenshot(path=SCREENSHOTS / f"staffing-empty-{language}-{theme}.png")
