"""Reliable provisional responses (RFC 3262), and impatience, between two agents in virtual time."""

from __future__ import annotations

from sip.stack.interfaces import EndCause
from sip.stack.message import parse
from sip.stack.session import Session
from sip.stack.terms import Terms, Use
from tests.stack.kit import ANSWER, Pair

DEMANDING = Terms(reliable=Use.REQUIRED)


def ring(session: Session) -> None:
    session.ring()


def early(session: Session) -> None:
    session.progress(ANSWER)
    session.ring()
    session.accept(ANSWER)


def test_each_reliable_response_is_acknowledged_and_the_answer_waits_for_that() -> None:
    pair = Pair(early)
    _, heard = pair.call(terms=DEMANDING)
    pair.world.run(1)
    assert heard.heard == [("progress", 183, ANSWER), ("answered", ANSWER)]
    assert b"Require: 100rel" in pair.wire.starts("INVITE")[0]
    assert b"RSeq: 1" in pair.wire.starts("SIP/2.0 183")[0]
    assert b"RAck: 1 1 INVITE" in pair.wire.starts("PRACK")[0]
    assert pair.callee_heard.heard == [("confirmed", "")]


def test_a_call_with_pracks_is_ended_in_order() -> None:
    pair = Pair(early)
    session, _ = pair.call(terms=DEMANDING)
    pair.world.run(1)
    session.end()
    pair.world.run(1)
    assert pair.callee_heard.heard[-1] == ("ended", EndCause.BYE)  # its CSeq is above the PRACK's
    pair.world.run(64)
    assert pair.a.quiet and pair.b.quiet


def test_a_lost_prack_makes_the_response_come_again_and_it_is_told_once() -> None:
    pair = Pair(ring)
    lost = 0

    def fate(data: bytes) -> tuple[float, ...]:
        nonlocal lost
        if data.startswith(b"PRACK") and lost < 1:
            lost += 1
            return ()
        return (0.01,)

    pair.wire.fate = fate
    _, heard = pair.call(terms=DEMANDING)
    pair.world.run(10)
    assert heard.names == ["progress"] and len(pair.wire.starts("SIP/2.0 180")) >= 2
    assert len(pair.wire.starts("SIP/2.0 200")) >= 1  # of the PRACK


def test_a_peer_that_never_acknowledges_is_refused_in_the_end() -> None:
    pair = Pair(ring)
    pair.wire.fate = lambda data: () if data.startswith(b"PRACK") else (0.01,)
    _, heard = pair.call(terms=DEMANDING)
    pair.world.run(40)
    assert heard.heard[-1] == ("failed", 504)
    assert pair.callee_heard.heard == [("ended", EndCause.NO_ACK)]


def test_a_peer_that_merely_supports_it_gets_ordinary_responses() -> None:
    pair = Pair(ring)
    pair.call()
    pair.world.run(1)
    assert b"Supported: timer, 100rel" in pair.wire.starts("INVITE")[0]
    assert b"RSeq" not in pair.wire.starts("SIP/2.0 180")[0] and not pair.wire.starts("PRACK")


def test_a_side_that_wants_it_uses_it_with_a_peer_that_supports_it() -> None:
    pair = Pair(ring)
    pair.b.agreed = DEMANDING
    pair.call()
    pair.world.run(1)
    assert b"RSeq: 1" in pair.wire.starts("SIP/2.0 180")[0] and len(pair.wire.starts("PRACK")) == 1


def test_a_side_that_will_not_have_it_says_so_and_is_called_without() -> None:
    pair = Pair()
    pair.b.agreed = Terms(reliable=Use.OFF)
    _, heard = pair.call(terms=DEMANDING)
    pair.world.run(1)
    refused = parse(pair.wire.starts("SIP/2.0 420")[0])
    assert refused.get("unsupported") == "100rel"
    assert heard.names == ["progress", "answered"] and len(pair.app_b.sessions) == 1
    assert not pair.wire.starts("PRACK")


def test_a_prack_of_nothing_is_a_481() -> None:
    pair = Pair()
    session, _ = pair.call()
    pair.world.run(1)
    answers: list[int] = []
    session.ask("PRACK", {"rack": ["7 1 INVITE"]}, user=lambda response: answers.append(response.status))
    pair.world.run(1)
    assert answers == [481]


def test_a_cancel_before_the_prack_ends_it() -> None:
    pair = Pair(ring)
    pair.wire.fate = lambda data: () if data.startswith(b"PRACK") else (0.01,)
    session, _ = pair.call(terms=DEMANDING)
    pair.world.run(1)
    session.end()
    pair.world.run(100)
    assert pair.callee_heard.heard == [("ended", EndCause.CANCELLED)]
    assert pair.a.quiet and pair.b.quiet


def test_patience_ends_before_timer_b_and_a_late_answer_is_ended() -> None:
    pair = Pair()
    pair.wire.fate = lambda data: (6.0,)
    _, heard = pair.call(terms=Terms(patience=4))
    pair.world.run(5)
    assert heard.heard == [("failed", 408)]
    pair.world.run(100)
    assert heard.heard == [("failed", 408)] and pair.callee.ended
    assert pair.a.quiet and pair.b.quiet


def test_a_peer_that_comes_back_after_patience_is_not_rung_for_a_call_that_went_elsewhere() -> None:
    pair = Pair()
    pair.wire.fate = lambda data: ()
    _, heard = pair.call(terms=Terms(patience=4))
    pair.world.run(5)
    pair.wire.fate = lambda data: (0.01,)
    pair.world.run(100)
    assert heard.heard == [("failed", 408)] and not pair.app_b.sessions
    assert pair.a.quiet and pair.b.quiet


def test_any_provisional_response_satisfies_patience() -> None:
    pair = Pair(lambda session: None)  # only the transaction's own 100
    session, heard = pair.call(terms=Terms(patience=4))
    pair.world.run(60)
    assert not heard.heard and not session.ended
