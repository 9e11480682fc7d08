"""Hold, digits, and control of a call by whom it does not belong to."""

from sip.contract import commands as c
from sip.contract.enums import Refusal, Status
from sip.domain.effects import (
    SendDigits,
)
from tests.domain.callkit import house, inbound, kinds


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
