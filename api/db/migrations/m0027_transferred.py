"""Where an operator's part in a call went on: the history's transfers (F8.4)."""

from typing import Final

from api.db.engine import Transaction

STATEMENTS: Final = (
    "ALTER TABLE fact_segment ADD COLUMN transferred_to TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE fact_segment ADD COLUMN transferred_group TEXT NOT NULL DEFAULT ''",
)


async def up(tx: Transaction) -> None:
    """Add them; the facts are made anew from the log."""
    for statement in STATEMENTS:
        await tx.execute(statement)
