"""Who is there: shifts, log-ins and log-outs, breaks, the beginning of the day, lost clients."""

import datetime
from typing import Final

from sip.contract.commands import DayStarted, Heartbeats, LogIn, LogOut, SetStatus
from sip.contract.config import SwitchConfig
from sip.contract.enums import LogOutReason, Status
from sip.contract.events import LoggedOut, StatusChanged
from sip.contract.scenario import Shift, Staff
from sip.simulate.chance import Chance, Wheel
from sip.simulate.days import Days, minutes
from sip.simulate.people import Agent, People
from sip.simulate.stage import Stage

MINUTE: Final = 60_000
RESTS: Final = frozenset({Status.SHORT_BREAK, Status.LUNCH_BREAK, Status.PREPARING})
"""Statuses of a planned length, beside 別作業."""


class Shifts:
    """Brings people and takes them away again."""

    def __init__(
        self, stage: Stage, chance: Chance, people: People, days: Days, config: SwitchConfig, staff: Staff
    ) -> None:
        self._stage = stage
        self._chance = chance
        self._people = people
        self._days = days
        self._staff = staff
        self._works = config.work_statuses
        self._grace_ms = config.grace_s * 1000
        self._sessions = 0
        self._lost = 0
        """How many clients are lost now; only while there are any is the switch told who is alive."""
        self._wheel = Wheel([(str(number), shift.weight) for number, shift in enumerate(staff.shifts)])
        stage.on(StatusChanged, self._changed)
        stage.on(LoggedOut, self._logged_out)

    @property
    def anybody(self) -> bool:
        """Whether an operator is logged in."""
        return any(agent.on for agent in self._people.operators)

    # Plans

    def plan(self, day: datetime.date) -> None:
        """Put on the agenda who works on this day: as many as the scenario says, spread over the shifts by their
        weights, so that a small centre has no days on which chance alone leaves nobody."""
        staff = self._staff
        present = staff.holiday if self._days.is_holiday(day) else staff.week[day.weekday()]
        for people in (self._people.operators, self._people.supervisors):
            there = self._chance.some(people, int(min(present, 1.0) * len(people) + self._chance.unit()))
            for place, agent in enumerate(there):
                shift = self._wheel.at((place + self._chance.unit()) / len(there))
                self._plan(agent, staff.shifts[int(shift)], day)

    def _plan(self, agent: Agent, shift: Shift, day: datetime.date) -> None:
        begin, end = minutes(shift.begin), minutes(shift.end)
        end += 0 if end > begin else 1440
        since, until = self._days.moment(day, begin), self._days.moment(day, end)
        since += self._chance.between(-240, 180)
        until += self._chance.between(-60, 600)
        stage = self._stage
        stage.at(since, self._come, agent, until - stage.offset)
        stage.at(until, self._end, agent)
        if not agent.supervisor:
            self._plan_rests(agent, shift, since, until)
            self._plan_trouble(agent, since, until)

    def _plan_rests(self, agent: Agent, shift: Shift, since: int, until: int) -> None:
        chance, length = self._chance, until - since
        rests = [(Status.SHORT_BREAK.value, chance.ms(self._staff.rest)) for _ in range(shift.breaks)]
        # The lunches of a shift are spread over its middle, so that not all go at once.
        if shift.lunch_s:
            rests.insert(len(rests) // 2, (Status.LUNCH_BREAK.value, int(shift.lunch_s * 1000)))
        for number, (status, pause) in enumerate(rests, 1):
            due = since + length * (number + chance.unit() * 0.7 - 0.5) / (len(rests) + 1)
            self._stage.at(int(due), self._rest, agent, status, pause)
        if self._works:
            for _ in range(self._times(self._staff.other)):
                due = since + length * chance.unit()
                self._stage.at(int(due), self._rest, agent, chance.one(self._works), chance.ms(self._staff.other_s))

    def _plan_trouble(self, agent: Agent, since: int, until: int) -> None:
        chance, staff = self._chance, self._staff
        for share, act in ((staff.reloads, self._reload), (staff.lost, self._lose), (staff.forced, self._force)):
            if chance.yes(share):
                self._stage.at(since + int((until - since) * chance.unit()), act, agent)

    def _times(self, mean: float) -> int:
        """A whole number with this mean."""
        return int(mean) + self._chance.yes(mean % 1)

    # Coming and going

    def _come(self, agent: Agent, until: int) -> None:
        if agent.on or agent.gone or until <= self._stage.now:
            return
        agent.until = until
        self._attach(agent, True)
        if agent.supervisor:
            agent.on = True
            return
        self._sessions += 1
        agent.on = True
        self._stage.do(LogIn(operator=agent.user, session=f"session{self._sessions}"))
        self._stage.later(self._chance.between(5, 60), self.back, agent, Status.PREPARING)

    def _attach(self, agent: Agent, on: bool) -> None:
        stage = self._stage
        (stage.centre.phone_attached if on else stage.centre.phone_lost)(agent.user, stage.now)
        stage.settle()

    def _end(self, agent: Agent) -> None:
        """The shift is over."""
        if agent.supervisor:
            if agent.in_call:
                self._stage.later(MINUTE, self._end, agent)
            elif agent.on:
                agent.on = False
                self._attach(agent, False)
        elif self._chance.yes(self._staff.forgets):
            self._rest(agent, Status.PREPARING, 0)
        else:
            self._leave(agent, LogOutReason.CHOSEN)

    def _leave(self, agent: Agent, reason: LogOutReason) -> None:
        """Log out, now or when the call is over; who goes of themselves does their 後処理 first."""
        if not agent.on or (agent.gone and reason is LogOutReason.CHOSEN):
            return
        if agent.in_call or (agent.work and reason is LogOutReason.CHOSEN):
            agent.leaving = reason
        else:
            self._log_out(agent, reason)

    def _log_out(self, agent: Agent, reason: LogOutReason) -> None:
        by = self._someone_above() if reason is LogOutReason.FORCED else ""
        self._stage.do(LogOut(operator=agent.user, reason=reason, by=by))
        if not agent.gone:
            self._attach(agent, False)

    def _someone_above(self) -> str:
        return next((agent.user for agent in self._people.supervisors), "")

    def _logged_out(self, event: LoggedOut) -> None:
        agent = self._people.by_id[event.operator]
        agent.on = False
        agent.status = ""
        agent.wish = agent.leaving = None
        agent.pause_ms = 0
        if agent.gone:
            agent.gone = False
            self._lost -= 1
            self._stage.later(1, self._link)
        soon = agent.until - self._stage.now > 10 * MINUTE
        if soon and event.reason is not LogOutReason.CHOSEN:
            self._stage.later(self._chance.between(20, 240), self._come, agent, agent.until)

    def new_day(self, at: int, log_out: bool) -> None:
        """The business day that began at `at` (UTC, ms) begins."""
        self._stage.do(DayStarted(day=at))
        if log_out:
            for agent in self._people.operators:
                self._leave(agent, LogOutReason.DAY_START)

    # Statuses

    def _rest(self, agent: Agent, status: str, pause: int) -> None:
        """It is time for a break: at once, or after the call. `pause` 0: until the end."""
        if not agent.on or agent.gone:
            return
        if agent.free or (agent.segment and self._chance.yes(self._staff.in_call)):
            self._choose(agent, status, pause)
        else:
            agent.wish = (status, pause)

    def _choose(self, agent: Agent, status: str, pause: int) -> None:
        agent.wish = None
        agent.pause_ms = pause
        self._stage.do(SetStatus(operator=agent.user, status=status))

    def _changed(self, event: StatusChanged) -> None:
        agent = self._people.by_id[event.operator]
        status = agent.status = event.status
        if event.reason:
            self._stage.later(self._chance.between(60, 300), self.back, agent, status)
        elif agent.pause_ms and status == event.chosen and (status in RESTS or status in self._works):
            self._stage.later(agent.pause_ms, self.back, agent, status)
            agent.pause_ms = 0

    def back(self, agent: Agent, status: str) -> None:
        """What was chosen is over: 受付可, if it is still `status`."""
        if agent.on and not agent.gone and agent.status == status:
            self._stage.do(SetStatus(operator=agent.user, status=Status.AVAILABLE))

    def done(self, agent: Agent) -> None:
        """The operator has done with a call and what it brought: what now?"""
        if not agent.on or agent.gone or agent.in_call:
            return
        if agent.leaving is not None:
            self._log_out(agent, agent.leaving)
        elif agent.wish is not None:
            self._choose(agent, *agent.wish)
        elif agent.work:
            self._stage.do(SetStatus(operator=agent.user, status=Status.AVAILABLE))

    # Trouble

    def _reload(self, agent: Agent) -> None:
        """The page is loaded anew: the phone is away for some seconds."""
        if agent.on and not agent.gone:
            self._attach(agent, False)
            self._stage.later(self._chance.between(2, 12), self._reloaded, agent)

    def _reloaded(self, agent: Agent) -> None:
        if agent.on and not agent.gone:
            self._attach(agent, True)

    def _lose(self, agent: Agent) -> None:
        """The client is gone, and comes back after the grace time."""
        if not agent.on or agent.gone:
            return
        agent.gone = True
        self._stage.do(Heartbeats(operators=(agent.user,)))
        self._attach(agent, False)
        self._lost += 1
        self._link()
        if self._lost == 1:
            self._beat()

    def _link(self) -> None:
        stage = self._stage
        stage.centre.api_link(self._lost > 0, stage.now)
        stage.settle()

    def _beat(self) -> None:
        """The clients of all others are alive, for as long as anybody's is not."""
        if self._lost:
            alive = tuple(agent.user for agent in self._people.operators if agent.on and not agent.gone)
            self._stage.do(Heartbeats(operators=alive))
            self._stage.later(self._grace_ms // 3, self._beat)

    def _force(self, agent: Agent) -> None:
        """A supervisor logs them out, some with their call."""
        if not agent.on or agent.gone or not self._people.supervisors:
            return
        if agent.in_call and self._chance.yes(0.5):
            self._stage.do(
                LogOut(operator=agent.user, reason=LogOutReason.FORCED, by=self._someone_above(), end_calls=True)
            )
            self._attach(agent, False)
        else:
            self._leave(agent, LogOutReason.FORCED)
