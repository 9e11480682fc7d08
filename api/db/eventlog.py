"""The event log: what the switches said, in the one order in which it was taken."""

from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Final, NamedTuple

import msgspec
from msgspec import Struct

from api.db import facts, message_store, rollups
from api.db.driver import Row
from api.db.engine import Database, Transaction
from api.statistics.facts import FactChange
from api.statistics.rollup import Rollups
from sip.contract.events import AnyEvent, Logged

PAGE: Final = 2_000
_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[list[AnyEvent]] = msgspec.json.Decoder(list[AnyEvent])


class Entry(NamedTuple):
    """An event with its place in the log of all switches."""

    position: int
    switch: str
    logged: Logged


class FoldState(Struct, frozen=True):
    """A dumped fold after `position`. `kind` names what it was made with; one of another kind is of no use."""

    position: int
    kind: str
    body: str


class EventLog:
    """The log of one database. There must be one writer at a time."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def store(
        self,
        entries: Sequence[Entry],
        changes: Iterable[FactChange],
        state: FoldState | None = None,
        booked: Rollups | None = None,
    ) -> None:
        """Events, the facts that they made and, now and then, the fold's state with the rollups that it has booked: all
        or nothing, and on the disk, since the switch forgets what it was told is stored. Raises as
        `Database.transaction`."""
        async with self._db.transaction(durable=True) as tx:
            await tx.executemany(
                'INSERT INTO event_log ("position", "switch", "seq", "at", "mono", "type", "body")'
                " VALUES ({}, {}, {}, {}, {}, {}, {})",
                [_row(entry) for entry in entries],
            )
            await facts.store(tx, changes)
            for entry in entries:
                if isinstance(entry.logged.event, message_store.EVENTS):
                    await message_store.take(tx, entry.switch, entry.logged)
            if booked:
                await rollups.merge(tx, booked)
            if state is not None:
                await _keep(tx, state)

    async def replayed(self, changes: Iterable[FactChange], state: FoldState, booked: Rollups) -> None:
        """What events that are in the log already have come to when they are gone through again."""
        async with self._db.transaction() as tx:
            await facts.store(tx, changes)
            await rollups.merge(tx, booked)
            await _keep(tx, state)

    async def begin_anew(self, state: FoldState, *, clear_facts: bool = False) -> None:
        """Forget what was made of the log: the rollups, with `clear_facts` the facts too, and the fold's state, in
        place of which `state` is kept."""
        async with self._db.transaction() as tx:
            await rollups.clear(tx)
            if clear_facts:
                await facts.clear(tx)
            await _keep(tx, state)

    async def extent(self) -> tuple[int, int]:
        """First and last position of the log; 0, 0 where it is empty."""
        row = await self._db.fetch_one('SELECT MIN("position") AS first, MAX("position") AS last FROM event_log')
        return (0, 0) if row is None or row["first"] is None else (row["first"], row["last"])

    async def fold_state(self) -> FoldState | None:
        """The fold's state as last stored."""
        row = await self._db.fetch_one('SELECT "position", "kind", "body" FROM fold_state WHERE "id" = 1')
        return None if row is None else FoldState(row["position"], row["kind"], row["body"])

    async def since(self, position: int) -> AsyncIterator[list[Entry]]:
        """All events after `position`, in order, page by page."""
        while True:
            rows = await self._db.fetch(
                'SELECT "position", "switch", "seq", "at", "mono", "body" FROM event_log WHERE "position" > {}'
                ' ORDER BY "position" LIMIT {}',
                (position, PAGE),
            )
            if rows:
                position = rows[-1]["position"]
                yield _entries(rows)
            if len(rows) < PAGE:
                return


def _entries(rows: Sequence[Row]) -> list[Entry]:
    events = _decoder.decode(f"[{','.join([row['body'] for row in rows])}]")
    return [
        Entry(row["position"], row["switch"], Logged(seq=row["seq"], at=row["at"], mono=row["mono"], event=event))
        for row, event in zip(rows, events, strict=True)
    ]


async def _keep(tx: Transaction, state: FoldState) -> None:
    await tx.execute(
        'INSERT INTO fold_state ("id", "position", "kind", "body") VALUES (1, {}, {}, {})'
        ' ON CONFLICT ("id") DO UPDATE SET "position" = excluded."position",'
        ' "kind" = excluded."kind", "body" = excluded."body"',
        (state.position, state.kind, state.body),
    )


def _row(entry: Entry) -> tuple[int, str, int, int, int, str, str]:
    logged = entry.logged
    body = _encoder.encode(logged.event).decode()
    return entry.position, entry.switch, logged.seq, logged.at, logged.mono, type(logged.event).__name__, body
