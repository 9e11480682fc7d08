"""Routes for machines: is the server alive, can it work (F11.4)."""

from collections.abc import Callable
from typing import Any, Literal, TypeAlias

from litestar import HttpMethod, Response, get, route
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from msgspec import Struct

from api.access import PUBLIC
from api.db.engine import Database
from api.db.errors import DatabaseError
from api.problems import Problem

SwitchUp: TypeAlias = Callable[[], bool]


class Health(Struct, frozen=True):
    """The process answers."""

    status: Literal["ok"] = "ok"


@get("/health", operation_id="get_health", summary="Whether the server is alive", tags=("system",), opt=PUBLIC)
async def get_health() -> Response[Health]:
    """Answers as long as the process runs; asks nothing else."""
    return Response(Health(), headers={"Cache-Control": "no-store"})


class Readiness(Struct, frozen=True):
    """The server can work. `switch`: whether the telephone switch is connected and configured; without it everything
    but the telephone works."""

    switch: bool
    status: Literal["ok"] = "ok"


@get("/ready", operation_id="get_ready", summary="Whether the server can work", tags=("system",), opt=PUBLIC)
async def get_ready(
    db: NamedDependency[SkipValidation[Database]], switch_up: NamedDependency[SkipValidation[SwitchUp]]
) -> Response[Readiness]:
    """Answers 200 where the database can be read and has its schema, else 503 `not_ready`."""
    try:
        await db.fetch("SELECT value FROM setting WHERE key = 'config_version'")
    except DatabaseError as error:
        raise Problem("not_ready", headers={"Retry-After": "2"}) from error
    return Response(Readiness(switch=switch_up()), headers={"Cache-Control": "no-store"})


@route(
    ["/", "/{path:path}"],
    http_method=[HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE],
    opt=PUBLIC,
    include_in_schema=False,
    name="unknown",
)
async def unknown_route() -> Response[Any]:
    """What is below `/api` and no route: not a page of the front end, and not a wrong method either."""
    raise Problem("not_found")
