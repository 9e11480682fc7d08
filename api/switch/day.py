"""Tells the switch when the business day begins (F1.7)."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final, Protocol

from api.statistics.timeline import DAY, Calendar
from api.switch.errors import SwitchError
from sip.contract.commands import AnyCommand, AnyResult, DayStarted

LOOK_S: Final = 60.0
"""How often the clock is looked at, s: it may be set, and the machine may sleep."""

log = logging.getLogger(__name__)


class Sender(Protocol):
    """What takes commands to the switch."""

    async def send(self, command: AnyCommand) -> AnyResult:
        """Raises `SwitchError`."""


class DayBell:
    """Sends `DayStarted` at each `day_start`, then tells `began` the day, its beginning in ms; at first of the present
    day. `clock`: wall clock, ms."""

    def __init__(
        self,
        link: Sender,
        calendar: Calendar,
        clock: Callable[[], int],
        began: Callable[[int], Awaitable[None]] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._link = link
        self._calendar = calendar
        self._clock = clock
        self._began = began
        self._sleep = sleep

    def today(self) -> DayStarted:
        """The present day, for a switch that is back."""
        return DayStarted(day=self._calendar.day(self._clock()))

    async def run(self) -> None:
        """Ring until cancelled. A switch that cannot be reached is told when it is back."""
        day = self._calendar.day(self._clock())
        await self._tell(day)
        while True:
            now = self._clock()
            # Half a day after the end of a day of 24 h lies in the next one, be the day 23 h long or 25.
            tomorrow = self._calendar.day(day + DAY + DAY // 2)
            if now < tomorrow:
                await self._sleep(min(LOOK_S, (tomorrow - now) / 1000 + 0.001))
                continue
            day = self._calendar.day(now)
            try:
                await self._link.send(DayStarted(day=day))
            except SwitchError as error:
                log.info("the day has begun, the switch will hear of it later: %s", error)
            await self._tell(day)

    async def _tell(self, day: int) -> None:
        if self._began is None:
            return
        try:
            await self._began(day)
        except Exception:
            log.exception("nobody was logged out at the beginning of the day")
