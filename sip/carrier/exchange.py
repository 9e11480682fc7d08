"""The simulated network: places and takes calls through one SIP user agent, with the habits of a carrier."""

from __future__ import annotations

import asyncio
import itertools
import logging
import random
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from sip.carrier.border import Border, BorderCore, identity_of, shown_of
from sip.carrier.call import Call, Notice, State
from sip.carrier.invitation import invitation
from sip.carrier.network import Caller, Patience, caller, manner, patience
from sip.carrier.protection import Tls
from sip.carrier.quirks import Quirks
from sip.carrier.sound import speech, tone
from sip.stack.agent import UserAgent
from sip.stack.digest import ha1
from sip.stack.headers import NameAddr
from sip.stack.interfaces import Address
from sip.stack.message import Request
from sip.stack.registrar import Binding, Registrar
from sip.stack.session import Session
from sip.stack.terms import Use
from sip.stack.transports.certificates import OwnCertificate, Trust
from sip.stack.uri import host_port

_log = logging.getLogger("kikite.carrier")
_KEPT: Final = 50
"""Ended calls that can still be asked for."""
_PEER: Final = "centre"


@dataclass
class Settings:
    """How the network behaves; all but the addresses may be changed while it runs.

    `rate`: calls per minute that it places by itself to `numbers` (0: only on demand), at most `limit` at a time.
    `talk_s`: mean talk time of those. `ring_s`: how long dialled numbers ring. `answer_s`: how long they talk (0: until
    the centre hangs up). `answer_hz`: they speak this tone (0: speech). `quirks`: the carrier that is imitated.
    `tls`: SIP over TLS besides, None: none. `srtp`: whether SRTP is refused, taken or demanded.
    """

    host: str
    port: int
    centre: Address
    numbers: tuple[str, ...] = ()
    rate: float = 0.0
    limit: int = 6
    talk_s: float = 45.0
    ring_s: float = 2.0
    answer_s: float = 0.0
    answer_hz: float = 0.0
    quirks: Quirks = field(default_factory=Quirks)
    tls: Tls | None = None
    srtp: Use = Use.OFF


class CarrierAgent(UserAgent):
    """A `UserAgent` that behaves as `border` says."""

    core_kind = BorderCore

    def __init__(self, app: Exchange, border: Border, host: str) -> None:
        self.border = border
        super().__init__(
            app,
            realm="carrier.invalid",
            advertised=host,
            registrar=Registrar(),
            terms=lambda trunk: border.quirks.terms(),
        )


