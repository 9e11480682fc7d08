"""Sessions between two agents in virtual time: the ordinary call, the races, the losses."""

from __future__ import annotations

import gc
import weakref

import pytest
from hypothesis import given, settings, strategies as st

from sip.stack import sdp
from sip.stack.errors import SdpError, SessionStateError
from sip.stack.interfaces import Credentials, EndCause, Reason, Refusal
from sip.stack.message import parse
from sip.stack.phases import Phase
from sip.stack.session import Session
from tests.stack.kit import ANSWER, OFFER, Pair, Recorder, WireFlow, answer_at_once

HELD = sdp.offer("127.0.0.1", 4000, 1, 2, direction="sendonly")


def test_a_call_rings_is_answered_and_ended_by_the_caller() -> None:
    pair = Pair()
    session, heard = pair.call()
    pair.world.run(1)
    assert heard.heard == [("progress", 180, ""), ("answered", ANSWER)]
    assert pair.callee_heard.heard == [("confirmed", "")]
    assert pair.callee.trunk == "t1" and pair.callee.caller.name == "Alice"
    session.end(reason=Reason("Q.850", 16, "bye"))
    pair.world.run(1)
    assert pair.callee_heard.heard[-1] == ("ended", EndCause.BYE)
    assert b'Reason: Q.850;cause=16;text="bye"' in pair.wire.starts("BYE")[0]
    pair.world.run(64)
    assert pair.a.quiet and pair.b.quiet and heard.names == ["progress", "answered"]


def test_the_callee_ends() -> None:
    pair = Pair()
    _, heard = pair.call()
    pair.world.run(1)
    pair.callee.end()
    pair.world.run(1)
    assert heard.heard[-1] == ("ended", EndCause.BYE)


def test_a_refusal_is_acknowledged_and_told() -> None:
    pair = Pair(lambda session: session.reject(488, warning='no "codec"'))
    _, heard = pair.call()
    pair.world.run(1)
    assert heard.heard == [("failed", 488)]
    assert b"Warning: 399 sip \"no 'codec'\"" in pair.wire.starts("SIP/2.0 488")[0]
    assert len(pair.wire.starts("ACK")) == 1
    pair.world.run(64)
    assert pair.a.quiet and pair.b.quiet


def test_an_unusable_offer_is_a_488() -> None:
    def then(session: Session) -> None:
        raise SdpError("There is no audio.")

    pair = Pair(then)
    _, heard = pair.call()
    pair.world.run(1)
    assert heard.heard == [("failed", 488)] and not pair.b.errors


def test_an_application_that_raises_ends_only_its_session() -> None:
    def then(session: Session) -> None:
        raise KeyError("fault")

    pair = Pair(then)
    _, heard = pair.call()
    pair.world.run(1)
    assert heard.heard == [("failed", 500)] and isinstance(pair.b.errors[0], KeyError)


def test_nobody_there_is_408_after_timer_b() -> None:
    pair = Pair()
    pair.wire.agents.clear()
    _, heard = pair.call()
    pair.world.run(31.9)
    assert heard.heard == []
    pair.world.run(0.2)
    assert heard.heard == [("failed", 408)] and len(pair.wire.starts("INVITE")) == 7


# Late offers (RFC 3261 13.2.1).


def test_a_call_without_offer_gets_one_and_answers_in_the_ack() -> None:
    pair = Pair()
    session, heard = pair.call(sdp="")
    pair.world.run(1)
    assert heard.heard[-1] == ("answered", OFFER) and session.local_sdp == ANSWER
    assert pair.callee_heard.heard == [("confirmed", ANSWER)] and pair.callee.remote_sdp == ANSWER


# CANCEL (RFC 3261 9).


def test_cancel_while_ringing() -> None:
    pair = Pair(lambda session: session.ring())
    session, heard = pair.call()
    pair.world.run(1)
    session.end(reason=Reason("SIP", 200, "Call completed elsewhere"))
    pair.world.run(1)
    assert pair.callee_heard.heard == [("ended", EndCause.CANCELLED)]
    assert b"Reason: SIP;cause=200" in pair.wire.starts("CANCEL")[0]
    tags = {parse(data).to_tag for data in pair.wire.sent if data.startswith((b"SIP/2.0 180", b"SIP/2.0 200"))}
    assert tags == {pair.callee.local_tag}
    assert heard.names == ["progress"] and session.ended
    pair.world.run(64)
    assert pair.a.quiet and pair.b.quiet


def test_cancel_waits_for_a_provisional_response() -> None:
    pair = Pair(lambda session: None)
    session, _ = pair.call()
    session.end()
    pair.world.run(0.1)
    assert pair.wire.starts("CANCEL") == []
    pair.world.run(1)  # the 100 after 200 ms releases it
    assert len(pair.wire.starts("CANCEL")) == 1 and pair.callee_heard.names == ["ended"]


