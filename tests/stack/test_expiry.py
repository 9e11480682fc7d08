"""Session timers (RFC 4028) between two agents in virtual time."""

from __future__ import annotations

import pytest

from sip.stack.interfaces import EndCause
from sip.stack.session import Session
from sip.stack.terms import Terms
from tests.stack.kit import ANSWER, Pair, Recorder

HOUR = 3600.0


def asking(seconds: int = 600, **more: int) -> Terms:
    return Terms(session_s=seconds, **more)


def connected(terms: Terms | None = None, callee: Terms | None = None) -> tuple[Pair, Session, Recorder]:
    pair = Pair()
    pair.b.agreed = callee or Terms()
    session, heard = pair.call(terms=terms)
    pair.world.run(1)
    assert "answered" in heard.names
    return pair, session, heard


def test_without_a_wish_nothing_is_said_and_nothing_expires() -> None:
    pair, session, heard = connected()
    pair.world.run(HOUR)
    assert not [data for data in pair.wire.sent if b"Session-Expires" in data]
    assert not session.ended and heard.names == ["progress", "answered"]


def test_the_caller_refreshes_by_update_and_the_call_lives_on() -> None:
    pair, session, heard = connected(asking())
    assert b"Session-Expires: 600;refresher=uac" in pair.wire.starts("SIP/2.0 200")[0]
    assert b"Require: timer" in pair.wire.starts("SIP/2.0 200")[0]
    pair.world.run(HOUR)
    assert len(pair.wire.starts("UPDATE")) == 12  # every 300 s, from the answer on
    assert not session.ended and not pair.callee.ended and heard.names == ["progress", "answered"]


def test_the_callee_refreshes_where_the_caller_asks_for_that() -> None:
    pair = Pair()
    session, _ = pair.call(headers={"session-expires": ["600;refresher=uas"]})
    pair.world.run(HOUR)
    updates = pair.wire.starts("UPDATE")
    assert len(updates) == 11 and b"\r\nCSeq: 1 UPDATE" in updates[0]
    assert not session.ended and not pair.callee.ended


def test_the_callee_wishes_where_the_caller_can_but_does_not_ask() -> None:
    pair, session, _ = connected(callee=asking())
    assert b"Session-Expires: 600;refresher=uac" in pair.wire.starts("SIP/2.0 200")[0]
    pair.world.run(HOUR)
    assert not session.ended and len(pair.wire.starts("UPDATE")) == 12


def test_a_peer_without_update_is_refreshed_by_the_same_offer(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("session", "outgoing"):
        monkeypatch.setattr(f"sip.stack.{module}.ALLOW", "INVITE, ACK, CANCEL, BYE")
    pair, session, heard = connected(asking())
    pair.world.run(HOUR)
    invites = pair.wire.starts("INVITE")
    assert len(invites) == 13 and not pair.wire.starts("UPDATE")
    assert {data.partition(b"\r\n\r\n")[2] for data in invites} == {session.local_sdp.encode()}
    assert heard.names.count("reanswered") == 12 and not session.ended and not pair.callee.ended
    assert pair.callee_heard.names.count("reoffer") == 12


def test_a_refresher_that_is_gone_ends_the_session_with_a_bye() -> None:
    pair, _, _ = connected(asking())
    pair.wire.fate = lambda data: ()
    pair.world.run(599)
    assert pair.callee_heard.heard[-1] == ("ended", EndCause.EXPIRED)  # 600 s less a margin of 32 s
    assert b"10.0.0.2" in pair.wire.starts("BYE")[0] and pair.callee.ended


def test_a_peer_that_does_not_answer_the_refresh_is_lost() -> None:
    pair, session, heard = connected(asking())
    pair.wire.agents.pop(("10.0.0.2", 5060))
    pair.world.run(600)
    assert heard.heard[-1] == ("ended", EndCause.LOST) and session.ended


def test_too_short_an_interval_is_refused_and_asked_for_again() -> None:
    pair, session, heard = connected(asking(100, min_s=90), callee=Terms(min_s=1800))
    assert b"Min-SE: 1800" in pair.wire.starts("SIP/2.0 422")[0]
    invites = pair.wire.starts("INVITE")
    assert b"Session-Expires: 100" in invites[0] and b"Session-Expires: 1800" in invites[1]
    assert invites[0].split(b"Call-ID")[1].split(b"\r\n")[0] == invites[1].split(b"Call-ID")[1].split(b"\r\n")[0]
    assert heard.names == ["progress", "answered"] and session.expiry.interval == 1800
    assert len(pair.app_b.sessions) == 1  # the application never saw the refused one


def test_an_interval_that_was_refused_thrice_is_given_up() -> None:
    pair = Pair(lambda session: session.reject(422, headers={"min-se": [str(200 + session.request.cseq)]}))
    _, heard = pair.call(terms=asking(100))
    pair.world.run(1)
    assert heard.heard == [("failed", 422)] and len(pair.wire.starts("INVITE")) == 4


@pytest.mark.parametrize("value", ["soon", "", "-5", "99999999999999", "90;refresher=nobody"])
def test_strange_headers_do_no_harm(value: str) -> None:
    pair = Pair()
    _, heard = pair.call(headers={"session-expires": [value]})
    pair.world.run(60)
    assert heard.names == ["progress", "answered"] and not pair.a.errors and not pair.b.errors


def test_both_sides_end_with_nothing_left() -> None:
    pair, session, _ = connected(asking())
    pair.world.run(900)
    session.end()
    pair.world.run(100)
    assert pair.a.quiet and pair.b.quiet


def test_an_update_that_the_peer_cannot_take_just_now_is_sent_again() -> None:
    pair, session, _ = connected(asking())
    refused = 0

    def fate(data: bytes) -> tuple[float, ...]:
        nonlocal refused
        if data.startswith(b"UPDATE") and not refused:
            refused += 1
            head = data.split(b"\r\n", 1)[1]
            answer = b"SIP/2.0 500 Busy just now\r\n" + head
            pair.a.arrive(answer, pair.a.flow_to(pair.b.here))
            return ()
        return (0.01,)

    pair.wire.fate = fate
    pair.world.run(900)
    assert refused == 1 and not session.ended and not pair.callee.ended


def test_the_answer_of_the_first_offer_is_kept() -> None:
    pair, session, _ = connected(asking())
    pair.world.run(HOUR)
    assert session.remote_sdp == ANSWER
