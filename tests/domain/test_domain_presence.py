"""Log-in, log-out and the chosen status (F5.1–F5.4)."""

import pytest

from sip.contract import commands as c
from sip.contract.enums import LogOutReason, Refusal, Status
from sip.contract.events import (
    AlertChanged,
    LoggedIn,
    LoggedOut,
    OfferBegan,
    StatusChanged,
)
from tests.domain.kit import SEC, House
from tests.domain.presencekit import house, names, talk, told


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
    assert names([e for _, e in h.log[begin:]]) == ["AlertChanged", "LoggedOut", "AcwEnded"]


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


def test_who_chose_during_the_call_is_told_when_it_is_taken() -> None:
    h = house("a")
    leg = talk(h)
    h.do(c.SetStatus(operator="a", status=Status.LUNCH_BREAK, by="s"))
    h.do(c.Hold(operator="a", call=h.call_of("a")))
    held = h.events(StatusChanged)[-1]
    assert isinstance(held, StatusChanged) and (held.status, held.by) == (Status.HOLDING, "")
    h.leaves(leg)
    taken = h.events(StatusChanged)[-1]
    assert taken == StatusChanged(operator="a", status=Status.LUNCH_BREAK, chosen=Status.LUNCH_BREAK, by="s")


def test_who_was_overruled_during_the_call_is_not_told() -> None:
    h = house("a")
    leg = talk(h)
    h.do(c.SetStatus(operator="a", status=Status.LUNCH_BREAK, by="s"))
    h.do(c.SetStatus(operator="a", status=Status.SHORT_BREAK, by="a"))
    h.leaves(leg)
    taken = h.events(StatusChanged)[-1]
    assert isinstance(taken, StatusChanged) and (taken.status, taken.by) == (Status.SHORT_BREAK, "a")


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
