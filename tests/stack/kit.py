"""A test kit: agents on a wire in virtual time, with losses as wanted, and recorders of what they tell."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Callable, Iterable
from typing import Any, cast

from sip.stack import digest, sdp
from sip.stack.agent import UserAgent
from sip.stack.flow import Flow
from sip.stack.headers import NameAddr
from sip.stack.interfaces import Address, EndCause, SessionHandler
from sip.stack.message import Request
from sip.stack.session import Session
from sip.stack.terms import Terms

OFFER = sdp.offer("127.0.0.1", 4000, 1)
ANSWER = sdp.answer(OFFER, "127.0.0.1", 5000, 2).text
ALICE = NameAddr("sip:alice@test.example", "Alice")


class World:
    """The clock and the loop of a test: nothing happens until `run`."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._queue: list[tuple[float, int, Alarm]] = []
        self._number = 0

    def time(self) -> float:
        return self.now

    def call_at(self, at: float, callback: Callable[..., None], *arguments: object) -> Alarm:
        alarm = Alarm(lambda: callback(*arguments))
        self._number += 1
        heapq.heappush(self._queue, (at, self._number, alarm))
        return alarm

    def create_task(self, coroutine: Any) -> Any:
        coroutine.close()
        raise AssertionError("the virtual world has no tasks")

    def run(self, seconds: float) -> None:
        """Let `seconds` pass."""
        end = self.now + seconds
        while self._queue and self._queue[0][0] <= end:
            at, _, alarm = heapq.heappop(self._queue)
            self.now = max(self.now, at)
            if alarm.callback is not None:
                alarm.callback()
        self.now = end


class Alarm:
    def __init__(self, callback: Callable[[], None]) -> None:
        self.callback: Callable[[], None] | None = callback

    def cancel(self) -> None:
        self.callback = None


