"""Desk phones' own keys: hold, a second call, transfer to it, another phone that takes over (F5.7, F10.2)."""

import pytest

from sip.contract import commands as c
from sip.contract.enums import Cause, ConsultOutcome, Refusal, Status
from sip.contract.events import (
    AcwBegan,
    CallEnded,
    CallStarted,
    ConferenceBegan,
    ConsultBegan,
    ConsultEnded,
    DialRefused,
    HoldBegan,
    HoldEnded,
    SegmentBegan,
)
from tests.domain.kit import H_NUMBER, OUTSIDE, H, House, config, group, only

CALL = "call1"
B, C = "phone:b", "phone:c"


def talking(*others: str) -> tuple[House, str, str]:
    """`a` talks on a desk phone with a caller; the others are logged in at browsers. The caller's leg, the phone's."""
    house = House(config(group(members=("a",)), group(H, H_NUMBER, members=("c",))))
    house.log_in("a", *others)
    house.devices("11")
    caller = house.caller()
    desk = house.desk_leg("11")
    house.picks_up(desk)
    return house, caller, desk


def consulting(number: str = "12", *others: str) -> tuple[House, str, str, str]:
    """… and consults `number` on a second call. The caller's leg, the phone's first and second."""
    house, caller, desk = talking("b", *others)
    house.holds(desk)
    second = house.desk_dials("11", number)
    if number == "12":
        house.answer("b")
    return house, caller, desk, second


class TestHold:
    def test_the_caller_hears_music_and_it_is_a_hold(self) -> None:
        house, caller, desk = talking()
        house.holds(desk)
        assert house.hears_music(caller) and house.status("a") == Status.HOLDING
        assert only(house, HoldBegan).operator == "a"
        house.holds(desk, on=False)
        assert house.hears_each_other(caller, desk) and house.status("a") == Status.TALKING
        assert only(house, HoldEnded).hold == only(house, HoldBegan).hold

    def test_twice_is_once(self) -> None:
        house, _, desk = talking()
        house.holds(desk)
        assert house.holds(desk) == [] and house.holds(desk, on=False) and house.holds(desk, on=False) == []

    def test_the_key_alone_takes_it_back(self) -> None:
        """The phone plays and sends nothing until its own key is pressed: to say otherwise on the screen would lie."""
        house, caller, desk = talking("b")
        house.holds(desk)
        for command in (c.Resume(operator="a", call=CALL), c.Consult(operator="a", call=CALL, number="12")):
            result = house.do(command)
            assert isinstance(result, c.Refused) and result.code is Refusal.HELD_ON_PHONE
        assert house.hears_music(caller)

    def test_a_hold_of_the_screen_is_ended_by_the_key(self) -> None:
        house, caller, desk = talking()
        house.do(c.Hold(operator="a", call=CALL))
        house.holds(desk)
        assert len(house.events(HoldBegan)) == 1
        house.holds(desk, on=False)
        assert house.hears_each_other(caller, desk) and house.status("a") == Status.TALKING

    def test_a_phone_of_nobody(self) -> None:
        """There is no operator to book it of, but who waits hears music."""
        house = House()
        house.log_in("a")
        house.devices("90")
        house.dial("a", "90")
        room = house.desk_leg("90")
        house.picks_up(room)
        house.holds(room)
        assert house.hears_music("phone:a") and not house.events(HoldBegan)
        house.holds(room, on=False)
        assert house.hears_each_other("phone:a", room)

    def test_an_outside_party_that_holds_is_heard(self) -> None:
        """Their own music comes through."""
        house, caller, desk = talking()
        assert house.holds(caller) == []
        assert house.hears_each_other(caller, desk)

    def test_in_a_conference_the_others_talk_on(self) -> None:
        house, caller, desk = talking("b")
        house.do(c.Consult(operator="a", call=CALL, number="12"))
        house.answer("b")
        house.do(c.Conference(operator="a", call=CALL))
        holds = len(house.events(HoldBegan))
        house.holds(desk)
        assert house.hears_each_other(caller, B) and len(house.events(HoldBegan)) == holds


