"""Floods of strangers and guessed passwords: who is not heard any more, and who is all the same."""

from __future__ import annotations

from sip.stack.digest import authorization, choose_challenge
from sip.stack.guard import BURST, GUESSES, MAX_HOSTS, RATE, SHUT_S, Guard
from sip.stack.interfaces import Address
from sip.stack.message import Response, parse
from tests.stack.kit import OFFER, App, VirtualAgent, Wire, WireFlow, World, answer_at_once
from tests.stack.test_core import SDP, message

HERE = Address("udp", "10.0.0.2", 5060)


def flood(guard: Guard, host: str, count: int, now: float) -> int:
    """How many of `count` requests are answered."""
    return sum(not guard.answered(host, now) for _ in range(count))


def test_a_flood_is_cut_off_and_let_in_again_after_a_while() -> None:
    guard = Guard()
    assert flood(guard, "198.51.100.1", 5000, 0.0) == BURST
    assert flood(guard, "198.51.100.1", 1, SHUT_S - 1) == 0
    assert flood(guard, "198.51.100.2", 1, 1.0) == 1  # another host
    guard.sweep(SHUT_S)
    assert flood(guard, "198.51.100.1", 5000, SHUT_S) == BURST


def test_what_is_usual_is_never_too_much() -> None:
    guard = Guard()
    for second in range(600):
        assert flood(guard, "198.51.100.1", int(RATE), float(second)) == RATE


def test_phones_that_answer_their_challenges_may_be_any_number() -> None:
    guard = Guard()
    for _ in range(10 * int(BURST)):
        assert not guard.answered("198.51.100.1", 0.0)
        guard.forgive("198.51.100.1", 0.0)


def test_forged_addresses_fill_no_memory() -> None:
    guard = Guard()
    for number in range(3 * MAX_HOSTS):
        guard.answered(f"host{number}", 0.0)
    assert len(guard._accounts) <= MAX_HOSTS


class Site:
    """An agent that knows the trunk 10.0.0.1:5060 and the extension 201."""

    def __init__(self) -> None:
        self.world = World()
        self.wire = Wire(self.world)
        self.app = App(answer_at_once)
        self.app.classify = lambda source, request: (  # type: ignore[method-assign]
            "t1" if source == Address("udp", "10.0.0.1", 5060) else None
        )
        self.agent = VirtualAgent(self.wire, "10.0.0.2", self.app)
        self.sent = 0

    def send(self, text: str, host: str = "198.51.100.1", port: int = 5060, rport: str = ";rport") -> list[Response]:
        """The answers to a message from there."""
        count = len(self.wire.sent)
        self.sent += 1
        text = text.replace("branch=z9hG4bK1", f"branch=z9hG4bK{self.sent}{rport}")
        self.agent.datagram(text.encode(), WireFlow(self.wire, HERE, Address("udp", host, port)))
        self.world.run(0.001)
        parsed = [parse(data) for data in self.wire.sent[count:]]
        return [each for each in parsed if isinstance(each, Response)]

    def register(self, password: str, port: int = 5060) -> int:
        """A phone registers with `password`; the status, 0 for silence."""
        text = message("REGISTER", uri="sip:10.0.0.2").replace("sip:bob@10.0.0.2>", "sip:201@10.0.0.2>")
        text = text.replace("Call-ID: c", f"Call-ID: c{self.sent}")
        answers = self.send(text, port=port)
        challenge = choose_challenge(answers[0].headers["www-authenticate"]) if answers else None
        if challenge is None:
            return 0
        proof = authorization(challenge, "201", password, "REGISTER", "sip:10.0.0.2", "c")
        answers = self.send(text.replace("Content-Length", f"Authorization: {proof}\r\nContent-Length"), port=port)
        return answers[-1].status if answers else 0


def test_an_invite_flood_from_one_host_is_dropped_unread_but_known_peers_there_are_heard() -> None:
    site = Site()
    assert site.register("secret", port=7000) == 200
    for _ in range(int(BURST) + 200):
        site.send(message("INVITE"))
    assert site.send(message("INVITE")) == [] and not site.app.sessions
    assert site.send(message("OPTIONS")) == []
    assert site.send(message("OPTIONS"), port=7000)[0].status == 200  # the registered phone
    assert site.register("secret", port=7000) == 200
    assert site.register("secret", port=7001) == 0  # its neighbour, unknown, has to wait
    trunk = message("INVITE", SDP, body=OFFER, via="SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK1")
    assert site.send(trunk, host="10.0.0.1")[-1].status == 200
    site.world.run(SHUT_S + 2)
    assert site.register("secret", port=7001) == 200


def test_guessing_passwords_ends_after_a_few_and_harms_nobody_else() -> None:
    site = Site()
    tried = [site.register(f"guess{number}") for number in range(100)]
    assert tried.count(401) <= GUESSES + 1 and set(tried[40:]) == {0}
    assert site.register("secret") == 0  # even the right one: the guesser does not learn it
    text = message("OPTIONS")
    assert site.send(text, host="198.51.100.2")[0].status == 200


def test_a_trunk_that_is_asked_for_much_is_never_shut_out() -> None:
    site = Site()
    for _ in range(2 * int(BURST)):
        site.send(message("BYE", tag=";tag=unknown"), host="10.0.0.1")
    assert site.send(message("OPTIONS"), host="10.0.0.1")[0].status == 200


def test_a_party_in_a_call_is_heard_from_a_host_that_is_shut_out() -> None:
    site = Site()
    site.app.classify = lambda source, request: "t1"  # type: ignore[method-assign]
    answer = site.send(message("INVITE", SDP, body=OFFER))[-1]
    site.send(message("ACK", tag=f";tag={answer.to_tag}"))
    site.app.classify = lambda source, request: None  # type: ignore[method-assign]
    for _ in range(2 * int(BURST)):
        site.send(message("OPTIONS"), port=6666, rport="")  # where it wants its answers says nothing
    assert site.send(message("OPTIONS"), port=6666) == []
    bye = site.send(message("BYE", tag=f";tag={answer.to_tag}", cseq="2"))
    assert [each.status for each in bye] == [200]
