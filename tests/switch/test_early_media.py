"""Sound before the answer, from the carrier that is called to the one that calls, with and without 100rel (F10.3)."""

from __future__ import annotations

import pytest

from sip.contract.enums import Cause
from sip.contract.events import CallAnswered, CallEnded
from sip.media.client import FromLeg, RtpRemote
from sip.stack import sdp
from sip.stack.headers import NameAddr
from sip.stack.session import Session
from sip.stack.terms import Terms, Use
from tests.stack.kit import ANSWER, OFFER, Recorder
from tests.switch.virtual import FORWARDED, House

RELIABLE = pytest.mark.parametrize("reliable", [Use.OPTIONAL, Use.REQUIRED])


def forwarded(house: House, offer: str = OFFER, reliable: Use = Use.OPTIONAL) -> tuple[Session, Recorder]:
    """The caller's side of a call that is forwarded."""
    recorder = Recorder()
    session = house.caller.invite(
        f"sip:{FORWARDED}@10.0.0.2",
        recorder,
        caller=NameAddr("sip:09012345678@10.0.0.1"),
        destination=house.switch.agent.here,
        sdp=offer,
        terms=Terms(reliable=reliable),
    )
    return session, recorder


def remotes(house: House) -> list[RtpRemote]:
    return [entry[2] for entry in house.switch.media.told if isinstance(entry[2], RtpRemote)]


def says_something(session: Session) -> None:
    session.progress(ANSWER)


@RELIABLE
def test_the_caller_hears_the_far_carrier_before_and_after_the_answer(reliable: Use) -> None:
    house = House()
    house.callee_app.then = says_something
    session, heard = forwarded(house, reliable=reliable)
    house.world.run(3)
    assert heard.heard == [("progress", 183, session.remote_sdp)]
    assert sdp.read_answer(session.remote_sdp).send
    ears = [entry for entry in house.switch.media.told if entry[0] == "hear"]
    assert len(ears) == 1 and isinstance(ears[0][2], FromLeg), "one way: nobody is charged for talking"
    assert [remote.watch for remote in remotes(house)] == [False, False], "nobody need send yet"
    assert not [event for event in house.switch.log if isinstance(event, CallAnswered)]
    assert (b"RSeq" in house.wire.starts("SIP/2.0 183")[-1]) is (reliable is Use.REQUIRED)

    house.callee_app.sessions[0].accept(ANSWER)
    house.world.run(3)
    assert heard.heard[1:] == [("answered", heard.heard[0][2])], "the 200 describes the same"
    assert sorted(remote.watch for remote in remotes(house)[2:]) == [True, True]
    assert len([event for event in house.switch.log if isinstance(event, CallAnswered)]) == 1
    session.end()
    house.world.run(40)
    assert house.switch.leftovers() == {}


@RELIABLE
def test_an_announcement_is_heard_though_the_number_is_not_in_use(reliable: Use) -> None:
    house = House()
    house.callee_app.then = says_something
    _, heard = forwarded(house, reliable=reliable)
    house.world.run(5)
    house.callee_app.sessions[0].reject(404)
    house.world.run(40)
    assert [entry[:2] for entry in heard.heard] == [("progress", 183), ("failed", 404)]
    (end,) = [event for event in house.switch.log if isinstance(event, CallEnded)]
    assert (end.cause, end.sip_status) == (Cause.UNREACHABLE, 404)
    assert house.switch.leftovers() == {}


def test_a_caller_who_gives_up_during_early_media_leaves_nothing() -> None:
    house = House()
    house.callee_app.then = says_something
    session, _ = forwarded(house)
    house.world.run(3)
    session.end()
    house.world.run(40)
    assert "ended" in house.callee_app.recorders[0].names
    assert house.switch.leftovers() == {}


def test_a_caller_without_an_offer_hears_the_call_after_the_answer() -> None:
    house = House()
    house.callee_app.then = says_something
    session, heard = forwarded(house, offer="")
    house.world.run(3)
    assert heard.heard == [("progress", 180, "")]
    house.callee_app.sessions[0].accept(ANSWER)
    house.world.run(3)
    assert heard.names == ["progress", "answered"]
    ears = [entry for entry in house.switch.media.told if entry[0] == "hear"]
    assert len(ears) == 2, "each of the other"
    session.end()
    house.world.run(40)
    assert house.switch.leftovers() == {}
