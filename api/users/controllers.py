"""Routes: users of the centre and their permission sets (F9.1, F9.2)."""

from typing import TYPE_CHECKING, Annotated

import msgspec
from litestar import delete, get, patch, post
from litestar.params import JSONBody, PathParameter, QueryParameter
from msgspec import Struct

from api.access import Permission, UserRequest, needs, role_of
from api.changes.parts import ChangesPart, DatabasePart
from api.changes.patches import body_of, given, patch_of, view_of
from api.changes.service import Saved
from api.changes.tables import PERMISSION_SETS, USERS
from api.db import config_store
from api.site.schemas import SitePermissionSet, SiteUser
from api.site.stored import stored
from sip.contract.enums import PhoneKind, Role


class UserView(Struct, frozen=True, kw_only=True):
    """A user. `extension`: "" for none; `permission_set` is an id, `permission_set_name` what a user reads; `shown`:
    the group whose number called parties see, "" = the first of their own."""

    id: str
    name: str
    role: Role
    extension: str
    permission_set: str
    permission_set_name: str
    permissions: list[Permission]
    phone: PhoneKind
    shown: str


if TYPE_CHECKING:
    NewUser = SiteUser
    UserPatch = SiteUser
    PermissionSetView = SitePermissionSet
    PermissionSetPatch = SitePermissionSet
else:
    NewUser = body_of(SiteUser, "NewUser", frozenset(), {"role": "permission_set"})
    UserPatch = patch_of(SiteUser, "UserPatch", frozenset({"id"}), {"role": "permission_set"})
    PermissionSetView = view_of(SitePermissionSet, "PermissionSetView", frozenset())
    PermissionSetPatch = patch_of(SitePermissionSet, "PermissionSetPatch", frozenset({"id"}))

UserId = Annotated[str, PathParameter(description="ユーザーID.", max_length=64)]
SetId = Annotated[str, PathParameter(description="Id of the permission set.", max_length=64)]
Replacement = Annotated[str, QueryParameter(description="Permission set that its users get instead.", max_length=64)]
MASTERS = needs(Permission.MASTERS)


@get(
    "/users",
    operation_id="list_users",
    summary="Users, by extension",
    tags=("masters",),
    opt=needs(Permission.MONITOR, Permission.MASTERS),
)
async def list_users(db: DatabasePart) -> list[UserView]:
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
            phone=user.phone,
            shown=user.shown,
        )
        for user in await config_store.users(db)
    ]


@get(
    "/permission-sets",
    operation_id="list_permission_sets",
    summary="Permission sets, by id",
    tags=("masters",),
    opt=MASTERS,
)
async def list_permission_sets(db: DatabasePart) -> list[PermissionSetView]:
    """All sets of rights, with the kinds of outside numbers that may be called."""
    return [PermissionSetView(**msgspec.structs.asdict(one)) for one in (await stored(db)).permission_sets]


def _values(body: Struct) -> dict[str, object]:
    """The fields of a user as the site names them."""
    values = given(body)
    return {("role" if name == "permission_set" else name): value for name, value in values.items()}


def _site_item(body: NewUser) -> SiteUser:
    return msgspec.convert(_values(body), SiteUser)


@post("/users", operation_id="create_user", summary="A new user", tags=("masters",), opt=MASTERS)
async def create_user(request: UserRequest, data: JSONBody[NewUser], changes: ChangesPart) -> Saved:
    """A password has 10 to 20 characters with upper case, lower case and digits (F9.2)."""
    return await changes.create(request.user, USERS, _site_item(data))


@patch("/users/{key:str}", operation_id="change_user", summary="Change an user", tags=("masters",), opt=MASTERS)
async def change_user(request: UserRequest, key: UserId, data: JSONBody[UserPatch], changes: ChangesPart) -> Saved:
    """What is left out stays, the password too. Refused with `last_supervisors` where fewer than two users with the
    right to log others out would remain (F1.6)."""
    return await changes.change(request.user, USERS, key, _values(data))


@delete(
    "/users/{key:str}",
    operation_id="delete_user",
    summary="Delete an user",
    tags=("masters",),
    opt=MASTERS,
    status_code=200,
)
async def delete_user(request: UserRequest, key: UserId, changes: ChangesPart) -> Saved:
    """The user is logged out and leaves the groups; a call in progress goes on. The figures stay."""
    return await changes.remove(request.user, USERS, key)


@post(
    "/permission-sets",
    operation_id="create_permission_set",
    summary="A new permission set",
    tags=("masters",),
    opt=MASTERS,
)
async def create_permission_set(request: UserRequest, data: JSONBody[SitePermissionSet], changes: ChangesPart) -> Saved:
    """Rights take effect with the next request of whoever has the set."""
    return await changes.create(request.user, PERMISSION_SETS, data)


@patch(
    "/permission-sets/{key:str}",
    operation_id="change_permission_set",
    summary="Change a permission set",
    tags=("masters",),
    opt=MASTERS,
)
async def change_permission_set(
    request: UserRequest,
    key: SetId,
    data: JSONBody[PermissionSetPatch],
    changes: ChangesPart,
) -> Saved:
    """What is left out stays."""
    return await changes.change(request.user, PERMISSION_SETS, key, given(data))


@delete(
    "/permission-sets/{key:str}",
    operation_id="delete_permission_set",
    summary="Delete a permission set",
    tags=("masters",),
    opt=MASTERS,
    status_code=200,
)
async def delete_permission_set(
    request: UserRequest,
    key: SetId,
    changes: ChangesPart,
    replacement: Replacement = "",
) -> Saved:
    """Refused with `in_use` while users have it, unless `replacement` names what they get instead."""
    return await changes.remove(request.user, PERMISSION_SETS, key, replacement)
