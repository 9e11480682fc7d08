"""The four transaction machines of RFC 3261 17, with the Accepted states of RFC 6026. Pure.

Transitions are data: one table per machine maps (state, event) to (action, next state). What is not in the table is
ignored, which is what the RFC asks of strays. The order of a step is: state, timers of the new state, action; so an
action may feed the machine again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum, auto
from typing import TYPE_CHECKING, ClassVar, Final, TypeAlias

from sip.stack.flow import Flow
from sip.stack.message import Headers, Request, Response
from sip.stack.timers import T1, T2, T4, TIMEOUT, Timer

if TYPE_CHECKING:
    from sip.stack.layer import TransactionLayer


class State(IntEnum):
    """States of all four machines; CALLING is also the non-INVITE client's and server's Trying."""

    CALLING = auto()
    PROCEEDING = auto()
    COMPLETED = auto()
    CONFIRMED = auto()
    ACCEPTED = auto()
    TERMINATED = auto()


class Event(IntEnum):
    """What can happen to a machine. REPEAT: the timer of retransmission (A, E, G). EXPIRE: that of the state
    (B, F, H, D, K, I, J, L, M)."""

    REQUEST = auto()  # server: the request again
    ACK = auto()
    PROVISIONAL = auto()
    SUCCESS = auto()
    FAILURE = auto()
    REPEAT = auto()
    EXPIRE = auto()
    BROKEN = auto()  # the transport failed


Table: TypeAlias = Mapping[tuple[State, Event], tuple[str, State]]
_S, _E = State, Event

CLIENT_INVITE: Final[Table] = {
    (_S.CALLING, _E.REPEAT): ("resend", _S.CALLING),
    (_S.CALLING, _E.EXPIRE): ("time_out", _S.TERMINATED),
    (_S.CALLING, _E.BROKEN): ("fail", _S.TERMINATED),
    (_S.CALLING, _E.PROVISIONAL): ("deliver", _S.PROCEEDING),
    (_S.CALLING, _E.SUCCESS): ("deliver", _S.ACCEPTED),
    (_S.CALLING, _E.FAILURE): ("acknowledge_and_deliver", _S.COMPLETED),
    (_S.PROCEEDING, _E.PROVISIONAL): ("deliver", _S.PROCEEDING),
    (_S.PROCEEDING, _E.SUCCESS): ("deliver", _S.ACCEPTED),
    (_S.PROCEEDING, _E.FAILURE): ("acknowledge_and_deliver", _S.COMPLETED),
    (_S.PROCEEDING, _E.BROKEN): ("fail", _S.TERMINATED),
    # Proceeding expires only once a CANCEL was sent (9.1): see `OutgoingSession.end`.
    (_S.PROCEEDING, _E.EXPIRE): ("time_out", _S.TERMINATED),
    (_S.COMPLETED, _E.FAILURE): ("acknowledge", _S.COMPLETED),
    (_S.COMPLETED, _E.EXPIRE): ("", _S.TERMINATED),
    (_S.COMPLETED, _E.BROKEN): ("", _S.TERMINATED),
    (_S.ACCEPTED, _E.SUCCESS): ("deliver", _S.ACCEPTED),
    (_S.ACCEPTED, _E.EXPIRE): ("", _S.TERMINATED),
}
"""RFC 3261 figure 5 with RFC 6026 8.4."""

CLIENT_OTHER: Final[Table] = {
    (_S.CALLING, _E.REPEAT): ("resend", _S.CALLING),
    (_S.CALLING, _E.EXPIRE): ("time_out", _S.TERMINATED),
    (_S.CALLING, _E.BROKEN): ("fail", _S.TERMINATED),
    (_S.CALLING, _E.PROVISIONAL): ("deliver", _S.PROCEEDING),
    (_S.CALLING, _E.SUCCESS): ("deliver", _S.COMPLETED),
    (_S.CALLING, _E.FAILURE): ("deliver", _S.COMPLETED),
    (_S.PROCEEDING, _E.REPEAT): ("resend", _S.PROCEEDING),
    (_S.PROCEEDING, _E.EXPIRE): ("time_out", _S.TERMINATED),
    (_S.PROCEEDING, _E.BROKEN): ("fail", _S.TERMINATED),
    (_S.PROCEEDING, _E.PROVISIONAL): ("deliver", _S.PROCEEDING),
    (_S.PROCEEDING, _E.SUCCESS): ("deliver", _S.COMPLETED),
    (_S.PROCEEDING, _E.FAILURE): ("deliver", _S.COMPLETED),
    (_S.COMPLETED, _E.EXPIRE): ("", _S.TERMINATED),
}
"""RFC 3261 figure 6."""

SERVER_INVITE: Final[Table] = {
    (_S.PROCEEDING, _E.REQUEST): ("resend", _S.PROCEEDING),
    (_S.PROCEEDING, _E.PROVISIONAL): ("send", _S.PROCEEDING),
    (_S.PROCEEDING, _E.SUCCESS): ("send", _S.ACCEPTED),
    (_S.PROCEEDING, _E.FAILURE): ("send", _S.COMPLETED),
    (_S.PROCEEDING, _E.BROKEN): ("break_off", _S.TERMINATED),
    (_S.COMPLETED, _E.REQUEST): ("resend", _S.COMPLETED),
    (_S.COMPLETED, _E.REPEAT): ("resend", _S.COMPLETED),
    (_S.COMPLETED, _E.ACK): ("", _S.CONFIRMED),
    (_S.COMPLETED, _E.EXPIRE): ("", _S.TERMINATED),
    (_S.COMPLETED, _E.BROKEN): ("", _S.TERMINATED),
    (_S.CONFIRMED, _E.EXPIRE): ("", _S.TERMINATED),
    (_S.ACCEPTED, _E.SUCCESS): ("send", _S.ACCEPTED),
    (_S.ACCEPTED, _E.EXPIRE): ("", _S.TERMINATED),
}
"""RFC 3261 figure 7 with RFC 6026 8.7: a 2xx is repeated by the core, a repeated INVITE then absorbed."""

SERVER_OTHER: Final[Table] = {
    (_S.CALLING, _E.PROVISIONAL): ("send", _S.PROCEEDING),
    (_S.CALLING, _E.SUCCESS): ("send", _S.COMPLETED),
    (_S.CALLING, _E.FAILURE): ("send", _S.COMPLETED),
    (_S.PROCEEDING, _E.REQUEST): ("resend", _S.PROCEEDING),
    (_S.PROCEEDING, _E.PROVISIONAL): ("send", _S.PROCEEDING),
    (_S.PROCEEDING, _E.SUCCESS): ("send", _S.COMPLETED),
    (_S.PROCEEDING, _E.FAILURE): ("send", _S.COMPLETED),
    (_S.PROCEEDING, _E.BROKEN): ("", _S.TERMINATED),
    (_S.COMPLETED, _E.REQUEST): ("resend", _S.COMPLETED),
    (_S.COMPLETED, _E.EXPIRE): ("", _S.TERMINATED),
    (_S.COMPLETED, _E.BROKEN): ("", _S.TERMINATED),
}
"""RFC 3261 figure 8."""


def event_of(status: int) -> Event:
    """The event that a response of `status` is."""
    return _E.PROVISIONAL if status < 200 else _E.SUCCESS if status < 300 else _E.FAILURE


class Transaction:
    """What the four machines share: state, the last message sent, two timers."""

    TABLE: ClassVar[Table]
    START: ClassVar[State]

    __slots__ = ("_expire", "_interval", "_repeat", "data", "flow", "key", "layer", "state")

    def __init__(self, layer: TransactionLayer, key: tuple[str, ...], flow: Flow) -> None:
        self.layer = layer
        self.key = key
        self.flow = flow
        self.data = b""
        self.state = self.START
        self._interval = T1
        self._repeat: Timer | None = None
        self._expire: Timer | None = None

    def feed(self, event: Event, message: Response | None = None) -> None:
        """Take one step; what the table does not know changes nothing."""
        step = self.TABLE.get((self.state, event))
        if step is None:
            return
        action, state = step
        if state is not self.state:
            self.state = state
            self.leave(state)
            if state is _S.TERMINATED:
                self.layer.remove(self)
            else:
                self.enter(state)
        if action:
            getattr(self, action)(message)
        if state is _S.TERMINATED:
            self.release()

    def enter(self, state: State) -> None:
        """Start the timers of `state`; Proceeding of a server has none."""

    def leave(self, _state: State) -> None:
        """Stop the timers of the state before; `_state` is the new one."""
        self.stop_repeat()
        if self._expire is not None:
            self._expire.cancel()
            self._expire = None

    def release(self) -> None:
        """Let go of the owner, so that nothing holds it when the transaction is over."""
        self.data = b""

    def resend(self, _message: Response | None = None) -> None:
        """Send the last message again."""
        if self.data:
            self.flow.send(self.data)

    def start_repeat(self) -> None:
        """Start timer A, E or G, where the transport loses data."""
        if not self.flow.reliable:
            self._interval = T1
            self._repeat = self.layer.schedule(T1, self._on_repeat)

    def start_expire(self, delay: float) -> None:
        """Start the timer that ends the state."""
        self._expire = self.layer.schedule(delay, self._on_expire)

    def _on_repeat(self) -> None:
        self._interval = self.next_interval()
        self._repeat = self.layer.schedule(self._interval, self._on_repeat)
        self.feed(_E.REPEAT)

    def next_interval(self) -> float:
        """The interval after the one that just passed: doubled, up to T2 (timers E and G)."""
        return min(2 * self._interval, T2)

    def _on_expire(self) -> None:
        self.feed(_E.EXPIRE)

    def stop_repeat(self) -> None:
        """Stop timer A, E or G."""
        if self._repeat is not None:
            self._repeat.cancel()
            self._repeat = None


ResponseUser: TypeAlias = Callable[[Response], None]


class ClientTransaction(Transaction):
    """The client's side. `user` gets every response that RFC 3261 lets through; silence is a 408 and a broken
    transport a 503 made here (8.1.3.1), which have no Via."""

    TABLE = CLIENT_OTHER
    START = _S.CALLING

    __slots__ = ("request", "user")

    def __init__(
        self, layer: TransactionLayer, key: tuple[str, ...], flow: Flow, request: Request, user: ResponseUser
    ) -> None:
        super().__init__(layer, key, flow)
        self.request: Request | None = request
        self.user: ResponseUser | None = user
        self.data = request.encode()

    def start(self) -> None:
        """Send the request. Timers B or F and, without reliability, A or E run from now."""
        self.start_repeat()
        self.start_expire(TIMEOUT)
        self.flow.send(self.data)

    def enter(self, state: State) -> None:
        """Proceeding: E every T2 from now on. Completed: K."""
        if state is _S.COMPLETED:
            self.start_expire(0 if self.flow.reliable else T4)
        elif not self.flow.reliable:
            self._interval = T2
            self._repeat = self.layer.schedule(T2, self._on_repeat)

    def leave(self, state: State) -> None:
        """Timer F runs on through Proceeding (17.1.2.2)."""
        if state is _S.PROCEEDING:
            self.stop_repeat()
        else:
            super().leave(state)

    def release(self) -> None:
        """See `Transaction.release`."""
        super().release()
        self.user = None
        self.request = None

    def deliver(self, response: Response | None) -> None:
        """Pass the response to the user."""
        if self.user is not None and response is not None:
            self.user(response)

    def time_out(self, _message: Response | None = None) -> None:
        """Nobody answered: a 408 of our own."""
        self._invent(408)

    def fail(self, _message: Response | None = None) -> None:
        """The transport broke: a 503 of our own."""
        self._invent(503)

    def _invent(self, status: int) -> None:
        if self.request is not None and self.user is not None:
            response = self.request.response(status)
            response.headers["via"] = []
            self.user(response)


class ClientInvite(ClientTransaction):
    """The INVITE client: acknowledges refusals itself; the core acknowledges each 2xx."""

    TABLE = CLIENT_INVITE

    __slots__ = ("_ack",)

    def __init__(
        self, layer: TransactionLayer, key: tuple[str, ...], flow: Flow, request: Request, user: ResponseUser
    ) -> None:
        super().__init__(layer, key, flow, request, user)
        self._ack = b""

    def enter(self, state: State) -> None:
        """Proceeding has no timer (the core decides how long it rings); Completed: D; Accepted: M."""
        if state is _S.COMPLETED:
            self.start_expire(0 if self.flow.reliable else TIMEOUT)
        elif state is _S.ACCEPTED:
            self.start_expire(TIMEOUT)

    def leave(self, _state: State) -> None:
        """Timer B ends with the first response."""
        Transaction.leave(self, _state)

    def next_interval(self) -> float:
        """Timer A doubles without a limit (17.1.1.2)."""
        return 2 * self._interval

    def acknowledge(self, response: Response | None) -> None:
        """ACK for a 3xx–6xx: same branch, the response's To (17.1.1.3)."""
        if not self._ack and response is not None and self.request is not None:
            source = self.request.headers
            headers: Headers = {"via": source["via"][:1]}
            for name in ("route", "max-forwards", "from", "call-id"):
                if name in source:
                    headers[name] = source[name]
            headers["to"] = response.headers["to"]
            headers["cseq"] = [f"{self.request.cseq} ACK"]
            self._ack = Request("ACK", self.request.uri, headers).encode()
        self.flow.send(self._ack)

    def acknowledge_and_deliver(self, response: Response | None) -> None:
        """The first refusal."""
        self.acknowledge(response)
        self.deliver(response)


