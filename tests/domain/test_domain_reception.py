"""Opening hours, greetings and menus: who is spoken to, where keys lead, and what counts as what (F10.5)."""

from typing import Any

from hypothesis import given, strategies as st

from sip.contract.config import SwitchConfig
from sip.contract.enums import Cause, Diversion, Side, VisitEntry
from sip.contract.events import CallAnswered, CallDiverted, CallEnded, VisitBegan, VisitEnded
from sip.contract.reception import Action, Hours, Menu, Reception
from sip.domain.effects import RINGBACK, Accept, OutsideTarget, Prompt, Release
from sip.domain.hours import is_open
from sip.domain.ivr import MAX_READINGS
from tests.domain.kit import H_NUMBER, OUTSIDE, SEC, WALL, G, H, House, config, group, route

HOUR = 3_600_000
LINE = "0399990000"
MAIN = Menu(
    id="main",
    prompts=("welcome", "choose"),
    keys={
        "1": Action(group=G),
        "2": Action(prompts=("moment",), extension="12"),
        "3": Action(external=OUTSIDE),
        "4": Action(menu="more"),
        "5": Action(prompts=("address",)),
        "9": Action(again=True),
        "*": Action(group="gone"),
    },
    timeout_s=5,
    attempts=2,
    otherwise=Action(prompts=("sorry",), group=H),
)
MORE = Menu(id="more", prompts=("more",), keys={"1": Action(group=H), "#": Action(menu="main")})


def house(*receptions: Reception, **more: Any) -> House:
    return House(
        config(
            group(),
            group(H, H_NUMBER, ("c",)),
            routes=(route(LINE, menu="main"),),
            receptions=receptions,
            menus=(MAIN, MORE),
            **more,
        )
    )


def open_for(begin: int, end: int) -> Hours:
    """Open between these moments of the domain's clock."""
    return Hours(open=((WALL + begin, WALL + end),), until=WALL + 100 * HOUR)


def diverted(here: House) -> list[tuple[str, str]]:
    return [(e.kind, e.group) for e in here.events(CallDiverted) if isinstance(e, CallDiverted)]


def visits(here: House) -> list[tuple[str, str]]:
    return [(e.group, e.entry) for e in here.events(VisitBegan) if isinstance(e, VisitBegan)]


def test_a_group_without_a_reception_is_entered_at_once() -> None:
    here = house()
    here.caller()
    assert visits(here) == [(G, VisitEntry.DIRECT)] and not here.plays
    assert not any(isinstance(effect, Accept) for effect in here.effects)


def test_a_closed_group_says_so_and_hangs_up() -> None:
    here = house(Reception(group=G, hours=open_for(10 * HOUR, 20 * HOUR)))
    here.log_in("a")
    leg = here.caller()
    assert here.plays[leg] == ("closed",) and here.legs[leg] == "up"
    here.presses(leg, "1")
    assert here.plays[leg] == ("closed",)
    events = here.played(leg)
    assert [type(event) for event in events] == [CallDiverted, CallEnded]
    assert diverted(here) == [(Diversion.CLOSED, G)] and not visits(here) and not here.events(CallAnswered)
    assert isinstance(events[1], CallEnded) and (events[1].cause, events[1].by) == (Cause.NORMAL, Side.SYSTEM)
    assert leg not in here.legs and not here.centre.snapshot().calls


def test_who_leaves_while_the_closed_announcement_plays_was_out_of_hours_too() -> None:
    here = house(Reception(group=G, hours=Hours(until=WALL + HOUR)))
    here.leaves(here.caller())
    assert diverted(here) == [(Diversion.CLOSED, G)]


def test_a_closed_group_without_an_announcement_is_busy_and_costs_nothing() -> None:
    here = house(Reception(group=G, hours=Hours(until=WALL + HOUR), closed=()))
    here.caller()
    assert not any(isinstance(effect, Accept) for effect in here.effects)
    assert [effect.cause for effect in here.effects if isinstance(effect, Release)] == [Cause.BUSY]
    assert diverted(here) == [(Diversion.CLOSED, G)]


def test_hours_are_looked_at_when_the_call_comes() -> None:
    here = house(Reception(group=G, hours=open_for(HOUR, 2 * HOUR)))
    here.leaves(here.caller())
    here.at(HOUR)
    here.leaves(here.caller())
    here.at(2 * HOUR)
    here.leaves(here.caller())
    assert len(visits(here)) == 1 and len(diverted(here)) == 2


