"""Log-in, statuses, after-call work, lost clients and lost phones."""

from typing import Any

import pytest

from sip.contract import commands as c
from sip.contract.enums import Cause, LogOutReason, Refusal, Side, Status
from sip.contract.events import (
    AcwBegan,
    AcwEnded,
    AlertChanged,
    CallEnded,
    Event,
    HoldBegan,
    LoggedIn,
    LoggedOut,
    OfferBegan,
    PhoneChanged,
    RegistrationChanged,
    SegmentBegan,
    SegmentEnded,
    StatusChanged,
)
from tests.domain.kit import OUTSIDE, SEC, House, config, group


def house(*operators: str, **rules: Any) -> House:
    made = House(config(group(**rules)))
    made.log_in(*operators)
    return made


def names(events: list[Event]) -> list[str]:
    return [type(event).__name__ for event in events]


def talk(house: House, operator: str = "a") -> str:
    """An answered call from outside; the caller's leg."""
    leg = house.caller()
    house.answer(operator)
    return leg


def told(events: list[Event]) -> list[tuple[str, str]]:
    """Status and chosen status of each change."""
    return [(e.status, e.chosen) for e in events if isinstance(e, StatusChanged)]


# Log-in and log-out


def test_logging_in_begins_in_preparing() -> None:
    h = house()
    assert h.do(c.LogIn(operator="a", session="x")) == c.Done()
    assert h.events() == [
        LoggedIn(operator="a", session="x"),
        StatusChanged(operator="a", status=Status.PREPARING, chosen=Status.PREPARING),
    ]
    assert h.do(c.LogIn(operator="a", session="y")) == c.Refused(code=Refusal.ALREADY_LOGGED_IN)


def test_logging_out_tells_the_time_to_the_shell() -> None:
    h = house("a")
    h.at(5 * SEC)
    h.do(c.LogOut(operator="a", reason=LogOutReason.DAY_START))
    assert h.events()[-1] == LoggedOut(
        operator="a", reason=LogOutReason.DAY_START, effective_at=0, effective_mono=5 * SEC
    )
    assert h.do(c.LogOut(operator="a")) == c.Refused(code=Refusal.NOT_LOGGED_IN)
    assert h.centre.snapshot().operators == ()


def test_logging_out_closes_what_is_open() -> None:
    h = house("a")
    h.do(c.SetAlert(operator="a", on=True))
    h.leaves(talk(h))
    begin = len(h.log)
    h.do(c.LogOut(operator="a"))
    assert names([e for _, e in h.log[begin:]]) == ["AcwEnded", "AlertChanged", "LoggedOut"]


def test_a_call_survives_the_log_out() -> None:
    h = house("a")
    leg = talk(h)
    h.do(c.LogOut(operator="a"))
    assert h.hears_each_other(leg, "phone:a")
    h.after(60)
    assert names(h.leaves(leg)) == ["SegmentEnded", "CallEnded"], "no after-call work without a login"


def test_logging_in_again_during_the_call() -> None:
    h = house("a")
    leg = talk(h)
    h.do(c.LogOut(operator="a"))
    h.do(c.LogIn(operator="a", session="again"))
    assert h.status("a") == Status.TALKING
    h.leaves(leg)
    assert h.status("a") == Status.ACW
    h.choose("a", Status.AVAILABLE)
    assert h.status("a") == Status.AVAILABLE


def test_supervisors_have_no_login_span() -> None:
    h = house()
    assert h.do(c.LogIn(operator="s", session="x")) == c.Done()
    assert h.do(c.LogOut(operator="s")) == c.Done()
    assert h.do(c.SetStatus(operator="s", status=Status.AVAILABLE)) == c.Refused(code=Refusal.NOT_LOGGED_IN)
    assert h.events() == []


def test_restored_operators() -> None:
    h = house("b")
    h.attach("a")
    begin = len(h.log)
    restored = [("a", Status.AVAILABLE), ("b", Status.LUNCH_BREAK), ("c", Status.TALKING), ("d", "work:7")]
    restored += [("s", Status.AVAILABLE), ("nobody", Status.AVAILABLE)]
    operators = tuple(c.OperatorStatus(operator=o, session=f"of {o}", status=status) for o, status in restored)
    assert h.do(c.RestoreOperators(operators=operators)) == c.Done()
    assert [e for _, e in h.log[begin:]] == [
        StatusChanged(operator="a", status=Status.AVAILABLE, chosen=Status.AVAILABLE),
        StatusChanged(operator="c", status=Status.PREPARING, chosen=Status.PREPARING),
        StatusChanged(operator="d", status="work:7", chosen="work:7"),
    ]
    h.caller()
    assert {e.operator for e in h.events(OfferBegan) if isinstance(e, OfferBegan)} == {"a", "b"}


