"""axe-core finds nothing on the console, the phone, the history and the log-in, in either theme."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.frontend.mock_server import MockCentre, rfc3339
from tests.support.axe import violations

PAGES = [
    ("sv", "/monitor", "tr[data-operator]"),
    ("sv", "/monitor/groups", ".tile"),
    ("sv", "/monitor/operators", ".seat"),
    ("sv", "/monitor/settings", ".watch-row"),
    ("sv", "/history", "tr[data-call]"),
    ("sv", "/monitor/sound-tests", "tr[data-test-of]"),
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
def test_messages(enter: Callable[[str, str], Page], page: Page, centre: MockCentre, theme: str) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    common = {"mailbox": "group:g", "call": "c", "name": "", "caller_id": "number", "at": rfc3339(60), "duration_s": 75}
    centre.messages = [
        {**common, "id": "m1", "folder": "new", "number": "09012345678"},
        {**common, "id": "m2", "folder": "old", "number": "0312345678", "mailbox": "extension:2001"},
    ]
    counts = {"own": True, "new": 1, "old": 1, "work": 0}
    centre.mailboxes = [
        {**counts, "id": "group:g", "name": "ご注文受付"},
        {**counts, "id": "extension:2001", "name": "佐藤 美咲"},
    ]
    centre.phone["messages"] = 1
    enter("op01", "/phone")
    button = page.get_by_role("button", name="留守電 1 件の新しいメッセージ")
    expect(button).to_be_visible()
    assert violations(page) == []
    button.click()
    message = page.locator("li[data-message=m1]")
    expect(message.locator("[data-item=mailbox]")).to_have_text("ご注文受付")
    expect(page.locator("li[data-message=m2] [data-item=mailbox]")).to_have_text("内線 2001")
    message.locator("[data-action=hear]").click()
    message.locator("[data-action=delete]").click()
    expect(message.get_by_role("button", name="本当に削除する")).to_be_visible()
    assert violations(page) == []
    with page.expect_response(lambda answer: answer.request.method == "DELETE"):
        message.locator("[data-action=delete]").click()
    expect(page.locator("dialog.messages")).to_be_visible()
    assert centre.asked("DELETE", "/voicemail/messages/m1") == [None]
    assert centre.asked("PATCH", "/voicemail/messages/m1") == [{"folder": "old"}]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_log_in(page: Page, address: str, theme: str) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.goto("/login")
    expect(page.get_by_label("ユーザーID")).to_be_visible()
    assert violations(page) == []
