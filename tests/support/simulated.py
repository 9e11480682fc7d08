"""A random day of a random small centre for a seed, by the simulator: for properties of all that reads the log.

```
day = simulated.day(7)                     # Simulation: configuration, scenario, zone …
log = simulated.log(7)                     # the events of one day, a few hundred to a few thousand
log = simulated.log(7, days=3, zone="Europe/Berlin", begin=simulated.at("Europe/Berlin", 2026, 3, 28))
```
In it happens what can happen in a centre, more often than in a real one: every strategy, overflow, transfers, parked
calls, lost clients, work over midnight. A day takes some 20 ms.
"""

import datetime
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sip.contract.config import Extension, Group, Member, Overflow, Route, SwitchConfig, Trunk, User
from sip.contract.enums import Role, Strategy
from sip.contract.events import Logged
from sip.contract.reception import Action, Hours, Menu, Reception
from sip.contract.scenario import (
    Arrivals,
    Callers,
    Desk,
    Dialling,
    Length,
    Patience,
    Scenario,
    Shift,
    Simulation,
    Staff,
)
from sip.simulate import simulate

GROUPS = ("g", "h", "i")
MENU = Menu(id="main", prompts=("menu-sample",), keys={"1": Action(group="g"), "2": Action(prompts=("address",))})


def at(zone: str, year: int, month: int, day: int) -> int:
    """Midnight, UTC ms."""
    return int(datetime.datetime(year, month, day, tzinfo=ZoneInfo(zone)).timestamp()) * 1000


def day(seed: int, /, **more: Any) -> Simulation:
    """What is simulated for the seed; `more`: fields of `Simulation` that are to be otherwise."""
    random = Random(seed)
    zone = more.get("zone", "Asia/Tokyo")
    begin = more.pop("begin", at(zone, 2026, 1 + seed % 12, 1 + seed % 28))
    wanted: dict[str, Any] = {"config": centre(random, begin), "scenario": busy(random), "seed": seed, "days": 1}
    return Simulation(**(wanted | more), begin=begin)


def log(seed: int, **more: Any) -> list[Logged]:
    """The events of the day of the seed."""
    return list(simulate(day(seed, **more)))


def centre(random: Random, begin: int) -> SwitchConfig:
    """Two to six operators, a supervisor, up to three groups of all kinds."""
    operators = [f"op{number}" for number in range(1, random.randint(2, 6) + 1)]
    users = tuple(User(id=user, name=user.upper(), extension=f"10{user[2:]}") for user in operators)
    users += (User(id="sv", name="SV", extension="200", role=Role.SUPERVISOR),)
    groups = tuple(_group(random, number, operators) for number in range(random.randint(1, 3)))
    opens = tuple((begin + n * 86_400_000 + 9 * 3_600_000, begin + n * 86_400_000 + 19 * 3_600_000) for n in range(40))
    hours = Hours(open=opens, until=begin + 40 * 86_400_000)
    return SwitchConfig(
        version=1,
        users=users,
        extensions=tuple(Extension(number=user.extension, user=user.id) for user in users),
        groups=groups,
        routes=(*(Route(number=group.number, group=group.id) for group in groups), Route(number="0319", menu="main")),
        menus=(MENU,),
        receptions=(Reception(group="g", hours=hours, greeting=random.choice([(), ("welcome",)])),),
        trunks=(Trunk(id="carrier", host="carrier.example"),),
        work_statuses=("work:1", "work:2"),
        park_s=60,
    )


def _group(random: Random, number: int, operators: list[str]) -> Group:
    found = random.sample(operators, random.randint(1, len(operators)))
    others = [other for other in GROUPS if other != GROUPS[number]]
    overflow = random.choice([Overflow(), Overflow(group=random.choice(others)), Overflow(external="0399990000")])
    return Group(
        id=GROUPS[number],
        name=GROUPS[number].upper(),
        number=f"031{number}",
        members=tuple(Member(user=user, tier=random.choice([1, 1, 2])) for user in found),
        strategy=random.choice(list(Strategy)),
        ring_s=random.choice([8, 20]),
        max_wait_s=random.choice([0, 45]),
        queue_limit=random.choice([0, 2]),
        overflow_wait=overflow,
        overflow_full=overflow,
        overflow_nobody=random.choice([None, Overflow()]),
        pause_after=random.choice([0, 2]),
        queue_answer=random.choice([False, True]),
        announce_s=random.choice([0, 20]),
        target_s=random.choice([5, 20]),
        acw_cap_s=random.choice([0, 0, 30]),
    )


def busy(random: Random) -> Scenario:
    """Everything happens often; some work over midnight."""
    night = (*(1.0,) * 3, *(0.0,) * 5, *(1.0,) * 16)
    return Scenario(
        arrivals=Arrivals(per_seat=18, hours=night, week=(1.0,) * 7, holiday=1.0, closed=0.05),
        callers=Callers(patience=Patience(mean_s=random.choice([20, 60]), shape=random.choice([0.7, 1.0, 1.5]))),
        desk=Desk(
            missed=0.1,
            rejected=0.05,
            talk=Length(mean_s=120),
            work=Length(mean_s=40),
            hold=0.2,
            consult=0.15,
            blind=0.12,
            park=0.05,
            conference=0.2,
            cancelled=0.25,
            alert=0.05,
        ),
        dialling=Dialling(out_per_seat=5, inside_per_seat=3, mistyped=0.05, unanswered=0.3),
        staff=Staff(
            shifts=(Shift(), Shift(begin="11:00", end="20:00", breaks=1), Shift(begin="18:00", end="03:00", weight=2)),
            week=(0.95,) * 7,
            holiday=0.95,
            other=1.0,
            forgets=0.2,
            reloads=0.3,
            lost=0.25,
            forced=0.1,
        ),
    )
