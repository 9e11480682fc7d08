"""Mailboxes, their messages, who listened to whose, and where callers are led to a mailbox."""

from typing import Final

from api.db.engine import Transaction

STATEMENTS: Final = (
    """CREATE TABLE mailbox (
        id TEXT PRIMARY KEY,
        "on" BOOLEAN NOT NULL,
        greeting TEXT NOT NULL,
        answer_s BIGINT NOT NULL,
        max_messages BIGINT NOT NULL,
        max_s BIGINT NOT NULL
    )""",
    """CREATE TABLE message (
        id TEXT PRIMARY KEY,
        mailbox TEXT NOT NULL,
        folder TEXT NOT NULL,
        "call" TEXT NOT NULL,
        switch TEXT NOT NULL,
        at BIGINT NOT NULL,
        duration BIGINT NOT NULL,
        from_number TEXT NOT NULL,
        from_name TEXT NOT NULL,
        caller_id TEXT NOT NULL
    )""",
    "CREATE INDEX message_of_mailbox ON message (mailbox, folder, at)",
    """CREATE TABLE message_access (
        id TEXT PRIMARY KEY,
        at BIGINT NOT NULL,
        user_id TEXT NOT NULL,
        user_name TEXT NOT NULL,
        action TEXT NOT NULL,
        message TEXT NOT NULL,
        mailbox TEXT NOT NULL
    )""",
    "CREATE INDEX message_access_at ON message_access (at)",
    "ALTER TABLE reception ADD COLUMN voicemail TEXT NOT NULL DEFAULT ''",
)


async def up(tx: Transaction) -> None:
    """Make them."""
    for statement in STATEMENTS:
        await tx.execute(statement)
