"""Callers who were led to a phone where nobody answers: they are told, and go back where they came from (F10.5)."""

from typing import Any

import pytest

from sip.contract import commands as c
from sip.contract.enums import Cause, Diversion, OfferOutcome, Side, Status
from sip.contract.events import CallDiverted, CallEnded, OfferEnded, VisitBegan
from sip.contract.reception import Action, Menu
from sip.domain.effects import RINGBACK, Release
from tests.domain.kit import OUTSIDE, G, House, config, group, route
from tests.domain.transferkit import A, blind, talking

LINE = "0399990000"
SORRY = "transfer-failed"
KEYS = {
    "1": Action(extension="11"),
    "2": Action(extension="90", prompts=("moment",)),
    "3": Action(external=OUTSIDE),
    "4": Action(group=G),
}


def house(**menu: Any) -> House:
    parts: dict[str, Any] = {"id": "main", "prompts": ("welcome",), "keys": KEYS, "attempts": 2} | menu
    here = House(config(group(), routes=(route(LINE, menu="main"),), menus=(Menu(**parts),)))
    here.log_in("a")
    return here


def ended(here: House) -> tuple[Cause, Side]:
    (event,) = here.events(CallEnded)
    assert isinstance(event, CallEnded)
    return event.cause, event.by


def led(here: House, key: str) -> str:
    leg = here.caller(LINE)
    here.presses(leg, key)
    if leg in here.plays:
        here.played(leg)
    return leg


@pytest.mark.parametrize("how", ["too long", "reject", "phone lost", "log out and phone lost"])
def test_a_user_who_does_not_answer_leads_back_to_the_menu(how: str) -> None:
    here = house()
    leg = led(here, "1")
    assert here.status("a") == Status.RINGING and here.hears[leg] == RINGBACK
    match how:
        case "too long":
            here.alive_for(29, "a")
            assert here.plays == {}
            here.after(1)
        case "reject":
            here.do(c.Reject(operator="a", call=here.call_of("a")))
        case "phone lost":
            here.lose("a")
        case _:
            here.do(c.LogOut(operator="a"))
            here.lose("a")
    assert here.plays == {leg: (SORRY, "welcome")}
    outcome = OfferOutcome.REJECTED if how == "reject" else OfferOutcome.NO_ANSWER
    assert [e.outcome for e in here.events(OfferEnded) if isinstance(e, OfferEnded)] == [outcome]
    here.presses(leg, "4")
    assert len(here.events(VisitBegan)) == 1, "another key leads on"


@pytest.mark.parametrize(("key", "cause"), [("2", Cause.NO_ANSWER), ("3", Cause.BUSY), ("3", Cause.UNREACHABLE)])
def test_a_phone_that_fails_leads_back_to_the_menu(key: str, cause: Cause) -> None:
    here = house()
    here.devices("90")
    leg = led(here, key)
    out = here.desk_leg("90") if key == "2" else here.outside_leg()
    here.rings(out)
    here.fails(out, cause, 480)
    assert here.plays == {leg: (SORRY, "welcome")} and here.legs == {leg: "up"}
    here.leaves(leg)
    (event,) = here.events(CallDiverted)
    assert isinstance(event, CallDiverted) and event.kind is Diversion.IVR_LEFT
    assert here.centre.next_due() is None or not here.legs


def test_an_outside_phone_that_nobody_answers_is_given_up() -> None:
    here = house()
    leg = led(here, "3")
    out = here.outside_leg()
    here.rings(out)
    here.alive_for(30, "a")
    assert Release(leg=out, cause=Cause.CANCELLED) in here.effects
    assert here.plays == {leg: (SORRY, "welcome")}


def test_a_phone_that_cannot_ring_leads_back_at_once() -> None:
    here = house()
    assert here.plays == {} and here.plays.get(led(here, "2")) == (SORRY, "welcome")