class ServerTransaction(Transaction):
    """The server's side: answer with `respond`."""

    TABLE = SERVER_OTHER
    START = _S.CALLING

    __slots__ = ("merge", "request", "to_tag")

    def __init__(self, layer: TransactionLayer, key: tuple[str, ...], flow: Flow, request: Request) -> None:
        super().__init__(layer, key, flow)
        self.request = request
        self.merge: tuple[str, str, int, str] | None = None
        self.to_tag = ""

    def enter(self, state: State) -> None:
        """Completed: J."""
        if state is _S.COMPLETED:
            self.start_expire(0 if self.flow.reliable else TIMEOUT)

    def respond(self, response: Response) -> None:
        """Send `response`; one that the state forbids (a second final one) is dropped."""
        self.feed(event_of(response.status), response)

    def send(self, response: Response | None) -> None:
        """Send and keep for repetition."""
        if response is not None:
            self.data = response.encode()
            self.flow.send(self.data)


class ServerInvite(ServerTransaction):
    """The INVITE server. `cancelled` is called when a CANCEL for it came and we have not answered finally, `broken`
    when the connection is over by then (17.2.4); 100 goes out by itself after 200 ms (17.2.1)."""

    TABLE = SERVER_INVITE
    START = _S.PROCEEDING

    __slots__ = ("broken", "cancelled")

    def __init__(self, layer: TransactionLayer, key: tuple[str, ...], flow: Flow, request: Request) -> None:
        super().__init__(layer, key, flow, request)
        self.cancelled: Callable[[Request], None] | None = None
        self.broken: Callable[[], None] | None = None
        self._expire = layer.schedule(0.2, self._trying)

    def _trying(self) -> None:
        if self.state is _S.PROCEEDING and not self.data:
            self.feed(_E.PROVISIONAL, self.request.response(100))

    def break_off(self, _message: Response | None = None) -> None:
        """Nobody is there to be answered."""
        if self.broken is not None:
            self.broken()

    def enter(self, state: State) -> None:
        """Completed: G and H; Confirmed: I; Accepted: L."""
        self.cancelled = self.broken = None
        if state is _S.COMPLETED:
            self.start_repeat()
            self.start_expire(TIMEOUT)
        elif state is _S.CONFIRMED:
            self.start_expire(0 if self.flow.reliable else T4)
        else:
            self.start_expire(TIMEOUT)

    def release(self) -> None:
        """See `Transaction.release`."""
        super().release()
        self.cancelled = self.broken = None
