"""Messages: who may hear them, how many are new, and the end of their files."""

import asyncio
import contextlib
import logging
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from msgspec import Struct

from api.access import Permission, Principal
from api.db import message_store
from api.db.config_tables import ExtensionRow, GroupMember, PhoneGroup, UserAccount
from api.db.engine import Database
from api.db.message_store import CUT, EVENTS, GONE, Folder, MailboxRow, Message, MessageAccessRow
from api.problems import Problem
from api.switch.errors import SwitchError
from api.voicemail import sound
from sip.contract.commands import AnyCommand, AnyResult, CountMessages
from sip.contract.events import Logged
from sip.contract.voicemail import file_name, of_extension, of_group

MIN_MS: Final = 1000
"""What a message that was cut off must hold to be one."""
RETRY_S: Final = 5.0

log = logging.getLogger(__name__)


class Commands(Protocol):
    """What carries commands out (`api.switch.link.SwitchLink`)."""

    async def send(self, command: AnyCommand) -> AnyResult:
        """Raises `SwitchError`."""


class Mailbox(Struct, frozen=True, kw_only=True):
    """A mailbox that a user may open. `own`: it is theirs, or of a group of theirs."""

    id: str
    name: str
    own: bool


class Voicemail:
    """The messages of one database, with their files in `folder`. `told` hears how many are new in each mailbox
    whenever that has changed; `now_ms`: wall clock."""

    def __init__(
        self,
        db: Database,
        folder: Path,
        link: Commands,
        now_ms: Callable[[], int],
        told: Callable[[dict[str, int]], None],
    ) -> None:
        self._db = db
        self._folder = folder
        self._link = link
        self._now_ms = now_ms
        self._told = told
        self._new: dict[str, int] = {}
        self._changed = asyncio.Event()

    # Keeping up

    def restoring(self) -> AnyCommand:
        """What a switch that is back must know."""
        return CountMessages(unread=self._new)

    def taken(self, events: tuple[Logged, ...]) -> None:
        """These events were stored."""
        if any(isinstance(logged.event, EVENTS) for logged in events):
            self._changed.set()

    async def run(self) -> None:
        """Tidy up and count, at the start and whenever something has changed; for ever."""
        while True:
            try:
                await self._tidy()
                await self._count()
                await self._changed.wait()
                self._changed.clear()
            except Exception:
                log.exception("messages could not be looked after; again soon")
                await asyncio.sleep(RETRY_S)

    async def _tidy(self) -> None:
        """Messages that were cut off are finished, and files of deleted ones deleted."""
        for message in await message_store.waiting(self._db, CUT):
            length = await asyncio.to_thread(sound.duration, self._path(message))
            async with self._db.transaction(durable=True) as tx:
                await message_store.settle(tx, message, None if length is None or length < MIN_MS else length)
        for message in await message_store.waiting(self._db, GONE):
            await asyncio.to_thread(self._path(message).unlink, missing_ok=True)
            async with self._db.transaction() as tx:
                await message_store.forget(tx, message)

    async def _count(self) -> None:
        counts = await message_store.counts(self._db)
        new = {box: folders[Folder.NEW] for box, folders in counts.items() if Folder.NEW in folders}
        if new == self._new:
            return
        self._new = new
        self._told(new)
        with contextlib.suppress(SwitchError):  # it is told when it is back
            await self._link.send(self.restoring())

    # Readers

    async def mailboxes(self, user: Principal) -> dict[str, Mailbox]:
        """The mailboxes that the user may open, their own first: that of their extension, those of their groups, and
        with the permission for the call history all others."""
        member = GroupMember.select(GroupMember.phone_group).where(GroupMember.user_id == user.id)
        own = {of_group(row["phone_group"]) for row in await self._db.run(member)}
        if user.extension:
            own.add(of_extension(user.extension))
        names = await self._names()
        rows = await self._db.run(MailboxRow.select(MailboxRow.id).order_by(MailboxRow.id))
        boxes = [Mailbox(id=row["id"], name=names.get(row["id"], ""), own=row["id"] in own) for row in rows]
        seen = [box for box in boxes if box.own or Permission.HISTORY in user.permissions]
        return {box.id: box for box in sorted(seen, key=lambda box: not box.own)}

    async def _names(self) -> dict[str, str]:
        groups = await self._db.run(PhoneGroup.select(PhoneGroup.id, PhoneGroup.name))
        extensions = await self._db.run(ExtensionRow.select(ExtensionRow.number, ExtensionRow.name))
        users = await self._db.run(UserAccount.select(UserAccount.extension, UserAccount.name))
        names = {of_group(row["id"]): row["name"] for row in groups}
        names |= {of_extension(row["number"]): row["name"] for row in extensions}
        return names | {of_extension(row["extension"]): row["name"] for row in users if row["extension"]}

    async def counts(self) -> dict[str, dict[Folder, int]]:
        """How many messages are where."""
        return await message_store.counts(self._db)

    async def listed(self, boxes: list[str], folder: str, limit: int) -> list[tuple[Message, int]]:
        """The newest messages with their lengths in ms."""
        found = await message_store.listed(self._db, boxes, folder, limit)
        lengths = await asyncio.to_thread(lambda: [sound.duration(self._path(each.id)) for each in found])
        return [(each, each.duration if ms is None else ms) for each, ms in zip(found, lengths, strict=True)]

    async def sound(self, user: Principal, message: str) -> bytes:
        """The sound of a message. Raises `Problem("not_found")` where there is none for the user."""
        found, _ = await self._find(user, message)
        try:
            data = await asyncio.to_thread(sound.playable, self._path(found.id))
        except OSError as error:
            log.error("message %s: %s", found.id, error)
            raise Problem("not_found") from error
        await self._note(user, "play", found)
        return data

    async def move(self, user: Principal, message: str, folder: Folder) -> None:
        """Put a message into a folder. Raises `Problem("not_found")`."""
        found, box = await self._find(user, message)
        await self._put(found, folder)
        if not box.own:
            await self._note(user, f"move:{folder}", found)

    async def delete(self, user: Principal, message: str) -> None:
        """Delete a message; its file goes once that is stored. Raises `Problem("not_found")`."""
        found, _ = await self._find(user, message)
        await self._note(user, "delete", found)
        await self._put(found, GONE)

    async def _put(self, message: Message, folder: str) -> None:
        async with self._db.transaction(durable=True) as tx:
            await message_store.move(tx, message.id, str(folder))
        self._changed.set()

    async def _find(self, user: Principal, message: str) -> tuple[Message, Mailbox]:
        found = await message_store.find(self._db, message)
        box = None if found is None else (await self.mailboxes(user)).get(found.mailbox)
        if found is None or box is None:
            raise Problem("not_found")
        return found, box

    async def _note(self, user: Principal, action: str, message: Message) -> None:
        row = MessageAccessRow(
            id=uuid.uuid4().hex,
            at=self._now_ms(),
            user_id=user.id,
            user_name=user.name,
            action=action,
            message=message.id,
            mailbox=message.mailbox,
            from_number=message.from_number,
            left_at=message.at,
        )
        async with self._db.transaction() as tx:
            await message_store.add_access(tx, row)

    def _path(self, message: str) -> Path:
        return self._folder / file_name(message)
