"""The edge cases of the metrics, row by row, as far as calls without transfer have them."""

import pytest

from sip.contract import commands as c
from sip.contract.enums import Cause, LogOutReason, OfferOutcome, Refusal, Status, VisitOutcome
from sip.contract.events import (
    CallStarted,
    LoggedOut,
    OfferBegan,
    OfferEnded,
    SegmentBegan,
    SegmentEnded,
    VisitBegan,
    VisitEnded,
)
from tests.domain.kit import SEC, House, config


def house(*operators: str) -> House:
    made = House()
    made.log_in(*operators)
    return made


def visit_outcome(house: House) -> VisitOutcome:
    (ended,) = house.events(VisitEnded)
    assert isinstance(ended, VisitEnded)
    return ended.outcome


def test_caller_hangs_up_on_hold() -> None:
    """Not abandoned: it was answered."""
    h = house("a")
    leg = h.caller()
    h.answer("a")
    h.do(c.Hold(operator="a", call="call1"))
    h.leaves(leg)
    assert visit_outcome(h) is VisitOutcome.ANSWERED


def test_ring_all() -> None:
    """Every operator rung gets an offer; the others get `answered_elsewhere`."""
    h = house("a", "b")
    h.caller()
    h.answer("b")
    offers = {e.offer: e.operator for e in h.events(OfferBegan) if isinstance(e, OfferBegan)}
    ended = {offers[e.offer]: e.outcome for e in h.events(OfferEnded) if isinstance(e, OfferEnded)}
    assert ended == {"a": OfferOutcome.ANSWERED_ELSEWHERE, "b": OfferOutcome.ANSWERED}


@pytest.mark.parametrize("desk", [False, True])
def test_answer_before_the_hang_up(desk: bool) -> None:
    """The order in the log decides: the operator was first."""
    h = house("a")
    h.devices("11", 1)
    leg = h.caller()
    if desk:
        h.picks_up(h.desk_leg("11"))
    else:
        h.answer("a")
    h.leaves(leg)
    assert visit_outcome(h) is VisitOutcome.ANSWERED
    assert len(h.events(SegmentBegan)) == len(h.events(SegmentEnded)) == 1


@pytest.mark.parametrize("desk", [False, True])
def test_hang_up_before_the_answer(desk: bool) -> None:
    """The order in the log decides: the caller was first, and the operator's acceptance comes to nothing."""
    h = house("a")
    h.devices("11", 1)
    leg = h.caller()
    ringing = h.desk_leg("11")
    h.leaves(leg)
    if desk:
        assert h.picks_up(ringing) == []
    else:
        refused = h.do(c.Answer(operator="a", call="call1"))
        assert isinstance(refused, c.Refused) and refused.code is Refusal.UNKNOWN_CALL
    assert visit_outcome(h) is VisitOutcome.ABANDONED and not h.events(SegmentBegan)


def test_two_operators_answer() -> None:
    """The second finds the call taken."""
    h = house("a", "b")
    h.caller()
    h.answer("a")
    refused = h.do(c.Answer(operator="b", call="call1"))
    assert isinstance(refused, c.Refused) and refused.code is Refusal.UNKNOWN_CALL
    assert len(h.events(SegmentBegan)) == 1


def test_midnight_forced_log_out_in_a_call() -> None:
    """The call goes on; the login span ends at the boundary; the call's figures still come, for that operator."""
    h = house("a")
    leg = h.caller()
    h.answer("a")
    h.at(20 * SEC)
    h.do(c.LogOut(operator="a", reason=LogOutReason.DAY_START))
    (out,) = h.events(LoggedOut)
    assert isinstance(out, LoggedOut) and (out.reason, out.effective_mono) == (LogOutReason.DAY_START, 20 * SEC)
    h.at(50 * SEC)
    h.leaves(leg)
    assert isinstance(h.log[-2][1], SegmentEnded) and h.log[-2][0] == 50 * SEC


def test_a_browser_phones_call_survives_midnight_and_a_reload() -> None:
    h = house("a")
    leg = h.caller()
    h.answer("a")
    h.do(c.LogOut(operator="a", reason=LogOutReason.DAY_START))
    h.lose("a")
    h.after(20)
    h.attach("a")
    h.after(60)
    assert h.hears_each_other(leg, "phone:a")
    assert h.do(c.HangUp(operator="a", call="call1")) == c.Done()


def test_lost_client() -> None:
    """Grace, then log-out dated at the last heartbeat, reason `lost`; nobody is rung who is gone."""
    h = house("a")
    h.at(12 * SEC)
    h.beat("a")
    h.at(42 * SEC)
    (out,) = h.events(LoggedOut)
    assert isinstance(out, LoggedOut) and (out.reason, out.effective_mono) == (LogOutReason.LOST, 12 * SEC)
    h.caller()
    assert not h.events(OfferBegan)


def test_closed_lines_are_no_visit() -> None:
    """What never enters a group's distribution is no arrival of it."""
    h = house("a")
    h.caller("0999")
    assert len(h.events(CallStarted)) == 1 and not h.events(VisitBegan)


def test_deleted_users_stay_in_history() -> None:
    """What a removed user still has open ends under their name."""
    h = house("a")
    leg = h.caller()
    h.answer("a")
    users = tuple(user for user in config().users if user.id != "a")
    h.configure(config(users=users))
    h.leaves(leg, Cause.NORMAL)
    (segment,) = h.events(SegmentBegan)
    assert isinstance(segment, SegmentBegan) and segment.operator == "a"
    assert h.events(SegmentEnded) == [SegmentEnded(segment=segment.segment)]


def test_an_open_visit_is_undecided() -> None:
    h = house()
    h.caller()
    h.after(3600)
    assert h.events(VisitBegan) and not h.events(VisitEnded)


def test_no_status_lasts_for_no_time() -> None:
    """Spans tile the login: a status is told only if time can pass in it."""
    h = house("a")
    h.caller()
    h.choose("a", Status.LUNCH_BREAK)
    begin = len(h.log)
    h.do(c.Reject(operator="a", call="call1"))
    changes = [e for _, e in h.log[begin:] if type(e).__name__ == "StatusChanged"]
    assert len(changes) == 1