def test_the_greeting_comes_before_the_group() -> None:
    here = house(Reception(group=G, greeting=("welcome", "recorded")))
    here.log_in("a")
    leg = here.caller()
    assert here.plays[leg] == ("welcome", "recorded") and not visits(here)
    here.played(leg)
    assert visits(here) == [(G, VisitEntry.DIRECT)] and here.hears[leg] == RINGBACK
    here.answer("a")
    assert here.hears_each_other(leg, "phone:a")
    assert len([effect for effect in here.effects if isinstance(effect, Accept)]) == 1
    assert not diverted(here)


def test_who_leaves_during_the_greeting_is_no_visit() -> None:
    here = house(Reception(group=G, greeting=("welcome",)))
    here.leaves(here.caller())
    assert diverted(here) == [(Diversion.IVR_LEFT, G)] and not visits(here)


def test_a_key_leads_to_the_group_even_while_the_menu_is_read() -> None:
    here = house(Reception(group=G, greeting=("hello",), menu="main"))
    here.log_in("a")
    leg = here.caller()
    here.presses(leg, "1")
    assert here.plays[leg] == ("hello",), "keys count in a menu only"
    here.played(leg)
    assert here.plays[leg] == ("welcome", "choose")
    here.presses(leg, "1")
    assert visits(here) == [(G, VisitEntry.IVR)] and leg not in here.plays
    here.answer("a")
    assert here.hears_each_other(leg, "phone:a") and not diverted(here)


def test_a_menu_may_lead_to_another_and_back() -> None:
    here = house()
    leg = here.caller(LINE)
    here.presses(leg, "4")
    assert here.plays[leg] == ("more",)
    here.presses(leg, "#4")
    here.played(leg)
    here.presses(leg, "1")
    assert visits(here) == [(H, VisitEntry.IVR)]


def test_a_caller_led_to_a_closed_group_hears_that_it_is_closed() -> None:
    here = house(Reception(group=G, greeting=("hello",), hours=Hours(until=WALL + HOUR), closed=("later",)))
    leg = here.caller(LINE)
    here.presses(leg, "1")
    assert here.plays[leg] == ("later",)
    here.played(leg)
    assert diverted(here) == [(Diversion.CLOSED, G)] and len(here.events(CallDiverted)) == 1


def test_silence_and_wrong_keys_repeat_the_menu_then_do_otherwise() -> None:
    here = house()
    leg = here.caller(LINE)
    here.after(20)
    assert here.plays[leg] == ("welcome", "choose"), "the time runs from the menu's end"
    here.played(leg)
    here.after(4.999)
    assert leg not in here.plays
    here.after(0.001)
    assert here.plays[leg] == ("welcome", "choose")
    here.presses(leg, "7")
    assert here.plays[leg] == ("sorry",) and not visits(here)
    here.played(leg)
    assert visits(here) == [(H, VisitEntry.IVR)]


def test_a_wrong_key_is_called_wrong() -> None:
    here = house()
    leg = here.caller(LINE)
    here.presses(leg, "0")
    assert here.plays[leg] == ("invalid-key", "welcome", "choose")


def test_a_menu_without_another_way_ends_the_call() -> None:
    here = house()
    leg = here.caller(LINE)
    here.presses(leg, "4")
    here.presses(leg, "777")
    assert here.plays[leg] == ("goodbye",)
    here.played(leg)
    assert diverted(here) == [(Diversion.IVR_LEFT, "")] and not visits(here)


def test_an_announcement_by_key_and_the_end() -> None:
    here = house()
    leg = here.caller(LINE)
    here.presses(leg, "95")
    assert here.plays[leg] == ("address",)
    here.presses(leg, "1")
    here.played(leg)
    assert leg not in here.legs and diverted(here) == [(Diversion.IVR_LEFT, "")]


def test_an_extension_by_key() -> None:
    here = house()
    here.log_in("b")
    leg = here.caller(LINE)
    here.presses(leg, "2")
    assert here.plays[leg] == ("moment",)
    here.played(leg)
    assert here.hears[leg] == RINGBACK
    here.answer("b")
    assert here.hears_each_other(leg, "phone:b")
    here.hang_up("b")
    assert not diverted(here) and not visits(here)


def test_a_target_that_is_not_there_is_apologised_for() -> None:
    here = house()
    leg = here.caller(LINE)
    here.presses(leg, "*")
    assert here.plays[leg] == ("transfer-failed",)
    here.played(leg)
    assert diverted(here) == [(Diversion.IVR_LEFT, "")]