def test_a_200_that_crosses_the_cancel_is_acknowledged_and_ended() -> None:
    pair = Pair(lambda session: session.ring())
    session, heard = pair.call()
    pair.world.run(1)
    pair.callee.accept(ANSWER)
    session.end()
    pair.world.run(2)
    assert "answered" not in heard.names
    assert pair.callee_heard.names == ["confirmed", "ended"]
    assert len(pair.wire.starts("BYE sip")) == 1
    pair.world.run(64)
    assert pair.a.quiet and pair.b.quiet


def test_a_cancelled_call_that_is_never_decided_is_given_up() -> None:
    pair = Pair(lambda session: session.ring())
    session, _ = pair.call()
    pair.world.run(1)
    pair.wire.agents.pop(("10.0.0.2", 5060))
    session.end()
    pair.world.run(100)
    assert pair.a.quiet


# The 2xx and its ACK (RFC 3261 13.3.1.4).


def test_a_lost_ack_is_sent_again_for_each_repeated_200() -> None:
    pair = Pair()
    lost = iter([True, True])
    pair.wire.fate = lambda data: () if data.startswith(b"ACK") and next(lost, False) else (0.01,)
    pair.call()
    pair.world.run(5)
    assert pair.callee_heard.names == ["confirmed"]
    assert len(pair.wire.starts("ACK")) == 3 and len(pair.wire.starts("SIP/2.0 200")) == 3


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_without_ack_the_callee_says_bye(transport: str) -> None:
    pair = Pair(transport=transport)
    pair.wire.fate = lambda data: () if data.startswith(b"ACK") else (0.01,)
    pair.call()
    pair.world.run(40)
    assert pair.callee_heard.heard == [("ended", EndCause.NO_ACK)]
    assert len(pair.wire.starts("BYE")) == 1


def test_end_before_the_ack_waits_for_it() -> None:
    pair = Pair()
    pair.wire.fate = lambda data: (0.3,)
    pair.call()
    pair.world.run(0.4)
    pair.callee.end()
    assert pair.wire.starts("BYE") == []
    pair.world.run(2)
    assert len(set(pair.wire.starts("BYE"))) == 1 and pair.callee_heard.names == []


def test_a_second_fork_that_answers_is_ended() -> None:
    pair = Pair()
    session, heard = pair.call()
    pair.world.run(1)
    answer = next(data for data in pair.wire.starts("SIP/2.0 200") if b"INVITE" in data)
    other = answer.replace(pair.callee.local_tag.encode(), b"other-fork")
    pair.a.arrive(other, WireFlow(pair.wire, pair.a.here, pair.b.here))
    pair.world.run(1)
    bye = parse(pair.wire.starts("BYE")[0])
    assert bye.to_tag == "other-fork" and heard.names == ["progress", "answered"]
    assert session.dialog is not None and session.dialog.remote_tag == pair.callee.local_tag


# Digest towards a peer that challenges.


def test_a_challenge_is_answered_once() -> None:
    pair = Pair()
    pair.app_b.trunk = None
    _, heard = pair.call(credentials=Credentials("201", "secret"))
    pair.world.run(1)
    assert heard.names[-1] == "answered" and pair.callee.user == "201" and pair.callee.trunk == ""


def test_a_wrong_password_is_not_tried_twice() -> None:
    pair = Pair()
    pair.app_b.trunk = None
    _, heard = pair.call(credentials=Credentials("201", "wrong"))
    pair.world.run(1)
    assert heard.heard == [("failed", 401)] and len(pair.wire.starts("INVITE")) == 2


# Offers within the session.


def test_reoffer_from_either_side() -> None:
    pair = Pair()
    session, heard = pair.call()
    pair.world.run(1)
    session.reoffer(HELD)
    pair.world.run(1)
    assert pair.callee_heard.last() == ("reoffer", HELD)
    assert heard.last() == ("reanswered", 200, ANSWER)
    pair.callee.reoffer(OFFER)
    pair.world.run(1)
    assert heard.last() == ("reoffer", OFFER)
    assert pair.callee_heard.last() == ("reanswered", 200, ANSWER)
    assert not pair.a.errors and not pair.b.errors


def test_a_refused_reoffer_leaves_the_session() -> None:
    class Stubborn(Recorder):
        def on_reoffer(self, session: Session, sdp: str) -> str:
            raise Refusal(488)

    pair = Pair()
    session, heard = pair.call()
    pair.world.run(1)
    pair.callee.handler = Stubborn()
    session.reoffer(HELD)
    pair.world.run(1)
    assert heard.heard[-1] == ("reanswered", 488, "") and session.local_sdp == OFFER
    session.end()
    pair.world.run(64)
    assert pair.a.quiet and pair.b.quiet


