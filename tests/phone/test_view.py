"""The phone's view, from the events that the switch sends."""

from datetime import UTC, datetime

import pytest

from api.phone.schemas import FailedCall, LostView, PhoneCallState, PhoneView
from api.phone.view import parties
from sip.contract.enums import (
    CallerId,
    Cause,
    Direction,
    LogOutReason,
    OfferKind,
    OfferOutcome,
    Side,
    Status,
)
from sip.contract.events import (
    AlertChanged,
    CallAnswered,
    CallEnded,
    CallRinging,
    CallStarted,
    HoldBegan,
    HoldEnded,
    LoggedIn,
    LoggedOut,
    OfferBegan,
    OfferEnded,
    PhoneChanged,
    RegistrationChanged,
    SegmentBegan,
    SegmentEnded,
    StatusChanged,
)
from tests.phone.viewed import OFFERED, QUEUED, SATO, SUPERVISOR, SUZUKI, TALKING, Log, at


def test_before_the_log_in_there_is_no_status() -> None:
    view = Log().view(switch_up=False)
    assert view == PhoneView(
        operator="op1",
        name="佐藤",
        extension="201",
        status=None,
        chosen=None,
        next=None,
        since=None,
        reason="",
        alert=False,
        attached=False,
        devices=0,
        switch_up=False,
        server_time=at(0),
        calls=(),
    )


def test_who_else_chose_the_status_is_named_until_the_next() -> None:
    log = Log(
        LoggedIn(operator="op1", session="s"),
        StatusChanged(operator="op1", status=Status.AVAILABLE, chosen=Status.AVAILABLE, by="op1"),
    )
    assert log.view().chosen_by == ""
    log.happen(StatusChanged(operator="op1", status=Status.LUNCH_BREAK, chosen=Status.LUNCH_BREAK, by="sv"))
    assert log.view().chosen_by == "高橋"
    log.happen(StatusChanged(operator="op1", status=Status.SHORT_BREAK, chosen=Status.SHORT_BREAK, by="gone"))
    assert log.view().chosen_by == "gone"
    log.happen(StatusChanged(operator="op1", status=Status.AVAILABLE, chosen=Status.AVAILABLE, by="op1"))
    assert log.view().chosen_by == ""


def test_who_was_away_too_long_is_told_since_when_until_they_choose() -> None:
    log = Log(
        LoggedIn(operator="op1", session="s"),
        StatusChanged(operator="op1", status=Status.AVAILABLE, chosen=Status.AVAILABLE, by="op1"),
    )
    assert log.view().lost is None
    out = LoggedOut(operator="op1", reason=LogOutReason.LOST, effective_at=1_500, effective_mono=1_500)
    log.happen(out)
    lost = log.view().lost
    assert lost == LostView(at=datetime.fromtimestamp(1.5, UTC), back=None)
    log.happen(LoggedIn(operator="op1", session="s"))
    log.happen(StatusChanged(operator="op1", status=Status.PREPARING, chosen=Status.PREPARING))
    lost = log.view().lost
    assert lost is not None and lost.back == log.view().since
    log.happen(StatusChanged(operator="op1", status=Status.AVAILABLE, chosen=Status.AVAILABLE, by="op1"))
    assert log.view().lost is None
    log.happen(LoggedOut(operator="op1", reason=LogOutReason.CHOSEN, effective_at=9_000, effective_mono=9_000))
    log.happen(LoggedIn(operator="op1", session="t"))
    assert log.view().lost is None, "who logged out themselves is told nothing"


def test_a_pause_says_why() -> None:
    log = Log(
        LoggedIn(operator="op1", session="s"),
        StatusChanged(operator="op1", status=Status.RINGING, chosen=Status.AVAILABLE),
        StatusChanged(operator="op1", status=Status.PREPARING, chosen=Status.PREPARING, reason="missed_calls"),
    )
    assert log.view().reason == "missed_calls"
    log.happen(StatusChanged(operator="op1", status=Status.AVAILABLE, chosen=Status.AVAILABLE))
    assert log.view().reason == ""


