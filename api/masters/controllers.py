"""Routes: the status master (F9.4)."""

from typing import TYPE_CHECKING, Annotated

from litestar import delete, get, patch, post, put
from litestar.params import JSONBody, PathParameter
from msgspec import Struct

from api.access import LOGGED_IN, Permission, UserRequest, needs
from api.changes import statuses
from api.changes.parts import ChangesPart, DatabasePart
from api.changes.patches import given, patch_of
from api.changes.service import Saved
from api.db import config_store
from api.site.schemas import SiteStatus


class StatusView(Struct, frozen=True, kw_only=True):
    """A status: id as in `Status` or `work:<n>`, names, colour `#rrggbb`, place in the list (from 0), and whether
    operators may choose it."""

    id: str
    ja: str
    en: str
    colour: str
    order: int
    choosable: bool


if TYPE_CHECKING:
    StatusPatch = SiteStatus
else:
    StatusPatch = patch_of(SiteStatus, "StatusPatch", frozenset())

Id = Annotated[str, PathParameter(description="Id of the status.", max_length=64)]
MASTERS = needs(Permission.MASTERS)


@get("/statuses", operation_id="list_statuses", summary="Status master", tags=("masters",), opt=LOGGED_IN)
async def list_statuses(db: DatabasePart) -> list[StatusView]:
    """The eleven fixed statuses and the 別作業 ones, in their order."""
    return [
        StatusView(
            id=status.id,
            ja=status.ja,
            en=status.en,
            colour=status.colour,
            order=order,
            choosable=status.choosable,
        )
        for order, status in enumerate(await config_store.statuses(db))
    ]


@post("/statuses", operation_id="create_status", summary="A new 別作業 status", tags=("masters",), opt=MASTERS)
async def create_status(request: UserRequest, data: JSONBody[SiteStatus], changes: ChangesPart) -> Saved:
    """The last of the list; there are six at most."""
    return await statuses.create_status(changes, request.user, data)


@put("/statuses", operation_id="order_statuses", summary="Order of the 別作業 statuses", tags=("masters",), opt=MASTERS)
async def order_statuses(request: UserRequest, data: JSONBody[list[str]], changes: ChangesPart) -> Saved:
    """The ids of all of them, in the order in which operators see them (F9.4)."""
    return await statuses.order_statuses(changes, request.user, data)


@patch("/statuses/{key:str}", operation_id="change_status", summary="Change a status", tags=("masters",), opt=MASTERS)
async def change_status(request: UserRequest, key: Id, data: JSONBody[StatusPatch], changes: ChangesPart) -> Saved:
    """Of a fixed status only the colour can be changed."""
    return await statuses.change_status(changes, request.user, key, given(data))


@delete(
    "/statuses/{key:str}",
    operation_id="delete_status",
    summary="Delete a 別作業 status",
    tags=("masters",),
    opt=MASTERS,
    status_code=200,
)
async def delete_status(request: UserRequest, key: Id, changes: ChangesPart) -> Saved:
    """It can be chosen no more and stays in the reports."""
    return await statuses.delete_status(changes, request.user, key)
