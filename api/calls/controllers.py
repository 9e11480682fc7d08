"""`GET /api/calls` and `GET /api/calls/{call}` (docs/architecture.md); permission `history`."""

from datetime import datetime
from typing import Annotated

from litestar import Controller, Router, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery, PathParameter, QueryParameter, SkipValidation

from api.access import Permission, needs
from api.calls.explanation import ExplanationController, Explanations
from api.calls.schemas import CallDetail, CallPage
from api.calls.service import Calls
from api.db.facts_search import CallQuery
from api.paging import interval, place
from api.problems import Problem
from api.statistics.results import CallResult
from sip.contract.enums import Direction

CallsPart = NamedDependency[SkipValidation[Calls]]
Id = Annotated[str | None, QueryParameter(description="Id.", max_length=64)]


class CallsController(Controller):
    """通話履歴 (F8)."""

    tags = ("history",)
    opt = needs(Permission.HISTORY)

    @get("/", operation_id="list_calls", summary="Calls, newest first (F8.1)")
    async def list_calls(
        self,
        calls: CallsPart,
        begin: Annotated[datetime | None, QueryParameter(name="from", description="Begun at or after.")] = None,
        end: Annotated[datetime | None, QueryParameter(name="to", description="Begun before.")] = None,
        number: Annotated[str | None, QueryParameter(description="Part of either number.", max_length=64)] = None,
        direction: FromQuery[Direction | None] = None,
        operator: Id = None,
        group: Id = None,
        result: FromQuery[CallResult | None] = None,
        call: Id = None,
        limit: Annotated[int, QueryParameter(description="Calls at most.", ge=1, le=500)] = 100,
        cursor: Annotated[
            str | None, QueryParameter(description="`next_cursor` of the page before.", max_length=200)
        ] = None,
    ) -> CallPage:
        """Calls that fit every filter given, those in progress too (`result` `open`)."""
        since, until = interval(begin, end)
        return await calls.page(
            CallQuery(
                begin=since,
                end=until,
                number=number or "",
                direction=direction,
                operator=operator or "",
                group=group or None,
                result=result or "",
                call=call or "",
                before=place(cursor),
                limit=limit,
            )
        )

    @get("/{call:str}", operation_id="get_call", summary="One call with its legs (F8.4)")
    async def get_call(
        self, calls: CallsPart, call: Annotated[str, PathParameter(description="Id of the call.", max_length=64)]
    ) -> CallDetail:
        """Offers, segments, holds, ACW and visits in the order in which they began."""
        found = await calls.call(call)
        if found is None:
            raise Problem("not_found")
        return found


def calls_router(calls: Calls, explanations: Explanations) -> Router:
    """The routes under `/calls`, with what they work with."""
    return Router(
        "/calls",
        route_handlers=[CallsController, ExplanationController],
        dependencies={
            "calls": Provide(lambda: calls, sync_to_thread=False),
            "explanations": Provide(lambda: explanations, sync_to_thread=False),
        },
    )
