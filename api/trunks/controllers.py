"""Routes: trunks (F10.1)."""

from litestar import get
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from msgspec import Struct

from api.access import Permission, needs
from api.db import config_store
from api.db.engine import Database


class TrunkView(Struct, frozen=True, kw_only=True):
    """A line to a carrier, without its password. `max_calls`: 0 = no limit."""

    id: str
    name: str
    host: str
    port: int
    transport: str
    domain: str
    username: str
    register: bool
    accept_from: list[str]
    max_calls: int


@get(
    "/trunks",
    operation_id="list_trunks",
    summary="Trunks, in the order in which calls try them",
    tags=("masters",),
    opt=needs(Permission.PBX),
)
async def list_trunks(db: NamedDependency[SkipValidation[Database]]) -> list[TrunkView]:
    """All trunks."""
    return [
        TrunkView(
            id=trunk.id,
            name=trunk.name,
            host=trunk.host,
            port=trunk.port,
            transport=trunk.transport,
            domain=trunk.domain,
            username=trunk.username,
            register=trunk.register,
            accept_from=list(trunk.accept_from),
            max_calls=trunk.max_calls,
        )
        for trunk in await config_store.trunks(db)
    ]
