"""The links of wallboards. Of a token only its hash is stored."""

from msgspec import Struct
from piccolo.columns import BigInt, Text
from piccolo.table import Table

from api.db.engine import Database, Reader, Transaction
from api.db.rows import item_of, put, row_of
from api.db.tables import ENGINE


class WallboardRow(Table, db=ENGINE, tablename="wallboard"):
    """A link; the columns are the fields of `Link`."""

    id = Text(primary_key=True)
    content = Text()
    token_hash = Text(secret=True)
    created = BigInt()
    created_by = Text()
    created_by_name = Text()
    expires = BigInt(null=True)
    last_used = BigInt(null=True)
    revoked = BigInt(null=True)


class Link(Struct, frozen=True, kw_only=True):
    """A link as stored. `content`: what it shows, as JSON; times in ms since 1970 UTC. `created_by` and
    `created_by_name` are those of that moment: the account may be gone since."""

    id: str
    content: str
    token_hash: str
    created: int
    created_by: str
    created_by_name: str
    expires: int | None = None
    last_used: int | None = None
    revoked: int | None = None


async def links(db: Reader) -> list[Link]:
    """Those that have not been revoked, oldest first."""
    query = WallboardRow.select().where(WallboardRow.revoked.is_null()).order_by(WallboardRow.created, WallboardRow.id)
    return [item_of(Link, row) for row in await db.run(query)]


async def link(db: Reader, key: str) -> Link | None:
    """The link with this id, also a revoked one."""
    row = await db.fetch_one("SELECT * FROM wallboard WHERE id = {}", (key,))
    return None if row is None else item_of(Link, row)


async def save(tx: Transaction, one: Link) -> None:
    """Keep a link, new or changed."""
    await put(tx, WallboardRow, "id", row_of(WallboardRow, one))


async def revoke(tx: Transaction, key: str, now_ms: int) -> None:
    """The link is good for nothing from now on; its row stays, so that its screens can be told."""
    await tx.execute("UPDATE wallboard SET revoked = {} WHERE id = {} AND revoked IS NULL", (now_ms, key))


async def used(db: Database, key: str, now_ms: int) -> None:
    """A screen shows it at `now_ms`."""
    async with db.transaction() as tx:
        await tx.execute("UPDATE wallboard SET last_used = {} WHERE id = {}", (now_ms, key))
