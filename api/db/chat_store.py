"""Conversations and the messages in them.

Every message takes the next number of one row that is locked until the commit: so messages have one order, the same
for every reader, and none appears behind one that was read already. A user who is deleted is taken out of members and
messages by the database, and only the name stays: a later user of the same id gets to see nothing of it.
"""

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import Any, Final

from msgspec import Struct

from api.db.engine import Reader, Transaction
from api.db.rows import item_of

DELETED_AT_ONCE: Final = 2000
"""Messages erased in one transaction: whoever writes meanwhile waits no longer than for these."""


class ConversationKind(StrEnum):
    """Between two users, or from one to many."""

    DIRECT = "direct"
    ANNOUNCEMENT = "announcement"


class ChatMessage(Struct, frozen=True, kw_only=True):
    """A message. `sender` "": deleted since; `token`: given by the sender's client, unique among the sender's; `at`:
    ms since 1970 UTC."""

    seq: int
    conversation: str
    sender: str = ""
    sender_name: str
    token: str
    at: int
    body: str


class Seat(Struct, frozen=True, kw_only=True):
    """A conversation as one of its members has it. `partner`: the other one, or who announced ("" deleted since);
    `audience`: id of the group, "" for all; `by_supervisor`: a supervisor has written in it; `seen`: number of the
    last message read; `partner_seen`: the partner's; `members`, `readers`: how many were told and how many have read,
    for who announced, else 0."""

    id: str
    kind: ConversationKind
    user_id: str
    own: bool
    partner: str = ""
    partner_name: str
    partner_seen: int
    audience: str
    audience_name: str
    by_supervisor: bool
    last: int
    seen: int
    unread: int
    members: int = 0
    readers: int = 0


_OTHERS: Final = "(x.sender IS NULL OR x.sender <> m.user_id)"
_SEATS: Final = f"""SELECT c.id, c.kind, c.audience, c.audience_name, c.by_supervisor, c.last, m.user_id, m.seen,
 CASE WHEN m.seat = 0 THEN 1 ELSE 0 END AS own,
 p.user_id AS partner, COALESCE(u.name, p.name) AS partner_name, p.seen AS partner_seen,
 (SELECT COUNT(*) FROM chat_message x WHERE x.conversation = c.id AND x.seq > m.seen AND {_OTHERS}) AS unread,
 CASE WHEN c.kind = 'announcement' AND m.seat = 0
  THEN (SELECT COUNT(*) FROM chat_member o WHERE o.conversation = c.id AND o.seat <> 0) ELSE 0 END AS members,
 CASE WHEN c.kind = 'announcement' AND m.seat = 0
  THEN (SELECT COUNT(*) FROM chat_member o WHERE o.conversation = c.id AND o.seat <> 0 AND o.seen >= c.last)
  ELSE 0 END AS readers
 FROM chat_member m JOIN chat_conversation c ON c.id = m.conversation
 JOIN chat_member p ON p.conversation = c.id
  AND ((c.kind = 'direct' AND p.seat <> m.seat) OR (c.kind = 'announcement' AND p.seat = 0))
 LEFT JOIN user_account u ON u.id = p.user_id"""  # noqa: S608  our own text
_MESSAGES: Final = """SELECT x.seq, x.conversation, x.sender, COALESCE(u.name, x.sender_name) AS sender_name, x.token,
 x.at, x.body FROM chat_message x LEFT JOIN user_account u ON u.id = x.sender"""


async def seats_of(db: Reader, user: str, before: tuple[int, str] | None, limit: int, partner: str = "") -> list[Seat]:
    """A user's conversations, the one written in last first; those after the place `before`; with a `partner` only the
    one of the two."""
    where, params = "", list[Any]()
    if before is not None:
        where, params = " AND (c.last < {} OR (c.last = {} AND c.id < {}))", [before[0], *before]
    if partner:
        where, params = f"{where} AND c.kind = 'direct' AND p.user_id = {{}}", [*params, partner]
    sql = f"{_SEATS} WHERE m.user_id = {{}}{where} ORDER BY c.last DESC, c.id DESC LIMIT {{}}"
    return [item_of(Seat, row) for row in await db.fetch(sql, [user, *params, limit])]


async def seat_of(db: Reader, user: str, conversation: str) -> Seat | None:
    """A conversation as this user has it; None: it is none of theirs."""
    row = await db.fetch_one(f"{_SEATS} WHERE m.user_id = {{}} AND c.id = {{}}", (user, conversation))
    return None if row is None else item_of(Seat, row)


async def seats_in(db: Reader, conversation: str, users: Collection[str]) -> list[Seat]:
    """A conversation as each of these has it."""
    if not users:
        return []
    sql = f"{_SEATS} WHERE c.id = {{}} AND m.user_id IN ({_places(users)})"
    return [item_of(Seat, row) for row in await db.fetch(sql, [conversation, *users])]


async def members(db: Reader, conversation: str) -> list[str]:
    """The users in a conversation."""
    sql = "SELECT user_id FROM chat_member WHERE conversation = {} AND user_id IS NOT NULL"
    return [row["user_id"] for row in await db.fetch(sql, (conversation,))]


async def unread(db: Reader, users: Collection[str]) -> dict[str, int]:
    """How many messages each of these has still to read."""
    if not users:
        return {}
    rows = await db.fetch(
        "SELECT m.user_id, COUNT(x.seq) AS number FROM chat_member m"  # noqa: S608
        " JOIN chat_message x ON x.conversation = m.conversation AND x.seq > m.seen"
        f" AND {_OTHERS} WHERE m.user_id IN ({_places(users)}) GROUP BY m.user_id",
        list(users),
    )
    return dict.fromkeys(users, 0) | {row["user_id"]: row["number"] for row in rows}


