"""Nothing under the pointer moves when something is said or a call comes: who aims at a button presses that one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.frontend import sample
from tests.frontend.mock_server import MockCentre, rfc3339

Enter = Callable[[str, str], Page]
Boxes = dict[str, dict[str, float]]

BUTTONS = """() => Object.fromEntries([...document.querySelectorAll('main button[data-action]')]
  .filter((one) => !one.closest('dialog, k-notices')).map((one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    return [`${one.dataset.action} ${one.dataset.status ?? ''}`, { x, y, width, height }];
  }))"""
FAILED = {"at": rfc3339(3), "number": "0455556666", "name": "", "reason": "busy"}
LOST = {"at": rfc3339(900), "back": rfc3339(60)}
SAID: list[tuple[str, dict[str, Any]]] = [
    ("[data-item=failed-call] .notice", {"failed": FAILED}),
    ("[data-item=reason] .notice", {"reason": "missed_calls"}),
    ("[data-item=was-lost] .notice", {"lost": LOST}),
    ("[data-item=obstacle] .notice[data-kind=switch_down]", {"switch_up": False}),
    (".remarks .after", {"next": "lunch_break"}),
    (".after[data-item=chosen-by]", {"chosen_by": "佐藤 由美"}),
    (".after[data-item=chosen-by]", {"chosen_by": "佐藤 由美", "next": "lunch_break", "reason": "missed_calls"}),
]


def buttons(page: Page) -> Boxes:
    found: Boxes = page.evaluate(BUTTONS)
    return found


@pytest.fixture(params=[(1280, 720), (460, 820)], ids=["wide", "window"])
def phone(request: pytest.FixtureRequest, enter: Enter, centre: MockCentre) -> Page:
    """The phone page as wide as a screen, and in its window."""
    page = enter("op01", "/phone")
    page.set_viewport_size({"width": request.param[0], "height": request.param[1]})
    expect(page.locator(".status-now[data-status=available]")).to_be_visible()
    expect(page.locator("[data-item=outgoing-group]")).to_be_visible()
    return page


@pytest.mark.parametrize("state", ["idle", "ringing", "connected"])
def test_no_button_moves_while_something_is_said(phone: Page, centre: MockCentre, state: str) -> None:
    if state != "idle":
        centre.change_phone(status="talking", calls=[sample.call(state)])
        expect(phone.locator(f"[data-call][data-state={state}]")).to_be_visible()
    before = buttons(phone)
    wanted = {"idle": "dial ", "ringing": "answer ", "connected": "hangup "}[state]
    assert {wanted, "status available", "status lunch_break", "alert "} <= set(before)
    for shown, parts in SAID:
        old = {name: centre.phone.get(name) for name in parts}
        centre.change_phone(**parts)
        expect(phone.locator(shown).first).to_be_attached()
        assert buttons(phone) == before, parts
        centre.change_phone(**old)
        expect(phone.locator(shown)).to_have_count(0)
        assert buttons(phone) == before, parts


def test_neither_a_refusal_nor_the_loss_of_the_server_moves_a_button(phone: Page, centre: MockCentre) -> None:
    centre.refuse["PUT /phone/status"] = (409, {"code": "wrong_state", "detail": "今の状態ではできません。"})
    before = buttons(phone)
    phone.locator("[data-action=status][data-status=lunch_break]").click()
    expect(phone.locator("[data-item=error] .notice")).to_be_visible()
    assert buttons(phone) == before
    centre.cut(down=True)
    expect(phone.locator("[data-item=obstacle] .notice[data-kind=disconnected]")).to_be_attached()
    assert buttons(phone) == before


def test_the_status_buttons_stay_where_they_are_when_a_call_comes_and_goes(phone: Page, centre: MockCentre) -> None:
    def staying() -> Boxes:
        return {name: box for name, box in buttons(phone).items() if name.startswith(("status", "alert"))}

    before = staying()
    call_buttons = []
    for parts in ({}, {"name": ""}, {"number": "", "name": "", "caller_id": "withheld"}):
        centre.change_phone(calls=[sample.call("ringing", **parts)])
        expect(phone.locator("[data-action=answer]")).to_be_visible()
        assert staying() == before
        call_buttons.append(buttons(phone)["answer "])
        centre.change_phone(calls=[])
        expect(phone.locator("[data-action=dial]")).to_be_visible()
        assert staying() == before
    assert call_buttons.count(call_buttons[0]) == 3  # whoever calls


def test_what_comes_under_the_pointer_cannot_be_pressed_at_once(phone: Page, centre: MockCentre) -> None:
    """The press was meant for the key pad that was there before."""
    phone.evaluate(
        """() => new MutationObserver(() => {
            const actions = document.querySelector('.call-actions');
            if (actions) window.first ??= getComputedStyle(actions).pointerEvents;
        }).observe(document.body, { childList: true, subtree: true })"""
    )
    centre.change_phone(calls=[sample.call("ringing")])
    expect(phone.locator("[data-action=answer]")).to_be_visible()
    assert phone.evaluate("window.first") == "none"
    expect(phone.locator(".call-actions")).to_have_css("pointer-events", "auto")


def test_what_does_not_fit_is_shown_on_demand(phone: Page, centre: MockCentre) -> None:
    every = phone.locator("[data-action=all-notices]")
    centre.change_phone(reason="missed_calls", lost=LOST, failed=FAILED)
    expect(every).to_be_visible()
    before = buttons(phone)
    last = phone.locator("[data-item=was-lost] .notice p")
    expect(last).not_to_be_in_viewport(ratio=1)
    every.click()
    expect(every).to_have_attribute("aria-expanded", "true")
    expect(last).to_be_in_viewport(ratio=1)
    assert buttons(phone) == before
    phone.keyboard.press("Escape")
    expect(last).not_to_be_in_viewport(ratio=1)
    centre.change_phone(reason="", lost=None, failed=None)
    expect(every).to_be_hidden()
