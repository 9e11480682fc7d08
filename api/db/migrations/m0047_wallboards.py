"""Links by which a screen without a log-in shows figures (a wallboard)."""

from typing import Final

from api.db.engine import Transaction

STATEMENTS: Final = (
    """CREATE TABLE wallboard (
        "id" TEXT PRIMARY KEY,
        "content" TEXT NOT NULL,
        "token_hash" TEXT NOT NULL,
        "created" BIGINT NOT NULL,
        "created_by" TEXT NOT NULL,
        "created_by_name" TEXT NOT NULL,
        "expires" BIGINT,
        "last_used" BIGINT,
        "revoked" BIGINT
    )""",
)


async def up(tx: Transaction) -> None:
    """Make the table. No reference to the creator's account: the link is the centre's and outlives it."""
    for statement in STATEMENTS:
        await tx.execute(statement)
