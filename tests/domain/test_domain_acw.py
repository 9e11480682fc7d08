"""後処理: when it begins, how long it lasts, what ends it (F5.2)."""

from sip.contract import commands as c
from sip.contract.enums import Status
from sip.contract.events import (
    AcwBegan,
    AcwEnded,
    OfferBegan,
)
from tests.domain.presencekit import house, names, talk, told


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
