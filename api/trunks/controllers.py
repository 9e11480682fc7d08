"""Routes: trunks (F10.1) and where calls from outside go."""

from typing import TYPE_CHECKING, Annotated

import msgspec
from litestar import delete, get, patch, post, put
from litestar.params import JSONBody, PathParameter

from api.access import Permission, UserRequest, needs
from api.changes.parts import ChangesPart, DatabasePart
from api.changes.patches import given, patch_of, view_of
from api.changes.service import Saved
from api.changes.tables import ROUTES, TRUNKS
from api.site.schemas import SiteRoute, SiteTrunk
from api.site.stored import stored

if TYPE_CHECKING:
    TrunkView = SiteTrunk
    TrunkPatch = SiteTrunk
    RouteView = SiteRoute
    RoutePatch = SiteRoute
else:
    TrunkView = view_of(SiteTrunk, "TrunkView", frozenset({"password"}))
    TrunkPatch = patch_of(SiteTrunk, "TrunkPatch", frozenset({"id"}))
    RouteView = view_of(SiteRoute, "RouteView", frozenset())
    RoutePatch = patch_of(SiteRoute, "RoutePatch", frozenset({"number"}))

TrunkId = Annotated[str, PathParameter(description="Id of the trunk.", max_length=64)]
RouteNumber = Annotated[str, PathParameter(description="The number that is called.", max_length=64)]
PBX = needs(Permission.PBX)


@get(
    "/trunks",
    operation_id="list_trunks",
    summary="Trunks, in the order in which calls try them",
    tags=("masters",),
    opt=PBX,
)
async def list_trunks(db: DatabasePart) -> list[TrunkView]:
    """All trunks, without their passwords."""
    return [_trunk(trunk) for trunk in (await stored(db)).trunks]


def _trunk(trunk: SiteTrunk) -> TrunkView:
    values = msgspec.structs.asdict(trunk)
    del values["password"]
    return TrunkView(**values)


@put("/trunks", operation_id="order_trunks", summary="Order of the trunks", tags=("masters",), opt=PBX)
async def order_trunks(request: UserRequest, data: JSONBody[list[str]], changes: ChangesPart) -> Saved:
    """The ids of all trunks, in the order in which calls try them."""
    return await changes.order_trunks(request.user, data)


@get(
    "/routes", operation_id="list_routes", summary="Where calls from outside go, by number", tags=("masters",), opt=PBX
)
async def list_routes(db: DatabasePart) -> list[RouteView]:
    """All routes. A group's own number needs none."""
    return [RouteView(**msgspec.structs.asdict(route)) for route in (await stored(db)).routes]


@post("/trunks", operation_id="create_trunk", summary="A new trunk", tags=("masters",), opt=PBX)
async def create_trunk(request: UserRequest, data: JSONBody[SiteTrunk], changes: ChangesPart) -> Saved:
    """It is tried after the others."""
    return await changes.create(request.user, TRUNKS, data)


@patch("/trunks/{key:str}", operation_id="change_trunk", summary="Change a trunk", tags=("masters",), opt=PBX)
async def change_trunk(request: UserRequest, key: TrunkId, data: JSONBody[TrunkPatch], changes: ChangesPart) -> Saved:
    """What is left out stays, the password too. A trunk whose address changes registers anew."""
    return await changes.change(request.user, TRUNKS, key, given(data))


@delete(
    "/trunks/{key:str}",
    operation_id="delete_trunk",
    summary="Delete a trunk",
    tags=("masters",),
    opt=PBX,
    status_code=200,
)
async def delete_trunk(request: UserRequest, key: TrunkId, changes: ChangesPart) -> Saved:
    """Calls on it go on until they end."""
    return await changes.remove(request.user, TRUNKS, key)


@post("/routes", operation_id="create_route", summary="A new route", tags=("masters",), opt=PBX)
async def create_route(request: UserRequest, data: JSONBody[SiteRoute], changes: ChangesPart) -> Saved:
    """Exactly one of `group`, `extension` and `external` is not empty."""
    return await changes.create(request.user, ROUTES, data)


@patch("/routes/{key:str}", operation_id="change_route", summary="Change a route", tags=("masters",), opt=PBX)
async def change_route(
    request: UserRequest,
    key: RouteNumber,
    data: JSONBody[RoutePatch],
    changes: ChangesPart,
) -> Saved:
    """To lead a number elsewhere, empty the old target in the same request."""
    return await changes.change(request.user, ROUTES, key, given(data))


@delete(
    "/routes/{key:str}",
    operation_id="delete_route",
    summary="Delete a route",
    tags=("masters",),
    opt=PBX,
    status_code=200,
)
async def delete_route(request: UserRequest, key: RouteNumber, changes: ChangesPart) -> Saved:
    """Calls to the number find nobody from now on, but for a group's own number."""
    return await changes.remove(request.user, ROUTES, key)
