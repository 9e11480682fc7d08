"""Which items each user has chosen for each kind of report (F7.3)."""

from typing import Final

from api.db.engine import Transaction

CREATE: Final = """CREATE TABLE report_choice (
    user_id TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    items TEXT NOT NULL,
    PRIMARY KEY (user_id, kind)
)"""


async def up(tx: Transaction) -> None:
    """Make the table."""
    await tx.execute(CREATE)
