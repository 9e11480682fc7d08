"""`/api/supervision`: into an operator's call, and out of it (F4.2–F4.5); `/api/supervisions`: the record of it;
`/api/operators`: a status for somebody else."""

from datetime import datetime
from typing import Annotated, Protocol

from litestar import Controller, Router, delete, get, put
from litestar.di import NamedDependency, Provide
from litestar.params import JSONBody, PathParameter, QueryParameter, SkipValidation

from api.access import Permission, UserRequest, needs
from api.db.supervision_search import SupervisionQuery
from api.faults import Fault
from api.paging import interval, place
from api.problems import Problem
from api.supervision.orders import StatusOrders
from api.supervision.schemas import StatusForOperator, SupervisionBegun, SupervisionPage, SupervisionWish
from api.supervision.service import Supervisions
from sip.contract.commands import AnyCommand, AnyResult, SetStatus, StopSupervising, Supervise, Supervised
from sip.contract.enums import CHOOSABLE, is_work


class Commands(Protocol):
    """What carries commands out (`api.switch.link.SwitchLink`)."""

    async def send(self, command: AnyCommand) -> AnyResult:
        """Raises `SwitchError`."""


Link = NamedDependency[SkipValidation[Commands]]
RecordPart = NamedDependency[SkipValidation[Supervisions]]
OrdersPart = NamedDependency[SkipValidation[StatusOrders]]
Id = Annotated[str | None, QueryParameter(description="Id.", max_length=64)]


class SupervisionController(Controller):
    """One's own supervision; what it is now says `PhoneView.supervision`."""

    path = "/supervision"
    tags = ("supervision",)
    opt = needs(Permission.MONITOR)

    @put("/", operation_id="supervise", summary="Enter an operator's call, or change the mode there (F4.2-F4.4)")
    async def supervise(self, request: UserRequest, data: JSONBody[SupervisionWish], link: Link) -> SupervisionBegun:
        """On one's own phone: the browser's, or the desk phone, which is rung then. Another call is left for it."""
        wish = Supervise(operator=request.user.id, target=data.operator, mode=data.mode)
        result = await link.send(wish)
        if not isinstance(result, Supervised):
            raise Problem("switch_failed")
        return SupervisionBegun(result.supervision)

    @delete("/", operation_id="stop_supervising", summary="Leave the call")
    async def stop_supervising(self, request: UserRequest, link: Link) -> None:
        await link.send(StopSupervising(operator=request.user.id))


class OperatorController(Controller):
    """What supervisors decide for operators."""

    path = "/operators"
    tags = ("supervision",)
    opt = needs(Permission.MONITOR_SETTINGS)

    @put(
        "/{operator:str}/status",
        operation_id="set_operator_status",
        summary="Choose a status for an operator",
        status_code=204,
    )
    async def set_status(
        self,
        request: UserRequest,
        operator: Annotated[str, PathParameter(description="Id of the operator.", max_length=64)],
        data: JSONBody[StatusForOperator],
        link: Link,
        orders: OrdersPart,
    ) -> None:
        """As if they had chosen it; who did is on record with the status. During a call with outside it comes after
        that, and is on record at once."""
        if data.status not in CHOOSABLE and not is_work(data.status):
            raise Problem("invalid", errors=[Fault(field="status", code="not_allowed")])
        later = orders.in_call(operator)
        await link.send(SetStatus(operator=operator, status=data.status, by=request.user.id))
        if later:
            await orders.note(request.user, operator, data.status)


class SupervisionsController(Controller):
    """Who was in whose calls (F4.5)."""

    path = "/supervisions"
    tags = ("supervision",)
    opt = needs(Permission.MONITOR_SETTINGS)

    @get("/", operation_id="list_supervisions", summary="Who listened to, whispered into or joined whose calls (F4.5)")
    async def list_supervisions(
        self,
        record: RecordPart,
        begin: Annotated[datetime | None, QueryParameter(name="from", description="At or after.")] = None,
        end: Annotated[datetime | None, QueryParameter(name="to", description="Before.")] = None,
        supervisor: Id = None,
        operator: Id = None,
        call: Id = None,
        limit: Annotated[int, QueryParameter(description="Stretches at most.", ge=1, le=500)] = 100,
        cursor: Annotated[
            str | None, QueryParameter(description="`next_cursor` of the page before.", max_length=200)
        ] = None,
    ) -> SupervisionPage:
        """Those that fit every filter given, newest first."""
        since, until = interval(begin, end)
        return await record.page(
            SupervisionQuery(
                begin=since,
                end=until,
                supervisor=supervisor or "",
                operator=operator or "",
                call=call or "",
                before=place(cursor),
                limit=limit,
            )
        )


def supervision_router(link: Commands, record: Supervisions, orders: StatusOrders) -> Router:
    """The routes, with what they work with."""
    return Router(
        "/",
        route_handlers=[SupervisionController, OperatorController, SupervisionsController],
        dependencies={
            "link": Provide(lambda: link, sync_to_thread=False),
            "record": Provide(lambda: record, sync_to_thread=False),
            "orders": Provide(lambda: orders, sync_to_thread=False),
        },
    )
