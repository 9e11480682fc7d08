"""Parking (F5.10), pick-up of a colleague's call, and the conference of three."""

import pytest

from sip.contract import commands as c
from sip.contract.enums import ConsultOutcome, OfferOutcome, Refusal, Status, VisitOutcome
from sip.contract.events import (
    CallEnded,
    CallParked,
    CallUnparked,
    ConferenceBegan,
    ConferenceEnded,
    ConsultEnded,
    HoldBegan,
    HoldEnded,
    OfferBegan,
    OfferEnded,
    SegmentBegan,
    VisitEnded,
)
from sip.domain.effects import MixSource
from tests.domain.kit import OUTSIDE, House, config, group, only

CALL = "call1"
A, B, C = "phone:a", "phone:b", "phone:c"


def talking(*others: str) -> tuple[House, str]:
    house = House(config(group(members=("a",))))
    house.log_in("a", *others)
    leg = house.caller()
    house.answer("a")
    return house, leg


def park(house: House, call: str = CALL, operator: str = "a") -> c.AnyResult:
    return house.do(c.Park(operator=operator, call=call))


class TestPark:
    def test_anybody_takes_it(self) -> None:
        house, caller = talking("b")
        assert park(house) == c.Parked(slot=1)
        assert only(house, CallParked).operator == "a"
        assert house.status("a") == Status.ACW and house.hears_music(caller)
        assert house.do(c.Unpark(operator="b", slot=1)) == c.Dialled(call=CALL)
        assert house.hears_each_other(caller, B) and house.status("b") == Status.TALKING
        assert only(house, CallUnparked).operator == "b"
        house.hang_up("b")
        assert house.status("b") == Status.ACW and caller not in house.legs
        assert only(house, VisitEnded).outcome is VisitOutcome.ANSWERED

    def test_the_lowest_free_slot(self) -> None:
        house = House(config(group(members=("a",))))
        house.log_in("a", "b")
        for number in (1, 2, 3):
            house.caller()
            house.choose("a", Status.AVAILABLE)
            house.answer("a")
            assert park(house, f"call{number}") == c.Parked(slot=number)
        house.do(c.Unpark(operator="b", slot=2))
        house.caller()
        house.choose("a", Status.AVAILABLE)
        house.answer("a")
        assert park(house, "call4") == c.Parked(slot=2)

    def test_parked_too_long_rings_back(self) -> None:
        house, caller = talking("b")
        park(house)
        house.alive_for(120, "a", "b")
        assert house.status("a") == Status.RINGING and only(house, CallUnparked).operator == ""
        house.answer("a")
        assert house.hears_each_other(caller, A)

    def test_the_caller_leaves(self) -> None:
        house, caller = talking("b")
        park(house)
        house.leaves(caller)
        assert only(house, CallUnparked).operator == "" and only(house, CallEnded)
        result = house.do(c.Unpark(operator="b", slot=1))
        assert isinstance(result, c.Refused) and result.code is Refusal.NOTHING_PARKED

    def test_an_outbound_call_is_parked(self) -> None:
        house = House()
        house.log_in("a", "b")
        call = house.dial("a", OUTSIDE)
        called = house.outside_leg()
        house.picks_up(called)
        assert park(house, call) == c.Parked(slot=1)
        house.do(c.Unpark(operator="b", slot=1))
        assert house.hears_each_other(called, B)

    def test_refused_in_a_call_or_logged_out(self) -> None:
        house, _ = talking("b")
        park(house)
        house.dial("b", OUTSIDE)
        for operator, refusal in (("b", Refusal.BUSY), ("c", Refusal.NOT_LOGGED_IN), ("s", Refusal.NO_PHONE)):
            result = house.do(c.Unpark(operator=operator, slot=1))
            assert isinstance(result, c.Refused) and result.code is refusal


class TestPickUp:
    def test_a_colleague_of_the_group(self) -> None:
        house = House(config(group(members=("a", "b"))))
        house.log_in("a")
        house.log_in("b", status=Status.LUNCH_BREAK)
        caller = house.caller()
        assert house.do(c.PickUp(operator="b", call=CALL)) == c.Done()
        assert house.hears_each_other(caller, B) and house.status("a") == Status.AVAILABLE
        offers = {e.offer: e.operator for e in house.events(OfferBegan) if isinstance(e, OfferBegan)}
        ended = {offers[e.offer]: e.outcome for e in house.events(OfferEnded) if isinstance(e, OfferEnded)}
        assert ended == {"a": OfferOutcome.ANSWERED_ELSEWHERE, "b": OfferOutcome.ANSWERED}
        assert only(house, VisitEnded).operator == "b"

    def test_an_internal_call_to_a_colleague(self) -> None:
        house = House(config(group(members=("a", "b"))))
        house.log_in("a", "b", "c")
        call = house.dial("c", "11")
        assert house.do(c.PickUp(operator="b", call=call)) == c.Done()
        assert house.hears_each_other(C, B) and house.status("a") == Status.AVAILABLE

    def test_not_from_another_group(self) -> None:
        house = House(config(group(members=("a",))))
        house.log_in("a", "b")
        house.caller()
        for call in (CALL, "call9"):
            result = house.do(c.PickUp(operator="b", call=call))
            assert isinstance(result, c.Refused) and result.code is Refusal.UNKNOWN_CALL


def conference() -> tuple[House, str]:
    house, caller = talking("b")
    house.do(c.Consult(operator="a", call=CALL, number="12"))
    house.answer("b")
    assert house.do(c.Conference(operator="a", call=CALL)) == c.Done()
    return house, caller


