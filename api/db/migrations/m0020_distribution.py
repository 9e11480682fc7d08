"""How a group distributes, overflows and speaks to who waits (F10.4)."""

from typing import Final

from api.db.engine import Transaction

COLUMNS: Final = (
    '"overflow_wait" TEXT NOT NULL DEFAULT \'{"group": ""}\'',
    '"overflow_full" TEXT NOT NULL DEFAULT \'{"group": ""}\'',
    '"overflow_nobody" TEXT',
    '"pause_after" BIGINT NOT NULL DEFAULT 0',
    '"queue_answer" BOOLEAN NOT NULL DEFAULT FALSE',
    "\"queue_music\" TEXT NOT NULL DEFAULT 'hold'",
    '"announce_s" BIGINT NOT NULL DEFAULT 0',
    '"announce_position" BOOLEAN NOT NULL DEFAULT TRUE',
    '"announce_wait" BOOLEAN NOT NULL DEFAULT TRUE',
)


async def up(tx: Transaction) -> None:
    """Add them; groups that are there get the defaults."""
    for column in COLUMNS:
        await tx.execute(f"ALTER TABLE phone_group ADD COLUMN {column}")
