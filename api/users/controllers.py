"""Routes: users of the centre (F9.2)."""

from litestar import get
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from msgspec import Struct

from api.access import Permission, needs, role_of
from api.db import config_store
from api.db.engine import Database
from sip.contract.enums import Role


class UserView(Struct, frozen=True, kw_only=True):
    """A user. `extension`: "" for none; `permission_set` is an id, `permission_set_name` what a user reads."""

    id: str
    name: str
    role: Role
    extension: str
    permission_set: str
    permission_set_name: str
    permissions: list[Permission]


@get(
    "/users", operation_id="list_users", summary="Users, by extension", tags=("masters",), opt=needs(Permission.MONITOR)
)
async def list_users(db: NamedDependency[SkipValidation[Database]]) -> list[UserView]:
    """All users with their permissions."""
    return [
        UserView(
            id=user.id,
            name=user.name,
            role=role_of(user.permissions),
            extension=user.extension,
            permission_set=user.permission_set,
            permission_set_name=user.permission_set_name,
            permissions=sorted(user.permissions),
        )
        for user in await config_store.users(db)
    ]
