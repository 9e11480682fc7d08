"""`GET /api/monitor` and its stream."""

from typing import Annotated

from litestar import Controller, get
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import Dependency, Parameter
from litestar.response import Stream

from api.access import Permission, UserRequest, needs
from api.monitor.schemas import BoardEvents, BoardSnapshot
from api.monitor.service import Monitor
from api.sse import SSE_HEADERS, SSE_MEDIA_TYPE

MonitorDep = Annotated[Monitor, Dependency(skip_validation=True)]


class MonitorController(Controller):
    """リアルタイムモニター (F3)."""

    path = "/monitor"
    tags = ("monitor",)
    opt = needs(Permission.MONITOR)

    @get(operation_id="getMonitor", summary="The live board once")
    async def board(self, monitor: MonitorDep) -> BoardSnapshot:
        """Rows of 全体, groups and operators with today's figures (F3.2–F3.4)."""
        return monitor.snapshot()

    @get(
        "/stream",
        operation_id="streamMonitor",
        summary="The live board, pushed",
        media_type=SSE_MEDIA_TYPE,
        responses={
            200: ResponseSpec(
                data_container=BoardEvents,
                media_type=SSE_MEDIA_TYPE,
                generate_examples=False,
                description=(
                    "Server-sent events. `snapshot`: a `BoardSnapshot`, first and whenever names or the day change; "
                    "`change`: a `BoardChange`, at most one in 50 ms. With `Last-Event-ID` the stream goes on after "
                    "that event, or begins with a snapshot if that is too long ago. A comment breaks each silence "
                    "of 15 s. The stream ends when its session does."
                ),
            )
        },
    )
    async def stream(
        self,
        request: UserRequest,
        monitor: MonitorDep,
        last_event_id: Annotated[
            str | None, Parameter(header="Last-Event-ID", required=False, description="id of the last event received")
        ] = None,
    ) -> Stream:
        """The board as a snapshot, then each change of it (F3.11)."""
        events = monitor.hub.open(monitor.message, last_event_id=last_event_id, key=request.user.session)
        return Stream(events, media_type=SSE_MEDIA_TYPE, headers=SSE_HEADERS)