class Wire:
    """Carries messages between agents. `fate(data)` gives the delays of the copies that arrive: () loses it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.agents: dict[tuple[str, int], VirtualAgent] = {}
        self.fate: Callable[[bytes], Iterable[float]] = lambda data: (0.01,)
        self.sent: list[bytes] = []

    def carry(self, data: bytes, source: Address, target: Address) -> None:
        self.sent.append(data)
        for delay in self.fate(data):
            self.world.call_at(self.world.now + delay, self._arrive, data, source, target)

    def _arrive(self, data: bytes, source: Address, target: Address) -> None:
        agent = self.agents.get((target.host, target.port))
        if agent is not None:
            agent.arrive(data, WireFlow(self, target, source))

    def starts(self, text: str) -> list[bytes]:
        """What was sent and begins with `text`."""
        return [data for data in self.sent if data.startswith(text.encode())]


class WireFlow:
    def __init__(self, wire: Wire, local: Address, remote: Address) -> None:
        self._wire = wire
        self.local = local
        self.remote = remote

    @property
    def reliable(self) -> bool:
        return self.remote.transport == "tcp"

    def send(self, data: bytes) -> None:
        self._wire.carry(data, self.local, self.remote)

    def to_port(self, port: int) -> WireFlow:
        return WireFlow(self._wire, self.local, Address(self.remote.transport, self.remote.host, port))


class VirtualAgent(UserAgent):
    """A `UserAgent` without sockets at `host`:5060 of a wire."""

    def __init__(self, wire: Wire, host: str, app: App | None = None, transport: str = "udp") -> None:
        self.errors: list[Exception] = []
        self.agreed = Terms()
        super().__init__(
            app or App(),
            realm="test",
            terms=lambda trunk: self.agreed,
            loop=cast(asyncio.AbstractEventLoop, wire.world),
        )
        self.wire = wire
        self.here = Address(transport, host, 5060)
        wire.agents[(host, 5060)] = self

    def flow_to(self, address: Address) -> Flow:
        return WireFlow(self.wire, self.here, Address(self.here.transport, address.host, address.port))

    def arrive(self, data: bytes, flow: WireFlow) -> None:
        self._receive(data, flow, flow.reliable)

    def report(self, error: Exception) -> None:
        self.errors.append(error)

    def random(self) -> float:
        return 0.5

    @property
    def quiet(self) -> bool:
        """Whether nothing is left of any call."""
        return not self.sessions and not self.layer.clients and not self.layer.servers


class Recorder(SessionHandler):
    """Notes what a session tells. `reanswer`: what `on_reoffer` gives."""

    def __init__(self, reanswer: str = ANSWER, late_answer: str = ANSWER) -> None:
        self.heard: list[tuple[object, ...]] = []
        self.reanswer = reanswer
        self.late_answer = late_answer
        self.changed = asyncio.Event()

    def note(self, *what: object) -> None:
        self.heard.append(what)
        self.changed.set()

    @property
    def names(self) -> list[object]:
        return [entry[0] for entry in self.heard]

    def last(self) -> object:
        return self.heard[-1]

    async def until(self, name: str) -> tuple[object, ...]:
        """Wait for the first entry of that name."""
        while name not in self.names:
            self.changed.clear()
            await self.changed.wait()
        return self.heard[self.names.index(name)]

    def on_progress(self, session: Session, status: int, sdp: str) -> None:
        self.note("progress", status, sdp)

    def on_answered(self, session: Session, sdp: str) -> str:
        self.note("answered", sdp)
        return self.late_answer

    def on_failed(self, session: Session, status: int, reason: str) -> None:
        self.note("failed", status)

    def on_confirmed(self, session: Session, sdp: str) -> None:
        self.note("confirmed", sdp)

    def on_ended(self, session: Session, cause: EndCause) -> None:
        self.note("ended", cause)

    def on_reoffer(self, session: Session, sdp: str) -> str:
        self.note("reoffer", sdp)
        return self.reanswer

    def on_reanswered(self, session: Session, status: int, sdp: str) -> None:
        self.note("reanswered", status, sdp)

    def on_digit(self, session: Session, digit: str, duration_ms: int) -> None:
        self.note("digit", digit, duration_ms)


class App:
    """Takes every call with a `Recorder`; `then` decides what happens to it."""

    def __init__(self, then: Callable[[Session], None] | None = None, trunk: str | None = "t1") -> None:
        self.then = then
        self.trunk = trunk
        self.sessions: list[Session] = []
        self.recorders: list[Recorder] = []
        self.arrived = asyncio.Event()
        self.passwords = {"201": "secret"}

    def on_invite(self, session: Session) -> None:
        recorder = Recorder()
        session.handler = recorder
        self.sessions.append(session)
        self.recorders.append(recorder)
        self.arrived.set()
        if self.then is not None:
            self.then(session)

    def credentials(self, username: str, realm: str, algorithm: str) -> str | None:
        password = self.passwords.get(username)
        return None if password is None else digest.ha1(username, realm, password, algorithm)

    def classify(self, source: Address, request: Request) -> str | None:
        return self.trunk


def answer_at_once(session: Session) -> None:
    session.ring()
    session.accept(ANSWER if session.remote_sdp else OFFER)


class Pair:
    """Two agents on a wire, `a` calling `b`."""

    def __init__(self, then: Callable[[Session], None] | None = answer_at_once, transport: str = "udp") -> None:
        self.world = World()
        self.wire = Wire(self.world)
        self.app_a = App()
        self.app_b = App(then)
        self.a = VirtualAgent(self.wire, "10.0.0.1", self.app_a, transport)
        self.b = VirtualAgent(self.wire, "10.0.0.2", self.app_b, transport)

    def call(self, sdp: str = OFFER, **more: Any) -> tuple[Session, Recorder]:
        recorder = Recorder()
        return self.a.invite("sip:bob@10.0.0.2", recorder, caller=ALICE, sdp=sdp, **more), recorder

    @property
    def callee(self) -> Session:
        return self.app_b.sessions[0]

    @property
    def callee_heard(self) -> Recorder:
        return self.app_b.recorders[0]
