"""The monitors in Chromium, on a real API server to which a switch without calls has told the first half of today."""

from __future__ import annotations

import asyncio
import datetime
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from api.site.schemas import Site, SiteExtension, SiteGroup, SiteMember, SiteUser
from sip.contract.config import Route, SwitchConfig
from sip.contract.events import AnyEvent, Logged
from tests.admin.conftest import (
    browser as browser,
    context as context,
    http as http,
    page as page,
    supervisor as supervisor,
)
from tests.frontend.conftest import dist as dist
from tests.support import simulated
from tests.support.api import ApiServer
from tests.support.fake_switch import FakeSwitch

PASSWORD = "Change4Test"
SEED = 24
PEOPLE = ("佐藤 美咲", "鈴木 一郎", "高橋 由紀", "田中 健太", "伊藤 直子", "渡辺 翔")
LINES = {"g": "ご注文受付", "h": "お客様相談室", "i": "法人窓口"}


class Switch:
    """A `FakeSwitch` in a thread of its own, for tests that wait for pages."""

    def __init__(self, path: Path) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="switch", daemon=True)
        self._thread.start()
        self.path = path
        self._switch = FakeSwitch(path)
        self._ahead = 0
        """Of the log's monotonic clock before the wall clock, ms."""
        asyncio.run_coroutine_threadsafe(self._switch.start(), self._loop).result(10)

    def tell(self, log: list[Logged]) -> None:
        """What has happened so far; returns once the api has it."""

        async def told() -> None:
            for logged in log:
                self._switch.emit(logged.event, at=logged.at, mono=logged.mono)
            await self._switch.until_taken(self._switch.log.committed)

        self._ahead = log[-1].mono - log[-1].at
        asyncio.run_coroutine_threadsafe(told(), self._loop).result(60)

    def happens(self, *events: AnyEvent) -> None:
        """Something happens now."""
        now = time.time_ns() // 1_000_000
        self.tell([Logged(seq=0, at=now, mono=now + self._ahead, event=event) for event in events])

    def close(self) -> None:
        """End the switch and its thread."""
        asyncio.run_coroutine_threadsafe(self._switch.close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()


def midday() -> str:
    """A time zone in which it is about noon, so that half of the day is over."""
    ahead = 12 - datetime.datetime.now(datetime.UTC).hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


def named(config: SwitchConfig) -> SwitchConfig:
    """The same centre with names that can be looked at."""
    operators = [user for user in config.users if user.id != "sv"]
    users = [replace(user, name=name) for user, name in zip(operators, PEOPLE, strict=False)]
    groups = [
        replace(group, name=LINES[group.id], number=f"03500000{number}0") for number, group in enumerate(config.groups)
    ]
    routes = [Route(number=group.number, group=group.id) for group in groups]
    return replace(config, users=tuple(users), groups=tuple(groups), receptions=(), routes=tuple(routes))


def site_of(config: SwitchConfig, zone: str) -> Site:
    """The centre that has had this day, and a supervisor."""
    users = [SiteUser(id=user.id, name=user.name, password=PASSWORD, extension=user.extension) for user in config.users]
    users.append(SiteUser(id="sv1", name="管理 花子", password=PASSWORD, role="supervisor", extension="900"))
    return Site(
        time_zone=zone,
        extensions=[SiteExtension(number=user.extension, password=PASSWORD) for user in users],
        users=users,
        groups=[
            SiteGroup(
                id=group.id,
                name=group.name,
                number=group.number,
                members=[SiteMember(user=member.user) for member in group.members],
            )
            for group in config.groups
        ],
    )


@pytest.fixture(scope="session")
def zone() -> str:
    """The centre's."""
    return midday()


@pytest.fixture(scope="session")
def config() -> SwitchConfig:
    """The centre."""
    return named(simulated.day(SEED).config)


@pytest.fixture(scope="session")
def switch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Switch]:
    """A switch that can be told what happens."""
    running = Switch(tmp_path_factory.mktemp("switch") / "switch.sock")
    yield running
    running.close()


@pytest.fixture(scope="session")
def server(
    switch: Switch, config: SwitchConfig, zone: str, dist: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ApiServer]:
    """A running server that serves the pages and has heard of today."""
    today = datetime.datetime.now(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    day = simulated.day(SEED, zone=zone, begin=int(today.timestamp()) * 1000, config=config)
    now = time.time_ns() // 1_000_000
    log = [logged for logged in simulated.log(SEED, zone=zone, begin=day.begin, config=config) if logged.at < now]
    env = {"KIKITE_DIST": str(dist), "KIKITE_SWITCH_SOCKET": str(switch.path)}
    with ApiServer(tmp_path_factory.mktemp("monitors"), site=site_of(config, zone), env=env) as running:
        switch.tell(log)
        yield running