# Status


@pytest.mark.parametrize("status", ["talking", "internal", "logged_out", "work:9", "lunch", ""])
def test_what_cannot_be_chosen(status: str) -> None:
    h = house("a")
    refused = h.do(c.SetStatus(operator="a", status=status))
    assert isinstance(refused, c.Refused) and refused.code is Refusal.UNKNOWN_STATUS


@pytest.mark.parametrize("status", ["work:1", Status.PREPARING, Status.SHORT_BREAK, Status.LUNCH_BREAK, Status.ACW])
def test_who_chooses_another_status_is_not_rung(status: str) -> None:
    h = house("a")
    assert h.choose("a", status) == [StatusChanged(operator="a", status=status, chosen=status)]
    assert h.choose("a", status) == [], "nothing new"
    h.caller()
    assert not h.events(OfferBegan)
    assert h.choose("a", Status.AVAILABLE) != [] and h.events(OfferBegan)


def test_who_chose_is_told() -> None:
    h = house("a")
    h.do(c.SetStatus(operator="a", status=Status.LUNCH_BREAK, by="s"))
    assert h.events()[-1] == StatusChanged(operator="a", status=Status.LUNCH_BREAK, chosen=Status.LUNCH_BREAK, by="s")
    h.do(c.SetStatus(operator="a", status=Status.AVAILABLE, by="s"))
    h.caller()
    assert h.events()[-1] == StatusChanged(operator="a", status=Status.RINGING, chosen=Status.AVAILABLE)


def next_told(h: House) -> str:
    return [event.next for event in h.events() if isinstance(event, StatusChanged)][-1]


def test_a_status_chosen_during_a_call_is_taken_after_it() -> None:
    h = house("a")
    leg = talk(h)
    assert told(h.choose("a", Status.LUNCH_BREAK)) == [(Status.TALKING, Status.LUNCH_BREAK)]
    assert next_told(h) == Status.LUNCH_BREAK
    events = h.leaves(leg)
    assert next_told(h) == "", "it is the present one now"
    assert names(events) == ["SegmentEnded", "AcwBegan", "AcwEnded", "CallEnded", "StatusChanged"]
    assert h.status("a") == Status.LUNCH_BREAK


def test_available_chosen_during_a_call_is_told_though_it_is_the_status_outside_calls_already() -> None:
    h = house("a")
    talk(h)
    (event,) = h.choose("a", Status.AVAILABLE)
    assert event == StatusChanged(operator="a", status=Status.TALKING, chosen=Status.AVAILABLE, next=Status.AVAILABLE)
    assert h.choose("a", Status.AVAILABLE) == [], "nothing new"


def test_available_chosen_during_a_call_serves_the_next_caller_at_once_and_holds_for_one_call() -> None:
    h = house("a")
    first = talk(h)
    second = h.caller()
    h.choose("a", Status.AVAILABLE)
    h.leaves(first)
    assert h.status("a") == Status.RINGING
    h.answer("a")
    h.leaves(second)
    assert h.status("a") == Status.ACW, "nothing was chosen during this call"


def test_a_status_chosen_while_ringing_is_taken_when_it_stops() -> None:
    h = house("a")
    leg = h.caller()
    h.choose("a", Status.SHORT_BREAK)
    assert h.status("a") == Status.RINGING
    h.leaves(leg)
    assert h.status("a") == Status.SHORT_BREAK


def test_the_alert() -> None:
    h = house("a")
    h.do(c.SetAlert(operator="a", on=True))
    h.do(c.SetAlert(operator="a", on=True))
    h.do(c.SetAlert(operator="a", on=False))
    alerts = [e.on for e in h.events(AlertChanged) if isinstance(e, AlertChanged)]
    assert alerts == [True, False]
    assert h.do(c.SetAlert(operator="b", on=True)) == c.Refused(code=Refusal.NOT_LOGGED_IN)


# After-call work


def test_after_call_work_lasts_until_the_next_status() -> None:
    h = house("a")
    h.leaves(talk(h))
    assert h.status("a") == Status.ACW
    h.caller()
    assert len(h.events(OfferBegan)) == 1
    events = h.choose("a", Status.AVAILABLE)
    assert names(events) == ["AcwEnded", "OfferBegan", "StatusChanged"], "distribution runs"


