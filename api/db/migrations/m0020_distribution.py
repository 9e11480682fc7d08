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
    """Add them, and to each status why the switch chose it; what is there gets the defaults."""
    for column in COLUMNS:
        await tx.execute(f"ALTER TABLE phone_group ADD COLUMN {column}")
    await tx.execute("ALTER TABLE fact_status ADD COLUMN \"reason\" TEXT NOT NULL DEFAULT ''")
