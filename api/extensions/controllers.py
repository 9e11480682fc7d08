"""Routes: extensions (F9.7)."""

from typing import TYPE_CHECKING, Annotated

import msgspec
from litestar import delete, get, patch, post
from litestar.params import JSONBody, PathParameter

from api.access import Permission, UserRequest, needs
from api.changes.parts import ChangesPart, DatabasePart
from api.changes.patches import body_of, given, patch_of, view_of
from api.changes.service import Saved
from api.changes.tables import EXTENSIONS
from api.site.schemas import SiteExtension
from api.site.stored import stored

if TYPE_CHECKING:
    ExtensionView = SiteExtension
    NewExtension = SiteExtension
    ExtensionPatch = SiteExtension
else:
    ExtensionView = view_of(SiteExtension, "ExtensionView", frozenset({"password"}))
    # Whose it is stands at the user.
    NewExtension = body_of(SiteExtension, "NewExtension", frozenset({"user"}))
    ExtensionPatch = patch_of(SiteExtension, "ExtensionPatch", frozenset({"number", "user"}))

Number = Annotated[str, PathParameter(description="The extension.", max_length=16)]
PBX = needs(Permission.PBX)


@get(
    "/extensions",
    operation_id="list_extensions",
    summary="Extensions, by number",
    tags=("masters",),
    opt=needs(Permission.INTERNAL_CALL, Permission.PBX, Permission.MASTERS),
)
async def list_extensions(db: DatabasePart) -> list[ExtensionView]:
    """All extensions, for whoever may call them, with their users. Passwords are not kept, and their digests not given
    out."""
    site = await stored(db)
    owners = {user.extension: user.id for user in site.users if user.extension}
    return [_view(extension, owners.get(extension.number, "")) for extension in site.extensions]


def _view(extension: SiteExtension, user: str) -> ExtensionView:
    values = msgspec.structs.asdict(extension) | {"user": user}
    del values["password"]
    return ExtensionView(**values)


def _site_item(body: NewExtension) -> SiteExtension:
    return SiteExtension(**msgspec.structs.asdict(body))


@post("/extensions", operation_id="create_extension", summary="A new extension", tags=("masters",), opt=PBX)
async def create_extension(request: UserRequest, data: JSONBody[NewExtension], changes: ChangesPart) -> Saved:
    """A password has 10 to 20 characters with upper case, lower case and digits (F9.2)."""
    return await changes.create(request.user, EXTENSIONS, _site_item(data))


@patch(
    "/extensions/{key:str}", operation_id="change_extension", summary="Change an extension", tags=("masters",), opt=PBX
)
async def change_extension(
    request: UserRequest, key: Number, data: JSONBody[ExtensionPatch], changes: ChangesPart
) -> Saved:
    """With another password its phones must register anew."""
    return await changes.change(request.user, EXTENSIONS, key, given(data))


@delete(
    "/extensions/{key:str}",
    operation_id="delete_extension",
    summary="Delete an extension",
    tags=("masters",),
    opt=PBX,
    status_code=200,
)
async def delete_extension(request: UserRequest, key: Number, changes: ChangesPart) -> Saved:
    """Refused with `in_use` while it is a user's or a route leads to it."""
    return await changes.remove(request.user, EXTENSIONS, key)