def hears(house: House, leg: str) -> set[str]:
    source = house.hears[leg]
    assert isinstance(source, MixSource)
    return set(source.legs)


class TestConference:
    def test_all_three_hear_one_another(self) -> None:
        house, caller = conference()
        assert hears(house, A) == {caller, B} and hears(house, B) == {caller, A} and hears(house, caller) == {A, B}
        assert house.status("a") == house.status("b") == Status.TALKING
        assert only(house, ConsultEnded).outcome is ConsultOutcome.JOINED and only(house, ConferenceBegan)
        assert len(house.events(HoldBegan)) == len(house.events(HoldEnded)) == 1
        assert [e.operator for e in house.events(SegmentBegan) if isinstance(e, SegmentBegan)] == ["a", "b"]

    @pytest.mark.parametrize(("goes", "stays"), [("a", B), ("b", A)])
    def test_an_operator_leaves(self, goes: str, stays: str) -> None:
        house, caller = conference()
        house.hang_up(goes)
        assert house.hears_each_other(caller, stays) and house.status(goes) == Status.ACW
        assert only(house, ConferenceEnded) and not house.events(CallEnded)
        assert house.do(c.Hold(operator=stays[-1], call=CALL)) == c.Done()
        assert house.hears_music(caller)

    def test_the_caller_leaves(self) -> None:
        """Operators have nobody to talk with about an outside call then."""
        house, caller = conference()
        house.leaves(caller)
        assert house.status("a") == house.status("b") == Status.ACW and only(house, CallEnded)

    def test_a_phone_that_is_away_is_not_heard(self) -> None:
        house, caller = conference()
        house.lose("b")
        assert house.hears_each_other(caller, A)
        house.attach("b")
        assert hears(house, caller) == {A, B}
        house.lose("b")
        house.alive_for(31, "a", "b")
        assert house.hears_each_other(caller, A) and only(house, ConferenceEnded)

    def test_two_outside_parties_and_an_operator(self) -> None:
        house, caller = talking()
        house.do(c.Consult(operator="a", call=CALL, number=OUTSIDE))
        target = house.outside_leg()
        house.picks_up(target)
        house.do(c.Conference(operator="a", call=CALL))
        assert hears(house, A) == {caller, target}
        house.hang_up("a")
        assert house.hears_each_other(caller, target) and house.status("a") == Status.ACW
        house.leaves(target)
        assert caller not in house.legs and only(house, CallEnded)

    def test_no_hold_and_no_transfer_in_it(self) -> None:
        house, _ = conference()
        for command in (
            c.Hold(operator="a", call=CALL),
            c.Park(operator="a", call=CALL),
            c.Consult(operator="a", call=CALL, number="13"),
        ):
            result = house.do(command)
            assert isinstance(result, c.Refused) and result.code is Refusal.WRONG_STATE


class TestOnTheDeskPhone:
    """Who talks on a desk phone and takes a call on the screen is rung there first."""

    def waiting(self) -> tuple[House, str]:
        """A parked call; `b` has a desk phone only."""
        house, caller = talking("b")
        house.lose("b")
        house.devices("12", 1)
        park(house)
        return house, caller

    def test_a_parked_call_is_there_once_it_is_lifted(self) -> None:
        house, caller = self.waiting()
        assert house.do(c.Unpark(operator="b", slot=1)) == c.Dialled(call=CALL)
        leg = house.desk_leg("12")
        assert house.hears_music(caller) and not house.events(CallUnparked), "until then it waits"
        assert house.do(c.Unpark(operator="b", slot=1)) == c.Refused(code=Refusal.BUSY), "it rings already"
        house.picks_up(leg)
        assert house.hears_each_other(caller, leg) and house.status("b") == Status.TALKING
        house.hang_up("b")
        assert leg not in house.legs and caller not in house.legs

    def test_a_code_typed_on_the_screen(self) -> None:
        house, caller = self.waiting()
        assert house.do(c.Dial(operator="b", number="*71")) == c.Dialled(call=CALL)
        leg = house.desk_leg("12")
        house.picks_up(leg)
        assert house.hears_each_other(caller, leg)

    def test_a_call_that_rings_a_colleague(self) -> None:
        house = House(config(group(members=("a", "b"))))
        house.log_in("a", "b")
        house.choose("b", Status.PREPARING)
        house.lose("b")
        house.devices("12", 1)
        caller = house.caller()
        assert house.do(c.PickUp(operator="b", call=CALL)) == c.Done()
        leg = house.desk_leg("12")
        assert house.status("a") == Status.RINGING
        house.picks_up(leg)
        assert house.hears_each_other(caller, leg) and house.status("a") == Status.AVAILABLE

    def test_it_rings_no_more_when_somebody_else_was_faster(self) -> None:
        house, caller = self.waiting()
        house.do(c.Unpark(operator="b", slot=1))
        leg = house.desk_leg("12")
        house.choose("a", Status.AVAILABLE)
        assert house.do(c.Unpark(operator="a", slot=1)) == c.Dialled(call=CALL)
        assert leg not in house.legs and house.hears_each_other(caller, A)
        house.picks_up(leg)  # the answer crosses with our CANCEL
        assert house.hears_each_other(caller, A)

    def test_nobody_lifts_it(self) -> None:
        house, caller = self.waiting()
        house.do(c.Unpark(operator="b", slot=1))
        house.fails(house.desk_leg("12"))
        assert house.hears_music(caller) and house.status("b") == Status.AVAILABLE
        assert house.do(c.Unpark(operator="b", slot=1)) == c.Dialled(call=CALL), "once more"
