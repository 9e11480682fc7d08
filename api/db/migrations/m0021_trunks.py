"""What a trunk agrees with its carrier (F10.1)."""

from typing import Final

from api.db.engine import Transaction

COLUMNS: Final = (
    "\"preset\" TEXT NOT NULL DEFAULT ''",
    "\"backups\" TEXT NOT NULL DEFAULT '[]'",
    "\"numbers\" TEXT NOT NULL DEFAULT '[]'",
    "\"number_from\" TEXT NOT NULL DEFAULT 'auto'",
    "\"identity\" TEXT NOT NULL DEFAULT 'p_asserted_identity'",
    '"options_s" BIGINT NOT NULL DEFAULT 30',
    '"attempt_s" BIGINT NOT NULL DEFAULT 4',
    '"session_s" BIGINT NOT NULL DEFAULT 1800',
    "\"reliable\" TEXT NOT NULL DEFAULT 'optional'",
)


async def up(tx: Transaction) -> None:
    """Add them; trunks that are there get the defaults."""
    for column in COLUMNS:
        await tx.execute(f"ALTER TABLE trunk ADD COLUMN {column}")
