"""What a large centre's monitors cost: 500 operators in 50 groups who change their status 20 times a second.

A fake switch tells the events to a real api; 50 boards are open, one of them in Chromium. Measured: CPU of the api; the
time from the event to the changed cell in Chromium; main thread of the page, and of one that does next to nothing; its
memory as events go on; first load.
`python -m tests.bench.monitors [--boards N] [--seconds N] [--events N]`.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import httpx
from playwright.async_api import Browser, CDPSession, Page

from api.site.schemas import Site, SiteExtension, SiteGroup, SiteMember, SiteUser
from sip.contract.enums import Role
from sip.contract.events import AlertChanged, AnyEvent, LoggedIn, StatusChanged
from tests.bench.machine import cpu_ms, load, percentile, rss_kb, table
from tests.support.api import ROOT, ApiServer
from tests.support.chromium import chromium
from tests.support.fake_switch import FakeSwitch

OPERATORS: Final = 500
GROUPS: Final = 50
RATE: Final = 20.0
"""Changes of status in a second, of all operators together."""
STATUSES: Final = ("available", "short_break", "work:1", "lunch_break", "preparing")
SUPERVISORS: Final = 8
PASSWORD: Final = "Change4Bench"
SCREENS: Final = (("/monitor", "tr[data-operator]"), ("/monitor/operators", ".seat"))

# Notes by the wall clock when an operator's alert was first seen in the page: it puts the operator first in the list.
WATCH = """
() => {
  window.seen = {};
  new MutationObserver(() => {
    for (const cell of document.querySelectorAll('[data-alert]')) {
      window.seen[cell.closest('[data-operator]').dataset.operator] ??= Date.now();
    }
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-alert'] });
}
"""
FIRST_BOARD = """
window.firstBoard = new Promise((drawn) => {
  new MutationObserver((_, observer) => {
    if (!document.querySelector('[data-operator]')) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => drawn(performance.now())));
  }).observe(document, { subtree: true, childList: true });
});
"""
FLOOR = """
(pause) => {
  const text = document.getElementById('cell').firstChild;
  setInterval(() => requestAnimationFrame(() => { text.data = String((Number(text.data) + 1) % 10); }), pause);
}
"""
LOADED = """
() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  .filter(({ name }) => !name.includes('/api/')).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)
"""


def site() -> Site:
    """A large centre; each browser has a supervisor of its own, for nobody is logged in twice (F1.6)."""
    people = [
        *((f"sv{at}", f"管理 {at}", Role.SUPERVISOR) for at in range(SUPERVISORS)),
        *((f"op{at}", f"担当 {at:03}", Role.OPERATOR) for at in range(OPERATORS)),
    ]
    return Site(
        name="bench",
        extensions=[SiteExtension(number=str(1000 + at), password=PASSWORD) for at in range(len(people))],
        users=[
            SiteUser(id=user, name=name, password=PASSWORD, role=role, extension=str(1000 + at))
            for at, (user, name, role) in enumerate(people)
        ],
        groups=[
            SiteGroup(
                id=f"g{group}",
                name=f"グループ {group:02}",
                number=f"03500{group:05}",
                members=[SiteMember(user=f"op{at}") for at in range(group, OPERATORS, GROUPS)],
            )
            for group in range(GROUPS)
        ],
    )


class Operators:
    """Who changes the status next, and to what."""

    def __init__(self, switch: FakeSwitch) -> None:
        self._switch = switch
        self._turn = 0

    def emit(self, *events: AnyEvent) -> None:
        """Tell events of now."""
        self._switch.emit(*events, at=time.time_ns() // 1_000_000, mono=time.monotonic_ns() // 1_000_000)

    def log_in(self) -> None:
        """All operators, as the day begins."""
        for at in range(OPERATORS):
            operator = f"op{at}"
            self.emit(
                LoggedIn(operator=operator, session=operator),
                StatusChanged(operator=operator, status="preparing", chosen="preparing"),
            )

    def change(self) -> None:
        """One operator's status."""
        self._turn += 1
        operator = f"op{self._turn * 37 % OPERATORS}"
        status = STATUSES[self._turn // OPERATORS % 4] if self._turn % 5 else STATUSES[4]
        self.emit(StatusChanged(operator=operator, status=status, chosen=status))

    async def work(self, seconds: float, rate: float = RATE) -> int:
        """Change statuses for some time; returns how often."""
        begun, changes = time.monotonic(), 0
        while (now := time.monotonic()) < begun + seconds:
            while changes < (now - begun) * rate:
                self.change()
                changes += 1
            await asyncio.sleep(begun + changes / rate - time.monotonic())
        return changes


async def _listen(http: httpx.AsyncClient) -> None:
    """One more board, that only takes what it is sent."""
    async with http.stream("GET", "/api/monitor/stream", timeout=None) as stream:
        async for _ in stream.aiter_raw():
            pass


@contextlib.asynccontextmanager
async def boards(server: ApiServer, number: int) -> AsyncIterator[None]:
    """So many streams besides the browser's."""
    async with server.async_client() as http:
        answer = await http.post("/api/tokens", json={"user": "sv0", "password": PASSWORD})
        headers = {"Authorization": f"Bearer {answer.json()['token']}"}
    limits = httpx.Limits(max_connections=number + 1)
    async with httpx.AsyncClient(base_url=server.url, verify=server.context(), headers=headers, limits=limits) as http:
        tasks = [asyncio.create_task(_listen(http)) for _ in range(number)]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def _metrics(cdp: CDPSession) -> dict[str, float]:
    found = await cdp.send("Performance.getMetrics")
    return {metric["name"]: metric["value"] for metric in found["metrics"]}


async def cost(page: Page, operators: Operators, seconds: float, pid: int) -> tuple[float, ...]:
    """CPU ms per second while events go on: of the page's main thread in all, its script, layout, style; of the api."""
    cdp = await page.context.new_cdp_session(page)
    await cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
    before, cpu = await _metrics(cdp), cpu_ms(pid)
    await operators.work(seconds)
    after, used = await _metrics(cdp), cpu_ms(pid) - cpu
    names = ("TaskDuration", "ScriptDuration", "LayoutDuration", "RecalcStyleDuration")
    return (*((after[name] - before[name]) * 1000 / seconds for name in names), used / seconds)


async def floor(browser: Browser, seconds: float) -> float:
    """CPU ms per second of the main thread of an empty page in which one short text changes as often."""
    page = await browser.new_page()
    await page.set_content("<p id=cell style='contain: strict; width: 5em; height: 2em'>0</p>")
    await page.evaluate(FLOOR, 1000 / RATE)
    cdp = await page.context.new_cdp_session(page)
    await cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = await _metrics(cdp)
    await asyncio.sleep(seconds)
    after = await _metrics(cdp)
    await page.close()
    return (after["TaskDuration"] - before["TaskDuration"]) * 1000 / seconds


async def delays(page: Page, operators: Operators, seconds: float) -> list[float]:
    """From an alert to its cell, among the changes of everybody's status, ms."""
    await page.evaluate(WATCH)
    told: dict[str, float] = {}
    work = asyncio.create_task(operators.work(seconds))
    while not work.done():
        operator = f"op{len(told)}"
        told[operator] = time.time() * 1000
        operators.emit(AlertChanged(operator=operator, on=True))
        await asyncio.sleep(0.17)
        if len(told) > 5:  # each alert stands for a second, so that a slow page can miss none
            operators.emit(AlertChanged(operator=f"op{len(told) - 6}", on=False))
    await asyncio.sleep(1)
    seen: dict[str, float] = await page.evaluate("window.seen")
    return [seen.get(operator, float("inf")) - at for operator, at in told.items()]


async def memory(page: Page, operators: Operators, events: int) -> tuple[float, ...]:
    """Kilobytes of JavaScript, nodes and listeners, each before and after so many events, told ten times as fast."""
    cdp = await page.context.new_cdp_session(page)
    await cdp.send("Performance.enable")
    found = []
    for more in (0, events):
        await operators.work(more / (RATE * 10), RATE * 10)
        for _ in range(2):  # what the first has set free may hold more
            await asyncio.sleep(1)
            await cdp.send("HeapProfiler.collectGarbage")
        found.append(await _metrics(cdp))
    before, after = found
    heap = (before["JSHeapUsedSize"] / 1000, after["JSHeapUsedSize"] / 1000)
    return (*heap, *(each[name] for name in ("Nodes", "JSEventListeners") for each in (before, after)))


_supervisors = itertools.cycle(f"sv{at}" for at in range(1, SUPERVISORS))


async def _board(browser: Browser, server: ApiServer) -> Page:
    context = await browser.new_context(
        base_url=server.url, ignore_https_errors=True, viewport={"width": 1440, "height": 900}
    )
    answer = await context.request.post("/api/session", data={"user": next(_supervisors), "password": PASSWORD})
    assert answer.ok, await answer.text()
    return await context.new_page()


async def first_load(browser: Browser, server: ApiServer) -> tuple[float, float]:
    """Compressed kilobytes of the page itself, and ms until the first board is drawn."""
    page = await _board(browser, server)
    await page.add_init_script(FIRST_BOARD)
    await page.goto("/monitor")
    drawn: float = await page.evaluate("window.firstBoard")
    size: float = await page.evaluate(LOADED)
    await page.context.close()
    return size / 1000, drawn


async def measure(number: int, seconds: float, events: int) -> str:
    """All of it, as tables."""
    with tempfile.TemporaryDirectory(prefix="kikite-bench-") as name:
        folder = Path(name)
        socket = folder / "switch.sock"
        switch = FakeSwitch(socket)
        await switch.start()
        env = {"KIKITE_SWITCH_SOCKET": str(socket), "KIKITE_DIST": str(ROOT / "frontend" / "dist")}
        server = ApiServer(folder, site=site(), env=env)
        await asyncio.to_thread(server.start)
        try:
            return await _measure(server, switch, number, seconds, events)
        finally:
            await asyncio.to_thread(server.stop)
            await switch.close()


async def _measure(server: ApiServer, switch: FakeSwitch, number: int, seconds: float, events: int) -> str:
    assert server.process is not None
    pid = server.process.pid
    operators = Operators(switch)
    operators.log_in()
    await switch.until_taken(switch.log.committed)
    rows = []
    async with chromium() as browser, boards(server, number - 1):
        loads = [await first_load(browser, server) for _ in range(3)]
        least = await floor(browser, seconds)
        for path, selector in SCREENS:
            page = await _board(browser, server)
            await page.goto(path)
            await page.wait_for_selector(selector)
            await operators.work(2)  # warm
            spent = await cost(page, operators, seconds, pid)
            late = await delays(page, operators, seconds)
            kept = await memory(page, operators, events)
            rows.append((path, *spent, percentile(late, 0.5), percentile(late, 0.99), len(late), *kept))
            await page.context.close()
    head = ("page", "main ms/s", "script", "layout", "style", "api CPU ms/s", "p50 ms", "p99 ms", "alerts")
    sizes = [("first load", size, drawn) for size, drawn in loads]
    return "\n".join((
        f"Monitors: {OPERATORS} operators, {GROUPS} groups, {RATE:.0f} changes/s, {number} boards; load {load()}",
        table((*head, "heap kB", f"after {events}", "nodes", "after", "listeners", "after"), rows),
        f"the least, a page with one text that changes as often: {least:.2f} ms/s",
        table(("", "kB compressed", "ms to the board"), sizes),
        f"api: {rss_kb(pid) / 1000:.0f} MB",
    ))  # fmt: skip


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.monitors", description=__doc__)
    parser.add_argument("--boards", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--events", type=int, default=72_000, help="an hour's worth by default, told ten times as fast")
    chosen = parser.parse_args()
    print(asyncio.run(measure(chosen.boards, chosen.seconds, chosen.events)))


if __name__ == "__main__":
    main()
