"""What is written, and how conversations look to one of their members."""

from datetime import datetime
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from api.db.chat_store import ChatMessage, ConversationKind, Seat
from api.moments import moment
from sip.contract.enums import Role

MAX_TEXT = 2000
Text: TypeAlias = Annotated[str, Meta(min_length=1, max_length=MAX_TEXT, pattern=r"^[^\x00\S]*[^\x00\s][^\x00]*$")]
"""Plain text with at least one character that can be seen, and without U+0000, which no database keeps."""
Token: TypeAlias = Annotated[str, Meta(pattern=r"^[A-Za-z0-9-]{8,64}$")]
"""Made by the client for each message and kept when it tries again: the same message is stored once."""
UserId: TypeAlias = Annotated[str, Meta(min_length=1, max_length=64)]


class NewMessage(Struct, frozen=True, forbid_unknown_fields=True):
    """A message into a conversation."""

    token: Token
    text: Text


class NewConversation(Struct, frozen=True, forbid_unknown_fields=True):
    """A message to a user: into the conversation with them, which begins with it if there is none."""

    user: UserId
    token: Token
    text: Text


class NewAnnouncement(Struct, frozen=True, forbid_unknown_fields=True):
    """A message to the members of a group; `group` null: to everybody."""

    group: UserId | None
    token: Token
    text: Text


class ReadMark(Struct, frozen=True, forbid_unknown_fields=True):
    """The last message that was read."""

    seq: Annotated[int, Meta(ge=1, le=2**62)]


class Person(Struct, frozen=True, kw_only=True):
    """A user; `id` "": deleted since."""

    id: str
    name: str


class Contact(Struct, frozen=True, kw_only=True):
    """Somebody to whom one may write."""

    id: str
    name: str
    extension: str
    role: Role


class MessageSent(Struct, frozen=True, kw_only=True):
    """A message. `seq` grows, and its order is that of all readers; `token`: see `NewMessage`."""

    seq: int
    conversation: str
    sender: Person
    token: str
    at: datetime
    text: str


class Conversation(Struct, frozen=True, kw_only=True):
    """A conversation as one of its members has it. `partner`: the other one, or who announced; `own`: one has begun
    it; `group`, `group_name`: to whom was announced, "" for everybody; `unread` messages after `read`, the number of
    the last one read; `partner_read`: the same of the partner, null for announcements; `members`, `readers`: to how
    many was announced and how many have read it, null but in one's own announcement; `may_write`: into it;
    `may_answer`: to its partner, in the conversation with them."""

    id: str
    kind: ConversationKind
    partner: Person
    own: bool
    group: str
    group_name: str
    last: MessageSent
    unread: int
    read: int
    partner_read: int | None
    members: int | None
    readers: int | None
    may_write: bool
    may_answer: bool


class ConversationPage(Struct, frozen=True, kw_only=True):
    """Conversations, the one written in last first. `next_cursor`: for those after these, null at the end."""

    items: list[Conversation]
    next_cursor: str | None


class MessageSentPage(Struct, frozen=True, kw_only=True):
    """Messages, newest first. `next_cursor`: for those before these, null at the end."""

    items: list[MessageSent]
    next_cursor: str | None


class ChatView(Struct, frozen=True, kw_only=True):
    """One's own chat. `on`: there is chat (F9.9); `may_begin`: one may write to anybody, not only answer
    (チャット送信制限); `may_announce`; `unread` messages in all conversations; the first page of these."""

    on: bool
    may_begin: bool
    may_announce: bool
    unread: int
    conversations: list[Conversation]
    next_cursor: str | None


class ChatMessageEvent(Struct, frozen=True, kw_only=True):
    """A message was written; the conversation and the count of unread messages with it."""

    message: MessageSent
    conversation: Conversation
    unread: int


class ChatReadEvent(Struct, frozen=True, kw_only=True):
    """One has read a conversation, maybe in another window, or the partner has."""

    conversation: Conversation
    unread: int


class ChatEvents(Struct, frozen=True, kw_only=True):
    """The events of the stream: the data of each under its name."""

    chat: ChatView
    message: ChatMessageEvent
    read: ChatReadEvent


def message_view(message: ChatMessage) -> MessageSent:
    """A message as clients get it."""
    return MessageSent(
        seq=message.seq,
        conversation=message.conversation,
        sender=Person(id=message.sender, name=message.sender_name),
        token=message.token,
        at=moment(message.at),
        text=message.body,
    )


def conversation_view(seat: Seat, last: ChatMessage, *, reply_only: bool) -> Conversation:
    """A conversation as its member gets it; `reply_only`: they may answer supervisors only."""
    announced = seat.kind is ConversationKind.ANNOUNCEMENT
    counted = announced and seat.own
    return Conversation(
        id=seat.id,
        kind=seat.kind,
        partner=Person(id=seat.partner, name=seat.partner_name),
        own=seat.own,
        group=seat.audience,
        group_name=seat.audience_name,
        last=message_view(last),
        unread=seat.unread,
        read=seat.seen,
        partner_read=None if announced else seat.partner_seen,
        members=seat.members if counted else None,
        readers=seat.readers if counted else None,
        may_write=not announced and bool(seat.partner) and (not reply_only or seat.by_supervisor),
        may_answer=announced and bool(seat.partner) and not seat.own,
    )