def test_after_call_work_is_capped() -> None:
    h = house("a", acw_cap_s=15)
    h.leaves(talk(h))
    assert h.after(14) == []
    assert names(h.after(1)) == ["AcwEnded", "StatusChanged"]
    assert h.status("a") == Status.AVAILABLE


def test_choosing_acw_lifts_the_cap() -> None:
    h = house("a", acw_cap_s=15)
    h.leaves(talk(h))
    assert told(h.choose("a", Status.ACW)) == [(Status.ACW, Status.ACW)]
    h.beat("a")
    h.after(20)
    assert h.status("a") == Status.ACW
    h.choose("a", Status.AVAILABLE)
    assert len(h.events(AcwEnded)) == 1


def test_acw_chosen_during_the_call() -> None:
    h = house("a", acw_cap_s=15)
    leg = talk(h)
    h.choose("a", Status.ACW)
    h.leaves(leg)
    h.beat("a")
    h.after(20)
    assert h.status("a") == Status.ACW and not h.events(AcwEnded)


def test_an_outbound_call_ends_after_call_work() -> None:
    h = house("a")
    h.leaves(talk(h))
    begin = len(h.log)
    h.dial("a")
    assert names([e for _, e in h.log[begin:]]) == ["AcwEnded", "CallStarted", "StatusChanged"]
    h.hang_up("a")
    assert h.status("a") == Status.AVAILABLE


def test_a_refused_dial_leaves_after_call_work_open() -> None:
    h = house("a")
    h.leaves(talk(h))
    assert isinstance(h.do(c.Dial(operator="a", number="x")), c.Refused)
    assert h.status("a") == Status.ACW


def test_an_internal_call_belongs_to_after_call_work() -> None:
    h = house("a")
    h.log_in("b", status=Status.PREPARING)
    h.leaves(talk(h))
    h.dial("a", "12")
    h.answer("b")
    assert h.status("a") == Status.ACW
    h.hang_up("a")
    assert h.status("a") == Status.ACW and len(h.events(AcwBegan)) == 1 and not h.events(AcwEnded)


# Lost clients


def test_a_silent_client_is_logged_out_as_of_its_last_heartbeat() -> None:
    h = house("a")
    h.at(10 * SEC)
    h.beat("a")
    h.after(29)
    assert h.status("a") == Status.AVAILABLE
    h.after(1)
    assert h.events()[-1] == LoggedOut(operator="a", reason=LogOutReason.LOST, effective_at=0, effective_mono=10 * SEC)
    assert h.now == 40 * SEC


def test_the_log_out_lies_in_the_present_status() -> None:
    h = house("a")
    h.at(20 * SEC)
    h.choose("a", Status.LUNCH_BREAK)
    h.after(10)
    (out,) = h.events(LoggedOut)
    assert isinstance(out, LoggedOut) and out.effective_mono == 20 * SEC


def test_telling_the_chosen_status_begins_no_span() -> None:
    h = house("a")
    h.at(5 * SEC)
    talk(h)
    h.at(20 * SEC)
    h.choose("a", Status.LUNCH_BREAK)
    h.after(10)
    (out,) = h.events(LoggedOut)
    assert isinstance(out, LoggedOut) and out.effective_mono == 5 * SEC


def test_nobody_is_lost_while_the_api_is_away() -> None:
    h = house("a")
    h.centre.api_link(False, h.now)
    h.after(100)
    assert h.status("a") == Status.AVAILABLE
    h.centre.api_link(True, h.now)
    h.after(29)
    assert h.status("a") == Status.AVAILABLE, "the grace time begins anew"
    h.after(1)
    (out,) = h.events(LoggedOut)
    assert isinstance(out, LoggedOut) and out.effective_mono == 0, "it was last heard before"


def test_a_lost_client_ends_its_call() -> None:
    h = house("a")
    leg = talk(h)
    h.after(30)
    assert leg not in h.legs
    (end,) = h.events(CallEnded)
    assert isinstance(end, CallEnded) and (end.cause, end.by) == (Cause.MEDIA_FAILURE, Side.SYSTEM)
    assert not h.events(AcwBegan)


