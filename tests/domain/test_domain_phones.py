"""Lost clients, browser phones and desk phones that come and go (F5.9, F3.12)."""

import pytest

from sip.contract import commands as c
from sip.contract.enums import Cause, LogOutReason, Refusal, Side, Status
from sip.contract.events import (
    AcwBegan,
    CallEnded,
    HoldBegan,
    LoggedOut,
    PhoneChanged,
    RegistrationChanged,
    SegmentBegan,
    SegmentEnded,
)
from tests.domain.kit import OUTSIDE, SEC, config
from tests.domain.presencekit import house, talk


def test_a_silent_client_is_logged_out_as_of_its_last_heartbeat() -> None:
    h = house("a")
    h.at(10 * SEC)
    h.beat("a")
    h.after(29)
    assert h.status("a") == Status.AVAILABLE
    h.after(1)
    assert h.events()[-1] == LoggedOut(operator="a", reason=LogOutReason.LOST, effective_at=0, effective_mono=10 * SEC)
    assert h.now == 40 * SEC


def test_what_a_client_does_is_a_sign_of_life() -> None:
    h = house("a")
    h.at(20 * SEC)
    h.choose("a", Status.LUNCH_BREAK)
    h.after(30)
    (out,) = h.events(LoggedOut)
    assert isinstance(out, LoggedOut) and out.effective_mono == 20 * SEC


def test_what_others_do_is_none() -> None:
    h = house("a")
    h.at(20 * SEC)
    h.do(c.SetStatus(operator="a", status=Status.LUNCH_BREAK, by="s"))
    h.after(10)
    (out,) = h.events(LoggedOut)
    assert isinstance(out, LoggedOut) and out.effective_mono == 0


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
