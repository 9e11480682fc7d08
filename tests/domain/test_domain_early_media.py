"""What the far end says before it answers (RFC 3960): who hears it, and that it is no answer (F10.3)."""

import pytest

from sip.contract.enums import Cause
from sip.contract.events import CallAnswered, CallRinging
from sip.domain.effects import RINGBACK, Accept, Effect, Hear, LegSource, Listen, Progress, Release, Ring
from tests.domain.callkit import house
from tests.domain.kit import OUTSIDE, House
from tests.domain.test_domain_reception import LINE, house as reception


def told(h: House, leg: str) -> list[Effect]:
    return [effect for effect in h.effects if effect.leg == leg]


def begun(caller: str) -> tuple[House, str, str]:
    """A caller on a SIP leg, and the outside leg that is called for them."""
    h = house("a")
    near = h.caller("0501") if caller == "trunk" else h.desk_dials("90" if caller == "phone" else "11", OUTSIDE)
    return h, near, h.outside_leg()


CALLERS = pytest.mark.parametrize("caller", ["trunk", "phone", "operator"])


@CALLERS
def test_a_sip_caller_hears_the_far_end_before_the_answer(caller: str) -> None:
    h, near, far = begun(caller)
    h.rings(far, early=True)
    assert told(h, near) == [Progress(leg=near), Hear(leg=near, source=LegSource(leg=far))]
    assert not h.events(CallAnswered) and far not in h.hears
    h.rings(far, early=True)
    assert len(told(h, near)) == 2, "told once"
    h.picks_up(far)
    assert told(h, near)[2:] == [Accept(leg=near)] and h.hears_each_other(near, far)
    assert len(h.events(CallAnswered)) == 1


@CALLERS
def test_sound_that_begins_after_the_ringing(caller: str) -> None:
    h, near, far = begun(caller)
    h.rings(far)
    assert told(h, near) == [Ring(leg=near)]
    h.rings(far, early=True)
    assert told(h, near)[1:] == [Progress(leg=near), Hear(leg=near, source=LegSource(leg=far))]
    assert len(h.events(CallRinging)) == (caller != "trunk")


@CALLERS
def test_an_announcement_before_the_refusal_is_no_answer(caller: str) -> None:
    h, near, far = begun(caller)
    h.rings(far, early=True)
    h.fails(far, Cause.UNREACHABLE, 404)
    assert told(h, near)[-1] == Release(leg=near, cause=Cause.UNREACHABLE)
    assert not h.events(CallAnswered) and not h.hears


def test_a_caller_who_was_spoken_to_hears_it_without_more() -> None:
    h = reception()
    leg = h.caller(LINE)
    h.presses(leg, "3")
    far = h.outside_leg()
    h.rings(far)
    assert h.hears[leg] == RINGBACK
    h.rings(far, early=True)
    assert h.hears[leg] == LegSource(leg=far)
    assert [type(effect) for effect in told(h, leg) if isinstance(effect, Progress | Ring)] == []


def test_keys_matter_as_long_as_a_menu_has_the_caller() -> None:
    h = reception()
    leg = h.caller(LINE)
    assert [type(effect) for effect in told(h, leg)[:3]][-1] is Listen, "after the answer"
    h.presses(leg, "41")
    listens = [effect for effect in told(h, leg) if isinstance(effect, Listen)]
    assert listens == [Listen(leg=leg, on=True), Listen(leg=leg, on=False)], "two menus, then a group"


def test_keys_of_callers_who_meet_no_menu_never_matter() -> None:
    h = house("a", "b")
    h.caller()
    h.answer("a")
    h.dial("b")
    assert not [effect for effect in h.effects if isinstance(effect, Listen)]
