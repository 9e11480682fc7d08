"""What an agent answers before an application is asked (RFC 3261 8.2), and dialogs with routes."""

from __future__ import annotations

import pytest

from sip.stack.dialog import Dialog
from sip.stack.digest import authorization, choose_challenge
from sip.stack.errors import MalformedError
from sip.stack.interfaces import Address
from sip.stack.message import Request, Response, parse
from tests.stack.kit import ANSWER, OFFER, App, VirtualAgent, Wire, WireFlow, World, answer_at_once

STRANGER = Address("udp", "10.9.9.9", 5060)


class Bench:
    """One agent and a stranger who sends bytes."""

    def __init__(self, trunk: str | None = "t1") -> None:
        self.world = World()
        self.wire = Wire(self.world)
        self.app = App(answer_at_once, trunk)
        self.agent = VirtualAgent(self.wire, "10.0.0.2", self.app)

    def send(self, text: str | bytes) -> list[Response]:
        """The answers to a message."""
        count = len(self.wire.sent)
        data = text.encode() if isinstance(text, str) else text
        self.agent.arrive(data, WireFlow(self.wire, self.agent.here, STRANGER))
        self.world.run(0.01)
        parsed = [parse(data) for data in self.wire.sent[count:]]
        return [message for message in parsed if isinstance(message, Response)]

    def status(self, text: str) -> int:
        return self.send(text)[-1].status


def message(method: str = "INVITE", *more: str, uri: str = "sip:bob@10.0.0.2", body: str = "", **change: str) -> str:
    via = change.get("via", "SIP/2.0/UDP 10.9.9.9:5060;branch=z9hG4bK1")
    lines = [
        f"{method} {uri} SIP/2.0",
        f"Via: {via}",
        "From: <sip:x@y>;tag=f",
        f"To: <sip:bob@10.0.0.2>{change.get('tag', '')}",
        "Call-ID: c",
        f"CSeq: {change.get('cseq', '1')} {method}",
        "Contact: <sip:x@10.9.9.9>",
        *more,
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join(lines) + "\r\n\r\n" + body


SDP = "Content-Type: application/sdp"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (message("OPTIONS"), 200),
        (message("MESSAGE"), 405),
        (message("FETCH"), 501),
        (message("BYE"), 481),
        (message("BYE", tag=";tag=unknown"), 481),
        (message("INVITE", tag=";tag=unknown"), 481),
        (message("CANCEL"), 481),
        (message("OPTIONS", uri="mailto:bob"), 416),
        (message("INVITE", "Require: precondition, timer"), 420),
        (message("INVITE", "Max-Forwards: 0"), 483),
        (message("INVITE", "Content-Type: text/plain", body="hello"), 415),
        (message("INVITE", SDP, "Content-Encoding: gzip", body=OFFER), 415),
        (message("INVITE", "Accept: text/plain"), 406),
        (message("INVITE", SDP, body=OFFER), 200),
        (message("INVITE").replace("Contact: <sip:x@10.9.9.9>\r\n", ""), 400),
        (message("INVITE").replace("Contact: <sip:x@10.9.9.9>", "Contact: <tel:1>"), 400),
        (message("REGISTER"), 401),
    ],
)
def test_answers(text: str, status: int) -> None:
    bench = Bench()
    response = bench.send(text)[-1]
    assert response.status == status and not bench.agent.errors
    assert response.to_tag
    if status in (405, 501):
        assert "INVITE" in response.get("allow")
    if status == 420:
        assert response.get("unsupported") == "precondition"
    if status == 415:
        assert response.get("accept") == "application/sdp"


def test_a_merged_invite_is_482() -> None:
    bench = Bench()
    assert bench.status(message("INVITE", SDP, body=OFFER)) == 200
    other = message("INVITE", SDP, body=OFFER, via="SIP/2.0/UDP 10.9.9.8:5060;branch=z9hG4bK2")
    assert bench.status(other) == 482 and len(bench.app.sessions) == 1


def test_a_repeated_invite_reaches_the_application_once() -> None:
    bench = Bench()
    bench.send(message("INVITE", SDP, body=OFFER))
    assert bench.send(message("INVITE", SDP, body=OFFER)) == [] and len(bench.app.sessions) == 1


def test_strangers_leave_nothing_behind() -> None:
    bench = Bench(trunk=None)
    for number in range(50):
        via = f"SIP/2.0/UDP 10.9.9.9:5060;branch=z9hG4bK{number}"
        for method in ("INVITE", "REGISTER", "OPTIONS", "BYE", "CANCEL"):
            assert bench.send(message(method, via=via))
        bench.send(message("ACK", via=via))
    assert bench.agent.quiet and not bench.app.sessions


def test_the_same_challenge_has_the_same_tag() -> None:
    bench = Bench(trunk=None)
    tags = {bench.send(message("INVITE"))[0].to_tag for _ in range(2)}
    assert len(tags) == 1


def register(bench: Bench, user: str, password: str, to: str = "201") -> int:
    uri = "sip:10.0.0.2"
    text = message("REGISTER", uri=uri).replace("sip:bob@10.0.0.2>", f"sip:{to}@10.0.0.2>")
    challenge = choose_challenge(bench.send(text)[0].headers["www-authenticate"])
    assert challenge is not None
    value = authorization(challenge, user, password, "REGISTER", uri, "c")
    return bench.status(text.replace("Content-Length", f"Authorization: {value}\r\nContent-Length"))


