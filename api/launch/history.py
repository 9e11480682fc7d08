"""A simulated past for a centre: the simulator's log goes through the same intake as the switch's."""

from __future__ import annotations

import asyncio
import datetime
import os
from collections.abc import Callable
from contextlib import aclosing
from typing import Final

from api import settings
from api.db import memberships, past_store
from api.db.engine import Database, connect
from api.db.eventlog import EventLog
from api.events.intake import Intake
from api.launch.options import Options
from api.launch.simulator import Simulator, simulation
from api.statistics.directory import directory_of
from api.statistics.rollup import Memberships
from api.statistics.timeline import Calendar
from sip.contract.events import Logged
from sip.contract.frames import Events
from sip.contract.scenario import Arrivals, Demand, Length, Scenario, Simulation, Staff

BATCH: Final = 10_000
"""Events in one transaction: the more, the fewer facts are stored in an unfinished state first."""
DUMP_EVERY: Final = 1_000_000
"""Events between two dumps of the fold's state; the last one is stored at the end in any case."""


DEMO: Final = Scenario(
    arrivals=Arrivals(per_seat=22.0, week=(1.2, 1.0, 0.95, 0.95, 1.05, 0.6, 0.5), holiday=0.6),
    groups={
        "orders": Demand(talk=Length(mean_s=230), work=Length(mean_s=50)),
        "support": Demand(talk=Length(mean_s=380), work=Length(mean_s=80)),
    },
    staff=Staff(week=(1.0, 0.95, 0.95, 0.95, 1.0, 0.75, 0.75), holiday=0.75, lost=0.03, supervises=3),
)
"""The past of the demo: open every day, so that yesterday is never empty; little enough not to be waited for."""


class HasCalls(Exception):
    """The database holds calls or log-ins already: a past can only come before everything else."""


async def refuse_calls(db: Database) -> None:
    """Raises `HasCalls`."""
    if await past_store.has_past(db):
        raise HasCalls


async def fill(
    db: Database, wanted: Simulation, simulator: Simulator, told: Callable[[int, int], None] | None = None
) -> int:
    """Store the simulation in a database without calls and log-ins; the number of events. `told` is called now and
    then with how far it has come (UTC, ms) and how many events are stored. Raises `HasCalls`, `SimulatorError` and what
    the database raises."""
    await refuse_calls(db)
    await past_store.make_room(db)
    intake = Intake(EventLog(db), Calendar(wanted.zone, wanted.day_start_min), dump_every=DUMP_EVERY)
    # The people of now were members of their groups then, too: the figures of groups rest on that.
    await memberships.note(db, directory_of(wanted.config), wanted.begin)
    await memberships.backdate(db)
    intake.members = Memberships(await memberships.load(db))
    await intake.start()
    stored = 0
    switch, batch = "", list[Logged]()
    async with aclosing(simulator.events()) as pieces:
        async for piece in pieces:
            switch, batch = piece.switch, batch + list(piece.events)
            if len(batch) < BATCH:
                continue
            stored += await _take(intake, switch, batch)
            if told is not None:
                told(batch[-1].at, stored)
            batch = []
    if batch:
        stored += await _take(intake, switch, batch)
    await intake.close()
    return stored


async def of_demo(options: Options) -> None:
    """Give the new demo a past up to yesterday; of nothing, if the centre has no operators. Cancelled, it ends with the
    day under way, so that nothing is left open. Raises as `fill`."""
    found = settings.load(os.environ | {"KIKITE_DATA": str(options.data), "KIKITE_DB_URL": options.database})
    first = datetime.datetime.now(found.zone).date() - datetime.timedelta(days=options.history)
    db = connect(options.database)
    await db.open()
    try:
        simulator = Simulator(wanted := await simulation(db, found, DEMO, 1, first, options.history))
        filling = asyncio.create_task(fill(db, wanted, simulator))
        try:
            await asyncio.shield(filling)
        except asyncio.CancelledError:
            simulator.stop()
            await asyncio.gather(filling, return_exceptions=True)
            raise
    finally:
        await db.close()


async def _take(intake: Intake, switch: str, batch: list[Logged]) -> int:
    await intake.take(Events(switch=switch, events=tuple(batch)))
    return len(batch)
