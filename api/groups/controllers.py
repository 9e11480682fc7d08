"""Routes: 電話グループ (F9.3, F9.7)."""

from typing import TYPE_CHECKING, Annotated

import msgspec
from litestar import delete, get, patch, post
from litestar.params import JSONBody, PathParameter
from msgspec import Struct

from api.access import LOGGED_IN, Permission, UserRequest, needs
from api.changes.parts import ChangesPart, DatabasePart
from api.changes.patches import given, patch_of, view_of
from api.changes.service import Saved
from api.changes.tables import GROUPS
from api.site.check import members
from api.site.schemas import SiteGroup
from api.site.stored import stored


class MemberView(Struct, frozen=True, kw_only=True):
    """A user's place in a group; a lower tier is offered calls first."""

    user: str
    tier: int


if TYPE_CHECKING:
    GroupView = SiteGroup
    GroupPatch = SiteGroup
else:
    GroupView = view_of(SiteGroup, "GroupView", frozenset(), members=list[MemberView])
    GroupPatch = patch_of(SiteGroup, "GroupPatch", frozenset({"id"}))

Id = Annotated[str, PathParameter(description="Id of the group.", max_length=64)]
MASTERS = needs(Permission.MASTERS)


@get("/groups", operation_id="list_groups", summary="Groups, by id", tags=("masters",), opt=LOGGED_IN)
async def list_groups(db: DatabasePart) -> list[GroupView]:
    """All groups. Every user may read them: a phone shows their names and chooses the number to call with."""
    return [_view(group) for group in (await stored(db)).groups]


def _view(group: SiteGroup) -> GroupView:
    listed = [MemberView(user=member.user, tier=member.tier) for member in members(group)]
    return GroupView(**{**msgspec.structs.asdict(group), "members": listed})


@post("/groups", operation_id="create_group", summary="A new group", tags=("masters",), opt=MASTERS)
async def create_group(request: UserRequest, data: JSONBody[SiteGroup], changes: ChangesPart) -> Saved:
    """Calls reach it at once."""
    return await changes.create(request.user, GROUPS, data)


@patch("/groups/{key:str}", operation_id="change_group", summary="Change a group", tags=("masters",), opt=MASTERS)
async def change_group(
    request: UserRequest,
    key: Id,
    data: JSONBody[GroupPatch],
    changes: ChangesPart,
) -> Saved:
    """What is left out stays; `members` are replaced as a whole, in their order. Calls in progress go on under the
    rules that they began with."""
    return await changes.change(request.user, GROUPS, key, given(data))


@delete(
    "/groups/{key:str}",
    operation_id="delete_group",
    summary="Delete a group",
    tags=("masters",),
    opt=MASTERS,
    status_code=200,
)
async def delete_group(request: UserRequest, key: Id, changes: ChangesPart) -> Saved:
    """Refused with `in_use` while something leads to it. Its calls stay in the history."""
    return await changes.remove(request.user, GROUPS, key)
