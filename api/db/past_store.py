"""Whether a database can be given a past: calls and log-ins of before come before all others in its log."""

from typing import Final

from api.db.engine import Database, Reader

QUIET: Final = ("SwitchStarted", "TrunkChanged", "TrunkCalls", "RegistrationChanged", "PhoneChanged", "Alarm")
"""Events of a centre in which nobody has worked yet; no figure and no history is made of them."""


async def has_past(db: Reader) -> bool:
    """Whether the log tells of anybody's calls or log-ins."""
    places = ", ".join("{}" for _ in QUIET)
    sql = f'SELECT 1 AS one FROM event_log WHERE "type" NOT IN ({places}) LIMIT 1'  # noqa: S608  our own names
    return await db.fetch_one(sql, QUIET) is not None


async def make_room(db: Database) -> None:
    """Forget the log of a database that `has_past` not, so that another can begin in it."""
    async with db.transaction(durable=True) as tx:
        for table in ("event_log", "fold_state", "rollup"):
            await tx.execute(f"DELETE FROM {table}")  # noqa: S608  our own names
