"""Microphone, speaker and ringer of the phone window: chosen, remembered, unplugged and plugged in again (F5.8, F5.14).

The devices are the test's: what the page asks the browser for is noted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.frontend.mock_server import MockCentre
from tests.support.axe import violations

Enter = Callable[[str, str], Page]

DEVICES = """(() => {
  const device = (kind, deviceId, label) => ({ kind, deviceId, label, groupId: '' });
  const all = [device('audioinput', 'default', 'Default'), device('audioinput', 'm1', 'Desk microphone'),
    device('audioinput', 'h1', 'Headset'), device('audiooutput', 'h2', 'Headset'),
    device('audiooutput', 's1', 'Loudspeaker')];
  let there = all;
  Object.assign(window, { asked: [], sinks: [], refuse: '' });
  const media = navigator.mediaDevices;
  media.enumerateDevices = async () => there;
  window.plug = (missing, ids = {}) => {
    there = all.filter(({ label }) => label !== missing).map((one) => ({
      ...one, deviceId: ids[one.deviceId] ?? one.deviceId }));
    media.dispatchEvent(new Event('devicechange'));
  };
  const open = media.getUserMedia.bind(media);
  media.getUserMedia = async ({ audio }) => {
    if (window.refuse) throw new DOMException('', window.refuse);
    window.asked.push(audio.deviceId?.exact ?? '');
    return open({ audio: true });
  };
  const note = (kind) => async function (id) { window.sinks.push([kind, id]); };
  HTMLMediaElement.prototype.setSinkId = note('speaker');
  AudioContext.prototype.setSinkId = note('ringer');
})()"""


@pytest.fixture
def phone(page: Page, enter: Enter) -> Page:
    """The phone window of an operator with devices of the test."""
    page.add_init_script(DEVICES)
    enter("op01", "/phone")
    page.wait_for_function("() => window.asked.length > 0")
    return page


def until(page: Page, expression: str, value: Any) -> None:
    page.wait_for_function(f"(value) => JSON.stringify({expression}) === JSON.stringify(value)", arg=value)


def settings(page: Page) -> Locator:
    page.get_by_role("button", name="設定").click()
    return page.get_by_role("dialog", name="設定")


def test_a_choice_is_used_at_once_and_tomorrow(phone: Page) -> None:
    assert phone.evaluate("window.asked") == [""]
    dialog = settings(phone)
    names = dialog.get_by_role("combobox", name="マイク").locator("option").all_inner_texts()
    assert names == ["パソコンの既定の機器", "Desk microphone", "Headset"]
    dialog.get_by_role("combobox", name="マイク").select_option("Headset")
    until(phone, "window.asked", ["", "h1"])
    dialog.get_by_role("combobox", name="スピーカー").select_option("Headset")
    until(phone, "window.sinks", [["speaker", "h2"]])
    dialog.get_by_role("combobox", name="着信音の機器").select_option("Loudspeaker")
    phone.reload()
    phone.wait_for_function("() => window.asked.length > 0")
    assert phone.evaluate("window.asked") == ["h1"]
    until(phone, "window.sinks", [["speaker", "h2"]])


def test_an_unplugged_device_is_named_replaced_and_comes_back(phone: Page) -> None:
    settings(phone).get_by_role("combobox", name="マイク").select_option("Headset")
    until(phone, "window.asked", ["", "h1"])
    phone.keyboard.press("Escape")
    phone.evaluate("window.plug('Headset')")
    notice = phone.locator("[data-item=devices] [data-device=microphone]")
    expect(notice).to_contain_text("マイク「Headset」が接続されていません")
    until(phone, "window.asked", ["", "h1", ""])
    expect(settings(phone).get_by_role("combobox", name="マイク")).to_have_value("h1")
    phone.keyboard.press("Escape")
    phone.evaluate("window.plug('', { h1: 'h7' })")  # the browser has given it another id
    expect(notice).to_have_count(0)
    until(phone, "window.asked", ["", "h1", "", "h7"])


def test_choices_are_each_users_own(phone: Page, enter: Enter) -> None:
    settings(phone).get_by_role("combobox", name="マイク").select_option("Headset")
    until(phone, "window.asked", ["", "h1"])
    enter("sv", "/phone")
    phone.wait_for_function("() => window.asked.length > 0")
    assert phone.evaluate("window.asked") == [""]


def test_a_call_rings_on_the_ringing_device(phone: Page, centre: MockCentre) -> None:
    settings(phone).get_by_role("combobox", name="着信音の機器").select_option("Loudspeaker")
    phone.keyboard.press("Escape")
    call = {
        "call": "c1",
        "direction": "inbound",
        "state": "ringing",
        "number": "0901112222",
        "name": "",
        "caller_id": "number",
        "group": "g1",
        "group_name": "受付",
        "since": centre.phone["server_time"],
        "answered": None,
        "held_since": None,
        "consult": None,
        "consulted_by": "",
        "conference": False,
        "parties": [],
    }
    centre.change_phone(calls=[call])
    expect(phone.locator("[data-call][data-state=ringing]")).to_be_visible()
    phone.wait_for_function("() => window.sinks.some(([kind, id]) => kind === 'ringer' && id === 's1')")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("NotReadableError", "ほかのアプリがマイクを使っています"),
        ("NotAllowedError", "許可されていません"),
        ("NotFoundError", "見つかりません"),
    ],
)
def test_why_there_is_no_microphone_is_said_in_words(page: Page, enter: Enter, error: str, words: str) -> None:
    page.add_init_script(DEVICES + f"; window.refuse = '{error}'")
    enter("op01", "/phone")
    expect(page.locator("[data-item=obstacle]")).to_contain_text(words)
    page.evaluate("window.refuse = ''")
    page.locator("[data-item=obstacle] button").press("Enter")
    page.wait_for_function("() => window.asked.length > 0")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_work_the_dialog(phone: Page, centre: MockCentre, theme: str) -> None:
    phone.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    phone.evaluate("window.plug('Loudspeaker')")
    phone.locator("[data-action=sound-test]").press("Enter")
    dialog = phone.get_by_role("dialog", name="音声テスト")
    expect(dialog.locator("[data-verdict=good]")).to_contain_text("良好")  # the last one
    expect(dialog.get_by_role("meter", name="マイクの音量")).to_be_visible()
    expect(dialog.get_by_role("button", name="テストを始める")).to_be_disabled()  # the sound is not connected
    phone.wait_for_function("() => document.querySelector('meter').value > 0")
    assert violations(phone) == []
    dialog.get_by_role("button", name="スピーカーの音を聞く").press("Enter")
    until(phone, "window.sinks", [["ringer", ""]])
    phone.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
