"""Routes: mailboxes as masters (F9.7); permission `pbx`."""

from typing import TYPE_CHECKING, Annotated

import msgspec
from litestar import delete, get, patch, post
from litestar.params import JSONBody, PathParameter

from api.access import Permission, UserRequest, needs
from api.changes.parts import ChangesPart, DatabasePart
from api.changes.patches import given, patch_of, view_of
from api.changes.service import Saved
from api.changes.tables import MAILBOXES
from api.db import message_store
from api.problems import Problem
from api.site.mailboxes import SiteMailbox
from api.site.stored import stored

if TYPE_CHECKING:
    MailboxView = SiteMailbox
    MailboxPatch = SiteMailbox
else:
    MailboxView = view_of(SiteMailbox, "MailboxView", frozenset())
    MailboxPatch = patch_of(SiteMailbox, "MailboxPatch", frozenset({"id"}))

Key = Annotated[str, PathParameter(description="`group:<id>` or `extension:<number>`.", max_length=80)]
PBX = needs(Permission.PBX)


@get("/mailboxes", operation_id="list_mailboxes", summary="Mailboxes, by id", tags=("masters",), opt=PBX)
async def list_mailboxes(db: DatabasePart) -> list[MailboxView]:
    """All mailboxes, those that are switched off too."""
    return [MailboxView(**msgspec.structs.asdict(box)) for box in (await stored(db)).mailboxes]


@post("/mailboxes", operation_id="create_mailbox", summary="A new mailbox", tags=("masters",), opt=PBX)
async def create_mailbox(request: UserRequest, data: JSONBody[SiteMailbox], changes: ChangesPart) -> Saved:
    """An extension's answers from now on; nothing leads to a group's yet."""
    return await changes.create(request.user, MAILBOXES, data)


@patch("/mailboxes/{key:str}", operation_id="change_mailbox", summary="Change a mailbox", tags=("masters",), opt=PBX)
async def change_mailbox(request: UserRequest, key: Key, data: JSONBody[MailboxPatch], changes: ChangesPart) -> Saved:
    """What is left out stays. Switched off, it takes no more messages; those in it stay."""
    return await changes.change(request.user, MAILBOXES, key, given(data))


@delete(
    "/mailboxes/{key:str}",
    operation_id="delete_mailbox",
    summary="Delete a mailbox",
    tags=("masters",),
    opt=PBX,
    status_code=200,
)
async def delete_mailbox(request: UserRequest, key: Key, changes: ChangesPart, db: DatabasePart) -> Saved:
    """Refused with `in_use` while a group, a menu or a reception leads to it, or there are messages in it."""
    if await message_store.listed(db, [key], "", 1):
        raise Problem("in_use")
    return await changes.remove(request.user, MAILBOXES, key)
