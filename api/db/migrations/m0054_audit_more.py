"""What the audit log lacked: statuses chosen for others for after a call, and whose message somebody heard."""

from typing import Final

from api.db.engine import Transaction

STATEMENTS: Final = (
    """CREATE TABLE status_order (
        "id" TEXT PRIMARY KEY,
        "at" BIGINT NOT NULL,
        "by_id" TEXT NOT NULL,
        "by_name" TEXT NOT NULL,
        "user_id" TEXT NOT NULL,
        "user_name" TEXT NOT NULL,
        "status" TEXT NOT NULL
    )""",
    'CREATE INDEX status_order_at ON status_order ("at")',
    "ALTER TABLE message_access ADD COLUMN from_number TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE message_access ADD COLUMN left_at BIGINT",
)


async def up(tx: Transaction) -> None:
    """Make the table and the columns. Of accesses before this, message and caller are not known any more."""
    for statement in STATEMENTS:
        await tx.execute(statement)
