"""The stream as an HTTP response: headers, resumption by header, and its end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar

from api.access import Permission, Principal, SessionKind
from api.monitor.controllers import monitor_router
from api.monitor.service import Monitor
from sip.contract.events import Logged
from tests.monitor.test_monitor import Centre
from tests.statistics.eventplay import worked_example
from tests.statistics.test_board import DIRECTORY

SUPERVISOR = Principal(
    id="S",
    name="佐藤",
    extension="20",
    permissions=frozenset({Permission.MONITOR}),
    session="session",
    kind=SessionKind.BROWSER,
)
LOG: list[Logged] = worked_example()


class Response:
    """One streamed response of an ASGI application."""

    def __init__(self) -> None:
        self.messages: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.gone = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.messages.put_nowait(message)
        if message["type"] == "http.response.body" and not message.get("more_body"):
            self.gone.set()  # as servers do: after the response is complete, there is nothing more to receive

    async def next(self) -> dict[str, Any]:
        return await asyncio.wait_for(self.messages.get(), 5)

    async def body(self) -> str:
        """The next piece of the body that says something."""
        while True:
            message = await self.next()
            if message.get("body"):
                return str(message["body"].decode())


@asynccontextmanager
async def streaming(app: Litestar, last: str = "") -> AsyncIterator[tuple[Response, asyncio.Task[None]]]:
    response = Response()
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "https",
        "path": "/monitor/stream",
        "raw_path": b"/monitor/stream",
        "root_path": "",
        "query_string": b"",
        "headers": [(b"last-event-id", last.encode())] if last else [],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 2),
        "user": SUPERVISOR,
        "state": {},
    }
    task = asyncio.create_task(app(scope, response.receive, response.send))  # type: ignore[arg-type]
    try:
        yield response, task
    finally:
        response.gone.set()
        await asyncio.wait_for(task, 5)


async def started(**more: Any) -> tuple[Centre, Monitor, Litestar]:
    centre = Centre()
    monitor = Monitor(centre, lambda: DIRECTORY, clock=lambda: centre.now, coalesce_s=0, **more)
    monitor.start()
    return centre, monitor, Litestar([monitor_router(monitor)])


async def test_snapshot_then_changes_then_resumption() -> None:
    centre, monitor, app = await started()
    async with streaming(app) as (response, _):
        start = await response.next()
        headers = dict(start["headers"])
        assert start["status"] == 200
        assert headers[b"content-type"].startswith(b"text/event-stream")
        assert headers[b"cache-control"] == b"no-store"
        assert "event: snapshot\ndata: {" in await response.body()
        centre.take(LOG[:1])
        change = await response.body()
        assert "event: change\ndata: {" in change
    assert monitor.hub.streams == 0
    last = change.split("id: ")[1].split("\n")[0]
    centre.take(LOG[1:5])
    async with streaming(app, last) as (response, _):
        await response.next()
        missed = await response.body()
        assert "event: change" in missed
        assert "snapshot" not in missed
    await monitor.close()


async def test_it_ends_when_its_session_is_revoked_or_found_invalid() -> None:
    valid = {"session": True}
    _, monitor, app = await started(valid=lambda session: valid[session])
    async with streaming(app) as (response, task):
        await response.body()
        monitor.hub.end("session")
        await asyncio.wait_for(asyncio.shield(task), 5)
    async with streaming(app) as (response, task):
        await response.body()
        valid["session"] = False
        await asyncio.wait_for(asyncio.shield(task), 5)
    assert monitor.hub.streams == 0
    await monitor.close()


async def test_it_ends_when_the_server_stops() -> None:
    _, monitor, app = await started()
    async with streaming(app) as (response, task):
        await response.body()
        await monitor.close()
        await asyncio.wait_for(asyncio.shield(task), 5)
