"""Messages that cross, come late, twice, in the wrong order or never (RFC 3261 9, 13, 14, 15; RFC 5407)."""

from __future__ import annotations

import pytest

from sip.stack.interfaces import EndCause
from sip.stack.message import Request, Response, parse
from sip.stack.session import Session
from tests.stack.kit import ANSWER, OFFER, Pair, Recorder, WireFlow, answer_at_once

HELD = OFFER.replace("sendrecv", "sendonly")


def ring(session: Session) -> None:
    session.ring()


def quiet(pair: Pair) -> None:
    """After the longest timers nothing is left on either side, and nothing went wrong."""
    pair.world.run(70)
    assert pair.a.quiet and pair.b.quiet and not pair.a.errors and not pair.b.errors


def timed(pair: Pair, begin: bytes) -> list[float]:
    """When messages that begin so are sent, from now on."""
    times: list[float] = []
    before = pair.wire.fate

    def fate(data: bytes) -> tuple[float, ...]:
        if data.startswith(begin):
            times.append(round(pair.world.now, 1))
        return tuple(before(data))

    pair.wire.fate = fate
    return times


def statuses(pair: Pair, method: str) -> list[int]:
    """The responses to `method` that were sent, in order."""
    found = [parse(data) for data in pair.wire.starts("SIP/2.0 ")]
    return [one.status for one in found if isinstance(one, Response) and one.method == method]


def deliver(pair: Pair, data: bytes, *, to_caller: bool = True) -> None:
    """What the network brings out of turn."""
    a, b = pair.a, pair.b
    agent, here, there = (a, a.here, b.here) if to_caller else (b, b.here, a.here)
    agent.arrive(data, WireFlow(pair.wire, here, there))


# Offers.


def test_glare_is_491_both_ways_and_the_owner_of_the_call_id_waits_longer() -> None:
    pair = Pair()
    session, heard = pair.call()
    pair.world.run(1)
    begin = pair.world.now
    invites = timed(pair, b"INVITE")
    session.reoffer(HELD)
    pair.callee.reoffer(OFFER)
    pair.world.run(10)
    assert statuses(pair, "INVITE")[-4:] == [491, 491, 200, 200]
    after = [round(at - begin, 1) for at in invites]
    assert after[:2] == [0, 0] and 0 <= after[2] <= 2.1 and 2.1 <= after[3] <= 4.1  # 14.1
    for recorder in (heard, pair.callee_heard):
        assert recorder.heard.count(("reanswered", 200, ANSWER)) == 1


def test_a_bye_that_crosses_an_offer_ends_both_sides_once() -> None:
    for ender in (True, False):
        pair = Pair()
        session, heard = pair.call()
        pair.world.run(1)
        first, second = (session, pair.callee) if ender else (pair.callee, session)
        first.reoffer(HELD)
        second.end()
        quiet(pair)
        told = [recorder.heard.count(("ended", EndCause.BYE)) for recorder in (heard, pair.callee_heard)]
        assert sorted(told) == [0, 1] and "reanswered" not in heard.names + pair.callee_heard.names


def test_an_offer_whose_sender_has_lost_its_ack_is_answered() -> None:
    """RFC 5407 3.1.4: who offers again has our 200; a phone that holds at once must not be refused."""
    pair = Pair()
    lost = iter([True])
    pair.wire.fate = lambda data: () if data.startswith(b"ACK") and next(lost, False) else (0.01,)
    session, heard = pair.call()
    pair.world.run(0.1)
    session.reoffer(HELD)
    pair.world.run(5)
    assert pair.callee_heard.names == ["confirmed", "reoffer"] and heard.last() == ("reanswered", 200, ANSWER)
    repeated = [data for data in pair.wire.starts("SIP/2.0 200") if b"CSeq: 1 INVITE" in data]
    assert len(repeated) == 1
    session.end()
    quiet(pair)


def test_an_offer_before_the_answer_to_ours_is_491() -> None:
    """RFC 5407 3.1.5: the 200 held an offer, and the answer in the ACK is not here yet."""
    pair = Pair()
    pair.wire.fate = lambda data: () if data.startswith(b"ACK") and b"CSeq: 1 " in data else (0.01,)
    session, _ = pair.call(sdp="")
    pair.world.run(0.1)
    session.reoffer(HELD)
    pair.world.run(1)
    assert statuses(pair, "INVITE").count(491) == 1 and pair.callee_heard.names == []


