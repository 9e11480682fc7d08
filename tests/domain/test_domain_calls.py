"""Calls past the groups, and what a snapshot shows of a call."""

import pytest

from sip.contract import commands as c
from sip.contract.enums import CallState, Cause, Direction, Side, Status
from sip.contract.events import (
    CallAnswered,
    SegmentBegan,
    SegmentEnded,
)
from sip.domain.effects import (
    Accept,
    Caller,
    OutsideTarget,
    Release,
    Ring,
)
from tests.domain.callkit import ended, house, kinds
from tests.domain.kit import SEC


def test_forward_to_an_outside_number() -> None:
    h = house()
    near = h.caller("0501")
    far = h.outside_leg()
    assert h.targets[far].target == OutsideTarget(number="0312340000")
    assert h.targets[far].caller == Caller(number="0451112222")
    assert h.rings(far) == [] and h.effects[-1] == Ring(leg=near)
    assert kinds(h.picks_up(far)) == ["CallAnswered"]
    assert h.hears_each_other(near, far) and Accept(leg=near) in h.effects
    assert kinds(h.leaves(far)) == ["CallEnded"] and h.effects[-1] == Release(leg=near, cause=Cause.NORMAL)
    assert not h.legs


def test_forward_that_fails_refuses_the_caller() -> None:
    h = house()
    near = h.caller("0501")
    h.fails(h.outside_leg(), Cause.BUSY, 486)
    assert h.effects[-1] == Release(leg=near, cause=Cause.BUSY)
    assert (ended(h).cause, ended(h).sip_status) == (Cause.BUSY, 486)


def test_the_caller_of_a_forward_gives_up() -> None:
    h = house()
    near = h.caller("0501")
    far = h.outside_leg()
    h.leaves(near)
    assert h.effects[-1] == Release(leg=far, cause=Cause.CANCELLED) and ended(h).cause is Cause.CANCELLED


def test_a_number_of_an_extension_rings_its_user() -> None:
    h = house("a")
    leg = h.caller("0500")
    assert h.status("a") == Status.RINGING and Ring(leg=leg) in h.effects
    h.answer("a")
    (segment,) = h.events(SegmentBegan)
    assert isinstance(segment, SegmentBegan) and segment.direction is Direction.INBOUND and not segment.visit
    assert h.hears_each_other(leg, "phone:a") and h.status("a") == Status.TALKING
    h.leaves(leg)
    assert h.status("a") == Status.ACW


def test_a_number_of_an_extension_whose_user_is_not_available() -> None:
    h = house()
    h.log_in("a", status=Status.SHORT_BREAK)
    leg = h.caller("0500")
    assert h.effects == [Release(leg=leg, cause=Cause.BUSY)]


@pytest.mark.parametrize("number", ["0502", "0503", "0504"])
def test_a_number_that_leads_to_nobody(number: str) -> None:
    h = house()
    leg = h.caller(number)
    assert h.effects == [Release(leg=leg, cause=Cause.UNREACHABLE)] and ended(h).by is Side.SYSTEM


def test_a_number_of_a_plain_extension() -> None:
    h = house()
    h.devices("90", 1)
    near = h.caller("0502")
    far = h.desk_leg("90")
    h.picks_up(far)
    assert h.hears_each_other(near, far)
    h.leaves(far)
    assert ended(h).by is Side.OPERATOR


# Looking at it


def test_the_snapshot_follows_a_call() -> None:
    h = house()
    leg = h.caller()

    def look() -> tuple[CallState, list[tuple[str, bool, bool]]]:
        (call,) = h.centre.snapshot().calls
        return call.state, [(party.operator, party.ringing, party.held) for party in call.parties]

    assert look() == (CallState.WAITING, [])
    h.log_in("a")
    assert look() == (CallState.RINGING, [("a", True, False)])
    h.answer("a")
    assert look() == (CallState.CONNECTED, [("a", False, False)])
    h.do(c.Hold(operator="a", call="call1"))
    assert look() == (CallState.CONNECTED, [("a", False, True)])
    h.leaves(leg)
    assert h.centre.snapshot().calls == ()
    h.dial("a")
    assert look() == (CallState.DIALING, [("a", False, False)])


def test_time_is_that_of_the_input() -> None:
    h = house("a")
    h.at(7 * SEC)
    h.caller()
    assert h.log[-1][0] == 7 * SEC
    assert [type(e) for e in h.events(CallAnswered, SegmentEnded)] == []
