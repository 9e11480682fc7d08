"""Every counted figure of the monitors opens what it counts (F7.9)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from sip.contract.enums import Cause, Direction, Side, Status, VisitOutcome
from sip.contract.events import CallEnded, CallStarted, StatusChanged, VisitBegan, VisitEnded
from tests.monitor_pages.conftest import Switch
from tests.report_pages.test_figure_parts import read_all, rows, seconds
from tests.support.api import ApiServer
from tests.support.axe import violations

FOLDER = Path(__file__).parents[1] / "screenshots"
LIVE = {"waiting", "longest_wait", "talking", "talking_in", "talking_out", "logged_in", "available", "acw",
        "short_break", "lunch_break", "work"}  # fmt: skip
ROWS = ("tr[data-row]", "tr[data-group=g]", "tr[data-group=i]", "tr[data-group=h]")


@pytest.fixture(scope="module")
def operator(server: ApiServer, switch: Switch) -> str:
    """The one who has answered most so far, and is on a break now, which is not the first of the day."""
    with server.client() as http:
        http.headers.update(server.token(http, "sv1"))
        present = [row for row in http.get("/api/monitor").json()["operators"] if row["status"] != "logged_out"]
    found: str = max(present, key=lambda row: row["cells"]["ans"])["id"]
    for status in (Status.SHORT_BREAK, Status.AVAILABLE, Status.SHORT_BREAK):
        switch.happens(StatusChanged(operator=found, status=status, chosen=status))
    return found


def dialog(page: Page) -> Locator:
    return page.locator("dialog[data-item=figure]")


def board(page: Page, path: str = "/monitor", shown: str = "tr[data-operator]") -> None:
    page.goto(path)
    expect(page.locator(shown).first).to_be_visible()


def counted(http: httpx.Client) -> dict[str, dict[str, Any]]:
    items = http.get("/api/metrics").json()["items"]
    return {item["id"]: item for item in items if item["counted"]}


def number(text: str) -> float:
    """A figure as it is written."""
    return float(seconds(text)) if ":" in text else float(re.sub(r"[,%]", "", text).replace("—", "-1"))


def test_each_counted_figure_opens_itself_and_no_other_can_be_opened(
    page: Page, http: httpx.Client, operator: str
) -> None:
    board(page)
    figures = counted(http)
    assert not LIVE & figures.keys()
    for at, row in enumerate((*ROWS, f"tr[data-operator={operator}]", f"tr[data-operator={operator}]")):
        cells = page.locator(f"{row} td[data-item]:not([data-item=status], [data-item=elapsed], [data-item=extension])")
        items = [cell.get_attribute("data-item") or "" for cell in cells.all()]
        assert {item for item in items if page.locator(f"{row} [data-item={item}] .figure").count()} == {
            item for item in items if item in figures
        }
        for item in [one for one in items if one in figures][at % 2 :: 2]:
            cell = page.locator(f"{row} [data-item={item}]")
            before = number(cell.inner_text())
            cell.click(position={"x": 3, "y": 3})
            value = dialog(page).locator("[data-item=value]")
            expect(value).to_be_visible()
            expect(dialog(page).get_by_role("heading", level=2)).to_contain_text(figures[item]["label"]["ja"])
            behind = number(value.inner_text())
            assert behind >= before, item
            # Of a status that lasts, the cell goes on meanwhile, and comes to what was counted.
            page.wait_for_function(
                "([row, item, text]) => document.querySelector(`${row} [data-item=${item}]`).innerText >= text",
                arg=[row, item, value.inner_text()],
            )
            assert behind == before or cell.locator("k-clock").count(), item
            page.keyboard.press("Escape")
            expect(dialog(page)).to_have_count(0)
            expect(cell.get_by_role("button")).to_be_focused()


def test_the_calls_are_as_many_as_the_figure_says(page: Page, operator: str) -> None:
    board(page)
    for row, item in (("tr[data-group=g]", "in"), (f"tr[data-operator={operator}]", "ans")):
        cell = page.locator(f"{row} [data-item={item}]")
        wanted = int(cell.inner_text().replace(",", ""))
        assert wanted > 0
        cell.click()
        expect(rows(dialog(page)).first).to_be_visible()
        read_all(dialog(page))
        expect(rows(dialog(page))).to_have_count(wanted)
        page.keyboard.press("Escape")


def test_a_figure_is_counted_again_when_the_board_has_gone_on(page: Page, switch: Switch) -> None:
    board(page)
    cell = page.locator("tr[data-group=g] [data-item=aban]")
    before = int(cell.inner_text())
    cell.click()
    value = dialog(page).locator("[data-item=value]")
    expect(value).to_have_text(str(before))
    switch.happens(
        CallStarted(call="late", direction=Direction.INBOUND, from_number="0312345678", to_number="0500"),
        VisitBegan(visit="late", call="late", group="g", target_s=20),
        VisitEnded(visit="late", outcome=VisitOutcome.ABANDONED),
        CallEnded(call="late", cause=Cause.CANCELLED, by=Side.OUTSIDE),
    )
    expect(cell).to_have_text(str(before + 1))
    expect(value).to_have_text(str(before))
    expect(dialog(page).locator("[data-item=as-of]")).to_contain_text("時点")
    dialog(page).get_by_role("button", name="数え直す").click()
    expect(value).to_have_text(str(before + 1))
    expect(rows(dialog(page)).first).to_have_attribute("data-call", "late")


def test_arrow_keys_lead_to_figures_of_a_table(page: Page) -> None:
    board(page)
    page.locator("[data-section=groups] .table-scroll").focus()
    focused = (
        "[document.activeElement.closest('[data-group]')?.dataset.group, "
        "document.activeElement.closest('[data-item]')?.dataset.item]"
    )
    for key, item in (
        ("ArrowDown", None), ("ArrowRight", "in"), ("ArrowRight", "ans"), ("ArrowDown", "ans"), ("ArrowLeft", "in"),
        ("ArrowLeft", None), ("ArrowRight", "in"),
    ):  # fmt: skip
        page.keyboard.press(key)
        found = page.evaluate(focused)
        assert found[1] == item, key
    page.keyboard.press("Enter")
    expect(dialog(page).get_by_role("heading", level=2)).to_have_text("「着信数」の内訳")
    page.keyboard.press("Escape")
    assert page.evaluate(focused) == found
    page.locator("[data-section=overall] .table-scroll").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(dialog(page).locator(".modal-facts strong")).to_have_text("全体")


@pytest.mark.parametrize(
    ("path", "card", "item", "label"),
    [
        ("/monitor/groups", ".tile[data-group=g]", "in", "着信数"),
        ("/monitor/operators", ".seat[data-operator=OPERATOR]", "out", "発信数"),
    ],
)
def test_tab_leads_to_the_figures_of_a_tile_or_seat(
    page: Page, operator: str, path: str, card: str, item: str, label: str
) -> None:
    card = card.replace("OPERATOR", operator)
    board(page, path, card)
    page.locator(card).evaluate("card => (card.querySelector('button.name') ?? card).focus()")
    page.keyboard.press("Tab")
    figure = page.locator(f"{card} [data-item={item}] .figure")
    expect(figure).to_be_focused()
    shown = figure.inner_text()
    page.keyboard.press("Enter")
    expect(dialog(page).get_by_role("heading", level=2)).to_have_text(f"「{label}」の内訳")
    expect(dialog(page).locator("[data-item=value]")).to_have_text(shown)
    page.keyboard.press("Escape")
    expect(figure).to_be_focused()
    other = page.locator(".cards > li").filter(has_not=figure).locator(".figure").first
    expect(other).to_have_attribute("tabindex", "-1")


def test_beside_the_figures_an_operator_opens_the_actions(page: Page, operator: str) -> None:
    board(page)
    page.locator(f"tr[data-operator={operator}] [data-item=elapsed]").click()
    expect(page.locator(".operator-actions")).to_have_attribute("data-of", operator)
    page.keyboard.press("Escape")
    board(page, "/monitor/operators", ".seat")
    page.locator(f".seat[data-operator={operator}] [data-item=status]").click()
    expect(page.locator(".operator-actions")).to_have_attribute("data-of", operator)
    expect(dialog(page)).to_have_count(0)


def test_a_listed_call_leads_to_the_history_and_the_browser_leads_back(page: Page, operator: str) -> None:
    board(page)
    page.locator(f"tr[data-operator={operator}] [data-item=ans]").click()
    first = rows(dialog(page)).first
    call = first.get_attribute("data-call")
    first.get_by_role("link", name="通話履歴で見る").click()
    explained = page.locator("dialog[data-item=explanation]")
    expect(explained.locator("[data-stretch=segment]").first).to_be_visible()
    expect(dialog(page)).to_have_count(0)
    expect(page.locator("tr[data-call]")).to_have_count(1)
    expect(page.locator(f"tr[data-call='{call}']")).to_have_attribute("data-open", "")
    assert violations(page) == []
    page.go_back()
    expect(explained).to_have_count(0)
    expect(page.locator("tr[data-operator]").first).to_be_visible()
    expect(rows(dialog(page)).first).to_have_attribute("data-call", call or "")
    page.go_forward()
    expect(explained).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="すべての通話を表示").click()
    expect(page.locator("tr[data-call]").nth(1)).to_be_visible()
    assert page.evaluate("location.search") == ""
    page.go_back()
    expect(dialog(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog(page)).to_have_count(0)
    page.reload()
    expect(page.locator("tr[data-operator]").first).to_be_visible()
    expect(dialog(page)).to_have_count(0)


def test_columns_say_what_they_mean_and_how_they_are_cut_off(page: Page) -> None:
    board(page)
    expect(page.locator("th[data-item=avg_talk_in]").first).to_have_attribute("title", re.compile("1秒未満は切り捨て"))
    board(page, "/monitor/groups", ".tile")
    expect(page.locator("[data-item=answer_rate] dt").first).to_have_attribute("title", re.compile("小数第2位以下"))


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_figure_over_the_board_can_be_looked_at(page: Page, operator: str, language: str, theme: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.add_init_script(f"localStorage.setItem('kikite.language', '{language}')")
    for path, card, item in (
        ("/monitor", "tr[data-group=g]", "avg_handle_in"),
        ("/monitor", f"tr[data-operator={operator}]", "total_short_break"),
        ("/monitor/groups", ".tile[data-group=g]", "answer_rate"),
        ("/monitor/operators", f".seat[data-operator={operator}]", "total_hold"),
    ):
        board(page, path, card)
        assert violations(page) == []
        page.locator(f"{card} [data-item={item}]").click()
        expect(dialog(page).locator("[data-item=value]")).to_be_visible()
        expect(dialog(page).get_by_role("status")).to_have_count(0)
        assert violations(page) == []
        page.screenshot(path=FOLDER / f"board-figure-{item}-{language}-{theme}.png")