def test_an_outside_number_by_key() -> None:
    here = house()
    leg = here.caller(LINE)
    here.presses(leg, "3")
    assert here.hears[leg] == RINGBACK
    out = here.outside_leg()
    target = here.targets[out].target
    assert isinstance(target, OutsideTarget) and target.number == OUTSIDE
    here.rings(out)
    here.picks_up(out)
    assert here.hears_each_other(leg, out)
    here.leaves(leg)
    assert not diverted(here)


def test_the_menu_goes_on_when_the_configuration_changes() -> None:
    here = house()
    leg = here.caller(LINE)
    here.configure(config(group()))
    here.presses(leg, "7")
    assert here.plays[leg] == ("invalid-key", "welcome", "choose")
    here.presses(leg, "1")
    assert visits(here) == [(G, VisitEntry.IVR)]


def test_a_silent_line_in_a_ring_of_menus_is_put_down() -> None:
    ring = Menu(id="main", prompts=("a",), keys={}, attempts=1, timeout_s=1, otherwise=Action(menu="main"))
    here = House(config(routes=(route(LINE, menu="main"),), menus=(ring,)))
    leg = here.caller(LINE)
    for _ in range(MAX_READINGS):
        assert here.plays[leg] == ("a",)
        here.played(leg)
        here.after(1)
    assert here.plays[leg] == ("goodbye",)
    here.played(leg)
    assert leg not in here.legs and here.centre.next_due() is None


def test_a_number_that_leads_to_no_menu() -> None:
    here = House(config(routes=(route(LINE, menu="main"),)))
    leg = here.caller(LINE)
    assert here.plays[leg] == ("transfer-failed",)


def test_a_group_has_its_own_music() -> None:
    here = house(Reception(group=G, hold_music="spring"))
    here.log_in("a")
    leg = here.caller()
    here.answer("a")
    from sip.contract.commands import Hold

    here.do(Hold(operator="a", call=here.call_of("a")))
    assert here.hears[leg] == Prompt(name="spring")


def test_a_caller_who_went_through_the_menu_waits_and_leaves_like_any_other() -> None:
    here = house()
    leg = here.caller(LINE)
    here.presses(leg, "1")
    here.leaves(leg)
    (ended,) = here.events(VisitEnded)
    assert isinstance(ended, VisitEnded) and ended.outcome == "abandoned" and not diverted(here)


spans = st.lists(st.integers(0, 1000), min_size=2, max_size=12, unique=True).map(sorted)


@given(spans, st.integers(-10, 1100))
def test_open_is_what_the_stretches_say(edges: list[int], at: int) -> None:
    pairs = tuple(zip(edges[::2], edges[1::2], strict=False))
    hours = Hours(open=pairs, until=1005)
    assert is_open(hours, at) == (at >= 1005 or any(begin <= at < end for begin, end in pairs))
    assert is_open(None, at)


@given(st.lists(st.sampled_from([*"0123459*#", "played", "wait", "leave", "answer"]), max_size=30), st.booleans())
def test_a_caller_is_always_in_one_place(steps: list[str], closed: bool) -> None:
    hours = Hours(until=WALL + HOUR) if closed else None
    here = house(Reception(group=G, hours=hours, greeting=("hello",), menu="main"), Reception(group=H, menu="more"))
    here.log_in("a", "b", "c")
    leg = here.caller()
    for step in steps:
        _step(here, leg, step)
        alive = leg in here.legs
        assert alive == bool(here.centre.snapshot().calls)
        assert len(here.events(CallDiverted)) <= 1
    if leg in here.legs:
        here.leaves(leg)
    ended = len(here.events(VisitEnded))
    assert ended == len(here.events(VisitBegan)) <= 1
    assert not (ended and here.events(CallDiverted))
    here.after(60)
    assert len(here.events(CallEnded)) == 1


def _step(here: House, leg: str, step: str) -> None:
    if leg not in here.legs:
        return
    if step == "played":
        if leg in here.plays:
            here.played(leg)
    elif step == "wait":
        here.at(here.now + 6 * SEC)
    elif step == "leave":
        here.leaves(leg)
    elif step == "answer":
        for operator in "abc":
            if here.status(operator) == "ringing":
                here.answer(operator)
                return
    else:
        here.presses(leg, step)


def test_everything_defaults_to_nothing() -> None:
    assert SwitchConfig(version=1).menus == () and SwitchConfig(version=1).receptions == ()
