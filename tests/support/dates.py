"""Picking days and times as a user does, from the page's own calendar."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import Locator, expect


def pick_day(picker: Locator, day: date) -> None:
    """Open the calendar of a `k-date`, turn to the month, press the day."""
    picker.locator(".date-button").click()
    there = picker.locator("[data-date]").first
    expect(there).to_be_visible()
    months = _month(day.isoformat()) - _month(there.get_attribute("data-date") or "")
    turn = picker.locator(".calendar-head button.icon-only:not(.double)").nth(0 if months < 0 else 1)
    for _ in range(abs(months)):
        turn.click()
    picker.locator(f"[data-date='{day.isoformat()}']").click()


def _month(day: str) -> int:
    year, month = map(int, day.split("-")[:2])
    return year * 12 + month


def pick_moment(field: Locator, day: date, time: str = "") -> None:
    """Pick the day of a `k-moment`, and type the time beside it."""
    pick_day(field.locator("k-date"), day)
    if time:
        field.locator("input").fill(time)
        field.locator("input").blur()
