"""The record of statuses that were chosen for others while they were in a call, which come after it."""

from msgspec import Struct
from piccolo.columns import BigInt, Text
from piccolo.table import Table

from api.db.engine import Database
from api.db.rows import row_of
from api.db.tables import ENGINE


class StatusOrderRow(Table, db=ENGINE, tablename="status_order"):
    """The columns are the fields of `StatusOrder`."""

    id = Text(primary_key=True)
    at = BigInt()
    by_id = Text()
    by_name = Text()
    user_id = Text()
    user_name = Text()
    status = Text()


class StatusOrder(Struct, frozen=True, kw_only=True):
    """`by` chose `status` for `user` at `at` (ms since 1970 UTC), for when the call in progress is over. The names are
    those of that moment."""

    id: str
    at: int
    by_id: str
    by_name: str
    user_id: str
    user_name: str
    status: str


async def add(db: Database, one: StatusOrder) -> None:
    """Write it down."""
    async with db.transaction(durable=True) as tx:
        await tx.run(StatusOrderRow.insert(StatusOrderRow(**row_of(StatusOrderRow, one))))
