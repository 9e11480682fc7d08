"""`GET /api/monitor` and its stream (docs/architecture.md); permission `monitor`."""

from typing import Annotated

from litestar import Controller, Router, get
from litestar.di import NamedDependency, Provide
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import HeaderParameter, SkipValidation
from litestar.response import Stream

from api.access import Permission, UserRequest, needs
from api.monitor.schemas import BoardChange, BoardEvents, BoardSnapshot
from api.monitor.service import Monitor
from api.sse import SSE_HEADERS, SSE_MEDIA_TYPE

MonitorPart = NamedDependency[SkipValidation[Monitor]]


class MonitorController(Controller):
    """リアルタイムモニター (F3)."""

    tags = ("monitor",)

    @get("/", operation_id="get_monitor", summary="The live board, once", opt=needs(Permission.MONITOR))
    async def get_monitor(self, monitor: MonitorPart) -> BoardSnapshot:
        """Rows of 全体, groups and operators with today's figures (F3.2-F3.4). A cell whose item is in `clocks` shows
        `cells[item] + (now - clocks[item])` seconds. Operators are in no order: F3.6 depends on the running clocks."""
        return monitor.snapshot()

    @get(
        "/stream",
        operation_id="stream_monitor",
        summary="The live board, pushed (F3.11)",
        description=(
            "Server-sent events. `snapshot` comes first, and again when names or the business day change; `change` at "
            "most once in 50 ms, with only what changed. With `Last-Event-ID` the stream goes on after that event, or "
            "begins with a snapshot if that was too long ago. `ping` breaks each silence of 15 s. The stream ends when "
            "its session does."
        ),
        media_type=SSE_MEDIA_TYPE,
        opt=needs(Permission.MONITOR, events={"snapshot": BoardSnapshot, "change": BoardChange}),
        responses={200: ResponseSpec(data_container=BoardEvents, media_type=SSE_MEDIA_TYPE, generate_examples=False)},
    )
    async def stream_monitor(
        self,
        request: UserRequest,
        monitor: MonitorPart,
        last_event_id: Annotated[
            str | None,
            HeaderParameter(name="Last-Event-ID", description="Id of the last event received.", max_length=100),
        ] = None,
    ) -> Stream:
        events = monitor.hub.open(monitor.message, last_event_id=last_event_id, key=request.user.session)
        return Stream(events, media_type=SSE_MEDIA_TYPE, headers=SSE_HEADERS)


def monitor_router(monitor: Monitor) -> Router:
    """The routes under `/monitor`, with what they work with."""
    return Router(
        "/monitor",
        route_handlers=[MonitorController],
        dependencies={"monitor": Provide(lambda: monitor, sync_to_thread=False)},
    )
