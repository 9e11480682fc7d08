"""Numbers dialled that led to no call: a table of facts of its own, with what the log knows of them already."""

import json
from typing import Any, Final

from api.db.engine import Transaction

STATEMENTS: Final = (
    """CREATE TABLE fact_refusal (
        "refusal" TEXT PRIMARY KEY,
        "operator" TEXT NOT NULL,
        "extension" TEXT NOT NULL,
        "number" TEXT NOT NULL,
        "reason" TEXT NOT NULL,
        "begin" BIGINT NOT NULL,
        "since" BIGINT NOT NULL,
        "end" BIGINT,
        "duration" BIGINT,
        "estimated" BOOLEAN NOT NULL
    )""",
    'CREATE INDEX fact_refusal_begin ON fact_refusal ("begin", "refusal")',
    'CREATE INDEX fact_refusal_operator ON fact_refusal ("operator", "begin")',
)
_LOGGED: Final = """SELECT "switch", "seq", "at", "body" FROM event_log WHERE "type" = 'DialRefused'"""
_INSERT: Final = """INSERT INTO fact_refusal ("refusal", "operator", "extension", "number", "reason", "begin", "since",
 "end", "duration", "estimated") VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {})"""


async def up(tx: Transaction) -> None:
    """Make and fill it."""
    for statement in STATEMENTS:
        await tx.execute(statement)
    # The place on the switch's timeline is not in the log; nothing is reckoned from it here.
    await tx.executemany(_INSERT, [_row(row) for row in await tx.fetch(_LOGGED)])


def _row(row: Any) -> tuple[Any, ...]:
    event, at = json.loads(row["body"]), row["at"]
    told = (event.get("operator", ""), event["extension"], event["number"], event["reason"])
    return (f"{row['switch']}:{row['seq']}", *told, at, at, at, 0, False)
