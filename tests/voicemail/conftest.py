"""One server per engine with the sample centre, and a switch that says what the test wants."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest

from sip.contract.commands import AnyCommand
from sip.contract.events import AnyEvent
from tests.support.api import ApiServer
from tests.support.fake_switch import FakeSwitch

WAIT_S = 45.0
T = TypeVar("T")


class Switch:
    """A `FakeSwitch` on a loop of its own: the api waits for its answers while a test waits for the api's."""

    def __init__(self, path: Path) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._switch = self._run(self._start(path))

    def emit(self, *events: AnyEvent, at: int = 0) -> None:
        """Log events and send them."""
        self._run(self._emit(events, at))

    @property
    def commands(self) -> list[AnyCommand]:
        """All that came."""
        return list(self._switch.commands)

    def close(self) -> None:
        """The switch is gone."""
        self._run(self._switch.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _start(self, path: Path) -> FakeSwitch:
        switch = FakeSwitch(path)
        await switch.start()
        await switch.until(lambda: switch.api_up)
        return switch

    async def _emit(self, events: tuple[AnyEvent, ...], at: int) -> None:
        self._switch.emit(*events, at=at)

    def _run(self, job: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(job, self._loop).result(WAIT_S)


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """A running server with the sample centre, once per engine."""
    url = request.getfixturevalue("pg_cluster").create_database() if request.param == "postgresql" else ""
    with ApiServer(tmp_path_factory.mktemp("voicemail"), url) as running:
        (running.folder / "recordings").mkdir(exist_ok=True)
        yield running


@pytest.fixture(scope="module")
def switch(server: ApiServer) -> Iterator[Switch]:
    """The switch, connected."""
    running = Switch(server.folder / "switch.sock")
    try:
        yield running
    finally:
        running.close()


@pytest.fixture
def client(server: ApiServer) -> Iterator[Callable[[str], httpx.Client]]:
    """Clients of users."""
    made: list[httpx.Client] = []

    def of(user: str) -> httpx.Client:
        http = server.client()
        made.append(http)
        http.headers.update(server.token(http, user))
        return http

    yield of
    for each in made:
        each.close()


def until(look: Callable[[], T], wanted: Callable[[T], object] = bool) -> T:
    """What `look` gives once it is as wanted."""
    deadline = time.monotonic() + WAIT_S
    while not wanted(found := look()):
        assert time.monotonic() < deadline, found
        time.sleep(0.03)
    return found
