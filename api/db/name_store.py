"""Names of users, groups, trunks and statuses, those of deleted ones too.

What exists has its name in its own table; of what is deleted `former` keeps the last one. Statuses are never deleted
but marked.
"""

from typing import Any, Final

from piccolo.columns import Text
from piccolo.table import Table

from api.db.config_tables import StatusRow
from api.db.engine import Reader, Transaction
from api.db.tables import ENGINE
from api.statistics.names import Named, NamedStatus, Names

SOURCES: Final = {
    "user": ("user_account", "COALESCE(extension, '')"),
    "group": ("phone_group", "number"),
    "trunk": ("trunk", "host"),
}
"""Kind → the table of those that exist, and what is kept of them as their number."""


class FormerRow(Table, db=ENGINE, tablename="former"):
    """The last name of what was deleted. `kind`: one of `SOURCES`."""

    kind = Text(primary_key=True)
    id = Text()
    name = Text()
    number = Text()


async def keep(tx: Transaction, kind: str, key: str) -> None:
    """Keep the name of what is about to be deleted."""
    table, number = SOURCES[kind]  # our own words, not a user's
    row = await tx.fetch_one(f"SELECT name, {number} AS number FROM {table} WHERE id = {{}}", (key,))  # noqa: S608
    if row is not None:
        await tx.execute(
            "INSERT INTO former (kind, id, name, number) VALUES ({}, {}, {}, {})"
            " ON CONFLICT (kind, id) DO UPDATE SET name = excluded.name, number = excluded.number",
            (kind, key, row["name"], row["number"]),
        )


async def names(db: Reader) -> Names:
    """The names of all that there are, and the last names of all that there were."""
    found: dict[str, dict[str, Named]] = {kind: {} for kind in SOURCES}
    for row in await db.fetch("SELECT kind, id, name, number FROM former ORDER BY kind, id"):
        found[row["kind"]][row["id"]] = _named(row, deleted=True)
    for kind, (table, number) in SOURCES.items():
        rows = await db.fetch(f"SELECT id, name, {number} AS number FROM {table} ORDER BY id")  # noqa: S608
        found[kind] |= {row["id"]: _named(row, deleted=False) for row in rows}
    statuses = {
        row["id"]: NamedStatus(
            id=row["id"], ja=row["ja"], en=row["en"], colour=row["colour"], deleted=row["deleted"] is not None
        )
        for row in await db.run(StatusRow.select().order_by(StatusRow.position))
    }
    return Names(users=found["user"], groups=found["group"], trunks=found["trunk"], statuses=statuses)


def _named(row: Any, *, deleted: bool) -> Named:
    return Named(id=row["id"], name=row["name"], number=row["number"], deleted=deleted)
