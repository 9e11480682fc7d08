"""Routes for machines: is the server alive, can it work (F11.4)."""

from typing import Literal

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from msgspec import Struct

from api.access import PUBLIC
from api.db.engine import Database
from api.db.errors import DatabaseError
from api.problems import Problem


class Health(Struct, frozen=True):
    """The process answers."""

    status: Literal["ok"] = "ok"


@get("/health", operation_id="get_health", summary="Whether the server is alive", tags=("system",), opt=PUBLIC)
async def get_health() -> Response[Health]:
    """Answers as long as the process runs; asks nothing else."""
    return Response(Health(), headers={"Cache-Control": "no-store"})


@get("/ready", operation_id="get_ready", summary="Whether the server can work", tags=("system",), opt=PUBLIC)
async def get_ready(db: NamedDependency[SkipValidation[Database]]) -> Response[Health]:
    """Answers 200 where the database can be read and has its schema, else 503 `not_ready`."""
    try:
        await db.fetch("SELECT value FROM setting WHERE key = 'config_version'")
    except DatabaseError as error:
        raise Problem("not_ready", headers={"Retry-After": "2"}) from error
    return Response(Health(), headers={"Cache-Control": "no-store"})
