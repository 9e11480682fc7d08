"""Routes: extensions (F9.7)."""

from litestar import get
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from msgspec import Struct

from api.access import Permission, needs
from api.db import config_store
from api.db.engine import Database


class ExtensionView(Struct, frozen=True, kw_only=True):
    """An internal number. `user` is the id of the user whose it is, or ""."""

    number: str
    name: str
    user: str


@get(
    "/extensions",
    operation_id="list_extensions",
    summary="Extensions, by number",
    tags=("masters",),
    opt=needs(Permission.INTERNAL_CALL),
)
async def list_extensions(db: NamedDependency[SkipValidation[Database]]) -> list[ExtensionView]:
    """All extensions, for whoever may call them. Passwords are not kept, and their digests not given out."""
    owners = {user.extension: user.id for user in await config_store.users(db) if user.extension}
    return [
        ExtensionView(number=extension.number, name=extension.name, user=extension.user)
        for extension in await config_store.extensions(db, owners)
    ]
