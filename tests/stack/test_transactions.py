"""The four machines: the whole state × event product, and their timers on a virtual clock."""

from __future__ import annotations

import itertools

import pytest

from sip.stack.flow import Flow
from sip.stack.interfaces import Address
from sip.stack.layer import TransactionLayer
from sip.stack.message import Request, Response, parse
from sip.stack.timers import Timers
from sip.stack.transactions import (
    CLIENT_INVITE,
    CLIENT_OTHER,
    SERVER_INVITE,
    SERVER_OTHER,
    ClientInvite,
    ClientTransaction,
    Event,
    ServerInvite,
    ServerTransaction,
    State,
    Table,
)
from tests.stack.kit import World

S, E = State, Event

REACHABLE = {
    "client invite": (CLIENT_INVITE, {S.CALLING, S.PROCEEDING, S.COMPLETED, S.ACCEPTED, S.TERMINATED}),
    "client other": (CLIENT_OTHER, {S.CALLING, S.PROCEEDING, S.COMPLETED, S.TERMINATED}),
    "server invite": (SERVER_INVITE, {S.PROCEEDING, S.COMPLETED, S.CONFIRMED, S.ACCEPTED, S.TERMINATED}),
    "server other": (SERVER_OTHER, {S.CALLING, S.PROCEEDING, S.COMPLETED, S.TERMINATED}),
}


class Peer:
    """A flow that keeps what is sent."""

    def __init__(self, transport: str = "udp") -> None:
        self.reliable = transport == "tcp"
        self.local = Address(transport, "10.0.0.1", 5060)
        self.remote = Address(transport, "10.0.0.2", 5060)
        self.sent: list[bytes] = []

    def send(self, data: bytes) -> None:
        self.sent.append(data)

    def to_port(self, port: int) -> Peer:
        return self