class Exchange:
    """An `Application` of the SIP stack. Call `open()` first and `close()` last."""

    def __init__(self, settings: Settings, chance: random.Random) -> None:
        self.settings = settings
        self.calls: dict[str, Call] = {}
        self._kept: deque[str] = deque()
        self._chance = chance
        self._names = (f"carrier-{number}" for number in itertools.count(1))
        self.border = Border(settings.quirks)
        self._agent: CarrierAgent | None = None
        self._watchers: set[Callable[[Notice], None]] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Listen on UDP and TCP and begin to call. Raises `OSError` when the port is taken."""
        self._agent = CarrierAgent(self, self.border, self.settings.host)
        self.imitate(self.border.quirks)
        await self._agent.listen("udp", self.settings.host, self.settings.port)
        await self._agent.listen("tcp", self.settings.host, self.settings.port)
        if (tls := self.settings.tls) is not None:
            own = OwnCertificate(tls.certificate, tls.key)
            await self._agent.listen_tls(self.settings.host, tls.port, own)
            centre = self.settings.centre
            ca = tls.ca.read_text() if tls.ca is not None else ""
            self._agent.trust(centre, Trust(centre.host, ca=ca, verify=tls.ca is not None))
        self._spawn(self._call_at_random())

    async def close(self) -> None:
        """Hang all calls up and stop."""
        for task in self._tasks:
            task.cancel()
        for call in list(self.calls.values()):
            call.hang_up()
        if self._agent is not None:
            await self._agent.close()

    def imitate(self, quirks: Quirks) -> None:
        """Behave like this carrier from now on. Who has registered stays so, until the time is over."""
        self.border.imitate(quirks)
        if self._agent is not None:
            self._agent.registrar.min_expires = quirks.min_expires
            self._agent.registrar.max_expires = quirks.max_expires

    def bindings(self) -> list[Binding]:
        """Where the centre has registered."""
        registrar = self._agent.registrar if self._agent is not None else Registrar()
        return [binding for user in registrar.users() for binding in registrar.bindings(user)]

    def watch(self, watcher: Callable[[Notice], None]) -> Callable[[], None]:
        """Tell `watcher` of everything that happens from now on; returns what ends that."""
        self._watchers.add(watcher)
        return lambda: self._watchers.discard(watcher)

    # --- calls to the centre ------------------------------------------------------------------------------------

    async def place(self, to: str, by: Caller, voice: bytes | None, limits: Patience) -> Call:
        """Call `to` now. Raises `OSError` when no RTP port can be had, the exchange is not open or the centre, which
        has to, is not registered."""
        if self._agent is None:
            raise OSError("the exchange is closed")
        quirks, bindings = self.border.quirks, self.bindings()
        if quirks.accounts and not bindings:
            raise OSError("the centre is not registered")
        settings = self.settings
        invite = invitation(
            quirks,
            to,
            here=host_port(settings.host, settings.port),
            centre=settings.centre,
            binding=bindings[0] if quirks.accounts else None,
        )
        call = self._new(placed=True, number_from=by.number, number_to=to)
        await call.media.open(self.settings.host)
        session = self._agent.invite(
            invite.target,
            call,
            sdp=call.offer(),
            caller=self._identity(by),
            called=invite.called,
            destination=invite.destination,
            headers=invite.headers if by.number else {**invite.headers, "privacy": ["id"]},
            terms=invite.terms,
        )
        call.placing(session, voice, limits)
        return call

    def _identity(self, by: Caller) -> NameAddr:
        """From, as Japanese carriers give it (RFC 3323 §4.1.1.3 for a withheld number)."""
        if by.number:
            return NameAddr(f"sip:{by.number}@{self.settings.host}:{self.settings.port}", by.name)
        return NameAddr("sip:anonymous@anonymous.invalid", by.name)

    async def _call_at_random(self) -> None:
        while True:
            rate = self.settings.rate
            await asyncio.sleep(self._chance.expovariate(rate / 60) if rate > 0 else 1.0)
            live = sum(call.state is not State.ENDED for call in self.calls.values())
            if self.settings.rate > 0 and self.settings.numbers and live < self.settings.limit:
                number = self._chance.choice(self.settings.numbers)
                limits = patience(self._chance, self.settings.talk_s)
                await self.place(number, self.random_caller(), speech(self._chance.randrange(8)), limits)

    def random_caller(self) -> Caller:
        """Somebody who calls."""
        return caller(self._chance)

    # --- calls from the centre ----------------------------------------------------------------------------------

    def on_invite(self, session: Session) -> None:
        """The centre dials one of our numbers."""
        self._spawn(self._take(session))

    async def _take(self, session: Session) -> None:
        number = session.called.user
        call = self._new(placed=False, number_from=session.caller.user, number_to=number)
        call.identity = identity_of(session.request, self.border.quirks)
        call.shown = shown_of(session.request, self.border.quirks)
        session.handler = call
        try:
            await call.media.open(self.settings.host)
        except OSError as error:
            _log.warning("no RTP port: %s", error)
            session.reject(503)
            return
        if not session.ended:
            settings = self.settings
            voice = tone(settings.answer_hz) if settings.answer_hz else speech(sum(number.encode()) % 8)
            call.taking(session, voice, manner(number, settings.ring_s, settings.answer_s))

    def credentials(self, username: str, realm: str, algorithm: str) -> str | None:
        """HA1 of one of the accounts."""
        password = self.border.quirks.accounts.get(username)
        return None if password is None else ha1(username, realm, password, algorithm)

    def classify(self, source: Address, request: Request) -> str | None:
        """The centre is known by its address; nobody else is known. (Its challenge comes before: `BorderCore`.)"""
        return _PEER if source.host == self.settings.centre.host else None

    # ------------------------------------------------------------------------------------------------------------

    def _new(self, *, placed: bool, number_from: str, number_to: str) -> Call:
        call = Call(next(self._names), placed, number_from, number_to, self._tell, self.settings.srtp)
        self.calls[call.name] = call
        return call

    def _tell(self, notice: Notice) -> None:
        notice["at"] = time.time()
        _log.info("%s", notice if notice["event"] != "ended" else {k: v for k, v in notice.items() if k != "heard"})
        for watcher in list(self._watchers):
            watcher(notice)
        if notice["event"] == "ended":
            self._kept.append(notice["call"])
            while len(self._kept) > _KEPT:
                self.calls.pop(self._kept.popleft(), None)

    def _spawn(self, work: Any) -> None:
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
