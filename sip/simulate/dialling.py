"""Calls that people inside begin, and supervisors who listen."""

from typing import Final

from sip.contract.commands import Dial, Dialled, HangUp, StopSupervising, Supervise, Supervised
from sip.contract.enums import SupervisionMode
from sip.contract.events import CallEnded, LoggedIn
from sip.contract.scenario import Scenario
from sip.simulate.chance import Chance
from sip.simulate.desks import Desks
from sip.simulate.outside import Outside
from sip.simulate.people import Agent, People
from sip.simulate.stage import Stage

SHIFT_MS: Final = 8 * 3_600_000
"""What `…_per_seat` is meant for: a shift of usual length."""
MISTYPED: Final = "98765"
"""A number that nobody has."""


class Dialling:
    """Begins calls at their time."""

    def __init__(
        self, stage: Stage, chance: Chance, people: People, outside: Outside, desks: Desks, scenario: Scenario
    ) -> None:
        self._stage = stage
        self._chance = chance
        self._people = people
        self._outside = outside
        self._desks = desks
        self._dialling = scenario.dialling
        self._supervises = scenario.staff.supervises
        self._dialers: dict[str, Agent] = {}
        self._logins: dict[str, int] = {}
        stage.on(LoggedIn, self._came)
        stage.on(CallEnded, self._ended)

    def _came(self, event: LoggedIn) -> None:
        agent = self._people.by_id[event.operator]
        turn = self._logins[event.operator] = self._logins.get(event.operator, 0) + 1
        self._next_out(agent, turn)
        self._next_inside(agent, turn)

    def _here(self, agent: Agent, turn: int) -> bool:
        """Whether it is still the login in which this was planned."""
        return agent.on and self._logins[agent.user] == turn

    # Outside numbers

    def _next_out(self, agent: Agent, turn: int) -> None:
        if self._dialling.out_per_seat:
            self._stage.later(self._chance.wait(SHIFT_MS / self._dialling.out_per_seat), self._out, agent, turn)

    def _out(self, agent: Agent, turn: int) -> None:
        if not self._here(agent, turn):
            return
        chance = self._chance
        if not agent.takes:
            self._stage.later(chance.between(20, 180), self._out, agent, turn)
            return
        number = MISTYPED if chance.yes(self._dialling.mistyped) else self._outside.somebody()
        group = chance.one(agent.groups) if agent.groups and chance.yes(0.7) else ""
        self._dial(agent, number, group, chance.ms(self._dialling.gives_up))
        self._next_out(agent, turn)

    # Colleagues

    def _next_inside(self, agent: Agent, turn: int) -> None:
        if self._dialling.inside_per_seat:
            self._stage.later(self._chance.wait(SHIFT_MS / self._dialling.inside_per_seat), self._inside, agent, turn)

    def _inside(self, agent: Agent, turn: int) -> None:
        if not self._here(agent, turn):
            return
        colleague = self._people.colleague(agent)
        if agent.takes and colleague is not None:
            self._dial(agent, colleague.extension, "", self._chance.between(15, 30))
        self._next_inside(agent, turn)

    def _dial(self, agent: Agent, number: str, group: str, patience: int) -> None:
        result = self._stage.do(Dial(operator=agent.user, number=number, group=group))
        if isinstance(result, Dialled) and result.call in self._outside.lines:
            agent.dialing = result.call
            self._dialers[result.call] = agent
            self._stage.later(patience, self._give_up, agent, result.call)

    def _give_up(self, agent: Agent, call: str) -> None:
        if agent.dialing == call and not agent.gone:
            self._stage.do(HangUp(operator=agent.user, call=call))

    def _ended(self, event: CallEnded) -> None:
        agent = self._dialers.pop(event.call, None)
        if agent is not None and agent.dialing == event.call:
            agent.dialing = ""
            self._desks.look(agent)

    # Supervision

    def supervise(self, begin: int, end: int) -> None:
        """Put on the agenda what supervisors listen to between two moments (UTC, ms)."""
        for agent in self._people.supervisors:
            for _ in range(int(self._supervises * 2 * self._chance.unit() + 0.5)):
                self._stage.at(begin + int((end - begin) * self._chance.unit()), self._listen, agent)

    def _listen(self, agent: Agent) -> None:
        talking = [other for other in self._people.operators if other.segment]
        if not talking or not agent.free:
            return
        mode = SupervisionMode.LISTEN if self._chance.yes(0.8) else SupervisionMode.WHISPER
        target = self._chance.one(talking)
        if isinstance(self._stage.do(Supervise(operator=agent.user, target=target.user, mode=mode)), Supervised):
            if self._chance.yes(0.2):
                self._stage.later(self._chance.between(5, 30), self._join, agent, target)
            self._stage.later(self._chance.between(20, 240), self._stop, agent)

    def _join(self, agent: Agent, target: Agent) -> None:
        if agent.on:
            mode = self._chance.one((SupervisionMode.WHISPER, SupervisionMode.BARGE))
            self._stage.do(Supervise(operator=agent.user, target=target.user, mode=mode))

    def _stop(self, agent: Agent) -> None:
        self._stage.do(StopSupervising(operator=agent.user))
