"""Mailboxes and the messages in them.

A message's row is made by the event that begins it, in the transaction that stores the event. Its sound is a file of
its name, which is deleted only after the row has been marked `gone`, and before the row goes, so that neither is
forgotten where a process dies in between.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final

from msgspec import Struct
from piccolo.columns import BigInt, Boolean, Text
from piccolo.table import Table

from api.db.engine import Reader, Transaction
from api.db.rows import item_of, put, row_of
from api.db.tables import ENGINE
from sip.contract.enums import CallerId
from sip.contract.events import Logged, MessageBegan, MessageDropped, MessageLeft, SwitchStarted
from sip.contract.voicemail import Mailbox

EVENTS: Final = (MessageBegan, MessageLeft, MessageDropped, SwitchStarted)
"""Those that concern messages."""


class Folder(StrEnum):
    """Where a message is, for its readers (F6.2)."""

    NEW = "new"
    OLD = "old"
    WORK = "work"


OPEN: Final = "open"
"""Being recorded."""
CUT: Final = "cut"
"""Was being recorded when the switch died: what there is of it is in its file."""
GONE: Final = "gone"
"""Deleted, or too short: its file is to be deleted, then its row."""
_SHOWN: Final = "('new', 'old', 'work')"


class MailboxRow(Table, db=ENGINE, tablename="mailbox"):
    """A mailbox; the columns are those of `api.site.mailboxes.SiteMailbox`, the greeting as JSON."""

    id = Text(primary_key=True)
    on = Boolean()
    greeting = Text()
    answer_s = BigInt()
    max_messages = BigInt()
    max_s = BigInt()


class MessageRow(Table, db=ENGINE, tablename="message"):
    """A message. `at`: when the caller began to speak, ms since 1970 UTC; `duration`: ms; `switch`: log of its
    events."""

    id = Text(primary_key=True)
    mailbox = Text()
    folder = Text()
    call = Text()
    switch = Text()
    at = BigInt()
    duration = BigInt()
    from_number = Text()
    from_name = Text()
    caller_id = Text()


class MessageAccessRow(Table, db=ENGINE, tablename="message_access"):
    """Somebody heard or deleted a message, or moved one that was not left for them. `at`, `left_at` (null: not known):
    ms."""

    id = Text(primary_key=True)
    at = BigInt()
    user_id = Text()
    user_name = Text()
    action = Text()
    message = Text()
    mailbox = Text()
    from_number = Text()
    left_at = BigInt(null=True)


class Message(Struct, frozen=True, kw_only=True):
    """A message as stored."""

    id: str
    mailbox: str
    folder: str
    call: str
    at: int
    duration: int
    from_number: str
    from_name: str
    caller_id: CallerId


async def put_mailbox(tx: Transaction, item: Struct) -> None:
    """A mailbox, new or changed."""
    await put(tx, MailboxRow, "id", row_of(MailboxRow, item))


async def mailboxes(db: Reader) -> tuple[Mailbox, ...]:
    """The mailboxes that are switched on, for the switch."""
    rows = await db.run(MailboxRow.select().order_by(MailboxRow.id))
    return tuple(item_of(Mailbox, row) for row in rows if row["on"])


async def take(tx: Transaction, switch: str, logged: Logged) -> None:
    """What an event says of messages. Once or several times: the same."""
    event = logged.event
    match event:
        case MessageBegan():
            values: tuple[Any, ...] = (event.message, event.mailbox, OPEN, event.call, switch, logged.at, 0)
            caller = (event.from_number, event.from_name, str(event.caller_id))
            await tx.execute(
                'INSERT INTO message (id, mailbox, folder, "call", switch, at, duration, from_number, from_name,'
                " caller_id) VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}) ON CONFLICT (id) DO NOTHING",
                values + caller,
            )
        case MessageLeft():
            await _file(tx, event.message, OPEN, Folder.NEW, event.duration)
        case MessageDropped():
            await _file(tx, event.message, OPEN, GONE, 0)
        case SwitchStarted():
            await tx.execute("UPDATE message SET folder = {} WHERE folder = {} AND switch = {}", (CUT, OPEN, switch))


async def _file(tx: Transaction, message: str, before: str, after: str, duration: int) -> None:
    await tx.execute(
        "UPDATE message SET folder = {}, duration = {} WHERE id = {} AND folder = {}",
        (str(after), duration, message, before),
    )


async def settle(tx: Transaction, message: str, duration: int | None) -> None:
    """A message that was cut off is as long as its file, ms; None: there is nothing of it."""
    await _file(tx, message, CUT, GONE if duration is None else Folder.NEW, duration or 0)


async def waiting(db: Reader, folder: str) -> list[str]:
    """The messages that are `CUT` or `GONE` and want to be looked after."""
    return [row["id"] for row in await db.fetch("SELECT id FROM message WHERE folder = {}", (folder,))]


async def forget(tx: Transaction, message: str) -> None:
    """The file of a message that was `GONE` is gone."""
    await tx.execute("DELETE FROM message WHERE id = {} AND folder = {}", (message, GONE))


async def counts(db: Reader) -> dict[str, dict[Folder, int]]:
    """How many messages are in each folder of each mailbox that has any."""
    rows = await db.fetch(
        f"SELECT mailbox, folder, COUNT(*) AS number FROM message WHERE folder IN {_SHOWN} GROUP BY mailbox, folder"  # noqa: S608
    )
    found: dict[str, dict[Folder, int]] = {}
    for row in rows:
        found.setdefault(row["mailbox"], {})[Folder(row["folder"])] = row["number"]
    return found


async def listed(db: Reader, boxes: Sequence[str], folder: str, limit: int) -> list[Message]:
    """The newest messages of mailboxes; `folder` "": of all three."""
    query = MessageRow.select().where(MessageRow.mailbox.is_in(list(boxes)))
    wanted = [folder] if folder else list(map(str, Folder))
    query = query.where(MessageRow.folder.is_in(wanted)).order_by(MessageRow.at, ascending=False)
    return [item_of(Message, row) for row in await db.run(query.limit(limit))]


async def find(db: Reader, message: str) -> Message | None:
    """A message that can be read; None: there is none of that id."""
    row = await db.fetch_one(f"SELECT * FROM message WHERE id = {{}} AND folder IN {_SHOWN}", (message,))  # noqa: S608
    return None if row is None else item_of(Message, row)


async def move(tx: Transaction, message: str, folder: str) -> None:
    """Into another folder, or with `GONE` away."""
    await tx.execute(f"UPDATE message SET folder = {{}} WHERE id = {{}} AND folder IN {_SHOWN}", (folder, message))  # noqa: S608


async def add_access(tx: Transaction, row: MessageAccessRow) -> None:
    """Write down who did what."""
    await tx.run(MessageAccessRow.insert(row))


async def accesses(db: Reader, limit: int) -> list[dict[str, Any]]:
    """The newest records."""
    rows: list[dict[str, Any]] = await db.run(
        MessageAccessRow.select().order_by(MessageAccessRow.at, ascending=False).limit(limit)
    )
    return rows
