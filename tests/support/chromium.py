"""Chromium with a fake microphone that plays a tone, and an ear on what the page receives."""

from __future__ import annotations

import contextlib
import math
import os
import struct
import wave
from collections.abc import AsyncIterator
from pathlib import Path
from weakref import WeakKeyDictionary

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from tests.support.centre import Centre

EXECUTABLES = ("/usr/bin/chromium", "/usr/local/bin/chromium", "/usr/bin/google-chrome")
_RATE = 48000

# Keeps every peer connection of the page and measures the newest live track that it receives.
EAR = """
(() => {
  const connections = [];
  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(...args) { super(...args); connections.push(this); }
  };
  let tapped = null, analyser = null;
  const tap = async () => {
    const tracks = connections.filter((c) => c.connectionState === 'connected')
      .flatMap((c) => c.getReceivers().map((r) => r.track)).filter((t) => t && t.readyState === 'live');
    const track = tracks.at(-1);
    if (!track) return null;
    if (tapped !== track) {
      const stream = new MediaStream([track]);
      const sink = new Audio(); sink.muted = true; sink.srcObject = stream; sink.play().catch(() => {});
      const context = new AudioContext();
      await context.resume();
      analyser = context.createAnalyser();
      analyser.fftSize = 16384; analyser.smoothingTimeConstant = 0; analyser.minDecibels = -120;
      context.createMediaStreamSource(stream).connect(analyser);
      tapped = track;
      await new Promise((done) => setTimeout(done, 500));
    }
    return analyser;
  };
  window.kikiteEar = async () => {
    const ear = await tap();
    if (!ear) return { hz: 0, db: -120 };
    const lines = new Float32Array(ear.frequencyBinCount);
    ear.getFloatFrequencyData(lines);
    let peak = 2;
    for (let i = 2; i < lines.length; i++) if (lines[i] > lines[peak]) peak = i;
    return { hz: peak * ear.context.sampleRate / ear.fftSize, db: Math.max(-120, lines[peak]) };
  };
  window.kikiteLevels = async (wanted) => {
    const ear = await tap();
    if (!ear) return wanted.map(() => -120);
    const lines = new Float32Array(ear.frequencyBinCount);
    ear.getFloatFrequencyData(lines);
    const line = ear.context.sampleRate / ear.fftSize;
    return wanted.map((hz) => Math.max(...lines.slice(Math.floor(hz / line) - 2, Math.ceil(hz / line) + 3)));
  };
})();
"""


def tone_wav(path: Path, hertz: float, seconds: int = 9) -> Path:
    """A microphone recording: `seconds` of a sine, then one second of silence (Chromium cuts the end of the file)."""
    step = 2 * math.pi * hertz / _RATE
    samples = [round(9000 * math.sin(step * n)) for n in range(_RATE)] * seconds + [0] * _RATE
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return path


def executable() -> str:
    """Debian's Chromium. Raises `FileNotFoundError`."""
    for path in EXECUTABLES:
        if Path(path).exists():
            return path
    raise FileNotFoundError("chromium")


@contextlib.asynccontextmanager
async def chromium(microphone: Path | None = None) -> AsyncIterator[Browser]:
    """A headless browser; `microphone` is a wav that is played as the microphone, over and over."""
    arguments = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        "--allow-loopback-in-peer-connection",
        "--autoplay-policy=no-user-gesture-required",
        *([f"--use-file-for-fake-audio-capture={microphone}"] if microphone else []),
    ]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=executable(), args=arguments, chromium_sandbox=os.geteuid() != 0
        )
        try:
            yield browser
        finally:
            await browser.close()


CENTRES: WeakKeyDictionary[BrowserContext, Centre] = WeakKeyDictionary()
"""The centre that each profile is of."""


async def context_of(browser: Browser, centre: Centre, language: str = "ja-JP") -> BrowserContext:
    """A fresh profile for `centre`, with microphone permission and the ear of `heard` in every page."""
    context = await browser.new_context(
        base_url=centre.url,
        ignore_https_errors=True,
        permissions=["microphone"],
        locale=language,
        timezone_id="Asia/Tokyo",
        viewport={"width": 1440, "height": 900},
    )
    await context.add_init_script(EAR)
    CENTRES[context] = centre
    return context


async def levels(page: Page, *hertz: float) -> list[float]:
    """The level (dB) of each of these tones in the sound that the page receives now."""
    found: list[float] = await page.evaluate("(wanted) => window.kikiteLevels(wanted)", list(hertz))
    return found


async def heard(page: Page) -> tuple[float, float]:
    """Strongest frequency (Hz, to 3 Hz) and its level (dB) in the sound that the page receives now; (0, -120): none."""
    found = await page.evaluate("window.kikiteEar()")
    return found["hz"], found["db"]