def test_after_the_last_attempt_the_menu_does_what_it_does_in_the_end() -> None:
    here = house(otherwise=Action(prompts=("bye",)))
    leg = led(here, "3")
    here.fails(here.outside_leg())
    here.presses(leg, "3")
    here.fails(here.outside_leg())
    assert here.plays == {leg: (SORRY, "bye")}
    here.played(leg)
    assert ended(here) == (Cause.NORMAL, Side.SYSTEM)


@pytest.mark.parametrize("rings", [True, False])
def test_what_it_does_in_the_end_is_done_once(rings: bool) -> None:
    """The end of the menu is a phone that nobody answers, or that cannot ring at all: no caller goes in a circle."""
    here = house(otherwise=Action(extension="90"), attempts=1)
    if rings:
        here.devices("90")
    leg = here.caller(LINE)
    here.presses(leg, "7")
    if rings:
        here.fails(here.desk_leg("90"), Cause.NO_ANSWER, 480)
    else:
        assert here.plays == {leg: (SORRY,)}
    assert here.plays == {leg: (SORRY,)}
    here.played(leg)
    assert ended(here) == (Cause.NORMAL, Side.SYSTEM) and not here.legs


def test_who_was_answered_there_does_not_come_back() -> None:
    here = house()
    leg = led(here, "3")
    out = here.outside_leg()
    here.picks_up(out)
    here.alive_for(60, "a")
    assert here.hears_each_other(leg, out)
    here.leaves(out, Cause.MEDIA_TIMEOUT)
    assert not here.plays and ended(here)[0] is Cause.MEDIA_TIMEOUT


def test_who_leaves_while_it_rings_is_gone() -> None:
    here = house()
    led(here, "1")
    (leg,) = here.legs
    here.leaves(leg)
    here.alive_for(60, "a")
    assert len(here.events(CallEnded)) == 1 and here.status("a") == Status.AVAILABLE


def test_a_caller_whose_own_phone_still_rings_is_refused_as_the_number_outside_refused() -> None:
    """No announcement: nothing has been answered, and the caller's network tells them for nothing."""
    here = House(config(group(), routes=(route(LINE, external=OUTSIDE),)))
    leg = here.caller(LINE)
    here.fails(here.outside_leg(), Cause.BUSY, 486)
    assert here.effects[-1] == Release(leg=leg, cause=Cause.BUSY) and not here.plays
    assert ended(here) == (Cause.BUSY, Side.OUTSIDE)


def test_a_caller_who_was_handed_on_and_cannot_be_given_back_is_told() -> None:
    here, caller = talking()
    here.configure(config(groups_of_none()))
    blind(here, number=OUTSIDE)
    here.lose("a")
    here.fails(here.outside_leg(), Cause.UNREACHABLE, 404)
    assert here.plays == {caller: (SORRY,)}
    here.played(caller)
    assert ended(here) == (Cause.NO_ANSWER, Side.SYSTEM)


def test_a_colleague_who_was_handed_on_sees_that_the_call_is_over() -> None:
    here = House(config(group()))
    here.log_in("a", "b")
    here.dial("b", "11")
    here.answer("a")
    here.do(c.BlindTransfer(operator="a", call=here.call_of("a"), number=OUTSIDE))
    here.lose("a")
    here.fails(here.outside_leg(), Cause.UNREACHABLE, 404)
    assert not here.plays and here.status("b") == Status.AVAILABLE and ended(here)[0] is Cause.NO_ANSWER


def groups_of_none() -> Any:
    """The group that was called is no more."""
    return group("other", "0355550000", members=("a",))


def test_a_transfer_outside_that_fails_rings_back_to_who_transferred() -> None:
    here, caller = talking()
    blind(here, number=OUTSIDE)
    here.fails(here.outside_leg(), Cause.BUSY, 486)
    assert here.status("a") == Status.RINGING and here.plays == {}
    here.answer("a")
    assert here.hears_each_other(caller, A)
