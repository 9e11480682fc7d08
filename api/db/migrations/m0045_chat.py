"""Chat: conversations, who is in them, what was written. Who is deleted leaves their name."""

from typing import Final

from api.db.engine import Transaction

STATEMENTS: Final = (
    """CREATE TABLE chat_conversation (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        audience TEXT NOT NULL,
        audience_name TEXT NOT NULL,
        by_supervisor BOOLEAN NOT NULL,
        last BIGINT NOT NULL
    )""",
    """CREATE TABLE chat_member (
        conversation TEXT NOT NULL REFERENCES chat_conversation (id) ON DELETE CASCADE,
        seat BIGINT NOT NULL,
        user_id TEXT REFERENCES user_account (id) ON DELETE SET NULL,
        name TEXT NOT NULL,
        seen BIGINT NOT NULL,
        PRIMARY KEY (conversation, seat)
    )""",
    "CREATE INDEX chat_member_of_user ON chat_member (user_id, conversation)",
    """CREATE TABLE chat_message (
        seq BIGINT PRIMARY KEY,
        conversation TEXT NOT NULL REFERENCES chat_conversation (id) ON DELETE CASCADE,
        sender TEXT REFERENCES user_account (id) ON DELETE SET NULL,
        sender_name TEXT NOT NULL,
        token TEXT NOT NULL,
        at BIGINT NOT NULL,
        body TEXT NOT NULL,
        UNIQUE (sender, token)
    )""",
    "CREATE INDEX chat_message_of_conversation ON chat_message (conversation, seq)",
    "CREATE INDEX chat_message_at ON chat_message (at)",
    "CREATE TABLE chat_counter (id BIGINT PRIMARY KEY, last BIGINT NOT NULL)",
    "INSERT INTO chat_counter (id, last) VALUES (1, 0)",
)


async def up(tx: Transaction) -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        await tx.execute(statement)
