"""What each supervisor watches, and how they want their monitors to look (F3.1, F3.5)."""

from typing import Final

from api.db.engine import Transaction

STATEMENTS: Final = (
    """CREATE TABLE watched_group (
        watcher TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
        phone_group TEXT NOT NULL REFERENCES phone_group (id) ON DELETE CASCADE,
        PRIMARY KEY (watcher, phone_group)
    )""",
    """CREATE TABLE watched_user (
        watcher TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
        user_id TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
        PRIMARY KEY (watcher, user_id)
    )""",
    """CREATE TABLE monitor_screen (
        user_id TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
        screen TEXT NOT NULL,
        choice TEXT NOT NULL,
        PRIMARY KEY (user_id, screen)
    )""",
)


async def up(tx: Transaction) -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        await tx.execute(statement)
