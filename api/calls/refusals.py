"""`GET /api/refusals`: numbers dialled that led to no call, and why (F5.14, F8); permission `history`."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

import msgspec
from litestar import Controller, Router, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery, QueryParameter, SkipValidation
from msgspec import Struct

from api.access import Permission, needs
from api.calls.controllers import Id
from api.db.engine import Database
from api.db.refusals_search import RefusalQuery, search
from api.moments import moment
from api.paging import encode_cursor, interval, place
from api.statistics.names import Names
from sip.contract.enums import Refusal


class RefusalView(Struct, kw_only=True):
    """What was dialled `at`, by whom (`operator` "": on a phone that is nobody's) and why it led to no call: `reason`
    is `unknown_number`, `invalid_number`, `number_not_allowed`, `too_many_calls`, `too_many_per_hour`, `no_trunk`,
    `no_emergency_trunk`, `busy` (the dialling phone) or another code with which dialling is refused."""

    id: str
    at: datetime
    operator: str
    operator_name: str
    extension: str
    number: str
    reason: Refusal


class RefusalPage(Struct, kw_only=True):
    """Refused calls, newest first. `next_cursor`: for those after these, null at the end."""

    items: list[RefusalView]
    next_cursor: str | None


class Refusals:
    """The refused calls of one database. `names` gives those of users."""

    def __init__(self, db: Database, names: Callable[[], Names]) -> None:
        self._db = db
        self._names = names

    async def page(self, query: RefusalQuery) -> RefusalPage:
        """One page of those that fit."""
        found = await search(self._db, msgspec.structs.replace(query, limit=query.limit + 1))
        names, shown = self._names(), found[: query.limit]
        items = [
            RefusalView(
                id=one.refusal,
                at=moment(one.begin),
                operator=one.operator,
                operator_name=names.user(one.operator),
                extension=one.extension,
                number=one.number,
                reason=one.reason,
            )
            for one in shown
        ]
        last = shown[-1] if len(found) > query.limit else None
        return RefusalPage(items=items, next_cursor=None if last is None else encode_cursor(last.begin, last.refusal))


RefusalsPart = NamedDependency[SkipValidation[Refusals]]


class RefusalsController(Controller):
    """Refused calls of all lines."""

    tags = ("history",)
    opt = needs(Permission.HISTORY)

    @get("/", operation_id="list_refusals", summary="Numbers dialled that led to no call, newest first (F5.14)")
    async def list_refusals(
        self,
        refusals: RefusalsPart,
        begin: Annotated[datetime | None, QueryParameter(name="from", description="At or after.")] = None,
        end: Annotated[datetime | None, QueryParameter(name="to", description="Before.")] = None,
        number: Annotated[str | None, QueryParameter(description="Part of what was dialled.", max_length=64)] = None,
        operator: Id = None,
        extension: Annotated[str | None, QueryParameter(description="Number.", max_length=64)] = None,
        reason: FromQuery[Refusal | None] = None,
        limit: Annotated[int, QueryParameter(description="Refusals at most.", ge=1, le=500)] = 100,
        cursor: Annotated[
            str | None, QueryParameter(description="`next_cursor` of the page before.", max_length=200)
        ] = None,
    ) -> RefusalPage:
        """Those that fit every filter given."""
        since, until = interval(begin, end)
        return await refusals.page(
            RefusalQuery(
                begin=since,
                end=until,
                number=number or "",
                operator=operator or "",
                extension=extension or "",
                reason=reason,
                before=place(cursor),
                limit=limit,
            )
        )


def refusals_router(refusals: Refusals) -> Router:
    """The routes under `/refusals`, with what they work with."""
    return Router(
        "/refusals",
        route_handlers=[RefusalsController],
        dependencies={"refusals": Provide(lambda: refusals, sync_to_thread=False)},
    )
