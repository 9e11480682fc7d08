"""Transfer with a consultation (F5.7), to operators, groups and outside; what is booked for it; refusals."""

from typing import Any

import pytest

from sip.contract import commands as c
from sip.contract.enums import (
    Cause,
    ConsultOutcome,
    OfferKind,
    OfferOutcome,
    Refusal,
    Status,
    VisitEntry,
    VisitOutcome,
)
from sip.contract.events import (
    AcwBegan,
    CallAnswered,
    CallEnded,
    CallStarted,
    ConsultEnded,
    HoldBegan,
    HoldEnded,
    OfferBegan,
    OfferEnded,
    SegmentBegan,
    SegmentEnded,
    VisitBegan,
    VisitEnded,
)
from sip.domain.effects import RINGBACK
from tests.domain.kit import G_NUMBER, H_NUMBER, OUTSIDE, G, H, House, config, group, kinds, only
from tests.domain.transferkit import CALL, A, B, C, blind, complete, consult, talking


class TestConsultation:
    def test_operator_to_operator(self) -> None:
        """The receiver is in 内線通話 until completion, then 通話中; the transferrer is on hold time, once."""
        house, caller = talking("b")
        assert consult(house, number="12") == c.Done()
        assert house.status("a") == Status.HOLDING and house.status("b") == Status.RINGING
        assert house.hears_music(caller) and house.hears[A] == RINGBACK
        assert house.answer("b") == c.Done()
        assert house.status("a") == Status.HOLDING and house.status("b") == Status.INTERNAL
        assert house.hears_each_other(A, B) and house.hears_music(caller)
        assert complete(house) == c.Done()
        assert house.status("a") == Status.ACW and house.status("b") == Status.TALKING
        assert house.hears_each_other(caller, B) and A not in house.hears
        house.leaves(caller)
        assert house.status("b") == Status.ACW
        assert len(house.events(CallStarted)) == len(house.events(CallAnswered)) == len(house.events(CallEnded)) == 1
        assert len(house.events(VisitBegan)) == 1 and len(house.events(HoldBegan)) == 1
        offers = [(e.operator, e.kind) for e in house.events(OfferBegan) if isinstance(e, OfferBegan)]
        assert offers == [("a", OfferKind.VISIT), ("b", OfferKind.TRANSFER)]
        assert {e.outcome for e in house.events(OfferEnded) if isinstance(e, OfferEnded)} == {OfferOutcome.ANSWERED}

    def test_the_split_is_at_completion(self) -> None:
        house, _caller = talking("b")
        consult(house, number="12")
        house.after(5)
        house.answer("b")
        house.after(7)
        begin = len(house.log)
        complete(house)
        told = [event for _, event in house.log[begin:]]
        assert kinds(told)[:5] == ["ConsultEnded", "HoldEnded", "SegmentEnded", "AcwBegan", "SegmentBegan"]
        times = {type(e).__name__: at for at, e in house.log if isinstance(e, HoldBegan | HoldEnded | SegmentEnded)}
        assert times == {"HoldBegan": 0, "HoldEnded": 12_000, "SegmentEnded": 12_000}
        segments = [e for e in house.events(SegmentBegan) if isinstance(e, SegmentBegan)]
        assert [(s.operator, s.visit, s.group) for s in segments] == [("a", "visit1", G), ("b", "visit1", G)]

    def test_to_an_outside_number(self) -> None:
        house, caller = talking()
        assert consult(house, number=OUTSIDE) == c.Done()
        target = house.outside_leg()
        assert house.targets[target].caller.number == G_NUMBER
        house.rings(target)
        assert house.hears[A] == RINGBACK
        house.picks_up(target)
        assert house.hears_each_other(A, target)
        assert complete(house) == c.Done()
        assert house.hears_each_other(caller, target) and house.status("a") == Status.ACW
        house.leaves(target)
        assert caller not in house.legs and only(house, CallEnded).cause is Cause.NORMAL

    def test_to_a_group(self) -> None:
        """A new visit there with its own clock; after completion the receiver talks for that group."""
        house, caller = talking("c")
        house.after(3)
        assert consult(house, number=H_NUMBER) == c.Done()
        visits = [e for e in house.events(VisitBegan) if isinstance(e, VisitBegan)]
        assert [(v.call, v.group, v.entry) for v in visits] == [
            (CALL, G, VisitEntry.DIRECT),
            (CALL, H, VisitEntry.TRANSFER),
        ]
        house.after(2)
        house.answer("c")
        assert house.status("c") == Status.INTERNAL
        complete(house)
        last = house.events(SegmentBegan)[-1]
        assert isinstance(last, SegmentBegan) and (last.operator, last.visit, last.group) == ("c", "visit2", H)
        assert house.status("c") == Status.TALKING and house.hears_each_other(caller, C)

    def test_a_group_given_up_overflows(self) -> None:
        house, caller = talking()
        consult(house, group=H)
        assert house.hears[A] == RINGBACK
        assert house.do(c.CancelTransfer(operator="a", call=CALL)) == c.Done()
        ended = house.events(VisitEnded)[-1]
        assert isinstance(ended, VisitEnded)
        assert (ended.visit, ended.outcome, ended.reason) == ("visit2", VisitOutcome.OVERFLOWED, "transfer_cancelled")
        assert house.hears_music(caller)

    @pytest.mark.parametrize("how", [c.CancelTransfer, c.HangUp, c.Resume])
    @pytest.mark.parametrize("answered", [False, True])
    def test_cancelled(self, how: Any, answered: bool) -> None:
        """Same segment goes on, one hold; the red button cancels, 保留 takes the caller back at once."""
        house, caller = talking("b")
        consult(house, number="12")
        if answered:
            house.answer("b")
        assert house.do(how(operator="a", call=CALL)) == c.Done()
        assert only(house, ConsultEnded).outcome is ConsultOutcome.CANCELLED
        assert house.status("b") == Status.AVAILABLE and B not in house.hears
        if how is c.Resume:
            assert house.hears_each_other(A, caller)
        else:
            assert house.hears_music(caller) and house.status("a") == Status.HOLDING
            house.do(c.Resume(operator="a", call=CALL))
        assert len(house.events(HoldBegan)) == len(house.events(HoldEnded)) == 1
        assert len(house.events(SegmentBegan)) == 1 and not house.events(SegmentEnded)

    @pytest.mark.parametrize("how", ["reject", "hang up", "phone lost"])
    def test_the_target_does_not_stay(self, how: str) -> None:
        house, caller = talking("b")
        consult(house, number="12")
        if how == "reject":
            house.do(c.Reject(operator="b", call=CALL))
        else:
            house.answer("b")
            if how == "hang up":
                assert house.hang_up("b") == c.Done()
            else:
                house.lose("b")
                assert house.hears_music(A)
                house.alive_for(31, "a", "b")
        assert only(house, ConsultEnded).outcome is ConsultOutcome.FAILED
        assert house.status("a") == Status.HOLDING and house.hears_music(caller) and A not in house.hears

    def test_an_outside_target_that_is_busy(self) -> None:
        house, _caller = talking()
        consult(house, number=OUTSIDE)
        house.fails(house.outside_leg())
        assert only(house, ConsultEnded).outcome is ConsultOutcome.FAILED
        assert consult(house, number="0312345678") == c.Done()
        assert len(house.events(HoldBegan)) == 1

    def test_the_caller_hangs_up_meanwhile(self) -> None:
        """Not abandoned: it was answered."""
        house, caller = talking("b")
        consult(house, number="12")
        house.answer("b")
        house.leaves(caller)
        assert only(house, ConsultEnded).outcome is ConsultOutcome.CALLER_LEFT
        assert only(house, VisitEnded).outcome is VisitOutcome.ANSWERED
        assert house.status("a") == Status.ACW and house.status("b") == Status.AVAILABLE and not house.hears

    def test_from_a_desk_phone(self) -> None:
        """The leg of the transferrer's desk phone belongs to the call, not to the consultation."""
        house = House(config(group(members=("a",))))
        house.log_in("a", "b")
        house.devices("11")
        caller = house.caller()
        desk = house.desk_leg("11")
        house.picks_up(desk)
        consult(house, number="12")
        house.answer("b")
        assert house.hears_each_other(desk, B)
        house.do(c.CancelTransfer(operator="a", call=CALL))
        assert desk in house.legs
        consult(house, number="12")
        house.answer("b")
        complete(house)
        assert desk not in house.legs and house.hears_each_other(caller, B)

    def test_the_receivers_desk_phone_keeps_its_leg(self) -> None:
        house, caller = talking("b")
        house.devices("12")
        consult(house, number="12")
        desk = house.desk_leg("12")
        house.picks_up(desk)
        complete(house)
        assert house.hears_each_other(caller, desk)
        house.leaves(desk)
        assert only(house, CallEnded) and caller not in house.legs and house.status("b") == Status.ACW

    def test_keys_go_to_who_is_consulted(self) -> None:
        house, _ = talking()
        consult(house, number=OUTSIDE)
        house.picks_up(house.outside_leg())
        assert house.do(c.SendDtmf(operator="a", call=CALL, digits="1")) == c.Done()
        assert house.effects[-1].leg == house.outside_leg()

    def test_an_outbound_call_is_handed_over(self) -> None:
        house = House()
        house.log_in("a", "b")
        house.dial("a")
        called = house.outside_leg()
        house.picks_up(called)
        consult(house, number="12")
        house.answer("b")
        complete(house)
        assert house.hears_each_other(called, B) and house.status("b") == Status.TALKING
        house.hang_up("b")
        assert called not in house.legs and not house.centre._floor.calls

    def test_a_receiver_in_after_call_work(self) -> None:
        """An internal call may come in 後処理; the transferred call ends it."""
        house = House(config(group(members=("a", "b"))))
        house.log_in("a", "b")
        first = house.caller()
        house.answer("b")
        house.leaves(first)
        assert house.status("b") == Status.ACW
        house.caller()
        house.answer("a")
        assert house.do(c.Consult(operator="a", call="call2", number="12")) == c.Done()
        assert house.answer("b") == c.Done() and house.status("b") == Status.ACW
        assert house.do(c.CompleteTransfer(operator="a", call="call2")) == c.Done()
        assert house.status("b") == Status.TALKING
        assert [e.operator for e in house.events(AcwBegan) if isinstance(e, AcwBegan)] == ["b", "a"]


