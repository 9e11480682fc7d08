"""Blind transfer (F5.7), from the browser and by REFER from a desk phone; what is booked for it."""

import pytest

from sip.contract import commands as c
from sip.contract.enums import (
    Cause,
    OfferOutcome,
    Status,
    VisitEntry,
    VisitOutcome,
)
from sip.contract.events import (
    AcwBegan,
    CallAnswered,
    CallEnded,
    CallTransferred,
    ConsultAnswered,
    ConsultBegan,
    OfferEnded,
    VisitBegan,
    VisitEnded,
)
from sip.domain.effects import RINGBACK, LegSource, OutsideTarget, Referred
from tests.domain.kit import OUTSIDE, G, H, House, config, group, only
from tests.domain.transferkit import CALL, A, B, C, blind, consult, talking


class TestBlind:
    def test_to_an_operator(self) -> None:
        house, caller = talking("b")
        assert blind(house, number="12") == c.Done()
        assert only(house, CallTransferred).to_number == "12"
        assert house.status("a") == Status.ACW and house.status("b") == Status.RINGING
        assert house.hears[caller] == RINGBACK
        house.answer("b")
        assert house.hears_each_other(caller, B) and house.status("b") == Status.TALKING
        assert len(house.events(VisitBegan)) == len(house.events(CallAnswered)) == 1
        house.alive_for(60, "a", "b")
        assert house.status("b") == Status.TALKING, "nothing rings back once it was answered"

    def test_not_answered_rings_back(self) -> None:
        house, caller = talking("b")
        blind(house, number="12")
        house.alive_for(30, "a", "b")
        house.beat("a", "b")
        assert house.status("b") == Status.AVAILABLE and house.status("a") == Status.RINGING
        assert house.hears[caller] == RINGBACK
        house.answer("a")
        assert house.hears_each_other(caller, A) and house.status("a") == Status.TALKING
        outcomes = [e.outcome for e in house.events(OfferEnded) if isinstance(e, OfferEnded)]
        assert outcomes == [OfferOutcome.ANSWERED, OfferOutcome.NO_ANSWER, OfferOutcome.ANSWERED]
        house.hang_up("a")
        assert caller not in house.legs and len(house.events(AcwBegan)) == 2

    @pytest.mark.parametrize("how", ["reject", "phone lost"])
    def test_refused_rings_back_at_once(self, how: str) -> None:
        house, _caller = talking("b")
        blind(house, number="12")
        if how == "reject":
            house.do(c.Reject(operator="b", call=CALL))
        else:
            house.lose("b")
        assert house.status("a") == Status.RINGING

    def test_nobody_takes_the_caller_back(self) -> None:
        """Then it waits for its group again."""
        house, caller = talking("b")
        blind(house, number="12")
        house.do(c.Reject(operator="b", call=CALL))
        house.do(c.Reject(operator="a", call=CALL))
        visit = house.events(VisitBegan)[-1]
        assert isinstance(visit, VisitBegan) and (visit.group, visit.entry) == (G, VisitEntry.TRANSFER)
        assert caller in house.legs
        house.choose("a", Status.AVAILABLE)
        house.answer("a")
        assert house.hears_each_other(caller, A)

    def test_the_caller_leaves_meanwhile(self) -> None:
        """The visit stays answered."""
        house, caller = talking("b")
        blind(house, number="12")
        house.leaves(caller)
        assert only(house, VisitEnded).outcome is VisitOutcome.ANSWERED
        last = house.events(OfferEnded)[-1]
        assert isinstance(last, OfferEnded) and last.outcome is OfferOutcome.CALLER_LEFT
        assert only(house, CallEnded).cause is Cause.NORMAL

    def test_to_an_outside_number(self) -> None:
        house, caller = talking()
        blind(house, number=OUTSIDE)
        assert house.hears_music(caller)
        target = house.outside_leg()
        assert isinstance(house.targets[target].target, OutsideTarget)
        house.rings(target, early=True)
        assert house.hears[caller] == LegSource(leg=target)
        house.picks_up(target)
        assert house.hears_each_other(caller, target)
        house.leaves(caller)
        assert target not in house.legs

    @pytest.mark.parametrize("rang", [False, True])
    def test_an_outside_number_that_does_not_answer(self, rang: bool) -> None:
        house, caller = talking()
        blind(house, number=OUTSIDE)
        target = house.outside_leg()
        if rang:
            house.rings(target)
            house.alive_for(30, "a")
            assert target not in house.legs
        else:
            house.fails(target)
        assert house.status("a") == Status.RINGING and house.hears[caller] == RINGBACK

    def test_to_a_group(self) -> None:
        house, caller = talking("c")
        blind(house, group=H)
        assert only(house, CallTransferred).group == H
        visit = house.events(VisitBegan)[-1]
        assert isinstance(visit, VisitBegan) and (visit.group, visit.entry) == (H, VisitEntry.TRANSFER)
        assert house.status("c") == Status.RINGING and house.hears[caller] == RINGBACK
        house.answer("c")
        assert house.hears_each_other(caller, C)

    def test_an_internal_call_goes_on_to_a_third(self) -> None:
        house = House()
        house.log_in("a", "b", "c")
        call = house.dial("b", "11")
        house.answer("a")
        assert house.do(c.BlindTransfer(operator="a", call=call, number="13")) == c.Done()
        assert house.hears[B] == RINGBACK and house.status("b") == Status.INTERNAL
        house.answer("c")
        assert house.hears_each_other(B, C) and house.status("a") == Status.AVAILABLE
        assert not house.events(AcwBegan)

    def test_the_events_of_a_consultation_name_it(self) -> None:
        house, _ = talking("b")
        consult(house, number="12")
        house.answer("b")
        began, answered = only(house, ConsultBegan), only(house, ConsultAnswered)
        assert (began.call, began.operator, began.to_number) == (CALL, "a", "12")
        assert (answered.consult, answered.operator, answered.extension) == (began.consult, "b", "12")


class TestFromTheDeskPhone:
    """The desk phone's own transfer key (REFER)."""

    def ready(self) -> tuple[House, str, str]:
        house = House(config(group(members=("a",))))
        house.log_in("a", "b")
        house.devices("11")
        caller = house.caller()
        desk = house.desk_leg("11")
        house.picks_up(desk)
        return house, caller, desk

    def refer(self, house: House, leg: str, number: str) -> Cause:
        begin = len(house.effects)
        house.centre.refer(leg, number, house.now)
        house.settle()
        (answer,) = [effect for effect in house.effects[begin:] if isinstance(effect, Referred)]
        return answer.cause

    def test_it_is_a_blind_transfer(self) -> None:
        house, caller, desk = self.ready()
        assert self.refer(house, desk, "12") is Cause.NORMAL
        assert desk not in house.legs and house.status("b") == Status.RINGING
        house.answer("b")
        assert house.hears_each_other(caller, B)

    @pytest.mark.parametrize(("number", "cause"), [("13", Cause.UNREACHABLE), ("77", Cause.UNREACHABLE)])
    def test_a_refused_one_leaves_the_call(self, number: str, cause: Cause) -> None:
        house, caller, desk = self.ready()
        assert self.refer(house, desk, number) is cause
        assert house.hears_each_other(caller, desk)

    def test_callers_from_outside_transfer_nobody(self) -> None:
        house, caller, desk = self.ready()
        assert self.refer(house, caller, "12") is Cause.FORBIDDEN
        assert house.hears_each_other(caller, desk)

    def test_a_leg_that_is_gone(self) -> None:
        house, _, _ = self.ready()
        house.centre.refer("gone", "12", house.now)
        assert house.settle() == []
