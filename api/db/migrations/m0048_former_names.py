"""The last names of what has been deleted, and indexes for the audit log."""

import json
from typing import Final

from api.db.engine import Transaction

STATEMENTS: Final = (
    """CREATE TABLE former (
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        number TEXT NOT NULL,
        PRIMARY KEY (kind, id)
    )""",
    "CREATE INDEX audit_at ON audit (at, version)",
    # Few of many: those that somebody else chose.
    """CREATE INDEX fact_status_by ON fact_status ("begin", "span")
        WHERE "by" <> '' AND "by" <> "operator" """,
)
KINDS: Final = {"users": ("user", "extension"), "groups": ("group", "number"), "trunks": ("trunk", "host")}
"""Subject of the record of changes → kind of name, and where its number stands in the item."""


async def up(tx: Transaction) -> None:
    """Make them; whoever was deleted so far is known by the record of changes."""
    for statement in STATEMENTS:
        await tx.execute(statement)
    rows = await tx.fetch("SELECT subject, item, before FROM audit WHERE action = 'delete' ORDER BY version")
    found = {}
    for row in rows:
        if row["subject"] in KINDS and row["before"]:
            kind, number = KINDS[row["subject"]]
            item = json.loads(row["before"])
            found[kind, row["item"]] = (item.get("name", ""), item.get(number) or "")
    await tx.executemany(
        "INSERT INTO former (kind, id, name, number) VALUES ({}, {}, {}, {})",
        [(*key, *value) for key, value in found.items()],
    )