class TestSecondCall:
    def test_it_is_a_consultation(self) -> None:
        house, caller, _, second = consulting()
        assert (only(house, ConsultBegan).operator, only(house, ConsultBegan).to_number) == ("a", "12")
        assert house.hears_each_other(second, B) and house.hears_music(caller)
        assert house.legs[second] == "up" and house.status("a") == Status.HOLDING
        assert len(house.events(CallStarted)) == 1 and len(house.events(HoldBegan)) == 1

    def test_it_rings_until_it_is_answered(self) -> None:
        house, _, desk = talking("b")
        house.holds(desk)
        second = house.desk_dials("11", "12")
        assert house.legs[second] == "in" and house.status("b") == Status.RINGING

    def test_not_without_a_hold(self) -> None:
        house, caller, desk = talking("b")
        second = house.desk_dials("11", "12")
        assert second not in house.legs and house.hears_each_other(caller, desk)
        assert only(house, DialRefused).reason is Refusal.BUSY

    def test_no_third(self) -> None:
        house, _, _, second = consulting()
        third = house.desk_dials("11", "90")
        assert third not in house.legs and house.hears_each_other(second, B)

    @pytest.mark.parametrize(
        ("number", "reason"), [("12", Refusal.TARGET_BUSY), ("11", Refusal.OWN_NUMBER), ("77", Refusal.UNKNOWN_NUMBER)]
    )
    def test_who_cannot_be_called(self, number: str, reason: Refusal) -> None:
        house, caller, desk = talking("b")
        house.dial("b", OUTSIDE)
        house.holds(desk)
        second = house.desk_dials("11", number)
        assert second not in house.legs and house.hears_music(caller)
        assert only(house, DialRefused).reason is reason
        house.holds(desk, on=False)
        assert house.hears_each_other(caller, desk)

    def test_it_is_hung_up_and_the_caller_taken_back(self) -> None:
        house, caller, desk, second = consulting()
        house.leaves(second)
        assert only(house, ConsultEnded).outcome is ConsultOutcome.CANCELLED
        assert house.hears_music(caller) and house.status("b") == Status.AVAILABLE
        house.holds(desk, on=False)
        assert house.hears_each_other(caller, desk) and not house.events(CallEnded)

    def test_the_target_hangs_up(self) -> None:
        house, caller, desk, second = consulting()
        house.hang_up("b")
        assert only(house, ConsultEnded).outcome is ConsultOutcome.FAILED
        assert second not in house.legs and house.hears_music(caller)
        house.holds(desk, on=False)
        assert house.hears_each_other(caller, desk)

    def test_the_caller_hangs_up(self) -> None:
        house, caller, _, _ = consulting()
        house.leaves(caller)
        assert only(house, ConsultEnded).outcome is ConsultOutcome.CALLER_LEFT
        assert not house.legs and house.status("b") == Status.AVAILABLE and house.status("a") == Status.ACW

    def test_the_first_call_is_hung_up(self) -> None:
        house, _, desk, _ = consulting()
        house.leaves(desk)
        assert not house.legs and house.status("b") == Status.AVAILABLE

    def test_to_and_fro(self) -> None:
        """The phone changes between its two calls: who it does not listen to hears music."""
        house, caller, desk, second = consulting()
        house.holds(second)
        house.holds(desk, on=False)
        assert house.hears_each_other(caller, desk) and house.hears_music(B)
        assert house.status("a") == Status.TALKING
        house.holds(desk)
        house.holds(second, on=False)
        assert house.hears_each_other(second, B) and house.hears_music(caller)
        assert len(house.events(HoldBegan)) == 2

    def test_a_group_is_consulted(self) -> None:
        house, caller, desk, second = consulting(H_NUMBER, "c")
        house.answer("c")
        assert house.refers(desk, other=second) == [Cause.NORMAL]
        assert house.hears_each_other(caller, C) and house.status("c") == Status.TALKING


