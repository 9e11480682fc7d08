"""A centre's life, day by day."""

import datetime
from collections.abc import Iterator
from typing import Final

import msgspec

from sip.contract.config import SwitchConfig
from sip.contract.events import Logged, SwitchStarted
from sip.contract.scenario import Scenario, Simulation
from sip.simulate.chance import Chance, Wheel
from sip.simulate.days import Days
from sip.simulate.desks import Desks
from sip.simulate.dialling import Dialling
from sip.simulate.handing import Handing
from sip.simulate.outside import Outside
from sip.simulate.people import People
from sip.simulate.shifts import Shifts
from sip.simulate.stage import Stage

DAY: Final = datetime.timedelta(days=1)


class SimulatedCentre:
    """Everything in its place. Mailboxes are left out: there are no sounds to go with messages. Raises
    `zoneinfo.ZoneInfoNotFoundError` for an unknown time zone."""

    def __init__(self, wanted: Simulation) -> None:
        config, scenario = msgspec.structs.replace(wanted.config, mailboxes=()), wanted.scenario
        self._config = config
        self._wanted = wanted
        self._days = Days(wanted.zone, wanted.holidays)
        self._first = self._days.date(wanted.begin)
        self._end = self._days.moment(self._first + wanted.days * DAY)
        begin = self._days.moment(self._first)
        self._boot = f"{wanted.seed:x}-{begin // 86_400_000:x}-"
        chance = self._chance = Chance(f"kikite {wanted.seed}")
        stage = self._stage = Stage(self._boot, begin)
        people = People(config, chance)
        outside = self._outside = Outside(stage, chance, config, scenario)
        self._shifts = Shifts(stage, chance, people, self._days, config, scenario.staff)
        handing = Handing(stage, chance, people, config, scenario.desk)
        desks = Desks(stage, chance, people, outside, scenario, handing.begin, self._shifts.done)
        handing.talks = desks
        self._dialling = Dialling(stage, chance, people, outside, desks, scenario)
        self._sources = Sources(config, scenario)
        self._per_day = scenario.arrivals.per_seat * len(people.operators)

    def run(self) -> Iterator[Logged]:
        """The log, from `SwitchStarted` until everybody has gone and every call has ended."""
        stage = self._stage
        stage.tell(SwitchStarted(boot=self._boot))
        stage.centre.configure(self._config, stage.now)
        stage.settle()
        self._day(self._first)
        yield from stage.run()
        # Nothing should be left; what is (a caller in a ring of menus) hangs up now.
        for line in tuple(self._outside.lines.values()):
            self._outside.hang_up(line)
        yield from stage.run()

    def stop(self) -> None:
        """Let the present day be the last one, so that the log ends with nothing open."""
        self._end = min(self._end, self._stage.wall)

    def _day(self, day: datetime.date) -> None:
        """It is midnight."""
        begin, end = self._days.moment(day), self._days.moment(day + DAY)
        starts = self._days.moment(day, self._wanted.day_start_min)
        over = begin >= self._end
        self._stage.at(starts, self._shifts.new_day, starts, self._wanted.log_out or over)
        if over:
            if self._shifts.anybody:  # who forgets to log out after the last midnight stays until the next
                self._stage.at(end, self._day, day + DAY)
            return
        self._shifts.plan(day)
        self._dialling.supervise(begin + (end - begin) * 2 // 5, begin + (end - begin) * 7 // 10)
        self._plan_calls(day, begin, end)
        self._stage.at(end, self._day, day + DAY)

    def _plan_calls(self, day: datetime.date, begin: int, end: int) -> None:
        arrivals = self._wanted.scenario.arrivals
        weight = arrivals.holiday if self._days.is_holiday(day) else arrivals.week[day.weekday()]
        total = self._per_day * arrivals.year[day.month - 1] * self._chance.factor(arrivals.swing)
        slots = list(self._days.slots(day, arrivals))
        whole = sum(arrivals.hours) * 3_600_000
        for since, until, share in slots:
            if share and weight and self._sources.open:
                self._stage.at(since, self._next, until, whole / (total * weight * share), self._sources.open)
            elif self._sources.closing and arrivals.closed:
                mean = (end - begin) / (total * arrivals.closed)
                self._stage.at(since, self._next, until, mean, self._sources.closing)

    def _next(self, until: int, mean_ms: float, source: Wheel) -> None:
        """The next caller of a stretch of the day, in which they come every `mean_ms`."""
        due = self._stage.wall + self._chance.wait(mean_ms)
        if due < until:
            self._stage.at(due, self._caller, until, mean_ms, source)

    def _caller(self, until: int, mean_ms: float, source: Wheel) -> None:
        self._next(until, mean_ms, source)
        self._outside.call(source.turn(self._chance))


class Sources:
    """The numbers that are called. `open`: in the hours of the scenario; `closing`: out of them, those of groups that
    have opening hours."""

    def __init__(self, config: SwitchConfig, scenario: Scenario) -> None:
        seats: dict[str, int] = {}
        for group in config.groups:
            for member in group.members:
                seats[member.user] = seats.get(member.user, 0) + 1
        weights = []
        for group in config.groups:
            demand = scenario.groups.get(group.id)
            weight = sum(1 / seats[member.user] for member in group.members)
            if demand is not None and demand.weight is not None:
                weight = demand.weight
            weights.append((group.number, weight))
        own = {number for number, _ in weights}
        whole = sum(weight for _, weight in weights)
        for route in config.routes:
            if route.number not in own and (route.menu or route.extension):
                weights.append((route.number, whole * (0.15 if route.menu else 0.01)))
        limited = {rules.group for rules in config.receptions if rules.hours is not None}
        self.open = Wheel(weights)
        self.closing = Wheel([(group.number, 1.0) for group in config.groups if group.id in limited])


def simulate(wanted: Simulation) -> Iterator[Logged]:
    """The event log of the days that are wanted, as the switch would have written it: numbered from 1, beginning with
    `SwitchStarted`, with nothing open at its end (calls of the last day may end on the next).

    A stream of constant memory. The same `wanted` gives the same log. Raises as `SimulatedCentre`.
    """
    return SimulatedCentre(wanted).run()
