"""Routes: the messages that one may hear (F6.5)."""

from datetime import UTC, datetime
from typing import Annotated, Final

from litestar import Response, delete, get, patch
from litestar.datastructures import ResponseHeader
from litestar.di import NamedDependency
from litestar.params import JSONBody, PathParameter, QueryParameter, SkipValidation
from msgspec import Struct

from api.access import LOGGED_IN, Permission, UserRequest, needs
from api.changes.parts import DatabasePart
from api.db import message_store
from api.db.message_store import Folder, Message
from api.problems import Problem
from api.voicemail.service import Voicemail
from sip.contract.enums import CallerId

VoicemailPart = NamedDependency[SkipValidation[Voicemail]]
MessageId = Annotated[str, PathParameter(description="Id of the message.", max_length=80)]
MAX_MESSAGES: Final = 500
MAX_RECORDS: Final = 500
TAGS: Final = ("voicemail",)


class MailboxSummary(Struct, frozen=True, kw_only=True):
    """A mailbox that one may open, and how many messages are in its folders. `own`: that of one's extension, or of a
    group of one's own."""

    id: str
    name: str
    own: bool
    new: int
    old: int
    work: int


class MessageView(Struct, frozen=True, kw_only=True):
    """A message. `at`: when the caller began to speak; `duration_s`: its length in seconds, rounded down; `call`: id of
    the call in the history."""

    id: str
    mailbox: str
    folder: Folder
    at: datetime
    duration_s: int
    call: str
    number: str
    name: str
    caller_id: CallerId


class MessageMove(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a message is to be: `new`, `old` (heard) or `work`."""

    folder: Folder


class AccessView(Struct, frozen=True, kw_only=True):
    """What somebody did with a message: `play`, `move:<folder>`, `delete`. `from_number` left it at `left_at` (null:
    that was not kept then)."""

    at: datetime
    user_id: str
    user_name: str
    action: str
    message: str
    mailbox: str
    from_number: str
    left_at: datetime | None


def _moment(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


def _view(message: Message, ms: int) -> MessageView:
    return MessageView(
        id=message.id,
        mailbox=message.mailbox,
        folder=Folder(message.folder),
        at=_moment(message.at),
        duration_s=ms // 1000,
        call=message.call,
        number=message.from_number,
        name=message.from_name,
        caller_id=message.caller_id,
    )


@get("/voicemail", operation_id="list_own_mailboxes", summary="Mailboxes that one may open", tags=TAGS, opt=LOGGED_IN)
async def list_own_mailboxes(request: UserRequest, voicemail: VoicemailPart) -> list[MailboxSummary]:
    """One's own first; whoever may see the call history sees all others too."""
    boxes, counts = await voicemail.mailboxes(request.user), await voicemail.counts()
    return [
        MailboxSummary(
            id=box.id,
            name=box.name,
            own=box.own,
            **{str(folder): counts.get(box.id, {}).get(folder, 0) for folder in Folder},
        )
        for box in boxes.values()
    ]


@get("/voicemail/messages", operation_id="list_messages", summary="Messages, newest first", tags=TAGS, opt=LOGGED_IN)
async def list_messages(
    request: UserRequest,
    voicemail: VoicemailPart,
    mailbox: Annotated[
        str, QueryParameter(required=False, description="Id of a mailbox; left out: all of one's own.", max_length=80)
    ] = "",
    folder: Annotated[Folder | None, QueryParameter(required=False, description="Left out: all three.")] = None,
) -> list[MessageView]:
    """At most 500."""
    boxes = await voicemail.mailboxes(request.user)
    if mailbox and mailbox not in boxes:
        raise Problem("not_found")
    wanted = [mailbox] if mailbox else [box.id for box in boxes.values() if box.own]
    if not wanted:
        return []
    found = await voicemail.listed(wanted, "" if folder is None else str(folder), MAX_MESSAGES)
    return [_view(message, ms) for message, ms in found]


@get(
    "/voicemail/messages/{message:str}/sound",
    operation_id="get_message_sound",
    summary="Hear a message",
    tags=TAGS,
    opt=LOGGED_IN,
    media_type="audio/wav",
    response_headers=[ResponseHeader(name="cache-control", value="no-store")],
)
async def get_message_sound(request: UserRequest, message: MessageId, voicemail: VoicemailPart) -> Response[bytes]:
    """A WAV file: 8 kHz, one channel, 16 bits. Who hears a message is on record in `/api/audit`."""
    return Response(await voicemail.sound(request.user, message), media_type="audio/wav")


@patch(
    "/voicemail/messages/{message:str}",
    operation_id="move_message",
    summary="Put a message into a folder",
    tags=TAGS,
    opt=LOGGED_IN,
    status_code=204,
)
async def move_message(
    request: UserRequest, message: MessageId, data: JSONBody[MessageMove], voicemail: VoicemailPart
) -> None:
    """Also how a message is marked as heard (`old`), or as new again."""
    await voicemail.move(request.user, message, data.folder)


@delete(
    "/voicemail/messages/{message:str}",
    operation_id="delete_message",
    summary="Delete a message",
    tags=TAGS,
    opt=LOGGED_IN,
)
async def delete_message(request: UserRequest, message: MessageId, voicemail: VoicemailPart) -> None:
    """For good, with its sound. Who did it is recorded."""
    await voicemail.delete(request.user, message)


@get(
    "/voicemail/accesses",
    operation_id="list_message_accesses",
    summary="Who heard, moved or deleted messages",
    tags=TAGS,
    opt=needs(Permission.PBX),
)
async def list_accesses(db: DatabasePart) -> list[AccessView]:
    """The newest 500 records: who heard and deleted messages, and moved those in mailboxes of others."""
    rows = await message_store.accesses(db, MAX_RECORDS)
    return [
        AccessView(
            **{key: value for key, value in row.items() if key not in ("id", "at", "left_at")},
            at=_moment(row["at"]),
            left_at=None if row["left_at"] is None else _moment(row["left_at"]),
        )
        for row in rows
    ]
