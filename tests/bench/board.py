"""How soon the live board shows a call: from the SIP message on the wire to the changed cell in Chromium.

A caller enters a group that nobody serves and leaves it again; 待ち呼 of the first row goes from 0 to 1 and back.
`python -m tests.bench.board [--calls N]`.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path
from typing import Any

from playwright.async_api import Page

from tests.bench.machine import load, percentile, table
from tests.support.centre import Centre, start
from tests.support.chromium import chromium, context_of

CELL = 'tr[data-row="overall"] td[data-item="waiting"]'

# Notes each text of the cell with the wall clock, and lets the bench wait for one.
WATCH = """
(cell) => {
  const text = () => document.querySelector(cell)?.textContent.trim() ?? '';
  let last = text(), wanted = null;
  new MutationObserver(() => {
    const now = text();
    if (now === last) return;
    last = now;
    if (wanted && wanted.text === now) { wanted.resolve(Date.now()); wanted = null; }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
  let next = Promise.resolve(0);
  window.expectCell = (value) => { next = new Promise((resolve) => { wanted = { text: value, resolve }; }); };
  window.cellChanged = () => next;
}
"""


async def _log_in(page: Page, user: dict[str, Any]) -> None:
    await page.goto("/login")
    await page.fill("input[name=user]", user["id"])
    await page.fill("input[name=password]", user["password"])
    await page.click("button[type=submit]")
    await page.wait_for_selector(CELL)
    await page.evaluate(WATCH, CELL)


async def _one(page: Page, centre: Centre) -> tuple[float, float]:
    """Delays of the arrival and of the departure, ms."""
    assert centre.carrier is not None
    await page.evaluate("window.expectCell('1')")
    call = await asyncio.to_thread(centre.carrier.call, centre.groups[0]["number"])
    shown = await asyncio.wait_for(page.evaluate("window.cellChanged()"), 20)
    await page.evaluate("window.expectCell('0')")
    await asyncio.to_thread(call.hang_up)
    gone = await asyncio.wait_for(page.evaluate("window.cellChanged()"), 20)
    ended = await asyncio.to_thread(call.until, "ended")
    return shown - call.seen[0]["at"] * 1000, gone - ended["at"] * 1000


async def measure(calls: int) -> tuple[list[float], list[float]]:
    """Delays of `calls` arrivals and departures, ms, to a millisecond or two (clock of the page)."""
    with tempfile.TemporaryDirectory(prefix="kikite-bench-") as name, start(Path(name)) as centre:
        async with chromium() as browser:
            page = await (await context_of(browser, centre)).new_page()
            await _log_in(page, centre.supervisors[0])
            await _one(page, centre)  # warm
            found = [await _one(page, centre) for _ in range(calls)]
    return [shown for shown, _ in found], [gone for _, gone in found]


def report(arrivals: list[float], departures: list[float]) -> str:
    """The table."""
    rows = [
        (name, len(values), percentile(values, 0.5), percentile(values, 0.99), max(values), load())
        for name, values in (("caller arrives (INVITE)", arrivals), ("caller leaves (CANCEL)", departures))
    ]
    head = ("what", "samples", "p50 ms", "p99 ms", "max ms", "load")
    return f"Live board: from the SIP message to the changed cell in Chromium\n{table(head, rows)}"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.board", description=__doc__)
    parser.add_argument("--calls", type=int, default=200)
    print(report(*asyncio.run(measure(parser.parse_args().calls))))


if __name__ == "__main__":
    main()
