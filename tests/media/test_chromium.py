"""A real browser on the worker: both directions measured by frequency, reload, and the page's view of the end."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, Route, async_playwright

from sip.media.client import FromLeg, LostReason, MediaClient, Prompt
from tests.media.conftest import Listener
from tests.media.test_client import bridge, party
from tests.support.sound import frames, loudness, pitch, strength, tone

ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--allow-loopback-in-peer-connection",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

PAGE = """<!doctype html><meta charset=utf-8><title>phone</title><script>
let connection, ear;
async function begin() {
  const context = new AudioContext();
  const microphone = context.createMediaStreamDestination();
  const oscillator = new OscillatorNode(context, {frequency: 700});
  const gain = new GainNode(context, {gain: 0.3});
  oscillator.connect(gain).connect(microphone);
  oscillator.start();
  connection = new RTCPeerConnection();
  connection.addTrack(microphone.stream.getAudioTracks()[0], microphone.stream);
  ear = new AnalyserNode(context, {fftSize: 8192, smoothingTimeConstant: 0, minDecibels: -120});
  connection.ontrack = ({track}) => {
    const stream = new MediaStream([track]);
    const sink = new Audio();
    sink.muted = true; sink.srcObject = stream; sink.play();
    context.createMediaStreamSource(stream).connect(ear);
  };
  await connection.setLocalDescription(await connection.createOffer());
  const answer = await window.attach(connection.localDescription.sdp);
  await connection.setRemoteDescription({type: 'answer', sdp: answer});
  const dtls = connection.getSenders()[0].transport;
  const connected = new Promise((done) => {
    dtls.addEventListener('statechange', () => { if (dtls.state === 'connected') done(); });
  });
  window.ended = new Promise((done) => {
    dtls.addEventListener('statechange', () => { if (dtls.state === 'closed') done(true); });
  });
  await connected;
}
function hertz() {
  const lines = new Float32Array(ear.frequencyBinCount);
  ear.getFloatFrequencyData(lines);
  let peak = 2;
  for (let i = 2; i < lines.length; i++) if (lines[i] > lines[peak]) peak = i;
  return lines[peak] < -70 ? 0 : peak * ear.context.sampleRate / ear.fftSize;
}
async function statistics() {
  const found = {};
  for (const each of (await connection.getStats()).values())
    if (each.type === 'inbound-rtp' || each.type === 'remote-inbound-rtp' || each.type === 'transport')
      found[each.type] = each;
  return found;
}
</script>"""


@pytest.fixture
async def page(media: MediaClient) -> AsyncIterator[Page]:
    """A page that attaches itself as leg `phone:1` when `begin()` is called in it."""

    async def serve(route: Route) -> None:
        await route.fulfill(content_type="text/html", body=PAGE)

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        try:
            page = await browser.new_page()
            await page.route("http://localhost/phone", serve)
            await page.expose_function("attach", lambda offer: media.open_browser("phone:1", offer))
            await page.goto("http://localhost/phone")
            yield page
        finally:
            await browser.close()


async def hears(page: Page, low: float, high: float) -> None:
    """Wait until the strongest frequency in the page is between the two."""
    await page.wait_for_function(
        "([low, high]) => { const now = hertz(); return low <= now && now <= high; }", arg=[low, high], timeout=10_000
    )


async def test_a_browser_and_a_phone_hear_one_another(media: MediaClient, listener: Listener, page: Page) -> None:
    await page.evaluate("begin()")
    await listener.wait("connected", "phone:1")
    async with party(media, "a") as a:
        bridge(media, "a", "phone:1")
        await a.speak(frames(tone(1200)))
        sound = await a.record(2.0)
        assert pitch(sound[8000:]) == pytest.approx(700, abs=2)
        assert strength(sound[8000:], 700) > 0.5
        await hears(page, 1190, 1210)

        media.hear("phone:1", Prompt("ringback"))
        await hears(page, 370, 430)
        media.hear("phone:1", FromLeg("a"))
        await hears(page, 1190, 1210)
        seen = await page.evaluate("statistics()")
        assert seen["inbound-rtp"]["packetsLost"] == 0
        assert seen["inbound-rtp"]["packetsReceived"] > 50
        assert seen["transport"]["srtpCipher"] == "SRTP_AEAD_AES_128_GCM"


async def test_a_reloaded_page_is_back_in_its_call(media: MediaClient, listener: Listener, page: Page) -> None:
    await page.evaluate("begin()")
    await listener.wait("connected", "phone:1")
    async with party(media, "a") as a:
        bridge(media, "a", "phone:1")
        await a.speak(frames(tone(1200)))
        await hears(page, 1190, 1210)
        await page.reload()
        await page.evaluate("begin()")
        await listener.until(lambda: listener.reports.count(("connected", "phone:1")) == 2)
        await hears(page, 1190, 1210)
        a.heard.clear()
        sound = await a.record(2.0)
        assert pitch(sound[8000:]) == pytest.approx(700, abs=2)


async def test_a_closed_leg_is_seen_by_the_page_and_a_closed_page_by_the_switch(
    media: MediaClient, listener: Listener, page: Page
) -> None:
    await page.evaluate("begin()")
    await listener.wait("connected", "phone:1")
    media.close("phone:1")
    assert await page.evaluate("ended") is True
    await page.reload()
    await page.evaluate("begin()")
    await listener.until(lambda: listener.reports.count(("connected", "phone:1")) == 2)
    await page.evaluate("connection.close()")
    await listener.wait("lost", "phone:1", LostReason.CLOSED)


async def test_an_attached_phone_without_a_call_is_silent(media: MediaClient, listener: Listener, page: Page) -> None:
    await page.evaluate("begin()")
    await listener.wait("connected", "phone:1")
    async with party(media, "a") as a:
        media.hear("phone:1", Prompt("hold"))
        media.hear("a", Prompt("hold"))
        await a.hear(lambda heard: len(heard) > 20)
        media.hear("phone:1", None)
        await a.hear(lambda heard: len(heard) > 40)
        before = await media.stats("phone:1")
        await a.hear(lambda heard: len(heard) > 80)
        after = await media.stats("phone:1")
        assert before is not None and after is not None
        assert before.sent == after.sent
        assert loudness(await a.record(0.5)) > 0.01