class Above:
    """The core: keeps what comes up."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.acks: list[Request] = []

    def on_request(self, request: Request, flow: Flow) -> None:
        self.requests.append(request)

    def on_ack(self, request: Request, flow: Flow) -> None:
        self.acks.append(request)


class Bench:
    def __init__(self, transport: str = "udp") -> None:
        self.world = World()
        self.timers = Timers(self.world.time, lambda at: self.wake(at))
        self.above = Above()
        names = map(str, itertools.count())
        self.layer = TransactionLayer(self.above, self.timers.schedule, lambda: next(names))
        self.peer = Peer(transport)
        self.heard: list[int] = []

    def wake(self, at: float) -> None:
        self.world.call_at(at, self.timers.run)

    def client(self, method: str) -> ClientTransaction:
        return self.layer.request(request(method, ""), self.peer, lambda response: self.heard.append(response.status))

    def server(self, method: str) -> ServerTransaction:
        return self.layer.serve(request(method), self.peer)

    def answer(self, client: ClientTransaction, status: int) -> None:
        sent = parse(self.peer.sent[0])
        assert isinstance(sent, Request)
        response = parse(sent.response(status, to_tag="x").encode())
        self.layer.receive(response, self.peer)


def request(method: str, via: str = "Via: SIP/2.0/UDP 10.0.0.2:5060;branch=z9hG4bKabc\r\n") -> Request:
    text = (
        f"{method} sip:bob@10.0.0.2 SIP/2.0\r\n{via or 'Via: SIP/2.0/UDP x;branch=z9hG4bKnone' + chr(13) + chr(10)}"
        f"From: <sip:a@x>;tag=1\r\nTo: <sip:b@y>\r\nCall-ID: c\r\nCSeq: 1 {method}\r\nMax-Forwards: 70\r\n\r\n"
    )
    parsed = parse(text.encode())
    assert isinstance(parsed, Request)
    if not via:
        del parsed.headers["via"]
    return parsed


def at(bench: Bench, name: str, state: State) -> ClientTransaction | ServerTransaction:
    """A machine of the kind in `state`."""
    method = "INVITE" if "invite" in name else "OPTIONS"
    machine: ClientTransaction | ServerTransaction
    machine = bench.client(method) if "client" in name else bench.server(method)
    machine.state = state
    return machine


def product() -> list[tuple[str, Table, State, Event]]:
    return [
        (name, table, state, event)
        for name, (table, states) in REACHABLE.items()
        for state in states
        for event in Event
    ]


@pytest.mark.parametrize(("name", "table", "state", "event"), product())
def test_every_state_meets_every_event(name: str, table: Table, state: State, event: Event) -> None:
    bench = Bench()
    machine = at(bench, name, state)
    sent, heard = len(bench.peer.sent), len(bench.heard)
    source = request("INVITE" if "invite" in name else "OPTIONS")
    status = {E.PROVISIONAL: 180, E.SUCCESS: 200}.get(event, 486)
    response = source.response(status, to_tag="t") if event in (E.PROVISIONAL, E.SUCCESS, E.FAILURE) else None
    machine.feed(event, response)
    step = table.get((state, event))
    if step is None:
        assert machine.state is state and len(bench.peer.sent) == sent and len(bench.heard) == heard
        return
    action, following = step
    assert machine.state is following
    told = action in ("deliver", "acknowledge_and_deliver", "time_out", "fail")
    assert len(bench.heard) - heard == told
    put = {"resend": "client" in name, "send": True, "acknowledge": True, "acknowledge_and_deliver": True}
    assert len(bench.peer.sent) - sent == put.get(action, False)
    gone = machine.key not in bench.layer.clients and machine.key not in bench.layer.servers
    assert gone == (following is S.TERMINATED)


def test_tables_reach_exactly_the_states_of_the_rfc() -> None:
    for table, states in REACHABLE.values():
        assert {state for state, _ in table} == states - {S.TERMINATED}
        assert {state for _, state in table.values()} <= states
        assert S.TERMINATED in {state for _, state in table.values()}


# Timers (RFC 3261 17, table 4).


def sends(bench: Bench, seconds: float) -> list[float]:
    """When something was sent during `seconds`, relative to now."""
    start, times, count = bench.world.now, [], len(bench.peer.sent)
    for _ in range(int(seconds * 20)):
        bench.world.run(0.05)
        times += [round(bench.world.now - start, 1)] * (len(bench.peer.sent) - count)
        count = len(bench.peer.sent)
    return times


def near(found: list[float], wanted: list[float]) -> bool:
    return len(found) == len(wanted) and all(abs(a - b) < 0.3 for a, b in zip(found, wanted, strict=True))


def test_timer_a_and_b() -> None:
    bench = Bench()
    bench.client("INVITE")
    assert near(sends(bench, 40), [0.5, 1.5, 3.5, 7.5, 15.5, 31.5])
    assert bench.heard == [408] and not bench.layer.clients


def test_timer_e_and_f() -> None:
    bench = Bench()
    bench.client("OPTIONS")
    assert near(sends(bench, 40), [0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5])
    assert bench.heard == [408]


def test_timer_f_runs_on_in_proceeding_and_e_is_t2() -> None:
    bench = Bench()
    client = bench.client("OPTIONS")
    bench.world.run(0.1)
    bench.answer(client, 100)
    assert near(sends(bench, 40), [4, 8, 12, 16, 20, 24, 28])
    assert bench.heard == [100, 408]


def test_timer_d_absorbs_repeated_refusals_with_an_ack_each() -> None:
    bench = Bench()
    client = bench.client("INVITE")
    bench.answer(client, 486)
    bench.answer(client, 486)
    acks = [data for data in bench.peer.sent if data.startswith(b"ACK")]
    assert bench.heard == [486] and len(acks) == 2 and acks[0] == acks[1]
    assert parse(acks[0]).branch == parse(bench.peer.sent[0]).branch and parse(acks[0]).to_tag == "x"
    bench.world.run(31)
    assert bench.layer.clients
    bench.world.run(2)
    assert not bench.layer.clients


def test_timer_m_passes_each_2xx_on() -> None:
    bench = Bench()
    client = bench.client("INVITE")
    bench.answer(client, 200)
    bench.answer(client, 200)
    assert bench.heard == [200, 200]
    bench.world.run(33)
    assert not bench.layer.clients


def test_timer_k() -> None:
    bench = Bench()
    client = bench.client("OPTIONS")
    bench.answer(client, 200)
    bench.answer(client, 200)
    assert bench.heard == [200]
    bench.world.run(4.5)
    assert bench.layer.clients
    bench.world.run(1)
    assert not bench.layer.clients


def test_timer_g_h_and_i() -> None:
    bench = Bench()
    server = bench.server("INVITE")
    server.respond(server.request.response(486, to_tag="t"))
    assert near(sends(bench, 20), [0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5])
    bench.layer.receive(request("ACK"), bench.peer)
    assert sends(bench, 4) == [] and bench.layer.servers and not bench.above.acks
    bench.world.run(2)
    assert not bench.layer.servers


def test_timer_h_gives_up() -> None:
    bench = Bench()
    server = bench.server("INVITE")
    server.respond(server.request.response(486))
    bench.world.run(33)
    assert not bench.layer.servers


def test_timer_l_absorbs_repeated_invites_after_2xx_and_lets_acks_up() -> None:
    bench = Bench()
    server = bench.server("INVITE")
    server.respond(server.request.response(200, to_tag="t"))
    bench.layer.receive(request("INVITE"), bench.peer)
    bench.layer.receive(request("ACK"), bench.peer)
    assert len(bench.peer.sent) == 1 and not bench.above.requests and len(bench.above.acks) == 1
    bench.world.run(33)
    assert not bench.layer.servers


def test_timer_j_repeats_the_answer() -> None:
    bench = Bench()
    server = bench.server("OPTIONS")
    bench.layer.receive(request("OPTIONS"), bench.peer)
    assert bench.peer.sent == []
    server.respond(server.request.response(200))
    bench.layer.receive(request("OPTIONS"), bench.peer)
    assert len(bench.peer.sent) == 2 and bench.peer.sent[0] == bench.peer.sent[1]
    bench.world.run(33)
    assert not bench.layer.servers


def test_100_goes_out_after_200_ms_unless_something_else_did() -> None:
    bench = Bench()
    bench.server("INVITE")
    bench.world.run(0.25)
    assert [data[:11] for data in bench.peer.sent] == [b"SIP/2.0 100"]
    other = Bench()
    server = other.server("INVITE")
    server.respond(server.request.response(180))
    other.world.run(1)
    assert [data[:11] for data in other.peer.sent] == [b"SIP/2.0 180"]


@pytest.mark.parametrize("method", ["INVITE", "OPTIONS"])
def test_a_reliable_transport_is_not_repeated_and_ends_at_once(method: str) -> None:
    bench = Bench("tcp")
    client = bench.client(method)
    assert sends(bench, 10) == []
    bench.answer(client, 486)
    bench.world.run(0.1)
    assert not bench.layer.clients


def test_a_broken_connection_is_a_503() -> None:
    bench = Bench("tcp")
    bench.client("INVITE")
    bench.client("OPTIONS")
    bench.server("INVITE")
    bench.layer.flow_failed(bench.peer)
    assert bench.heard == [503, 503] and not bench.layer.clients and not bench.layer.servers


# Matching.


def test_cancel_matches_its_invite_only() -> None:
    bench = Bench()
    server = bench.server("INVITE")
    assert isinstance(server, ServerInvite)
    cancelled: list[Request] = []
    server.cancelled = cancelled.append
    bench.layer.receive(request("CANCEL"), bench.peer)
    assert len(cancelled) == 1 and bench.peer.sent[-1].startswith(b"SIP/2.0 200")
    bench.layer.receive(request("CANCEL", "Via: SIP/2.0/UDP 10.0.0.2:5060;branch=z9hG4bKelse\r\n"), bench.peer)
    assert len(cancelled) == 1 and [stray.method for stray in bench.above.requests] == ["CANCEL"]


def test_a_merged_request_is_seen() -> None:
    bench = Bench()
    bench.server("INVITE")
    other = request("INVITE", "Via: SIP/2.0/UDP 10.0.0.9:5060;branch=z9hG4bKother\r\n")
    assert bench.layer.is_merged(other)
    other.cseq = 2
    assert not bench.layer.is_merged(other)


def test_stray_responses_and_acks_do_nothing() -> None:
    bench = Bench()
    stray = parse(request("OPTIONS").response(200).encode())
    assert isinstance(stray, Response)
    bench.layer.receive(stray, bench.peer)
    bench.layer.receive(request("ACK"), bench.peer)
    assert bench.peer.sent == [] and len(bench.above.acks) == 1


def test_a_second_final_response_is_dropped() -> None:
    bench = Bench()
    for method in ("INVITE", "OPTIONS"):
        server = bench.server(method)
        server.respond(server.request.response(404))
        server.respond(server.request.response(200))
    assert [data[8:11] for data in bench.peer.sent] == [b"404", b"404"]


def test_client_kinds() -> None:
    bench = Bench()
    assert isinstance(bench.client("INVITE"), ClientInvite) and not isinstance(bench.client("BYE"), ClientInvite)
