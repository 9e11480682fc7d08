"""The record of forced log-outs."""

from msgspec import Struct

from api.db.config_tables import ForcedLogOutRow
from api.db.engine import Database, Reader


class ForcedLogOut(Struct, frozen=True, kw_only=True):
    """One: `by` logged `user` out at `at` (ms since 1970 UTC). `calls`: what was to become of a call in progress
    (`none`: there was none, `finish`, `end`); `done`: when it was carried out, None: the call is still going on."""

    id: str
    at: int
    by_id: str
    by_name: str
    user_id: str
    user_name: str
    calls: str
    done: int | None = None


class Filter(Struct, frozen=True, kw_only=True):
    """Times in ms, `since` ≤ at < `until`; "" and None: all. `before`: key of the last one on the page before."""

    user: str = ""
    by: str = ""
    since: int | None = None
    until: int | None = None
    before: tuple[int, str] | None = None


async def add(db: Database, one: ForcedLogOut) -> None:
    """Write it down."""
    async with db.transaction(durable=True) as tx:
        await tx.execute(
            "INSERT INTO forced_log_out (id, at, by_id, by_name, user_id, user_name, calls, done)"
            " VALUES ({}, {}, {}, {}, {}, {}, {}, {})",
            (one.id, one.at, one.by_id, one.by_name, one.user_id, one.user_name, one.calls, one.done),
        )


async def finish(db: Database, user: str, done: int) -> None:
    """What was waiting for the end of a call of `user` has been carried out."""
    async with db.transaction(durable=True) as tx:
        await tx.execute("UPDATE forced_log_out SET done = {} WHERE user_id = {} AND done IS NULL", (done, user))


async def waiting(db: Reader) -> list[ForcedLogOut]:
    """Those that wait for the end of a call, oldest first."""
    query = ForcedLogOutRow.select().where(ForcedLogOutRow.done.is_null()).order_by(ForcedLogOutRow.at)
    return [ForcedLogOut(**row) for row in await db.run(query)]


async def records(db: Reader, wanted: Filter, limit: int) -> list[ForcedLogOut]:
    """The newest `limit` that fit."""
    query = ForcedLogOutRow.select().limit(limit)
    query = query.order_by(ForcedLogOutRow.at, ForcedLogOutRow.id, ascending=False)
    for column, value in ((ForcedLogOutRow.user_id, wanted.user), (ForcedLogOutRow.by_id, wanted.by)):
        if value:
            query = query.where(column == value)
    if wanted.since is not None:
        query = query.where(ForcedLogOutRow.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(ForcedLogOutRow.at < wanted.until)
    if wanted.before is not None:
        at, key = wanted.before
        query = query.where((ForcedLogOutRow.at < at) | ((ForcedLogOutRow.at == at) & (ForcedLogOutRow.id < key)))
    return [ForcedLogOut(**row) for row in await db.run(query)]