def test_glare_is_retried_at_different_times() -> None:
    pair = Pair()
    session, heard = pair.call()
    pair.world.run(1)
    session.reoffer(HELD)
    pair.callee.reoffer(OFFER)
    pair.world.run(10)
    assert len(pair.wire.starts("SIP/2.0 491")) == 2
    assert ("reanswered", 200, ANSWER) in heard.heard
    assert ("reanswered", 200, ANSWER) in pair.callee_heard.heard


def test_an_offer_waits_for_the_one_before_and_the_last_one_wins() -> None:
    pair = Pair()
    session, heard = pair.call()
    pair.world.run(1)
    for text in (HELD, "v=0 replaced", OFFER):
        session.reoffer(text)
    pair.world.run(2)
    assert [entry[1] for entry in pair.callee_heard.heard if entry[0] == "reoffer"] == [HELD, OFFER]
    assert heard.names.count("reanswered") == 2


def test_reoffer_needs_a_connected_session() -> None:
    pair = Pair(lambda session: session.ring())
    session, _ = pair.call()
    pair.world.run(1)
    with pytest.raises(SessionStateError):
        session.reoffer(HELD)


def test_a_peer_that_forgot_the_dialog_is_lost() -> None:
    pair = Pair()
    session, heard = pair.call()
    pair.world.run(1)
    pair.b.sessions.clear()
    session.reoffer(HELD)
    pair.world.run(1)
    assert heard.heard[-1] == ("ended", EndCause.LOST)


def test_update_and_digits_and_unknown_methods() -> None:
    pair = Pair()
    session, _ = pair.call()
    pair.world.run(1)
    statuses: list[int] = []
    session.send_digit("5", 200)
    body = {"content-type": ["application/sdp"]}
    session.ask("UPDATE", body, HELD.encode(), lambda response: statuses.append(response.status))
    session.ask("MESSAGE", {}, b"", lambda response: statuses.append(response.status))
    session.ask("OPTIONS", {}, b"", lambda response: statuses.append(response.status))
    session.ask("INFO", {"content-type": ["text/plain"]}, b"x", lambda response: statuses.append(response.status))
    pair.world.run(1)
    assert ("digit", "5", 200) in pair.callee_heard.heard and ("reoffer", HELD) in pair.callee_heard.heard
    assert sorted(statuses) == [200, 200, 405, 415]


# Losses.


# Five losses in a row would outlast what RFC 3261 repeats within the time that the test waits.
FATES = st.lists(st.sampled_from([(), (0.01,), (0.01, 0.02), (0.7,)]), max_size=14).filter(
    lambda fates: fates.count(()) < 5
)


@settings(max_examples=100, deadline=None)
@given(FATES, st.booleans())
def test_on_a_lossy_wire_every_call_is_set_up_and_ended(fates: list[tuple[float, ...]], caller_ends: bool) -> None:
    pair = Pair()
    queue = iter(fates)
    pair.wire.fate = lambda data: next(queue, (0.01,))
    session, heard = pair.call()
    pair.world.run(31)
    assert ("answered", ANSWER) in heard.heard and pair.callee_heard.names == ["confirmed"]
    assert len(pair.app_b.sessions) == 1
    (session if caller_ends else pair.callee).end()
    pair.world.run(100)
    told = pair.callee_heard if caller_ends else heard
    assert told.heard[-1] == ("ended", EndCause.BYE)
    assert pair.a.quiet and pair.b.quiet and not pair.a.errors and not pair.b.errors


def test_calls_leave_no_cycles() -> None:
    """The collector's pauses make the tail of the set-up time, so it must find nothing to do."""
    pair = Pair(answer_at_once)

    def one(password: str = "") -> None:
        session, _ = pair.call(credentials=Credentials("201", password) if password else None)
        pair.world.run(1)
        if session.phase is Phase.CONFIRMED:
            session.send_digit("1")
            session.reoffer(OFFER)
        pair.world.run(1)
        session.end()
        pair.world.run(70)
        pair.app_b.sessions.clear()
        pair.app_b.recorders.clear()

    one()
    gc.collect()
    gc.disable()
    try:
        one()
        pair.app_b.trunk = None
        one("secret")
        one("wrong")
        pair.app_b.trunk = "t1"
        for then in (lambda session: session.reject(486), lambda session: session.ring()):
            pair.app_b.then = then
            one()
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_a_session_that_is_over_needs_no_garbage_collector() -> None:
    pair = Pair(answer_at_once)
    session, heard = pair.call()
    pair.world.run(1)
    session.end()
    pair.world.run(70)
    both = [weakref.ref(heard), weakref.ref(pair.callee_heard)]
    pair.app_b.sessions.clear()
    pair.app_b.recorders.clear()
    gc.disable()
    try:
        del session, heard
        assert [reference() for reference in both] == [None, None]
    finally:
        gc.enable()
