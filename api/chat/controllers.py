"""`/api/chat` (docs/architecture.md): for everybody with a phone window or a console; its master settings (F9.9)."""

from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from litestar import Controller, Router, get, patch, post, put
from litestar.di import NamedDependency, Provide
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import HeaderParameter, JSONBody, PathParameter, QueryParameter, SkipValidation
from litestar.response import Stream

from api.access import Permission, UserRequest, needs
from api.changes.parts import ChangesPart, DatabasePart
from api.changes.patches import given, patch_of, view_of
from api.changes.service import Made, Saved
from api.chat.rights import CHATTERS
from api.chat.schemas import (
    ChatEvents,
    ChatMessageEvent,
    ChatReadEvent,
    ChatView,
    Contact,
    ConversationPage,
    MessageSent,
    MessageSentPage,
    NewAnnouncement,
    NewConversation,
    NewMessage,
    ReadMark,
)
from api.chat.service import Chat
from api.db import site_store
from api.db.audit_store import Action
from api.db.engine import Transaction
from api.paging import place
from api.site.schemas import SiteChat
from api.site.stored import stored
from api.sse import SSE_HEADERS, SSE_MEDIA_TYPE

if TYPE_CHECKING:
    ChatSettings = SiteChat
    ChatPatch = SiteChat
else:
    ChatSettings = view_of(SiteChat, "ChatSettings", frozenset())
    ChatPatch = patch_of(SiteChat, "ChatPatch", frozenset())

ChatPart = NamedDependency[SkipValidation[Chat]]
Id = Annotated[str, PathParameter(description="Id of a conversation of one's own.", max_length=64)]
Limit = Annotated[int, QueryParameter(description="Items at most.", ge=1, le=200)]
Cursor = Annotated[str | None, QueryParameter(description="`next_cursor` of the page before.", max_length=200)]
SUBJECT: Final = "chat"
MASTERS: Final = needs(Permission.MASTERS)


class ChatController(Controller):
    """One's own conversations (F4.6)."""

    tags = ("chat",)
    opt = needs(*CHATTERS)

    @get("/", operation_id="get_chat", summary="One's own chat")
    async def get_chat(self, request: UserRequest, chat: ChatPart) -> ChatView:
        return await chat.view(request.user)

    @get(
        "/stream",
        operation_id="stream_chat",
        summary="One's own chat, live",
        description=(
            "Server-sent events. `chat` comes first, and again when settings, rights or names change or messages are "
            "erased; `message` for each message, one's own, too; `read` when one has read, or the partner. With "
            "`Last-Event-ID` the stream goes on after that event, or begins with `chat` if that was too long ago. "
            "`ping` breaks each silence of 15 s. The stream ends when its session does."
        ),
        media_type=SSE_MEDIA_TYPE,
        opt=needs(*CHATTERS, events={"chat": ChatView, "message": ChatMessageEvent, "read": ChatReadEvent}),
        responses={200: ResponseSpec(data_container=ChatEvents, media_type=SSE_MEDIA_TYPE, generate_examples=False)},
    )
    async def stream_chat(
        self,
        request: UserRequest,
        chat: ChatPart,
        last_event_id: Annotated[
            str | None,
            HeaderParameter(name="Last-Event-ID", description="Id of the last event received.", max_length=100),
        ] = None,
    ) -> Stream:
        events = await chat.open(request.user, last_event_id)
        return Stream(events, media_type=SSE_MEDIA_TYPE, headers=SSE_HEADERS)

    @get("/contacts", operation_id="list_chat_contacts", summary="To whom one may write, by name")
    async def list_contacts(self, request: UserRequest, chat: ChatPart) -> list[Contact]:
        """Who may only answer (チャット送信制限) finds the supervisors here that have written to them."""
        return await chat.contacts(request.user)

    @get("/conversations", operation_id="list_conversations", summary="One's conversations")
    async def list_conversations(
        self,
        request: UserRequest,
        chat: ChatPart,
        limit: Limit = 50,
        cursor: Cursor = None,
        partner: Annotated[str, QueryParameter(description="Id of a user: the one with them.", max_length=64)] = "",
    ) -> ConversationPage:
        """The one written in last first."""
        return await chat.conversations(request.user, place(cursor), limit, partner)

    @post("/conversations", operation_id="begin_conversation", summary="Write to a user")
    async def begin(self, request: UserRequest, chat: ChatPart, data: JSONBody[NewConversation]) -> MessageSent:
        """Into the conversation with them, which begins with it if there is none."""
        return await chat.begin(request.user, data)

    @post("/announcements", operation_id="announce", summary="Write to a group or to all")
    async def announce(self, request: UserRequest, chat: ChatPart, data: JSONBody[NewAnnouncement]) -> MessageSent:
        """For supervisors. Who is there at that moment is told; nobody can write into it, but answer its sender."""
        return await chat.announce(request.user, data)

    @get(
        "/conversations/{conversation:str}/messages",
        operation_id="list_chat_messages",
        summary="The messages of a conversation, newest first",
    )
    async def list_messages(
        self, request: UserRequest, chat: ChatPart, conversation: Id, limit: Limit = 50, cursor: Cursor = None
    ) -> MessageSentPage:
        before = place(cursor)
        return await chat.messages(request.user, conversation, before and before[0], limit)

    @post(
        "/conversations/{conversation:str}/messages",
        operation_id="send_chat_message",
        summary="Write into a conversation",
    )
    async def write(
        self, request: UserRequest, chat: ChatPart, conversation: Id, data: JSONBody[NewMessage]
    ) -> MessageSent:
        """Sent again with the same `token`, it is stored once."""
        return await chat.write(request.user, conversation, data)

    @put(
        "/conversations/{conversation:str}/read",
        operation_id="mark_conversation_read",
        summary="One has read up to a message",
        status_code=204,
    )
    async def read(self, request: UserRequest, chat: ChatPart, conversation: Id, data: JSONBody[ReadMark]) -> None:
        await chat.read(request.user, conversation, data.seq)


class ChatSettingsController(Controller):
    """チャットサーバー設定 (F9.9)."""

    path = "/settings"
    tags = ("masters",)
    opt = MASTERS

    @get("/", operation_id="get_chat_settings", summary="Whether there is chat, and how long it is kept")
    async def show(self, db: DatabasePart) -> ChatSettings:
        return ChatSettings(**msgspec.structs.asdict((await stored(db)).chat))

    @patch("/", operation_id="change_chat_settings", summary="Change whether there is chat, or how long it is kept")
    async def change(self, request: UserRequest, data: JSONBody[ChatPatch], changes: ChangesPart) -> Saved:
        """What is left out stays. Messages that have become too old by it are erased for good, at once."""

        async def make(tx: Transaction) -> Made:
            old = (await stored(tx)).chat
            new = msgspec.structs.replace(old, **given(data))
            await site_store.set_chat(tx, new)
            before, after = map(msgspec.structs.asdict, (old, new))
            return Made(Action.CHANGE, "", before, after)

        return await changes.carry_out(request.user, SUBJECT, make)


def chat_router(chat: Chat) -> Router:
    """The routes under `/chat`, with what they work with."""
    return Router(
        "/chat",
        route_handlers=[ChatController, ChatSettingsController],
        dependencies={"chat": Provide(lambda: chat, sync_to_thread=False)},
    )
