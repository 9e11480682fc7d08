"""The registrar, and the client that registers with one."""

from __future__ import annotations

from sip.stack.headers import NameAddr
from sip.stack.interfaces import Address, Credentials
from sip.stack.message import Request, Response, parse
from sip.stack.registrar import MAX_DEVICES, Registrar
from sip.stack.registration import Standing
from tests.stack.kit import ALICE, App, Recorder, VirtualAgent, Wire, World

HOME = Address("udp", "10.0.0.7", 5060)


def register(*lines: str, cseq: int = 1, call_id: str = "c") -> Request:
    text = (
        "REGISTER sip:test SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.7;branch=z9hG4bKx\r\nFrom: <sip:201@test>;tag=1\r\n"
        f"To: <sip:201@test>\r\nCall-ID: {call_id}\r\nCSeq: {cseq} REGISTER\r\n"
    ) + "".join(f"{line}\r\n" for line in lines)
    request = parse((text + "\r\n").encode())
    assert isinstance(request, Request)
    return request


class Bench:
    def __init__(self) -> None:
        self.changes: list[tuple[str, int]] = []
        self.registrar = Registrar(changed=lambda user, devices: self.changes.append((user, devices)))

    def send(
        self, *lines: str, now: float = 0.0, source: Address = HOME, cseq: int = 1, call_id: str = "c"
    ) -> Response:
        return self.registrar.register(register(*lines, cseq=cseq, call_id=call_id), "201", source, now)


def test_a_device_registers_is_found_and_expires() -> None:
    bench = Bench()
    response = bench.send("Contact: <sip:201@192.168.1.5:5060>;expires=60", "Path: <sip:p;lr>")
    assert response.status == 200 and response.get("contact") == "<sip:201@192.168.1.5:5060>;expires=60;q=1"
    (binding,) = bench.registrar.bindings("201")
    assert binding.source == HOME and binding.contact == "sip:201@192.168.1.5:5060"
    bench.registrar.expire(59.9)
    assert bench.registrar.users() == ["201"] and bench.registrar.bindings("201", 61) == []
    bench.registrar.expire(60)
    assert bench.registrar.users() == [] and bench.changes == [("201", 1), ("201", 0)]


def test_expires_comes_from_contact_then_header_then_default_and_is_capped() -> None:
    bench = Bench()
    first = bench.send("Contact: <sip:1@x>;expires=50, <sip:2@x>, <sip:3@x>;expires=junk", "Expires: 90")
    found = sorted(first.headers["contact"])
    assert [value.partition(";expires=")[2].partition(";")[0] for value in found] == ["50", "90", "3600"]
    capped = bench.send("Contact: <sip:1@x>;expires=99999", cseq=2)
    assert any("expires=3600" in value for value in capped.headers["contact"])


def test_too_short_is_423_and_changes_nothing() -> None:
    bench = Bench()
    response = bench.send("Contact: <sip:1@x>;expires=5")
    assert response.status == 423 and response.get("min-expires") == "30" and bench.changes == []


def test_removal_of_one_and_of_all() -> None:
    bench = Bench()
    bench.send("Contact: <sip:1@x>, <sip:2@x>")
    bench.send("Contact: <sip:1@x>;expires=0", cseq=2)
    assert [binding.contact for binding in bench.registrar.bindings("201")] == ["sip:2@x"]
    assert bench.send("Contact: *", "Expires: 0", cseq=3).status == 200
    assert bench.registrar.bindings("201") == [] and bench.changes[-1] == ("201", 0)
    assert bench.send("Contact: *", cseq=4).status == 400
    assert bench.send("Contact: *, <sip:1@x>", "Expires: 0", cseq=5).status == 400


