"""What a user watches and how their monitors look (F3.1, F3.5)."""

from collections.abc import Iterable

from msgspec import Struct

from api.db.engine import Database, Reader, Transaction


class Watched(Struct, frozen=True, kw_only=True):
    """The groups and operators that a user's monitors show; none chosen of a kind: all of it."""

    groups: list[str] = []
    users: list[str] = []


async def watched(db: Reader, user: str) -> Watched:
    """What a user watches, by ids in no particular order."""
    groups = await db.fetch("SELECT phone_group FROM watched_group WHERE watcher = {} ORDER BY phone_group", (user,))
    users = await db.fetch("SELECT user_id FROM watched_user WHERE watcher = {} ORDER BY user_id", (user,))
    return Watched(groups=[row["phone_group"] for row in groups], users=[row["user_id"] for row in users])


async def watch(db: Database, user: str, chosen: Watched) -> None:
    """Replace what a user watches. The ids must exist."""
    async with db.transaction() as tx:
        await _replace(tx, "watched_group", "phone_group", user, chosen.groups)
        await _replace(tx, "watched_user", "user_id", user, chosen.users)


async def _replace(tx: Transaction, table: str, column: str, user: str, chosen: Iterable[str]) -> None:
    await tx.execute(f"DELETE FROM {table} WHERE watcher = {{}}", (user,))  # noqa: S608  # our own words only
    rows = [(user, each) for each in dict.fromkeys(chosen)]
    await tx.executemany(f"INSERT INTO {table} (watcher, {column}) VALUES ({{}}, {{}})", rows)  # noqa: S608


async def screens(db: Reader, user: str) -> dict[str, str]:
    """What a user has chosen for each screen, as JSON."""
    rows = await db.fetch("SELECT screen, choice FROM monitor_screen WHERE user_id = {}", (user,))
    return {row["screen"]: row["choice"] for row in rows}


async def choose(db: Database, user: str, screen: str, choice: str) -> None:
    """Keep what a user has chosen for one screen."""
    async with db.transaction() as tx:
        await tx.execute(
            "INSERT INTO monitor_screen (user_id, screen, choice) VALUES ({}, {}, {})"
            " ON CONFLICT (user_id, screen) DO UPDATE SET choice = excluded.choice",
            (user, screen, choice),
        )
