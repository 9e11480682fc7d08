"""Who writes what to whom, who has read it, and how long it is kept."""

import asyncio
import contextlib
import logging
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from typing import Final

import msgspec

from api.access import Principal, role_of
from api.chat import rights
from api.chat.schemas import (
    ChatMessageEvent,
    ChatReadEvent,
    ChatView,
    Contact,
    Conversation,
    ConversationPage,
    MessageSent,
    MessageSentPage,
    NewAnnouncement,
    NewConversation,
    NewMessage,
    conversation_view,
    message_view,
)
from api.chat.streams import Streams
from api.db import chat_store, config_store
from api.db.chat_store import ChatMessage, ConversationKind, Seat
from api.db.config_store import UserEntry
from api.db.engine import Database, Reader, Transaction
from api.db.errors import UnavailableError
from api.db.finish import finish
from api.faults import Fault
from api.paging import encode_cursor
from api.problems import Problem
from api.site.schemas import SiteChat
from api.sse import Valid
from sip.contract.enums import Role

FIRST_PAGE: Final = 50
"""Conversations that a stream begins with."""
SWEEP_S: Final = 3600.0
"""How often messages that have become too old are erased."""
DAY_MS: Final = 86_400_000

log = logging.getLogger(__name__)


class Chat:
    """The chat of one database. `now_ms`: wall clock; `valid` as in `api.sse`.

    What is written and what is told of it are one step at a time (`_turn`), so that every stream has the order of the
    database, and one that is opened misses nothing between its first view and its first event.
    """

    def __init__(self, db: Database, now_ms: Callable[[], int], valid: Valid | None = None) -> None:
        self._db = db
        self._now_ms = now_ms
        self._streams = Streams(f"{now_ms():x}", valid)
        self._turn = asyncio.Lock()
        self._settings = SiteChat()
        self._known: tuple[object, ...] = ()
        self._sweep = asyncio.Event()

    # Keeping up

    async def configured(self) -> None:
        """The configuration may have changed: settings, rights, names. Whoever looks is told."""
        async with self._turn:
            self._settings = msgspec.convert(await config_store.chat(self._db), SiteChat)
            users = rights.chatters(await config_store.users(self._db))
            known = (self._settings, *((user.id, user.name, user.permissions) for user in users))
            if known == self._known:
                return
            self._known = known
            self._streams.keep([user.id for user in users])
            await self._tell_all(users)
        self._sweep.set()

    async def run(self) -> None:
        """Erase what has become too old: now, every hour, and at each change of the configuration."""
        while True:
            self._sweep.clear()
            try:
                await self._erase()
            except UnavailableError as error:
                log.warning("chat: nothing erased: %s", error)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._sweep.wait(), SWEEP_S)

    def end(self, session: str) -> None:
        """The session ended: its streams end at once."""
        self._streams.end(session)

    def close(self) -> None:
        """End every stream: the server stops."""
        self._streams.close()

    async def _erase(self) -> None:
        if not self._settings.retention_days:
            return
        before = self._now_ms() - self._settings.retention_days * DAY_MS
        erased = 0
        while True:
            async with self._db.transaction() as tx:
                number = await chat_store.erase(tx, before)
            erased += number
            if number < chat_store.DELETED_AT_ONCE:
                break
        if erased:
            log.info("chat: %d messages older than %d days erased", erased, self._settings.retention_days)
            async with self._turn:
                await self._tell_all(rights.chatters(await config_store.users(self._db)))

    async def _tell_all(self, users: list[UserEntry]) -> None:
        there = set(self._streams.users)
        for user in users:
            if user.id in there:
                self._streams.restrict(user.id, rights.reply_only(user.permissions))
                self._streams.tell(user.id, await self._view(user))

    # Reading

    async def view(self, user: Principal) -> ChatView:
        """One's own chat now."""
        return await self._view(user)

    async def open(self, user: Principal, last_event_id: str | None) -> AsyncIterator[bytes]:
        """The bytes of a new stream (`api.sse`)."""
        async with self._turn:
            view = await self._view(user)
            return self._streams.open(user.id, rights.reply_only(user.permissions), user.session, view, last_event_id)

    async def _view(self, user: Principal | UserEntry) -> ChatView:
        on = self._settings.on
        page = await self._page(user, None, FIRST_PAGE) if on else ConversationPage(items=[], next_cursor=None)
        return ChatView(
            on=on,
            may_begin=not rights.reply_only(user.permissions),
            may_announce=rights.may_announce(user.permissions),
            unread=(await chat_store.unread(self._db, [user.id]))[user.id] if on else 0,
            conversations=page.items,
            next_cursor=page.next_cursor,
        )

    async def conversations(
        self, user: Principal, before: tuple[int, str] | None, limit: int, partner: str = ""
    ) -> ConversationPage:
        """One page of one's conversations; with a `partner` that with them. Raises `Problem("chat_off")`."""
        self._demand_on()
        return await self._page(user, before, limit, partner)

    async def _page(
        self, user: Principal | UserEntry, before: tuple[int, str] | None, limit: int, partner: str = ""
    ) -> ConversationPage:
        found = await chat_store.seats_of(self._db, user.id, before, limit + 1, partner)
        shown = found[:limit]
        lasts = await chat_store.by_seq(self._db, [seat.last for seat in shown])
        only = rights.reply_only(user.permissions)
        return ConversationPage(
            # Without its last message a conversation is just being erased.
            items=[conversation_view(seat, lasts[seat.last], reply_only=only) for seat in shown if seat.last in lasts],
            next_cursor=encode_cursor(shown[-1].last, shown[-1].id) if len(found) > limit else None,
        )

    async def messages(self, user: Principal, conversation: str, before: int | None, limit: int) -> MessageSentPage:
        """One page of a conversation. Raises `Problem`: `chat_off`, `not_found` for one that is not one's own."""
        self._demand_on()
        await self._seat(self._db, user, conversation)
        found = await chat_store.messages(self._db, conversation, before, limit + 1)
        shown = found[:limit]
        return MessageSentPage(
            items=list(map(message_view, shown)),
            next_cursor=encode_cursor(shown[-1].seq, conversation) if len(found) > limit else None,
        )

    async def contacts(self, user: Principal) -> list[Contact]:
        """To whom one may write, by name."""
        self._demand_on()
        people = await self._reachable(self._db, user)
        return [
            Contact(
                id=one.id,
                name=one.name,
                extension=one.extension,
                role=role_of(one.permissions),
            )
            for one in sorted(people, key=lambda one: (one.name, one.id))
        ]

    async def _reachable(self, db: Reader, user: Principal) -> list[UserEntry]:
        people = [one for one in rights.chatters(await config_store.users(db)) if one.id != user.id]
        if rights.reply_only(user.permissions):
            partners = await chat_store.partners(db, user.id)
            people = [one for one in people if one.id in partners]
        return people

    # Writing

    async def write(self, user: Principal, conversation: str, new: NewMessage) -> MessageSent:
        """Into a conversation. Raises `Problem`: `chat_off`, `not_found`, `chat_closed`, `chat_reply_only`."""

        async def find(tx: Transaction) -> str:
            seat = await self._seat(tx, user, conversation)
            if seat.kind is not ConversationKind.DIRECT or not seat.partner:
                raise Problem("chat_closed")
            if rights.reply_only(user.permissions) and not seat.by_supervisor:
                raise Problem("chat_reply_only")
            return seat.id

        return await self._send(user, new.token, new.text, find)

    async def begin(self, user: Principal, new: NewConversation) -> MessageSent:
        """To a user. Raises `Problem`: `chat_off`, `chat_reply_only`, `invalid`."""

        async def find(tx: Transaction) -> str:
            if new.user == user.id:
                raise Problem("invalid", errors=[Fault(field="user", code="not_allowed")])
            people = {one.id: one for one in rights.chatters(await config_store.users(tx))}
            if new.user not in people:
                raise Problem("invalid", errors=[Fault(field="user", code="unknown")])
            if rights.reply_only(user.permissions) and new.user not in await chat_store.partners(tx, user.id):
                raise Problem("chat_reply_only")
            if found := await chat_store.direct(tx, user.id, new.user):
                return found
            both = [(user.id, user.name), (new.user, people[new.user].name)]
            return await _created(tx, ConversationKind.DIRECT, both, ("", ""))

        return await self._send(user, new.token, new.text, find)

    async def announce(self, user: Principal, new: NewAnnouncement) -> MessageSent:
        """To the members of a group, or to all. Raises `Problem`: `chat_off`, `forbidden`, `invalid`, `chat_nobody`."""
        if not rights.may_announce(user.permissions):
            raise Problem("forbidden")

        async def find(tx: Transaction) -> str:
            people = [one for one in rights.chatters(await config_store.users(tx)) if one.id != user.id]
            audience = ("", "")
            if new.group is not None:
                group = next((one for one in await config_store.groups(tx) if one.id == new.group), None)
                if group is None:
                    raise Problem("invalid", errors=[Fault(field="group", code="unknown")])
                audience = (group.id, group.name)
                wanted = {member.user for member in group.members}
                people = [one for one in people if one.id in wanted]
            if not people:
                raise Problem("chat_nobody")
            told = [(user.id, user.name), *((one.id, one.name) for one in people)]
            return await _created(tx, ConversationKind.ANNOUNCEMENT, told, audience)

        return await self._send(user, new.token, new.text, find)

    async def read(self, user: Principal, conversation: str, seq: int) -> None:
        """One has read up to a message. Raises `Problem`: `chat_off`, `not_found`."""
        self._demand_on()
        async with self._turn:
            await finish(self._mark(user, conversation, seq))

    async def _mark(self, user: Principal, conversation: str, seq: int) -> None:
        async with self._db.transaction() as tx:
            seat = await self._seat(tx, user, conversation)
            if not await chat_store.mark(tx, conversation, user.id, min(seq, seat.last)):
                return
        await self._publish(conversation, {user.id, seat.partner}, None)

    async def _send(
        self, user: Principal, token: str, text: str, find: Callable[[Transaction], Awaitable[str]]
    ) -> MessageSent:
        """Store a message in the conversation that `find` gives, unless the client has sent it before, and tell it."""
        self._demand_on()
        async with self._turn:
            # Stored is told, though the client may be gone by now.
            return await finish(self._store(user, token, text, find))

    async def _store(
        self, user: Principal, token: str, text: str, find: Callable[[Transaction], Awaitable[str]]
    ) -> MessageSent:
        async with self._db.transaction(durable=True) as tx:
            await chat_store.lock(tx)
            known = await chat_store.by_token(tx, user.id, token)
            if known is not None:
                if known.body != text:
                    raise Problem("chat_token_used")
                return message_view(known)
            conversation = await find(tx)
            supervisor = user.role is Role.SUPERVISOR
            await chat_store.add(tx, conversation, (user.id, user.name), token, self._now_ms(), text, supervisor)
            message = await chat_store.by_token(tx, user.id, token)
        if message is None:
            raise RuntimeError("a message is not there after it was stored")
        await self._publish(conversation, None, message)
        return message_view(message)

    async def _publish(self, conversation: str, users: Collection[str] | None, message: ChatMessage | None) -> None:
        """Tell `users` (None: all members) who have looked what is new in a conversation."""
        there = set(self._streams.users)
        if users is None:
            users = await chat_store.members(self._db, conversation)
        told = there.intersection(users)
        seats = await chat_store.seats_in(self._db, conversation, told)
        unread = await chat_store.unread(self._db, told)
        lasts = await chat_store.by_seq(self._db, {seat.last for seat in seats})
        for seat in seats:
            view = self._conversation(seat, lasts[seat.last])
            number = unread[seat.user_id]
            event = (
                ChatReadEvent(conversation=view, unread=number)
                if message is None
                else ChatMessageEvent(message=message_view(message), conversation=view, unread=number)
            )
            self._streams.tell(seat.user_id, event)

    def _conversation(self, seat: Seat, last: ChatMessage) -> Conversation:
        return conversation_view(seat, last, reply_only=self._streams.reply_only(seat.user_id))

    # What must be so

    def _demand_on(self) -> None:
        if not self._settings.on:
            raise Problem("chat_off")

    async def _seat(self, db: Reader, user: Principal, conversation: str) -> Seat:
        seat = await chat_store.seat_of(db, user.id, conversation)
        if seat is None:
            raise Problem("not_found")
        return seat


async def _created(
    tx: Transaction, kind: ConversationKind, people: list[tuple[str, str]], audience: tuple[str, str]
) -> str:
    conversation = uuid.uuid4().hex
    await chat_store.create(tx, conversation, kind, people, audience)
    return conversation