def test_a_query_lists_by_q() -> None:
    bench = Bench()
    bench.send("Contact: <sip:1@x>;q=0.2, <sip:2@x>;q=0.9")
    assert [value[:9] for value in bench.send(cseq=2).headers["contact"]] == ["<sip:2@x>", "<sip:1@x>"]
    assert bench.send("Contact: <sip:1@x>;q=high", cseq=3).status == 400


def test_an_older_request_undoes_nothing() -> None:
    bench = Bench()
    bench.send("Contact: <sip:1@x>", cseq=5)
    assert bench.send("Contact: <sip:1@x>;expires=0", cseq=4).status == 500
    assert bench.send("Contact: <sip:1@x>;expires=0", cseq=1, call_id="restarted").status == 200


def test_devices_are_bounded_and_the_one_that_expires_first_goes() -> None:
    bench = Bench()
    for number in range(MAX_DEVICES + 1):
        bench.send(f"Contact: <sip:{number}@x>;expires={100 + number}", cseq=number + 1)
    contacts = {binding.contact for binding in bench.registrar.bindings("201")}
    assert len(contacts) == MAX_DEVICES and "sip:0@x" not in contacts


def test_a_broken_connection_takes_its_devices_along() -> None:
    bench = Bench()
    other = Address("tcp", "10.0.0.8", 40000)
    bench.send("Contact: <sip:1@x>")
    bench.send("Contact: <sip:2@y>", source=other, call_id="d")
    bench.registrar.drop_flow(other)
    assert [binding.contact for binding in bench.registrar.bindings("201")] == ["sip:1@x"]
    bench.registrar.remove("201")
    assert bench.changes[-1] == ("201", 0)


# The client, against an agent.


class Line:
    """An agent that registers with another in virtual time."""

    def __init__(self, password: str = "secret") -> None:
        self.world = World()
        self.wire = Wire(self.world)
        self.carrier = VirtualAgent(self.wire, "10.0.0.2", App(trunk=None))
        self.ours = VirtualAgent(self.wire, "10.0.0.1")
        self.told: list[tuple[Standing, int]] = []
        self.registration = self.ours.register(
            "sip:201@test",
            Address("udp", "10.0.0.2", 5060),
            Credentials("201", password),
            lambda standing, status: self.told.append((standing, status)),
            expires=60,
        )


def test_a_registration_is_kept_and_taken_back() -> None:
    line = Line()
    line.world.run(300)
    assert line.told == [(Standing.UP, 200)]
    (binding,) = line.carrier.registrar.bindings("201", line.world.now)
    assert binding.contact == "sip:201@10.0.0.1:5060" and binding.source.host == "10.0.0.1"
    assert 6 <= len([d for d in line.wire.starts("REGISTER") if b"Authorization" in d]) <= 9
    line.registration.stop()
    line.world.run(1)
    assert line.carrier.registrar.bindings("201") == []


def test_a_wrong_password_is_told_and_tried_again_ever_more_slowly() -> None:
    line = Line("wrong")
    line.world.run(120)
    assert line.told == [(Standing.DOWN, 401)]
    assert len(line.wire.starts("REGISTER")) <= 12
    assert isinstance(line.carrier.app, App)
    line.carrier.app.passwords["201"] = "wrong"
    line.world.run(300)
    assert line.told[-1] == (Standing.UP, 200)


def test_423_is_obeyed() -> None:
    line = Line()
    line.carrier.registrar.min_expires = 120
    line.world.run(2)
    assert line.told == [(Standing.UP, 200)] and b"Expires: 120" in line.wire.starts("REGISTER")[-1]


def test_a_silent_carrier_is_down_until_it_answers() -> None:
    line = Line()
    agents, line.wire.agents = line.wire.agents, {("10.0.0.1", 5060): line.ours}
    line.world.run(60)
    assert line.told == [(Standing.DOWN, 408)]
    line.wire.agents = agents
    line.world.run(60)
    assert line.told[-1] == (Standing.UP, 200)


