"""What the parts of a figure are found by: which days a status span counts as days with a log-in, and the spans that
are so long that they must be looked for beyond the day before (`api.db.figures_search`)."""

from typing import Final

from api.db.engine import Transaction

STATEMENTS: Final = (
    'ALTER TABLE fact_status ADD COLUMN "days_after" BIGINT NOT NULL DEFAULT 0',
    """CREATE INDEX fact_status_long ON fact_status ("operator", "begin")
        WHERE COALESCE("duration", 86400001) > 86400000""",
)


async def up(tx: Transaction) -> None:
    """Add them. The facts are made anew at the next start, as the fold has changed."""
    for statement in STATEMENTS:
        await tx.execute(statement)
