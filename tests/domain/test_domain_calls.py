"""Calls of all directions, who hears whom in them, and how they end."""

import pytest

from sip.contract import commands as c
from sip.contract.enums import CallerId, CallState, Cause, Direction, OfferKind, OfferOutcome, Refusal, Side, Status
from sip.contract.events import (
    AcwBegan,
    CallAnswered,
    CallEnded,
    CallRinging,
    CallStarted,
    Event,
    HoldBegan,
    HoldEnded,
    OfferBegan,
    OfferEnded,
    SegmentBegan,
    SegmentEnded,
    StatusChanged,
)
from sip.domain.effects import (
    RINGBACK,
    Accept,
    Caller,
    ExtensionTarget,
    Hear,
    LegSource,
    Originate,
    OutsideTarget,
    Release,
    Ring,
    SendDigits,
    TrunkOrigin,
)
from tests.domain.kit import G_NUMBER, H_NUMBER, OUTSIDE, SEC, G, H, House, config, group, route


def house(*operators: str) -> House:
    made = House(config(group(), group(H, H_NUMBER, members=("b",)), routes=ROUTES))
    made.log_in(*operators)
    return made


ROUTES = (
    route("0500", extension="11"),
    route("0501", external="0312340000"),
    route("0502", extension="90"),
    route("0503", extension="55"),
    route("0504", group="nowhere"),
)


def ended(house: House) -> CallEnded:
    """The last call's end."""
    event = house.events(CallEnded)[-1]
    assert isinstance(event, CallEnded)
    return event


def kinds(events: list[Event]) -> list[str]:
    return [type(event).__name__ for event in events if not isinstance(event, StatusChanged)]


def inbound(house: House, operator: str = "a") -> str:
    """An answered call; the caller's leg."""
    leg = house.caller()
    assert house.answer(operator) == c.Done()
    return leg


# Inbound to a group


def test_answering_connects_both_ways() -> None:
    h = house("a")
    leg = h.caller()
    begin = len(h.effects)
    h.answer("a")
    assert h.effects[begin:] == [
        Accept(leg=leg),
        Hear(leg=leg, source=LegSource(leg="phone:a")),
        Hear(leg="phone:a", source=LegSource(leg=leg)),
    ]
    assert h.status("a") == Status.TALKING


def test_desk_phones_ring_beside_the_browser_phone_and_lose_to_it() -> None:
    h = house("a")
    h.devices("11", 2)
    leg = h.caller()
    desk = h.desk_leg("11")
    assert h.targets[desk].target == ExtensionTarget(extension="11")
    assert h.targets[desk].caller == Caller(number="0451112222", group=G)
    h.answer("a")
    assert Release(leg=desk, cause=Cause.NORMAL) in h.effects, "answered elsewhere"
    assert h.hears_each_other(leg, "phone:a")


def test_a_desk_phone_answers() -> None:
    h = house("a", "b")
    h.devices("11", 1)
    leg = h.caller()
    desk = h.desk_leg("11")
    h.picks_up(desk)
    assert h.hears_each_other(leg, desk) and "phone:a" not in h.hears
    assert [e.outcome for e in h.events(OfferEnded) if isinstance(e, OfferEnded)] == [
        OfferOutcome.ANSWERED,
        OfferOutcome.ANSWERED_ELSEWHERE,
    ]
    h.leaves(desk)
    assert ended(h).by is Side.OPERATOR and h.status("a") == Status.ACW and not h.legs


def test_a_desk_phone_alone_suffices() -> None:
    h = house("a")
    h.lose("a")
    h.devices("11", 1)
    h.caller()
    h.picks_up(h.desk_leg("11"))
    assert h.status("a") == Status.TALKING


def test_declining_on_the_desk_phone_rejects() -> None:
    h = house("a")
    h.devices("11", 1)
    h.caller()
    h.fails(h.desk_leg("11"), Cause.REJECTED, 603)
    (offer,) = h.events(OfferEnded)
    assert isinstance(offer, OfferEnded) and offer.outcome is OfferOutcome.REJECTED


def test_a_desk_phone_out_of_reach_leaves_the_browser_phone_ringing() -> None:
    h = house("a")
    h.devices("11", 1)
    h.caller()
    assert h.fails(h.desk_leg("11"), Cause.UNREACHABLE, 480) == []
    assert h.answer("a") == c.Done()


def test_a_desk_phones_leg_that_breaks_while_it_rings() -> None:
    h = house("a")
    h.devices("11", 1)
    h.caller()
    assert h.leaves(h.desk_leg("11"), Cause.SIGNALLING_FAILURE) == []
    assert h.answer("a") == c.Done()


def test_a_dial_that_reaches_nobody_is_ended_by_the_system() -> None:
    h = house("a")
    h.dial("a")
    h.fails(h.outside_leg(), Cause.UNREACHABLE, 0)
    assert (ended(h).cause, ended(h).by, ended(h).sip_status) == (Cause.UNREACHABLE, Side.SYSTEM, 0)


