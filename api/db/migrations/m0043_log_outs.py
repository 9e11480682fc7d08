"""Who was logged out by whom (F1.6)."""

from typing import Final

from api.db.engine import Transaction

STATEMENTS: Final = (
    "ALTER TABLE session ADD COLUMN ended_by TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE forced_log_out (
        id TEXT PRIMARY KEY,
        at BIGINT NOT NULL,
        by_id TEXT NOT NULL,
        by_name TEXT NOT NULL,
        user_id TEXT NOT NULL,
        user_name TEXT NOT NULL,
        calls TEXT NOT NULL,
        done BIGINT
    )""",
    "CREATE INDEX forced_log_out_at ON forced_log_out (at, id)",
    "CREATE INDEX forced_log_out_user ON forced_log_out (user_id, at)",
)


async def up(tx: Transaction) -> None:
    """Make the column and the table."""
    for statement in STATEMENTS:
        await tx.execute(statement)
