"""Routes: trunks (F10.1) and where calls from outside go."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from litestar import delete, get, patch, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody, PathParameter, SkipValidation
from msgspec import Struct

from api.access import Permission, UserRequest, needs
from api.changes.parts import ChangesPart, DatabasePart
from api.changes.patches import given, patch_of, sparse_of, view_of
from api.changes.service import Saved
from api.changes.tables import ROUTES, TRUNKS
from api.faults import Fault
from api.problems import Problem
from api.site.presets import labels, presets
from api.site.schemas import SiteRoute, SiteTrunk
from api.site.stored import stored
from api.statistics.state import LiveState, TrunkLive
from sip.contract.enums import TrunkState

if TYPE_CHECKING:
    TrunkView = SiteTrunk
    TrunkPatch = SiteTrunk
    NewTrunk = SiteTrunk
    RouteView = SiteRoute
    RoutePatch = SiteRoute
else:
    TrunkView = view_of(
        SiteTrunk,
        "TrunkView",
        frozenset({"password"}),
        state=TrunkState,
        since=datetime | None,
        reason=str,
        calls=int,
    )
    TrunkPatch = patch_of(SiteTrunk, "TrunkPatch", frozenset({"id"}))
    NewTrunk = sparse_of(SiteTrunk, "NewTrunk")
    RouteView = view_of(SiteRoute, "RouteView", frozenset())
    RoutePatch = patch_of(SiteRoute, "RoutePatch", frozenset({"number"}))

TrunkId = Annotated[str, PathParameter(description="Id of the trunk.", max_length=64)]
RouteNumber = Annotated[str, PathParameter(description="The number that is called.", max_length=64)]
LivePart = NamedDependency[SkipValidation[Callable[[], LiveState]]]
PBX = needs(Permission.PBX)


class TrunkPreset(Struct, frozen=True, kw_only=True):
    """A carrier preset: what a trunk starts from that names it. `values`: the fields that it sets, as in a PATCH;
    `ja`, `en`: what people read."""

    id: str
    ja: str
    en: str
    values: TrunkPatch


def _started(values: dict[str, Any]) -> dict[str, Any]:
    """The values under which those of the preset stand that they name. Raises `Problem("invalid")`."""
    name = values.get("preset", "")
    if name and name not in presets():
        raise Problem("invalid", errors=[Fault(field="preset", code="unknown")])
    typed = {field.name: field.type for field in msgspec.structs.fields(SiteTrunk)}
    start = {key: msgspec.convert(value, typed[key]) for key, value in presets().get(name, {}).items()}
    return start | values


@get(
    "/trunks",
    operation_id="list_trunks",
    summary="Trunks, in the order in which calls try them",
    tags=("masters",),
    opt=PBX,
)
async def list_trunks(db: DatabasePart, live: LivePart) -> list[TrunkView]:
    """All trunks, without their passwords, with what a preset has set. `state`: `up`, `down` or, where nothing watches
    it or the switch has not told yet, `unknown`; `since`: when that began; `reason`: the carrier's answer that made it
    so; `calls`: on it now, both directions, at most a second old."""
    known = live().trunks
    return [_trunk(trunk, known.get(trunk.id) or TrunkLive()) for trunk in (await stored(db)).trunks]


def _trunk(trunk: SiteTrunk, live: TrunkLive) -> TrunkView:
    values = msgspec.structs.asdict(trunk)
    del values["password"]
    since = None if live.since is None else datetime.fromtimestamp(live.since / 1000, UTC)
    values |= {"state": live.state, "since": since, "reason": live.reason, "calls": live.calls}
    return TrunkView(**values)


@get(
    "/trunk-presets",
    operation_id="list_trunk_presets",
    summary="Carrier presets",
    tags=("masters",),
    opt=PBX,
)
async def list_trunk_presets() -> list[TrunkPreset]:
    """What a trunk can start from: `preset` of a new or a changed trunk names one of them."""
    return [
        TrunkPreset(id=name, values=msgspec.convert(values, TrunkPatch), **labels(name))
        for name, values in presets().items()
    ]


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
async def create_trunk(request: UserRequest, data: JSONBody[NewTrunk], changes: ChangesPart) -> Saved:
    """It is tried after the others. What is left out comes from its `preset`, if it names one."""
    return await changes.create(request.user, TRUNKS, SiteTrunk(**_started(given(data))))


@patch("/trunks/{key:str}", operation_id="change_trunk", summary="Change a trunk", tags=("masters",), opt=PBX)
async def change_trunk(request: UserRequest, key: TrunkId, data: JSONBody[TrunkPatch], changes: ChangesPart) -> Saved:
    """What is left out stays, the password too. A trunk whose address changes registers anew. A `preset` sets what it
    stands for, but for the fields that are given beside it."""
    return await changes.change(request.user, TRUNKS, key, _started(given(data)))


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
