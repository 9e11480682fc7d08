"""axe-core finds nothing on any page of the administration, in either theme, in tables, forms, faults and questions."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.support.api import ApiServer
from tests.support.axe import violations

TABLES = [
    *(
        f"/masters/{name}"
        for name in ("users", "statuses", "groups", "thresholds", "permission-sets", "sessions", "audit")
    ),
    *(
        f"/pbx/{name}"
        for name in ("extensions", "trunks", "routes", "receptions", "menus", "announcements", "mailboxes", "holidays")
    ),
]
FORMS = [
    *(
        "/masters/users?new",
        "/masters/users?edit=op1",
        "/masters/statuses?edit=available",
        "/masters/groups?edit=support",
    ),
    *(
        "/masters/permission-sets?edit=supervisor",
        "/pbx/extensions?new",
        "/pbx/trunks?edit=carrier",
        "/pbx/routes?edit=0350000099",
    ),
    *(
        "/pbx/receptions?edit=orders",
        "/pbx/menus?edit=main",
        "/pbx/announcements?edit=welcome",
        "/pbx/handling",
        "/masters/chat",
        "/pbx/mailboxes?edit=group%3Aorders",
    ),
]
RULES = {"light": (), "dark": ("color-contrast",)}
"""Only colours can differ between the themes."""
WEEK = {day: ["09:00-18:00"] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}


@pytest.fixture(scope="module", autouse=True)
def filled(server: ApiServer) -> Iterator[None]:
    """Something on every page."""
    with server.client() as http:
        http.headers.update(server.token(http, "sv1"))
        keys = {"1": {"group": "orders"}, "2": {"prompts": ["please-wait"], "extension": "104"}, "9": {"again": True}}
        bodies: dict[str, dict[str, object]] = {
            "menus": {"id": "main", "name": "メイン", "prompts": ["menu-sample"], "keys": keys},
            "receptions": {"group": "orders", "hours": {**WEEK, "exceptions": {"2031-12-30": []}}, "menu": "main"},
            "mailboxes": {"id": "group:orders"},
            "routes": {"number": "0350000099", "menu": "main"},
        }
        for path, body in bodies.items():
            answer: httpx.Response = http.post(f"/api/{path}", json=body)
            assert answer.is_success, answer.text
        server.token(http, "op2")
        assert http.post("/api/forced-log-outs", json={"user": "op2"}).is_success
        yield


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_tables(page: Page, theme: str) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    found: dict[str, list[str]] = {}
    for path in TABLES:
        page.goto(path)
        expect(page.locator("tbody tr").first).to_be_visible()
        found[path] = violations(page, RULES[theme])
    assert {path: list_ for path, list_ in found.items() if list_} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_forms(page: Page, theme: str) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    found: dict[str, list[str]] = {}
    for path in FORMS:
        page.goto(path)
        expect(page.locator("[data-action=save]")).to_be_visible()
        found[path] = violations(page, RULES[theme])
    assert {path: list_ for path, list_ in found.items() if list_} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_faults_questions_and_details(page: Page, theme: str) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.goto("/masters/users?new")
    page.locator("[data-action=save]").click()
    expect(page.locator("#f-id-fault")).to_be_visible()
    assert violations(page, RULES[theme]) == []
    page.locator("#f-id").fill("x")
    page.get_by_role("link", name="監査ログ").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page, RULES[theme]) == []
    page.locator("[data-action=yes]").click()
    page.locator("tr[data-entry] button").first.click()
    expect(page.locator(".differences")).to_be_visible()
    assert violations(page, RULES[theme]) == []


def test_english(page: Page) -> None:
    """Names of controls are in the other language, too."""
    page.add_init_script("localStorage.setItem('kikite.language', 'en')")
    page.goto("/masters/groups?edit=support")
    expect(page.get_by_label("Longest wait", exact=True)).to_be_visible()
    expect(page.get_by_label("Tier of 田中 健 (op3)")).to_have_value("1")
    assert violations(page) == []