def test_a_registered_phone_is_called_where_it_registered_from() -> None:
    line = Line()
    line.world.run(1)
    (binding,) = line.carrier.registrar.bindings("201")
    app = line.ours.app
    assert isinstance(app, App)
    line.carrier.invite(binding.contact, Recorder(), caller=ALICE, destination=binding.source, keep_flow=True)
    line.world.run(1)
    assert app.sessions[0].called.user == "201"


def test_keep_alive_sees_a_peer_go_and_come() -> None:
    line = Line()
    told: list[Standing] = []
    peer = Address("udp", "10.0.0.2", 5060)
    line.ours.keep_alive(
        "sip:10.0.0.2", peer, lambda standing, status: told.append(standing), caller=NameAddr("sip:us@x")
    )
    line.world.run(40)
    agents, line.wire.agents = line.wire.agents, {("10.0.0.1", 5060): line.ours}
    line.world.run(90)
    line.wire.agents = agents
    line.world.run(90)
    assert told == [Standing.UP, Standing.DOWN, Standing.UP]


SPARE = Address("udp", "10.0.0.3", 5060)


class Spared(Line):
    """A line whose carrier has a second host."""

    def __init__(self) -> None:
        super().__init__()
        self.registration.stop()
        self.spare = VirtualAgent(self.wire, "10.0.0.3", App(trunk=None))
        self.moves: list[str] = []
        self.told.clear()
        self.registration = self.ours.register(
            "sip:201@test",
            Address("udp", "10.0.0.2", 5060),
            Credentials("201", "secret"),
            lambda standing, status: self.told.append((standing, status)),
            expires=60,
            backups=(SPARE,),
            moved=lambda to: self.moves.append(to.host),
        )


def test_a_silent_registrar_is_replaced_by_the_next_host_within_seconds() -> None:
    line = Spared()
    line.wire.agents.pop(("10.0.0.2", 5060))
    line.world.run(6)
    assert line.told == [(Standing.UP, 200)] and line.moves == ["10.0.0.3"]
    assert line.registration.serving == SPARE
    line.world.run(300)  # refreshed there
    assert line.told == [(Standing.UP, 200)] and line.spare.registrar.bindings("201", line.world.now)


def test_a_registrar_that_fails_later_is_replaced_without_the_trunk_going_down() -> None:
    line = Spared()
    line.world.run(1)
    line.wire.agents.pop(("10.0.0.2", 5060))
    line.world.run(70)
    assert line.told == [(Standing.UP, 200)] and line.moves == ["10.0.0.3"]


def test_where_no_host_serves_it_is_down_and_tried_from_the_first_again() -> None:
    line = Spared()
    agents, line.wire.agents = line.wire.agents, {("10.0.0.1", 5060): line.ours}
    line.world.run(30)
    assert line.told == [(Standing.DOWN, 408)]
    asked = [data for data in line.wire.starts("REGISTER")]
    line.wire.agents = agents
    line.world.run(60)
    assert line.told[-1] == (Standing.UP, 200) and line.moves == [] and len(asked) > 4


def test_a_wrong_password_is_wrong_everywhere() -> None:
    line = Spared()
    assert isinstance(line.carrier.app, App)
    line.carrier.app.passwords["201"] = "other"
    line.world.run(30)
    assert line.told == [(Standing.DOWN, 401)] and line.moves == []


def test_keep_alive_asks_the_next_host_of_a_silent_peer() -> None:
    line = Spared()
    line.wire.agents.pop(("10.0.0.2", 5060))
    told: list[Standing] = []
    moves: list[str] = []
    line.ours.keep_alive(
        "sip:10.0.0.2",
        Address("udp", "10.0.0.2", 5060),
        lambda standing, status: told.append(standing),
        caller=NameAddr("sip:us@x"),
        backups=(SPARE,),
        moved=lambda to: moves.append(to.host),
    )
    line.world.run(120)
    assert told == [Standing.UP] and moves == ["10.0.0.3"]
