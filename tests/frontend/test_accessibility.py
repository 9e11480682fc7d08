"""axe-core finds nothing on the console, the phone, the history and the log-in, in either theme."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.axe import violations

PAGES = [
    ("sv", "/monitor", "tr[data-operator]"),
    ("sv", "/monitor/groups", "tr[data-group]"),
    ("sv", "/history", "tr[data-call]"),
    ("op01", "/phone", ".status-card"),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("user", "path", "seen"), PAGES)
def test_page(enter: Callable[[str, str], Page], page: Page, user: str, path: str, seen: str, theme: str) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    enter(user, path)
    expect(page.locator(seen).first).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_log_in(page: Page, address: str, theme: str) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.goto("/login")
    expect(page.get_by_label("ユーザーID")).to_be_visible()
    assert violations(page) == []
