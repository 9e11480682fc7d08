"""The live board: what a client that applies the changes sees is what the server would show it anew."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from litestar import Litestar

from api.events.intake import Batch
from api.metrics.controllers import list_metrics
from api.monitor.controllers import monitor_router
from api.monitor.schemas import encode
from api.monitor.service import Monitor
from api.sse import Hub
from api.statistics.directory import Directory, DirectoryTrunk
from api.statistics.fold import Fold
from api.statistics.registry import METRICS
from api.statistics.state import LiveState
from api.statistics.timeline import Calendar
from sip.contract.enums import TrunkState
from sip.contract.events import AlertChanged, TrunkChanged
from tests.statistics.eventplay import Play, at, worked_example
from tests.statistics.test_board import DIRECTORY


class Centre:
    """Stands in for the intake: a fold without a database."""

    def __init__(self, day_start_min: int = 0) -> None:
        self.calendar = Calendar(day_start_min=day_start_min)
        self.fold = Fold(self.calendar)
        self.now = at("09:00:00")
        self._subscribers: list[Callable[[Any], None]] = []

    @property
    def live(self) -> LiveState:
        return self.fold.state

    def subscribe(self, subscriber: Callable[[Any], None]) -> Callable[[], None]:
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    def take(self, log: list[Any], *, everything: bool = False) -> None:
        for logged in log:
            self.fold.apply(logged)
            self.now = logged.at
        touched = frozenset(self.fold.flush())
        batch = Batch("", self.live.position, tuple(log), (), None if everything else touched)
        for subscriber in self._subscribers:
            subscriber(batch)


@pytest.fixture
def centre() -> Centre:
    return Centre()


def monitor_of(centre: Centre, *, coalesce_s: float = 0.0, **more: Any) -> Monitor:
    return Monitor(centre, lambda: DIRECTORY, clock=lambda: centre.now, coalesce_s=coalesce_s, **more)


@pytest.fixture
async def monitor(centre: Centre) -> AsyncIterator[Monitor]:
    monitor = monitor_of(centre)
    monitor.start()
    yield monitor
    await monitor.close()


class Client:
    """Follows a stream as the front end does."""

    def __init__(self, monitor: Monitor, last: str | None = None, key: str = "") -> None:
        self._stream = monitor.hub.open(monitor.message, last_event_id=last, key=key)
        self.board: dict[str, Any] = {}
        self.last = last or ""
        self.events: list[str] = []

    async def read(self) -> None:
        """Take what is there next."""
        data = await asyncio.wait_for(anext(self._stream), 5)
        for block in data.decode().split("\n\n"):
            fields = dict(line.split(": ", 1) for line in block.splitlines())
            if fields and fields["event"] != "ping":
                self.last = fields["id"]
                self.events.append(fields["event"])
                self._apply(fields["event"], json.loads(fields["data"]))

    def _apply(self, name: str, data: dict[str, Any]) -> None:
        if name == "snapshot":
            self.board = data
            return
        assert data["position"] > self.board["position"]
        self.board["position"], self.board["at"] = data["position"], data["at"]
        if "overall" in data:
            merge(self.board["overall"], data["overall"])
        for part in ("groups", "operators"):
            rows = {row["id"]: row for row in self.board[part]}
            for change in data[part]:
                merge(rows[change["id"]], change)
        for trunk in data["trunks"]:
            place = [row["id"] for row in self.board["trunks"]].index(trunk["id"])
            self.board["trunks"][place] = trunk


def merge(row: dict[str, Any], change: dict[str, Any]) -> None:
    for name, value in change.items():
        if name in ("cells", "clocks"):
            row[name] = {
                item: each for item, each in {**row[name], **value}.items() if each is not None or name == "cells"
            }
        else:
            row[name] = value


def shown(monitor: Monitor) -> dict[str, Any]:
    """The board as a new client would get it."""
    board: dict[str, Any] = json.loads(encode(monitor.snapshot()))
    return board


async def test_a_client_that_applies_changes_sees_what_a_new_one_would(centre: Centre, monitor: Monitor) -> None:
    client = Client(monitor)
    await client.read()
    for logged in worked_example():
        sent = client.last
        centre.take([logged])
        if monitor.message().id != sent:
            await client.read()
            assert client.board == shown(monitor)
    assert client.events.count("snapshot") == 1
    assert client.board["groups"][0]["cells"]["ans"] == 2


async def test_resuming_misses_nothing(centre: Centre, monitor: Monitor) -> None:
    log = worked_example()
    client = Client(monitor)
    await client.read()
    centre.take(log[:10])
    await client.read()
    for begin in range(10, len(log), 10):
        centre.take(log[begin : begin + 10])
    again = Client(monitor, client.last)
    again.board = client.board
    await again.read()
    assert "snapshot" not in again.events
    assert len(again.events) > 1
    assert again.board == shown(monitor)


async def test_resuming_too_late_or_after_a_restart_gets_a_snapshot(centre: Centre) -> None:
    monitor = monitor_of(centre, hub=Hub(history=2))
    monitor.start()
    client = Client(monitor)
    await client.read()
    for logged in worked_example():
        centre.take([logged])
    again = Client(monitor, client.last)
    await again.read()
    assert again.events == ["snapshot"]
    await monitor.close()
    centre.now += 1
    restarted = monitor_of(centre)
    restarted.start()
    third = Client(restarted, again.last)
    await third.read()
    assert third.events == ["snapshot"]
    await restarted.close()


async def test_the_first_change_goes_at_once_and_what_follows_together(centre: Centre) -> None:
    monitor = monitor_of(centre, coalesce_s=0.2)
    monitor.start()
    client = Client(monitor)
    await client.read()
    log = worked_example()
    before = monitor.hub.published
    for logged in log[:20]:
        centre.take([logged])
    assert monitor.hub.published == before + 1
    await client.read()
    first = client.board["position"]
    await client.read()
    assert (first, client.board["position"]) == (1, 20)
    assert client.events == ["snapshot", "change", "change"]
    await monitor.close()


async def test_a_snapshot_never_hides_a_change_that_follows(centre: Centre) -> None:
    """Events that are being stored are in the live state already; the snapshot's position is that of the last batch."""
    monitor = monitor_of(centre)
    monitor.start()
    log = worked_example()
    centre.take(log[:4])
    for logged in log[4:30]:
        centre.fold.apply(logged)  # applied, not yet stored
    client = Client(monitor)
    await client.read()
    assert client.board["position"] == 4
    centre.take(log[4:30])
    await client.read()
    assert client.board == shown(monitor)
    assert client.board["position"] == 30
    await monitor.close()


