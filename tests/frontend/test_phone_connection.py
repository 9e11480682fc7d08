"""The browser's leg (F5.8, F5.9), against a second page that plays the server's part."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.frontend import sample
from tests.frontend.mock_server import MockCentre

Enter = Callable[[str, str], Page]

ANSWER = """async (offer) => {
  window.far?.close();
  const far = window.far = new RTCPeerConnection();
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  await far.setRemoteDescription({ type: 'offer', sdp: offer });
  far.addTrack(stream.getAudioTracks()[0], stream);
  await far.setLocalDescription(await far.createAnswer());
  if (far.iceGatheringState !== 'complete') {
    await new Promise((done) => far.addEventListener('icegatheringstatechange',
      () => far.iceGatheringState === 'complete' && done()));
  }
  return far.localDescription.sdp;
}"""
RECEIVED = """async (more) => {
  const packets = async () => [...(await window.far.getStats()).values()]
    .filter((report) => report.type === 'inbound-rtp').reduce((sum, report) => sum + report.packetsReceived, 0);
  const before = await packets();
  while ((await packets()) < before + more) await new Promise((done) => setTimeout(done, 20));
  return true;
}"""


@pytest.fixture
def far(browser: Browser, address: str) -> Iterator[Page]:
    """A page that answers offers."""
    context: BrowserContext = browser.new_context(base_url=address, permissions=["microphone"])
    page = context.new_page()
    page.goto("/api/health")
    yield page
    context.close()


def take_offer(centre: MockCentre, far: Page) -> str:
    """Answer the next offer; returns it."""
    offer, reply = centre.offers.get(timeout=15)
    reply.put(far.evaluate(ANSWER, offer))
    return offer


def test_the_offer_is_pcmu_first_without_candidates(enter: Enter, centre: MockCentre, far: Page) -> None:
    page = enter("op01", "/phone")
    offer = take_offer(centre, far)
    media = next(line for line in offer.splitlines() if line.startswith("m=audio"))
    assert media.split()[3] == "0"
    assert "telephone-event/8000" in offer
    assert "opus" not in offer
    assert "a=candidate" not in offer
    expect(page.locator(".phone")).to_have_attribute("data-connection", "connected", timeout=15_000)
    expect(page.locator("[data-item=obstacle]")).to_have_text("")


def test_the_microphone_is_sent_only_in_a_call(enter: Enter, centre: MockCentre, far: Page) -> None:
    page = enter("op01", "/phone")
    take_offer(centre, far)
    expect(page.locator(".phone")).to_have_attribute("data-connection", "connected", timeout=15_000)
    idle = "async () => (await Promise.all(window.far.getReceivers().map((r) => r.getStats()))).length"
    assert far.evaluate(idle) == 1
    sent = """async () => [...(await window.far.getStats()).values()]
      .filter((r) => r.type === 'inbound-rtp').reduce((sum, r) => sum + r.packetsReceived, 0)"""
    assert far.evaluate(sent) == 0
    centre.change_phone(status="talking", calls=[sample.call("connected")])
    assert far.evaluate(RECEIVED, 10)
    assert page.evaluate("document.querySelector('[data-item=remote-audio]').srcObject.getAudioTracks().length") == 1


def test_a_lost_leg_attaches_again(enter: Enter, centre: MockCentre, far: Page) -> None:
    page = enter("op01", "/phone")
    first = take_offer(centre, far)
    expect(page.locator(".phone")).to_have_attribute("data-connection", "connected", timeout=15_000)
    far.evaluate("window.far.close()")
    second = take_offer(centre, far)
    assert second != first
    expect(page.locator(".phone")).to_have_attribute("data-connection", "connected", timeout=15_000)


def test_a_reload_attaches_again_and_keeps_the_call(enter: Enter, centre: MockCentre, far: Page) -> None:
    page = enter("op01", "/phone")
    take_offer(centre, far)
    centre.change_phone(status="talking", calls=[sample.call("connected")])
    expect(page.get_by_role("region", name="通話中")).to_be_visible()
    page.reload()
    take_offer(centre, far)
    expect(page.get_by_role("region", name="通話中")).to_be_visible()
    assert far.evaluate(RECEIVED, 10)


def test_a_refused_microphone_is_said_with_what_to_do(enter: Enter, page: Page) -> None:
    page.add_init_script("""navigator.mediaDevices.getUserMedia = async () => {
        throw new DOMException('', 'NotAllowedError'); };""")
    enter("op01", "/phone")
    obstacle = page.locator("[data-item=obstacle]")
    expect(obstacle).to_contain_text("マイクの使用が許可されていません")
    expect(obstacle.get_by_role("button", name="再試行")).to_be_visible()


def test_two_windows_do_not_take_the_phone_from_each_other(
    enter: Enter, context: BrowserContext, centre: MockCentre, far: Page
) -> None:
    first = enter("op01", "/phone")
    take_offer(centre, far)
    expect(first.locator(".phone")).to_have_attribute("data-connection", "connected", timeout=15_000)
    second = context.new_page()
    second.goto("/phone")
    obstacle = second.locator("[data-item=obstacle]")
    expect(obstacle).to_contain_text("電話は別のウィンドウで開いています")
    assert centre.offers.empty()
    obstacle.get_by_role("button", name="こちらで使う").click()
    take_offer(centre, far)
    expect(second.locator(".phone")).to_have_attribute("data-connection", "connected", timeout=15_000)
    expect(first.locator(".phone")).to_have_attribute("data-connection", "elsewhere")
