"""Who is rung for which caller (F10.4)."""

from typing import Any

import pytest

from sip.contract import commands as c
from sip.contract.enums import Cause, OfferOutcome, Status, Strategy, VisitOutcome
from sip.contract.events import CallEnded, OfferBegan, OfferEnded, VisitBegan, VisitEnded
from sip.domain.effects import Release, Ring
from tests.domain.kit import H_NUMBER, H, House, config, group

LONGEST = {"strategy": Strategy.LONGEST_IDLE}


def house(*operators: str, **rules: Any) -> House:
    made = House(config(group(**({"members": ("a", "b", "c")} | rules))))
    made.log_in(*operators)
    return made


def rung(house: House) -> set[str]:
    """Who rings now."""
    return {party.operator for call in house.centre.snapshot().calls for party in call.parties if party.ringing}


def offers(house: House) -> list[str]:
    """Operators in the order of their offers."""
    return [event.operator for event in house.events(OfferBegan) if isinstance(event, OfferBegan)]


def outcomes(house: House) -> list[OfferOutcome]:
    return [event.outcome for event in house.events(OfferEnded) if isinstance(event, OfferEnded)]


def visits(house: House) -> list[tuple[VisitOutcome, str, str]]:
    ended = house.events(VisitEnded)
    return [(e.outcome, e.operator, e.reason) for e in ended if isinstance(e, VisitEnded)]


def reject(house: House, operator: str) -> None:
    assert house.do(c.Reject(operator=operator, call=house.call_of(operator))) == c.Done()


def test_a_waiting_caller_hears_that_it_rings() -> None:
    h = house()
    leg = h.caller()
    assert h.effects == [Ring(leg=leg)]


def test_ring_all_rings_everybody_free() -> None:
    h = house("a", "b")
    h.log_in("c", status=Status.LUNCH_BREAK)
    h.caller()
    assert rung(h) == {"a", "b"}


def test_ring_all_rings_who_becomes_free_while_the_caller_waits() -> None:
    h = house("a")
    h.caller()
    h.log_in("b")
    assert rung(h) == {"a", "b"}
    h.log_in("c", status=Status.PREPARING)
    h.choose("c", Status.AVAILABLE)
    assert rung(h) == {"a", "b", "c"}


def test_ring_all_rings_on_as_one_offer() -> None:
    h = house("a", ring_s=5)
    h.caller()
    h.beat("a")
    h.after(25)
    assert offers(h) == ["a"] and outcomes(h) == [] and rung(h) == {"a"}


def test_ring_all_takes_the_next_tier_in_after_a_while() -> None:
    h = house("a", "b", "c", members=(("a", 1), ("b", 2), ("c", 3)), ring_s=5)
    h.caller()
    assert rung(h) == {"a"}
    h.after(5)
    assert rung(h) == {"a", "b"}
    h.after(5)
    assert rung(h) == {"a", "b", "c"}


def test_a_tier_without_anybody_is_skipped() -> None:
    h = house("b", "c", members=(("a", 1), ("b", 2), ("c", 3)), ring_s=0)
    h.caller()
    assert rung(h) == {"b"}
    h.log_in("a")
    assert rung(h) == {"a", "b"}


def test_longest_idle_rings_one_after_the_other() -> None:
    h = house("a", "b", ring_s=20, **LONGEST)
    h.caller()
    assert rung(h) == {"a"}
    h.beat("a", "b")
    h.after(20)
    assert rung(h) == {"b"} and outcomes(h) == [OfferOutcome.NO_ANSWER]
    h.beat("a", "b")
    h.after(20)
    assert rung(h) == {"a"}, "begins anew when all were rung in vain"


def test_longest_idle_counts_from_the_end_of_the_last_call() -> None:
    h = house("a", **LONGEST)
    h.after(1)
    h.log_in("b")
    h.after(1)
    leg = h.caller()
    h.answer("a")
    h.after(1)
    h.leaves(leg)
    h.choose("a", Status.AVAILABLE)
    h.caller()
    assert rung(h) == {"b"}


def test_longest_idle_counts_from_becoming_available() -> None:
    h = house("a", "b", **LONGEST)
    h.after(5)
    h.choose("a", Status.SHORT_BREAK)
    h.after(5)
    h.choose("a", Status.AVAILABLE)
    h.caller()
    assert rung(h) == {"b"}


def test_an_unanswered_offer_does_not_end_idleness() -> None:
    h = house("a", ring_s=5, **LONGEST)
    h.after(1)
    h.log_in("b")
    leg = h.caller()
    h.after(5)
    h.leaves(leg)
    h.caller()
    assert offers(h) == ["a", "b", "a"]


def test_longest_idle_prefers_the_lower_tier() -> None:
    h = house("a", "b", members=(("a", 2), ("b", 1)), **LONGEST)
    h.caller()
    assert rung(h) == {"b"}


@pytest.mark.parametrize("strategy", list(Strategy))
def test_the_oldest_caller_of_all_groups_is_served_first(strategy: Strategy) -> None:
    groups = group(members=("a",), strategy=strategy), group(H, H_NUMBER, members=("a",), strategy=strategy)
    h = House(config(*groups))
    for number in (H_NUMBER, groups[0].number, H_NUMBER):
        h.caller(number)
        h.after(1)
    h.log_in("a")
    answered = []
    for _ in range(3):
        h.answer("a")
        answered.append(h.call_of("a"))
        h.hang_up("a")
        h.choose("a", Status.AVAILABLE)
    assert answered == ["call1", "call2", "call3"]