async def test_new_names_and_a_state_made_anew_come_as_snapshots(centre: Centre) -> None:
    directories = [DIRECTORY, Directory(users=DIRECTORY.users[:1], groups=DIRECTORY.groups)]
    monitor = Monitor(centre, lambda: directories[0], clock=lambda: centre.now, coalesce_s=0)
    monitor.start()
    client = Client(monitor)
    await client.read()
    directories.pop(0)
    monitor.refresh()
    await client.read()
    assert [row["id"] for row in client.board["operators"]] == ["A"]
    centre.take(worked_example(), everything=True)
    await client.read()
    assert client.events == ["snapshot", "snapshot", "snapshot"]
    assert client.board == shown(monitor)
    await monitor.close()


async def test_a_trunk_that_goes_down_is_told_at_once(centre: Centre) -> None:
    directory = Directory(trunks=(DirectoryTrunk(id="t", name="本線"), DirectoryTrunk(id="u", name="予備")))
    monitor = Monitor(centre, lambda: directory, clock=lambda: centre.now, coalesce_s=0)
    monitor.start()
    client = Client(monitor)
    await client.read()
    assert [trunk["state"] for trunk in client.board["trunks"]] == ["unknown", "unknown"]
    play = Play().to("09:00:00")
    play.add(TrunkChanged(trunk="t", state=TrunkState.DOWN, detail="503 Service Unavailable"))
    centre.take(play.log)
    await client.read()
    assert client.board["trunks"][0] == {
        "id": "t",
        "name": "本線",
        "state": "down",
        "since": "2026-11-23T00:00:00Z",
        "reason": "503 Service Unavailable",
        "calls": 0,
    }
    assert client.board == shown(monitor) and client.events == ["snapshot", "change"]
    await monitor.close()


async def test_a_new_day_comes_without_an_event() -> None:
    centre = Centre()
    centre.take(worked_example())
    centre.now = at("23:59:59") + 900
    monitor = monitor_of(centre)
    monitor.start()
    client = Client(monitor)
    await client.read()
    assert client.board["overall"]["cells"]["in"] == 3
    centre.now = at("23:59:59") + 1000
    await client.read()
    assert client.board["overall"]["cells"]["in"] == 0
    await monitor.close()


async def test_the_stream_of_a_revoked_session_ends(centre: Centre) -> None:
    monitor = monitor_of(centre)
    monitor.start()
    client = Client(monitor, key="session")
    await client.read()
    monitor.hub.end("session")
    with pytest.raises(StopAsyncIteration):
        await client.read()
    await monitor.close()


async def test_nothing_is_sent_for_what_changes_no_row(centre: Centre, monitor: Monitor) -> None:
    before = monitor.hub.published
    play = Play(at("09:00:00"))
    play.add(AlertChanged(operator="S", on=True))
    centre.take(play.log)
    assert monitor.hub.published == before


async def test_the_board_and_the_registry_over_http(centre: Centre, monitor: Monitor) -> None:
    centre.take([logged for logged in worked_example() if logged.at <= at("10:05:05")])
    app = Litestar([monitor_router(monitor), list_metrics])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://testserver") as client:
        board = (await client.get("/monitor")).json()
        assert board == shown(monitor)
        assert board["groups"][0]["clocks"] == {"longest_wait": "2026-11-23T01:05:00Z"}
        assert board["operators"][0]["since"] == "2026-11-23T01:05:00Z"
        metrics = (await client.get("/metrics")).json()
    assert [item["id"] for item in metrics["items"]] == list(METRICS)
    rate = next(item for item in metrics["items"] if item["id"] == "answer_rate")
    assert rate["label"] == {"ja": "応答率", "en": "Answer rate"}
    assert (rate["numerator"], rate["denominator"], rate["unit"]) == (["ans"], ["in"], "percent")
    assert list(metrics["columns"]["board"]) == list(board["overall"]["cells"])
