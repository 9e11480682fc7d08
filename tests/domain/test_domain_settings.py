"""A new configuration while the centre lives."""

from typing import Any

from sip.contract import commands as c
from sip.contract.config import SwitchConfig, User
from sip.contract.enums import Cause, LogOutReason, OfferOutcome, Refusal, Role, Status, VisitOutcome
from sip.contract.events import (
    CallEnded,
    LoggedOut,
    OfferBegan,
    OfferEnded,
    PhoneChanged,
    SegmentEnded,
    VisitEnded,
)
from sip.domain.effects import Release
from tests.domain.kit import H_NUMBER, H, House, config, group


def without(user: str, *groups: Any) -> SwitchConfig:
    whole = config(*groups)
    return config(*groups, users=tuple(u for u in whole.users if u.id != user))


def house(*operators: str) -> House:
    made = House()
    made.log_in(*operators)
    return made


def test_the_same_again_changes_nothing() -> None:
    h = house("a", "b")
    h.caller()
    before = h.centre.snapshot()
    assert h.configure(config()) == [] and h.centre.snapshot() == before
    h.answer("a")
    assert h.status("a") == Status.TALKING


def test_a_removed_group_turns_its_callers_away() -> None:
    h = house("a")
    leg = h.caller()
    h.configure(config(group(H, H_NUMBER)))
    (visit,) = h.events(VisitEnded)
    assert isinstance(visit, VisitEnded)
    assert (visit.outcome, visit.reason) == (VisitOutcome.OVERFLOWED, "group_removed")
    assert Release(leg=leg, cause=Cause.UNREACHABLE) in h.effects and h.status("a") == Status.AVAILABLE


def test_a_removed_groups_calls_go_on() -> None:
    h = house("a")
    leg = h.caller()
    h.answer("a")
    h.configure(config(group(H, H_NUMBER)))
    assert h.hears_each_other(leg, "phone:a")
    h.leaves(leg)
    assert h.status("a") == Status.ACW


def test_a_removed_user_is_rung_no_longer() -> None:
    h = house("a", "b")
    h.caller()
    h.configure(without("a"))
    (offer,) = h.events(OfferEnded)
    assert isinstance(offer, OfferEnded) and offer.outcome is OfferOutcome.NO_ANSWER
    (out,) = h.events(LoggedOut)
    assert isinstance(out, LoggedOut) and (out.operator, out.reason) == ("a", LogOutReason.FORCED)
    assert h.events()[-1] == PhoneChanged(operator="a", attached=False)
    refused = h.do(c.LogIn(operator="a", session="x"))
    assert isinstance(refused, c.Refused) and refused.code is Refusal.UNKNOWN_OPERATOR
    assert h.answer("b") == c.Done()


def test_an_internal_call_to_a_removed_user_ends() -> None:
    h = house("a", "b")
    h.dial("b", "11")
    h.configure(without("a"))
    (end,) = h.events(CallEnded)
    assert isinstance(end, CallEnded) and end.cause is Cause.UNREACHABLE
    assert h.status("b") == Status.AVAILABLE and "a" not in h.centre._floor.people


def test_a_removed_users_call_goes_on() -> None:
    h = house("a")
    leg = h.caller()
    h.answer("a")
    h.configure(without("a"))
    assert h.hears_each_other(leg, "phone:a") and not h.events(PhoneChanged)[1:]
    h.leaves(leg)
    assert len(h.events(SegmentEnded)) == 1
    assert "a" not in h.centre._floor.people, "nothing remains"


def test_a_removed_user_is_back_before_the_call_ends() -> None:
    h = house("a")
    leg = h.caller()
    h.answer("a")
    h.configure(without("a"))
    h.configure(config())
    h.leaves(leg)
    h.do(c.LogIn(operator="a", session="again"))
    assert h.status("a") == Status.PREPARING


def test_who_becomes_supervisor_is_logged_out() -> None:
    h = house("a")
    users = (User(id="a", name="A", extension="11", role=Role.SUPERVISOR),)
    h.configure(config(users=users))
    (out,) = h.events(LoggedOut)
    assert isinstance(out, LoggedOut) and out.reason is LogOutReason.FORCED
    h.caller()
    assert not h.events(OfferBegan)


def test_a_new_member_serves_who_waits() -> None:
    h = house("c")
    h.caller()
    assert not h.events(OfferBegan)
    h.configure(config(group(members=("c",))))
    assert len(h.events(OfferBegan)) == 1


def test_live_visits_keep_their_rules() -> None:
    h = House(config(group(max_wait_s=50)))
    h.caller()
    h.configure(config(group(max_wait_s=5)))
    h.after(49)
    assert not h.events(CallEnded)
    h.after(1)
    assert len(h.events(CallEnded)) == 1


def test_a_shorter_grace_time_holds_at_once() -> None:
    h = house("a")
    h.after(6)
    h.configure(config(grace_s=5))
    h.after(0)
    assert h.status("a") == Status.LOGGED_OUT


def test_the_version_is_told() -> None:
    h = house()
    h.configure(config(version=7))
    assert h.centre.snapshot().config_version == 7
