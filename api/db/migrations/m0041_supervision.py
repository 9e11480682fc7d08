"""Who listened to, whispered into or joined whose calls (F4.5)."""

from typing import Final

from api.db.engine import Transaction

STATEMENTS: Final = (
    """CREATE TABLE fact_supervision (
        "span" TEXT PRIMARY KEY,
        "supervision" TEXT NOT NULL,
        "switch" TEXT NOT NULL,
        "supervisor" TEXT NOT NULL,
        "operator" TEXT NOT NULL,
        "about" TEXT NOT NULL,
        "mode" TEXT NOT NULL,
        "reason" TEXT,
        "begin" BIGINT NOT NULL,
        "since" BIGINT NOT NULL,
        "end" BIGINT,
        "duration" BIGINT,
        "estimated" BOOLEAN NOT NULL
    )""",
    'CREATE INDEX fact_supervision_begin ON fact_supervision ("begin", "span")',
    'CREATE INDEX fact_supervision_supervisor ON fact_supervision ("supervisor", "begin")',
    'CREATE INDEX fact_supervision_operator ON fact_supervision ("operator", "begin")',
)


async def up(tx: Transaction) -> None:
    """Make the table."""
    for statement in STATEMENTS:
        await tx.execute(statement)