def test_status_and_what_it_will_be_after_the_call() -> None:
    log = Log(
        LoggedIn(operator="op1", session="s"),
        StatusChanged(operator="op1", status=Status.PREPARING, chosen=Status.PREPARING),
        StatusChanged(operator="op1", status=Status.TALKING, chosen=Status.AVAILABLE),
    )
    assert (log.view().chosen, log.view().next) == ("available", None)
    log.happen(
        StatusChanged(operator="op1", status=Status.TALKING, chosen=Status.LUNCH_BREAK, next=Status.LUNCH_BREAK),
        StatusChanged(operator="op1", status=Status.TALKING, chosen=Status.AVAILABLE, next=Status.AVAILABLE),
    )
    view = log.view()
    assert (view.status, view.chosen, view.next, view.since) == ("talking", "available", "available", at(3))
    log.happen(
        LoggedOut(operator="op1", reason=LogOutReason.CHOSEN, effective_at=5000, effective_mono=5000),
    )
    assert (log.view().status, log.view().since) == (None, None)


def test_a_supervisor_has_a_phone_but_no_status() -> None:
    log = Log(
        LoggedIn(operator="sv", session="s"),
        PhoneChanged(operator="sv", attached=True),
        CallStarted(
            call="c1", direction=Direction.INTERNAL, operator="sv", extension="100", to_number="201", from_number="100"
        ),
    )
    view = log.view(SUPERVISOR)
    assert (view.status, view.chosen, view.since, view.attached) == (None, None, None, True)
    assert [call.state for call in view.calls] == ["dialing"]


def test_alert_phone_and_devices() -> None:
    view = Log(
        AlertChanged(operator="op1", on=True),
        PhoneChanged(operator="op1", attached=True),
        RegistrationChanged(extension="201", devices=2),
        RegistrationChanged(extension="202", devices=1),
    ).view()
    assert (view.alert, view.attached, view.devices) == (True, True, 2)


def test_a_waiting_call_is_on_nobodys_phone() -> None:
    assert Log(*QUEUED).view().calls == ()


def test_an_offered_call_rings_with_number_and_group() -> None:
    (call,) = Log(*OFFERED).view().calls
    assert (call.state, call.number, call.name, call.caller_id) == ("ringing", "0901112222", "田中", CallerId.NUMBER)
    assert (call.group, call.group_name, call.since, call.answered) == ("g1", "受付", at(3), None)


def test_a_withheld_number_is_told_apart() -> None:
    withheld = CallStarted(call="c1", direction=Direction.INBOUND, caller_id=CallerId.WITHHELD, to_number="0312345678")
    (call,) = Log(withheld, *OFFERED[1:]).view().calls
    assert (call.number, call.caller_id) == ("", CallerId.WITHHELD)


@pytest.mark.parametrize("outcome", [each for each in OfferOutcome if each != OfferOutcome.OPEN])
def test_it_stops_ringing_however_the_offer_ends(outcome: OfferOutcome) -> None:
    log = Log(*OFFERED, OfferEnded(offer="o1", outcome=outcome))
    assert log.view().calls == ()


def test_an_answered_call_keeps_the_time_since_it_rang() -> None:
    (call,) = Log(*TALKING).view().calls
    assert (call.state, call.since, call.answered, call.held_since) == ("connected", at(3), at(7), None)
    assert (call.number, call.group_name) == ("0901112222", "受付")


def test_hold_and_resume() -> None:
    log = Log(*TALKING, HoldBegan(hold="h1", segment="s1", operator="op1"))
    (call,) = log.view().calls
    assert (call.state, call.answered, call.held_since) == ("held", at(7), at(8))
    log.happen(HoldEnded(hold="h1"))
    (call,) = log.view().calls
    assert (call.state, call.held_since) == ("connected", None)


