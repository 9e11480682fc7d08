"""Codes that are dialled: park, take, pick up (F5.10)."""

import pytest

from sip.contract import commands as c
from sip.contract.enums import Cause, Refusal, Status
from sip.contract.events import CallParked, CallUnparked, DialRefused, OfferBegan
from sip.domain.dialplan import Feature, FeatureKind, feature
from tests.domain.kit import H_NUMBER, H, House, config, group, only

CALL = "call1"
A, B = "phone:a", "phone:b"


def house(*operators: str) -> House:
    made = House(config(group(), group(H, H_NUMBER, members=("c",))))
    made.log_in(*operators)
    return made


def desk_talks() -> tuple[House, str, str]:
    """`a` talks with a caller on a desk phone, `b` is at a browser. The caller's leg, the phone's."""
    made = house("a", "b")
    made.devices("11")
    caller = made.caller()
    desk = made.desk_leg("11")
    made.picks_up(desk)
    return made, caller, desk


@pytest.mark.parametrize(
    ("number", "meant"),
    [
        ("*70", Feature(FeatureKind.SLOT, "0")),
        ("*71", Feature(FeatureKind.SLOT, "1")),
        ("*7 12", Feature(FeatureKind.SLOT, "12")),
        ("＊71", Feature(FeatureKind.SLOT, "1")),
        ("*8", Feature(FeatureKind.PICK_UP, "")),
        ("*8101", Feature(FeatureKind.PICK_UP, "101")),
        *((other, None) for other in ("*7", "*700", "*81", "*92", "70", "8", "184*8", "*8*", "#70", "")),
    ],
)
def test_codes(number: str, meant: Feature | None) -> None:
    assert feature(number) == meant


class TestPark:
    @pytest.mark.parametrize(("code", "slot"), [("*70", 1), ("*71", 1), ("*75", 5)])
    def test_by_the_transfer_key(self, code: str, slot: int) -> None:
        made, caller, desk = desk_talks()
        assert made.refers(desk, code) == [Cause.NORMAL]
        assert only(made, CallParked).slot == slot
        assert made.hears_music(caller) and desk not in made.legs and made.status("a") == Status.ACW

    def test_by_a_second_call(self) -> None:
        made, caller, desk = desk_talks()
        made.holds(desk)
        made.desk_dials("11", "*72")
        assert only(made, CallParked).slot == 2 and set(made.legs) == {caller} and made.hears_music(caller)

    def test_a_slot_that_is_taken(self) -> None:
        made, caller, desk = desk_talks()
        first = made.caller()
        made.answer("b")
        made.do(c.Park(operator="b", call=made.call_of("b")))
        assert made.refers(desk, "*71") == [Cause.BUSY]
        assert made.hears_each_other(caller, desk) and made.hears_music(first)
        made.holds(desk)
        second = made.desk_dials("11", "*71")
        assert second not in made.legs and made.hears_music(caller)

    def test_on_the_screen(self) -> None:
        made = house("a")
        caller = made.caller()
        made.answer("a")
        assert made.do(c.BlindTransfer(operator="a", call=CALL, number="*73")) == c.Done()
        assert only(made, CallParked).slot == 3 and made.hears_music(caller)


class TestTake:
    def parked(self) -> tuple[House, str]:
        made = house("a", "b")
        caller = made.caller()
        made.answer("a")
        made.do(c.Park(operator="a", call=CALL))
        return made, caller

    def test_at_a_desk_phone(self) -> None:
        made, caller = self.parked()
        made.devices("12")
        leg = made.desk_dials("12", "*71")
        assert made.hears_each_other(caller, leg) and made.status("b") == Status.TALKING
        assert only(made, CallUnparked).operator == "b"
        made.leaves(leg)
        assert not made.legs and made.status("b") == Status.ACW

    def test_on_the_screen(self) -> None:
        made, caller = self.parked()
        assert made.dial("b", "*71") == CALL and made.hears_each_other(caller, B)

    @pytest.mark.parametrize("code", ["*70", "*72"])
    def test_an_empty_slot(self, code: str) -> None:
        made, caller = self.parked()
        leg = made.desk_dials("12", code)
        assert leg not in made.legs and made.hears_music(caller)
        assert only(made, DialRefused).reason is Refusal.NOTHING_PARKED

    def test_a_phone_of_nobody(self) -> None:
        made, caller = self.parked()
        assert made.desk_dials("90", "*71") not in made.legs and made.hears_music(caller)


class TestPickUp:
    @pytest.mark.parametrize("code", ["*8", "*811"])
    def test_at_a_desk_phone(self, code: str) -> None:
        made = house("a", "b")
        made.choose("b", Status.PREPARING)
        made.devices("12")
        caller = made.caller()
        leg = made.desk_dials("12", code)
        assert made.hears_each_other(caller, leg) and made.status("b") == Status.TALKING
        assert made.status("a") == Status.AVAILABLE and set(made.legs) == {caller, leg}
        offers = [event.operator for event in made.events(OfferBegan) if isinstance(event, OfferBegan)]
        assert offers == ["a", "b"]

    def test_on_the_screen(self) -> None:
        made = house("a", "b")
        made.choose("b", Status.PREPARING)
        caller = made.caller()
        assert made.dial("b", "*8") == CALL and made.hears_each_other(caller, B)

    @pytest.mark.parametrize(("who", "code"), [("b", "*814"), ("c", "*8"), ("c", "*811")])
    def test_what_does_not_ring_or_is_of_another_group(self, who: str, code: str) -> None:
        made = house("a", "b", "c")
        made.choose("b", Status.PREPARING)
        made.caller()
        result = made.do(c.Dial(operator=who, number=code))
        assert isinstance(result, c.Refused) and result.code is Refusal.NOTHING_RINGS
        assert made.status("a") == Status.RINGING
