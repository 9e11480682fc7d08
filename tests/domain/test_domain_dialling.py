"""Calls that operators and desk phones make to the outside."""

import pytest

from sip.contract import commands as c
from sip.contract.enums import Cause, Refusal, Side, Status
from sip.contract.events import (
    AcwBegan,
    CallRinging,
    CallStarted,
    SegmentBegan,
    StatusChanged,
)
from sip.domain.effects import (
    RINGBACK,
    Accept,
    Caller,
    Hear,
    LegSource,
    Originate,
    OutsideTarget,
    Release,
    Ring,
)
from tests.domain.callkit import ended, house, kinds
from tests.domain.kit import G_NUMBER, H_NUMBER, OUTSIDE, G, H, config


def test_dialling_out() -> None:
    h = house("b")
    call = h.dial("b", "03-9999-0000", H)
    (originate,) = [e for e in h.effects if isinstance(e, Originate)]
    assert originate.target == OutsideTarget(number="0399990000")
    assert originate.caller == Caller(number=H_NUMBER, group=H)
    assert h.status("b") == Status.DIALING and h.hears == {}
    h.rings(originate.leg)
    assert h.hears == {"phone:b": RINGBACK} and len(h.events(CallRinging)) == 1
    h.rings(originate.leg, early=True)
    assert h.hears == {"phone:b": LegSource(leg=originate.leg)} and len(h.events(CallRinging)) == 1
    events = h.picks_up(originate.leg)
    assert kinds(events) == ["CallAnswered", "SegmentBegan"]
    assert h.hears_each_other("phone:b", originate.leg) and h.status("b") == Status.TALKING
    assert h.centre.snapshot().calls[0].call == call
    h.leaves(originate.leg)
    assert ended(h).by is Side.OUTSIDE and h.status("b") == Status.ACW


def test_the_number_shown_is_that_of_the_first_group() -> None:
    h = house("b", "c")
    h.dial("b")
    h.dial("c")
    shown = [e.caller for e in h.effects if isinstance(e, Originate)]
    assert shown == [Caller(number=G_NUMBER, group=G), Caller()]
    started = [e for e in h.events(CallStarted) if isinstance(e, CallStarted)]
    assert [(e.group, e.from_number) for e in started] == [(G, G_NUMBER), ("", "")]


@pytest.mark.parametrize("status", [Status.AVAILABLE, Status.LUNCH_BREAK])
def test_an_unanswered_dial_ends_in_the_chosen_status(status: Status) -> None:
    h = house()
    h.log_in("a", status=status)
    h.dial("a")
    h.fails(h.outside_leg(), Cause.BUSY, 486)
    assert (ended(h).cause, ended(h).by, ended(h).sip_status) == (Cause.BUSY, Side.OUTSIDE, 486)
    assert h.status("a") == status and not h.events(AcwBegan, SegmentBegan) and not h.legs


def test_giving_up_dialling() -> None:
    h = house("a")
    h.dial("a")
    leg = h.outside_leg()
    h.rings(leg)
    h.hang_up("a")
    assert (ended(h).cause, ended(h).by) == (Cause.CANCELLED, Side.OPERATOR)
    assert h.effects[-2:] == [Hear(leg="phone:a", source=None), Release(leg=leg, cause=Cause.CANCELLED)]


def test_refused_dials() -> None:
    h = house("a", "b")

    def code(operator: str, number: str = OUTSIDE, group: str = "") -> Refusal:
        result = h.do(c.Dial(operator=operator, number=number, group=group))
        assert isinstance(result, c.Refused)
        return result.code

    assert code("c") is Refusal.NOT_LOGGED_IN
    assert code("s") is Refusal.NO_PHONE
    assert code("nobody") is Refusal.UNKNOWN_OPERATOR
    assert code("a", group=H) is Refusal.UNKNOWN_GROUP, "not a member"
    assert code("a", "x") is Refusal.INVALID_NUMBER
    assert code("a", "11") is Refusal.OWN_NUMBER
    assert code("a", "77") is Refusal.UNKNOWN_NUMBER
    assert code("a", G_NUMBER) is Refusal.UNKNOWN_NUMBER
    h.dial("a")
    assert code("a") is Refusal.BUSY
    h.lose("b")
    assert code("b") is Refusal.NO_PHONE
    h.configure(config(trunks=()))
    h.attach("b")
    assert code("b") is Refusal.NO_TRUNK


def test_dialling_while_an_offer_rings_is_busy() -> None:
    h = house("a")
    h.caller()
    refused = h.do(c.Dial(operator="a", number=OUTSIDE))
    assert isinstance(refused, c.Refused) and refused.code is Refusal.BUSY


def test_a_desk_phone_dials_out() -> None:
    h = house("a")
    near = h.desk_dials("11", OUTSIDE)
    far = h.outside_leg()
    assert h.status("a") == Status.DIALING
    h.rings(far)
    assert h.effects[-1] == Ring(leg=near), "the phone makes the tone itself"
    h.picks_up(far)
    assert h.effects[-3:] == [
        Accept(leg=near),
        Hear(leg=near, source=LegSource(leg=far)),
        Hear(leg=far, source=LegSource(leg=near)),
    ]
    h.leaves(near)
    assert ended(h).by is Side.OPERATOR and h.status("a") == Status.ACW


@pytest.mark.parametrize(
    ("number", "cause"), [("77", Cause.UNREACHABLE), ("x", Cause.INCOMPLETE), ("11", Cause.INCOMPLETE)]
)
def test_a_desk_phone_dials_what_leads_nowhere(number: str, cause: Cause) -> None:
    h = house("a")
    leg = h.desk_dials("11", number)
    assert h.effects == [Release(leg=leg, cause=cause)] and not h.events(CallStarted)


def test_a_second_call_from_the_desk_phone_is_busy() -> None:
    h = house("a")
    h.dial("a")
    leg = h.desk_dials("11", "12")
    assert h.effects[-1] == Release(leg=leg, cause=Cause.BUSY)


def test_a_supervisor_dials_without_a_status() -> None:
    h = house()
    h.attach("s")
    h.dial("s")
    h.picks_up(h.outside_leg())
    h.hang_up("s")
    assert not h.events(StatusChanged, AcwBegan) and len(h.events(SegmentBegan)) == 1
