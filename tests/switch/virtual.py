"""A switch in virtual time: the real domain, legs and stack on a wire of the test, without sockets, media and database.

`House` has a carrier that calls, a switch and a carrier that is called; numbers lead from the one to the other or to
a group of one operator with a browser phone.
"""

from __future__ import annotations

import itertools
from collections import Counter, deque
from collections.abc import Callable
from typing import Any, cast

from sip.contract import commands as c
from sip.contract.config import Group, Member, Route, SwitchConfig, Trunk, User
from sip.contract.enums import Cause, Status
from sip.contract.events import CallEnded, CallStarted, Event
from sip.domain.centre import Centre
from sip.domain.effects import Caller, TrunkOrigin
from sip.identity import called_of, caller_of
from sip.leg_book import LegBook
from sip.legs import Destination, Line
from sip.media.client import MediaClient, RtpAddress, RtpRemote
from sip.stack.headers import NameAddr
from sip.stack.interfaces import Address
from sip.stack.message import Request
from sip.stack.registrar import Binding
from sip.stack.session import Session
from sip.stack.terms import Use
from sip.trunks import Trunks
from tests.stack.kit import App, VirtualAgent, Wire, World

FORWARDED = "0399990000"
"""Leads to the carrier that is called, as `OUTSIDE`."""
OUTSIDE = "0312345678"
GROUP = "0311110000"
CONFIG = SwitchConfig(
    version=1,
    trunks=(Trunk(id="in", host="10.0.0.1"), Trunk(id="out", host="10.0.0.3")),
    routes=(Route(number=FORWARDED, external=OUTSIDE),),
    users=(User(id="a", name="A", extension="11"),),
    groups=(Group(id="g", name="G", number=GROUP, members=(Member(user="a"),), max_wait_s=60),),
)


class SilentMedia:
    """Counts the legs that have a port. `told`: the last of what it was asked besides, as (method, arguments …).
    `watched`: the legs whose silence would be noticed."""

    def __init__(self) -> None:
        self.open: set[str] = set()
        self.watched: set[str] = set()
        self.told: deque[tuple[object, ...]] = deque(maxlen=100)
        self._ports = itertools.count(20000, 2)

    def open_rtp(self, leg: str, near: str = "") -> RtpAddress:
        assert leg not in self.open
        self.open.add(leg)
        return RtpAddress("10.0.0.2", next(self._ports) % 40000 + 20000)

    def close(self, leg: str) -> None:
        self.open.remove(leg)
        self.watched.discard(leg)

    def set_remote(self, leg: str, remote: RtpRemote) -> None:
        self.told.append(("set_remote", leg, remote))
        if remote.watch:
            self.watched.add(leg)

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *arguments: self.told.append((name, *arguments))


