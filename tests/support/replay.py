"""What one database has stored of a centre's calls, taken by another: both must answer alike.

A system test on both databases costs its whole time twice, and the database sees nothing of it but the log. So the log
of the one that ran is stored again by the same code, in batches of another size, and everything that came of it is
compared: each fact, and what the history answers to each filter.
"""

from __future__ import annotations

import asyncio
import operator
from typing import Any

import msgspec

from api.calls.refusals import Refusals
from api.calls.service import Calls
from api.db import facts
from api.db.engine import Database, connect
from api.db.eventlog import Entry, EventLog
from api.db.facts_search import CallQuery
from api.db.migrate import migrate
from api.db.refusals_search import RefusalQuery
from api.events.intake import Intake
from api.statistics.names import Names
from api.statistics.results import CallResult
from api.statistics.timeline import Calendar
from sip.contract.enums import Direction, Refusal
from sip.contract.frames import Events

BATCH = 7


async def compare(ran: str, other: str) -> int:
    """Store the log of the database `ran` (URL) in the empty `other` and compare; the number of facts."""
    first, second = connect(ran), connect(other)
    await first.open()
    await second.open()
    try:
        log, expected = await _at_rest(first)
        await migrate(second, 0)
        await _store(second, log)
        assert await _facts(second) == expected
        assert await _answers(second) == await _answers(first)
        return sum(map(len, expected.values()))
    finally:
        await second.close()
        await first.close()


async def _at_rest(db: Database) -> tuple[list[Entry], dict[str, list[Any]]]:
    """The log and the facts at one position of it."""
    while True:
        log = [entry async for page in EventLog(db).since(0) for entry in page]
        found = await _facts(db)
        row = await db.fetch_one('SELECT MAX("position") AS "last" FROM event_log')
        if row is not None and row["last"] == log[-1].position:
            return log, found
        await asyncio.sleep(0.1)


async def _store(db: Database, log: list[Entry]) -> None:
    intake = Intake(EventLog(db), Calendar("Asia/Tokyo"))
    await intake.start()
    for begin in range(0, len(log), BATCH):
        batch = log[begin : begin + BATCH]
        await intake.take(Events(switch=batch[0].switch, events=tuple(entry.logged for entry in batch)))
    await intake.close()


async def _facts(db: Database) -> dict[str, list[Any]]:
    found = {}
    for kind, (table, key) in facts.TABLES.items():
        rows = await db.fetch(f"SELECT * FROM {table}")
        found[table] = sorted((facts.decode(kind, row) for row in rows), key=operator.attrgetter(key))
    return found


async def _answers(db: Database) -> list[Any]:
    calls, refusals = Calls(db, Names), Refusals(db, Names)
    queries = [CallQuery(), CallQuery(number="0"), CallQuery(number="_"), CallQuery(limit=3)]
    queries += [CallQuery(result=result.value) for result in CallResult]
    queries += [CallQuery(direction=direction) for direction in Direction]
    rows = await db.fetch('SELECT DISTINCT "operator" AS "one" FROM fact_segment ORDER BY "operator"')
    queries += [CallQuery(operator=row["one"]) for row in rows]
    rows = await db.fetch('SELECT DISTINCT "group" AS "one" FROM fact_visit ORDER BY "group"')
    queries += [CallQuery(group=row["one"]) for row in rows]
    found: list[Any] = [await calls.page(query) for query in queries]
    found += [await calls.call(item.id) for item in found[0].items]
    found += [await refusals.page(RefusalQuery(reason=reason)) for reason in (None, *Refusal)]
    return [msgspec.to_builtins(one) for one in found]
