"""What always holds where supervisors are in calls, said from what the legs hear (F4)."""

from typing import Any

from sip.contract.enums import CallState, SupervisionMode
from sip.domain.effects import Prompt
from sip.domain.sound import legs_of
from sip.domain.states import Part
from tests.domain.kit import House


def check(house: House, floor: Any) -> None:
    """Whoever supervises has nothing else to do, hears their operator, and is heard by those only who may."""
    supervising = {person.id for person in floor.people.values() if person.part is Part.SUPERVISING}
    assert supervising == set(floor.supervisions)
    for each in floor.supervisions.values():
        assert each.call in floor.calls
        assert not floor.people[each.supervisor].call
        _hears_the_operator(house, floor, each)
        hearers = {leg for leg, source in house.hears.items() if each.leg in legs_of(source)}
        own = {other.leg for other in floor.supervisions.values()}
        if each.mode is SupervisionMode.LISTEN:
            assert not hearers
        elif each.mode is SupervisionMode.WHISPER:
            assert hearers - own <= _legs_of_operator(floor, each), "a whisper is heard by the operator only"
        call = floor.calls[each.call]
        held = {party.leg for party in call.parties() for other in call.parties() if other.hold and other is not party}
        consult = floor.calls.get(call.consult)
        if consult is None:
            assert not hearers & held, "who is on hold hears music alone"


def _legs_of_operator(floor: Any, each: Any) -> set[str]:
    call = floor.calls[each.call]
    sides = [*call.parties(), *(floor.calls[call.consult].parties() if call.consult else ())]
    return {party.leg for party in sides if party.user and party.user == each.operator}


def _hears_the_operator(house: House, floor: Any, each: Any) -> None:
    there = each.up and (not each.leg.startswith("phone:") or each.supervisor in house.attached)
    call = floor.calls[each.call]
    source = house.hears.get(each.leg)
    assert not isinstance(source, Prompt)
    if there and each.operator and call.state is CallState.CONNECTED:
        legs = {
            leg
            for leg in _legs_of_operator(floor, each)
            if not leg.startswith("phone:") or leg.removeprefix("phone:") in house.attached
        }
        assert not legs or legs & set(legs_of(source)), (each.leg, source)
