"""Tells the switch when the business day begins (F1.7)."""

import asyncio
import logging
from collections.abc import Callable
from typing import Protocol

from api.statistics.timeline import DAY, Calendar
from api.switch.errors import SwitchError
from sip.contract.commands import AnyCommand, AnyResult, DayStarted

log = logging.getLogger(__name__)


class Sender(Protocol):
    """What takes commands to the switch."""

    async def send(self, command: AnyCommand) -> AnyResult:
        """Raises `SwitchError`."""


class DayBell:
    """Sends `DayStarted` at each `day_start`. `clock`: wall clock, ms."""

    def __init__(self, link: Sender, calendar: Calendar, clock: Callable[[], int]) -> None:
        self._link = link
        self._calendar = calendar
        self._clock = clock

    def today(self) -> DayStarted:
        """The present day, for a switch that is back."""
        return DayStarted(day=self._calendar.day(self._clock()))

    async def run(self) -> None:
        """Ring until cancelled. A switch that cannot be reached is told when it is back."""
        while True:
            now = self._clock()
            tomorrow = self._calendar.day(self._calendar.day(now) + DAY + DAY // 2)
            await asyncio.sleep((tomorrow - now) / 1000 + 0.001)
            try:
                await self._link.send(self.today())
            except SwitchError as error:
                log.info("the day has begun, the switch will hear of it later: %s", error)
