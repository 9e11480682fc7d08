"""What users' tests of their sound before the shift have shown (F5.8)."""

from typing import Final

from api.db.engine import Transaction

STATEMENTS: Final = (
    """CREATE TABLE sound_test (
        "id" TEXT PRIMARY KEY,
        "user_id" TEXT NOT NULL,
        "at" BIGINT NOT NULL,
        "verdict" TEXT NOT NULL,
        "microphone" TEXT NOT NULL,
        "speaker" TEXT NOT NULL,
        "ringer" TEXT NOT NULL,
        "heard" BOOLEAN NOT NULL,
        "packets" BIGINT NOT NULL,
        "lost" BIGINT NOT NULL,
        "jitter" BIGINT NOT NULL,
        "packets_back" BIGINT NOT NULL,
        "lost_back" BIGINT NOT NULL,
        "jitter_back" BIGINT NOT NULL,
        "rtt" BIGINT
    )""",
    'CREATE INDEX sound_test_user ON sound_test ("user_id", "at")',
)


async def up(tx: Transaction) -> None:
    """Make the table."""
    for statement in STATEMENTS:
        await tx.execute(statement)
