"""Who may call what, limits of extensions, emergency trunks, what a user talks on, and the record of changes."""

from typing import Final

from api.db.engine import Transaction

STATEMENTS: Final = (
    """ALTER TABLE permission_set ADD COLUMN allowed TEXT NOT NULL
        DEFAULT '["domestic","mobile","free","special"]'""",
    "ALTER TABLE extension ADD COLUMN max_calls BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE extension ADD COLUMN max_per_hour BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE trunk ADD COLUMN emergency BOOLEAN NOT NULL DEFAULT FALSE",
    "ALTER TABLE user_account ADD COLUMN phone TEXT NOT NULL DEFAULT 'browser'",
    "ALTER TABLE user_account ADD COLUMN shown TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE audit (
        version BIGINT PRIMARY KEY,
        at BIGINT NOT NULL,
        user_id TEXT NOT NULL,
        user_name TEXT NOT NULL,
        action TEXT NOT NULL,
        subject TEXT NOT NULL,
        item TEXT NOT NULL,
        before TEXT,
        after TEXT
    )""",
    "CREATE INDEX audit_of_item ON audit (subject, item)",
)


async def up(tx: Transaction) -> None:
    """Add them."""
    for statement in STATEMENTS:
        await tx.execute(statement)
