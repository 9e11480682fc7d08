"""The screens that show wallboards: who may see what, and the pictures that they are sent."""

import asyncio
import hmac
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Final, Protocol

import msgspec
from msgspec import Struct

from api.db import config_store, wallboard_store as store
from api.db.config_store import StatusEntry
from api.db.engine import Database
from api.db.errors import DatabaseError
from api.db.wallboard_store import Link
from api.moments import moment
from api.problems import Problem
from api.sse import Hub, Message
from api.statistics.board import Rows
from api.statistics.directory import Directory
from api.throttle import Throttle
from api.wallboard.links import hashed
from api.wallboard.picture import Sight, picture
from api.wallboard.schemas import Content, WallBoard, WallboardView

log = logging.getLogger(__name__)

COALESCE_S: Final = 0.5
"""Changes within this time of the last picture are shown as one: figures that are read from afar need no more."""
USED_S: Final = 60
"""How often it is written down that a screen shows a link."""

_encode = msgspec.json.Encoder().encode


class Source(Protocol):
    """The live board: `api.monitor.service.Monitor`."""

    def look(self) -> tuple[Rows, int]:
        """The rows now, and the position of the log that they show."""

    def watch(self, watcher: Callable[[], None]) -> None:
        """Have `watcher` called after each change of the rows."""


class _Screens(Struct):
    """A link's open streams, and the picture that they show."""

    link: Link
    content: Content
    hub: Hub
    shown: WallBoard | None = None


class Wallboards:
    """`directory` and `source` are asked at each picture; `now_ms`: wall clock; `time_zone`: the site's."""

    def __init__(
        self,
        db: Database,
        source: Source,
        directory: Callable[[], Directory],
        now_ms: Callable[[], int],
        time_zone: str,
        *,
        coalesce_s: float = COALESCE_S,
    ) -> None:
        self._db = db
        self._source = source
        self._directory = directory
        self._now_ms = now_ms
        self._time_zone = time_zone
        self._coalesce_s = coalesce_s
        self._links: dict[str, _Screens] = {}
        self._statuses: Sequence[StatusEntry] = ()
        self._guesses = Throttle(burst=20, refill_ms=3_000)
        self._timer: asyncio.TimerHandle | None = None
        self._sent_at = float("-inf")
        self._reading = asyncio.Lock()

    def start(self) -> None:
        """Follow the live board, in the running loop."""
        self._source.watch(self._changed)

    def close(self) -> None:
        """End all streams."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for screens in self._links.values():
            screens.hub.close()

    async def run(self) -> None:
        """Write down which links are in use, until cancelled."""
        while True:
            await asyncio.sleep(USED_S)
            for key in [key for key, screens in self._links.items() if screens.hub.streams]:
                await self._note(key)

    async def configured(self) -> None:
        """Links or masters have changed: screens show it at once, and those of a revoked link end."""
        async with self._reading:  # else what was read before a revocation could be put in force after it
            await self._read()
        self._changed()

    async def _read(self) -> None:
        self._statuses = await config_store.statuses(self._db)
        present = {one.id: one for one in await store.links(self._db)}
        for key in self._links.keys() - present.keys():
            self._links.pop(key).hub.close()
        for key, one in present.items():
            content = msgspec.json.decode(one.content, type=Content)
            screens = self._links.get(key)
            if screens is None:
                self._links[key] = _Screens(one, content, Hub(valid=self._valid))
            else:
                screens.link, screens.content = one, content

    def list(self) -> list[WallboardView]:
        """All links that have not been revoked, oldest first."""
        return [self.view(key) for key in self._links]

    def view(self, key: str) -> WallboardView:
        """A link as supervisors see it. Raises `Problem("not_found")`."""
        screens = self._links.get(key)
        if screens is None:
            raise Problem("not_found")
        one = screens.link
        return WallboardView(
            id=one.id,
            content=screens.content,
            created=moment(one.created),
            created_by=one.created_by,
            created_by_name=one.created_by_name,
            expires=None if one.expires is None else moment(one.expires),
            expired=not self._valid(one.id),
            last_used=None if one.last_used is None else moment(one.last_used),
            screens=screens.hub.streams,
        )

    async def admit(self, key: str, token: str, address: str) -> None:
        """Whether a screen at `address` may see the link `key`. Raises `Problem`: `wallboard_unknown`,
        `wallboard_revoked`, `wallboard_expired`, `wallboard_attempts`."""
        screens = self._links.get(key)
        if screens is None or not _fits(screens.link, token):
            await self._refuse(key, token, address)
        elif not self._valid(key):
            raise Problem("wallboard_expired")

    async def _refuse(self, key: str, token: str, address: str) -> None:
        """A right token is never refused because of the wrong ones of others behind the same address."""
        now = self._now_ms()
        if wait_ms := self._guesses.wait_ms(address, now):
            seconds = -(-wait_ms // 1000)
            raise Problem("wallboard_attempts", headers={"Retry-After": str(seconds)}, seconds=seconds)
        one = await store.link(self._db, key)
        if one is not None and one.revoked is not None and _fits(one, token):
            raise Problem("wallboard_revoked")
        if token:  # a screen whose cookie is gone guesses nothing
            self._guesses.failed(address, now)
        raise Problem("wallboard_unknown")

    async def board(self, key: str) -> WallBoard:
        """What the link shows now. Raises `Problem("wallboard_revoked")`."""
        screens = self._links.get(key)
        if screens is None:
            raise Problem("wallboard_revoked")
        await self._note(key)
        return self._picture(screens)

    def open(self, key: str) -> AsyncIterator[bytes]:
        """The bytes of a new stream: the picture now, then each new one, whole. So a screen that comes back has missed
        nothing. Raises `Problem("wallboard_revoked")`."""
        screens = self._links.get(key)
        if screens is None:
            raise Problem("wallboard_revoked")
        return screens.hub.open(lambda: Message("board", _encode(self._picture(screens))), key=key)

    def _valid(self, key: str) -> bool:
        screens = self._links.get(key)
        expires = None if screens is None else screens.link.expires
        return screens is not None and (expires is None or expires > self._now_ms())

    async def _note(self, key: str) -> None:
        screens, now = self._links.get(key), self._now_ms()
        if screens is None:
            return
        screens.link = msgspec.structs.replace(screens.link, last_used=now)
        try:
            await store.used(self._db, key, now)
        except DatabaseError as error:
            log.warning("use of wallboard %s not written down: %s", key, error)

    def _picture(self, screens: _Screens) -> WallBoard:
        rows, position = self._source.look()
        sight = Sight(
            rows=rows,
            directory=self._directory(),
            statuses=self._statuses,
            time_zone=self._time_zone,
            position=position,
            now=self._now_ms(),
        )
        return picture(screens.content, sight)

    def _changed(self) -> None:
        if self._timer is not None:
            return
        loop = asyncio.get_running_loop()
        wait_s = self._sent_at + self._coalesce_s - loop.time()
        self._timer = loop.call_later(max(wait_s, 0), self._send)

    def _send(self) -> None:
        self._timer = None
        self._sent_at = asyncio.get_running_loop().time()
        for screens in self._links.values():
            if not screens.hub.streams:
                screens.shown = None
                continue
            new = self._picture(screens)
            if screens.shown is None or _other(screens.shown, new):
                screens.shown = new
                screens.hub.publish("board", _encode(new))


def _fits(one: Link, token: str) -> bool:
    return hmac.compare_digest(one.token_hash, hashed(token))


def _other(old: WallBoard, new: WallBoard) -> bool:
    return msgspec.structs.replace(old, position=new.position, at=new.at) != new