class VirtualSwitch(App):
    """The parts that `sip.switch` puts together, at 10.0.0.2."""

    def __init__(self, wire: Wire, config: SwitchConfig = CONFIG) -> None:
        super().__init__()
        self.world = wire.world
        self.agent = VirtualAgent(wire, "10.0.0.2", self)
        self.media = SilentMedia()
        self.log: list[Event] = []
        self.busy: Counter[str] = Counter()
        addresses = {trunk.id: (Address("udp", trunk.host, trunk.port),) for trunk in config.trunks}
        self.trunks = Trunks(config.trunks, addresses, "10.0.0.2")
        numbers = itertools.count(1)
        self.centre = Centre(lambda kind: f"{kind}{next(numbers)}")
        self.legs = LegBook(
            cast(MediaClient, self.media), self.agent, self, self, lambda kind: f"s{kind}{next(numbers)}"
        )
        self._waiting: deque[Callable[[int], object]] = deque()
        self._running = False
        self._armed: int | None = None
        self.tell(lambda now: self.centre.configure(config, now))

    # The conductor, on the wire's clock.

    def tell(self, act: Callable[[int], object]) -> None:
        self._waiting.append(act)
        while self._waiting and not self._running:
            act, now = self._waiting.popleft(), int(self.world.now * 1000)
            act(now)
            self._running = True
            try:
                for item in self.centre.take():
                    if isinstance(item, Event):
                        self.log.append(item)
                    else:
                        self.legs.perform(item)
            finally:
                self._running = False
        self._arm()

    def _arm(self) -> None:
        due = self.centre.next_due()
        if due is not None and due != self._armed:
            self._armed = due
            self.world.call_at(due / 1000 + 0.001, lambda: self.tell(self.centre.tick))

    # What the operator does.

    def sit_down(self) -> None:
        """The operator logs in, attaches a browser phone and takes calls."""
        self.tell(lambda now: self.centre.api_link(True, now))
        self.tell(lambda now: self.centre.phone_attached("a", now))
        self.command(c.LogIn(operator="a", session="s"))
        self.command(c.SetStatus(operator="a", status=Status.AVAILABLE))

    def command(self, command: c.AnyCommand) -> None:
        self.tell(lambda now: self.centre.command(command, now))

    # sip.switch

    def on_invite(self, session: Session) -> None:
        leg = self.legs.take_in(session)
        if leg is not None:
            caller = caller_of(session.request)
            origin = TrunkOrigin(number=called_of(session.request), trunk=session.trunk, from_number=caller.number)
            self.tell(lambda now: self.centre.incoming(leg, origin, now))

    def classify(self, source: Address, request: Request) -> str | None:
        return self.trunks.classify(source)

    def leg_ringing(self, leg: str, early_media: bool) -> None:
        self.tell(lambda now: self.centre.leg_ringing(leg, early_media, now))

    def leg_answered(self, leg: str) -> None:
        self.tell(lambda now: self.centre.leg_answered(leg, now))

    def leg_failed(self, leg: str, cause: Cause, sip_status: int) -> None:
        self.tell(lambda now: self.centre.leg_failed(leg, cause, sip_status, now))

    def leg_ended(self, leg: str, cause: Cause) -> None:
        self.tell(lambda now: self.centre.leg_ended(leg, cause, now))

    def leg_refers(self, leg: str, number: str) -> None:
        self.tell(lambda now: self.centre.refer(leg, number, now))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("leg_"):  # a report that these tests have no part in
            return lambda *arguments: None
        raise AttributeError(name)

    # sip.directory

    def bindings(self, extension: str) -> list[Binding]:
        return list(self.agent.registrar.bindings(extension))

    def destinations(self, number: str, caller: Caller, *, emergency: bool = False) -> list[Destination]:
        found = self.trunks.destinations(number, caller, frozenset(), emergency=emergency)
        return [each for each in found if each.trunk == "out"]

    def take(self, trunk_id: str) -> Line | None:
        self.busy[trunk_id] += 1
        return Line(trunk_id, self._give)

    def _give(self, trunk_id: str) -> None:
        self.busy[trunk_id] -= 1

    def srtp(self, trunk: str, phone: Address) -> Use:
        found = self.trunks.find(trunk)
        return Use.OFF if found is None else Use(found.srtp.value)

    def inside(self, number: str, name: str) -> NameAddr:
        return NameAddr(f"sip:{number}@10.0.0.2", name)

    # Looking.

    def leftovers(self) -> dict[str, object]:
        """What should be empty when all calls are over; empty where it is."""
        found: dict[str, object] = {
            "calls": self.centre.snapshot().calls,
            "legs": len(self.legs),
            "media": self.media.open,
            "lines": +self.busy,
            "sessions": list(self.agent.sessions.values()),
            "clients": {key: client.state for key, client in self.agent.layer.clients.items()},
            "servers": {key: server.state for key, server in self.agent.layer.servers.items()},
            "errors": self.agent.errors,
        }
        return {name: value for name, value in found.items() if value}

    def ends(self) -> Counter[str]:
        """How often each call that began has ended."""
        ends = Counter({event.call: 0 for event in self.log if isinstance(event, CallStarted)})
        ends.update(event.call for event in self.log if isinstance(event, CallEnded))
        return ends


class House:
    """A switch between two carriers. `caller` calls, `callee` is called: `callee_app.then` says what it does."""

    def __init__(self) -> None:
        self.world = World()
        self.wire = Wire(self.world)
        self.caller = VirtualAgent(self.wire, "10.0.0.1", App())
        self.callee_app = App()
        self.callee = VirtualAgent(self.wire, "10.0.0.3", self.callee_app)
        self.switch = VirtualSwitch(self.wire)
