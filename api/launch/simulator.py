"""The scenario simulator as a process beside us: what it is asked, and the log that comes out."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import AsyncGenerator
from typing import Final

import msgspec

from api.db import config_store, site_store
from api.db.engine import Database
from api.hours.service import Opening
from api.launch.supervisor import python
from api.settings import Settings
from sip.contract.frames import Decoder, Events
from sip.contract.reception import Reception
from sip.contract.scenario import Scenario, Simulation

READ: Final = 1 << 20
"""Bytes that are read at a time."""


class SimulatorError(Exception):
    """The simulator has ended before its time; the text is what it wrote."""


class Simulator:
    """One simulation in a process of its own, so that it and the storing of its log have a processor each."""

    def __init__(self, wanted: Simulation) -> None:
        self._wanted = wanted
        self._process: asyncio.subprocess.Process | None = None

    def stop(self) -> None:
        """Let the day under way be the last one."""
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()

    async def events(self) -> AsyncGenerator[Events, None]:
        """The log, in pieces. Raises `SimulatorError` or `OSError`."""
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            *python("-m", "sip.simulate"), stdin=pipe, stdout=pipe, stderr=pipe, limit=READ
        )
        self._process = process
        try:
            if process.stdin is None or process.stdout is None or process.stderr is None:
                raise SimulatorError("no pipes")
            process.stdin.write(msgspec.json.encode(self._wanted))
            process.stdin.close()
            decoder = Decoder()
            while data := await process.stdout.read(READ):
                for frame in decoder.feed(data):
                    if isinstance(frame, Events):
                        yield frame
            told = await process.stderr.read()
            if await process.wait():
                raise SimulatorError(told.decode(errors="replace").strip())
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


async def simulation(
    db: Database, settings: Settings, scenario: Scenario, seed: int, first: datetime.date, days: int
) -> Simulation:
    """`days` days from `first` on of the centre in the database, with its groups, people, hours and holidays."""
    values = await site_store.values(db, ("time_zone", "day_start"))
    settings = msgspec.structs.replace(settings, **{key: value for key, value in values.items() if value})
    begin = int(datetime.datetime.combine(first, datetime.time(), settings.zone).timestamp()) * 1000
    opening = Opening(db, settings.time_zone, lambda: begin)
    config = await opening.config(await config_store.switch_config(db, settings.grace_s))
    receptions = tuple([await _of_all_days(opening, rules, first, days) for rules in config.receptions])
    hours, minutes = map(int, settings.day_start.split(":"))
    return Simulation(
        config=msgspec.structs.replace(config, receptions=receptions),
        scenario=scenario,
        seed=seed,
        begin=begin,
        days=days,
        zone=settings.time_zone,
        day_start_min=hours * 60 + minutes,
        log_out=settings.logout_at_day_start,
        holidays=tuple(sorted((await opening.holidays()).days)),
    )


async def _of_all_days(opening: Opening, rules: Reception, first: datetime.date, days: int) -> Reception:
    """With the hours of the whole time, of which the switch is told no more than the next weeks otherwise."""
    if rules.hours is None:
        return rules
    return msgspec.structs.replace(rules, hours=await opening.hours(rules.group, first, days + 2))
