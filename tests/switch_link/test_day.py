"""When the switch is told that a day has begun."""

import asyncio
from datetime import UTC, datetime

from api.statistics.timeline import Calendar
from api.switch.day import DayBell
from api.switch.errors import SwitchDown
from sip.contract.commands import AnyCommand, AnyResult, DayStarted, Done


def ms(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


class Link:
    """A switch that is away the first time."""

    def __init__(self) -> None:
        self.sent: asyncio.Queue[AnyCommand] = asyncio.Queue()
        self.up = False

    async def send(self, command: AnyCommand) -> AnyResult:
        await self.sent.put(command)
        if not self.up:
            self.up = True
            raise SwitchDown
        return Done()


async def test_the_bell_rings_at_the_day_start_of_the_site_whether_or_not_the_switch_hears() -> None:
    calendar = Calendar("Asia/Tokyo", day_start_min=5 * 60)
    # 20 ms before 05:00 in Tokyo, each time that the clock is read before the bell has rung.
    times = [ms("2026-11-23T19:59:59.980"), ms("2026-11-23T20:00:00.002"), ms("2026-11-24T19:59:59.980")]
    clock = iter([*times, ms("2026-11-24T20:00:00.002"), *[ms("2026-11-24T20:00:01")] * 9])
    link = Link()
    bell = asyncio.create_task(DayBell(link, calendar, lambda: next(clock)).run())
    first, second = await link.sent.get(), await link.sent.get()
    bell.cancel()
    assert first == DayStarted(day=ms("2026-11-23T20:00:00"))
    assert second == DayStarted(day=ms("2026-11-24T20:00:00"))


def test_a_switch_that_is_back_is_told_the_present_day() -> None:
    bell = DayBell(Link(), Calendar("Asia/Tokyo", day_start_min=5 * 60), lambda: ms("2026-11-23T19:59:59"))
    assert bell.today() == DayStarted(day=ms("2026-11-22T20:00:00"))
