"""What the switch is told of receptions and menus, and what people ask about opening hours."""

import asyncio
import datetime
import logging
from collections.abc import Awaitable, Callable
from typing import Final
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from api.db import reception_store
from api.db.engine import Database, Reader
from api.hours import holidays
from api.hours.schedule import schedule
from api.site.reception import SiteReception
from api.site.stored import reception, stored
from sip.contract.config import SwitchConfig
from sip.contract.reception import Hours, Menu, Reception

AHEAD_DAYS: Final = 28
"""How far ahead the switch knows the hours; so long it can do without the api."""
REFRESH_S: Final = 6 * 3600.0
"""Pause between two messages to the switch with the hours of the days to come, s."""
RETRY_S: Final = 60.0

log = logging.getLogger(__name__)


class Holidays(Struct, frozen=True):
    """The holidays in force, and whether they were imported or came with the program."""

    days: dict[datetime.date, str]
    imported: bool


class Opening:
    """The opening hours of a site in the time zone `zone`. `now_ms`: wall clock."""

    def __init__(self, db: Database, zone: str, now_ms: Callable[[], int]) -> None:
        self._db = db
        self._zone = ZoneInfo(zone)
        self._now_ms = now_ms

    def today(self) -> datetime.date:
        """The present date in the site's time zone."""
        return datetime.datetime.fromtimestamp(self._now_ms() / 1000, self._zone).date()

    async def holidays(self, db: Reader | None = None) -> Holidays:
        """The holidays in force."""
        imported = await reception_store.holidays(db or self._db)
        return Holidays(imported or holidays.shipped(), bool(imported))

    async def config(self, config: SwitchConfig) -> SwitchConfig:
        """`config` with receptions and menus."""
        site = await stored(self._db)
        days = (await self.holidays()).days
        return msgspec.structs.replace(
            config,
            receptions=tuple(self._reception(rules, days) for rules in site.receptions),
            menus=tuple(msgspec.convert(msgspec.to_builtins(menu), Menu) for menu in site.menus),
        )

    async def hours(self, group: str, first: datetime.date | None, days: int) -> Hours | None:
        """When `group` is open on some days, by default from today; None: always. Raises `LookupError` for a group
        that has no reception."""
        rules = await reception(self._db, group)
        if rules is None:
            raise LookupError(group)
        if rules.hours is None:
            return None
        known = (await self.holidays()).days
        return schedule(rules.hours, known, self._zone, first or self.today(), days)

    async def keep_told(self, apply: Callable[[], Awaitable[object]]) -> None:
        """Have the switch told the hours of the days to come again and again, and warn of missing holidays; for
        ever."""
        while True:
            try:
                gaps = holidays.missing((await self.holidays()).days, self.today())
                if gaps:
                    log.warning("no national holidays are known of %s: import them (PUT /api/holidays)", gaps)
                await asyncio.sleep(REFRESH_S)
                await apply()
            except Exception:
                # The database may be away for a while; the switch knows the coming weeks.
                log.exception("opening hours not refreshed, again soon")
                await asyncio.sleep(RETRY_S)

    def _reception(self, rules: SiteReception, days: dict[datetime.date, str]) -> Reception:
        hours = None if rules.hours is None else schedule(rules.hours, days, self._zone, self.today(), AHEAD_DAYS)
        return Reception(
            group=rules.group,
            hours=hours,
            closed=tuple(rules.closed),
            voicemail=rules.voicemail,
            greeting=tuple(rules.greeting),
            menu=rules.menu,
            hold_music=rules.hold_music,
        )
