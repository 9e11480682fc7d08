"""What reports read: the rollups, who was a member of which group when, and indexes to find what a figure counts."""

from typing import Final

from api.db.engine import Transaction

ROLLUP: Final = """CREATE TABLE rollup (
        "scope" TEXT NOT NULL,
        "grain" TEXT NOT NULL,
        "slot" BIGINT NOT NULL,
        "counters" TEXT NOT NULL,
        PRIMARY KEY ("scope", "grain", "slot")
    )"""
STATEMENTS: Final = (
    """CREATE TABLE membership (
        "group" TEXT NOT NULL,
        "operator" TEXT NOT NULL,
        "begin" BIGINT NOT NULL,
        "end" BIGINT,
        PRIMARY KEY ("group", "operator", "begin")
    )""",
    'CREATE INDEX fact_call_operator ON fact_call ("operator", "begin")',
    'CREATE INDEX fact_call_group ON fact_call ("group", "begin")',
    'CREATE INDEX fact_visit_begin ON fact_visit ("begin")',
)


async def up(tx: Transaction) -> None:
    """Make them. SQLite keeps the rollups in the order of their key, so that a report reads them in one go."""
    await tx.execute(ROLLUP + (" WITHOUT ROWID" if tx.kind == "sqlite" else ""))
    for statement in STATEMENTS:
        await tx.execute(statement)
