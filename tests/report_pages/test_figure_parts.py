"""What a figure counts, opened from a report and from the history (F7.9)."""

from __future__ import annotations

import os
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.report_pages.test_report_pages import ask, cell, days as days, report
from tests.support.axe import violations

SHOTS = os.environ.get("KIKITE_FIGURE_SHOTS", "")


def shot(page: Page, name: str) -> None:
    """A picture for whoever wants to look."""
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"))


def seconds(text: str) -> int:
    hours, minutes, rest = (int(part) for part in text.split(":"))
    return hours * 3600 + minutes * 60 + rest


def rows(dialog: Locator, source: str = "calls") -> Locator:
    return dialog.locator(f"[data-source={source}] tbody tr")


def read_all(dialog: Locator, source: str = "calls") -> None:
    """Every page of the list, with the keyboard."""
    more = dialog.locator(f"[data-source={source}] [data-action=more]")
    while more.count():
        shown = rows(dialog, source).count()
        more.press("Enter")
        expect(rows(dialog, source)).not_to_have_count(shown)
        expect(dialog.get_by_role("status")).to_have_count(0)


def test_a_figure_opens_the_calls_that_it_counts(page: Page, days: list[str], http: httpx.Client) -> None:
    ask(page, "/reports/groups", days, "&group=orders&item=aban&show=aban")
    figure = cell(page, "aban", "", "orders").get_by_role("button")
    figure.focus()
    figure.press("Enter")
    dialog = page.locator("dialog[data-item=figure]")
    expect(dialog.get_by_role("heading", level=2)).to_have_text("「放棄数」の内訳")
    wanted = report(http, page)["totals"][0]["values"][0]
    expect(dialog.locator("[data-item=value]")).to_have_text(f"{wanted:,}")
    read_all(dialog)
    expect(rows(dialog)).to_have_count(wanted)
    assert violations(page) == []
    shot(page, "figure")
    rows(dialog).first.get_by_role("button", name="この通話を説明").click()
    explained = page.locator("dialog[data-item=explanation]")
    expect(explained.locator("[data-stretch=visit]").first).to_contain_text("放棄")
    explained.locator("summary").first.click()
    expect(explained.locator("details[open]")).to_contain_text("放棄数")
    assert violations(page) == []
    shot(page, "explanation")
    page.keyboard.press("Escape")
    expect(explained).to_have_count(0)
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(figure).to_be_focused()


def test_a_figure_of_status_times_opens_both_lists(page: Page, days: list[str]) -> None:
    ask(page, "/reports/operators", days, "&kind=calls&operator=op1&item=utilisation&show=utilisation")
    page.get_by_role("option", name="稼働率").click()
    cell(page, "utilisation", "", "op1").get_by_role("button").click()
    dialog = page.locator("dialog[data-item=figure]")
    expect(rows(dialog, "statuses").first).to_be_visible()
    read_all(dialog)
    read_all(dialog, "statuses")
    of_parts = sum(seconds(text) for text in dialog.locator("tbody [data-item=d]").all_inner_texts())
    whole = seconds(dialog.locator("dd[data-item=d]").inner_text())
    # Each is cut to whole seconds.
    assert abs(whole - of_parts) <= dialog.locator("tbody tr").count()
    assert violations(page) == []
    shot(page, "statuses")


@pytest.mark.parametrize(("language", "theme"), [("ja", "light"), ("en", "dark")])
def test_the_history_explains_a_call(page: Page, language: str, theme: str) -> None:
    page.add_init_script(f"localStorage.setItem('kikite.language', '{language}')")
    page.add_init_script(f"localStorage.setItem('kikite.theme', '{theme}')")
    page.goto("/history")
    page.locator("tr[data-direction=inbound] [data-result=answered]").first.click()
    page.locator("[data-action=explain]").click()
    dialog = page.locator("dialog[data-item=explanation]")
    expect(dialog.locator("[data-stretch=segment]").first).to_be_visible()
    for summary in dialog.locator("summary").all()[:3]:
        summary.press("Enter")
    assert violations(page) == []
    shot(page, f"history-{language}-{theme}")