class TestRefusals:
    @pytest.mark.parametrize(
        ("to", "refusal"),
        [
            ({"number": "12"}, Refusal.TARGET_UNREACHABLE),
            ({"number": "90"}, Refusal.TARGET_UNREACHABLE),
            ({"number": "11"}, Refusal.OWN_NUMBER),
            ({"number": "77"}, Refusal.UNKNOWN_NUMBER),
            ({"group": "nowhere"}, Refusal.UNKNOWN_GROUP),
            ({"number": "abc"}, Refusal.INVALID_NUMBER),
        ],
    )
    def test_targets(self, to: dict[str, str], refusal: Refusal) -> None:
        house, caller = talking()
        for ask in (consult, blind):
            result = ask(house, **to)
            assert isinstance(result, c.Refused) and result.code is refusal
        assert house.hears_each_other(A, caller)

    def test_a_busy_target(self) -> None:
        house, _ = talking("b", "c")
        house.dial("b", "13")
        result = consult(house, number="12")
        assert isinstance(result, c.Refused) and result.code is Refusal.TARGET_BUSY

    def test_blind_only_to_who_takes_calls(self) -> None:
        """External calls reach operators in 受付可 only (F5.3); a consultation is an internal call."""
        house, _ = talking("b")
        house.choose("b", Status.LUNCH_BREAK)
        result = blind(house, number="12")
        assert isinstance(result, c.Refused) and result.code is Refusal.TARGET_BUSY
        assert consult(house, number="12") == c.Done()

    def test_only_one_at_a_time_and_only_by_its_leader(self) -> None:
        house, _ = talking("b", "c")
        consult(house, number="12")
        for command in (c.Consult(operator="a", call=CALL, number="13"), c.Park(operator="a", call=CALL)):
            result = house.do(command)
            assert isinstance(result, c.Refused) and result.code is Refusal.WRONG_STATE
        early = complete(house)
        assert isinstance(early, c.Refused) and early.code is Refusal.WRONG_STATE
        house.answer("b")
        for kind in (c.CompleteTransfer, c.Conference, c.CancelTransfer, c.Hold, c.Park):
            result = house.do(kind(operator="b", call=CALL))
            assert isinstance(result, c.Refused) and result.code is Refusal.WRONG_STATE, kind