def test_it_is_gone_after_the_release() -> None:
    log = Log(*TALKING, SegmentEnded(segment="s1"))
    assert log.view().calls == ()
    log.happen(CallEnded(call="c1", cause=Cause.NORMAL, by=Side.OUTSIDE))
    assert log.view().calls == ()


def test_dialling_out_ringing_answer_and_end() -> None:
    log = Log(
        CallStarted(call="c1", direction=Direction.OUTBOUND, to_number="0455556666", operator="op1", group="g1"),
        CallRinging(call="c1"),
    )
    (call,) = log.view().calls
    assert (call.state, call.number, call.group_name, call.since) == ("dialing", "0455556666", "受付", at(1))
    log.happen(
        CallAnswered(call="c1"),
        SegmentBegan(segment="s1", call="c1", operator="op1", extension="201", direction=Direction.OUTBOUND),
    )
    (call,) = log.view().calls
    assert (call.state, call.number, call.since, call.answered) == ("connected", "0455556666", at(1), at(4))
    log.happen(SegmentEnded(segment="s1"))
    assert log.view().calls == ()


def test_a_dial_that_fails_is_gone() -> None:
    log = Log(
        CallStarted(call="c1", direction=Direction.OUTBOUND, to_number="0455556666", operator="op1"),
        CallEnded(call="c1", cause=Cause.BUSY, by=Side.OUTSIDE, sip_status=486),
    )
    assert log.view().calls == ()
    failed = log.view().failed
    assert failed == FailedCall(at=at(2), number="0455556666", name="", reason="busy")


def test_an_internal_call_shows_each_the_name_of_the_other() -> None:
    internal = CallStarted(
        call="c1", direction=Direction.INTERNAL, operator="op1", extension="201", from_number="201", to_number="202"
    )
    log = Log(internal, OfferBegan(offer="o1", call="c1", operator="op2", extension="202", kind=OfferKind.INTERNAL))
    (dialled,), (rung,) = log.view(SATO).calls, log.view(SUZUKI).calls
    assert (dialled.state, dialled.number, dialled.name) == (PhoneCallState.DIALING, "202", "鈴木")
    assert (rung.state, rung.number, rung.name) == (PhoneCallState.RINGING, "201", "佐藤")
    log.happen(
        OfferEnded(offer="o1", outcome=OfferOutcome.ANSWERED),
        CallAnswered(call="c1"),
        SegmentBegan(segment="s1", call="c1", operator="op1", extension="201", direction=Direction.INTERNAL),
        SegmentBegan(segment="s2", call="c1", operator="op2", extension="202", direction=Direction.INTERNAL),
    )
    (caller,), (called,) = log.view(SATO).calls, log.view(SUZUKI).calls
    assert (caller.state, caller.number, caller.name, caller.since) == ("connected", "202", "鈴木", at(1))
    assert (called.state, called.number, called.name, called.since) == ("connected", "201", "佐藤", at(2))


def test_an_extension_without_a_user_shows_its_own_name() -> None:
    (call,) = (
        Log(CallStarted(call="c1", direction=Direction.INTERNAL, operator="op1", extension="201", to_number="299"))
        .view()
        .calls
    )
    assert call.name == "会議室"


def test_calls_stand_in_the_order_in_which_they_came() -> None:
    log = Log(
        *TALKING,
        HoldBegan(hold="h1", segment="s1", operator="op1"),
        CallStarted(call="b2", direction=Direction.INTERNAL, operator="op1", extension="201", to_number="202"),
    )
    assert [(call.call, call.state) for call in log.view().calls] == [("c1", "held"), ("b2", "dialing")]


def test_each_party_is_found_while_it_takes_part_only() -> None:
    log = Log(*OFFERED)
    assert set(parties(log.fold.state.calls.values())) == {"op1"}
    log.happen(OfferEnded(offer="o1", outcome=OfferOutcome.NO_ANSWER))
    assert parties(log.fold.state.calls.values()) == {}
