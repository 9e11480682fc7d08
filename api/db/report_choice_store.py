"""Which items a user has chosen for each kind of report (F7.3)."""

from collections.abc import Sequence

import msgspec

from api.db.engine import Database, Reader


async def choices(db: Reader, user: str) -> dict[str, list[str]]:
    """The ids of the chosen columns by kind of report; a kind that nothing was chosen for is not there."""
    rows = await db.fetch("SELECT kind, items FROM report_choice WHERE user_id = {} ORDER BY kind", (user,))
    return {row["kind"]: msgspec.json.decode(row["items"], type=list[str]) for row in rows}


async def choose(db: Database, user: str, kind: str, items: Sequence[str]) -> None:
    """Keep what a user has chosen for one kind; no items: forget it."""
    async with db.transaction() as tx:
        if not items:
            await tx.execute("DELETE FROM report_choice WHERE user_id = {} AND kind = {}", (user, kind))
            return
        await tx.execute(
            "INSERT INTO report_choice (user_id, kind, items) VALUES ({}, {}, {})"
            " ON CONFLICT (user_id, kind) DO UPDATE SET items = excluded.items",
            (user, kind, msgspec.json.encode(items).decode()),
        )
