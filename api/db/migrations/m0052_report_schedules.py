"""Reports that are made by themselves, and each time that one was due (F7.10)."""

from typing import Final

from api.db.engine import Transaction

STATEMENTS: Final = (
    """CREATE TABLE report_schedule (
        "id" TEXT PRIMARY KEY,
        "content" TEXT NOT NULL,
        "next_due" BIGINT,
        "created" BIGINT NOT NULL,
        "changed" BIGINT NOT NULL,
        "changed_by" TEXT NOT NULL
    )""",
    """CREATE TABLE report_run (
        "id" TEXT PRIMARY KEY,
        "schedule" TEXT NOT NULL,
        "name" TEXT NOT NULL,
        "content" TEXT NOT NULL,
        "due" BIGINT NOT NULL,
        "state" TEXT NOT NULL,
        "attempts" BIGINT NOT NULL,
        "next_try" BIGINT,
        "finished" BIGINT,
        "error" TEXT NOT NULL,
        "file_name" TEXT NOT NULL,
        "size" BIGINT NOT NULL,
        UNIQUE ("schedule", "due")
    )""",
    'CREATE INDEX report_run_due ON report_run ("due")',
    'CREATE INDEX report_run_next_try ON report_run ("next_try")',
)


async def up(tx: Transaction) -> None:
    """Make the tables. A run keeps what it was to make: the schedule may be another one or gone since."""
    for statement in STATEMENTS:
        await tx.execute(statement)
