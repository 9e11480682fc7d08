"""Booked hours are added to rows by their key, however many rows there are."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from api.db import rollups
from api.db.driver import Row
from api.db.engine import Transaction, connect
from api.db.migrate import migrate
from api.statistics.rollup import Grain, Key

FRESH = {Key(f"operator:{number}", Grain.HOUR, number): {"in": number} for number in range(1, 700)}


class Noted:
    """A transaction that notes what it was asked."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self.asked: list[tuple[str, Sequence[Any]]] = []

    async def fetch(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        self.asked.append((sql, params))
        return await self._tx.fetch(sql, params)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tx, name)


async def test_adding_looks_rows_up_and_never_reads_the_table(tmp_path: Path) -> None:
    db = connect(f"sqlite:///{tmp_path}/kikite.db")
    await db.open()
    try:
        await migrate(db, 0)
        for _ in range(2):
            async with db.transaction() as tx:
                noted = Noted(tx)
                await rollups.merge(noted, FRESH)  # type: ignore[arg-type]  # behaves as one
        assert noted.asked
        for sql, params in noted.asked:
            plan = [row["detail"] for row in await db.fetch(f"EXPLAIN QUERY PLAN {sql}", params)]
            assert any("SEARCH r USING PRIMARY KEY (scope=? AND grain=? AND slot=?)" in step for step in plan), plan

        row = await db.fetch_one('SELECT "counters" FROM rollup WHERE "slot" = 699')
        assert row == {"counters": '{"in":1398}'}
    finally:
        await db.close()