def test_register_needs_the_password_and_the_own_number() -> None:
    assert register(Bench(), "201", "secret") == 200
    assert register(Bench(), "201", "wrong") == 401
    assert register(Bench(), "201", "secret", to="202") == 403


def test_responses_go_where_the_via_says() -> None:
    bench = Bench()
    vias = {
        "SIP/2.0/UDP 10.9.9.9:5060;branch=z9hG4bKa": ("", None),
        "SIP/2.0/UDP 192.168.1.1:7000;branch=z9hG4bKb": ("10.9.9.9", None),
        "SIP/2.0/UDP 192.168.1.1:7000;branch=z9hG4bKc;rport": ("10.9.9.9", "5060"),
    }
    for via, (received, rport) in vias.items():
        (response,) = bench.send(message("OPTIONS", via=via))
        assert response.via.params.get("received", "") == received
        assert response.via.params.get("rport") == rport


def test_a_request_out_of_order_in_a_dialog_is_500() -> None:
    bench = Bench()
    answer = bench.send(message("INVITE", SDP, body=OFFER, cseq="5"))[-1]
    tag = f";tag={answer.to_tag}"
    bench.send(message("ACK", tag=tag, cseq="5", via="SIP/2.0/UDP 10.9.9.9;branch=z9hG4bKack"))
    assert bench.app.recorders[0].names == ["confirmed"]
    assert bench.status(message("INFO", tag=tag, cseq="4", via="SIP/2.0/UDP 10.9.9.9;branch=z9hG4bK4")) == 500
    assert bench.status(message("INFO", tag=tag, cseq="6", via="SIP/2.0/UDP 10.9.9.9;branch=z9hG4bK6")) == 200
    other = message("BYE", tag=tag, cseq="7", via="SIP/2.0/UDP 10.9.9.9;branch=z9hG4bK7")
    assert bench.status(other.replace("tag=f\r", "tag=forged\r")) == 481
    assert bench.status(other.replace("z9hG4bK7", "z9hG4bK8")) == 200


def test_record_route_is_kept_in_order_and_obeyed() -> None:
    bench = Bench()
    routes = "Record-Route: <sip:p2.example;lr>, <sip:p1.example:5080;lr>"
    answer = bench.send(message("INVITE", routes, SDP, body=OFFER))[-1]
    assert answer.headers["record-route"] == ["<sip:p2.example;lr>, <sip:p1.example:5080;lr>"]
    tag = f";tag={answer.to_tag}"
    bench.send(message("ACK", tag=tag, via="SIP/2.0/UDP 10.9.9.9;branch=z9hG4bKack"))
    bench.app.sessions[0].end()
    bye = parse(bench.wire.starts("BYE")[0])
    assert isinstance(bye, Request)
    assert bye.uri == "sip:x@10.9.9.9" and bye.headers["route"] == ["<sip:p2.example;lr>", "<sip:p1.example:5080;lr>"]
    dialog = bench.app.sessions[0].dialog
    assert dialog is not None and dialog.next_hop() == Address("udp", "p2.example", 5060)


def dialog_of(response_lines: str) -> Dialog:
    request = parse(message("INVITE").encode())
    assert isinstance(request, Request)
    answer = request.response(200, to_tag="r")
    data = answer.encode().replace(b"Content-Length", response_lines.encode() + b"Content-Length")
    response = parse(data)
    assert isinstance(response, Response)
    return Dialog.of_client(request, response)


def test_the_caller_reverses_the_routes() -> None:
    dialog = dialog_of("Record-Route: <sip:p2;lr>, <sip:p1;lr>\r\nContact: <sip:bob@b.example;transport=tcp>\r\n")
    assert dialog.request("BYE").headers["route"] == ["<sip:p1;lr>", "<sip:p2;lr>"]
    assert dialog.next_hop() == Address("udp", "p1", 5060)


def test_a_strict_router_takes_the_request_uri() -> None:
    request = dialog_of("Record-Route: <sip:p1>\r\nContact: <sip:bob@b.example>\r\n").request("BYE")
    assert request.uri == "sip:p1" and request.headers["route"] == ["<sip:bob@b.example>"]


def test_without_routes_the_contact_is_the_next_hop() -> None:
    dialog = dialog_of("Contact: Bob <sip:bob@b.example:5070;transport=TCP>\r\n")
    assert dialog.next_hop() == Address("tcp", "b.example", 5070)
    assert [dialog.request("INFO").cseq, dialog.request("ACK", sequence=1).cseq, dialog.request("BYE").cseq] == [
        2,
        1,
        3,
    ]


def test_a_dialog_needs_a_contact() -> None:
    with pytest.raises(MalformedError, match="There is no Contact"):
        dialog_of("")


def test_a_late_bye_of_the_caller_ends_an_undecided_call() -> None:
    bench = Bench()
    bench.app.then = lambda session: session.progress(ANSWER)
    progress = bench.send(message("INVITE", SDP, body=OFFER))[-1]
    assert progress.status == 183 and progress.sdp == ANSWER
    tag = f";tag={progress.to_tag}"
    answers = bench.send(message("BYE", tag=tag, cseq="2", via="SIP/2.0/UDP 10.9.9.9;branch=z9hG4bKbye"))
    assert [response.status for response in answers] == [200, 487]
    assert bench.app.recorders[0].names == ["ended"]
