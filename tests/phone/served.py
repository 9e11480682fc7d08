"""The phone's slice of the API with a link to a `FakeSwitch`."""

import asyncio
from pathlib import Path

import httpx
from litestar import Litestar, Router
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from api.access import Permission, Principal, SessionKind
from api.phone.controllers import phone_router
from api.phone.presence import Presence
from api.phone.service import Phones
from api.problems import ProblemHandlers
from api.statistics.fold import Fold
from api.statistics.timeline import Calendar
from api.switch.errors import SwitchError
from api.switch.link import SwitchLink
from api.switch.problems import switch_problem
from sip.contract.commands import (
    AnyCommand,
)
from sip.contract.config import Group, SwitchConfig
from sip.contract.frames import Events

CONFIG = SwitchConfig(version=1, groups=(Group(id="g1", name="受付", number="0312345678"),))


async def _lasts(session: str) -> bool:
    """Nobody logs out here."""
    return True


class Caller(ASGIMiddleware):
    """In place of the guard: every request is this user's."""

    def __init__(self) -> None:
        self.user = Principal(
            id="op1",
            name="佐藤",
            extension="201",
            permissions=frozenset({Permission.PHONE}),
            session="s1",
            kind=SessionKind.BROWSER,
        )

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        scope["user"] = self.user
        await next_app(scope, receive, send)


class Server:
    """The phone's slice with a link to a `FakeSwitch`; also the link's intake."""

    def __init__(self, path: Path) -> None:
        self.fold = Fold(Calendar())
        self.caller = Caller()
        self.link = SwitchLink(path, self, self._config, self._restore)
        self.presence = Presence(self.link, lambda: self.fold.state, self._open_users)
        self.phones = Phones(lambda: self.fold.state, lambda: self.link.connected, lambda: 1_000_000)
        self.phones.configured(CONFIG)
        self.link.listen(self._link_changed)
        self.changed = asyncio.Condition()
        self.app = Litestar(
            [Router("/api", route_handlers=[phone_router(self.link, self.phones, self.presence, _lasts)])],
            middleware=[self.caller],
            exception_handlers=ProblemHandlers({SwitchError: switch_problem}).handlers(),
        )
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://phone/api/phone")

    async def last_seq(self, switch: str) -> int:
        return self.fold.state.position

    async def take(self, events: Events) -> int:
        for logged in events.events:
            self.fold.apply(logged)
        self.phones.changed(self.fold.flush())
        await self._notify()
        return self.fold.state.position

    async def until_connected(self, connected: bool = True) -> None:
        async with self.changed:
            await self.changed.wait_for(lambda: self.link.connected == connected)

    async def until_taken(self, seq: int) -> None:
        async with self.changed:
            await self.changed.wait_for(lambda: self.fold.state.position >= seq)

    def _link_changed(self, connected: bool) -> None:
        self.phones.switch_changed()
        self._waking = asyncio.create_task(self._notify())

    async def _notify(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    async def _config(self) -> SwitchConfig:
        return CONFIG

    async def _restore(self, switch: str) -> tuple[AnyCommand, ...]:
        return ()

    async def _open_users(self) -> set[str]:
        return {"op1"}
