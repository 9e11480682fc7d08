"""What the api tells a restarted switch is what the switch itself knew: it chooses as before (F10.4)."""

from typing import Any

import pytest

from api.phone.presence import Presence
from api.statistics.fold import Fold
from api.statistics.memory import restoring
from api.statistics.timeline import Calendar
from sip.contract import commands as c
from sip.contract.config import SwitchConfig
from sip.contract.enums import Status, Strategy
from sip.contract.events import Logged, LoggedIn, SwitchStarted
from sip.domain.records import Visit
from sip.domain.strategies import choose
from tests.domain.kit import H_NUMBER, OUTSIDE, H, House, config, group
from tests.domain.test_domain_properties import busy_day
from tests.domain.test_domain_to_figures import MONO, TEN, logged

OTHERS = [strategy for strategy in Strategy if strategy is not Strategy.RING_ALL]
AWAY_MS = 90_000


class Switch:
    """Takes what `Presence.restore` has for a switch."""

    async def send(self, command: c.AnyCommand) -> c.AnyResult:
        return c.Done()


def known(house: House, calendar: Calendar | None = None) -> Fold:
    """The log of a switch that died, and was started again after a while."""
    fold = Fold(calendar or Calendar())
    log = logged(house)
    for each in log:
        fold.apply(each)
    end = house.now + AWAY_MS
    started = SwitchStarted(boot="b", alive_at=TEN + house.now, alive_mono=MONO + house.now)
    fold.apply(Logged(seq=len(log) + 1, at=TEN + end, mono=MONO + end, event=started))
    fold.flush()
    return fold


async def restarted(house: House, fold: Fold, now: int = 0, configuration: SwitchConfig | None = None) -> House:
    """A new switch, told what the api tells one (`api.wiring.Centre._restoring`); its clock goes on."""
    new = House(configuration or house.centre._floor.config)
    new.at(house.now + AWAY_MS)
    at = now or TEN + new.now
    present = {name for name, state in fold.state.operators.items() if state.login is not None}

    async def open_users() -> set[str]:
        return present

    new.do(c.DayStarted(day=fold.calendar.day(at)))
    new.do(restoring(fold.state.past, at))
    for command in await Presence(Switch(), lambda: fold.state, open_users).restore():
        new.do(command)
    new.attach(*"abcd")
    return new


def order(house: House, name: str, strategy: Strategy, among: set[str]) -> list[str]:
    """Who would be rung one after the other if all of these were free."""
    floor = house.centre._floor
    queue = floor.queues[name]
    queue.free = {user: queue.tiers[user] for user in queue.tiers if user in among}
    visit = Visit("v", "c", queue.group, 1)
    rung = []
    while queue.free:
        user = choose(strategy, queue, visit, floor.people, floor.now)
        rung.append(user)
        del queue.free[user]
    return rung


def idle(house: House) -> set[str]:
    """Who has no call: the others are idle from the end of it on, which only the dead switch would have seen."""
    people = house.centre._floor.people.values()
    return {
        person.id for person in people if person.session is not None and not person.call and not person.work_segment
    }


@pytest.mark.parametrize("seed", range(5))
async def test_a_restarted_switch_chooses_as_before(seed: int) -> None:
    house = busy_day(seed, steps=1500, strategy=Strategy.ROUND_ROBIN).house
    day = Calendar().day(TEN)
    floor = house.centre._floor
    floor.day = day  # the machine's day, which knows others, has not been changed by the bell here
    expected = {user: person.calls_today for user, person in floor.people.items()}
    new = await restarted(house, known(house))
    now = new.centre._floor
    assert {user: now.people[user].calls_today for user in expected} == expected and sum(expected.values()) > 20
    assert any(queue.handling for queue in floor.queues.values())
    for name, queue in floor.queues.items():
        assert now.queues[name].handling == queue.handling
        for strategy in OTHERS:
            assert order(new, name, strategy, idle(house)) == order(house, name, strategy, idle(house)), strategy