def test_a_lost_client_keeps_the_desk_phones_call() -> None:
    h = house("a")
    h.devices("11", 1)
    leg = h.caller()
    h.picks_up(h.desk_leg("11"))
    h.after(60)
    assert h.hears_each_other(leg, h.desk_leg("11")) and h.status("a") == Status.LOGGED_OUT


# Phones


def test_phones_come_and_go() -> None:
    h = house()
    h.attach("a")
    h.attach("a")
    h.lose("a")
    h.lose("a")
    assert h.events() == [PhoneChanged(operator="a", attached=True), PhoneChanged(operator="a", attached=False)]
    h.attach("nobody")
    assert h.lose("nobody") == []


def test_desk_phones_come_and_go() -> None:
    h = house()
    assert h.devices("11", 2) == [RegistrationChanged(extension="11", devices=2)]
    assert h.devices("11", 2) == []
    assert h.centre.snapshot().registrations == {"11": 2}
    assert h.devices("11", 0) == [RegistrationChanged(extension="11", devices=0)]
    assert h.centre.snapshot().registrations == {}


def test_giving_the_phone_up() -> None:
    h = house("a")
    assert h.do(c.DetachPhone(operator="a")) == c.Done()
    assert h.events()[-1] == PhoneChanged(operator="a", attached=False)
    assert h.do(c.DetachPhone(operator="a")) == c.Refused(code=Refusal.NO_PHONE)


def test_a_reload_keeps_the_call() -> None:
    h = house("a")
    leg = talk(h)
    h.after(5)
    h.lose("a")
    assert h.hears_music(leg) and not h.events(HoldBegan) and h.status("a") == Status.TALKING
    h.after(20)
    h.beat("a")
    h.attach("a")
    assert h.hears_each_other(leg, "phone:a")
    h.after(20)
    assert h.hears_each_other(leg, "phone:a")


def test_a_replaced_phone_hears_on() -> None:
    h = house("a")
    leg = talk(h)
    h.attach("a")
    assert h.hears_each_other(leg, "phone:a")


def test_a_reload_on_hold_stays_on_hold() -> None:
    h = house("a")
    leg = talk(h)
    h.do(c.Hold(operator="a", call="call1"))
    h.lose("a")
    h.attach("a")
    assert h.hears_music(leg) and "phone:a" not in h.hears
    h.do(c.Resume(operator="a", call="call1"))
    assert h.hears_each_other(leg, "phone:a")


def test_a_phone_that_stays_away_ends_its_call() -> None:
    h = house("a")
    talk(h)
    h.lose("a")
    h.beat("a")
    h.after(15)
    h.beat("a")
    h.after(15)
    (end,) = h.events(CallEnded)
    assert isinstance(end, CallEnded) and (end.cause, end.by) == (Cause.MEDIA_FAILURE, Side.SYSTEM)
    assert len(h.events(SegmentEnded)) == 1 and h.status("a") == Status.ACW and not h.legs


def test_a_phone_lost_while_dialling_hears_ringback_again() -> None:
    h = house("a")
    h.dial("a")
    h.rings(h.outside_leg())
    h.lose("a")
    h.attach("a")
    assert "phone:a" in h.hears
    h.lose("a")
    h.picks_up(h.outside_leg())
    assert h.hears_music(h.outside_leg()) and len(h.events(SegmentBegan)) == 1
    h.attach("a")
    assert h.hears_each_other("phone:a", h.outside_leg())


def test_who_may_attach_a_phone() -> None:
    h = house("a")
    assert h.centre.phone_refused("a") is None
    assert h.centre.phone_refused("s") is None
    assert h.centre.phone_refused("b") is Refusal.NOT_LOGGED_IN
    assert h.centre.phone_refused("nobody") is Refusal.UNKNOWN_OPERATOR
    talk(h)
    h.do(c.LogOut(operator="a", reason=LogOutReason.DAY_START))
    assert h.centre.phone_refused("a") is None, "to come back to the call"


def test_what_the_domain_does_not_do() -> None:
    h = house("a")
    for command in (c.Configure(config=config()), c.AttachPhone(operator="a", offer=""), c.GetSnapshot()):
        with pytest.raises(TypeError, match="is not for the domain"):
            h.centre.command(command, 0)


def test_a_dial_from_a_phone_that_does_not_come_back_ends() -> None:
    h = house("a")
    h.dial("a", OUTSIDE)
    h.lose("a")
    h.after(15)
    h.beat("a")
    h.after(15)
    assert not h.legs and h.status("a") == Status.AVAILABLE