@pytest.mark.parametrize("by_caller", [True, False])
def test_an_offer_by_invite_within_an_early_dialog_is_refused_and_harms_nothing(by_caller: bool) -> None:
    pair = Pair(ring)
    session, heard = pair.call()
    pair.world.run(0.1)
    asker = session if by_caller else pair.callee
    asker.ask("INVITE", {"content-type": ["application/sdp"]}, HELD.encode(), lambda response: None)
    pair.world.run(0.1)
    answers = [parse(data) for data in pair.wire.starts("SIP/2.0 ")]
    refusal = answers[-1]
    assert isinstance(refusal, Response) and refusal.status == (500 if by_caller else 491)
    assert refusal.get("retry-after").isdigit() == by_caller  # 14.2
    pair.callee.accept(ANSWER)
    pair.world.run(1)
    assert heard.last() == ("answered", ANSWER)
    session.end()
    quiet(pair)


def test_an_offer_by_update_before_the_first_is_answered_is_refused() -> None:
    pair = Pair(ring)
    session, _ = pair.call()
    pair.world.run(0.1)
    told: list[int] = []
    body = {"content-type": ["application/sdp"]}
    session.ask("UPDATE", body, HELD.encode(), lambda response: told.append(response.status))
    session.ask("UPDATE", {}, b"", lambda response: told.append(response.status))
    pair.world.run(1)
    assert told == [500, 200]  # RFC 3311 5.2; without an offer it merely refreshes the target


def test_an_offer_that_is_never_decided_does_not_last_for_ever() -> None:
    pair = Pair()
    session, heard = pair.call()
    pair.world.run(1)
    session.reoffer(HELD)
    invite = parse(pair.wire.starts("INVITE")[-1])
    assert isinstance(invite, Request)
    pair.wire.agents.pop(("10.0.0.2", 5060))
    deliver(pair, invite.response(100).encode())
    session.end()
    pair.world.run(200)
    assert pair.a.quiet and "ended" not in heard.names


# Answers.


def test_a_late_ack_stops_the_repetitions_of_the_200() -> None:
    pair = Pair()
    pair.wire.fate = lambda data: (20.0,) if data.startswith(b"ACK") else (0.0,)
    begin = pair.world.now
    answers = timed(pair, b"SIP/2.0 200")
    session, _ = pair.call()
    pair.world.run(40)
    assert [round(at - begin, 1) for at in answers] == [0, 0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5]  # 13.3.1.4
    assert pair.callee_heard.names == ["confirmed"]
    session.end()
    quiet(pair)


def test_the_200_is_repeated_for_64_t1_and_then_the_callee_says_bye() -> None:
    pair = Pair()
    pair.wire.fate = lambda data: () if data.startswith(b"ACK") else (0.0,)
    begin = pair.world.now
    byes = timed(pair, b"BYE")
    pair.call()
    pair.world.run(40)
    assert [round(at - begin) for at in byes] == [32]
    assert pair.callee_heard.heard == [("ended", EndCause.NO_ACK)]
    quiet(pair)


def test_of_two_branches_that_answer_the_second_is_acknowledged_and_ended() -> None:
    pair = Pair(ring)
    session, heard = pair.call()
    pair.world.run(0.5)
    ringing = pair.wire.starts("SIP/2.0 180")[0]
    tag = pair.callee.local_tag.encode()
    deliver(pair, ringing.replace(tag, b"other"))
    pair.callee.accept(ANSWER)
    pair.world.run(0.001)
    answer = pair.wire.starts("SIP/2.0 200")[0]
    deliver(pair, answer.replace(tag, b"other"))  # it wins
    pair.world.run(2)
    assert [entry for entry in heard.heard if entry[0] == "answered"] == [("answered", ANSWER)]
    acks = {parse(data).to_tag for data in pair.wire.starts("ACK")}
    byes = [parse(data).to_tag for data in pair.wire.starts("BYE")]
    assert acks == {"other", pair.callee.local_tag} and byes == [pair.callee.local_tag]
    assert pair.callee_heard.names == ["confirmed", "ended"] and not session.ended


def test_provisional_responses_in_any_order_change_nothing_about_the_answer() -> None:
    pair = Pair(lambda session: None)
    session, heard = pair.call()
    pair.world.run(0.1)
    invite = parse(pair.wire.starts("INVITE")[0])
    assert isinstance(invite, Request)
    tag = pair.callee.local_tag
    for status in (183, 180, 100, 181, 180):
        response = invite.response(status, to_tag="" if status == 100 else tag)
        response.set("contact", "<sip:bob@10.0.0.2>")
        deliver(pair, response.encode())
    assert [entry[1] for entry in heard.heard] == [183, 180, 181, 180]
    pair.callee.accept(ANSWER)
    pair.world.run(1)
    deliver(pair, invite.response(180, to_tag=tag).encode())  # overtaken by the 200
    deliver(pair, invite.response(486, to_tag=tag).encode())  # nonsense
    assert heard.last() == ("answered", ANSWER) and not session.ended
    session.end()
    quiet(pair)


