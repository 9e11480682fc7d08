"""Trunks over TLS and with SRTP."""

from typing import Final

from api.db.engine import Transaction

STATEMENTS: Final = (
    "ALTER TABLE trunk ADD COLUMN srtp TEXT NOT NULL DEFAULT 'off'",
    "ALTER TABLE trunk ADD COLUMN tls_verify BOOLEAN NOT NULL DEFAULT TRUE",
    "ALTER TABLE trunk ADD COLUMN tls_ca TEXT NOT NULL DEFAULT ''",
)


async def up(tx: Transaction) -> None:
    """Add them."""
    for statement in STATEMENTS:
        await tx.execute(statement)
