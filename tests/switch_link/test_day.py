"""When the switch is told that a day has begun."""

import asyncio
from datetime import UTC, datetime
from itertools import pairwise

import pytest

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


@pytest.mark.parametrize(
    ("zone", "day_start_min", "begin", "hours"),
    [
        ("Asia/Tokyo", 0, "2026-03-27T00:00:00", [24, 24, 24]),
        ("Europe/Berlin", 0, "2026-03-27T00:00:00", [24, 23, 24]),
        ("Europe/Berlin", 0, "2026-10-23T00:00:00", [24, 25, 24]),
        ("Europe/Berlin", 5 * 60, "2026-10-24T00:00:00", [25, 24, 24]),
        ("Australia/Lord_Howe", 0, "2026-04-03T00:00:00", [24, 24.5, 24]),
    ],
)
async def test_each_day_is_told_once_at_its_beginning_however_long_the_one_before_is(
    zone: str, day_start_min: int, begin: str, hours: list[float]
) -> None:
    clock = VirtualClock(ms(begin))
    told: list[tuple[int, int]] = []
    calendar = Calendar(zone, day_start_min=day_start_min)

    async def began(day: int) -> None:
        told.append((day, clock.now))
        if len(told) == len(hours) + 2:
            raise asyncio.CancelledError

    bell = DayBell(Link(), calendar, lambda: clock.now, began, clock.sleep)
    with pytest.raises(asyncio.CancelledError):
        await bell.run()
    days = [day for day, _ in told]
    assert days[0] == calendar.day(ms(begin))  # the server may have been away at its beginning
    assert [(after - before) / 3_600_000 for before, after in pairwise(days[1:])] == hours
    assert all(0 <= at - day < 2 for day, at in told[1:])


async def test_a_clock_that_is_set_forward_is_noticed_within_a_minute() -> None:
    clock = VirtualClock(ms("2026-11-23T10:00:00"))
    told: list[int] = []

    async def began(day: int) -> None:
        told.append(day)
        if len(told) == 2:
            raise asyncio.CancelledError
        clock.jump_ms = 24 * 3_600_000

    with pytest.raises(asyncio.CancelledError):
        await DayBell(Link(), Calendar("Asia/Tokyo"), lambda: clock.now, began, clock.sleep).run()
    assert told == [ms("2026-11-22T15:00:00"), ms("2026-11-23T15:00:00")]
    assert clock.now - ms("2026-11-24T10:00:00") <= 60_000


class VirtualClock:
    """Time passes by sleeping only; `jump_ms`: how far it is set forward in the next sleep."""

    def __init__(self, now: int) -> None:
        self.now = now
        self.jump_ms = 0

    async def sleep(self, seconds: float) -> None:
        self.now += round(seconds * 1000) + self.jump_ms
        self.jump_ms = 0