def test_others_stop_ringing_and_ring_for_the_next_caller() -> None:
    h = house("a", "b")
    h.caller()
    h.caller()
    assert rung(h) == {"a", "b"} and len(offers(h)) == 2, "one offer at a time"
    h.answer("a")
    assert outcomes(h) == [OfferOutcome.ANSWERED, OfferOutcome.ANSWERED_ELSEWHERE]
    assert rung(h) == {"b"} and h.call_of("b") == "call2"
    assert h.status("b") == Status.RINGING


def test_ringing_for_the_next_caller_at_once_is_one_status() -> None:
    h = house("a", "b")
    h.caller()
    h.caller()
    begin = len(h.log)
    h.answer("a")
    assert not [e for _, e in h.log[begin:] if getattr(e, "status", "") and getattr(e, "operator", "") == "b"]


@pytest.mark.parametrize("strategy", list(Strategy))
def test_who_rejects_is_left_alone_for_a_while(strategy: Strategy) -> None:
    h = house("a", strategy=strategy, ring_s=10)
    h.caller()
    reject(h, "a")
    assert rung(h) == set() and h.status("a") == Status.AVAILABLE
    assert outcomes(h) == [OfferOutcome.REJECTED]
    h.after(9)
    assert rung(h) == set()
    h.after(1)
    assert rung(h) == {"a"}


def test_who_rejects_one_caller_is_rung_for_another() -> None:
    h = house("a")
    h.caller()
    h.caller()
    reject(h, "a")
    assert h.call_of("a") == "call2"


def test_a_rejected_caller_goes_to_the_next_operator() -> None:
    h = house("a", "b", **LONGEST)
    h.caller()
    reject(h, "a")
    assert rung(h) == {"b"}


def test_the_caller_leaves() -> None:
    h = house("a", "b")
    leg = h.caller()
    h.after(3)
    h.leaves(leg)
    assert outcomes(h) == [OfferOutcome.CALLER_LEFT] * 2 and visits(h) == [(VisitOutcome.ABANDONED, "", "")]
    assert h.status("a") == h.status("b") == Status.AVAILABLE


def test_a_caller_who_has_waited_too_long_overflows() -> None:
    h = house("a", max_wait_s=15)
    leg = h.caller()
    h.after(15)
    assert visits(h) == [(VisitOutcome.OVERFLOWED, "", "max_wait")]
    assert outcomes(h) == [OfferOutcome.NO_ANSWER]
    assert h.effects[-1] == Release(leg=leg, cause=Cause.NO_ANSWER)
    assert h.status("a") == Status.AVAILABLE


def test_an_answered_caller_does_not_overflow() -> None:
    h = house("a", max_wait_s=15)
    h.caller()
    h.answer("a")
    h.after(20)
    assert visits(h) == [(VisitOutcome.ANSWERED, "a", "")] and h.status("a") == Status.TALKING


def test_a_full_queue_overflows() -> None:
    h = house("a", queue_limit=1)
    rings, waits, too_many = h.caller(), h.caller(), h.caller()
    assert h.legs.keys() == {rings, waits}
    assert visits(h) == [(VisitOutcome.OVERFLOWED, "", "queue_full")]
    assert Release(leg=too_many, cause=Cause.BUSY) in h.effects


def test_a_full_queue_lets_in_whom_somebody_free_serves() -> None:
    h = house("a", "b", queue_limit=1, **LONGEST)
    for _ in range(3):
        h.caller()
    assert rung(h) == {"a", "b"} and visits(h) == []


def test_the_target_in_force_is_stamped_on_the_visit() -> None:
    h = house(target_s=33)
    h.caller()
    (began,) = h.events(VisitBegan)
    assert isinstance(began, VisitBegan) and began.target_s == 33


def test_an_operator_without_any_phone_is_not_rung() -> None:
    h = house("a")
    h.lose("a")
    h.caller()
    assert rung(h) == set()
    h.devices("11", 1)
    assert rung(h) == {"a"}


def test_who_loses_the_only_phone_stops_ringing_and_rings_again_with_it() -> None:
    h = house("a")
    h.caller()
    h.lose("a")
    assert outcomes(h) == [OfferOutcome.NO_ANSWER] and h.status("a") == Status.AVAILABLE
    h.attach("a")
    assert rung(h) == {"a"}


def test_supervisors_are_never_offered_visits() -> None:
    h = House(config(group(members=("s",))))
    h.attach("s")
    h.devices("19", 1)
    assert h.do(c.LogIn(operator="s", session="x")) == c.Done()
    h.caller()
    assert rung(h) == set() and h.status("s") == Status.LOGGED_OUT


def test_logging_out_while_ringing() -> None:
    h = house("a")
    h.caller()
    h.do(c.LogOut(operator="a"))
    assert outcomes(h) == [OfferOutcome.NO_ANSWER] and rung(h) == set()
    assert [type(e).__name__ for _, e in h.log[-2:]] == ["OfferEnded", "LoggedOut"]


def test_an_unknown_number_is_refused_but_told() -> None:
    h = house("a")
    leg = h.caller("0999")
    assert h.effects == [Release(leg=leg, cause=Cause.UNREACHABLE)]
    (ended,) = h.events(CallEnded)
    assert isinstance(ended, CallEnded) and ended.cause is Cause.UNREACHABLE and not h.events(VisitBegan)
