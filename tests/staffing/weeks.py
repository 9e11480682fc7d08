"""Weeks of calls to a group, as the fold would have stored them: busy mornings, quiet evenings, callers who leave."""

from __future__ import annotations

import asyncio
import random
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from api.db.engine import Transaction, connect
from api.db.facts import store
from api.statistics.facts import Acw, Call, FactChange, Segment, Visit
from sip.contract.enums import Cause, Direction, VisitEntry, VisitOutcome

TOKYO = ZoneInfo("Asia/Tokyo")


def call(
    key: str,
    at: int,
    *,
    group: str = "orders",
    wait: int = 5_000,
    talk: int | None = 180_000,
    acw: int = 30_000,
    direction: Direction = Direction.INBOUND,
    outcome: VisitOutcome | None = None,
) -> list[FactChange]:
    """A call that arrives at `at` (wall ms), waits, and is talked to for `talk` ms; None: the caller leaves."""
    decided = outcome or (VisitOutcome.ABANDONED if talk is None else VisitOutcome.ANSWERED)
    end = at + wait + (talk or 0)
    open_ = decided == VisitOutcome.OPEN
    facts: list[FactChange] = [
        Call(
            begin=at,
            since=at,
            end=end,
            duration=end - at,
            call=key,
            switch="s",
            direction=direction,
            cause=Cause.NORMAL,
        ),
        Visit(
            begin=at,
            since=at,
            end=None if open_ else at + wait,
            duration=None if open_ else wait,
            visit=f"v{key}",
            call=key,
            group=group,
            entry=VisitEntry.DIRECT,
            target_s=20,
            outcome=decided,
        ),
    ]
    if talk is not None:
        facts.append(segment(key, at + wait, talk))
        facts.append(
            Acw(begin=end, since=end, end=end + acw, duration=acw, segment=f"s{key}", call=key, operator="op1")
        )
    return facts


def segment(key: str, at: int, talk: int, suffix: str = "", operator: str = "op1") -> Segment:
    """An operator of a call of `call`."""
    return Segment(
        begin=at,
        since=at,
        end=at + talk,
        duration=talk,
        segment=f"s{key}{suffix}",
        call=key,
        operator=operator,
        extension="101",
        direction=Direction.INBOUND,
        visit=f"v{key}",
        group="orders",
    )


def wall(day: date, hour: int, minute: int = 0) -> int:
    """A time of Tokyo, wall ms."""
    return int(datetime(day.year, day.month, day.day, hour, minute, tzinfo=TOKYO).timestamp() * 1000)


VOLUMES = {hour: volume for hour, volume in zip(range(9, 18), (34, 42, 38, 20, 26, 30, 28, 22, 12), strict=True)}
"""Calls in each half-hour of an hour, on Mondays; other weekdays have fewer, Saturdays and Sundays none."""


def weeks(last: date, count: int = 4, group: str = "orders", seed: int = 7) -> list[FactChange]:
    """The calls of `count` weeks up to `last`, Poisson-like, callers with a patience of 150 s."""
    chance = random.Random(seed)
    facts: list[FactChange] = []
    for back in range(7 * count):
        day = last - timedelta(back)
        if day.weekday() > 4:
            continue
        for hour, volume in VOLUMES.items():
            expected = 2 * volume * (1.0, 0.85, 0.8, 0.8, 0.9)[day.weekday()]
            at = float(wall(day, hour))
            while (at := at + chance.expovariate(expected / 3_600_000)) < wall(day, hour) + 3_600_000:
                offered, patience = chance.expovariate(1 / 14_000), chance.expovariate(1 / 150_000)
                answered = offered < patience
                facts += call(
                    f"{group}-{back}-{int(at)}",
                    int(at),
                    group=group,
                    wait=int(min(offered, patience)),
                    talk=int(chance.expovariate(1 / 170_000)) if answered else None,
                    acw=int(chance.expovariate(1 / 40_000)),
                )
    return facts


def fill(db_url: str, facts: list[FactChange]) -> None:
    """Store facts in a database that is migrated."""

    async def run() -> None:
        db = connect(db_url)
        await db.open()
        try:
            async with db.transaction() as tx:
                await put(tx, facts)
        finally:
            await db.close()

    asyncio.run(run())


async def put(tx: Transaction, facts: list[FactChange]) -> None:
    """Store facts."""
    await store(tx, facts)
