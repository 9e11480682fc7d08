"""Calls between extensions."""

from sip.contract import commands as c
from sip.contract.enums import Cause, Direction, OfferKind, OfferOutcome, Side, Status
from sip.contract.events import (
    AcwBegan,
    HoldBegan,
    HoldEnded,
    OfferBegan,
    OfferEnded,
    SegmentBegan,
)
from sip.domain.effects import (
    RINGBACK,
    Caller,
    Release,
)
from tests.domain.callkit import ended, house


def test_an_internal_call() -> None:
    h = house("a", "b")
    h.dial("a", "12")
    assert (h.status("a"), h.status("b")) == (Status.DIALING, Status.RINGING)
    (offer,) = h.events(OfferBegan)
    assert isinstance(offer, OfferBegan) and (offer.kind, offer.operator) == (OfferKind.INTERNAL, "b")
    assert h.hears == {"phone:a": RINGBACK}
    h.answer("b")
    assert h.hears_each_other("phone:a", "phone:b")
    segments = [e for e in h.events(SegmentBegan) if isinstance(e, SegmentBegan)]
    assert [(e.operator, e.direction, e.group) for e in segments] == [
        ("a", Direction.INTERNAL, ""),
        ("b", Direction.INTERNAL, ""),
    ]
    assert h.status("a") == h.status("b") == Status.INTERNAL
    h.hang_up("b")
    assert h.status("a") == h.status("b") == Status.AVAILABLE and not h.events(AcwBegan) and h.hears == {}


def test_an_internal_call_lays_no_status_over_another_than_available() -> None:
    h = house()
    h.log_in("a", status=Status.LUNCH_BREAK)
    h.log_in("b")
    h.dial("b", "11")
    assert h.status("a") == Status.LUNCH_BREAK
    h.answer("a")
    assert (h.status("a"), h.status("b")) == (Status.LUNCH_BREAK, Status.INTERNAL)


def test_no_external_call_comes_to_who_is_on_an_internal_one() -> None:
    h = house("a", "b")
    h.dial("a", "12")
    h.answer("b")
    h.caller()
    assert len(h.events(OfferBegan)) == 1
    h.hang_up("a")
    assert len(h.events(OfferBegan)) == 3, "both are rung now"


def test_internal_calls_that_come_to_nothing() -> None:
    h = house("a", "b")
    h.dial("a", "12")
    h.do(c.Reject(operator="b", call=h.call_of("b")))
    assert (ended(h).cause, ended(h).by) == (Cause.REJECTED, Side.OPERATOR)
    h.dial("a", "12")
    h.hang_up("a")
    assert (ended(h).cause, ended(h).by) == (Cause.CANCELLED, Side.OPERATOR)
    outcomes = [e.outcome for e in h.events(OfferEnded) if isinstance(e, OfferEnded)]
    assert outcomes == [OfferOutcome.REJECTED, OfferOutcome.CALLER_LEFT]
    h.dial("a", "13")
    assert ended(h).cause is Cause.UNREACHABLE, "c has no phone"
    h.dial("b")
    h.dial("a", "12")
    assert ended(h).cause is Cause.BUSY
    assert h.status("a") == Status.AVAILABLE


def test_an_internal_call_to_a_desk_phone() -> None:
    h = house("a")
    h.devices("12", 1)
    h.dial("a", "12")
    desk = h.desk_leg("12")
    assert h.targets[desk].caller == Caller(number="11", name="A")
    h.fails(desk, Cause.NO_ANSWER, 480)
    assert (ended(h).cause, ended(h).sip_status) == (Cause.NO_ANSWER, 480)
    h.dial("a", "12")
    h.picks_up(h.desk_leg("12"))
    assert h.hears_each_other("phone:a", h.desk_leg("12"))


def test_an_extension_without_a_user() -> None:
    h = house("a")
    h.dial("a", "90")
    assert ended(h).cause is Cause.UNREACHABLE, "no device is registered"
    h.devices("90", 1)
    h.dial("a", "90")
    far = h.desk_leg("90")
    h.rings(far)
    h.picks_up(far)
    assert h.hears_each_other("phone:a", far) and len(h.events(SegmentBegan)) == 1
    back = h.desk_dials("90", "11")
    assert h.effects[-1] == Release(leg=back, cause=Cause.BUSY)
    assert ended(h).cause is Cause.BUSY


def test_internal_hold() -> None:
    h = house("a", "b")
    h.dial("a", "12")
    h.answer("b")
    call = h.call_of("a")
    h.do(c.Hold(operator="a", call=call))
    assert h.hears_music("phone:b") and "phone:a" not in h.hears and h.status("a") == Status.INTERNAL
    h.do(c.Hold(operator="b", call=call))
    assert h.hears_music("phone:a") and h.hears_music("phone:b")
    h.hang_up("a")
    assert len(h.events(HoldBegan)) == len(h.events(HoldEnded)) == 2