def test_a_removed_user_may_still_end_the_call() -> None:
    h = house("a")
    inbound(h)
    users = tuple(user for user in config().users if user.id != "a")
    h.configure(config(users=users))
    assert h.do(c.Hold(operator="a", call="call1")) == c.Done()
    assert h.do(c.HangUp(operator="a", call="call1")) == c.Done()
    assert not h.legs


def test_nothing_left_that_rings() -> None:
    h = house("a")
    h.devices("11", 1)
    h.lose("a")
    h.caller()
    h.fails(h.desk_leg("11"), Cause.UNREACHABLE, 480)
    (offer,) = h.events(OfferEnded)
    assert isinstance(offer, OfferEnded) and offer.outcome is OfferOutcome.NO_ANSWER
    h.after(19)
    assert len(h.events(OfferBegan)) == 1, "no storm of offers"
    h.after(1)
    assert len(h.events(OfferBegan)) == 2


def test_hanging_up_by_either_side() -> None:
    h = house("a")
    leg = inbound(h)
    h.hang_up("a")
    assert (ended(h).cause, ended(h).by) == (Cause.NORMAL, Side.OPERATOR)
    assert h.effects[-2:] == [Hear(leg="phone:a", source=None), Release(leg=leg, cause=Cause.NORMAL)]
    h.choose("a", Status.AVAILABLE)
    leg = inbound(h)
    h.leaves(leg)
    assert ended(h).by is Side.OUTSIDE and h.effects[-1] == Hear(leg="phone:a", source=None)


def test_a_leg_that_breaks_is_nobodys_doing() -> None:
    h = house("a")
    h.leaves(inbound(h), Cause.MEDIA_TIMEOUT)
    assert (ended(h).cause, ended(h).by) == (Cause.MEDIA_TIMEOUT, Side.SYSTEM)


def test_the_callers_identity_is_told() -> None:
    h = house()
    origin = TrunkOrigin(trunk="t", number=G_NUMBER, caller_id=CallerId.WITHHELD)
    h.legs["x"] = "in"
    h.centre.incoming("x", origin, 0)
    started = h.settle()[0]
    assert started == CallStarted(
        call="call1", direction=Direction.INBOUND, caller_id=CallerId.WITHHELD, to_number=G_NUMBER, trunk="t"
    )


# Hold and digits


def test_hold_and_resume() -> None:
    h = house("a")
    leg = inbound(h)
    call = h.call_of("a")
    assert h.do(c.Hold(operator="a", call=call)) == c.Done()
    assert h.hears_music(leg) and "phone:a" not in h.hears and h.status("a") == Status.HOLDING
    assert h.do(c.Hold(operator="a", call=call)) == c.Refused(code=Refusal.WRONG_STATE, detail="holding")
    assert h.do(c.Resume(operator="a", call=call)) == c.Done()
    assert h.hears_each_other(leg, "phone:a") and h.status("a") == Status.TALKING
    assert h.do(c.Resume(operator="a", call=call)) == c.Refused(code=Refusal.WRONG_STATE, detail="talking")


def test_a_hold_ends_with_its_segment() -> None:
    h = house("a")
    leg = inbound(h)
    h.do(c.Hold(operator="a", call=h.call_of("a")))
    assert kinds(h.leaves(leg)) == ["HoldEnded", "SegmentEnded", "AcwBegan", "CallEnded"]


def test_digits_go_to_the_other_party() -> None:
    h = house("a")
    leg = inbound(h)
    call = h.call_of("a")
    assert h.do(c.SendDtmf(operator="a", call=call, digits="12*#D")) == c.Done()
    assert h.effects[-1] == SendDigits(leg=leg, digits="12*#D")
    refused = h.do(c.SendDtmf(operator="a", call=call, digits="1x"))
    assert isinstance(refused, c.Refused) and refused.code is Refusal.INVALID_NUMBER


def test_controlling_a_call_that_is_not_yours() -> None:
    h = house("a", "b")
    inbound(h)
    for command in (c.HangUp, c.Hold, c.Resume, c.Answer, c.Reject):
        refused = h.do(command(operator="b", call="call1"))
        assert isinstance(refused, c.Refused) and refused.code is Refusal.UNKNOWN_CALL
        refused = h.do(command(operator="nobody", call="call1"))
        assert isinstance(refused, c.Refused) and refused.code is Refusal.UNKNOWN_OPERATOR


def test_controlling_a_call_in_the_wrong_state() -> None:
    h = house("a")
    h.caller()
    for command in (c.HangUp, c.Hold, c.Resume):
        refused = h.do(command(operator="a", call="call1"))
        assert isinstance(refused, c.Refused) and refused.code is Refusal.WRONG_STATE
    h.answer("a")
    for answering in (c.Answer, c.Reject):
        refused = h.do(answering(operator="a", call="call1"))
        assert isinstance(refused, c.Refused) and refused.code is Refusal.WRONG_STATE


# Outbound


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
    assert code("a", "11") is Refusal.INVALID_NUMBER, "own extension"
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


# Internal


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


# Inbound past the groups


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