def worked() -> House:
    """`a` has had two calls of the group, `b` one and has been idle for longer."""
    both: dict[str, Any] = {"members": ("a", "b"), "strategy": Strategy.FEWEST_CALLS, "acw_cap_s": 10}
    house = House(config(group(**both), group(H, H_NUMBER)))
    house.do(c.DayStarted(day=Calendar().day(TEN)))
    house.log_in("a")
    for number in range(3):
        if number == 1:
            house.choose("a", Status.LUNCH_BREAK)
            house.log_in("b")
        if number == 2:
            house.choose("a", Status.AVAILABLE)
            house.choose("b", Status.LUNCH_BREAK)
        user = "b" if number == 1 else "a"
        house.caller()
        house.answer(user)
        house.alive_for(20, "a", "b")
        house.hang_up(user)
        house.alive_for(11, "a", "b")
    house.choose("b", Status.AVAILABLE)
    return house


def rung(house: House) -> str:
    house.caller()
    (ringing,) = (user for user in "ab" if house.status(user) == Status.RINGING)
    return ringing


async def test_who_had_fewest_calls_before_the_restart_is_rung_after_it() -> None:
    house = worked()
    people = house.centre._floor.people
    assert (people["a"].calls_today, people["b"].calls_today) == (2, 1)
    new = await restarted(house, known(house))
    assert rung(new) == rung(house) == "b"
    assert new.centre._floor.queues["g"].handling == 30_000, "talk and after-call work of the callers before"


async def test_on_another_day_the_calls_count_from_nothing() -> None:
    house = worked()
    new = await restarted(house, known(house), now=TEN + 24 * 3_600_000)
    people = new.centre._floor.people
    assert (people["a"].calls_today, people["b"].calls_today) == (0, 0)


async def test_the_day_begins_when_the_site_says() -> None:
    """The day's calls were before the day began, at ten: 10:00 is the first moment of the new one."""
    house = worked()
    at_ten = known(house, Calendar(day_start_min=10 * 60))
    new = await restarted(house, at_ten)
    assert new.centre._floor.people["a"].calls_today == 2
    soon = known(house, Calendar(day_start_min=10 * 60 + 1))
    new = await restarted(house, soon)
    assert new.centre._floor.people["a"].calls_today == 1, "one of the two was before 10:01"


async def test_the_api_alone_being_restarted_changes_nothing() -> None:
    house = worked()
    new = await restarted(house, known(house))
    new.do(c.RestoreDistribution(operators=(c.OperatorPast(operator="a", calls=99, day=new.centre._floor.day),)))
    assert new.centre._floor.people["a"].calls_today == 2


async def test_what_is_not_there_any_more_is_passed_over() -> None:
    house = worked()
    only = config(group("other", "0355550000", members=("a",)), users=house.centre._floor.config.users[:1])
    new = await restarted(house, known(house), configuration=only)
    assert new.centre._floor.people["a"].calls_today == 2 and set(new.centre._floor.queues) == {"other"}


async def test_a_switch_without_a_past_is_told_nothing() -> None:
    fold = Fold(Calendar())
    fold.apply(Logged(seq=1, at=TEN, mono=MONO, event=SwitchStarted(boot="b")))
    fold.apply(Logged(seq=2, at=TEN, mono=MONO, event=LoggedIn(operator="a", session="s")))
    assert restoring(fold.state.past, TEN) == c.RestoreDistribution()


def test_who_takes_a_call_after_a_consultation_has_one_more() -> None:
    house = House(config(group(members=("a",), strategy=Strategy.FEWEST_CALLS)))
    house.log_in("a", "b")
    house.caller()
    house.answer("a")
    house.do(c.Consult(operator="a", call=house.call_of("a"), number="12"))
    house.answer("b")
    people = house.centre._floor.people
    assert (people["a"].calls_today, people["b"].calls_today) == (1, 0)
    house.do(c.CompleteTransfer(operator="a", call=house.call_of("a")))
    assert (people["a"].calls_today, people["b"].calls_today) == (1, 1)
    house.dial("a", OUTSIDE)
    house.picks_up(house.outside_leg())
    assert people["a"].calls_today == 2