@pytest.mark.parametrize("status", [200, 486])
def test_an_invite_that_comes_again_after_its_final_response_is_no_second_call(status: int) -> None:
    def decide(session: Session) -> None:
        answer_at_once(session) if status == 200 else session.reject(status)

    pair = Pair(decide)
    session, heard = pair.call()
    pair.world.run(1)
    told = list(heard.heard)
    for _ in range(3):
        deliver(pair, pair.wire.starts("INVITE")[0], to_caller=False)
        pair.world.run(1)
    assert len(pair.app_b.sessions) == 1 and heard.heard == told
    session.end()
    quiet(pair)


# Ends.


def test_the_callees_bye_while_it_still_rings_gives_the_invite_up() -> None:
    """Not allowed (15), but seen; the INVITE must not wait for a decision that never comes."""
    pair = Pair(ring)
    _, heard = pair.call()
    pair.world.run(0.1)
    pair.callee.ask("BYE")
    pair.world.run(1)
    assert heard.heard[-1] == ("ended", EndCause.BYE)
    assert len(pair.wire.starts("CANCEL")) == 1 and pair.callee_heard.names == ["ended"]
    quiet(pair)


def test_the_callers_bye_while_it_rings_is_a_cancel() -> None:
    pair = Pair(ring)
    session, heard = pair.call()
    pair.world.run(0.1)
    session.ask("BYE")
    pair.world.run(1)
    assert statuses(pair, "BYE") == [200] and statuses(pair, "INVITE")[-1] == 487
    assert pair.callee_heard.heard == [("ended", EndCause.BYE)] and heard.last() == ("failed", 487)
    quiet(pair)


def test_a_peer_that_rings_and_is_gone_is_given_up_after_timer_c() -> None:
    pair = Pair(ring)
    _, heard = pair.call()
    pair.world.run(1)
    pair.wire.agents.pop(("10.0.0.2", 5060))
    pair.world.run(180)
    assert heard.names == ["progress"]
    pair.world.run(60)
    assert heard.last() == ("failed", 408) and len(set(pair.wire.starts("CANCEL"))) == 1
    assert pair.a.quiet


def test_a_peer_that_says_now_and_then_that_it_rings_is_not_given_up() -> None:
    pair = Pair(ring)
    session, heard = pair.call()
    for _ in range(10):
        pair.world.run(100)
        pair.callee.ring()
    assert "failed" not in heard.names
    session.end()
    quiet(pair)


def test_a_peer_that_was_out_of_reach_for_a_while_is_told_of_the_end() -> None:
    pair = Pair()
    session, heard = pair.call()
    pair.world.run(1)
    fate, pair.wire.fate = pair.wire.fate, lambda data: ()
    session.reoffer(HELD)
    pair.world.run(31.9)
    pair.wire.fate = fate
    pair.world.run(5)
    assert heard.last() == ("ended", EndCause.LOST) and pair.callee_heard.last() == ("ended", EndCause.BYE)
    quiet(pair)


def test_an_owner_that_goes_wrong_is_told_to_let_go() -> None:
    class Clumsy(Recorder):
        def on_confirmed(self, session: Session, sdp: str) -> None:
            raise RuntimeError("of the owner's")

    clumsy = Clumsy()

    def take(session: Session) -> None:
        session.handler = clumsy
        session.accept(ANSWER)

    pair = Pair(take)
    _, heard = pair.call()
    pair.world.run(1)
    assert clumsy.heard == [("ended", EndCause.ERROR)] and heard.last() == ("ended", EndCause.BYE)
    assert [str(error) for error in pair.b.errors] == ["of the owner's"]


@pytest.mark.parametrize("seconds", ["60", "0", "soon"])
def test_a_caller_who_says_how_long_it_waits_is_refused_then(seconds: str) -> None:
    pair = Pair(ring)
    _, heard = pair.call(headers={"expires": [seconds]})
    pair.world.run(59)
    assert heard.names == ["progress"]
    pair.world.run(5)
    if seconds == "60":
        assert heard.last() == ("failed", 487) and pair.callee_heard.last() == ("ended", EndCause.CANCELLED)
        quiet(pair)
    else:  # says nothing
        assert heard.names == ["progress"]


def test_a_limit_is_over_with_the_answer() -> None:
    pair = Pair()
    session, heard = pair.call(headers={"expires": ["60"]})
    pair.world.run(100)
    assert heard.names == ["progress", "answered"] and pair.callee_heard.names == ["confirmed"]
    session.end()
    quiet(pair)


def test_a_caller_whose_connection_breaks_while_it_waits_is_gone() -> None:
    pair = Pair(ring, transport="tcp")
    pair.call()
    pair.world.run(1)
    (server,) = pair.b.layer.servers.values()
    pair.b.layer.flow_failed(server.flow)
    assert pair.callee_heard.heard == [("ended", EndCause.LOST)] and pair.b.quiet