async def messages(db: Reader, conversation: str, before: int | None, limit: int) -> list[ChatMessage]:
    """The newest messages of a conversation, newest first; those before the number `before`."""
    where = "x.conversation = {}" if before is None else "x.conversation = {} AND x.seq < {}"
    params = [conversation] if before is None else [conversation, before]
    sql = f"{_MESSAGES} WHERE {where} ORDER BY x.seq DESC LIMIT {{}}"
    return [item_of(ChatMessage, row) for row in await db.fetch(sql, [*params, limit])]


async def by_seq(db: Reader, numbers: Collection[int]) -> dict[int, ChatMessage]:
    """The messages with these numbers."""
    if not numbers:
        return {}
    rows = await db.fetch(f"{_MESSAGES} WHERE x.seq IN ({_places(numbers)})", list(numbers))
    return {row["seq"]: item_of(ChatMessage, row) for row in rows}


async def by_token(db: Reader, sender: str, token: str) -> ChatMessage | None:
    """What a sender's client has sent under this token."""
    row = await db.fetch_one(f"{_MESSAGES} WHERE x.sender = {{}} AND x.token = {{}}", (sender, token))
    return None if row is None else item_of(ChatMessage, row)


async def direct(db: Reader, user: str, other: str) -> str:
    """The conversation between two users, "" if there is none."""
    row = await db.fetch_one(
        "SELECT c.id FROM chat_conversation c JOIN chat_member a ON a.conversation = c.id AND a.user_id = {}"
        " JOIN chat_member b ON b.conversation = c.id AND b.user_id = {} WHERE c.kind = 'direct'",
        (user, other),
    )
    return "" if row is None else str(row["id"])


async def partners(db: Reader, user: str) -> frozenset[str]:
    """Supervisors who have written to this user, by announcement, too: to them one who may only answer may write."""
    rows = await db.fetch(
        "SELECT DISTINCT p.user_id FROM chat_member m JOIN chat_conversation c ON c.id = m.conversation"
        " JOIN chat_member p ON p.conversation = c.id AND p.user_id <> m.user_id"
        " WHERE m.user_id = {} AND (c.kind = 'direct' AND c.by_supervisor OR c.kind = 'announcement' AND p.seat = 0)",
        (user,),
    )
    return frozenset(row["user_id"] for row in rows)


async def lock(tx: Transaction) -> None:
    """Wait for whoever writes now; before anything is looked up that must still be so at the commit."""
    await tx.execute("UPDATE chat_counter SET last = last WHERE id = 1")


async def create(
    tx: Transaction,
    conversation: str,
    kind: ConversationKind,
    people: Sequence[tuple[str, str]],
    audience: tuple[str, str] = ("", ""),
) -> None:
    """A conversation of these people (id, name), the first of whom began it."""
    await tx.execute(
        "INSERT INTO chat_conversation (id, kind, audience, audience_name, by_supervisor, last)"
        " VALUES ({}, {}, {}, {}, {}, 0)",
        (conversation, str(kind), *audience, False),
    )
    await tx.executemany(
        "INSERT INTO chat_member (conversation, seat, user_id, name, seen) VALUES ({}, {}, {}, {}, 0)",
        [(conversation, seat, user, name) for seat, (user, name) in enumerate(people)],
    )


async def add(
    tx: Transaction, conversation: str, sender: tuple[str, str], token: str, at: int, body: str, supervisor: bool
) -> int:
    """A message of `sender` (id, name), who has read everything before it; its number."""
    row = await tx.fetch_one("UPDATE chat_counter SET last = last + 1 WHERE id = 1 RETURNING last")
    if row is None:
        raise RuntimeError("chat_counter is empty")
    seq = int(row["last"])
    await tx.execute(
        "INSERT INTO chat_message (seq, conversation, sender, sender_name, token, at, body)"
        " VALUES ({}, {}, {}, {}, {}, {}, {})",
        (seq, conversation, *sender, token, at, body),
    )
    await tx.execute("UPDATE chat_conversation SET last = {} WHERE id = {}", (seq, conversation))
    if supervisor:
        await tx.execute("UPDATE chat_conversation SET by_supervisor = {} WHERE id = {}", (True, conversation))
    await tx.execute(
        "UPDATE chat_member SET seen = {}, name = {} WHERE conversation = {} AND user_id = {}",
        (seq, sender[1], conversation, sender[0]),
    )
    return seq


async def mark(tx: Transaction, conversation: str, user: str, seq: int) -> bool:
    """The user has read up to message `seq`, at most to the last one; False: that was known."""
    return (
        await tx.execute(
            "UPDATE chat_member SET seen = {} WHERE conversation = {} AND user_id = {} AND seen < {}"
            " AND EXISTS (SELECT 1 FROM chat_conversation c WHERE c.id = chat_member.conversation AND c.last >= {})",
            (seq, conversation, user, seq, seq),
        )
        > 0
    )


async def erase(tx: Transaction, before_ms: int) -> int:
    """Erase messages older than that, the oldest `DELETED_AT_ONCE`, and conversations that lose their last one; how
    many messages."""
    await lock(tx)
    erased = await tx.execute(
        "DELETE FROM chat_message WHERE seq IN (SELECT seq FROM chat_message WHERE at < {} ORDER BY at LIMIT {})",
        (before_ms, DELETED_AT_ONCE),
    )
    if erased:
        await tx.execute(
            "DELETE FROM chat_conversation WHERE NOT EXISTS"
            " (SELECT 1 FROM chat_message x WHERE x.conversation = chat_conversation.id)"
        )
    return erased


def _places(values: Collection[Any]) -> str:
    return ", ".join("{}" for _ in values)
