"""Menus, opening hours, holidays, announcements, and the calls that end there."""

from typing import Final

from api.db.engine import Transaction

STATEMENTS: Final = (
    """CREATE TABLE announcement (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        duration_ms BIGINT NOT NULL
    )""",
    """CREATE TABLE ivr_menu (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        prompts TEXT NOT NULL,
        keys TEXT NOT NULL,
        timeout_s BIGINT NOT NULL,
        attempts BIGINT NOT NULL,
        invalid TEXT NOT NULL,
        otherwise TEXT NOT NULL
    )""",
    """CREATE TABLE reception (
        "group" TEXT PRIMARY KEY REFERENCES phone_group (id) ON DELETE CASCADE,
        hours TEXT,
        closed TEXT NOT NULL,
        greeting TEXT NOT NULL,
        menu TEXT NOT NULL,
        hold_music TEXT NOT NULL
    )""",
    """CREATE TABLE holiday (
        date TEXT PRIMARY KEY,
        name TEXT NOT NULL
    )""",
    "ALTER TABLE route ADD COLUMN menu TEXT",
    'ALTER TABLE fact_call ADD COLUMN "diverted" TEXT',
)


async def up(tx: Transaction) -> None:
    """Make them."""
    for statement in STATEMENTS:
        await tx.execute(statement)