class TestTransfer:
    @pytest.mark.parametrize("on", ["first", "second"])
    def test_both_are_connected_and_the_phone_released(self, on: str) -> None:
        house, caller, desk, second = consulting()
        one, other = (desk, second) if on == "first" else (second, desk)
        assert house.refers(one, other=other) == [Cause.NORMAL]
        assert house.hears_each_other(caller, B)
        assert set(house.legs) == {caller}
        assert house.status("a") == Status.ACW and house.status("b") == Status.TALKING
        assert only(house, ConsultEnded).outcome is ConsultOutcome.COMPLETED
        segments = [event.operator for event in house.events(SegmentBegan) if isinstance(event, SegmentBegan)]
        assert segments == ["a", "b"] and len(house.events(HoldBegan)) == len(house.events(HoldEnded)) == 1
        house.hang_up("b")
        assert len(house.events(AcwBegan)) == 2 and not house.legs

    def test_to_an_outside_number(self) -> None:
        house, caller, desk, second = consulting(OUTSIDE)
        target = house.outside_leg()
        house.rings(target)
        house.picks_up(target)
        assert house.hears_each_other(second, target)
        assert house.refers(desk, other=second) == [Cause.NORMAL]
        assert house.hears_each_other(caller, target) and set(house.legs) == {caller, target}

    def test_the_screen_does_it_as_well(self) -> None:
        house, caller, _, _ = consulting()
        assert house.do(c.CompleteTransfer(operator="a", call=CALL)) == c.Done()
        assert house.hears_each_other(caller, B) and set(house.legs) == {caller}

    def test_the_screen_cancels_it(self) -> None:
        house, caller, desk, second = consulting()
        assert house.do(c.CancelTransfer(operator="a", call=CALL)) == c.Done()
        assert second not in house.legs and house.hears_music(caller) and desk in house.legs

    def test_a_conference_goes_on_on_one_of_the_calls(self) -> None:
        house, caller, desk, second = consulting()
        assert house.do(c.Conference(operator="a", call=CALL)) == c.Done()
        assert house.events(ConferenceBegan) and desk not in house.legs
        assert set(house.legs) == {caller, second} and house.status("a") == Status.TALKING
        house.hang_up("b")
        assert house.hears_each_other(caller, second)

    def test_not_before_the_answer(self) -> None:
        house, caller, desk = talking("b")
        house.holds(desk)
        second = house.desk_dials("11", "12")
        assert house.refers(desk, other=second) == [Cause.REJECTED]
        assert house.hears_music(caller) and {desk, second} < set(house.legs)

    def test_a_call_of_somebody_else(self) -> None:
        house, caller, desk, second = consulting()
        house.devices("90")
        foreign = house.desk_dials("90", OUTSIDE)
        for other in (foreign, "gone", caller):
            assert house.refers(desk, other=other) == [Cause.REJECTED]
        assert house.hears_each_other(second, B) and house.hears_music(caller)


class TestReplaces:
    def test_another_phone_of_the_extension_takes_over(self) -> None:
        house, caller, desk = talking()
        house.devices("11", 2)
        other = house.desk_dials("11", "11", replaces=desk)
        assert house.hears_each_other(caller, other) and desk not in house.legs
        assert house.status("a") == Status.TALKING and len(house.events(SegmentBegan)) == 1
        house.leaves(other)
        assert not house.legs

    def test_a_held_call_is_taken_back_with_it(self) -> None:
        house, caller, desk = talking()
        house.holds(desk)
        other = house.desk_dials("11", "11", replaces=desk)
        assert house.hears_each_other(caller, other) and house.events(HoldEnded)

    @pytest.mark.parametrize("extension", ["12", "90"])
    def test_nobody_else(self, extension: str) -> None:
        house, caller, desk = talking()
        house.devices(extension)
        other = house.desk_dials(extension, "11", replaces=desk)
        assert other not in house.legs and house.hears_each_other(caller, desk)
